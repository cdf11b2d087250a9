"""The templates of ``syntax-rules`` (R7RS 4.3.2): read once, filled in at every use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import ExpandedSpan, Expansion, Label, Span
from eshkol_mlir.expander.patterns import Matches, Variable
from eshkol_mlir.expander.scope import Identity, Introduction, identity, prefixes
from eshkol_mlir.reader import syntax
from eshkol_mlir.reader.syntax import Braces, FieldSymbol, GenericType, List, Symbol, Syntax, Vector

#: Data that all templates of one program insert.
MAX_INSERTED = 2_000_000


def endless(expansion: Expansion, problem: str) -> diagnostics.EshkolError:
    """The error for an expansion that does not seem to end."""
    return diagnostics.UnsupportedError.at(
        Code.ENDLESS_EXPANSION,
        expansion.use,
        f"this use of `{expansion.macro}` {problem}",
        labels=[Label(expansion.defined, f"`{expansion.macro}` is defined here")],
        help=["is there a rule that ends the recursion, above the one that goes on?"],
    )


class Use:
    """One use of a macro: makes the symbols and places of what it inserts.

    ``room`` is how many data the templates of the program may insert from here on.
    """

    __slots__ = ("end", "expansion", "introduction", "room", "source", "start")

    def __init__(self, expansion: Expansion, introduction: Introduction, room: int) -> None:
        self.expansion = expansion
        self.introduction = introduction
        self.source, self.start, self.end = expansion.use.source, expansion.use.start, expansion.use.end
        self.room = room

    def take(self, count: int) -> None:
        """Counts data about to be inserted.

        Raises:
            UnsupportedError: they are too many.
        """
        self.room -= count
        if self.room < 0:
            raise endless(
                self.expansion, f"makes the expansion of the program larger than {MAX_INSERTED} parts"
            )

    def span(self, template: Span) -> ExpandedSpan:
        return ExpandedSpan(self.source, self.start, self.end, template, self.expansion)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A symbol that the template inserts."""

    symbol: Symbol

    def fill(self, _: Matches, use: Use) -> Syntax:
        symbol = self.symbol
        return Symbol(symbol.name, use.span(symbol.span), use.introduction.context(symbol.context))


