"""The order in which the bindings of ``letrec*`` and of bodies are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eshkol_mlir.expander.core import Binding, Clause, Lambda
from eshkol_mlir.expander.traversal import bound, references


@dataclass(slots=True)
class Plan:
    """Steps in order: a group of procedures that may refer to each other, or a single other clause.

    ``early`` are variables that something may refer to before its value is there.
    """

    steps: list[list[Clause]] = field(default_factory=list)
    early: set[Binding] = field(default_factory=set)


def is_procedure(clause: Clause) -> bool:
    """Whether a clause binds one variable, which is never assigned, to a lambda expression."""
    return (
        isinstance(clause.value, Lambda)
        and len(clause.bindings) == 1
        and clause.rest is None
        and not clause.bindings[0].binding.assigned
    )


def procedure_of(clause: Clause) -> Lambda:
    """The lambda expression of such a clause."""
    assert isinstance(clause.value, Lambda)
    return clause.value


def plan(clauses: Sequence[Clause]) -> Plan:
    """Procedures wait until a value needs them, so that most variables have theirs before any procedure
    refers to them."""
    result = Plan()
    used = {id(clause): set(references(clause.value)) for clause in clauses}
    waiting: list[Clause] = []
    done: set[Binding] = set()
    own = {binding for clause in clauses for binding in bound(clause)}

    def step(group: list[Clause]) -> None:
        if not group:
            return
        names = {binding for clause in group for binding in bound(clause)}
        known = done | names if all(is_procedure(clause) for clause in group) else done
        for clause in group:
            result.early.update((used[id(clause)] & own) - known)
        result.steps.append(group)
        done.update(names)

    for clause in clauses:
        if is_procedure(clause):
            waiting.append(clause)
            continue
        needed = _needed(used[id(clause)], waiting, used)
        step([other for other in waiting if id(other) in needed])
        waiting = [other for other in waiting if id(other) not in needed]
        step([clause])
    step(waiting)
    return result


def _needed(names: set[Binding], waiting: Sequence[Clause], used: dict[int, set[Binding]]) -> set[int]:
    """The waiting procedures that are referred to, also by each other."""
    by_name = {binding: clause for clause in waiting for binding in bound(clause)}
    found: set[int] = set()
    pending = [by_name[name] for name in names if name in by_name]
    while pending:
        clause = pending.pop()
        if id(clause) not in found:
            found.add(id(clause))
            pending += [by_name[name] for name in used[id(clause)] if name in by_name]
    return found
