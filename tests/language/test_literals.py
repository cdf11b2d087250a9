"""Literals take the type of their context; exact arithmetic stays exact; types are promoted."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
from language_support import Case, check, each, program_fixture

VECTOR = np.arange(4.0)
SINGLE = VECTOR.astype(np.float32)
BRAIN = VECTOR.astype(ml_dtypes.bfloat16)
HALF = VECTOR.astype(np.float16)
COMPLEX = VECTOR.astype(np.complex64)
INTS = np.arange(4, dtype=np.int32)
BYTES = np.arange(4, dtype=np.int8)

CASES = [
    # Beside a typed value.
    Case("(define (f$ x : (Tensor f32 [n])) : (Tensor f32 [n]) (* 0.5 x))", (SINGLE,), SINGLE / 2),
    Case("(define (f$ x : (Tensor bf16 [n])) : (Tensor bf16 [n]) (* 0.5 x))", (BRAIN,), VECTOR / 2),
    Case("(define (f$ x : (Tensor f16 [n])) : (Tensor f16 [n]) (+ 1 (* 0.5 x)))", (HALF,), VECTOR / 2 + 1),
    Case("(define (f$ x : (Tensor complex64 [n])) : (Tensor complex64 [n]) (* 0.5 x))", (COMPLEX,), VECTOR / 2),
    Case("(define (f$ x : (Tensor i32 [n])) : (Tensor i32 [n]) (* 5 x))", (INTS,), INTS * 5),
    Case("(define (f$ x : (Tensor i8 [n])) : (Tensor i8 [n]) (* 5 x))", (BYTES,), BYTES * 5),
    Case("(define (f$ x : (Tensor i32 [n])) : (Tensor f64 [n]) (* 0.5 x))", (INTS,), INTS / 2),
    Case("(define (f$ x : float32) : float32 (* 1/2 x))", (3.0,), 1.5),
    Case("(define (f$ x : float32) : float32 (if (> x 0) 0.5 x))", (3.0,), 0.5),
    Case("(define (f$ x : (Tensor f32 [4])) (+ x [0.5 1.5 2.5 3.5]))", (SINGLE,), SINGLE * 2 + 0.5),
    Case("(define (f$ x : (Tensor f32 [4])) (+ x (quote (1 2 3 4))))", (SINGLE,), SINGLE * 2 + 1),
    Case("(define half$ 0.5)(define (f$ x : (Tensor f32 [n])) : (Tensor f32 [n]) (* half$ x))", (SINGLE,), SINGLE / 2),
    Case("(define (half$ x) (* 0.5 x))(define (f$ x : float32 y : float64) (list (half$ x) (half$ y)))",
         (3.0, 5.0), (1.5, 2.5)),
    Case("(define (f$ x : (Tensor f32 [n])) : (Tensor f32 [n]) (let ([c (+ 0.25 0.25)]) (* c x)))", (SINGLE,), SINGLE / 2),
    # Loop counters and sizes are integers without a type of their own.
    Case("(define (f$ x : (Tensor f32 [n])) : (Tensor f32 [n]) (for/fold ([s x]) ([i 3]) (+ s i)))", (SINGLE,), SINGLE + 3),
    Case("(define (f$ x : (Tensor f32 [n])) : float32 (/ (sum x) (size x)))", (SINGLE,), 1.5),
    # Where nothing is typed: float64 and 64-bit integers.
    Case("(define (f$) (+ 0.1 0.2))", (), 0.1 + 0.2),
    Case("(define (f$) (* 1/3 3))", (), 1),
    Case("(define (f$) (/ 1 3))", (), 1 / 3),
    Case("(define (f$) 3.14f)", (), np.float32(3.14)),
    # Exact arithmetic.
    Case("(define (f$ x : float64) (+ x (/ 1 3)))", (0.0,), 1 / 3),
    Case("(define (f$ x : float64) (* x (expt 2 100)))", (1.0,), 2.0**100),
    Case("(define (f$ x : float64) (* x (/ (expt 3 50) (expt 3 49))))", (1.0,), 3.0),
    Case("(define (f$ x : float64) (* x (- (+ 1/3 1/6) 0.5)))", (1.0,), 0.0),
    Case("(define (f$ x : float64) (* x #e0.1))", (10.0,), 1.0),
    Case("(define (f$ x : float64) (* x #xff))", (1.0,), 255.0),
    # Limits of the element types.
    Case("(define (f$ x : integer) : integer (+ x 9223372036854775807))", (0,), 9223372036854775807),
    Case("(define (f$ x : integer) : integer (+ x -9223372036854775808))", (0,), -9223372036854775808),
    Case("(define (f$ x : (Tensor i8 [n])) (+ x -128))", (BYTES,), BYTES.astype(int) - 128),
    Case("(define (f$ x : (Tensor f16 [n])) (+ x 1e10))", (HALF,), np.full(4, np.inf)),
    Case("(define (f$ x : (Tensor bf16 [n])) (+ x 3.4e38))", (BRAIN,), np.full(4, np.inf)),
    Case("(define (f$ x : (Tensor f32 [n])) (+ x 1e39))", (SINGLE,), np.full(4, np.inf)),
    Case("(define (f$ x : (Tensor f32 [n])) (- x 1e39))", (SINGLE,), np.full(4, -np.inf)),
    Case("(define (f$ x : float64) (+ x +nan.0))", (1.0,), np.nan),
    Case("(define (f$ x : float64) (- x +inf.0))", (1.0,), -np.inf),
    Case("(define (f$ x : float64) (+ x 1e400))", (1.0,), np.inf),
    Case("(define (f$ x : float64) (* x 5e-324))", (1.0,), 5e-324),
    # Promotion.
    Case("(define (f$ x : integer) (/ x 2))", (3,), 1.5),
    Case("(define (f$ x : float32 y : float64) (+ x y))", (1.5, 2.5), 4.0),
    Case("(define (f$ x : integer y : float32) (+ x y))", (1, 2.5), 3.5),
    Case("(define (f$ x : (Tensor i32 [n]) y : (Tensor f32 [n])) : (Tensor f32 [n]) (+ x y))", (INTS, SINGLE), SINGLE * 2),
    Case("(define (f$ x : (Tensor f16 [n]) y : (Tensor bf16 [n])) : (Tensor f32 [n]) (+ x y))", (HALF, BRAIN), SINGLE * 2),
    Case("(define (f$ x : (Tensor f32 [n]) y : float64) : (Tensor f64 [n]) (+ x y))", (SINGLE, 1.0), VECTOR + 1),
    Case("(define (f$ x : (Tensor f32 [n]) y : complex128) : (Tensor complex128 [n]) (+ x y))", (SINGLE, 1j), VECTOR + 1j),
    Case("(define (f$ x : (Tensor boolean [n]) y : (Tensor i8 [n])) (where x y 0))", (BYTES > 1, BYTES), BYTES * (BYTES > 1)),
    # Tensors from literals.
    Case("(define (f$ x : float32) (* x [1 2.5]))", (2.0,), np.float32([2, 5])),
    Case("(define (f$ x : float64) [x 1 2])", (0.5,), np.array([0.5, 1, 2])),
    Case("(define (f$) : (Tensor f32 [2 2]) [[1 2] [3 4]])", (), np.float32([[1, 2], [3, 4]])),
    Case("(define (f$) [])", (), np.zeros(0)),
    Case("(define (f$) [#t #f])", (), np.array([True, False])),
    Case("(define (f$) #i32vec(1 2 3))", (), np.int32([1, 2, 3])),
    Case("(define (f$) #f32mat((1 2) (3 4)))", (), np.float32([[1, 2], [3, 4]])),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_literal(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
