"""Diagnostics: where in which source, what is wrong, and what to do about it.

Every stage of the compiler reports through :class:`Diagnostic`; the command
line and the Python API only render.  Spans count code points, lines and
columns count from 1.
"""

from __future__ import annotations

import bisect
import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eshkol_mlir.codes import Code


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

    ``code`` is what a user can look up, and ``kind`` the class of errors that it belongs to (``ShapeError``);
    ``caret`` is the text beside the caret; ``notes`` state facts, ``help``
    proposes what to do.
    """

    code: Code
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
        from eshkol_mlir.rendering import Renderer

        return Renderer(self, color).render()


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
        code: Code,
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
        return cls(Diagnostic(code, kind, message, span, caret, labels, notes, help))


#: How many diagnostics one error has at most where many things are wrong.
MAX_ERRORS = 20


def raise_together(errors: Sequence[EshkolError]) -> None:
    """Raises one error with the diagnostics of several, of the class of the first.

    Raises:
        EshkolError: there are any.
    """
    if errors:
        raise type(errors[0])([d for error in errors for d in error.diagnostics][:MAX_ERRORS])


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


def expansion_chain(span: Span | None) -> list[tuple[ExpandedSpan, int]]:
    """The macro uses that inserted what stands at ``span``, the innermost first.

    Uses of one macro by its own expansion are one entry, with their number.
    """
    chain: list[tuple[ExpandedSpan, int]] = []
    while isinstance(span, ExpandedSpan):
        if chain and chain[-1][0].expansion.defined == span.expansion.defined:
            chain[-1] = (chain[-1][0], chain[-1][1] + 1)
        else:
            chain.append((span, 1))
        span = span.expansion.use
    return chain


def expansion_notes(span: Span | None) -> list[str]:
    """The macro uses around a place, as notes."""
    chain = expansion_chain(span)
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
