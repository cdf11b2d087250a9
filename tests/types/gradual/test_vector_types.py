"""Vectors of what no tensor has for elements."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.reader import read
from eshkol_mlir.types.annotations import TensorType, TypeReader, VectorType, render_type
from gradual_support import ON_HOST, UNKNOWN, complaints, output

TYPED = """(define-type Point (Record [x : float64]))
(define (initials [names : (vector string)]) : (list char) (map (lambda (s) (string-ref s 0)) (vector->list names)))
(: xs (-> (vector Point) (list float64)))
(define (xs points) (map (lambda (p) p.x) (vector->list points)))
(: lengths (-> (vector (list any)) (list integer)))
(define (lengths v) (map length (vector->list v)))
"""


@pytest.mark.parametrize(
    "written", ["(vector string)", "(Vector string)", "vector<string>", "(vector<string>)", "(vector (list f64))",
                "(vector any)", "(vector (-> f64 f64))", "(vector (vector f64))"],
)  # fmt: skip
def test_elements_may_be_of_any_type(written: str) -> None:
    type = TypeReader({}).read(read(Source("t.esk", written))[0])
    assert isinstance(type, VectorType)
    assert isinstance(TypeReader({}).read(read(Source("t.esk", render_type(type)))[0]), VectorType)


@pytest.mark.parametrize(
    "written", ["(vector f64)", "(vector boolean)", "(vector number)", "(vector a)", "vector<f64, 3>"]
)
def test_vectors_of_numbers_are_tensors(written: str) -> None:
    assert isinstance(TypeReader({}).read(read(Source("t.esk", written))[0]), TensorType)


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("(vector string 3)", "has no declared length"),
        ("(matrix string)", "`string` is not an element type"),
        ("(vector (forall (a) (-> a a)))", "elements of a vector"),
    ],
)
def test_what_no_vector_has_is_refused(written: str, part: str) -> None:
    with pytest.raises(EshkolError, match=part):
        TypeReader({}).read(read(Source("t.esk", written))[0])


@pytest.mark.parametrize(
    ("expression", "part"),
    [
        ("(initials (vector 1 2))", "should be a (vector string), but is a (vector integer)"),
        ("(initials '(\"a\"))", "should be a (vector string), but is a (list string)"),
        ("(xs (vector (Point 1.0) 2.0))", "should be a (vector Point), but is"),
        ("(define (f [v : (vector string)]) : integer (vector-ref v 0))", "should be an integer, but is a string"),
    ],
)  # fmt: skip
def test_elements_are_checked_before_the_program_runs(expression: str, part: str) -> None:
    (message,) = complaints(TYPED + expression)
    assert part in message


def test_elements_are_checked_where_vectors_enter(tmp_path: Path) -> None:
    calls = [
        '(initials (unknown (vector "ab" "c")))', "(xs (unknown (vector (Point 1.0))))",
        "(lengths (unknown (vector '(1 2) '())))", '(initials (unknown (vector "ab" 3)))', "(initials (unknown 5))",
    ]  # fmt: skip
    shown = "\n".join(
        f"(write (guard (e (#t (condition/report-string e))) {call})) (newline)" for call in calls
    )
    assert output(TYPED + UNKNOWN + ON_HOST + shown, tmp_path).splitlines() == [
        "(#\\a #\\c)", "(1.0)", "(2 0)",
        '"initials: each element of argument 1 (names) must be a string, but is 3 (declared at '
        f'{tmp_path / "p.esk"}:2:28)"',
        f'"initials: argument 1 (names) must be a (vector string), but is 5 (declared at {tmp_path / "p.esk"}:2:28)"',
    ]  # fmt: skip


def test_programs_that_compute_may_have_them_too() -> None:
    text = (
        "(define-type Named (Record [name : string] [names : (vector string)] [x : float64]))\n"
        "(define (scaled [p : Named]) : float64 (* 2.0 p.x))\n"
        '(display (scaled (Named "a" (vector "b") 3.0)))\n'
    )
    check_program(Source("p.esk", text))
