"""Macros that modules export, and macros that expand to modules, imports and exports."""

from __future__ import annotations

import pytest
from modules_support import canonical, message, value

TWICE = """
(define-module m
  (export twice)
  (define (helper x) (* 2 x))
  (define-syntax inner (syntax-rules () ((_ x) (helper x))))
  (define-syntax twice (syntax-rules () ((_ x) (inner x)))))
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(import m) (twice 3)", "6"),
        ("(import m) (define (helper x) 'wrong) (twice 3)", "6"),
        ("(import m) (define-syntax inner (syntax-rules () ((_ x) 'wrong))) (twice 3)", "6"),
        ("(import m) (let ((helper 5) (inner 6)) (list (twice helper) (twice inner)))", "(10 12)"),
        ("(import m) (let ((* +)) (twice 5))", "10"),
        ("(import (prefix m p:)) (p:twice 4)", "8"),
        ("(import (rename m (twice double))) (define twice 3) (double twice)", "6"),
        ("(m.twice 2)", "4"),
        ("(namespace-with m (twice 2))", "4"),
        ("(define-module k (import m) (export four) (define-syntax four (syntax-rules () ((_ x) (twice (twice x))))))"
         " (import k) (define (twice x) 'wrong) (four 1)", "4"),
        ("(define-library (k) (export r) (import (only (scheme base) define) m) (begin (define r (twice 7))))"
         " (import (k)) r", "14"),
    ],
)  # fmt: skip
def test_templates_use_names_that_their_module_hides(text: str, expected: str) -> None:
    assert value(TWICE + text) == expected


def test_a_macro_from_a_file_uses_names_that_its_module_hides() -> None:
    assert value("(import m) (define helper 'wrong) (twice 3)", {"m.esk": TWICE}) == "6"


def test_a_library_that_lacks_a_keyword_may_use_a_macro_that_needs_it() -> None:
    text = """
    (define-library (logic) (export my-or) (import (scheme base))
      (begin
        (define-syntax my-or
          (syntax-rules () ((_) #f) ((_ a) a) ((_ a b ...) (let ((t a)) (if t t (my-or b ...))))))))
    (define-library (user) (export r) (import (only (scheme base) define) (logic))
      (begin (define t 3) (define if 4) (define r (my-or #f t if))))
    (import (user))
    r
    """
    assert value(text) == "3"


def test_names_that_templates_bind_do_not_capture_arguments() -> None:
    text = """
    (define-module k (export swapped)
      (define-syntax swapped (syntax-rules () ((_ a b) (let ((tmp a)) (list b tmp))))))
    (import k)
    (list (let ((tmp 1) (other 2)) (swapped tmp other)) (let ((list 3) (let 4)) (swapped list let)))
    """
    assert value(text) == "((2 1) (4 3))"


@pytest.mark.parametrize("module", ["math.m.f", "q:f", "q.f", "f"])
def test_templates_use_full_names_aliases_and_imports_of_their_module(module: str) -> None:
    text = f"""
    (define-module math.m (export f) (define (f) 'right))
    (define-module other (export f) (define (f) 'wrong))
    (define-module k (export go)
      (import math.m)
      (define-module-alias q math.m)
      (define-syntax go (syntax-rules () ((_) ({module})))))
    (define-module-alias q other)
    (import k other)
    (go)
    """
    assert value(text) == "right"


# Literals ---------------------------------------------------------------------------------

CASES = """
(define-library (cases)
  (export my-cond then)
  (import (scheme base))
  (begin
    (define-syntax then (syntax-rules ()))
    (define-syntax my-cond
      (syntax-rules (else then)
        ((_ (else e)) (list 'else e))
        ((_ (c then e) r ...) (if c e (my-cond r ...)))
        ((_ (c d e) r ...) (list 'other d))))))
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(import (cases)) (my-cond (#f then 1) (else 2))", "(else 2)"),
        ("(import (cases)) (my-cond (#t then 1) (else 2))", "1"),
        ("(import (rename (cases) (then =>>))) (my-cond (#t =>> 1) (else 2))", "1"),
        ("(import (prefix (cases) c:)) (c:my-cond (#t c:then 1) (else 2))", "1"),
        ("(import (only (cases) my-cond)) (define then 'own) (my-cond (#t then 1))", "(other own)"),
        ("(import (cases)) (let ((then 'local)) (my-cond (#t then 1)))", "(other local)"),
        ("(import (cases)) (define-module k (import (cases)) (export r) (define r (my-cond (#t then 1) (else 2)))) k.r", "1"),
        ("(define-library (u) (export r) (import (cases) (rename (scheme base) (else otherwise)))"
         " (begin (define r (my-cond (#f then 1) (otherwise 2))))) (import (u)) r", "(else 2)"),
    ],
)  # fmt: skip
def test_literals_match_by_binding(text: str, expected: str) -> None:
    assert value(CASES + text) == expected


@pytest.mark.parametrize(
    "use", ["(let ((else #f)) (my-cond (else 2)))", "(begin (define else #f) (my-cond (else 2)))"]
)
def test_an_else_of_the_program_s_own_is_no_literal(use: str) -> None:
    assert "no rule of `my-cond` matches this use" in message(f"{CASES} (import (cases)) {use}")


def test_a_literal_that_the_library_does_not_import_is_not_the_program_s() -> None:
    text = """
    (define-library (a) (export m) (import (only (scheme base) define-syntax syntax-rules quote _ ...))
      (begin (define-syntax m (syntax-rules (else) ((_ else) 'literal) ((_ x) 'other)))))
    (import (a))
    """
    assert value(text + "(m else)") == "other"
    assert value(text + "(m no-such-name)") == "other"


# Macros that expand to modules --------------------------------------------------------------


@pytest.mark.parametrize(
    "macro",
    [
        "(_ name out body ...) (define-module name (export out) body ...)",
        "(_ name out body ...) (define-module name (import core) body ... (export out))",
        "(_ name out body ...) (define-library name (export out) (import (scheme base)) (begin body ...))",
        "(_ name out body ...) (begin (define-module name (export (rename tmp out)) body ... (define tmp out)))",
    ],
)
@pytest.mark.parametrize("name", ["m.k", "(m k)"])
def test_a_macro_may_make_a_module_of_what_it_is_given(macro: str, name: str) -> None:
    text = f"(define-syntax make (syntax-rules () ({macro})))"
    uses = f"(make {name} f (define private 2) (define (f x) (* private x)))"
    assert value(f"{text} {uses} (import {name}) (f 4)") == "8"
    assert "`private` is not defined" in message(f"{text} {uses} (import {name}) private")


def test_a_macro_may_make_a_module_of_its_own_names() -> None:
    text = """
    (define-syntax make
      (syntax-rules ()
        ((_ out) (begin (define-module inserted (export f) (define (g) 3) (define (f) (g)))
                        (import inserted)
                        (define out (f))))))
    (define (f) 'own)
    (make x)
    (list x (f))
    """
    assert value(text) == "(3 own)"


def test_a_macro_imports_for_its_own_code_alone_but_for_the_user_what_the_user_names() -> None:
    module = "(define-module m (export f) (define (f) 'mf))"
    own = "(define-syntax imp (syntax-rules () ((_ out) (begin (import m) (define out (f))))))"
    assert value(f"{module} {own} (define (f) 'own) (imp x) (list x (f))") == "(mf own)"
    user = "(define-syntax imp (syntax-rules () ((_ set) (import set))))"
    assert value(f"{module} {user} (imp m) (f)") == "mf"
    assert value(f"{module} {user} (imp (prefix m p:)) (p:f)") == "mf"


def test_a_macro_may_export_what_it_is_given() -> None:
    text = """
    (define-module public
      (export define-public)
      (define-syntax define-public
        (syntax-rules () ((_ (name . args) body ...) (begin (export name) (define (name . args) body ...)))
                         ((_ name value) (begin (export name) (define name value))))))
    (define-module m (import public) (define-public a 1) (define-public (f x) (+ x a b)) (define b 10))
    (import m)
    (f a)
    """
    assert value(text) == "12"
    assert "`b` is not defined" in message(text + "b")


def test_macros_may_name_aliases_and_namespaces() -> None:
    text = """
    (define-module math.m (export f) (define (f) 'mf))
    (define-syntax alias (syntax-rules () ((_ a m) (define-module-alias a m))))
    (define-syntax with (syntax-rules () ((_ m e) (namespace-with m e))))
    (define-syntax hidden (syntax-rules () ((_ e) (namespace-with math.m (list (f) e)))))
    (alias q math.m)
    (define (f) 'own)
    (list (q:f) (q.f) (with math.m (f)) (hidden (f)))
    """
    assert value(text) == "(mf mf mf (mf own))"


# Types in macros -----------------------------------------------------------------------------


def test_types_that_a_module_hides_in_exported_macros() -> None:
    text = """
    (define-module m (export make define-reader)
      (define-type Hidden (Record [x : float64]))
      (define-syntax make (syntax-rules () ((_ v) (Hidden v))))
      (define-syntax define-reader
        (syntax-rules () ((_ name) (define (name [q : Hidden]) : float64 (* 2.0 q.x))))))
    (import m)
    (define-type Hidden (Record [z : float64]))
    (define-reader read-it)
    (read-it (make 2.0))
    """
    assert value(text) == "4.0"
    assert "TypeError" in message(text.replace("(make 2.0)", "(Hidden 2.0)"))


def test_exported_macros_that_define_types() -> None:
    text = """
    (define-module k (export define-box)
      (define-syntax define-box (syntax-rules () ((_ Name field) (define-type Name (Record [field : float64]))))))
    (import k)
    (define-box Box content)
    (define (f [b : Box]) (+ b.content 1.0))
    (f (make-Box 1.5))
    """
    assert value(text) == "2.5"


# Macros that define macros ---------------------------------------------------------------------


def test_macros_that_define_macros_across_modules() -> None:
    text = """
    (define-module m (export define-adder)
      (define base 100)
      (define-syntax define-adder
        (syntax-rules () ((_ name n) (define-syntax name (syntax-rules () ((_ x) (+ base n x))))))))
    (define-module k (export add5) (import m) (define five 5) (define-adder add5 five))
    (import k)
    (define base 1)
    (define five 7)
    (list (add5 1) (let ((five 0)) (add5 five)))
    """
    assert value(text) == "(106 105)"


def test_names_that_templates_define_are_apart_in_each_use_and_module() -> None:
    text = """
    (define-module k (export define-doubled)
      (define-syntax define-doubled
        (syntax-rules () ((_ name v) (begin (define tmp v) (define (name) (* 2 tmp)))))))
    (define-module l (import k) (export a) (define-doubled a 1))
    (define-module m (import k) (export b c) (define-doubled b 10) (define-doubled c 100))
    (import k l m)
    (define-doubled d 1000)
    (define tmp 'own)
    (list (a) (b) (c) (d) tmp)
    """
    assert value(text) == "(2 20 200 2000 own)"


def test_a_recursive_macro_works_under_another_name() -> None:
    text = """
    (define-module m (export count) (define-syntax count (syntax-rules () ((_) 0) ((_ x y ...) (+ 1 (count y ...))))))
    (import (rename m (count how-many)))
    (define (count x) 'wrong)
    (how-many a b c)
    """
    assert value(text) == "3"


def test_the_core_program_is_as_written_by_hand() -> None:
    text = """
    (define-module m (export my-let)
      (define-syntax my-let (syntax-rules () ((_ ((n v) ...) body ...) ((lambda (n ...) body ...) v ...)))))
    (import m)
    (define (f x) (my-let ((y (* x x)) (z 1)) (+ y z)))
    """
    assert canonical(text) == canonical("(define (f x) ((lambda (y z) (+ y z)) (* x x) 1))")


# Transformers that are code ----------------------------------------------------------------

NAMES = """
(define-module names
  (export with-suffix define-both shown twice)
  (begin-for-syntax (define (shown id) (string-append "<" (symbol->string (syntax->datum id)) ">")))
  (define (with-suffix name suffix) (string->symbol (string-append (symbol->string name) suffix)))
  (define (double x) (* 2 x))
  (define-syntax twice (lambda (form) (syntax-case form () ((_ e) #'(double e)))))
  (define-syntax define-both
    (lambda (form)
      (syntax-case form ()
        ((_ name value)
         #'(begin (define hidden value) (define (name) (double hidden))))))))
"""


def test_transformers_of_a_module() -> None:
    text = """
    (import names)
    (define double list)
    (define-both f 4)
    (define (g) (let ((double -)) (twice 5)))
    (list (f) (g))
    """
    assert value(text, {"names.esk": NAMES}) == "(8 10)"


def test_a_transformer_calls_procedures_of_modules() -> None:
    text = """
    (import names)
    (define-syntax define-suffixed
      (lambda (form)
        (syntax-case form ()
          ((_ name value)
           (with-syntax ((full (datum->syntax #'name (with-suffix (syntax->datum #'name) "-2"))) (text (shown #'name)))
             #'(define full (list text value)))))))
    (define-suffixed x 5)
    x-2
    """
    assert value(text, {"names.esk": NAMES}) == '("<x>" 5)'


def test_a_variable_for_transformers_has_no_value_later() -> None:
    told = message("(import names) (shown 5)", {"names.esk": NAMES})
    assert "`shown` has a value only while the program is expanded" in told


def test_libraries_import_what_transformers_need() -> None:
    library = """
    (define-library (names more)
      (import (scheme base) (only (core) syntax-case syntax quasisyntax unsyntax syntax->datum))
      (export tripled)
      (begin
        (define-syntax tripled
          (lambda (form) (syntax-case form () ((_ n) #`(quote #,(* 3 (syntax->datum #'n)))))))))
    """
    assert value("(import (names more)) (tripled 4)", {"names/more.esk": library}) == "12"
