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
    match programs.load():
        case (_, changed) if not changed:
            return
        case (kept, changed):
            from eshkol_mlir.compiler.rechecking import has_no_errors

            if has_no_errors(programs, kept, changed):
                return
    _check_whole(programs, warnings)


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
        case (CheckedProgram(boundaries=boundaries), changed) if boundaries is not None and not changed:
            from eshkol_mlir.types.boundary import Boundary

            return [Boundary(*fields) for fields in boundaries]
    return _check_whole(programs, warnings)


def _check_whole(programs: CheckedPrograms, warnings: list[Diagnostic] | None) -> list[Boundary]:
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.host import check_without_tensors, host_instead, host_program
    from eshkol_mlir.compiler.keeping import keep_checked
    from eshkol_mlir.compiler.options import Options
    from eshkol_mlir.types.boundary import assertions
    from eshkol_mlir.types.dependences import Dependences
    from eshkol_mlir.types.gradual.reports import by_place

    compiler = Compiler(programs.source, Options(path=tuple(programs.path)), cache=programs.cache)
    compiler.dependences = dependences = Dependences()
    host = host_program(compiler)
    checkers: list[Checker] = []
    is_of_its_tier, has_units = True, True
    try:
        if host is not None:
            found = host.check(checkers)
        else:
            found = list(assertions(compiler.frontend().elaborated.functions))
            has_units = not check_without_tensors(compiler, checkers)
    except EshkolError as error:
        instead = host_instead(compiler, error) if host is None else None
        if instead is None:
            raise
        found, is_of_its_tier = instead.check(checkers), False
    boundaries = sorted(set(found))
    warned = by_place(checkers[-1].warnings.values()) if checkers else []
    if warnings is not None:
        warnings += warned
    if warned or not is_of_its_tier:
        # The next check has to tell warnings again, and to find again which tier it is.
        return boundaries
    assert compiler.expanded is not None
    fields = [astuple(boundary) for boundary in boundaries]
    keep_checked(
        programs,
        compiler.expanded,
        checkers,
        fields,
        dependences,
        on_host=host is not None,
        has_units=has_units,
    )
    return boundaries


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
