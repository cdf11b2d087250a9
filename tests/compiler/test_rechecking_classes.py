"""Checking again what has changed of programs with type classes and types of their own: the same is said as of new ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from edited_project import Project, kept_project

CLASSES = {
    "a": """
(define-module a
  (export Sized Shown Adding size grown shown label plus Box total {a-export})
  (define-type Box (Record [side : {a-field}]))
  (define (helper x) {a-helper})
  (define-type-class (Shown a) (shown : (-> a string)) {a-shown})
  (define-type-class (Sized a) {a-superclass}
    (size : (-> a {a-result}))
    (grown : (-> a float64 a))
    {a-methods}
    (label : (-> a {a-label-type}))
    {a-default})
  (define-type-class (Adding a) ({a-plus} : (-> a a a)) {a-also})
  {a-instance}
  (: total (forall (a) (-> a float64) {a-where}))
  (define (total p) {a-total}))
""",
    "b": """
(define-module b
  (import a)
  (export Point Shape Dot Line use twice kept)
  (define-type Point {b-point})
  (define-type Shape (Union Dot (Line [length : {b-length}]) {b-variant}))
  (define-type-class-instance (Sized {b-of})
    (define (size {b-parameters}) {b-size})
    {b-grown}
    {b-label})
  {b-shown}
  {b-more}
  (define (use [p : Point]) : float64 {b-use})
  (define (twice p) {b-twice})
  (define kept {b-kept}))
""",
    "c": """
(define-module c
  (import b a)
  (export chain describe)
  {c-instance}
  (define (chain [x : float64]) : float64 {c-chain})
  {c-typed}
  (define (describe s) {c-describe}))
""",
    "main": """
