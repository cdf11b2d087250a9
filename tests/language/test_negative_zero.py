"""Negative zero stays negative among scalars of device code.

IREE's virtual machine has one constant for both zeros.
"""

from __future__ import annotations

import math

import eshkol_mlir as esk
import pytest

CASES = {
    "a constant": "(define (f x : float64) -0.0)",
    "a branch": "(define (f x : float64) (if (< x 0.0) -0.0 1.0))",
    "a loop": "(define (f x : float64) (let loop ([z x] [i 0]) (if (= i 3) z (loop -0.0 (+ i 1)))))",
    "an operand": "(define (f x : float64) (* -0.0 (abs x)))",
    "single precision": "(define (f x : float32) (if (< x 0.0) -0.0 1.0))",
}


@pytest.mark.parametrize("name", CASES)
def test_negative_zero_keeps_its_sign(name: str) -> None:
    found = float(esk.compile(CASES[name]).f(-1.5))
    assert (found, math.copysign(1.0, found)) == (0.0, -1.0)
