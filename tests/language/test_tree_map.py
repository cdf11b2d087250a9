"""``tree-map`` over records, lists, vectors, pairs and maps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from language_support import Case, check_tree, each, program_fixture, refused

A = np.array([0.5, -1.25, 2.0])
LAYER = "(define-type P$ (Record [w : (Tensor f64 [n])] [b : float64]))"

CASES = [
    Case(f"{LAYER}(define (f$ a : (Tensor f64 [n])) (let ([q (tree-map (lambda (x) (* 2 x)) (P$ a 3.0))]) (values q.w q.b)))",
         (A,), (2 * A, np.float64(6.0))),
    Case(f"{LAYER}(define (f$ a : (Tensor f64 [n])) (let ([q (tree-map + (P$ a 3.0) (P$ (* a a) 4.0) (P$ a 1.0))]) (values q.w q.b)))",
         (A,), (2 * A + A * A, np.float64(8.0))),
    Case(f"{LAYER}(define-type Q$ (Record [p : P$] [k : float64]))(define (f$ a : (Tensor f64 [n]))"
         " (let ([q (tree-map sum (Q$ (P$ a 3.0) 4.0))]) (values q.p.w q.p.b q.k)))",
         (A,), (np.float64(A.sum()), np.float64(3.0), np.float64(4.0))),
    Case("(define (f$ a : float64) (tree-map - (list a (list a 2.0))))", (1.5,), (np.float64(-1.5), (np.float64(-1.5), np.float64(-2.0)))),
    Case("(define (f$ a : float64) (tree-map * (vector a 2.0) (vector 3.0 a)))", (1.5,), np.array([4.5, 3.0])),
    Case("(define (f$ a : (Tensor f64 [2])) (tree-map + (list 1.0 2.0) a))", (A[:2],), (np.float64(1.5), np.float64(0.75))),
    Case("(define (f$ a : float64) (let ([p (tree-map square (cons a 2.0))]) (values (car p) (cdr p))))", (1.5,), (np.float64(2.25), np.float64(4.0))),
    Case("(define (f$ a : (Tensor f64 [n])) (tree-map (lambda (x) (* x x)) a))", (A,), A * A),
    Case(f"{LAYER}(define (loss$ p : P$) (* p.b (sum (* p.w p.w))))"
         "(define (f$ a : (Tensor f64 [n])) (let* ([p (P$ a 2.0)] [q (tree-map (lambda (x g) (- x (* 0.1 g))) p (grad loss$ p))]) (values q.w q.b)))",
         (A,), (0.6 * A, np.float64(2.0 - 0.1 * (A * A).sum()))),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_tree_map(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("(define (f a : float64) (tree-map + (list a a) (list a)))",
         "TypeError: argument 2 of tree-map should be a list of 2 elements but is a list of 1 element"),
        ("(define-type P (Record [w : float64] [b : float64]))(define (f p : P) (tree-map + p (list 1 2)))",
         "TypeError: argument 2 of tree-map should be a P record but is a list of 2 elements"),
        ("(define (f a : float64) (tree-map 3 (list a)))", "TypeError: expected a procedure but got the number 3, in tree-map"),
        ("(define (f a : float64) (tree-map sin))", "TypeError: expected a tree, in tree-map"),
        ("(define (f a : float64) (tree-map (lambda (x) (values x x)) (list a)))",
         "ArityError: the procedure given to tree-map returns 2 values instead of one"),
    ],
)  # fmt: skip
def test_what_is_refused(source: str, message: str) -> None:
    refused(source, message)
