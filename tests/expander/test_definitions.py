"""Macros that expand to definitions, and definitions of macros, at top level and in bodies."""

from __future__ import annotations

import eshkol_mlir as esk
import pytest
from eshkol_mlir.diagnostics import EshkolError
from expander_support import canonical, expanded, values

DEFINE = "(define-syntax def (syntax-rules () ((_ name value) (define name value))))"


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        ("(def x 1) (def y (+ x 1)) y", "(define x 1) (define y (+ x 1)) y"),
        ("(define (f) (def x 1) (def y (+ x 1)) y)", "(define (f) (define x 1) (define y (+ x 1)) y)"),
        (
            "(let () (def x 1) (define y 2) (def z 3) (+ x y z))",
            "(let () (define x 1) (define y 2) (define z 3) (+ x y z))",
        ),
        ("(let () (def (f x) (* 2 x)) (f 3))", "(let () (define (f x) (* 2 x)) (f 3))"),
        ("(def f (lambda (x) (* 2 x))) (f 3)", "(define f (lambda (x) (* 2 x))) (f 3)"),
        ("(define (f) (list 1) (def x 2) x)", "(define (f) (list 1) (define x 2) x)"),
    ],
)
def test_definitions_are_as_written_by_hand(text: str, by_hand: str) -> None:
    assert canonical(DEFINE + text) == canonical(by_hand)


def test_several_values_and_begin() -> None:
    macro = """
    (define-syntax define-pair
      (syntax-rules ()
        ((_ a b value) (begin (define both value) (define-values (a b) (values (car both) (cadr both)))))))
    """
    assert values(macro + "(define-pair x y '(1 2)) (define-pair u v '(3 4)) (list x y u v)") == ["(1 2 3 4)"]
    assert values(
        macro + "(define (f) (define-pair x y '(1 2)) (define-pair u v '(3 4)) (list x y u v)) (f)"
    ) == ["(1 2 3 4)"]


def test_definitions_of_a_body_see_each_other() -> None:
    text = """
    (define (f n)
      (def even (lambda (n) (if (= n 0) #t (odd (- n 1)))))
      (def odd (lambda (n) (if (= n 0) #f (even (- n 1)))))
      (even n))
    """
    assert canonical(DEFINE + text) == canonical(text.replace("(def ", "(define "))


def test_macro_of_a_body_hides_one_outside() -> None:
    text = """
    (define-syntax m (syntax-rules () ((_) 'outer)))
    (define (f) (define-syntax m (syntax-rules () ((_) 'inner))) (m))
    (list (m) (f))
    """
    assert values(text) == ["(outer inner)"]


def test_macro_may_be_used_above_its_definition_where_the_text_is_expanded_later() -> None:
    text = "(define (f) (m 1)) (define-syntax m (syntax-rules () ((_ x) (+ x 1)))) (f)"
    assert values(text) == ["2"]
    assert values(
        "(define (f) (define (g) (m 1)) (define-syntax m (syntax-rules () ((_ x) (+ x 1)))) (g)) (f)"
    ) == ["2"]


def test_let_syntax_has_a_body() -> None:
    text = """
    (define x 'outer)
    (let-syntax ((def (syntax-rules () ((_ name value) (define name value)))))
      (def x 'inner)
      x)
    x
    """
    assert values(text) == ["inner", "outer"]


def test_keywords_of_letrec_syntax_see_each_other() -> None:
    text = """
    (letrec-syntax ((even (syntax-rules () ((_) #t) ((_ x . rest) (odd . rest))))
                    (odd (syntax-rules () ((_) #f) ((_ x . rest) (even . rest)))))
      (list (even 1 2 3) (even 1 2)))
    """
    assert values(text) == ["(#f #t)"]


def test_keywords_of_let_syntax_do_not() -> None:
    text = """
    (let-syntax ((m (syntax-rules () ((_) 'outer))))
      (let-syntax ((m (syntax-rules () ((_) 'inner))) (n (syntax-rules () ((_) (m)))))
        (list (m) (n))))
    """
    assert values(text) == ["(inner outer)"]


def test_macro_that_defines_macros_by_a_table() -> None:
    text = """
    (define-syntax define-constants
      (syntax-rules () ((_ (name value) ...) (begin (define-syntax name (syntax-rules () ((_) value))) ...))))
    (define-constants (one 1) (two 2))
    (list (one) (two))
    """
    assert values(text) == ["(1 2)"]


def test_record_type_of_a_macro() -> None:
    text = """
    (define-syntax define-pair-type
      (syntax-rules () ((_ Name type) (define-type Name (Record [first : type] [second : type])))))
    (define-pair-type Span float64)
    (define-pair-type Cell integer)
    (define (length [s : Span]) : float64 (- s.second s.first))
    (list (length (make-Span 1.5 4.0)) (Cell? (Cell 1 2)) (Span? (Cell 1 2)))
    """
    assert values(text) == ["(2.5 #t #f)"]


def test_record_type_that_a_macro_makes_up_is_its_own() -> None:
    text = """
    (define-syntax define-distance
      (syntax-rules ()
        ((_ name)
         (begin
           (define-type Point (Record [x : float64] [y : float64]))
           (define (name [a : float64] [b : float64])
             (let ((p : Point (Point a b))) (+ p.x p.y)))))))
    (define-distance distance)
    (define-distance again)
    (define (f) : float64 (+ (distance 1.0 2.0) (again 2.0 3.0)))
    """
    own = "(define-type Point (Record [z : integer])) (define (g) : integer (let ((p (Point 3))) p.z))"
    module = esk.compile(text + own, cache=False)
    assert (module.f(), module.g()) == (8.0, 3)
    with pytest.raises(EshkolError, match="`Point` is not defined"):
        esk.compile(text + "(define (g) (Point 1.0 2.0))", cache=False)


def test_made_up_definitions_are_not_exported() -> None:
    module = esk.compile(
        """
        (define-syntax define-both
          (syntax-rules ()
            ((_ name expression)
             (begin (define (helper [x : float64]) : float64 expression)
                    (define (name [x : float64]) : float64 (* 2 (helper x)))))))
        (define-both f 3.0)
        (define-both g 4.0)
        """,
        cache=False,
    )
    assert (module.f(1.0), module.g(1.0)) == (6.0, 8.0)
    assert sorted(name for name in dir(module) if not name.startswith("_") and "helper" in name) == []


def test_parameters_that_a_macro_adds_have_names_of_their_own() -> None:
    module = esk.compile(
        """
        (define-syntax define-sum
          (syntax-rules ()
            ((_ "step" name () parameters sum) (define (name . parameters) : float64 sum))
            ((_ "step" name (x . more) (p ...) sum) (define-sum "step" name more (p ... [x : float64] [t : float64]) (+ x t sum)))
            ((_ name x ...) (define-sum "step" name (x ...) () 0.0))))
        (define-sum f t u)
        """,
        cache=False,
    )
    assert module.f(1.0, 2.0, 4.0, 8.0) == 15.0
    assert module.f(1.0, 2.0, u=4.0, t_2=8.0) == 15.0


def test_expansion_is_deterministic() -> None:
    text = DEFINE + "(def x 1) (let-syntax ((m (syntax-rules () ((_ e) (let ((t e)) (+ t x)))))) (m (m x)))"
    assert len({expanded(text) for _ in range(3)}) == 1
