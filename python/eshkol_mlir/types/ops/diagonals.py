"""Diagonals of matrices, and matrices with a given diagonal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import broadcast, index_list, scalar_constant, splat_constant
from eshkol_mlir.types.dims import Dim, render_shape
from eshkol_mlir.types.dtypes import BOOL, I64
from eshkol_mlir.types.indexing import gather, greatest, iota, least, size
from eshkol_mlir.types.ops.library import tensor_call
from eshkol_mlir.types.ops.reductions import reduce_axes
from eshkol_mlir.types.types import ONE, Tensor
from eshkol_mlir.types.values import Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def diagonal(el: Elaborator, a: Term, offset: int = 0) -> Term:
    """A diagonal of the last two axes, as the last axis of the result.

    ``offset`` counts upward from the main diagonal, which is 0.
    """
    *batch, rows, columns = a.type.shape
    length = size(el, greatest(el, least(el, rows + min(offset, 0), columns - max(offset, 0)), Dim.of(0)))
    flat = el.reshape(a, (*batch, rows * columns))
    start = Dim.of(offset) if offset >= 0 else columns * -offset
    positions = iota(el, Tensor(I64, (length,)), 0)
    scaled = tensor_call(el, _span(el), "*", positions, _known(columns + 1))
    return gather(el, flat, tensor_call(el, _span(el), "+", scaled, _known(start)), len(batch))


def _known(dim: Dim) -> Static:
    return Static(dim if dim.constant is None else dim.constant)


def _span(el: Elaborator) -> Span:
    assert el.builder.span is not None
    return el.builder.span


def diagonal_matrix(el: Elaborator, v: Term, offset: int = 0) -> Term:
    """Matrices with the last axis of ``v`` on a diagonal and zeros elsewhere."""
    *batch, length = v.type.shape
    side = length + abs(offset)
    square = Tensor(I64, (side, side))
    row, column = iota(el, square, 0), iota(el, square, 1)
    on_diagonal = tensor_call(
        el, _span(el), "=", tensor_call(el, _span(el), "+", row, Static(offset)), column
    )
    # Element j is in row j of a diagonal above the main one, in column j of one below it.
    spread = el.reshape(
        _extended(el, v, abs(offset)), (*batch, side, ONE) if offset >= 0 else (*batch, ONE, side)
    )
    result = Tensor(v.type.dtype, (*batch, side, side))
    values = broadcast(el, spread.value, spread.type.shape, result.shape, result.dtype)
    flags = broadcast(el, on_diagonal.value, square.shape, result.shape, BOOL)
    zero = splat_constant(el, 0, Tensor(result.dtype, ()))
    zeros = broadcast(el, zero, (), result.shape, result.dtype)
    return el.emit_tensor("eshkol.select", (flags, values, zeros), result)


def _extended(el: Elaborator, v: Term, count: int) -> Term:
    """Zeros appended to the last axis."""
    if not count:
        return v
    *batch, length = v.type.shape
    none = index_list([0] * (len(batch) + 1))
    extended = Tensor(v.type.dtype, (*batch, length + count))
    return el.emit_tensor(
        "eshkol.pad", (v.value, scalar_constant(el, 0, v.type.dtype)), extended,
        low=none, high=index_list([0] * len(batch) + [count]), interior=none,
    )  # fmt: skip


@builtin("(diag x [k])", "diagonal")
def diag(el: Elaborator, call: Call) -> Value:
    """The k-th diagonal of a matrix, or the matrix with a vector as its k-th diagonal.

    Of more than two axes, the diagonals of the last two.
    """
    x = call.tensor(el, 0)
    offset = call.integer("k") or 0
    if not x.type.shape:
        raise call.shape_error(Code.WRONG_RANK, "expected a vector or a matrix, not a scalar,")
    if len(x.type.shape) == 1:
        return diagonal_matrix(el, x, offset)
    rows, columns = (dim.constant for dim in x.type.shape[-2:])
    if (columns is not None and offset > columns) or (rows is not None and -offset > rows):
        raise call.shape_error(
            Code.INDEX_OUT_OF_RANGE,
            f"there is no diagonal {offset}",
            notes=[f"the shape is {render_shape(x.type.shape)}"],
        )
    return diagonal(el, x, offset)


@builtin("(trace x)", "matrix-trace")
def trace(el: Elaborator, call: Call) -> Value:
    """The sum of the main diagonal of the last two axes."""
    x = call.tensor(el, 0)
    if len(x.type.shape) < 2:
        raise call.shape_error(Code.WRONG_RANK, "expected a matrix", notes=[f"this is {x.type}"])
    values = diagonal(el, x)
    if values.type.dtype.is_boolean or values.type.dtype.is_integer:
        return tensor_call(el, call.span, "sum", values, axis=Static(-1))
    return reduce_axes(el, values, "sum", [len(values.type.shape) - 1], keepdims=False)
