"""Procedures: their declared types, and what their bodies make of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.type_names import parts_of_constraint
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.class_constraints import constraints
from eshkol_mlir.types.gradual.model import (
    ANY,
    NOTHING,
    ListOf,
    Open,
    Procedure,
    Rigid,
    Type,
    Variable,
    is_dynamic,
)
from eshkol_mlir.types.gradual.relations import free_variables, opened, substituted
from eshkol_mlir.types.gradual.reports import UNKNOWN, Expected, Found, Origin
from eshkol_mlir.types.places import parameter_place, result_place

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


@dataclass(frozen=True, slots=True)
class Signature:
    """The declared types of a procedure.

    Attributes:
        type: as callers see it; what is not declared is ``ANY``.
        origins: the declarations of the parameters, where they have types.
        result: the declared type of the result, if there is one.
        declared: the place of the result's declaration, or of the whole.
        constraints: the classes that variables must have instances of, with the names of the variables.
    """

    type: Procedure
    origins: tuple[Origin | None, ...]
    result: Type | None
    declared: Span
    constraints: tuple[tuple[str, str], ...] = ()


class Procedures:
    """The procedures of a program."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker

    def signature_of(self, node: core.Lambda, whole: Syntax | None, name: str | None) -> Signature | None:
        """The declared types of a procedure; None if it has none."""
        whole = whole if whole is not None else node.type
        arrow = opened(self._checker.read(whole)) if whole is not None else None
        if not isinstance(arrow, Procedure) or not arrow.accepts(len(node.parameters)):
            arrow, whole = None, None
        if arrow is None and node.result is None and all(p.type is None for p in node.parameters):
            return None
        types: list[Type] = []
        origins: list[Origin | None] = []
        for position, parameter in enumerate(node.parameters):
            shown = parameter.binding.name
            if parameter.type is not None:
                types.append(self._checker.read(parameter.type))
                text = f"{shown} : {parameter.type.span.text} declared here"
                origins.append(Origin(parameter.type.span, text))
            elif arrow is not None and whole is not None:
                types.append(arrow.parameter(position))
                place = parameter_place(whole, position)
                origins.append(Origin(place.span, f"{shown} : {place.span.text} declared here"))
            else:
                types.append(ANY)
                origins.append(None)
        result = (
            self._checker.read(node.result) if node.result is not None else arrow.result if arrow else None
        )
        declared = (
            node.result if node.result is not None else result_place(whole) if whole is not None else None
        )
        rest = None if node.rest is None else arrow.rest if arrow and arrow.rest is not None else ANY
        type = Procedure(tuple(types), ANY if result is None else result, rest=rest)
        first = next((o.span for o in origins if o is not None), node.span)
        span = first if declared is None else declared.span
        return Signature(type, tuple(origins), result, span, self._constraints(node, whole))

    def _constraints(self, node: core.Lambda, whole: Syntax | None) -> tuple[tuple[str, str], ...]:
        classes = self._checker.program.classes
        if not classes:
            return ()
        found = map(parts_of_constraint, constraints(node, whole))
        return tuple(dict.fromkeys(each for each in found if each[0] in classes))

    def _rigid(
        self, variable: Variable, node: core.Lambda, declared: Signature, binding: Binding | None
    ) -> Type:
        """What a type variable is in the body: a type that is known to have instances of some classes."""
        classes = self._checker.classes
        names = [name for name, constrained in declared.constraints if constrained == variable.name]
        return classes.constrained(Rigid(variable.name, id(node), classes.all_for(binding)), names)

    def body(
        self, node: core.Lambda, declared: Signature | None, name: str | None, binding: Binding | None = None
    ) -> Procedure:
        """Checks a procedure, and finds its type as its callers see it.

        Args:
            node: the procedure.
            declared: its declared types.
            name: its name in messages.
            binding: its variable, if it is one of the top level.
        """
        outer = self._checker.scope
        own: dict[Type, Type] = {}
        if declared is not None:
            own = {v: self._rigid(v, node, declared, binding) for v in free_variables(declared.type)}
            self._checker.scope = outer | {
                v.name: rigid for v, rigid in own.items() if isinstance(v, Variable)
            }
        try:
            for position, parameter in enumerate(node.parameters):
                binding = parameter.binding
                origin = declared.origins[position] if declared is not None else None
                if declared is not None and origin is not None:
                    type = substituted(declared.type.parameter(position), own)
                    self._checker.declared_variables.add(binding)
                    self._checker.facts[binding] = Found(type, origin, not binding.assigned)
                else:
                    self._checker.facts[binding] = UNKNOWN if binding.assigned else Found(Open(binding))
            if node.rest is not None:
                element = ANY if declared is None or declared.type.rest is None else declared.type.rest
                self._checker.fact(node.rest, Found(ListOf(substituted(element, own)), None, True))
            with self._checker.typed_code(declared is not None):
                result = self._result(node, declared, own, name)
        finally:
            self._checker.scope = outer
        if declared is not None:
            back = {rigid: variable for variable, rigid in own.items() if rigid != ANY}
            return Procedure(declared.type.parameters, substituted(result, back), (), declared.type.rest)
        rest = None if node.rest is None else ANY
        opens = tuple(Open(p.binding) for p in node.parameters)
        return Procedure(opens, result, rest=rest)

    def _result(
        self, node: core.Lambda, declared: Signature | None, own: Mapping[Type, Type], name: str | None
    ) -> Type:
        if declared is None or declared.result is None:
            return self._checker.infer(node.body).type
        expected = substituted(declared.result, own)
        origin = Origin(declared.declared, "declared here")
        subject = f"the result of `{name or 'lambda'}`"
        found = self._checker.check(node.body, Expected(expected, Code.DECLARED_RESULT, subject, origin))
        self._checker.evidence.note_result(node, found.proves(expected))
        return expected

    def expected(self, node: core.Lambda, expected: Expected) -> Found:
        """A lambda expression where the types of its parameters and its result are expected."""
        wanted = expected.type
        assert isinstance(wanted, Procedure)
        declared = self.signature_of(node, None, node.name)
        if declared is not None or not wanted.accepts(len(node.parameters)) or node.rest is not None:
            return self._checker.infer(node)
        if any(p.binding.assigned for p in node.parameters):
            return self._checker.infer(node)
        match = expected.match
        for position, parameter in enumerate(node.parameters):
            type = match.resolved(wanted.parameter(position))
            self._checker.facts[parameter.binding] = Found(
                type, None if is_dynamic(type) else expected.origin
            )
        place = Expected(
            wanted.result, Code.PROCEDURE_RESULT, f"what {expected.subject} returns", expected.origin, match,
            expected.deciding,
        )  # fmt: skip
        with self._checker.typed_code(expected.origin is not None and not is_dynamic(wanted.result)):
            result = self._checker.check(node.body, place)
        parameters = tuple(map(match.resolved, wanted.parameters))
        return Found(
            Procedure(parameters, result.type if result.type != NOTHING else wanted.result), None, True
        )
