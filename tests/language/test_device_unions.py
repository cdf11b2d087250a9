"""Unions in device code: constructors, ``match``, types with parameters, derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

EXPRESSION = "(define-type E$ (Union (Num$ [value : float64]) (Add$ a b) (Mul$ [a : E$] [b : E$]) Zero$))"
EVALUATE = """(define (ev$ [e : E$])
  (match e ((Num$ v) v) ((Add$ a b) (+ (ev$ a) (ev$ b))) ((Mul$ a b) (* (ev$ a) (ev$ b))) (Zero$ 0.0)))"""
OPTION = "(define-type (Option$ a) (Union (Some$ [value : a]) None$))"
LIST = "(define-type (Chain$ a) (Union (Link$ [head : a] [tail : (Chain$ a)]) (End$)))"

CASES = [
    # Trees of known form and unknown numbers.
    Case(f"{EXPRESSION}{EVALUATE}(define (f$ x : float64) (ev$ (Add$ (Mul$ (Num$ x) (Num$ 3)) Zero$)))", (2.0,), 6.0),
    Case(f"{EXPRESSION}{EVALUATE}(define (g$ x) (ev$ (Mul$ (Num$ x) (Mul$ (Num$ x) (Num$ x)))))"
         "(define (f$ x : float64) ((grad g$) x))", (2.0,), 12.0),
    # Recursion in tail position takes the list apart while compiling.
    Case(f"{LIST}(define (sum$ l acc) (match l ((Link$ h t) (sum$ t (+ acc h))) ((End$) acc)))"
         "(define (f$ x : float64) (sum$ (Link$ x (Link$ (* x x) (End$))) 0.0))", (3.0,), 12.0),
    # Nested patterns, and a test of a field.
    Case(f"{OPTION}(define (g$ o) (match o ((Some$ (Some$ v)) v) ((Some$ v) -1.0) (None$ 0.0)))"
         "(define (f$ x : float64) (values (g$ (Some$ (Some$ x))) (g$ (Some$ None$)) (g$ None$)))", (3.0,), (3.0, -1.0, 0.0)),
    Case(f"{OPTION}(define (g$ [o : (Option$ float64)] y) (match o ((Some$ (? positive? v)) (* 2.0 v)) (_ y)))"
         "(define (f$ x : float64) (g$ (Some$ x) -1.0))", (-3.0,), -1.0),
    # Fields and predicates.
    Case(f"{EXPRESSION}(define (f$ x : float64) (let ((n (Mul$ (Num$ x) Zero$))) (if (E$? n) n.a.value 0.0)))", (3.0,), 3.0),
    Case(f"{EXPRESSION}(define (f$ x : float64) (values (Num$? (Num$ x)) (Num$? Zero$) (E$? x)))", (1.0,), (True, False, False)),
    # Patterns of records.
    Case("(define-type P$ (Record [x : float64] [y : float64]))(define (f$ a : float64) (match (P$ a 2.0) ((P$ x y) (- x y))))",
         (5.0,), 3.0),
    # Tensors as fields.
    Case("(define-type Layer$ (Union (Dense$ [w : (Tensor f64 [m n])]) Relu$))"
         "(define (run$ l x) (match l ((Dense$ w) (matmul w x)) (Relu$ (relu x))))"
         "(define (f$ [w : (Tensor f64 [m n])] [x : (Tensor f64 [n])]) (run$ Relu$ (run$ (Dense$ w) x)))",
         (np.array([[1.0, -2.0], [3.0, 4.0]]), np.array([1.0, 1.0])), np.array([0.0, 7.0])),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_unions(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
