"""Checking again what has changed of programs with rules for derivatives: the same is said as of new ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from edited_project import Project, kept_project

TEXTS = {
    "base": """
(define-module base
  (export helper weight)
  (define (helper x) {base-helper})
  (define weight {base-weight}))
""",
    "a": """
(define-module a
  (import base)
  (export quantize clipped plain)
  (define (quantize x) {a-quantize})
  (define (clipped [x : float64]) : float64 {a-clipped})
  (define (plain x) {a-plain})
  {a-rule})
""",
    "b": """
(define-module b
  (import a)
  (export use again own)
  (define (own [x : float64]) : float64 (* x x))
  {b-rule}
  (define (use [x : float64]) : float64 {b-use})
  (define (again x) {b-again}))
""",
    "c": """
(define-module c
  (import b a base)
  (export loss slope)
  (define (loss [v : (Tensor float64 [2])]) : float64 {c-loss})
  (define slope {c-slope}))
""",
    "main": """
(import c b)
{main-host}
{main-rule}
(display {main-call})
""",
}
SLOTS = {
    "base-helper": ["x", "(* 2.0 x)", "(sum x)", "[x x]", "(matmul x x)"],
    "base-weight": ["1.0", "2.0", "[1.0 2.0]"],
    "a-quantize": ["(round x)", "(helper x)", "[x x]", "(sum x)"],
    "a-clipped": ["x", "(quantize x)", "(* weight x)"],
    "a-plain": ["x", "(quantize x)", "(clipped x)"],
    "a-rule": [
        "(defvjp quantize (lambda (primals ct) (list (helper ct))))",
        "(defvjp quantize (lambda (primals ct) (list (* weight ct))))",
        "(defvjp quantize (lambda (primals ct) ct))",
        "(defvjp quantize (lambda (primals ct) (list ct))) (defjvp clipped (lambda (primals t) (car t)))",
        "(defjvp quantize (lambda (primals t) [1.0 2.0]))", "(defvjp quantize 3)", "(defvjp missing (lambda (p c) c))", "",
    ],
    "b-rule": ["", "(defvjp own (lambda (primals ct) (list (clipped ct))))", "(defvjp quantize (lambda (primals ct) (list ct)))"],
    "b-use": ["(quantize x)", "(clipped x)", "(plain x)", "(own x)", "(sum (quantize [x x]))", '"no"', "((grad quantize) x)"],
    "b-again": ["(use x)", "(quantize x)", "(plain (clipped x))", "[x x]"],
    "c-loss": [
        "(use (sum v))", "(sum (quantize v))", "(sum (* v (plain v)))", "(again (sum v))", "(sum (again v))", "(quantize 2)", "(matmul v [1.0])",
    ],
    "c-slope": ["(grad loss)", "(grad use)", "loss", "(grad quantize)", "(vmap quantize)"],
    "main-host": ["", "(define (show x) (use x))", "(define (local [x : float64]) : float64 (own x))"],
    "main-rule": ["", "(defvjp use (lambda (primals ct) (list ct)))", "(defvjp use (lambda (primals ct) (list [ct])))"],
    "main-call": ["(loss [1.0 2.0])", "(use 2.0)", "(again 1.0)", "(slope [1.0 2.0])", "(loss [1.0])"],
}  # fmt: skip
ON_HOST = {
    **TEXTS,
    "main": TEXTS["main"].replace("{main-host}", '(display (string-append "a" "b"))\n{main-host}'),
}
KINDS = {"device code": TEXTS, "device code of the host": ON_HOST}


@pytest.fixture
def project_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Project]:
    def project(kind: str) -> Project:
        return kept_project(KINDS[kind], SLOTS, tmp_path, monkeypatch, capsys)

    return project


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(2))
def test_random_edits(project_of: Callable[[str], Project], kind: str, seed: int) -> None:
    project_of(kind).edit_at_random(seed, 25)


@pytest.mark.parametrize("kind", KINDS)
def test_single_edits(project_of: Callable[[str], Project], kind: str) -> None:
    project_of(kind).edit_each_slot()


@pytest.mark.parametrize("kind", KINDS)
def test_what_rules_do_not_depend_on_is_checked_alone(
    project_of: Callable[[str], Project], kind: str
) -> None:
    project = project_of(kind)
    assert project.ways(b_again="[x x]") == (0, 1, 0)
    assert project.ways(c_loss="(* 2.0 (use (sum v)))") == (0, 1, 0)
    assert project.ways(c_slope="(grad use)") == (0, 1, 0)
    # Calls of what has a rule that nobody made before, and what rules use.
    assert project.ways(c_loss="(sum (quantize v))") == (0, 0, 1)
    assert project.ways(base_weight="2.0") == (0, 0, 1)
    assert project.ways(b_rule=SLOTS["b-rule"][1]) == (0, 0, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_becomes_wrong_elsewhere(project_of: Callable[[str], Project], kind: str) -> None:
    """Its module has not changed: what it calls, or what calls its procedure, has."""
    project = project_of(kind)
    assert project.ways(base_helper="[x x]") == (1, 0, 1)
    assert project.ways(base_helper="(* 2.0 x)")[0] == 0
    assert project.ways(base_helper="(if (> x 0.0) x (* 2.0 x))")[0] == 0
    assert project.ways(c_loss="(sum (quantize v))") == (1, 0, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_of_another_module(project_of: Callable[[str], Project], kind: str) -> None:
    """It belongs to a procedure of a module below, which a module above calls with what the rule cannot take."""
    project = project_of(kind)
    rule = "(defvjp quantize (lambda (primals ct) (list (if (> ct 0.0) ct (* 2.0 ct)))))"
    assert project.ways(a_rule="", b_rule=rule) == (0, 0, 1)
    assert project.ways(c_loss="(* 2.0 (use (sum v)))") == (0, 1, 0)
    assert project.ways(c_loss="(sum (quantize v))") == (1, 0, 1)
