"""Instances of procedures as text: what they are called with, and what callers see of the function that is made.

Dimension variables are numbers in it, those of the arguments before those that the function computes, so that texts are
equal of what is the same but for names.  A text can be read again by another process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.dtypes import DTYPES
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    BuiltinProcedure,
    Character,
    ListValue,
    MapValue,
    MultipleValues,
    PairValue,
    RangeValue,
    RecordType,
    RecordValue,
    Static,
    SymbolValue,
    Term,
    Text,
    TypeName,
    Unspecified,
    Value,
)

_DTYPES = {dtype.name: dtype for dtype in DTYPES}
#: Values that are known by one text.
_NAMED = (Text, Character, SymbolValue, BuiltinProcedure)
_BY_NAME = {cls.__name__: cls for cls in _NAMED}


class NotWritten(Exception):
    """A value has something in it that means nothing elsewhere."""


@dataclass(frozen=True)
class Call:
    """What an instance is called with.

    Attributes:
        values: the arguments.
        variables: the dimension variables in them.
        memory: what reverse mode does, where that is chosen.
    """

    values: Sequence[Value]
    variables: Sequence[DimVar]
    memory: str | None


def call_text(call: Call) -> str:
    """
    Raises:
        NotWritten: an argument cannot be told by a text.
    """
    writer = _Writer(call.variables)
    existential = [variable.existential for variable in call.variables]
    return _dumped([list(map(writer.value, call.values)), existential, call.memory])


def read_call(text: str, term: Callable[[Scalar | Tensor], Term]) -> Call:
    """The call of a text; ``term`` makes the values of a type that only the running program knows."""
    values, existential, memory = json.loads(text)
    variables = [DimVar(f"d{number}", flag) for number, flag in enumerate(existential)]
    reader = _Reader(variables, term)
    return Call(list(map(reader.value, values)), variables, memory)


def result_text(
    template: Value, types: Sequence[Scalar | Tensor], variables: Sequence[DimVar], sizes: Sequence[DimVar]
) -> str:
    """The text of what a function returns.

    Args:
        template: the value, with terms for what the function computes.
        types: of these.
        variables: those of the arguments.
        sizes: those that the function computes.

    Raises:
        NotWritten: the result cannot be told by a text.
    """
    writer = _Writer([*variables, *sizes])
    return _dumped([writer.value(template), list(map(writer.type, types)), [size.name for size in sizes]])


def read_result(
    text: str, variables: Sequence[DimVar], term: Callable[[Scalar | Tensor], Term]
) -> tuple[Value, list[Scalar | Tensor], list[DimVar]]:
    """What was written by :func:`result_text`, for the variables of other arguments."""
    template, types, names = json.loads(text)
    sizes = [DimVar(name, existential=True) for name in names]
    reader = _Reader([*variables, *sizes], term)
    return reader.value(template), list(map(reader.type, types)), sizes


def _dumped(parts: object) -> str:
    return json.dumps(parts, separators=(",", ":"))


class _Writer:
    def __init__(self, variables: Sequence[DimVar]) -> None:
        self._numbers: Mapping[DimVar, int] = {variable: number for number, variable in enumerate(variables)}

    def dim(self, dim: Dim) -> object:
        if not dim.variables() <= self._numbers.keys():
            raise NotWritten
        # The order of variables is that of their making, which differs.
        return sorted(
            [sorted(self._numbers[variable] for variable in monomial), factor]
            for monomial, factor in dim.terms
        )

    def type(self, type: Scalar | Tensor) -> object:
        if isinstance(type, Scalar):
            return [type.dtype.name, type.weak]
        return [type.dtype.name, list(map(self.dim, type.shape))]

    def value(self, value: Value) -> object:
        kind = type(value).__name__
        match value:
            case Term(type=of):
                return [kind, self.type(of)]
            case Static(value=number, dtype=dtype):
                return [kind, self._number(number), None if dtype is None else dtype.name]
            case Text(value=text) | Character(value=text):
                return [kind, text]
            case SymbolValue(name=text) | BuiltinProcedure(name=text):
                return [kind, text]
            case TypeName(dtype=dtype):
                return [kind, dtype.name]
            case Unspecified():
                return [kind]
            case ListValue(items=items, vector=vector):
                return [kind, list(map(self.value, items)), vector]
            case MultipleValues(items=items):
                return [kind, list(map(self.value, items))]
            case PairValue(first=first, second=second):
                return [kind, self.value(first), self.value(second)]
            case RangeValue(start=start, stop=stop, step=step):
                return [kind, self.value(start), self.value(stop), step]
            case MapValue(entries=entries):
                return [kind, [[self.value(key), self.value(item)] for key, item in entries]]
            case RecordValue(type=record, fields=fields):
                written = [[name, self.value(item)] for name, item in fields.items()]
                return [kind, record.name, list(record.fields), record.union, written]
        raise NotWritten

    def _number(self, number: object) -> object:
        match number:
            case bool() | int():
                return number
            case float():
                return ["float", number.hex()]
            case Fraction():
                return ["fraction", str(number)]
            case complex():
                return ["complex", number.real.hex(), number.imag.hex()]
            case Dim():
                return ["dim", self.dim(number)]
        raise NotWritten


class _Reader:
    def __init__(self, variables: Sequence[DimVar], term: Callable[[Scalar | Tensor], Term]) -> None:
        self._variables = variables
        self._term = term

    def dim(self, written: Any) -> Dim:
        found = Dim.of(0)
        for numbers, factor in written:
            product = Dim.of(factor)
            for number in numbers:
                product = product * Dim.of(self._variables[number])
            found = found + product
        return found

    def type(self, written: Any) -> Scalar | Tensor:
        name, of = written
        if isinstance(of, bool):
            return Scalar(_DTYPES[name], of)
        return Tensor(_DTYPES[name], tuple(map(self.dim, of)))

    def value(self, written: Any) -> Value:
        match written:
            case ["Term", type]:
                return self._term(self.type(type))
            case ["Static", number, dtype]:
                return Static(self._number(number), None if dtype is None else _DTYPES[dtype])
            case ["TypeName", dtype]:
                return TypeName(_DTYPES[dtype])
            case ["Unspecified"]:
                return Unspecified()
            case ["ListValue", items, vector]:
                return ListValue(tuple(self._values(items)), vector)
            case ["MultipleValues", items]:
                return MultipleValues(tuple(self._values(items)))
            case ["PairValue", first, second]:
                return PairValue(self.value(first), self.value(second))
            case ["RangeValue", start, stop, step]:
                return RangeValue(self.value(start), self.value(stop), step)
            case ["MapValue", entries]:
                return MapValue(tuple((self.value(key), self.value(item)) for key, item in entries))
            case ["RecordValue", name, fields, union, items]:
                record = RecordType(name, tuple(fields), union)
                return RecordValue(record, {name: self.value(item) for name, item in items})
            case [kind, text] if kind in _BY_NAME:
                return _BY_NAME[kind](text)
        raise ValueError(f"no such value: {written}")

    def _values(self, written: Sequence[Any]) -> Iterator[Value]:
        return map(self.value, written)

    def _number(self, written: Any) -> Any:
        match written:
            case ["float", text]:
                return float.fromhex(text)
            case ["fraction", text]:
                return Fraction(text)
            case ["complex", real, imaginary]:
                return complex(float.fromhex(real), float.fromhex(imaginary))
            case ["dim", terms]:
                return self.dim(terms)
        return written
