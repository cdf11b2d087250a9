"""Making tensors: agreement with NumPy, element types, computed sizes, literals, messages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import FLOATS, NUMPY, compiled, problem, same, sample
from table_support import Row, check_table, evaluate

KNOWN: list[Row] = [
    ("(zeros [2 3])", lambda: np.zeros((2, 3))),
    ("(zeros 4 :dtype i32)", lambda: np.zeros(4, "i4")),
    ("(zeros '(0 2))", lambda: np.zeros((0, 2))),
    ("(zeros [])", lambda: np.zeros(())),
    ("(ones (list 2 1) f32)", lambda: np.ones((2, 1), "f4")),
    ("(full [2 2] 7)", lambda: np.full((2, 2), 7)),
    ("(full [2] 2.5)", lambda: np.full(2, 2.5)),
    ("(full [3 2] [1.0 2.0])", lambda: np.full((3, 2), [1.0, 2.0])),
    ("(full 2 3 :dtype f16)", lambda: np.full(2, 3, "f2")),
    ("(make-tensor '(2 2 2) 0.0)", lambda: np.zeros((2, 2, 2))),
    ("(make-vector 3 1.5)", lambda: np.full(3, 1.5)),
    ("(make-matrix 2 3 4.0)", lambda: np.full((2, 3), 4.0)),
    ("(make-matrix 2 2)", lambda: np.zeros((2, 2))),
    ("(eye 3)", lambda: np.eye(3)),
    ("(eye 2 4 :k 1 :dtype i64)", lambda: np.eye(2, 4, 1, np.int64)),
    ("(eye 3 2 :k -1 :dtype boolean)", lambda: np.eye(3, 2, -1, np.bool_)),
    ("(identity-matrix 2)", lambda: np.eye(2)),
    ("(zeros-like [1 2 3])", lambda: np.zeros_like([1, 2, 3])),
    ("(ones-like 2.0)", lambda: np.ones_like(2.0)),
    ("(full-like #f32(1 2) 5)", lambda: np.full(2, 5, "f4")),
    ("(zeros-like #f32(1 2) :dtype i8)", lambda: np.zeros(2, "i1")),
    ("(arange 5)", lambda: np.arange(5)),
    ("(arange 2 11 3)", lambda: np.arange(2, 11, 3)),
    ("(arange 5 0 -2)", lambda: np.arange(5, 0, -2)),
    ("(arange 3 3)", lambda: np.arange(3, 3)),
    ("(arange 4 :dtype f32)", lambda: np.arange(4, dtype="f4")),
    ("(arange 0.5 2.0 0.5)", lambda: np.arange(0.5, 2.0, 0.5)),
    ("(arange 1.0 0.0 -0.25)", lambda: np.arange(1.0, 0.0, -0.25)),
    ("(stack (range 1 4) (range 3 0 -1))", lambda: np.array([[1, 2, 3], [3, 2, 1]])),
    ("(range 0.0 1.0 0.25)", lambda: np.arange(0.0, 1.0, 0.25)),
    ("(one-hot [2 0 1] 4)", lambda: np.eye(4)[[2, 0, 1]]),
    ("(one-hot [[0 1]] 2 f32)", lambda: np.eye(2, dtype="f4")[[[0, 1]]]),
    ("(tensor '(2 3) '(1.0 2.0 3.0 4.0 5.0 6.0))", lambda: np.arange(1.0, 7.0).reshape(2, 3)),
    ("(tensor [2 2] [[1 2] [3 4]])", lambda: np.array([[1, 2], [3, 4]])),
    ("(matrix [1.0 2.0] (vector 3 4))", lambda: np.array([[1.0, 2.0], [3.0, 4.0]])),
    ("(vector 1.0 2.0)", lambda: np.array([1.0, 2.0])),
    ("(vector<float64> 1.0 2.0 3.0)", lambda: np.array([1.0, 2.0, 3.0])),
    ("(vector<float64, 3> 1 2 3)", lambda: np.array([1.0, 2.0, 3.0])),
    ("(vector<f32>)", lambda: np.zeros(0, "f4")),
    ("(matrix<float64> (vector<float64> 1.0 2.0) (vector<float64> 3.0 4.0))", lambda: np.array([[1.0, 2.0], [3.0, 4.0]])),
    ("(matrix<f32, 1, 2> [1 2])", lambda: np.array([[1, 2]], "f4")),
    ("(tensor<f32> '(2 1 2) '(1 2 3 4))", lambda: np.arange(1, 5, dtype="f4").reshape(2, 1, 2)),
    ("(tensor<i32> [2] [7 8])", lambda: np.array([7, 8], "i4")),
]  # fmt: skip


def test_known_tensors_agree_with_numpy() -> None:
    check_table("", KNOWN)


@pytest.mark.parametrize("dtype", NUMPY)
def test_every_element_type(dtype: str) -> None:
    kind = NUMPY[dtype]
    rows: list[Row] = [
        (f"(zeros [2] :dtype {dtype})", lambda x: np.zeros(2, kind)),
        (f"(ones [n 2] :dtype {dtype})", lambda x: np.ones((3, 2), kind)),
        (f"(eye 2 :dtype {dtype})", lambda x: np.eye(2, dtype=kind)),
        (f"(one-hot [1] 2 :dtype {dtype})", lambda x: np.array([[0, 1]], kind)),
        ("(full [2 3] (vref x 0))", lambda x: np.full((2, 3), x[0])),
        ("(full-like x (vref x 1))", lambda x: np.full_like(x, x[1])),
        ("(zeros-like x)", np.zeros_like),
    ]
    if dtype != "boolean":
        rows.append((f"(arange 6 :dtype {dtype})", lambda x: np.arange(6).astype(kind)))
        rows.append((f"(tensor [2] [1 2] {dtype})", lambda x: np.array([1, 2]).astype(kind)))
    x = sample(dtype, 3)
    program = compiled(
        f"(define (f [x : (Tensor {dtype} [3])] [n : integer]) (list {' '.join(e for e, _ in rows)}))"
    )
    for (expression, reference), result in zip(rows, program["f"](x, 3), strict=True):
        np.testing.assert_array_equal(np.asarray(result), reference(x), err_msg=expression)
        assert np.asarray(result).dtype == kind, expression


@pytest.fixture(scope="module")
def ranges() -> Any:
    return compiled("""
