"""From MLIR over Scheme values to machine code."""

from __future__ import annotations

from typing import Literal

from eshkol_mlir.compiler.host_runtime import inline_library
from eshkol_mlir.diagnostics import InternalError

Format = Literal["mlir", "llvm", "assembly", "object"]


def generate(
    mlir: str, name: str, format: Format = "object", *, optimization: int = 2, native: bool = True
) -> bytes:
    """The code of a unit.

    Args:
        mlir: its text from :func:`eshkol_mlir.emit.host.emit_unit`.
        name: shown in messages.
        format: ``mlir`` for the llvm dialect, ``llvm`` for LLVM IR, ``assembly`` or ``object``.
        optimization: LLVM's level, 0 to 3.
        native: code for this machine's processor, otherwise for any of its architecture.

    Raises:
        InternalError: the compiler's own passes fail.
    """
    from eshkol_mlir import _host

    answer = _host.compile(mlir, name, format, inline_library(), optimization, native)
    if not answer["succeeded"]:
        messages = [text for severity, text, *_ in answer["messages"] if severity == "error"]
        raise InternalError.at(None, "; ".join(messages) or "code generation failed")
    output: bytes = answer["output"]
    return output