(import c b a)
(display (string-append "x" "y"))
{main-instance}
(define (local [z : {main-type}]) {main-local})
(display {main-call})
""",
}
CLASS_SLOTS = {
    "a-export": ["", "helper", "empty", "missing"],
    "a-field": ["float64", "string", "integer", "unknown-Thing"],
    "a-helper": ["x", "(size x)", "(string-append x x)", "(list x)"],
    "a-shown": ["", "(shown-all : (-> (list a) string)) (define (shown-all l) (shown (car l)))", "(more : (-> a a))"],
    "a-superclass": ["", "(where (Shown a))", "(where (Nothing a))"],
    "a-result": ["float64", "string", "integer", "a", "Box"],
    "a-methods": ["", "(empty : a)", "(other : (-> a a))", "(size : (-> a a))"],
    "a-label-type": ["string", "float64", "any"],
    "a-default": ['(define (label x) "thing")', "(define (label x) (helper x))", "", "(define (label x) (size x))", "(define (lab x) x)"],
    "a-plus": ["plus", "+", "*"],
    "a-also": ["", "(define (plus x y) x)"],
    "a-instance": [
        "", "(define-type-class-instance (Sized Box) (define (size b) b.side) (define (grown b by) b))",
        "(define-type-class-instance (Sized float64) (define (size x) x) (define (grown x by) (* x by)))",
        "(define-type-class-instance (Shown float64) (define (shown x) x))",
        "(define-type-class-instance (Sized any) (define (size x) 1.0) (define (grown x by) x))",
    ],
    "a-where": ["(where (Sized a))", "(where (Sized a) (Shown a))", "", "(where (Unknown a))"],
    "a-total": ["(size p)", "(size (grown p 2.0))", "1.0", '(begin (shown p) (size p))', "(helper p)"],
    "b-point": [
        "(Record [x : float64] [y : float64])", "(Record [x : string] [y : float64])", "(Record [x : float64])", "float64", "Box",
        "(Union (Point2 [x : float64]) Origin)",
    ],
    "b-length": ["float64", "string", "Point"],
    "b-variant": ["", "(Arc [angle : float64])", "Empty"],
    "b-of": ["Point", "Shape", "Line", "float64", "Box", "string"],
    "b-parameters": ["p", "p q", "[p : Point]"],
    "b-size": ["1.0", "p.x", '"no"', "(size p)", "(total 1.0)", "(size (grown p 1.0))"],
    "b-grown": ["(define (grown p by) p)", "(define (grown p by) by)", "", "(define (grow p by) p)"],
    "b-label": ["", '(define (label p) "point")', "(define (label p) 1)", "(define (label p) (shown p))", "(define empty 1)"],
    "b-shown": [
        "", '(define-type-class-instance (Shown Point) (define (shown p) "p"))',
        '(define-type-class-instance (Shown Shape) (define (shown s) (match s (Dot "dot") ((Line n) "line"))))',
        "(define-type-class-instance (Shown Point) (define (shown p) p.x))",
    ],
    "b-more": [
        "", "(define-type-class-instance (Adding Point) (define (plus p q) p))",
        "(define-type-class-instance (Sized Dot) (define (size d) 0.0) (define (grown d by) d))",
        "(define-type-class-instance (Sized list) (define (size d) 0.0) (define (grown d by) d))",
    ],
    "b-use": ["(size p)", "(total p)", "p.x", "(size (grown p 2.0))", "(label p)", "(total Dot)", "(size (Line 1.0))", "(size 1.0)"],
    "b-twice": ["p", "(grown p 2.0)", "(size p)", "(plus p p)", "(list (the Point empty))", "(total p)"],
    "b-kept": ["1.0", "(Line 1.0)", "(twice Dot)", "(size Dot)", "size", "(map size (list Dot))"],
    "c-instance": [
        "", "(define-type-class-instance (Sized Dot) (define (size d) 0.0) (define (grown d by) d))",
        '(define-type-class-instance (Shown Line) (define (shown l) "line"))',
        '(define-type-class-instance (Sized string) (define (size s) 1.0) (define (grown s by) (string-append s s)))',
        "(define-type-class-instance (Sized Point) (define (size p) 2.0) (define (grown p by) p))",
    ],
    "c-chain": ["x", "(total x)", '(size "s")', "(use kept)", "(size kept)", '(string-length (label "s"))', "(size (twice x))"],
    "c-typed": [
        "", "(define (typed [s : Shape]) (match s (Dot 1.0) ((Line n) n)))", "(define (typed [p : Point]) : float64 p.x)",
        "(define (typed [l : Line]) : float64 (size l))", "(define (typed [b : Box]) : float64 (total b))",
        "(: typed (forall (a) (-> a string) (where (Shown a)))) (define (typed x) (shown x))",
        "(: typed (forall (a) (-> a string))) (define (typed x) (label x))",
    ],
    "c-describe": ["s", "(shown s)", "(label s)", "(match s (Dot 1) ((Line n) n))", '(shown "s")', "(total (Line 2.0))", "(shown Dot)"],
    "main-instance": [
        "", '(define-type-class-instance (Sized string) (define (size s) 1.0) (define (grown s by) s))',
        '(define-type-class-instance (Shown float64) (define (shown s) "number"))',
        "(define-type Own (Record [p : Point])) (define-type-class-instance (Sized Own) (define (size o) o.p.x) (define (grown o by) o))",
    ],
    "main-type": ["float64", "Point", "Shape", "Line", "Own"],
    "main-local": ["z", "(size z)", "(total z)", "(label z)", "(use z)", "z.x", "(twice z)"],
    "main-call": ["(chain 1.0)", "(size Dot)", '(label "s")', "(describe Dot)", "kept", "(total (Line 1.0))", "(shown 1.0)"],
}  # fmt: skip

TYPES = {
    "a": """
(define-module a
  (export Angle Point Tree Leaf Node Pair Action turned top make {a-export})
  (define-type Angle {a-angle})
  (define-type Point (Record [x : Angle] [y : {a-y}]))
  (define-type (Pair p) (Record [first : p] [second : {a-second}]))
  (define-type (Tree p) (Union (Leaf [value : {a-leaf}]) (Node [left : (Tree p)] [right : (Tree p)]) {a-constructor}))
  (define-type Action (Record [run : {a-run}]))
  {a-type}
  (define (turned [p : Point]) : Angle {a-turned})
  (define (top [t : (Tree float64)]) {a-top})
  (define (make x) {a-make}))
""",
    "b": """
(define-module b
  (import a)
  (export Line along inner act first-of)
  (define-type Line {b-line})
  (define (along [l : Line]) : float64 {b-along})
  (define (inner t) {b-inner})
  (define (act a) {b-act})
  (define (first-of [p : (Pair float64)]) {b-first}))
