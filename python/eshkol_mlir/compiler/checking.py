"""Checking programs without making code of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.checked_programs import CheckedProgram, CheckedPrograms
from eshkol_mlir.diagnostics import EshkolError

if TYPE_CHECKING:
    from eshkol_mlir.diagnostics import Diagnostic, Source
    from eshkol_mlir.types.boundary import Boundary
    from eshkol_mlir.types.effects.signatures import EffectSignature
    from eshkol_mlir.types.gradual.checker import Checker


def find_errors(
    source: Source, path: Sequence[str] = (), *, warnings: list[Diagnostic] | None = None
) -> None:
    """Checks a program, or what has changed of it since it was checked.

    Args:
        source: a program of either tier.
        path: folders where modules are.
        warnings: gets what may be wrong with it.

    Raises:
        EshkolError: everything that is found to be wrong with it.
    """
    programs = CheckedPrograms(source, path, ModuleCache())
    checked: CheckedProgram | None = None
    match programs.load():
        case (kept, changed) if not changed:
            checked = kept
        case (kept, changed):
            from eshkol_mlir.compiler.rechecking import checked_again

            checked = checked_again(programs, kept, changed)
    found = None if checked is None else programs.warnings(checked)
    if found is None:
        _, found = _check_whole(programs)
    if warnings is not None:
        warnings += found


def check_program(
    source: Source, path: Sequence[str] = (), *, warnings: list[Diagnostic] | None = None
) -> list[Boundary]:
    """What is left to the running program to check, by place.

    Args:
        source: a program of either tier.
        path: folders where modules are.
        warnings: gets what may be wrong with it.

    Raises:
        EshkolError: everything that is found to be wrong with it.
    """
    programs = CheckedPrograms(source, path, ModuleCache())
    match programs.load():
        case (CheckedProgram(boundaries=fields) as checked, changed) if fields is not None and not changed:
            from eshkol_mlir.types.boundary import Boundary

            found, boundaries = programs.warnings(checked), [Boundary(*each) for each in fields]
        case _:
            found, boundaries = None, []
    if found is None:
        boundaries, found = _check_whole(programs)
    if warnings is not None:
        warnings += found
    return boundaries


def _check_whole(programs: CheckedPrograms) -> tuple[list[Boundary], list[Diagnostic]]:
    """What is left to the running program to check, and what may be wrong, of a program that is kept.

    Raises:
        EshkolError: everything that is wrong with it.
    """
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.host import host_instead, host_program
    from eshkol_mlir.compiler.keeping import keep_checked
    from eshkol_mlir.compiler.options import Options
    from eshkol_mlir.types.boundary import assertions
    from eshkol_mlir.types.dependences import Dependences
    from eshkol_mlir.types.gradual.check import needs_generality, warnings_of

    compiler = Compiler(programs.source, Options(path=tuple(programs.path)), cache=programs.cache)
    compiler.dependences = dependences = Dependences()
    host = host_program(compiler)
    checkers: list[Checker] = []
    compiler.checkers = checkers
    is_of_its_tier, has_units = True, True
    try:
        if host is not None:
            found = host.check(checkers)
            has_units = not needs_generality(host.program)
        else:
            found = list(assertions(compiler.frontend().elaborated.functions))
            has_units = not compiler.check_types_of_device_code()
    except EshkolError as error:
        instead = host_instead(compiler, error) if host is None else None
        if instead is None:
            raise
        found, is_of_its_tier = instead.check(checkers), False
    boundaries = sorted(set(found))
    warnings = warnings_of(checkers)
    if not is_of_its_tier:
        # The next check has to find again which it is.
        return boundaries, warnings
    assert compiler.expanded is not None
    fields = [astuple(boundary) for boundary in boundaries]
    keep_checked(
        programs,
        compiler.expanded,
        checkers,
        warnings,
        fields,
        dependences,
        on_host=host is not None,
        has_units=has_units,
    )
    return boundaries, warnings


def inferred_effects(source: Source, path: Sequence[str] = ()) -> list[EffectSignature]:
    """What the procedures do that a program and its modules define, in order.

    Args:
        source: a program of either tier, which has been checked.
        path: folders where modules are.
    """
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.effects import infer_effects
    from eshkol_mlir.compiler.options import Options

    program = Compiler(source, Options(path=tuple(path))).program()
    return [signature for signature in infer_effects(program).signatures if signature.is_written]
