"""Types and type classes at the prompt and in `eval`, where forms come one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "repl"]

SHOW = """\
(define-type-class (Show a) (show : (-> a string)) (twice : (-> a string))
  (define (twice x) (string-append (show x) (show x))))
(define-type-class-instance (Show integer) (define (show n) (number->string n)))
(define (framed x) (string-append "<" (twice x) ">"))
(: labeled (forall (a) (-> string a string) (where (Show a))))
(define (labeled name x) (string-append name (show x)))
"""
MODULE = """\
(define-module shapes
  (export Show show Point Color Color? Red Green labeled)
  (define-type Point (Record [x : integer] [y : integer]))
  (define-type Color (Union Red Green))
  (define-type-class (Show a) (show : (-> a string)))
  (define-type-class-instance (Show Point) (define (show p) "point"))
  (: labeled (forall (a) (-> string a string) (where (Show a))))
  (define (labeled name x) (string-append name (show x))))
"""


def converse(text: str, folder: Path) -> tuple[list[str], str]:
    """The lines that a session prints, and what it tells of errors."""
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        COMMAND, input=text, capture_output=True, text=True, timeout=120, check=False, cwd=folder, env=surroundings
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.stdout.splitlines(), done.stderr


def test_instances_are_seen_by_what_was_defined_before_them(tmp_path: Path) -> None:
    printed, told = converse(
        SHOW
        + """\
(list (show 5) (framed 3) (labeled "n" 4))
(define-type-class-instance (Show string) (define (show s) s))
(list (framed "a") (labeled "n" "b"))
(define-type Point (Record [x : integer]))
(define (of-point [p : Point]) (show p))
(define-type-class-instance (Show Point) (define (show p) (number->string p.x)))
(define (of-point [p : Point]) (show p))
(list (of-point (Point 1)) (framed (Point 2)) (labeled "n" (Point 3)))
(define-type-class-instance (Show Point) (define (show p) "again"))
(list (of-point (Point 1)) (framed (Point 2)) (labeled "n" (Point 3)))
(define-type Point (Record [x : integer] [y : integer]))
(labeled "n" (Point 1 2))
,type (show 5)
""",
        tmp_path,
    )
    assert printed == [
        '("5" "<33>" "n4")',
        '("<aa>" "nb")',
        '("1" "<22>" "n3")',
        '("again" "<againagain>" "nagain")',
        '"nagain"',
        "static type: string",
        "a string of 1 character",
    ]
    assert told.startswith(
        "<stdin>:11:32: error[E0444]: TypeError: the method `show` needs an instance of Show for Point\n"
    )
    assert told.count("error") == 1


def test_errors_of_classes_are_those_of_files(tmp_path: Path) -> None:
    printed, told = converse(
        SHOW
        + """\
