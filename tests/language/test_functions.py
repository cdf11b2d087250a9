"""Procedures: calls, keywords, closures, composition, recursion, specialization."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

VECTOR = np.arange(4.0)
SINGLE = VECTOR.astype(np.float32)

#: Thirty procedures, each of which calls the one before twice: a call with known numbers is expanded once.
DOUBLED = "(define (g0-$ x) (sqrt x))" + "".join(
    f"(define (g{k}-$ x) (+ (g{k - 1}-$ x) (g{k - 1}-$ x)))" for k in range(1, 31)
)
CASES = [
    Case(f"{DOUBLED}(define (f$ x : float64) (* x (g30-$ 2.0)))", (3.0,), 3.0 * 2**30 * math.sqrt(2.0)),
    # Arguments by position, by name, both; rest parameters.
    Case("(define (g$ a b) (- a b))(define (f$ x : float64) (g$ :b x :a 3))", (1.0,), 2.0),
    Case("(define (g$ a b) (- a b))(define (f$ x : float64) (g$ 5 :b x))", (1.0,), 4.0),
    Case("(define (g$ a b) (- a b))(define (f$ x : float64) (g$ 5 #:b x))", (1.0,), 4.0),
    Case("(define (g$ a . rest) (apply + a rest))(define (f$ x : float64) (g$ x 2 3))", (1.0,), 6.0),
    Case("(define (g$ a . rest) (apply + a rest))(define (f$ x : float64) (g$ x))", (1.0,), 1.0),
    Case("(define (f$ x : float64) ((lambda all (apply * all)) x 2 3))", (2.0,), 12.0),
    Case("(define (f$ x : float64) (apply + (list 1 2 x)))", (-4.0,), -1.0),
    Case("(define (f$ x : float64) (apply - x 1 '(2 3)))", (10.0,), 4.0),
    Case("(define (f$) 5)", (), 5),
    Case("(define (g$) 5)(define (f$ x : float64) (* x (g$)))", (2.0,), 10.0),
    # Higher order, closures, currying.
    Case("(define (tw$ g x) (g (g x)))(define (f$ x : float64) (tw$ (lambda (y) (* y 3)) x))", (1.0,), 9.0),
    Case("(: tw$ (forall (a) (-> (-> a a) a a)))(define (tw$ g x) (g (g x)))"
         "(define (f$ x : float64) (tw$ sqrt x))", (81.0,), 3.0),
    Case("(define (add$ n) (lambda (x) (+ x n)))(define (f$ x : float64) ((add$ 3) x))", (1.0,), 4.0),
    Case("(define (add$ n) (lambda (x) (lambda (y) (+ x y n))))(define (f$ x : float64) (((add$ 3) x) (* 2 x)))",
         (1.0,), 6.0),
    Case("(define ((add$ n) x) (+ x n))(define (f$ x : float64) ((add$ x) x))", (1.0,), 2.0),
    Case("(define (((add$ n) x) y) (+ x n y))(define (f$ x : float64) (((add$ x) x) 1))", (1.0,), 3.0),
    Case("(define (make$ x) (define n x) (list (lambda () n) (lambda (d) (set! n (+ n d)))))"
         "(define (f$ x : float64) (let* ([(get add!) (make$ x)]) (add! 2) (add! 3) (get)))", (1.0,), 6.0),
    Case("(define (pick$ k) (if (= k 0) sin cos))(define (f$ x : float64) ((pick$ 1) x))", (1.0,), math.cos(1)),
    Case("(define (f$ x : float64) ((if #t + -) x 1))", (1.0,), 2.0),
    Case("(define (f$ x : float64) (let ([op *]) (op x 3)))", (2.0,), 6.0),
    Case("(define op$ *)(define (f$ x : float64) (op$ x 3))", (2.0,), 6.0),
    Case("(define (ap$ g . xs) (apply g xs))(define (f$ x : float64) (ap$ max x 3 1))", (2.0,), 3.0),
    Case("(define (f$ x : float64) (let loop ([gs (list sin cos exp)] [x x])"
         " (if (null? gs) x (loop (cdr gs) ((car gs) x)))))", (0.5,), math.exp(math.cos(math.sin(0.5)))),
    # Composition.
    Case("(define (f$ x : float64) ((. sqrt abs) x))", (-4.0,), 2.0),
    Case("(define (f$ x : float64) ((compose sqrt abs (lambda (y) (* y 4))) x))", (-4.0,), 4.0),
    Case("(define (f$ x : float64) ((compose-n sqrt abs) x))", (-4.0,), 2.0),
    Case("(define (f$ x : float64) ((compose) x))", (-4.0,), -4.0),
    Case("(define (f$ x : float64) ((. + values) x 2))", (-4.0,), -2.0),
    Case("(define h$ (compose sqrt abs))(define (f$ x : float64) (h$ x))", (-4.0,), 2.0),
    Case("(define (f$ x : float64) ((fold-right compose identity (list sqrt abs)) x))", (-4.0,), 2.0),
    Case("(define double$.square (. (lambda (x) (* 2 x)) (lambda (x) (* x x))))"
         "(define (f$ x : float64) (double$.square x))", (3.0,), 18.0),
    # Several values through procedures.
    Case("(define (g$ x) (values x (* 2 x)))(define (f$ x : float64) (let-values (((a b) (g$ x))) (- a b)))", (3.0,), -3.0),
    Case("(define (f$ x : float64) (values x (* 2 x) [x x]))", (2.0,), (2.0, 4.0, np.array([2.0, 2.0]))),
    # Recursion with an end that is known while compiling.
    Case("(define (pow$ x n) (if (= n 0) 1 (* x (pow$ x (- n 1)))))(define (f$ x : float64) (pow$ x 5))", (2.0,), 32.0),
    Case("(define (fact$ n) (if (= n 0) 1 (* n (fact$ (- n 1)))))(define (f$ x : float64) (* x (fact$ 20)))",
         (1.0,), 2432902008176640000.0),
    Case("(define (fib$ n) (if (< n 2) n (+ (fib$ (- n 1)) (fib$ (- n 2)))))(define (f$ x : float64) (* x (fib$ 12)))",
         (1.0,), 144.0),
    Case("(define (ev$? n) (if (= n 0) #t (od$? (- n 1))))(define (od$? n) (if (= n 0) #f (ev$? (- n 1))))"
         "(define (f$ x : float64) (if (ev$? 10) x 0.0))", (2.0,), 2.0),
    Case("(define (horner$ cs x) (if (null? cs) 0 (+ (car cs) (* x (horner$ (cdr cs) x)))))"
         "(define (f$ x : float64) (horner$ '(1 2 3) x))", (2.0,), 17.0),
    Case("(define (sum$ xs) (if (null? xs) 0 (+ (car xs) (sum$ (cdr xs)))))(define (f$ x : float64) (sum$ (list x 2 x)))",
         (2.0,), 6.0),
    Case("(define (f$ x : float64) (letrec ([e? (lambda (n) (if (= n 0) #t (o? (- n 1))))]"
         " [o? (lambda (n) (if (= n 0) #f (e? (- n 1))))]) (if (o? 7) x 0.0)))", (2.0,), 2.0),
    # One procedure at several types and shapes.
    Case("(define (sq$ x) (* x x))(define (f$ a : float64 b : float32 c : integer) (list (sq$ a) (sq$ b) (sq$ c)))",
         (1.5, 2.5, 3), (2.25, 6.25, 9)),
    Case("(define (sq$ x) (sum (* x x)))(define (f$ a : (Tensor f64 [n]) b : (Tensor f32 [m k]) c : (Tensor f64 [3]))"
         " (list (sq$ a) (sq$ b) (sq$ c)))", (VECTOR, SINGLE.reshape(2, 2), VECTOR[:3]), (14.0, 14.0, 5.0)),
    Case("(define (norm$ [x : (Tensor f32 [n])]) : float32 (sqrt (sum (* x x))))"
         "(define (f$ a : (Tensor f32 [p]) b : (Tensor f32 [q])) (+ (norm$ a) (norm$ b)))",
         (SINGLE, SINGLE[:2]), math.sqrt(14) + 1),
    Case("(define (wide$ x : float64) : float64 (* x 2))(define (f$ x : float32) (wide$ x))", (1.5,), 3.0),
    Case("(define (real$ x : float64) : float64 (* x 2))(define (f$ n : integer) (real$ n))", (3,), 6.0),
    Case("(define (f$ n : integer) : float64 n)", (3,), 3.0),
    # Shadowing of library procedures reaches neither the library nor other functions.
    Case("(define (f$ x : float64) (define (square y) (+ y 1)) (+ (square x) (mse x 0)))", (3.0,), 13.0),
    Case("(define (f$ x : float64) (let ([exp 2]) (+ exp (sigmoid x))))", (0.0,), 2.5),
    # Procedures that return procedures, with and without parameters; each has variables of its own.
    Case("(define (adder$ [x : float64]) (lambda (y) (+ x y)))(define (f$ x : float64) ((adder$ x) 1))", (2.0,), 3.0),
    Case("(define (counter$) (let ((n 0)) (lambda (k) (set! n (+ n k)) n)))"
         "(define (f$ x : float64) (let ((a (counter$)) (b (counter$))) (a x) (b 1) (list (a x) (b 1))))",
         (2.5,), (5.0, 2)),
    Case("(define (name$) 'sine)(define (f$ x : float64) (if (eq? (name$) 'sine) (sin x) x))", (0.0,), 0.0),
    Case("(define (f$ x : float64) (let loop ((n 3) (g (lambda (y) y)))"
         " (if (= n 0) (g x) (loop (- n 1) (lambda (y) (* 2 (g y)))))))", (5.0,), 40.0),
    # Names that are keywords of the intermediate language, or need quoting there.
    Case("(define (func.call$ x) (* 2 x))(define (f$ x : float64) (func.call$ x))", (3.0,), 6.0),
    Case("(define (|two words$| x) (* 2 x))(define (f$ x : float64) (|two words$| x))", (3.0,), 6.0),
    Case("(define (λ→é$ x) (* 2 x))(define (f$ x : float64) (λ→é$ x))", (3.0,), 6.0),
    Case("(define (g.1 x) (* 2 x))(define (g x) (g.1 (+ x 1)))(define (f$ x : float64) (g x))", (3.0,), 8.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_function(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
