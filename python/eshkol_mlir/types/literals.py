"""Literal data: quoted lists, typed arrays, and vectors of numbers as tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.reader import syntax
from eshkol_mlir.types.convert import (
    check_range,
    convert,
    default_dtype,
    index_list,
    join_dtypes,
    literal,
    nearest_float,
)
from eshkol_mlir.types.dims import Dim, render_shape, shape_of
from eshkol_mlir.types.dtypes import F32, I64, NAMES, DType, promote
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    EMPTY,
    Character,
    ListValue,
    PairValue,
    Static,
    SymbolValue,
    Term,
    Text,
    TypeName,
    Value,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


#: What cannot be a value yet, as messages call it.
_KINDS = {syntax.Ket: "a quantum state", syntax.Bytevector: "a bytevector", syntax.Braces: "a map"}
_KINDS |= {syntax.Label: "a circular literal", syntax.Reference: "a circular literal"}


def quoted(datum: object, span: Span) -> Value:
    """The value of a quoted datum."""
    match datum:
        case syntax.Symbol(name=name) | syntax.Keyword(name=name):
            return SymbolValue(name)
        case syntax.Number(value=value, single=single):
            if isinstance(value, syntax.ExactComplex):
                return Static(complex(nearest_float(value.real), nearest_float(value.imaginary)))
            return Static(value, F32 if single else None)
        case syntax.Boolean(value=flag):
            return Static(flag)
        case syntax.String(value=text):
            return Text(text)
        case syntax.Char(value=character):
            return Character(character)
        case syntax.List(items=items, tail=None):
            return ListValue(tuple(quoted(item, span) for item in items)) if items else EMPTY
        case syntax.List(items=items, tail=tail) if tail is not None:
            whole = quoted(tail, span)
            for item in reversed(items):
                whole = PairValue(quoted(item, span), whole)
            return whole
        case syntax.Vector(items=items):
            return ListValue(tuple(quoted(item, span) for item in items), vector=True)
        case syntax.GenericType(arguments=arguments):
            # The head of (vector<float64, 3> ...): the element type, then sizes.
            return ListValue(tuple(_type_argument(item, span) for item in arguments))
    kind = _KINDS.get(type(datum), "this kind of literal")
    raise diagnostics.UnsupportedError.at(
        Code.DATA_WITHOUT_TYPE, span, f"{kind} cannot be used in a device function"
    )


def _type_argument(datum: object, span: Span) -> Value:
    if isinstance(datum, syntax.Symbol) and datum.name in NAMES:
        return TypeName(NAMES[datum.name])
    return quoted(datum, span)


def _elements(value: ListValue) -> Iterator[Static]:
    for item in value.items:
        if isinstance(item, ListValue):
            yield from _elements(item)
        elif isinstance(item, Static):
            yield item


def literal_shape(value: Value, span: Span) -> tuple[int, ...] | None:
    """The shape of nested vectors of literals; None if a leaf is not one; ragged is an error."""
    if isinstance(value, Static):
        return None if isinstance(value.value, Dim) and value.value.constant is None else ()
    if not isinstance(value, ListValue):
        return None
    shapes = [literal_shape(item, span) for item in value.items]
    known = [shape for shape in shapes if shape is not None]
    if len(known) != len(shapes):
        return None
    if any(shape != known[0] for shape in known):
        raise diagnostics.ShapeError.at(
            Code.RAGGED, span, "the rows of this literal have different lengths",
            notes=[f"shapes found: {', '.join(render_shape(shape_of(*s)) for s in dict.fromkeys(known))}"],
        )  # fmt: skip
    return (len(known), *(known[0] if known else ()))


def constant_tensor(el: Elaborator, value: ListValue, span: Span, dtype: DType | None) -> Term | None:
    """Nested vectors of literals as one constant."""
    shape = literal_shape(value, span)
    if shape is None:
        return None
    elements = list(_elements(value))
    if dtype is None or not _can_hold(dtype, elements):
        strong = [e.dtype for e in elements if e.dtype is not None]
        dtype = (
            default_dtype(0.0) if not elements else strong[0] if strong else default_dtype(elements[0].value)
        )
        for element in elements:
            dtype = promote(dtype, element.dtype or default_dtype(element.value))
    numbers = [_number(e) for e in elements]
    return dense(el, numbers, Tensor(dtype, shape_of(*shape)))


def _can_hold(dtype: DType, elements: Sequence[Static]) -> bool:
    return all((e.dtype or default_dtype(e.value)).kind <= dtype.kind for e in elements)


def _number(element: Static) -> bool | int | float | complex | Fraction:
    value = element.value
    if isinstance(value, Dim):
        constant = value.constant
        assert constant is not None
        return constant
    return value


def dense(el: Elaborator, numbers: Sequence[bool | int | float | complex | Fraction], type: Tensor) -> Term:
    """A constant tensor from its elements in row-major order."""
    for number in numbers if type.dtype.is_integer else ():
        check_range(el, number, type.dtype)
    if not numbers:
        attribute = f"dense<> : {type.mlir}"
    elif all(repr(n) == repr(numbers[0]) for n in numbers):
        attribute = f"dense<{literal(numbers[0], type.dtype)}> : {type.mlir}"
    else:
        sizes = [dim.constant or 0 for dim in type.shape]
        texts = [literal(n, type.dtype) for n in numbers]
        attribute = f"dense<{_nested(texts, sizes)}> : {type.mlir}"
    value = el.builder.emit_one("arith.constant", (), type.mlir, {"value": attribute})
    return Term(value, type)


def _nested(texts: Sequence[str], sizes: Sequence[int]) -> str:
    if not sizes:
        return texts[0]
    step = len(texts) // sizes[0]
    parts = (_nested(texts[i * step : (i + 1) * step], sizes[1:]) for i in range(sizes[0]))
    return f"[{', '.join(parts)}]"


def array_constant(el: Elaborator, array: syntax.TypedArray) -> Term:
    """``#f64(1.0 2.0)``, ``#f32mat(...)``, ``#tensor(...)``."""
    numbers: list[bool | int | float | complex | Fraction] = []
    for datum in array.data:
        value = datum.value
        numbers.append(
            complex(nearest_float(value.real), nearest_float(value.imaginary))
            if isinstance(value, syntax.ExactComplex)
            else value
        )
    if array.dtype is not None:
        dtype = NAMES[array.dtype]
    else:
        dtype = I64
        for datum, number in zip(array.data, numbers, strict=True):
            single = isinstance(datum, syntax.Number) and datum.single
            dtype = promote(dtype, F32 if single else default_dtype(number))
    return dense(el, numbers, Tensor(dtype, shape_of(*array.shape)))