(show 'a)
(labeled "n" 'a)
(framed 'a)
(labeled "n" (vector-ref (vector 'a) 0))
(define-type-class-instance (Show string) (define (shown s) s))
(define-type-class-instance (Show string))
(define-type-class-instance (Show string) (define (show s) 5))
(define-type-class-instance (Shown string) (define (show s) s))
(define-type-class (Loud a) (where (Show a)) (loud : (-> a string)))
(define-type-class-instance (Loud string) (define (loud s) s))
(show "a")
""",
        tmp_path,
    )
    assert printed == []
    assert [line for line in told.splitlines() if "error" in line] == [
        "<stdin>:7:1: error[E0444]: TypeError: the method `show` needs an instance of Show for symbol",
        "<stdin>:8:1: error[E0444]: TypeError: `labeled` needs an instance of Show for symbol",
        "error: the method twice needs an instance of Show (there are: integer) for: a",
        "error: labeled needs an instance of Show (there are: integer) for: a",
        "<stdin>:11:43: error[E0445]: TypeError: Show has no method `shown`",
        "<stdin>:12:1: error[E0445]: TypeError: this instance of Show for string lacks `show`",
        "<stdin>:13:60: error[E1202]: TypeError: the result of `show of (Show string)` should be a string, but is an integer",
        "<stdin>:14:30: error[E0443]: NameError: there is no type class `Shown`",
        "<stdin>:16:1: error[E0447]: TypeError: an instance of Loud must be one of Show, and string is not",
        "<stdin>:17:1: error[E0444]: TypeError: the method `show` needs an instance of Show for string",
    ]


def test_what_is_defined_again_replaces_the_earlier(tmp_path: Path) -> None:
    printed, _ = converse(
        SHOW
        + """\
(define-type-class (Show a) (show : (-> a string)))
(guard (e (#t 'none)) (labeled "n" (vector-ref (vector 1) 0)))
(define-type-class-instance (Show integer) (define (show n) "new"))
(labeled "n" 1)
(define (show x) 'mine)
(list (show 1) (labeled "n" 1))
(define-type-class (Kind a) (show : (-> a symbol)))
(define-type-class-instance (Kind integer) (define (show n) 'kind))
(list (show 1) (labeled "n" 1))
(define-type-class (Monoid a) (unit : a) (times : (-> a a a)))
(define-type-class-instance (Monoid integer) (define unit 1) (define (times a b) (* a b)))
(define (power x n) : integer (if (= n 0) unit (times x (power x (- n 1)))))
(power 2 5)
(define-type-class-instance (Monoid integer) (define unit 10) (define (times a b) (* a b)))
(power 2 5)
(define (double x) (+ x x))
(define-type-class (Numeric a) (+ : (-> a a a)))
(define-type Vec (Record [x : float64]))
(define (sum . xs) (apply + xs))
(list (+) (+ 1 2 3) (sum 1 2 3))
(define-type-class-instance (Numeric Vec) (define (+ a b) (Vec (+ a.x b.x))))
(list (+ (Vec 1) (Vec 2) (Vec 3)) (sum (Vec 1) (Vec 2)) (map + '(1 2) '(3 4)))
(define-type-class (Numeric a) (+ : (-> a a a)))
(+ 1 2)
""",
        tmp_path,
    )
    assert printed == [
        "none",
        '"nnew"',
        '(mine "nnew")',
        '(kind "nnew")',
        "32",
        "320",
        "(0 6 6)",
        "(#<Vec [x 6.0]> #<Vec [x 3.0]> (4 6))",
        "3",
    ]


def test_classes_of_modules_and_of_code_as_data(tmp_path: Path) -> None:
    (tmp_path / "shapes.esk").write_text(MODULE, encoding="utf-8")
    (tmp_path / "later.esk").write_text(
        """\
(define-type-class (Name a) (name : (-> a string)))
(write (name "before the instance"))
(define-type-class-instance (Name string) (define (name s) "string"))
""",
        encoding="utf-8",
    )
    printed, told = converse(
        """\
(begin (import shapes) (define-type-class-instance (Show Color) (define (show c) "color")))
(list (labeled "a " Red) (labeled "a " (Point 1 2)))
(define-type-class-instance (Show Point) (define (show p) "new"))
(list (labeled "a " Red) (labeled "a " (Point 1 2)))
(define here (interaction-environment))
(load "later.esk")
(newline)
(name "x")
(eval '(define-type-class-instance (Name symbol) (define (name s) "symbol")) here)
(list (name "x") (name 'x) (eval '(name 'x) here))
(guard (e ((error-object? e) (error-object-message e)))
  (eval '(define-type-class-instance (Nothing string) (define (name s) "string")) here))
""",
        tmp_path,
    )
    assert printed == [
        '("a color" "a point")',
        '("a color" "a new")',
        '"string"',
        '"string"',
        '("string" "symbol" "symbol")',
        '"eval: there is no type class `Nothing`"',
    ]
    assert told == ""


@pytest.mark.parametrize(
    ("text", "printed", "errors"),
    [
        (
            """\
(: f (-> integer integer))
(define (f x) "a")
(define (f x) (+ x 1))
(f 1)
(f "a")
(define (f x) "a")
(f 1)
(: f (-> integer integer))
(: f (-> any string))
(map f '(1 2))
(: f (-> integer string))
(f "a")
""",
            ["2", '"a"', '("a" "a")'],
            [
                "<stdin>:2:15: error[E1202]: TypeError: the result of `f` should be an integer, but is a string",
                "<stdin>:5:4: error[E1201]: TypeError: argument 1 (x) of `f` should be an integer, but is a string",
                "<stdin>:6:15: error[E1202]: TypeError: the result of `f` should be an integer, but is a string",
                "<stdin>:12:4: error[E1201]: TypeError: argument 1 (x) of `f` should be an integer, but is a string",
            ],
        ),
        (
            """\
(define x (car '(5)))
(: x string)
(+ x 1)
(: x integer)
(string-append x "a")
(: y (list integer))
(define y (list (vector-ref (vector 'a) 0)))
(define y '(a))
(: y (list symbol))
(define y '(a))
(: z Foo)
(: z (->))
(: w string)
(: w integer)
(define w "a")
(define w 5)
(list x y w)
""",
            ["6", "(5 (a) 5)"],
            [
                "error: x must be a string, but is 5 (declared at <stdin>:2:6)",
                "<stdin>:5:16: error[E1204]: TypeError: argument 1 of `string-append` should be a string, but is an integer",
                "error: each element of y must be an integer, but is a (declared at <stdin>:6:6)",
                "<stdin>:8:11: error[E1203]: TypeError: `y` should be a (list integer), but is a (list symbol)",
                "<stdin>:11:6: error[E0309]: NameError: there is no type `Foo`",
                "<stdin>:12:6: error[E0401]: SyntaxError: an arrow type needs a result",
                "<stdin>:15:11: error[E1203]: TypeError: `w` should be an integer, but is a string",
            ],
        ),
    ],
)
def test_a_declaration_waits_for_its_definition(
    text: str, printed: list[str], errors: list[str], tmp_path: Path
) -> None:
    lines, told = converse(text, tmp_path)
    assert lines == printed
    assert [line for line in told.splitlines() if "error" in line] == errors
