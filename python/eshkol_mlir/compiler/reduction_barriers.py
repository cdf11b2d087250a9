"""Reductions apart from what makes their operands.

IREE 3.13 fails on some reductions that have taken in the operations before them:

* It cannot spread one over the lanes of a CUDA subgroup that reads narrower
  elements than it adds up, as in a sum of i32 in i64 or of f32 in f64.
* On the CPU it cannot vectorize some whose operands are broadcast or transposed.
"""

from __future__ import annotations

from typing import Any


def separate_reductions(module: bytes) -> bytes:
    """The module with a barrier against fusion before each computed operand of a reduction.

    A module that cannot be read is given back as it is: the compiler has the words for what is wrong with it.
    """
    from iree.compiler import ir

    with ir.Context(), ir.Location.unknown():
        try:
            parsed = ir.Module.parse(module)
        except ir.MLIRError:
            return module
        reductions: list[Any] = []

        def visit(operation: Any) -> Any:
            if operation.name == "linalg.generic" and _reduces(operation):
                reductions.append(operation)
            return ir.WalkResult.ADVANCE

        parsed.operation.walk(visit)
        for reduction in reductions:
            with ir.InsertionPoint(reduction):
                for position, operand in enumerate(reduction.operands):
                    if _is_computed(operand):
                        reduction.operands[position] = ir.Operation.create(
                            "iree_tensor_ext.compute_barrier.start",
                            results=[operand.type],
                            operands=[operand, *_dynamic_sizes(operand)],
                        ).result
        return str(parsed).encode()


def _reduces(operation: Any) -> bool:
    return "reduction" in str(operation.attributes["iterator_types"])


def _is_computed(value: Any) -> bool:
    owner = value.owner
    return str(getattr(owner, "name", "")).startswith("linalg.")


def _dynamic_sizes(value: Any) -> list[Any]:
    from iree.compiler import ir

    index = ir.IndexType.get()
    sizes = []
    for axis in range(value.type.rank):
        if value.type.is_dynamic_dim(axis):
            number = ir.Operation.create(
                "arith.constant", results=[index], attributes={"value": ir.IntegerAttr.get(index, axis)}
            ).result
            sizes.append(ir.Operation.create("tensor.dim", results=[index], operands=[value, number]).result)
    return sizes
