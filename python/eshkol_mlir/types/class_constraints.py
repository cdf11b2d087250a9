"""Constraints of type classes, ``(where (Class a))``, which a procedure checks of its arguments before it does anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from eshkol_mlir.diagnostics import raise_together
from eshkol_mlir.expander import core
from eshkol_mlir.expander.classes import holds, is_of, unknown_class
from eshkol_mlir.expander.coverage import declared_parameters
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.expander.type_names import constraints_in, parts_of_constraint
from eshkol_mlir.reader.syntax import List, Syntax

#: Constraints that need no class: what a procedure does with values tells whether they are fit for it.
_BUILTIN = frozenset(("Numeric", "Differentiable"))


def check_constraints(written: Iterable[List], classes: dict[str, core.TypeClass]) -> None:
    """Checks that there are the classes of constraints.

    Raises:
        EshkolError: all those of classes that there are not.
    """
    names = {each.span: (parts_of_constraint(each)[0], each) for each in written}
    unknown = [found for found in names.values() if found[0] not in classes and found[0] not in _BUILTIN]
    raise_together([unknown_class(name, constraint, classes) for name, constraint in unknown])


def with_checks(procedure: core.Lambda, classes: dict[str, core.TypeClass]) -> core.Lambda:
    """A procedure that first checks what ``where`` says in its types, of the classes that the program defines."""
    checks = []
    for constraint in constraints(procedure):
        name, variable = parts_of_constraint(constraint)
        known = classes.get(name)
        if known is None:
            continue
        for parameter, written in declared_parameters(procedure):
            in_sequence = _occurrence(written, variable)
            if in_sequence is not None:
                checks.append(_check_of(known, procedure, parameter, in_sequence))
    if not checks:
        return procedure
    body = core.Sequence((*checks, procedure.body), procedure.body.span)
    return replace(procedure, body=body)


def constraints(procedure: core.Lambda, whole: Syntax | None = None) -> Iterator[List]:
    """The ``(Class variable)`` after ``where`` in the types of a procedure; ``whole`` is declared apart from it."""
    written = (whole, procedure.type, procedure.result, *(p.type for p in procedure.parameters))
    return constraints_in(*(type for type in written if type is not None))


def _check_of(
    known: core.TypeClass, procedure: core.Lambda, parameter: core.Binding, in_sequence: bool
) -> core.Core:
    span = procedure.span
    arguments = (
        core.Constant(known.name, span),
        core.Constant(procedure.name or "lambda", span),
        core.Constant(in_sequence, span),
        core.Reference(parameter, span),
    )
    return core.Apply(core.Builtin("%constraint", span), arguments, {}, span)


def _occurrence(type: Syntax, variable: str) -> bool | None:
    """Whether a value of a type is one of the variable's (False), or a sequence of such (True)."""
    if isinstance(type, List) and len(type.items) > 2 and is_symbol(type.items[1], "where"):
        type = type.items[0]
    return False if is_of(type, variable) else True if holds(type, variable) else None
