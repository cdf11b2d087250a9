"""Conditionals, bindings, sequences, assignment: each core form against its meaning."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

VECTOR = np.arange(4.0)

CHAIN = "(define (f$ x : integer) (or (and (= x 1) 10) (and (> x 2) (and (< x 5) (* 2 x))) 30))"

CASES = [
    # Conditionals.
    Case("(define (f$ x : float64) : float64 (cond ((< x 0) -1.0) ((= x 0) 0.0) (else 1.0)))", (-3.0,), -1.0),
    Case("(define (f$ x : float64) : float64 (cond ((< x 0) -1.0) ((= x 0) 0.0) (else 1.0)))", (0.0,), 0.0),
    Case("(define (f$ x : float64) : float64 (cond [(< x 0) -1.0] [(= x 0) 0.0] [else 1.0]))", (2.0,), 1.0),
    Case("(define (f$ x : float64) (cond ((+ x 1) => (lambda (y) (* y 2))) (else 0)))", (2.0,), 6.0),
    Case("(define (f$ x : float64) (cond (#f 1) ((> x 1) 2) (#t 3)))", (2.0,), 2),
    Case("(define (f$ x : boolean y : boolean) (cond (x) (y) (else #f)))", (False, True), True),
    Case("(define (f$ x : integer) : integer (case x ((1 2 3) 10) ((4) 20) (else 30)))", (4,), 20),
    Case("(define (f$ x : integer) : integer (case x ((1 2 3) 10) ((4) 20) (else 30)))", (9,), 30),
    Case("(define (f$ x : integer) (case x ((1 2 3) => (lambda (y) (* y 2))) (else => (lambda (y) y))))", (3,), 6),
    Case("(define (f$ x : integer) (case x ((1 2 3) => (lambda (y) (* y 2))) (else => (lambda (y) y))))", (7,), 7),
    Case("(define (f$ x : float64) (case 'b ((a) 1) ((b c) (* 2 x)) (else 3)))", (7.0,), 14.0),
    Case("(define (f$ x : float64) (define y x) (when (> x 0) (set! y 1.0) (set! y (+ y x))) y)", (3.0,), 4.0),
    Case("(define (f$ x : float64) (define y x) (unless (> x 0) (set! y 1.0)) y)", (3.0,), 3.0),
    Case("(define (f$ x : float64) (if (and (> x 0) (< x 5)) 1.0 2.0))", (3.0,), 1.0),
    Case("(define (f$ x : float64) (if (or (> x 10) (not (< x 5))) 1.0 2.0))", (3.0,), 2.0),
    Case("(define (f$ x : float64) (and))", (3.0,), True),
    Case("(define (f$ x : float64) (or))", (3.0,), False),
    Case("(define (f$ x : float64) (and (> x 1) (< x 5) (= x 3)))", (3.0,), True),
    Case("(define (f$ x : float64) (or (> x 10) (< x 0) (= x 4)))", (3.0,), False),
    Case("(define (f$ x : float64) (or #f x))", (3.0,), 3.0),
    Case("(define (f$ x : float64) (and 1 2 x))", (3.0,), 3.0),
    Case("(define (f$ x : (Tensor f64 [n])) (and (> x 0) (< x 3)))", (VECTOR,), (VECTOR > 0) & (VECTOR < 3)),
    Case("(define (f$ x : (Tensor f64 [n])) (or (> x 2) (< x 1)))", (VECTOR,), (VECTOR > 2) | (VECTOR < 1)),
    # A number after a test that may fail: its truth counts, or what follows the failure.
    *(Case(CHAIN, (x,), value) for x, value in ((1, 10), (2, 30), (3, 6), (7, 30))),
    *(Case("(define (f$ x : integer) (if (and (or (and (> x 0) 7) (< x -5)) (even? x)) 1 2))", (x,), value)
      for x, value in ((2, 1), (-6, 1), (-4, 2), (3, 2))),
    Case("(define (f$ x : boolean y : boolean z : boolean) (or (and x y) (and y z) (and x z)))", (True, False, True), True),
    Case("(define (f$ x : (Tensor f64 [n])) (or (and (> (sum x) 3) x) (zeros [4])))", (VECTOR,), VECTOR),
    Case("(define (f$ x : (Tensor f64 [n])) (or (and (> x 0) (< x 2)) (= x 3)))", (VECTOR,), (VECTOR % 2) == 1),
    # The value of a statement is dropped: its branches may differ in it.
    Case("(define (f$ n : integer) (let ((c 0)) (for ([i n]) (cond ((even? i) (set! c (+ c i)) c) ((= i 3) 'three)"
         " (else (list 1 2)))) (when (> n 2) 'x) c))", (5,), 6),
    # Scheme's truth: only #f is false.
    Case("(define (f$ x : float64) (if 0 x 1.0))", (3.0,), 3.0),
    Case("(define (f$ x : float64) (if '() x 1.0))", (3.0,), 3.0),
    Case("(define (f$ x : float64) (if x 2.0 1.0))", (0.0,), 2.0),
    # A branch not taken must not divide or index.
    Case("(define (f$ a : integer b : integer) (if (= b 0) 0 (quotient a b)))", (5, 0), 0),
    Case("(define (f$ a : integer b : integer) (and (not (= b 0)) (= 2 (quotient a b))))", (5, 0), False),
    # The branches promote to one type.
    Case("(define (f$ x : boolean) (if x 1 2.5))", (True,), 1.0),
    Case("(define (f$ x : boolean y : float32) (if x y 2))", (False, 1.5), 2.0),
    Case("(define (f$ x : (Tensor f64 [n])) (if (> (sum x) 3) x 0.0))", (VECTOR,), VECTOR),
    Case("(define (f$ x : (Tensor f64 [n])) (if (> (sum x) 30) x 0.0))", (VECTOR,), VECTOR * 0),
    Case("(define (f$ x : (Tensor f64 [n]) y : (Tensor f64 [m])) (if (> (sum x) 3) x y))",
         (VECTOR, VECTOR[:2]), VECTOR),
    Case("(define (f$ x : (Tensor f64 [n]) y : (Tensor f64 [m])) (if (> (sum x) 30) (* 2 x) (* 3 y)))",
         (VECTOR, VECTOR[:2]), VECTOR[:2] * 3),
    Case("(define (f$ x : float64) (let-values (((a b) (if (> x 0) (values x 1) (values 2 x)))) (- a b)))",
         (5.0,), 4.0),
    # Bindings.
    Case("(define (f$ x : float64) (let ((x (+ x 1)) (y x)) (- x y)))", (3.0,), 1.0),
    Case("(define (f$ x : float64) (let* ((x (+ x 1)) (y x)) (- x y)))", (3.0,), 0.0),
    Case("(define (f$ x : float64) (let* () (define y x) (* 2 y)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (let () (define y x) (* 2 y)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (let* ([(a b) (values (+ x 1) 2)] [c (* a b)]) c))", (3.0,), 8.0),
    Case("(define (f$ x : float64) (let ([(a b . c) (values x 2 3 4)]) (+ a b (apply + c))))", (3.0,), 12.0),
    Case("(define (f$ x : float64) (define-values (a b) (values (+ x 1) 2)) (* a b))", (3.0,), 8.0),
    Case("(define (f$ x : float64) (define-values (a . b) (values (+ x 1) 2 3)) (apply * a b))", (3.0,), 24.0),
    Case("(define-values (a$ b$) (values 2 3))(define (f$ x : float64) (+ a$ (* b$ x)))", (3.0,), 11.0),
    Case("(define (f$ x : float64) (letrec ((g (lambda (y) (h y))) (h (lambda (y) (* 2 y)))) (g x)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (letrec* ((a x) (b (* 2 a))) (+ a b)))", (3.0,), 9.0),
    Case("(define (f$ x : float64) (let-values (((a b) (values x 2)) ((c) (values 3)) (d (values 4 5)))"
         " (+ a b c (apply + d))))", (3.0,), 17.0),
    Case("(define (f$ x : float64) (let*-values (((a b) (values x 2)) ((c) (values (* a b)))) (+ a b c)))",
         (3.0,), 11.0),
    Case("(define (f$ x : float64) (let*-values (((a b) (values x 2)) (r (values a b))) (apply + r)))", (3.0,), 5.0),
    Case("(define (f$ x : float64) (receive (a b . r) (values x 2 3 4) (+ a b (apply + r))))", (3.0,), 12.0),
    Case("(define (f$ x : float64) (receive all (values x 2) (apply * all)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (call-with-values (lambda () (values x 2)) (lambda (a b) (- a b))))", (3.0,), 1.0),
    Case("(define (f$ x : float64) (call-with-values (lambda () x) -))", (3.0,), -3.0),
    Case("(define-values (p$ . q$) (values 1 2 3))(define (f$ x : float64) (+ x p$ (apply * q$)))", (3.0,), 10.0),
    Case("(define-values q$ (values 1 2 3))(define (f$ x : float64) (apply + x q$))", (3.0,), 9.0),
    Case("(define (f$ n : integer) (let-values (((q r) (floor/ n 3))) (+ (* 10 q) r)))", (-7,), -28),
    Case("(define (f$ n : integer) (let-values (((q r) (truncate/ n 3))) (+ (* 10 q) r)))", (-7,), -21),
    Case("(define (f$ n : integer) (exact-integer-sqrt n))", (2**63 - 1,), (3037000499, 2**63 - 1 - 3037000499**2)),
    Case("(define (f$ n : integer) (list (gcd n 36 -60) (lcm n -36) (gcd) (lcm)))", (48,), (12, 144, 0, 1)),
    Case("(define (f$ x : float64) (begin (+ x 1) (* x 2)))", (3.0,), 6.0),
    Case("(begin (define c$ 2) (define (f$ x : float64) (* c$ x)))", (3.0,), 6.0),
    # Definitions in bodies see each other; a docstring is not a value.
    Case('(define (f$ x : float64) "Doc." (define (sq y) (* y y)) (define z (sq x)) (+ z (sq z)))', (2.0,), 20.0),
    Case("(define (f$ x : float64) (define (a y) (b y)) (define (b y) (* 3 y)) (a x))", (2.0,), 6.0),
    Case("(define (f$ x : float64) (begin (define a 1) (define b 2)) (+ a b x))", (2.0,), 5.0),
    Case("(define later$ (lambda (x) (* x later-constant$)))(define (f$ x : float64) (later$ x))"
         "(define later-constant$ 5)", (2.0,), 10.0),
    # Assignment.
    Case("(define (f$ x : float64) (set! x (+ x 1)) (* x 2))", (2.0,), 6.0),
    Case("(define (f$ x : float64) (define y x) (set! y (+ y 1)) (* y 2))", (2.0,), 6.0),
    Case("(define (f$ x : float64) (let ((y 0.0)) (if (> x 0) (set! y x) (set! y (- x))) y))", (-2.0,), 2.0),
    Case("(define (f$ x : float64) (let ((y 0)) (if (> x 0) (set! y x)) y))", (-2.0,), 0.0),
    Case("(define (f$ x : float64) (let* ((c 0.0) (inc! (lambda (d) (set! c (+ c d)) c))) (inc! x) (inc! 1) c))",
         (5.0,), 6.0),
    Case("(define (f$ x : float64) (let ((y 1)) (let ((y 2)) (set! y x)) y))", (5.0,), 1),
    Case("(define (f$ x : float64) (let ((a 1.0) (b 2.0)) (cond ((> x 9) (set! a 5.0)) ((> x 1) (set! b x)"
         " (set! a b)) (else (set! a 7.0))) (- (* 10 a) b)))", (5.0,), 45.0),
    # Quotation and data.
    Case("(define (f$ x : float64) (apply + x '(1 2 3)))", (5.0,), 11.0),
    Case("(define (f$ x : float64) (apply + `(1 ,x ,@(list 2 3))))", (5.0,), 11.0),
    Case("(define (f$ x : float64) (apply + `(1 . ,(list x 2))))", (5.0,), 8.0),
    Case("(define (f$ x : float64) (* 2 `#(1 ,x ,@(list 2 3))))", (5.0,), np.array([2.0, 10, 4, 6])),
    Case("(define (f$ x : float64) (* x (cdr (assq 'b '((a . 1) (b . 2))))))", (5.0,), 10.0),
    Case("(define (f$ x : float64) (let ((p (cons x 2))) (- (car p) (cdr p))))", (5.0,), 3.0),
    Case("(define (f$ x : float64) [[x 2] [3 4]])", (5.0,), np.array([[5.0, 2], [3, 4]])),
    Case("(define (f$ x : float64) (* x #f64(1 2 3)))", (5.0,), np.array([5.0, 10, 15])),
    Case("(define (f$ x : float64) (* x #(1 2 3)))", (5.0,), np.array([5.0, 10, 15])),
    Case("(define (f$ x : float64) (* x #tensor(shape: (2 2), data: (1 2 3 4))))",
         (2.0,), np.array([[2.0, 4], [6, 8]])),
    Case("(define (f$ x : float64) (+ (vector<float64> 1 2) x))", (2.0,), np.array([3.0, 4])),
    Case("(define (f$ x : float64) (if (eq? 'a 'a) x 0.0))", (2.0,), 2.0),
    # Unicode, pi, λ.
    Case("(define (f$ θ : float64) ((λ (ω) (sin (* ω θ))) pi))", (0.25,), math.sin(math.pi / 4)),
    # Pipelines: the value goes first into the first stage, last into later ones.
    Case("(define (f$ x : float64) (|> x (- 1) (- 10) sqrt))", (2.0,), 3.0),
    Case("(define (f$ x : float64) (|> x))", (2.0,), 2.0),
    Case("(define (f$ x : float64) (|> x (lambda (y) (* 3 y))))", (2.0,), 6.0),
    Case("(define (f$ x : (Tensor f64 [n m])) (|> x (sum :axis 0) (* 2)))", (VECTOR.reshape(2, 2),), np.array([4.0, 8])),
    # Nothing is reserved.
    Case("(define (f$ if : float64) (* if 2))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (let ((define x) (else 1)) (+ define else)))", (3.0,), 4.0),
    Case("(define (f$ + : float64 list : float64) (* + list))", (3.0, 4.0), 12.0),
    Case("(define (f$ x : float64) (define (square y) (+ y 1)) (square x))", (3.0,), 4.0),
    Case("(define (f$ x : float64) (let ((let* (lambda (y) (* y 2)))) (let* x)))", (3.0,), 6.0),
    Case("(define (f$ x : float64) (do ((sum 0.0 (+ sum x)) (max 0 (+ max 1))) ((= max 3) sum)))", (3.0,), 9.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_core_form(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
