"""What the functions of a compiled module take and return, and its JSON form.

A parameter or result has a type: a scalar, a tensor, or a record of named fields, nested to
any depth.  The leaves of all parameters, in order, are the arguments of the exported MLIR
function; the leaves of all results are its results.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

DTYPES = ("f64", "f32", "f16", "bf16", "i64", "i32", "i16", "i8", "i1", "complex64", "complex128")

Dimension: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """A scalar or tensor: one leaf of a signature.

    Attributes:
        dtype: one of :data:`DTYPES`.
        shape: ``None`` for a scalar, otherwise one entry per dimension: an extent or the name
            of a dimension variable, which stands for the same extent throughout a call.
        split: a complex value passed as two values, its real and its imaginary part, of the
            same shape.  Complex scalars are always passed so.
    """

    dtype: str
    shape: tuple[Dimension, ...] | None = None
    split: bool = False

    def __post_init__(self) -> None:
        if self.dtype not in DTYPES:
            raise ValueError(f"unknown element type {self.dtype!r}")
        if self.is_complex and self.shape is None and not self.split:
            object.__setattr__(self, "split", True)
        if self.split and not self.is_complex:
            raise ValueError(f"only complex values are passed in two parts, not {self.dtype}")

    @property
    def is_complex(self) -> bool:
        return self.dtype.startswith("complex")

    @property
    def values(self) -> int:
        """How many values of the exported function this leaf takes."""
        return 2 if self.split else 1

    def __str__(self) -> str:
        if self.shape is None:
            return self.dtype
        return f"{self.dtype}[{' '.join(str(dimension) for dimension in self.shape)}]"


@dataclass(frozen=True, slots=True)
class RecordInfo:
    """A record: fields in order.  A tuple is a record whose fields are named ``item0``, ``item1``, ...

    Attributes:
        name: the record type's name, or "" for a plain tuple.
        fields: names, as in the source, and types.
    """

    name: str
    fields: tuple[tuple[str, TypeInfo], ...]

    def __str__(self) -> str:
        inside = ", ".join(f"{name}: {type_}" for name, type_ in self.fields)
        return f"{self.name}({inside})"


TypeInfo: TypeAlias = TensorInfo | RecordInfo


@dataclass(frozen=True, slots=True)
class ParameterInfo:
    """A parameter: its name in the source and its type."""

    name: str
    type: TypeInfo


@dataclass(frozen=True, slots=True)
class ResultInfo:
    """A result: its type and, where the source gives one, its name."""

    type: TypeInfo
    name: str = ""


@dataclass(frozen=True, slots=True)
class FunctionInfo:
    """An exported function.

    Attributes:
        name: its name in the source, such as ``mean-squared-error``.
        symbol: the name of the exported MLIR function, default ``name``.
        python_name: a Python identifier, default made from ``name``.
        doc: its documentation string.
        parameters: in order.
        results: several for a function that returns several values.
    """

    name: str
    parameters: tuple[ParameterInfo, ...]
    results: tuple[ResultInfo, ...]
    doc: str = ""
    symbol: str = ""
    python_name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "symbol", self.symbol or self.name)
        object.__setattr__(self, "python_name", self.python_name or python_identifier(self.name))

    def __str__(self) -> str:
        parameters = ", ".join(f"{p.name}: {p.type}" for p in self.parameters)
        results = ", ".join(str(r.type) for r in self.results)
        return f"{self.name}({parameters}) -> {results if len(self.results) == 1 else f'({results})'}"


@dataclass(frozen=True, slots=True)
class Signature:
    """The exported functions of a module, in the order of the source.

    Raises:
        ValueError: two functions with the same name, or the same Python name.
    """

    functions: tuple[FunctionInfo, ...]

    def __post_init__(self) -> None:
        for attribute in ("name", "python_name"):
            names = [getattr(function, attribute) for function in self.functions]
            repeated = sorted({name for name in names if names.count(name) > 1})
            if repeated:
                raise ValueError(f"several functions have the {attribute} {', '.join(repeated)}")

    def to_json(self) -> dict[str, Any]:
        """Plain data for :func:`json.dumps`."""
        return {"functions": [_function_to_json(function) for function in self.functions]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Signature:
        """The inverse of :meth:`to_json`.

        Raises:
            KeyError, TypeError, ValueError: ``data`` has another form.
        """
        return cls(tuple(_function_from_json(entry) for entry in data["functions"]))


def leaves(type_: TypeInfo, path: str = "") -> Iterator[tuple[str, TensorInfo]]:
    """The leaves of a type with their paths, ``params.W1`` style, in field order."""
    if isinstance(type_, TensorInfo):
        yield path, type_
        return
    for name, field in type_.fields:
        yield from leaves(field, f"{path}.{name}" if path else name)


def tuple_of(types: Sequence[TypeInfo]) -> RecordInfo:
    """A plain tuple of these types."""
    return RecordInfo("", tuple((f"item{index}", type_) for index, type_ in enumerate(types)))


def python_identifier(name: str) -> str:
    """A Python identifier for an Eshkol name: ``softmax-grad!`` becomes ``softmax_grad``."""
    spelled = name.replace("->", "_to_").replace("?", "_p").replace("*", "_star")
    # Python compares identifiers in this normal form, and not every word character is allowed.
    normal = unicodedata.normalize("NFKC", spelled)
    cleaned = "".join(each if f"a{each}".isidentifier() else "-" for each in normal)
    cleaned = re.sub("-+", "_", cleaned).strip("_") or "f"
    if keyword.iskeyword(cleaned):
        return f"{cleaned}_"
    return cleaned if cleaned.isidentifier() else f"f_{cleaned}"


def _type_to_json(type_: TypeInfo) -> dict[str, Any]:
    if isinstance(type_, RecordInfo):
        fields = [[name, _type_to_json(field)] for name, field in type_.fields]
        return {"record": type_.name, "fields": fields}
    data: dict[str, Any] = {"dtype": type_.dtype}
    if type_.shape is not None:
        data["shape"] = list(type_.shape)
    if type_.split:
        data["split"] = True
    return data


def _type_from_json(data: dict[str, Any]) -> TypeInfo:
    if "record" in data:
        fields = tuple((str(name), _type_from_json(field)) for name, field in data["fields"])
        return RecordInfo(str(data["record"]), fields)
    shape = data.get("shape")
    dimensions = None if shape is None else tuple(_dimension(entry) for entry in shape)
    return TensorInfo(data["dtype"], dimensions, bool(data.get("split", False)))


def _dimension(entry: object) -> Dimension:
    if isinstance(entry, (int, str)) and not isinstance(entry, bool):
        return entry
    raise ValueError(f"{entry!r} is no dimension")


def _function_to_json(function: FunctionInfo) -> dict[str, Any]:
    return {
        "name": function.name,
        "symbol": function.symbol,
        "python_name": function.python_name,
        "doc": function.doc,
        "parameters": [{"name": p.name, "type": _type_to_json(p.type)} for p in function.parameters],
        "results": [{"name": r.name, "type": _type_to_json(r.type)} for r in function.results],
    }


def _function_from_json(data: dict[str, Any]) -> FunctionInfo:
    return FunctionInfo(
        name=str(data["name"]),
        symbol=str(data["symbol"]),
        python_name=str(data["python_name"]),
        doc=str(data["doc"]),
        parameters=tuple(
            ParameterInfo(str(p["name"]), _type_from_json(p["type"])) for p in data["parameters"]
        ),
        results=tuple(ResultInfo(_type_from_json(r["type"]), str(r["name"])) for r in data["results"]),
    )
