"""Reading and writing parts of tensors: elements, rows, slices, gathers and scatters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call, builtin, normalize_axis
from eshkol_mlir.types.convert import join_dtypes, type_of
from eshkol_mlir.types.dims import Dim, Shape, product, render_shape
from eshkol_mlir.types.dtypes import I64
from eshkol_mlir.types.elementwise import broadcast_shapes, literal_dtype
from eshkol_mlir.types.indexing import (
    Amount,
    axis_last,
    box,
    ceiling_quotient,
    check,
    check_bounds,
    filled,
    gather,
    greatest,
    index_value,
    integer,
    inverse,
    is_certain,
    is_negative,
    least,
    minus,
    out_of_range,
    position,
    replaced,
    require,
    take_one,
    transposed,
    update,
    wrapped,
    wrapped_indices,
)
from eshkol_mlir.types.indexing import size as size_of
from eshkol_mlir.types.literals import dense
from eshkol_mlir.types.ops.joining import flip_axes
from eshkol_mlir.types.sizes import broadcast_to, items_of, number_as, plural, shape_argument
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import ListValue, Static, Term, Value, describe, leaves

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

# Elements and rows -----------------------------------------------------------------------


@builtin("(vref x i)", "vector-ref")
def vref(el: Elaborator, call: Call) -> Value:
    """What is at position ``i`` of the leading axis: an element of a vector, a row of a matrix.

    A negative index counts from the end; a tensor of indices takes as many rows.
    """
    return element_at(el, call, call[0], call[1])


def element_at(el: Elaborator, call: Call, sequence: Value, index: Value) -> Value:
    """One element of a list, vector, range or tensor.

    Raises:
        ShapeError: the index is known now and out of range.
    """
    if isinstance(sequence, ListValue) and isinstance(index, Static):
        amount = integer(el, index, call.span)
        extent = Dim.of(len(sequence.items))
        if isinstance(amount, Dim) and amount.constant is not None:
            number = amount.constant
            if not -len(sequence.items) <= number < len(sequence.items):
                raise out_of_range(call, amount, extent, 0)
            return sequence.items[number]
    term = call.as_tensor(el, sequence, 0)
    _require_rank(call, term, 1, "a scalar has no elements")
    return taken(el, call, term, index, 0)


def _require_rank(call: Call, term: Term, least_rank: int, message: str) -> None:
    if len(term.type.shape) < least_rank:
        raise call.shape_error(
            Code.WRONG_RANK, f"{message}: the argument has shape {render_shape(term.type.shape)},"
        )


@builtin("(tensor-ref x i ...)", "matrix-ref")
def tensor_ref(el: Elaborator, call: Call) -> Value:
    """One element, by as many indices as there are dimensions."""
    if not call.values:
        raise call.type_error(Code.TENSOR_EXPECTED, "expected a tensor")
    term, indices = call.tensor(el, 0), call.values[1:]
    shape = term.type.shape
    if len(indices) != len(shape):
        raise call.shape_error(
            Code.INDEX_COUNT,
            f"{plural(len(indices), 'index', 'indices')} for {plural(len(shape), 'dimension')}",
            notes=[f"the tensor is {term.type}"],
            help=["take a row with vref, a part with slice"],
        )
    starts = [
        position(el, call, integer(el, value, call.span_of(axis + 1)), extent, axis)
        for axis, (value, extent) in enumerate(zip(indices, shape, strict=True))
    ]
    return el.reshape(box(el, term, starts, (Dim.of(1),) * len(shape)), ())


def _matrix_part(el: Elaborator, call: Call, axis: int) -> Value:
    term = call.tensor(el, 0)
    if len(term.type.shape) != 2:
        raise call.shape_error(
            Code.WRONG_RANK, f"expected a matrix but got shape {render_shape(term.type.shape)}"
        )
    return taken(el, call, term, call[1], axis)


@builtin("(matrix-row matrix i)")
def matrix_row(el: Elaborator, call: Call) -> Value:
    """Row ``i`` of a matrix, as a vector."""
    return _matrix_part(el, call, 0)


@builtin("(matrix-column matrix j)")
def matrix_column(el: Elaborator, call: Call) -> Value:
    """Column ``j`` of a matrix, as a vector."""
    return _matrix_part(el, call, 1)


# Gathering --------------------------------------------------------------------------------


@builtin("(take x indices [axis])")
def take(el: Elaborator, call: Call) -> Value:
    """What is at the given positions along ``:axis`` (0); the indices' shape replaces that axis."""
    term = call.tensor(el, 0)
    _require_rank(call, term, 1, "a scalar has no elements")
    axis = normalize_axis(call, call.integer("axis") or 0, len(term.type.shape))
    return taken(el, call, term, call[1], axis)


