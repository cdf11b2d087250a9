"""Batches of operands of compiled functions, and the same by a loop."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
from native_derivatives import (
    OPERANDS,
    Array,
    Case,
    declare,
    emit_value,
    invoke,
    name_of,
    type_of,
    wrap,
)

#: Which operands are batches.
Axes = tuple[bool, ...]


def choices_of_axes(case: Case, uniform: Sequence[int]) -> list[Axes]:
    """Each operand that can be a batch alone, and all of these."""
    batchable = [position for position in range(len(case.inputs)) if position not in uniform]
    found = [tuple(k == position for k in range(len(case.inputs))) for position in batchable]
    if len(batchable) > 1:
        found.append(tuple(k in batchable for k in range(len(case.inputs))))
    return found


def batched_name(case: Case, axes: Axes) -> str:
    return f"{name_of(case, True)}_{''.join('b' if axis else 'u' for axis in axes)}"


def emit_batches(case: Case, choices: Sequence[Axes]) -> str:
    """The function of a case, and its batches by each choice of operands."""
    results = [type_of(array[None], True) for array in case.results]
    text = emit_value(case, True)
    for axes in choices:
        types = [
            type_of(array[None] if axis else array, True)
            for axis, array in zip(axes, case.inputs, strict=True)
        ]
        values = [f"%{letter}" for letter in OPERANDS[: len(types)]]
        in_axes = [0 if axis else -1 for axis in axes]
        call = f"eshkol.vmap @{name_of(case, True)}({', '.join(values)}) in_axes {in_axes} out_axes {[0] * len(results)}"
        text += wrap(batched_name(case, axes), declare(values, types), call, types, results)
    return text


def check_batch(library: ctypes.CDLL, sample: Case, axes: Axes, elements: Sequence[Sequence[Array]]) -> None:
    """Compares a batch with a loop over it.

    Args:
        library: has the functions of the sample.
        sample: tells names and types.
        axes: which operands are batches.
        elements: the operands of each element of the batch, or, of an empty one, of one that it does not have.
    """
    results = sample.results
    size = len(elements)
    for count in {0, size}:
        operands = [
            np.stack([element[position] for element in elements])[:count] if axis else elements[0][position]
            for position, axis in enumerate(axes)
        ]
        found = invoke(library, batched_name(sample, axes), operands, [array[None] for array in results])
        rows = [
            invoke(
                library,
                name_of(sample, True),
                [operand[k] if axis else operand for axis, operand in zip(axes, operands, strict=True)],
                results,
            )
            for k in range(count)
        ]
        for position, one in enumerate(found):
            assert len(one) == count
            for k in range(count):
                assert one[k].dtype == rows[k][position].dtype
                np.testing.assert_allclose(one[k], rows[k][position], rtol=1e-12, atol=1e-12)
