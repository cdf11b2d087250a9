"""Linear systems, factorizations, determinants, diagonals and norms against NumPy and SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import COMPLEX, FLOATS, compiled, problem, same, sample, wide

Array = np.ndarray[Any, Any]
INEXACT = [*FLOATS, *COMPLEX]


def regular(dtype: str, *shape: int, seed: int = 0) -> Array:
    """Well-conditioned square matrices that need row exchanges."""
    matrix = sample(dtype, *shape, seed=seed)
    size = shape[-1]
    return (matrix + 3 * np.roll(np.eye(size), 1, 0).astype(matrix.dtype)).astype(matrix.dtype)


def positive(dtype: str, *shape: int) -> Array:
    """Positive definite matrices."""
    half = wide(sample(dtype, *shape))
    return (half @ np.conj(np.swapaxes(half, -1, -2)) + 2 * np.eye(shape[-1])).astype(sample(dtype, 1).dtype)


@pytest.mark.parametrize("dtype", INEXACT)
def test_systems_of_equations(dtype: str) -> None:
    size = "n" if dtype == "f64" else "4"
    program = compiled(
        f"""
        (define (f [a : (Tensor {dtype} [{size} {size}])] [b : (Tensor {dtype} [{size} 2])] [v : (Tensor {dtype} [{size}])])
          (values (solve a b) (matrix-solve a v) (inverse a) (det a)))
        """
    )
    for n in (4, 1) if dtype == "f64" else (4,):
        a, b, v = regular(dtype, n, n), sample(dtype, n, 2, seed=1), sample(dtype, n, seed=2)
        columns, vector, inverse, determinant = program["f"](a, b, v)
        wa = wide(a)
        same(columns, np.linalg.solve(wa, wide(b)), dtype, roundings=40)
        same(vector, np.linalg.solve(wa, wide(v)), dtype, roundings=40)
        same(inverse, np.linalg.inv(wa), dtype, roundings=40)
        same(determinant, np.linalg.det(wa), dtype, roundings=40)


def test_batches() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor f64 [b 2 3 3])] [r : (Tensor f64 [2 3 k])]) (solve a r))
        (define (g [a : (Tensor f64 [b 2 3 3])])
          (values (inverse a) (det a) (logdet a) (cholesky (matmul a (swap-axes a -1 -2)))))
        """
    )
    a, r = regular("f64", 3, 2, 3, 3), sample("f64", 2, 3, 4)
    a[0] *= np.sign(np.linalg.det(a[0]))[..., None, None]
    solution = program["f"](a, r)
    inverse, determinant, logarithm, factor = program["g"](a)
    same(solution, np.linalg.solve(a, r), "f64", roundings=60)
    same(inverse, np.linalg.inv(a), "f64", roundings=60)
    same(determinant, np.linalg.det(a), "f64", roundings=60)
    sign, size = np.linalg.slogdet(a)
    same(logarithm, np.where(sign > 0, size, np.nan), "f64", roundings=60)
    same(factor, np.linalg.cholesky(a @ np.swapaxes(a, -1, -2)), "f64", roundings=60)


@pytest.mark.parametrize("batch", [(2, 1), (1, 2, 1)], ids=str)
def test_batches_of_large_systems(batch: tuple[int, ...]) -> None:
    """Large systems are solved in blocks, which products of matrices eliminate from each other."""
    shape = " ".join(map(str, batch))
    program = compiled(
        f"(define (f [a : (Tensor f64 [{shape} 40 40])] [b : (Tensor f64 [{shape} 40 3])]) (solve a b))"
    )
    a, b = regular("f64", *batch, 40, 40), sample("f64", *batch, 40, 3)
    same(program["f"](a, b), np.linalg.solve(a, b), "f64", roundings=400)


