"""Reductions along axes, positions of extremes, and running totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, axes_of, builtin, normalize_axis
from eshkol_mlir.types.convert import broadcast, index_list, splat_constant
from eshkol_mlir.types.dims import Dim, product, render_shape
from eshkol_mlir.types.dtypes import BOOL, I8, I64, DType
from eshkol_mlir.types.elementwise import compare
from eshkol_mlir.types.ops.library import in_wider, integers, rounded_dtype, tensor_call, with_dtype
from eshkol_mlir.types.types import ONE, Scalar, Tensor
from eshkol_mlir.types.values import Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def reduce_axes(el: Elaborator, x: Term, kind: str, axes: Sequence[int], keepdims: bool) -> Term:
    """``eshkol.reduce`` along ``axes``, ascending; its element type is that of ``x``."""
    if not axes:
        return x
    shape = [
        ONE if axis in axes else dim for axis, dim in enumerate(x.type.shape) if keepdims or axis not in axes
    ]
    flags = {"keepdims": ""} if keepdims else {}
    return el.emit_tensor(
        "eshkol.reduce", (x.value,), Tensor(x.type.dtype, tuple(shape)),
        kind=f"#eshkol<reduction {kind}>", dimensions=index_list(axes), **flags,
    )  # fmt: skip


def drop_axes(el: Elaborator, x: Term, axes: Sequence[int], keepdims: bool) -> Term:
    """Without the axes of size 1 that a reduction left, unless they are to be kept."""
    if keepdims:
        return x
    return el.reshape(x, tuple(dim for axis, dim in enumerate(x.type.shape) if axis not in axes))


def chosen_axes(call: Call, x: Term) -> list[int]:
    """The axes that :axis names; all of them where it is not given."""
    axes = axes_of(call, len(x.type.shape))
    return list(range(len(x.type.shape))) if axes is None else axes


def _reduce(el: Elaborator, call: Call, kind: str, dtype: DType | None) -> Term:
    x = call.tensor(el, 0)
    if dtype is not None:
        x = with_dtype(el, x, dtype)
    return reduce_axes(el, x, kind, chosen_axes(call, x), call.flag("keepdims"))


def _accumulator(dtype: DType) -> DType:
    """Sums and products of truth values and narrow integers are 64 bits wide, as in NumPy."""
    return I64 if dtype.is_integer or dtype.is_boolean else dtype


def _element_type(el: Elaborator, call: Call) -> DType:
    return call.tensor(el, 0).type.dtype


# Sums and products -----------------------------------------------------------------------


@builtin("(sum x [axis] :axis :keepdims)", "vector-sum", "tensor-sum", "reduce-sum")
def sum_(el: Elaborator, call: Call) -> Value:
    """The sum of the elements, along an axis, several, or all of them.

    Truth values are counted; integers are summed as i64.
    """
    return _reduce(el, call, "sum", _accumulator(_element_type(el, call)))


@builtin("(prod x [axis] :axis :keepdims)", "product-of", "reduce-prod")
def prod(el: Elaborator, call: Call) -> Value:
    """The product of the elements, along an axis, several, or all of them."""
    return _reduce(el, call, "prod", _accumulator(_element_type(el, call)))


@builtin("(mean x [axis] :axis :keepdims)", "vector-mean", "average")
def mean(el: Elaborator, call: Call) -> Value:
    """The arithmetic mean; of integers and truth values, in f64."""
    return _reduce(el, call, "mean", rounded_dtype(_element_type(el, call)))


# Truth ------------------------------------------------------------------------------------


def _truths(el: Elaborator, call: Call) -> Term:
    """Whether each element differs from zero."""
    x = call.tensor(el, 0)
    if x.type.dtype.is_complex:
        return compare(el, call, "ne", x, Static(0))
    return with_dtype(el, x, BOOL)


@builtin("(any x [axis] :axis :keepdims)")
def any_(el: Elaborator, call: Call) -> Value:
    """Whether some element is true; numbers are true when they are not zero."""
    x = _truths(el, call)
    return reduce_axes(el, x, "any", chosen_axes(call, x), call.flag("keepdims"))


@builtin("(all x [axis] :axis :keepdims)")
def all_(el: Elaborator, call: Call) -> Value:
    """Whether every element is true; numbers are true when they are not zero."""
    x = _truths(el, call)
    return reduce_axes(el, x, "all", chosen_axes(call, x), call.flag("keepdims"))


# Extremes ---------------------------------------------------------------------------------


def reduce_extremum(el: Elaborator, call: Call, greatest: bool) -> Value:
    """The greatest or least element of one tensor, along an axis, several, or all of them."""
    value = call[0]
    if isinstance(value, Static) or (isinstance(value, Term) and isinstance(value.type, Scalar)):
        chosen_axes(call, call.tensor(el, 0))
        return value
    x = _ordered(el, call)
    axes = chosen_axes(call, x)
    _require_elements(call, x, axes)
    if x.type.dtype.is_boolean:
        return reduce_axes(el, x, "any" if greatest else "all", axes, call.flag("keepdims"))
    return reduce_axes(el, x, "max" if greatest else "min", axes, call.flag("keepdims"))


@builtin("(amax x [axis] :axis :keepdims)", "reduce-max", "vector-max")
def amax(el: Elaborator, call: Call) -> Value:
    """The greatest element; NaN if there is one."""
    return reduce_extremum(el, call, True)


@builtin("(amin x [axis] :axis :keepdims)", "reduce-min", "vector-min")
def amin(el: Elaborator, call: Call) -> Value:
    """The least element; NaN if there is one."""
    return reduce_extremum(el, call, False)


def _ordered(el: Elaborator, call: Call) -> Term:
    x = call.tensor(el, 0)
    if x.type.dtype.is_complex:
        raise call.type_error(Code.NO_ORDER, "complex numbers have no order")
    return x


def _require_elements(call: Call, x: Term, axes: Sequence[int]) -> None:
    if any(x.type.shape[axis] == Dim.of(0) for axis in axes):
        raise call.shape_error(
            Code.NO_ELEMENTS,
            "no elements to choose from",
            notes=[f"the shape is {render_shape(x.type.shape)}"],
        )


@builtin("(argmax x [axis] :axis :keepdims)")
def argmax(el: Elaborator, call: Call) -> Value:
    """The index of the greatest element along an axis; without one, in row-major order."""
    return _position(el, call, "eshkol.argmax")


@builtin("(argmin x [axis] :axis :keepdims)")
def argmin(el: Elaborator, call: Call) -> Value:
    """The index of the least element along an axis; without one, in row-major order."""
    return _position(el, call, "eshkol.argmin")


def _position(el: Elaborator, call: Call, operation: str) -> Term:
    x = _ordered(el, call)
    rank, keepdims = len(x.type.shape), call.flag("keepdims")
    axis = call.integer("axis")
    if axis is not None:
        axis = normalize_axis(call, axis, rank)
        _require_elements(call, x, [axis])
        shape = (*x.type.shape[:axis], *((ONE,) if keepdims else ()), *x.type.shape[axis + 1 :])
        return _emit_position(el, operation, x, axis, shape, keepdims)
    _require_elements(call, x, range(rank))
    found = _emit_position(el, operation, el.reshape(x, (product(x.type.shape),)), 0, (), False)
    return el.reshape(found, (ONE,) * rank) if keepdims else found


def _emit_position(
    el: Elaborator, operation: str, x: Term, axis: int, shape: tuple[Dim, ...], keepdims: bool
) -> Term:
    flags = {"keepdims": ""} if keepdims else {}
    return el.emit_tensor(operation, (x.value,), Tensor(I64, shape), dimension=f"{axis} : i64", **flags)


# Spread -----------------------------------------------------------------------------------


def _variance(el: Elaborator, call: Call, correction: int, procedure: str) -> Term:
    def spread(x: Term) -> Term:
        count = product(x.type.shape[axis] for axis in axes)
        arguments = (x, integers(axes), Static(count.constant if count.constant is not None else count))
        return tensor_call(el, call.span, procedure, *arguments, Static(correction))

    x = call.tensor(el, 0)
    axes = chosen_axes(call, x)
    return drop_axes(el, in_wider(el, x, spread), axes, call.flag("keepdims"))


def _correction(call: Call) -> int:
    given = call.integer("correction")
    return 1 if given is None else given


@builtin("(variance x [axis] :axis :keepdims :correction)", "var", "sample-variance")
def variance(el: Elaborator, call: Call) -> Value:
    """The sample variance: squared deviations from the mean over n - 1 (or n - correction)."""
    return _variance(el, call, _correction(call), "%variance")


@builtin("(population-variance x [axis] :axis :keepdims)")
def population_variance(el: Elaborator, call: Call) -> Value:
    """The mean squared deviation from the mean."""
    return _variance(el, call, 0, "%variance")


@builtin("(std x [axis] :axis :keepdims :correction)", "standard-deviation", "stddev")
def std(el: Elaborator, call: Call) -> Value:
    """The square root of the sample variance."""
    return _variance(el, call, _correction(call), "%standard-deviation")


@builtin("(population-std x [axis] :axis :keepdims)", "population-standard-deviation")
def population_std(el: Elaborator, call: Call) -> Value:
    """The square root of the mean squared deviation."""
    return _variance(el, call, 0, "%standard-deviation")


@builtin("(logsumexp x [axis] :axis :keepdims)", "log-sum-exp")
def logsumexp(el: Elaborator, call: Call) -> Value:
    """``(log (sum (exp x)))`` without overflow; minus infinity of no elements."""
    x = _ordered(el, call)
    axes = chosen_axes(call, x)

    def compute(x: Term) -> Term:
        return tensor_call(el, call.span, "%logsumexp", x, integers(axes))

    if any(x.type.shape[axis] == Dim.of(0) for axis in axes):
        result = _no_mass(el, x, axes)
    else:
        result = in_wider(el, x, compute)
    return drop_axes(el, result, axes, call.flag("keepdims"))


def _no_mass(el: Elaborator, x: Term, axes: Sequence[int]) -> Term:
    type = Tensor(
        rounded_dtype(x.type.dtype), tuple(ONE if i in axes else d for i, d in enumerate(x.type.shape))
    )
    scalar = splat_constant(el, float("-inf"), Tensor(type.dtype, ()))
    return Term(broadcast(el, scalar, (), type.shape, type.dtype), type)


# Running totals -----------------------------------------------------------------------------


def _cumulative(el: Elaborator, call: Call, kind: str) -> Term:
    x = _ordered(el, call) if kind in ("max", "min") else call.tensor(el, 0)
    dtype = x.type.dtype if kind in ("max", "min") else _accumulator(x.type.dtype)
    axis = call.integer("axis")
    if axis is None:
        x, axis = el.reshape(x, (product(x.type.shape),)), 0
    axis = normalize_axis(call, axis, len(x.type.shape))
    flags = {"reverse": ""} if call.flag("reverse") else {}
    x = _as_integers(el, with_dtype(el, x, dtype))
    result = el.emit_tensor(
        "eshkol.cumulative", (x.value,), Tensor(x.type.dtype, x.type.shape),
        kind=f"#eshkol<reduction {kind}>", dimension=f"{axis} : i64", **flags,
    )  # fmt: skip
    return with_dtype(el, result, dtype)


def _as_integers(el: Elaborator, x: Term) -> Term:
    """Running extremes of truth values go through integers: the operation takes numbers."""
    return with_dtype(el, x, I8) if x.type.dtype.is_boolean else x


def _define_cumulative(name: str, kind: str, noun: str) -> None:
    @builtin(f"({name} x [axis] :axis :reverse)")
    def cumulative(el: Elaborator, call: Call) -> Value:
        return _cumulative(el, call, kind)

    cumulative.__doc__ = (
        f"The {noun} of all elements up to each, along an axis; without one, of the flattened tensor."
    )


_define_cumulative("cumsum", "sum", "sum")
_define_cumulative("cumprod", "prod", "product")
_define_cumulative("cummax", "max", "greatest")
_define_cumulative("cummin", "min", "least")


__all__ = ["drop_axes", "reduce_axes", "reduce_extremum"]
