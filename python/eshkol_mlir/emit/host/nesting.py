"""Conditionals that are nested deeply, as the clauses of a long ``cond`` are, become procedures side by side.

MLIR goes up from an operation to the regions around it again and again, when it verifies, folds and converts; so its
time would grow with the square of the depth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from eshkol_mlir.emit.ir import Block, Operation, Value
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding

#: Conditionals that stand in each other.
MAX_NESTED = 64


@dataclass(slots=True)
class Conditionals:
    """The conditionals around what is emitted, within one procedure.

    What is too deep for them becomes a procedure before the outermost one, at ``position`` in ``block``.
    """

    block: Block
    position: int
    depth: int = 0
    #: The blocks of their parts, and of the procedures that parts of them have become.
    parts: list[Block] = field(default_factory=list)

    def insert(self, operation: Operation) -> None:
        self.block.operations.insert(self.position, operation)
        self.position += 1


def pass_values(block: Block, around: Collection[Block]) -> list[Value]:
    """Makes parameters of what a block uses from others, which do not surround it any more; returns the arguments."""
    outside = set(around)
    parameters: dict[Value, Value] = {}
    for operation in _operations(block):
        if not any(value.block in outside for value in operation.operands):
            continue
        for value in operation.operands:
            if value.block in outside and value not in parameters:
                parameters[value] = block.argument(value.type)
        operation.operands = tuple(parameters.get(value, value) for value in operation.operands)
    return list(parameters)


def _operations(block: Block) -> Iterator[Operation]:
    pending = [block]
    while pending:
        for operation in pending.pop().operations:
            yield operation
            pending += [inner for region in operation.regions for inner in region]


def bound_procedure(node: core.Let) -> tuple[Binding, core.Lambda] | None:
    """A variable and the procedure that it stands for, if that is all that is bound."""
    match node.clauses:
        case (core.Clause((core.Parameter(binding, None),), None, core.Lambda() as procedure),):
            return None if binding.assigned else (binding, procedure)
    return None


def side_by_side(binding: Binding, written: core.Lambda) -> list[tuple[Binding, core.Lambda, core.Lambda]]:
    """A procedure that is bound to a variable, and those that its body binds first, in the order of making them.

    What comes next in ``match``, where a clause does not match, is a procedure that has the rest of the clauses in it.
    Each is given as it is made, without those in it, and as it is written.
    """
    procedures: list[tuple[Binding, core.Lambda, core.Lambda]] = []
    while True:
        body = written.body
        inner = bound_procedure(body) if _takes_nothing(written) and isinstance(body, core.Let) else None
        if inner is None:
            return [(binding, written, written), *reversed(procedures)]
        assert isinstance(body, core.Let)
        procedures.append((binding, replace(written, body=body.body), written))
        binding, written = inner


def _takes_nothing(procedure: core.Lambda) -> bool:
    return not procedure.parameters and procedure.rest is None and procedure.result is procedure.type is None
