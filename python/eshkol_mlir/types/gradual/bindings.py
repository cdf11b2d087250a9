"""Expressions that bind variables: ``let``, ``letrec`` and folds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Clause
from eshkol_mlir.types.gradual.model import ANY, ListOf, Type, Values, VectorOf
from eshkol_mlir.types.gradual.reports import UNKNOWN, Expected, Found

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


def bind_let(checker: Checker, clauses: Sequence[Clause]) -> None:
    """Checks the values of the clauses of a ``let``, and notes what is known of its variables."""
    for clause in clauses:
        if len(clause.bindings) == 1 and clause.rest is None and checker.locals.define(clause):
            continue
        _note_declared(checker, clause)
        bind(checker, clause, _clause_value(checker, clause))


def bind_letrec(checker: Checker, clauses: Sequence[Clause]) -> None:
    """As ``bind_let``, where each value sees all variables."""
    for clause in clauses:
        for parameter in clause.bindings:
            if parameter.type is not None:
                checker.facts[parameter.binding] = checker.declaration(parameter.binding, parameter.type)
    waiting = [clause for clause in clauses if not checker.locals.define(clause)]
    for clause in waiting:
        declared = _note_declared(checker, clause)
        if declared is not None:
            checker.facts[clause.bindings[0].binding] = Found(declared)
    for clause in waiting:
        bind(checker, clause, _clause_value(checker, clause))


def _note_declared(checker: Checker, clause: Clause) -> Type | None:
    """Notes where a local procedure with a name declares its parameters; what it declares to be, if it does."""
    if len(clause.bindings) != 1 or clause.rest is not None or not isinstance(clause.value, core.Lambda):
        return None
    (parameter,) = clause.bindings
    if parameter.type is not None or parameter.binding.assigned:
        return None
    declared = checker.procedures.signature_of(clause.value, None, parameter.binding.name)
    if declared is None:
        return None
    checker.local_origins[parameter.binding] = declared.origins
    return declared.type


def _clause_value(checker: Checker, clause: Clause) -> Found:
    if len(clause.bindings) == 1 and clause.rest is None:
        (parameter,) = clause.bindings
        if parameter.type is not None:
            declared = checker.declaration(parameter.binding, parameter.type)
            checker.declared_value(parameter.binding, clause.value, declared)
            return declared
    return checker.infer(clause.value)


def bind(checker: Checker, clause: Clause, value: Found) -> None:
    """Notes what is known of the variables of a clause."""
    if len(clause.bindings) == 1 and clause.rest is None and clause.bindings[0].type is not None:
        checker.facts[clause.bindings[0].binding] = value
    elif len(clause.bindings) == 1 and clause.rest is None:
        binding = clause.bindings[0].binding
        checker.fact(binding, value)
        if isinstance(clause.value, core.Reference) and not (
            binding.assigned or clause.value.binding.assigned
        ):
            original = clause.value.binding
            checker.aliases[binding] = checker.aliases.get(original, original)
        elif isinstance(clause.value, core.Apply) and not binding.assigned:
            checker.tests.note(binding, clause.value)
    else:
        _bind_several(checker, clause, value)


def _bind_several(checker: Checker, clause: Clause, value: Found) -> None:
    types = value.type.items if isinstance(value.type, Values) else ()
    is_known = len(types) == len(clause.bindings) and clause.rest is None
    for position, parameter in enumerate(clause.bindings):
        binding, found = parameter.binding, UNKNOWN
        if is_known:
            found = Found(types[position], value.origin)
        if parameter.type is None:
            checker.fact(binding, found)
            continue
        declared = checker.declaration(binding, parameter.type)
        checker.facts[binding] = declared
        expected = Expected(declared.type, Code.DECLARED_VALUE, f"`{binding.name}`", declared.origin)
        checker.require(expected, found, clause.value.span)
    if clause.rest is not None:
        checker.fact(clause.rest, UNKNOWN)


def fold(checker: Checker, node: core.Fold) -> Found:
    """What is found of a fold: nothing yet."""
    for clause in node.sequences:
        found = checker.infer(clause.value).type
        element = found.element if isinstance(found, ListOf | VectorOf) else ANY
        bind(checker, clause, Found(element))
    for clause in node.accumulators:
        checker.infer(clause.value)
        for parameter in clause.bindings:
            checker.fact(parameter.binding, UNKNOWN)
    checker.infer(node.body)
    return UNKNOWN
