"""Eshkol: a Scheme for scientific computing and machine learning, compiled through MLIR.

>>> import eshkol_mlir as esk
>>> program = esk.compile("(define (scale x : (Tensor f32 [n]) c : float32) (* x c))")

Names load on first use, so that importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eshkol_mlir import diagnostics as errors
    from eshkol_mlir.compiler.program import Program, compile
    from eshkol_mlir.compiler.transformations import grad, hessian, jacobian, jvp, value_and_grad, vjp, vmap
    from eshkol_mlir.diagnostics import EshkolError
    from eshkol_mlir.runtime.devices import Device, DeviceInfo, device, devices
    from eshkol_mlir.runtime.function import Function
    from eshkol_mlir.runtime.module import Module, load

__version__ = "0.1.0"

__all__ = [
    "Device",
    "DeviceInfo",
    "EshkolError",
    "Function",
    "Module",
    "Program",
    "compile",
    "device",
    "devices",
    "errors",
    "grad",
    "hessian",
    "jacobian",
    "jvp",
    "load",
    "value_and_grad",
    "vjp",
    "vmap",
]

_HOMES = {
    "EshkolError": "diagnostics",
    "Program": "compiler.program",
    "compile": "compiler.program",
}
_HOMES |= dict.fromkeys(
    ("grad", "hessian", "jacobian", "jvp", "value_and_grad", "vjp", "vmap"), "compiler.transformations"
)
_HOMES |= dict.fromkeys(
    ("Device", "DeviceInfo", "Function", "Module", "device", "devices", "load"), "runtime"
)


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module("eshkol_mlir.diagnostics")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
