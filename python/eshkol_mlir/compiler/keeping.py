"""Keeping what is known of a program that has been checked as a whole, for checks of what changes of it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.checked_programs import CheckedProgram, CheckedPrograms, KeptUnit
from eshkol_mlir.compiler.checked_units import (
    Elsewhere,
    check_warnings,
    kept_unit,
    name_modules,
    unit_uses,
    units_of,
)
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.effects import has_constraints
from eshkol_mlir.compiler.expansion_pickle import Names
from eshkol_mlir.compiler.frontend import Expanded
from eshkol_mlir.compiler.kept_warnings import by_file
from eshkol_mlir.compiler.tiers import device_code
from eshkol_mlir.compiler.unit_facts import Checked, NotSeparable
from eshkol_mlir.compiler.unit_parts import Part, is_near_limits
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Source
from eshkol_mlir.expander.modules import Modules
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.dependences import Dependences
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.given import Fact


def keep_checked(
    programs: CheckedPrograms, expanded: Expanded, checkers: Sequence[Checker], warnings: Sequence[Diagnostic],
    boundaries: Sequence[Sequence[Any]], dependences: Dependences, *, on_host: bool, has_units: bool = True,
) -> None:  # fmt: skip
    """Keeps what is known of a program that has been checked as a whole.

    Args:
        programs: where.
        expanded: what it consists of.
        checkers: those of its types.
        warnings: what may be wrong with it.
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
                check_warnings(warnings, {unit.path for unit in units})
        except (EshkolError, NotSeparable, pickle.PicklingError, RecursionError, LookupError):
            units = []
    programs.keep(
        CheckedProgram(
            hex_digest(source.text), file_digests(expanded.modules, source), expanded.files.found, boundaries,
            by_file(warnings), units, dependences.depth, dependences.count,
        )
    )  # fmt: skip


def _kept_units(
    source: Source, expanded: Expanded, checkers: Sequence[Checker], dependences: Dependences,
    *, on_host: bool,
) -> list[KeptUnit]:  # fmt: skip
    units = units_of(source, expanded)
    program = expanded.program
    if program.rules and program.classes:
        # A rule may use an instance of a module after its own.
        raise NotSeparable
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


def file_digests(modules: Modules, source: Source) -> dict[str, str]:
    """Digests of the files that a program consists of beside its own, by path."""
    sources = [module.span.source for module in modules.loaded.values() if module.span is not None]
    found = {
        each.name: hex_digest(each.text) for each in (*sources, *modules.inclusions) if each is not source
    }
    return found | modules.included
