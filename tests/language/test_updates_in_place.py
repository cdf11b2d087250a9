"""Loops update tensors in place where they can; what is still used, and what the caller holds, never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest

Array = np.ndarray[Any, Any]
Expected = Callable[[Array], tuple[Array, ...]]

SIZE = 4


def put(x: Array, i: int, value: float) -> Array:
    """A copy with another element."""
    made = x.copy()
    made[i] = value
    return made


def swapping(x: Array) -> tuple[Array, ...]:
    a, b = x, 2 * x
    for i in range(SIZE):
        a, b = put(b, i, a[i]), a
    return a, b


def remembering(x: Array) -> tuple[Array, ...]:
    a, before = x, x
    for i in range(SIZE):
        a, before = put(a, i, a[i] + before[0]), a
    return a, before


def summing(x: Array) -> tuple[Array, ...]:
    a, total = x, 0.0
    for i in range(SIZE):
        a, total = put(a, i, 2 * a[i]), total + a.sum()
    return a, np.asarray(total)


def nesting(x: Array) -> tuple[Array, ...]:
    a = x
    for _ in range(3):
        b = a
        for j in range(SIZE):
            b = put(b, j, b[j] + a[0])
        a = b + 0.5 * a
    return (a,)


UPDATE = "(define (put x i value) (dynamic-update-slice x (reshape value [1]) [i]))"
CASES: dict[str, tuple[str, Expected]] = {
    "the initial value is used later": (
        "(let* ([ys (* 2 xs)] [zs (for/fold ([z ys]) ([i (range (size xs))]) (put z i (* 3 (vref z i))))]) (values ys zs))",
        lambda x: (2 * x, 6 * x),
    ),
    "the argument is used later": (
        "(values (for/fold ([z xs]) ([i (range (size xs))]) (put z i (* 3 (vref z i)))) xs)",
        lambda x: (3 * x, x),
    ),
    "two begin with one value and read each other": (
        "(for/fold ([a xs] [b xs]) ([i (range (size xs))])"
        " (values (put a i (+ 1 (vref b i))) (put b i (* 2 (vref a i)))))",
        lambda x: (x + 1, 2 * x),
    ),
    "two change places": (
        "(for/fold ([a xs] [b (* 2 xs)]) ([i (range (size xs))]) (values (put b i (vref a i)) a))",
        swapping,
    ),
    "the last state is kept": (
        "(for/fold ([a xs] [before xs]) ([i (range (size xs))]) (values (put a i (+ (vref a i) (vref before 0))) a))",
        remembering,
    ),
    "all is read before an element is written": (
        "(for/fold ([a xs] [s 0.0]) ([i (range (size xs))]) (values (put a i (* 2 (vref a i))) (+ s (sum a))))",
        summing,
    ),
    "an inner loop updates what the outer one reads": (
        "(for/fold ([a xs]) ([i (range 3)])"
        " (+ (for/fold ([b a]) ([j (range (size xs))]) (put b j (+ (vref b j) (vref a 0)))) (* 0.5 a)))",
        nesting,
    ),
    "an inner loop goes on": (
        "(for/fold ([a xs]) ([k (range 3)])"
        " (for/fold ([b a]) ([i (range (size xs))]) (put b i (+ 1 (* 0.5 (vref b i))))))",
        lambda x: (1.75 + x / 8,),
    ),
    "only some rounds write": (
        "(for/fold ([a xs]) ([i (range (size xs))]) (if (> (vref a i) 1.5) (put a i 0.0) a))",
        lambda x: (np.where(x > 1.5, 0.0, x),),
    ),
    "the end is computed": (
        "(let loop ([a xs] [b xs] [i 0])"
        " (if (or (= i (size xs)) (> (vref a 0) 100)) (values a b) (loop (put a i (* 2 (vref a i))) a (+ i 1))))",
        lambda x: (2 * x, put(2 * x, SIZE - 1, x[-1])),
    ),
    "one element by scatter": (
        "(values (for/fold ([z xs]) ([i (range (size xs))]) (scatter z i (* 3 (vref z i)))) xs)",
        lambda x: (3 * x, x),
    ),
    "elements out of range are dropped": (
        "(for/fold ([z xs]) ([i (range (+ 3 (size xs)))]) (scatter-add z i (vref z 0)))",
        lambda x: (np.concatenate([2 * x[:1], x[1:] + 2 * x[0]]),),
    ),
}


@pytest.mark.parametrize("device", ["cpu:sync", "cpu:task"])
@pytest.mark.parametrize("size", ["n", str(SIZE)])
@pytest.mark.parametrize("name", CASES)
def test_updates(name: str, size: str, device: str) -> None:
    body, expected = CASES[name]
    source = f"{UPDATE}(define (f [xs : (Tensor f64 [{size}])]) {body})"
    f = esk.compile(source, device=device, cache=False).f
    x = np.array([1.0, 2.0, 1.25, 3.0])
    for _ in range(100):
        argument = x.copy()
        result = f(argument)
        results = result if isinstance(result, tuple) else (result,)
        for found, right in zip(results, expected(x), strict=True):
            np.testing.assert_allclose(found, right, rtol=1e-15)
        np.testing.assert_array_equal(argument, x)


def branching(x: Array) -> tuple[Array, ...]:
    a, total = x.copy(), 0.0
    for i in range(len(x)):
        total += a.sum()
        a[i] = 0.0 if x[i] > 0 else 1.0
    return a, np.asarray(total)


def stepping(x: Array) -> tuple[Array, ...]:
    a, total = x.copy(), 0.0
    for _ in range(3):
        total += a.sum()
        a = a + 1
    return a, np.asarray(total)


#: Something reads all of a tensor before control flow writes to it: what reads takes longer than what writes.
READ_BEFORE_WRITTEN: dict[str, tuple[str, Expected]] = {
    "a branch": (
        "(for/fold ([a xs] [s 0.0]) ([i (range (size xs))])"
        " (let* ([r (sum a)] [b (if (> (vref xs i) 0) (put a i 0.0) (put a i 1.0))]) (values b (+ s r))))",
        branching,
    ),
    "an inner loop": (
        "(for/fold ([a xs] [s 0.0]) ([k (range 3)])"
        " (let* ([r (sum a)] [b (for/fold ([b a]) ([j (range (size xs))]) (put b j (+ 1 (vref b j))))])"
        " (values b (+ s r))))",
        stepping,
    ),
}


@pytest.mark.parametrize("name", READ_BEFORE_WRITTEN)
def test_what_reads_is_done_before_what_writes(name: str) -> None:
    body, expected = READ_BEFORE_WRITTEN[name]
    source = f"{UPDATE}(define (f [xs : (Tensor f64 [n])]) {body})"
    f = esk.compile(source, device="cpu:task", cache=False).f
    x = np.random.default_rng(0).uniform(-1, 1, 2000)
    for _ in range(20):
        for found, right in zip(f(x), expected(x), strict=True):
            np.testing.assert_allclose(found, right, rtol=1e-9, atol=1e-9)
