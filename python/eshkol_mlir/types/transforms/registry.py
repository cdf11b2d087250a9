"""The transformations of procedures by the names that users see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.transforms import batching, family, gradients, jacobians, products
from eshkol_mlir.types.values import Transformed, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

TRANSFORMATIONS: Mapping[str, Callable[[Elaborator, Transformed, Arguments], Value]] = {
    "grad": gradients.gradient,
    "value-and-grad": gradients.value_and_gradient,
    "jvp": products.jvp,
    "vjp": products.vjp,
    "hvp": products.hvp,
    "derivative": products.derivative,
    "jacobian": jacobians.jacobian,
    "hessian": jacobians.hessian,
    "vmap": batching.vmap,
    "autodiff-gradient": family.autodiff_gradient,
    "autodiff-reverse": family.autodiff_reverse,
    "autodiff-forward": family.autodiff_forward,
    "autodiff-forward-n": family.autodiff_forward_n,
    "autodiff-jacobian": jacobians.jacobian,
    "autodiff-hessian": jacobians.hessian,
}


def _jit(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The procedure, its derivatives inside made with the memory that ``jit`` was told."""
    outer, el.memory = el.memory, function.options.memory or el.memory
    try:
        return apply(el, function.function, arguments)
    finally:
        el.memory = outer


def apply_transformed(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The value of a call of a transformed procedure."""
    transformation = _jit if function.kind == "jit" else TRANSFORMATIONS[function.kind]
    return transformation(el, function, arguments)
