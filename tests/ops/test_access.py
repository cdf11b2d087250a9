"""Elements, rows, slices, gathers and scatters against NumPy; static bounds and clamping; messages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import NUMPY, compiled, problem, sample
from table_support import Row, check_table, evaluate

READS: list[Row] = [
    ("(vref x 1)", lambda x: x[1]),
    ("(vref x -1)", lambda x: x[-1]),
    ("(vector-ref (vref x 0) 2)", lambda x: x[0][2]),
    ("(vref x [2 0 0 -1])", lambda x: x[[2, 0, 0, -1]]),
    ("(tensor-ref x 2 -1)", lambda x: x[2, -1]),
    ("(matrix-ref x 0 1)", lambda x: x[0, 1]),
    ("(matrix-row x 1)", lambda x: x[1]),
    ("(matrix-column x -2)", lambda x: x[:, -2]),
    ("(take x 3 :axis 1)", lambda x: np.take(x, 3, axis=1)),
    ("(take x [[0 1] [2 -1]] :axis 1)", lambda x: np.take(x, [[0, 1], [2, -1]], axis=1)),
    ("(take x '(2 1))", lambda x: np.take(x, [2, 1], axis=0)),
    ("(take-along-axis x [[0 1] [3 -1] [2 2]])", lambda x: np.take_along_axis(x, np.array([[0, 1], [3, -1], [2, 2]]), 1)),
    ("(take-along-axis x [[0 1 2 0]] :axis 0)", lambda x: np.take_along_axis(x, np.array([[0, 1, 2, 0]]), 0)),
    ("(slice x 1)", lambda x: x[1:]),
    ("(slice x [0 1] [2 3])", lambda x: x[0:2, 1:3]),
    ("(slice x [1 0] [-1 4] [1 2])", lambda x: x[1:-1, 0:4:2]),
    ("(slice x [#f -3])", lambda x: x[:, -3:]),
    ("(slice x [3])", lambda x: x[3:]),
    ("(slice x [2] [1])", lambda x: x[2:1]),
    ("(slice x #f #f [-1 -2])", lambda x: x[::-1, ::-2]),
    ("(slice x [2 -1] [0 0] [-1 -3])", lambda x: x[2:0:-1, -1:0:-3]),
    ("(slice x)", lambda x: x),
]  # fmt: skip
DTYPES = tuple(NUMPY)


@pytest.mark.parametrize("shape", ["[3 4]", "[n m]"])
def test_reading_agrees_with_numpy(shape: str) -> None:
    # Literal indices of one shape do not fit dimensions of any size.
    rows = [row for row in READS if shape == "[3 4]" or "take-along-axis" not in row[0]]
    check_table(f"[x : (Tensor f64 {shape})]", rows, sample("f64", 3, 4))


def written(mode: str, x: Any, indices: Any, updates: Any) -> Any:
    """A scatter as NumPy's unbuffered operations do it."""
    result = x.copy()
    if mode == "set":
        result[indices] = updates
    else:
        getattr(np, mode).at(result, indices, updates)
    return result


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_element_type_is_read_and_written(dtype: str) -> None:
    rows: list[Row] = [
        ("(vref x 1)", lambda x, u: x[1]),
        ("(take x [3 1] :axis 1)", lambda x, u: x[:, [3, 1]]),
        ("(slice x [1 0] [3 4] [1 3])", lambda x, u: x[1:3, ::3]),
        ("(dynamic-update-slice x (slice u 1) [1 0])", lambda x, u: np.concatenate([x[:1], u[1:], x[2:]])),
        ("(scatter x [2 0] u)", lambda x, u: written("set", x, [2, 0], u)),
    ]
    if dtype != "boolean":
        rows.append(("(scatter-add x [1 1] u)", lambda x, u: written("add", x, [1, 1], u)))
    if not dtype.startswith("complex"):
        rows.append(("(scatter-max x [0 2] u)", lambda x, u: written("maximum", x, [0, 2], u)))
    parameters = f"[x : (Tensor {dtype} [3 4])] [u : (Tensor {dtype} [2 4])]"
    # Small integers, so that sums are exact in every type.
    x, u = (np.rint(2 * sample("f64", *s, seed=7)).astype(NUMPY[dtype]) for s in ((3, 4), (2, 4)))
    check_table(parameters, rows, x, u)


