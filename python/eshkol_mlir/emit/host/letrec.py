"""The order in which the bindings of ``letrec*`` and of bodies are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eshkol_mlir.expander.core import Binding, Clause, Lambda
from eshkol_mlir.expander.traversal import bound, references
from eshkol_mlir.types.components import strongly_connected

#: Procedures that are made together have parameters for each other, which would be too many for more; those are
#: variables that get their values one after the other.
MAX_TOGETHER = 50


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
    own = {binding for clause in clauses for binding in bound(clause)}
    used = {
        id(clause): [b for b in dict.fromkeys(references(clause.value)) if b in own] for clause in clauses
    }
    waiting: dict[Binding, Clause] = {}
    done: set[Binding] = set()

    def procedures(names: Sequence[Binding]) -> None:
        """Makes those that refer to each other together, after others that they refer to."""
        made = {name: waiting.pop(name) for name in names}
        order = {name: position for position, name in enumerate(made)}
        for group in strongly_connected(made, lambda name: [b for b in used[id(made[name])] if b in made]):
            if len(group) <= MAX_TOGETHER:
                step([made[name] for name in sorted(group, key=order.__getitem__)])
            else:
                for name in group:
                    step([made[name]])

    def step(group: list[Clause]) -> None:
        names = {binding for clause in group for binding in bound(clause)}
        together = names if all(is_procedure(clause) for clause in group) else ()
        for clause in group:
            result.early.update(b for b in used[id(clause)] if b not in done and b not in together)
        result.steps.append(group)
        done.update(names)

    for clause in clauses:
        if is_procedure(clause):
            waiting[clause.bindings[0].binding] = clause
            continue
        procedures(_needed(used[id(clause)], waiting, used))
        step([clause])
    procedures(list(waiting))
    return result


def _needed(
    names: Sequence[Binding], waiting: Mapping[Binding, Clause], used: Mapping[int, Sequence[Binding]]
) -> list[Binding]:
    """The waiting procedures that are referred to, also by each other."""
    found: dict[Binding, None] = {}
    pending = [name for name in names if name in waiting]
    while pending:
        name = pending.pop()
        if name not in found:
            found[name] = None
            pending += [other for other in used[id(waiting[name])] if other in waiting]
    return list(found)
