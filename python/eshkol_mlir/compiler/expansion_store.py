"""Expanded modules, kept in the cache on disk.

A file's modules are kept under its text, with what else decides what they expand to: the
interfaces of the modules that the file names, the texts that it includes, and which modules it
looked for.  So a module is expanded again when it changes, or when what it sees of another does.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from eshkol_mlir.compiler.cache import CacheKey, ModuleCache
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.expansion_pickle import Names, Pickler, ProgramPickler, Unpickler
from eshkol_mlir.compiler.module_interface import interface
from eshkol_mlir.compiler.versions import package_fingerprint
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.macros import Macro
from eshkol_mlir.expander.modules import Module, Modules, Reads
from eshkol_mlir.expander.scope import TypeMacro


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
        self._names = Names()

    def load(self, source: Source, modules: Modules) -> list[Module] | None:
        """The modules of a file, unless it or what it depends on has changed since they were kept."""
        self._add_source(source)
        key = _key(source)
        data = self._cache.get(key)
        if data is None:
            reasons = " and ".join(self._cache.explain(key).reasons)
            self.explanations.append(f"{key.subject}: expanded, because {reasons}")
            return None
        try:
            entry = _Entry.from_bytes(data)
            changed = self._changed(entry, source, modules)
            if changed is None:
                return entry.modules(modules, self._sources)
        except (pickle.UnpicklingError, ValueError, LookupError, EOFError, TypeError, AttributeError):
            changed = "its entry in the cache is damaged"
        self.explanations.append(f"{key.subject}: expanded, because {changed}")
        return None

    def keep(self, source: Source, found: list[Module], reads: Reads, modules: Modules) -> None:
        """Keeps the modules of a file; what cannot be kept is expanded each time."""
        self._add_source(source)
        for included in reads.included:
            self._add_source(included)
        for module in modules.loaded.values():
            if module not in found:
                self._names.add_module(module)
        try:
            entry = _Entry.of(found, reads, self._names)
        except (pickle.PicklingError, RecursionError):
            return
        self._cache.put(_key(source), entry.to_bytes())

    def programs(self, source: Source) -> list[bytes]:
        """The pickled programs of a file's modules, as they were kept; none if they are no longer."""
        data = self._cache.get(_key(source))
        return [] if data is None else _Entry.from_bytes(data).programs

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
            if hex_digest(text.text) != digest:
                return f"the file {path} changed"
            modules.included[path] = digest
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
        {"the source": source.text, "its place": source.name, "the compiler": package_fingerprint()},
    )


class _Entry:
    """A file's modules as bytes: what they depend on, and for each its interface and its program."""

    def __init__(self, manifest: dict[str, Any], interfaces: bytes, programs: list[bytes]) -> None:
        self.manifest = manifest
        self._interfaces, self.programs = interfaces, programs

    @classmethod
    def of(cls, found: list[Module], reads: Reads, names: Names) -> _Entry:
        own = {module.name for module in found}
        manifest = {
            "modules": {
                name: interface(module)
                for name, module in sorted(reads.modules.items())
                if name not in own and not module.is_standard
            },
            "included": {source.name: hex_digest(source.text) for source in reads.included},
            "found": {name: is_there for name, is_there in sorted(reads.found.items()) if name not in own},
        }
        interfaces = pickled_interfaces(found, names)
        for module in found:
            names.add_module(module)
        programs = [ProgramPickler.dumped(module.program, names) for module in found]
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
        parts = [self._interfaces, *self.programs]
        manifest = {**self.manifest, "sizes": [len(part) for part in parts]}
        return json.dumps(manifest, sort_keys=True).encode() + b"\n" + b"".join(parts)

    def modules(self, modules: Modules, sources: Mapping[str, Source]) -> list[Module]:
        """The modules; their programs are read when somebody asks for them."""
        known = dict(modules.loaded)
        loads = [partial(Unpickler.loaded, program, known, modules, sources) for program in self.programs]
        return unpickled_modules(self._interfaces, loads, known, modules, sources)


def pickled_interfaces(found: Sequence[Module], names: Names) -> bytes:
    """What others see of the modules of a file, of which ``names`` does not know yet."""
    # Scopes before macros, which refer to them.
    parts = [
        (
            m.name, m.span, m.scope if _has_macros(m) else None, m.variables, dict(m.exports),
            list(m.dependencies), interface(m),
        )
        for m in found
    ]  # fmt: skip
    return Pickler.dumped(parts, names)


def unpickled_modules(
    interfaces: bytes, loads: Sequence[Callable[[], core.Program]], known: dict[str, Module],
    modules: Modules, sources: Mapping[str, Source],
) -> list[Module]:  # fmt: skip
    """The modules of a file, which become known, with what makes the program of each when it is needed."""
    found = []
    parts = Unpickler.loaded(interfaces, known, modules, sources)
    for (name, span, scope, variables, exports, dependencies, digest), load in zip(parts, loads, strict=True):
        needed = {other: known.get(other) or modules.known(other) for other in dependencies}
        module = Module(
            name, span, exports, load,
            {other: module for other, module in needed.items() if module is not None}, scope, variables, digest,
        )  # fmt: skip
        known[name] = module
        found.append(module)
    return found


def _has_macros(module: Module) -> bool:
    return any(isinstance(e.value, Macro) or isinstance(e.type, TypeMacro) for e in module.exports.values())
