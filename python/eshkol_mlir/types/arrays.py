"""Vectors of numbers where another way through the program has a tensor: they become tensors too.

``(let loop ([w [0.0 0.0]]) ... (loop (- w step)))`` starts with a vector, whose numbers are known one by one, and
goes on with a tensor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.types.convert import is_number, same_structure
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import (
    Compound,
    ListValue,
    MapValue,
    MultipleValues,
    PairValue,
    RangeValue,
    RecordValue,
    Term,
    Value,
    leaves,
    parts_of,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def can_conform(value: Value, other: Value) -> bool:
    """Whether two values are of one structure once vectors of numbers in ``value`` are tensors like those of ``other``."""
    return same_structure(value, other, _stands_for_tensor)


def conform(el: Elaborator, value: Value, other: Value, span: Span) -> Value:
    """``value`` with tensors for the vectors of numbers in whose places ``other`` has tensors.

    Their elements are of the type of the tensor's if they have none of their own.

    Raises:
        ShapeError: the rows of a vector differ in length.
    """
    if _stands_for_tensor(value, other):
        assert isinstance(other, Term)
        return el.to_tensor(value, span, other.type.dtype) or value
    if not isinstance(value, Compound) or not isinstance(other, Compound):
        return value
    parts, others = parts_of(value), parts_of(other)
    if type(value) is not type(other) or len(parts) != len(others):
        return value
    made = tuple(conform(el, part, one, span) for part, one in zip(parts, others, strict=True))
    return value if all(a is b for a, b in zip(made, parts, strict=True)) else _of_parts(value, made)


def conform_alternatives(
    el: Elaborator, blocks: Sequence[ir.Block], alternatives: Sequence[MultipleValues], span: Span
) -> list[MultipleValues]:
    """Alternatives of which each is computed in a block, all of one structure where that is possible."""
    found = []
    for block, value in zip(blocks, alternatives, strict=True):
        with el.builder.at_end(block):
            for other in alternatives:
                made = conform(el, value, other, span)
                assert isinstance(made, MultipleValues)
                value = made
        found.append(value)
    return found


def _stands_for_tensor(value: Value, other: Value) -> bool:
    return (
        isinstance(other, Term)
        and isinstance(other.type, Tensor)
        and (isinstance(value, RangeValue) or (isinstance(value, ListValue) and value.vector))
        and bool(parts_of(value))
        and all(map(is_number, leaves(value)))
    )


def _of_parts(value: Compound, parts: tuple[Value, ...]) -> Value:
    """A value like another one, of other parts."""
    match value:
        case ListValue(vector=vector):
            return ListValue(parts, vector)
        case MultipleValues():
            return MultipleValues(parts)
        case PairValue():
            return PairValue(*parts)
        case RecordValue(type=type, fields=fields):
            return RecordValue(type, dict(zip(fields, parts, strict=True)))
        case MapValue(entries=entries):
            return MapValue(tuple((key, part) for (key, _), part in zip(entries, parts, strict=True)))
    raise AssertionError(f"{value} has other parts than values")
