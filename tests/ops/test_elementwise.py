"""Elementwise arithmetic, comparison, logic, choice and conversion against NumPy."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeric_support import (
    COMPLEX,
    FLOATS,
    INTEGERS,
    NUMPY,
    REALS,
    compiled,
    export_types,
    problem,
    same,
    sample,
    wide,
)

Array = np.ndarray[Any, Any]

# Arithmetic --------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [*REALS, *COMPLEX])
def test_arithmetic_broadcasts(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n 3])] [y : (Tensor {dtype} [3])] [z : (Tensor {dtype} [2 1 1])] [s : (Tensor {dtype} [])])
          (values (+ x y) (- x z) (* z y) (+ x s) (- x) (* x y z s) (+ x 1) (- 2 x) (* x 3) (- x y s)
                  (tensor-add x x) (vector-subtract y y) (square x)))
        (define (g [x : (Tensor {dtype} [n 3])] [y : (Tensor {dtype} [3])]) (values (/ x y) (/ x 4) (/ y)))
        """
    )
    for n in (2, 1, 0):
        x, y, z, s = (sample(dtype, *shape, seed=k) for k, shape in enumerate([(n, 3), (3,), (2, 1, 1), ()]))
        wx, wy, wz, ws = map(wide, (x, y, z, s))
        expected = [
            wx + wy, wx - wz, wz * wy, wx + ws, -wx, wx * wy * wz * ws, wx + 1, 2 - wx, wx * 3, wx - wy - ws,
            wx + wx, wy - wy, wx * wx,
        ]  # fmt: skip
        for actual, reference in zip(program["f"](x, y, z, s), expected, strict=True):
            if dtype in INTEGERS:
                reference = np.asarray(reference).astype(NUMPY[dtype])
            same(actual, reference, dtype)
        divisor = np.where(y == 0, 1, y).astype(y.dtype)
        quotient = "f64" if dtype in INTEGERS else dtype
        ratios = program["g"](x, divisor)
        for actual, reference in zip(ratios, [wx / wide(divisor), wx / 4, 1 / wide(divisor)], strict=True):
            same(actual, reference, quotient)


def test_integers_wrap_around() -> None:
    program = compiled(
        "(define (f [x : (Tensor i8 [n])] [y : (Tensor i64 [n])]) (values (+ x x) (* x x) (- x) (abs x) (* y y)))"
    )
    x, y = np.array([127, -128, 100], np.int8), np.array([2**62, -(2**63), 3], np.int64)
    with np.errstate(over="ignore"):
        expected = [x + x, x * x, -x, np.abs(x), y * y]
    for actual, reference in zip(program["f"](x, y), expected, strict=True):
        np.testing.assert_array_equal(actual, reference)


def test_special_numbers_follow_the_standard() -> None:
    program = compiled(
        "(define (f [x : (Tensor f64 [n])] [y : (Tensor f64 [n])]) (values (+ x y) (- x y) (* x y) (/ x y)))"
    )
    special = np.array([0.0, -0.0, 1.0, -2.0, np.inf, -np.inf, np.nan, 1e-300, 1e300])
    x, y = (a.ravel() for a in np.meshgrid(special, special))
    with np.errstate(all="ignore"):
        expected = [x + y, x - y, x * y, x / y]
    for actual, reference in zip(program["f"](x, y), expected, strict=True):
        np.testing.assert_array_equal(actual, reference)
        np.testing.assert_array_equal(
            np.signbit(actual)[~np.isnan(reference)], np.signbit(reference)[~np.isnan(reference)]
        )


_SUM = compiled(
    "(define (f [x : (Tensor f32 [n])] [y : (Tensor f32 [n])]) (values (+ x y) (* x y) (/ x y) (maximum x y)))"
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-1e6, 1e6, width=32), st.floats(width=32)), max_size=20))
def test_float32_arithmetic_is_that_of_the_processor(pairs: list[tuple[float, float]]) -> None:
    x, y = (np.array([pair[i] for pair in pairs], np.float32) for i in (0, 1))
    with np.errstate(all="ignore"):
        expected = [x + y, x * y, x / y, np.maximum(x, y)]
    tiny = np.finfo(np.float32).tiny
    for actual, reference in zip(_SUM["f"](x, y), expected, strict=True):
        # Results, and operands, below the normal range may be taken for zero.
        exact = (
            (np.abs(reference) >= tiny) & ((np.abs(y) >= tiny) | (y == 0)) & ((np.abs(x) >= tiny) | (x == 0))
        )
        exact |= np.isnan(reference)
        np.testing.assert_array_equal(actual[exact], reference[exact])


