"""Copies of the values that conditionals merge, which IREE's bytecode needs.

IREE's virtual machine gives the result of a conditional the register of a
value passed to it when that value's last use is the first instruction after
the conditional, although both are alive there: after ``m = a or b`` the
program computes ``a - m`` as ``m - m``.  A branch that yields a value of its
own is safe.  So every scalar which a branch merely passes through is first
added to a zero that the compiler cannot see through.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: The operation that leaves a value of each type as it is, given a zero (``x - 0.0`` keeps ``-0.0``).
_COPIES = {
    "i1": "arith.xori",
    "i8": "arith.addi",
    "i16": "arith.addi",
    "i32": "arith.addi",
    "i64": "arith.addi",
    "index": "arith.addi",
    "f32": "arith.subf",
    "f64": "arith.subf",
}


def guard_branches(module: str) -> str:
    """The module, with copies where branches of ``scf.if`` pass scalars through."""
    if "scf.if" not in module:
        return module
    from iree.compiler import ir

    with ir.Context(), ir.Location.unknown():
        parsed = ir.Module.parse(module)
        changed = [_guard_function(function.operation) for function in parsed.body.operations]
        return str(parsed) if any(changed) else module


def _guard_function(function: Any) -> bool:
    """Guards the conditionals of one top-level operation; whether there were any."""
    conditionals = _conditionals(function)
    zeros: dict[str, Any] = {}
    for conditional in conditionals:
        for region in conditional.regions:
            _guard_yield(function, region.blocks[0], zeros)
    return bool(zeros)


def _conditionals(function: Any) -> Sequence[Any]:
    from iree.compiler import ir

    found: list[Any] = []

    def visit(operation: Any) -> Any:
        # Two branches without code of their own become a select, which is safe.
        if operation.name == "scf.if" and len(operation.results) and not _is_trivial(operation):
            found.append(operation)
        return ir.WalkResult.ADVANCE

    function.walk(visit)
    return found


def _is_trivial(conditional: Any) -> bool:
    return all(len(region.blocks[0].operations) == 1 for region in conditional.regions)


def _guard_yield(function: Any, block: Any, zeros: dict[str, Any]) -> None:
    from iree.compiler import ir

    end = block.operations[len(block.operations) - 1]
    for position, value in enumerate(end.operands):
        copy = _COPIES.get(str(value.type))
        if copy is None or not _passes_through(value, block):
            continue
        zero = _zero(function, value.type, zeros)
        with ir.InsertionPoint(end):
            guarded = ir.Operation.create(copy, results=[value.type], operands=[value, zero])
        end.operands[position] = guarded.result


def _passes_through(value: Any, block: Any) -> bool:
    """Whether a value that ``block`` yields comes from outside, as constants will."""
    owner = value.owner
    if not hasattr(owner, "name"):
        return True
    return owner.name == "arith.constant" or owner.operation.block != block


def _zero(function: Any, type: Any, zeros: dict[str, Any]) -> Any:
    """A zero that is not folded before registers are assigned."""
    from iree.compiler import ir

    if str(type) not in zeros:
        entry = function.regions[0].blocks[0]
        number = ir.FloatAttr.get(type, 0.0) if str(type).startswith("f") else ir.IntegerAttr.get(type, 0)
        with ir.InsertionPoint.at_block_begin(entry):
            constant = ir.Operation.create("arith.constant", results=[type], attributes={"value": number})
            barrier = ir.Operation.create(
                "util.optimization_barrier", results=[type], operands=[constant.result]
            )
        zeros[str(type)] = barrier.result
    return zeros[str(type)]
