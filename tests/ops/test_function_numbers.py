"""Functions of one number against NumPy, SciPy and numbers computed with many digits."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numeric_support import COMPLEX, EPSILON, FLOATS, INTEGERS, NUMPY, REALS, compiled, problem, same, wide
from scipy import special

Array = np.ndarray[Any, Any]

#: Functions of floating-point numbers, and how many roundings their results may be off.
FUNCTIONS: dict[str, tuple[Callable[..., Any], float]] = {
    "exp": (np.exp, 2),
    "expm1": (np.expm1, 2),
    "log": (np.log, 2),
    "log1p": (np.log1p, 2),
    "sin": (np.sin, 2),
    "cos": (np.cos, 2),
    "tan": (np.tan, 3),
    "asin": (np.arcsin, 3),
    "acos": (np.arccos, 3),
    "atan": (np.arctan, 2),
    "sinh": (np.sinh, 3),
    "cosh": (np.cosh, 2),
    "tanh": (np.tanh, 4),
    "asinh": (np.arcsinh, 3),
    "acosh": (np.arccosh, 3),
    "atanh": (np.arctanh, 3),
    "erf": (special.erf, 3),
    "erfc": (special.erfc, 8),
    "sqrt": (np.sqrt, 1),
    "rsqrt": (lambda x: 1 / np.sqrt(x), 3),
    "abs": (np.abs, 0),
    "sign": (np.sign, 0),
    "floor": (np.floor, 0),
    "ceiling": (np.ceil, 0),
    "round": (np.round, 0),
    "truncate": (np.trunc, 0),
    "-": (np.negative, 0),
    "angle": (lambda x: np.where(np.isnan(x), np.nan, np.angle(x)), 1),
    "imag-part": (np.zeros_like, 0),
    "real-part": (np.positive, 0),
    "conjugate": (np.positive, 0),
}
FLOAT_POINTS = np.array(
    [0.0, -0.0, 1e-6, -1e-3, 0.1, -0.25, 0.5, -0.7, 1.0, -1.0, 1.5, -2.5, 3.0, -5.0, 10.0, -30.0, 88.5, 100.0, 1000.0, 3e4,
     np.inf, -np.inf, np.nan]
)  # fmt: skip


def close(actual: Array, expected: Array, dtype: str, roundings: float) -> None:
    """Equal to relative rounding errors, element by element; results below the normal range may be 0."""
    assert actual.dtype == NUMPY[dtype]
    got, reference = wide(actual), np.asarray(expected)
    tiny = {"f64": 2.3e-308, "f32": 1.2e-38, "f16": 6.1e-5, "bf16": 1.2e-38}[dtype]
    rounded = wide(reference.astype(NUMPY[dtype]))
    with np.errstate(invalid="ignore"):
        error = np.abs(got - reference) <= EPSILON[dtype] * np.maximum(roundings, 1) * np.maximum(
            np.abs(reference), tiny
        )
    fits = (got == rounded) | (np.isnan(got) & np.isnan(reference)) | error
    assert fits.all(), (actual[~fits], reference[~fits])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("dtype", FLOATS)
def test_functions_of_floats(dtype: str) -> None:
    calls = " ".join(f"({name} x)" for name in FUNCTIONS)
    program = compiled(f"(define (f [x : (Tensor {dtype} [n])]) (values {calls}))")
    x = FLOAT_POINTS.astype(NUMPY[dtype])
    for (name, (reference, roundings)), actual in zip(FUNCTIONS.items(), program["f"](x), strict=True):
        expected = np.asarray(reference(wide(x)), np.float64)
        try:
            close(np.asarray(actual), expected, dtype, roundings)
        except AssertionError as error:
            raise AssertionError(f"{name} of {dtype}") from error


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("dtype", FLOATS)
def test_functions_of_single_numbers(dtype: str) -> None:
    """Outside of tensors other code runs, on the host or the device."""
    # IREE's host rounds as the C library does, with errors that may be one rounding greater.
    calls = " ".join(f"({name} x)" for name in FUNCTIONS)
    program = compiled(f"(define (f [x : {dtype}]) (values {calls}))")
    for x in FLOAT_POINTS.astype(NUMPY[dtype]):
        for (name, (reference, roundings)), actual in zip(FUNCTIONS.items(), program["f"](x), strict=True):
            expected = np.asarray(reference(wide(x)), np.float64)
            try:
                close(
                    np.atleast_1d(actual).astype(NUMPY[dtype]), np.atleast_1d(expected), dtype, roundings + 1
                )
            except AssertionError as error:
                raise AssertionError(f"{name} of {dtype} {x}") from error


@pytest.mark.parametrize("dtype", ["f32", "f64"])
def test_small_and_large_arguments(dtype: str) -> None:
    names = ["sinh", "asinh", "atanh", "expm1", "log1p", "erf", "sin", "tan", "tanh"]
    program = compiled(
        f"(define (f [x : (Tensor {dtype} [n])]) (values {' '.join(f'({n} x)' for n in names)} (acosh x) (cosh x)))"
    )
    small = 10.0 ** -np.arange(1.0, 31.0)
    x = np.concatenate([small, -small]).astype(NUMPY[dtype])
    for name, actual in zip(names, program["f"](x), strict=False):
        close(np.asarray(actual), FUNCTIONS[name][0](wide(x)), dtype, 4)
    large = np.float32([89.2, 1e10, 1e30]) if dtype == "f32" else np.array([710.2, 1e10, 1e300])
    results = dict(zip([*names, "acosh", "cosh"], program["f"](large), strict=True))
    with np.errstate(over="ignore"):
        for name in ("sinh", "asinh", "log1p", "acosh", "cosh", "erf"):
            close(np.asarray(results[name]), FUNCTIONS[name][0](wide(large)), dtype, 4)


def test_angles_of_many_turns() -> None:
    program = compiled("(define (f [x : (Tensor f32 [n])]) (values (sin x) (cos x) (tan x)))")
    x = np.linspace(-6e6, 6e6, 10001).astype(np.float32)
    for actual, reference in zip(program["f"](x), (np.sin, np.cos, np.tan), strict=True):
        close(np.asarray(actual), reference(wide(x)), "f32", 4)


@pytest.mark.parametrize("dtype", [*INTEGERS, "boolean"])
def test_functions_of_integers_compute_in_float64(dtype: str) -> None:
    names = ["exp", "sin", "sqrt", "tanh", "erf", "atan", "cosh"]
    program = compiled(
        f"(define (f [x : (Tensor {dtype} [n])]) (values {' '.join(f'({n} x)' for n in names)}))"
    )
    x = np.array([0, 1, 2, 5, 9]).astype(NUMPY[dtype])
    for name, actual in zip(names, program["f"](x), strict=True):
        close(np.asarray(actual), FUNCTIONS[name][0](x.astype(np.float64)), "f64", 4)


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_are_rounded_already(dtype: str) -> None:
    names = {"floor": np.positive, "round": np.positive, "sign": np.sign, "abs": np.abs, "-": np.negative}
    program = compiled(
        f"(define (f [x : (Tensor {dtype} [n])]) (values {' '.join(f'({n} x)' for n in names)}))"
    )
    x = np.array([3, -4, 0, 100], NUMPY[dtype])
    for reference, actual in zip(names.values(), program["f"](x), strict=True):
        same(actual, reference(x), dtype)


@pytest.mark.parametrize("dtype", COMPLEX)
def test_functions_of_complex_numbers(dtype: str) -> None:
    functions: dict[str, Callable[..., Any]] = {
        "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "sin": np.sin, "cos": np.cos, "tan": np.tan, "sinh": np.sinh,
        "cosh": np.cosh, "tanh": np.tanh, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
        "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "expm1": lambda z: np.exp(z) - 1,
        "log1p": lambda z: np.log(1 + z), "rsqrt": lambda z: 1 / np.sqrt(z), "sign": lambda z: z / np.abs(z),
        "conjugate": np.conj, "-": np.negative,
    }  # fmt: skip
    parts = {"abs": np.abs, "real-part": np.real, "imag-part": np.imag, "angle": np.angle}
    calls = " ".join(f"({name} z)" for name in (*functions, *parts))
    program = compiled(f"(define (f [z : (Tensor {dtype} [n])]) (values {calls}))")
    angles = np.arange(12) * (math.pi / 6) + 0.1
    z = np.concatenate([r * np.exp(1j * angles) for r in (0.01, 0.7, 1.3, 5.0)]).astype(NUMPY[dtype])
    results = dict(zip((*functions, *parts), program["f"](z), strict=True))
    with np.errstate(invalid="ignore"):
        for name, reference in functions.items():
            expected = reference(wide(z))
            actual = np.asarray(results[name])
            assert actual.dtype == NUMPY[dtype]
            np.testing.assert_allclose(
                actual, expected, rtol=12 * EPSILON[dtype], atol=4 * EPSILON[dtype], err_msg=name
            )
    part = "f32" if dtype == "complex64" else "f64"
    for name, reference in parts.items():
        close(np.asarray(results[name]), reference(wide(z)), part, 3)


def test_small_complex_numbers_keep_their_digits() -> None:
    program = compiled(
        "(define (f [z : (Tensor complex128 [n])]) (values (sin z) (expm1 z) (log1p z) (asin z)))"
    )
    z = np.array([1e-9 + 2e-9j, -3e-12 - 1e-12j])
    # The next term of each series is smaller by a factor of |z|.
    for actual in program["f"](z):
        np.testing.assert_allclose(np.asarray(actual), z, rtol=4e-9)


def test_complex_numbers_from_parts() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [n])] [y : (Tensor f32 [n])]) (make-rectangular x y))
        (define (g [x : (Tensor f64 [n])]) (make-rectangular x 2))
        """
    )
    x, y = np.float32([1, 2]), np.float32([-3, 0.5])
    same(program["f"](x, y), x + 1j * y, "complex64")
    same(program["g"](wide(x)), wide(x) + 2j, "complex128")


