"""Checking again what has changed: the same is said as of a program that was never checked before."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from edited_project import Project
from eshkol_mlir.compiler import checking
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.checked_programs import CheckedProgram, CheckedPrograms
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.reader import load_source

#: Modules with slots, and what may stand in each; the first is what stands there at first.
MODULES = {
    "a": """
(define-module a
  (export scale helper unit make-point point? point-x Shape twice {a-export})
  {a-types}
  (define-type Shape (Record {a-field}))
  (define-record-type point (make-point x{a-fields}) point? (x point-x){a-accessor})
  {a-line}
  (define (scale [x : {a-type}]) : float64 {a-scale})
  (define (helper x) {a-helper})
  (define unit {a-unit})
  (define (private x y) (+ x y))
  (define-syntax twice (syntax-rules () ((_ e) ({a-macro} e e)))))
""",
    "b": """
(define-module b
  (import {b-import})
  (export total use area {b-export})
  (define (use y) {b-use})
  (define (total [p : float64]) : float64 {b-total})
  (define state 0)
  (define (count!) {b-count})
  (define (area [s : Shape]) s.side)
  (define again {b-again}))
""",
    "c": """
(define-module c
  (import b a)
  (export chain library describe)
  (define (chain [x : float64]) : float64 {c-chain})
  (define (library [x : float64]) : float64 {c-library})
  {c-noisy}
  (define (describe p) {c-describe}))
