"""The derivatives of compiled functions against JAX, against each other, and against differences."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import numpy as np
import pytest
from native_derivatives import Array, Case, invoke, is_differentiable

# Nothing of this is large, so compiling it is what takes time.
jax.config.update("jax_disable_most_optimizations", True)  # type: ignore[no-untyped-call]


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


Function = Callable[..., Any]


def listed(results: Any) -> tuple[Any, ...]:
    return results if isinstance(results, tuple) else (results,)


def differentiable(results: Any) -> tuple[Any, ...]:
    return tuple(result for result in listed(results) if is_differentiable(result))


# Compiled whole, since JAX would compile each operation of what it interprets, and once for a function and shapes.
@partial(jax.jit, static_argnums=0)
def derivatives(function: Function, primals: Any, tangents: Any, cotangents: Any) -> tuple[Any, Any, Any]:
    """The results, the derivative in the direction of the tangents, and the adjoint one of the cotangents."""
    results, forward = jax.jvp(function, primals, tangents)
    return listed(results), differentiable(forward), pullback(function, cotangents, *primals)


@partial(jax.jit, static_argnums=0)
def second_derivatives(function: Function, primals: Any, tangents: Any, cotangents: Any) -> Any:
    """The forward derivative of the adjoint one."""
    return jax.jvp(partial(pullback, function, cotangents), primals, tangents)[1]


def pullback(function: Function, cotangents: Any, *primals: Any) -> tuple[Any, ...]:
    def varied_results(*primals: Any) -> tuple[Any, ...]:
        return differentiable(function(*primals))

    return tuple(jax.vjp(varied_results, *primals)[1](cotangents))


class Directions:
    """A case at its inputs, with directions to differentiate in, and what JAX finds there.

    Attributes:
        results: of the function.
        primals: the inputs that have derivatives.
        tangents: directions of those.
        varied_results: the results that have derivatives.
        cotangents: directions of those.
        forward: the derivative in the direction of the tangents.
        reverse: the adjoint derivative of the cotangents.
    """

    def __init__(self, case: Case) -> None:
        random = np.random.default_rng(11)
        self.case = case
        self.primals = tuple(case.inputs[position] for position in case.varied)
        self.tangents = tuple(like(array, random) for array in self.primals)
        # Inputs that have no derivatives are constants.
        is_whole = len(self.primals) == len(case.inputs)
        self.function = case.function if is_whole else self.restricted
        shapes = differentiable(jax.eval_shape(self.function, *self.primals))
        self.cotangents = tuple(like(np.zeros(shape.shape, shape.dtype), random) for shape in shapes)
        results, self.forward, self.reverse = self.apply(derivatives)
        self.results = [np.asarray(result) for result in results]
        self.varied_results = differentiable(tuple(self.results))

    def restricted(self, *varied: Any) -> Any:
        """The results by the differentiable inputs."""
        inputs: list[Any] = list(self.case.inputs)
        for position, value in zip(self.case.varied, varied, strict=True):
            inputs[position] = value
        return self.case.function(*inputs)

    def apply(self, transformation: Callable[..., Any]) -> Any:
        return transformation(self.function, self.primals, self.tangents, self.cotangents)


def check_rule(library: ctypes.CDLL, name: str, case: Case) -> None:
    """The value, both derivatives, their pairing, and what differences and second derivatives there are."""
    at = Directions(case)
    count = len(at.results)

    value = invoke(library, name, case.inputs, at.results)
    assert_all_close(value, at.results)

    forward = invoke(library, f"{name}_jvp", [*case.inputs, *at.tangents], [*at.results, *at.varied_results])
    assert_all_close(forward[:count], at.results)
    assert_all_close(forward[count:], at.forward)

    reverse = invoke(library, f"{name}_vjp", [*case.inputs, *at.cotangents], [*at.results, *at.primals])
    assert_all_close(reverse[:count], at.results)
    assert_all_close(reverse[count:], at.reverse)
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
    expected = at.apply(second_derivatives)
    assert_all_close(found[-len(at.primals) :], expected, 1e-8)
