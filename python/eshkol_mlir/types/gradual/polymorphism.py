"""Arguments, results and fields of types of ``forall``: they must be of them whatever the variables stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.expander import core
from eshkol_mlir.types.gradual.model import (
    ANY,
    Forall,
    Open,
    Procedure,
    Rigid,
    Type,
    Variable,
    described,
    render,
)
from eshkol_mlir.types.gradual.relations import copied, generalized, skolemized, skolems_of, substituted
from eshkol_mlir.types.gradual.reports import Expected, Found
from eshkol_mlir.types.gradual.signatures import signature

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker

#: What is told of a procedure that is less general than it must be: as a whole, or of what it does with its arguments.
_OF_GENERALITY = frozenset((Code.LESS_GENERAL, Code.RIGID_VARIABLE))


def check_for_all(checker: Checker, node: core.Core, expected: Expected) -> Found:
    """What is found of an expression that must be of a type of ``forall``.

    Its variables are types of which nothing is known there, so what is found must not depend on what they are.
    """
    errors = len(checker.errors)
    found = _checked_for_all(checker, node, expected)
    told = (each for each in checker.errors[errors:] if each.code in _OF_GENERALITY)
    checker.errors_of_generality += told
    return found


def _checked_for_all(checker: Checker, node: core.Core, expected: Expected) -> Found:
    wanted = expected.type
    assert isinstance(wanted, Forall)
    skolems = _skolems(checker, wanted)
    place = replace(expected, type=skolemized(wanted, skolems))
    errors = len(checker.errors)
    if isinstance(node, core.Lambda) and checker.procedures.signature_of(node, None, node.name) is None:
        found = checker.check(node, place)
    else:
        found = _found(checker, node)
        if not _is_instance(checker, node, found.type, place):
            return _reported(checker, node, found, expected)
    if len(checker.errors) > errors:
        return Found(wanted, found.origin)
    escaped = expected.match.escaped([each for each in skolems.values() if isinstance(each, Rigid)])
    if escaped is not None:
        _report_escape(checker, node, escaped, expected)
    return Found(wanted, found.origin, found.checked, found.returns)


def _skolems(checker: Checker, wanted: Forall) -> dict[Variable, Type]:
    return {
        variable: checker.classes.constrained(
            rigid, [name for name, constrained in wanted.constraints if constrained == variable.name]
        )
        for variable, rigid in skolems_of(wanted).items()
    }


def _found(checker: Checker, node: core.Core) -> Found:
    """What is found of an expression, with the variables of its type."""
    found = checker.infer(node)
    match node:
        case core.Reference(binding=binding) if binding not in checker.facts and checker.definition(binding):
            return replace(found, type=_inferred(checker, binding))
        case core.Reference(binding=binding):
            return replace(found, type=generalized(checker.found(binding).type))
        case core.Builtin(name=name):
            return replace(found, type=generalized(signature(name) or ANY))
    return replace(found, type=generalized(found.type))


def _inferred(checker: Checker, binding: core.Binding) -> Type:
    """The type of a procedure without declared types: its parameters are type variables, or what it needs of them."""
    type = checker.found(binding).type
    demands = checker.demands.of(binding)
    known: dict[Type, Type] = {}
    for each in type.parameters if isinstance(type, Procedure) else ():
        if isinstance(each, Open):
            demand = demands.get(each.parameter)
            known[each] = Variable(each.parameter.name) if demand is None else demand.type
    return generalized(substituted(type, known))


def _is_instance(checker: Checker, node: core.Core, found: Type, place: Expected) -> bool:
    """Whether what is found is of the type that is expected, with the instances that it needs."""
    copies: Mapping[Type, Type] = {}
    if isinstance(found, Forall):
        found, copies = copied(found)
    if not place.match.fits(found, place.type):
        return False
    declared = checker.signatures.get(node.binding) if isinstance(node, core.Reference) else None
    for class_name, variable in () if declared is None else declared.constraints:
        stands_for = place.match.types.get(copies.get(Variable(variable), ANY), ANY)
        checker.classes.check_instance(checker, class_name, stands_for, node, place.subject, None)
    return True


def _reported(checker: Checker, node: core.Core, found: Found, expected: Expected) -> Found:
    """Reports what is less general than it should be, or no procedure at all."""
    expected.match.mismatch = None
    wanted = expected.type
    assert isinstance(wanted, Forall)
    is_procedure = isinstance(found.type, Procedure | Forall)
    if not is_procedure:
        return checker.require(expected, found, node.span)
    names = " and ".join(f"`{variable.name}`" for variable in wanted.variables)
    labels = [] if expected.origin is None else [expected.origin.label()]
    if found.origin is not None:
        labels.append(found.origin.label())
    checker.errors.append(
        Diagnostic(
            Code.LESS_GENERAL, "TypeError",
            f"{expected.subject} must work whatever {names} may be, but is {described(found.type)}",
            node.span, "", [label for label in labels if label.span != node.span],
            [f"{render(wanted)} is called with values of any types"],
            help=[f"give it a procedure that only passes values of {names} on"],
        )
    )  # fmt: skip
    return Found(wanted)


def _report_escape(checker: Checker, node: core.Core, escaped: Variable, expected: Expected) -> None:
    wanted = expected.type
    assert isinstance(wanted, Forall)
    expected.match.types[escaped] = ANY
    names = " and ".join(f"`{variable.name}`" for variable in wanted.variables)
    labels = [] if expected.origin is None else [expected.origin.label()]
    checker.errors.append(
        Diagnostic(
            Code.LESS_GENERAL, "TypeError",
            f"{expected.subject} makes `{escaped.name}` depend on {names}, which may be another type in each call",
            node.span, "", labels,
            [f"{render(wanted)} is called with values of any types"],
        )
    )  # fmt: skip
