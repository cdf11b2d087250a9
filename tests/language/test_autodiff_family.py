"""The ``autodiff-`` procedures of the language specification (its section 8), exact where they can be."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.types.transforms.dual import Dual, NotExact, new_tag, split
from language_support import Case, check_tree, each, program_fixture, refused

DEFINITIONS = """
(define (f x) (* x x))
(define (g x y) (+ (* x x) (* y y)))
(define (cube x) (* x x x))
(define (squares v) (vector (* (vector-ref v 0) (vector-ref v 0)) (* (vector-ref v 1) (vector-ref v 1))))
(define df/dx (autodiff-gradient cube))
(define d2f/dx2 (autodiff-gradient df/dx))
(define d3f/dx3 (autodiff-gradient d2f/dx2))
"""

#: Expressions whose value is known while compiling, as ``display`` shows them: the point is exact.
EXACT = [
    # The examples of the specification.
    ("(autodiff-forward f 3)", ["9", "6"]),
    ("(autodiff-forward g 3 4)", ["25", "(6 8)"]),
    ("(autodiff-reverse f 3)", ["9", "6"]),
    ("(autodiff-gradient f 3)", ["6"]),
    ("(df/dx 2)", ["12"]),
    ("(d2f/dx2 2)", ["12"]),
    ("(d3f/dx3 2)", ["6"]),
    # Several arguments, other orders, other forms.
    ("(autodiff-reverse g 3 4)", ["25", "(6 8)"]),
    ("(autodiff-gradient g 3 4)", ["(6 8)"]),
    ("((autodiff-gradient g) 3 4)", ["(6 8)"]),
    ("(autodiff-forward-n cube 2 4)", ["(8 12 12 6 0)"]),
    ("((autodiff-forward-n cube) 2 0)", ["(8)"]),
    ("(autodiff-gradient (lambda (v) (fold-left + 0 (map * v v))) '(3 4))", ["(6 8)"]),
    ("(autodiff-gradient (lambda (v) (* (car v) (cadr v))) (list 3 1/2))", ["(1/2 3)"]),
    ("(grad f 3)", ["6"]),
    ("(grad f 1/3)", ["2/3"]),
    ("(grad (lambda (x) (/ 1 x)) 2)", ["-1/4"]),
    ("(grad (lambda (x) (expt x -3)) 2)", ["-3/16"]),
    ("(grad (lambda (x) (/ x (+ x 1))) 2)", ["1/9"]),
    ("(grad (lambda (x) (- (abs (- x)))) -3)", ["1"]),
    ("(grad (lambda (x) (if (> x 0) (* x x) (* 5 x))) -3)", ["5"]),
    ("(grad (lambda (x) 7) 3)", ["0"]),
    ("(grad (lambda (x) (* x (stop-gradient x))) 3)", ["3"]),
    ("(value-and-grad g 3 4 :argnums [1 0])", ["25", "8", "6"]),
    ("(jvp g (list 3 4) (list 1 2))", ["25", "22"]),
    ("(jvp g (list 3 4) (list #f 2))", ["25", "16"]),
    ("(derivative cube 2)", ["12"]),
    ("(hessian cube 2)", ["12"]),
    # An inner derivative by another variable is not confused with the outer one.
    ("(grad (lambda (x) (* x (grad (lambda (y) (+ x y)) 1))) 5)", ["1"]),
    ("(grad (lambda (x) (* x (grad (lambda (y) (* x y)) 1))) 5)", ["10"]),
    ("(grad (lambda (x) (grad (lambda (y) (* x y y)) x)) 5)", ["20"]),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), EXACT, ids=[row[0] for row in EXACT])
def test_exact_derivative(expression: str, expected: list[str]) -> None:
    names = " ".join(f"v{i}" for i in range(len(expected)))
    source = DEFINITIONS + f"(define-values ({names}) {expression})"
    shown = compile_frontend(
        Source("test.esk", source + "".join(f"(displayln {name})" for name in names.split())), script="run"
    ).elaborated.script
    assert [text for text in shown if text != "\n"] == expected


def test_exact_matrices() -> None:
    program = esk.compile(
        DEFINITIONS
        + """
        (define (jacobian-of) (autodiff-jacobian squares (vector 3 4)))
        (define (hessian-of) (autodiff-hessian (lambda (v) (* (vector-ref v 0) (vector-ref v 0) (vector-ref v 1)))
                                               (vector 3 4)))""",
        cache=False,
    )
    np.testing.assert_array_equal(program.jacobian_of(), [[6, 0], [0, 8]])
    np.testing.assert_array_equal(program.hessian_of(), [[8, 6], [6, 0]])


def test_exactness_ends_where_floats_begin() -> None:
    """Anything but arithmetic makes the derivative one of float64; the answer is equal."""
    program = esk.compile(
        """
        (define (a) (grad sin 1))
        (define (b) (autodiff-gradient (lambda (v) (vector-dot v v)) (vector 3 4)))
        (define (c) (grad (lambda (x) (* 0.5 x x)) 3))
        (define (typed x : float64) : float64 (* x x))
        (define (d) (grad typed 3))
        """,
        cache=False,
    )
    loop = esk.compile(
        "(define (f) (grad (lambda (x) (let loop ([i 0] [s x]) (if (= i 5) s (loop (+ i 1) (* s x))))) 2))",
        cache=False,
    )
    assert program.a() == pytest.approx(np.cos(1.0), rel=1e-15)
    np.testing.assert_array_equal(program.b(), [6.0, 8.0])
    assert program.c() == 3.0
    assert program.d() == 6.0
    assert loop.f() == 192.0


# With numbers of the running program ----------------------------------------------------------------

A = np.array([0.5, -1.25, 2.0])

CASES = [
    Case("(define (f$ a : float64) (autodiff-forward sin a))", (0.5,), (np.sin(0.5), np.cos(0.5))),
    Case("(define (f$ a : float64 b : float64) (autodiff-forward (lambda (x y) (* x y y)) a b))", (2.0, 3.0),
         (np.float64(18.0), (np.float64(9.0), np.float64(12.0)))),
    Case("(define (f$ a : float64) (autodiff-forward (lambda (x) (list (sin x) (* x x))) a))", (0.5,),
         ((np.sin(0.5), np.float64(0.25)), (np.cos(0.5), np.float64(1.0)))),
    Case("(define (f$ a : (Tensor f64 [n])) (autodiff-forward (lambda (v) (sum (* v v))) a))", (A,), (np.float64((A * A).sum()), 2 * A)),
    Case("(define (f$ a : (Tensor f64 [n])) (autodiff-forward (lambda (v) (* v v)) a))", (A,), (A * A, np.diag(2 * A))),
    Case("(define (f$ a : (Tensor f64 [n])) (autodiff-reverse (lambda (v) (sum (* v v))) a))", (A,), (np.float64((A * A).sum()), 2 * A)),
    Case("(define (f$ a : float64 b : float64) (autodiff-reverse (lambda (x y) (* x y y)) a b))", (2.0, 3.0),
         (np.float64(18.0), (np.float64(9.0), np.float64(12.0)))),
    Case("(define (f$ a : float64 b : float64) (autodiff-gradient (lambda (x y) (* x y y)) a b))", (2.0, 3.0),
         (np.float64(9.0), np.float64(12.0))),
    Case("(define (f$ a : float64) (autodiff-forward-n exp a 3))", (0.5,), (np.exp(0.5),) * 4),
    Case("(define (f$ a : float64) (autodiff-forward-n sin a 3))", (0.5,), (np.sin(0.5), np.cos(0.5), -np.sin(0.5), -np.cos(0.5))),
    Case("(define (f$ a : (Tensor f64 [n])) (autodiff-jacobian (lambda (v) (* v v)) a))", (A,), np.diag(2 * A)),
    Case("(define (f$ a : (Tensor f64 [n])) (autodiff-hessian (lambda (v) (sum (* v v v))) a))", (A,), np.diag(6 * A)),
    # Declared types go on to the derivative (section 8.5).
    Case("(: g$ (-> (vector float64 n) float64))(define g$ (lambda (v) (vector-sum (vector-square v))))"
         "(: f$ (-> (vector float64 n) (vector float64 n)))(define f$ (autodiff-gradient g$))", (A,), 2 * A),
    Case("(: h$ (-> float64 float64))(define (h$ x) (* x x))(define f$ (autodiff-gradient h$))", (3.0,), 6.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_family(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(autodiff-forward-n sin a -1)",
         "TypeError: the order of derivatives should be an integer known when compiling, 0 or more, but is the number -1"),
        ("(autodiff-forward-n sin a)",
         "ArityError: autodiff-forward-n takes a point and an order but gets 1 values"),
        ("(autodiff-gradient (lambda (x) (list x x)) a)",
         "TypeError: autodiff-gradient needs a procedure that returns one number, but the procedure returns a list of 2 elements"),
        ("(autodiff-gradient 3 a)", "TypeError: expected a procedure but got the number 3, in autodiff-gradient"),
    ],
)  # fmt: skip
def test_what_is_refused(expression: str, message: str) -> None:
    refused(f"(define (f a : float64) {expression})", message)


# Dual numbers ----------------------------------------------------------------------------------------


def test_dual_arithmetic_against_fractions() -> None:
    """The derivative of ((x² - 3) / (2x + 1))³ at 5/7, by the rules of the quotient and the chain."""
    x, tag = Fraction(5, 7), new_tag()
    d = Dual(tag, x, 1)
    value, slope = split(((d * d - 3) / (2 * d + 1)) ** 3, tag)
    u, v = x * x - 3, 2 * x + 1
    assert value == (u / v) ** 3
    assert slope == 3 * (u / v) ** 2 * (2 * x * v - 2 * u) / v**2


def test_dual_numbers_are_nothing_else() -> None:
    d = Dual(new_tag(), 3, 1)
    for use in (float, int, bool, lambda n: n // 2, lambda n: 2**n, lambda n: n**0.5, lambda n: n + 0.5):
        with pytest.raises(NotExact):
            use(d)
    assert d == 3
    assert 2 < d <= 3


def test_deterministic() -> None:
    """Tags of dual numbers leave no trace in what is compiled."""
    source = "(define (f x : float64) (* x (grad (lambda (y) (* y y)) 3)))"
    first = compile_frontend(Source("t.esk", source)).mlir
    assert first == compile_frontend(Source("t.esk", source)).mlir
    code = f"from eshkol_mlir.compiler.frontend import *; print(compile_frontend(Source('t.esk', {source!r})).mlir, end='')"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert again.stdout == first
