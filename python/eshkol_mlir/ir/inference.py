"""Operations whose result types the C++ core works out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from iree.compiler import ir as mlir
from iree.compiler.dialects import _ods_common as upstream

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.ir.errors import MLIRError


class InferringOpView(mlir.OpView):  # type: ignore[misc]
    """The base of the generated classes: result types that are not given follow from the operands.

    IREE's MLIR does not know the dialect, so it can print and walk its
    operations, but what their results are is asked of the C++ core.
    """

    def __init__(
        self,
        name: str,
        regions_spec: Any = None,
        operand_segments: Any = None,
        result_segments: Any = None,
        *,
        operands: Sequence[Any],
        attributes: dict[str, Any] | None = None,
        results: Sequence[Any] | None = None,
        loc: Any = None,
        **rest: Any,
    ) -> None:
        groups = [_values(operand) for operand in operands]
        if results is None:
            flat = [value for group in groups for value in group]
            context = loc.context if loc is not None else mlir.Context.current
            sizes = [len(group) for group in groups] if operand_segments is not None else None
            results = infer(name, flat, attributes or {}, sizes, context, loc)
        super().__init__(
            name,
            regions_spec,
            operand_segments,
            result_segments,
            operands=operands,
            attributes=attributes,
            results=results,
            loc=loc,
            **rest,
        )


def infer(
    name: str,
    operands: Sequence[Any],
    attributes: dict[str, Any],
    segments: Sequence[int] | None,
    context: Any,
    loc: Any = None,
) -> list[Any]:
    """The types of the results of an operation.

    Args:
        name: the operation, as ``eshkol.matmul``.
        operands: its operands, flattened.
        attributes: its attributes by name.
        segments: how many operands each group has, for operations with several optional ones.
        context: where the types are made.
        loc: the place that an error is about.

    Raises:
        MLIRError: the operands or attributes do not fit together.
    """
    entries = [f"{key} = {value}" for key, value in sorted(attributes.items())]
    if segments is not None:
        entries.append(f"operandSegmentSizes = array<i32: {', '.join(map(str, segments))}>")
    succeeded, answers = _ask(name, tuple(str(value.type) for value in operands), f"{{{', '.join(entries)}}}")
    if not succeeded:
        place = f"{loc}: " if loc is not None else ""
        message = f"{place}'{name}' {'; '.join(answers)}"
        raise MLIRError(Diagnostic(Code.INVALID_MLIR, MLIRError.__name__, message))
    return [mlir.Type.parse(text, context) for text in answers]


@lru_cache(maxsize=4096)
def _ask(name: str, operands: tuple[str, ...], attributes: str) -> tuple[bool, tuple[str, ...]]:
    from eshkol_mlir import _core

    answer = _core.infer_result_types(name, list(operands), attributes)
    return answer["succeeded"], tuple(answer["types"] if answer["succeeded"] else answer["errors"])


def _values(operand: Any) -> list[Any]:
    """The values of one group of operands: an optional one, a value or several."""
    if operand is None:
        return []
    if isinstance(operand, Sequence):
        return [upstream.get_op_result_or_value(value) for value in operand]
    if isinstance(operand, mlir.OpResultList | mlir.OpOperandList | mlir.BlockArgumentList):
        return list(operand)
    return [upstream.get_op_result_or_value(operand)]
