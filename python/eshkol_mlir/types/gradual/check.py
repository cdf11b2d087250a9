"""Checking programs of the host before they run."""

from __future__ import annotations

from collections.abc import Callable, Set

from eshkol_mlir.expander import core
from eshkol_mlir.expander.traversal import clauses, walk_program
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.needless import without_needless_checks


def check_types(
    program: core.Program,
    primitives: Set[str],
    on_device: Callable[[core.Definition], bool],
    *,
    removes_checks: bool,
) -> core.Program:
    """A program without the checks that its types make needless.

    A program without declared types is returned as it is.

    Args:
        program: of the host, with all its modules.
        primitives: the language's procedures that are no Scheme procedures.
        on_device: whether a procedure is device code, which is checked when that is compiled.
        removes_checks: whether to leave out checks; device code needs the declarations.

    Raises:
        EshkolError: everything that contradicts its declared types.
    """
    if not has_declarations(program):
        return program
    checker = Checker(program, primitives, on_device)
    checker.run()
    while doubtful := checker.unproven():
        checker = Checker(program, primitives, on_device, doubted=checker.doubted | doubtful)
        checker.run()
    return without_needless_checks(checker) if removes_checks else program


def has_declarations(program: core.Program) -> bool:
    """Whether a program declares a type of something."""
    if program.types or any(definition.type is not None for definition in program.definitions):
        return True
    return any(map(_declares, walk_program(program)))


def _declares(node: core.Core) -> bool:
    if isinstance(node, core.Lambda):
        return bool(node.type or node.result or any(p.type is not None for p in node.parameters))
    return any(p.type is not None for clause in clauses(node) for p in clause.bindings)
