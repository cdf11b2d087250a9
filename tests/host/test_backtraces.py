"""What standard error gets of an error that nobody handles: its place, and the calls in progress."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from host_support import ESHKOL_COMPILE, IS_ESHKOL, SELECTED, execute, run_program

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="Eshkol promises this, the report does not")


def stderr_of(program: str, folder: Path) -> list[str]:
    """The lines of standard error; the same from an executable."""
    path = folder / "p.scm"
    path.write_text(program, encoding="utf-8")
    run = run_program(Path("p.scm"), folder=folder)
    assert run.status == 70, run
    if SELECTED == "run":
        compiled = execute([*ESHKOL_COMPILE, "p.scm", "--emit=exe", "-o", "p"], folder, "", None)
        assert compiled.status == 0, compiled.stderr
        executable = execute([str(folder / "p")], folder, "", None)
        assert (executable.status, executable.stderr) == (70, run.stderr)
    return run.stderr.splitlines()


def test_place_and_callers(tmp_path: Path) -> None:
    program = """\
(define (f x)
  (+ 1 (car x)))
(define (g x)
  (let ((y (f x)))
    (* 2 y)))
(display (g 5))
"""
    assert stderr_of(program, tmp_path) == [
        "error: car: argument 1 must be a pair, but is 5",
        "  at p.scm:2:8 (in f)",
        "  at p.scm:4:12 (in g)",
        "  at p.scm:6:10",
    ]


CALLER = "(define (caller f) (list (f)))\n(caller (lambda () {}))\n"


@pytest.mark.parametrize(
    "expression",
    [
        "(car 5)",
        "(vector-ref (vector 1) 2)",
        "(+ 1 'a)",
        "(quotient 1 0)",
        '(string-append "a" \'b)',
        '(error "a message" 1)',
        "(raise 'an-object)",
        "(assert (= 1 2))",
        "(raise-continuable 'an-object)",
        '(open-input-file "/does/not/exist")',
        "(letrec ((a b) (b 1)) a)",
    ],
)
def test_errors_in_tail_position_have_a_place(expression: str, tmp_path: Path) -> None:
    lines = stderr_of(CALLER.format(f"(list {expression})"), tmp_path)
    assert lines[1].startswith("  at p.scm:2:"), lines
    assert lines[1].endswith("(in lambda)"), lines
    assert lines[2] == "  at p.scm:1:26 (in caller)"
    if not expression.startswith("(raise-continuable"):
        lines = stderr_of(CALLER.format(expression), tmp_path)
        assert lines[1].startswith("  at p.scm:2:"), lines
        assert lines[1].endswith("(in lambda)"), lines


def test_equal_calls_are_alike_in_one_procedure(tmp_path: Path) -> None:
    """The calls of two branches that raise keep places of their own."""
    program = """\
(define (f a b)
  (if (pair? a)
      (car b)
      (car
        b)))
(define x (list 1))
(display (f {} 2))
"""
    assert stderr_of(program.format("x"), tmp_path)[1].startswith("  at p.scm:3:7 ")
    assert stderr_of(program.format("2"), tmp_path)[1].startswith("  at p.scm:4:7 ")


def test_deep_recursion_is_folded(tmp_path: Path) -> None:
    program = """\
(define (count n)
  (if (= n 0)
      (error "bottom")
      (+ 1 (count (- n 1)))))
(display (count 998))
"""
    assert stderr_of(program, tmp_path) == [
        "error: bottom",
        "  at p.scm:3:7 (in count)",
        "  at p.scm:4:12 (in count) (repeated 998 times)",
        "  at p.scm:5:10",
    ]


def test_many_calls_are_abridged(tmp_path: Path) -> None:
    program = """\
