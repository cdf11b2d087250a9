"""Checking again what has changed of programs with device code and with effects: the same is said as of new ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from edited_project import Project, kept_project

NUMBERS = {
    "a": """
(define-module a
  (export scale helper unit norm doubled count)
  (define (scale [x : {a-type}]) : float64 {a-scale})
  (define (helper x) {a-helper})
  (define unit {a-unit})
  (: norm (-> (Tensor float64 [n]) float64))
  (define (norm v) {a-norm})
  (define (doubled [v : (Tensor float64 [{a-size}])]) {a-doubled})
  (define (count k total) {a-count}))
""",
    "b": """
(define-module b
  (import a)
  (export use total lengths slope again)
  (define (use y) {b-use})
  (define (total [p : float64]) : float64 {b-total})
  (define (lengths [v : (Tensor float64 [3])]) : float64 {b-lengths})
  (define slope {b-slope})
  (define again {b-again}))
""",
    "c": """
(define-module c
  (import b a)
  (export chain)
  (define (chain [x : float64]) : float64 {c-chain})
  (define (steep [x : float64]) : float64 {c-steep}))
""",
    "main": """
(import c b a)
{main-host}
(display {main-call})
""",
}
NUMBER_SLOTS = {
    "a-type": ["float64", "integer", "(Tensor float64 [2])"],
    "a-scale": ["(* 2.0 x)", "(helper x)", "(norm [x x])", "(norm x)", "unit", "(* unit x)", "(sin x)", "[x x]"],
    "a-helper": ["x", "(* x x)", "(norm x)", "[x x]", "(scale x)", "(helper x)", "(lambda (y) y)", "(car x)"],
    "a-unit": ["1.0", "[1.0 2.0]", "(helper 2.0)", "(sin 1.0)", "helper"],
    "a-norm": ["(sqrt (sum (* v v)))", "(sum v)", "v", "(scale (sum v))", "(matmul v v)", "(norm v)"],
    "a-size": ["n", "3", "2", "m"],
    "a-doubled": ["(+ v v)", "(concat v v)", "(sum v)", "(matmul v v)"],
    "a-count": [
        "(if (= k 0) total (count (- k 1) (+ total 1.0)))", "(+ k total)", "(if (= k 0) total (+ 1.0 (count (- k 1) total)))",
    ],
    "b-use": ["(scale y)", "(helper y)", "(helper [y y])", "(scale y 2)", "(+ unit y)", "(count y 0.0)"],
    "b-total": ["(scale p)", "(use p)", "(helper p)", "(sum (doubled [p p p]))", "(count 3 p)", "(count p 0.0)", "(scale 2.0)"],
    "b-lengths": ["(norm v)", "(norm (doubled v))", "(sum (matmul v v))", "(helper 2.0)", "(use (sum v))"],
    "b-slope": ["(grad scale)", "(grad norm)", "(grad use)", "total", "(compose scale use)", "(sin 2.0)"],
    "b-again": ["total", "use", "helper", "(helper scale)", "unit"],
    "c-chain": ["(total x)", "(use x)", "(again x)", "(lengths [x x x])", "(lengths [x x])", "(count 2 (total x))"],
    "c-steep": ["(slope x)", "(slope [x x])", "((grad chain) x)", "x"],
    "main-host": [
        "", "(define (show x) (display x))", '(display (string-append "x" "y"))', "(define (local [x : float64]) : float64 (chain x))",
    ],
    "main-call": ["(chain 1.0)", "(lengths [1.0 2.0 3.0])", "(chain [1.0])", "(use 2.0)", "(slope 1.0)", "unit"],
}  # fmt: skip
#: The same on the host, which calls what has tensors in its types.
ON_HOST = {
    **NUMBERS,
    "main": NUMBERS["main"].replace("{main-host}", '(display (string-append "a" "b"))\n{main-host}'),
}

EFFECTS = {
    "a": """
