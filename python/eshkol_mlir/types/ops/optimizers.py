"""Optimizers with options; those without are procedures of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.ops.library import library_call
from eshkol_mlir.types.values import Static, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: The settings that the paper on Adam recommends.
_ADAM = {"learning-rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


@builtin("(adam-optimizer f x iterations :learning-rate :beta1 :beta2 :epsilon)")
def adam_optimizer(el: Elaborator, call: Call) -> Value:
    """The point after that many of Adam's steps to where f is least."""
    settings = [call.get(name) or Static(default) for name, default in _ADAM.items()]
    return library_call(el, call.span, "%adam", *call.values, *settings)
