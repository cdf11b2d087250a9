"""define-enum, and the procedures that it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.diagnostics import EshkolError, Source
from host_support import IS_ESHKOL, raises, run_text, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

COLORS = "(define-enum color (red 0) (green 1) (blue 2))\n"


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("(list red green blue)", "(0 1 2)"),
        ("(map color->string (list blue red))", '("blue" "red")'),
        ('(string->color "green")', "1"),
        ("(map color? '(0 2 3 red))", "(#t #t #f #f)"),
        ("(case green ((0) 'r) ((1) 'g))", "g"),
        ("(enum-members color)", "((red . 0) (green . 1) (blue . 2))"),
        # Values that are not written.
        ("(let () (define-enum level low mid (high 10) top) (list low mid high top))", "(0 1 10 11)"),
        ('(let () (define-enum unit (meter "m") (second "s")) (unit->string "s"))', '"second"'),
        # Values are expressions, in order.
        ("(let () (define-enum bits (a 1) (b (* 2 a)) (c (* 2 b))) (list a b c))", "(1 2 4)"),
        ("(let ([e (make-enum 'e)]) (enum-add! e 'x) (enum-add! e 'y 5) (enum->string e 5))", '"y"'),
    ],
)
def test_value(expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path, COLORS) == output


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(color->string 7)", "color->string: no member has this value: 7"),
        ('(string->color "pink")', 'string->color: there is no member of this name: "pink"'),
        ("(string->color 'red)", "string->color: argument 1 must be a string, but is red"),
        ("(enum-add! color 'red 5)", "enum-add!: there is a member of this name already: red"),
        ("(enum-add! 5 'red)", "enum-add!: argument 1 must be an enumeration, but is 5"),
        ('(enum-add! color "x")', 'enum-add!: argument 2 must be a symbol, but is "x"'),
        ("(enum-add! color 'x 1 2)", "enum-add!: too many arguments"),
        ('(make-enum "x")', 'make-enum: argument 1 must be a symbol, but is "x"'),
        (
            "(begin (enum-add! color 'x 'y) (enum-add! color 'z))",
            "enum-add!: a member after one that is no integer needs a value: z",
        ),
    ],
)
def test_error(expression: str, message: str, tmp_path: Path) -> None:
    assert raises(expression, message, tmp_path, COLORS)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("(define-enum)", "malformed define-enum"),
        ("(define-enum 5 (a 1))", "expected a name here"),
        ("(define-enum e (a 1 2))", "malformed define-enum"),
        ("(define-enum e (1 a))", "expected a name here"),
        ("(define-enum e (a 1) (a 2))", "the id `a` occurs twice"),
    ],
)
def test_malformed(form: str, message: str) -> None:
    with pytest.raises(EshkolError) as error:
        expand_source(Source("p.esk", form))
    assert message in str(error.value)


def test_names_are_hygienic(tmp_path: Path) -> None:
    """What the form adds means the language's, whatever the program calls so."""
    program = """
        (define (enum-add! . x) 'mine)
        (define (enum-value? . x) 'mine)
        (define-enum e a b)
        (write (list a b (e? 0)))
    """
    assert run_text(program, tmp_path).stdout == "(0 1 #t)"