# Element types --------------------------------------------------------------------------------

_ORDER = ["boolean", "i8", "i32", "i64", "bf16", "f16", "f32", "f64", "complex64", "complex128"]

#: The element type of a sum, for the types in the order above.
_PROMOTED = """
boolean    i8         i32        i64        bf16       f16        f32        f64        complex64  complex128
i8         i8         i32        i64        bf16       f16        f32        f64        complex64  complex128
i32        i32        i32        i64        bf16       f16        f32        f64        complex64  complex128
i64        i64        i64        i64        bf16       f16        f32        f64        complex64  complex128
bf16       bf16       bf16       bf16       bf16       f32        f32        f64        complex64  complex128
f16        f16        f16        f16        f32        f16        f32        f64        complex64  complex128
f32        f32        f32        f32        f32        f32        f32        f64        complex64  complex128
f64        f64        f64        f64        f64        f64        f64        f64        complex128 complex128
complex64  complex64  complex64  complex64  complex64  complex64  complex64  complex128 complex64  complex128
complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128
"""


def test_promotion_table() -> None:
    table = [line.split() for line in _PROMOTED.strip().splitlines()]
    lines = [
        f"(define (f{i}-{j} [x : (Tensor {a} [2])] [y : (Tensor {b} [2])]) (where (= x x) x y))"
        for i, a in enumerate(_ORDER)
        for j, b in enumerate(_ORDER)
    ]
    types = export_types("\n".join(lines))
    for i in range(len(_ORDER)):
        for j in range(len(_ORDER)):
            assert types[f"f{i}-{j}"] == [(table[i][j].replace("boolean", "i1"), (2,))], (
                _ORDER[i],
                _ORDER[j],
            )


@pytest.mark.parametrize(("a", "b", "result"), [("i32", "f16", "f16"), ("i8", "i64", "i64"), ("boolean", "i32", "i32"),
                                               ("f32", "complex64", "complex64"), ("bf16", "f16", "f32")])  # fmt: skip
def test_operands_are_converted(a: str, b: str, result: str) -> None:
    program = compiled(f"(define (f [x : (Tensor {a} [3])] [y : (Tensor {b} [3])]) (+ x y))")
    x, y = sample(a, 3), sample(b, 3, seed=1)
    same(program["f"](x, y), wide(x).astype(wide(y).dtype) + wide(y), result)


@pytest.mark.parametrize(
    ("dtype", "expression", "result"),
    [
        ("f32", "(+ x 1)", "f32"),
        ("f32", "(* 2.5 x)", "f32"),
        ("bf16", "(/ x 3)", "bf16"),
        ("f16", "(+ x 1/3)", "f16"),
        ("i32", "(+ x 1)", "i32"),
        ("i8", "(* 2 x)", "i8"),
        ("i32", "(+ x 0.5)", "f64"),
        ("i32", "(/ x 2)", "f64"),
        ("i64", "(sqrt x)", "f64"),
        ("f32", "(+ x 1+2i)", "complex64"),
        ("f64", "(+ x +i)", "complex128"),
        ("f32", "(+ x [1 2 3])", "f32"),
        ("f32", "(* x '(1.5 2 3))", "f32"),
        ("i64", "(+ x [0.5 1 2])", "f64"),
        ("f32", "(+ x 1.5f0)", "f32"),
        ("f64", "(+ x 1.5f0)", "f64"),
        ("f32", "(+ x pi)", "f32"),
        ("f32", "(maximum x 0)", "f32"),
        ("f32", "(where (> x 0) x 0)", "f32"),
        ("boolean", "(where x 1 0)", "i64"),
        ("boolean", "(where x 1.0 0)", "f64"),
        ("f32", "(expt x 2)", "f32"),
        ("i32", "(expt x 2)", "i32"),
        ("i32", "(expt 2.0 x)", "f64"),
        ("f32", "(sin (+ x (* 2 (+ 1 0.5))))", "f32"),
    ],
)
def test_literals_take_the_type_of_their_context(dtype: str, expression: str, result: str) -> None:
    types = export_types(f"(define (f [x : (Tensor {dtype} [3])]) {expression})")
    assert types["f"] == [(result, (3,))]