def test_two_factorizations_with_different_dynamic_sizes() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor f64 [b 2 3 3])] [r : (Tensor f64 [2 3 k])]) (values (solve a r) (inverse a)))
        """
    )
    a, r = regular("f64", 3, 2, 3, 3), sample("f64", 2, 3, 4)
    solution, inverse = program["f"](a, r)
    same(solution, np.linalg.solve(a, r), "f64", roundings=60)
    same(inverse, np.linalg.inv(a), "f64", roundings=60)


@pytest.mark.parametrize("dtype", INEXACT)
def test_triangular_systems_and_cholesky(dtype: str) -> None:
    size = "n" if dtype == "f64" else "4"
    program = compiled(
        f"""
        (define (f [a : (Tensor {dtype} [{size} {size}])] [b : (Tensor {dtype} [{size} 2])] [r : (Tensor {dtype} [2 {size}])]
                   [v : (Tensor {dtype} [{size}])])
          (values (triangular-solve a b) (triangular-solve a b :lower #f) (triangular-solve a b :transpose #t)
                  (triangular-solve a b :unit-diagonal #t) (triangular-solve a r :left #f) (triangular-solve a v)
                  (triangular-solve a b :transpose #t :conjugate #t)))
        (define (g [p : (Tensor {dtype} [{size} {size}])]) (cholesky p))
        """
    )
    n = 4
    a = (wide(sample(dtype, n, n)) * 0.5 + 2 * np.eye(n)).astype(sample(dtype, 1).dtype)
    b, r, v = sample(dtype, n, 2, seed=1), sample(dtype, 2, n, seed=2), sample(dtype, n, seed=3)
    lower, upper = np.tril(wide(a)), np.triu(wide(a))
    unit = np.tril(wide(a), -1) + np.eye(n)
    wb, wr, wv = wide(b), wide(r), wide(v)
    expected = [
        np.linalg.solve(lower, wb), np.linalg.solve(upper, wb), np.linalg.solve(lower.T, wb),
        np.linalg.solve(unit, wb), wr @ np.linalg.inv(lower), np.linalg.solve(lower, wv),
        np.linalg.solve(np.conj(lower.T), wb),
    ]  # fmt: skip
    for actual, reference in zip(program["f"](a, b, r, v), expected, strict=True):
        same(actual, reference, dtype, roundings=40)
    p = positive(dtype, n, n)
    same(program["g"](p), np.linalg.cholesky(wide(p)), dtype, roundings=40)


def test_a_vector_to_the_left_of_a_triangle() -> None:
    program = compiled(
        "(define (f [a : (Tensor f64 [2 2])] [v : (Tensor f64 [2])]) (triangular-solve a v :left #f))"
    )
    a, v = np.array([[2.0, 0], [1, 4]]), np.array([3.0, 8.0])
    same(program["f"](a, v), v @ np.linalg.inv(a), "f64")


def test_matrices_that_are_singular_or_not_positive() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor f64 [2 2])]) (values (det a) (logdet a) (slogdet a) (inverse a) (cholesky a)))
        """.replace("(slogdet a)", "(let-values ([(s l) (slogdet a)]) s)")
    )
    determinant, logarithm, sign, inverse, factor = program["f"](np.array([[1.0, 2.0], [2.0, 4.0]]))
    assert float(determinant) == 0.0
    assert float(logarithm) == -np.inf
    assert float(sign) == 0.0
    assert not np.isfinite(inverse).all()
    determinant, logarithm, sign, _, factor = program["f"](np.array([[1.0, 2.0], [2.0, 1.0]]))
    assert float(determinant) == pytest.approx(-3.0, rel=1e-15)
    assert np.isnan(logarithm)
    assert float(sign) == -1.0
    assert np.isnan(np.asarray(factor)[1, 1])


def test_logarithms_of_determinants_neither_overflow_nor_underflow() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor f64 [n n])]) (logdet a))
        (define (g [a : (Tensor complex128 [3 3])]) (logdet a))
        (define (h [a : (Tensor f32 [3 3])]) (slogdet a))
        """
    )
    scale = np.diag([1e200, 1e200, 1e-50, 2e100])
    assert float(program["f"](scale)) == pytest.approx(450 * np.log(10) + np.log(2), rel=1e-14)
    z = sample("complex128", 3, 3)
    assert complex(program["g"](z)) == pytest.approx(complex(np.log(np.linalg.det(z))), rel=1e-12)
    a = sample("f32", 3, 3)
    sign, size = program["h"](a)
    expected = np.linalg.slogdet(wide(a))
    assert float(sign) == expected[0]
    assert float(size) == pytest.approx(expected[1], rel=1e-5)


def test_diagonals_and_traces() -> None:
    program = compiled(
        """
        (define (f [m : (Tensor i32 [3 4])] [v : (Tensor i32 [3])])
          (values (diag m) (diag m 1) (diag m -2) (diag v) (diag v 2) (diag v :k -1) (trace m)))
        (define (g [m : (Tensor f32 [n k])]) (values (diag m) (trace m)))
        (define (h [m : (Tensor complex64 [2 3 3])]) (values (diag m) (trace m)))
        """
    )
    m, v = sample("i32", 3, 4), sample("i32", 3, seed=1)
    expected = [np.diag(m), np.diag(m, 1), np.diag(m, -2), np.diag(v), np.diag(v, 2), np.diag(v, -1)]
    results = program["f"](m, v)
    for actual, reference in zip(results, expected, strict=False):
        same(actual, reference, "i32")
    same(results[-1], np.trace(m), "i64")
    for shape in ((2, 5), (5, 2), (1, 1), (0, 3)):
        x = sample("f32", *shape)
        diagonal, total = program["g"](x)
        same(diagonal, np.diag(x), "f32")
        same(total, np.trace(x), "f32")
    z = sample("complex64", 2, 3, 3)
    diagonals, traces = program["h"](z)
    same(diagonals, np.diagonal(z, axis1=1, axis2=2), "complex64")
    same(traces, np.trace(z, axis1=1, axis2=2), "complex64")


NORMS: list[tuple[str, Any, Any, bool]] = [
    ("", None, None, False),
    (":axis 1", None, 1, False),
    ("1 :axis 0", 1, 0, False),
    ("3 :axis -1 :keepdims #t", 3, -1, True),
    ("'inf :axis 1", np.inf, 1, False),
    ("'-inf :axis 1", -np.inf, 1, False),
    ("0 :axis 1", 0, 1, False),
    ("0.5 :axis 1", 0.5, 1, False),
    ("1", 1, None, False),
    ("-1", -1, None, False),
    ("'inf", np.inf, None, False),
    ("'-inf", -np.inf, None, False),
    ("'fro", "fro", None, False),
    (":order 1 :axis [1 0]", 1, (0, 1), False),
]


@pytest.mark.parametrize("dtype", ["f64", "f32", "f16", "i32", "complex64"])
def test_norms(dtype: str) -> None:
    calls = " ".join(f"(norm x {text})" for text, *_ in NORMS)
    program = compiled(f"(define (f [x : (Tensor {dtype} [3 4])]) (values {calls}))")
    x = sample(dtype, 3, 4)
    if dtype == "i32":
        x[x == 0] = 1
    part = {"i32": "f64", "complex64": "f32"}.get(dtype, dtype)
    for (_, order, axis, keepdims), actual in zip(NORMS, program["f"](x), strict=True):
        expected = np.linalg.norm(wide(x), order, axis, keepdims)
        same(actual, expected, part, roundings=16)


_SOLVE = compiled(
    "(define (f [a : (Tensor f64 [n n])] [b : (Tensor f64 [n])]) (values (solve a b) (inverse a) (det a)))"
)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10**6))
def test_properties_of_solutions(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    a, b = random.standard_normal((n, n)) + 2 * np.eye(n), random.standard_normal(n)
    x, inverse, determinant = _SOLVE["f"](a, b)
    bound = 1e-13 * np.linalg.cond(a) * max(np.abs(x).max(), 1)
    np.testing.assert_allclose(a @ x, b, atol=bound * np.abs(a).max())
    np.testing.assert_allclose(a @ inverse, np.eye(n), atol=bound * np.linalg.cond(a))
    assert float(determinant) == pytest.approx(float(scipy.linalg.det(a)), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(solve m v)", "ShapeError: expected a square matrix in solve"),
        ("(solve a v)", "ShapeError: shape mismatch in solve"),
        (
            "(solve a 1.0)",
            "ShapeError: the right-hand side should be a vector or a matrix, not a scalar, in solve",
        ),
        ("(det v)", "ShapeError: expected a matrix in det"),
        ("(inverse m)", "ShapeError: expected a square matrix in inverse"),
        ("(cholesky m)", "ShapeError: expected a square matrix in cholesky"),
        ("(triangular-solve a v)", "ShapeError: shape mismatch in triangular-solve"),
        ("(trace v)", "ShapeError: expected a matrix in trace"),
        ("(diag 1)", "ShapeError: expected a vector or a matrix, not a scalar, in diag"),
        ("(diag m 4)", "ShapeError: there is no diagonal 4 in diag"),
        ("(norm m 2)", "TypeError: the order 2.0 of a matrix is not supported, in norm"),
        (
            "(norm m 'nuc)",
            "TypeError: the order should be a number, 'inf, '-inf or 'fro but is the symbol 'nuc, in norm",
        ),
        ("(norm v 'fro)", "TypeError: the order fro does not apply to 1 axes, in norm"),
    ],
)
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    source = (
        f"(define (f [a : (Tensor f32 [2 2])] [m : (Tensor f32 [2 3])] [v : (Tensor f32 [3])]) {expression})"
    )
    assert problem(source).splitlines()[0].endswith(f"]: {message}")


def test_a_right_hand_side_that_does_not_fit() -> None:
    source = "(define (f [a : (Tensor f32 [3 3])] [b : (Tensor f32 [4 2])]) (solve a b))"
    assert problem(source) == (
        "test.esk:1:63: error[E0521]: ShapeError: shape mismatch in solve\n"
        "  |\n"
        "1 | (define (f [a : (Tensor f32 [3 3])] [b : (Tensor f32 [4 2])]) (solve a b))\n"
        "  |             - a : (Tensor f32 [3 3]) defined here\n"
        "  |                                      - b : (Tensor f32 [4 2]) defined here\n"
        "  |                                                               ^^^^^^^^^^^ "
        "the system has 3 equations but the right-hand side 4 rows\n"
        "  = note: in function `f`\n"
        "  = note: matrix:          (Tensor f32 [3 3])\n"
        "  = note: right-hand side: (Tensor f32 [4 2])"
    )
