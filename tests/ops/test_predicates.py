"""Kinds of values, questions about numbers, exactness, extremes, assertions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numeric_support import NUMPY, compiled, problem
from table_support import Row, check_table, evaluate

#: Expressions in ``x`` = 2.5, ``k`` = 3, ``t`` (three float32 elements), and their values.
VALUES: dict[str, Any] = {
    "(tensor? t)": True,
    "(tensor? x)": False,
    "(tensor? [1 2])": False,
    # Programs do not see whether a number is kept as a tensor of rank 0.
    "(tensor? (sum t))": False,
    "(tensor? (complex x x))": False,
    "(tensor? (make-tensor '() x))": False,
    "(number? x)": True,
    "(number? t)": False,
    "(number? #t)": False,
    "(number? 'a)": False,
    "(real? k)": True,
    "(boolean? (> x 1))": True,
    "(boolean? 0)": False,
    '(string? "a")': True,
    "(symbol? 'a)": True,
    "(char? #\\a)": True,
    "(procedure? car)": True,
    "(procedure? (lambda (v) v))": True,
    "(procedure? 'car)": False,
    "(vector? t)": True,
    "(vector? '(1))": False,
    "(matrix? (eye 2))": True,
    "(exact-rational? k)": True,
    "(exact-rational? 1/2)": True,
    "(exact-rational? x)": False,
    "(exact-rational? 'a)": False,
    "(integer? k)": True,
    "(integer? x)": False,
    "(integer? (* 2.0 x))": True,
    "(integer? (/ x 0.0))": False,
    "(integer? 3.0)": True,
    "(integer? 1/2)": False,
    "(integer? 'a)": False,
    "(rational? x)": True,
    "(rational? (/ x 0.0))": False,
    "(exact? k)": True,
    "(exact? x)": False,
    "(exact? 1/2)": True,
    "(inexact? 0.5)": True,
    "(exact-integer? 5)": True,
    "(exact-integer? 5.0)": False,
    "(zero? (- k 3))": True,
    "(zero? 0.0)": True,
    "(positive? x)": True,
    "(negative? x)": False,
    "(even? k)": False,
    "(odd? k)": True,
    "(even? -2)": True,
    "(odd? (- 0 k))": True,
    "(nan? (- (/ x 0.0) (/ k 0.0)))": True,
    "(nan? k)": False,
    "(finite? x)": True,
    "(finite? (/ x 0.0))": False,
    "(infinite? (/ x 0.0))": True,
    "(infinite? x)": False,
    "(exact 2.0)": 2,
    "(exact (* 2 x))": 5,
    "(inexact 1/4)": 0.25,
    "(inexact k)": 3.0,
    "(exact->inexact 3)": 3.0,
    "(max 1 2 3)": 3,
    "(max 1 2.0)": 2.0,
    "(max 3 2.0)": 3.0,
    "(max x k)": 3.0,
    "(min x k 2.75)": 2.5,
    "(min 7)": 7,
    "(max t)": 2.0,
    "(min t :axis 0)": -1.0,
    "(max '(4 9 2))": 9,
}


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    parameters = "[x : float64] [k : integer] [t : (Tensor f32 [3])]"
    values = evaluate(parameters, list(VALUES), 2.5, 3, np.array([-1, 2, 0], "f4"))
    return dict(zip(VALUES, values, strict=True))


@pytest.mark.parametrize("expression", VALUES)
def test_values_known_and_computed(results: dict[str, Any], expression: str) -> None:
    expected, got = VALUES[expression], results[expression]
    assert got == expected
    assert np.asarray(got).dtype.kind == np.asarray(expected).dtype.kind


@pytest.mark.parametrize("dtype", [name for name in NUMPY if name != "boolean"])
def test_questions_are_elementwise_in_every_type(dtype: str) -> None:
    rows: list[Row] = [
        ("(zero? x)", lambda x: x == 0),
        ("(nan? x)", np.isnan),
        ("(finite? x)", np.isfinite),
        ("(infinite? x)", np.isinf),
    ]
    if not dtype.startswith("complex"):
        rows += [
            ("(positive? x)", lambda x: x.astype("f8") > 0),
            ("(negative? x)", lambda x: x.astype("f8") < 0),
            ("(max x 0)", lambda x: np.maximum(x, x.dtype.type(0))),
            ("(min x 1)", lambda x: np.minimum(x, x.dtype.type(1))),
        ]
    if dtype in ("i64", "i32", "i8"):
        rows += [("(even? x)", lambda x: x % 2 == 0), ("(odd? x)", lambda x: x % 2 == 1)]
    numbers = [0, -3, 2, 5, -4] if dtype.startswith("i") else [0, -3, math.inf, -math.inf, math.nan]
    check_table(f"[x : (Tensor {dtype} [n])]", rows, np.array(numbers).astype(NUMPY[dtype]))


def test_assertions_stop_the_program_with_their_message() -> None:
    program = compiled("""
(define (f [x : float64]) (assert (> x 0) "x is not positive") (sqrt x))
(define (g [x : (Tensor f64 [n])]) (assert (all (> x 0))) (assert (> x -1.0) "each") (sum x))""")
    assert program["f"](4.0) == 2.0
    assert program["g"](np.array([1.0, 2.0])) == 3.0
    with pytest.raises(Exception, match=r"<string>:2:27: .*: f: x is not positive"):
        program["f"](-1.0)
    with pytest.raises(Exception, match=r"assertion failed: \(all \(> x 0\)\)"):
        program["g"](np.array([1.0, 0.0]))


FIRST_LINES = {
    '(even? "a")': 'TypeError: expected a number or a tensor but got the string "a", in remainder',
    '(assert (= (rank x) 2) "a matrix is needed")': "NumericalError: a matrix is needed",
    "(assert (= 1 2))": "NumericalError: assertion failed: (= 1 2)",
    "(assert x)": "TypeError: the condition should be a truth value but is (Tensor f64 [n]), in assert",
    "(assert #t 5)": "TypeError: the message should be a string but is the number 5, in assert",
    "(max)": "TypeError: expected at least one argument, in max",
    "(max x 1 :axis 0)": "TypeError: :axis applies to one tensor, but there are 2 arguments, in max",
    "(exact +inf.0)": "NumericalError: inf has no exact value",
    "(exact? 'a)": "TypeError: expected a number but got the symbol 'a, in exact?",
}


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [x : (Tensor f64 [n])]) {expression})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]
