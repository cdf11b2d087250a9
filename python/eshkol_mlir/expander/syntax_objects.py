"""Syntax objects of code that runs while a program is expanded.

Compiled code has their numbers in a table (stdlib/host/syntax.esk), and asks for what it does with
them by operations: data with symbols in the place of syntax objects.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import ExpandedSpan, Expansion, Source, Span
from eshkol_mlir.expander.data import with_names_of_types
from eshkol_mlir.expander.patterns import Match, Pattern
from eshkol_mlir.expander.scope import Introduction, Scope, identity, same_identifier
from eshkol_mlir.expander.templates import Template, Use
from eshkol_mlir.reader import read_one, write_datum
from eshkol_mlir.reader.syntax import (
    Label,
    List,
    Number,
    Reference,
    Symbol,
    Syntax,
    Vector,
    children,
)

if TYPE_CHECKING:
    from eshkol_mlir.expander.macros import Expansions

#: The names of symbols that stand for syntax objects begin with this (stdlib/host/syntax.esk).
PREFIX = "\x01syntax "

#: How many patterns an error message shows.
SHOWN_PATTERNS = 5


@dataclass(frozen=True)
class KnownPattern:
    """A pattern of code, with how many variables it has, and the scope of its macro's uses of names."""

    pattern: Pattern
    variables: int
    definition: Scope


@dataclass(frozen=True)
class KnownTemplate:
    """A template of code.

    ``variables`` says of each whether it is one of a pattern, otherwise a value of the code and how many
    ellipses follow it; ``copied`` are those of which the template wants copies.
    """

    template: Template
    variables: Sequence[int | None]
    copied: Sequence[int]
    definition: Scope


@dataclass
class MacroUse:
    """A use that a transformer is about to expand, in the scope ``place``.

    Args:
        expansion: which use of which macro.
        definition: where the macro is defined.
        counts: of the program in which it is used.
    """

    form: Syntax
    expansion: Expansion
    place: Scope
    definition: Scope
    counts: Expansions
    _introductions: dict[Scope, Introduction] = field(default_factory=dict)

    def introduction(self, definition: Scope) -> Introduction:
        """The scope of what templates insert here that are written in a scope."""
        if definition not in self._introductions:
            self._introductions[definition] = self.fresh(definition)
        return self._introductions[definition]

    def fresh(self, definition: Scope) -> Introduction:
        """Another scope, of names that nothing else has."""
        self.counts.uses += 1
        return Introduction(definition, self.place, self.counts.uses)

    def span(self, template: Span) -> ExpandedSpan:
        """The place of what is written at ``template`` and inserted here."""
        use = self.expansion.use
        while isinstance(template, ExpandedSpan):
            template = template.template
        return ExpandedSpan(use.source, use.start, use.end, template, self.expansion)


