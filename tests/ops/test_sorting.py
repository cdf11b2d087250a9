"""sort, argsort, top-k, median and quantile against NumPy; NaN, ties, computed sizes; messages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import NUMPY, REALS, compiled, problem, same, sample
from table_support import Row, check_table, evaluate

SORTS: list[Row] = [
    ("(sort x)", lambda x: np.sort(x, axis=-1)),
    ("(sort x :axis 0)", lambda x: np.sort(x, axis=0)),
    ("(sort x <)", lambda x: np.sort(x, axis=-1)),
    ("(sort x > :axis 0)", lambda x: np.sort(x, axis=0)[::-1]),
    ("(argsort x)", lambda x: np.argsort(x, axis=-1, kind="stable")),
    ("(argsort x :axis 0)", lambda x: np.argsort(x, axis=0, kind="stable")),
]


@pytest.mark.parametrize("dtype", [*REALS, "boolean"])
def test_sorting_agrees_with_numpy(dtype: str) -> None:
    check_table(f"[x : (Tensor {dtype} [4 n])]", SORTS, sample(dtype, 4, 7))


@pytest.fixture(scope="module")
def sorts() -> Any:
    return compiled("""
(define (ascending [x : (Tensor f64 [n])]) (list (sort x) (argsort x)))
(define (descending [x : (Tensor f64 [n])]) (list (sort x :descending #t) (argsort x >)))
(define (middle [x : (Tensor f64 [n])] [q : float64]) (list (median x) (quantile x q)))
(define (best [x : (Tensor f64 [4 5])])
  (let-values ([(v i) (top-k x 3)] [(w j) (top-k x 2 :axis 0)] [(u k) (top-k x 2 :smallest #t)])
    (list v i w j u k)))""")


numbers = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 0.5, 3.0, np.inf, -np.inf, np.nan]), max_size=9)


@settings(max_examples=40, deadline=None)
@given(numbers)
def test_ties_keep_their_order_and_nan_is_greatest(sorts: Any, values: list[float]) -> None:
    x = np.array(values, np.float64)
    ascending, order = sorts["ascending"](x)
    np.testing.assert_array_equal(ascending, np.sort(x))
    np.testing.assert_array_equal(order, np.argsort(x, kind="stable"))
    descending, order = sorts["descending"](x)
    np.testing.assert_array_equal(descending, np.sort(x)[::-1])
    # Stable in the other direction too: sort by (NaN first, -x), ties by position.
    expected = sorted(range(len(x)), key=lambda i: (not np.isnan(x[i]), 0.0 if np.isnan(x[i]) else -x[i]))
    np.testing.assert_array_equal(order, expected)


finite = st.lists(st.floats(-100, 100, allow_subnormal=False), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(finite, st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]))
def test_quantiles_are_numpys(sorts: Any, values: list[float], q: float) -> None:
    x = np.array(values)
    median, quantile = sorts["middle"](x, q)
    np.testing.assert_allclose(median, np.median(x), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(quantile, np.quantile(x, q), rtol=1e-12, atol=1e-12)


def test_medians_along_axes_and_of_other_types() -> None:
    rows: list[Row] = [
        ("(median x)", np.median),
        ("(median x :axis 0)", lambda x: np.median(x, axis=0)),
        ("(median x :axis -1 :keepdims #t)", lambda x: np.median(x, axis=-1, keepdims=True)),
        ("(median x :keepdims #t)", lambda x: np.median(x, keepdims=True)),
        ("(quantile x 0.25 :axis 1)", lambda x: np.quantile(x, 0.25, axis=1)),
    ]
    # Integers, so that the interpolation is exact.
    check_table("[x : (Tensor i64 [n 4])]", rows, np.rint(8 * sample("f64", 3, 4)).astype(np.int64))
    x = sample("f32", 5)
    (result,) = evaluate("[x : (Tensor f32 [n])]", ["(median x)"], x)
    same(result, np.median(x), "f32")
    (result,) = evaluate("[x : (Tensor f64 [3])]", ["(median x)"], np.array([1.0, np.nan, 2.0]))
    assert np.isnan(result)


def test_top_k_gives_the_greatest_and_where_they_are(sorts: Any) -> None:
    x = sample("f64", 4, 5, seed=3)
    v, i, w, j, u, k = sorts["best"](x)
    order = np.argsort(-x, axis=1, kind="stable")[:, :3]
    np.testing.assert_array_equal(i, order)
    np.testing.assert_array_equal(v, np.take_along_axis(x, order, 1))
    order = np.argsort(-x, axis=0, kind="stable")[:2]
    np.testing.assert_array_equal(j, order)
    np.testing.assert_array_equal(w, np.take_along_axis(x, order, 0))
    order = np.argsort(x, axis=1, kind="stable")[:, :2]
    np.testing.assert_array_equal(k, order)
    np.testing.assert_array_equal(u, np.take_along_axis(x, order, 1))


def test_lists_of_known_numbers_stay_lists() -> None:
    results = evaluate(
        "", ["(sort '(3 1 2))", "(sort '(3 1 2) >)", "(car (sort '(1/2 0.25) <))", "(sort #(2 1))"]
    )
    assert tuple(results[0]) == (1, 2, 3)
    assert tuple(results[1]) == (3, 2, 1)
    assert results[2] == 0.25
    np.testing.assert_array_equal(results[3], [1, 2])


def test_edges() -> None:
    rows: list[Row] = [
        ("(sort x)", lambda x, y: x),
        ("(argsort x :axis 0)", lambda x, y: np.argsort(x, axis=0)),
        ("(sort y)", lambda x, y: y),
    ]
    check_table("[x : (Tensor f64 [0 2])] [y : (Tensor f64 [n])]", rows, np.zeros((0, 2)), np.zeros(0))
    assert set(REALS) < set(NUMPY)


FIRST_LINES = {
    "(sort (cast x complex64))": "TypeError: complex numbers have no order, in sort",
    "(sort 5)": "ShapeError: a scalar has nothing to sort in sort",
    "(sort x :axis 1)": "ShapeError: :axis 1 is out of range for 1 dimension in sort",
    "(sort x (lambda (a b) (< a b)))": "TypeError: the order should be < or > but is another procedure, in sort",
    "(sort x 0)": "TypeError: the order should be < or > but is the number 0, in sort",
    "(top-k x 4)": "ShapeError: k is 4, but dimension 0 has size 3, in top-k",
    "(quantile x 1.5)": "TypeError: q should be from 0 to 1 but is 1.5, in quantile",
    "(median (zeros [0]))": "ShapeError: there are no elements in median",
}


@pytest.mark.parametrize("expression", FIRST_LINES)
def test_misuse_is_explained(expression: str) -> None:
    text = problem(f"(define (f [x : (Tensor f64 [3])]) {expression})")
    assert text.splitlines()[0].partition("]: ")[2] == FIRST_LINES[expression]
