"""Loops of every shape: counted, while, with several exits, nested, over sequences, with changing types."""

from __future__ import annotations

import math
from typing import Any

import eshkol_mlir as esk
import numpy as np
from language_support import Case, check, each, program_fixture

VECTOR = np.arange(4.0)
SINGLE = VECTOR.astype(np.float32)
EXITS = (
    "(define (f$ n : integer) : integer"
    " (let lp ([i 0]) (cond ((> (* i i) n) (- i)) ((= (* i i) n) i) (else (lp (+ i 1))))))"
)
COLLATZ = (
    "(define (f$ n : integer) : integer (let lp ([n n] [c 0])"
    " (cond ((= n 1) c) ((= 0 (remainder n 2)) (lp (quotient n 2) (+ c 1))) (else (lp (+ 1 (* 3 n)) (+ c 1))))))"
)


def series(count: int, term: Any) -> float:
    return math.fsum(term(i) for i in range(count))


CASES = [
    # do
    Case("(define (f$ n : integer) : integer (do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i n) s)))", (10,), 45),
    Case("(define (f$ n : integer) : integer (do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i n) s)))", (0,), 0),
    Case("(define (f$ n : integer) (do ((i 0 (+ i 1)) (a 0 b) (b 1 (+ a b))) ((= i n) a)))", (50,), 12586269025),
    Case("(define (f$ x : float64) (do ((y x (/ y 2)) (k 0 (+ k 1))) ((< y 1) k)))", (100.0,), 7),
    Case("(define (f$ n : integer) (do ((i 0 (+ i 1)) (fixed 7)) ((= i n) fixed)))", (3,), 7),
    # Counted named let: up, down, steps, inclusive bounds, bound on either side, zero trips.
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (< i n) (lp (+ i 1) (+ s i)) s)))", (10,), 45),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (>= i n) s (lp (+ 1 i) (+ s i)))))", (10,), 45),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (> n i) (lp (+ i 1) (+ s i)) s)))", (10,), 45),
    Case("(define (f$ n : integer) (let lp ([i n] [s 0]) (if (= i 0) s (lp (- i 1) (+ s i)))))", (9,), 45),
    Case("(define (f$ n : integer) (let lp ([i n] [s 0]) (if (< 0 i) (lp (- i 1) (+ s i)) s)))", (9,), 45),
    Case("(define (f$ n : integer) (let lp ([i n] [s 0]) (if (zero? i) s (lp (- i 1) (+ s i)))))", (9,), 45),
    Case("(define (f$ n : integer) (let lp ([i 5] [s 0]) (if (> i n) (+ i (* 100 s)) (lp (+ i 2) (+ s i)))))",
         (9,), 2111),
    Case("(define (f$ n : integer) (let lp ([i 5] [s 0]) (if (<= i n) (lp (+ i 2) (+ s i)) (+ i (* 100 s)))))",
         (8,), 1209),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (>= i n) s (lp (+ i 1) (+ s i)))))", (-3,), 0),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (>= i n) i (lp (+ i 1) (+ s i)))))", (-3,), 0),
    Case("(define (f$ n : integer) (let lp ([i 5] [s 0]) (if (>= i n) i (lp (+ i 2) (+ s i)))))", (8,), 9),
    Case("(define (f$ n : integer m : integer) (let lp ([i n] [s 0]) (if (< i m) (lp (+ i 3) (+ s i)) (- s i))))",
         (-4, 9), (-4 - 1 + 2 + 5 + 8) - 11),
    Case("(define (f$ n : integer) (let lp ([i 0]) (if (< i n) (lp (+ i 1)) i)))", (5,), 5),
    # The bound or the step depends on what goes around the loop.
    Case("(define (f$ n : integer) (let lp ([i 0] [n n]) (if (< i n) (lp (+ i 1) (- n 1)) (list i n))))", (9,), (5, 4)),
    Case("(define (f$ n : integer) (let lp ([i 1] [k 0]) (if (< i n) (lp (* i 2) (+ k 1)) k)))", (1000,), 10),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (< i n) (if (= 0 (remainder i 2)) (lp (+ i 1) (+ s i))"
         " (lp (+ i 1) s)) s)))", (10,), 20),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (< i n) (if (= 0 (remainder i 2)) (lp (+ i 1) (+ s i))"
         " (lp (+ i 3) s)) s)))", (10,), 0 + 4 + 8),
    # While loops and several exits.
    Case(COLLATZ, (27,), 111),
    Case(COLLATZ, (1,), 0),
    Case(EXITS, (49,), 7),
    Case(EXITS, (50,), -8),
    Case(EXITS, (0,), 0),
    Case("(define (f$ n : integer) (let lp ([i 0]) (cond ((> i n) 1.5) ((= i 7) i) (else (lp (+ i 1))))))", (49,), 7.0),
    Case("(define (f$ n : integer) (let lp ([i 0]) (cond ((> i n) 1.5) ((= i 7) i) (else (lp (+ i 1))))))", (3,), 1.5),
    Case("(define (f$ n : integer) (let lp ([i 2]) (or (>= i n) (and (not (= 0 (remainder n i))) (lp (+ i 1))))))",
         (97,), True),
    Case("(define (f$ n : integer) (let lp ([i 2]) (or (>= i n) (and (not (= 0 (remainder n i))) (lp (+ i 1))))))",
         (91,), False),
    Case("(define (f$ x : float64) (let lp ([g 1.0]) (if (< (abs (- (* g g) x)) 1e-12) g"
         " (lp (* 0.5 (+ g (/ x g)))))))", (2.0,), math.sqrt(2)),
    Case("(define (f$ a : integer b : integer) (let lp ([a a] [b b]) (if (= b 0) a (lp b (remainder a b)))))",
         (1071, 462), 21),
    Case("(define (f$ x : float64) (let bisect ([a 0.0] [b x]) (let ([m (* 0.5 (+ a b))]) (if (< (- b a) 1e-13) m"
         " (if (> (- (* m m m) 2) 0) (bisect a m) (bisect m b))))))", (2.0,), 2 ** (1 / 3)),
    # The value of a conditional that is merged right before its operands' last use.
    Case("(define (f$ a : integer b : integer) (let ([m (if (> b 0) (quotient b a) a)]) (- a m)))", (3, 16), -2),
    Case("(define (f$ a : integer b : integer) (let ([m (if (> b 0) (quotient b a) a)]) (- a m)))", (3, -16), 0),
    Case("(define (f$ a : float64 n : integer) (let lp ([i 0] [x a] [up #t])"
         " (if (= i n) (if up x (- x)) (lp (+ i 1) (if up (/ x a) (+ x a)) (not up)))))", (2.0, 5), -1.75),
    # Mixed widths travel together.
    Case("(define (f$ n : integer x : float32) (let lp ([i 0] [s 0.0] [odd #f] [y x]) (cond ((= i n) (list s odd y))"
         " (odd (lp (+ i 1) (+ s y) #f (* y 2))) (else (lp (+ i 1) (- s i) #t y)))))", (5, 1.0),
         (-0.0 - 0 + 1 - 2 + 2 - 4, True, 4.0)),
    # Nested loops.
    Case("(define (f$ n : integer) (let outer ([i 0] [s 0]) (if (= i n) s (outer (+ i 1)"
         " (let inner ([j 0] [s s]) (if (= j i) s (inner (+ j 1) (+ s j))))))))", (6,), 20),
    Case("(define (f$ n : integer) (do ((i 0 (+ i 1)) (s 0 (do ((j 0 (+ j 1)) (s s (+ s (* i j)))) ((> j i) s))))"
         " ((= i n) s)))", (6,), sum(i * j for i in range(6) for j in range(i + 1))),
    Case("(define (f$ n : integer) (for/fold ([s 0]) ([i (range n)]) (for/fold ([s s]) ([j (range i n)]) (+ s j))))",
         (6,), sum(j for i in range(6) for j in range(i, 6))),
    Case("(define (f$ n : integer) (let outer ([i 2] [primes 0]) (if (> i n) primes (outer (+ i 1) (+ primes"
         " (let test ([d 2]) (cond ((> (* d d) i) 1) ((= 0 (remainder i d)) 0) (else (test (+ d 1))))))))))",
         (100,), 25),
    # Types that change: exact to inexact, scalar to tensor, element type, shape.
    Case("(define (f$ x : float64) (let lp ([i 0] [s 0]) (if (= i 4) s (lp (+ i 1) (+ s x)))))", (1.5,), 6.0),
    Case("(define (f$ x : float32) (let lp ([i 0] [s 0.0]) (if (= i 4) s (lp (+ i 1) (+ s x)))))", (1.5,), 6.0),
    Case("(define (f$ x : (Tensor f32 [n])) (let lp ([i 0] [s 0.0]) (if (= i 4) s (lp (+ i 1) (+ s x)))))",
         (SINGLE,), SINGLE * 4),
    Case("(define (f$ n : integer) (let lp ([i 0] [z 0]) (if (= i n) z (lp (+ i 1) (+ 1 (* 0.5 z))))))", (3,), 1.75),
    Case("(define (f$ x : (Tensor f64 [n]) k : integer) (for/fold ([s x]) ([i (range k)]) (concat s x :axis 0)))",
         (VECTOR, 2), np.concatenate([VECTOR] * 3)),
    Case("(define (f$ x : (Tensor f64 [n]) k : integer) (let lp ([i 0] [s x]) (if (= i k) s"
         " (lp (+ i 1) (concat s [1.0] :axis 0)))))", (VECTOR, 3), np.r_[VECTOR, 1, 1, 1]),
    Case("(define (f$ x : (Tensor f64 [n]) k : integer) (let lp ([i 0] [s x]) (if (= i k) s"
         " (lp (+ i 1) (concat s [1.0] :axis 0)))))", (VECTOR, 0), VECTOR),
    # for/fold and for.
    Case("(define (f$ n : integer) (for/fold ([s 0]) ([i (range n)]) (+ s i)))", (10,), 45),
    Case("(define (f$ n : integer) (for/fold ([s 0]) ([i (range 3 n)]) (+ s i)))", (10,), 42),
    Case("(define (f$ n : integer) (for/fold ([s 0]) ([i (range 10 n -3)]) (+ (* 100 s) i)))", (0,), 10070401),
    Case("(define (f$ n : integer) (for/fold ([s 0]) ([i (range n 10 4)]) (+ (* 100 s) i)))", (1,), 10509),
    Case("(define (f$ n : integer) (for/fold ([s 0.0]) ([i n]) (+ s i)))", (10,), 45.0),
    Case("(define (f$ n : integer) (for/fold ([s 1]) ([i (range n)]) (+ s i)))", (0,), 1),
    Case("(define (f$ n : integer) (for/fold ([s 1]) ([i (range n)]) (+ s i)))", (-4,), 1),
    Case("(define (f$ x : (Tensor f64 [n])) (for/fold ([s 0.0]) ([v x]) (+ s (* v v))))", (VECTOR,), 14.0),
    Case("(define (f$ x : (Tensor f64 [n])) (for/fold ([s 0.0]) ([v x]) (+ s (* v v))))", (VECTOR[:0],), 0.0),
    Case("(define (f$ x : (Tensor f64 [n m])) (for/fold ([s 0.0]) ([row x]) (+ s (* row row))))",
         (VECTOR.reshape(2, 2),), np.array([4.0, 10])),
    Case("(define (f$ x : (Tensor f64 [n])) (for/fold ([s 0.0] [p 1.0]) ([v x] [i (range 100)])"
         " (values (+ s (* i v)) (* p 2))))", (VECTOR,), (14.0, 16.0)),
    Case("(define (f$ x : float64) (for/fold ([s 0.0]) ([v '(1 2 3)]) (+ s (* x v))))", (2.0,), 12.0),
    Case("(define (f$ x : float64) (for/fold ([s 0.0]) ([v #(1 2 3)] [w '(4 5 6)]) (+ s (* x v w))))", (2.0,), 64.0),
    Case("(define (f$ x : float64) (for/fold ([s 0.0]) ([v [1.0 x 3.0]]) (+ s (* x v))))", (2.0,), 12.0),
    Case("(define (f$ x : float64) (for/fold ([s x]) ([g (list sin cos)]) (g s)))", (2.0,), math.cos(math.sin(2.0))),
    Case("(define (f$ x : float64) (for/fold ([s x]) ([v '()]) (+ s v)))", (2.0,), 2.0),
    Case("(define (f$ x : float64) (for/fold ([s x]) ([i 3] [g (list exp sin cos)]) (+ i (g s))))", (0.5,),
         2 + math.cos(1 + math.sin(math.exp(0.5)))),
    Case("(define (f$ n : integer) (let ((s 0)) (for ([i (range n)]) (set! s (+ s i))) s))", (5,), 10),
    # Variables that a loop assigns.
    Case("(define (f$ n : integer) (let ((s 0)) (do ((i 0 (+ i 1))) ((= i n) s) (set! s (+ s 0.5)))))", (5,), 2.5),
    Case("(define (f$ n : integer) (define s 0.0) (define (bump! x) (set! s (+ s x)))"
         " (do ((i 0 (+ i 1))) ((= i n)) (if (even? i) (bump! 1.0) (bump! 0.25))) s)", (5,), 3.5),
    Case("(define (f$ n : integer) (let ((s 0)) (let lp ([i 0]) (when (< i n) (set! s (+ s i)) (lp (+ i 1)))) s))",
         (5,), 10),
    Case("(define (f$ n : integer) (let ((s 0) (k 1)) (let lp ([i 0]) (if (< i n) (begin (set! s (+ s (* k i)))"
         " (if (> s 5) (set! k -1)) (lp (+ i 1))) (+ (* 10 s) k)))))", (6,), -31),
    Case("(define (f$ n : integer) (let ((s 0)) (let lp ([i 0])"
         " (if (begin (set! s (+ s 1)) (< i n)) (lp (+ i 1)) s))))", (5,), 6),
    Case("(define (f$ n : integer) (let ((s 0)) (let lp ([i 0])"
         " (if (begin (set! s (+ s 1)) (< i n)) (begin (set! s (* 2 s)) (lp (+ i 1))) s))))", (3,), 15),
    Case("(define (f$ n : integer) (let lp ([i 0] [s 0]) (if (< i n) (begin (set! s (+ s i)) (lp (+ i 1) s)) s)))",
         (5,), 10),
    Case("(define (f$ n : integer) (let ((a 0) (b 1)) (do ((i 0 (+ i 1))) ((= i n) a)"
         " (let ((t (+ a b))) (set! a b) (set! b t)))))", (30,), 832040),
    # Tail recursion of definitions.
    Case("(define (f$ n : integer acc : integer) : integer (if (= n 0) acc (f$ (- n 1) (* n acc))))", (10, 1), 3628800),
    Case("(define (g$ n acc) (if (= n 0) acc (g$ (- n 1) (* n acc))))(define (f$ n : integer) (g$ n 1))", (10,), 3628800),
    Case("(define (f$ n : integer) (define (go i s) (if (> i n) s (go (+ i 1) (+ s (/ 1.0 i))))) (go 1 0.0))",
         (10,), series(10, lambda i: 1 / (i + 1))),
    # A loop inside a procedure that is called at several types.
    Case("(define (power$ x n) (let lp ([i 0] [p 1]) (if (= i n) p (lp (+ i 1) (* p x)))))"
         "(define (f$ x : float64 n : integer k : integer) (+ (power$ x n) (power$ k n)))", (1.5, 3, 2), 11.375),
    Case("(define (iterate$ g x n) (let lp ([i 0] [x x]) (if (= i n) x (lp (+ i 1) (g x)))))"
         "(define (f$ x : float64 n : integer) (iterate$ (lambda (y) (+ y x)) 0 n))", (1.5, 3), 4.5),
    # Lists that grow are made while compiling.
    Case("(define (f$ x : float64) (for/fold ([s 0] [l '()]) ([v (list x 2 3)]) (values (+ s v) (cons v l))))",
         (1.0,), (6.0, (3.0, 2.0, 1.0))),
    Case("(define (f$ x : float64) (for/fold ([l '()]) ([i (range 3)]) (cons (* i x) l)))", (2.0,), (4.0, 2.0, 0.0)),
    # Records and several values go around.
    Case("(define-type P$ (Record [a : float64] [b : integer]))(define (f$ n : integer)"
         " (let lp ([i 0] [p (P$ 1.0 0)]) (if (= i n) (+ p.a p.b) (lp (+ i 1) (P$ (* 2 p.a) (+ p.b i))))))",
         (4,), 22.0),
    Case("(define (f$ n : integer) (let-values (((a b) (let lp ([i 0] [a 0] [b 1])"
         " (if (= i n) (values a b) (lp (+ i 1) b (+ a b)))))) (list b a)))", (10,), (89, 55)),
    Case("(define (f$ x : (Tensor f64 [n])) (let lp ([i 0] [s x]) (if (< (sum s) 100) (lp (+ i 1) (* 2 s)) (list i s))))",
         (VECTOR,), (5, VECTOR * 32)),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_loop(program: Any, number: int, case: Case) -> None:
    check(program, number, case)


def test_a_loop_with_several_exits() -> None:
    """A tensor and a counter leave by several ways, beside guarded registers and an operation of IREE's."""
    program = esk.compile(
        "(define (g [x : (Tensor f64 [n])]) (scatter x 0 7.0))"
        "(define (f [x : (Tensor f64 [n])]) (let loop ((x x) (k 0)) (cond ((> k 50) (values x k))"
        " ((< (norm x) 1e-3) (values (* 0 x) k)) (else (loop (/ x 10) (+ k 1))))))",
        cache=False,
    )
    result, rounds = program.f(np.array([1.0, 3.0]))
    assert (result.tolist(), rounds) == ([0.0, 0.0], 4)