""",
    "c": """
(define-module c
  (import b a)
  (export chain walk)
  (define (chain [x : {c-type}]) {c-chain})
  (define (walk t) : {c-row} any {c-walk}))
""",
    "main": """
(import c b a)
(display (string-append "x" "y"))
{main-type}
(define (local [z : {main-of}]) {main-local})
(display {main-call})
""",
}
TYPE_SLOTS = {
    "a-export": ["", "More"],
    "a-angle": ["float64", "string", "integer", "(Record [degrees : float64])", "Angle", "Line", "(Tensor float64 [n])"],
    "a-y": ["float64", "Angle", "Point", "string", "(list Point)"],
    "a-second": ["p", "float64", "string", "(Pair p)"],
    "a-leaf": ["p", "float64", "Point", "(Tree p)"],
    "a-constructor": ["", "Bare", "(Twig [of : Angle])", "(Leaf [other : p])"],
    "a-run": ["(-> any any)", "(-> {IO} any any)", "(-> {} any any)", "float64"],
    "a-type": ["", "(define-type More (Record [z : Line]))", "(define-type More float64)", "(define-type Thing Point)", "(define-type n float64)"],
    "a-turned": ["p.x", "p.y", "1.0", "p", '"s"'],
    "a-top": ["t", "(match t ((Leaf v) v) ((Node l r) (top l)))", "(match t ((Leaf v) v))", "1.0"],
    "a-make": ["(Point x 1.0)", "(Leaf x)", "(Node (Leaf x) (Leaf 1.0))", "(Pair x x)", "x", "(Action display)"],
    "b-line": ["(Record [from : Point] [to : Point])", "(Record [from : Angle])", "Point", "(list Point)", "More"],
    "b-along": ["1.0", "(turned l.from)", "l.from.x", "l.from.y", "(turned l)", "(along l)"],
    "b-inner": ["t", "(top t)", "(match t ((Leaf v) v) (else 1.0))", "(top (Leaf 1.0))", '(top (Leaf "s"))', "(Node t t)"],
    "b-act": ["a", "(a.run 1)", "((Action display).run a)", "(begin (display a) a)"],
    "b-first": ["p.first", "p.second", "(+ p.first p.second)", "(first-of (Pair 1.0 2.0))", '(Pair "s" p)'],
    "c-type": ["float64", "Angle", "Point", "Line", "(Tree float64)", "(Tensor Angle [3])", "(Tensor float64 [n])"],
    "c-chain": ["x", "(turned x)", "(along x)", "(inner x)", "(make x)", "(turned (make x))", "x.x", "(first-of (make x))"],
    "c-row": ["{IO}", "{}"],
    "c-walk": ["t", "(act t)", "(act (Action display))", "(t.run 1)", "(match t ((Leaf v) (turned v)) (else 1))", "(+ 1.0 (inner (Leaf 1.0)))"],
    "main-type": ["", "(define-type n Point)", "(define-type Own (Record [l : Line]))", "(define-type Own (Union (Mine [a : Angle])))"],
    "main-of": ["float64", "Own", "Line", "(Pair string)", "n"],
    "main-local": ["z", "z.l", "(along z)", "z.first", "(chain z)"],
    "main-call": ["(chain 1.0)", "(local 1.0)", "(turned (Point 1.0 1.0))", "(walk (Leaf 1.0))", "(inner 1.0)"],
}  # fmt: skip
#: Instances that device code chooses, and records that it gets.
ON_DEVICE = {
    "a": """
(define-module a
  (export Sized size moved Pair both pick spread)
  (define-type Pair (Record [u : {a-u}] [v : float64]))
  (define-type-class (Sized a) (size : (-> a float64)) (moved : (-> a float64 a)) {a-default})
  (define (both p) {a-both})
  (define (pick [c : boolean] p q) {a-pick})
  (: spread (-> (Tensor float64 [n]) {a-spread-type}))
  (define (spread v) {a-spread}))
""",
    "b": """
