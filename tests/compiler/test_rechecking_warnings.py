"""Checking again what has changed of programs with warnings: the same ones are told as of new programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from edited_project import Project, kept_project
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.checked_programs import CheckedPrograms
from eshkol_mlir.compiler.kept_warnings import Fields
from eshkol_mlir.reader import load_source

TEXTS = {
    "a": """
(define-module a
  (export Shape Dot Dot? Line Line? Box area kind-of kept width-or only)
  {a-line}
  (define-type Shape (Union Dot (Line [length : float64]) (Box [w : float64] [h : {a-height}]) {a-variant}))
  (define-syntax width-or
    (syntax-rules ()
      ((_ e other) (match e ((Box w h) w) {a-clause}))))
  (define-syntax only
    (syntax-rules () ((_ a b) (list (match a (Dot b)) {a-only}))))
  (define (area [s : Shape]) : float64 1.0)
  (define (kind-of s) {a-kind})
  (define kept {a-kept})
  (define (of-kept x) {a-of-kept}))
""",
    "b": """
(define-module b
  (import a)
  (export measure again chosen)
  (define (measure s) {b-measure})
  {b-more}
  (define (again s) {b-again})
  (define (chosen x) {b-chosen}))
""",
    "main": """
(import b a)
(display (string-append "x" "y"))
(define (local s) {main-local})
(display {main-call})
""",
}
SLOTS = {
    "a-line": ["", "; a line more", ";", "(define (more s) (match s (Dot 1) ((Line n) n)))"],
    "a-height": ["float64", "string"],
    "a-variant": ["", "(Arc [angle : float64])"],
    "a-clause": ["", "(else other)", "(Dot other)"],
    "a-only": ["(match b ((Line n) n))", "1", "(match b (Dot 1)) (match a ((Line n) n))"],
    "a-kind": [
        "(match s (Dot 0) ((Line n) 1))", "(match s (Dot 0) (else 1))", "0", "(if (Box? s) 2 (match s (Dot 0) ((Line n) 1)))",
        "(match (list s) ((list (Line n)) n))", "(area (match s (Dot 1)))",
    ],
    "a-kept": ["(car (list Dot))", "(Line 1.0)", "Dot", "(if (read) Dot 1)"],
    "a-of-kept": ["x", "(if (Dot? kept) 1 x)", "(match kept ((Line n) n))", "(if (Box? kept) 1 (match kept ((Line n) n)))"],
    "b-measure": [
        "(match s ((Line n) n))", "(area s)", "(width-or s 1.0)", "(+ (width-or s 1.0) (match s (Dot 2.0)))", "(only s 1)",
        "(match (kind-of s) (Dot 1.0))", '(area "s")', "(let loop ((t s)) (match t (Dot 1.0) ((Line n) (loop Dot))))",
    ],
    "b-more": ["", "; a line more", "(define (more s) (match s (Dot 1)))"],
    "b-again": ["(measure s)", "(match (measure s) ((Line n) n))", "(match (car (list s)) (Dot 1))", "(match s (Dot 1) (Dot 2))"],
    "b-chosen": ["x", "(match kept (Dot x))", "(match kept ((Line n) n) (Dot 1))", "(if (Line? kept) x (match kept (Dot x)))"],
    "main-local": ["s", "(match s (Dot 1) ((Box w h) w))", "(only s s)", "(only (measure s) 1)", "(width-or s s)"],
    "main-call": ["(measure (Line 1.0))", "(again Dot)", "(match kept ((Line n) n))", "(match kept (Dot 1))"],
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    return kept_project(TEXTS, SLOTS, tmp_path, monkeypatch, capsys)


def warnings(project: Project) -> int:
    """How many warnings a check of the program tells."""
    status, said, told = project.said(project.shared)
    assert status == 0
    count = told.count(": warning[")
    assert f"no errors, {count} warning" in said
    return count


@pytest.mark.parametrize("seed", range(3))
def test_random_edits(project: Project, seed: int) -> None:
    project.edit_at_random(seed, 30)


@pytest.mark.parametrize("slot", SLOTS)
def test_single_edits(project: Project, slot: str) -> None:
    for text in SLOTS[slot][1:]:
        project.write(**{slot: text})
        project.check()


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        # What has changed warns itself, more and less than before, and what has not goes on.
        ({"a_line": "; a line more"}, 2),
        ({"a_line": SLOTS["a-line"][3]}, 3),
        ({"a_kind": "0"}, 1),
        ({"b_measure": "(area s)"}, 1),
        ({"b_more": SLOTS["b-more"][2]}, 3),
        ({"main_local": "(only s s)"}, 4),
        ({"main_call": "(again Dot)"}, 2),
        # A macro of another file has a match.
        ({"b_measure": "(width-or s 1.0)"}, 2),
    ],
)
def test_warnings_of_a_part(project: Project, chosen: dict[str, str], count: int) -> None:
    assert warnings(project) == 2
    assert project.ways(**chosen) == (0, 1, 0)
    assert warnings(project) == count
    assert project.ways() == (0, 0, 0)


def test_a_macro_that_is_elsewhere_now(project: Project) -> None:
    """A warning in what a macro inserts shows where the macro is."""
    assert project.ways(main_local="(only s s)") == (0, 1, 0)
    assert project.ways(a_line="; in the same line") == (0, 1, 0)
    assert project.ways(a_line="\n; a line more") == (0, 1, 0)


def test_a_test_in_another_file(project: Project) -> None:
    """It says nothing of a match, so that it does not matter whether that is checked with it."""
    assert project.ways(a_kept="(read)", b_chosen="(match kept (Dot x))") == (0, 1, 0)
    assert warnings(project) == 3
    assert project.ways(a_of_kept="(if (Dot? kept) 1 x)") == (0, 1, 0)
    assert warnings(project) == 3
    assert project.ways(b_chosen="(begin (Dot? kept) (match kept (Dot x)))") == (0, 1, 0)
    assert warnings(project) == 2


def test_boundaries_with_warnings(project: Project) -> None:
    assert project.check("--boundaries") == 0
    assert project.ways(b_more=SLOTS["b-more"][2]) == (0, 1, 0)
    assert project.check("--boundaries") == 0
    assert project.check("--boundaries") == 0
    assert project.check("--error-format=json") == 0


def test_a_warning_in_an_included_file(project: Project) -> None:
    """It belongs to no file that can be checked by itself."""
    (project.root / "more.scm").write_text("(define (more s) (match s (Dot 1)))")
    assert project.ways(a_line='(include "more.scm")') == (0, 0, 1)
    assert project.ways() == (0, 0, 0)
    assert project.ways(main_call="(again Dot)") == (0, 0, 1)
    assert warnings(project) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"spans": [["a.esk", 0, 100000]], "found": []},
        {"spans": [["nowhere.esk", 0, 1]], "found": []},
        {"spans": [["a.esk", 0, 1, 1, "m", 1, 1, 1]], "found": []},
        {"spans": [], "found": [["E0441", "TypeError", "", 0, "", [], [], [], "warning"]]},
        {"spans": [], "found": [["nothing"]]},
    ],
)
def test_warnings_that_are_none(project: Project, fields: Fields) -> None:
    programs = CheckedPrograms(load_source("main.esk"), (), ModuleCache(project.shared))
    loaded = programs.load()
    assert loaded is not None
    programs.keep(replace(loaded[0], warnings={"a.esk": fields}))
    assert project.ways() == (0, 0, 1)
    assert project.ways() == (0, 0, 0)
