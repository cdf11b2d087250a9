"""Derivatives in f32, f16 and bf16 against those of the same inputs in f64.

A rule computes with numbers of the type, or in f32 and rounds once, and each operation on numbers errs by at most half a
unit of the last place: eps / 2 of its result.  A tangent or cotangent is made of some tens of these, sums of a few dozen
numbers included, and at the inputs here, which are of order one and away from poles, none of them is amplified much.  So
the errors are at most ``ROUNDINGS`` times eps, relative to the greatest number of the result or 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from derivative_checks import Directions, derivatives
from native_derivatives import Array, Case, Libraries, emit, invoke, is_differentiable, name_of
from property_rows import GROUPS
from rule_property import Property

ROUNDINGS = 4
TYPES: dict[str, Any] = {"f32": np.float32, "f16": np.float16, "bf16": ml_dtypes.bfloat16}
NARROW = {
    f"{group}_{kind}": {name: row for name, row in rows.items() if row.is_narrow}
    for group, rows in GROUPS.items()
    for kind in TYPES
}
ROWS = [(group, name) for group, rows in NARROW.items() for name in rows]


def rounded(array: Array, dtype: Any) -> Array:
    return array.astype(dtype) if is_differentiable(array) else array


def widened(array: Array) -> Array:
    return array.astype(np.float64) if is_differentiable(array) else array


def narrowed(case: Case, dtype: Any) -> Case:
    """The case at rounded inputs, whose function only tells the types of results."""

    def function(*_: Any) -> tuple[Any, ...]:
        return tuple(rounded(array, dtype) for array in case.results)

    return replace(case, function=function, inputs=tuple(rounded(array, dtype) for array in case.inputs))


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    def emit_group(group: str) -> dict[str, str]:
        dtype = TYPES[group.rpartition("_")[2]]
        samples = [narrowed(row.sample(), dtype) for row in NARROW[group].values()]
        return {name_of(case, True): emit(case, True) for case in samples}

    return Libraries(tmp_path_factory.mktemp("narrow"), emit_group)


def assert_near(found: list[Array], expected: Any, dtype: Any) -> None:
    bound = ROUNDINGS * float(ml_dtypes.finfo(dtype).eps)
    for one, other in zip(found, expected, strict=True):
        wide = np.asarray(other)
        assert one.dtype == (dtype if is_differentiable(wide) else wide.dtype)
        scale = max(1.0, float(np.abs(wide).max(initial=0))) if is_differentiable(wide) else 0
        np.testing.assert_allclose(widened(one), wide, rtol=0, atol=bound * scale)


@pytest.mark.parametrize(("group", "name"), ROWS)
def test_rule(libraries: Libraries, group: str, name: str) -> None:
    dtype = TYPES[group.rpartition("_")[2]]
    row: Property = NARROW[group][name]
    sizes = tuple(map(max, row.sizes))
    for seed in (1, 2):
        drawn = row.at(sizes, seed)
        case = row.case(tuple(widened(rounded(array, dtype)) for array in drawn.inputs))
        function = name_of(case, True)
        library = libraries.get(group, function)
        at = Directions(case)
        at.tangents, at.cotangents = (
            tuple(widened(rounded(array, dtype)) for array in arrays)
            for arrays in (at.tangents, at.cotangents)
        )
        results, forward, reverse = at.apply(derivatives)
        narrow: Callable[[Any], list[Array]] = lambda arrays: [rounded(np.asarray(a), dtype) for a in arrays]  # noqa: E731
        inputs = narrow(case.inputs)
        found = invoke(
            library, f"{function}_jvp", [*inputs, *narrow(at.tangents)], narrow([*results, *forward])
        )
        assert_near(found, [*results, *forward], dtype)
        found = invoke(
            library, f"{function}_vjp", [*inputs, *narrow(at.cotangents)], narrow([*results, *reverse])
        )
        assert_near(found, [*results, *reverse], dtype)
