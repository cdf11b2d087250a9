"""Vectors of numbers where other rounds or branches have tensors: they become tensors (expected: NumPy)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source
from language_support import Case, check, each, program_fixture

W = np.array([1.0, -2.0])
M = np.array([[1.0, 2.0], [3.0, 4.0]])

CASES = [
    Case("(define (f$ [n : int64]) (let loop ([i 0] [w [1.0 2.0]]) (if (= i n) w (loop (+ i 1) (* 2.0 w)))))", (3,), [8.0, 16.0]),
    Case("(define (f$ [n : int64]) (do ([i 0 (+ i 1)] [w [1 2] (+ w 1)]) ((= i n) w)))", (3,), np.array([4, 5])),
    # A while loop, whose number of rounds depends on the data.
    Case("(define (f$ [m : float64]) (let loop ([w [1.0 2.0]]) (if (> (sum w) m) w (loop (* 2.0 w)))))", (10.0,), [4.0, 8.0]),
    Case("(define (f$ [n : int64]) (let loop ([i 0] [w [[1.0 2.0] [3.0 4.0]]]) (if (= i n) w (loop (+ i 1) (matmul w w)))))",
         (2,), M @ M @ M @ M),
    # Rounds that start again from a vector; no round at all.
    Case("(define (f$ [n : int64]) (let loop ([i 0] [w [1.0 2.0]])"
         " (cond [(= i n) w] [(= i 2) (loop (+ i 1) [7.0 8.0])] [else (loop (+ i 1) (* 2.0 w))])))", (4,), [14.0, 16.0]),
    Case("(define (f$ [n : int64]) (let loop ([i 0] [w [1.0 2.0]]) (if (= i n) w (loop (+ i 1) (* 2.0 w)))))", (0,), [1.0, 2.0]),
    Case("(define (f$ [n : int64]) (for/fold ([w [0.0 0.0]]) ([i (range n)]) (+ w i)))", (4,), [6.0, 6.0]),
    Case("(define (f$ [n : int64]) (fold (lambda (i w) (+ w i)) [0.0 0.0] (range n)))", (4,), [6.0, 6.0]),
    Case("(define (f$ [n : int64]) (let ([w [1.0 2.0]]) (do ([i 0 (+ i 1)]) ((= i n) w) (set! w (* 2.0 w)))))", (3,), [8.0, 16.0]),
    Case("(define (f$ [n : int64]) (let ([w (* 1.0 (ones [2] f64))])"
         " (do ([i 0 (+ i 1)]) ((= i n) w) (set! w (if (= i 1) [5.0 6.0] (* 2.0 w))))))", (3,), [10.0, 12.0]),
    Case("(define (f$ [n : int64]) (let loop ([i 0] [w (range 2)]) (if (= i n) w (loop (+ i 1) (+ w (ones [2] i64))))))", (2,),
         np.array([2, 3])),
    # Parts of records and of several values.
    Case("(define-type (S$ a) (Record [w : a] [k : float64]))"
         "(define (f$ [n : int64]) (let loop ([i 0] [s (make-S$ [1.0 2.0] 1.0)])"
         " (if (= i n) s.w (loop (+ i 1) (make-S$ (* 2.0 s.w) (+ 1.0 s.k))))))", (2,), [4.0, 8.0]),
    # Elements take the type of the tensor's.
    Case("(define (f$ [w : (Tensor f32 [2])] [b : boolean]) : (Tensor f32 [2]) (if b w [0.5 0.25]))",
         (W.astype(np.float32), False), np.array([0.5, 0.25], np.float32)),
    Case("(define (f$ [w : (Tensor f64 [2])] [x : float64]) (if (> x 0) [x 1.0] w))", (W, 3.0), [3.0, 1.0]),
    Case("(define (f$ [w : (Tensor f64 [2])] [x : float64]) (cond [(> x 0) w] [(< x -1) [1.0 2.0]] [else (* 2.0 w)]))", (W, -2.0), [1.0, 2.0]),
    # Several loops in each other, with a vector in the inner one's results.
    Case("(define (f$ [n : int64]) (let outer ([i 0] [w [0.0 0.0]]) (if (= i n) w"
         " (let inner ([j 0] [v [1.0 1.0]]) (if (= j i) (outer (+ i 1) (+ w v)) (inner (+ j 1) (* 2.0 v)))))))", (3,), [7.0, 7.0]),
    # Lists that keep their length, where the number of rounds is not known, or large.
    Case(
        "(define (f$ [n : int64]) (let loop ([i 0] [w '(0.0 3.0)])"
        " (if (= i n) (cadr w) (loop (+ i 1) (list (cadr w) (+ 1.0 (car w)))))))",
        (3,),
        2.0,
    ),
    Case(
        "(define (f$ [x : float64]) (let loop ([i 0] [s (list x [0.0 0.0])])"
        " (if (< i 2000) (loop (+ i 1) (list (* 0.5 (car s)) (+ (cadr s) (car s)))) (cadr s))))",
        (1.0,),
        [2.0, 2.0],
    ),
    # Gradients and batches of such loops: w = 2^n x, slope 2^n.
    Case("(define (f$ [x : (Tensor f64 [2])]) ((grad (lambda (x) (sum (for/fold ([w [0.0 0.0]]) ([i (range 3)]) (+ w (* i x)))))) x))",
         (W,), [3.0, 3.0]),
    Case("(define (f$ [m : (Tensor f64 [2 2])]) ((vmap (lambda (r) (for/fold ([w [0.0 0.0]]) ([i (range 3)]) (+ w r)))) m))", (M,), 3 * M),
]  # fmt: skip

program = program_fixture(CASES)


def rejects(source: str) -> str:
    """All that is said of a program that is wrong."""
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source("test.esk", source))
    return str(caught.value)


@each(CASES)
def test_vectors_become_tensors(program: Any, number: int, case: Case) -> None:
    check(program, number, case)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        # Lists stay lists.
        (
            "(define (f [w : (Tensor f64 [2])] [b : boolean]) (if b w '(0.0 0.0)))",
            "one is (Tensor f64 [2]), another a list of 2 elements",
        ),
        (
            "(define (f [n : int64]) (let loop ([i 0] [w [[0.0 0.0] [1.0]]]) (if (= i n) w (loop (+ i 1) (softmax [1.0])))))",
            "the rows of this literal have different lengths",
        ),
        (
            "(define (f [n : int64]) (let loop ([i 0] [w [0.0 0.0]]) (if (= i n) w (loop (+ i 1) (zeros [2 2] f64)))))",
            "tensors of different rank",
        ),
    ],
)
def test_other_values_do_not_mix(source: str, message: str) -> None:
    assert message in rejects(source)


def test_an_error_in_a_round_is_the_only_one() -> None:
    """Not also that the loop's variable is something else in the next round."""
    message = rejects(
        '(define (f [n : int64]) (let loop ([i 0] [w [0.0 0.0]]) (if (= i n) w (loop (+ i 1) (softmax "a")))))'
    )
    assert "should be a tensor but is the string" in message
    assert message.count("error[") == 1
