"""What is known of the units of a program while it is checked again: what was kept, until one has been checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, takewhile

from eshkol_mlir.compiler.checked_programs import KeptUnit
from eshkol_mlir.compiler.reexpansion import Reexpansion
from eshkol_mlir.compiler.unit_facts import NotSeparable, call_key, module_of, variable_key
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.given import Fact


class KnownUnits:
    """The units, the facts of their variables, and the results of calls of their functions.

    Args:
        units: as they were kept, in order.
        expansion: finds what is kept of them.

    Attributes:
        bound: the paths of units with rules for derivatives, and of those that they depend on.  Rules are made functions of
            where others call what they belong to, so that these units are only checked with the whole.
    """

    def __init__(self, units: Sequence[KeptUnit], expansion: Reexpansion) -> None:
        self._expansion = expansion
        self._now = {unit.path: unit for unit in units}
        self._paths = {name: unit.path for unit in units for name in unit.interfaces}
        #: The paths of units whose facts and results are not those that were kept.
        self._checked: set[str] = set()
        self._facts: dict[str, Fact] = {}
        #: Results of calls in units that have been checked, and what others have called before.
        self._results: dict[str, str] = {}
        self._calls = dict(chain.from_iterable(unit.calls.items() for unit in units))
        self.bound = self._with_rules()

    def in_order(self) -> list[KeptUnit]:
        """All units, each after those that it depends on."""
        return list(self._now.values())

    def _with_rules(self) -> set[str]:
        found: set[str] = set()
        pending = [unit for unit in self._now.values() if unit.has_rules]
        while pending:
            unit = pending.pop()
            if unit.path not in found:
                found.add(unit.path)
                pending += map(self.owner, chain.from_iterable(unit.dependencies.values()))
        return found

    def before(self, unit: KeptUnit) -> Iterator[KeptUnit]:
        """The units before one."""
        return takewhile(lambda other: other.path != unit.path, self._now.values())

    def owner(self, key: str) -> KeptUnit:
        """The unit that a variable or a call is of, by its key; or a module, by its name."""
        return self._now[self._paths[module_of(key)]]

    def is_checked(self, unit: KeptUnit) -> bool:
        """Whether a unit has been checked again."""
        return unit.path in self._checked

    def fact(self, key: str) -> Fact:
        """What is known of a variable.

        Raises:
            NotSeparable: there is no such variable any more.
        """
        if key not in self._facts:
            unit = self.owner(key)
            if self.is_checked(unit):
                raise NotSeparable
            self._facts |= self._expansion.unpickled(unit, unit.fact_data)
        return self._facts[key]

    def facts(self, keys: Collection[str]) -> dict[str, Fact]:
        """What is known of some variables, in the order of all.

        Raises:
            NotSeparable: there is one of them no more.
        """
        found = {key: self.fact(key) for unit in self._now.values() for key in unit.facts if key in keys}
        if len(found) < len(keys):
            raise NotSeparable
        return found

    def result(self, binding: Binding, call: str) -> str | None:
        """The result of a call that somebody has made before, or makes now."""
        return self.result_of(call_key(variable_key(binding, self._expansion.names), call))

    def result_of(self, key: str) -> str | None:
        """The same by the key of the call."""
        return (self._results if self.is_checked(self.owner(key)) else self._calls).get(key)

    def learn(self, unit: KeptUnit, facts: Mapping[str, Fact], results: Mapping[str, str]) -> None:
        """Notes what a check of a unit has found."""
        self._now[unit.path] = unit
        self._checked.add(unit.path)
        self._facts |= facts
        self._results |= results

    def depends_further(self, unit: KeptUnit) -> None:
        """Notes a unit that has not been checked, but whose device code uses more.

        Raises:
            NotSeparable: of others than those before it.
        """
        before = {other.path for other in self.before(unit)}
        if any(self.owner(key).path not in before for key in (*unit.uses, *unit.bodies)):
            raise NotSeparable
        self._now[unit.path] = unit

    def one_of_each_file(self, keys: Iterable[str]) -> Iterable[str]:
        """A module of each file that has variables of these keys."""
        return {self._paths[module]: module for module in map(module_of, keys)}.values()
