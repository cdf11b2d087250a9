"""Errors about parentheses, brackets and braces that do not match."""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import EshkolError, Label, Source, Span
from eshkol_mlir.reader.errors import IncompleteError, count
from eshkol_mlir.reader.frames import Frame
from eshkol_mlir.reader.syntax import Syntax

_CLOSING = {"CLOSE": ")", "CLOSE_BRACKET": "]", "CLOSE_BRACE": "}", "GENERIC_CLOSE": ">"}


def stray(span: Span, before: Sequence[Syntax]) -> EshkolError:
    """A closer with nothing open; ``before`` are the data read so far."""
    labels = []
    if before:
        last = before[-1].span
        labels.append(Label(Span(last.source, last.start, last.start + 1), "what begins here is already complete"))
    message = f"`{span.text}` closes nothing"
    return diagnostics.SyntaxError.at(span, message, labels=labels, help=["delete it"])


def mismatch(source: Source, frame: Frame, span: Span) -> EshkolError:
    """A closer of another kind than the opener."""
    opener = frame.span(source)
    return diagnostics.SyntaxError.at(
        span,
        f"`{span.text}` does not match `{opener.text}`",
        caret=f"expected `{_CLOSING[frame.closer]}`",
        labels=[Label(opener, "opened here")],
    )


def no_datum(source: Source, frame: Frame) -> EshkolError:
    """A prefix before a closer."""
    span = frame.span(source)
    return diagnostics.SyntaxError.at(span, f"nothing follows `{span.text}`")


def unclosed(source: Source, frames: Sequence[Frame]) -> EshkolError:
    """The text ends inside ``frames``, outermost first.

    Points at the innermost one, unless the indentation shows that an outer
    one should have ended: something on a new line inside it stands no deeper
    than it.
    """
    suspect = _contradicting_indentation(source, frames)
    open_frames = [frame for frame in frames if frame.closer]
    if not open_frames:
        span = frames[-1].span(source)
        return IncompleteError.at(span, f"nothing follows `{span.text}`")
    frame, inside = suspect or (open_frames[-1], None)
    opener = frame.span(source)
    labels = [Label(Span(source, inside, inside + 1), "this still stands inside it")] if inside is not None else []
    return IncompleteError.at(
        opener,
        f"`{opener.text}` is never closed",
        caret="opened here",
        labels=labels,
        notes=_others(len(open_frames) - 1),
        help=[f"add `{_CLOSING[frame.closer]}`" + (" before line " + str(_line(source, inside)) if inside else "")],
    )


def _others(number: int) -> list[str]:
    return [f"{count(number, 'other form')} around or inside it {'is' if number == 1 else 'are'} open too"] if number else []


def _line(source: Source, offset: int) -> int:
    return source.position(offset)[0]


def _contradicting_indentation(source: Source, frames: Sequence[Frame]) -> tuple[Frame, int] | None:
    for frame, following in zip(frames, [*frames[1:], None], strict=True):
        if not frame.closer:
            continue
        column = source.position(frame.start)[1]
        starts = [item.span.start for item in frame.items]
        starts += [following.start] if following else []
        for start in starts:
            if _is_first_on_line(source, start) and source.position(start)[1] <= column:
                return frame, start
    return None


def _is_first_on_line(source: Source, offset: int) -> bool:
    line_start = offset - source.position(offset)[1] + 1
    return line_start > 0 and source.text[line_start:offset].isspace() or line_start == offset > 0