def test_values_of_literals_in_context() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [3])]) (values (+ x [1 2 3]) (* x 1/3) (+ x 1+2i) (- '(1 2 3) x)))
        (define (g [x : float32]) (values (+ x 1) (* 0.1 x)))
        """
    )
    x = np.array([0.5, -1.0, 2.0], np.float32)
    added, third, complexes, taken = program["f"](x)
    same(added, x + np.float32([1, 2, 3]), "f32")
    same(third, x / np.float32(3), "f32")
    same(complexes, x + np.complex64(1 + 2j), "complex64")
    same(taken, np.float32([1, 2, 3]) - x, "f32")
    one, tenth = program["g"](np.float32(2.5))
    assert np.asarray(one).dtype == np.float32
    assert float(tenth) == np.float32(0.1) * np.float32(2.5)


# Numbers known when compiling -----------------------------------------------------------------


@pytest.mark.parametrize(
    "expression",
    [
        "(= (+ 1/3 1/3 1/3) 1)",
        "(= (* 3 (/ 1 3)) 1)",
        "(= (- 1/2 1/3) 1/6)",
        "(= (expt 2 100) (* (expt 2 50) (expt 2 50)))",
        "(= (expt 2/3 3) 8/27)",
        "(= (expt 2 -2) 1/4)",
        "(= (sqrt 144) 12)",
        "(= (quotient -7 2) -3)",
        "(= (remainder -7 2) -1)",
        "(= (modulo -7 2) 1)",
        "(= (floor-quotient -7 2) -4)",
        "(= (abs -5/2) 5/2)",
        "(= (floor 7/2) 3)",
        "(= (round 7/2) 4)",
        "(= (round 5/2) 2)",
        "(= (truncate -7/2) -3)",
        "(= (max 1 2 3) 3)",
        "(= (+) 0)",
        "(= (*) 1)",
        "(= (- 5) -5)",
        "(= (/ 4) 1/4)",
        "(= (bitwise-xor 12 10) 6)",
        "(= (shift-left 3 4) 48)",
        "(< 1 2 3)",
        "(not (< 1 3 2))",
        "(>= 3 3 2)",
        "(= (magnitude 3+4i) 5.0)",
        "(= (real-part 3+4i) 3)",
    ],
)
def test_arithmetic_on_literals_is_exact(expression: str) -> None:
    # A known truth value decides which branch is compiled; the other is not even looked at.
    types = export_types(f"(define (f [x : (Tensor f32 [2])]) (if {expression} x (undefined-operation x)))".replace(
        "(undefined-operation x)", "(reshape x [7])"))  # fmt: skip
    assert types["f"] == [("f32", (2,))]


# Comparison and logic -----------------------------------------------------------------------

_COMPARISONS = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "!=": operator.ne,
}


@pytest.mark.parametrize("dtype", [*REALS, "boolean", *COMPLEX])
def test_comparisons(dtype: str) -> None:
    names = list(_COMPARISONS) if dtype not in COMPLEX else ["=", "!="]
    calls = " ".join(f"({name} x y)" for name in names)
    program = compiled(
        f"(define (f [x : (Tensor {dtype} [n 3])] [y : (Tensor {dtype} [3])]) (values {calls} (= x x)))"
    )
    x, y = sample(dtype, 4, 3), sample(dtype, 3, seed=1)
    x[0] = y
    if dtype in FLOATS:
        x[1, 0] = np.nan
    results = program["f"](x, y)
    for name, actual in zip(names, results, strict=False):
        same(actual, _COMPARISONS[name](wide(x), wide(y)), "boolean")
    same(results[-1], wide(x) == wide(x), "boolean")


def test_chains_of_comparisons() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [n])] [y : (Tensor f32 [n])])
          (values (< 0 x y) (<= x y 1) (= x y 0.5) (> 1 x)))
        (define (g [x : float64]) (if (< 0 x 1) 1.0 0.0))
        """
    )
    x, y = np.float32([0.5, -1, 2, 0.5, 0]), np.float32([0.5, 3, 1, 0.75, np.nan])
    inside, ascending, equal, below = program["f"](x, y)
    np.testing.assert_array_equal(inside, (x > 0) & (x < y))
    np.testing.assert_array_equal(ascending, (x <= y) & (y <= 1))
    np.testing.assert_array_equal(equal, (x == y) & (y == 0.5))
    np.testing.assert_array_equal(below, x < 1)
    assert [float(program["g"](v)) for v in (0.5, 0.0, 1.5)] == [1.0, 0.0, 0.0]


def test_logic_on_tensors() -> None:
    program = compiled(
        """
        (define (f [a : (Tensor boolean [n])] [b : (Tensor boolean [n])])
          (values (and a b) (or a b) (not a) (and a b (not b)) (logical-xor a b) (logical-and a b) (logical-not b)
                  (where a b (not b))))
        (define (g [x : float64] [y : float64]) (if (and (> x 0) (or (> y 0) (not (< x 5)))) 1 0))
        """
    )
    a, b = np.array([True, True, False, False]), np.array([True, False, True, False])
    expected = [a & b, a | b, ~a, a & b & ~b, a ^ b, a & b, ~b, np.where(a, b, ~b)]
    for actual, reference in zip(program["f"](a, b), expected, strict=True):
        same(actual, reference, "boolean")
    for x, y in ((1.0, 1.0), (1.0, -1.0), (9.0, -1.0), (-1.0, 1.0)):
        assert int(program["g"](x, y)) == int(x > 0 and (y > 0 or not x < 5))


@pytest.mark.parametrize("dtype", [*REALS, "boolean", *COMPLEX])
def test_choice(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [m : (Tensor boolean [n 3])] [x : (Tensor {dtype} [3])] [y : (Tensor {dtype} [n 1])] [c : boolean])
          (values (where m x y) (where (= x x) x y) (where c x y)))
        """
    )
    m, x, y = sample("boolean", 2, 3), sample(dtype, 3), sample(dtype, 2, 1, seed=1)
    mixed, first, whole = program["f"](m, x, y, True)
    same(mixed, np.where(m, wide(x), wide(y)), dtype)
    same(first, np.where(np.ones((2, 3), bool), wide(x), wide(y)), dtype)
    same(whole, np.broadcast_to(wide(x), (2, 3)), dtype)


# Extremes, powers, integers ------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [*REALS, "boolean"])
def test_the_greater_and_the_lesser(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n 3])] [y : (Tensor {dtype} [3])])
          (values (maximum x y) (minimum x y) (maximum x y x)))
        """
    )
    x, y = sample(dtype, 3, 3), sample(dtype, 3, seed=1)
    if dtype in FLOATS:
        x[0, 0], y[1] = np.nan, np.inf
    wx, wy = wide(x), wide(y)
    expected = [np.maximum(wx, wy), np.minimum(wx, wy), np.maximum(wx, wy)]
    for actual, reference in zip(program["f"](x, y), expected, strict=True):
        same(actual, reference, dtype)


