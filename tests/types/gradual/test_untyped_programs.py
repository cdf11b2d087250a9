"""Programs without declared types are never refused, whatever the checker finds out about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.types.gradual.check import has_declarations
from gradual_support import ROOT, checked, complaints, expanded

#: The checks of ``tests/host/r7rs`` as procedures around what is checked.
CHECKS = """
(define-syntax section (syntax-rules () [(_ number title) (if #f #f)]))
(define-syntax check
  (syntax-rules (=> =or> ~> =!>)
    [(_ form ... => expected) (lambda () form ...)]
    [(_ form ... =or> expected) (lambda () form ...)]
    [(_ form ... ~> expected) (lambda () form ...)]
    [(_ form ... =!> expected) (lambda () form ...)]))
"""
PRELUDE = (ROOT / "tests/host/r7rs/prelude.scm").read_text(encoding="utf-8")
PROGRAMS = {
    **dict.fromkeys(sorted(ROOT.glob("tests/host/programs/*.scm")), ""),
    **dict.fromkeys(sorted(ROOT.glob("tests/host/r7rs/[0-9]*.scm")), CHECKS + PRELUDE),
    **dict.fromkeys(sorted(ROOT.glob("benchmarks/scheme/programs/*.scm")), ""),
}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_programs_of_plain_scheme_are_accepted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # R7RS allows names that begin with `@`, which the reader does not.
    text = "".join(line for line in text.splitlines(keepends=True) if " @" not in line)
    program = expanded(PROGRAMS[path] + text, str(path))
    assert not has_declarations(program)
    assert checked(program).errors == []


@pytest.mark.parametrize(
    "wrong",
    [
        '(+ 1 "a")',
        "(car 5)",
        "(define (f x) (vector-ref x x)) (f 'a)",
        "(string-append 1 2)",
        "((lambda (x) x))",
        "(5 5)",
        "(map car '(1 2))",
        "(define (f x) x) (f)",
    ],
)
def test_what_is_wrong_without_declarations_is_found_when_it_runs(wrong: str) -> None:
    assert complaints(wrong) == []
