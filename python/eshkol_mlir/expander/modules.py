"""Modules: what they export, and the ones that a program can name.

A module is called by a dotted name; ``(math vector)`` is another way to write
``math.vector``, so that Eshkol's modules and R7RS libraries are one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.inclusion import included_twice
from eshkol_mlir.expander.macros import Macro
from eshkol_mlir.expander.scope import Denotation, Scope, TypeMacro, TypeName, nearest_names
from eshkol_mlir.expander.standard import STANDARD_NAMES, standard_names
from eshkol_mlir.reader.syntax import List, Number, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.transformers import Runner, Transformers

T = TypeVar("T")

MODULE_NAME = "a module's name: math.vector or (math vector)"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a module gives under one name: a value or keyword, a type, or both."""

    value: Denotation | None
    type: TypeName | TypeMacro | None = None
    #: Where the module says so.
    span: Span | None = None

    def is_same(self, other: Exported) -> bool:
        return (self.value, self.type) == (other.value, other.type)


@dataclass(eq=False)
class Module:
    """A module that has been expanded."""

    name: str
    #: Where it is defined; None for what comes with the language.
    span: Span | None
    exports: Mapping[str, Exported]
    #: Makes its program when that is needed.
    load: Callable[[], core.Program] = core.Program
    #: The modules that it names, by name.
    dependencies: Mapping[str, Module] = field(default_factory=dict)
    #: Where its names are defined; None for what comes with the language, or if no macro looks there.
    scope: Scope | None = None
    #: What it defines at top level.
    variables: Sequence[core.Binding] = ()
    #: A digest of what others see of it, where that is known.
    interface: str | None = None

    @cached_property
    def program(self) -> core.Program:
        return self.load()

    @cached_property
    def variables_by_name(self) -> Mapping[str, core.Binding]:
        """What it defines at top level; of several with one name, later ones are numbered."""
        return _numbered((variable.name, variable) for variable in self.variables)

    @cached_property
    def macros_by_name(self) -> Mapping[str, Macro]:
        """The macros that it defines at top level, named as ``variables_by_name`` does."""
        if self.scope is None:
            return {}
        inserted = self.scope.inserted or {}
        found = [
            *self.scope.names.items(),
            *((n, d) for n, entries in inserted.items() for d in entries.values()),
        ]
        plain = ((name, d.macro if isinstance(d, TypeMacro) else d) for name, d in found)
        return _numbered((name, macro) for name, macro in plain if isinstance(macro, Macro))

    @property
    def is_standard(self) -> bool:
        return self.span is None


def add_variables(modules: Iterable[Module], definitions: Iterable[core.Definition]) -> None:
    """Adds what linking has defined in some modules to their variables."""
    bindings = [definition.binding for definition in definitions]
    for module in modules:
        known = set(module.variables)
        added = [each for each in bindings if each.module == module.name and each not in known]
        if added:
            module.variables = [*module.variables, *added]
            # It is made anew when somebody asks for it.
            vars(module).pop("variables_by_name", None)


