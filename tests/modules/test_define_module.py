"""``define-module``: dotted names, what is hidden, aliases, opened namespaces, and types across modules."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source
from modules_support import canonical, message, value, values

VECTOR = """
(define-module math.vector
  (import core)
  (export norm (rename (scaled scale)))
  (define helper 2)
  (define (norm x y) (+ (* x x) (* y y)))
  (define (scaled x) (* helper x)))
"""
TWO = """
(define-module m (export f g) (define (f) 'mf) (define (g) 'mg))
(define-module n (export f h) (define (f) 'nf) (define (h) 'nh))
"""
POINT = """
(define-module geo
  (export Point norm1 origin)
  (define-type Point (Record [x : float64] [y : float64]))
  (define (origin) (Point 0.0 0.0))
  (define (norm1 [p : Point]) : float64 (+ p.x p.y)))
"""


@pytest.mark.parametrize("name", ["math.vector", "(math vector)"])
@pytest.mark.parametrize("form", ["define-module math.vector", "define-module (math vector)"])
def test_a_dotted_name_and_a_list_are_one_name(form: str, name: str) -> None:
    module = VECTOR.replace("define-module math.vector", form)
    assert value(f"{module} (import {name}) (list (norm 3 4) (scale 5))") == "(25 10)"


def test_a_library_and_a_module_may_import_each_other_s_kind() -> None:
    text = """
    (define-library (a b) (export x) (import (scheme base)) (begin (define x 1)))
    (define-module c.d (import a.b) (export y) (define y (+ x 1)))
    (define-library (e) (export z) (import (scheme base) (c d)) (begin (define z (+ y 1))))
    (import e)
    z
    """
    assert value(text) == "3"


def test_a_module_has_the_language_around_it_but_not_the_program() -> None:
    assert (
        value("(define-module m (export f) (define (f x) (map square x))) (import m) (f '(1 2))") == "(1 4)"
    )
    text = "(define helper 1) (define-module m (export f) (define (f) helper)) (import m) (f)"
    assert "`helper` is not defined" in message(text)


@pytest.mark.parametrize("use", ["helper", "scaled"])
def test_private_names_are_hidden(use: str) -> None:
    assert f"`{use}` is not defined" in message(f"{VECTOR} (import math.vector) {use}")
    assert f"math.vector does not export `{use}`" in message(f"{VECTOR} math.vector.{use}")
    assert f"math.vector does not export `{use}`" in message(
        f"{VECTOR} (define-module-alias v math.vector) v.{use}"
    )
    assert f"`v:{use}` is not defined" in message(f"{VECTOR} (define-module-alias v math.vector) v:{use}")
    assert f"`{use}` is not defined" in message(f"{VECTOR} (namespace-with math.vector {use})")


def test_the_program_may_use_the_names_that_a_module_hides() -> None:
    text = "(import math.vector) (define helper 100) (define (scaled x) (list helper x)) (scaled (scale 1))"
    assert value(VECTOR + text) == "(100 2)"


def test_order_of_exports_imports_and_definitions_is_free() -> None:
    text = """
    (define-module a (define (f) (list (g) x)) (export f) (define (g) 1) (import b))
    (import a)
    (f)
    """
    assert value(text, {"b.esk": "(define-module b (define x 2) (export x))"}) == "(1 2)"


# Full names and aliases ----------------------------------------------------------------


def test_full_names_need_no_import() -> None:
    assert value(VECTOR + "(list (math.vector.norm 1 2) (math.vector.scale 4))") == "(5 8)"
    assert value(VECTOR + "(import (only math.vector norm)) (math.vector.scale (norm 1 1))") == "4"
    assert value("(list (core.car '(1)) (scheme.base.square 3))") == "(1 9)"


def test_the_module_with_the_longest_name_is_meant() -> None:
    text = """
    (define-module a (export b.c d) (define b.c 'of-a) (define d 'd-of-a))
    (define-module a.b (export c) (define c 'of-a.b))
    (list a.b.c a.d)
    """
    assert value(text) == "(of-a.b d-of-a)"


def test_a_whole_name_goes_before_a_module_s() -> None:
    assert value(VECTOR + "(define math.vector.norm 'own) math.vector.norm") == "own"
    assert value(VECTOR + "(let ((math.vector.norm 'local)) math.vector.norm)") == "local"


def test_a_field_is_read_where_the_module_exports_no_such_name() -> None:
    text = """
    (define-module p (export z) (define z 'module))
    (define-type P (Record [x : float64]))
    (define (f [p : P]) p.x)
    (list (f (P 1.5)) p.z)
    """
    assert value(text) == "(1.5 module)"


def test_fields_go_before_modules_of_the_language_that_are_not_named() -> None:
    text = "(define-type P (Record [map : float64])) (define (f [core : P]) core.map) (f (P 2.0))"
    assert value(text) == "2.0"


@pytest.mark.parametrize("module", ["math.vector", "(math vector)"])
def test_aliases_take_colons_and_dots(module: str) -> None:
    text = f"(define-module-alias vec {module}) (list (vec:norm 1 2) (vec.norm 2 2) (math.vector.norm 3 4))"
    assert value(VECTOR + text) == "(5 8 25)"


def test_an_alias_may_be_imported_and_opened() -> None:
    text = "(define-module-alias v math.vector) (import (only v norm)) (list (norm 1 1) (namespace-with v (scale 2)))"
    assert value(VECTOR + text) == "(2 4)"


def test_an_alias_may_be_given_twice_to_one_module() -> None:
    text = "(define-module-alias v math.vector) (define-module-alias v (math vector)) (v:scale 3)"
    assert value(VECTOR + text) == "6"


def test_an_alias_of_a_module_is_its_own() -> None:
    inner = "(define-module b (export f) (define-module-alias v math.vector) (define (f x) (v:scale (v.scale x))))"
    assert value(VECTOR + inner + "(import b) (f 1)") == "4"
    assert "`v:scale` is not defined" in message(VECTOR + inner + "(import b) (v:scale 1)")


def test_a_macro_is_reached_by_full_name_and_alias() -> None:
    text = """
    (define-module a.m (export twice) (define two 2) (define-syntax twice (syntax-rules () ((_ x) (* two x)))))
    (define-module-alias q a.m)
    (define two 'wrong)
    (list (a.m.twice 1) (q:twice 2) (q.twice 3))
    """
    assert value(text) == "(2 4 6)"


# Namespaces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(namespace-open m) (list (f) (g))", "(mf mg)"),
        ("(define (f) 'own) (namespace-open m) (define r (f)) (namespace-close m) (list r (f))", "(mf own)"),
        ("(define (k) (f)) (define (f) 'own) (namespace-open m) (k)", "own"),
        ("(namespace-open m) (namespace-open n) (list (f) (g) (h))", "(nf mg nh)"),
        ("(namespace-open m) (namespace-open n) (namespace-close n) (list (f) (g))", "(mf mg)"),
        ("(namespace-open m) (namespace-open n) (namespace-close m) (list (f) (h))", "(nf nh)"),
        ("(namespace-open m) (namespace-open n) (namespace-open m) (namespace-close m) (f)", "nf"),
        ("(namespace-open m) (let ((f (lambda () 'local))) (list (f) (g)))", "(local mg)"),
        ("(namespace-open m) (define (f) 'own) (list (f) (g))", "(own mg)"),
        ("(namespace-with m (define a (f)) (define (k) (list a (g)))) (k)", "(mf mg)"),
        ("(define (f) 'own) (namespace-with m (define a (f))) (list a (f))", "(mf own)"),
        ("(namespace-with m (define (f) 'own)) (f)", "own"),
        ("(namespace-with m (define (f) 'own) (list (f) (g)))", "(own mg)"),
        ("(list (namespace-with m (f)) (namespace-with n (f)))", "(mf nf)"),
        ("(namespace-with m (namespace-with n (list (f) (g) (h))))", "(nf mg nh)"),
        ("(begin (namespace-open m) (define a (f)) (namespace-close m) (define f a)) f", "mf"),
        ("(namespace-with m (namespace-open n) (list (f) (g) (h)))", "(nf mg nh)"),
        (
            "(define (h) 'own) (namespace-with m (namespace-open n) (define a (h))) (list a (h))",
            "(nh own)",
        ),
    ],
)
def test_namespaces_at_top_level(text: str, expected: str) -> None:
    assert value(TWO + text) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("(namespace-open m) (list f0 (f) (g))", "(1 mf mg)"),
        ("(namespace-open m) (define a (f)) (namespace-close m) (list a f0)", "(mf 1)"),
        ("(namespace-open m) (define (f) 'own) (list (f) (g))", "(own mg)"),
        ("(define (f) 'own) (namespace-open m) (list (f) (g))", "(mf mg)"),
        ("(define (f) 'own) (namespace-open m) (define a (f)) (namespace-close m) (list a (f))", "(mf own)"),
        ("(namespace-with m (define a (f))) (list a a)", "(mf mf)"),
        ("(begin (namespace-open m) (define a (f))) (list a (f))", "(mf mf)"),
        ("(define a (namespace-with n (h))) (list a)", "(nh)"),
        ("(namespace-open m) (let ((g (lambda () 'local))) (list (f) (g)))", "(mf local)"),
        ("(namespace-open m) (namespace-open n) (define a (f)) (namespace-close n) (list a (f))", "(nf mf)"),
        ("(namespace-with m (namespace-open n) (define a (list (f) (g) (h)))) a", "(nf mg nh)"),
    ],
)
def test_namespaces_in_bodies(body: str, expected: str) -> None:
    assert value(f"{TWO} (define (t f0) {body}) (t 1)") == expected


def test_a_namespace_of_a_body_ends_with_it() -> None:
    assert "`f` is not defined" in message(TWO + "(define (t) (namespace-open m) (f)) (f)")
    assert "the namespace of m is not open here" in message(
        TWO + "(define (t) (namespace-open m) (f)) (namespace-close m)"
    )


# Order of evaluation ----------------------------------------------------------------------


def test_bodies_run_before_the_program_in_order_of_dependency() -> None:
    text = """
    (define-module a (export x) (display "a") (newline) (define x 1))
    (define-module b (export y) (import a) (display "b") (newline) (define y (+ x 1)))
    (display "first") (newline)
    (import b)
    (display a.x) (newline)
    y
    """
    assert values(text) == ["a", "b", "first", "1", "2"]


def test_a_full_name_is_a_dependency() -> None:
    text = (
        '(define-module a (export x) (display "a") (newline) (define x 1)) (display "program") (newline) a.x'
    )
    assert values(text) == ["a", "program", "1"]


def test_a_long_chain_of_files() -> None:
    files = {
        f"m{i}.esk": f"(define-module m{i} (import m{i + 1}) (export x{i}) (define x{i} (+ 1 x{i + 1})))"
        for i in range(60)
    }
    files["m60.esk"] = "(define-module m60 (export x60) (define x60 0))"
    assert value("(import m0) x0", files) == "60"


# Types ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "(import geo) (define (f [p : Point]) (norm1 p)) (f (Point 1.0 2.0))",
        "(import geo) (define (f [p : Point]) p.x) (f (Point 3.0 0.0))",
        "(import geo) (define (f p : Point) (+ p.x p.y)) (f (Point 1.0 2.0))",
        "(import geo) (: f (-> Point float64)) (define (f p) (norm1 p)) (f (Point 1.0 2.0))",
        "(import (prefix geo g:)) (define (f [p : g:Point]) (g:norm1 p)) (f (g:Point 2.0 1.0))",
        "(import (rename geo (Point P))) (define (f [p : P]) (norm1 p)) (f (P 2.0 1.0))",
        "(import (only geo Point)) (define (f [p : Point]) (geo.norm1 p)) (f (Point 2.0 1.0))",
        "(define-module-alias g geo) (define (f [p : g:Point]) (g.norm1 p)) (f (g:Point 2.0 1.0))",
        "(define-module-alias g geo) (define (f [p : g.Point]) (g.norm1 p)) (f (g.Point 2.0 1.0))",
        "(define (f [p : geo.Point]) (geo.norm1 p)) (f (geo.Point 2.0 1.0))",
        "(namespace-open geo) (define (f [p : Point]) p.x) (f (Point 3.0 1.0))",
        "(namespace-with geo (define (f [p : Point]) p.x) (f (Point 3.0 1.0)))",
        "(import geo) (define-type P Point) (define (f [p : P]) (norm1 p)) (f (Point 1.0 2.0))",
        "(import geo) (define-type Line (Record [a : Point] [b : Point])) (define (f [l : Line]) (norm1 l.b))"
        "(f (Line (origin) (Point 1.0 2.0)))",
    ],
)
def test_types_cross_modules(text: str) -> None:
    assert value(POINT + text) == "3.0"


@pytest.mark.parametrize(
    ("type", "told"),
    [
        ("m.Hidden", "m does not export `Hidden`"),
        ("m.Nothing", "m does not export `Nothing`"),
        ("m.f", "`f` of m is not a type"),
        ("absent.T", "there is no type `absent.T`"),
    ],
)
def test_full_names_of_what_is_no_exported_type(type: str, told: str) -> None:
    module = "(define-module m (export f) (define-type Hidden (Record [x : float64])) (define (f x) x))"
    assert told in message(f"{module} (define (g [x : {type}]) x)")


@pytest.mark.parametrize("name", ["P", "make-P", "P?"])
def test_a_record_type_must_not_define_what_is_imported(name: str) -> None:
    module = f"(define-module m (export {name}) (define ({name} x) x))"
    told = message(f"{module} (import m) (define-type P (Record [y : float64]))")
    assert f"`{name}` is defined, and imported from m" in told


def test_a_type_and_a_procedure_may_come_from_two_places() -> None:
    module = "(define-module m (export P) (define-type P float64))"
    assert value(f"{module} (import m) (define (P [x : P]) x) (P 2.0)") == "2.0"


def test_a_type_must_not_be_defined_and_imported() -> None:
    module = "(define-module m (export P) (define-type P float64))"
    told = "`P` is defined, and imported from m"
    assert told in message(f"{module} (import m) (define-type P float32)")
    assert told in message(f"{module} (define-type P float32) (import m)")


def test_definitions_by_the_full_name_of_the_form() -> None:
    assert value("(core.define x 1) (core.let ((y 2)) (core.define z 3) (list x y z))") == "(1 2 3)"
    module = "(define-module m (export def) (define-syntax def (syntax-rules () ((_ n e) (define n e)))))"
    assert value(f"{module} (define (g) (m.def z 3) (list z)) (g)") == "(3)"


def test_an_error_in_a_sequence_does_not_hide_what_is_around_it() -> None:
    told = message("(begin (define x (unknown 1)) (define x 2) (define y 2)) (list x y)")
    assert "`unknown` is not defined" in told
    assert "`x` is defined twice" in told
    assert "`y`" not in told


def test_a_local_variable_goes_before_a_module() -> None:
    module = "(define-module orbit (export radius) (define radius 1.0)) (define-type P (Record [radius : float64]))"
    assert (
        value(f"{module} (define (f [orbit : P]) orbit.radius) (list (f (P 2.0)) orbit.radius)")
        == "(2.0 1.0)"
    )


def test_what_other_modules_import_is_no_module_of_the_program() -> None:
    files = {
        "deep.esk": "(define-module deep (export x) (define x 1.0))",
        "middle.esk": "(define-module middle (import deep) (export y) (define y x))",
    }
    record = "(define-type R (Record [x : float64])) (define deep (R 7.0))"
    assert value(f"(import middle) {record} (list y deep.x)", files) == "(1.0 7.0)"


def test_a_type_of_another_module_is_another_type() -> None:
    text = "(import (only geo norm1)) (define-type Point (Record [z : float64])) (norm1 (Point 1.0))"
    assert "TypeError" in message(POINT + text)


def test_types_may_be_exported_again() -> None:
    text = "(define-module h (import geo) (export (rename Point Pt) norm1)) (import h)"
    assert value(POINT + text + "(define (f [p : Pt]) (norm1 p)) (f (Pt 1.0 2.0))") == "3.0"


def test_private_types_may_share_a_name() -> None:
    text = """
    (define-module a (export mk get) (define-type T (Record [x : float64])) (define (mk) (T 1.0))
      (define (get [t : T]) t.x))
    (import a)
    (define-type T (Record [z : float64]))
    (define (own [t : T]) t.z)
    (list (get (mk)) (own (T 2.0)))
    """
    assert value(text) == "(1.0 2.0)"


def test_a_library_may_define_types() -> None:
    text = """
    (define-library (m) (export T f) (import (core))
      (begin (define-type T (Record [x : float64])) (define (f [t : T]) t.x)))
    (import (m))
    (define (g [t : T]) (* 2.0 (f t)))
    (g (T 3.0))
    """
    assert value(text) == "6.0"


# Files that have modules only ---------------------------------------------------------------


def exported(text: str) -> list[str]:
    """The names of the functions that a program has for Python."""
    elaborated = compile_frontend(Source("program.esk", text)).elaborated
    return sorted(export.name for export in elaborated.exports)


def test_a_file_with_a_module_only_compiles_to_what_it_exports() -> None:
    text = """
    (define-module m (export (rename f double) g)
      (define (hidden [x : float64]) (+ x x))
      (define (f [x : float64]) (hidden x))
      (define (g [x : float64]) (* x x)))
    """
    assert exported(text) == ["double", "g"]


def test_a_file_with_modules_only_compiles_to_their_full_names() -> None:
    text = """
    (define-module a (export f) (define (f [x : float64]) (+ x x)))
    (define-module b.c (export g) (define (g [x : float64]) (* x x)))
    """
    assert exported(text) == ["a.f", "b.c.g"]


def test_a_program_does_not_export_what_its_modules_do() -> None:
    text = """
    (define-module a (export f) (define (f [x : float64]) (+ x x)))
    (import a)
    (define (g [x : float64]) (f (f x)))
    """
    assert exported(text) == ["g"]


def test_modules_leave_no_trace_in_the_core_program() -> None:
    text = VECTOR + "(define-module-alias v math.vector) (import (prefix math.vector p:))"
    uses = (
        "(list (v:norm 1 2) (v.norm 1 2) (p:norm 1 2) (math.vector.norm 1 2) (namespace-with v (norm 1 2)))"
    )
    unsplit = """
    (define helper 2) (define (norm x y) (+ (* x x) (* y y))) (define (scaled x) (* helper x))
    (list (norm 1 2) (norm 1 2) (norm 1 2) (norm 1 2) (norm 1 2))
    """
    assert canonical(text + uses) == canonical(unsplit)
