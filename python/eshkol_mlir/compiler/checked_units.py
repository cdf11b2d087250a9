"""The units of a program: what one depends on, and what can be told of it apart from the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby

from eshkol_mlir.compiler.checked_programs import KeptUnit
from eshkol_mlir.compiler.declarations import declarations_of, declared, mentioned, names_in
from eshkol_mlir.compiler.effects import has_constraints
from eshkol_mlir.compiler.expansion_pickle import Names, ProgramPickler
from eshkol_mlir.compiler.expansion_store import pickled_interfaces
from eshkol_mlir.compiler.frontend import Expanded
from eshkol_mlir.compiler.kept_warnings import file_of
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
    variable_of_call,
)
from eshkol_mlir.diagnostics import Diagnostic, Source
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
        written: what it defines and does.
        program: this, with the methods of classes resolved that can be.
        dependencies: the modules that each of its modules names, or the program does.
    """

    source: Source
    modules: Sequence[Module]
    written: core.Program
    program: core.Program
    dependencies: Mapping[str, Sequence[str]]

    @classmethod
    def of_modules(cls, modules: Sequence[Module], linked: Sequence[core.Program] = ()) -> Unit:
        """The unit of the modules of a file; ``linked`` are their programs once classes are linked."""
        first = modules[0]
        assert first.span is not None
        written = core.joined(module.program for module in modules)
        is_written = all(part is module.program for part, module in zip(linked, modules, strict=False))
        program = written if is_written else core.joined(linked)
        dependencies = {module.name: named(module.dependencies) for module in modules}
        return cls(first.span.source, modules, written, program, dependencies)

    @property
    def own(self) -> set[str]:
        """What the variables of its top levels say that they are of."""
        return {module.name for module in self.modules} or {""}

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
    linked = {module.name: part for module, part in zip(expanded.needed, expanded.parts, strict=False)}
    for _, modules in groupby((m for m in expanded.needed if not m.is_standard), key=_path):
        found = list(modules)
        units.append(Unit.of_modules(found, [linked[module.name] for module in found]))
    units.append(Unit(source, [], own, expanded.parts[-1], {"": named(expanded.named)}))
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
    if part.redefinitions or mentions_qubits(part):
        raise NotSeparable


def check_warnings(warnings: Iterable[Diagnostic], paths: Container[str]) -> None:
    """
    Raises:
        NotSeparable: a warning is not of one of the units of these paths, but of a file that is included in one.
    """
    if any(file_of(each) not in paths for each in warnings):
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
    _mentions: dict[str, set[str]] = field(default_factory=dict)

    def mentions(self, key: str, whole: core.Program) -> set[str]:
        """The names of types and classes in what is known of a variable."""
        if key not in self._mentions:
            self._mentions[key] = set(names_in(self.fact(key), whole.types.keys() | whole.classes.keys()))
        return self._mentions[key]


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
    whole = checked.whole
    check_separable(unit.program)
    facts = facts_of(unit.modules, unit.program, checked) if unit.modules else {}
    own = declarations_of(unit.program)
    declares = declared(own, whole.types, names)
    mentions = mentioned(unit.written, whole)
    if unit.program is not unit.written:
        mentions |= mentioned(unit.program, whole)
    kept = KeptUnit(
        unit.source.name,
        {module.name: interface(module) for module in unit.modules},
        unit.dependencies,
        traits_of(unit.program).to_fields(),
        has_declarations(unit.program),
        device_code(replace(unit.program, types=whole.types)).may_have_device_code(),
        has_constraints(unit.program),
        bool(unit.program.rules),
        declares,
        sorted(mentions.union(*(elsewhere.mentions(each, whole) for each in used))),
        {key: digest(fact, names) for key, fact in facts.items()},
        sorted(used),
        {},
        {},
        interfaces,
        ProgramPickler.dumped(own, names) if declares else b"",
        ProgramPickler.dumped(facts, names) if facts else b"",
    )
    return with_device_uses(kept, unit, checked, elsewhere), facts


def with_device_uses(kept: KeptUnit, unit: Unit, checked: Checked, elsewhere: Elsewhere) -> KeptUnit:
    """What is kept of a unit, with what a check of it, or of others that call it, has found that its device code uses.

    Raises:
        NotSeparable: it uses something that has no name yet.
    """
    names, whole = checked.names, checked.whole
    bodies, calls = _device_uses(unit, checked, elsewhere)
    if not (bodies or calls):
        return kept
    inlined = core.Program(body=list(bodies.values()))
    called = map(variable_of_call, calls)
    used = all_uses([*values_of(inlined)], called, unit.own, elsewhere.fact, names)
    mentions = mentioned(inlined, whole).union(*(elsewhere.mentions(each, whole) for each in used))
    digests = {key: digest(definition, names) for key, definition in bodies.items()}
    return replace(
        kept,
        mentions=sorted(mentions.union(kept.mentions)),
        uses=sorted(used.union(kept.uses)),
        bodies={**kept.bodies, **digests},
        calls={**kept.calls, **calls},
    )


def _device_uses(
    unit: Unit, checked: Checked, elsewhere: Elsewhere
) -> tuple[Mapping[str, core.Definition], Mapping[str, str]]:
    """The definitions of others that the device code of a unit has in itself, and results of what it calls."""
    own = unit.own
    names = checked.names
    bodies: dict[str, core.Definition] = {}
    calls: dict[str, str] = {}
    for module in own:
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
    values = [*values_of(unit.written)]
    if unit.program is not unit.written:
        values += values_of(unit.program)
    return all_uses(values, (), unit.own, fact, names)


def all_uses(
    values: Iterable[core.Core],
    called: Iterable[str],
    own: Collection[str],
    fact: Callable[[str], Fact],
    names: Names,
) -> set[str]:
    """The variables of modules other than its ``own`` that a program refers to, or is known to call, and those that
    their definitions without bodies refer to.

    Raises:
        NotSeparable: it refers to one that has no name.
    """
    found = uses(values, names, own).union(called)
    pending = list(found)
    while pending:
        for other in uses_of_fact(fact(pending.pop()), names):
            if other not in found:
                found.add(other)
                pending.append(other)
    return found
