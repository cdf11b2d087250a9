"""Every way to write the type of a function, a variable or a tensor."""

from __future__ import annotations

from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

VECTOR = np.arange(4.0)
SINGLE = VECTOR.astype(np.float32)
SQUARE = VECTOR.reshape(2, 2)

CASES = [
    # Parameters: flat, parenthesised, bracketed, mixed, separate.
    Case("(define (f$ x : integer y : integer) : integer (+ x (* 2 y)))", (3, 4), 11),
    Case("(define (f$ (x : integer) (y : float64)) : float64 (+ x (* 2 y)))", (3, 4.0), 11.0),
    Case("(define (f$ [x : integer] [y : float64]) : float64 (+ x (* 2 y)))", (3, 4.0), 11.0),
    Case("(define (f$ x : integer (y : float64) [z : float64]) (+ x y z))", (3, 4.0, 5.0), 12.0),
    Case("(: f$ (-> float64 float64))(define (f$ x) (* x x))", (3.0,), 9.0),
    Case("(define (f$ x) : float64 (* x x))(: f$ (-> float64 float64))", (3.0,), 9.0),
    Case("(: f$ (-> float64 float64 float64))(define f$ (lambda (x y) (- x y)))", (3.0, 1.0), 2.0),
    Case("(: g$ (forall (a) (-> a a a)))(define (g$ x y) (* x y))"
         "(define (f$ x : float64 y : float64) (g$ x y))", (3.0, 2.0), 6.0),
    Case("(: g$ (-> a b b))(define (g$ x y) (* 2 y))(define (f$ x : integer y : float64) (g$ x y))", (3, 2.0), 4.0),
    Case("(: g$ (forall (a) (-> a a) (where (Numeric a))))(define (g$ x) (+ x 1))"
         "(define (f$ x : float64) (g$ x))", (3.0,), 4.0),
    Case("(: g$ ((-> a a) where (Numeric a)))(define (g$ x) (+ x 1))(define (f$ x : float64) (g$ x))", (3.0,), 4.0),
    Case("(define f$ : (-> float64 float64) (lambda (x) (* x x)))", (3.0,), 9.0),
    Case("(define f$ (lambda (x : float64) : float64 (* x x)))", (3.0,), 9.0),
    # Procedures that are made by others: calls are checked by the type that is declared for the variable.
    Case("(define (g$ [x : float64]) (* x x x))(: d$ (-> float64 float64))(define d$ (grad g$))"
         "(: f$ (-> float64 float64))(define f$ (grad d$))", (2.0,), 12.0),
    Case("(define (g$ [x : float64]) (* x x x))(: d$ (-> float64 float64))(define d$ (grad g$))"
         "(: f$ (-> (Tensor f64 [n]) (Tensor f64 [n])))(define f$ (vmap d$))", (VECTOR,), 3 * VECTOR**2),
    Case("(define (g$ [x : float64]) (+ x 1.0))(: f$ (-> float64 float64))(define f$ (compose g$ (jit g$)))", (2.0,), 4.0),
    Case("(: f$ (-> float64 float64))(define f$ (let ([k 2.0]) (lambda (x) (* k x))))", (3.0,), 6.0),
    # Effect rows.
    Case("(define (f$ [x : (Tensor f32 [n])]) : {Random} (-> (Tensor f32 [n]) (Tensor f32 [n])) (* x 2))",
         (SINGLE,), SINGLE * 2),
    Case("(define (f$ [x : (Tensor f32 [n])]) : {} (Tensor f32 [n]) (* x 2))", (SINGLE,), SINGLE * 2),
    Case("(define (f$ [x : float64]) : {Random Gradient} (* x 2))", (3.0,), 6.0),
    Case("(: f$ {Random} (-> float64 float64))(define (f$ x) (* x x))", (3.0,), 9.0),
    # Spellings of tensor types.
    Case("(define (f$ x : vector<float64>) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : vector<float64, 4>) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : (vector<float64>)) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : (vector float64 n)) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : (vector float64)) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : (Tensor f64 [n])) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : (tensor<float64, 4>)) : float64 (sum x))", (VECTOR,), 6.0),
    Case("(define (f$ x : tensor<float64, 2, 2>) : float64 (sum x))", (SQUARE,), 6.0),
    Case("(define (f$ x : (matrix<float64, 2, 2>)) : float64 (sum x))", (SQUARE,), 6.0),
    Case("(define (f$ x : (matrix float64 m n)) : float64 (sum x))", (SQUARE,), 6.0),
    Case("(define (f$ x : (Tensor Float [2 2])) : float64 (sum x))", (SQUARE,), 6.0),
    Case("(define (f$ x : (Tensor f64 [])) : float64 x)", (np.array(3.0),), 3.0),
    # Scalars by every name.
    Case("(define (f$ x : number) : number (* x 2))", (3.0,), 6.0),
    Case("(define (f$ a : i64 b : i32 c : i8 d : f64 e : f32) (+ a b c d e))", (1, 2, 3, 4.0, 5.0), 15.0),
    Case("(define (f$ a : bool b : boolean c : i1) (and a b c))", (True, True, False), False),
    Case("(define (f$ a : complex128) (* a a))", (1 + 2j,), np.array((1 + 2j) ** 2)),
    # Aliases and generic definitions.
    Case("(define-type Row$ (Tensor f64 [4]))(define (f$ x : Row$) : Row$ (* 2 x))", (VECTOR,), VECTOR * 2),
    Case("(define-type Real$ f64)(define (f$ x : (Tensor Real$ [n])) (sum x))", (VECTOR,), 6.0),
    Case("(define-type Fn$ (-> float64 float64))(: f$ Fn$)(define (f$ x) (+ x 1))", (3.0,), 4.0),
    # Variables.
    Case("(define c$ : float64 2)(define (f$ x : float64) (* c$ x))", (3.0,), 6.0),
    Case("(: c$ (Tensor f32 [2]))(define c$ [1.0 2.0])(define (f$ x : float32) (* c$ x))", (3.0,), np.float32([3, 6])),
    Case("(define (f$ x : float64) : float64 (let ((y : float64 (+ x 1)) [z (* 2 x)]) (- y z)))", (3.0,), -2.0),
    Case("(define (f$ x : float64) (let ([[y : float64] (+ x 1)]) y))", (3.0,), 4.0),
    Case("(define (f$ x : float64) (let* ([y : float64 1] [z : float32 0.5]) (+ x y z)))", (3.0,), 4.5),
    Case("(define (f$ x : float64) (letrec ([g : (-> float64 float64) (lambda (y) (* 2 y))]) (g x)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (let-values (([a : float64 b : float64] (values x 2))) (* a b)))", (3.0,), 6.0),
    Case("(define (f$ n : integer) (do ([i : integer 0 (+ i 1)] [s : float64 0 (+ s i)]) ((= i n) s)))", (5,), 10.0),
    Case("(define (f$ x : float64) (the float64 (* x 2)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) ((lambda ([y : float64]) : float64 (* y 2)) x))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (define (g [y : float64]) : float64 (* y 2)) (g x))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (: g (-> float64 float64)) (define (g y) (* y 2)) (g x))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (define y : float64 2) (* x y))", (3.0,), 6.0),
    # Results: several values, nothing declared.
    Case("(define (f$ x : float64) : (values float64 integer) (values (* x 2) 3))", (3.0,), (6.0, 3)),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_typing_style(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
