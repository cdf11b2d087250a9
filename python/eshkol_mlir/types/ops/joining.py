"""Joining, splitting, repeating and shifting tensors: concat, stack, split, tile, flip, roll, pad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin, normalize_axis
from eshkol_mlir.types.convert import convert_elements, index_list, join_dtypes
from eshkol_mlir.types.dims import Dim, render_shape
from eshkol_mlir.types.dtypes import BOOL, I64
from eshkol_mlir.types.elementwise import literal_dtype
from eshkol_mlir.types.indexing import (
    MOST,
    filled,
    gather,
    greatest,
    index_value,
    integer,
    iota,
    is_negative,
    replaced,
    span_of_axis,
)
from eshkol_mlir.types.indexing import size as size_of
from eshkol_mlir.types.literals import dense
from eshkol_mlir.types.ops.shapes import computed_quotient, flat
from eshkol_mlir.types.sizes import (
    broadcast_to,
    items_of,
    join_dimensions,
    number_as,
    plural,
    scalar_argument,
    shape_argument,
    size_argument,
)
from eshkol_mlir.types.types import ONE, Scalar, Tensor
from eshkol_mlir.types.values import ListValue, Static, SymbolValue, Term, Text, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: The most parts, or elements, that are listed one by one in the program.
MOST_PARTS = 1 << 16

#: Padding by other elements reads from places that are listed in the code.
MOST_PLACES = 1 << 20

# Joining and splitting ---------------------------------------------------------------------------


def tensors(el: Elaborator, call: Call) -> list[Term]:
    """The arguments, or the elements of a single list, as tensors of one element type."""
    values = call.values
    if len(values) == 1 and isinstance(values[0], ListValue) and not _is_data(values[0]):
        values = values[0].items
    if not values:
        raise call.type_error(Code.NO_ARGUMENTS, "expected at least one tensor")
    beside = literal_dtype(el, call, values)
    terms = [call.as_tensor(el, value, i, beside) for i, value in enumerate(values)]
    joined, _ = join_dtypes([term.type for term in terms])
    return [Term(convert_elements(el, t, joined), Tensor(joined, t.type.shape)) for t in terms]


def _is_data(value: ListValue) -> bool:
    """A vector of plain numbers is one tensor, not a list of them."""
    return not value.items or (value.vector and all(isinstance(item, Static) for item in value.items))


@builtin("(concat x ... :axis)", "concatenate", "tensor-concat", "vector-append")
def concat(el: Elaborator, call: Call) -> Value:
    """Tensors, or a list of them, one after the other along ``:axis`` (0)."""
    parts = tensors(el, call)
    count = len(parts[0].type.shape)
    for part in parts:
        if not part.type.shape:
            raise call.shape_error(
                Code.WRONG_RANK, "scalars cannot be joined", help=["stack makes a vector of scalars"]
            )
        if len(part.type.shape) != count:
            raise _differ(call, parts, "have different numbers of dimensions")
    axis = normalize_axis(call, call.integer("axis") or 0, count)
    others = [i for i in range(count) if i != axis]
    if not join_dimensions(el, call, [p.type.shape for p in parts], others):
        raise _differ(call, parts, f"differ in a dimension other than axis {axis}")
    return joined(el, parts, axis)


def _differ(call: Call, parts: Sequence[Term], how: str) -> Exception:
    shapes = dict.fromkeys(render_shape(part.type.shape) for part in parts)
    return call.shape_error(Code.JOINED_SHAPES, f"the tensors {how}", notes=[f"shapes: {', '.join(shapes)}"])


def joined(el: Elaborator, parts: Sequence[Term], axis: int) -> Term:
    """``eshkol.concat`` of tensors that agree."""
    if len(parts) == 1:
        return parts[0]
    total = parts[0].type.shape[axis]
    for part in parts[1:]:
        total = total + part.type.shape[axis]
    result = Tensor(parts[0].type.dtype, replaced(parts[0].type.shape, axis, total))
    if Dim.of(0) in result.shape:
        return filled(el, Static(0), result)
    return el.emit_tensor("eshkol.concat", [part.value for part in parts], result, dimension=f"{axis} : i64")


@builtin("(stack x ... :axis)")
def stack(el: Elaborator, call: Call) -> Value:
    """Tensors of one shape, or a list of them, along a new dimension at ``:axis`` (0)."""
    values = call.values
    if len(values) == 1 and isinstance(values[0], ListValue):
        call = _with_values(call, values[0].items)
    parts = tensors(el, call)
    count = len(parts[0].type.shape)
    axis = normalize_axis(call, call.integer("axis") or 0, count + 1)
    same_rank = all(len(part.type.shape) == count for part in parts)
    if not same_rank or not join_dimensions(el, call, [p.type.shape for p in parts], range(count)):
        raise _differ(call, parts, "have different shapes")
    own = parts[0].type.shape
    return joined(el, [el.reshape(part, (*own[:axis], ONE, *own[axis:])) for part in parts], axis)


def _with_values(call: Call, values: Sequence[Value]) -> Call:
    return replace(call, arguments=replace(call.arguments, values=tuple(values), nodes=()))


@builtin("(split x parts [axis])")
def split(el: Elaborator, call: Call) -> Value:
    """A list of equal parts along ``:axis`` (0), or of the parts between given positions."""
    term = call.tensor(el, 0)
    axis = normalize_axis(call, call.integer("axis") or 0, len(term.type.shape))
    extent = term.type.shape[axis]
    entries = items_of(el, call[1], call.span_of(1))
    if entries is None:
        bounds = _equal_bounds(el, call, extent, call.known_integer(call[1], "the number of parts"))
    else:
        bounds = _given_bounds(call, extent, [call.known_integer(e, "a position") for e in entries])
    pairs = pairwise(bounds)
    return ListValue(tuple(span_of_axis(el, term, axis, low, high - low) for low, high in pairs))


def _equal_bounds(el: Elaborator, call: Call, extent: Dim, parts: int) -> list[Dim]:
    if not 1 <= parts <= MOST_PARTS:
        raise call.shape_error(
            Code.SPLIT_SIZES,
            f"cannot make {plural(parts, 'part')}",
            help=[f"it may be from 1 to {MOST_PARTS}"],
        )
    width = Dim.of(0) if extent == Dim.of(0) else extent.divided_exactly(Dim.of(parts))
    if width is None and extent.constant is not None:
        raise call.shape_error(Code.SPLIT_SIZES, f"size {extent} cannot be split into {parts} equal parts")
    if width is None:
        width = computed_quotient(el, call, extent, Dim.of(parts))
    return [width * i for i in range(parts + 1)]


def _given_bounds(call: Call, extent: Dim, positions: Sequence[int]) -> list[Dim]:
    bounds = [Dim.of(0)]
    for place in positions:
        bound = Dim.of(place) if place >= 0 else extent + place
        if is_negative(bound - bounds[-1]) or is_negative(extent - bound):
            raise call.shape_error(
                Code.SPLIT_SIZES,
                f"position {place} is out of order or beyond size {extent}",
                help=["positions ascend, from 0 to the size"],
            )
        bounds.append(bound)
    return [*bounds, extent]


# Repeating ---------------------------------------------------------------------------------------


@builtin("(tile x reps)")
def tile(el: Elaborator, call: Call) -> Value:
    """``x`` repeated as a whole, so many times along each dimension."""
    term = call.tensor(el, 0)
    reps = shape_argument(el, call, call[1], call.span_of(1))
    own = term.type.shape
    count = max(len(own), len(reps))
    own = (*(ONE,) * (count - len(own)), *own)
    reps = (*(ONE,) * (count - len(reps)), *reps)
    wide = el.reshape(term, tuple(d for dim in own for d in (ONE, dim)))
    pairs = tuple(d for rep, dim in zip(reps, own, strict=True) for d in (rep, dim))
    repeated = broadcast_to(el, call, wide, pairs)
    return el.reshape(repeated, tuple(rep * dim for rep, dim in zip(reps, own, strict=True)))


@builtin("(repeat x count [axis])")
def repeat(el: Elaborator, call: Call) -> Value:
    """Each element ``count`` times along ``:axis``, or in a flat vector; a list gives each its own count."""
    term = call.tensor(el, 0)
    option = call.integer("axis")
    if option is None:
        term, axis = flat(el, term), 0
    else:
        axis = normalize_axis(call, option, len(term.type.shape))
    if isinstance(call[1], ListValue):
        return _repeat_each(el, call, term, axis, call.integers(call[1], "a count"))
    count = size_argument(el, call, call[1], call.span_of(1), "the count")
    own = term.type.shape
    wide = el.reshape(term, replaced(own, axis, own[axis], ONE))
    repeated = broadcast_to(el, call, wide, replaced(own, axis, own[axis], count))
    return el.reshape(repeated, replaced(own, axis, own[axis] * count))


def _repeat_each(el: Elaborator, call: Call, term: Term, axis: int, counts: Sequence[int]) -> Term:
    extent = term.type.shape[axis]
    if len(counts) == 1 and extent.constant is not None:
        counts = list(counts) * extent.constant
    if sum(counts) > MOST_PARTS:
        raise call.shape_error(
            Code.REPEAT_COUNTS, f"counts listed one by one may add up to {MOST_PARTS} at most,"
        )
    if extent.constant != len(counts) or any(count < 0 for count in counts):
        raise call.shape_error(
            Code.REPEAT_COUNTS, f"expected a count for each of {extent} elements, none negative,"
        )
    places = [i for i, count in enumerate(counts) for _ in range(count)]
    return gather(el, term, dense(el, places, Tensor(I64, (Dim.of(len(places)),))), axis)


@builtin("(flip x [axis])")
def flip(el: Elaborator, call: Call) -> Value:
    """The elements in reverse along ``:axis``, one or several; along all by default."""
    term = call.tensor(el, 0)
    count = len(term.type.shape)
    option = call.get("axis")
    axes = list(range(count))
    if option is not None:
        axes = sorted({normalize_axis(call, axis, count) for axis in call.integers(option, ":axis")})
    return flip_axes(el, term, axes)


def flip_axes(el: Elaborator, term: Term, axes: Sequence[int]) -> Term:
    if not axes:
        return term
    assert isinstance(term.type, Tensor)
    return el.emit_tensor("eshkol.reverse", (term.value,), term.type, dimensions=index_list(axes))


# Shifting and padding -------------------------------------------------------------------------------


@builtin("(roll x shift [axis])")
def roll(el: Elaborator, call: Call) -> Value:
    """The elements shifted along ``:axis``, those that leave at one end returning at the other.

    Without an axis the elements are shifted in row-major order.
    """
    term = call.tensor(el, 0)
    own = term.type.shape
    shifts = items_of(el, call[1], call.span_of(1))
    shifts = [call[1]] if shifts is None else shifts
    option = call.get("axis")
    if option is None:
        for shift in shifts:
            term = _rolled(el, call, flat(el, term), 0, shift)
        return el.reshape(term, own)
    axes = [normalize_axis(call, axis, len(own)) for axis in call.integers(option, ":axis")]
    if len(shifts) == 1:
        shifts = shifts * len(axes)
    if len(shifts) != len(axes):
        raise call.shape_error(
            Code.AXIS_COUNTS, f"{plural(len(shifts), 'shift')} for {plural(len(axes), 'axis', 'axes')}"
        )
    for axis, shift in zip(axes, shifts, strict=True):
        term = _rolled(el, call, term, axis, shift)
    return term


def _rolled(el: Elaborator, call: Call, term: Term, axis: int, shift: Value) -> Term:
    extent = term.type.shape[axis]
    amount = integer(el, shift, call.span_of(1), "the shift")
    if isinstance(amount, Dim) and amount.constant is not None and extent.constant is not None:
        first = -amount.constant % extent.constant if extent.constant else 0
        if first == 0:
            return term
        rest = span_of_axis(el, term, axis, Dim.of(first), extent - first)
        return joined(el, [rest, span_of_axis(el, term, axis, Dim.of(0), Dim.of(first))], axis)
    b = el.builder
    # The position of the first element: -shift modulo the size, and an empty axis has none.
    divisor = index_value(el, greatest(el, extent, Dim.of(1)))
    turned = b.emit_one("arith.subi", (index_value(el, Dim.of(0)), index_value(el, amount)), "index")
    rest_value = b.emit_one("arith.remsi", (turned, divisor), "index")
    positive = b.emit_one("arith.addi", (rest_value, divisor), "index")
    first_value = b.emit_one("arith.remsi", (positive, divisor), "index")
    return gather(el, term, _shifted_positions(el, extent, size_of(el, first_value)), axis)


def _shifted_positions(el: Elaborator, extent: Dim, first: Dim) -> Term:
    """``(i + first) mod extent`` for each position i; ``first`` is below ``extent``."""
    type = Tensor(I64, (extent,))
    start, length = (filled(el, Static(dim), type) for dim in (first, extent))
    moved = el.builder.emit_one("arith.addi", (iota(el, type, 0).value, start.value), type.mlir)
    beyond = el.emit_tensor(
        "eshkol.compare", (moved, length.value), Tensor(BOOL, type.shape), predicate="#eshkol<predicate ge>"
    )
    back = el.builder.emit_one("arith.subi", (moved, length.value), type.mlir)
    return el.emit_tensor("eshkol.select", (beyond.value, back, moved), type)


MODES = ("constant", "edge", "reflect", "symmetric", "wrap")


@builtin("(pad x widths [value] :mode)")
def pad(el: Elaborator, call: Call) -> Value:
    """More elements around: ``widths`` is a number, ``[before after]``, or such a pair for each dimension.

    They are ``value`` (0), or with ``:mode`` what NumPy's modes edge, reflect,
    symmetric and wrap continue the tensor with.
    """
    term = call.tensor(el, 0)
    widths = _widths(call, call[1], len(term.type.shape))
    mode = _mode(call)
    if mode == "constant":
        return _pad_constant(el, call, term, widths)
    for axis, (low, high) in enumerate(widths):
        if low or high:
            term = _continued(el, call, term, axis, low, high, mode)
    return term


def _mode(call: Call) -> str:
    option = call.get("mode")
    if option is None:
        return "constant"
    name = (
        option.name if isinstance(option, SymbolValue) else option.value if isinstance(option, Text) else ""
    )
    if name not in MODES:
        raise call.type_error(
            Code.OPTION_VALUE, f":mode should be one of {', '.join(MODES)} but is {describe(option)}"
        )
    return name


def _widths(call: Call, value: Value, count: int) -> list[tuple[int, int]]:
    """The numbers of elements before and after, for each dimension."""
    items = value.items if isinstance(value, ListValue) else (value,)
    if any(isinstance(item, ListValue) for item in items):
        pairs = [call.integers(item, "a width") for item in items]
    else:
        pairs = [call.integers(value, "a width")]
    if len(pairs) == 1:
        pairs = pairs * count
    if len(pairs) != count or any(len(pair) not in (1, 2) for pair in pairs):
        raise call.shape_error(
            Code.AXIS_COUNTS,
            f"the widths do not fit {plural(count, 'dimension')}",
            help=["give one number, [before after], or [[before after] ...] with a pair for each dimension"],
        )
    if any(width > MOST for pair in pairs for width in pair):
        raise call.shape_error(Code.TENSOR_TOO_LARGE, "a width is more than any memory holds")
    if any(width < 0 for pair in pairs for width in pair):
        raise call.shape_error(
            Code.NEGATIVE_SIZE, "a width cannot be negative", help=["slice removes elements"]
        )
    return [(pair[0], pair[-1]) for pair in pairs]


def _pad_constant(el: Elaborator, call: Call, term: Term, widths: Sequence[tuple[int, int]]) -> Term:
    dtype = term.type.dtype
    value = number_as(
        el, call, scalar_argument(call, call.get("value") or Static(0), "the value"), Scalar(dtype)
    )
    shape = tuple(dim + low + high for dim, (low, high) in zip(term.type.shape, widths, strict=True))
    return el.emit_tensor(
        "eshkol.pad", (term.value, value.value), Tensor(dtype, shape),
        low=index_list([low for low, _ in widths]), high=index_list([high for _, high in widths]),
        interior=index_list([0] * len(widths)),
    )  # fmt: skip


def _continued(el: Elaborator, call: Call, term: Term, axis: int, low: int, high: int, mode: str) -> Term:
    """One dimension padded with elements of its own."""
    extent = term.type.shape[axis]
    if extent.constant is not None:
        if extent.constant == 0:
            raise call.shape_error(Code.NO_ELEMENTS, f"dimension {axis} has no elements to repeat")
        if extent.constant + low + high > MOST_PLACES:
            raise call.shape_error(
                Code.TOO_MANY_ELEMENTS, f"a dimension of size {extent} is too large for this mode of padding"
            )
        import numpy as np  # here, because it is slow to import and seldom needed

        places = np.pad(np.arange(extent.constant), (low, high), mode=mode).tolist()  # type: ignore[call-overload]
        return gather(el, term, dense(el, places, Tensor(I64, (Dim.of(len(places)),))), axis)
    if mode != "edge":
        raise diagnostics.UnsupportedError.at(
            Code.PADDING_OF_UNKNOWN_SIZE,
            call.span,
            f"pad with :mode {mode} along dimension {axis}, whose size {extent} is not known when compiling",
        )
    # Positions outside are clamped by the gather, which is what edge means.
    type = Tensor(I64, (extent + low + high,))
    before = filled(el, Static(low), type)
    places_value = el.builder.emit_one("arith.subi", (iota(el, type, 0).value, before.value), type.mlir)
    return gather(el, term, Term(places_value, type), axis)
