"""Shapes: asking for them, reshaping, broadcasting, and the order of dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin, normalize_axis
from eshkol_mlir.types.dims import Dim, Shape, product, render_shape
from eshkol_mlir.types.indexing import check, index_value, require_equal, transposed
from eshkol_mlir.types.indexing import size as size_of
from eshkol_mlir.types.sizes import (
    broadcast_to,
    items_of,
    plural,
    same_elements,
    shape_argument,
    size_argument,
)
from eshkol_mlir.types.types import ONE
from eshkol_mlir.types.values import ListValue, Static, Term, TypeName, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

# Questions ---------------------------------------------------------------------------------


def known_size(dim: Dim) -> Static:
    """A dimension as the integer that programs see."""
    constant = dim.constant
    return Static(dim if constant is None else constant)


@builtin("(shape x)", "tensor-shape", "tensor-dimensions")
def shape(el: Elaborator, call: Call) -> Value:
    """The sizes of the dimensions, as a list."""
    return ListValue(tuple(known_size(dim) for dim in call.tensor(el, 0).type.shape))


@builtin("(rank x)", "ndim", "tensor-rank")
def rank(el: Elaborator, call: Call) -> Value:
    """The number of dimensions."""
    return Static(len(call.tensor(el, 0).type.shape))


@builtin("(size x [axis])")
def size(el: Elaborator, call: Call) -> Value:
    """The number of elements, or of positions along ``:axis``."""
    dims = call.tensor(el, 0).type.shape
    axis = call.integer("axis")
    return known_size(product(dims) if axis is None else dims[normalize_axis(call, axis, len(dims))])


@builtin("(dtype x)")
def dtype(el: Elaborator, call: Call) -> Value:
    """The element type, as ``:dtype`` takes it."""
    return TypeName(call.tensor(el, 0).type.dtype)


@builtin("(matrix-rows m)")
def matrix_rows(el: Elaborator, call: Call) -> Value:
    """The number of rows."""
    return known_size(_matrix_shape(el, call)[0])


@builtin("(matrix-columns m)", "matrix-cols")
def matrix_columns(el: Elaborator, call: Call) -> Value:
    """The number of columns."""
    return known_size(_matrix_shape(el, call)[1])


def _matrix_shape(el: Elaborator, call: Call) -> Shape:
    found = call.tensor(el, 0).type.shape
    if len(found) != 2:
        raise call.shape_error(Code.WRONG_RANK, f"expected a matrix but got shape {render_shape(found)}")
    return found


# Reshaping ---------------------------------------------------------------------------------


@builtin("(reshape x dims)", "tensor-reshape")
def reshape(el: Elaborator, call: Call) -> Value:
    """The elements in row-major order under other sizes, one of which may be -1 for what is left."""
    term = call.tensor(el, 0)
    own = term.type.shape
    entries = items_of(el, call[1], call.span_of(1))
    entries = [call[1]] if entries is None else entries
    free = [i for i, entry in enumerate(entries) if isinstance(entry, Static) and entry.value == -1]
    if len(free) > 1:
        raise call.shape_error(Code.RESHAPE, "more than one size is -1")
    dims = [
        ONE if i in free else size_argument(el, call, entry, call.span_of(1))
        for i, entry in enumerate(entries)
    ]
    if free:
        dims[free[0]] = _remaining(el, call, own, dims)
    target = tuple(dims)
    if not free and not same_elements(el, call, own, target):
        raise _does_not_fill(call, own, target)
    return el.reshape(term, target)


def _does_not_fill(call: Call, own: Shape, target: Shape) -> Exception:
    constant = product(own).constant
    count = f"{product(own)} elements" if constant is None else plural(constant, "element")
    help = ["one size may be -1, for what the others leave"] if product(target).constant is None else []
    return call.shape_error(
        Code.RESHAPE, f"{count} of shape {render_shape(own)} do not fill shape {render_shape(target)}",
        notes=[f"that takes {product(target)}"], help=help,
    )  # fmt: skip


def _remaining(el: Elaborator, call: Call, own: Shape, others: Sequence[Dim]) -> Dim:
    """The size that -1 stands for."""
    total, known = product(own), product(others)
    if known == Dim.of(0):
        raise call.shape_error(Code.RESHAPE, "-1 has no meaning beside a size of 0")
    quotient = total.divided_exactly(known) if total != Dim.of(0) else Dim.of(0)
    if quotient is not None:
        return quotient
    if total.constant is not None and known.constant is not None:
        raise call.shape_error(
            Code.RESHAPE,
            f"{plural(total.constant, 'element')} of shape {render_shape(own)} cannot be divided by {known}",
        )
    return computed_quotient(el, call, total, known)


def computed_quotient(el: Elaborator, call: Call, total: Dim, divisor: Dim) -> Dim:
    """A quotient that only the running program knows, and that it checks."""
    b, operands = el.builder, (el.size_value(total), el.size_value(divisor))
    zero = index_value(el, Dim.of(0))
    if divisor.constant is None:
        positive = b.emit_one("arith.cmpi", (operands[1], zero), "i1", {"predicate": "4 : i64"})
        check(el, positive, f"{call.builtin.name}: cannot divide by a size of 0", call.span)
    rest = b.emit_one("arith.remsi", operands, "index")
    exact = b.emit_one("arith.cmpi", (rest, zero), "i1", {"predicate": "0 : i64"})
    check(el, exact, f"{call.builtin.name}: the number of elements cannot be divided by {divisor}", call.span)
    return size_of(el, b.emit_one("arith.divsi", operands, "index"))


@builtin("(flatten x)", "ravel")
def flatten(el: Elaborator, call: Call) -> Value:
    """The elements in row-major order, as a vector."""
    return flat(el, call.tensor(el, 0))


def flat(el: Elaborator, term: Term) -> Term:
    return el.reshape(term, (product(term.type.shape),))


@builtin("(expand-dims x axis)", "unsqueeze")
def expand_dims(el: Elaborator, call: Call) -> Value:
    """New dimensions of size 1 at the given positions of the result."""
    term = call.tensor(el, 0)
    places = call.integers(call[1], "axis")
    total = len(term.type.shape) + len(places)
    axes = [normalize_axis(call, axis, total, "axis") for axis in places]
    if len(set(axes)) != len(axes):
        raise call.shape_error(Code.AXIS_TWICE, "axis names a dimension twice")
    remaining = iter(term.type.shape)
    return el.reshape(term, tuple(ONE if i in axes else next(remaining) for i in range(total)))


@builtin("(squeeze x [axis])")
def squeeze(el: Elaborator, call: Call) -> Value:
    """Without the dimensions of size 1: those named by ``:axis``, or all that are known to be 1."""
    term = call.tensor(el, 0)
    own = term.type.shape
    option = call.get("axis")
    if option is None:
        return el.reshape(term, tuple(dim for dim in own if dim != ONE))
    axes = [normalize_axis(call, axis, len(own)) for axis in call.integers(option, ":axis")]
    for axis in axes:
        if not require_equal(el, call, own[axis], ONE, f"dimension {axis} is not 1"):
            raise call.shape_error(
                Code.SQUEEZED_SIZE,
                f"dimension {axis} has size {own[axis]}, not 1,",
                notes=[f"the tensor is {term.type}"],
            )
    return el.reshape(term, tuple(dim for axis, dim in enumerate(own) if axis not in axes))


@builtin("(broadcast-to x dims)")
def broadcast(el: Elaborator, call: Call) -> Value:
    """``x`` repeated, by NumPy's rules, to the given sizes."""
    return broadcast_to(el, call, call.tensor(el, 0), shape_argument(el, call, call[1], call.span_of(1)))


