"""Matches that lack constructors, or have impossible ones, of values whose types are inferred."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.cli.check import check_files
from eshkol_mlir.cli.reporting import ErrorFormat
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Severity, Source
from gradual_support import ON_HOST, complaints

TYPES = """(define-type Shape (Union (Circle [radius : float64]) (Box [width : float64] [height : float64]) Dot))
(define-type (Option a) (Union (Some [value : a]) None))
(define-type Holder (Record [shape : Shape]))
(: shape (-> integer Shape))
(define (shape n) (if (> n 1) (Circle n) Dot))
"""


def found(text: str) -> list[str]:
    return [line.split(" ", 1)[1] for line in complaints(TYPES + text)]


def warned(text: str) -> list[Diagnostic]:
    warnings: list[Diagnostic] = []
    check_program(Source("p.esk", TYPES + text + "\n" + ON_HOST), warnings=warnings)
    return warnings


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("(define (f n) (match (shape n) ((Circle r) r) (Dot 0)))", "`(Box _ _)`"),
        ("(define (f n) (let ((s (shape n))) (match s (Dot 0) ((Box w h) w))))", "`(Circle _)`"),
        ("(define (f [h : Holder]) (match h.shape ((Circle r) r) ((Box w h) w)))", "`Dot`"),
        ("(define (f [l : (list Shape)]) (map (lambda (s) (match s (Dot 1) ((Circle r) 2))) l))", "`(Box _ _)`"),
        ("(define (f [l : (list Shape)]) (match (car l) ((Circle 1.0) 1) ((Box w h) 2) (Dot 3)))", "`(Circle _)`"),
        ("(define (f [s : Shape]) (if (Dot? s) 0 (match s ((Circle r) r))))", "`(Box _ _)`"),
        ("(define (f [s : Shape]) (match s ((? Dot?) 0) ((Circle r) r)))", "`(Box _ _)`"),
    ],
)  # fmt: skip
def test_constructors_of_inferred_types_must_have_clauses(text: str, missing: str) -> None:
    (message,) = found(text)
    assert message.startswith(f"E0441: this match has no clause for {missing}, which ")


@pytest.mark.parametrize(
    "text",
    [
        "(define (f n) (match (shape n) ((Circle r) r) (Dot 0) ((Box w h) w)))",
        "(define (f n) (match (shape n) ((Circle r) r) (other 0)))",
        "(define (f [s : Shape]) (if (Dot? s) 0 (match s ((Circle r) r) ((Box w h) w))))",
        "(define (f [s : Shape]) (cond [(Dot? s) 0] [(Box? s) 1] [else (match s ((Circle r) r))]))",
        "(define (f s) (if (Dot? s) 0 (match s ((Circle r) r) ((Box w h) w))))",
        "(define c (Circle 2.0)) (define (f) (match c ((Circle r) r)))",
        "(define (f [s : Shape]) (match s ((? Dot?) 0) ((Circle r) r) ((Box w h) w)))",
        "(define (f [s : Shape]) (match s ((not Dot) 1) (Dot 0)))",
        "(define (f [o : (Option Shape)]) (match o ((Some Dot) 0) ((Some (Circle r)) r) ((Some (Box w h)) w) (None 0)))",
    ],
)  # fmt: skip
def test_complete_matches_are_accepted(text: str) -> None:
    assert found(text) == []
    assert warned(text) == []


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("(define (f s) (match s ((Circle r) r) (Dot 0)))", "E0441", "`(Box _ _)`"),
        ("(define (f s) (match (vector-ref s 0) ((Some x) x)))", "E0441", "`None`"),
        ("(define (any n) (if (> n 1) (Circle n) Dot)) (define (f n) (match (any n) ((Some x) x) (else 0)))",
         "E1212", "for a Some"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_a_warning(text: str, code: str, part: str) -> None:
    assert found(text) == []
    (warning,) = warned(text)
    assert (warning.severity, warning.code) == (Severity.WARNING, code)
    assert part in warning.message


def test_warnings_are_counted_and_told_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.esk"
    file.write_text(TYPES + "(define (f s) (match s (Dot 0)))\n" + ON_HOST, encoding="utf-8")
    for _ in range(2):
        assert check_files([str(file)], (), ErrorFormat.TEXT, boundaries=False, effects=False) == 0
        output = capsys.readouterr()
        assert output.out == "1 file checked: no errors, 1 warning\n"
        assert (
            "warning[E0441]: TypeError: this match has no clause for `(Circle _)`, `(Box _ _)`" in output.err
        )
    file.write_text(TYPES + "(define (f s) (match s (Dot 0) (else 1)))\n" + ON_HOST, encoding="utf-8")
    assert check_files([str(file)], (), ErrorFormat.TEXT, boundaries=False, effects=False) == 0
    assert capsys.readouterr() == ("1 file checked: no errors\n", "")


def test_a_clause_that_is_removed_later_is_a_warning_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.esk"
    for clauses, warnings in (("(Dot 0) (else 1)", 0), ("(Dot 0)", 1), ("(Dot 0) (s 1)", 0)):
        file.write_text(f"{TYPES}(define (f s) (match s {clauses}))\n{ON_HOST}", encoding="utf-8")
        assert check_files([str(file)], (), ErrorFormat.TEXT, boundaries=False, effects=False) == 0
        assert capsys.readouterr().err.count("warning[E0441]") == warnings


def test_choices_between_constructors_are_for_the_host() -> None:
    text = TYPES + "(display (match (shape 3) ((Circle r) r) (else 0.0)))"
    assert check_program(Source("p.esk", text)) is not None


def test_misspelt_constructors_are_suggested() -> None:
    with pytest.raises(EshkolError) as raised:
        check_program(
            Source("p.esk", TYPES + "(define (f [s : Shape]) (match s ((Circel r) r) (Dot 0) ((Box w h) w)))")
        )
    assert next(iter(raised.value.diagnostics[0].help)) == "did you mean `Circle`?"


def test_what_clauses_give_is_known_wherever_the_one_before_fails() -> None:
    """A pattern that may fail in several places leaves the next clause to all of them."""
    before = "\n".join(f"((_ {i} a) {i})" for i in range(200))
    text = f"(define (f [x : any]) : integer (match x\n{before}\n((a b) {{last}})))\n(display (f '(0 1 2)))"
    assert complaints(text.format(last="(length b)")) == []
    wrong = "202:8 E1202: the result of `f` should be an integer, but is a string"
    assert complaints(text.format(last='"none"')) == [wrong]
