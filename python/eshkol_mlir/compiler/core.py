"""The C++ compiler in process: its messages as diagnostics."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, InternalError, Label, Source, Span, SyntaxError


@dataclass(frozen=True)
class Transformed:
    """What a pipeline made of a module."""

    output: str | bytes
    timing: list[tuple[str, float]] = field(default_factory=list)
    dumps: list[tuple[str, str]] = field(default_factory=list)


def transform(
    module: str | bytes,
    pipeline: str = "",
    *,
    source: Source | None = None,
    form: str = "text",
    locations: bool = False,
    dump_after: Sequence[str] = (),
    written_by_user: bool = False,
    failure: type[EshkolError] | None = None,
) -> Transformed:
    """Parses, verifies and transforms a module.

    Args:
        module: MLIR text or bytecode.
        pipeline: passes for ``builtin.module``, as MLIR writes them; empty to verify only.
        source: the text that locations in the module refer to.
        form: ``text``, ``generic`` or ``bytecode``.
        locations: print locations.
        dump_after: names of passes after which the module is kept as text.
        written_by_user: the module is the user's own, so its errors are too.
        failure: what a failure of the pipeline is, where it may fail on a correct program.

    Raises:
        SyntaxError: the user's module is wrong.
        InternalError: the compiler's module is; a reproducer is saved.
        EshkolError: a failure of the kind ``failure``.
    """
    from eshkol_mlir import _core

    answer = _core.transform(
        module,
        name=source.name if source is not None else "module.mlir",
        pipeline=f"builtin.module({pipeline})" if pipeline else "",
        format=form,
        debug_info=locations,
        dump_after=list(dump_after),
    )
    if not answer["succeeded"]:
        raise _error(answer["messages"], source, module, pipeline, written_by_user, failure)
    return Transformed(answer["output"], answer["timing"], answer["dumps"])


_FOR_DEVELOPERS = ". If this is intended, please use -allow-unregistered-dialect with the MLIR tool used"


def _error(
    messages: list[tuple[str, str, str, int, int]], source: Source | None, module: str | bytes,
    pipeline: str, written_by_user: bool, failure: type[EshkolError] | None,
) -> EshkolError:  # fmt: skip
    kind: type[EshkolError] = failure or (SyntaxError if written_by_user else InternalError)
    code = Code.PIPELINE_FAILED if failure else Code.INVALID_MLIR if written_by_user else Code.COMPILER_DEFECT
    diagnostics: list[Diagnostic] = []
    for severity, text, file, line, column in messages:
        # MLIR shows the operation in full, and its own options: neither helps who wrote the text.
        if severity != "error" and text.startswith("see current operation"):
            continue
        text = text.removesuffix(_FOR_DEVELOPERS)
        span = _span(source, file, line, column)
        if severity == "error" or not diagnostics:
            diagnostics.append(Diagnostic(code, kind.__name__, text, span))
        else:
            last = diagnostics[-1]
            labels = (*last.labels, Label(span, text)) if span else last.labels
            notes = last.notes if span else (*last.notes, text)
            diagnostics[-1] = replace(last, labels=labels, notes=notes)
    if kind is InternalError:
        path = _save_reproducer(module, pipeline)
        first = diagnostics[0] if diagnostics else Diagnostic(code, kind.__name__, "the compiler failed")
        note = f"this is a defect of the compiler; please report it with {path}"
        diagnostics[:1] = [replace(first, notes=(*first.notes, note))]
    return kind(diagnostics)


def _save_reproducer(module: str | bytes, pipeline: str) -> Path:
    """The module, with the command that reproduces the failure as its first line."""
    with tempfile.NamedTemporaryFile("wb", prefix="eshkol-", suffix=".mlir", delete=False) as file:
        file.write(f"// eshkol-opt --pass-pipeline='builtin.module({pipeline})'\n".encode())
        file.write(module if isinstance(module, bytes) else module.encode())
    return Path(file.name)


def _span(source: Source | None, file: str, line: int, column: int) -> Span | None:
    return source.span_at(line, column) if source is not None and file == source.name else None
