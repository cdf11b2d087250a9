"""A unit that is checked with what is known of others: of some all definitions, of most only facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace

from eshkol_mlir.compiler.checked_units import Unit
from eshkol_mlir.compiler.effects import check_effects_of_part
from eshkol_mlir.compiler.prelude import Definitions
from eshkol_mlir.compiler.tiers import device_code
from eshkol_mlir.compiler.unit_facts import NotSeparable
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.dependences import Dependences
from eshkol_mlir.types.effects.elsewhere import ChangedElsewhere, EffectFact
from eshkol_mlir.types.expansion import MAX_CALLS, MAX_DEPTH
from eshkol_mlir.types.gradual.given import Fact


def is_near_limits(depth: int, count: int) -> bool:
    """Whether so many calls, and so many inside of each other, may be more than elaborating a program expands."""
    return depth > MAX_DEPTH // 2 or count > MAX_CALLS // 2


def elaborate_part(
    program: core.Program, dependences: Dependences, calls: Iterable[tuple[Binding, str]]
) -> None:
    """Checks the device code of a part of a program: see :func:`eshkol_mlir.types.program.check_part`."""
    # Programs without device code need none of this.
    from eshkol_mlir.types import program as typed

    with deep_recursion():
        typed.check_part(program, Definitions(program), dependences, calls)


class Part:
    """A unit, and what is known of what it uses.

    Args:
        unit: what is checked.
        whole: the types, classes and instances of all units.
        facts: what it uses of others, by keys, in the order of all.
    """

    def __init__(self, unit: Unit, whole: core.Program, facts: Mapping[str, Fact]) -> None:
        self.unit = unit
        #: Other units whose definitions are needed, by their paths.
        self.others: dict[str, Unit] = {}
        #: The names of procedures that code of the host calls on the device.
        self.called: Set[str | None] = frozenset()
        self._whole = whole
        self._facts = facts
        self._all_facts = dict(facts)
        self._device: DeviceCode | None = None

    def add(self, other: Unit, facts: Mapping[str, Fact]) -> None:
        """Adds a unit in whole, with what that uses."""
        self.others[other.source.name] = other
        self._all_facts |= facts
        self._device = None

    def without_bodies(self) -> tuple[core.Program, dict[Binding, Fact]]:
        """The unit after what is known of the variables that it refers to, and these."""
        return self._program([], self._facts.values())

    def with_bodies(self) -> tuple[core.Program, dict[Binding, Fact]]:
        """The same with those units that are needed in whole."""
        return self._program(list(self.others.values()), self._all_facts.values())

    def _program(
        self, others: Collection[Unit], facts: Collection[Fact]
    ) -> tuple[core.Program, dict[Binding, Fact]]:
        whole = {module.name for unit in others for module in unit.modules}
        program = core.Program()
        elsewhere: dict[Binding, Fact] = {}
        for fact in facts:
            binding = fact.definitions[0].binding
            if binding.module not in whole:
                program.definitions += fact.definitions
                program.body += fact.definitions
                elsewhere[binding] = fact
        for unit in (*others, self.unit):
            core.add_part(program, unit.program)
        known = self._whole
        program = replace(program, types=known.types, classes=known.classes, instances=known.instances)
        return program, elsewhere

    def check_effects(self) -> dict[Binding, EffectFact]:
        """What is known of the effects of what the unit defines.

        Raises:
            EshkolError: what is wrong with them.
            NotSeparable: they depend on those of others in other ways than by facts.
        """
        program, elsewhere = self.without_bodies()
        known = {binding: fact.effects for binding, fact in elsewhere.items() if fact.effects is not None}
        try:
            return check_effects_of_part(program, self.unit.program.body, known)
        except ChangedElsewhere:
            raise NotSeparable from None

    # Device code -----------------------------------------------------------------------

    def captured(self) -> str | None:
        """A module that device code may have to have in itself, as a procedure in it refers to variables."""
        _, elsewhere = self.with_bodies()
        for binding, fact in elsewhere.items():
            found = fact.on_device
            if found is not None and found.is_procedure and found.has_variables and not found.obstacle:
                return binding.module
        return None

    def device_code(self) -> DeviceCode:
        """What device code computes of it, as a part of a program of the host."""
        if self._device is None:
            program, elsewhere = self.with_bodies()
            known = {binding: fact.on_device for binding, fact in elsewhere.items() if fact.on_device}
            self._device = device_code(program, known)
        return self._device

    def compiled(self, *, on_host: bool) -> tuple[core.Program, set[Binding]]:
        """The program to be elaborated, and what is elsewhere.

        Args:
            on_host: whether only what is ``called`` by code of the host is compiled.
        """
        program, elsewhere = self.with_bodies()
        own = self.unit.program
        if on_host:
            public = {each.binding for each in own.definitions if each.binding.name in self.called}
        else:
            public = {each.binding for each in own.definitions if each.is_public}
        program = replace(
            program,
            definitions=[replace(each, is_public=each.binding in public) for each in program.definitions],
            expressions=[] if on_host else own.expressions,
        )
        return program, {binding for binding, fact in elsewhere.items() if fact.has_no_body}
