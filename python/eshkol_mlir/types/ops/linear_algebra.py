"""Linear systems, factorizations, and functions of matrices, over batches."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, axes_of, builtin
from eshkol_mlir.types.convert import broadcast, nearest_float
from eshkol_mlir.types.dims import Dim, Shape
from eshkol_mlir.types.dtypes import I64
from eshkol_mlir.types.elementwise import broadcast_shapes
from eshkol_mlir.types.ops.contraction import contractible, operands
from eshkol_mlir.types.ops.diagonals import diagonal
from eshkol_mlir.types.ops.library import (
    computing_dtype,
    in_wider,
    integers,
    rounded_dtype,
    tensor_call,
    with_dtype,
)
from eshkol_mlir.types.ops.reductions import drop_axes
from eshkol_mlir.types.types import ONE, Tensor
from eshkol_mlir.types.values import MultipleValues, Static, SymbolValue, Term, Text, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _matrices(el: Elaborator, call: Call, square: bool = True) -> Term:
    """The first argument as a batch of matrices of inexact elements."""
    a = call.tensor(el, 0)
    _check_matrix(el, call, a, square)
    return with_dtype(el, a, rounded_dtype(a.type.dtype))


def _check_matrix(el: Elaborator, call: Call, a: Term, square: bool) -> None:
    shape = a.type.shape
    if len(shape) < 2:
        raise call.shape_error(Code.WRONG_RANK, "expected a matrix", notes=[f"this is {describe(a)}"])
    if square and not contractible(el, call, shape[-2], shape[-1]):
        raise call.shape_error(Code.NOT_SQUARE, "expected a square matrix", notes=[f"this is {describe(a)}"])


# Systems ------------------------------------------------------------------------------------


@builtin("(solve a b)", "matrix-solve", "solve-linear-system", "linear-solve")
def solve(el: Elaborator, call: Call) -> Value:
    """The ``x`` with ``a x = b``: ``b`` is a vector or a matrix of columns; batches broadcast."""
    a, b, vector = _system(el, call)
    return _emit_system(el, "eshkol.solve", a, b, vector)


@builtin("(triangular-solve a b :lower :transpose :conjugate :unit-diagonal :left)", "solve-triangular")
def triangular_solve(el: Elaborator, call: Call) -> Value:
    """The ``x`` with ``a x = b`` for a triangular ``a``, lower unless ``:lower #f``.

    ``:transpose`` and ``:conjugate`` solve for the transposed or conjugated
    matrix, ``:unit-diagonal`` takes the diagonal to be 1, and ``:left #f``
    solves ``x a = b``.
    """
    left = _flag(call, "left", True)
    a, b, vector = _system(el, call, left)
    flags = {
        "left_side": left,
        "lower": _flag(call, "lower", True),
        "transpose_a": call.flag("transpose"),
        "conjugate_a": call.flag("conjugate"),
        "unit_diagonal": call.flag("unit-diagonal"),
    }
    given = {name: "" for name, value in flags.items() if value}
    return _emit_system(el, "eshkol.triangular_solve", a, b, vector, left, **given)


def _flag(call: Call, name: str, default: bool) -> bool:
    return call.flag(name) if name in call.options else default


def _system(el: Elaborator, call: Call, left: bool = True) -> tuple[Term, Term, bool]:
    """A matrix and right-hand sides of one element type and batch; whether ``b`` was a vector."""
    a, b = operands(el, call)
    dtype = rounded_dtype(a.type.dtype)
    a, b = with_dtype(el, a, dtype), with_dtype(el, b, dtype)
    _check_matrix(el, call, a, True)
    shape = b.type.shape
    if not shape:
        raise call.shape_error(
            Code.WRONG_RANK, "the right-hand side should be a vector or a matrix, not a scalar,"
        )
    vector = len(shape) == 1
    if vector:
        b = el.reshape(b, (*shape, ONE) if left else (ONE, *shape))
    own = b.type.shape[-2 if left else -1]
    if not contractible(el, call, a.type.shape[-1], own):
        raise _unequal(call, a, b if not vector else call.tensor(el, 1), own)
    batch = broadcast_shapes(call, [a.type.shape[:-2], b.type.shape[:-2]])
    return _to_batch(el, a, batch), _to_batch(el, b, batch), vector


def _unequal(call: Call, a: Term, b: Term, own: Dim) -> Exception:
    size = a.type.shape[-1]
    return call.shape_error(
        Code.OPERAND_SHAPES,
        "shape mismatch",
        caret=f"the system has {size} equations but the right-hand side {own} rows",
        notes=[f"matrix:          {a.type}", f"right-hand side: {b.type}"],
    )


def _to_batch(el: Elaborator, x: Term, batch: Shape) -> Term:
    shape = (*batch, *x.type.shape[-2:])
    dtype = x.type.dtype
    return Term(broadcast(el, x.value, x.type.shape, shape, dtype), Tensor(dtype, shape))


def _emit_system(
    el: Elaborator, operation: str, a: Term, b: Term, vector: bool, left: bool = True, **flags: str
) -> Term:
    assert isinstance(b.type, Tensor)
    x = el.emit_tensor(operation, (a.value, b.value), b.type, **flags)
    if not vector:
        return x
    return el.reshape(x, x.type.shape[:-1] if left else (*x.type.shape[:-2], x.type.shape[-1]))


# Factorizations and functions of matrices ---------------------------------------------------


def _define_square(signature: str, operation: str, doc: str, *synonyms: str) -> None:
    @builtin(signature, *synonyms)
    def square(el: Elaborator, call: Call) -> Value:
        a = _matrices(el, call)
        assert isinstance(a.type, Tensor)
        return el.emit_tensor(operation, (a.value,), a.type)

    square.__doc__ = doc


_define_square(
    "(cholesky a)", "eshkol.cholesky",
    "The lower triangular factor of a positive definite matrix; NaN where it is not.",
)  # fmt: skip
_define_square(
    "(inverse a)", "eshkol.inverse", "The inverse of a matrix; infinities or NaN where it is singular.",
    "matrix-inverse", "inv",
)  # fmt: skip


@builtin("(det a)", "matrix-determinant", "determinant")
def det(el: Elaborator, call: Call) -> Value:
    """The determinant of a matrix."""
    a = _matrices(el, call)
    return el.emit_tensor("eshkol.det", (a.value,), Tensor(a.type.dtype, a.type.shape[:-2]))


def _factors(el: Elaborator, a: Term) -> tuple[Term, Term]:
    """The triangles of an LU factorization in one tensor, and the sign of its permutation."""
    shape = a.type.shape
    types = [Tensor(a.type.dtype, shape), Tensor(I64, shape[:-1]), Tensor(I64, shape[:-2])]
    factors, _, sign = el.builder.emit("eshkol.lu", (a.value,), [type.mlir for type in types])
    return Term(factors, types[0]), Term(sign, types[2])


@builtin("(logdet a)", "log-determinant")
def logdet(el: Elaborator, call: Call) -> Value:
    """The logarithm of the determinant, without overflow; NaN where it is negative."""
    sign, size = _sign_and_log(el, call)
    if sign.type.dtype.is_complex:
        return tensor_call(el, call.span, "+", size, tensor_call(el, call.span, "log", sign))
    return tensor_call(el, call.span, "%signed-log", sign, size)


@builtin("(slogdet a)")
def slogdet(el: Elaborator, call: Call) -> Value:
    """The sign of the determinant and the logarithm of its magnitude, as two values."""
    return MultipleValues(_sign_and_log(el, call))


def _sign_and_log(el: Elaborator, call: Call) -> tuple[Term, Term]:
    """Of a complex determinant the sign is the number of magnitude 1 in its direction."""
    a = _matrices(el, call)
    dtype = a.type.dtype
    factors, sign = _factors(el, with_dtype(el, a, computing_dtype(dtype)))
    pivots, last = diagonal(el, factors), Static(-1)
    whole = tensor_call(el, call.span, "%product-of-signs", pivots, sign, last)
    size = tensor_call(el, call.span, "%sum-of-logs", pivots, last)
    if dtype.is_complex:
        return whole, size
    return with_dtype(el, whole, dtype), with_dtype(el, size, dtype)


# Norms ----------------------------------------------------------------------------------------


@builtin("(norm x [order] :axis :keepdims)", "vector-norm", "matrix-norm")
def norm(el: Elaborator, call: Call) -> Value:
    """The Euclidean norm along an axis or two, or of all elements.

    The order may be a number or 'inf for vectors (one axis), and 1, -1, 'inf,
    '-inf or 'fro for matrices (two axes).
    """
    x = call.tensor(el, 0)
    x = with_dtype(el, x, rounded_dtype(x.type.dtype))
    order = _order(call)
    axes = axes_of(call, len(x.type.shape))
    if axes is None:
        axes = list(range(len(x.type.shape)))
        if order not in (None, "fro") and len(axes) > 2:
            raise call.type_error(Code.OPTION_VALUE, "an order needs :axis when there are more than two axes")
    function = _norm_function(el, call, order, axes)
    return drop_axes(el, in_wider(el, x, function), axes, call.flag("keepdims"))


Order: TypeAlias = "float | str | None"


def _order(call: Call) -> Order:
    value = call.get("order")
    if value is None:
        return None
    if isinstance(value, SymbolValue | Text):
        name = value.name if isinstance(value, SymbolValue) else value.value
        if name in ("fro", "inf", "-inf"):
            return name if name == "fro" else float(name)
    if (
        isinstance(value, Static)
        and isinstance(value.value, int | float)
        and not isinstance(value.value, bool)
    ):
        return nearest_float(value.value)
    raise call.type_error(
        Code.OPTION_VALUE, f"the order should be a number, 'inf, '-inf or 'fro but is {describe(value)}"
    )


def _norm_function(el: Elaborator, call: Call, order: Order, axes: list[int]) -> Callable[[Term], Term]:
    """The norm along ``axes``, which are kept with size 1."""

    def library(name: str, *arguments: Value) -> Callable[[Term], Term]:
        return lambda x: tensor_call(el, call.span, name, x, *arguments, integers(axes))

    if order is None or (order == "fro" and len(axes) == 2):
        return library("%euclidean-norm")
    if len(axes) == 2:
        return _matrix_norm(el, call, order, axes)
    if order == "fro" or len(axes) != 1:
        raise call.type_error(Code.OPTION_VALUE, f"the order {order} does not apply to {len(axes)} axes")
    assert isinstance(order, float)
    if order == 2:
        return library("%euclidean-norm")
    if math.isinf(order):
        return library("%greatest-magnitude" if order > 0 else "%least-magnitude")
    special = {0.0: "%count-nonzero", 1.0: "%sum-of-magnitudes"}.get(order)
    return library(special) if special else library("%power-norm", Static(order))


def _matrix_norm(el: Elaborator, call: Call, order: Order, axes: list[int]) -> Callable[[Term], Term]:
    """The greatest (or least) sum of magnitudes of a column or of a row."""
    if order not in (1.0, -1.0, math.inf, -math.inf):
        raise call.type_error(
            Code.OPTION_VALUE,
            f"the order {order} of a matrix is not supported",
            help=["use 1, -1, 'inf, '-inf or 'fro"],
        )
    assert isinstance(order, float)
    summed, chosen = axes if abs(order) == 1 else reversed(axes)
    name = "%greatest-sum" if order > 0 else "%least-sum"
    return lambda x: tensor_call(el, call.span, name, x, integers([summed]), integers([chosen]))
