"""The reader: a source to syntax objects, each with its span.

Nesting is kept on a stack of frames, so that its depth is bounded by memory
alone.
"""

from __future__ import annotations

from collections.abc import Callable

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import EshkolError, Label, Source, Span
from eshkol_mlir.reader import balance, chars, numbers, strings
from eshkol_mlir.reader.errors import IncompleteError, part
from eshkol_mlir.reader.frames import Frame
from eshkol_mlir.reader.lexer import CLOSERS, OPENERS, scan
from eshkol_mlir.reader.problems import diagnose
from eshkol_mlir.reader.syntax import (
    Boolean,
    Braces,
    Bytevector,
    Char,
    GenericType,
    Keyword,
    Ket,
    List,
    Number,
    Reference,
    String,
    Symbol,
    Syntax,
    Vector,
)
from eshkol_mlir.reader.syntax import Label as LabelledDatum
from eshkol_mlir.reader.typed_arrays import build_array, build_tensor

# How many errors one reading reports.
MAX_PROBLEMS = 5

PREFIXES = {
    "QUOTE": "quote",
    "QUASIQUOTE": "quasiquote",
    "UNQUOTE": "unquote",
    "UNQUOTE_SPLICING": "unquote-splicing",
    "SYNTAX": "syntax",
    "QUASISYNTAX": "quasisyntax",
    "UNSYNTAX": "unsyntax",
    "UNSYNTAX_SPLICING": "unsyntax-splicing",
}
_AWAITING_ONE = frozenset([*PREFIXES, "DATUM_COMMENT", "LABEL_DEFINITION"])


def read(source: Source) -> list[Syntax]:
    """All data of ``source``, in order; none for an empty one.

    Raises:
        SyntaxError: the text is not a sequence of data.  Up to
            ``MAX_PROBLEMS`` errors are reported together; it is an
            ``IncompleteError`` where more text could complete it.
    """
    return _Parser(source).parse()


def read_one(source: Source) -> Syntax:
    """The only datum of ``source``.

    Raises:
        SyntaxError: as ``read``, and where there is none or more than one.
    """
    data = read(source)
    if not data:
        end = Span(source, len(source.text), len(source.text))
        raise IncompleteError.at(end, "expected a datum, found the end of the text")
    if len(data) > 1:
        raise diagnostics.SyntaxError.at(data[1].span, "expected one datum, found another after it")
    return data[0]


