"""Scopes, and what a name means at a place in a program.

Names are resolved by sets of scopes (M. Flatt, "Binding as Sets of Scopes",
POPL 2016).  Every binding form makes a :class:`Scope`, and an identifier means
the binding of its name whose set of scopes is the largest subset of its own.

No set is stored for what the program's text holds: an identifier met inside of
a scope has that scope and all around it, so that the set is the place itself.
Only identifiers that a macro's template inserts carry a :class:`Context`.  Each
use of a macro makes two scopes.  One, its *introduction*, is in the sets of what
the template inserts.  The other, the *use-site scope*, is the place where the
result is expanded, and so is in the sets of all that the use itself holds.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander.core import Binding, Core
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander
    from eshkol_mlir.expander.macros import Macro
    from eshkol_mlir.expander.transformers import TransformerExpander

#: Expands one form: ``(expander, form, scope) -> core``.
FormExpander: TypeAlias = "Callable[[Expander, List, Scope], Core]"


@dataclass(frozen=True, slots=True)
class Form:
    """A syntactic keyword of the language."""

    name: str
    expand: FormExpander


@dataclass(frozen=True, slots=True)
class BuiltinName:
    """A procedure of the language."""

    name: str


@dataclass(frozen=True, slots=True)
class LaterName:
    """A procedure that the language has, and this version of the compiler does not."""

    name: str


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type of a program: ``name`` is the one in :attr:`core.Program.types`.

    ``predicate`` tells its values from others, if it is a record or a union, or of a constructor of one.
    """

    name: str
    predicate: Binding | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ClassName(TypeName):
    """A type class: ``name`` is the one in :attr:`core.Program.classes`."""


@dataclass(frozen=True, slots=True)
class TypeVariable:
    """What a type definition leaves open."""


@dataclass(frozen=True, slots=True)
class TypeMacro:
    """What ``define-type-macro`` defines: a macro whose uses are types."""

    macro: Macro


@dataclass(frozen=True, slots=True)
class PatternVariable:
    """A variable of a pattern in the code of a transformer, and how many ellipses follow it."""

    binding: Binding
    depth: int


@dataclass(frozen=True, eq=False, slots=True)
class TransformerVariable:
    """A variable that has a value while the program is expanded, for transformers."""

    binding: Binding
    #: What expands the code that defines it.
    owner: TransformerExpander


#: A name and its context: see :func:`identity`.
Identity: TypeAlias = "tuple[str, Context | None]"
ScopeSet: TypeAlias = "frozenset[Scope | Introduction]"
Denotation: TypeAlias = "Binding | Form | BuiltinName | LaterName | Macro | TypeName | TypeMacro | TypeVariable | PatternVariable | TransformerVariable"

#: Types have names of their own, which begin with this.
_TYPE = "type\n"


