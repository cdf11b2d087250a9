"""map, for-each, the folds, filter, reduce and scan, over lists, tensors and ranges."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import compiled, problem
from table_support import evaluate

#: Expressions in ``x`` = 2.0, with values by R7RS, R6RS and SRFI 1.
VALUES: dict[str, Any] = {
    "(map square '(1 2 3 4 5))": (1, 4, 9, 16, 25),
    "(map + '(1 2 3) '(10 20 30))": (11, 22, 33),
    "(map + '(1 2 3) '(10 20))": (11, 22),
    "(map (lambda (n) (* n x)) '(1 2))": (2.0, 4.0),
    "(map cadr '((1 2) (3 4)))": (2, 4),
    "(map (lambda (n k) (- n k)) '(5 6) (range 10))": (5, 5),
    "(apply max (map - '(3 1 2)))": -1,
    "(let ((total 0)) (for-each (lambda (n) (set! total (+ total n))) '(1 2 3)) total)": 6,
    "(let ((total 0.0)) (for-each (lambda (n) (set! total (+ total (* x n)))) (range 4)) total)": 12.0,
    "(fold-left list '() '(1 2))": (((), 1), 2),
    "(fold-right list '() '(1 2))": (1, (2, ())),
    "(fold-left + 0 '(1 2 3 4))": 10,
    "(fold-left - 0 '(1 2 3))": -6,
    "(fold-right - 0 '(1 2 3))": 2,
    "(fold cons '() '(1 2 3))": (3, 2, 1),
    "(foldr cons '() '(1 2 3))": (1, 2, 3),
    "(foldl cons '() '(1 2 3))": (3, 2, 1),
    "(fold-left (lambda (a n k) (+ a (* n k))) 0 '(1 2 3) '(4 5 6))": 32,
    "(fold-right (lambda (n k rest) (cons (+ n k) rest)) '() '(1 2) '(10 20))": (11, 22),
    "(vector-fold (lambda (a n) (- n a)) 0 #(1 2 3))": 2,
    "(reduce max 0 '())": 0,
    "(reduce + 0 '(5))": 5,
    "(reduce - 0 '(1 2 3 4))": 2,
    "(filter odd? '(1 2 3 4 5))": (1, 3, 5),
    "(remove odd? '(1 2 3 4 5))": (2, 4),
    "((fold-right compose identity (list square (lambda (v) (+ v 1)))) 3)": 16,
    "(fold-left + 0 (range 101))": 5050,
    "(fold-right - 0.0 (range 4))": -2.0,
}


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    return dict(zip(VALUES, evaluate("[x : float64]", list(VALUES), 2.0), strict=True))


def listed(value: Any) -> Any:
    return tuple(listed(item) for item in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("expression", VALUES)
def test_procedures_over_lists_are_those_of_scheme(results: dict[str, Any], expression: str) -> None:
    assert listed(results[expression]) == VALUES[expression]


@pytest.fixture(scope="module")
def loops() -> Any:
    return compiled("""
(define (mapped [x : (Tensor f64 [n 3])]) (map (lambda (row) (* 2.0 (sum row))) x))
(define (rows [x : (Tensor f64 [n 3])]) (vector-map (lambda (row) (+ row 1.0)) x))
(define (pairs [x : (Tensor f64 [n])] [y : (Tensor f64 [m])]) (map * x y))
(define (squares [n : integer]) (map (lambda (i) (* i i)) (range n)))
(define (vectors [n : integer]) (map (lambda (i) [i (* 2 i)]) (range n)))
(define (left [x : (Tensor f64 [n])]) (fold-left (lambda (a v) (+ (* 0.5 a) v)) 0 x))
(define (right [x : (Tensor f64 [n])]) (fold-right (lambda (v a) (+ (* 0.5 a) v)) 0 x))
(define (reduced [x : (Tensor f64 [5])]) (reduce - 0 x))
(define (running [x : (Tensor f64 [n])])
  (scan (lambda (total v) (let ((next (+ total v))) (values next (* 2.0 total)))) 0 x))
(define (sums [x : (Tensor i64 [n])]) (scan + 0 x))
(define (recurrence [n : integer] [w : (Tensor f64 [2 2])] [s : (Tensor f64 [2])])
  (scan (lambda (s i) (let ((next (matmul w s))) (values next next))) s (range n)))
(define-type Pair (Record [low : float64] [high : float64]))
(define (extremes [x : (Tensor f64 [n])])
  (scan (lambda (p v) (let ((q (Pair (minimum p.low v) (maximum p.high v)))) (values q q))) (Pair 0.0 0.0) x))
(define (both [x : (Tensor f64 [n])] [y : (Tensor f64 [n])])
  (scan (lambda (c a b) (values (+ c (* a b)) (list a (- a b)))) 0.0 x y))