def taken(el: Elaborator, call: Call, term: Term, index: Value, axis: int) -> Term:
    """NumPy's ``take`` with an integer or a tensor of them; computed indices are clamped."""
    extent = term.type.shape[axis]
    if isinstance(index, Static | Term) and not type_of(index).shape:
        at = position(el, call, integer(el, index, call.span_of(1)), extent, axis)
        return take_one(el, term, axis, at)
    indices = index_tensor(el, call, index, extent, axis)
    _require_nonempty(el, call, extent, product(indices.type.shape), axis)
    if extent == Dim.of(0):
        # Then there are no indices either.
        shape = replaced(term.type.shape, axis, *indices.type.shape)
        return filled(el, Static(0), Tensor(term.type.dtype, shape))
    return gather(el, term, indices, axis)


def _require_nonempty(el: Elaborator, call: Call, extent: Dim, count: Dim, axis: int) -> None:
    """There must be something to read, unless nothing is read."""
    message = f"{call.builtin.name}: dimension {axis} has no elements"
    if is_certain(extent - 1) or count == Dim.of(0):
        return
    if extent == Dim.of(0) and is_certain(count - 1):
        raise call.shape_error(Code.NO_ELEMENTS, f"dimension {axis} has no elements")
    if is_certain(count - 1):
        require(el, extent - 1, message, call.span)
        return
    b, zero = el.builder, index_value(el, Dim.of(0))
    some = b.emit_one("arith.cmpi", (el.size_value(extent), zero), "i1", {"predicate": "1 : i64"})
    none = b.emit_one("arith.cmpi", (el.size_value(count), zero), "i1", {"predicate": "0 : i64"})
    check(el, b.emit_one("arith.ori", (some, none), "i1"), message, call.span)


def index_tensor(el: Elaborator, call: Call, value: Value, extent: Dim, axis: int) -> Term:
    """Indices into a dimension as an i64 tensor, none of them negative if they are known or in range."""
    known = _known_indices(call, value, extent, axis)
    if isinstance(value, ListValue) and not list(leaves(value)):
        return dense(el, [], Tensor(I64, (Dim.of(0),)))
    term = call.as_tensor(el, value, 1)
    if not term.type.dtype.is_integer:
        raise call.type_error(
            Code.INTEGER_EXPECTED, f"the indices should be integers but are {describe(value)}"
        )
    if known is not None:
        return dense(el, known, Tensor(I64, term.type.shape))
    inside = wrapped_indices(el, term, extent)
    check_bounds(el, call, inside, extent, "index", extent, axis)
    return inside


def _known_indices(call: Call, value: Value, extent: Dim, axis: int) -> list[int] | None:
    """Literal indices, checked and counted from the start; None where something is computed."""
    if not isinstance(value, ListValue | Static):
        return None
    found = [leaf.value for leaf in leaves(value) if isinstance(leaf, Static)]
    numbers = [n for n in found if isinstance(n, int) and not isinstance(n, bool)]
    size = extent.constant
    if size is None or len(numbers) != len(list(leaves(value))):
        return None
    for number in numbers:
        if not -size <= number < size:
            raise out_of_range(call, Dim.of(number), extent, axis)
    return [number % size for number in numbers]


@builtin("(take-along-axis x indices [axis])")
def take_along_axis(el: Elaborator, call: Call) -> Value:
    """For each position, the element at the index found there along ``:axis`` (the last).

    The other dimensions of ``x`` and of the indices broadcast.
    """
    term = call.tensor(el, 0)
    rank = len(term.type.shape)
    _require_rank(call, term, 1, "a scalar has no elements")
    axis = normalize_axis(call, _or(call.integer("axis"), -1), rank)
    extent = term.type.shape[axis]
    indices = index_tensor(el, call, call[1], extent, axis)
    if len(indices.type.shape) != rank:
        raise call.shape_error(
            Code.INDEX_COUNT,
            f"the indices have {plural(len(indices.type.shape), 'dimension')} instead of {rank}",
            notes=[f"the tensor is {term.type}"],
        )
    count = indices.type.shape[axis]
    _require_nonempty(el, call, extent, count, axis)
    others = broadcast_shapes(call, [replaced(t.type.shape, axis) for t in (term, indices)])
    order = axis_last(rank, axis)
    if extent == Dim.of(0):
        shape = (*others[:axis], count, *others[axis:])
        return filled(el, Static(0), Tensor(term.type.dtype, shape))
    sides = [
        transposed(el, broadcast_to(el, call, side, (*others[:axis], size, *others[axis:])), order)
        for side, size in ((term, extent), (indices, count))
    ]
    return transposed(el, gather(el, sides[0], sides[1], rank - 1, batch=rank - 1), inverse(order))


def _or(number: int | None, default: int) -> int:
    return default if number is None else number


