"""What every part of the reader needs to report an error."""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, Label, Span


class IncompleteError(diagnostics.SyntaxError):
    """The text ends inside a datum: more input could complete it.

    A prompt that reads a line at a time asks for another line.  Shown to a
    user it is a SyntaxError.
    """

    @classmethod
    def at(
        cls,
        code: Code,
        span: Span | None,
        message: str,
        *,
        caret: str = "",
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: Sequence[str] = (),
    ) -> IncompleteError:
        """An error with a single diagnostic of kind SyntaxError."""
        return cls(Diagnostic(code, "SyntaxError", message, span, caret, labels, notes, help))


def part(span: Span, start: int, end: int) -> Span:
    """The span of ``span.text[start:end]``."""
    return Span(span.source, span.start + start, span.start + end)


def count(number: int, noun: str) -> str:
    """``1 element``, ``2 elements``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