class _Parser:
    """Reads one source; ``frames[0]`` collects the data at top level."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.frames = [Frame("TOP", "", 0, 0)]
        self.folds_case = False
        self.labels: list[int] = []
        self.problems: list[diagnostics.Diagnostic] = []
        self.incomplete = False

    def parse(self) -> list[Syntax]:
        try:
            self.check_encodable()
            position = self.start()
            while position is not None:
                position = self.run(position)
        except EshkolError as error:
            self.note(error)
        if self.problems:
            error_class = IncompleteError if self.incomplete else diagnostics.SyntaxError
            raise error_class(self.problems[:MAX_PROBLEMS])
        return self.frames[0].items

    def note(self, error: EshkolError) -> None:
        # Text that is wrong already cannot be completed.
        self.incomplete = isinstance(error, IncompleteError) and not self.problems
        self.problems += error.diagnostics

    def check_encodable(self) -> None:
        try:
            self.source.text.encode()
        except UnicodeEncodeError as error:
            span = Span(self.source, error.start, error.start + 1)
            message = f"U+{ord(self.source.text[error.start]):04X} is a surrogate, half of a UTF-16 code"
            raise diagnostics.SyntaxError.at(span, message) from None

    def start(self) -> int:
        """Past a byte order mark and a first line such as ``#!/usr/bin/env eshkol``."""
        text = self.source.text
        position = 1 if text.startswith("\ufeff") else 0
        if text.startswith(("#!/", "#! "), position):
            position = text.find("\n", position)
        return position if position >= 0 else len(text)

    def run(self, position: int) -> int | None:
        """Reads to the end, or past the next place where no token fits."""
        source, text, frames = self.source, self.source.text, self.frames
        frame = frames[-1]
        for kind, start, end in scan(text, position):
            if kind == "NAME":
                frame.items.append(self.name(text[start:end], Span(source, start, end)))
            elif kind == "INTEGER" and end - start < 19:
                frame.items.append(Number(int(text[start:end]), Span(source, start, end)))
            elif kind in OPENERS:
                frame = Frame(kind, OPENERS[kind], start, end)
                frames.append(frame)
                continue
            elif kind in CLOSERS:
                self.close(kind, Span(source, start, end))
                frame = frames[-1]
                continue
            elif kind in _ATOMS:
                frame.items.append(self.atom(kind, Span(source, start, end)))
            elif kind == "INVALID":
                return self.recover(start)
            else:
                self.other(kind, start, end)
                frame = frames[-1]
                continue
            if frame.kind in _AWAITING_ONE:
                self.complete_prefixes()
                frame = frames[-1]
        return None

    # ------------------------------------------------------------------ atoms

    def name(self, text: str, span: Span) -> Symbol:
        if not text.isascii():
            text = self.checked_name(text, span, 0)
        return Symbol(text.casefold() if self.folds_case else text, span)

    def checked_name(self, text: str, span: Span, first: int) -> str:
        try:
            strings.check_name(text, span, first)
        except EshkolError as error:
            self.note(error)
        return text

    def atom(self, kind: str, span: Span) -> Syntax:
        try:
            return _ATOMS[kind](self, span)
        except EshkolError as error:
            self.note(error)
            return Symbol(span.text, span)

    def keyword(self, span: Span) -> Keyword:
        prefix = 2 if span.text[0] == "#" else 1
        text = span.text[prefix:]
        if text.startswith("|"):
            return Keyword(strings.unescape(part(span, prefix, len(span.text))), span)
        text = self.checked_name(text, span, prefix)
        return Keyword(text.casefold() if self.folds_case else text, span)

    def character(self, span: Span) -> Char:
        text = span.text[2:]
        if self.folds_case and len(text) > 1:
            text = text.casefold()
        return Char(chars.parse_character(text, span), span)

    def reference(self, span: Span) -> Reference:
        index = int(span.text[1:-1])
        if index not in self.labels:
            message = f"no datum around or before this one has the label `#{index}=`"
            raise diagnostics.SyntaxError.at(span, message)
        return Reference(index, span)

    # ----------------------------------------------------------------- frames

    def other(self, kind: str, start: int, end: int) -> None:
        span = Span(self.source, start, end)
        match kind:
            case "DOT":
                self.dot(span)
            case "DIRECTIVE":
                self.folds_case = "no" not in span.text.lower()
            case "GENERIC_COMMA":
                self.frames[-1].items.append(Symbol(",", span))
            case "UNQUOTE" if self.frames[-1].kind == "OPEN_TENSOR":
                pass
            case "END_OF_TEXT":
                self.finish()
            case "UNTERMINATED_COMMENT":
                raise IncompleteError.at(span, "the block comment that begins here is never closed", help=["add `|#`"])
            case _:
                self.prefix(kind, start, end)

    def prefix(self, kind: str, start: int, end: int) -> None:
        frame = Frame(kind, "", start, end)
        if kind == "LABEL_DEFINITION":
            self.define_label(int(self.source.text[start + 1 : end - 1]), frame)
        # A datum comment takes back the labels defined inside it.
        frame.dot = len(self.labels)
        self.frames.append(frame)

    def define_label(self, index: int, frame: Frame) -> None:
        if index in self.labels:
            message = f"the label `#{index}=` is defined twice in one datum"
            raise diagnostics.SyntaxError.at(frame.span(self.source), message)
        self.labels.append(index)
