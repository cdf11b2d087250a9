"""Factorizations and linear systems on IREE against NumPy and SciPy, from size 0 to several panels."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from numeric_support import COMPLEX, EPSILON, FLOATS, compiled, sample, wide
from scipy import linalg

Array = np.ndarray[Any, Any]

#: 0 and 1, within one panel of 32 columns, exactly two, and two and a bit.
SIZES = (0, 1, 2, 5, 64, 70)


def adjoint(a: Array) -> Array:
    return np.conj(np.swapaxes(a, -1, -2))


def near(actual: Any, expected: Any, dtype: str, roundings: float) -> None:
    """Checks up to some rounding errors of the greatest number, or 1."""
    got, reference = wide(actual), np.asarray(expected)
    assert got.shape == reference.shape
    scale = max(1.0, float(np.abs(reference).max(initial=0.0)))
    np.testing.assert_allclose(got, reference, rtol=0, atol=EPSILON[dtype] * scale * roundings)


def positive_definite(dtype: str, *shape: int) -> Array:
    factor = wide(sample(dtype, *shape))
    size = shape[-1]
    return (factor @ adjoint(factor) / max(size, 1) + np.eye(size)).astype(sample(dtype, 0).dtype)


FUNCTIONS = {
    "factor": "(define (factor [a : (Tensor {0} [b n n])]) (cholesky a))",
    "one-factor": "(define (one-factor [a : (Tensor {0} [n n])]) (cholesky a))",
    "solution": "(define (solution [a : (Tensor {0} [n n])] [y : (Tensor {0} [n k])]) (solve a y))",
    "facts": "(define (facts [a : (Tensor {0} [b n n])]) (values (inverse a) (det a)))",
    "one-inverse": "(define (one-inverse [a : (Tensor {0} [n n])]) (inverse a))",
    "one-det": "(define (one-det [a : (Tensor {0} [n n])]) (det a))",
    "lower-solution": "(define (lower-solution [a : (Tensor {0} [n n])] [y : (Tensor {0} [n k])]) (triangular-solve a y))",
    "upper-solution": """(define (upper-solution [a : (Tensor {0} [n n])] [y : (Tensor {0} [n k])])
        (triangular-solve a y :lower #f))""",
}


@cache
def function(dtype: str, name: str) -> Callable[..., Any]:
    """One alone: not every type needs all, and each takes seconds to compile."""
    return compiled(FUNCTIONS[name].format(dtype))[name]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", ["f64", "f32", "complex128"])
def test_cholesky(dtype: str, size: int) -> None:
    a = positive_definite(dtype, 3, size, size)
    near(function(dtype, "factor")(a), np.linalg.cholesky(wide(a)), dtype, 16 * max(size, 1) ** 0.5)


@pytest.mark.parametrize("dtype", [*FLOATS, *COMPLEX])
def test_small_systems_of_every_type(dtype: str) -> None:
    a = (wide(sample(dtype, 3, 3)) * 0.25 + np.eye(3)).astype(sample(dtype, 0).dtype)
    y = sample(dtype, 3, 2, seed=1)
    near(function(dtype, "solution")(a, y), np.linalg.solve(wide(a), wide(y)), dtype, 32)
    near(function(dtype, "one-inverse")(a), np.linalg.inv(wide(a)), dtype, 32)
    near(function(dtype, "one-det")(a), np.linalg.det(wide(a)), dtype, 32)
    d = positive_definite(dtype, 3, 3)
    near(function(dtype, "one-factor")(d), np.linalg.cholesky(wide(d)), dtype, 32)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("columns", [1, 3])
def test_solve(size: int, columns: int) -> None:
    a, y = sample("f64", size, size), sample("f64", size, columns, seed=1)
    x = np.asarray(function("f64", "solution")(a, y))
    # The residual is small whatever the condition of the matrix.
    near(a @ x, y, "f64", 64 * max(size, 1) ** 0.5 * max(1.0, float(np.abs(x).max(initial=0))))


@pytest.mark.parametrize("batch", [0, 1, 3])
@pytest.mark.parametrize("size", [0, 1, 4, 40])
def test_batches(batch: int, size: int) -> None:
    a = sample("f64", batch, size, size) + 3 * np.eye(size)
    inverses, determinants = function("f64", "facts")(a)
    condition = float(np.max(np.linalg.cond(a), initial=1.0)) if a.size else 1.0
    near(inverses, np.linalg.inv(a), "f64", 32 * condition)
    near(determinants, np.linalg.det(a), "f64", 32 * condition)


def test_exchanged_rows() -> None:
    for size in (3, 40):
        order = np.random.default_rng(size).permutation(size)
        permutation = np.eye(size)[order]
        np.testing.assert_array_equal(function("f64", "one-inverse")(permutation), permutation.T)
        assert function("f64", "one-det")(permutation) == round(np.linalg.det(permutation))
        triangle = np.triu(sample("f64", size, size)) + size * np.eye(size)
        y = sample("f64", size, 2, seed=1)
        expected = linalg.solve_triangular(triangle, y[np.argsort(order)])
        near(function("f64", "solution")(triangle[order], y), expected, "f64", 64)


def test_ill_conditioned_systems() -> None:
    for size in (4, 8):
        hilbert = linalg.hilbert(size)
        x = np.asarray(function("f64", "solution")(hilbert, hilbert @ np.ones((size, 1))))
        assert np.abs(x - 1).max() < 4e-16 * np.linalg.cond(hilbert)
        near(hilbert @ x, hilbert @ np.ones((size, 1)), "f64", 16)


def test_singular_matrices() -> None:
    for size in (2, 40):
        ones = np.ones((size, size))
        assert function("f64", "one-det")(ones) == 0
        assert not np.isfinite(np.asarray(function("f64", "one-inverse")(ones))).any()


def test_matrices_that_have_no_cholesky_factor() -> None:
    for size in (1, 2, 50):
        a = np.eye(size)
        a[-1, -1] = -1
        factor = np.asarray(function("f64", "one-factor")(a))
        below = np.tril(np.ones((size, size), bool))
        assert np.isnan(factor[below]).all()
        assert (factor[~below] == 0).all()


def test_nan_is_not_lost() -> None:
    a = sample("f64", 40, 40)
    a[3, 7] = np.nan
    assert np.isnan(function("f64", "one-det")(a))
    assert np.isnan(np.asarray(function("f64", "solution")(a, np.ones((40, 1))))).all()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "lower"), [("lower-solution", True), ("upper-solution", False)])
def test_triangular_solve_reads_one_triangle(name: str, lower: bool, size: int) -> None:
    full = sample("f64", size, size) / max(size, 1) + 2 * np.eye(size)
    y = sample("f64", size, 3, seed=1)
    other = np.triu(np.full((size, size), np.nan), 1)
    given = np.tril(full) + other if lower else np.triu(full) + other.T
    expected = linalg.solve_triangular(full, y, lower=lower) if size else y
    near(function("f64", name)(given, y), expected, "f64", 64)
