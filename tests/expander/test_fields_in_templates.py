"""Templates that read fields of what a pattern variable stands for."""

from __future__ import annotations

import pytest
from eshkol_mlir.diagnostics import EshkolError
from expander_support import canonical, expanded, values

BODY = "(define-type Body (Record [mass : float64] [at : float64]))"
MASS = f"{BODY}(define-syntax mass-of (syntax-rules () ((_ body) body.mass)))"


@pytest.mark.parametrize(
    ("use", "meaning"),
    [
        ("(define (f b) (mass-of b))", "(define (f b) b.mass)"),
        # The argument may be any expression, and is not the variable of the same name around the macro.
        ("(define body 1) (define (f b) (mass-of b))", "(define body 1) (define (f b) b.mass)"),
        (
            "(define-type Pair (Record [left : Body])) (define (f p) (mass-of p.left))",
            "(define-type Pair (Record [left : Body])) (define (f p) p.left.mass)",
        ),
        # Of each datum that an ellipsis repeats.
        (
            "(define-syntax total (syntax-rules () ((_ body ...) (+ body.mass ...))))"
            "(define (f a b) (total a b))",
            "(define (f a b) (+ a.mass b.mass))",
        ),
        (
            "(define-syntax sums (syntax-rules () ((_ (k body ...) ...) (list (+ k body.mass ...) ...))))"
            "(define (f a b) (sums (1 a b) (2 b)))",
            "(define (f a b) (list (+ 1 a.mass b.mass) (+ 2 b.mass)))",
        ),
        # In a macro that a macro defines.
        (
            "(define-syntax with-scale (syntax-rules () ((_ body k)"
            " (let-syntax ((scaled (syntax-rules () ((_ y) (* y body.mass))))) (scaled k)))))"
            "(define (f b) (with-scale b 3))",
            "(define (f b) (* 3 b.mass))",
        ),
        # A pattern variable whose own name has a dot.
        (
            "(define-syntax m (syntax-rules () ((_ a.b) a.b.mass))) (define (f b) (m b))",
            "(define (f b) b.mass)",
        ),
        # A variable that has the whole name, and data, are as in standard Scheme.
        (
            "(define-syntax m (syntax-rules () ((_ x) (let ((x.y 7)) (+ x.y x))))) (define (f b) (m b))",
            "(define (f b) (let ((z 7)) (+ z b)))",
        ),
        (
            "(define-syntax m (syntax-rules () ((_ x) 'x.mass))) (define (f b) (m b))",
            "(define (f b) 'x.mass)",
        ),
    ],
)
def test_a_field_of_an_argument(use: str, meaning: str) -> None:
    assert canonical(MASS + use) == canonical(BODY + meaning)


def test_the_argument_is_evaluated_where_the_field_is_read() -> None:
    text = (
        f"{MASS}(define-syntax at-of (lambda (stx) (syntax-case stx () ((_ body rest ...) #'(list body.at rest.at ...)))))"
        "(mass-of (Body 2.0 5.0)) (at-of (Body 2.0 5.0) (Body 3.0 6.0))"
    )
    assert values(text) == ["2.0", "(5.0 6.0)"]


def test_a_variable_that_repeats_is_needed_as_often() -> None:
    with pytest.raises(EshkolError, match=r"`body\.mass` is not defined"):
        expanded(f"{BODY}(define-syntax m (syntax-rules () ((_ body ...) body.mass))) (define (f b) (m b))")
