"""Conditionals on run-time values: ``scf.if`` and the merging of its branches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.types.arrays import conform_alternatives
from eshkol_mlir.types.convert import convert, instantiate, join_values
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import POISON, Cell, MultipleValues, Poison, Value, rebuild

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: One leaf of merged alternatives: the type it has at run time, or what it is known to be.
Slot = Scalar | Tensor | Value


def is_slot_type(slot: object) -> bool:
    return isinstance(slot, Scalar | Tensor)


def evaluate_branch(
    el: Elaborator, evaluate: Callable[[], Value], store: dict[Cell, Value]
) -> tuple[ir.Block, Value, dict[Cell, Value]]:
    """Evaluates into a new block, starting from a copy of ``store``."""
    el.store = dict(store)
    with el.builder.at_end(ir.Block()) as block:
        value = evaluate()
    return block, value, el.store


def merge(
    el: Elaborator,
    condition: ir.Value,
    then: Callable[[], Value],
    otherwise: Callable[[], Value],
    span: Span,
) -> Value:
    """The value of a conditional; variables that a branch assigns are merged too."""
    before = el.store
    alternatives = [evaluate_branch(el, branch, before) for branch in (then, otherwise)]
    el.store = dict(before)
    cells = [c for c in before if any(store[c] is not before[c] for _, _, store in alternatives)]
    bundles = [MultipleValues((value, *(store[c] for c in cells))) for _, value, store in alternatives]
    if any(isinstance(value, Poison) for _, value, _ in alternatives):
        return POISON
    blocks = [block for block, _, _ in alternatives]
    bundles = conform_alternatives(el, blocks, bundles, span)
    slots = join_values(el, bundles, span, "the branches of this conditional")
    results = emit_if(el, condition, blocks, bundles, slots)
    merged = rebuild(bundles[0], iter(fill(el, slots, results)))
    assert isinstance(merged, MultipleValues)
    for cell, value in zip(cells, merged.items[1:], strict=True):
        el.store[cell] = value
    return merged.items[0]


def emit_if(
    el: Elaborator,
    condition: ir.Value,
    blocks: Sequence[ir.Block],
    values: Sequence[Value],
    slots: Sequence[Slot],
) -> list[ir.Value]:
    for block, value in zip(blocks, values, strict=True):
        with el.builder.at_end(block):
            el.builder.emit("scf.yield", slot_operands(el, value, slots))
    types = [slot.mlir for slot in slots if isinstance(slot, Scalar | Tensor)]
    return el.builder.emit("scf.if", (condition,), types, regions=[[block] for block in blocks])


def slot_operands(el: Elaborator, value: Value, slots: Sequence[Slot]) -> list[ir.Value]:
    """The leaves of ``value`` that are computed at run time, in the types of their slots."""
    from eshkol_mlir.types.values import leaves

    return [
        convert(el, leaf, slot)
        for leaf, slot in zip(leaves(value), slots, strict=True)
        if isinstance(slot, Scalar | Tensor)
    ]


def fill(el: Elaborator, slots: Sequence[Slot], results: Sequence[ir.Value]) -> list[Value]:
    """The merged leaves: results for typed slots, known values for the rest."""
    remaining = iter(results)
    return [
        instantiate(el, slot, next(remaining)) if isinstance(slot, Scalar | Tensor) else slot
        for slot in slots
    ]
