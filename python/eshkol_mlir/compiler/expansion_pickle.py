"""Expanded modules as bytes: pickles that refer by name to what belongs to nobody or to somebody else.

Forms, scopes of the language, sources, and the variables and macros of other modules have names.
The unpickler finds what they name, and makes instances of the expander's own classes and of nothing
else, so that a cache that somebody has changed can do no harm.
"""

from __future__ import annotations

import io
import pickle
import sys
import threading
from collections.abc import Callable, Mapping
from copyreg import __newobj__  # type: ignore[attr-defined]
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial
from itertools import islice, takewhile
from operator import attrgetter
from typing import Any, NoReturn

from eshkol_mlir.compiler.host_library import source_texts
from eshkol_mlir.compiler.prelude import LIBRARY, builtin_scope, environment, library, library_source
from eshkol_mlir.diagnostics import ExpandedSpan, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.forms import FORMS
from eshkol_mlir.expander.macros import ProceduralMacro
from eshkol_mlir.expander.modules import Module, Modules
from eshkol_mlir.expander.scope import Context, Denotation, Form, Scope, TransformerVariable
from eshkol_mlir.expander.standard import WHOLE, standard_names
from eshkol_mlir.reader.syntax import List, Symbol


@dataclass(frozen=True, slots=True)
class KeptContext:
    """What is left of the context of a symbol in an expanded program: what tells it from others."""

    label: str


@cache
def _library() -> list[core.Binding]:
    """The variables of the library that every program sees."""
    return [definition.binding for definition in library()[1].definitions]


@cache
def _library_sources() -> Mapping[str, Source]:
    return {name: library_source(name) for name in (f"<library>/{file}" for file in LIBRARY)}


#: What the names of the files begin with that the host's library consists of.
_OF_HOST = "<library>/host/"


def _library_source(name: str) -> Source:
    """
    Raises:
        LookupError: there is no such file.
    """
    if name.startswith(_OF_HOST) and name.removeprefix(_OF_HOST) in source_texts():
        return library_source(name)
    return _library_sources()[name]


@cache
def _language() -> Mapping[str, Denotation]:
    """What names mean that every program sees."""
    return {**builtin_scope().names, **environment().names}


@cache
def _whole_language() -> list[str]:
    """The names that importing the whole language gives, in their order."""
    return list(standard_names(WHOLE[0], environment()) or ())


@dataclass(frozen=True, slots=True)
class WithLanguage:
    """The names of a scope into which the language has been imported: some of the language's, or "" for all
    that it exports, then others."""

    of_language: str
    others: Mapping[str, Denotation]

    @classmethod
    def of(cls, names: Mapping[str, Denotation]) -> WithLanguage | None:
        language = _language()
        known = list(takewhile(lambda name: names[name] is language.get(name), names))
        if not known:
            return None
        others = dict(islice(names.items(), len(known), None))
        return cls("" if known == _whole_language() else "\n".join(known), others)

    def all(self) -> dict[str, Denotation]:
        language = _language()
        known = self.of_language.split("\n") if self.of_language else _whole_language()
        return {**{name: language[name] for name in known}, **self.others}


class Names:
    """What kept modules refer to by name: kind, and what tells it from others of this kind."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[object, ...]] = {
            id(environment()): ("scope", "language"),
            id(builtin_scope()): ("scope", "builtin"),
        }
        self._names |= {id(meaning): ("language", name) for name, meaning in _language().items()}
        self._names |= {id(form): ("form", name) for name, form in FORMS.items()}
        self._names |= {id(binding): ("library", number) for number, binding in enumerate(_library())}
        self._names |= {id(source): ("source", name) for name, source in _library_sources().items()}
        #: So that no other object gets the identity of one that has a name.
        self._kept: list[object] = []

    def add(self, thing: object, *name: object) -> None:
        self._kept.append(thing)
        self._names[id(thing)] = name

    def add_module(self, module: Module) -> None:
        if id(module) in self._names:
            return
        self.add(module, "module", module.name)
        for name, variable in module.variables_by_name.items():
            self.add(variable, "variable", module.name, name)
        for name, macro in module.macros_by_name.items():
            self.add(macro, "macro", module.name, name)
        if module.scope is not None:
            self.add(module.scope, "names", module.name)
            self.add(module.scope.outer, "imports", module.name)

    def get(self, thing: object) -> tuple[object, ...] | None:
        return self._names.get(id(thing))


class Pickler(pickle.Pickler):
    """Writes what belongs to a file, and the names of what does not."""

    def __init__(self, file: io.BytesIO, names: Names) -> None:
        super().__init__(file, protocol=5)
        self._names = names

    @classmethod
    def dumped(cls, value: object, names: Names) -> bytes:
        buffer = io.BytesIO()
        with_large_stack(partial(cls(buffer, names).dump, value))
        return buffer.getvalue()

    def reducer_override(self, obj: Any) -> Any:
        cls = type(obj)
        if cls in _NAMELESS:
            return cls, _NAMELESS[cls](obj)
        name = self._names.get(obj)
        if name is not None:
            return named, name
        if cls is Scope:
            state = obj.__getstate__()[1]
            state["names"] = WithLanguage.of(obj.names) or obj.names
            return __newobj__, (cls,), (None, state)
        if cls is WithLanguage:
            return named, ("with language", obj.of_language, obj.others)
        if cls is Source and obj.name.startswith(_OF_HOST):
            return named, ("source", obj.name)
        if issubclass(cls, Source | Form | Module | ProceduralMacro | TransformerVariable):
            raise pickle.PicklingError(f"{cls.__name__} belongs to no file")
        if is_dataclass(cls) and not issubclass(cls, Scope):
            return cls, tuple(getattr(obj, field.name) for field in fields(cls))
        return NotImplemented


class ProgramPickler(Pickler):
    """Writes expanded programs, which nothing is expanded in any more."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, Context):
            return KeptContext, (obj.label,)
        return super().reducer_override(obj)