def _numbered(items: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, item in items:
        key, number = name, 1
        while key in found:
            number += 1
            key = f"{name} {number}"
        found[key] = item
    return found


def module_name(datum: Syntax) -> str:
    """``math.vector`` and ``(math vector)`` as one name; numbers, as in ``(srfi 1)``, are parts too.

    Raises:
        SyntaxError: the datum is no such name.
    """
    parts: list[str] = []
    if isinstance(datum, Symbol):
        parts = datum.name.split(".")
    elif isinstance(datum, List) and datum.tail is None and datum.bracket == "(":
        for item in datum.items:
            match item:
                case Symbol(name=name):
                    parts.append(name)
                case Number(value=int(value)) if value >= 0:
                    parts.append(str(value))
                case _:
                    parts = []
                    break
    if not parts or not all(parts):
        raise diagnostics.SyntaxError.at(
            Code.MODULE_NAME_EXPECTED,
            datum.span,
            "expected a module's name here",
            help=[f"write {MODULE_NAME}"],
        )
    return ".".join(parts)


@dataclass
class Reads:
    """What the expansion of a file depends on, beside its text."""

    modules: dict[str, Module] = field(default_factory=dict)
    #: Whether modules exist that it asks for, or looks for and does not find.
    found: dict[str, bool] = field(default_factory=dict)
    #: The files that it includes, each as often as it does.
    included: list[Source] = field(default_factory=list)


class Files(Protocol):
    """Finds the files of modules."""

    def find(self, name: str) -> Source | None:
        """The file that should define a module, or None where there is none."""

    def where(self, name: str) -> list[str]:
        """For people: where ``find`` looks."""

    def beside(self, name: str) -> list[str]:
        """The modules in files where that of another would be."""


class NoFiles:
    """For programs that have no modules but their own."""

    def find(self, name: str) -> Source | None:
        return None

    def where(self, name: str) -> list[str]:
        return []

    def beside(self, name: str) -> list[str]:
        return []


class Store(Protocol):
    """Keeps expanded files."""

    def load(self, source: Source, modules: Modules) -> list[Module] | None:
        """The modules of a file, unless it or what it depends on has changed since they were kept."""

    def keep(self, source: Source, found: list[Module], reads: Reads, modules: Modules) -> None:
        """Keeps the modules of a file."""


class Modules:
    """The modules that can be named while a program is expanded.

    Args:
        environment: the scope of what the language has.
        files: finds those of modules.
        store: where expanded files are kept; None expands each time.
        make_runner: makes what runs the code of transformers.
    """

    def __init__(
        self,
        environment: Scope,
        files: Files | None = None,
        store: Store | None = None,
        make_runner: Callable[[Modules], Runner] | None = None,
    ) -> None:
        self.environment = environment
        self.make_runner = make_runner
        #: Of the program and its modules, where there are procedural macros.
        self.transformers: Transformers | None = None
        self._files = files or NoFiles()
        self._store = store
        #: Of the files being expanded, the program last of all that wait for others.
        self._reads = [Reads()]
        #: In the order in which they were completed, so that each comes after those it names.
        self.loaded: dict[str, Module] = {}
        self._standard: dict[str, Module] = {}
        #: Modules being expanded, each inside of the one before it, with the places that ask for them.
        self._under_way: dict[str, Span] = {}
        #: Modules with errors, which have been told.
        self._failed: set[str] = set()
        #: Where each file that is included is named.
        self.inclusions: dict[Source, Span] = {}
        #: Digests of the files that kept ones include.
        self.included: dict[str, str] = {}

    @property
    def reads(self) -> Reads:
        """What the file depends on that is being expanded."""
        return self._reads[-1]

    def known(self, name: str) -> Module | None:
        """A module that needs no file to be read."""
        return self.loaded.get(name) or self._of_language(name)

    def defined_in(self, name: str, source: Source) -> Module | None:
        """A module that a file defines."""
        module = self.loaded.get(name)
        return module if module is not None and module.span and module.span.source is source else None

    def _of_language(self, name: str) -> Module | None:
        if name not in self._standard:
            names = standard_names(name, self.environment)
            if names is None:
                return None
            self._standard[name] = Module(name, None, {n: Exported(d) for n, d in names.items()})
        return self._standard[name]

    def exists(self, name: str) -> bool:
        """Whether a program could import a module; it is not read."""
        found = self.known(name) is not None or self._files.find(name) is not None
        self.reads.found[name] = found
        return found

    def find(self, name: str, span: Span) -> Module | None:
        """A module, from a file if it must be; None where there is none.

        Raises:
            EshkolError: it is wrong, or names itself by way of others.
        """
        module = self.known(name)
        if module is None:
            if name in self._failed:
                raise EshkolError([])
            if name in self._under_way:
                raise self._cycle(name, span)
            source = self._files.find(name)
            if source is None:
                self.reads.found[name] = False
                return None
            module = self._from_file(name, source, span)
        self.reads.modules[name] = module
        return module

    def try_to_find(self, name: str, span: Span) -> Module | None:
        """As ``find``, by somebody who does not tell what is wrong with the module."""
        failed = set(self._failed)
        try:
            return self.find(name, span)
        except EshkolError:
            self._failed = failed
            raise

    def require(self, name: str, span: Span, defined: Span | None = None) -> Module:
        """A module, which has to be there; ``defined`` is where its definition follows.

        Raises:
            EshkolError: as ``find``, and where there is none.
        """
        module = self.find(name, span)
        if module is None:
            if defined is not None and defined.start > span.start:
                raise diagnostics.NameError.at(
                    Code.MODULE_USED_TOO_EARLY,
                    span,
                    f"the module {name} is imported before it is defined",
                    labels=[Label(defined, "it is defined here")],
                    help=["move its definition above the import"],
                )
            known = [*self.loaded, *STANDARD_NAMES, *self._files.beside(name)]
            near = [f"did you mean {other}?" for other in nearest_names(name, known, 1)]
            raise diagnostics.NameError.at(
                Code.UNKNOWN_MODULE,
                span,
                f"there is no module {name}",
                notes=self._files.where(name),
                help=near,
            )
        return module

    def _from_file(self, name: str, source: Source, span: Span) -> Module:
        from eshkol_mlir.expander.module_forms import expand_module_file

        with self.being_expanded(name, span):
            kept = self._kept(source)
            for other in kept:
                self.add(other)
            if not kept:
                with self._reading() as reads:
                    expand_module_file(self, source)
                    if self._store is not None:
                        self._store.keep(source, self.in_file(source), reads, self)
            module = self.loaded.get(name)
            if module is None:
                defined = [other.name for other in self.in_file(source)]
                raise diagnostics.NameError.at(
                    Code.MODULE_NOT_IN_FILE,
                    span,
                    f"the file {source.name} does not define the module {name}",
                    notes=[f"it defines {', '.join(defined)}"] if defined else ["it defines no module"],
                    help=[f"write (define-module {name} ...) in it"],
                )
        return module

    def _kept(self, source: Source) -> list[Module]:
        """The modules of a file, if the store has them."""
        if self._store is None:
            return []
        # What a kept file depends on, its importer does not.
        with self._reading():
            return self._store.load(source, self) or []

    @contextmanager
    def _reading(self) -> Iterator[Reads]:
        """Notes what a file depends on."""
        self._reads.append(Reads())
        try:
            yield self._reads[-1]
        finally:
            self._reads.pop()

    @contextmanager
    def being_expanded(self, name: str, span: Span) -> Iterator[None]:
        """Around the expansion of a module, which it must not name itself."""
        if name in self._under_way:
            yield
            return
        self._under_way[name] = span
        try:
            yield
        except EshkolError:
            self._failed.add(name)
            raise
        finally:
            del self._under_way[name]

    def _cycle(self, name: str, span: Span) -> EshkolError:
        names = list(self._under_way)
        cycle = names[names.index(name) :]
        if len(cycle) == 1:
            return diagnostics.NameError.at(
                Code.IMPORT_CYCLE,
                span,
                f"the module {name} imports itself",
                labels=[Label(self._under_way[name], "it is begun here")],
            )
        asked = [Label(self._under_way[other], f"{other} is imported here") for other in cycle[1:]]
        return diagnostics.NameError.at(
            Code.IMPORT_CYCLE,
            span,
            f"modules import each other: {' -> '.join([*cycle, name])}",
            caret=f"{name} is imported here",
            labels=asked,
            help=["move what they share to a module that imports neither"],
        )

    def add(self, module: Module) -> None:
        """Makes a module known.

        Raises:
            NameError: there is one of this name.
        """
        earlier = self.known(module.name)
        if earlier is not None:
            rename = "give one of them another name"
            if earlier.span is None:
                raise diagnostics.NameError.at(
                    Code.MODULE_OF_LANGUAGE,
                    module.span,
                    f"the module {module.name} comes with the language",
                    help=[rename],
                )
            assert module.span is not None
            told = f"the module {module.name} is defined twice"
            raise self.defined_twice(told, earlier.span, module.span, [rename])
        self.loaded[module.name] = module

    def defined_twice(self, told: str, first: Span, again: Span, help: Sequence[str]) -> EshkolError:
        """For two definitions of one thing, or one in a file that is included twice."""
        included = included_twice(self.inclusions, first, again)
        return diagnostics.NameError.at(
            Code.DEFINED_TWICE,
            again,
            told,
            labels=included or [Label(first, "first defined here")],
            help=["include the file once"] if included else help,
        )

    def in_file(self, source: Source) -> list[Module]:
        """The modules that a file defines, in order."""
        return [m for m in self.loaded.values() if m.span is not None and m.span.source is source]


def modules_below(forms: Sequence[Syntax]) -> dict[str, Span]:
    """Where forms define modules, as far as one can tell before they are expanded."""
    found: dict[str, Span] = {}
    for form in forms:
        match form:
            case List(items=(Symbol(name="define-module" | "define-library"), name, *_)):
                try:
                    found[module_name(name)] = form.span
                except EshkolError:
                    continue
    return found


def linked(modules: Mapping[str, Module]) -> list[Module]:
    """Modules and all that they need, each after those it needs."""
    found: dict[str, Module] = {}

    def visit(module: Module) -> None:
        if module.name in found:
            return
        # No module needs itself, so the order in which they end is that of the result.
        pending = [(module, iter(module.dependencies.values()))]
        seen = {module.name}
        while pending:
            current, rest = pending[-1]
            for other in rest:
                if other.name not in found and other.name not in seen:
                    seen.add(other.name)
                    pending.append((other, iter(other.dependencies.values())))
                    break
            else:
                found[current.name] = current
                pending.pop()

    for module in modules.values():
        visit(module)
    return list(found.values())
