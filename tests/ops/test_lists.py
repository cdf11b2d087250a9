"""Lists and vectors of known length: R7RS's procedures, and what they do with tensors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numeric_support import problem
from table_support import evaluate

#: Expressions in ``x`` = 2.0 and their values by R7RS, SRFI 1 and R6RS; tuples stand for lists.
VALUES: dict[str, Any] = {
    "(list 1 x #t)": (1, 2.0, True),
    "(cons 1 (cons x '()))": (1, 2.0),
    "(car (list x 1))": 2.0,
    "(cdr '(1 2 3))": (2, 3),
    "(cadr '(1 2 3))": 2,
    "(cddr '(1 2 3))": (3,),
    "(caddr '(1 2 3))": 3,
    "(cadddr '(1 2 3 4))": 4,
    "(caar '((1) 2))": 1,
    "(first '(1 2 3 4 5))": 1,
    "(fifth '(1 2 3 4 5))": 5,
    "(last '(1 2 3))": 3,
    "(rest '(1 2 3))": (2, 3),
    "(length '())": 0,
    "(length '(a (b) (c d e)))": 3,
    "(append '(1) '(2) '(3 4) '())": (1, 2, 3, 4),
    "(append)": (),
    "(reverse '(1 (2 3) 4))": (4, (2, 3), 1),
    "(list-ref '(1 2 3) 2)": 3,
    "(list-tail '(1 2 3 4) 2)": (3, 4),
    "(list-head '(1 2 3 4) 3)": (1, 2, 3),
    "(make-list 2 x)": (2.0, 2.0),
    "(list-copy '(1 2))": (1, 2),
    "(iota 5)": (0, 1, 2, 3, 4),
    "(iota 3 1)": (1, 2, 3),
    "(iota 3 0.5 0.25)": (0.5, 0.75, 1.0),
    "(iota 2 x)": (2.0, 3.0),
    "(vector->list #(1 2 3))": (1, 2, 3),
    "(list->vector '(1 2 3))": np.array([1, 2, 3]),
    "(member 2 '(1 2 3))": (2, 3),
    '(member "b" \'("a" "c"))': False,
    "(assoc 2.0 '((1 10) (2.0 20)))": (2.0, 20),
    "(memv 101 '(100 101 102))": (101, 102),
    "(null? '())": True,
    "(null? '(1))": False,
    "(pair? '(1))": True,
    "(pair? '())": False,
    "(list? '())": True,
    "(list? #(1))": False,
    "(vector? #(1))": True,
    "(length (range 10 0 -3))": 4,
    "(car (range 5))": 0,
    "(cdr (range 3))": (1, 2),
    "(length (cons 0 (range 4)))": 5,
    "(let* ([(a b) (list 1 x)]) (+ a b))": 3.0,
}


def listed(value: Any) -> Any:
    return tuple(listed(item) for item in value) if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    return dict(zip(VALUES, evaluate("[x : float64]", list(VALUES), 2.0), strict=True))


@pytest.mark.parametrize("expression", VALUES)
def test_lists_are_those_of_scheme(results: dict[str, Any], expression: str) -> None:
    expected = VALUES[expression]
    if isinstance(expected, np.ndarray):
        np.testing.assert_array_equal(results[expression], expected)
        return
    got = listed(results[expression])
    assert got == expected
    assert isinstance(got, tuple) == isinstance(expected, tuple)


def test_tensors_lend_their_leading_axis() -> None:
    x = np.arange(6.0).reshape(3, 2)
    expressions = ["(first x)", "(second x)", "(last x)", "(list-ref x i)", "(reverse x)", "(vector->list x)"]
    first, second, last, at, backward, rows = evaluate(
        "[x : (Tensor f64 [3 2])] [i : integer]", expressions, x, 1
    )
    for got, expected in ((first, x[0]), (second, x[1]), (last, x[2]), (at, x[1]), (backward, x[::-1])):
        np.testing.assert_array_equal(got, expected)
    np.testing.assert_array_equal(np.stack(rows), x)


def test_a_computed_count_makes_a_tensor() -> None:
    (result,) = evaluate("[n : integer]", ["(iota n 1 0.5)"], 4)
    np.testing.assert_array_equal(result, [1.0, 1.5, 2.0, 2.5])


MESSAGE = """\
test.esk:1:41: error[E0413]: TypeError: argument `list` of car should be a list but is (Tensor f64 [3])
  |
1 | (define (f [x : (Tensor f64 [3])]) (car x))
  |             - x : (Tensor f64 [3]) defined here
  |                                         ^
  = note: in function `f`
  = help: take elements of a tensor with vref and parts with slice; (vector->list x) makes a list"""


def test_a_tensor_is_not_a_list() -> None:
    assert problem("(define (f [x : (Tensor f64 [3])]) (car x))") == MESSAGE


FIRST_LINES = {
    "(car '())": "TypeError: the list is too short, in car",
    "(cadr '(1))": "TypeError: the list is too short, in cadr",
    "(caar '(1 2))": "TypeError: a part of the list should be a list itself but is the number 1, in caar",
    "(length (cons 1 2))": "TypeError: argument `sequence` of length should be a tensor but is a pair",
    "(list-ref '(1 2) 2)": "ShapeError: index 2 is out of range for dimension 0 of size 2 in list-ref",
    "(third '(1 2))": "ShapeError: index 2 is out of range for dimension 0 of size 2 in third",
    "(list-tail '(1) 2)": "ShapeError: 2 is out of range for a list of 1 element in list-tail",
    "(append '(1) x)": "TypeError: argument `list` of append should be a list but is (Tensor f64 [n])",
    "(length 5)": "TypeError: expected a list, a vector or a tensor but got the number 5, in length",
    "(vector->list x)": "ShapeError: the number of elements, n, is not known when compiling in vector->list",
    "(iota -1)": "ShapeError: the count cannot be negative, but this is -1, in iota",
    "(member (vref x 0) '(1.0 2.0))":
        "UnsupportedError: member compares values that are computed when the program runs",
    "(assoc 1 '(2))": "TypeError: the entries should be lists but one is the number 2, in assoc",
}  # fmt: skip


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [x : (Tensor f64 [n])]) {expression})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]
