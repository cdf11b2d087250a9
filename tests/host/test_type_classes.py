"""Type classes in programs on the host: instances are chosen by values."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from host_support import IS_ESHKOL, UNCAUGHT, run_text, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

SHOW = """(define-type Shape (Union (Circle r) (Square side) Dot))
(define-type-class (Show a) (show : (-> a string)) (show-all : (-> (list a) string))
  (define (show-all xs) (apply string-append (map show xs))))
(define-type-class-instance (Show integer) (define (show n) (number->string n)))
(define-type-class-instance (Show number) (define (show n) "number"))
(define-type-class-instance (Show string) (define (show s) (string-append "'" s "'")))
(define-type-class-instance (Show boolean) (define (show b) (if b "yes" "no")) (define (show-all xs) "truths"))
(define-type-class-instance (Show Shape) (define (show s) "shape"))
(define-type-class-instance (Show Circle) (define (show c) (string-append "circle " (show c.r))))
(define-type-class-instance (Show (vector<float64>)) (define (show v) "vector"))
(define-type-class-instance (Show list) (define (show l) (string-append "(" (apply string-append (map show l)) ")")))
"""
NUMERIC = """(define-type Vec (Record [x : float64] [y : float64]))
(define-type-class (Numeric a) (+ : (-> a a a)) (* : (-> a a a)))
(define-type-class-instance (Numeric Vec)
  (define (+ a b) (Vec (+ a.x b.x) (+ a.y b.y)))
  (define (* a b) (Vec (* a.x b.x) (* a.y b.y))))
(: double (forall (a) (-> a a) (where (Numeric a))))
(define (double x) (+ x x))
(define (same x) x)
"""
MONOID = """(define-type-class (Monoid a) (unit : a) (combine : (-> a a a)) (power : (-> a integer a))
  (define (power x n) (if (= n 0) unit (combine x (power x (- n 1))))))
(define-type-class-instance (Monoid string) (define unit "") (define (combine a b) (string-append a b)))
(define-type-class-instance (Monoid list) (define unit '()) (define (combine a b) (append a b)))
(define-type-class-instance (Monoid integer) (define unit 1) (define (combine a b) (* a b)))
"""


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        # The most special instance: integers before numbers, a constructor's type before its union.
        ("(map show (list 1 1.5 1/2))", '("1" "number" "number")'),
        ("(map show (list (Circle 2) (Square 1) Dot))", '("circle 2" "shape" "shape")'),
        ('(map show (list "a" #t (list 1 "b")))', '("\'a\'" "yes" "(1\'b\')")'),
        ("(map show (list #f64vec(1.0 2.0) (vector 1.0 2.0)))", '("vector" "vector")'),
        # Chosen by elements; a default, and an instance's own.
        ("(show-all '(1 2 3))", '"123"'),
        ("(show-all '(#t #f))", '"truths"'),
        ("(let ((show list)) (show 1))", "(1)"),
    ],
)
def test_value(expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path, SHOW) == output


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("(+ (same (Vec 1 2)) (same (Vec 3 4)))", "#<Vec [x 4.0] [y 6.0]>"),
        ("(list (+) (+ 1) (+ 1 2) (+ 1 2 3) (* 2 3 4))", "(0 1 3 6 24)"),
        ("(+ (Vec 1 1) (Vec 2 2) (Vec 3 3))", "#<Vec [x 6.0] [y 6.0]>"),
        ("(list (apply + '(1 2 3 4)) (apply + '()) (fold-left + 0 '(1 2)))", "(10 0 3)"),
        ("(fold-left + (Vec 0 0) (list (Vec 1 2) (Vec 3 4)))", "#<Vec [x 4.0] [y 6.0]>"),
        ("(list (double 2) (double 1.5) (double (Vec 1 2)))", "(4 3.0 #<Vec [x 2.0] [y 4.0]>)"),
        ("(tensor->list (double #f64vec(1.0 2.0)))", "(2.0 4.0)"),
    ],
)
def test_operations_of_records(expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path, NUMERIC) == output


@pytest.mark.parametrize(
    ("before", "expression", "message"),
    [
        (
            SHOW,
            "(show (vector-ref (vector 'a) 0))",
            "the method show needs an instance of Show (there are: integer, number, string, ",
        ),
        (
            NUMERIC,
            '(+ (same (Vec 1 2)) (vector-ref (vector "x") 0))',
            "the method + needs an instance of Numeric (there are: Vec) for",
        ),
        (
            NUMERIC,
            '(double (vector-ref (vector "x") 0))',
            'double needs an instance of Numeric (there are: Vec) for: "x"',
        ),
    ],
)
def test_error(before: str, expression: str, message: str, tmp_path: Path) -> None:
    outcome = run_text(f'{before}(write-string "") {expression}', tmp_path)
    assert outcome.status == UNCAUGHT
    assert outcome.stderr.startswith(f"error: {message}")


def test_monoids_obey_their_laws(tmp_path: Path) -> None:
    rng = random.Random(11)

    def values() -> list[str]:
        numbers = [str(rng.randrange(-50, 50)) for _ in range(3)]
        texts = ['"' + "".join(rng.choices("abc", k=rng.randrange(4))) + '"' for _ in range(3)]
        lists = [f"'({' '.join(str(rng.randrange(9)) for _ in range(rng.randrange(4)))})" for _ in range(3)]
        kind, parts = rng.choice([("integer", numbers), ("string", texts), ("list", lists)])
        return [kind, *parts]

    laws = []
    for _ in range(40):
        kind, a, b, c = values()
        laws.append(f"(equal? (combine {a} (combine {b} {c})) (combine (combine {a} {b}) {c}))")
        laws.append(f"(equal? {a} (combine (the {kind} unit) {a}))")
        laws.append(f"(equal? (power {a} 3) (combine {a} (combine {a} {a})))")
    assert written(f"(list {' '.join(laws)})", tmp_path, MONOID) == f"({' '.join(['#t'] * len(laws))})"


def test_classes_cross_modules(tmp_path: Path) -> None:
    text = """(define-module sizes (export Size size-of total)
  (define-type-class (Size a) (size-of : (-> a integer)))
  (define-type-class-instance (Size string) (define (size-of s) (string-length s)))
  (: total (forall (a) (-> (list a) integer) (where (Size a))))
  (define (total xs) (apply + (map size-of xs))))
(import sizes)
(define-type Box (Record [content : any]))
(define-type-class-instance (Size Box) (define (size-of b) (+ 1 (size-of b.content))))
(write (list (total '("a" "bc")) (total (list (Box "abc") (Box "")))))
"""
    assert run_text(text, tmp_path).stdout == "(3 5)"


def test_executables_have_classes(tmp_path: Path) -> None:
    program = tmp_path / "program.esk"
    program.write_text(
        f'{NUMERIC}(write (double (same (Vec 1 2)))) (write (string-length "abc"))', encoding="utf-8"
    )
    target = tmp_path / "program"
    command = [sys.executable, "-m", "eshkol_mlir.cli.compile", str(program), "--emit=exe", "-o", str(target)]
    subprocess.run(command, check=True, timeout=120)
    shown = subprocess.run([target], check=True, timeout=30, capture_output=True, text=True).stdout
    assert shown == "#<Vec [x 2.0] [y 4.0]>3"
