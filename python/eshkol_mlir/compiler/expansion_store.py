"""Expanded modules, kept in the cache on disk.

A file's modules are kept under its text, with what else decides what they expand to: the
interfaces of the modules that the file names, the texts that it includes, and which modules it
looked for.  So a module is expanded again when it changes, or when what it sees of another does.

What is kept are pickles that refer by name to what is not theirs: forms, scopes of the language,
sources, and the variables and macros of other modules.  They are read by an unpickler that makes
instances of the expander's own classes and of nothing else.
"""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any, NoReturn

from eshkol_mlir.compiler.cache import CacheKey, ModuleCache
from eshkol_mlir.compiler.prelude import builtin_scope, environment, library
from eshkol_mlir.compiler.versions import compiler_fingerprint
from eshkol_mlir.diagnostics import EshkolError, ExpandedSpan, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.forms import FORMS
from eshkol_mlir.expander.macros import Macro
from eshkol_mlir.expander.modules import Module, Modules, Reads
from eshkol_mlir.expander.scope import (
    BuiltinName,
    Context,
    Denotation,
    Form,
    LaterName,
    Scope,
    TypeMacro,
    TypeName,
    type_of_name,
)
from eshkol_mlir.reader.syntax import List, Symbol, Syntax, children


class ExpansionStore:
    """Keeps expanded files in a cache.

    Args:
        cache: where.
        explanations: gets a line for each file that is expanded, which says why.
    """

    def __init__(self, cache: ModuleCache, explanations: list[str] | None = None) -> None:
        self._cache = cache
        self.explanations = explanations if explanations is not None else []
        #: By name, for the places that kept modules refer to.
        self._sources: dict[str, Source] = {}
        self._names = _Names()

    def load(self, source: Source, modules: Modules) -> list[Module] | None:
        """The modules of a file, unless it or what it depends on has changed since they were kept."""
        self._add_source(source)
        key = _key(source)
        data = self._cache.get(key)
        if data is None:
            self.explanations.append(str(self._cache.explain(key)))
            return None
        try:
            entry = _Entry.from_bytes(data)
            changed = self._changed(entry, source, modules)
            if changed is None:
                return entry.modules(modules, self._sources)
        except (
            pickle.UnpicklingError,
            ValueError,
            KeyError,
            IndexError,
            EOFError,
            TypeError,
            AttributeError,
        ):
            changed = "its entry in the cache is damaged"
        self.explanations.append(f"{key.subject}: expanded, because {changed}")
        return None

    def keep(self, source: Source, found: list[Module], reads: Reads, modules: Modules) -> None:
        """Keeps the modules of a file; what cannot be kept is expanded each time."""
        self._add_source(source)
        for included in reads.included.values():
            self._add_source(included)
        for module in modules.loaded.values():
            if module not in found:
                self._names.add_module(module)
        try:
            entry = _Entry.of(found, reads, self._names)
        except (pickle.PicklingError, RecursionError):
            return
        self._cache.put(_key(source), entry.to_bytes())

    def _changed(self, entry: _Entry, source: Source, modules: Modules) -> str | None:
        """What is no longer as it was when an entry was made."""
        for name, digest in entry.manifest["modules"].items():
            span = source.span_at(1, 1)
            assert span is not None
            try:
                module = modules.try_to_find(name, span)
            except EshkolError:
                # Expanding the file says so in the right place.
                return f"the module {name} is wrong"
            if module is None:
                return f"the module {name} is gone"
            if interface(module) != digest:
                return f"the interface of {name} changed"
        for path, digest in entry.manifest["included"].items():
            try:
                text = self._read(path)
            except EshkolError:
                return f"the file {path} cannot be read"
            if _digest(text.text) != digest:
                return f"the file {path} changed"
        for name, was_found in entry.manifest["found"].items():
            if modules.exists(name) != was_found:
                return f"the module {name} is {'gone' if was_found else 'there now'}"
        return None

    def _read(self, path: str) -> Source:
        from eshkol_mlir.reader import load_source

        source = load_source(path)
        self._add_source(source)
        return source

    def _add_source(self, source: Source) -> None:
        self._sources[source.name] = source
        self._names.add(source, "source", source.name)