(define (nested [x : (Tensor f64 [n m])]) (map (lambda (row) (map (lambda (v) (* v v)) row)) x))
(define (effects [x : (Tensor f64 [n])])
  (let ((most 0.0)) (for-each (lambda (v) (set! most (maximum most v))) x) most))""")


numbers = st.lists(st.integers(-8, 8), max_size=7).map(lambda v: np.array(v, np.float64))


@settings(max_examples=25, deadline=None)
@given(x=numbers, y=numbers)
def test_loops_over_vectors_agree_with_python(loops: Any, x: np.ndarray, y: np.ndarray) -> None:
    short = min(len(x), len(y))
    np.testing.assert_array_equal(loops["pairs"](x, y), x[:short] * y[:short])
    left, right = 0.0, 0.0
    for v in x:
        left = 0.5 * left + v
    for v in x[::-1]:
        right = 0.5 * right + v
    assert loops["left"](x) == left
    assert loops["right"](x) == right
    carry, outputs = loops["running"](x)
    totals = [0.0, *accumulate(x)]
    assert carry == totals[-1]
    np.testing.assert_array_equal(outputs, 2.0 * np.array(totals[:-1]))
    carry, outputs = loops["sums"](x.astype(np.int64))
    assert carry == x.sum()
    np.testing.assert_array_equal(outputs, np.cumsum(x.astype(np.int64)))
    assert loops["effects"](x) == max([0.0, *x])


def test_loops_over_matrices_and_ranges(loops: Any) -> None:
    x = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(loops["mapped"](x), 2 * x.sum(axis=1))
    np.testing.assert_array_equal(loops["rows"](x), x + 1)
    np.testing.assert_array_equal(loops["squares"](5), np.arange(5) ** 2)
    np.testing.assert_array_equal(loops["vectors"](3), [[0, 0], [1, 2], [2, 4]])
    np.testing.assert_array_equal(loops["nested"](x), x * x)
    # (e (d (c (b a)))) with (f element accumulator): e - (d - (c - (b - a))).
    assert loops["reduced"](np.array([1.0, 2.0, 3.0, 4.0, 5.0])) == 5 - (4 - (3 - (2 - 1)))


def test_what_scan_carries_and_stacks_may_be_compound(loops: Any) -> None:
    w, s = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0])
    carry, outputs = loops["recurrence"](6, w, s)
    np.testing.assert_array_equal(outputs[:, 0], [1, 1, 2, 3, 5, 8])
    np.testing.assert_array_equal(carry, outputs[-1])
    x, y = np.array([1.0, -2.0, 3.0, 0.0]), np.array([2.0, 1.0, 1.0, 5.0])
    last, history = loops["extremes"](x)
    assert (last.low, last.high) == (-2.0, 3.0)
    np.testing.assert_array_equal(history.low, np.minimum.accumulate(np.minimum(x, 0)))
    np.testing.assert_array_equal(history.high, np.maximum.accumulate(np.maximum(x, 0)))
    dot, (first, second) = loops["both"](x, y)
    assert dot == x @ y
    np.testing.assert_array_equal(first, x)
    np.testing.assert_array_equal(second, x - y)


def test_loops_over_nothing_and_ranges_that_procedures_return() -> None:
    program = compiled("""
(define (nothing [x : (Tensor f64 [0 2])])
  (list (fold-left + 0 x) (map (lambda (row) (sum row)) x) (for/fold ([s 0.0]) ([row x]) (+ s (sum row)))))
(define (upto k) (range 1 k))
(define (returned [k : integer]) (list (fold-left + 0 (upto k)) (vector (upto k)) (upto k)))
(define (chosen [k : integer] [t : boolean]) (for/fold ([s 0]) ([i (if t (range k) (range 2))]) (+ s i)))""")
    total, mapped, folded = program["nothing"](np.zeros((0, 2)))
    np.testing.assert_array_equal(total, [0.0, 0.0])
    assert mapped.shape == (0,)
    assert folded == 0.0
    total, row, values = program["returned"](4)
    assert total == 6
    np.testing.assert_array_equal(row, [[1, 2, 3]])
    np.testing.assert_array_equal(values, [1, 2, 3])
    assert [program["chosen"](5, True), program["chosen"](5, False)] == [10, 1]


MESSAGE = """\
test.esk:1:38: error[E0529]: ShapeError: each step gives a tensor of shape [?], whose size it computes in map
  |
1 | (define (f [x : (Tensor f64 [n])])   (map (lambda (i) (zeros [i])) (range (length x))))
  |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = note: in function `f`
  = help: the outputs to be stacked should have one shape"""

FIRST_LINES = {
    "(map 1 x)": "TypeError: `f` should be a procedure but is the number 1, in map",
    "(map square 5)": "TypeError: expected a sequence but got the number 5, in map",
    "(map square)": "TypeError: expected a sequence, in map",
    "(map (lambda (v) \"a\") x)":
        'TypeError: the procedure returns the string "a", which cannot be stacked into a tensor, in map',
    "(map (lambda (v) (values v v)) '(1))":
        "ArityError: the procedure given to map returns 2 values instead of one",
    "(map (lambda (v) v) '(1 2) x)":
        "UnsupportedError: a list beside a sequence whose length is not known now cannot be stepped through on a device",
    "(filter positive? x)": "TypeError: argument `list` of filter should be a list but is (Tensor f64 [n])",
    "(filter positive? (list (vref x 0)))":
        "UnsupportedError: filter decides by values computed when the program runs",
    "(reduce + 0 x)": "ShapeError: the number of elements is not known when compiling in reduce",
    "(scan (lambda (c v) (values c v c)) 0 x)":
        "ArityError: the procedure given to scan returns 3 values instead of two",
    "(scan + 0 '(a b))": "TypeError: the elements should be numbers or tensors of one shape, in scan",
}  # fmt: skip


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [x : (Tensor f64 [n])]) {expression})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]


def test_rows_of_computed_size_cannot_be_stacked() -> None:
    source = "(define (f [x : (Tensor f64 [n])])   (map (lambda (i) (zeros [i])) (range (length x))))"
    assert problem(source) == MESSAGE