# Slices -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cut:
    """What is kept of one dimension (reversed first, if ``backward``): ``count`` elements from
    ``start`` on, ``stride`` apart."""

    start: Amount
    count: Dim
    stride: int = 1
    backward: bool = False


@builtin("(slice x [start] [stop] [step])")
def slice_tensor(el: Elaborator, call: Call) -> Value:
    """Every ``step``-th element from ``start`` up to but not including ``stop``, for each dimension.

    Bounds are lists with an entry for each leading dimension (or one integer);
    dimensions without one are kept whole, as are entries of #f.  Negative bounds
    count from the end; a negative step goes backward.
    """
    term = call.tensor(el, 0)
    shape = term.type.shape
    bounds = [_bound_list(el, call, name, len(shape)) for name in ("start", "stop", "step")]
    cuts = [_cut(el, call, extent, axis, *(b[axis] for b in bounds)) for axis, extent in enumerate(shape)]
    if all(cut == Cut(Dim.of(0), extent) for cut, extent in zip(cuts, shape, strict=True)):
        return term
    turned = flip_axes(el, term, [axis for axis, cut in enumerate(cuts) if cut.backward])
    return box(el, turned, [c.start for c in cuts], tuple(c.count for c in cuts), [c.stride for c in cuts])


def _bound_list(el: Elaborator, call: Call, name: str, rank: int) -> list[Value | None]:
    """The entries of one argument, None where a dimension has none."""
    value = call.get(name)
    if value is None:
        return [None] * rank
    entries = items_of(el, value, call.span)
    entries = [value] if entries is None else entries
    if len(entries) > rank:
        raise call.shape_error(
            Code.INDEX_COUNT, f"{plural(len(entries), name)} for {plural(rank, 'dimension')}"
        )
    kept = [None if isinstance(e, Static) and e.value is False else e for e in entries]
    return [*kept, *[None] * (rank - len(entries))]


def _cut(
    el: Elaborator,
    call: Call,
    extent: Dim,
    axis: int,
    start: Value | None,
    stop: Value | None,
    step: Value | None,
) -> Cut:
    stride = 1 if step is None else call.known_integer(step, "a step")
    if stride == 0:
        raise call.shape_error(Code.ZERO_STEP, "a step cannot be 0")
    if stride < 0:
        return _backward(el, call, extent, axis, start, stop, -stride)
    low = Dim.of(0) if start is None else _bound(el, call, start, extent, axis, "start")
    high = extent if stop is None else _bound(el, call, stop, extent, axis, "stop")
    gap = minus(el, high, low)
    # Between 0 and a bound that has been checked, or a bound and the end, nothing is negative.
    if low != Dim.of(0) and high != extent:
        gap = greatest(el, gap, Dim.of(0))
    if low == extent:
        return Cut(Dim.of(0), Dim.of(0))
    return Cut(low, size_of(el, ceiling_quotient(el, gap, stride)), stride)


def _backward(
    el: Elaborator, call: Call, extent: Dim, axis: int, start: Value | None, stop: Value | None, stride: int
) -> Cut:
    """A cut with a negative step, as a forward one of the reversed dimension."""
    high = extent - 1 if start is None else _bound(el, call, start, extent, axis, "start", extent - 1)
    low = Dim.of(-1) if stop is None else _bound(el, call, stop, extent, axis, "stop")
    gap = minus(el, high, low)
    if not (start is None and stop is None):
        gap = greatest(el, gap, Dim.of(0))
    count = size_of(el, ceiling_quotient(el, gap, stride))
    first = minus(el, extent - 1, high)
    return Cut(first, count, stride, backward=count != Dim.of(0))


def _bound(
    el: Elaborator, call: Call, value: Value, extent: Dim, axis: int, what: str, most: Dim | None = None
) -> Amount:
    """A bound between 0 and ``most`` (the extent): an error if known to be outside, else clamped."""
    amount = integer(el, value, call.span, f"a {what}")
    limit = extent if most is None else most
    if isinstance(amount, ir.Value):
        inside = wrapped(el, amount, extent)
        check_bounds(el, call, inside, limit + 1, what, extent, axis)
        return greatest(el, least(el, inside, limit), Dim.of(0))
    shifted = amount + extent if is_negative(amount) else amount
    message = f"{call.builtin.name}: {what} {amount} is out of range for dimension {axis}"
    if is_negative(shifted) or is_negative(limit - shifted):
        raise call.shape_error(
            Code.INDEX_OUT_OF_RANGE, f"{what} {amount} is out of range for dimension {axis} of size {extent}"
        )
    require(el, shifted, message, call.span)
    require(el, limit - shifted, message, call.span)
    return shifted


@builtin("(dynamic-slice x starts sizes)")
def dynamic_slice(el: Elaborator, call: Call) -> Value:
    """A box of known sizes at computed positions; a start is clamped so that the box fits."""
    term = call.tensor(el, 0)
    sizes = shape_argument(el, call, call[2], call.span_of(2))
    starts = _starts(el, call, 1, term.type.shape, sizes, "size")
    return box(el, term, starts, sizes)


