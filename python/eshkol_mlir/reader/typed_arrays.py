"""Typed vectors, matrices and tensors: ``#f64vec(..)``, ``#f32mat(..)``, ``#tensor(..)``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.reader.errors import count
from eshkol_mlir.reader.syntax import Boolean, ExactComplex, List, Number, Symbol, Syntax, TypedArray

INTEGER_BITS = {"i64": 64, "i32": 32, "i16": 16, "i8": 8}
FLOATS = ("f64", "f32", "f16", "bf16")
COMPLEX = ("complex64", "complex128")
ELEMENT_TYPES = (*FLOATS, *INTEGER_BITS, "i1", *COMPLEX)
# SRFI 160 names complex types shorter; the language's type names are aliases too.
_ALIASES = {"c64": "complex64", "c128": "complex128", "float64": "f64", "float32": "f32"}


def build_array(opener: str, items: Sequence[Syntax], span: Span) -> TypedArray:
    """The array after ``#f64(``, ``#f64vec(`` (rank 1), ``#f64mat(`` or ``#f64matrix(`` (rank 2).

    Raises:
        SyntaxError: ragged rows, an element that is no constant of the type.
    """
    name = opener[1:-1]
    is_matrix = name.endswith(("mat", "matrix"))
    name = name.removesuffix("vec").removesuffix("matrix").removesuffix("mat")
    dtype = _ALIASES.get(name, name)
    if not is_matrix:
        return TypedArray(dtype, (len(items),), _elements(items, dtype), span)
    rows = [_row(item) for item in items]
    for row in rows:
        if len(row.items) != len(rows[0].items):
            raise _ragged(row, rows[0])
    shape = (len(rows), len(rows[0].items) if rows else 0)
    return TypedArray(dtype, shape, _elements([item for row in rows for item in row.items], dtype), span)


def _row(item: Syntax) -> List:
    if isinstance(item, List) and item.tail is None:
        return item
    message = "a row of a matrix literal is a list of its elements"
    raise diagnostics.SyntaxError.at(
        Code.LITERAL_SHAPE, item.span, message, help=["write #f64mat((1.0 2.0) (3.0 4.0))"]
    )


def _ragged(row: List, first: List) -> diagnostics.EshkolError:
    return diagnostics.SyntaxError.at(
        Code.LITERAL_SHAPE,
        row.span,
        "the rows of a matrix literal differ in length",
        caret=count(len(row.items), "element"),
        labels=[Label(first.span, count(len(first.items), "element"))],
    )


def build_tensor(items: Sequence[Syntax], span: Span) -> TypedArray:
    """The array of ``#tensor(shape: (2 2), data: ((1 2) (3 4)))``.

    ``data:`` is nested as the shape says, or lists all elements in row-major
    order.  An optional ``dtype:`` names the element type.

    Raises:
        SyntaxError: a missing or unknown clause, data that disagree with the
            shape, an element that is no constant of the type.
    """
    clauses = _clauses(items, span)
    dtype = _dtype(clauses["dtype:"]) if "dtype:" in clauses else None
    shape = _shape(clauses["shape:"])
    data = _Data(clauses["shape:"], shape).flatten(clauses["data:"])
    return TypedArray(dtype, shape, _elements(data, dtype), span)


def _clauses(items: Sequence[Syntax], span: Span) -> dict[str, Syntax]:
    clauses: dict[str, Syntax] = {}
    for name, value in zip(items[::2], [*items[1::2], None], strict=False):
        if not isinstance(name, Symbol) or name.name not in ("shape:", "data:", "dtype:"):
            raise diagnostics.SyntaxError.at(
                Code.TENSOR_CLAUSES, name.span, "expected `shape:`, `data:` or `dtype:`"
            )
        if value is None:
            raise diagnostics.SyntaxError.at(Code.TENSOR_CLAUSES, name.span, f"nothing follows `{name.name}`")
        if name.name in clauses:
            raise diagnostics.SyntaxError.at(Code.TENSOR_CLAUSES, name.span, f"`{name.name}` is given twice")
        clauses[name.name] = value
    for required in ("shape:", "data:"):
        if required not in clauses:
            help = ["write #tensor(shape: (2 2), data: ((1 2) (3 4)))"]
            raise diagnostics.SyntaxError.at(
                Code.TENSOR_CLAUSES, span, f"a tensor literal without `{required}`", help=help
            )
    return clauses


def _dtype(datum: Syntax) -> str:
    name = datum.name if isinstance(datum, Symbol) else ""
    name = _ALIASES.get(name, name)
    if name in ELEMENT_TYPES:
        return name
    help = [f"the element types are {', '.join(ELEMENT_TYPES)}"]
    raise diagnostics.SyntaxError.at(Code.LITERAL_ELEMENT_TYPE, datum.span, "not an element type", help=help)


def _shape(datum: Syntax) -> tuple[int, ...]:
    if not isinstance(datum, List) or datum.tail is not None:
        raise diagnostics.SyntaxError.at(Code.LITERAL_SHAPE, datum.span, "a shape is a list of dimensions")
    return tuple(_dimension(item) for item in datum.items)


def _dimension(datum: Syntax) -> int:
    if isinstance(datum, Number) and isinstance(datum.value, int) and datum.value >= 0:
        return datum.value
    message = "a dimension of a literal is a non-negative integer"
    raise diagnostics.SyntaxError.at(Code.LITERAL_SHAPE, datum.span, message)


@dataclass(frozen=True)
class _Data:
    """The data of a tensor literal against its shape."""

    shape_datum: Syntax
    shape: tuple[int, ...]

    def flatten(self, datum: Syntax) -> Sequence[Syntax]:
        if not self.shape:
            return [datum]
        if not isinstance(datum, List):
            raise diagnostics.SyntaxError.at(
                Code.LITERAL_SHAPE, datum.span, "the data of a tensor are a list"
            )
        if math.prod(self.shape) == 0 and not datum.items:
            return ()
        if len(self.shape) > 1 and not any(isinstance(item, List) for item in datum.items):
            return self.flat(datum)
        return self.nested(datum)

    def flat(self, datum: List) -> Sequence[Syntax]:
        expected = math.prod(self.shape)
        if len(datum.items) != expected or datum.tail is not None:
            raise self.disagreement(datum, len(datum.items), expected)
        return datum.items

    def nested(self, datum: Syntax) -> Sequence[Syntax]:
        level: list[Syntax] = [datum]
        for axis, extent in enumerate(self.shape):
            below: list[Syntax] = []
            for item in level:
                below += self.checked(item, axis, extent).items
            level = below
        return level

    def checked(self, item: Syntax, axis: int, extent: int) -> List:
        if not isinstance(item, List) or item.tail is not None:
            message = f"expected a list of {_shown(extent)} along axis {axis}"
            raise diagnostics.SyntaxError.at(Code.LITERAL_SHAPE, item.span, message, labels=[self.label()])
        if len(item.items) != extent:
            raise self.disagreement(item, len(item.items), extent)
        return item

    def disagreement(self, datum: Syntax, found: int, expected: int) -> diagnostics.EshkolError:
        return diagnostics.SyntaxError.at(
            Code.LITERAL_SHAPE,
            datum.span,
            "the data of a tensor literal disagree with its shape",
            caret=f"{count(found, 'element')}, expected {_shown(expected)}",
            labels=[self.label()],
        )

    def label(self) -> Label:
        return Label(self.shape_datum.span, "the shape")


def _shown(number: int) -> str:
    return str(number) if number < 10**15 else "far more"


def _elements(items: Sequence[Syntax], dtype: str | None) -> tuple[Number | Boolean, ...]:
    return tuple(_element(item, dtype) for item in items)


def _element(item: Syntax, dtype: str | None) -> Number | Boolean:
    if not isinstance(item, Number | Boolean):
        help = ["a literal holds constants; use `tensor` or `vector` to compute elements"]
        raise diagnostics.SyntaxError.at(
            Code.LITERAL_ELEMENT, item.span, "an element of a typed literal is a number", help=help
        )
    converted = item if dtype is None else _converted(item, dtype)
    if converted is None:
        raise diagnostics.SyntaxError.at(
            Code.LITERAL_ELEMENT, item.span, f"not a constant of the element type {dtype}"
        )
    return converted


def _converted(item: Number | Boolean, dtype: str) -> Number | Boolean | None:
    """``item`` with the kind of value that ``dtype`` has, None if it has none."""
    if dtype == "i1":
        return _bit(item)
    if isinstance(item, Boolean):
        return None
    value = item.value
    if dtype in INTEGER_BITS:
        return item if isinstance(value, int) and _fits(value, INTEGER_BITS[dtype]) else None
    if dtype in COMPLEX:
        return replace(item, value=_as_complex(value))
    if isinstance(value, complex | ExactComplex):
        return None
    return item if isinstance(value, float) else replace(item, value=_as_float(value))


def _bit(item: Number | Boolean) -> Boolean | None:
    if isinstance(item, Boolean):
        return item
    is_bit = isinstance(item.value, int) and item.value in (0, 1)
    return Boolean(item.value == 1, item.span) if is_bit else None


def _fits(value: int, bits: int) -> bool:
    return -(1 << bits - 1) <= value < 1 << bits - 1


def _as_complex(value: int | Fraction | float | complex | ExactComplex) -> complex:
    if isinstance(value, ExactComplex):
        return complex(_as_float(value.real), _as_float(value.imaginary))
    return value if isinstance(value, complex) else complex(_as_float(value), 0.0)


def _as_float(value: int | Fraction | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
