"""Checking programs of the host before they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress

from eshkol_mlir.diagnostics import Diagnostic, EshkolError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import clauses, walk_program
from eshkol_mlir.reader.syntax import List, Symbol, Syntax, children
from eshkol_mlir.types.annotations import TypeReader
from eshkol_mlir.types.definitions import check_definitions
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.given import Given
from eshkol_mlir.types.gradual.reports import by_place, raise_all


def check_types(
    program: core.Program,
    primitives: Set[str],
    on_device: Callable[[core.Definition], bool],
    *,
    removes_checks: bool,
    rounds: list[Checker] | None = None,
) -> core.Program:
    """A program without the checks that its types make needless.

    A program without declared types is returned as it is.

    Args:
        program: of the host, with all its modules.
        primitives: the language's procedures that are no Scheme procedures.
        on_device: whether a procedure is device code, which is checked when that is compiled.
        removes_checks: whether to leave out checks; device code needs the declarations.
        rounds: gets the checkers that have run, each of which trusts less.

    Raises:
        EshkolError: everything that contradicts its declared types.
    """
    if not has_declarations(program):
        return program
    check_written(program)
    checker = Checker(program, primitives, on_device)
    checker.run()
    ran = [checker]
    while doubtful := checker.unproven():
        doubted = checker.doubted | doubtful
        checker = Checker(program, primitives, on_device, doubted=doubted, before=checker)
        checker.run()
        ran.append(checker)
    if rounds is not None:
        rounds += ran
    if not removes_checks:
        return program
    from eshkol_mlir.types.gradual.needless import without_needless_checks

    return without_needless_checks(checker)


def check_part(
    program: core.Program,
    primitives: Set[str],
    on_device: Callable[[core.Definition], bool],
    elsewhere: Mapping[Binding, Sequence[Given]],
) -> list[Checker]:
    """Checks some modules of a program as they are checked with all of it, and returns the checkers that have run.

    Args:
        program: they, and of other variables that they refer to their types.
        primitives, on_device: as for :func:`check_types`.
        elsewhere: what is known of those variables, in each round.  What is known in the last stays so.

    Raises:
        EshkolError: what contradicts its declared types.
    """
    check_written(program)
    least = max(map(len, elsewhere.values()), default=1)
    rounds: list[Checker] = []
    doubted: Set[Binding] = frozenset()
    while True:
        given = {binding: known[min(len(rounds), len(known) - 1)] for binding, known in elsewhere.items()}
        checker = Checker(program, primitives, on_device, doubted=doubted, given=given)
        checker.run()
        rounds.append(checker)
        doubtful = checker.unproven()
        if not doubtful and len(rounds) >= least:
            return rounds
        doubted = doubted | doubtful


def warnings_of(checkers: Sequence[Checker]) -> list[Diagnostic]:
    """What may be wrong with what has been checked, by place; what has the same place in the order of the program.

    Args:
        checkers: those that have run, the last of which knows; none where no types are declared.
    """
    if not checkers or not checkers[-1].warnings:
        return []
    warnings = checkers[-1].warnings
    nodes = {node for node, _ in warnings}
    # A walk begins at the end.
    positions = {
        node: -index for index, node in enumerate(walk_program(checkers[-1].program)) if node in nodes
    }
    ordered = sorted(warnings, key=lambda key: positions.get(key[0], 1))
    return by_place([warnings[key] for key in ordered])


def check_generality(program: core.Program, primitives: Set[str]) -> None:
    """Checks that what is given where a type of ``forall`` is declared is as general, in code for devices as well.

    Calls of such procedures are evaluated there for the values that they have, which tells nothing of others.

    Args:
        program: of either tier, with all its modules.
        primitives: the language's procedures that are no Scheme procedures.

    Raises:
        EshkolError: what is less general.
    """
    checker = Checker(program, primitives)
    # The rest of what it finds is for the elaborator to say, which knows more of tensors.
    with suppress(EshkolError):
        checker.run()
    told = set(map(id, checker.errors_of_generality))
    raise_all([error for error in checker.errors if id(error) in told])


def needs_generality(program: core.Program) -> bool:
    """Whether a program declares something to be of a type of ``forall`` that is not a whole definition."""
    return any(map(_has_forall, _places_of_values(program)))


def _places_of_values(program: core.Program) -> Iterator[Syntax]:
    """What is written of types, without ``forall`` of the variables of whole definitions."""
    yield from (definition.body for definition in program.types.values())
    yield from (_without_variables(each.type) for each in program.definitions if each.type is not None)
    for node in walk_program(program):
        if isinstance(node, core.Lambda):
            yield from (_without_variables(node.type),) if node.type is not None else ()
            yield from (node.result,) if node.result is not None else ()
            yield from (p.type for p in node.parameters if p.type is not None)
        for clause in clauses(node):
            yield from (p.type for p in clause.bindings if p.type is not None)


def _without_variables(type: Syntax) -> Syntax:
    match type:
        case List(items=(Symbol(name="forall"), _, inner, *_)):
            return inner
    return type


def _has_forall(type: Syntax) -> bool:
    pending = [type]
    while pending:
        part = pending.pop()
        if isinstance(part, Symbol) and part.name == "forall":
            return True
        pending += children(part)
    return False


def check_written(program: core.Program) -> None:
    """Checks that the types that a program writes are well formed, and that something can be of those that it defines.

    Raises:
        EshkolError: what is wrong with them.
    """
    reader = TypeReader(program.types)
    errors: list[EshkolError] = []
    try:
        check_definitions(reader, errors.append, on_device=False)
    except EshkolError as error:
        errors.append(error)
    for written in written_types(program):
        try:
            reader.read(written)
        except EshkolError as error:
            errors.append(error)
    raise_all([diagnostic for error in errors for diagnostic in error.diagnostics])


def has_declarations(program: core.Program) -> bool:
    """Whether a program declares a type of something."""
    return bool(program.types) or any(True for _ in written_types(program))


def written_types(program: core.Program) -> Iterator[Syntax]:
    """The types that a program declares for variables, parameters and results."""
    for definition in program.definitions:
        if definition.type is not None:
            yield definition.type
    for node in walk_program(program):
        if isinstance(node, core.Lambda):
            yield from (type for type in (node.type, node.result) if type is not None)
            yield from (p.type for p in node.parameters if p.type is not None)
        for clause in clauses(node):
            yield from (p.type for p in clause.bindings if p.type is not None)