class Scope:
    """A set of names within an enclosing scope."""

    __slots__ = ("_members", "depth", "enclosing", "inserted", "is_use_site", "names", "outer")

    def __init__(
        self, outer: Scope | None = None, is_use_site: bool = False, depth: int | None = None
    ) -> None:
        self.outer: Scope | None = outer
        #: Use-site scopes hold no names.
        self.is_use_site = is_use_site
        #: The nearest scope around this one that can hold names.
        self.enclosing: Scope | None = outer.enclosing if outer is not None and outer.is_use_site else outer
        self.names: dict[str, Denotation] = {}
        #: Bindings of identifiers that macros insert.
        self.inserted: dict[str, dict[Context, Denotation]] | None = None
        #: Greater than that of all scopes around it.
        self.depth: int = depth if depth is not None else outer.depth + 1 if outer is not None else 0
        self._members: ScopeSet | None = None

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        state = {
            name: getattr(self, name) for cls in type(self).__mro__ for name in getattr(cls, "__slots__", ())
        }
        # Follows from the rest, and a set cannot hold what is not complete yet.
        state["_members"] = None
        return None, state

    @property
    def members(self) -> ScopeSet:
        """The set of scopes of an identifier of the program's text here."""
        if self._members is None:
            missing: list[Scope] = []
            scope: Scope | None = self
            while scope is not None and scope._members is None:
                missing.append(scope)
                scope = scope.outer
            known: ScopeSet = frozenset() if scope is None else scope.members
            self._members = known.union(missing)
        return self._members

    def lookup(self, symbol: Symbol) -> Denotation | None:
        """What an identifier means here; None where nothing binds it.

        Raises:
            NameError: two bindings fit equally well.
        """
        name = symbol.name
        if symbol.context is not None:
            return self._lookup_inserted(symbol, symbol.context)
        scope: Scope | None = self
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                return found
            scope = scope.enclosing
        return None

    def _lookup_inserted(self, symbol: Symbol, context: Context) -> Denotation | None:
        candidates: list[tuple[ScopeSet, Denotation]] = []
        scope: Scope | None = self
        while scope is not None:
            bound = scope.inserted.get(symbol.name, {}) if scope.inserted else {}
            if not candidates and context in bound:
                return bound[context]
            for binder, denotation in bound.items():
                scopes = binder.scopes(scope)
                if scopes <= context.scopes(self):
                    candidates.append((scopes, denotation))
            scope = scope.enclosing
        if not candidates:
            # Of bindings of the program's text, those around the macro's definition are visible.
            return context.place.lookup(Symbol(symbol.name, symbol.span))
        largest, found = max(candidates, key=lambda candidate: len(candidate[0]))
        for scopes, other in candidates:
            if not scopes <= largest:
                raise _ambiguous(symbol, found, other)
        return found

    def bind(self, symbol: Symbol) -> Binding:
        """A new variable called ``symbol`` in this scope.

        Raises:
            SyntaxError: the name is ``:``.
        """
        binding = Binding(symbol.name, symbol.span)
        self.define(symbol, binding)
        return binding

    def define(self, symbol: Symbol, denotation: Denotation) -> None:
        """Makes ``symbol`` stand for something in this scope; raises as ``bind`` does."""
        if symbol.name == ":" and not isinstance(denotation, Form):
            raise diagnostics.SyntaxError.at(
                Code.COLON_AS_NAME,
                symbol.span,
                "`:` stands between a name and its type, and cannot be a name itself",
                help=["write name : type"],
            )
        if symbol.context is None:
            self.names[symbol.name] = denotation
            return
        if self.inserted is None:
            self.inserted = {}
        self.inserted.setdefault(symbol.name, {})[symbol.context] = denotation

    def redefine(self, symbol: Symbol, denotation: Denotation) -> None:
        """Makes ``symbol``, which this scope binds already, stand for something else."""
        if symbol.context is None or self.bound(symbol) is not None:
            self.define(symbol, denotation)

    def bound(self, symbol: Symbol) -> Denotation | None:
        """What this very scope binds the identifier to."""
        if symbol.context is None:
            return self.names.get(symbol.name)
        return (self.inserted or {}).get(symbol.name, {}).get(symbol.context)

    def all_names(self) -> Iterable[str]:
        """The names of what is there, types excepted."""
        scope: Scope | None = self
        while scope is not None:
            for name, denotation in scope.names.items():
                if not isinstance(denotation, TypeName | TypeMacro | TypeVariable | LaterName):
                    yield name
            scope = scope.enclosing


class TopLevel(Scope):
    """The scope of what a program or a module defines."""

    __slots__ = ("expander",)

    def __init__(self, outer: Scope, expander: Expander) -> None:
        super().__init__(outer)
        #: What expands the program; None once it is done, and kept.
        self.expander: Expander | None = expander

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        none, state = super().__getstate__()
        state["expander"] = None
        return none, state


def expander_of(scope: Scope) -> Expander:
    """What expands the program that a scope belongs to."""
    while not isinstance(scope, TopLevel):
        assert scope.outer is not None
        scope = scope.outer
    assert scope.expander is not None
    return scope.expander


