"""The ``autodiff-`` procedures of the language specification, in terms of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.transforms.gradients import gradient, value_and_gradient
from eshkol_mlir.types.transforms.jacobians import jacobian
from eshkol_mlir.types.transforms.lifting import single
from eshkol_mlir.types.transforms.points import in_order
from eshkol_mlir.types.transforms.products import value_and_derivative
from eshkol_mlir.types.values import (
    POISON,
    ListValue,
    MultipleValues,
    Poison,
    Static,
    Term,
    Transformed,
    Value,
    describe,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _by_all(function: Transformed, arguments: Arguments) -> tuple[Transformed, Arguments]:
    """The same by every argument: one gives one derivative, several a list of them."""
    ordered = in_order(arguments, function.function)
    argnums = tuple(range(len(ordered.values))) if len(ordered.values) != 1 else 0
    return replace(function, options=replace(function.options, argnums=argnums)), ordered


def _listed(values: tuple[Value, ...]) -> Value:
    return values[0] if len(values) == 1 else ListValue(values)


def autodiff_gradient(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The gradient, of the point's form; by several arguments a list."""
    wider, ordered = _by_all(function, arguments)
    value = gradient(el, wider, ordered)
    return ListValue(value.items) if isinstance(value, MultipleValues) else value


def autodiff_reverse(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The value and the gradient."""
    wider, ordered = _by_all(function, arguments)
    value = value_and_gradient(el, wider, ordered)
    if not isinstance(value, MultipleValues):
        return value
    return MultipleValues((value.items[0], _listed(value.items[1:])))


def autodiff_forward(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The value and the derivative, by forward mode; by several arguments a list."""
    wider, ordered = _by_all(function, arguments)
    if all(_is_number(value) for value in ordered.values) and ordered.values:
        return _forward_by_numbers(el, wider, ordered)
    forward = replace(wider, options=replace(wider.options, mode="forward"))
    value = single(apply(el, function.function, ordered))
    slopes = jacobian(el, forward, ordered)
    if isinstance(slopes, Poison):
        return POISON
    return MultipleValues((value, ListValue(slopes.items) if isinstance(slopes, MultipleValues) else slopes))


def _forward_by_numbers(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    value: Value = POISON
    slopes: list[Value] = []
    for position in range(len(arguments.values)):
        one = replace(function, options=replace(function.options, argnums=position))
        outcome = value_and_derivative(el, one, arguments)
        if outcome is None:
            return POISON
        value, slope = outcome
        slopes.append(slope)
    return MultipleValues((value, _listed(tuple(slopes))))


def _is_number(value: Value) -> bool:
    return isinstance(value, Static) or (isinstance(value, Term) and not value.type.shape)


def autodiff_forward_n(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The list of the value and the derivatives up to an order."""
    if len(arguments.values) != 2:
        raise diagnostics.ArityError.at(
            Code.DERIVATIVE_ORDER, arguments.span,
            f"autodiff-forward-n takes a point and an order but gets {len(arguments.values)} values",
            help=["call it as (autodiff-forward-n f x n)"],
        )  # fmt: skip
    point, order = arguments.values
    if any(isinstance(leaf, Poison) for leaf in (*leaves(point), *leaves(order))):
        return POISON
    if not (isinstance(order, Static) and type(order.value) is int and order.value >= 0):
        raise diagnostics.TypeError.at(
            Code.DERIVATIVE_ORDER,
            arguments.span,
            f"the order of derivatives should be an integer known when compiling, 0 or more, but is {describe(order)}",
        )
    found: list[Value] = []
    current = function.function
    for _ in range(order.value + 1):
        given = Arguments((point,), {}, arguments.span, arguments.nodes[:1])
        found.append(single(apply(el, current, given)))
        current = Transformed("derivative", current, function.options)
    return ListValue(tuple(found))
