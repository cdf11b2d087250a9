"""Procedures that are declared to return several values: their number and their types are checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import Source
from gradual_support import ON_HOST, UNKNOWN, complaints, output

TRY = """(define (try thunk)
  (guard (e (#t (write-string (error-object-message e)) (newline)))
    (call-with-values thunk (lambda found (write found) (newline)))))
"""
PAIR = "(: f (-> any (values integer string)))\n(define (f x) (if (pair? x) (car x) (values (unknown x) (unknown x))))\n"
OTHER = (
    "(: h (-> (-> integer (values integer string)) string))\n(define (h k) (let-values ([(a b) (k 1)]) b))\n"
)
FLOATS = "(: g (-> integer (values float64 any)))\n(define (g n) (values n n))\n"


@pytest.mark.parametrize(
    ("program", "call", "told"),
    [
        (PAIR, "(f 1)", "f: value 2 of the result must be a string, but is 1"),
        (PAIR, '(f "a")', 'f: value 1 of the result must be an integer, but is "a"'),
        (PAIR, "(f '(1))", "f: the result must be (values integer string), but is 1 value"),
        (
            OTHER,
            "(h (unknown (lambda (n) (values n n n))))",
            "h: what argument 1 (k) returns must be (values integer string), but is 3 values",
        ),
        (
            OTHER,
            "(h (unknown (lambda (n) (values n n))))",
            "h: value 2 of what argument 1 (k) returns must be a string, but is 1",
        ),
        (OTHER, '(h (unknown (lambda (n) (values n "b"))))', '("b")'),
        (FLOATS, "(g 3)", "(3.0 3)"),
    ],
)
def test_values_are_checked_where_they_are_returned(
    program: str, call: str, told: str, tmp_path: Path
) -> None:
    found = output(ON_HOST + UNKNOWN + TRY + program + f"(try (lambda () {call}))\n", tmp_path)
    assert found.partition(" (declared at ")[0].strip() == told


def test_values_of_known_types_are_not_checked() -> None:
    text = ON_HOST + '(: f (-> integer (values integer string)))\n(define (f n) (values n "a"))\n(f 1)\n'
    assert check_program(Source("p.esk", text)) == []


def test_another_number_of_values_is_told_before_the_program_runs() -> None:
    text = "(: f (-> integer (values integer integer integer)))\n(define (f n) (values n n))"
    assert complaints(text) == [
        "2:15 E1202: the result of `f` should be a (values integer integer integer), but is a (values integer integer)"
    ]
