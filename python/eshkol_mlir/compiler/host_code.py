"""From MLIR over Scheme values, or of the llvm dialect, to machine code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.host_runtime import inline_library
from eshkol_mlir.diagnostics import InternalError

#: LLVM's level.
_OPTIMIZATION = 2

#: Instructions of an object file, of those that a long program becomes.
PART_LENGTH = 18_000

Format = Literal["mlir", "llvm", "assembly", "object"]


def generate(
    mlir: str,
    name: str,
    format: Format = "object",
    *,
    native: bool = True,
    timing: list[tuple[str, float]] | None = None,
    optimization: int = _OPTIMIZATION,
    lowered: bool = False,
    frame_objects: bool = True,
    unbox: bool = True,
    small_tensors: bool = True,
    summaries: dict[str, str] | None = None,
) -> bytes:
    """The code of a unit.

    Args:
        mlir: its text from :func:`eshkol_mlir.emit.host.emit_unit`.
        name: shown in messages.
        format: ``mlir`` for the llvm dialect, ``llvm`` for LLVM IR, ``assembly`` or ``object``.
        native: code for this machine's processor, otherwise for any of its architecture.
        timing: gets the seconds of each stage.
        optimization: from 0, which takes nothing out of the runtime either, to 3.
        lowered: the text is in the llvm dialect, and nothing of the runtime is inlined.
        frame_objects: whether objects that nothing refers to later are in frames, but for level 0.
        unbox: whether flonums and booleans are in registers, but for level 0.
        small_tensors: whether small tensors are as well.
        summaries: gets what other units may know of public functions, by their symbols.

    Raises:
        InternalError: the compiler's own passes fail.
    """
    from eshkol_mlir import _host

    inlined = inline_library() if optimization and not lowered else b""
    answer = _host.compile(
        mlir, name, format, inlined, optimization, native, lowered, frame_objects, unbox, small_tensors
    )
    [output] = _outputs(answer, timing)
    if summaries is not None:
        summaries.update(answer["summaries"])
    return output


def generate_objects(
    mlir: str,
    name: str,
    *,
    native: bool = True,
    timing: list[tuple[str, float]] | None = None,
    lowered: bool = False,
    frame_objects: bool = True,
    unbox: bool = True,
    small_tensors: bool = True,
    part_length: int = PART_LENGTH,
) -> list[bytes]:
    """The object files of a unit, which are linked together; those of a long one are made side by side.

    Args:
        mlir: its text from :func:`eshkol_mlir.emit.host.emit_unit`.
        name: the unit's, which no other one has that is linked with it.
        native: code for this machine's processor, otherwise for any of its architecture.
        timing: gets the seconds of each stage.
        lowered: the text is in the llvm dialect, and nothing of the runtime is inlined.
        frame_objects: whether objects that nothing refers to later are in frames.
        unbox: whether flonums and booleans are in registers.
        small_tensors: whether small tensors are as well.
        part_length: how many instructions an object file has, roughly.

    Raises:
        InternalError: the compiler's own passes fail.
    """
    from eshkol_mlir import _host

    answer = _host.compile(
        mlir,
        name,
        "object",
        b"" if lowered else inline_library(),
        _OPTIMIZATION,
        native,
        lowered,
        frame_objects=frame_objects,
        unbox=unbox,
        small_tensors=small_tensors,
        part_length=part_length,
    )
    return _outputs(answer, timing)


def by_names(objects: Sequence[bytes], unit: str) -> dict[str, bytes]:
    """The object files of a unit, by names for messages."""
    return {f"{unit}.{number}" if number else unit: code for number, code in enumerate(objects)}


def _outputs(answer: Any, timing: list[tuple[str, float]] | None) -> list[bytes]:
    if not answer["succeeded"]:
        messages = [text for severity, text, *_ in answer["messages"] if severity == "error"]
        raise InternalError.at(Code.COMPILER_DEFECT, None, "; ".join(messages) or "code generation failed")
    if timing is not None:
        timing += [(f"  {stage}", milliseconds / 1000) for stage, milliseconds in answer["timing"]]
    outputs: list[bytes] = answer["outputs"]
    return outputs
