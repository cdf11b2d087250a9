"""Sets of scopes as the paper has them: every identifier holds its own set, and every scope is added to all it covers.

A second expander, for a language of a few forms, which stores what the
compiler's leaves to be found out (M. Flatt, "Binding as Sets of Scopes", POPL
2016).  It is slow and simple: to be compared with.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Identifier:
    name: str
    scopes: frozenset[int]


#: An identifier, a number or a list.
Stx: TypeAlias = "Identifier | int | list[Stx]"
#: Text before it has scopes.
Text: TypeAlias = "str | int | list[Text]"
#: Names of variables are numbers, in the order in which they are bound.
Core: TypeAlias = object

#: Macro uses after which the model gives up.
MAX_USES = 100

CORE_FORMS = ("lambda", "let", "define", "define-syntax", "begin", "list")


class ModelError(Exception):
    """The program has no meaning; ``kind`` says why."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NotModelledError(Exception):
    """The program may mean something that the model does not know, or have no end."""


@dataclass(frozen=True)
class Macro:
    """One rule: the variables of its pattern and its template."""

    parameters: tuple[Identifier, ...]
    template: Stx


class Model:
    """Expands one program."""

    def __init__(self) -> None:
        self.fresh = itertools.count()
        self.uses = 0
        self.bindings: dict[str, list[tuple[frozenset[int], int | Macro]]] = {}

    def expand_program(self, text: Text) -> Core:
        return self.expand(_syntax(text))

    # Scopes ------------------------------------------------------------------

    def bind(self, identifier: Identifier, meaning: int | Macro) -> None:
        known = self.bindings.setdefault(identifier.name, [])
        if any(scopes == identifier.scopes for scopes, _ in known):
            raise ModelError("a name is bound twice")
        known.append((identifier.scopes, meaning))

    def resolve(self, identifier: Identifier) -> int | Macro | str:
        found = [(s, m) for s, m in self.bindings.get(identifier.name, ()) if s <= identifier.scopes]
        if not found:
            if identifier.name in CORE_FORMS:
                return identifier.name
            raise ModelError("a name is not bound")
        scopes, meaning = max(found, key=lambda candidate: len(candidate[0]))
        if not all(other <= scopes for other, _ in found):
            raise ModelError("a name is ambiguous")
        return meaning

    def head(self, stx: Stx) -> int | Macro | str | None:
        if isinstance(stx, list) and stx and isinstance(stx[0], Identifier):
            return self.resolve(stx[0])
        return None

    # Expansion -----------------------------------------------------------------

    def expand(self, stx: Stx) -> Core:
        if isinstance(stx, int):
            return stx
        if isinstance(stx, Identifier):
            meaning = self.resolve(stx)
            if not isinstance(meaning, int):
                raise ModelError("syntax as a value")
            return ("variable", meaning)
        head = self.head(stx)
        if isinstance(head, Macro):
            return self.expand(self.use(head, stx, set()))
        if head == "list":
            return ("list", *map(self.expand, stx[1:]))
        if head == "let":
            return self.body(stx[2:])
        if head is None and isinstance(stx[0], list) and self.head(stx[0]) == "lambda":
            _, (parameter,), body = stx[0]
            value = self.expand(stx[1])
            scope = next(self.fresh)
            parameter, body = _add(parameter, scope), _add(body, scope)
            number = next(self.fresh)
            self.bind(_identifier(parameter), number)
            return ("apply", number, self.body([body]), value)
        if isinstance(head, str) or not stx:
            raise ModelError("no expression")
        return ("call", *map(self.expand, stx))

    def use(self, macro: Macro, stx: Sequence[Stx], sites: set[int]) -> Stx:
        """What a use stands for; its use-site scope is added to ``sites``."""
        if len(stx) - 1 != len(macro.parameters):
            raise ModelError("no rule matches")
        self.uses += 1
        if self.uses > MAX_USES:
            raise NotModelledError("the expansion does not seem to end")
        site, introduction = next(self.fresh), next(self.fresh)
        sites.add(site)
        arguments = [_add(argument, site) for argument in stx[1:]]
        matches = dict(zip(macro.parameters, arguments, strict=True))
        return _fill(macro.template, matches, introduction)

    def body(self, forms: Sequence[Stx]) -> Core:
        """Definitions and one expression.

        What is written in the body has two scopes, what macros of elsewhere insert in it only the inside one.
        """
        outside, inside, sites = next(self.fresh), next(self.fresh), set[int]()
        pending = [_add(_add(form, outside), inside) for form in forms]
        values: list[tuple[int, Stx]] = []
        while pending:
            form = pending.pop(0)
            head = self.head(form)
            if isinstance(head, Macro):
                assert isinstance(form, list)
                pending.insert(0, _add(self.use(head, form, sites), inside))
            elif head == "begin":
                assert isinstance(form, list)
                pending[:0] = form[1:]
            elif head == "define":
                _, name, value = form  # type: ignore[misc]
                number = next(self.fresh)
                self.bind(_definition_name(name, sites), number)
                values.append((number, value))
            elif head == "define-syntax":
                _, name, (_, _, ((_, *parameters), template)) = form  # type: ignore[misc]
                variables = tuple(map(_identifier, parameters))
                if len(set(variables)) < len(variables):
                    raise ModelError("a variable occurs twice in a pattern")
                self.bind(_definition_name(name, sites), Macro(variables, template))
            elif pending:
                raise NotModelledError("an expression before the end of a body")
            else:
                clauses = tuple((number, self.expand(value)) for number, value in values)
                result = self.expand(form)
                return ("letrec", clauses, result) if clauses else result
        raise ModelError("a body without an expression")


def _definition_name(stx: Stx, sites: set[int]) -> Identifier:
    """A name defined by a macro use of the body is seen outside of the use."""
    identifier = _identifier(stx)
    return Identifier(identifier.name, identifier.scopes - sites)


def _identifier(stx: Stx) -> Identifier:
    if not isinstance(stx, Identifier):
        raise NotModelledError("a list in the place of a name")
    return stx


def _syntax(text: Text) -> Stx:
    if isinstance(text, str):
        return Identifier(text, frozenset())
    return text if isinstance(text, int) else [_syntax(item) for item in text]


def _map(stx: Stx, change: Callable[[Identifier], Stx]) -> Stx:
    if isinstance(stx, Identifier):
        return change(stx)
    return stx if isinstance(stx, int) else [_map(item, change) for item in stx]


def _add(stx: Stx, scope: int) -> Stx:
    return _map(stx, lambda identifier: Identifier(identifier.name, identifier.scopes | {scope}))


def _fill(template: Stx, matches: dict[Identifier, Stx], introduction: int) -> Stx:
    def insert(identifier: Identifier) -> Stx:
        return matches.get(identifier, Identifier(identifier.name, identifier.scopes | {introduction}))

    return _map(template, insert)
