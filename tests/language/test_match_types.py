"""Patterns of types in device code, which knows while compiling what they fit: derivatives and batches of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

KIND = """(define (kind$ x)
  (match x (n : integer 1) (b : boolean 2) (v : (vector float64) 3) (t : (Tensor f64 [m n]) 4) (y : float64 5) (z : complex128 6)))"""

CASES = [
    Case(f"{KIND}(define (f$ x : float64 n : integer v : (vector float64 3) m : (matrix float64 2 2) z : complex128)"
         "(values (kind$ x) (kind$ n) (kind$ (< x 0.0)) (kind$ v) (kind$ m) (kind$ z) (kind$ 7)))",
         (0.5, 2, np.ones(3), np.ones((2, 2)), 1 + 2j), (5, 1, 2, 3, 4, 6, 1)),
    # Other spellings of element types, whatever their width.
    Case("(define (f$ x : f32 n : i32) (values (match x (n : i64 1.0) (y : Float 2.0)) (match n (x : f32 1) (k : int64 (+ k 1)))))",
         (np.float32(0.5), np.int32(6)), (2.0, 7)),
    # Derivatives and batches of what is chosen.
    Case("(define (g$ x) (match x (n : integer 1.0) (y : float64 (* y y y)))) (define (f$ x : float64) ((grad g$) x))",
         (2.0,), 12.0),
    Case("(define (g$ x) (match x (n : integer 1.0) (y : float64 (* y y)))) (define (f$ v : (vector float64 3)) ((vmap g$) v))",
         (np.array([1.0, 2.0, 3.0]),), np.array([1.0, 4.0, 9.0])),
    Case("(define-type Amount$ float64) (define (f$ x : float64) (match x (n : integer 0.0) (a : Amount$ (* 2.0 a))))",
         (1.5,), 3.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_match_types(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