""",
}
MAIN = """
(import c a)
(display (string-append "x" "y"))
(display {main-call})
(define (local z) {main-local})
"""
SLOTS = {
    "a-export": ["", "private", "missing"],
    "a-types": ["", "(define-type Angle float64)"],
    "a-field": ["[side : float64]", "[side : string]", "[side : float64] [name : string]", "[edge : float64]"],
    "a-fields": ["", " y"],
    "a-accessor": ["", " (y point-y)"],
    "a-line": ["", "; a line more", "(define (more x) (helper x))", "(define (more x) x x) ; )", "(define (more x) (scale x))"],
    "a-type": ["float64", "integer", "string", "number", "Angle", "nothing-known"],
    "a-scale": ["(* 2.0 x)", "(helper x)", '"no"', "(private x 1.0)", "(apply max (list x))", "(undefined x)"],
    "a-helper": ["x", '(string-append x "!")', "(list x)", "(if (string? x) x 1.0)", "(scale x)", "(helper x)", '"s"'],
    "a-unit": ["1.0", '"one"', "(helper 2.0)", "helper", "(lambda (x) x)", "(make-point 1)"],
    "a-macro": ["+", "string-append", "private", "list", "helper"],
    "b-import": ["a", "(except a unit)", "a c", "(rename a (helper aid))", "a extra"],
    "b-export": ["again", "", "state"],
    "b-use": ["(scale y)", "(helper y)", '(scale "s")', "(twice y)", "(scale y 2)", "(point-x y)", "(case y ((1) 2) (else y))"],
    "b-total": ["(scale p)", "(use p)", "(helper p)", '(string-length "q")', "unit", "(exact->inexact (round p))", "("],
    "b-count": ["(set! state (+ state 1))", "state", "(set! unit 2)", '(string-append state "s")'],
    "b-again": ["total", "use", "helper", "(make-point 1.0)", "(Shape 1.0)"],
    "c-chain": ["(total x)", "(library x)", "(use x)", "(area (Shape x))", "(total :p x)", "(total :q x)", "(again x)"],
    "c-library": ["(apply max (list x))", "(chain x)", "(twice x)", "(vector-ref (vector x) 0)"],
    "c-noisy": [
        "", "(define (noisy [f : (-> {} float64 float64)]) (f 1.0))", "(define noise (begin (display 1) 2))",
        "(define slope (grad chain))", "(define (sum-of [t : (Tensor float64 [3])]) : float64 (sum t))",
        "(define-type-class (Named a) (: name-of (-> a string)))",
    ],
    "c-describe": ["(if (point? p) (point-x p) 0)", "(point-x p)", "(make-point (total p))", "(use (make-point p))"],
    "main-call": ["(chain 1.0)", '(chain "s")', "(describe (make-point 1))", "unit", "(string-append (helper unit))"],
    "main-local": ["z", "(scale z)", '(string-append z "s")', "(scale #t)"],
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    made = Project({**MODULES, "main": MAIN}, SLOTS, tmp_path, monkeypatch, capsys)
    assert made.ways() == (0, 0, 1)
    assert made.ways() == (0, 0, 0)
    return made


@pytest.mark.parametrize("seed", range(2))
def test_random_edits(project: Project, seed: int) -> None:
    project.edit_at_random(seed, 30)


@pytest.mark.parametrize("slot", SLOTS)
def test_single_edits(project: Project, slot: str) -> None:
    for text in SLOTS[slot][1:]:
        project.write(**{slot: text})
        project.check()


@pytest.mark.parametrize(
    "chosen",
    [
        {"a_line": "; a line more"},
        {"a_line": "(define (more x) (helper x))"},
        {"a_scale": "(helper x)"},
        {"a_types": ";"},
        {"b_total": "(use p)"},
        {"b_count": "state"},
        {"c_describe": "(point-x p)"},
        {"main_local": "(scale z)"},
    ],
)
def test_what_others_do_not_see_is_checked_alone(project: Project, chosen: dict[str, str]) -> None:
    assert project.ways(**chosen) == (0, 1, 0)
    assert project.ways() == (0, 0, 0)


@pytest.mark.parametrize("chosen", [{"a_export": "private"}, {"a_macro": "list"}, {"b_export": "state"}])
def test_what_others_see_is_checked_with_them(project: Project, chosen: dict[str, str]) -> None:
    assert project.ways(**chosen) == (0, 1, 0)
    assert project.ways() == (0, 0, 0)


def test_what_a_check_finds_of_a_procedure_reaches_those_who_call_it(project: Project) -> None:
    """``use`` of b returns what ``helper`` of a does, and ``chain`` of c is declared to return a number."""
    assert project.ways(b_use="(helper y)", c_chain="(use x)") == (0, 1, 0)
    assert project.ways(a_helper="(list x)") == (1, 0, 1)
    assert project.ways(a_helper="(if (string? x) x 1.0)") == (0, 1, 0)
    assert project.ways(a_helper='"s"') == (1, 0, 1)


def test_what_a_procedure_needs_reaches_those_who_call_it(project: Project) -> None:
    """``total`` of b gives a number to ``helper`` of a, which has no declared types."""
    assert project.ways(b_total="(begin (helper p) p)") == (0, 1, 0)
    assert project.ways(a_helper="(list x 1)") == (0, 1, 0)
    assert project.ways(a_helper='(string-append x "!")') == (1, 0, 1)


def test_what_lies_between_a_change_and_what_it_changes(project: Project) -> None:
    """The program uses ``unit`` of a, and ``chain`` of c, which has nothing to do with that."""
    assert project.ways(main_call="unit", main_local="(chain z)") == (0, 1, 0)
    assert project.ways(a_unit='"one"') == (0, 1, 0)
    assert project.ways(a_unit="1.0", a_scale="(helper x)") == (0, 1, 0)


def test_rules_for_derivatives_that_others_make(tmp_path: Path) -> None:
    (tmp_path / "rules.esk").write_text(
        "(define-module rules (export make-rule)\n"
        "  (define (make-rule k) (lambda (primals c) (list (* k c)))))"
    )
    main = tmp_path / "main.esk"
    main.write_text(
        "(import rules)\n(define (f [x : float64]) : float64 (* x x))\n(defvjp f (make-rule 2.0))\n"
        "(define (g [x : float64]) : float64 ((grad f) x))\n(display (g 3.0))\n"
    )
    checking.find_errors(load_source(str(main)))


def test_what_is_wrong_is_told_again(project: Project) -> None:
    assert project.ways(b_total='"no number"') == (1, 0, 1)
    assert project.ways() == (1, 0, 1)
    assert project.ways(b_total="(scale p)") == (0, 0, 0)


def test_a_module_that_appears_before_another(project: Project) -> None:
    """``a.sld`` comes after ``a.esk``, and what is in a folder of ``--path`` after both."""
    (project.root / "a.sld").write_text("(define-module a (export nothing))")
    assert project.ways() == (0, 0, 0)
    (project.root / "a.esk").rename(project.root / "kept.esk")
    assert project.check() == 1
    (project.root / "kept.esk").rename(project.root / "a.esk")
    assert project.ways() == (0, 0, 0)


def test_an_included_file(project: Project) -> None:
    (project.root / "more.scm").write_text("(define (more x) (scale x))")
    assert project.ways(a_line='(include "more.scm")')[0] == 0
    assert project.ways() == (0, 0, 0)
    (project.root / "more.scm").write_text('(define (more x) (scale "s"))')
    assert project.ways() == (1, 0, 1)


def test_boundaries_are_those_of_a_check_of_the_whole(project: Project) -> None:
    assert project.check("--boundaries") == 0
    assert project.ways(a_scale="(helper x)") == (0, 1, 0)
    assert project.check("--boundaries") == 0
    assert project.check("--boundaries") == 0


# Caches ------------------------------------------------------------------------------------


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


@pytest.mark.parametrize("seed", range(4))
def test_damaged_caches(project: Project, seed: int) -> None:
    chosen = random.Random(seed)
    for path in entries(project.shared):
        data = path.read_bytes()
        size = chosen.randrange(len(data))
        if chosen.random() < 0.5:
            path.write_bytes(data[:size])
        elif chosen.random() < 0.5:
            path.write_bytes(data[:size] + bytes([data[size] ^ 1]) + data[size + 1 :])
    assert project.ways()[0] == 0
    assert project.ways(a_scale="(private x 1.0)")[0] == 0
    assert project.ways(a_scale='"s"')[0] == 1


@pytest.mark.parametrize(
    "content", [b"-", b"\n", b"{}\n", b"[]\n", b'{"units": []}\n', b'{"units": [{"sizes": [1, 2]}]}\n']
)
def test_entries_that_are_none(project: Project, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(CheckedProgram, "to_bytes", lambda self: content)
        assert project.ways(a_line="; a line more") == (0, 1, 0)
    assert project.ways()[0] == 0


def test_entries_with_other_facts_than_texts(project: Project) -> None:
    """What is kept of each unit must be of its text: pickles of other units are noticed, or lead nowhere."""
    programs = CheckedPrograms(load_source("main.esk"), (), ModuleCache(project.shared))
    loaded = programs.load()
    assert loaded is not None
    kept, changed = loaded
    assert not changed
    for name in ("interface_data", "fact_data"):
        units = [
            replace(unit, **{name: other.fact_data})
            for unit, other in zip(kept.units, kept.units[::-1], strict=True)
        ]
        programs.keep(replace(kept, units=units))
        assert project.ways(b_total='"no"') == (1, 0, 1)
        project.write(b_total="(scale p)")


def test_a_cache_that_cannot_be_written(project: Project) -> None:
    project.shared = project.root / "file"
    project.shared.write_text("no folder")
    assert project.ways() == (0, 0, 1)
    assert project.ways() == (0, 0, 1)
    assert project.ways(b_total='"no"') == (1, 0, 1)


def test_checks_at_the_same_time(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESHKOL_CACHE_DIR", str(project.shared))

    def status(_: int) -> int:
        try:
            checking.find_errors(load_source("main.esk"))
        except EshkolError as error:
            return len(error.diagnostics)
        return 0

    with ThreadPoolExecutor(4) as pool:
        for text, errors in (("(use p)", 0), ('"no"', 1), ("(helper p)", 0), ("(scale p)", 0)):
            project.write(b_total=text)
            assert list(pool.map(status, range(4))) == [errors] * 4