(define-module b
  (import a)
  (export Point norm Shape Dot Line)
  (define-type Point (Record [x : float64] [y : {b-y}]))
  (define-type Shape (Union (Dot [r : float64]) (Line [r : {b-r}]) {b-variant}))
  (define-type-class-instance (Sized Point) (define (size p) {b-size}) {b-moved})
  {b-instance}
  (define (norm [x : float64]) : float64 {b-norm}))
""",
    "c": """
(define-module c
  (import b a)
  (export loss)
  {c-instance}
  (define (loss [v : (Tensor float64 [2])]) : float64 {c-loss})
  (define slope {c-slope}))
""",
    "main": """
(import c b a)
{main-host}
(display {main-call})
""",
}
DEVICE_SLOTS = {
    "a-u": ["float64", "(Tensor float64 [2])", "string"],
    "a-default": ["(define (moved p by) p)", "", "(define (moved p by) (both p))"],
    "a-both": ["(size p)", "(+ (size p) (size p))", "p", "p.u", "(size (moved p 2.0))"],
    "a-pick": ["(if c p q)", "p", "(if c (size p) (size q))"],
    "a-spread-type": ["(Tensor float64 [n])", "float64"],
    "a-spread": ["v", "(* 2.0 v)", "(sum v)", "(concat v v)", "(moved v 2.0)"],
    "b-y": ["float64", "(Tensor float64 [2])", "integer"],
    "b-r": ["float64", "(Tensor float64 [2])"],
    "b-variant": ["", "(Box [w : float64])"],
    "b-size": ["(+ p.x p.y)", "p.x", "(sum p.y)", "(both (Point 1.0 p.x))", '"s"', "(matmul p.y p.y)"],
    "b-moved": ["", "(define (moved p by) (Point (* by p.x) p.y))", "(define (moved p by) by)"],
    "b-instance": [
        "", "(define-type-class-instance (Sized (Tensor float64 [n])) (define (size v) (sum v)) (define (moved v by) (* by v)))",
        "(define-type-class-instance (Sized Shape) (define (size s) s.r))",
        "(define-type-class-instance (Sized (Tensor float64 [n])) (define (size v) (sum v)) (define (moved v by) (concat v v)))",
    ],
    "b-norm": ["(size (Point x 1.0))", "(both (Point x 1.0))", "x", "(size (pick (> x 0.0) (Dot x) (Line 1.0)))", "(both x)"],
    "c-instance": [
        "", "(define-type-class-instance (Sized float64) (define (size x) x))",
        "(define-type-class-instance (Sized Pair) (define (size p) (+ p.u p.v)))",
    ],
    "c-loss": [
        "(norm (sum v))", "(sum (spread v))", "(size v)", "(size (moved v 2.0))", "(both v)", "(both 1.0)", "(size (Pair 1.0 2.0))",
        "(sum (* v (moved v 2.0)))", "(both (Point (sum v) 1.0))", "(size (pick (> (sum v) 0.0) (Dot 1.0) (Line 2.0)))",
    ],
    "c-slope": ["(grad loss)", "loss", "(grad norm)", "(grad both)"],
    "main-host": ["", "(define (f [x : float64]) : float64 (both (Point x x)))", "(define (f [v : (Tensor float64 [3])]) (spread v))"],
    "main-call": ["(loss [1.0 2.0])", "(norm 1.0)", "(both (Point 1.0 2.0))", "(spread [1.0 2.0 3.0])", "(size 1.0)"],
}  # fmt: skip
DEVICE_ON_HOST = {
    **ON_DEVICE,
    "main": ON_DEVICE["main"].replace("{main-host}", '(display (string-append "a" "b"))\n{main-host}'),
}
#: Programs, what may stand in their slots, and how many random edits are made.
KINDS = {
    "classes": (CLASSES, CLASS_SLOTS, 25),
    "types": (TYPES, TYPE_SLOTS, 15),
    "instances in device code": (ON_DEVICE, DEVICE_SLOTS, 12),
    "instances in device code of the host": (DEVICE_ON_HOST, DEVICE_SLOTS, 12),
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
    project_of(kind).edit_at_random(3, KINDS[kind][2])


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [
        # Bodies, of a class, of instances and of what uses them.
        ("classes", {"a_default": "(define (label x) (helper x))", "a_helper": '"s"'}),
        ("classes", {"b_size": "p.x"}),
        ("classes", {"b_use": "(total p)"}),
        ("classes", {"c_chain": "(string-length (label (Point x 1.0)))"}),
        # Instances more and less, by default and not.
        ("classes", {"c_instance": CLASS_SLOTS["c-instance"][1]}),
        ("classes", {"b_label": CLASS_SLOTS["b-label"][1]}),
        ("classes", {"main_instance": CLASS_SLOTS["main-instance"][1]}),
        ("classes", {"a_instance": CLASS_SLOTS["a-instance"][1]}),
        # Classes.
        ("classes", {"a_shown": CLASS_SLOTS["a-shown"][1]}),
        ("classes", {"a_label_type": "any"}),
        ("classes", {"a_also": "(define (plus x y) x)"}),
        ("classes", {"a_total": "(size (grown p 2.0))"}),
        # Types.
        ("classes", {"a_field": "string"}),
        ("classes", {"b_length": "string"}),
        ("classes", {"b_point": "(Record [x : string] [y : float64])"}),
        ("types", {"a_angle": "integer", "a_turned": "1"}),
        ("types", {"a_second": "float64"}),
        ("types", {"a_constructor": "Bare"}),
        ("types", {"a_type": "(define-type Thing Point)"}),
        ("types", {"b_line": "Point"}),
        ("types", {"main_type": "(define-type n Point)"}),
        ("instances in device code", {"b_size": "p.x"}),
        ("instances in device code", {"a_u": "string"}),
    ],
)  # fmt: skip
def test_what_is_not_wrong_is_checked_in_part(
    project_of: Callable[[str], Project], kind: str, chosen: dict[str, str]
) -> None:
    project = project_of(kind)
    assert project.ways(**chosen) == (0, 1, 0)
    assert project.ways(**{slot: project.slots[slot.replace("_", "-")][0] for slot in chosen}) == (0, 1, 0)


@pytest.mark.parametrize(
    ("kind", "before", "chosen"),
    [
        # An instance goes, or comes twice, or its class asks for more.
        ("classes", {"c_instance": CLASS_SLOTS["c-instance"][1], "main_call": "(size Dot)"}, {"c_instance": ""}),
        ("classes", {}, {"c_instance": CLASS_SLOTS["c-instance"][4]}),
        ("classes", {}, {"a_superclass": "(where (Shown a))"}),
        ("classes", {}, {"a_default": ""}),
        ("classes", {"b_use": "(size p)"}, {"a_result": "string"}),
        # A call of a method that becomes one of another instance, which is of no other file's type.
        ("classes", {"c_typed": CLASS_SLOTS["c-typed"][2]}, {"b_point": "(Record [x : string] [y : float64])"}),
        # What a type stands for, in a declaration of a file that does not name the type inside of it.
        ("types", {"b_along": "l.from.y"}, {"a_y": "string"}),
        ("types", {"c_chain": "(turned (make x))"}, {"a_turned": '"s"'}),
        ("types", {"main_of": "(Pair string)", "main_local": "(+ 1.0 z.second)", "a_second": "float64"}, {"a_second": "p"}),
        (
            "types", {"a_export": "More", "a_type": "(define-type More float64)", "b_line": "More", "b_along": "(+ 1.0 l)"},
            {"a_type": TYPE_SLOTS["a-type"][1]},
        ),
        # Types of procedures with rows, as fields and by name.
        ("types", {"b_act": "(begin (display a) a)", "c_walk": "(act t)"}, {"c_row": "{}"}),
        # Instances that device code chooses.
        ("instances in device code", {"b_norm": "(both (Point x 1.0))"}, {"b_size": '"s"'}),
        ("instances in device code", {"c_loss": "(both (Point (sum v) 1.0))"}, {"b_y": "(Tensor float64 [2])"}),
    ],
)  # fmt: skip
def test_what_becomes_wrong_elsewhere_is_told(
    project_of: Callable[[str], Project], kind: str, before: dict[str, str], chosen: dict[str, str]
) -> None:
    project = project_of(kind)
    assert project.ways(**before)[0] == 0
    assert project.ways(**chosen) == (1, 0, 1)
    project.write(**{slot: texts[0] for slot, texts in project.slots.items()})
    assert project.check() == 0
