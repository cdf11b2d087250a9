"""Compiling and loading the modules that the tests call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from eshkol_mlir.compiler.artifact import Artifact, Provenance, TargetModule
from eshkol_mlir.compiler.iree_backend import compile_module
from eshkol_mlir.compiler.signature import (
    FunctionInfo,
    ParameterInfo,
    ResultInfo,
    Signature,
    TensorInfo,
    TypeInfo,
)
from eshkol_mlir.compiler.targets import parse_target
from eshkol_mlir.runtime.module import Module

NAMES = {"f64": "f64", "f32": "f32", "complex64": "complex<f32>", "complex128": "complex<f64>"}


def mlir_type(type_: TensorInfo) -> str:
    """The MLIR type of a leaf that travels as one value."""
    element = NAMES.get(type_.dtype, type_.dtype)
    if type_.shape is None:
        return element
    extents = "".join(f"{'?' if isinstance(each, str) else each}x" for each in type_.shape)
    return f"tensor<{extents}{element}>"


def function(
    name: str,
    parameters: dict[str, TypeInfo],
    results: Sequence[TypeInfo | tuple[str, TypeInfo]],
    doc: str = "",
) -> FunctionInfo:
    """The description of a function; a result may be a pair of a name and a type."""
    described = [
        ResultInfo(each[1], each[0]) if isinstance(each, tuple) else ResultInfo(each) for each in results
    ]
    return FunctionInfo(
        name, tuple(ParameterInfo(*pair) for pair in parameters.items()), tuple(described), doc=doc
    )


@cache
def artifact(
    text: str, functions: tuple[FunctionInfo, ...] | None, targets: tuple[str, ...] = ("cpu",)
) -> Artifact:
    """The artifact of a module of upstream dialects."""
    modules = []
    for target in targets:
        spec = parse_target(target)
        made = compile_module(text, spec)
        modules.append(
            TargetModule(spec, made.vmfb, made.flags, made.fallbacks, made.cpu_features, made.read_only)
        )
    return Artifact(tuple(modules), Signature(functions) if functions else None, Provenance("test.esk"))


def load(
    text: str, *functions: FunctionInfo, targets: tuple[str, ...] = ("cpu",), device: str | None = None
) -> Module:
    """A module, compiled and loaded."""
    return Module(artifact(text, functions or None, targets), device, "test.vmfb")


def identity(name: str, type_: TensorInfo) -> str:
    """A function that returns its argument."""
    text = mlir_type(type_)
    return f"func.func @{name}(%a: {text}) -> {text} {{\n  return %a : {text}\n}}\n"


def elementwise(name: str, operation: str, type_: TensorInfo) -> str:
    """A function of one argument that applies an operation to it twice: ``a op a``."""
    text = mlir_type(type_)
    return f"func.func @{name}(%a: {text}) -> {text} {{\n  %r = {operation} %a, %a : {text}\n  return %r : {text}\n}}\n"