(define-module a
  (export log each pure kept make)
  (define (log x) {a-log})
  (define (each [f : {a-row}] items) : {a-each-row} any {a-each})
  (define (pure x) : {a-pure-row} any {a-pure})
  (define kept {a-kept})
  (define (make f) {a-make}))
""",
    "b": """
(define-module b
  (import a)
  (export use go made)
  (define (use x) {b-use})
  (define (go x) : {b-row} any {b-go})
  (define made {b-made}))
""",
    "c": """
(define-module c
  (import b a)
  (export end slope)
  (define (end x) : {c-row} any {c-end})
  (define (slope x) {c-slope}))
""",
    "main": """
(import c b a)
(display (string-append "x" "y"))
(define (local z) : {main-row} any {main-local})
(end 1.0)
""",
}
EFFECT_SLOTS = {
    "a-log": ["(display x)", "x", '(error "no" x)', "(vector-set! kept 0 x)", "(vector-fill! x 0)"],
    "a-row": ["(-> {e} any any)", "(-> {} any any)", "(-> {IO} any any)", "(-> any any)"],
    "a-each-row": ["{e}", "{}", "{IO e}", "{Noise}", "{State e}"],
    "a-each": ["(for-each f items)", "(map f items)", "(begin (log 1) (for-each f items))", "(length items)"],
    "a-pure-row": ["{}", "{IO}", "{Exception}"],
    "a-pure": ["(* 2 x)", "(log x)", "(list x)", "(vector-ref kept 0)"],
    "a-kept": ["(vector 1 2)", "(vector log)", "(list log pure)", "3", "(lambda (x) (log x))"],
    "a-make": [
        "(lambda (x) (f x))", "(let ((n 0)) (lambda (x) (set! n (+ n 1)) (f x)))", "f", "(lambda (x) (log (f x)))", "(list f)",
    ],
    "b-use": ["(each log (list x))", "(each pure (list x))", "(pure x)", "((make pure) x)", "((vector-ref kept 0) x)"],
    "b-row": ["{IO}", "{}", "{IO State}", "{IO State Exception}"],
    "b-go": ["(use x)", "(log x)", "((make log) x)", "(made x)", "(vector-set! kept 0 log)", "(vector-ref kept 1)"],
    "b-made": ["(make pure)", "(make log)", "pure", "(lambda (x) (use x))", "(car (list log pure))"],
    "c-row": ["{IO}", "{}", "{IO State Exception Gradient}"],
    "c-end": ["(go x)", "(use x)", "(made x)", "(each made (list x))", "(each (lambda (y) (go y)) (list x))", "(slope x)"],
    "c-slope": ["((grad (lambda (y) (* y y))) x)", "((grad pure) x)", "((grad made) x)", "((grad use) x)", "x"],
    "main-row": ["{IO}", "{}"],
    "main-local": ["(end z)", "(made z)", "(pure z)", "((grad (lambda (y) (begin (go y) y))) z)"],
}  # fmt: skip
#: Procedures that print are code of the host, whatever they do with tensors.
PRINTED = {
    "a": """
(define-module a
  (export layer show weights bias Part)
  (define-type Part (Record [w : (Tensor float64 [3])]))
  (define (layer [x : (Tensor float64 [n])]) : (Tensor float64 [{a-result}]) (display x) {a-layer})
  (define (show x) (display x) {a-show})
  (define weights {a-weights})
  (define kept {a-kept})
  (: bias (Tensor float64 [{a-size}]))
  (define bias {a-bias}))
""",
    "b": """
(define-module b
  (import a)
  (export use fold again)
  (define (use [x : (Tensor float64 [3])]) (display x) {b-use})
  (define (fold [x : (Tensor float64 [n])] k) : {b-fold-type}
    (let loop ((y x) (i 0)) (if (= i k) {b-end} (loop {b-step} (+ i 1)))))
  (define (again x) {b-again}))
""",
    "main": """
