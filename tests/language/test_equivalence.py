"""``eq?``, ``eqv?`` and ``equal?``: R7RS section 6.1, and what they mean for tensors."""

from __future__ import annotations

from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

VECTOR = np.arange(4.0)
MATRIX = VECTOR.reshape(2, 2)

CASES = [
    # Numbers: equal, and of one exactness.
    Case("(define (f$ x : integer y : integer) (eqv? x y))", (3, 3), True),
    Case("(define (f$ x : float64) (eqv? x 1))", (1.0,), False),
    Case("(define (f$ x : float64) (eqv? x 1.0))", (1.0,), True),
    Case("(define (f$ x : integer) (equal? x 1.0))", (1,), False),
    Case("(define (f$ x : boolean) (eqv? x 1))", (True,), False),
    Case("(define (f$ x : boolean) (eqv? x #t))", (True,), True),
    Case("(define (f$ x : float64) (case x ((1 2) 1) (else 0)))", (1.0,), 0),
    # A size that only the running program knows.
    Case("(define (f$ x : (Tensor f64 [n])) (eqv? (length x) 4))", (VECTOR,), True),
    Case("(define (f$ x : (Tensor f64 [n])) (equal? (length x) 3))", (VECTOR,), False),
    # Tensors: one shape, and all elements equal.
    Case("(define (f$ x : (Tensor f64 [n])) (equal? x (+ x 0)))", (VECTOR,), True),
    Case("(define (f$ x : (Tensor f64 [n])) (equal? x (* x x)))", (VECTOR,), False),
    Case("(define (f$ x : (Tensor f64 [n])) (equal? x [0 1 2 3]))", (VECTOR,), True),
    Case("(define (f$ x : (Tensor f64 [n])) (equal? x [0 1 2]))", (VECTOR,), False),
    Case("(define (f$ x : (Tensor f64 [n]) y : (Tensor f64 [m])) (equal? x y))", (VECTOR, VECTOR), True),
    Case("(define (f$ x : (Tensor f64 [n]) y : (Tensor f64 [m])) (equal? x y))", (VECTOR, VECTOR[:2]), False),
    Case("(define (f$ x : (Tensor f64 [n]) y : (Tensor f64 [m m])) (equal? x y))", (VECTOR, MATRIX), False),
    # Structures, part by part.
    Case("(define (f$ x : float64) (equal? (list x '(a b)) '(2.0 (a b))))", (2.0,), True),
    Case("(define (f$ x : float64) (equal? (list x 1 x) (list 2.0 1)))", (2.0,), False),
    Case("(define-type P$ (Record [a : float64] [b : integer]))"
         "(define (f$ x : float64) (equal? (P$ x 1) (P$ 2 1)))", (2.0,), True),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_equivalence(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
