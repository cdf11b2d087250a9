"""The reader: a source to syntax objects, each with its span.

Nesting is kept on a stack of frames, so that its depth is bounded by memory
alone.
"""

from __future__ import annotations

from collections.abc import Callable

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.collection import collection_paused
from eshkol_mlir.diagnostics import EshkolError, Source, Span
from eshkol_mlir.reader import balance, builders, chars, grammar, numbers, strings
from eshkol_mlir.reader.errors import IncompleteError, part
from eshkol_mlir.reader.files import check_encodable, program_start
from eshkol_mlir.reader.frames import Frame, Labels
from eshkol_mlir.reader.lexer import CLOSERS, OPENERS, only_token, scan
from eshkol_mlir.reader.problems import diagnose
from eshkol_mlir.reader.syntax import (
    Boolean,
    Char,
    Ket,
    Keyword,
    Label,
    List,
    Number,
    Reference,
    String,
    Symbol,
    Syntax,
)

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


def read(source: Source, folds_case: bool = False) -> list[Syntax]:
    """All data of ``source``, in order; none for an empty one.

    ``folds_case`` reads it as if it began with ``#!fold-case``.

    Raises:
        SyntaxError: the text is not a sequence of data.  Up to
            ``MAX_PROBLEMS`` errors are reported together; it is an
            ``IncompleteError`` where more text could complete it.
    """
    with collection_paused():
        return _Parser(source, folds_case).parse()


def read_one(source: Source) -> Syntax:
    """The only datum of ``source``.

    Raises:
        SyntaxError: as ``read``, and where there is none or more than one.
    """
    data = read(source)
    if not data:
        end = Span(source, len(source.text), len(source.text))
        raise IncompleteError.at(Code.ONE_DATUM_EXPECTED, end, "expected a datum, found the end of the text")
    if len(data) > 1:
        raise diagnostics.SyntaxError.at(
            Code.ONE_DATUM_EXPECTED, data[1].span, "expected one datum, found another after it"
        )
    return data[0]


class _Enough(Exception):
    """As many errors as one reading reports."""


