"""Linear systems, factorizations, and functions of matrices, over batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.types.builtins import Call, axes_of, builtin
from eshkol_mlir.types.convert import broadcast
from eshkol_mlir.types.dims import Dim, Shape, render_shape
from eshkol_mlir.types.dtypes import DType
from eshkol_mlir.types.elementwise import broadcast_shapes
from eshkol_mlir.types.ops.contraction import contractible, operands
from eshkol_mlir.types.ops.library import (
    in_wider,
    integers,
    library_call,
    rounded_dtype,
    tensor_call,
    with_dtype,
)
from eshkol_mlir.types.ops.reductions import drop_axes, reduce_axes, reduce_extremum
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
        raise call.shape_error("expected a matrix", notes=[f"this is {describe(a)}"])
    if square and not contractible(el, call, shape[-2], shape[-1]):
        raise call.shape_error("expected a square matrix", notes=[f"this is {describe(a)}"])


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
    return _emit_system(el, "eshkol.triangular_solve", a, b, vector, **given)


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
        raise call.shape_error("the right-hand side should be a vector or a matrix, not a scalar,")
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
        "shape mismatch",
        caret=f"the system has {size} equations but the right-hand side {own} rows",
        notes=[f"matrix:          {a.type}", f"right-hand side: {b.type}"],
    )


def _to_batch(el: Elaborator, x: Term, batch: Shape) -> Term:
    shape = (*batch, *x.type.shape[-2:])
    dtype = x.type.dtype
    return Term(broadcast(el, x.value, x.type.shape, shape, dtype), Tensor(dtype, shape))


def _emit_system(el: Elaborator, operation: str, a: Term, b: Term, vector: bool, **flags: str) -> Term:
    assert isinstance(b.type, Tensor)
    x = el.emit_tensor(operation, (a.value, b.value), b.type, **flags)
    if not vector:
        return x
    *batch, rows, columns = x.type.shape
    return el.reshape(x, (*batch, rows if columns == ONE else columns))


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
    from eshkol_mlir.types.dtypes import I64

    shape = a.type.shape
    types = [Tensor(a.type.dtype, shape), Tensor(I64, shape[:-1]), Tensor(I64, shape[:-2])]
    factors, _, sign = el.builder.emit("eshkol.lu", (a.value,), [type.mlir for type in types])
    return Term(factors, types[0]), Term(sign, types[2])


@builtin("(logdet a)", "log-determinant")
def logdet(el: Elaborator, call: Call) -> Value:
    """The logarithm of the determinant, without overflow; NaN where it is negative."""
    return _log_determinant(el, call, lambda sign, size: library_call(el, call.span, "%signed-log", sign, size))


@builtin("(slogdet a)")
def slogdet(el: Elaborator, call: Call) -> Value:
    """The sign of the determinant and the logarithm of its magnitude, as two values."""
    return _log_determinant(el, call, lambda sign, size: MultipleValues((sign, size)))


def _log_determinant(el: Elaborator, call: Call, finish: object) -> Value:
    a = _matrices(el, call)
    dtype = a.type.dtype
    wide = in_wider_dtype(dtype)
    factors, sign = _factors(el, with_dtype(el, a, wide))
    pivots = diagonal(el, factors)
    whole, size = _sign_and_log(el, call, pivots, sign)
    rounded = [with_dtype(el, term, dtype if not term.type.dtype.is_float or dtype.is_float else term.type.dtype)
               for term in (whole, size)]
    value: Value = finish(*rounded)  # type: ignore[operator]
    return value


def in_wider_dtype(dtype: DType) -> DType:
    from eshkol_mlir.types.ops.library import computing_dtype

    return computing_dtype(dtype)


def _sign_and_log(el: Elaborator, call: Call, pivots: Term, sign: Term) -> tuple[Term, Term]:
    last = integers([-1])
    whole = tensor_call(el, call.span, "%pivot-sign", pivots, sign, last)
    return whole, tensor_call(el, call.span, "%pivot-log", pivots, last)


# Diagonals ------------------------------------------------------------------------------------


def diagonal(el: Elaborator, a: Term) -> Term:
    """The main diagonal of the last two dimensions, the last dimension of the result."""
    *batch, rows, columns = a.type.shape
    size = smaller(rows, columns)
    assert size is not None
    flat = el.reshape(a, (*batch, rows * columns))
    return strided(el, flat, size, columns)


def smaller(a: Dim, b: Dim) -> Dim | None:
    """The lesser of two dimensions, where that is known."""
    if a == b:
        return a
    if a.constant is not None and b.constant is not None:
        return Dim.of(min(a.constant, b.constant))
    return None


def strided(el: Elaborator, flat: Term, size: Dim, columns: Dim) -> Term:
    raise NotImplementedError


@builtin("(norm x [order] :axis :keepdims)", "vector-norm")
def norm(el: Elaborator, call: Call) -> Value:
    """The Euclidean norm along an axis, or of all elements."""
    x = call.tensor(el, 0)
    axes = axes_of(call, len(x.type.shape))
    axes = list(range(len(x.type.shape))) if axes is None else axes
    result = in_wider(el, x, lambda x: tensor_call(el, call.span, "%euclidean-norm", x, integers(axes)))
    return drop_axes(el, result, axes, call.flag("keepdims"))


__all__ = ["Static", "SymbolValue", "Text", "reduce_axes", "reduce_extremum", "render_shape"]
