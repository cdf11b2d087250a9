"""The process around a program (R7RS 6.14): exit status, standard ports, arguments, errors that nobody handles."""

from __future__ import annotations

from pathlib import Path

import pytest
from host_support import ESHKOL, IS_ESHKOL, UNCAUGHT, execute, run_program, run_text

IMPORTS = "(import (scheme base) (scheme write) (scheme read) (scheme process-context) (scheme file))\n"

AFTER = '(dynamic-wind (lambda () #f) (lambda () {}) (lambda () (display "after")))'

eshkol_only = pytest.mark.skipif(not IS_ESHKOL, reason="Eshkol promises this, the report does not")


@pytest.mark.parametrize(
    ("program", "status", "stdout"),
    [
        ("(display 1)", 0, "1"),
        ("(exit)", 0, ""),
        ("(exit #t)", 0, ""),
        ("(exit #f)", 1, ""),
        ("(exit 7)", 7, ""),
        ("(exit 0)", 0, ""),
        ("(display 'text) (exit 3) (display 'never)", 3, "text"),
        (AFTER.format("(exit 4)"), 4, "after"),
        (AFTER.format("(emergency-exit 5)"), 5, ""),
        (
            f"(dynamic-wind (lambda () #f) (lambda () {AFTER.format('(exit 6)')}) (lambda () (display 2)))",
            6,
            "after2",
        ),
        ("(define (f) (exit 8)) (guard (e (#t (display 'caught))) (f))", 8, ""),
    ],
)
def test_exit(program: str, status: int, stdout: str, tmp_path: Path) -> None:
    outcome = run_text(IMPORTS + program, tmp_path)
    assert (outcome.status, outcome.stdout) == (status, stdout), outcome.stderr


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ('(error "the message:" 1 "two" \'three)', 'the message: 1 "two" three'),
        ('(car (read (open-input-string "5")))', "car: argument 1 must be a pair"),
        ("(raise 'an-object)", "an-object"),
        ("(raise (list 1 2))", "(1 2)"),
        ('(vector-ref (vector 1 2) (string->number "2"))', "vector-ref"),
        (
            "(with-exception-handler (lambda (e) 'back) (lambda () (raise 'not-continuable)))",
            "not-continuable",
        ),
    ],
)
@eshkol_only
def test_errors_that_nobody_handles(program: str, message: str, tmp_path: Path) -> None:
    outcome = run_text(IMPORTS + '(display "before")\n' + program + '\n(display "never")', tmp_path)
    assert outcome.status == UNCAUGHT, outcome.stderr
    assert outcome.stdout == "before"
    assert message in outcome.stderr


def test_an_error_in_a_wound_region_still_prints_what_was_printed(tmp_path: Path) -> None:
    outcome = run_text(IMPORTS + '(display "one") (newline) (display "two") (error "x")', tmp_path)
    assert outcome.stdout == "one\ntwo"
    assert outcome.status not in (0, None)


def test_standard_input(tmp_path: Path) -> None:
    program = (
        "(let* ((a (read-line)) (b (read)) (c (read-char)) (d (read-line)) (e (read-line)))"
        " (write (list a b c d (eof-object? e))))"
    )
    outcome = run_text(IMPORTS + program, tmp_path, stdin="first λ\n(datum 1) \nlast")
    assert outcome.stdout == '("first λ" (datum 1) #\\space "" #f)', outcome.stderr


def test_empty_standard_input(tmp_path: Path) -> None:
    program = "(write (map eof-object? (list (read-char) (peek-char) (read-line) (read) (read-string 3))))"
    assert run_text(IMPORTS + program, tmp_path).stdout == "(#t #t #t #t #t)"


def test_arguments(tmp_path: Path) -> None:
    outcome = run_text(IMPORTS + "(write (cdr (command-line)))", tmp_path, arguments=["one", "zwei ö", ""])
    assert outcome.stdout == '("one" "zwei ö" "")', outcome.stderr


def test_environment_variables(tmp_path: Path) -> None:
    path = tmp_path / "program.scm"
    path.write_text(IMPORTS + '(write (get-environment-variable "A_VARIABLE"))', encoding="utf-8")
    assert run_program(path, environment={"A_VARIABLE": "its välue"}).stdout == '"its välue"'


def test_standard_error_is_apart(tmp_path: Path) -> None:
    outcome = run_text(IMPORTS + '(display \'out) (write-string "err" (current-error-port))', tmp_path)
    assert outcome.stdout == "out"
    assert "err" in outcome.stderr


def test_files_are_written_when_the_program_ends(tmp_path: Path) -> None:
    outcome = run_text(
        IMPORTS + '(define p (open-output-file "left-open.txt")) (display "text" p) (flush-output-port p)',
        tmp_path,
    )
    assert outcome.status == 0, outcome.stderr
    assert (tmp_path / "left-open.txt").read_text() == "text"


@eshkol_only
def test_a_closed_pipe_ends_the_program(tmp_path: Path) -> None:
    """A program that prints without end stops when nobody reads any more."""
    program = tmp_path / "endless.scm"
    program.write_text(IMPORTS + '(let loop () (display "line") (newline) (loop))', encoding="utf-8")
    command = f"{' '.join(ESHKOL)} run {program} | head -n 1"
    outcome = execute(["sh", "-c", command], tmp_path, "", None)
    assert outcome.stdout == "line\n"
    assert outcome.status == 0