def test_scatters_with_every_mode_and_shape_of_indices() -> None:
    rows: list[Row] = [
        ("(scatter-mul x i u)", lambda x, i, u: written("multiply", x, i, u)),
        ("(scatter-min x i u)", lambda x, i, u: written("minimum", x, i, u)),
        ("(scatter-add x i 1.0)", lambda x, i, u: written("add", x, i, 1.0)),
        ("(scatter-add x (reshape i [2 2]) (reshape u [2 2 3]))", lambda x, i, u: written("add", x, i, u)),
        ("(scatter x -1 (vref u 0))", lambda x, i, u: written("set", x, -1, u[0])),
        ("(scatter-add x [] (zeros [0 3]))", lambda x, i, u: x),
        ("(scatter-add (cast x f32) i u)", lambda x, i, u: written("add", x.astype("f4").astype("f8"), i, u)),
    ]
    i = np.array([4, 0, -1, 0])
    x, u = sample("f64", 5, 3), sample("f64", 4, 3, seed=1)
    check_table("[x : (Tensor f64 [n 3])] [i : (Tensor i64 [4])] [u : (Tensor f64 [4 3])]", rows, x, i, u)


def test_computed_positions_clamp_on_reads_and_drop_on_writes() -> None:
    """Inside the range they are NumPy's; outside, the language fixes what happens."""
    program = compiled("""
(define (f [x : (Tensor f64 [n])] [i : integer])
  (list (vref x i) (take x (stack i i)) (slice x i) (slice x [0] [i])
        (dynamic-slice x [i] [2]) (dynamic-update-slice x [9.0 9.0] [i])
        (scatter x (stack i) [9.0]) (scatter x i 9.0) (tensor-ref x i)))
""")
    x = np.arange(5.0)
    for i in range(-9, 10):
        at = min(max(i + 5 if i < 0 else i, 0), 4)
        edge = min(max(i + 5 if i < 0 else i, 0), 5)
        box = min(at, 3)
        updated, put = x.copy(), x.copy()
        updated[box : box + 2] = 9
        if -5 <= i < 5:
            put[i] = 9
        expected = [x[at], x[[at, at]], x[edge:], x[:edge], x[box : box + 2], updated, put, put, x[at]]
        for got, wanted in zip(program["f"](x, i), expected, strict=True):
            np.testing.assert_array_equal(got, wanted)


def test_lists_and_ranges_are_indexed_like_vectors() -> None:
    expressions = [
        "(vref '(10 20 30) 1)", "(vector-ref #(10 20 30) -1)", "(vref [1.5 x] 1)", "(vref (range 2 10 3) 2)",
        "(vref [1.5 2.5] i)", "(vref (list (list 1 x) x) 0)",
    ]  # fmt: skip
    results = evaluate("[x : float64] [i : integer]", expressions, 4.0, 1)
    assert results[:5] == [20, 30, 4.0, 8, 2.5]
    assert list(results[5]) == [1, 4.0]


def test_index_tensors_of_other_integer_types() -> None:
    rows: list[Row] = [
        ("(take x i)", lambda x, i: x[i]),
        ("(scatter-add x i 1.0)", lambda x, i: written("add", x, i, 1.0)),
        ("(one-hot i 5)", lambda x, i: np.eye(6)[i][:, :5]),
    ]
    for dtype in ("i8", "i32"):
        i = np.array([3, 0, 5], NUMPY[dtype])
        check_table(f"[x : (Tensor f64 [6])] [i : (Tensor {dtype} [3])]", rows, sample("f64", 6), i)


def test_empty_tensors() -> None:
    rows: list[Row] = [
        ("(take x i)", lambda x, i: np.zeros((0, 3))),
        ("(slice x 0 0)", lambda x, i: np.zeros((0, 3))),
        ("(slice x #f #f [-1])", lambda x, i: np.zeros((0, 3))),
        ("(scatter x i 1.0)", lambda x, i: np.zeros((0, 3))),
        ("(take (zeros [0 3]) i)", lambda x, i: np.zeros((0, 3))),
        ("(slice (ones [2 3]) [2 0] [2 3])", lambda x, i: np.zeros((0, 3))),
        ("(stack (zeros [0 3]) (zeros [0 3]))", lambda x, i: np.zeros((2, 0, 3))),
        ("(take-along-axis (zeros [2 0]) (zeros [2 0] :dtype i64))", lambda x, i: np.zeros((2, 0))),
    ]
    check_table(
        "[x : (Tensor f64 [n 3])] [i : (Tensor i64 [k])]", rows, np.zeros((0, 3)), np.zeros(0, np.int64)
    )


def test_reading_from_nothing_stops_the_program() -> None:
    program = compiled("""
(define (f [x : (Tensor f64 [n])] [i : integer]) (vref x i))
(define (g [x : (Tensor f64 [n])]) (vref x 2))
(define (h [x : (Tensor f64 [n])]) (slice x 1 -1))""")
    with pytest.raises(Exception, match="dimension 0 has no elements"):
        program["f"](np.zeros(0), 0)
    with pytest.raises(Exception, match="index 2 is out of range for dimension 0"):
        program["g"](np.zeros(2))
    with pytest.raises(Exception, match="out of range for dimension 0"):
        program["h"](np.zeros(0))
    assert program["g"](np.arange(3.0)) == 2.0


