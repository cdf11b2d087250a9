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
(define (half [x : rational]) : rational (/ x 2))
(define (first-of [v : (vector float64)]) : string (number->string (vector-ref v 0)))
(define (text [v : vector<integer>]) : string (number->string (vector-ref v 0)))
(define (same-vector [v : (vector integer)]) (string-append "") v)
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
        ("(half (unknown 3))", "3/2"),
        ("(half (unknown 2/3))", "1/3"),
        ("(half (unknown 0.5))", "half: argument 1 (x) must be a rational, but is 0.5"),
        ("(half (unknown 'a))", "half: argument 1 (x) must be a rational, but is a"),
        ("(first-of (unknown (vector 1 2)))", "1.0"),
        ("(first-of (unknown #f64vec(1.5 2)))", "1.5"),
        (
            '(first-of (unknown (vector 1 "a")))',
            'first-of: each element of argument 1 (v) must be a float64, but is "a"',
        ),
        ("(first-of (unknown '(1 2)))", "first-of: argument 1 (v) must be a (vector f64), but is (1 2)"),
        ("(text (unknown (vector 7 8)))", "7"),
        (
            "(text (unknown (vector 7 0.5)))",
            "text: each element of argument 1 (v) must be an integer, but is 0.5",
        ),
        (
            "(text (unknown #f64vec(1.5 2)))",
            "text: argument 1 (v) must be a (vector i64), but is #tensor(shape: (2), dtype: f64, data: (1.5 2.0))",
        ),
        ("(let ((v (vector 1 2))) (eq? v (same-vector (unknown v))))", "#t"),
        ("(same-vector (unknown (vector)))", "#()"),
        ("(match (unknown 1/2) ((x : rational) (* 2 x)) (else 'no))", "1"),
        ("(match (unknown 0.5) ((x : rational) (* 2 x)) (else 'no))", "no"),
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


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(+ (or-one (Some 5)) (or-one None))", "6"),
        ("(or-one (unknown 5))", "or-one: argument 1 (o) must be a (Option integer), but is 5"),
        # What a type is applied to is checked where a field is used.
        ('(or-one (unknown (Some "a")))', 'or-one: the result must be an integer, but is "a"'),
    ],
)
def test_unions_are_checked_where_they_enter(expression: str, expected: str, tmp_path: Path) -> None:
    program = f"""{ON_HOST + UNKNOWN}
(define-type (Option a) (Union (Some [value : a]) None))
(define (or-one [o : (Option integer)]) : integer (match o ((Some n) n) (None 1)))
(guard (e (#t (display (error-object-message e)))) (display {expression}))"""
    assert output(program, tmp_path).split(" (declared")[0] == expected


def test_what_is_proven_is_not_checked() -> None:
    assert check_program(Source("p.esk", ON_HOST + FIB)) == []
    left = check_program(Source("p.esk", ON_HOST + UNKNOWN + FIB + "(fib (unknown 3))"))
    assert [boundary.what for boundary in left] == ["fib: argument 1 (n) must be an integer"]


@pytest.mark.parametrize(
    "calls",
    [
        "(if (string? x) (next) (next))",
        "(if (string? x) (if (string=? x \"\") 0 (next)) (if (number? x) (next) 0))",
        "(let ((y x)) (if (string? y) (next) (next)))",
        "(let loop ((i 0)) (cond ((= i 2) 0) ((string? x) (next)) (else (next))))",
    ],
)  # fmt: skip
def test_a_test_around_one_call_of_a_local_procedure_proves_nothing_for_the_others(calls: str) -> None:
    text = f"""(define (size [s : string]) : integer (string-length s))
(define (f x) (let ((next (lambda () (size x)))) {calls}))
(write (f (vector-ref (vector 5) 0)))
"""
    left = check_program(Source("p.esk", ON_HOST + text))
    assert [boundary.what for boundary in left] == ["size: argument 1 (s) must be a string"]