class _Parser:
    """Reads one source; ``frames[0]`` collects the data at top level."""

    def __init__(self, source: Source, folds_case: bool = False) -> None:
        self.source = source
        self.frames = [Frame("TOP", "", 0, 0)]
        self.folds_case = folds_case
        self.labels = Labels()
        self.problems: list[diagnostics.Diagnostic] = []
        self.incomplete = False

    def parse(self) -> list[Syntax]:
        try:
            self.read_all()
        except _Enough:
            pass
        except EshkolError as error:
            # Text that is wrong already cannot be completed.
            self.incomplete = isinstance(error, IncompleteError) and not self.problems
            self.problems += error.diagnostics
        if self.problems:
            error_class = IncompleteError if self.incomplete else diagnostics.SyntaxError
            raise error_class(self.problems)
        return self.frames[0].items

    def read_all(self) -> None:
        check_encodable(self.source)
        position: int | None = program_start(self.source.text)
        while position is not None:
            position = self.run(position)

    def note(self, error: EshkolError) -> None:
        """Reports an error that leaves the structure intact, and reads on."""
        self.problems += error.diagnostics
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Enough

    def run(self, position: int) -> int | None:
        """Reads to the end, or past the next place where no token fits."""
        source, text, frames = self.source, self.source.text, self.frames
        frame = frames[-1]
        for kind, start, end in scan(text, position):
            # The commonest kinds come first, and inline.
            if kind == "NAME" and not self.folds_case:
                name = text[start:end]
                span = Span(source, start, end)
                frame.items.append(Symbol(name, span) if name.isascii() else self.name(span))
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
            if not frame.closer and frame.kind != "TOP":
                self.complete_prefixes()
                frame = frames[-1]
        return None

    def recover(self, start: int) -> int:
        comma = self.source.text.find(",", start)
        if comma >= 0 and self.frames[-1].kind == "OPEN_TENSOR" and self.ends_at_comma(start, comma):
            return comma
        if self.frames[-1].kind == "GENERIC_HEAD":
            raise builders.no_argument(self.frames[-1], Span(self.source, start, start + 1))
        error, position = diagnose(self.source, start)
        # A scan that begins anew does not know that it is inside a generic type.
        if isinstance(error, IncompleteError) or any(frame.kind == "GENERIC_HEAD" for frame in self.frames):
            raise error
        self.note(error)
        self.add(Symbol(self.source.text[start:position], Span(self.source, start, position)))
        return position

    def ends_at_comma(self, start: int, comma: int) -> bool:
        """Reads an atom before a comma, which ends it only between the clauses of a tensor literal."""
        kind = only_token(self.source.text, start, comma)
        if kind not in _ATOMS:
            return False
        self.add(self.atom(kind, Span(self.source, start, comma)))
        return True

    def atom(self, kind: str, span: Span) -> Syntax:
        try:
            return _ATOMS[kind](self, span)
        except EshkolError as error:
            self.note(error)
            return Symbol(span.text, span)

    def add(self, datum: Syntax) -> None:
        self.frames[-1].items.append(datum)
        self.complete_prefixes()

    def other(self, kind: str, start: int, end: int) -> None:
        span = Span(self.source, start, end)
        frame = self.frames[-1]
        match kind:
            case "DOT":
                self.dot(frame, span)
            case "GENERIC_COMMA":
                builders.separate_arguments(frame, span)
            case "UNQUOTE" if frame.kind == "OPEN_TENSOR":
                builders.separate_clauses(frame, span)
            case "DIRECTIVE":
                self.folds_case = "no-" not in span.text.lower()
            case "END_OF_TEXT":
                self.finish()
            case "UNTERMINATED_COMMENT":
                message = "the block comment that begins here is never closed"
                raise IncompleteError.at(Code.UNCLOSED_TEXT, span, message, help=["add `|#`"])
            case _:
                self.open_prefix(kind, start, end)

    def dot(self, frame: Frame, span: Span) -> None:
        if frame.kind not in ("OPEN", "OPEN_BRACKET"):
            help = ["write `|.|` for the name"]
            raise diagnostics.SyntaxError.at(
                Code.MISPLACED_DOT, span, "a lone dot stands only in a list", help=help
            )
        if not frame.items:
            frame.items.append(Symbol(".", span))
        elif frame.mark < 0:
            frame.mark = len(frame.items)
        else:
            raise diagnostics.SyntaxError.at(Code.MISPLACED_DOT, span, "a second dot in one list")

    def finish(self) -> None:
        if len(self.frames) > 1:
            raise balance.unclosed(self.source, self.frames[1:])

    # ------------------------------------------------- complete data and prefixes

    def close(self, kind: str, closer: Span) -> None:
        frame = self.frames[-1]
        if frame.closer != kind:
            raise balance.unexpected_closer(self.source, self.frames, closer)
        self.frames.pop()
        parent = self.frames[-1]
        span = Span(self.source, frame.start, closer.end)
        parent.items.append(self.build(frame, span, parent))
        if not parent.closer and parent.kind != "TOP":
            self.complete_prefixes()

    def build(self, frame: Frame, span: Span, parent: Frame) -> Syntax:
        if frame.kind == "OPEN" and frame.mark < 0:
            return List(tuple(frame.items), span)
        try:
            if frame.mark >= 0 and frame.kind in ("OPEN", "OPEN_BRACKET"):
                return builders.dotted_list(frame, span, is_tail=parent.mark == len(parent.items))
            return builders.BUILDERS[frame.kind](frame, span)
        except EshkolError as error:
            self.note(error)
            return Symbol(span.text, span)

    def open_prefix(self, kind: str, start: int, end: int) -> None:
        frame = Frame(kind, "", start, end)
        if kind == "LABEL_DEFINITION":
            self.labels.define(frame.span(self.source), len(self.frames[0].items))
        frame.mark = self.labels.count()
        self.frames.append(frame)

    def complete_prefixes(self) -> None:
        """Completes the quotations, labels and datum comments that the last datum completes."""
        frame = self.frames[-1]
        while not frame.closer and frame.kind != "TOP":
            self.frames.pop()
            (datum,) = frame.items
            parent = self.frames[-1]
            if frame.kind == "DATUM_COMMENT":
                self.labels.forget(frame.mark)
                return
            parent.items.append(prefixed(frame, datum, self.source))
            frame = parent

    # ------------------------------------------------------------------ atoms

    def name(self, span: Span) -> Symbol:
        return Symbol(self.checked_name(span, 0), span)

    def keyword(self, span: Span) -> Keyword:
        prefix = 2 if span.text[0] == "#" else 1
        if span.text[prefix] == "|":
            return Keyword(strings.unescape(part(span, prefix, len(span.text))), span)
        return Keyword(self.checked_name(span, prefix), span)

    def checked_name(self, span: Span, first: int) -> str:
        text = span.text[first:]
        strings.check_name(text, span, first)
        return text.casefold() if self.folds_case else text

    def generic_argument(self, span: Span) -> Syntax:
        text = span.text
        if grammar.terminal("NUMBER").fullmatch(text):
            return numbers.parse_number(text, span)
        if grammar.terminal("OTHER_NAME").fullmatch(text):
            return self.name(span)
        raise builders.no_argument(self.frames[-1], span)

    def character(self, span: Span) -> Char:
        text = span.text[2:]
        if self.folds_case and len(text) > 1:
            text = text.casefold()
        return Char(chars.parse_character(text, span), span)

    def reference(self, span: Span) -> Reference:
        return Reference(self.labels.index(span, len(self.frames[0].items)), span)