class SyntaxTable:
    """The syntax objects of one program and its modules, and the operations on them."""

    def __init__(self) -> None:
        self._objects: list[Match] = []
        self.patterns: list[KnownPattern] = []
        self.templates: list[KnownTemplate] = []
        #: The patterns of each ``syntax-case``, as text.
        self.clauses: list[Sequence[str]] = []
        #: Of the uses being expanded, the one inside of all others last; the first is none.
        self.uses: list[MacroUse] = []
        #: The number of the transformer that is to expand the last one.
        self.transformer = 0
        #: What an operation found wrong last.
        self.problem: diagnostics.EshkolError | None = None

    @property
    def use(self) -> MacroUse:
        return self.uses[-1]

    # Objects -----------------------------------------------------------------------

    def text(self, thing: Match) -> str:
        """The symbol for a syntax object, or for what a pattern variable stands for."""
        self._objects.append(thing)
        return f"|\\x1;syntax {len(self._objects) - 1}|"

    def _list(self, things: Sequence[Match]) -> str:
        return f"({' '.join(map(self.text, things))})"

    def _object(self, datum: Syntax) -> Match | None:
        """What a symbol stands for; None for other data."""
        if isinstance(datum, Symbol) and datum.name.startswith(PREFIX):
            return self._objects[int(datum.name[len(PREFIX) :])]
        return None

    def syntax(self, datum: Syntax, symbol: Callable[[Symbol], Symbol] | None = None) -> Syntax:
        """A datum of code as syntax; ``symbol`` makes identifiers of symbols.

        Raises:
            SyntaxError: there are symbols that cannot be made identifiers.
        """
        found = self._object(datum)
        if found is not None:
            if isinstance(found, Sequence):
                return List(tuple(self._sequence(found)), self._span())
            thing: Syntax = found
            return thing
        span = self._span()
        match datum:
            case Symbol():
                if symbol is not None:
                    return symbol(datum)
                raise diagnostics.SyntaxError.at(
                    Code.NOT_SYNTAX,
                    self.use.expansion.use,
                    f"`{datum.name}` is a symbol, and syntax is made of identifiers",
                    help=["(datum->syntax context 'name) makes an identifier of a symbol"],
                )
            case List(items=items, tail=tail):
                parts = tuple(self.syntax(item, symbol) for item in items)
                rest = self.syntax(tail, symbol) if tail is not None else None
                if isinstance(rest, List) and rest.bracket == "(":
                    parts, rest = (*parts, *rest.items), rest.tail
                return List(parts, span, rest)
            case Vector(items=items):
                return Vector(tuple(self.syntax(item, symbol) for item in items), span)
            case Label() | Reference():
                raise diagnostics.SyntaxError.at(
                    Code.NOT_SYNTAX, self.use.expansion.use, "cyclic data cannot be syntax"
                )
        return replace(datum, span=span)

    def _span(self) -> ExpandedSpan:
        """The place of what code makes."""
        return self.use.span(self.use.expansion.use)

    def _sequence(self, found: Sequence[Match]) -> list[Syntax]:
        return [
            List(tuple(self._sequence(item)), self._span()) if isinstance(item, list | tuple) else item
            for item in found
        ]

    # Operations --------------------------------------------------------------------

    def answer(self, text: str) -> str:
        """The datum that an operation returns.

        Raises:
            EshkolError: something about its operands is wrong.
        """
        request = read_one(Source("<syntax>", text))
        assert isinstance(request, List)
        operation, *operands = request.items
        assert isinstance(operation, Symbol)
        self.problem = None
        try:
            return _OPERATIONS[operation.name](self, *operands)
        except diagnostics.EshkolError as error:
            self.problem = error
            raise

    def _use(self) -> str:
        return f"({self.transformer} {self.text(self.use.form)})"

    def _is_identifier(self, datum: Syntax) -> str:
        return _truth(isinstance(self.syntax(datum), Symbol))

    def _datum(self, datum: Syntax) -> str:
        return write_datum(with_names_of_types(self.syntax(datum, lambda symbol: symbol)))

    def _as_syntax(self, context: Syntax, datum: Syntax) -> str:
        like = _identifier_in(self.syntax(context))
        return self.text(self.syntax(datum, lambda symbol: replace(like, name=symbol.name)))

    def _items(self, datum: Syntax) -> str:
        found = self.syntax(datum)
        if not isinstance(found, List) or found.tail is not None:
            return "#f"
        return self._list(found.items)

    def _content(self, datum: Syntax) -> str:
        found = self.syntax(datum)
        match found:
            case List(items=items, tail=None):
                return self._list(items)
            case List(items=items, tail=tail):
                return f"{self._list(items)[:-1]} . {self.text(tail)})"
            case Vector(items=items):
                return f"#{self._list(items)}"
        return write_datum(found)

    def _temporaries(self, datum: Syntax) -> str:
        found = self.syntax(datum, lambda symbol: symbol)
        if not isinstance(found, List) or found.tail is not None:
            raise diagnostics.SyntaxError.at(
                Code.NOT_SYNTAX, self.use.expansion.use, "generate-temporaries: argument 1 must be a list"
            )
        use = self.use
        contexts = (use.fresh(use.definition).context(None) for _ in found.items)
        return self._list([Symbol("temporary", self._span(), context) for context in contexts])

    def _is_free_identifier(self, one: Syntax, other: Syntax) -> str:
        place = self.use.place
        return _truth(same_identifier(self._symbol(one), place, self._symbol(other), place))

    def _is_bound_identifier(self, one: Syntax, other: Syntax) -> str:
        return _truth(identity(self._symbol(one)) == identity(self._symbol(other)))

    def _symbol(self, datum: Syntax) -> Symbol:
        found = self.syntax(datum)
        assert isinstance(found, Symbol)
        return found

    def _match(self, number: Syntax, datum: Syntax) -> str:
        known = self.patterns[_int(number)]
        matches: list[Match] = [None] * known.variables
        if not known.pattern.match(self.syntax(datum), self.use.place, matches):
            return "#f"
        return f"#{self._list(matches)}"

    def _no_match(self, number: Syntax, datum: Syntax) -> str:
        found, macro = self.syntax(datum), self.use.expansion
        texts = self.clauses[_int(number)]
        more = [f"and {len(texts) - SHOWN_PATTERNS} more clauses"] if len(texts) > SHOWN_PATTERNS else []
        is_use = found is self.use.form
        raise diagnostics.SyntaxError.at(
            Code.NO_RULE_MATCHES,
            found.span,
            f"no clause of `{macro.macro}` matches this {'use' if is_use else 'syntax'}",
            labels=[diagnostics.Label(macro.defined, f"`{macro.macro}` is defined here")],
            notes=[f"a clause takes {text}" for text in texts[:SHOWN_PATTERNS]] + more
            or ["it has no clauses"],
        )

    def _template(self, number: Syntax, values: Syntax) -> str:
        known = self.templates[_int(number)]
        assert isinstance(values, List)
        use = self.use
        matches = [
            self._value(value, ellipses)
            for value, ellipses in zip(values.items, known.variables, strict=True)
        ]
        matches += [matches[slot] for slot in known.copied]
        filling = Use(use.expansion, use.introduction(known.definition), use.counts.room)
        result = known.template.fill(matches, filling)
        use.counts.room = filling.room
        return self.text(result)

    def _value(self, datum: Syntax, ellipses: int | None) -> Match:
        """What a variable of a template stands for: one of a pattern, one datum, or a list of data."""
        if ellipses is None:
            found = self._object(datum)
            assert found is not None
            return found
        value = self.syntax(datum)
        if ellipses == 0:
            return value
        if not isinstance(value, List) or value.tail is not None:
            raise diagnostics.SyntaxError.at(
                Code.NOT_SYNTAX, self.use.expansion.use, "unsyntax-splicing: the value must be a list"
            )
        return value.items


_OPERATIONS: dict[str, Callable[..., str]] = {
    "use": SyntaxTable._use,
    "identifier?": SyntaxTable._is_identifier,
    "datum": SyntaxTable._datum,
    "syntax": SyntaxTable._as_syntax,
    "items": SyntaxTable._items,
    "content": SyntaxTable._content,
    "temporaries": SyntaxTable._temporaries,
    "free-identifier=?": SyntaxTable._is_free_identifier,
    "bound-identifier=?": SyntaxTable._is_bound_identifier,
    "match": SyntaxTable._match,
    "no-match": SyntaxTable._no_match,
    "template": SyntaxTable._template,
}


def _truth(value: bool) -> str:
    return "#t" if value else "#f"


def _int(datum: Syntax) -> int:
    assert isinstance(datum, Number)
    assert isinstance(datum.value, int)
    return datum.value


def _identifier_in(syntax: Syntax) -> Symbol:
    """An identifier, or the first one in something else, or what the program's text could have in its place."""
    pending = [syntax]
    while pending:
        datum = pending.pop()
        if isinstance(datum, Symbol):
            return datum
        pending += reversed(children(datum))
    return Symbol("", syntax.span)