(import b a)
(define (local [z : (Tensor float64 [2])]) (display z) {main-local})
(display {main-call})
""",
}
PRINTED_SLOTS = {
    "a-result": ["n", "(* 2 n)", "3"],
    "a-layer": ["x", "(concat x x)", "(+ x weights)", "(+ x bias)", "(show x)", "(reshape x [3])"],
    "a-show": ["x", "(matmul x [1.0 2.0 3.0])", "(concat x weights)", "[1.0 2.0]"],
    "a-weights": ["[1.0 2.0 3.0]", "[1.0]", "(show [1.0 2.0])", "(layer [1.0])"],
    "a-kept": [
        "3", "(let ((l (list 1 2))) (set-car! l 3) l)", "(let loop ((i 0) (y [1.0])) (if (= i 900) y (loop (+ i 1) (* 2.0 y))))",
    ],
    "a-size": ["3", "2"],
    "a-bias": ["[1.0 2.0 3.0]", "[1.0 2.0]", "(layer [1.0 2.0])"],
    "b-use": [
        "(+ x (layer x))", "(+ x bias)", "(+ x weights)", "(+ x (show [1.0]))", "(matmul x bias)", "(again x)", "(+ x (fold x 1))",
        "((lambda (p) (+ p.w [1.0 2.0])) (Part x))", "(guard (e (#t x)) (+ x [1.0 2.0]))",
        "(+ (car (list x 1)) [1.0 2.0])",
    ],
    "b-fold-type": ["any", "(Tensor float64 [n])", "(Tensor float64 [(+ n 1)])"],
    "b-end": ["y", "(+ y bias)", "(concat y [1.0])"],
    "b-step": ["(layer y)", "(concat y [1.0])", "(* 2.0 y)", "(begin (display i) y)"],
    "b-again": ["(use x)", "(+ x [1.0 2.0])", "(fold [1.0 2.0] 3)", "x"],
    "main-local": ["z", "(use z)", "(fold z 2)", "(+ z (fold z 1))", "(again z)", "(+ z bias)"],
    "main-call": ["(local [1.0 2.0])", "(use [1.0 2.0 3.0])", "(matmul bias [1.0 2.0 3.0])", "(show 1)", "(again weights)"],
}  # fmt: skip
KINDS = {
    "numbers": (NUMBERS, NUMBER_SLOTS),
    "tensors on the host": (ON_HOST, NUMBER_SLOTS),
    "shapes on the host": (PRINTED, PRINTED_SLOTS),
    "effects": (EFFECTS, EFFECT_SLOTS),
}


@pytest.fixture
def project_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Project]:
    def project(kind: str) -> Project:
        return kept_project(*KINDS[kind][:2], tmp_path, monkeypatch, capsys)

    return project


@pytest.mark.parametrize("kind", KINDS)
def test_random_edits(project_of: Callable[[str], Project], kind: str) -> None:
    project_of(kind).edit_at_random(3, 30)


def test_calls_that_nobody_made_before(project_of: Callable[[str], Project]) -> None:
    """Files between a new call and what becomes wrong by it have not changed."""
    project = project_of("numbers")
    project.shared = project.root / "another"
    assert project.ways(main_call="unit") == (0, 0, 1)
    assert project.ways(main_call="(chain 1.0)") == (0, 1, 0)
    assert project.ways(a_type="integer") == (1, 0, 1)


def test_shapes_inside_of_what_another_module_differentiates(project_of: Callable[[str], Project]) -> None:
    project = project_of("shapes on the host")
    assert project.ways(a_weights="(lambda (y) (sum y))", b_use="((grad weights) x)")[0] == 0
    assert project.ways(a_weights="(lambda (y) (sum (+ y [1.0 2.0])))") == (1, 0, 1)
    assert project.ways(a_weights="(lambda (y) (sum (* 2.0 y)))")[0] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_single_edits(project_of: Callable[[str], Project], kind: str) -> None:
    project_of(kind).edit_each_slot()
