"""``defvjp`` and ``defjvp``: rules that are visibly not the derivative, so that it shows where they apply."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source
from language_support import Case, check_tree, each, program_fixture, refused

A = np.array([0.5, -1.25, 2.0])
B = np.array([1.5, 0.25, -0.75])

#: exp, whose backward rule is multiplied by 10.
EXP10 = "(define (g$ x) (exp x))(defvjp g$ (lambda (primals ct) (list (* 10 ct (exp (car primals))))))"
#: A product whose rule gives 100 and 1000 times the cotangent.
PRODUCT = "(define (p$ x y) (* x y))(defvjp p$ (lambda (primals ct) (list (* 100 ct) (* 1000 ct))))"
#: sin, whose forward rule is multiplied by 10.
SIN10 = (
    "(define (s$ x) (sin x))(defjvp s$ (lambda (primals tangents) (* 10 (car tangents) (cos (car primals)))))"
)

CASES = [
    Case(f"{EXP10}(define (f$ a : float64) (grad g$ a))", (0.5,), 10 * np.exp(0.5)),
    Case(f"{EXP10}(define (f$ a : float64) (g$ a))", (0.5,), np.exp(0.5)),
    Case(f"{EXP10}(define (f$ a : float64) (value-and-grad g$ a))", (0.5,), (np.exp(0.5), 10 * np.exp(0.5))),
    Case(f"{EXP10}(define (f$ a : (Tensor f64 [n])) (grad (lambda (v) (sum (* 2 (g$ v)))) a))", (A,), 20 * np.exp(A)),
    Case(f"{EXP10}(define (h$ x) (* 2 (g$ (* 3 x))))(define (f$ a : float64) (grad h$ a))", (0.5,), 60 * np.exp(1.5)),
    Case(f"{EXP10}(define (f$ a : float64) (grad (compose g$ sin) a))", (0.5,), 10 * np.exp(np.sin(0.5)) * np.cos(0.5)),
    Case(f"{EXP10}(define (f$ a : float64) (grad (grad g$) a))", (0.5,), 10 * np.exp(0.5)),
    Case(f"{EXP10}(define (f$ a : float64) (grad (lambda (x) (if (> x 0) (g$ x) x)) a))", (0.5,), 10 * np.exp(0.5)),
    Case(f"{EXP10}(define (f$ a : float64) (grad (lambda (x) (for/fold ([s x]) ([i (range 2)]) (g$ s))) a))", (0.1,),
         100 * np.exp(0.1) * np.exp(np.exp(0.1))),
    # An exact point does not get around the rule.
    Case("(define (q$ x) (* x x))(defvjp q$ (lambda (primals ct) (list (* 7 ct))))(define (f$) (grad q$ 3))", (), 7.0),
    # The rule may call the procedure itself.
    Case("(define (r$ x) (exp x))(defvjp r$ (lambda (primals ct) (list (* 5 ct (r$ (car primals))))))(define (f$ a : float64) (grad r$ a))",
         (0.5,), 5 * np.exp(0.5)),
    # The rule may be a procedure of the program, above or below.
    Case("(define (r$ x) (exp x))(defvjp r$ rule$)(define (rule$ primals ct) (list (* 5 ct)))(define (f$ a : float64) (grad r$ a))",
         (0.5,), 5.0),
    # Several arguments, several results, records, what has no derivative.
    Case(f"{PRODUCT}(define (f$ a : float64 b : float64) (grad p$ a b :argnums [0 1]))", (2.0, 3.0),
         (np.float64(100.0), np.float64(1000.0))),
    Case(f"{PRODUCT}(define (f$ a : float64) (grad p$ a 3.0 :argnums 0))", (2.0,), 100.0),
    Case("(define (r$ x) (values (* 2 x) (sum x)))"
         "(defvjp r$ (lambda (primals cts) (list (+ (* 3 (list-ref cts 0)) (* 5 (list-ref cts 1) (ones-like (car primals)))))))"
         "(define (f$ a : (Tensor f64 [n]) c : (Tensor f64 [n])) (vjp r$ (list a) (list c 2.0)))", (A, B), 3 * B + 10),
    Case("(define-type P$ (Record [w : (Tensor f64 [n])] [b : float64]))(define (r$ p) (* p.b (sum p.w)))"
         "(defvjp r$ (lambda (primals ct) (list (P$ (* ct (ones-like (let ([p (car primals)]) p.w))) (* 7 ct)))))"
         "(define (f$ a : (Tensor f64 [n])) (let ([d (grad r$ (P$ a 2.0))]) (values d.w d.b)))", (A,), (np.ones(3), np.float64(7.0))),
    Case("(define (r$ x k) (* k x))(defvjp r$ (lambda (primals ct) (list (* 9 ct) #f)))"
         "(define (f$ a : float64 k : integer) (grad (lambda (x) (r$ x k)) a))", (2.0, 3), 9.0),
    Case("(define (r$ x) (slice x [1] [(size x)]))(defvjp r$ (lambda (primals ct) (list (concat [0.0] (* 2 ct) :axis 0))))"
         "(define (f$ a : (Tensor f64 [n])) (grad (lambda (v) (sum (r$ v))) a))", (A,), np.array([0.0, 2.0, 2.0])),
    # Zero is a cotangent of any shape.
    Case("(define (r$ x) (sum x))(defvjp r$ (lambda (primals ct) (list 0)))(define (f$ a : (Tensor f64 [n])) (grad r$ a))", (A,), np.zeros(3)),
    # Forward.
    Case(f"{SIN10}(define (f$ a : float64) (derivative s$ a))", (0.5,), 10 * np.cos(0.5)),
    Case(f"{SIN10}(define (f$ a : (Tensor f64 [n]) t : (Tensor f64 [n])) (jvp s$ (list a) (list t)))", (A, B), (np.sin(A), 10 * B * np.cos(A))),
    Case("(define (r$ x y) (values (* x y) x))(defjvp r$ (lambda (primals tangents) (list (list-ref tangents 1) 4.0)))"
         "(define (f$ a : float64 b : float64) (jvp r$ (list a b) (list 1.0 2.0)))", (2.0, 3.0),
         ((np.float64(6.0), np.float64(2.0)), (np.float64(2.0), np.float64(4.0)))),
    # A loop with a rule.
    Case("(define (r$ x n) (if (= n 0) x (r$ (* x x) (- n 1))))(defvjp r$ (lambda (primals ct) (list (* 3 ct) #f)))"
         "(define (f$ a : float64 n : integer) (grad (lambda (x) (r$ x n)) a))", (1.5, 2), 3.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_rule(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


def test_the_rule_is_an_attribute() -> None:
    source = "(define (g x) (exp x))(defvjp g (lambda (primals ct) (list ct)))(define (f a : float64) (+ (g a) (g 1.0)))"
    text = compile_frontend(Source("t.esk", source)).mlir
    assert "eshkol.vjp = @g." in text
    # A call that depends on nothing is no call.
    assert text.count('"func.call"') == 2


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("(define (g x y) (* x y))(defvjp g (lambda (p c) (list c)))(define (f a : float64) (g a 2.0))",
         "ArityError: the rule of `g` returns 1 cotangent, but the procedure takes 2 arguments"),
        ("(define (g x) (sum x))(defvjp g (lambda (p c) (list [1.0 2.0])))(define (f a : (Tensor f64 [3])) (g a))",
         "ShapeError: cotangent 1 that the rule of `g` returns should be (Tensor f64 [3]) but is (Tensor f64 [2])"),
        ("(define (g x) (sum x))(defvjp g (lambda (p c) (list c)))(define (f a : (Tensor f64 [n])) (g a))",
         "ShapeError: cotangent 1 that the rule of `g` returns should be (Tensor f64 [n]) but is (Tensor f64 [])"),
        ("(define (g x) (sum x))(defvjp g (lambda (p c) (list 2.0)))(define (f a : (Tensor f64 [n])) (g a))",
         "ShapeError: cotangent 1 that the rule of `g` returns should be (Tensor f64 [n]) but is the number 2.0"),
        ("(define (g x) (sum x))(defvjp g (lambda (p c) (list \"no\")))(define (f a : (Tensor f64 [n])) (g a))",
         'TypeError: cotangent 1 that the rule of `g` returns should be (Tensor f64 [n]) but is the string "no"'),
        ("(define (g x) (* x x))(defjvp g (lambda (p t) [1.0 2.0]))(define (f a : (Tensor f64 [3])) (g a))",
         "ShapeError: the tangent that the rule of `g` returns should be (Tensor f64 [3]) but is (Tensor f64 [2])"),
        ("(defvjp sin (lambda (p c) (list c)))",
         "NameError: `sin` is built in, and defvjp gives a rule to a procedure of the program"),
        ("(define (g x) x)(defvjp g (lambda (p c) (list c)))(defvjp g (lambda (p c) (list c)))",
         "NameError: `g` has two rules of defvjp"),
        ("(define g 3)(defvjp g (lambda (p c) (list c)))",
         "TypeError: defvjp gives a rule to `g`, which is no procedure"),
        ("(define (g x) x)(defvjp g 3)",
         "TypeError: the rule that defvjp gives should be a procedure but is the number 3"),
        ("(define (f x : float64) (define (g x) x) (defvjp g (lambda (p c) (list c))) (g x))",
         "SyntaxError: defvjp belongs at top level"),
        ("(define (g x) x)(defvjp g)",
         "SyntaxError: malformed defvjp"),
        ("(define (g h x) (h x))(defvjp g (lambda (p c) (list c c)))(define (f a : float64) (g sin a))",
         "UnsupportedError: `g` has a rule for its derivative, which this call cannot use"),
        ("(define (g x) (lambda (y) x))(defvjp g (lambda (p c) (list c)))(define (f a : float64) ((g a) 1))",
         "UnsupportedError: `g` has a rule for its derivative, but returns a procedure"),
    ],
)  # fmt: skip
def test_what_is_refused(source: str, message: str) -> None:
    refused(source, message)