def prefixed(frame: Frame, datum: Syntax, source: Source) -> Syntax:
    """``'x`` as ``(quote x)``, ``#0=x`` as a label."""
    span = Span(source, frame.start, datum.span.end)
    head = frame.span(source)
    if frame.kind != "LABEL_DEFINITION":
        return List((Symbol(PREFIXES[frame.kind], head), datum), span)
    index = int(head.text[1:-1])
    if isinstance(datum, Reference) and datum.index == index:
        raise diagnostics.SyntaxError.at(Code.BAD_DATUM_LABEL, span, "a label that stands for itself alone")
    return Label(index, datum, span)


def _number(parse: Callable[[str, Span], Number]) -> Callable[[_Parser, Span], Syntax]:
    return lambda parser, span: parse(span.text, span)


_ATOMS: dict[str, Callable[[_Parser, Span], Syntax]] = {
    "NAME": _Parser.name,
    "OTHER_NAME": _Parser.name,
    "BAR_NAME": lambda parser, span: Symbol(strings.unescape(span), span),
    "PIPELINE": lambda parser, span: Symbol(span.text, span),
    "KEYWORD": _Parser.keyword,
    "HASH_KEYWORD": _Parser.keyword,
    "GENERIC_ATOM": _Parser.generic_argument,
    "INTEGER": _number(numbers.parse_integer),
    "DECIMAL": _number(numbers.parse_decimal),
    "NUMBER": _number(numbers.parse_number),
    "BINARY": _number(numbers.parse_number),
    "OCTAL": _number(numbers.parse_number),
    "HEXADECIMAL": _number(numbers.parse_number),
    "QUANTITY": _number(numbers.parse_quantity),
    "BOOLEAN": lambda parser, span: Boolean(span.text[1] in "tT", span),
    "CHARACTER": _Parser.character,
    "STRING": lambda parser, span: String(strings.unescape(span), span),
    "KET": lambda parser, span: Ket(span.text[1:-1], span),
    "LABEL_REFERENCE": _Parser.reference,
}
