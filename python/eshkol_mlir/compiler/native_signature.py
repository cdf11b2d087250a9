"""Signatures of device functions as the runtime reads them; runtime/host/tensors/Signatures.h describes the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eshkol_mlir.compiler.signature import FunctionInfo, TensorInfo, TypeInfo

#: How the entries of native functions begin (passes/lowering/NativeInterface.cpp).
ENTRY = "eshkol_native."
#: Names of element types that the runtime calls otherwise.
_RUNTIME_NAMES = {"i1": "boolean"}


def signature_text(function: FunctionInfo, name: str) -> str:
    """The description of a function; ``name`` is for messages."""
    return "\n".join(_lines(function, name))


def _lines(function: FunctionInfo, name: str) -> Iterator[str]:
    yield _line(name)
    yield from _field_lines([(parameter.name, parameter.type) for parameter in function.parameters])
    yield str(len(function.results))
    for result in function.results:
        yield from _type_lines(result.type)


def _field_lines(fields: Iterable[tuple[str, TypeInfo]]) -> Iterator[str]:
    listed = list(fields)
    yield str(len(listed))
    for name, type_ in listed:
        yield _line(name)
        yield from _type_lines(type_)


def _type_lines(type_: TypeInfo) -> Iterator[str]:
    if not isinstance(type_, TensorInfo):
        yield from ("record", _line(type_.name))
        yield from _field_lines(type_.fields)
        return
    dtype = _RUNTIME_NAMES.get(type_.dtype, type_.dtype)
    if type_.shape is None:
        yield from ("scalar", dtype)
        return
    yield from ("tensor", dtype, str(len(type_.shape)))
    for dimension in type_.shape:
        yield _line(str(dimension))


def _line(text: str) -> str:
    """A name, which may have any characters."""
    return text.replace("\n", " ")