@pytest.mark.parametrize("dtype", [*FLOATS, *COMPLEX])
def test_powers_of_inexact_numbers(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n])] [y : (Tensor {dtype} [n])])
          (values (expt x 2) (expt x 3) (expt x -2) (expt x 0) (expt x 0.5) (expt x y) (expt 2 y) (power x 1.5)))
        """
    )
    x = np.abs(wide(sample(dtype, 6))) + 0.5
    y = wide(sample(dtype, 6, seed=1))
    if dtype in COMPLEX:
        x = x + 0.25j
    x, y = x.astype(NUMPY[dtype]), y.astype(NUMPY[dtype])
    wx, wy = wide(x), wide(y)
    expected = [wx**2, wx**3, wx**-2.0, wx**0, wx**0.5, wx**wy, 2.0**wy, wx**1.5]
    for actual, reference in zip(program["f"](x, y), expected, strict=True):
        same(actual, reference, dtype, roundings=16)


@pytest.mark.parametrize("dtype", INTEGERS)
def test_powers_of_integers(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n])] [y : (Tensor {dtype} [n])])
          (values (expt x 0) (expt x 3) (expt x 70) (expt x y) (expt x -2)))
        """
    )
    x, y = np.array([2, -3, 1, -1, 3], NUMPY[dtype]), np.array([5, 3, 0, 7, 2], NUMPY[dtype])
    nothing, cubes, wrapped, powers, inverse = program["f"](x, y)
    np.testing.assert_array_equal(nothing, np.ones_like(x))
    np.testing.assert_array_equal(cubes, x**3)
    bits = 8 * x.itemsize
    modular = [((int(v) ** 70 + 2 ** (bits - 1)) % 2**bits) - 2 ** (bits - 1) for v in x]
    np.testing.assert_array_equal(wrapped, np.array(modular, x.dtype))
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(powers, x**y)
    same(inverse, x.astype(float) ** -2.0, "f64")


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integer_division(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n])] [y : (Tensor {dtype} [n])])
          (values (quotient x y) (remainder x y) (floor-quotient x y) (modulo x y) (modulo x 3) (quotient x -2)))
        """
    )
    x, y = np.array([7, -7, 7, -7, 0, 5], NUMPY[dtype]), np.array([2, 2, -2, -2, 3, 5], NUMPY[dtype])
    toward_zero = np.trunc(x / y).astype(x.dtype)
    expected = [toward_zero, np.fmod(x, y), x // y, x % y, x % 3, np.trunc(x / -2).astype(x.dtype)]
    for actual, reference in zip(program["f"](x, y), expected, strict=True):
        same(actual, reference, dtype)


def test_modulo_of_floats() -> None:
    program = compiled(
        "(define (f [x : (Tensor f64 [n])] [y : (Tensor f64 [n])]) (values (modulo x y) (remainder x y)))"
    )
    x, y = np.array([5.5, -5.5, 5.5, -5.5, 6.0]), np.array([2.0, 2.0, -2.0, -2.0, 3.0])
    floored, truncated = program["f"](x, y)
    np.testing.assert_array_equal(floored, np.mod(x, y))
    np.testing.assert_array_equal(truncated, np.fmod(x, y))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_bits(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n])] [y : (Tensor {dtype} [n])])
          (values (bitwise-and x y) (bitwise-or x y) (bitwise-xor x y) (shift-left x 2) (shift-right x 1)
                  (shift-right-logical x 1)))
        """
    )
    x, y = np.array([5, -7, 100, -128], NUMPY[dtype]), np.array([3, 6, -1, 64], NUMPY[dtype])
    unsigned = x.view(f"u{x.itemsize}")
    with np.errstate(over="ignore"):
        expected = [x & y, x | y, x ^ y, x << 2, x >> 1, (unsigned >> 1).view(x.dtype)]
    for actual, reference in zip(program["f"](x, y), expected, strict=True):
        same(actual, reference, dtype)


