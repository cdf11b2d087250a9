"""Checking again what has changed of a program that had no errors.

Units are checked in their order, as parts of the program: with the facts that are kept of the variables of others.
One is checked if its text has changed, or a fact that it uses.  Only the answer that nothing is wrong, but for warnings,
is given here: whatever looks wrong, or changes more than facts do, is left to a check of the whole program.

What units there are now is found in `reexpansion.py` and `relinking.py`, `known_units.py` has what is known of them,
and `unit_checks.py` checks one.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Collection
from itertools import chain

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.checked_programs import CheckedProgram, CheckedPrograms, KeptUnit
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.keeping import file_digests
from eshkol_mlir.compiler.kept_warnings import Fields, by_file, source_names
from eshkol_mlir.compiler.known_units import KnownUnits
from eshkol_mlir.compiler.reexpansion import Reexpansion
from eshkol_mlir.compiler.relinking import Relinking
from eshkol_mlir.compiler.unit_checks import ProgramKind, UnitChecks
from eshkol_mlir.compiler.unit_facts import NotSeparable, digest
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.recursion import deep_recursion

#: What reading a damaged entry, or writing another one, may raise.
_DAMAGED = (pickle.PickleError, ValueError, LookupError, EOFError, TypeError, AttributeError)


def checked_again(
    programs: CheckedPrograms, kept: CheckedProgram, changed: Collection[str]
) -> CheckedProgram | None:
    """What is known of a program now, which is kept; None where checking a part does not tell that it has no errors.

    Args:
        programs: where it is kept.
        kept: what is known of it.
        changed: the paths of the files that are not as they were then.
    """
    if not kept.units or not set(changed) <= {unit.path for unit in kept.units}:
        return None
    try:
        with deep_recursion(), collection_paused():
            found = _Recheck(programs, kept, changed).run()
    except (EshkolError, NotSeparable, RecursionError, *_DAMAGED):
        return None
    programs.keep(found)
    return found


class _Recheck:
    """One check of a program, which finds the units that are to be checked.

    Raises:
        EshkolError, NotSeparable: a file that has changed cannot be expanded.
    """

    def __init__(self, programs: CheckedPrograms, kept: CheckedProgram, changed: Collection[str]) -> None:
        self._source, self._kept = programs.source, kept
        self._expansion = Reexpansion(programs, kept, changed)
        self._known = KnownUnits(kept.units, self._expansion)
        self._linking = Relinking(kept.units, self._expansion, self._known)
        self._checks = UnitChecks(kept, self._expansion, self._known, self._linking)

    def run(self) -> CheckedProgram:
        """What is known of the program now.

        Raises:
            EshkolError, NotSeparable: something is wrong with it, or may be.
        """
        affected = self._linking.affected_names()
        if affected and self._known.bound:
            raise NotSeparable
        calling = self._calling_with(affected)
        changed_facts: set[str] = set()
        for unit in self._kept.units:
            if (
                unit.path in self._expansion.changed
                or unit.path in calling
                or not changed_facts.isdisjoint(unit.uses)
                or not affected.isdisjoint(unit.mentions)
                or self._has_other_parts(unit)
                or self._warns_of_changes(unit)
            ):
                new = self._checks.check(unit)
                changed_facts |= {name for name, _ in unit.facts.items() ^ new.facts.items()}
        now = self._known.in_order()
        if ProgramKind.of(now) != self._checks.kind:
            raise NotSeparable
        return CheckedProgram(
            hex_digest(self._source.text),
            {**self._kept.files, **file_digests(self._expansion.modules, self._source)},
            {**self._kept.found, **self._expansion.files.found},
            None,
            self._warnings_now(),
            now,
            self._checks.depth,
            self._checks.count,
        )

    def _calling_with(self, names: Collection[str]) -> set[str]:
        """The paths of units that call functions of each other with values of some types, or return such."""
        quoted = list(map(json.dumps, names))
        found: set[str] = set()
        for unit in self._kept.units:
            for call, result in unit.calls.items():
                if any(name in call or name in result for name in quoted):
                    found |= {unit.path, self._known.owner(call).path}
        return found

    def _has_other_parts(self, kept: KeptUnit) -> bool:
        """Whether device code of a unit has other definitions in itself, or calls of other results, than before."""
        for key, before in kept.bodies.items():
            unit = self._known.owner(key)
            if self._known.is_checked(unit):
                binding = self._linking.linked(unit).variable(key)
                if binding is None:
                    return True
                if digest(self._linking.definition(binding), self._expansion.names) != before:
                    return True
        return any(
            self._known.is_checked(self._known.owner(key)) and self._known.result_of(key) != before
            for key, before in kept.calls.items()
        )

    def _warns_of_changes(self, unit: KeptUnit) -> bool:
        """Whether a warning in a unit shows a place in a text that has changed, as that of a macro."""
        fields = self._kept.warnings.get(unit.path)
        return fields is not None and not source_names(fields).isdisjoint(self._expansion.changed)

    def _warnings_now(self) -> dict[str, Fields]:
        """What may be wrong with the program: what was found before of the units that need not be checked."""
        checked = self._checks.warnings
        before = {path: fields for path, fields in self._kept.warnings.items() if path not in checked}
        return before | by_file(chain.from_iterable(checked.values()))
