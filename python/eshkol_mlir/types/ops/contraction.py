"""Sums of products: matmul, dot, outer, tensordot, and traces of tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin, normalize_axis
from eshkol_mlir.types.convert import broadcast, convert_elements, index_list, join_dtypes
from eshkol_mlir.types.dims import Dim, product, render_shape
from eshkol_mlir.types.elementwise import assert_equal_sizes, broadcast_shapes, literal_dtype
from eshkol_mlir.types.types import ONE, Tensor
from eshkol_mlir.types.values import ListValue, Static, Term, Value, describe

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
        raise call.shape_error(
            Code.WRONG_RANK,
            "expected vectors or matrices, not scalars,",
            help=["multiply by a scalar with *"],
        )
    contracted = right[0] if len(right) == 1 else right[-2]
    if not contractible(el, call, left[-1], contracted):
        raise _mismatch(call, a, b, left[-1], contracted)
    if len(left) == 1:
        a = el.reshape(a, (Dim.of(1), *left))
    if len(right) == 1:
        b = el.reshape(b, (*right, Dim.of(1)))
    result = _product(el, call, a, b)
    rows = () if len(left) == 1 else (left[-2],)
    columns = () if len(right) == 1 else (right[-1],)
    return el.reshape(result, (*result.type.shape[:-2], *rows, *columns))


def _mismatch(call: Call, a: Term, b: Term, left: Dim, right: Dim) -> Exception:
    shape = list(b.type.shape)
    shape[0 if len(shape) == 1 else -2] = left
    return call.shape_error(
        Code.CONTRACTED_SIZES,
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
        return el.reshape(_emit_matmul(el, flat, b), (*left[:-1], right[-1]))
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
    el: Elaborator, a: Term, b: Term,
    batch: tuple[Sequence[int], Sequence[int]], contract: tuple[Sequence[int], Sequence[int]],
) -> Term:  # fmt: skip
    """``eshkol.dot_general``: batch dimensions first, then the free ones of both."""
    shape: list[Dim] = [a.type.shape[i] for i in batch[0]]
    for term, used in ((a, (*batch[0], *contract[0])), (b, (*batch[1], *contract[1]))):
        shape += [dim for i, dim in enumerate(term.type.shape) if i not in used]
    return el.emit_tensor(
        "eshkol.dot_general", (a.value, b.value), Tensor(a.type.dtype, tuple(shape)),
        lhs_batching=index_list(batch[0]), rhs_batching=index_list(batch[1]),
        lhs_contracting=index_list(contract[0]), rhs_contracting=index_list(contract[1]),
    )  # fmt: skip


def contract_pairs(
    el: Elaborator, call: Call, a: Term, b: Term, left: Sequence[int], right: Sequence[int]
) -> Term:
    """Products summed over pairs of axes: the free axes of ``a``, then those of ``b``."""
    for i, j in zip(left, right, strict=True):
        own, other = a.type.shape[i], b.type.shape[j]
        if not contractible(el, call, own, other):
            raise call.shape_error(
                Code.CONTRACTED_SIZES, "shape mismatch",
                caret=f"cannot contract dimension {own} with {other}",
                notes=[f"left operand:  {a.type}", f"right operand: {b.type}",
                       f"axis {i} of the left one is paired with axis {j} of the right one"],
            )  # fmt: skip
    return dot_general(el, a, b, ([], []), (left, right))


# Dot products ------------------------------------------------------------------------------


@builtin("(dot a b)", "vector-dot", "dot-product")
def dot(el: Elaborator, call: Call) -> Value:
    """Sums products over the last axis of ``a`` and the last but one of ``b``.

    Of vectors the inner product, of matrices the matrix product, with a scalar
    the multiple; complex numbers are not conjugated.
    """
    a, b = operands(el, call)
    if not a.type.shape or not b.type.shape:
        return elementwise_product(el, call, a, b)
    rank = len(b.type.shape)
    return contract_pairs(el, call, a, b, [len(a.type.shape) - 1], [max(rank - 2, 0)])


@builtin("(inner a b)", "inner-product")
def inner(el: Elaborator, call: Call) -> Value:
    """Sums products over the last axes of both tensors."""
    a, b = operands(el, call)
    if not a.type.shape or not b.type.shape:
        return elementwise_product(el, call, a, b)
    return contract_pairs(el, call, a, b, [len(a.type.shape) - 1], [len(b.type.shape) - 1])


@builtin("(vdot a b)")
def vdot(el: Elaborator, call: Call) -> Value:
    """The inner product of all elements, those of ``a`` conjugated."""
    from eshkol_mlir.types.ops.library import tensor_call

    a, b = operands(el, call)
    if a.type.dtype.is_complex:
        a = tensor_call(el, call.span, "conjugate", a)
    flat = [el.reshape(term, (product(term.type.shape),)) for term in (a, b)]
    return contract_pairs(el, call, flat[0], flat[1], [0], [0])


def elementwise_product(el: Elaborator, call: Call, a: Term, b: Term) -> Term:
    """Products of broadcasting tensors; of truth values, both."""
    from eshkol_mlir.types.ops.library import tensor_call

    name = "logical-and" if a.type.dtype.is_boolean else "*"
    return tensor_call(el, call.span, name, a, b)


# Products without sums -----------------------------------------------------------------------


@builtin("(outer a b)", "vector-outer", "outer-product")
def outer(el: Elaborator, call: Call) -> Value:
    """All products of an element of ``a`` with one of ``b``; both are flattened."""
    a, b = operands(el, call)
    rows, columns = product(a.type.shape), product(b.type.shape)
    return elementwise_product(el, call, el.reshape(a, (rows, ONE)), el.reshape(b, (ONE, columns)))


@builtin("(tensor-product a b)", "tensor-outer")
def tensor_product(el: Elaborator, call: Call) -> Value:
    """All products of an element of ``a`` with one of ``b``: the axes of ``a``, then those of ``b``."""
    a, b = operands(el, call)
    left, right = a.type.shape, b.type.shape
    return elementwise_product(
        el, call, el.reshape(a, (*left, *(ONE for _ in right))), el.reshape(b, (*(ONE for _ in left), *right))
    )


@builtin("(vector-cross a b)", "cross-product")
def vector_cross(el: Elaborator, call: Call) -> Value:
    """The cross product of vectors of three elements, along the last axis."""
    from eshkol_mlir.types.ops.library import tensor_call

    a, b = operands(el, call)
    if any(not term.type.shape or term.type.shape[-1] != Dim.of(3) for term in (a, b)):
        raise call.shape_error(
            Code.OPERAND_SHAPES,
            "expected vectors of 3 elements",
            notes=[f"left operand:  {a.type}", f"right operand: {b.type}"],
        )
    return tensor_call(el, call.span, "%cross-product", a, b)


# Chosen axes -------------------------------------------------------------------------------------


@builtin("(tensordot a b [axes] :axes)")
def tensordot(el: Elaborator, call: Call) -> Value:
    """Sums products over ``:axes``: a number of axes (last of ``a``, first of ``b``) or two lists."""
    a, b = operands(el, call)
    ranks = len(a.type.shape), len(b.type.shape)
    axes = call.get("axes") or Static(2)
    if isinstance(axes, ListValue):
        left, right = _axis_lists(call, axes, ranks)
    else:
        count = call.known_integer(axes, ":axes")
        if not 0 <= count <= min(ranks):
            raise call.shape_error(
                Code.PAIRED_AXES,
                f"cannot contract {count} axes",
                notes=[f"left operand:  {a.type}", f"right operand: {b.type}"],
            )
        left, right = list(range(ranks[0] - count, ranks[0])), list(range(count))
    if not left:
        return tensor_product(el, call)
    return contract_pairs(el, call, a, b, left, right)


def _axis_lists(call: Call, axes: ListValue, ranks: tuple[int, int]) -> tuple[list[int], list[int]]:
    if len(axes.items) != 2:
        raise call.type_error(
            Code.OPTION_VALUE, f":axes should be an integer or two lists of axes but is {describe(axes)}"
        )
    left, right = (
        [normalize_axis(call, axis, rank, ":axes") for axis in call.integers(item, ":axes")]
        for item, rank in zip(axes.items, ranks, strict=True)
    )
    if len(left) != len(right) or len(set(left)) != len(left) or len(set(right)) != len(right):
        raise call.shape_error(
            Code.PAIRED_AXES,
            ":axes should pair different axes",
            notes=[f"it lists {left} of the left and {right} of the right operand"],
        )
    return left, right


@builtin("(tensor-contract x axes)", "contract")
def tensor_contract(el: Elaborator, call: Call) -> Value:
    """The sum over the diagonal of a pair of axes, or of several pairs: ``[0 1]`` or ``[[0 2] [1 3]]``."""
    from eshkol_mlir.types.ops.einsum import Labelled, sum_labels

    x = call.tensor(el, 0)
    pairs = _pairs(call, call[1], len(x.type.shape))
    labels = [chr(ord("a") + axis) for axis in range(len(x.type.shape))]
    for i, j in pairs:
        labels[j] = labels[i]
        if not contractible(el, call, x.type.shape[i], x.type.shape[j]):
            raise call.shape_error(
                Code.PAIRED_AXES,
                f"cannot contract axes {i} and {j}",
                notes=[f"they have sizes {x.type.shape[i]} and {x.type.shape[j]}"],
            )
    kept = [label for label in labels if labels.count(label) == 1]
    return sum_labels(el, call, Labelled(x, labels), kept).term


def _pairs(call: Call, value: Value, rank: int) -> list[tuple[int, int]]:
    nested = isinstance(value, ListValue) and all(isinstance(item, ListValue) for item in value.items)
    items = value.items if isinstance(value, ListValue) and nested else (value,)
    pairs = [
        [normalize_axis(call, a, rank, "axis") for a in call.integers(item, "an axis")] for item in items
    ]
    flat = [axis for pair in pairs for axis in pair]
    if any(len(pair) != 2 for pair in pairs) or len(set(flat)) != len(flat):
        raise call.type_error(Code.OPTION_VALUE, "the axes should be pairs of different axes")
    return [(pair[0], pair[1]) for pair in pairs]
