"""Reductions, positions of extremes and running totals against NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import COMPLEX, FLOATS, INTEGERS, NUMPY, REALS, compiled, problem, same, sample, wide
from scipy import special

Array = np.ndarray[Any, Any]

#: name: (NumPy's function, element types, element type of the result if it is another)
REDUCTIONS: dict[str, tuple[Callable[..., Any], tuple[str, ...], dict[str, str]]] = {
    "sum": (np.sum, (*REALS, "boolean", *COMPLEX), {"i32": "i64", "i8": "i64", "boolean": "i64"}),
    "prod": (np.prod, (*REALS, "boolean", *COMPLEX), {"i32": "i64", "i8": "i64", "boolean": "i64"}),
    "mean": (np.mean, (*REALS, "boolean", *COMPLEX), dict.fromkeys((*INTEGERS, "boolean"), "f64")),
    "amax": (np.max, (*REALS, "boolean"), {}),
    "amin": (np.min, (*REALS, "boolean"), {}),
    "any": (np.any, (*REALS, "boolean", *COMPLEX), dict.fromkeys((*REALS, *COMPLEX), "boolean")),
    "all": (np.all, (*REALS, "boolean", *COMPLEX), dict.fromkeys((*REALS, *COMPLEX), "boolean")),
    "variance": (
        lambda x, **options: np.var(x, ddof=1, **options),
        (*REALS, *COMPLEX),
        dict.fromkeys(INTEGERS, "f64") | {"complex64": "f32", "complex128": "f64"},
    ),
    "population-variance": (np.var, REALS, dict.fromkeys(INTEGERS, "f64")),
    "std": (lambda x, **options: np.std(x, ddof=1, **options), REALS, dict.fromkeys(INTEGERS, "f64")),
    "population-std": (np.std, FLOATS, {}),
    "logsumexp": (special.logsumexp, REALS, dict.fromkeys(INTEGERS, "f64")),
    "norm": (
        lambda x, axis=None, keepdims=False: np.sqrt(np.sum(np.abs(x) ** 2, axis=axis, keepdims=keepdims)),
        (*REALS, *COMPLEX),
        dict.fromkeys(INTEGERS, "f64") | {"complex64": "f32", "complex128": "f64"},
    ),
}

#: Options in Eshkol and in NumPy.
OPTIONS: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    (":axis 1", {"axis": 1}),
    (":axis [0 -1] :keepdims #t", {"axis": (0, -1), "keepdims": True}),
]
DTYPES = ("f64", "f32", "f16", "bf16", "i64", "i32", "i8", "boolean", "complex64", "complex128")


@pytest.mark.parametrize("dtype", DTYPES)
def test_reductions_agree_with_numpy(dtype: str) -> None:
    names = [name for name, (_, dtypes, _) in REDUCTIONS.items() if dtype in dtypes]
    calls = [f"({name} x {text})" for name in names for text, _ in OPTIONS]
    program = compiled(f"(define (f [x : (Tensor {dtype} [n 3 4])]) (values {' '.join(calls)}))")
    for rows in (2, 1):
        x = sample(dtype, rows, 3, 4)
        results = iter(program["f"](x))
        for name in names:
            reference, _, other = REDUCTIONS[name]
            for _, options in OPTIONS:
                if rows == 1 and options.get("axis") == 0 and name in ("variance", "std"):
                    next(results)
                    continue
                same(next(results), reference(wide(x), **options), other.get(dtype, dtype), roundings=24)


def test_static_shapes_and_positional_axes() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [2 3 4])])
          (values (sum x 1) (mean x [0 2]) (amax x 0) (argmax x 1) (argmin x) (logsumexp x -1)))
        """
    )
    x = sample("f32", 2, 3, 4)
    results = program["f"](x)
    same(results[0], x.sum(1), "f32")
    same(results[1], x.mean((0, 2)), "f32")
    same(results[2], x.max(0), "f32")
    same(results[3], x.argmax(1), "i64")
    same(results[4], x.argmin(), "i64")
    same(results[5], special.logsumexp(x, -1), "f32")


