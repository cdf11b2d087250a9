"""Calls of device code in programs of the host: arguments that can never fit are told before the program runs."""

from __future__ import annotations

import pytest
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
