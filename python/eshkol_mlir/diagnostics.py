"""Diagnostics: where in which source, what is wrong, and what to do about it.

Every stage of the compiler reports through :class:`Diagnostic`; the command
line and the Python API only render.  Spans count code points, lines and
columns count from 1.
"""

from __future__ import annotations

import bisect
import enum
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Source:
    """A named text.  Identity, not content, distinguishes two sources."""

    name: str
    text: str

    @property
    def is_file(self) -> bool:
        """Whether the name is a path; texts that are no files have names such as ``<stdin>``."""
        return not self.name.startswith("<")

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a code point offset."""
        line = bisect.bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span_at(self, line: int, column: int) -> Span | None:
        """The character at a 1-based line and column; None where there is no such line."""
        if not 1 <= line <= len(self.line_starts):
            return None
        start = min(self.line_starts[line - 1] + max(column, 1) - 1, len(self.text))
        return Span(self, start, min(start + 1, len(self.text)))

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line break."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open range ``[start, end)`` of code points of a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of ``other``."""
        return Span(self.source, self.start, max(self.end, other.end))

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class Expansion:
    """One use of a macro: its name, where it is defined, and where it is used.

    ``depth`` counts the uses in whose expansion it stands.
    """

    macro: str
    defined: Span
    use: Span
    depth: int


@dataclass(frozen=True, slots=True)
class ExpandedSpan(Span):
    """The place of a macro use, for syntax that the macro inserts there.

    ``template`` is where that syntax is written.
    """

    template: Span
    expansion: Expansion = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        return self.template.text


class Severity(enum.StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Label:
    """A secondary place that explains the primary one."""

    span: Span
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One thing to tell the user.

    ``kind`` names the error class a user can look up (``ShapeError``);
    ``caret`` is the text beside the caret; ``notes`` state facts, ``help``
    proposes what to do.
    """

    kind: str
    message: str
    span: Span | None = None
    caret: str = ""
    labels: Sequence[Label] = ()
    notes: Sequence[str] = ()
    help: Sequence[str] = ()
    severity: Severity = Severity.ERROR

    def render(self, color: bool = False) -> str:
        """The diagnostic as text of at most about one screen."""
        return _Renderer(self, color).render()


class EshkolError(Exception):
    """A problem with what the user gave, with all its diagnostics.

    ``str()`` of the exception is the rendered text.  Subclasses form the
    error taxonomy; ``kind`` in a diagnostic is the subclass's name.
    """

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        if isinstance(diagnostics, Diagnostic):
            diagnostics = [diagnostics]
        self.diagnostics: list[Diagnostic] = list(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(diagnostic.render() for diagnostic in self.diagnostics)

    @classmethod
    def at(
        cls,
        span: Span | None,
        message: str,
        *,
        caret: str = "",
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: Sequence[str] = (),
    ) -> EshkolError:
        """An error of this class with a single diagnostic."""
        kind = cls.__name__
        return cls(Diagnostic(kind, message, span, caret, labels, notes, help))


class SyntaxError(EshkolError):
    """The text is not a program: lexical structure or a malformed form."""


class NameError(EshkolError):
    """A name that nothing defines, or that is defined twice."""


class ArityError(EshkolError):
    """A call with the wrong number of arguments or an unknown keyword."""


class TypeError(EshkolError):
    """A value of the wrong kind or element type."""


class ShapeError(EshkolError):
    """Tensor shapes that do not fit together."""


class DeviceError(EshkolError):
    """An unknown or unavailable target or device, or one that failed."""


class NumericalError(EshkolError):
    """A computation that has no answer for the values given."""


class OutOfMemoryError(EshkolError):
    """A device or host allocation that did not fit."""


class FileError(EshkolError):
    """A file that cannot be read or written."""


class ArtifactError(EshkolError):
    """A compiled module that is damaged or made by another version."""


class UnsupportedError(EshkolError):
    """A valid program that this target or tier cannot express yet."""


class UsageError(EshkolError):
    """A command line or API call that makes no sense.  Exit status 2."""


class InternalError(EshkolError):
    """A defect of the compiler, never of the program.  Please report it."""


# How many different expansions one diagnostic names, and how much of a template.
_MAX_CHAIN = 6
_MAX_TEMPLATE = 60


def expansion_notes(span: Span | None) -> list[str]:
    """The macro uses that inserted what stands at ``span``, the innermost first.

    Uses of one macro by its own expansion are told once, with their number.
    """
    chain: list[tuple[ExpandedSpan, int]] = []
    while isinstance(span, ExpandedSpan):
        if chain and chain[-1][0].expansion.defined == span.expansion.defined:
            chain[-1] = (chain[-1][0], chain[-1][1] + 1)
        else:
            chain.append((span, 1))
        span = span.expansion.use
    notes = []
    for inserted, count in chain[:_MAX_CHAIN]:
        expansion, times = inserted.expansion, f", {count} times" if count > 1 else ""
        written = inserted.template.text.split("\n", 1)[0][:_MAX_TEMPLATE]
        dots = "" if len(written) == len(inserted.template.text) else " ..."
        notes.append(
            f"in the expansion of `{expansion.macro}`{times}, defined at {expansion.defined}: "
            f"`{written}{dots}` at {inserted.template}"
        )
    if len(chain) > _MAX_CHAIN:
        notes.append(f"in {len(chain) - _MAX_CHAIN} more expansions around these")
    return notes


@dataclass
class _Renderer:
    diagnostic: Diagnostic
    color: bool
    lines: list[str] = field(default_factory=list)

    MAX_LINE = 160

    def render(self) -> str:
        diagnostic = self.diagnostic
        place = f"{diagnostic.span}: " if diagnostic.span else ""
        severity = self._paint(diagnostic.severity.value, "1;31")
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
        underline = self._paint(character * max(1, _columns(marked)), "1;31" if character == "^" else "1;34")
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