class Introduction:
    """The scope of what one use of a macro inserts, which gives its symbols their contexts.

    Args:
        definition: where the macro is defined.
        place: the use-site scope, where the result is expanded.
        number: which use of a macro it is in the program.
    """

    __slots__ = ("_contexts", "definition", "number", "place")

    def __init__(self, definition: Scope, place: Scope, number: int) -> None:
        self.definition = definition
        self.place = place
        self.number = number
        self._contexts: dict[Context | None, Context] = {}

    def context(self, written: Context | None) -> Context:
        """The context of inserted symbols that have the context ``written`` in the template."""
        made = self._contexts.get(written)
        if made is None:
            made = self._contexts[written] = Context(self, written)
        return made


class Context:
    """Where an identifier that a macro inserted comes from."""

    __slots__ = ("_base", "introduction", "place", "since", "written")

    def __init__(self, introduction: Introduction, written: Context | None) -> None:
        self.introduction = introduction
        self.written = written
        #: The innermost scope whose names, as far as the program's text binds them, it can mean.
        self.place: Scope = introduction.definition if written is None else written.place
        #: Scopes inside of this one, and only those, cover the identifier too.
        self.since = introduction.place
        self._base: ScopeSet | None = None

    @property
    def label(self) -> str:
        """Tells contexts apart, in the same way each time."""
        own = str(self.introduction.number)
        return own if self.written is None else f"{self.written.label}.{own}"

    @property
    def base(self) -> ScopeSet:
        """The set of scopes before those inside of ``since``."""
        if self._base is None:
            definition = self.introduction.definition
            scopes = definition.members if self.written is None else self.written.scopes(definition)
            self._base = scopes | {self.introduction}
        return self._base

    def __getstate__(self) -> object:
        state = {name: getattr(self, name) for name in self.__slots__}
        state["_base"] = None
        return None, state

    def scopes(self, place: Scope) -> ScopeSet:
        """The set of scopes of an identifier with this context, met at ``place``."""
        inside: list[Scope] = []
        scope: Scope | None = place
        while scope is not None and scope.depth > self.since.depth:
            inside.append(scope)
            scope = scope.outer
        return self.base.union(inside) if inside else self.base


def _ambiguous(symbol: Symbol, one: Denotation, other: Denotation) -> diagnostics.EshkolError:
    spans = [d.span for d in (one, other) if isinstance(d, Binding) and d.span is not None]
    return diagnostics.NameError.at(
        Code.AMBIGUOUS_NAME,
        symbol.span,
        f"`{symbol.name}` is ambiguous: two bindings of it are equally near",
        labels=[Label(span, "one of them") for span in spans],
    )


def same_identifier(one: Symbol, scope: Scope, other: Symbol, other_scope: Scope) -> bool:
    """Whether two identifiers mean the same, or the same name that nothing binds (``free-identifier=?``)."""
    found, other_found = scope.lookup(one), other_scope.lookup(other)
    if found is None and other_found is None:
        return one.name == other.name
    return found is other_found or (
        isinstance(found, BuiltinName) and isinstance(other_found, BuiltinName) and found == other_found
    )


def type_of_name(symbol: Symbol) -> Symbol:
    """The identifier to look up and define where ``symbol`` names a type."""
    return replace(symbol, name=_TYPE + symbol.name)


def means(datum: Syntax, keyword: str, scope: Scope) -> bool:
    """Whether a datum in ``scope`` is an identifier that stands for a keyword of the language."""
    if not isinstance(datum, Symbol):
        return False
    found = scope.lookup(datum)
    return isinstance(found, Form) and found.name == keyword


def identity(symbol: Symbol) -> Identity:
    """Equal for symbols of one place that would capture each other (``bound-identifier=?``)."""
    return symbol.name, symbol.context


def prefixes(symbol: Symbol) -> list[tuple[str, str]]:
    """The ways to take a dotted name for two, that of a module or record and that in it, the longest first one first."""
    parts = symbol.name.split(".")
    if not all(parts):
        return []
    return [(".".join(parts[:count]), ".".join(parts[count:])) for count in range(len(parts) - 1, 0, -1)]


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
