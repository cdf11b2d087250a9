"""The units of a program: what one depends on, and what can be told of it apart from the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from eshkol_mlir.compiler.checked_programs import KeptUnit
from eshkol_mlir.compiler.effects import has_constraints
from eshkol_mlir.compiler.expansion_pickle import Names, ProgramPickler
from eshkol_mlir.compiler.expansion_store import pickled_interfaces
from eshkol_mlir.compiler.frontend import Expanded, add_part
from eshkol_mlir.compiler.module_interface import interface
from eshkol_mlir.compiler.placement import traits_of
from eshkol_mlir.compiler.tiers import device_code
from eshkol_mlir.compiler.unit_facts import (
    Checked,
    NotSeparable,
    call_key,
    digest,
    facts_of,
    module_of,
    name_in,
    uses,
    uses_of_fact,
    values_of,
    variable_key,
)
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.modules import Module
from eshkol_mlir.types.dependences import Uses
from eshkol_mlir.types.gradual.check import has_declarations
from eshkol_mlir.types.gradual.given import Fact
from eshkol_mlir.types.linear.mentions import mentions_qubits


@dataclass(frozen=True)
class Unit:
    """A file of a program, expanded.

    Attributes:
        source: its text.
        modules: those that it defines; none of the program's own.
        program: what it defines and does.
        dependencies: the modules that each of its modules names, or the program does.
    """

    source: Source
    modules: Sequence[Module]
    program: core.Program
    dependencies: Mapping[str, Sequence[str]]

    @classmethod
    def of_modules(cls, modules: Sequence[Module]) -> Unit:
        first = modules[0]
        assert first.span is not None
        program = core.Program()
        for module in modules:
            add_part(program, module.program)
        return cls(first.span.source, modules, program, {m.name: named(m.dependencies) for m in modules})

    def variable(self, key: str) -> Binding | None:
        """The variable of a key, or of a call of it; None without any."""
        for own in self.modules:
            if own.name == module_of(key):
                return own.variables_by_name.get(name_in(key))
        return None


def named(modules: Mapping[str, Module]) -> list[str]:
    """The names of those modules that are no part of the language."""
    return [name for name, module in modules.items() if not module.is_standard]


def units_of(source: Source, expanded: Expanded) -> list[Unit]:
    """The units of a program, each after those it depends on.

    Raises:
        NotSeparable: files depend on each other, or something can only be checked as a whole.
    """
    own = expanded.own
    in_file = expanded.modules.in_file(source)
    if in_file or not own.body or expanded.modules.transformers is not None:
        # A file of modules alone is the program of what these export.
        raise NotSeparable
    units = []
    for _, modules in groupby((m for m in expanded.needed if not m.is_standard), key=_path):
        units.append(Unit.of_modules(list(modules)))
    units.append(Unit(source, [], own, {"": named(expanded.named)}))
    if len({unit.source.name for unit in units}) < len(units):
        raise NotSeparable
    return units


def _path(module: Module) -> str:
    assert module.span is not None
    return module.span.source.name


def check_separable(part: core.Program) -> None:
    """
    Raises:
        NotSeparable: something depends on what other units do, or decides what is done with them.
    """
    if part.classes or part.instances or part.rules or part.redefinitions:
        raise NotSeparable
    if mentions_qubits(part):
        raise NotSeparable


def name_modules(unit: Unit, names: Names) -> bytes:
    """What others see of the modules of a unit, pickled; what is pickled later refers to these by name."""
    interfaces = pickled_interfaces(unit.modules, names) if unit.modules else b""
    for module in unit.modules:
        names.add_module(module)
    return interfaces


@dataclass(frozen=True)
class Elsewhere:
    """What is known of other units.

    Attributes:
        fact: gives what is known of a variable.
        definition: gives a definition that device code has in itself.
    """

    fact: Callable[[str], Fact]
    definition: Callable[[Binding], core.Definition]


def kept_unit(
    unit: Unit, checked: Checked, interfaces: bytes, used: Set[str], elsewhere: Elsewhere,
) -> tuple[KeptUnit, dict[str, Fact]]:  # fmt: skip
    """What is kept of a unit that has been checked, and the facts in it.

    Args:
        interfaces: what others see of its modules, pickled.
        used: the variables that it depends on.
        elsewhere: other units.

    Raises:
        NotSeparable: it can only be checked together with others.
        PicklingError: something in it cannot be written.
    """
    names = checked.names
    part = replace(unit.program, types=dict(checked.types))
    check_separable(part)
    facts = facts_of(unit.modules, unit.program, checked) if unit.modules else {}
    own = unit.program.types
    bodies, calls = _device_uses(unit, checked, elsewhere)
    own_modules = {module.name for module in unit.modules}
    inlined = [definition.value for definition in bodies.values() if definition.value is not None]
    used = used | all_uses(inlined, own_modules, elsewhere.fact, names)
    kept = KeptUnit(
        unit.source.name,
        {module.name: interface(module) for module in unit.modules},
        unit.dependencies,
        traits_of(unit.program).to_fields(),
        has_declarations(unit.program),
        device_code(part).may_have_device_code(),
        has_constraints(part),
        digest(own, names) if own else "",
        {key: digest(fact, names) for key, fact in facts.items()},
        sorted(used),
        {key: digest(definition, names) for key, definition in bodies.items()},
        calls,
        interfaces,
        ProgramPickler.dumped(own, names) if own else b"",
        ProgramPickler.dumped(facts, names) if facts else b"",
    )
    return kept, facts


def _device_uses(
    unit: Unit, checked: Checked, elsewhere: Elsewhere
) -> tuple[Mapping[str, core.Definition], Mapping[str, str]]:
    """The definitions of others that the device code of a unit has in itself, and results of what it calls."""
    own = {module.name for module in unit.modules}
    names = checked.names
    bodies: dict[str, core.Definition] = {}
    calls: dict[str, str] = {}
    for module in own or {""}:
        found = checked.dependences.by_module.get(module, Uses())
        for binding in found.bodies:
            if binding.module not in own:
                bodies[variable_key(binding, names)] = elsewhere.definition(binding)
        for (binding, call), result in found.calls.items():
            if binding.module not in own:
                calls[call_key(variable_key(binding, names), call)] = result
    return dict(sorted(bodies.items())), dict(sorted(calls.items()))


def unit_uses(unit: Unit, fact: Callable[[str], Fact], names: Names) -> set[str]:
    """The variables of other units that a unit refers to, as :func:`all_uses` of its definitions and expressions."""
    return all_uses(values_of(unit.program), {module.name for module in unit.modules}, fact, names)


def all_uses(
    values: Iterable[core.Core], own: Collection[str], fact: Callable[[str], Fact], names: Names
) -> set[str]:
    """The variables of modules other than its ``own`` that a program refers to, and those that their definitions
    without bodies do.

    Raises:
        NotSeparable: it refers to one that has no name.
    """
    found = uses(values, names, own)
    pending = list(found)
    while pending:
        for other in uses_of_fact(fact(pending.pop()), names):
            if other not in found:
                found.add(other)
                pending.append(other)
    return found