@builtin("(dynamic-update-slice x update starts)")
def dynamic_update_slice(el: Elaborator, call: Call) -> Value:
    """``x`` with ``update`` written at computed positions, clamped so that it fits."""
    term, part = _joined(el, call, 1)
    if len(part.type.shape) != len(term.type.shape):
        raise call.shape_error(
            Code.INDEX_COUNT,
            f"the update has {plural(len(part.type.shape), 'dimension')} instead of {len(term.type.shape)}",
            notes=[f"the tensor is {term.type}", f"the update is {part.type}"],
        )
    starts = _starts(el, call, 2, term.type.shape, part.type.shape, "update's size")
    return update(el, term, part, starts)


def _joined(el: Elaborator, call: Call, other: int) -> tuple[Term, Term]:
    """Two arguments as tensors of one element type; literals take that of the other."""
    beside = literal_dtype(el, call, (call[0], call[other]))
    terms = (call.tensor(el, 0, beside), call.tensor(el, other, beside))
    dtype, _ = join_dtypes([term.type for term in terms])
    first, second = (number_as(el, call, t, Tensor(dtype, t.type.shape)) for t in terms)
    return first, second


def _starts(el: Elaborator, call: Call, argument: int, shape: Shape, sizes: Shape, what: str) -> list[Amount]:
    """Where a box begins; sizes are checked against the shape."""
    span = call.span_of(argument)
    entries = items_of(el, call[argument], span)
    entries = [call[argument]] if entries is None else entries
    for count, name in ((len(entries), "start"), (len(sizes), "size")):
        if count != len(shape):
            raise call.shape_error(
                Code.INDEX_COUNT, f"{plural(count, name)} for {plural(len(shape), 'dimension')}"
            )
    return [
        _start(el, call, integer(el, entry, span, "a start"), extent, count, axis, what)
        for axis, (entry, extent, count) in enumerate(zip(entries, shape, sizes, strict=True))
    ]


def _start(
    el: Elaborator, call: Call, amount: Amount, extent: Dim, count: Dim, axis: int, what: str
) -> Amount:
    message = f"the {what} {count} exceeds dimension {axis} of size {extent}"
    if not require(el, extent - count, f"{call.builtin.name}: {message}", call.span):
        raise call.shape_error(Code.TOO_MANY_ELEMENTS, message)
    if isinstance(amount, ir.Value):
        inside = wrapped(el, amount, extent)
        check_bounds(el, call, inside, extent - count + 1, "start", extent, axis)
        return inside
    assert isinstance(amount, Dim)
    shifted = amount + extent if is_negative(amount) else amount
    if is_negative(shifted) or is_negative(extent - count - shifted):
        raise call.shape_error(
            Code.INDEX_OUT_OF_RANGE,
            f"start {amount} is out of range for dimension {axis} of size {extent}",
            help=[f"{count} elements fit at 0 to {extent - count}"],
        )
    return shifted


# Scattering ------------------------------------------------------------------------------------


def _define_scatter(name: str, mode: str, effect: str) -> None:
    @builtin(f"({name} x indices updates)")
    def scatter(el: Elaborator, call: Call) -> Value:
        return _scatter(el, call, mode)

    scatter.__doc__ = (
        f"``x`` with {effect} at positions of the leading axis.\n\n"
        "``updates`` broadcasts to the indices' shape followed by the other dimensions of ``x``.\n"
        "Negative indices count from the end; computed ones out of range are dropped."
    )


for _name, _mode, _effect in (
    ("scatter", "set", "updates written"),
    ("scatter-add", "add", "updates added"),
    ("scatter-mul", "mul", "updates multiplied in"),
    ("scatter-max", "max", "the greater of element and update"),
    ("scatter-min", "min", "the lesser of element and update"),
):
    _define_scatter(_name, _mode, _effect)


def _scatter(el: Elaborator, call: Call, mode: str) -> Term:
    term, updates = _joined(el, call, 2)
    _require_rank(call, term, 1, "a scalar has no positions")
    if term.type.dtype.is_complex and mode in ("max", "min"):
        raise call.type_error(Code.NO_ORDER, "complex numbers have no order")
    shape = term.type.shape
    indices = index_tensor(el, call, call[1], shape[0], 0)
    target = (*indices.type.shape, *shape[1:])
    spread = broadcast_to(el, call, updates, target)
    assert isinstance(term.type, Tensor)
    return el.emit_tensor(
        "eshkol.scatter", (term.value, indices.value, spread.value), term.type,
        mode=f"#eshkol<scatter_mode {mode}>", batch_dims="0 : i64",
    )  # fmt: skip