# Conversion ---------------------------------------------------------------------------------------


def test_conversions() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f64 [n])])
          (values (cast x i32) (cast x i8) (cast x f32) (cast x f16) (cast x bf16) (cast x boolean) (cast x complex64)))
        (define (g [x : (Tensor i64 [n])]) (values (cast x i8) (cast x f32) (cast x boolean)))
        (define (h [x : (Tensor boolean [n])]) (values (cast x i32) (astype x f16)))
        """
    )
    x = np.array([0.0, -1.5, 2.999, 100.25, 1e10, -1e10, np.nan, np.inf])
    i32, i8, f32, f16, bf16, flags, complexes = program["f"](x)
    # What is out of range becomes the nearest integer, and NaN 0.
    np.testing.assert_array_equal(i32, [0, -1, 2, 100, 2**31 - 1, -(2**31), 0, 2**31 - 1])
    np.testing.assert_array_equal(i8, [0, -1, 2, 100, 127, -128, 0, 127])
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(f32, x.astype(np.float32))
        np.testing.assert_array_equal(f16, x.astype(np.float16))
    np.testing.assert_array_equal(wide(bf16), wide(x.astype(NUMPY["bf16"])))
    np.testing.assert_array_equal(flags, x != 0)
    np.testing.assert_array_equal(complexes.real, x.astype(np.float32))
    assert not complexes.imag.any()
    y = np.array([0, 300, -129, 2**40 + 5])
    narrow, rounded, flags = program["g"](y)
    np.testing.assert_array_equal(narrow, y.astype(np.int8))
    np.testing.assert_array_equal(rounded, y.astype(np.float32))
    np.testing.assert_array_equal(flags, y != 0)
    ones, halves = program["h"](np.array([True, False]))
    same(ones, np.array([1, 0]), "i32")
    same(halves, np.array([1.0, 0.0]), "f16")


# Errors ----------------------------------------------------------------------------------------------


def test_shapes_that_do_not_broadcast() -> None:
    assert problem("(define (f [x : (Tensor f32 [2 3])] [y : (Tensor f32 [4])]) (+ x y))") == (
        "test.esk:1:61: error[E0502]: ShapeError: shapes do not broadcast in +\n"
        "  |\n"
        "1 | (define (f [x : (Tensor f32 [2 3])] [y : (Tensor f32 [4])]) (+ x y))\n"
        "  |             - x : (Tensor f32 [2 3]) defined here\n"
        "  |                                      - y : (Tensor f32 [4]) defined here\n"
        "  |                                                             ^^^^^^^\n"
        "  = note: in function `f`\n"
        "  = note: [2 3] and [4]\n"
        "  = note: dimensions 3 and 4, counted from the end at 1, differ\n"
        "  = help: dimensions must be equal, or one of them 1 (see reshape and expand-dims)"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ('(+ x "a")', 'TypeError: expected a number or a tensor but got the string "a", in +'),
        ("(* x car)", "TypeError: expected a number or a tensor but got the procedure car, in *"),
        ("(+ (> x 0) (> x 1))", "TypeError: truth values cannot be added or multiplied, in +"),
        ("(< (cast x complex64) 1)", "TypeError: complex numbers have no order, in <"),
        ("(< 1+2i 3)", "TypeError: complex numbers have no order, in <"),
        ("(/ 1 0)", "NumericalError: division by zero"),
        ("(erf (cast x complex64))", "TypeError: complex64 elements are not supported, in erf"),
        ("(floor (cast x complex64))", "TypeError: complex64 elements are not supported, in floor"),
        (
            "(where x 1 2)",
            "TypeError: the condition should have boolean elements but is (Tensor f32 [2 3]), in where",
        ),
        ("(cast x f99)", "NameError: `f99` is not defined"),
        (
            "(bitwise-and x 1)",
            "TypeError: expected integers but got (Tensor f32 [2 3]) and the number 1, in bitwise-and",
        ),
        ("(sin)", "ArityError: sin takes 1 argument but gets 0"),
        ("(sin x x)", "ArityError: sin takes 1 argument but gets 2"),
        (
            "(logical-and x x)",
            "TypeError: expected truth values but got (Tensor f32 [2 3]) and (Tensor f32 [2 3]), in logical-and",
        ),
    ],
)
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [x : (Tensor f32 [2 3])]) {expression})")
    assert text.splitlines()[0].endswith(f"]: {message}")


def test_sizes_that_may_differ_are_checked_when_running() -> None:
    from eshkol_mlir.diagnostics import EshkolError

    program = compiled("(define (f [x : (Tensor f64 [n])] [k : integer]) (+ (slice x [0] [k]) (zeros [3])))")
    np.testing.assert_array_equal(program["f"](np.arange(5.0), 3), [0, 1, 2])
    with pytest.raises(EshkolError, match="dimensions differ"):
        program["f"](np.arange(5.0), 4)
