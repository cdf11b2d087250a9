"""Reductions in 64 bits apart from what makes their operands.

IREE 3.13 cannot spread a reduction over the lanes of a CUDA subgroup if it
reads narrower elements than it adds up, as in a sum of i32 in i64 or of f32 in
f64, which is what fusing the conversion into the reduction leads to.
"""

from __future__ import annotations

from typing import Any

WIDE = ("i64", "f64")


def separate_wide_reductions(module: bytes) -> bytes:
    """The module with a barrier against fusion before each operand of a reduction in 64 bits."""
    from iree.compiler import ir

    with ir.Context(), ir.Location.unknown():
        parsed = ir.Module.parse(module)
        reductions: list[Any] = []

        def visit(operation: Any) -> Any:
            if operation.name == "linalg.generic" and _reduces_wide(operation):
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


def _reduces_wide(operation: Any) -> bool:
    reduces = "reduction" in str(operation.attributes["iterator_types"])
    return reduces and any(str(result.type.element_type) in WIDE for result in operation.results)


def _is_computed(value: Any) -> bool:
    owner = value.owner
    return getattr(owner, "name", "") in ("linalg.generic", "linalg.map")


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
