"""Sums of products: matmul, dot, outer, einsum, tensordot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import broadcast, convert_elements, join_dtypes
from eshkol_mlir.types.dims import Dim, render_shape
from eshkol_mlir.types.elementwise import assert_equal_sizes, broadcast_shapes, literal_dtype
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def operands(el: Elaborator, call: Call, count: int = 2) -> list[Term]:
    """The first arguments as tensors of one element type."""
    beside = literal_dtype(el, call, call.values[:count])
    terms = [call.tensor(el, position, beside) for position in range(count)]
    dtype, _ = join_dtypes([term.type for term in terms])
    return [Term(convert_elements(el, t, dtype), Tensor(dtype, t.type.shape)) for t in terms]


def contractible(el: Elaborator, call: Call, a: Dim, b: Dim) -> bool:
    """Whether two dimensions are equal, or may be, in which case that is checked when running."""
    if a == b:
        return True
    if any(v.existential for v in a.variables() | b.variables()):
        assert_equal_sizes(el, a, b, f"{call.builtin.name}: contracted dimensions differ", call.span)
        return True
    return False


@builtin("(matmul a b)", "matrix-multiply")
def matmul(el: Elaborator, call: Call) -> Value:
    """The matrix product, by NumPy's rules for vectors and batches."""
    a, b = operands(el, call)
    left, right = a.type.shape, b.type.shape
    if not left or not right:
        raise call.shape_error("expected vectors or matrices, not scalars,", help=["multiply by a scalar with *"])
    contracted = right[0] if len(right) == 1 else right[-2]
    if not contractible(el, call, left[-1], contracted):
        raise _mismatch(call, a, b, left[-1], contracted)
    if len(left) == 1:
        a = el.reshape(a, (Dim.of(1), *left))
    if len(right) == 1:
        b = el.reshape(b, (*right, Dim.of(1)))
    product = _product(el, call, a, b)
    rows = () if len(left) == 1 else (left[-2],)
    columns = () if len(right) == 1 else (right[-1],)
    return el.reshape(product, (*product.type.shape[:-2], *rows, *columns))


def _mismatch(call: Call, a: Term, b: Term, left: Dim, right: Dim) -> Exception:
    shape = list(b.type.shape)
    shape[0 if len(shape) == 1 else -2] = left
    return call.shape_error(
        "shape mismatch",
        caret=f"cannot contract dimension {left} with {right}",
        notes=[f"left operand:  {a.type}", f"right operand: {b.type}"],
        help=[f"did you mean a right operand of shape {render_shape(tuple(shape))}?"],
    )


def _product(el: Elaborator, call: Call, a: Term, b: Term) -> Term:
    """Matrices (or batches of them) multiplied."""
    left, right = a.type.shape, b.type.shape
    dtype = a.type.dtype
    if len(left) > 2 and len(right) == 2:
        # One matrix for the whole batch: a single, taller product.
        rows = left[0]
        for dim in left[1:-1]:
            rows = rows * dim
        flat = el.reshape(a, (rows, left[-1]))
        product = _emit_matmul(el, flat, b)
        return el.reshape(product, (*left[:-1], right[-1]))
    if len(left) == 2 and len(right) == 2:
        return _emit_matmul(el, a, b)
    batch = broadcast_shapes(call, [left[:-2], right[:-2]])
    parts = []
    for term in (a, b):
        shape = (*batch, *term.type.shape[-2:])
        parts.append(Term(broadcast(el, term.value, term.type.shape, shape, dtype), Tensor(dtype, shape)))
    return _emit_matmul(el, *parts)


def _emit_matmul(el: Elaborator, a: Term, b: Term) -> Term:
    shape = (*a.type.shape[:-1], b.type.shape[-1])
    return el.emit_tensor("eshkol.matmul", (a.value, b.value), Tensor(a.type.dtype, shape))


def dot_general(
    el: Elaborator, call: Call, a: Term, b: Term,
    batch: tuple[Sequence[int], Sequence[int]], contract: tuple[Sequence[int], Sequence[int]],
) -> Term:  # fmt: skip
    """``eshkol.dot_general``: batch dimensions first, then the free ones of both."""
    from eshkol_mlir.types.convert import index_list

    shape: list[Dim] = [a.type.shape[i] for i in batch[0]]
    for term, used in ((a, (*batch[0], *contract[0])), (b, (*batch[1], *contract[1]))):
        shape += [dim for i, dim in enumerate(term.type.shape) if i not in used]
    return el.emit_tensor(
        "eshkol.dot_general", (a.value, b.value), Tensor(a.type.dtype, tuple(shape)),
        lhs_batching_dimensions=index_list(batch[0]), rhs_batching_dimensions=index_list(batch[1]),
        lhs_contracting_dimensions=index_list(contract[0]), rhs_contracting_dimensions=index_list(contract[1]),
    )  # fmt: skip


