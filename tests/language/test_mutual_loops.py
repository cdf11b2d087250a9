"""Procedures that go on with each other, loops inside loops that go on with the outer one, helpers of loops."""

from __future__ import annotations

from typing import Any

import numpy as np
from language_support import Case, check, each, program_fixture

PARITY = "(define (ev$ k) (if (= k 0) #t (od$ (- k 1)))) (define (od$ k) (if (= k 0) #f (ev$ (- k 1))))"
TYPED = (
    "(define (ev$ [k : integer]) : boolean (or (= k 0) (od$ (- k 1))))"
    "(define (od$ [k : integer]) : boolean (and (not (= k 0)) (ev$ (- k 1))))"
)
THREE = (
    "(define (zero$ k) (if (= k 0) 0 (one$ (- k 1)))) (define (one$ k) (if (= k 0) 1 (two$ (- k 1))))"
    "(define (two$ k) (if (= k 0) 2 (zero$ (- k 1))))"
)
PING_PONG = (
    "(define (ping$ [x : float64] n) : float64 (if (= n 0) x (pong$ (+ x 1) (- n 1))))"
    "(define (pong$ [x : float64] n) : float64 (if (= n 0) (- x) (ping$ (* x 2) (- n 1))))"
)
STATES = (
    "(define (f$ [n : integer])"
    " (define (a k s) (cond ((= k 0) s) ((even? k) (b (- k 1) (+ s k))) (else (c (- k 1) s))))"
    " (define (b k s) (if (= k 0) (* 10 s) (a (- k 1) (+ s 1))))"
    " (define (c k s) (if (> s 50) s (a k (+ s 2))))"
    " (a n 0))"
)
#: The greatest sum of a front part of x without a negative number.
RUNS = (
    "(define (f$ [x : (Tensor f64 [n])]) (let outer ((i 0) (best 0.0)) (if (>= i (length x)) best"
    " (let inner ((j 0) (s 0.0)) (cond ((> j i) (outer (+ i 1) (max best s)))"
    " ((< (vref x j) 0) (outer (+ i 1) best)) (else (inner (+ j 1) (+ s (vref x j)))))))))"
)
THREE_DEEP = (
    "(define (f$ [n : integer]) (let a ((i 0) (s 0)) (if (= i n) s (let b ((j 0) (s s)) (if (= j i) (a (+ i 1) s)"
    " (let c ((k 0) (s s)) (cond ((= k 2) (b (+ j 1) s)) ((> s 100) (a (+ i 1) 0)) (else (c (+ k 1) (+ s 1))))))))))"
)


def states(k: int) -> int:
    s = 0
    while k:
        if k % 2 == 0:
            k, s = k - 1, s + k
            if k == 0:
                return 10 * s
            k, s = k - 1, s + 1
        else:
            k -= 1
            if s > 50:
                return s
            s += 2
    return s


def three_deep(n: int) -> int:
    s = 0
    for i in range(n):
        for _ in range(2 * i):
            if s > 100:
                s = 0
                break
            s += 1
    return s


CASES = [
    Case(f"{PARITY}(define (f$ n : integer) (ev$ n))", (100_000,), True),
    Case(f"{PARITY}(define (f$ n : integer) (od$ n))", (100_000,), False),
    Case(f"{TYPED}(define (f$ n : integer) (if (ev$ n) 1 0))", (7,), 0),
    Case("(define (f$ n : integer) (letrec ((ev (lambda (k) (if (= k 0) #t (od (- k 1)))))"
         " (od (lambda (k) (if (= k 0) #f (ev (- k 1)))))) (ev n)))", (9,), False),
    Case(f"{THREE}(define (f$ n : integer) (zero$ n))", (1_000_000,), 1),
    # ping 1: 1 2 4 5 10 11, negated by pong; pong 1: 1 2 3 6 7 14.
    Case(f"{PING_PONG}(define (f$ n : integer) (list (ping$ 1 n) (pong$ 1 n)))", (5,), (-11.0, 14.0)),
    *(Case(STATES, (n,), states(n)) for n in (0, 5, 20)),
    # A helper of a loop that goes on with it.
    Case("(define (f$ n : integer) (let loop ((i 0) (s 0)) (define (next t) (loop (+ i 1) t))"
         " (cond ((= i n) s) ((even? i) (next (+ s i))) (else (next (- s 1))))))", (7,), 12 - 3),
    # Inner loops whose end is the next round of the outer loop.
    Case("(define (f$ n : integer) (let loop ((i 0) (s 0)) (if (= i n) s"
         " (let inner ((j 0) (t s)) (if (= j i) (loop (+ i 1) t) (inner (+ j 1) (+ t 1)))))))", (5,), 10),
    Case(RUNS, (np.array([1.0, 2, -5, 4]),), 3.0),
    *(Case(THREE_DEEP, (n,), three_deep(n)) for n in (3, 14)),
    Case("(define (f$ n : integer) (define c 0) (let a ((i 0)) (if (< i n)"
         " (let b ((j 0)) (set! c (+ c 1)) (if (< j i) (b (+ j 1)) (a (+ i 1)))) c)))", (4,), 10),
    Case("(define (f$ n : integer) (let a ((i 0) (x (zeros [2]))) (if (= i n) x"
         " (let b ((j 0) (y x)) (if (< j i) (b (+ j 1) (+ y [1 2])) (a (+ i 1) y))))))", (4,), np.array([6.0, 12])),
    # A list that gets shorter is stepped through while compiling.
    Case("(define (add$ l s) (if (null? l) s (skip$ (cdr l) (+ s (car l)))))"
         "(define (skip$ l s) (if (null? l) s (add$ (cdr l) s)))"
         "(define (f$ x : float64) (add$ (list x 2 3 4) 0))", (1.0,), 4.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_mutual_loop(program: Any, number: int, case: Case) -> None:
    check(program, number, case)
