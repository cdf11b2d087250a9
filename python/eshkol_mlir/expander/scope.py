"""Scopes: what a name means at a place in a program."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander.core import Binding, Core
from eshkol_mlir.reader.syntax import List

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

#: Expands one form: ``(expander, form, scope) -> core``.
FormExpander: TypeAlias = "Callable[[Expander, List, Scope], Core]"


@dataclass(frozen=True, slots=True)
class Form:
    """A syntactic keyword."""

    name: str
    expand: FormExpander


@dataclass(frozen=True, slots=True)
class BuiltinName:
    """A procedure of the language."""

    name: str


Denotation: TypeAlias = Binding | Form | BuiltinName


@dataclass(slots=True)
class Scope:
    """A set of names within an enclosing scope."""

    outer: Scope | None = None
    names: dict[str, Denotation] = field(default_factory=dict)

    def lookup(self, name: str) -> Denotation | None:
        scope: Scope | None = self
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                return found
            scope = scope.outer
        return None

    def bind(self, name: str, span: Span | None) -> Binding:
        if name == ":":
            raise diagnostics.SyntaxError.at(
                span,
                "`:` stands between a name and its type, and cannot be a name itself",
                help=["write name : type"],
            )
        binding = Binding(name, span)
        self.names[name] = binding
        return binding

    def all_names(self) -> Iterable[str]:
        scope: Scope | None = self
        while scope is not None:
            yield from scope.names
            scope = scope.outer


def nearest_names(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Known names that look like ``name``, best first."""
    candidates = sorted({other for other in known if not other.startswith("%")})
    return difflib.get_close_matches(name, candidates, n=count, cutoff=0.7)


def did_you_mean(name: str, known: Iterable[str]) -> list[str]:
    """A help text naming what the user may have meant; empty if nothing is near."""
    near = nearest_names(name, known)
    if not near:
        return []
    quoted = [f"`{other}`" for other in near]
    return [f"did you mean {' or '.join([', '.join(quoted[:-1]), quoted[-1]] if quoted[:-1] else quoted)}?"]
