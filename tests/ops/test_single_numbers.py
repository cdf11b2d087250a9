"""Arithmetic and comparison of numbers outside of tensors, against NumPy: every element type, NaN and limits."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numeric_support import FLOATS, INTEGERS, NUMPY, compiled, wide

COMPARISONS: dict[str, Callable[..., Any]] = {
    "=": np.equal,
    "not-equal": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
ARITHMETIC: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "maximum": np.maximum,
    "minimum": np.minimum,
}
POINTS = {
    **{dtype: [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.5, 3.0] for dtype in FLOATS},
    **{dtype: [0, 1, -1, 7, np.iinfo(NUMPY[dtype]).max, np.iinfo(NUMPY[dtype]).min] for dtype in INTEGERS},
}


def same_bits(actual: Any, expected: Any) -> bool:
    got, wanted = wide(np.asarray(actual)), wide(np.asarray(expected))
    return bool(
        np.array_equal(got, wanted, equal_nan=True) and np.signbit(got) == np.signbit(wanted)
    ) or bool(np.isnan(got) and np.isnan(wanted))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS])
def test_operators(dtype: str) -> None:
    operators = COMPARISONS | ARITHMETIC | ({"/": np.divide} if dtype in FLOATS else {})
    calls = " ".join(f"({name} x y)" for name in operators)
    program = compiled(f"(define (f [x : {dtype}] [y : {dtype}]) (values {calls}))")
    points = np.array(POINTS[dtype]).astype(NUMPY[dtype])
    for x, y in itertools.product(points, points):
        for (name, reference), actual in zip(operators.items(), program["f"](x, y), strict=True):
            expected = np.asarray(reference(x, y))
            if name in ("maximum", "minimum") and x == y:
                # The greater zero is the positive one, which NumPy leaves open.
                signs = (np.signbit(wide(x)), np.signbit(wide(y)))
                expected = [x, y][signs.index((all if name == "maximum" else any)(signs))]
            assert same_bits(actual, expected), f"({name} {x} {y}) is {actual} instead of {expected}"


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS, "boolean"])
@pytest.mark.parametrize("target", [*FLOATS, *INTEGERS])
def test_conversions(dtype: str, target: str) -> None:
    program = compiled(f"(define (f [x : {dtype}]) (cast x {target}))")
    points = [0, 1] if dtype == "boolean" else [0, 1, -1, 7, 100]
    for x in np.array(points).astype(NUMPY[dtype]):
        actual = np.asarray(program["f"](x))
        assert actual.dtype == NUMPY[target]
        assert actual == x.astype(NUMPY[target])


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS])
def test_numbers_that_change_in_loops_and_branches(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : {dtype}] [n : i64])
          (let loop ([i 0] [y x])
            (if (= i n) y (loop (+ i 1) (if (< y (cast 5 {dtype})) (+ y y) (- y (cast 3 {dtype})))))))
        """
    )
    for n in (0, 1, 2, 9):
        y = 1
        for _ in range(n):
            y = 2 * y if y < 5 else y - 3
        result = np.asarray(program["f"](NUMPY[dtype].type(1), n))
        assert (result.dtype, result) == (NUMPY[dtype], y)


@pytest.mark.parametrize("dtype", ["i8", "i32"])
def test_small_integers_are_positions_and_sizes(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor f64 [n])] [i : {dtype}]) (values (vref x i) (zeros [i 2]) (if (= i 2) 1.0 0.0)))
        """
    )
    element, sized, flag = program["f"](np.array([1.0, 2.0, 4.0]), NUMPY[dtype].type(2))
    assert (float(element), np.shape(sized), float(flag)) == (4.0, (2, 2), 1.0)