def named(*name: object) -> NoReturn:
    """Stands for what a kept module refers to by name; the unpickler has its own meaning for it."""
    raise pickle.UnpicklingError(f"nothing is called {name}")


#: The most frequent data, none of which has a name, and what gives their fields.
_NAMELESS: Mapping[type, Callable[[Any], tuple[object, ...]]] = {
    cls: attrgetter(*(field.name for field in fields(cls)))
    for cls in (
        Span, ExpandedSpan, Symbol, List, core.Constant, core.Reference, core.Builtin, core.Lambda,
        core.Parameter, core.Apply, core.If, core.Clause, core.Let, core.Letrec, core.Sequence, core.Definition,
    )
}  # fmt: skip


def with_large_stack(action: Callable[[], None]) -> None:
    """Does something that recurses in C as deeply as programs are nested."""
    failure: list[BaseException] = []

    def run() -> None:
        try:
            action()
        except BaseException as error:
            failure.append(error)

    with _STACK_LOCK:
        usual = threading.stack_size(_STACK)
        try:
            thread = threading.Thread(target=run)
            thread.start()
        finally:
            threading.stack_size(usual)
    thread.join()
    if failure:
        raise failure[0]


#: Bytes; only what is used of them takes memory.
_STACK = 256 << 20
_STACK_LOCK = threading.Lock()


class Unpickler(pickle.Unpickler):
    """Reads what ``Pickler`` wrote, and makes nothing but the expander's data."""

    def __init__(
        self, data: bytes, known: Mapping[str, Module], modules: Modules, sources: Mapping[str, Source]
    ) -> None:
        super().__init__(io.BytesIO(data))
        self._known, self._modules, self._sources = known, modules, sources

    @classmethod
    def loaded(
        cls, data: bytes, known: Mapping[str, Module], modules: Modules, sources: Mapping[str, Source]
    ) -> Any:
        return cls(data, known, modules, sources).load()

    def _named(self, *name: Any) -> Any:
        match name:
            case ("variable", module, variable):
                return self._known[module].variables_by_name[variable]
            case ("library", number):
                return _library()[number]
            case ("source", source):
                return self._sources.get(source) or _library_source(source)
            case ("form", form):
                return FORMS[form]
            case ("language", name):
                return _language()[name]
            case ("with language", of_language, others):
                return WithLanguage(of_language, others).all()
            case ("macro", module, macro):
                return self._known[module].macros_by_name[macro]
            case ("module", module):
                return self._known.get(module) or self._modules.known(module)
            case ("names", module):
                return self._known[module].scope
            case ("imports", module):
                scope = self._known[module].scope
                return scope.outer if scope else None
            case ("scope", "language"):
                return environment()
            case ("scope", "builtin"):
                return builtin_scope()
        raise pickle.UnpicklingError(f"nothing is called {name}")

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, named.__name__):
            return self._named
        if (module, name) == (__name__, KeptContext.__name__):
            return KeptContext
        is_data = module.startswith("eshkol_mlir.expander.") or module in _OTHER_DATA
        found = getattr(sys.modules.get(module), name, None)
        if not (is_data and isinstance(found, type)) or (module == "builtins" and found is not complex):
            raise pickle.UnpicklingError(f"{module}.{name} is no data of the expander")
        return found


_OTHER_DATA = (
    "eshkol_mlir.reader.syntax", "eshkol_mlir.diagnostics", "eshkol_mlir.types.dtypes",
    "eshkol_mlir.types.gradual.model", "eshkol_mlir.types.gradual.reports", "eshkol_mlir.types.gradual.given",
    "eshkol_mlir.types.effects.elsewhere", "eshkol_mlir.types.effects.rows", "eshkol_mlir.types.effects.values",
    "fractions", "builtins",
)  # fmt: skip