@dataclass(frozen=True, slots=True)
class Field:
    """A symbol that the template inserts, which may read fields of what a variable in its name stands for."""

    symbol: Symbol
    record: Template
    #: How many parts of the name are the variable's.
    prefix: int

    def fill(self, matches: Matches, use: Use) -> Syntax:
        symbol = self.symbol
        return FieldSymbol(
            symbol.name, use.span(symbol.span), use.introduction.context(symbol.context),
            record=self.record.fill(matches, use), prefix=self.prefix,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constant:
    """Any other datum without parts."""

    datum: Syntax

    def fill(self, _: Matches, use: Use) -> Syntax:
        return replace(self.datum, span=use.span(self.datum.span))


@dataclass(frozen=True, slots=True)
class Filled:
    """A pattern variable; ``slot`` is its place among the matches."""

    slot: int

    def fill(self, matches: Matches, _: Use) -> Syntax:
        datum: Syntax = matches[self.slot]
        return datum


@dataclass(frozen=True, slots=True)
class Repeated:
    """A template before ellipses.

    ``levels`` gives, for each ellipsis from the outermost on, the slots that
    hold sequences to step through, and the names of the variables in them.
    """

    template: Template
    levels: tuple[tuple[tuple[int, str], ...], ...]

    def fill_all(self, matches: Matches, use: Use, filled: list[Syntax], level: int = 0) -> None:
        slots = self.levels[level]
        first = matches[slots[0][0]]
        innermost = level + 1 == len(self.levels)
        if innermost and isinstance(self.template, Filled) and len(slots) == 1:
            # Data of the use are passed on, not made.
            use.take(1 + len(first) // 8)
            filled.extend(first)
            return
        for slot, name in slots:
            if len(matches[slot]) != len(first):
                raise diagnostics.SyntaxError.at(
                    Code.ELLIPSIS_LENGTHS,
                    use.expansion.use,
                    f"`{slots[0][1]}` stands for {len(first)} forms and `{name}` for {len(matches[slot])}, "
                    f"but the template of `{use.expansion.macro}` repeats them together",
                    labels=[Label(use.expansion.defined, f"`{use.expansion.macro}` is defined here")],
                )
        use.take(len(first))
        inner = list(matches)
        for position in range(len(first)):
            for slot, _ in slots:
                inner[slot] = matches[slot][position]
            if innermost:
                filled.append(self.template.fill(inner, use))
            else:
                self.fill_all(inner, use, filled, level + 1)


@dataclass(frozen=True, slots=True)
class Compound:
    """A list, vector, map or generic type; ``make`` takes its items and the tail."""

    items: tuple[Template | Repeated, ...]
    tail: Template | None
    span: Span
    #: What the template is, whose items are to be replaced.
    like: Syntax

    def fill(self, matches: Matches, use: Use) -> Syntax:
        use.take(1 + len(self.items))
        filled: list[Syntax] = []
        for item in self.items:
            if isinstance(item, Repeated):
                item.fill_all(matches, use, filled)
            else:
                filled.append(item.fill(matches, use))
        tail = self.tail.fill(matches, use) if self.tail is not None else None
        # (a . (b)) is (a b), as the reader has it.
        if isinstance(tail, List) and tail.bracket == "(":
            use.take(len(tail.items))
            filled += tail.items
            tail = tail.tail
        # ( . a) is a, where everything before the dot repeats and stands for nothing.
        if not filled and tail is not None:
            return tail
        return _with_items(self.like, tuple(filled), use.span(self.span), tail)


def _with_items(like: Syntax, items: tuple[Syntax, ...], span: ExpandedSpan, tail: Syntax | None) -> Syntax:
    """A datum of the kind of ``like``."""
    match like:
        case List(bracket=bracket):
            return List(items, span, tail, bracket)
        case Vector():
            return Vector(items, span)
        case Braces():
            return Braces(items, span)
        case GenericType(name=name):
            return GenericType(name, items, span)
        case syntax.Label(index=index):
            return syntax.Label(index, items[0], span)
    raise AssertionError(like)


Template: TypeAlias = Identifier | Field | Constant | Filled | Compound


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A variable in the template: its slot, and the ellipses after it in the pattern and in the template."""

    slot: int
    name: str
    depth: int
    level: int

    def steps_at(self, level: int) -> bool:
        """Whether the ellipsis at ``level``, counted from the outermost, repeats it.

        Where the template has more ellipses than the pattern, the innermost do.
        """
        return level > self.level - self.depth


class TemplateReader:
    """Reads one template.

    Each occurrence of a variable that repeats has a slot of its own, after
    those of the variables; ``copied`` are the variables it copies.
    """

    def __init__(self, variables: Mapping[Identity, Variable], is_ellipsis: Callable[[Syntax], bool]) -> None:
        self.variables = variables
        self.is_ellipsis = is_ellipsis
        self.copied: list[int] = []
        self._occurrences: list[Occurrence] = []

    def read(self, datum: Syntax, level: int = 0) -> Template:
        """A template inside of ``level`` ellipses.

        Raises:
            SyntaxError: an ellipsis repeats nothing, or a variable has too few.
        """
        match datum:
            case Symbol():
                return self._symbol(datum, level)
            case List(items=items, tail=tail):
                if items and self.is_ellipsis(items[0]):
                    return self._escaped(datum, level)
                return self._compound(items, tail, datum, level)
            case Vector(items=items) | Braces(items=items) | GenericType(arguments=items):
                return self._compound(items, None, datum, level)
            case syntax.Label(datum=inner):
                return self._compound((inner,), None, datum, level)
        return Constant(datum)

    def _escaped(self, datum: List, level: int) -> Template:
        """``(... template)``, in which ellipses are ordinary symbols."""
        if len(datum.items) != 2 or datum.tail is not None:
            raise diagnostics.SyntaxError.at(
                Code.MISPLACED_ELLIPSIS,
                datum.items[0].span,
                "this ellipsis follows no template",
                help=["write it after what it repeats: x ...", "(... template) inserts ellipses as they are"],
            )
        is_ellipsis, self.is_ellipsis = self.is_ellipsis, lambda _: False
        try:
            return self.read(datum.items[1], level)
        finally:
            self.is_ellipsis = is_ellipsis

    def _symbol(self, symbol: Symbol, level: int) -> Template:
        variable = self.variables.get(identity(symbol))
        if variable is None:
            if self.is_ellipsis(symbol):
                raise diagnostics.SyntaxError.at(
                    Code.MISPLACED_ELLIPSIS,
                    symbol.span,
                    "this ellipsis follows no template",
                    help=["write it after what it repeats: x ..."],
                )
            return self._field(symbol, level) or Identifier(symbol)
        if variable.depth == 0:
            return Filled(variable.number)
        if level < variable.depth:
            raise diagnostics.SyntaxError.at(
                Code.ELLIPSIS_DEPTH,
                symbol.span,
                f"`{symbol.name}` needs {_ellipses(variable.depth)} after it here, but has {level or 'none'}",
                labels=[Label(variable.span, f"it has {_ellipses(variable.depth)} in the pattern")],
            )
        slot = len(self.variables) + len(self.copied)
        self.copied.append(variable.number)
        self._occurrences.append(Occurrence(slot, symbol.name, variable.depth, level))
        return Filled(slot)

    def _field(self, symbol: Symbol, level: int) -> Field | None:
        """``p.field`` with a pattern variable ``p`` that stands for one datum here."""
        if isinstance(symbol, FieldSymbol):
            return Field(symbol, self.read(symbol.record, level), symbol.prefix)
        for prefix, _ in prefixes(symbol):
            record = replace(symbol, name=prefix)
            variable = self.variables.get(identity(record))
            if variable is not None and variable.depth <= level:
                return Field(symbol, self._symbol(record, level), prefix.count(".") + 1)
        return None

    def _compound(
        self,
        items: Sequence[Syntax],
        tail: Syntax | None,
        datum: Syntax,
        level: int,
    ) -> Template:
        read: list[Template | Repeated] = []
        position = 0
        while position < len(items):
            item = items[position]
            ellipses = 0
            while position + 1 < len(items) and self.is_ellipsis(items[position + 1]):
                ellipses += 1
                position += 1
            read.append(
                self._repeated(item, items[position], ellipses, level) if ellipses else self.read(item, level)
            )
            position += 1
        return Compound(tuple(read), self.read(tail, level) if tail is not None else None, datum.span, datum)

    def _repeated(self, item: Syntax, last: Syntax, ellipses: int, level: int) -> Repeated:
        known = len(self._occurrences)
        template = self.read(item, level + ellipses)
        inside = self._occurrences[known:]
        levels = []
        for number in range(level + 1, level + ellipses + 1):
            slots = tuple((o.slot, o.name) for o in inside if o.steps_at(number))
            if not slots:
                raise diagnostics.SyntaxError.at(
                    Code.MISPLACED_ELLIPSIS,
                    last.span,
                    "this ellipsis repeats nothing",
                    labels=[Label(item.span, "no variable in here repeats that often in the pattern")],
                    help=["repeat a variable that the pattern repeats"],
                )
            levels.append(slots)
        return Repeated(template, tuple(levels))


def _ellipses(count: int) -> str:
    return "an ellipsis" if count == 1 else f"{count} ellipses"
