"""Integer division against NumPy and R7RS, where processors would trap included."""

from __future__ import annotations

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.program import Program
from eshkol_mlir.diagnostics import NumericalError

SOURCE = """
(define (divide32 [a : (Tensor i32 [n])] [b : (Tensor i32 [n])])
  (values (quotient a b) (remainder a b) (floor-quotient a b) (modulo a b)))
(define (divide8 [a : (Tensor i8 [n])] [b : (Tensor i8 [n])])
  (values (quotient a b) (remainder a b) (floor-quotient a b) (modulo a b)))
(define (modulo-of a : integer b : integer) (modulo a b))
(define (quotient-of a : integer b : integer) (quotient a b))
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return esk.compile(SOURCE)


def truncated(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray(
        [
            int(abs(x) // abs(y)) * (1 if (x < 0) == (y < 0) else -1)
            for x, y in zip(a.tolist(), b.tolist(), strict=True)
        ]
    )


@pytest.mark.parametrize(("name", "dtype"), [("divide32", np.int32), ("divide8", np.int8)])
def test_all_signs(program: Program, name: str, dtype: type) -> None:
    a = np.array([7, -7, 7, -7, 6, -6, 0, 0, np.iinfo(dtype).max, np.iinfo(dtype).min], dtype)
    b = np.array([2, 2, -2, -2, 3, -3, 5, -5, -1, 7], dtype)
    quotient, remainder, floor, modulo = program[name](a, b)
    np.testing.assert_array_equal(quotient, truncated(a, b))
    np.testing.assert_array_equal(remainder, np.fmod(a, b))
    np.testing.assert_array_equal(floor, np.floor_divide(a, b))
    np.testing.assert_array_equal(modulo, np.mod(a, b))


def test_least_integer_by_minus_one_wraps(program: Program) -> None:
    least = np.array([np.iinfo(np.int32).min], np.int32)
    quotient, remainder, floor, modulo = program.divide32(least, np.array([-1], np.int32))
    assert (int(quotient[0]), int(remainder[0]), int(floor[0]), int(modulo[0])) == (
        int(least[0]),
        0,
        int(least[0]),
        0,
    )
    assert program["quotient-of"](-(2**63), -1) == -(2**63)


def test_division_by_zero_is_an_error(program: Program) -> None:
    with pytest.raises(NumericalError, match="division by zero in modulo"):
        program["modulo-of"](1, 0)
    with pytest.raises(NumericalError, match="division by zero in quotient"):
        program.divide8(np.ones(3, np.int8), np.array([1, 0, 2], np.int8))


def test_division_by_a_literal_zero_is_found_while_compiling() -> None:
    with pytest.raises(
        NumericalError, match=r"<string>:1:26: error\[E0433\]: NumericalError: division by zero"
    ):
        esk.compile("(define (f n : integer)  (quotient n 0))")
