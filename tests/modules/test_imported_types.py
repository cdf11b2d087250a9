"""Patterns of ``match`` that are of types of other modules."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import find_errors
from eshkol_mlir.diagnostics import EshkolError, Source
from modules_support import message, value, write_files

SHAPES = """(define-module shapes
  (export Point Shape Circle Dot Length)
  (define-type Point (Record [x : float64]))
  (define-type Shape (Union (Circle [radius : float64]) Dot))
  (define-type Length float64))
"""


@pytest.mark.parametrize(
    ("imported", "expression", "shown"),
    [
        ("shapes", "(match (Point 2.0) ((p : Point) p.x) (else 0.0))", "2.0"),
        ("shapes", "(match (Circle 2.0) (c : Circle c.radius) (else 0.0))", "2.0"),
        ("shapes", "(match Dot (c : Circle 1) (s : Shape 2) (else 3))", "2"),
        ("shapes", "(match (Point 2.0) (s : Shape 1) (else 2))", "2"),
        ("(only shapes Circle Shape)", "(match (Circle 2.0) (s : Shape 1) (else 2))", "1"),
        ("(rename shapes (Point P))", "(match (P 2.0) (p : P p.x) (else 0.0))", "2.0"),
        ("(prefix shapes in-)", "(match (in-Point 2.0) (p : in-Point p.x) (else 0.0))", "2.0"),
        ("(only shapes Circle)", "(match (Circle 2.0) (s : shapes.Shape 1) (else 2))", "1"),
        # The name of the predicate may be of something else.
        ("shapes", "(let ((Point? (lambda (x) #f))) (match (Point 2.0) (p : Point p.x) (else 0.0)))", "2.0"),
    ],
)  # fmt: skip
def test_the_predicate_need_not_be_imported(imported: str, expression: str, shown: str) -> None:
    assert value(f"(import {imported})\n{expression}", {"shapes.esk": SHAPES}) == shown


def test_a_name_for_an_imported_type_is_followed() -> None:
    text = "(import shapes)\n(define-type Place Point)\n(match (Point 2.0) (p : Place p.x) (else 0.0))"
    assert value(text, {"shapes.esk": SHAPES}) == "2.0"


def test_what_another_module_calls_a_type_is_not_known() -> None:
    told = message("(import shapes)\n(match 2.0 (l : Length 1) (else 2))", {"shapes.esk": SHAPES})
    assert told == (
        "main.esk:2:17: error[E0246]: NameError: nothing tells whether a value is of type `Length` when the program runs\n"
        "  |\n"
        "2 | (match 2.0 (l : Length 1) (else 2))\n"
        "  |                 ^^^^^^\n"
        "  = help: `Length` stands for another type in shapes: write that one, or (? predicate pattern)"
    )


def test_a_module_is_expanded_again_when_a_type_gets_or_loses_its_predicate(tmp_path: Path) -> None:
    uses = "(define-module uses (export f) (import marks)\n(define (f x) (match x (m : Mark 1) (else 2))))"
    program = Source(str(tmp_path / "main.esk"), "(import uses)\n(display (f 5))")
    write_files(tmp_path, {"uses.esk": uses})
    for type, is_testable in (("(Record [n : integer])", True), ("integer", False), ("(Union A B)", True)):
        marks = f"(define-module marks (export Mark) (define-type Mark {type}))"
        write_files(tmp_path, {"marks.esk": marks})
        if is_testable:
            find_errors(program)
        else:
            with pytest.raises(EshkolError, match="`Mark` stands for another type in marks"):
                find_errors(program)