@pytest.mark.parametrize("dtype", FLOATS)
def test_angle_of_a_point(dtype: str) -> None:
    program = compiled(f"(define (f [y : (Tensor {dtype} [n])] [x : (Tensor {dtype} [n])]) (atan y x))")
    numbers = np.array([0.0, -0.0, 1.0, -2.0, 0.3, -700.0, np.inf, -np.inf])
    x, y = (a.ravel().astype(NUMPY[dtype]) for a in np.meshgrid(numbers, numbers))
    actual, expected = np.asarray(program["f"](y, x)), np.arctan2(wide(y), wide(x))
    close(actual, expected, dtype, 3)
    np.testing.assert_array_equal(np.signbit(actual), np.signbit(expected))


def test_logarithms_to_a_base_and_roots_of_literals() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f64 [n])]) (values (log x 2) (log x 10)))
        (define (g) (values (sqrt 2) (exp 0) (log 1) (sin 0.5) (atan 1 1) (erf 0.5) (acosh 2)))
        """
    )
    x = np.array([1.0, 8.0, 1000.0, 0.5])
    binary, decimal = program["f"](x)
    close(np.asarray(binary), np.log2(x), "f64", 3)
    close(np.asarray(decimal), np.log10(x), "f64", 3)
    expected = [math.sqrt(2), 1, 0, math.sin(0.5), math.pi / 4, math.erf(0.5), math.acosh(2)]
    assert [float(v) for v in program["g"]()] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("dtype", REALS)
def test_scalars(dtype: str) -> None:
    program = compiled(f"(define (f [x : (Tensor {dtype} [])]) (values (abs x) (sign x) (exp x)))")
    x = np.asarray(-2, NUMPY[dtype])
    size, direction, growth = program["f"](x)
    assert (int(size), int(direction)) == (2, -1)
    assert float(growth) == pytest.approx(math.exp(-2), rel=1e-2 if dtype in ("f16", "bf16") else 1e-6)


@pytest.mark.parametrize("name", ["erf", "floor", "ceiling", "round", "truncate"])
def test_functions_without_a_complex_form(name: str) -> None:
    text = problem(f"(define (f [z : (Tensor complex64 [2])]) ({name} z))")
    assert f"TypeError: complex64 elements are not supported, in {name}" in text