(define (whole [a : integer] [b : integer]) (arange a b))
(define (steps [a : integer] [b : integer]) (values (arange a b 3) (arange a b -2)))
(define (computed [a : integer] [b : integer] [s : integer]) (arange a b s))
(define (real [a : float64] [b : float64] [s : float64]) (arange a b s))
(define (points [a : float64] [b : float64] [n : integer])
  (values (linspace a b n) (linspace a b n :endpoint #f)))
(define (sizes [n : integer] [m : integer]) (values (zeros [n m]) (ones (list m 2 n)) (eye n m) (make-vector n 1)))""")


@settings(max_examples=50, deadline=None)
@given(a=st.integers(-20, 20), b=st.integers(-20, 20), s=st.integers(-5, 5).filter(bool))
def test_computed_ranges_are_numpys(ranges: Any, a: int, b: int, s: int) -> None:
    np.testing.assert_array_equal(ranges["whole"](a, b), np.arange(a, b))
    third, back = ranges["steps"](a, b)
    np.testing.assert_array_equal(third, np.arange(a, b, 3))
    np.testing.assert_array_equal(back, np.arange(a, b, -2))
    np.testing.assert_array_equal(ranges["computed"](a, b, s), np.arange(a, b, s))


@settings(max_examples=50, deadline=None)
@given(a=st.integers(-20, 20), b=st.integers(-20, 20), s=st.sampled_from([0.25, -0.5, 1.0, 3.0]))
def test_computed_real_ranges_are_numpys(ranges: Any, a: int, b: int, s: float) -> None:
    # Quarters are exact, so that rounding does not decide the length.
    np.testing.assert_array_equal(ranges["real"](a / 4, b / 4, s), np.arange(a / 4, b / 4, s))


#: IREE's code for processors takes numbers below the least normal one for zero.
ends = st.floats(-1e3, 1e3, allow_subnormal=False)


@settings(max_examples=50, deadline=None)
@given(a=ends, b=ends, n=st.integers(0, 12))
def test_points_at_equal_distances_are_numpys(ranges: Any, a: float, b: float, n: int) -> None:
    closed, open_ = ranges["points"](a, b, n)
    np.testing.assert_allclose(closed, np.linspace(a, b, n), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(open_, np.linspace(a, b, n, endpoint=False), rtol=1e-12, atol=1e-12)
    if n > 1:
        assert closed[0] == a
        assert closed[-1] == b


def test_sizes_computed_by_the_program(ranges: Any) -> None:
    for n, m in ((2, 3), (0, 4), (3, 1)):
        zeros, ones, eye, vector = ranges["sizes"](n, m)
        np.testing.assert_array_equal(zeros, np.zeros((n, m)))
        np.testing.assert_array_equal(ones, np.ones((m, 2, n)))
        np.testing.assert_array_equal(eye, np.eye(n, m))
        np.testing.assert_array_equal(vector, np.ones(n, int))
    with pytest.raises(Exception, match="zeros: a size is negative"):
        ranges["sizes"](-1, 2)
    with pytest.raises(Exception, match="the step of a range is zero"):
        ranges["computed"](0, 5, 0)
    with pytest.raises(Exception, match="the bounds of a range should be finite"):
        ranges["real"](0.0, 5.0, 0.0)


@pytest.mark.parametrize("dtype", FLOATS)
def test_linspace_in_every_float_type(dtype: str) -> None:
    (result,) = evaluate("", [f"(linspace -1 1 9 :dtype {dtype})"])
    same(result, np.linspace(-1, 1, 9), dtype, roundings=2)


def test_linspace_defaults() -> None:
    rows: list[Row] = [
        ("(size (linspace 0 1))", lambda: np.int64(50)),
        ("(linspace 0 10 5)", lambda: np.linspace(0, 10, 5)),
        (
            "(linspace 0 10 4 :dtype i32 :endpoint #f)",
            lambda: np.linspace(0, 10, 4, endpoint=False).astype("i4"),
        ),
        ("(linspace 3 7 1)", lambda: np.linspace(3, 7, 1)),
    ]
    check_table("", rows)


def test_one_hot_of_computed_indices_has_no_one_where_there_is_no_place() -> None:
    (result,) = evaluate("[i : (Tensor i32 [n])]", ["(one-hot i 3)"], np.array([0, -1, 2, 3], "i4"))
    np.testing.assert_array_equal(result, [[1, 0, 0], [0, 0, 0], [0, 0, 1], [0, 0, 0]])


def test_vectors_of_anything_are_lists_to_the_compiler() -> None:
    results = evaluate("[x : float64]", ["(vref (make-vector 2 '(1 2)) 1)", "(vector x (* 2 x))"], 3.0)
    assert list(results[0]) == [1, 2]
    np.testing.assert_array_equal(results[1], [3.0, 6.0])


MESSAGES = {
    "(tensor [2 2] [1 2 3])": """\
test.esk:1:16: error[E0511]: ShapeError: 3 elements do not fill shape [2 2] in tensor
  |
1 | (define (f)    (tensor [2 2] [1 2 3]))
  |                ^^^^^^^^^^^^^^^^^^^^^^
  = note: in function `f`
  = note: that takes 4""",
    "(full [2] 1.5 :dtype i32)": """\
test.esk:1:16: error[E0422]: TypeError: 1.5 cannot be an element of type i32, in full
  |
1 | (define (f)    (full [2] 1.5 :dtype i32))
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^
  = note: in function `f`
  = help: round, floor or truncate it first""",
}


@pytest.mark.parametrize("expression", MESSAGES)
def test_messages_show_the_place(expression: str) -> None:
    assert problem(f"(define (f)    {expression})") == MESSAGES[expression]


FIRST_LINES = {
    "(zeros [2 -3])": "ShapeError: a size cannot be negative, but this is -3",
    "(zeros [2.5])": "TypeError: a size should be an integer but is the number 2.5",
    "(zeros [2] :dtype f33)": "TypeError: expected an element type but got the symbol 'f33, in zeros",
    "(full [2] 300 :dtype i8)": "TypeError: 300 cannot be an element of type i8, in full",
    "(full [2] +nan.0 :dtype i8)": "TypeError: nan cannot be an element of type i8, in full",
    "(full [2] (sqrt -1) :dtype f32)": "TypeError: 1j cannot be an element of type f32, in full",
    "(full [2] [1 2 3])": "ShapeError: [3] does not broadcast to [2] in full",
    "(arange 0 5 0)": "NumericalError: the step of a range cannot be zero",
    "(arange #t)": "TypeError: the bounds of a range should be real numbers",
    "(arange 5 :dtype boolean)": "TypeError: a range cannot have boolean elements",
    "(range '(1))": "TypeError: a bound should be a number but is a list of 1 element, in range",
    "(linspace 0 1 -1)": "ShapeError: the number of points cannot be negative, but this is -1",
    "(one-hot [3] 3)": "ShapeError: index 3 is out of range for a depth of 3 in one-hot",
    "(one-hot [0.5] 3)": "TypeError: the indices should be integers but are a vector of 1 element, in one-hot",
    "(matrix)": "ShapeError: expected at least one row in matrix",
    "(matrix 1 2)": "ShapeError: the rows should be vectors, but together they have shape [2], in matrix",
    "(matrix [1 2] [3])": "ShapeError: the rows of this literal have different lengths",
    "(vector<float64, 2> 1 2 3)":
        "ShapeError: the type states shape [2] but the elements have [3] in vector<>",
    "(vector<i32> 1.5)": "TypeError: elements of type f64 cannot be i32, in vector<>",
    "(make-vector k '())":
        "TypeError: a vector of computed length holds numbers, but the element is a list of 0 elements, in make-vector",
}  # fmt: skip


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [k : integer]) {expression.replace('f33', chr(39) + 'f33')})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]