def test_reductions_without_elements() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f64 [n 0])])
          (values (sum x) (prod x :axis 1) (any x) (all x :axis 1) (mean x :axis 1) (logsumexp x :axis 1) (norm x)))
        (define (g [x : (Tensor f64 [n m])]) (values (sum x :axis 1) (amax x :axis 1) (norm x)))
        """
    )
    empty = np.zeros((2, 0))
    total, product, some, every, mean, mass, length = program["f"](empty)
    assert total == 0
    assert not some
    np.testing.assert_array_equal(product, [1, 1])
    np.testing.assert_array_equal(every, [True, True])
    np.testing.assert_array_equal(mean, [np.nan, np.nan])
    np.testing.assert_array_equal(mass, [-np.inf, -np.inf])
    assert length == 0
    sums, extremes, length = program["g"](empty)
    np.testing.assert_array_equal(sums, [0, 0])
    np.testing.assert_array_equal(extremes, [-np.inf, -np.inf])
    assert length == 0


def test_scalars_and_literals() -> None:
    program = compiled(
        """
        (define (f [x : float64]) (values (sum x) (mean x) (logsumexp x) (argmax x) (cumsum x)))
        (define (g) (values (sum [1 2 3]) (mean '(1 2 4)) (amax [[1.5 2.5] [0.5 9.5]] :axis 0) (all [#t #f])))
        """
    )
    total, mean, mass, position, running = program["f"](2.5)
    assert (float(total), float(mean), float(mass), int(position)) == (2.5, 2.5, 2.5, 0)
    np.testing.assert_array_equal(running, [2.5])
    total, mean, greatest, every = program["g"]()
    assert int(total) == 6
    assert float(mean) == pytest.approx(7 / 3, rel=1e-15)
    np.testing.assert_array_equal(greatest, [1.5, 9.5])
    assert not every


def test_nan_wins_and_infinities_are_kept() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [n])])
          (values (amax x) (amin x) (argmax x) (argmin x) (logsumexp x) (sum x) (any x) (cummax x)))
        """
    )
    x = np.array([1, np.nan, -np.inf, 3], np.float32)
    results = program["f"](x)
    assert np.isnan(results[0])
    assert np.isnan(results[1])
    assert (results[2], results[3]) == (1, 1)
    assert np.isnan(results[4])
    np.testing.assert_array_equal(results[7], np.maximum.accumulate(x))
    assert float(program["f"](np.array([-np.inf, -np.inf], np.float32))[4]) == -np.inf
    assert float(program["f"](np.array([np.inf, 0], np.float32))[4]) == np.inf


def test_logsumexp_neither_overflows_nor_underflows() -> None:
    program = compiled("(define (f [x : (Tensor f64 [n])]) (logsumexp x))")
    assert float(program["f"](np.array([1000.0, 1000.0]))) == pytest.approx(1000 + np.log(2), rel=1e-15)
    assert float(program["f"](np.array([-1000.0, -1001.0]))) == pytest.approx(
        -1000 + np.log1p(np.exp(-1)), rel=1e-15
    )


def test_variance_of_numbers_far_from_zero() -> None:
    program = compiled("(define (f [x : (Tensor f64 [n])]) (values (variance x) (std x :correction 2)))")
    x = 1e9 + np.array([4.0, 7.0, 13.0, 16.0])
    variance, deviation = program["f"](x)
    assert float(variance) == 30.0
    assert float(deviation) == pytest.approx(np.sqrt(45.0), rel=1e-15)
    assert np.isnan(program["f"](np.array([1.0]))[0])


@pytest.mark.parametrize("dtype", DTYPES)
def test_running_totals_agree_with_numpy(dtype: str) -> None:
    summed = {"cumsum": np.cumsum, "cumprod": np.cumprod}
    extreme = {"cummax": np.maximum.accumulate, "cummin": np.minimum.accumulate}
    names = [*summed, *(extreme if dtype not in COMPLEX else ())]
    calls = [f"({name} x {axis})" for name in names for axis in (":axis 0", ":axis -1", "")]
    program = compiled(f"(define (f [x : (Tensor {dtype} [n 4])]) (values {' '.join(calls)}))")
    for rows in (3, 1, 0):
        x = sample(dtype, rows, 4)
        results = iter(program["f"](x))
        for name in names:
            for axis in (0, -1, None):
                source = wide(x).reshape(-1) if axis is None else wide(x)
                if name in summed:
                    wider = "i64" if dtype in (*INTEGERS, "boolean") else dtype
                    expected = summed[name](
                        source, axis=axis or 0, dtype=np.int64 if wider == "i64" else None
                    )
                    same(next(results), expected, wider, roundings=32)
                else:
                    same(next(results), extreme[name](source, axis=axis or 0), dtype)


def test_running_totals_backwards() -> None:
    program = compiled(
        "(define (f [x : (Tensor i64 [n])]) (values (cumsum x :reverse #t) (cummin x :reverse #t)))"
    )
    x = np.array([3, 1, 4, 1, 5])
    sums, least = program["f"](x)
    np.testing.assert_array_equal(sums, np.cumsum(x[::-1])[::-1])
    np.testing.assert_array_equal(least, np.minimum.accumulate(x[::-1])[::-1])


@pytest.mark.parametrize("dtype", [*REALS, "boolean"])
def test_positions_of_extremes(dtype: str) -> None:
    calls = [
        f"({name} x {text})"
        for name in ("argmax", "argmin")
        for text in (":axis 0", ":axis 1 :keepdims #t", "", ":keepdims #t")
    ]
    program = compiled(f"(define (f [x : (Tensor {dtype} [n m])]) (values {' '.join(calls)}))")
    x = sample(dtype, 5, 4)
    results = iter(program["f"](x))
    for function in (np.argmax, np.argmin):
        same(next(results), function(x, 0), "i64")
        same(next(results), function(x, 1, keepdims=True), "i64")
        same(next(results), function(x), "i64")
        same(next(results), function(x, keepdims=True), "i64")


_PROPERTIES = compiled(
    """
    (define (total [x : (Tensor f64 [n])]) (values (sum x) (mean x) (amax x) (cumsum x) (argmin x)))
    """
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=40))
def test_properties_of_totals(numbers: list[float]) -> None:
    x = np.array(numbers, np.float64)
    total, mean, greatest, running, position = _PROPERTIES["total"](x)
    scale = np.abs(x).sum() + 1e-300
    assert abs(float(total) - np.sum(x)) <= 1e-13 * scale
    assert abs(float(mean) * len(x) - float(total)) <= 1e-13 * scale
    assert float(greatest) == x.max()
    assert abs(running[-1] - float(total)) <= 1e-13 * scale
    assert int(position) == np.argmin(x)


# Errors ----------------------------------------------------------------------------------


def test_axis_out_of_range() -> None:
    assert problem("(define (f [x : (Tensor f32 [2 3])]) (sum x :axis 2))") == (
        "test.esk:1:38: error[E0504]: ShapeError: :axis 2 is out of range for 2 dimensions in sum\n"
        "  |\n"
        "1 | (define (f [x : (Tensor f32 [2 3])]) (sum x :axis 2))\n"
        "  |             - x : (Tensor f32 [2 3]) defined here\n"
        "  |                                      ^^^^^^^^^^^^^^^\n"
        "  = note: in function `f`\n"
        "  = help: it may be from -2 to 1"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(sum x :axis [0 0])", "ShapeError: :axis names a dimension twice in sum"),
        (
            "(sum x :axis 1.5)",
            "TypeError: :axis should be an integer known when compiling but is the number 1.5",
        ),
        ("(mean x :keepdims 1)", "TypeError: :keepdims should be #t or #f but is the number 1, in mean"),
        ("(sum x :axes 1)", "ArityError: sum has no option :axes"),
        ("(sum)", "ArityError: sum takes 1 to 2 arguments but gets 0"),
        ('(sum "abc")', 'TypeError: argument `x` of sum should be a tensor but is the string "abc"'),
        ("(amax (zeros [3 0]) :axis 1)", "ShapeError: no elements to choose from in amax"),
        ("(argmin (zeros [0]))", "ShapeError: no elements to choose from in argmin"),
        ("(argmax x :axis [0 1])", "TypeError: :axis should be an integer known when compiling"),
        ("(cummax (cast x complex64))", "TypeError: complex numbers have no order, in cummax"),
        ("(variance x :axis 5)", "ShapeError: :axis 5 is out of range for 2 dimensions in variance"),
        ("(cumsum x :axis 2)", "ShapeError: :axis 2 is out of range for 2 dimensions in cumsum"),
    ],
)
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [x : (Tensor f32 [2 3])]) {expression})")
    assert f"]: {message}" in text.splitlines()[0]
    assert "^" in text


def test_every_dtype_is_covered() -> None:
    assert set(DTYPES) == set(NUMPY)
