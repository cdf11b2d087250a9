"""The patterns of ``syntax-rules`` (R7RS 4.3.2): read once, matched at every use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.expander.scope import Identity, Scope, identity, means, same_identifier
from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.syntax import Braces, GenericType, List, Symbol, Syntax, Vector

#: What a pattern variable stands for: a datum or, for each ellipsis after it, a sequence.
Match: TypeAlias = Any
#: The matches of all variables of a pattern, by their numbers.
Matches: TypeAlias = list[Match]


@dataclass(frozen=True, slots=True)
class Variable:
    """A pattern variable, and how many ellipses follow it."""

    number: int
    depth: int
    span: Span


@dataclass(frozen=True, slots=True)
class Anything:
    """``_``."""

    def match(self, _: Syntax, __: Scope, ___: Matches) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Capture:
    """A variable."""

    number: int

    def match(self, datum: Syntax, _: Scope, matches: Matches) -> bool:
        matches[self.number] = datum
        return True


@dataclass(frozen=True, slots=True)
class Literal:
    """An identifier that the use must mean too."""

    symbol: Symbol
    definition: Scope

    def match(self, datum: Syntax, scope: Scope, _: Matches) -> bool:
        return isinstance(datum, Symbol) and same_identifier(datum, scope, self.symbol, self.definition)


@dataclass(frozen=True, slots=True)
class Datum:
    """A number, string, keyword or the like, which stands for itself."""

    datum: Syntax

    def match(self, datum: Syntax, _: Scope, __: Matches) -> bool:
        return type(datum) is type(self.datum) and same_datum(datum, self.datum)


@dataclass(frozen=True, slots=True)
class Items:
    """Items in order, one of which an ellipsis may repeat, and what follows a dot."""

    before: tuple[Pattern, ...]
    repeated: Pattern | None = None
    #: Numbers of the variables in ``repeated``.
    variables: tuple[int, ...] = ()
    after: tuple[Pattern, ...] = ()
    tail: Pattern | None = None

    def match(
        self, items: Sequence[Syntax], tail: Syntax | None, span: Span, scope: Scope, matches: Matches
    ) -> bool:
        first, last = len(self.before), len(self.after)
        more = len(items) - first - last
        if more < 0 or (tail is not None and self.tail is None):
            return False
        if self.repeated is None and more > 0 and self.tail is None:
            return False
        for pattern, item in zip(self.before, items, strict=False):
            if not pattern.match(item, scope, matches):
                return False
        if self.repeated is None:
            rest = items[first:]
        else:
            if not self._match_repeated(items[first : first + more], scope, matches):
                return False
            for pattern, item in zip(self.after, items[first + more :], strict=True):
                if not pattern.match(item, scope, matches):
                    return False
            rest = ()
        if self.tail is None:
            return True
        if not rest and tail is not None:
            return self.tail.match(tail, scope, matches)
        whole = rest[0].span.to(rest[-1].span) if rest else span
        return self.tail.match(List(tuple(rest), whole, tail), scope, matches)

    def _match_repeated(self, items: Sequence[Syntax], scope: Scope, matches: Matches) -> bool:
        pattern = self.repeated
        assert pattern is not None
        if isinstance(pattern, Capture):
            matches[pattern.number] = items
            return True
        sequences: list[list[Match]] = [[] for _ in self.variables]
        for item in items:
            if not pattern.match(item, scope, matches):
                return False
            for sequence, number in zip(sequences, self.variables, strict=True):
                sequence.append(matches[number])
        for sequence, number in zip(sequences, self.variables, strict=True):
            matches[number] = sequence
        return True


@dataclass(frozen=True, slots=True)
class ListOf:
    """``(p ...)``, which matches lists in either bracket, or ``[p ...]``, which only matches its like."""

    items: Items
    bracket: str

    def match(self, datum: Syntax, scope: Scope, matches: Matches) -> bool:
        if not isinstance(datum, List):
            # Where all before the dot repeats, it may stand for nothing.
            return self.items.tail is not None and self.items.match((), datum, datum.span, scope, matches)
        return (self.bracket == "(" or datum.bracket == "[") and self.items.match(
            datum.items, datum.tail, datum.span, scope, matches
        )


@dataclass(frozen=True, slots=True)
class VectorOf:
    """``#(p ...)`` and ``{p ...}``."""

    items: Items
    kind: type[Vector] | type[Braces]

    def match(self, datum: Syntax, scope: Scope, matches: Matches) -> bool:
        return isinstance(datum, self.kind) and self.items.match(
            datum.items, None, datum.span, scope, matches
        )


