"""Local procedures that are only called: loops, and helpers inside of procedures.

Nothing calls such a procedure but the expressions that the checker sees, so its parameters have the types of the
arguments there.  It is checked when a call is met, and again when a later call, or one of its own, gives it
more; then what differs is joined, so that few rounds are needed.  Likewise, what tests around a call tell of other
variables is known in the procedure as far as it is at all calls.

What goes on with the next clause of a ``match`` is called wherever the pattern may fail, and has that for the clause
after it inside.  It is checked once, after its clause: checks for each call would be checks of those inside for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Clause
from eshkol_mlir.expander.traversal import walk
from eshkol_mlir.types.analysis import tail_calls
from eshkol_mlir.types.gradual.model import ANY, NOTHING, ListOf, PairOf, Type, Variable
from eshkol_mlir.types.gradual.occurrence import common
from eshkol_mlir.types.gradual.reachability import check_clause, part_of_clause
from eshkol_mlir.types.gradual.relations import is_subtype, join, mentions
from eshkol_mlir.types.gradual.reports import Expected, Found

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker

#: Rounds after which parameters that still change are not known.
_MOST_ROUNDS = 3


@dataclass
class _Local:
    """A local procedure: what its parameters and its result are known to be.

    Attributes:
        is_rest: whether it is what goes on with the next clause of a ``match``, and checked after its clause.
        told: what tests tell of variables at all calls.
        expected: what the result must be, if that is the same at all calls and the procedure's own are tail calls.
    """

    procedure: core.Lambda
    in_typed_code: bool
    tail_calls: frozenset[int]
    is_rest: bool = False
    parameters: list[Found] | None = None
    told: dict[Binding, Found] = field(default_factory=dict)
    expected: Expected | None = None
    result: Found = field(default_factory=partial(Found, NOTHING))
    rounds: int = 0
    is_running: bool = False
    is_outgrown: bool = False
    is_called: bool = False
    is_called_often: bool = False
    errors: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True)
class Uses:
    """How the variables of a program are used.

    Attributes:
        as_values: those that something else is done with than calling them.
        called_often: those that several calls are of.
        rests: those of what goes on with the next clause of a ``match``, whose calls end the clause.
    """

    as_values: Set[Binding]
    called_often: Set[Binding]
    rests: Set[Binding]


class LocalProcedures:
    """The local procedures of a program that are only called.

    Args:
        checker: of the program.
        uses: of its variables.
    """

    def __init__(self, checker: Checker, uses: Uses) -> None:
        self._checker = checker
        self._known: dict[Binding, _Local] = {}
        self.uses = uses

    def define(self, clause: Clause) -> bool:
        """Notes the procedure of a clause, if it is one that is only called and has no declared types."""
        if len(clause.bindings) != 1 or clause.rest is not None or not isinstance(clause.value, core.Lambda):
            return False
        (parameter,) = clause.bindings
        binding, procedure = parameter.binding, clause.value
        if (
            binding.assigned
            or binding in self.uses.as_values
            or parameter.type is not None
            or procedure.rest is not None
        ):
            return False
        if self._checker.procedures.signature_of(procedure, None, binding.name) is not None:
            return False
        calls = frozenset(id(node) for node in tail_calls(procedure.body, binding))
        self._known[binding] = _Local(
            procedure,
            self._checker.in_typed_code,
            calls,
            is_rest=binding in self.uses.rests,
            is_called_often=binding in self.uses.called_often,
        )
        return True

    def is_local(self, binding: Binding) -> bool:
        return binding in self._known

    def call(
        self, binding: Binding, node: core.Apply, arguments: Sequence[Found], expected: Expected | None
    ) -> Found | None:
        """The result of a call of a local procedure; None if it is none, or does not take such arguments.

        Args:
            binding: the variable of the procedure.
            node: the call.
            arguments: what is found of its arguments.
            expected: what the result must be, where that is known.
        """
        local = self._known.get(binding)
        if local is None or len(arguments) != len(local.procedure.parameters):
            return None
        local.is_called = True
        is_first = local.parameters is None
        grown = self._grow(local, arguments)
        if local.is_rest:
            return Found(NOTHING)
        if local.is_running:
            is_tail = id(node) in local.tail_calls
            if local.expected is not None and not is_tail:
                local.expected, grown = None, True
            local.is_outgrown |= grown
            return Found(NOTHING) if is_tail else Found(ANY)
        if is_first and expected is not None and not mentions(expected.type, Variable):
            local.expected = expected
        elif local.expected is not expected:
            local.expected, grown = None, grown or local.expected is not None
        if grown:
            self._check(local)
        return local.result

    def rest_of(self, node: core.Let | core.Letrec) -> tuple[core.Core, Mapping[Binding, Found]] | None:
        """The clauses after a clause of ``match``, and what is known there of variables; None if nothing calls them."""
        binding = part_of_clause(node) if isinstance(node, core.Let) else None
        local = None if binding is None else self._known.get(binding)
        if local is None or not local.is_rest or not local.is_called:
            return None
        return local.procedure.body, local.told

    def finish(self, clauses: Sequence[Clause]) -> None:
        """Checks the procedures that nothing has called, and reports what is wrong with all."""
        for clause in clauses:
            for parameter in clause.bindings:
                local = self._known.get(parameter.binding)
                if local is None or local.is_running:
                    continue
                if local.parameters is None:
                    local.parameters = [Found(ANY)] * len(local.procedure.parameters)
                    self._check(local)
                self._checker.errors += local.errors
                local.errors = []
                if local.procedure.name == core.PART:
                    self._check_clause(local)

    def _check_clause(self, local: _Local) -> None:
        """Warns of a clause of ``match`` that no value comes to, where it is one that takes every value."""
        own = part_of_clause(local.procedure.body) if isinstance(local.procedure.body, core.Let) else None
        if not local.is_called:
            check_clause(self._checker, local.procedure, None)
        elif own in self._known and not self._known[own].is_called:
            check_clause(self._checker, local.procedure, local.told)

    def _grow(self, local: _Local, arguments: Sequence[Found]) -> bool:
        """Joins what parameters are known to be with arguments; whether that made them less known."""
        told = {binding: self._checker.facts[binding] for binding in self._checker.narrowed}
        if local.is_called_often and not local.is_rest:
            # What differs at each call would have the procedure, and those in it, checked again for each.
            told = {binding: replace(found, excluded=()) for binding, found in told.items()}
        if local.parameters is None:
            local.parameters, local.told = list(arguments), told
            return True
        before = local.parameters, local.told
        local.parameters = [
            self._joined(local, old, new) for old, new in zip(local.parameters, arguments, strict=True)
        ]
        local.told = {
            binding: self._joined(local, old, told[binding])
            for binding, old in local.told.items()
            if binding in told
        }
        return (local.parameters, local.told) != before

    @staticmethod
    def _joined(local: _Local, old: Found, new: Found) -> Found:
        excluded = common(old.excluded, new.excluded)
        if is_subtype(new.type, old.type) and (new.checked or not old.checked):
            return old if excluded == old.excluded else replace(old, excluded=excluded)
        if local.rounds >= _MOST_ROUNDS:
            return Found(ANY, excluded=excluded)
        type = _widened(join(old.type, new.type))
        return Found(type, old.origin or new.origin, old.checked and new.checked, excluded=excluded)

    def _check(self, local: _Local) -> None:
        checker = self._checker
        local.is_running = True
        while True:
            local.is_outgrown = False
            local.rounds += 1
            assert local.parameters is not None
            for parameter, found in zip(local.procedure.parameters, local.parameters, strict=True):
                checker.fact(parameter.binding, found)
            outer, checker.errors = checker.errors, []
            with checker.typed_code(local.in_typed_code), checker.where_tests_tell(local.told):
                body = local.procedure.body
                local.result = (
                    checker.infer(body) if local.expected is None else checker.check(body, local.expected)
                )
            local.errors, checker.errors = checker.errors, outer
            if not local.is_outgrown:
                break
        local.is_running = False


def _widened(type: Type) -> Type:
    """A pair whose rest is a list as that list: a loop over pairs would find ever longer ones."""
    if isinstance(type, PairOf) and isinstance(type.second, ListOf):
        return ListOf(join(type.first, type.second.element))
    return type


def uses_of(program: core.Program) -> Uses:
    """How the variables of a program are used."""
    as_values: set[Binding] = set()
    calls: Counter[Binding] = Counter()
    called: set[int] = set()
    clauses: list[tuple[Binding, core.Core]] = []
    items = (item.value if isinstance(item, core.Definition) else item for item in program.body)
    for node in walk(*(item for item in items if item is not None)):
        match node:
            case core.Apply(function=core.Reference(binding=binding)):
                calls[binding] += 1
                if not node.keywords:
                    called.add(id(node.function))
            case core.Reference(binding=binding) if id(node) not in called:
                as_values.add(binding)
            case core.Let(body=body) if (part := part_of_clause(node)) is not None:
                clauses.append((part, body))
    often = {binding for binding, count in calls.items() if count > 1}
    rests = {part for part, body in clauses if len(tail_calls(body, part)) == calls[part]}
    return Uses(as_values, often, rests)