(define (ping n) (if (= n 0) (car '()) (+ 1 (pong (- n 1)))))
(define (pong n) (if (= n 0) (car '()) (+ 1 (ping (- n 1)))))
(display (ping 1001))
"""
    lines = stderr_of(program, tmp_path)
    assert len(lines) == 1 + 8 + 1 + 4
    assert lines[9] == "  ... 991 more"
    assert lines[-1] == "  at p.scm:3:10"


def test_the_stack_is_full(tmp_path: Path) -> None:
    lines = stderr_of("(define (runaway n) (+ 1 (runaway n)))\n(display (runaway 0))\n", tmp_path)
    assert lines[0].startswith("error: recursion is too deep")
    assert "(in runaway) (repeated " in lines[-2]
    assert lines[-1] == "  at p.scm:2:10"


def test_handlers_do_not_hide_the_place(tmp_path: Path) -> None:
    program = """\
(define (f) (list (car 5)))
(define (g)
  (guard (e ((string? e) 'no))
    (dynamic-wind
      (lambda () #f)
      (lambda () (list (f)))
      (lambda () #f))))
(display (list (g)))
"""
    lines = stderr_of(program, tmp_path)
    assert lines[1] == "  at p.scm:1:19 (in f)"
    assert lines[2].startswith("  at p.scm:6:24 (in g/")
    assert lines[-1] == "  at p.scm:8:16"


def test_a_handler_that_raises_is_on_top(tmp_path: Path) -> None:
    program = """\
(define (f) (list (raise 'first)))
(display
  (with-exception-handler
    (lambda (e) (list (raise (list 'second e))))
    (lambda () (list (f)))))
"""
    lines = stderr_of(program, tmp_path)
    assert lines[:3] == [
        "error: uncaught object: (second first)",
        "  at p.scm:4:23 (in lambda)",
        "  at p.scm:1:19 (in f)",
    ]


@pytest.mark.parametrize(
    "call", ["(assoc 1 '(2))", "(reduce + 0 '(1 a))", "(apply < '(1 a 2))", "(vector-map car #(1))"]
)
def test_every_procedure_of_the_library_has_places(call: str, tmp_path: Path) -> None:
    lines = stderr_of(f"(define (f) (list {call}))\n(display (f))\n", tmp_path)
    assert lines[1].endswith(" (of the library)")
    assert lines[2:] == ["  at p.scm:1:19 (in f)", "  at p.scm:2:10"]


def test_procedures_of_the_library(tmp_path: Path) -> None:
    lines = stderr_of("(define (f l) (list (list-sort < l)))\n(display (f '(1 a 2)))\n", tmp_path)
    assert lines[1:3] == ["  in < (of the library)", "  at p.scm:1:21 (in f)"]


def test_after_a_continuation_was_entered(tmp_path: Path) -> None:
    program = """\
(define k #f)
(define count 0)
(define (f) (+ 1 (call/cc (lambda (c) (set! k c) 1))))
(define (g) (list (f)))
(display (g))
(set! count (+ count 1))
(if (< count 3) (k 1))
(display (list (k 'a)))
"""
    lines = stderr_of(program, tmp_path)
    assert lines[1:] == ["  at p.scm:3:13 (in f)", "  at p.scm:4:19 (in g)", "  at p.scm:5:10"]


def test_within_a_continuation(tmp_path: Path) -> None:
    program = """\
(define (f) (list (call/cc (lambda (k) (list (car 5))))))
(define (g) (list (f)))
(display (g))
"""
    lines = stderr_of(program, tmp_path)
    assert lines[1:] == [
        "  at p.scm:1:46 (in f/lambda)",
        "  at p.scm:1:19 (in f)",
        "  at p.scm:2:19 (in g)",
        "  at p.scm:3:10",
    ]


@pytest.mark.parametrize(
    ("argument", "error", "place"),
    [
        ("2", "match: no pattern matches: 2", "p.scm:2:3"),
        ("'(1 2 3)", "car: argument 1 must be a pair, but is 1", "p.scm:4:20"),
    ],
)
def test_clauses_are_no_procedures(argument: str, error: str, place: str, tmp_path: Path) -> None:
    """What comes next where a pattern does not match is a part of the procedure around."""
    program = f"""\
(define (f x)
  (match x
    ((1 y) y)
    ((a b c) (list (car a)))))
(define (g x) (list (f x)))
(display (g {argument}))
"""
    assert stderr_of(program, tmp_path) == [
        f"error: {error}",
        f"  at {place} (in f)",
        "  at p.scm:5:21 (in g)",
        "  at p.scm:6:10",
    ]


def test_names_that_end_like_those_of_parts(tmp_path: Path) -> None:
    program = "(define (foo%part x) (list (car x)))\n(display (foo%part 5))\n"
    assert stderr_of(program, tmp_path)[1:] == ["  at p.scm:1:28 (in foo%part)", "  at p.scm:2:10"]


def test_included_files_and_modules(tmp_path: Path) -> None:
    (tmp_path / "part.scm").write_text(
        "(define (f x)\n  (list (car x)))\n(display (f (list 1)))\n(display (f 5))\n"
    )
    lines = stderr_of('(include "part.scm")\n', tmp_path)
    assert lines[1].endswith("part.scm:2:9 (in f)")
    assert lines[2].endswith("part.scm:4:10")


def test_strip_leaves_it(tmp_path: Path) -> None:
    (tmp_path / "p.scm").write_text("(define (f x) (list (car x)))\n(display (f 5))\n")
    compiled = execute([*ESHKOL_COMPILE, "p.scm", "--emit=exe", "-o", "p"], tmp_path, "", None)
    assert compiled.status == 0, compiled.stderr
    subprocess.run(["strip", tmp_path / "p"], check=True)
    lines = execute([str(tmp_path / "p")], tmp_path, "", None).stderr.splitlines()
    assert lines[1:] == ["  at p.scm:1:21 (in f)", "  at p.scm:2:10"]


def test_object_files_are_deterministic(tmp_path: Path) -> None:
    (tmp_path / "p.scm").write_text("(define (f x) (list (car x)))\n(display (f 5))\n")
    for name in ("a.o", "b.o"):
        execute([*ESHKOL_COMPILE, "p.scm", "--emit=obj", "-o", name], tmp_path, "", None)
    assert (tmp_path / "a.o").read_bytes() == (tmp_path / "b.o").read_bytes()
