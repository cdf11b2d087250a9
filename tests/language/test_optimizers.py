"""Gradient descent, Newton's method and Adam against closed forms, NumPy and SciPy."""

from __future__ import annotations

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.diagnostics import ArityError, TypeError
from scipy import optimize

ROSENBROCK = """
(define (rosenbrock v)
  (let ((x (vector-ref v 0))
        (y (vector-ref v 1)))
    (+ (expt (- 1 x) 2)
       (* 100 (expt (- y (* x x)) 2)))))
"""


def test_descent_on_a_parabola_is_a_geometric_series() -> None:
    program = esk.compile(
        "(define (f [x : f64] [rate : f64] [n : int64])"
        " (gradient-descent (lambda (x) (square (- x 3.0))) x rate n))"
    )
    for steps in (0, 1, 7, 50):
        assert program.f(1.0, 0.1, steps) == pytest.approx(3 - 2 * 0.8**steps, rel=1e-13)


def test_descent_is_differentiable() -> None:
    """The end after n steps is (1 - 2 rate)ⁿ times the start."""
    program = esk.compile(
        "(define (by-start [x : f64]) (grad (lambda (x) (gradient-descent square x 0.1 10)) x))"
        "(define (by-rate [rate : f64]) (grad (lambda (rate) (gradient-descent square 2.0 rate 10)) rate))"
    )
    assert program.by_start(2.0) == pytest.approx(0.8**10, rel=1e-13)
    assert program.by_rate(0.1) == pytest.approx(2 * 10 * 0.8**9 * -2, rel=1e-13)


def test_descent_on_the_function_of_rosenbrock() -> None:
    program = esk.compile(
        ROSENBROCK + "(define (end) (gradient-descent rosenbrock (vector 0.0 0.0) 0.001 10000))"
    )
    point = np.zeros(2)
    for _ in range(10000):
        point = point - 0.001 * optimize.rosen_der(point)
    np.testing.assert_allclose(program.end(), point, rtol=1e-10)


@pytest.mark.parametrize("shape", [(), (3,), (2, 2)], ids=str)
def test_newton_takes_one_step_on_a_quadratic(shape: tuple[int, ...]) -> None:
    """From anywhere to the middle; the Hessian of the shape's form is inverted as a matrix."""
    kind = "f64" if shape == () else f"(Tensor f64 [{' '.join(map(str, shape))}])"
    body = (
        "(+ (square (- x 2.0)) x)" if shape == () else "(+ (sum (square (- x 2.0))) (* 0.5 (square (sum x))))"
    )
    program = esk.compile(f"(define (f [x : {kind}]) (newtons-method (lambda (x) {body}) x 1))")
    count = int(np.prod(shape))
    # Of 2 (x - 2) + 1 = 0, and of 2 (x - 2) + s = 0 for the sum s of all elements.
    expected = 1.5 if shape == () else 2 - (2 * count / (1 + count / 2)) / 2
    start = np.random.default_rng(3).standard_normal(shape)
    np.testing.assert_allclose(
        program.f(start if shape else float(start)), np.full(shape, expected), rtol=1e-12
    )


def test_newton_converges_quadratically() -> None:
    program = esk.compile(
        ROSENBROCK + "(define (f [n : int64]) (newtons-method rosenbrock (vector -1.2 1.0) n))"
    )
    errors = [np.abs(program.f(steps) - 1).max() for steps in (4, 5, 6)]
    assert errors[2] < errors[1] ** 1.5 < errors[0] ** 2
    np.testing.assert_allclose(
        program.f(8), optimize.minimize(optimize.rosen, [-1.2, 1.0], tol=1e-12).x, rtol=1e-5
    )


def adam(
    start: np.ndarray, steps: int, rate: float, beta1: float, beta2: float, epsilon: float
) -> np.ndarray:
    """Algorithm 1 of Kingma and Ba on the function of Rosenbrock."""
    x = start
    m = v = np.zeros_like(x)
    for t in range(1, steps + 1):
        g = optimize.rosen_der(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        x = x - rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return x


def test_adam() -> None:
    program = esk.compile(
        ROSENBROCK + "(define (plain [x : (Tensor f64 [2])] [n : int64]) (adam-optimizer rosenbrock x n))"
        "(define (set [x : (Tensor f64 [2])] [n : int64])"
        " (adam-optimizer rosenbrock x n :learning-rate 0.05 :beta1 0.8 :beta2 0.99 :epsilon 1e-6))"
    )
    start = np.array([-1.2, 1.0])
    for steps in (0, 1, 2, 100):
        np.testing.assert_allclose(
            program.plain(start, steps), adam(start, steps, 0.001, 0.9, 0.999, 1e-8), rtol=1e-12
        )
        np.testing.assert_allclose(
            program.set(start, steps), adam(start, steps, 0.05, 0.8, 0.99, 1e-6), rtol=1e-10
        )


def test_points_keep_their_type_and_integers_become_floats() -> None:
    program = esk.compile(
        "(define (single [x : (Tensor f32 [n])]) (gradient-descent (lambda (x) (sum (square x))) x 0.25 3))"
        "(define (whole) (gradient-descent square 8 0.25 3))"
    )
    found = program.single(np.float32([8, -4]))
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, np.float32([1, -0.5]))
    assert program.whole() == 1.0


@pytest.mark.parametrize(
    "call", ["gradient-descent f 1.0 0.1 3", "newtons-method f 1.0 3", "adam-optimizer f 1.0 3"]
)
def test_errors(call: str) -> None:
    with pytest.raises(TypeError, match="a procedure"):
        esk.compile(f"(define f 3.0) (define r ({call}))")
    with pytest.raises(TypeError, match="returns a vector of 2 elements"):
        esk.compile(f"(define (f x) (vector x x)) (define r ({call}))")
    with pytest.raises(ArityError):
        esk.compile(f"(define (f x) x) (define r ({call} 1 2 3))")