def _key(source: Source) -> CacheKey:
    return CacheKey(
        f"module file {source.name}",
        {"the source": source.text, "its place": source.name, "the compiler": compiler_fingerprint()},
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# Interfaces ------------------------------------------------------------------------------


def interface(module: Module) -> str:
    """A digest of what other modules can see of a module.

    Of variables and types that is their names; of macros, their text, where it stands, and what
    the names in it mean.
    """
    if module.interface is None:
        described = _Described()
        module.interface = _digest(
            "\n".join(
                f"{name} {described(exported.value)} {described(exported.type)}"
                for name, exported in sorted(module.exports.items())
            )
        )
    return module.interface


class _Described:
    """What denotations are to those who import them, as text."""

    def __init__(self) -> None:
        self._macros: dict[Macro, str] = {}

    def __call__(self, denotation: Denotation | None) -> str:
        match denotation:
            case core.Binding(name=name):
                return f"variable {name}"
            case Form(name=name) | BuiltinName(name=name) | LaterName(name=name) | TypeName(name=name):
                return f"{type(denotation).__name__} {name}"
            case TypeMacro(macro=macro):
                return f"type {self._macro(macro)}"
            case Macro():
                return self._macro(denotation)
        return "-"

    def _macro(self, macro: Macro) -> str:
        if macro not in self._macros:
            # What a macro says of itself, and others of it, when they name each other.
            self._macros[macro] = f"macro {macro.name}"
            self._macros[macro] = f"macro {macro.name} {_digest(self._meaning(macro))}"
        return self._macros[macro]

    def _meaning(self, macro: Macro) -> str:
        span = macro.transformer.span
        if isinstance(span, ExpandedSpan) or isinstance(macro.span, ExpandedSpan):
            # What its names mean is told by more than their spelling.
            return span.source.text
        lines = [f"{macro.span} {span} {span.text}"]
        for symbol in _symbols(macro.transformer):
            value, type = macro.scope.lookup(symbol), macro.scope.lookup(type_of_name(symbol))
            lines.append(f"{symbol.name} {self(value)} {self(type)}")
        return "\n".join(lines)


def _symbols(datum: Syntax) -> list[Symbol]:
    """Those in a datum, each once, by name."""
    found: dict[str, Symbol] = {}
    pending = [datum]
    while pending:
        current = pending.pop()
        if isinstance(current, Symbol):
            found[current.name] = current
        pending += children(current)
    return [found[name] for name in sorted(found)]


# Entries ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptContext:
    """What is left of the context of a symbol in an expanded program: what tells it from others."""

    label: str


@cache
def _library() -> list[core.Binding]:
    """The variables of the library that every program sees."""
    return [definition.binding for definition in library()[1].definitions]


class _Entry:
    """A file's modules as bytes: what they depend on, and for each its interface and its program."""

    def __init__(self, manifest: dict[str, Any], interfaces: bytes, programs: list[bytes]) -> None:
        self.manifest = manifest
        self._interfaces, self._programs = interfaces, programs

    @classmethod
    def of(cls, found: list[Module], reads: Reads, names: _Names) -> _Entry:
        own = {module.name for module in found}
        manifest = {
            "modules": {
                name: interface(module)
                for name, module in sorted(reads.modules.items())
                if name not in own and not module.is_standard
            },
            "included": {path: _digest(text.text) for path, text in sorted(reads.included.items())},
            "found": {name: is_there for name, is_there in sorted(reads.found.items()) if name not in own},
        }
        # Scopes before macros, which refer to them.
        parts = [
            (
                m.name, m.span, m.scope if _has_macros(m) else None, m.variables, dict(m.exports),
                list(m.dependencies), interface(m),
            )
            for m in found
        ]  # fmt: skip
        interfaces = _Pickler.dumped(parts, names)
        for module in found:
            names.add_module(module)
        programs = [_ProgramPickler.dumped(module.program, names) for module in found]
        return cls(manifest, interfaces, programs)

    @classmethod
    def from_bytes(cls, data: bytes) -> _Entry:
        line, content = data.split(b"\n", 1)
        manifest = json.loads(line)
        parts, start = [], 0
        for size in manifest.pop("sizes"):
            parts.append(content[start : start + size])
            start += size
        return cls(manifest, parts[0], parts[1:])

    def to_bytes(self) -> bytes:
        parts = [self._interfaces, *self._programs]
        manifest = {**self.manifest, "sizes": [len(part) for part in parts]}
        return json.dumps(manifest, sort_keys=True).encode() + b"\n" + b"".join(parts)

    def modules(self, modules: Modules, sources: Mapping[str, Source]) -> list[Module]:
        """The modules; their programs are read when somebody asks for them."""
        known = dict(modules.loaded)
        parts = _Unpickler.loaded(self._interfaces, known, modules, sources)
        found = []
        for (name, span, scope, variables, exports, dependencies, digest), program in zip(
            parts, self._programs, strict=True
        ):
            needed = {other: known.get(other) or modules.known(other) for other in dependencies}
            module = Module(
                name, span, exports, partial(_Unpickler.loaded, program, known, modules, sources),
                {other: module for other, module in needed.items() if module is not None}, scope, variables,
                digest,
            )  # fmt: skip
            known[name] = module
            found.append(module)
        return found


def _has_macros(module: Module) -> bool:
    return any(isinstance(e.value, Macro) or isinstance(e.type, TypeMacro) for e in module.exports.values())


class _Names:
    """What kept modules refer to by name: kind, and what tells it from others of this kind."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[object, ...]] = {
            id(environment()): ("scope", "language"),
            id(builtin_scope()): ("scope", "builtin"),
        }
        self._names |= {id(form): ("form", name) for name, form in FORMS.items()}
        self._names |= {id(binding): ("library", number) for number, binding in enumerate(_library())}
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


class _Pickler(pickle.Pickler):
    """Writes what belongs to a file, and the names of what does not."""

    def __init__(self, file: io.BytesIO, names: _Names) -> None:
        super().__init__(file, protocol=5)
        self._names = names

    @classmethod
    def dumped(cls, value: object, names: _Names) -> bytes:
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
        if issubclass(cls, Source | Form | Module):
            raise pickle.PicklingError(f"{cls.__name__} {obj.name} belongs to no file")
        if is_dataclass(cls) and not issubclass(cls, Scope):
            return cls, tuple(getattr(obj, field.name) for field in fields(cls))
        return NotImplemented


class _ProgramPickler(_Pickler):
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


class _Unpickler(pickle.Unpickler):
    """Reads what ``_Pickler`` wrote, and makes nothing but the expander's data."""

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
                return self._sources[source]
            case ("form", form):
                return FORMS[form]
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


_OTHER_DATA = ("eshkol_mlir.reader.syntax", "eshkol_mlir.diagnostics", "fractions", "builtins")