# Order of dimensions ---------------------------------------------------------------------------


@builtin("(transpose x [axes])", "matrix-transpose", "tensor-transpose", "permute")
def transpose(el: Elaborator, call: Call) -> Value:
    """The dimensions in reverse, or in the order that a permutation gives."""
    term = call.tensor(el, 0)
    count = len(term.type.shape)
    option = call.get("axes")
    if option is None:
        return transposed(el, term, list(reversed(range(count))))
    order = [normalize_axis(call, axis, count, "axis") for axis in call.integers(option, "axes")]
    if sorted(order) != list(range(count)):
        raise call.shape_error(
            Code.NOT_A_PERMUTATION,
            f"{render_shape(tuple(map(Dim.of, order)))} is not a permutation of {plural(count, 'dimension')}",
        )
    return transposed(el, term, order)


@builtin("(swap-axes x a b)", "swapaxes")
def swap_axes(el: Elaborator, call: Call) -> Value:
    """Two dimensions exchanged."""
    term = call.tensor(el, 0)
    order = list(range(len(term.type.shape)))
    a, b = (_axis_argument(call, position, len(order)) for position in (1, 2))
    order[a], order[b] = order[b], order[a]
    return transposed(el, term, order)


def _axis_argument(call: Call, position: int, count: int) -> int:
    axis = call.known_integer(call[position], f"`{call.parameter_name(position)}`")
    return normalize_axis(call, axis, count, "axis")


@builtin("(moveaxis x source destination)", "move-axis")
def moveaxis(el: Elaborator, call: Call) -> Value:
    """Dimensions moved to new positions, the others in their order."""
    term = call.tensor(el, 0)
    count = len(term.type.shape)
    source, destination = (
        [normalize_axis(call, axis, count, "axis") for axis in call.integers(call[i], "an axis")]
        for i in (1, 2)
    )
    if (
        len(source) != len(destination)
        or len(set(source)) != len(source)
        or len(set(destination)) != len(source)
    ):
        raise call.shape_error(
            Code.NOT_A_PERMUTATION,
            "the axes to move and their new places should be as many, each named once,",
        )
    order = [axis for axis in range(count) if axis not in source]
    for place, axis in sorted(zip(destination, source, strict=True)):
        order.insert(place, axis)
    return transposed(el, term, order)
