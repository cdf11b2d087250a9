"""The derivatives of compiled functions against JAX, against each other, and against differences."""

from __future__ import annotations

import ctypes
from typing import Any

import jax
import numpy as np
import pytest
from native_derivatives import Array, Case, invoke, is_differentiable


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


def check_rule(library: ctypes.CDLL, name: str, case: Case) -> None:
    """The value, both derivatives, their pairing, and what differences and second derivatives there are."""
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
