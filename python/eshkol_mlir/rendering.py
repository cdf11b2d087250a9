"""Diagnostics as text: the place, the message, the lines of the source with marks, notes and help."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from eshkol_mlir.diagnostics import Diagnostic, Severity, Source, Span, expansion_notes


@dataclass
class Renderer:
    """What :meth:`Diagnostic.render` does."""

    diagnostic: Diagnostic
    color: bool
    lines: list[str] = field(default_factory=list)

    MAX_LINE = 160

    @property
    def _color(self) -> str:
        return "1;33" if self.diagnostic.severity is Severity.WARNING else "1;31"

    def render(self) -> str:
        diagnostic = self.diagnostic
        place = f"{diagnostic.span}: " if diagnostic.span else ""
        severity = self._paint(f"{diagnostic.severity.value}[{diagnostic.code}]", self._color)
        self.lines.append(f"{place}{severity}: {diagnostic.kind}: {_cropped(diagnostic.message)}")
        if diagnostic.span is not None:
            self._excerpts(diagnostic.span)
        notes = [*diagnostic.notes, *expansion_notes(diagnostic.span)]
        self.lines += [f"  = note: {_cropped(note)}" for note in notes]
        self.lines += [f"  = {self._paint('help', '1;32')}: {_cropped(text)}" for text in diagnostic.help]
        return "\n".join(self.lines)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text

    def _excerpts(self, span: Span) -> None:
        marks = [(span, "^", self.diagnostic.caret)]
        marks += [(label.span, "-", label.text) for label in self.diagnostic.labels]
        marks.sort(key=lambda mark: (mark[0].source is not span.source, mark[0].start))
        width = max(len(str(mark[0].line)) for mark in marks)
        previous: tuple[Source, int] | None = None
        for mark, character, text in marks:
            if mark.source is not span.source:
                self.lines.append(f"{' ' * width} --> {mark}")
            if previous is None:
                self.lines.append(f"{' ' * width} |")
            elif previous != (mark.source, mark.line) and previous[1] + 1 < mark.line:
                self.lines.append(f"{'.' * width}")
            self._excerpt(mark, character, text, width, previous == (mark.source, mark.line))
            previous = (mark.source, mark.line)

    def _excerpt(self, span: Span, character: str, text: str, width: int, same: bool) -> None:
        source_line = span.source.line(span.line)
        column = span.column
        length = max(1, min(span.end, span.start + len(source_line) - column + 1) - span.start)
        # Very long lines are cut to a window around the caret.
        cut = max(0, column - self.MAX_LINE // 2) if len(source_line) > self.MAX_LINE else 0
        shown = _printable(source_line[cut : cut + self.MAX_LINE])
        length = min(length, max(1, len(shown) - (column - 1 - cut)))
        before, marked = shown[: column - 1 - cut], shown[column - 1 - cut :][:length]
        if not same:
            self.lines.append(f"{span.line:>{width}} | {'...' if cut else ''}{shown}")
        pad = " " * (_columns(before) + (3 if cut else 0))
        underline = self._paint(
            character * max(1, _columns(marked)), self._color if character == "^" else "1;34"
        )
        self.lines.append(f"{' ' * width} | {pad}{underline}{' ' + _cropped(text) if text else ''}")


def _printable(text: str) -> str:
    """The text without control characters, which would reach the terminal."""
    return "".join(c if _is_shown(c) else " " if c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _is_shown(character: str) -> bool:
    # Joiners belong to the letters and pictures around them.
    return character.isprintable() or character in "\u200c\u200d"


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    columns = 0
    for index, character in enumerate(text):
        joined = index and text[index - 1] == "\u200d"
        if not joined and unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


# A message that quotes a whole program is no message.
_MAX_WORD = 200
_MAX_TEXT = 1000
_LONG_WORD = re.compile(rf"(\S{{60}})\S{{{_MAX_WORD - 90},}}(\S{{30}})")


def _cropped(text: str) -> str:
    """The text of a message without the middle of very long names, and of itself."""
    if len(text) > _MAX_WORD:
        text = _LONG_WORD.sub(r"\1...\2", text)
        half = _MAX_TEXT // 2
        text = text if len(text) <= _MAX_TEXT else f"{text[:half]} ... {text[-half:]}"
    return text if text.isprintable() else "\n".join(map(_printable, text.split("\n")))
