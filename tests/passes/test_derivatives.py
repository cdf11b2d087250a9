"""Every derivative rule against JAX in double precision, forward, reverse, and once more."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
from derivative_cases import ALL
from native_derivatives import Array, Case, CompilationError, build, emit, invoke, is_differentiable, name_of


def number(group: str, cases: Iterator[Case]) -> list[Case]:
    """Gives cases of one operation different names that are identifiers."""
    counts: dict[str, Iterator[int]] = {}
    return [
        Case(**{**vars(case), "name": f"{group}_{plain}_{next(counts.setdefault(plain, itertools.count()))}"})
        for case in cases
        for plain in [case.name.replace(".", "_")]
    ]


CASES = {group: number(group, make()) for group, make in ALL.items()}
ROWS = [
    pytest.param(group, case, is_dynamic, id=name_of(case, is_dynamic))
    for group, cases in CASES.items()
    for case in cases
    for is_dynamic in ([False, True] if case.is_dynamic else [False])
]


class Libraries:
    """The compiled cases of each group: together, or, where one of them does not compile, apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.groups: dict[str, ctypes.CDLL | None] = {}

    def get(self, group: str, case: Case, is_dynamic: bool) -> ctypes.CDLL:
        if group not in self.groups:
            self.groups[group] = self.build_group(group)
        library = self.groups[group]
        if library is None:
            return build(emit(case, is_dynamic), self.folder / name_of(case, is_dynamic))
        return library

    def build_group(self, group: str) -> ctypes.CDLL | None:
        text = "".join(
            emit(case, is_dynamic)
            for case in CASES[group]
            for is_dynamic in ([False, True] if case.is_dynamic else [False])
        )
        try:
            return build(text, self.folder / group)
        except CompilationError:
            return None


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    return Libraries(tmp_path_factory.mktemp("derivatives"))


def like(array: Array, random: np.random.Generator) -> Array:
    direction = random.standard_normal(array.shape)
    if array.dtype.kind == "c":
        direction = direction + 1j * random.standard_normal(array.shape)
    return np.asarray(direction, array.dtype)


def pair(left: list[Array], right: list[Array]) -> float:
    return float(sum(np.sum(a * b).real for a, b in zip(left, right, strict=True)))


def assert_all_close(found: list[Array], expected: Any, tolerance: float = 1e-9) -> None:
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, np.asarray(other), rtol=tolerance, atol=tolerance)


class Directions:
    """A case at its inputs, with directions to differentiate in, as functions for JAX."""

    def __init__(self, case: Case) -> None:
        random = np.random.default_rng(11)
        self.case = case
        self.results = list(case.results)
        self.primals = [case.inputs[position] for position in case.varied]
        self.tangents = [like(array, random) for array in self.primals]
        self.varied_results = [array for array in self.results if is_differentiable(array)]
        self.cotangents = [like(array, random) for array in self.varied_results]

    def function(self, *varied: Any) -> tuple[Any, ...]:
        """The differentiable results by the differentiable inputs."""
        inputs: list[Any] = [jax.numpy.asarray(array) for array in self.case.inputs]
        for position, value in zip(self.case.varied, varied, strict=True):
            inputs[position] = value
        found = self.case.function(*inputs)
        results = found if isinstance(found, tuple) else (found,)
        return tuple(
            result for result, array in zip(results, self.results, strict=True) if is_differentiable(array)
        )

    def pullback(self, *varied: Any) -> tuple[Any, ...]:
        return tuple(jax.vjp(self.function, *varied)[1](tuple(map(jax.numpy.asarray, self.cotangents))))


@pytest.mark.parametrize(("group", "case", "is_dynamic"), ROWS)
def test_rule(libraries: Libraries, group: str, case: Case, is_dynamic: bool) -> None:
    library = libraries.get(group, case, is_dynamic)
    name = name_of(case, is_dynamic)
    at = Directions(case)
    count = len(at.results)

    value = invoke(library, name, case.inputs, at.results)
    assert_all_close(value, at.results)

    forward = invoke(library, f"{name}_jvp", [*case.inputs, *at.tangents], [*at.results, *at.varied_results])
    assert_all_close(forward[:count], at.results)
    assert_all_close(forward[count:], jax.jvp(at.function, tuple(at.primals), tuple(at.tangents))[1])

    reverse = invoke(library, f"{name}_vjp", [*case.inputs, *at.cotangents], [*at.results, *at.primals])
    assert_all_close(reverse[:count], at.results)
    assert_all_close(reverse[count:], at.pullback(*at.primals))
    assert pair(forward[count:], at.cotangents) == pytest.approx(
        pair(reverse[count:], at.tangents), rel=case.tolerance, abs=case.tolerance
    )

    if case.is_smooth:
        assert_all_close(forward[count:], differences(library, name, at), 1e-5)
    if case.is_twice:
        check_twice(library, name, at)


def differences(library: ctypes.CDLL, name: str, at: Directions) -> list[Array]:
    """Central differences of the compiled function in the direction of the tangents."""
    step = 1e-6
    sides = []
    for sign in (1, -1):
        inputs = list(at.case.inputs)
        for position, tangent in zip(at.case.varied, at.tangents, strict=True):
            inputs[position] = inputs[position] + sign * step * tangent
        results = invoke(library, name, inputs, at.results)
        sides.append([result for result in results if is_differentiable(result)])
    return [(after - before) / (2 * step) for after, before in zip(*sides, strict=True)]


def check_twice(library: ctypes.CDLL, name: str, at: Directions) -> None:
    """The forward derivative of the reverse derivative."""
    found = invoke(
        library,
        f"{name}_twice",
        [*at.case.inputs, *at.cotangents, *at.tangents],
        [*at.results, *at.primals, *at.varied_results, *at.primals],
    )
    expected = jax.jvp(at.pullback, tuple(at.primals), tuple(at.tangents))[1]
    assert_all_close(found[-len(at.primals) :], expected, 1e-8)