def stack_terms(el: Elaborator, terms: Sequence[Term], span: Span, types: Sequence[Scalar | Tensor]) -> Term:
    """Tensors of one shape as the rows of a new leading axis."""
    dtype, _ = join_dtypes(types)
    shape = terms[0].type.shape
    for term in terms:
        if term.type.shape != shape:
            raise diagnostics.ShapeError.at(
                Code.RAGGED, span, "the elements of this vector have different shapes",
                notes=[f"{render_shape(shape)} and {render_shape(term.type.shape)}"],
            )  # fmt: skip
    if not shape and not dtype.is_boolean:
        type = Tensor(dtype, (Dim.of(len(terms)),))
        numbers = [convert(el, term, Scalar(dtype)) for term in terms]
        return el.emit_tensor("tensor.from_elements", numbers, type)
    row = Tensor(dtype, (Dim.of(1), *shape))
    rows = [
        el.reshape(Term(convert(el, term, Tensor(dtype, shape)), Tensor(dtype, shape)), row.shape)
        for term in terms
    ]
    whole = Tensor(dtype, (Dim.of(len(terms)), *shape))
    if len(rows) == 1:
        return rows[0]
    if Dim.of(0) in shape:
        return Term(convert(el, Static(0), whole), whole)
    return el.emit_tensor("eshkol.concat", [r.value for r in rows], whole, dimension="0 : i64")


__all__ = ["array_constant", "constant_tensor", "dense", "index_list", "quoted", "stack_terms"]