@dataclass(frozen=True, slots=True)
class GenericOf:
    """``name<p, ...>``."""

    name: str
    items: Items

    def match(self, datum: Syntax, scope: Scope, matches: Matches) -> bool:
        return (
            isinstance(datum, GenericType)
            and datum.name == self.name
            and self.items.match(datum.arguments, None, datum.span, scope, matches)
        )


Pattern: TypeAlias = Anything | Capture | Literal | Datum | ListOf | VectorOf | GenericOf


@dataclass(frozen=True)
class Keywords:
    """Which identifiers of one ``syntax-rules`` are no variables; ``literals`` are identities of symbols."""

    definition: Scope
    literals: frozenset[Identity]
    is_ellipsis: Callable[[Syntax], bool]


class PatternReader:
    """Reads one pattern; ``variables`` are those found in it."""

    def __init__(self, keywords: Keywords) -> None:
        self.keywords = keywords
        self.variables: dict[Identity, Variable] = {}

    def read(self, datum: Syntax, depth: int = 0) -> Pattern:
        """A pattern that ``depth`` ellipses follow.

        Raises:
            SyntaxError: a variable occurs twice, or an ellipsis stands where it cannot.
        """
        match datum:
            case Symbol():
                return self._symbol(datum, depth)
            case List(items=items, tail=tail, bracket=bracket):
                return ListOf(self.items(items, tail, depth), bracket)
            case Vector(items=items) | Braces(items=items):
                return VectorOf(self.items(items, None, depth), type(datum))
            case GenericType(name=name, arguments=items):
                return GenericOf(name, self.items(items, None, depth))
        return Datum(datum)

    def _symbol(self, symbol: Symbol, depth: int) -> Pattern:
        if identity(symbol) in self.keywords.literals:
            return Literal(symbol, self.keywords.definition)
        if self.keywords.is_ellipsis(symbol):
            raise diagnostics.SyntaxError.at(
                Code.MISPLACED_ELLIPSIS,
                symbol.span,
                "this ellipsis follows no pattern",
                help=["write it after what it repeats: x ..."],
            )
        if symbol.name == ":":
            # Nothing can bind it, so a variable of this name could not be meant.
            return Datum(symbol)
        if means(symbol, "_", self.keywords.definition):
            return Anything()
        earlier = self.variables.get(identity(symbol))
        if earlier is not None:
            raise diagnostics.SyntaxError.at(
                Code.PATTERN_VARIABLE_TWICE,
                symbol.span,
                f"the pattern variable `{symbol.name}` occurs twice",
                labels=[Label(earlier.span, "first here")],
                help=["a pattern cannot compare two parts of a use; give the second another name"],
            )
        variable = Variable(len(self.variables), depth, symbol.span)
        self.variables[identity(symbol)] = variable
        return Capture(variable.number)

    def items(self, items: Sequence[Syntax], tail: Syntax | None, depth: int) -> Items:
        """The patterns of a list's items; raises as ``read`` does."""
        ellipses = [position for position, item in enumerate(items) if self.keywords.is_ellipsis(item)]
        if len(ellipses) > 1:
            raise diagnostics.SyntaxError.at(
                Code.MISPLACED_ELLIPSIS,
                items[ellipses[1]].span,
                "a pattern can have one ellipsis in each list",
                labels=[Label(items[ellipses[0]].span, "the first one")],
            )
        at = ellipses[0] if ellipses else len(items) + 1
        if at == 0:
            self.read(items[0])
        before = tuple(self.read(item, depth) for item in items[: at - 1])
        if not ellipses:
            return Items(before, tail=self.read(tail, depth) if tail is not None else None)
        known = len(self.variables)
        repeated = self.read(items[at - 1], depth + 1)
        numbers = tuple(range(known, len(self.variables)))
        after = tuple(self.read(item, depth) for item in items[at + 1 :])
        return Items(before, repeated, numbers, after, self.read(tail, depth) if tail is not None else None)
