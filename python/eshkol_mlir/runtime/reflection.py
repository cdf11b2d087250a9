"""The signature of a module that other tools made, from what IREE records in it."""

from __future__ import annotations

import re
from typing import Any

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.signature import (
    FunctionInfo,
    ParameterInfo,
    ResultInfo,
    Signature,
    TensorInfo,
    python_identifier,
)
from eshkol_mlir.diagnostics import ArtifactError

_DECLARATION = re.compile(r"func @(?P<name>[^(]+)\((?P<inputs>.*)\) -> \((?P<outputs>.*)\)\s*$")
_VALUE = re.compile(r"%(?P<name>\w+): (?P<type>tensor<[^%]*>|[\w<>]+)")
_DTYPES = {"complex<f32>": "complex64", "complex<f64>": "complex128", "index": "i64"}


def reflected_signature(vm_module: Any, name: str) -> Signature:
    """The exported functions with their tensors and scalars; names of parameters are IREE's.

    Raises:
        ArtifactError: nothing says what the functions take.
    """
    functions = []
    for symbol in sorted(vm_module.function_names):
        declaration = _declaration(vm_module, symbol)
        info = _function(symbol, declaration) if declaration else None
        if info is not None:
            functions.append(info)
    if functions:
        return Signature(_distinct(functions))
    raise ArtifactError.at(
        Code.ARTIFACT_DAMAGED,
        None,
        f"{name} does not say what its functions take",
        notes=["it was not made by eshkol-compile, and IREE's description of its functions is missing"],
        help=["compile its source with eshkol-compile"],
    )


def _declaration(vm_module: Any, symbol: str) -> str:
    if symbol.startswith("__"):
        return ""
    function = vm_module.lookup_function(symbol)
    return str(function.reflection.get("iree.abi.declaration", "")) if function is not None else ""


def _function(symbol: str, declaration: str) -> FunctionInfo | None:
    match = _DECLARATION.search(declaration)
    if match is None or "%" not in declaration:
        return None
    inputs = _values(match["inputs"])
    outputs = _values(match["outputs"])
    if inputs is None or outputs is None:
        return None
    return FunctionInfo(
        name=symbol,
        parameters=tuple(ParameterInfo(name, type_) for name, type_ in inputs),
        results=tuple(ResultInfo(type_) for _, type_ in outputs),
        doc=declaration,
    )


def _values(text: str) -> list[tuple[str, TensorInfo]] | None:
    found = [(match["name"], _type(match["type"].strip(), match["name"])) for match in _VALUE.finditer(text)]
    known = [(name, type_) for name, type_ in found if type_ is not None]
    return known if len(known) == text.count("%") else None


def _type(text: str, name: str) -> TensorInfo | None:
    tensor = re.fullmatch(r"tensor<((?:[\d?]+x)*)(.+?)>", text)
    element = tensor[2] if tensor else text
    dtype = _DTYPES.get(element, element)
    try:
        if not tensor:
            return TensorInfo(dtype)
        extents = tensor[1].split("x")[:-1]
        # Nothing says which unknown extents are equal, so each is a variable of its own.
        shape = [f"{name}_{axis}" if each == "?" else int(each) for axis, each in enumerate(extents)]
        return TensorInfo(dtype, tuple(shape))
    except ValueError:
        return None


def _distinct(functions: list[FunctionInfo]) -> tuple[FunctionInfo, ...]:
    """The functions whose Python names are not taken by an earlier one."""
    taken: dict[str, FunctionInfo] = {}
    for function in functions:
        taken.setdefault(python_identifier(function.name), function)
    return tuple(taken.values())
