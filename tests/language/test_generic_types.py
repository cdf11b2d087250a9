"""Types with parameters: ``(define-type (Name parameter ...) type)`` and their applications."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source
from language_support import Case, check, each, program_fixture

SINGLE = np.arange(6, dtype=np.float32)
MATRIX = SINGLE.reshape(2, 3)
SQUARE = np.arange(9.0).reshape(3, 3)
BOX = "(define-type (Box$ a) (Record [value : a]))"
BOTH = f"{BOX}(define-type (Both$ a b) (Record [left : a] [right : b]))"

CASES = [
    # Abbreviations of types and of sizes.
    Case("(define-type (Square$ n) (Tensor f64 [n n]))(define (f$ x : (Square$ 3)) (trace x))", (SQUARE,), 12.0),
    Case("(define-type (Square$ n) (Tensor f64 [n n]))(define (f$ x : (Square$ k) y : (Tensor f64 [k])) (matmul x y))",
         (SQUARE, np.ones(3)), SQUARE @ np.ones(3)),
    Case("(define-type (Rows$ e k) (Tensor e [n k]))(define (f$ x : (Rows$ f32 3)) (sum x))", (MATRIX,), 15.0),
    Case("(define-type (Vec$ e) (vector<e>))(define (f$ x : (Vec$ f32)) (sum x))", (SINGLE,), 15.0),
    Case("(define-type (Twice$ n) (Tensor f32 [(* 2 n)]))(define (f$ x : (Tensor f32 [n])) : (Twice$ n) (concat x x :axis 0))",
         (SINGLE,), np.concatenate([SINGLE, SINGLE])),
    # Applications inside of others, and of a type to itself.
    Case("(define-type (Square$ n) (Tensor f64 [n n]))(define-type Three$ (Square$ 3))(define (f$ x : Three$) (trace x))",
         (SQUARE,), 12.0),
    Case(f"{BOX}(define (g$ [b : (Box$ (Box$ f64))]) b.value.value)(define (f$ a : float64) (g$ (Box$ (Box$ a))))",
         (3.0,), 3.0),
    # Records: of each application, and of all of them.
    Case(f"{BOX}(define (g$ [b : (Box$ f64)]) (* 2 b.value))(define (f$ a : float64) (g$ (Box$ a)))", (3.0,), 6.0),
    Case(f"{BOX}(define (g$ [b : Box$]) (* 2 b.value))(define (f$ a : (Tensor f32 [n])) (g$ (Box$ a)))", (SINGLE,), 2 * SINGLE),
    Case(f"{BOTH}(define (g$ [b : (Both$ (Tensor f32 [n]) (Tensor f32 [n]))]) (+ b.left b.right))"
         "(define (f$ a : (Tensor f32 [6])) (g$ (Both$ a a)))", (SINGLE,), 2 * SINGLE),
    Case(f"{BOTH}(define-type Model$ (Both$ (Box$ (Tensor f32 [2 3])) float64))"
         "(define (g$ [m : Model$]) (* m.right (sum m.left.value)))"
         "(define (f$ a : (Tensor f32 [2 3])) (g$ (Both$ (Box$ a) 2)))", (MATRIX,), np.float64(30.0)),
    # An exact number where a float is declared becomes one, in fields too.
    Case(f"{BOX}(define (g$ [b : (Box$ f64)]) b.value)(define (f$ a : float64) (+ a (g$ (Box$ 2))))", (0.5,), 2.5),
    # A parameter hides types of the same name.
    Case("(define-type k$ f32)(define-type (Pair$ k$) (Tensor k$ [2]))(define (f$ x : (Pair$ f64)) (sum x))",
         (np.array([1.0, 2.0]),), 3.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_value(program: Any, number: int, case: Case) -> None:
    check(program, number, case)


DEFINED = "(define-type (Box a) (Record [value : a]))(define-type (Square n) (Tensor f64 [n n]))"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(define (f [b : (Box f64 f32)]) b.value)", "the type Box takes 1 argument, but has 2 here"),
        ("(define-type P f64)(define (f [x : (P 3)]) x)", "the type P takes no arguments, but has 1 here"),
        ("(define (f [b : (Bax f64)]) b)", "there is no type constructor `Bax`"),
        ("(define-type (A a) (A a))", "the type A is defined by itself"),
        ("(define-type (A a) (list (B a)))(define-type (B a) (A (A a)))", "the type A is defined by itself"),
        ("(define-type (A a) (A (list a)))", "the type A is defined by itself"),
        ("(define-type (N a) (Record [next : (N a)]))", "the type N is defined by itself"),
        ("(define-type R (Record [b : (Box R)]))", "the record R contains itself"),
        ("(define-type (A a a) a)", "the parameter `a` occurs twice"),
        (
            "(define (f [x : (Square 3)]) x)(f (ones [2 3]))",
            r"argument `x` of `f` should be \(Tensor f64 \[3 3\]\)",
        ),
        (
            "(define (g [b : (Box integer)]) b.value)(g (Box 1.5))",
            "field `value` of argument `b` of `g` should be integer but is the number 1.5",
        ),
        (
            "(define (k [x : (Box (Tensor f64 [n]))] [y : (Tensor f64 [n])]) (+ x.value y))(k (Box [1.0 2.0]) [1.0])",
            r"argument `y` of `k` should be \(Tensor f64 \[n\]\) but has shape \[1\]",
        ),
        ("(define (g [b : (Box f64)]) b.value)(g 3)", r"should be \(Box f64\) but is"),
    ],
)
def test_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(EshkolError, match=message):
        compile_frontend(Source("program.esk", DEFINED + text), script="values")
