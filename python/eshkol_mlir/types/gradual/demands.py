"""What procedures without declared types need of their arguments.

An argument that every call gives to a procedure of the language, whatever else it does, must be of the type that this one
takes.  Only what is certain counts: no branch is, and nothing after a call that may not return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.given import Demand
from eshkol_mlir.types.gradual.model import NOTHING, Procedure, Type, is_dynamic
from eshkol_mlir.types.gradual.relations import erased
from eshkol_mlir.types.gradual.reports import Origin
from eshkol_mlir.types.gradual.signatures import calls_nothing, signature


class Demands:
    """The demands of a program's procedures.

    Args:
        value_of: what a variable of the top level always is.
        given: the demands of procedures whose bodies are elsewhere.
    """

    def __init__(
        self,
        value_of: Callable[[Binding], core.Core | None],
        given: Mapping[Binding, Sequence[Demand | None]],
    ) -> None:
        self._value_of = value_of
        self._given = given
        self._of: dict[Binding, dict[Binding, Demand]] = {}

    def of(self, procedure: Binding) -> dict[Binding, Demand]:
        """Those of a procedure of the top level, by its parameters."""
        if procedure not in self._of:
            # A procedure that calls itself demands nothing more by that.
            self._of[procedure] = {}
            value = None if procedure.assigned else self._value_of(procedure)
            if isinstance(value, core.Lambda) and procedure in self._given:
                given = zip(value.parameters, self._given[procedure], strict=True)
                self._of[procedure] = {p.binding: demand for p, demand in given if demand is not None}
            elif isinstance(value, core.Lambda):
                parameters = (p.binding for p in value.parameters if not p.binding.assigned)
                search = _Search(self, frozenset(parameters))
                search.visit(value.body)
                self._of[procedure] = search.found
        return self._of[procedure]

    def parameters(self, procedure: Binding) -> list[Demand | None]:
        """The demand of each parameter in order."""
        value = self._value_of(procedure)
        found = self.of(procedure)
        return [found.get(p.binding) for p in value.parameters] if isinstance(value, core.Lambda) else []


@dataclass
class _Search:
    """Finds the first use of each parameter that is certain."""

    demands: Demands
    parameters: frozenset[Binding]
    found: dict[Binding, Demand] = field(default_factory=dict)

    def visit(self, node: core.Core) -> bool:
        """Notes what an expression needs; whether what follows is certain to be reached, or an error."""
        match node:
            case core.Constant() | core.Reference() | core.Builtin() | core.Lambda():
                return True
            case core.Apply():
                return self._call(node)
            case core.If(test=test, then=then, otherwise=otherwise):
                branches = [then] if otherwise is None else [then, otherwise]
                return self.visit(test) and all(map(self._returns, branches))
            case core.Let(clauses=clauses, body=body) | core.Letrec(clauses=clauses, body=body):
                return self._all(clause.value for clause in clauses) and self.visit(body)
            case core.Sequence(expressions=expressions):
                return all(map(self.visit, expressions))
            case core.Array(elements=elements):
                return self._all(elements)
        return False

    def _returns(self, node: core.Core) -> bool:
        """Whether an expression that may not be reached returns or is an error."""
        return _Search(self.demands, frozenset()).visit(node)

    def _all(self, parts: Iterable[core.Core]) -> bool:
        """Visits what is evaluated in any order: where one part may not return, only that one is certain."""
        before, whole = self.found, dict(self.found)
        stopping = []
        for part in parts:
            self.found = dict(before)
            if not self.visit(part):
                stopping.append(self.found)
            whole = self.found | whole
        if not stopping:
            self.found = whole
            return True
        self.found = stopping[0] if len(stopping) == 1 else before
        return False

    def _call(self, node: core.Apply) -> bool:
        match node.function:
            case core.Builtin(name="%and" | "%or"):
                first, *rest = node.arguments
                return self.visit(first) and all(map(self._returns, rest))
            case core.Builtin(name=name):
                return self._all(node.arguments) and self._builtin(name, node)
            case core.Reference(binding=binding):
                if self._all(node.arguments) and not node.keywords:
                    self._pass_on(binding, node)
        return False

    def _builtin(self, name: str, node: core.Apply) -> bool:
        if name == "%quote":
            return True
        wanted = None if node.keywords else _wanted(name, len(node.arguments))
        if wanted is None:
            return False
        types, returns = wanted
        for argument, each in zip(node.arguments, types, strict=True):
            if (
                isinstance(argument, core.Reference)
                and argument.binding in self.parameters
                and not is_dynamic(each)
            ):
                origin = Origin(argument.span, f"`{argument.binding.name}` is an argument of `{name}`")
                self._note(argument.binding, Demand(each, origin))
        return returns

    def _pass_on(self, procedure: Binding, node: core.Apply) -> None:
        """Notes what a procedure of the program needs of parameters that it is given."""
        for argument, demand in zip(node.arguments, self.demands.parameters(procedure), strict=False):
            if isinstance(argument, core.Reference) and demand is not None:
                self._note(argument.binding, demand)

    def _note(self, binding: Binding, demand: Demand) -> None:
        if binding in self.parameters:
            self.found.setdefault(binding, demand)


@cache
def _wanted(name: str, count: int) -> tuple[tuple[Type, ...], bool] | None:
    """What a procedure of the language takes, and whether it returns; None where what it calls may not."""
    type = signature(name, count)
    if not isinstance(type, Procedure) or not calls_nothing(name, count):
        return None
    return tuple(erased(type.parameter(position)) for position in range(count)), type.result != NOTHING
