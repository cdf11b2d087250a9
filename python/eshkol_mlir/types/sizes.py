"""Shapes, numbers and element types as arguments of builtins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.types.builtins import Call
from eshkol_mlir.types.convert import broadcast, convert, convert_elements, type_of
from eshkol_mlir.types.dims import Dim, Shape, product, render_shape
from eshkol_mlir.types.dtypes import DType
from eshkol_mlir.types.indexing import MOST, integer, require, require_equal, take_one
from eshkol_mlir.types.types import ONE, Scalar, Tensor
from eshkol_mlir.types.values import ListValue, RangeValue, Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def items_of(el: Elaborator, value: Value, span: Span) -> list[Value] | None:
    """The entries of a list, vector or rank-1 tensor of known length; None for anything else."""
    if isinstance(value, RangeValue):
        value = el.to_tensor(value, span) or value
    if isinstance(value, ListValue):
        return list(value.items)
    if isinstance(value, Term) and isinstance(value.type, Tensor) and value.type.rank == 1:
        length = value.type.shape[0].constant
        if length is not None:
            return [take_one(el, value, 0, Dim.of(i)) for i in range(length)]
    return None


def shape_argument(el: Elaborator, call: Call, value: Value, span: Span) -> Shape:
    """Sizes as ``[2 3]``, a list, or one integer.

    Raises:
        TypeError: they are not integers.
        ShapeError: one known now is negative; one computed is checked when running.
    """
    entries = items_of(el, value, span)
    if entries is None:
        entries = [value]
    return tuple(size_argument(el, call, entry, span) for entry in entries)


def size_argument(el: Elaborator, call: Call, value: Value, span: Span, what: str = "a size") -> Dim:
    """An integer that may not be negative."""
    dim = el.size_of(value, span, what)
    if dim.constant is not None and dim.constant > MOST:
        raise call.shape_error(Code.TENSOR_TOO_LARGE, f"{what} of {dim} is more than any memory holds")
    # Sizes count as not negative from here on, so what the program computes is checked first.
    amount = el.size_value(dim) if isinstance(value, Term) else dim
    if not require(el, amount, f"{call.builtin.name}: {what} is negative", call.span):
        raise call.shape_error(Code.NEGATIVE_SIZE, f"{what} cannot be negative, but this is {dim},")
    return dim


def integers_argument(el: Elaborator, value: Value, span: Span, what: str) -> list[Value]:
    """One integer or a list of them, computed or known, still as values."""
    entries = items_of(el, value, span)
    entries = [value] if entries is None else entries
    for entry in entries:
        integer(el, entry, span, what)
    return entries


# Numbers ---------------------------------------------------------------------------------


def require_exact(call: Call, value: Static, dtype: DType) -> None:
    """That a known number is an element of ``dtype``, up to rounding of a fraction.

    Raises:
        TypeError: a fraction where integers are wanted, a complex number where reals are, ...
    """
    number = value.value
    if isinstance(number, complex) and not dtype.is_complex:
        raise call.type_error(Code.VALUE_DOES_NOT_FIT, f"{number} cannot be an element of type {dtype}")
    if not dtype.is_integer or isinstance(number, complex | Dim):
        return
    if (isinstance(number, float) and not math.isfinite(number)) or Fraction(number).denominator != 1:
        raise call.type_error(
            Code.VALUE_DOES_NOT_FIT,
            f"{number} cannot be an element of type {dtype}",
            help=["round, floor or truncate it first"],
        )
    low, high = -(1 << dtype.bits - 1), (1 << dtype.bits - 1) - 1
    if not low <= number <= high:
        raise call.type_error(
            Code.VALUE_DOES_NOT_FIT,
            f"{number} cannot be an element of type {dtype}",
            notes=[f"{dtype} holds {low} to {high}"],
        )


def number_as(el: Elaborator, call: Call, value: Term | Static, type: Scalar | Tensor) -> Term:
    """A number or tensor, of a shape that broadcasts, as a term of the type."""
    if isinstance(value, Static):
        require_exact(call, value, type.dtype)
        return Term(convert(el, value, type), type)
    if value.type.dtype.is_complex and not type.dtype.is_complex:
        raise call.type_error(
            Code.VALUE_DOES_NOT_FIT,
            f"complex numbers cannot be elements of type {type.dtype}",
            help=["take real-part or magnitude first"],
        )
    if isinstance(type, Tensor) and isinstance(value.type, Tensor):
        elements = convert_elements(el, value, type.dtype)
        return Term(broadcast(el, elements, value.type.shape, type.shape, type.dtype), type)
    return Term(convert(el, value, type), type)


def scalar_argument(call: Call, value: Value, what: str) -> Term | Static:
    """A single number.

    Raises:
        TypeError: anything else.
    """
    if isinstance(value, Static) or (isinstance(value, Term) and not type_of(value).shape):
        return value
    raise call.type_error(Code.NUMBER_EXPECTED, f"{what} should be a number but is {describe(value)}")


# Shapes -------------------------------------------------------------------------------------


def check_broadcast(el: Elaborator, call: Call, source: Shape, target: Shape) -> Shape:
    """The shape that a tensor takes on the way to ``target``; sizes computed are checked when running.

    Raises:
        ShapeError: it does not broadcast to ``target``.
    """
    offset = len(target) - len(source)
    matched = [
        own == ONE or require_equal(el, call, own, wanted, "dimensions differ")
        for own, wanted in zip(source, target[max(offset, 0) :], strict=False)
    ]
    if offset < 0 or not all(matched):
        raise call.shape_error(
            Code.BROADCAST,
            f"{render_shape(source)} does not broadcast to {render_shape(target)}",
            help=["each dimension must be equal to the wanted one, counted from the end, or 1"],
        )
    return tuple(own if own == ONE else wanted for own, wanted in zip(source, target[offset:], strict=True))


def broadcast_to(el: Elaborator, call: Call, term: Term, shape: Shape) -> Term:
    """NumPy's broadcasting to a shape."""
    from eshkol_mlir.types.convert import cast_shape

    assert isinstance(term.type, Tensor)
    agreed = Tensor(term.type.dtype, check_broadcast(el, call, term.type.shape, shape))
    value = cast_shape(el, term.value, term.type, agreed)
    type = Tensor(agreed.dtype, shape)
    return Term(broadcast(el, value, agreed.shape, shape, agreed.dtype), type)


def same_elements(el: Elaborator, call: Call, a: Shape, b: Shape) -> bool:
    """Whether two shapes hold equally many elements, or may, which is then checked when running."""
    return require_equal(el, call, product(a), product(b), "the number of elements differs")


def join_dimensions(el: Elaborator, call: Call, shapes: Sequence[Shape], axes: Sequence[int]) -> bool:
    """Whether shapes of one rank agree on some axes; computed sizes are checked when running."""
    first = shapes[0]
    return all(
        require_equal(el, call, first[axis], shape[axis], f"dimension {axis} differs")
        for shape in shapes[1:]
        for axis in axes
    )


def plural(count: int, noun: str, several: str = "") -> str:
    return f"{count} {noun if count == 1 else several or noun + 's'}"
