"""What is checked when a program runs: values that enter typed code from where nothing is known of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import Source
from gradual_support import ON_HOST, UNKNOWN, output

TYPED = """
(define (sum [xs : (list integer)]) : integer (if (null? xs) 0 (+ (car xs) (sum (cdr xs)))))
(define (halves [xs : (list float64)]) (map (lambda (x) (/ x 2)) xs))
(: total (-> (-> integer integer) integer))
(define (total f) (+ (f 1) (f 2)))
(: swap (-> (pair integer string) (pair string integer)))
(define (swap p) (cons (cdr p) (car p)))
(define (same [xs : (list integer)]) (eq? xs xs))
"""
FIB = (
    "(: fib (-> integer integer))\n(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n(fib 5)\n"
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(sum (unknown '(1 2 3)))", "6"),
        (
            '(sum (unknown \'(1 "a" 3)))',
            'sum: each element of argument 1 (xs) must be an integer, but is "a"',
        ),
        ("(sum (unknown '(1 2.5)))", "sum: each element of argument 1 (xs) must be an integer, but is 2.5"),
        ("(halves (unknown '(1 3)))", "(0.5 1.5)"),
        ("(total (lambda (x) (* x 2)))", "6"),
        (
            "(total (lambda (x) (unknown 'a)))",
            "total: what argument 1 (f) returns must be an integer, but is a",
        ),
        ('(swap (unknown \'(1 . "a")))', "(a . 1)"),
        ("(swap (unknown '(1 . 2)))", "swap: the cdr of argument 1 (p) must be a string, but is 2"),
    ],
)
def test_parts_of_values_are_checked_where_they_enter(expression: str, expected: str, tmp_path: Path) -> None:
    program = (
        ON_HOST
        + UNKNOWN
        + TYPED
        + f"(guard (e (#t (display (error-object-message e)))) (display {expression}))"
    )
    assert output(program, tmp_path).split(" (declared")[0] == expected


def test_what_is_proven_is_not_checked() -> None:
    assert check_program(Source("p.esk", ON_HOST + FIB)) == []
    left = check_program(Source("p.esk", ON_HOST + UNKNOWN + FIB + "(fib (unknown 3))"))
    assert [boundary.what for boundary in left] == ["fib: argument 1 (n) must be an integer"]
