"""Tables of expressions with the NumPy expressions that they should equal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numeric_support import compiled, wide

#: An Eshkol expression and what NumPy makes of the same arguments.
Row = tuple[str, Callable[..., Any]]


def evaluate(parameters: str, expressions: Sequence[str], *arguments: Any) -> list[Any]:
    """The values of several expressions in the same arguments, compiled as one function."""
    program = compiled(f"(define (f {parameters}) (list {' '.join(expressions)}))")
    return list(program["f"](*arguments))


def check_table(parameters: str, rows: Sequence[Row], *arguments: Any) -> None:
    """Every expression equals its reference in element type, shape and value."""
    results = evaluate(parameters, [expression for expression, _ in rows], *arguments)
    for (expression, reference), result in zip(rows, results, strict=True):
        check_same(result, reference(*arguments), expression)


def check_same(result: Any, expected: Any, what: str) -> None:
    """Exact equality, nested lists included; NaN equals NaN."""
    if isinstance(expected, list | tuple):
        assert len(result) == len(expected), what
        for got, wanted in zip(result, expected, strict=True):
            check_same(got, wanted, what)
        return
    got, wanted = np.asarray(result), np.asarray(expected)
    assert got.dtype == wanted.dtype, f"{what}: {got.dtype} instead of {wanted.dtype}"
    assert got.shape == wanted.shape, f"{what}: {got.shape} instead of {wanted.shape}"
    # In a wider type, because NumPy does not know that a bfloat16 NaN is one.
    np.testing.assert_array_equal(wide(got), wide(wanted), err_msg=what)
