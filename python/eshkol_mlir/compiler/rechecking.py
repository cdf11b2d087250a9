"""Checking again what has changed of a program that had no errors.

Units are checked in their order, as parts of the program: with the facts that are kept of the variables of others.
One is checked if its text has changed, or a fact that it uses.  Only the answer that nothing is wrong is given here:
whatever looks wrong, or changes more than facts do, is left to a check of the whole program.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any, NoReturn

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.checked_programs import CheckedProgram, CheckedPrograms, KeptUnit
from eshkol_mlir.compiler.checked_units import (
    Elsewhere,
    Unit,
    kept_unit,
    name_modules,
    unit_uses,
    units_of,
    with_device_uses,
)
from eshkol_mlir.compiler.declarations import ROWS, affected_by, declarations_of, declared
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.effects import has_constraints
from eshkol_mlir.compiler.expansion_pickle import Names, Unpickler
from eshkol_mlir.compiler.expansion_store import ExpansionStore, unpickled_modules
from eshkol_mlir.compiler.frontend import Expanded, modules_of
from eshkol_mlir.compiler.host_library import library_procedures
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.compiler.host_shapes import changes_parts, shape_errors
from eshkol_mlir.compiler.module_files import ModuleFiles
from eshkol_mlir.compiler.module_interface import interface
from eshkol_mlir.compiler.placement import Traits, traits_of_all
from eshkol_mlir.compiler.prelude import environment
from eshkol_mlir.compiler.tiers import device_code, is_of_host
from eshkol_mlir.compiler.unit_facts import (
    Checked,
    NotSeparable,
    call_key,
    digest,
    module_of,
    text_of_call,
    variable_key,
    variable_of_call,
)
from eshkol_mlir.compiler.unit_parts import Part, elaborate_part, is_near_limits
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.emit.host.classes import choosing
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.emit.host.interface import Runtime
from eshkol_mlir.emit.host.unit import emitted_unit
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.expand import Expander
from eshkol_mlir.expander.modules import Module, Modules, Reads, add_variables
from eshkol_mlir.reader import load_source, read
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.class_linking import link_part
from eshkol_mlir.types.dependences import BodyNeeded, Dependences
from eshkol_mlir.types.gradual.check import check_part
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.given import Fact

#: What reading a damaged entry, or writing another one, may raise.
_DAMAGED = (pickle.PickleError, ValueError, LookupError, EOFError, TypeError, AttributeError)


def has_no_errors(programs: CheckedPrograms, kept: CheckedProgram, changed: Collection[str]) -> bool:
    """Whether a program has no errors, as far as can be told by checking a part of it; it is kept then.

    Args:
        programs: where it is kept.
        kept: what is known of it.
        changed: the paths of the files that are not as they were then.
    """
    if not kept.units or not set(changed) <= {unit.path for unit in kept.units}:
        return False
    try:
        with deep_recursion(), collection_paused():
            found = _Recheck(programs, kept, changed).run()
    except (EshkolError, NotSeparable, RecursionError, *_DAMAGED):
        return False
    programs.keep(found)
    return True


def keep_checked(
    programs: CheckedPrograms, expanded: Expanded, checkers: Sequence[Checker], boundaries: Sequence[Sequence[Any]],
    dependences: Dependences, *, on_host: bool, has_units: bool = True,
) -> None:  # fmt: skip
    """Keeps what is known of a program that has been checked as a whole.

    Args:
        programs: where.
        expanded: what it consists of.
        checkers: those of its types.
        boundaries: what is left to the running program to check, as fields.
        dependences: what the modules of its device code use of each other.
        on_host: whether it runs on the host tier.
        has_units: whether a part of it can be checked again by itself.
    """
    source = programs.source
    if expanded.modules.transformers is not None:
        # They may ask for anything while they run.
        return
    units: list[KeptUnit] = []
    is_small = not is_near_limits(dependences.depth, dependences.count)
    if has_units and dependences.is_whole and is_small:
        try:
            with deep_recursion(), collection_paused():
                units = _kept_units(source, expanded, checkers, dependences, on_host=on_host)
        except (EshkolError, NotSeparable, pickle.PicklingError, RecursionError, LookupError):
            units = []
    programs.keep(
        CheckedProgram(
            hex_digest(source.text), _files(expanded.modules, source), expanded.files.found, boundaries, units,
            dependences.depth, dependences.count,
        )
    )  # fmt: skip


def _kept_units(
    source: Source, expanded: Expanded, checkers: Sequence[Checker], dependences: Dependences,
    *, on_host: bool,
) -> list[KeptUnit]:  # fmt: skip
    units = units_of(source, expanded)
    program = expanded.program
    names = Names()
    for read_source in (*(unit.source for unit in units), *expanded.modules.inclusions):
        names.add(read_source, "source", read_source.name)
    has_device_code = on_host and device_code(program).may_have_device_code()
    has_effects = has_constraints(program)
    known: dict[str, Fact] = {}
    definitions = {definition.binding: definition for definition in program.definitions}
    elsewhere = Elsewhere(known.__getitem__, definitions.__getitem__)
    kept = []
    for unit in units:
        interfaces = name_modules(unit, names)
        used = unit_uses(unit, known.__getitem__, names)
        part = Part(unit, program, {key: known[key] for key in known if key in used})
        device = part.device_code() if has_device_code else None
        effects = part.check_effects() if has_effects else {}
        checked = Checked(program, checkers, names, dependences, device, effects)
        unit_kept, facts = kept_unit(unit, checked, interfaces, used, elsewhere)
        known |= facts
        kept.append(unit_kept)
    return kept


def _files(modules: Modules, source: Source) -> dict[str, str]:
    """Digests of the files that a program consists of beside its own."""
    sources = [module.span.source for module in modules.loaded.values() if module.span is not None]
    found = {
        each.name: hex_digest(each.text) for each in (*sources, *modules.inclusions) if each is not source
    }
    return found | modules.included


@dataclass(frozen=True)
class _Kind:
    """What decides on how a program is checked.

    Attributes:
        is_of_host: whether it runs on the host tier.
        has_declarations: whether it declares types.
        has_device_code: whether it may have device code.
        has_constraints: whether it may be wrong in its effects.
        changes_parts: whether it may change parts of pairs and vectors.
    """

    is_of_host: bool
    has_declarations: bool
    has_device_code: bool
    has_constraints: bool
    changes_parts: bool

    @classmethod
    def of(cls, units: Sequence[KeptUnit]) -> _Kind:
        traits = traits_of_all([Traits.from_fields(unit.traits) for unit in units])
        return cls(
            is_of_host(traits),
            any(unit.has_declarations for unit in units),
            any(unit.has_device_code for unit in units),
            any(unit.has_constraints for unit in units),
            changes_parts(traits.names),
        )


def _refuse(binding: Binding) -> NoReturn:
    """
    Raises:
        NotSeparable: what a variable of another unit is defined as matters, of which no more than a fact is known.
    """
    raise NotSeparable


class _Recheck:
    """One check; a store of modules for those that are expanded again."""

    def __init__(self, programs: CheckedPrograms, kept: CheckedProgram, changed: Collection[str]) -> None:
        self._source = programs.source
        self._kept = kept
        #: The paths of what is to be expanded: units come after those whose interfaces they see.
        self._changed = set(changed)
        self._units = {unit.path: unit for unit in kept.units}
        #: What is known of each unit now, by paths.
        self._now = dict(self._units)
        self._unit_of = {name: unit for unit in kept.units for name in unit.interfaces}
        self._store = ExpansionStore(programs.cache)
        self._files = ModuleFiles(programs.folders)
        self._modules = modules_of(programs.source, programs.path, self, self._files)
        self._names = Names()
        self._sources = {self._source.name: self._source}
        self._names.add(self._source, "source", self._source.name)
        self._facts: dict[str, Fact] = {}
        #: The types, classes and instances of each unit, by paths.
        self._declarations: dict[str, core.Program] = {}
        self._expanded: dict[str, Unit] = {}
        #: Units whose classes have been linked, by paths.
        self._linked: dict[str, Unit] = {}
        #: The paths of units whose facts are not those that were kept.
        self._checked: set[str] = set()
        self._kind = _Kind.of(kept.units)
        #: Results of calls of functions in units that have been checked.
        self._results: dict[str, str] = {}
        self._depth, self._count = kept.depth, kept.count
        #: What units have called of each other.
        self._calls = dict(chain.from_iterable(unit.calls.items() for unit in kept.units))
        self._definitions: dict[str, Mapping[Binding, core.Definition]] = {}

    def run(self) -> CheckedProgram:
        """What is known of the program now.

        Raises:
            EshkolError, NotSeparable: something is wrong with it, or may be.
        """
        units = self._kept.units
        self._read_sources()
        for unit in units:
            self._declarations[unit.path] = self._declarations_of(unit)
        affected = self._affected_names()
        changed = self._calling_with(affected)
        changed_facts: set[str] = set()
        for unit in units:
            if (
                unit.path in self._changed
                or unit.path in changed
                or not changed_facts.isdisjoint(unit.uses)
                or not affected.isdisjoint(unit.mentions)
                or self._has_other_parts(unit)
            ):
                new = self._check(unit)
                changed_facts |= {name for name, _ in unit.facts.items() ^ new.facts.items()}
        now = list(self._now.values())
        if _Kind.of(now) != self._kind:
            raise NotSeparable
        return CheckedProgram(
            hex_digest(self._source.text),
            {**self._kept.files, **_files(self._modules, self._source)},
            {**self._kept.found, **self._files.found},
            None,
            now,
            self._depth,
            self._count,
        )

    def _has_other_parts(self, kept: KeptUnit) -> bool:
        """Whether device code of a unit has other definitions in itself, or calls of other results, than before."""
        for key, before in kept.bodies.items():
            unit = self._unit_of[module_of(key)]
            if unit.path in self._checked:
                binding = self._linked_unit(unit).variable(key)
                if binding is None or digest(self._definition(binding), self._names) != before:
                    return True
        return any(
            self._unit_of[module_of(key)].path in self._checked and self._results.get(key) != before
            for key, before in kept.calls.items()
        )

    # Types and classes -----------------------------------------------------------------

    def _declarations_of(self, unit: KeptUnit) -> core.Program:
        """The types, classes and instances of a unit; what these have by default is not known of those that changed."""
        if unit.path in self._changed:
            return declarations_of(self._unit(unit).written)
        return self._unpickled(unit, unit.declaration_data) or core.Program()

    def _whole(self) -> core.Program:
        """The types, classes and instances of all units."""
        return core.joined(self._declarations.values())

    def _affected_names(self) -> set[str]:
        """The names of types and classes that mean something else than before, or that something has now or had then.

        Raises:
            NotSeparable: all uses of some names of fields may do so.
        """
        names = Names()
        for module in self._modules.loaded.values():
            names.add_module(module)
        whole = self._whole()
        changed: set[str] = set()
        affected: set[str] = set()
        pending = [unit for unit in self._kept.units if unit.path in self._changed]
        others = [unit for unit in self._kept.units if unit.path not in self._changed]
        while pending:
            for unit in pending:
                now = declared(self._declarations[unit.path], whole.types, names)
                changed |= {name for name, _ in unit.declares.items() ^ now.items()}
            if ROWS in changed:
                raise NotSeparable
            affected = affected_by(changed, whole)
            # The types of instances may mean something else now, which changes their classes.
            pending = [unit for unit in others if not affected.isdisjoint(unit.mentions)]
            others = [unit for unit in others if unit not in pending]
        return affected

    def _calling_with(self, names: Collection[str]) -> set[str]:
        """The paths of units that call functions of each other with values of some types, or return such."""
        quoted = list(map(json.dumps, names))
        found: set[str] = set()
        for unit in self._kept.units:
            for call, result in unit.calls.items():
                if any(name in call or name in result for name in quoted):
                    found |= {unit.path, self._unit_of[module_of(call)].path}
        return found

    def _linked_unit(self, kept: KeptUnit) -> Unit:
        """A unit whose methods are resolved with the instances that there are now."""
        if kept.path not in self._linked:
            unit = self._unit(kept)
            self._declarations[kept.path] = declarations_of(unit.written)
            whole = self._whole()
            if whole.classes:
                variables = {each.name: each for module in unit.modules for each in module.variables}
                linked = link_part(unit.written, whole, variables, self._declared_type)
                add_variables(unit.modules, linked.definitions)
                unit = replace(unit, program=linked)
                self._declarations[kept.path] = declarations_of(linked)
            self._linked[kept.path] = unit
        return self._linked[kept.path]

    def _declared_type(self, binding: Binding) -> Syntax | None:
        """The declared type of a variable of a unit that is known."""
        match self._names.get(binding):
            case ("variable", *_) if not binding.assigned:
                return self._fact(variable_key(binding, self._names)).definitions[-1].type
        return None

    # Texts -----------------------------------------------------------------------------

    def _read_sources(self) -> None:
        """Reads the files that have not changed, which places are in."""
        for path, before in self._kept.files.items():
            if path not in self._changed:
                source = load_source(path)
                if hex_digest(source.text) != before:
                    raise NotSeparable
                self._add_source(source)

    def _add_source(self, source: Source) -> None:
        self._sources[source.name] = source
        self._names.add(source, "source", source.name)

    # Modules ---------------------------------------------------------------------------

    def load(self, source: Source, modules: Modules) -> list[Module] | None:
        """The modules of a file that has not changed, for what imports them."""
        unit = self._units.get(source.name)
        if unit is None:
            # Others depend on it now.
            raise NotSeparable
        if source.name in self._changed:
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
                if not (other is unit or other.path in needed or name in self._modules.loaded):
                    needed.add(other.path)
                    pending.append(other)
        for other in self._kept.units if needed else ():
            if other.path in needed:
                self._find(next(iter(other.interfaces)))

    def _find(self, name: str) -> Module:
        span = self._source.span_at(1, 1)
        assert span is not None
        module = self._modules.find(name, span)
        if module is None:
            raise NotSeparable
        return module

    def _program(self, source: Source, number: int) -> core.Program:
        """The program of a module that has not changed."""
        programs = self._store.programs(source)
        known = dict(self._modules.loaded)
        found = Unpickler.loaded(programs[number], known, self._modules, self._sources)
        assert isinstance(found, core.Program)
        return found

    # Units -----------------------------------------------------------------------------

    def _unit(self, kept: KeptUnit) -> Unit:
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
            self._changed |= {unit.path for unit in self._kept.units if unit.names_one_of(others)}
            self._expanded[kept.path] = found
        return self._expanded[kept.path]

    def _own_unit(self) -> Unit:
        expander = Expander(environment(), self._modules)
        program = expander.expand_program(read(self._source))
        expanded = Expanded(
            program, program, [program], expander.dependencies, [], self._modules, self._files
        )
        [unit] = units_of(self._source, expanded)
        return unit

    def _fact(self, name: str) -> Fact:
        """What is known of a variable."""
        if name not in self._facts:
            unit = self._unit_of[module_of(name)]
            if unit.path in self._checked:
                # There is no such variable any more.
                raise NotSeparable
            self._facts |= self._unpickled(unit, unit.fact_data)
        return self._facts[name]

    def _unpickled(self, unit: KeptUnit, data: bytes) -> Any:
        """What is kept of a unit; nothing without data."""
        if not data:
            return {}
        self._load_below(unit)
        for name in unit.interfaces:
            self._find(name)
        return Unpickler.loaded(data, self._modules.loaded, self._modules, self._sources)

    # Checks ----------------------------------------------------------------------------

    def _check(self, kept: KeptUnit) -> KeptUnit:
        """Checks a unit with what is known of others; what is known of it then.

        Raises:
            EshkolError, NotSeparable: something is wrong with it, or may be.
        """
        self._name_modules(*self._kept.units[: self._kept.units.index(kept)])
        unit = self._linked_unit(kept)
        interfaces = name_modules(unit, self._names)
        used = unit_uses(unit, self._fact, self._names)
        part = self._part(unit, used | self._called(kept))
        for module in self._one_of_each_file(kept.bodies):
            self._add_body(part, module)
        checkers = self._check_on_host(part) if self._kind.is_of_host else []
        dependences = self._elaborated(part)
        device = part.device_code() if self._kind.has_device_code and self._kind.is_of_host else None
        effects = part.check_effects() if self._kind.has_constraints else {}
        checked = Checked(self._whole(), checkers, self._names, dependences, device, effects)
        elsewhere = Elsewhere(self._fact, self._definition)
        new, facts = kept_unit(unit, checked, interfaces, used, elsewhere)
        self._facts |= facts
        self._results |= {
            call_key(variable_key(binding, self._names), call): result
            for (binding, call), result in dependences.results.items()
            if binding.module in new.interfaces
        }
        self._checked.add(kept.path)
        self._unit_of |= dict.fromkeys(new.interfaces, new)
        self._now[kept.path] = new
        for path, other in part.others.items():
            self._now[path] = self._in_order(with_device_uses(self._now[path], other, checked, elsewhere))
        return new

    def _in_order(self, unit: KeptUnit) -> KeptUnit:
        """A unit that depends on others before it only.

        Raises:
            NotSeparable: it does not.
        """
        paths = list(self._now)
        before = set(paths[: paths.index(unit.path)])
        if any(self._unit_of[module_of(key)].path not in before for key in (*unit.uses, *unit.bodies)):
            raise NotSeparable
        return unit

    def _name_modules(self, *units: KeptUnit) -> None:
        """What is pickled from here on refers by name to what these have."""
        for unit in units:
            for name in unit.interfaces:
                if name in self._modules.loaded:
                    self._names.add_module(self._modules.loaded[name])

    def _part(self, unit: Unit, used: Collection[str]) -> Part:
        """A unit with what is known of the variables that it uses, in the order of all."""
        facts = {name: self._fact(name) for kept in self._now.values() for name in kept.facts if name in used}
        if len(facts) < len(used):
            # There is one of them no more.
            raise NotSeparable
        return Part(unit, self._whole(), facts)

    def _called(self, kept: KeptUnit) -> set[str]:
        """The variables that device code of a unit has called, of those that there still are."""
        found = map(variable_of_call, kept.calls)
        return {key for key in found if key in self._now[self._unit_of[module_of(key)].path].facts}

    def _one_of_each_file(self, keys: Iterable[str]) -> Iterable[str]:
        """A module of each file that has variables of these keys."""
        modules = map(module_of, keys)
        return {self._unit_of[module].path: module for module in modules}.values()

    def _add_body(self, part: Part, module: str) -> None:
        """Adds a unit to what is known in whole, and what is known of what it uses."""
        kept = self._unit_of[module]
        if kept.path in part.others:
            raise NotSeparable
        part.add(self._linked_unit(kept), {name: self._fact(name) for name in kept.uses})
        self._name_modules(kept)

    def _check_on_host(self, part: Part) -> list[Checker]:
        """Checks the types of a unit, and what it does as code of the host; returns the checkers that have run."""
        program, elsewhere = part.without_bodies()
        device = self._device_code(part)
        checkers: list[Checker] = []
        if self._kind.has_declarations:
            checkers = check_part(
                program,
                frozenset(primitives()),
                device.is_whole,
                {binding: fact.rounds for binding, fact in elsewhere.items()},
            )
            if checkers[-1].warnings:
                # They are told by a check of the whole.
                raise NotSeparable
            self._check_shapes(program, device, elsewhere.keys())
        runtime = Runtime(primitives(), library_procedures())
        without_code = elsewhere.keys() | choosing(program)
        emitted_unit(program, "program", runtime, device=device, elsewhere=without_code)
        part.called = {function.definition for function in device.functions}
        return checkers

    def _check_shapes(
        self, program: core.Program, device: DeviceCode, elsewhere: Collection[Binding]
    ) -> None:
        if shape_errors(
            program,
            device,
            changes=lambda: self._kind.changes_parts,
            without=lambda each: each.binding in elsewhere or device.is_whole(each),
            look_into=_refuse,
        ):
            raise NotSeparable

    def _device_code(self, part: Part) -> DeviceCode:
        """What device code computes of a unit of the host.

        Procedures that refer to variables become parts of device code, so that these are needed in whole.
        """
        while (module := part.captured()) is not None:
            self._add_body(part, module)
        return part.device_code()

    def _elaborated(self, part: Part) -> Dependences:
        """Elaborates the device code of a unit, and what others call of it; returns what it uses.

        Raises:
            EshkolError, NotSeparable: something is wrong with it, or may be.
        """
        own = {module.name for module in part.unit.modules}
        calls = sorted({key for kept in self._kept.units for key in kept.calls if module_of(key) in own})
        if self._kind.is_of_host and not self._kind.has_device_code:
            return Dependences()
        while True:
            program, elsewhere = part.compiled(on_host=self._kind.is_of_host)
            dependences = Dependences(elsewhere, self._result)
            found = [(part.unit.variable(key), text_of_call(key)) for key in calls]
            try:
                with collection_paused():
                    elaborate_part(program, dependences, [(b, call) for b, call in found if b is not None])
            except BodyNeeded as needed:
                self._add_body(part, needed.module)
                continue
            # What the same unit had before is counted too, until the whole is checked again.
            self._depth += dependences.depth
            self._count += dependences.count
            if not dependences.is_whole or is_near_limits(self._depth, self._count):
                raise NotSeparable
            return dependences

    def _result(self, binding: Binding, call: str) -> str | None:
        """The result of a call that somebody has made before, or makes now."""
        key = call_key(variable_key(binding, self._names), call)
        if self._unit_of[module_of(key)].path in self._checked:
            return self._results.get(key)
        return self._calls.get(key)

    def _definition(self, binding: Binding) -> core.Definition:
        """A definition of a unit that is known in whole."""
        assert binding.module
        kept = self._unit_of[binding.module]
        if kept.path not in self._definitions:
            definitions = self._linked_unit(kept).program.definitions
            self._definitions[kept.path] = {each.binding: each for each in definitions}
        return self._definitions[kept.path][binding]
