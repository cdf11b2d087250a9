"""Checks of single units of a program that was checked before, with what is known of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.checked_programs import CheckedProgram, KeptUnit
from eshkol_mlir.compiler.checked_units import (
    Elsewhere,
    check_warnings,
    kept_unit,
    name_modules,
    unit_uses,
    with_device_uses,
)
from eshkol_mlir.compiler.host_library import library_procedures
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.compiler.host_shapes import changes_parts, shape_errors
from eshkol_mlir.compiler.known_units import KnownUnits
from eshkol_mlir.compiler.placement import Traits, traits_of_all
from eshkol_mlir.compiler.reexpansion import Reexpansion
from eshkol_mlir.compiler.relinking import Relinking
from eshkol_mlir.compiler.tiers import is_of_host
from eshkol_mlir.compiler.unit_facts import (
    Checked,
    NotSeparable,
    call_key,
    module_of,
    text_of_call,
    variable_key,
    variable_of_call,
)
from eshkol_mlir.compiler.unit_parts import Part, elaborate_part, is_near_limits
from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.emit.host.classes import choosing
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.emit.host.interface import Runtime
from eshkol_mlir.emit.host.unit import emitted_unit
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.dependences import BodyNeeded, Dependences
from eshkol_mlir.types.gradual.check import check_part, warnings_of
from eshkol_mlir.types.gradual.checker import Checker


@dataclass(frozen=True)
class ProgramKind:
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
    def of(cls, units: Sequence[KeptUnit]) -> ProgramKind:
        traits = traits_of_all([Traits.from_fields(unit.traits) for unit in units])
        return cls(
            is_of_host(traits),
            any(unit.has_declarations for unit in units),
            any(unit.has_device_code for unit in units),
            any(unit.has_constraints for unit in units),
            changes_parts(traits.names),
        )


class UnitChecks:
    """Checks units of a program, each after those it depends on that have changed.

    Args:
        kept: the program, as it was.
        expansion: expands its units.
        known: what is known of them, which checks add to.
        linking: what they declare.

    Attributes:
        kind: of the program, as it was.
        warnings: what may be wrong with the units that have been checked, by their paths.
        depth, count: limits of the calls that elaborating its device code may have to do with, as those that are kept.
    """

    def __init__(
        self, kept: CheckedProgram, expansion: Reexpansion, known: KnownUnits, linking: Relinking
    ) -> None:
        self.kind = ProgramKind.of(kept.units)
        self.warnings: dict[str, list[Diagnostic]] = {}
        self.depth, self.count = kept.depth, kept.count
        self._expansion, self._known, self._linking = expansion, known, linking
        self._names = expansion.names
        #: What units have called of each other.
        self._calls = {call for unit in kept.units for call in unit.calls}

    def check(self, kept: KeptUnit) -> KeptUnit:
        """Checks a unit with what is known of others; what is known of it then.

        Raises:
            EshkolError, NotSeparable: something is wrong with it, or may be.
        """
        unit = self._linking.linked(kept)
        if kept.path in self._known.bound or unit.program.rules:
            raise NotSeparable
        interfaces = name_modules(unit, self._names)
        used = unit_uses(unit, self._known.fact, self._names)
        part = Part(unit, self._linking.whole(), self._known.facts(used | self._called(kept)))
        for module in self._known.one_of_each_file(kept.bodies):
            self._add_body(part, module)
        checkers = self._check_on_host(part) if self.kind.is_of_host else []
        self.warnings[kept.path] = warnings_of(checkers)
        check_warnings(self.warnings[kept.path], {kept.path})
        dependences = self._elaborated(part)
        device = part.device_code() if self.kind.has_device_code and self.kind.is_of_host else None
        effects = part.check_effects() if self.kind.has_constraints else {}
        checked = Checked(self._linking.whole(), checkers, self._names, dependences, device, effects)
        elsewhere = Elsewhere(self._known.fact, self._linking.definition)
        new, facts = kept_unit(unit, checked, interfaces, used, elsewhere)
        results = {
            call_key(variable_key(binding, self._names), call): result
            for (binding, call), result in dependences.results.items()
            if binding.module in new.interfaces
        }
        self._known.learn(new, facts, results)
        for other in part.others.values():
            before = self._known.owner(other.modules[0].name)
            self._known.depends_further(with_device_uses(before, other, checked, elsewhere))
        return new

    def _called(self, kept: KeptUnit) -> set[str]:
        """The variables that device code of a unit has called, of those that there still are."""
        return {key for key in map(variable_of_call, kept.calls) if key in self._known.owner(key).facts}

    def _add_body(self, part: Part, module: str) -> None:
        """Adds a unit to what is known in whole, and what is known of what it uses."""
        unit = self._known.owner(module)
        if unit.path in part.others or unit.path in self._known.bound:
            raise NotSeparable
        part.add(self._linking.linked(unit), {key: self._known.fact(key) for key in unit.uses})
        self._expansion.name_modules(unit)

    # Code of the host ------------------------------------------------------------------

    def _check_on_host(self, part: Part) -> list[Checker]:
        """Checks the types of a unit, and what it does as code of the host; returns the checkers that have run."""
        program, elsewhere = part.without_bodies()
        device = self._device_code(part)
        checkers: list[Checker] = []
        if self.kind.has_declarations:
            checkers = check_part(
                program,
                frozenset(primitives()),
                device.is_whole,
                {binding: fact.rounds for binding, fact in elsewhere.items()},
            )
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
            changes=lambda: self.kind.changes_parts,
            without=lambda each: each.binding in elsewhere or device.is_whole(each),
            look_into=_refuse,
        ):
            raise NotSeparable

    # Device code -----------------------------------------------------------------------

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
        if self.kind.is_of_host and not self.kind.has_device_code:
            return Dependences()
        calls = list(self._calls_of(part))
        while True:
            program, elsewhere = part.compiled(on_host=self.kind.is_of_host)
            dependences = Dependences(elsewhere, self._known.result)
            try:
                with collection_paused():
                    elaborate_part(program, dependences, calls)
            except BodyNeeded as needed:
                self._add_body(part, needed.module)
                continue
            # What the same unit had before is counted too, until the whole is checked again.
            self.depth += dependences.depth
            self.count += dependences.count
            if not dependences.is_whole or is_near_limits(self.depth, self.count):
                raise NotSeparable
            return dependences

    def _calls_of(self, part: Part) -> Iterable[tuple[Binding, str]]:
        """What others have called of a unit, as far as there still is something to call."""
        own = {module.name for module in part.unit.modules}
        for key in sorted(call for call in self._calls if module_of(call) in own):
            if (binding := part.unit.variable(key)) is not None:
                yield binding, text_of_call(key)


def _refuse(binding: Binding) -> NoReturn:
    """
    Raises:
        NotSeparable: what a variable of another unit is defined as matters, of which no more than a fact is known.
    """
    raise NotSeparable
