"""Procedures that call each other in tail position only, which together are one loop."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Apply, Binding, Core, Lambda, Letrec, Reference
from eshkol_mlir.expander.traversal import children, walk
from eshkol_mlir.types.analysis import tail_children
from eshkol_mlir.types.components import strongly_connected

NOTHING: frozenset[Binding] = frozenset()


class TailGroups:
    """Who calls whom among the procedures that a program defines.

    A group is a set of at least two procedures that lead to each other.  One
    may stand inside another: a helper of a loop that goes on with the loop.
    """

    def __init__(self, program: core.Program) -> None:
        self.program = program
        self._procedures: Mapping[Binding, Lambda] | None = None
        self._mentioned: dict[Binding, frozenset[Binding]] = {}
        self._cycles: dict[Binding, frozenset[Binding]] | None = None
        self._groups: dict[Binding, frozenset[Binding]] = {}

    def group(self, binding: Binding) -> frozenset[Binding]:
        """The group of a procedure; empty where there is none, or not all calls in it are tail calls."""
        if self._cycles is None:
            self._cycles = {member: cycle for cycle in self._find_cycles() for member in cycle}
        if binding not in self._groups:
            cycle = self._cycles.get(binding, NOTHING)
            found = cycle if cycle and self._calls_in_tail_position_only(cycle) else NOTHING
            for member in cycle or (binding,):
                self._groups[member] = found
        return self._groups[binding]

    def calls(self, binding: Binding) -> list[Apply]:
        """The calls of a procedure in its group."""
        return [
            call
            for member in self.group(binding)
            for call in _tail_calls(self.procedures[member].body, (binding,))
        ]

    def returning(self, binding: Binding, without: Collection[Binding]) -> set[Binding]:
        """The members of its group that lead (back) to a procedure, not through those in ``without``."""
        members = self.group(binding) - set(without)
        found: set[Binding] = set()
        new = {binding}
        while new:
            found_now = {m for m in members - found if new & self._mentions(m)}
            found |= found_now
            new = found_now
        return found

    @property
    def procedures(self) -> Mapping[Binding, Lambda]:
        if self._procedures is None:
            self._procedures = dict(_defined(self.program))
        return self._procedures

    def _mentions(self, binding: Binding) -> frozenset[Binding]:
        if binding not in self._mentioned:
            body = self.procedures[binding].body
            self._mentioned[binding] = frozenset(
                node.binding
                for node in walk(body)
                if isinstance(node, Reference) and node.binding in self.procedures
            )
        return self._mentioned[binding]

    def _find_cycles(self) -> Iterator[frozenset[Binding]]:
        """The sets of at least two procedures that lead to each other."""
        for members in strongly_connected(self.procedures, self._mentions):
            if len(members) > 1:
                yield frozenset(members)

    def _calls_in_tail_position_only(self, group: frozenset[Binding]) -> bool:
        for member in group:
            procedure = self.procedures[member]
            if procedure.rest is not None:
                return False
            references = sum(
                isinstance(node, Reference) and node.binding in group
                for node in _outside_of(procedure.body, group)
            )
            if references != len(_tail_calls(procedure.body, group)):
                return False
        return True


def _defined(program: core.Program) -> Iterator[tuple[Binding, Lambda]]:
    """Every procedure that has a name for good."""
    for definition in program.definitions:
        if isinstance(definition.value, Lambda) and not definition.binding.assigned:
            yield definition.binding, definition.value
    roots = [definition.value for definition in program.definitions if definition.value is not None]
    for root in (*roots, *program.expressions):
        for node in walk(root):
            if isinstance(node, Letrec):
                for clause in node.clauses:
                    if _names_procedure(clause):
                        assert isinstance(clause.value, Lambda)
                        yield clause.bindings[0].binding, clause.value


def _names_procedure(clause: core.Clause) -> bool:
    return (
        isinstance(clause.value, Lambda)
        and len(clause.bindings) == 1
        and clause.rest is None
        and not clause.bindings[0].binding.assigned
    )


def _outside_of(body: Core, group: frozenset[Binding]) -> Iterator[Core]:
    """The expressions in ``body`` but for the bodies of members of the group that it defines."""
    stack = [body]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Letrec):
            stack.extend(children(node))
            continue
        stack.append(node.body)
        stack.extend(
            clause.value
            for clause in node.clauses
            if not (_names_procedure(clause) and clause.bindings[0].binding in group)
        )


def _tail_calls(body: Core, called: Collection[Binding]) -> list[Apply]:
    """The calls in tail position of ``body`` to one of ``called``."""
    found: list[Apply] = []
    stack = [body]
    while stack:
        node = stack.pop()
        if (
            isinstance(node, Apply)
            and isinstance(node.function, Reference)
            and node.function.binding in called
            and not node.keywords
        ):
            found.append(node)
        else:
            stack.extend(tail_children(node))
    return found
