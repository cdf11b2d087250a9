"""The counter of operations against what textbooks count."""

from __future__ import annotations

import pytest
from operation_counts import Uncountable, count, lowered


def total(source: str) -> int:
    return count(lowered(source), "f").total()


N, M, K, B = 5, 6, 7, 3
#: One output position of a convolution of 3 channels by kernels of 3 by 2 sums that many products.
WINDOW = 3 * 3 * 2


@pytest.mark.parametrize(
    ("parameters", "body", "expected"),
    [
        (f"[x : (Tensor f64 [{N}])]", "(sum x)", N),
        (f"[x : (Tensor f64 [{N}])]", "(sum (* x x))", 2 * N),
        (f"[x : (Tensor f64 [{N} {M}])]", "(sum x :axis 0)", N * M),
        (f"[x : (Tensor f64 [{N}])] [y : (Tensor f64 [{N}])]", "(dot x y)", 2 * N),
        (f"[x : (Tensor f64 [{N} {M}])] [y : (Tensor f64 [{M}])]", "(matmul x y)", 2 * N * M),
        (f"[x : (Tensor f64 [{N} {K}])] [y : (Tensor f64 [{K} {M}])]", "(matmul x y)", 2 * N * M * K),
        (
            f"[x : (Tensor f32 [{B} {N} {K}])] [y : (Tensor f32 [{B} {K} {M}])]",
            "(matmul x y)",
            2 * B * N * M * K,
        ),
        (f"[x : (Tensor f64 [{N}])] [y : (Tensor f64 [{M}])]", "(outer x y)", N * M),
        # The greatest element, differences, exponentials, their sum, quotients.
        (f"[x : (Tensor f64 [{N} {M}])]", "(softmax x)", 5 * N * M),
        (
            "[x : (Tensor f64 [2 3 8 9])] [k : (Tensor f64 [4 3 3 2])]",
            "(conv2d x k)",
            2 * WINDOW * 2 * 4 * 6 * 8,
        ),
        (
            "[x : (Tensor f64 [2 3 9 8])] [k : (Tensor f64 [4 3 3 2])]",
            "(conv2d x k :stride 2)",
            2 * WINDOW * 2 * 4 * 4 * 4,
        ),
        # Elementary functions count one, on numbers as on tensors.
        ("[x : float64]", "(tanh (+ (sin x) (exp x)))", 4),
        (f"[x : (Tensor f64 [{N}])]", "(tanh (+ (sin x) (exp x)))", 4 * N),
        (f"[x : (Tensor f64 [{N}])]", "(> x 0)", N),
        (f"[x : (Tensor f64 [{N}])] [y : (Tensor f64 [{N}])]", "(magnitude (make-rectangular x y))", N),
        # Moving, choosing, converting and counting are free.
        (f"[x : (Tensor f64 [{N} {M}])]", f"(reshape (transpose x) [{M * N}])", 0),
        (f"[x : (Tensor f64 [{N}])] [b : (Tensor i1 [{N}])]", "(where b x 1.0)", 0),
        (f"[x : (Tensor f64 [{N}])] [i : (Tensor i64 [{M}])]", "(take x i)", 0),
        (f"[x : (Tensor i64 [{N}])]", "(sum (* x x))", 0),
        (f"[x : (Tensor f32 [{N}])]", "(cast x f64)", 0),
        # Loops.
        ("[x : float64]", "(for/fold ([s x]) ([i (range 9)]) (* s (+ s 1)))", 2 * 9),
        ("[x : float64]", "(do ([i 3 (+ i 2)] [s x (* s s)]) ((>= i 11) s))", 4),
        (f"[c : (Tensor f64 [{N}])] [x : float64]", "(for/fold ([s 0.0]) ([c c]) (+ c (* x s)))", 2 * N),
        (
            "[x : float64]",
            "(for/fold ([s x]) ([i (range 3)]) (for/fold ([s s]) ([j (range 4)]) (sin s)))",
            12,
        ),
        (
            "[x : float64]",
            "(for/fold ([s x]) ([i (range 9)]) (for/fold ([s s]) ([j (range i)]) (sin s)))",
            36,
        ),
        (
            "[x : float64]",
            "(let outer ([k 1] [s x]) (if (>= k 100) s"
            " (outer (* 2 k) (for/fold ([s s]) ([j (range k)]) (sin s)))))",
            127,
        ),
        # The dearer branch, and the comparison.
        ("[x : float64]", "(if (> x 0) (* x x x) (sin x))", 3),
    ],
)
def test_closed_forms(parameters: str, body: str, expected: int) -> None:
    assert total(f"(define (f {parameters}) {body})") == expected


def test_a_condition_runs_once_more_than_its_loop() -> None:
    source = "(define (f [x : float64]) (let loop ([s x]) (if (> s 100) s (loop (* s x)))))"
    assert count(lowered(source), "f", rounds=10) == {"arith.cmpf": 11, "arith.mulf": 10}


def test_rounds_given_as_an_argument() -> None:
    source = "(define (f [x : float64] [n : integer]) (for/fold ([s x]) ([i (range n)]) (* s (sin s))))"
    assert count(lowered(source), "f", integers={1: 30}).total() == 60


def test_sizes_of_results_count_and_not_those_of_operands() -> None:
    source = f"(define (f [x : (Tensor f64 [{N}])]) (* 2 (slice x 1 3)))"
    assert total(source) == 2


@pytest.mark.parametrize(
    "source",
    [
        "(define (f [x : float64]) (let loop ([s x]) (if (> s 100) s (loop (* s x)))))",
        "(define (f [x : float64] [n : integer]) (for/fold ([s x]) ([i (range n)]) (sin s)))",
        "(define (f [x : (Tensor f64 [n])]) (sum x))",
    ],
)
def test_what_data_decides_is_not_guessed(source: str) -> None:
    with pytest.raises(Uncountable):
        total(source)
