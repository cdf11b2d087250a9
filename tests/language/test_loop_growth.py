"""Gradients of loops that read or write one element per round: right, and linear in the number of rounds.

A copy of the whole tensor in each round, or an adjoint of it, would make them quadratic.
"""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest

Array = np.ndarray[Any, Any]

#: Long enough for copies to outweigh what else a round costs: 512 KiB take three times as long as a round.
FEW, MANY = 8_000, 64_000
#: Between 1 (linear) and 2 (quadratic); copies in one of two loops were at 1.64 before they were avoided.
GREATEST_EXPONENT = 1.4
MOST_SAMPLES = 20
SAMPLES = 2

READING = "(define (advance s x) (+ (* 0.5 (sin s)) x))"
#: Each returns the sum of the states of one recurrence.
READERS = {
    "for/fold over a range": """
        (define (f [xs : (Tensor f64 [n])])
          (let-values ([(s t) (for/fold ([s 0.0] [t 0.0]) ([i (range (size xs))])
                                (let ([s (advance s (vref xs i))]) (values s (+ t s))))])
            t))""",
    "for/fold over a tensor": """
        (define (f [xs : (Tensor f64 [n])])
          (let-values ([(s t) (for/fold ([s 0.0] [t 0.0]) ([x xs])
                                (let ([s (advance s x)]) (values s (+ t s))))])
            t))""",
    "do": """
        (define (f [xs : (Tensor f64 [n])])
          (do ([i 0 (+ i 1)] [s 0.0 (advance s (vref xs i))] [t 0.0 (+ t s)]) ((= i (size xs)) (+ t s))))""",
    "named let": """
        (define (f [xs : (Tensor f64 [n])])
          (let loop ([i 0] [s 0.0] [t 0.0])
            (if (= i (size xs))
                t
                (let ([s (advance s (vref xs i))]) (loop (+ i 1) s (+ t s))))))""",
    "an end that depends on data": """
        (define (f [xs : (Tensor f64 [n])])
          (let loop ([i 0] [s 0.0] [t 0.0])
            (if (or (= i (size xs)) (> (abs s) 1e6))
                t
                (let ([s (advance s (vref xs i))]) (loop (+ i 1) s (+ t s))))))""",
    "recompute": """
        (define (run [xs : (Tensor f64 [n])]) : float64
          (let-values ([(s t) (for/fold ([s 0.0] [t 0.0]) ([x xs])
                                (let ([s (advance s x)]) (values s (+ t s))))])
            t))
        (define f (jit run :memory-optimization 'recompute))""",
}
NESTED = """
    (define (f [xs : (Tensor f64 [n])])
      (let-values ([(s t) (for/fold ([s 0.0] [t 0.0]) ([i (range (size xs))])
                            (let ([s (for/fold ([s s]) ([k (range 2)]) (advance s (vref xs i)))])
                              (values s (+ t s))))])
        t))"""
#: Each returns the sum of the squares of a recurrence whose states it writes over its argument.
WRITERS = {
    "dynamic-update-slice": "(dynamic-update-slice ys (reshape (+ (* 0.5 (vref ys (- i 1))) (sin (vref ys i))) [1]) [i])",
    "scatter": "(scatter ys i (+ (* 0.5 (vref ys (- i 1))) (sin (vref ys i))))",
    "scatter-add": "(scatter-add ys i (- (+ (* 0.5 (vref ys (- i 1))) (sin (vref ys i))) (vref ys i)))",
}
FILLING = """
    (define (f [xs : (Tensor f64 [n])])
      (sum (square (for/fold ([ys (zeros-like xs)]) ([x xs] [i (range (size xs))]) (scatter ys i (sin x))))))"""


def program(source: str, device: str = "cpu:sync") -> Callable[[Array], Array]:
    text = f"{READING}{source}(define (slope [xs : (Tensor f64 [n])]) (grad f xs))"
    slope: Callable[[Array], Array] = esk.compile(text, device=device, cache=False).slope
    return slope


def writer(update: str) -> str:
    return f"""
        (define (f [xs : (Tensor f64 [n])])
          (sum (square (for/fold ([ys xs]) ([i (range 1 (size xs))]) {update}))))"""


# What is right ---------------------------------------------------------------------------


def slope_of_reading(xs: Array, repeats: int = 1) -> Array:
    """Of the sum of the states ``s' = sin(s) / 2 + x``, after ``repeats`` steps with each ``x``."""
    states = [0.0]
    for x in xs:
        for _ in range(repeats):
            states.append(0.5 * np.sin(states[-1]) + x)
    found, adjoint = np.zeros(len(xs)), 0.0
    for i in reversed(range(len(xs))):
        adjoint += 1.0
        for k in reversed(range(repeats)):
            found[i] += adjoint
            adjoint *= 0.5 * np.cos(states[i * repeats + k])
    return found


def slope_of_writing(xs: Array) -> Array:
    """Of the sum of the squares of ``y[i] = y[i-1] / 2 + sin(x[i])``, which begin with ``x[0]``."""
    ys = xs.copy()
    for i in range(1, len(xs)):
        ys[i] = 0.5 * ys[i - 1] + np.sin(xs[i])
    found, adjoint = np.zeros(len(xs)), 0.0
    for i in reversed(range(1, len(xs))):
        adjoint = 2 * ys[i] + 0.5 * adjoint
        found[i] = adjoint * np.cos(xs[i])
    found[0] = 2 * ys[0] + 0.5 * adjoint
    return found


CASES: list[tuple[str, str, Callable[[Array], Array]]] = [
    *((name, source, slope_of_reading) for name, source in READERS.items()),
    ("nested", NESTED, lambda xs: slope_of_reading(xs, 2)),
    *((name, writer(update), slope_of_writing) for name, update in WRITERS.items()),
    ("filling", FILLING, lambda xs: np.sin(2 * xs)),
]


def data(size: int) -> Array:
    return np.random.default_rng(size).uniform(-1, 1, size)


@pytest.mark.parametrize(
    ("source", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_gradients_are_right_and_linear(source: str, expected: Callable[[Array], Array]) -> None:
    slope = program(source)
    few, many = data(FEW), data(MANY)
    np.testing.assert_allclose(slope(few), expected(few), rtol=1e-9, atol=1e-12)
    exponent = growth(slope, few, many)
    assert exponent < GREATEST_EXPONENT, f"the time grows with the power {exponent:.2f} of the rounds"


def growth(call: Callable[[Array], Array], few: Array, many: Array) -> float:
    """The exponent with which the processor time of a call grows; from the fastest of calls that alternate.

    What disturbs the machine makes calls slower only, so more calls are made while it seems to grow too fast.
    """
    times: dict[int, list[float]] = {len(few): [], len(many): []}
    exponent = np.inf
    for sample in range(MOST_SAMPLES):
        for argument in (few, many):
            start = thread_time()
            call(argument)
            times[len(argument)].append(thread_time() - start)
        ratio = min(times[len(many)]) / min(times[len(few)])
        exponent = float(np.log(ratio) / np.log(len(many) / len(few)))
        if sample + 1 >= SAMPLES and exponent < GREATEST_EXPONENT:
            break
    return exponent


@pytest.mark.parametrize("device", ["cpu", "cpu:task"])
@pytest.mark.parametrize(
    ("source", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_rounds_stay_in_order_on_all_cores(
    source: str, expected: Callable[[Array], Array], device: str
) -> None:
    slope = program(source, device)
    for size in (1, 2, 3, 50, 300):
        xs = data(size)
        for _ in range(3):
            np.testing.assert_allclose(slope(xs), expected(xs), rtol=1e-9, atol=1e-12)