@pytest.fixture(scope="module")
def slicer() -> Any:
    return compiled("""
(define (f [x : (Tensor i64 [n])] [a : integer] [b : integer]) (slice x a b))
(define (g [x : (Tensor i64 [n])] [a : integer] [b : integer]) (slice x a b 2))
(define (h [x : (Tensor i64 [n])] [a : integer] [b : integer]) (slice x a b -3))""")


@settings(max_examples=60, deadline=None)
@given(size=st.integers(1, 9), a=st.integers(-12, 12), b=st.integers(-12, 12))
def test_computed_slices_are_pythons(slicer: Any, size: int, a: int, b: int) -> None:
    x = np.arange(size)
    np.testing.assert_array_equal(slicer["f"](x, a, b), x[a:b])
    np.testing.assert_array_equal(slicer["g"](x, a, b), x[a:b:2])
    if a >= -size and b >= -size:
        # Before the start, Python stops short of it, where a clamped bound includes nothing.
        np.testing.assert_array_equal(slicer["h"](x, a, b), x[a:b:-3])


MESSAGES = {
    "(vref x 3)": """\
test.esk:1:39: error[E0506]: ShapeError: index 3 is out of range for dimension 0 of size 3 in vref
  |
1 | (define (f [x : (Tensor f64 [3 4])])  (vref x 3))
  |             - x : (Tensor f64 [3 4]) defined here
  |                                       ^^^^^^^^^^
  = note: in function `f`
  = help: it may be from -3 to 2""",
    "(tensor-ref x 1)": """\
test.esk:1:39: error[E0507]: ShapeError: 1 index for 2 dimensions in tensor-ref
  |
1 | (define (f [x : (Tensor f64 [3 4])])  (tensor-ref x 1))
  |             - x : (Tensor f64 [3 4]) defined here
  |                                       ^^^^^^^^^^^^^^^^
  = note: in function `f`
  = note: the tensor is (Tensor f64 [3 4])
  = help: take a row with vref, a part with slice""",
}


@pytest.mark.parametrize("expression", MESSAGES)
def test_messages_show_the_place_and_the_range(expression: str) -> None:
    assert problem(f"(define (f [x : (Tensor f64 [3 4])])  {expression})") == MESSAGES[expression]


FIRST_LINES = {
    "(vref x -4)": "ShapeError: index -4 is out of range for dimension 0 of size 3 in vref",
    "(vref x 1.5)": "TypeError: an index should be an integer but is the number 1.5",
    "(vref 5 0)": "ShapeError: a scalar has no elements: the argument has shape [], in vref",
    "(vref '(1 2) 2)": "ShapeError: index 2 is out of range for dimension 0 of size 2 in vref",
    "(vref (zeros [0]) k)": "ShapeError: dimension 0 has no elements in vref",
    "(tensor-ref x 0 4)": "ShapeError: index 4 is out of range for dimension 1 of size 4 in tensor-ref",
    "(take x [0 5] :axis 1)": "ShapeError: index 5 is out of range for dimension 1 of size 4 in take",
    "(take x [0.5])": "TypeError: the indices should be integers but are a vector of 1 element, in take",
    "(take x 0 :axis 2)": "ShapeError: :axis 2 is out of range for 2 dimensions in take",
    "(take-along-axis x [0 1])":
        "ShapeError: the indices have 1 dimension instead of 2 in take-along-axis",
    "(slice x 4)": "ShapeError: start 4 is out of range for dimension 0 of size 3 in slice",
    "(slice x 0 -5)": "ShapeError: stop -5 is out of range for dimension 0 of size 3 in slice",
    "(slice x 0 2 0)": "ShapeError: a step cannot be 0 in slice",
    "(slice x 0 2 k)": "TypeError: a step should be an integer known when compiling but is integer, in slice",
    "(slice x [0 0 0])": "ShapeError: 3 starts for 2 dimensions in slice",
    "(dynamic-slice x [0 0] [4 1])": "ShapeError: the size 4 exceeds dimension 0 of size 3 in dynamic-slice",
    "(dynamic-slice x [2 0] [2 1])":
        "ShapeError: start 2 is out of range for dimension 0 of size 3 in dynamic-slice",
    "(dynamic-slice x [0] [2 1])": "ShapeError: 1 start for 2 dimensions in dynamic-slice",
    "(dynamic-update-slice x [1.0] [0 0])":
        "ShapeError: the update has 1 dimension instead of 2 in dynamic-update-slice",
    "(scatter x [0] (zeros [2 4]))": "ShapeError: [2 4] does not broadcast to [1 4] in scatter",
    "(scatter x [3] 1.0)": "ShapeError: index 3 is out of range for dimension 0 of size 3 in scatter",
    "(scatter-max (cast x complex64) [0] 1.0)": "TypeError: complex numbers have no order, in scatter-max",
    "(matrix-row (zeros [3]) 0)": "ShapeError: expected a matrix but got shape [3] in matrix-row",
}  # fmt: skip


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [x : (Tensor f64 [3 4])] [k : integer]) {expression})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]
