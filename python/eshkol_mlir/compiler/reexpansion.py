"""The units of a program that was checked before: expanded again where they have changed, and as kept otherwise.

A unit has changed if its text has, or what it sees of the modules that it names.  What it consists of is needed as well
where that becomes a part of device code elsewhere; it is expanded then, too.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import chain
from typing import Any

from eshkol_mlir.compiler.checked_programs import CheckedProgram, CheckedPrograms, KeptUnit
from eshkol_mlir.compiler.checked_units import Unit, units_of
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.expansion_pickle import Names, Unpickler
from eshkol_mlir.compiler.expansion_store import ExpansionStore, unpickled_modules
from eshkol_mlir.compiler.frontend import Expanded, modules_of
from eshkol_mlir.compiler.module_files import ModuleFiles
from eshkol_mlir.compiler.module_interface import interface
from eshkol_mlir.compiler.prelude import environment
from eshkol_mlir.compiler.unit_facts import NotSeparable
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.expand import Expander
from eshkol_mlir.expander.modules import Module, Modules, Reads
from eshkol_mlir.reader import load_source, read


class Reexpansion:
    """The modules of a program, and their store, which knows those of the files that have not changed.

    Args:
        programs: where the program is kept.
        kept: what is known of it.
        changed: the paths of the files that are not as they were then.

    Attributes:
        changed: the paths of what is to be expanded: units come after those whose interfaces they see.
        modules: those that are known by now.
        files: where modules were looked for.
        names: by which what is pickled refers to the modules and the sources.

    Raises:
        NotSeparable: a file changes meanwhile.
    """

    def __init__(self, programs: CheckedPrograms, kept: CheckedProgram, changed: Collection[str]) -> None:
        self.changed = set(changed)
        self.files = ModuleFiles(programs.folders)
        self.modules = modules_of(programs.source, programs.path, self, self.files)
        self.names = Names()
        self._source = programs.source
        self._kept = kept
        self._unit_of = {name: unit for unit in kept.units for name in unit.interfaces}
        self._units = {unit.path: unit for unit in kept.units}
        self._store = ExpansionStore(programs.cache)
        self._sources: dict[str, Source] = {}
        self._expanded: dict[str, Unit] = {}
        self._add_source(self._source)
        self._read_sources()

    def unit(self, kept: KeptUnit) -> Unit:
        """A unit, expanded; those who see that it is something else than it was are to be expanded again, too.

        Raises:
            NotSeparable: it depends on something else than it did.
        """
        if kept.path not in self._expanded:
            self._load_below(kept)
            if kept.path == self._source.name:
                found = self._own_unit()
            else:
                found = Unit.of_modules([self._find(name) for name in kept.interfaces])
            interfaces = {module.name: interface(module) for module in found.modules}
            if interfaces.keys() != kept.interfaces.keys() or found.dependencies != kept.dependencies:
                raise NotSeparable
            others = {name for name in interfaces if interfaces[name] != kept.interfaces[name]}
            self.changed |= {unit.path for unit in self._kept.units if unit.names_one_of(others)}
            self._expanded[kept.path] = found
        return self._expanded[kept.path]

    def unpickled(self, unit: KeptUnit, data: bytes) -> Any:
        """What is kept of a unit; nothing without data."""
        if not data:
            return {}
        self._load_below(unit)
        for name in unit.interfaces:
            self._find(name)
        return Unpickler.loaded(data, self.modules.loaded, self.modules, self._sources)

    def name_modules(self, *units: KeptUnit) -> None:
        """What is pickled from here on refers by name to what these have."""
        for unit in units:
            for name in unit.interfaces:
                if name in self.modules.loaded:
                    self.names.add_module(self.modules.loaded[name])

    # Texts -----------------------------------------------------------------------------

    def _read_sources(self) -> None:
        """Reads the files that have not changed, which places are in."""
        for path, before in self._kept.files.items():
            if path not in self.changed:
                source = load_source(path)
                if hex_digest(source.text) != before:
                    raise NotSeparable
                self._add_source(source)

    def _add_source(self, source: Source) -> None:
        self._sources[source.name] = source
        self.names.add(source, "source", source.name)

    def _own_unit(self) -> Unit:
        expander = Expander(environment(), self.modules)
        program = expander.expand_program(read(self._source))
        expanded = Expanded(program, program, [program], expander.dependencies, [], self.modules, self.files)
        [unit] = units_of(self._source, expanded)
        return unit

    # The store of modules --------------------------------------------------------------

    def load(self, source: Source, modules: Modules) -> list[Module] | None:
        """The modules of a file that has not changed, for what imports them."""
        unit = self._units.get(source.name)
        if unit is None:
            # Others depend on it now.
            raise NotSeparable
        if source.name in self.changed:
            self._add_source(source)
            return None
        if hex_digest(source.text) != self._kept.files[source.name]:
            raise NotSeparable
        self._load_below(unit)
        names = list(unit.interfaces)
        loads = [partial(self._program, source, number) for number in range(len(names))]
        found = unpickled_modules(unit.interface_data, loads, dict(modules.loaded), modules, self._sources)
        if [module.name for module in found] != names:
            raise NotSeparable
        return found

    def keep(self, source: Source, found: list[Module], reads: Reads, modules: Modules) -> None:
        """Keeps the expansion, for checks of units that use others that have changed."""
        for included in reads.included:
            self._add_source(included)
        self._store.keep(source, found, reads, modules)

    def _load_below(self, unit: KeptUnit) -> None:
        """Makes the modules known that a unit depends on, in an order in which each is ready for the next."""
        needed: set[str] = set()
        pending = [unit]
        while pending:
            for name in chain.from_iterable(pending.pop().dependencies.values()):
                other = self._unit_of[name]
                # What a module depends on is known before it.
                if not (other is unit or other.path in needed or name in self.modules.loaded):
                    needed.add(other.path)
                    pending.append(other)
        for other in self._kept.units if needed else ():
            if other.path in needed:
                self._find(next(iter(other.interfaces)))

    def _find(self, name: str) -> Module:
        span = self._source.span_at(1, 1)
        assert span is not None
        module = self.modules.find(name, span)
        if module is None:
            raise NotSeparable
        return module

    def _program(self, source: Source, number: int) -> core.Program:
        """The program of a module that has not changed."""
        programs = self._store.programs(source)
        known = dict(self.modules.loaded)
        found = Unpickler.loaded(programs[number], known, self.modules, self._sources)
        assert isinstance(found, core.Program)
        return found
