"""Errors about parentheses, brackets and braces that do not match."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Source, Span
from eshkol_mlir.reader.errors import IncompleteError, count
from eshkol_mlir.reader.frames import Frame
from eshkol_mlir.reader.syntax import Syntax

_CLOSING = {"CLOSE": ")", "CLOSE_BRACKET": "]", "CLOSE_BRACE": "}", "GENERIC_CLOSE": ">"}
_INDENTATION = re.compile(r"\s*+")


def unexpected_closer(source: Source, frames: Sequence[Frame], span: Span) -> EshkolError:
    """A closer that does not belong to the innermost frame; the first frame is the top level."""
    frame = frames[-1]
    if frame.closer:
        return _mismatch(source, frame, span)
    if len(frames) > 1:
        prefix = frame.span(source)
        return diagnostics.SyntaxError.at(Code.NOTHING_FOLLOWS, prefix, f"nothing follows `{prefix.text}`")
    return _stray(span, frame.items)


def _stray(span: Span, before: Sequence[Syntax]) -> EshkolError:
    labels = []
    if before:
        start = before[-1].span.start
        labels.append(Label(Span(span.source, start, start + 1), "what begins here is complete before it"))
    message = f"`{span.text}` closes nothing"
    return diagnostics.SyntaxError.at(Code.STRAY_CLOSER, span, message, labels=labels, help=["delete it"])


def _mismatch(source: Source, frame: Frame, span: Span) -> EshkolError:
    """A closer of another kind than the opener."""
    opener = frame.span(source)
    return diagnostics.SyntaxError.at(
        Code.MISMATCHED_CLOSER,
        span,
        f"`{span.text}` does not match `{opener.text}`",
        caret=f"expected `{_CLOSING[frame.closer]}`",
        labels=[Label(opener, "opened here")],
    )


def unclosed(source: Source, frames: Sequence[Frame]) -> EshkolError:
    """The text ends inside ``frames``, outermost first.

    Points at the innermost one, unless the indentation shows that an outer
    one should have ended: something on a new line inside it stands no deeper
    than it.
    """
    open_frames = [frame for frame in frames if frame.closer]
    if not frames[-1].closer:
        prefix = frames[-1].span(source)
        return IncompleteError.at(Code.NOTHING_FOLLOWS, prefix, f"nothing follows `{prefix.text}`")
    frame, inside = _contradicting_indentation(source, frames) or (frames[-1], -1)
    opener, others = frame.span(source), len(open_frames) - 1
    labels = [Label(Span(source, inside, inside + 1), "this still stands inside it")] if inside >= 0 else []
    closing = f"add `{_CLOSING[frame.closer]}`"
    if inside >= 0:
        closing += f" before line {source.position(inside)[0]}"
    return IncompleteError.at(
        Code.UNCLOSED_LIST,
        opener,
        f"`{opener.text}` is never closed",
        caret="opened here",
        labels=labels,
        notes=[f"{count(others, 'other form')} {'is' if others == 1 else 'are'} open too"] if others else [],
        help=[closing],
    )


def _contradicting_indentation(source: Source, frames: Sequence[Frame]) -> tuple[Frame, int] | None:
    for frame, following in zip(frames, [*frames[1:], None], strict=True):
        if not frame.closer:
            continue
        column = source.position(frame.start)[1]
        starts = [item.span.start for item in frame.items]
        starts += [following.start] if following else []
        for start in starts:
            if source.position(start)[1] <= column and _is_first_on_line(source, start):
                return frame, start
    return None


def _is_first_on_line(source: Source, offset: int) -> bool:
    line_start = offset - source.position(offset)[1] + 1
    return line_start > 0 and _INDENTATION.fullmatch(source.text, line_start, offset) is not None
