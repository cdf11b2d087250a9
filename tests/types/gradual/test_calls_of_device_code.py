"""Calls of device code in programs of the host: arguments that can never fit are told before the program runs."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import EshkolError, Source
from gradual_support import complaints

F = "(define (f [A : (Tensor f64 [n 3])] [v : (vector f64 n)] [s : float64] [b : boolean]) (sum A))\n"
MATMUL = "(define (f [A : (Tensor f64 [m n])] [B : (Tensor f64 [n k])]) (matmul A B))\n"
SQUARE = "(define (f [A : (Tensor f64 [2 2])]) (sum A))\n"


@pytest.mark.parametrize(
    "text",
    [
        F + "(f (ones [2 3]) '(1 2) 1 #t)",
        F + "(f [[1 2 3] [4 5 6]] #(1 2) 1/2 #f)",
        F + "(define (g x) (f x x x x))",
        SQUARE + "(f '((1 2) (3 4)))\n(define x : (Tensor f64 [2 2]) '((1 2) (3 4)))",
        # A tensor of any shape may be a number.
        "(define (g [A : (Tensor f32 shape)]) (* A 2))\n(g 5.0)\n(g (ones [2]))",
        "(define (f [A : (Tensor f64 [m n])] [B : (Tensor f64 [(+ m n)])]) (sum B))\n(f (ones [2 3]) (ones [5]))",
    ],
)
def test_accepted(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            SQUARE + "(f [[1.0 2.0 3.0] [4.0 5.0 6.0]])\n(f)",
            [
                "2:4 E1201: argument 1 (A) of `f` should be a (Tensor _ [2 2]),"
                " but is a (vector (vector float64 3) 2)",
                "3:1 E1205: `f` takes 1 argument but gets 0",
            ],
        ),
        (
            MATMUL + "(f (ones [2 3]) (ones [2 3]))",
            ["2:17 E1201: argument 2 (B) of `f` should be a (Tensor _ [n k]), but is a (Tensor _ [2 3])"],
        ),
        (
            F + '(f (zeros [2 3]) "v" \'x #t)',
            [
                "2:18 E1201: argument 2 (v) of `f` should be a (Tensor _ [n]), but is a string",
                "2:22 E1201: argument 3 (s) of `f` should be a number, but is a symbol",
            ],
        ),
    ],
)
def test_refused(text: str, messages: list[str]) -> None:
    assert complaints(text) == messages


def test_checks_of_arguments_are_boundaries() -> None:
    text = (
        '(: g (-> (vector f64 n) any f64))\n(define (g v x) (sum v))\n(define port (open-input-string ""))\n'
    )
    found = check_program(Source("p.esk", F + text))
    reason = "code of the host may pass any value"
    assert [(b.line, b.column, b.what) for b in found if b.reason == reason] == [
        (1, 17, "f: argument 1 (A) must be a (Tensor f64 [n 3])"),
        (1, 42, "f: argument 2 (v) must be a (Tensor f64 [n])"),
        (1, 63, "f: argument 3 (s) must be a float64"),
        (1, 77, "f: argument 4 (b) must be a boolean"),
        (2, 10, "g: argument 1 (v) must be a (Tensor f64 [n])"),
    ]


def test_procedures_of_other_arity_are_told_where_they_are_given() -> None:
    text = (
        "(: twice (-> (-> f64 f64) f64 f64))\n(define (twice f x) (f (f x)))\n"
        "(define (g [v : (vector f64 n)]) (twice {} (sum v)))\n"
    )
    program = "(define (h [v : (vector f64 2)]) (g v))\n"
    assert check_program(Source("p.esk", text.format("(lambda (x) (* x 2.0))") + program)) is not None
    with pytest.raises(EshkolError) as raised:
        check_program(Source("p.esk", text.format("(lambda (x y) x)") + program))
    (diagnostic,) = {d.span: d for d in raised.value.diagnostics}.values()
    assert diagnostic.span is not None
    assert diagnostic.span.text == "(lambda (x y) x)"
    assert diagnostic.message.startswith("argument `f` of `twice` should be (-> float64 float64)")
    assert list(diagnostic.notes)[-1] == "it takes 2 arguments"
