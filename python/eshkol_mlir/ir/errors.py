"""The C++ core's messages as one exception that carries every place it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Label, Source, Span

Message = tuple[str, str, str, int, int]
"""Severity, text, file, line and column; the file is empty where the place is unknown."""


class MLIRError(EshkolError):
    """A module that does not parse, verify or pass a pipeline.

    ``diagnostics`` holds one entry per error, with its span where the error
    is in text that was given to :func:`eshkol_mlir.ir.parse`; notes that the
    core attached to the error are its labels (with a place) and notes.

    >>> from eshkol_mlir import ir
    >>> ir.parse("func.func @f() {", name="half.mlir")
    Traceback (most recent call last):
    ...
    eshkol_mlir.ir.errors.MLIRError: half.mlir:1:17: error[E0822]: MLIRError: expected '}'
    ...
    """


def to_error(messages: Iterable[Message], source: Source | None) -> MLIRError:
    """One exception for all messages of a failed run; notes follow their error."""
    diagnostics: list[Diagnostic] = []
    for severity, text, file, line, column in messages:
        span = span_at(source, file, line, column)
        if severity in ("error", "warning") or not diagnostics:
            diagnostics.append(_diagnostic(_placed(text, span, file, line, column), span))
        else:
            diagnostics[-1] = _with_note(diagnostics[-1], text, span, _placed(text, span, file, line, column))
    return MLIRError(diagnostics or [_diagnostic("the pipeline failed and did not say why", None)])


def span_at(source: Source | None, file: str, line: int, column: int) -> Span | None:
    """The one-character span of a place in ``source``; None for a place elsewhere."""
    if source is None or file != source.name or not 1 <= line <= len(source.line_starts):
        return None
    start = min(source.line_starts[line - 1] + max(column, 1) - 1, len(source.text))
    return Span(source, start, min(start + 1, len(source.text)))


def _diagnostic(message: str, span: Span | None) -> Diagnostic:
    return Diagnostic(Code.INVALID_MLIR, MLIRError.__name__, message, span)


def _placed(text: str, span: Span | None, file: str, line: int, column: int) -> str:
    """The text, after the place that it is about unless a span says that."""
    if span is not None or not file or file == "-":
        return text
    return f"{file}:{line}:{column}: {text}"


def _with_note(diagnostic: Diagnostic, text: str, span: Span | None, placed: str) -> Diagnostic:
    labels, notes = tuple(diagnostic.labels), tuple(diagnostic.notes)
    # The operation as it stands is often all of the module, and is in the source.
    if text.startswith("see current operation:"):
        placed = text.partition("\n")[0]
        span = None
    if span is not None:
        labels = (*labels, Label(span, text))
    else:
        notes = (*notes, placed)
    return replace(diagnostic, labels=labels, notes=notes)
