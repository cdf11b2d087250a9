"""``define-type-macro``: macros whose uses are types."""

from __future__ import annotations

import pytest
from eshkol_mlir.diagnostics import EshkolError
from expander_support import canonical, expanded

VECTOR_OF = (
    "(define-type-macro vector-of (syntax-rules () ((_ e) (vector e)) ((_ e k ...) (Tensor e [k ...]))))"
)


@pytest.mark.parametrize(
    ("use", "meaning"),
    [
        ("(define (f [x : (vector-of float64)]) x)", "(define (f [x : (vector float64)]) x)"),
        ("(define (f [x : (vector-of f32 3 k)]) x)", "(define (f [x : (Tensor f32 [3 k])]) x)"),
        ("(define v : (vector-of f32 2))", "(define v : (Tensor f32 [2]))"),
        ("(: f (-> (vector-of f64) f64)) (define (f x) x)", "(: f (-> (vector f64) f64)) (define (f x) x)"),
        (
            "(define (f x) : (list (vector-of f64 2)) (list x))",
            "(define (f x) : (list (Tensor f64 [2])) (list x))",
        ),
        ("(define (f x) (the (vector-of f64 2) x))", "(define (f x) (the (Tensor f64 [2]) x))"),
        ("(define-type T (vector-of f64 2))", "(define-type T (Tensor f64 [2]))"),
        (
            "(define-type R (Record [vector-of : (vector-of f64 2)]))",
            "(define-type R (Record [vector-of : (Tensor f64 [2])]))",
        ),
        # The same name may be a procedure's.
        (
            "(define (vector-of x) x) (define (f [x : (vector-of f64 2)]) (vector-of x))",
            "(define (vector-of x) x) (define (f [x : (Tensor f64 [2])]) (vector-of x))",
        ),
        # Uses that stand for uses.
        (
            "(define-type-macro pair-of (syntax-rules () ((_ e) (vector-of e 2)))) (define (f [x : (pair-of f64)]) x)",
            "(define (f [x : (Tensor f64 [2])]) x)",
        ),
        # A macro that defines a type macro.
        (
            "(define-syntax define-fixed (syntax-rules () ((_ name n)"
            " (define-type-macro name (syntax-rules () ((_ e) (vector-of e n)))))))"
            "(define-fixed triple 3) (define (f [x : (triple f64)]) x)",
            "(define (f [x : (Tensor f64 [3])]) x)",
        ),
    ],
)
def test_a_use_is_the_type_that_it_stands_for(use: str, meaning: str) -> None:
    assert canonical(VECTOR_OF + use) == canonical(meaning)


def test_dimensions_that_a_template_inserts_differ_from_those_of_the_use() -> None:
    text = expanded(
        "(define-type-macro rows (syntax-rules () ((_ e) (Tensor e [n]))))"
        "(define (f [x : (rows f64)] [y : (rows f64)] [z : (Tensor f64 [n])]) x)"
    )
    sizes = {part.split("]")[0] for part in text.split("(Tensor f64 [")[1:]}
    assert len(sizes) == 3


def test_a_module_exports_its_type_macros() -> None:
    text = f"""
    (define-module shapes (export square-of Scalar)
      {VECTOR_OF}
      (define-type Scalar float64)
      (define-type-macro square-of (syntax-rules () ((_ n) (vector-of Scalar n n)))))
    (import (prefix shapes s:))
    (define (f [x : (s:square-of 3)]) x)
    (define (g [x : (shapes.square-of 3)]) x)
    """
    found = expanded(text)
    assert found.count("(Tensor shapes.Scalar [3 3])") == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(define-type-macro m)", "malformed define-type-macro"),
        ("(define-type-macro m if)", "malformed define-type-macro"),
        ("(define-type-macro m 3)", "expected the rules of `m` here"),
        (f"{VECTOR_OF} (define-type vector-of f64)", "the type `vector-of` is defined twice"),
        (f"{VECTOR_OF} (define (f [x : (vector-of)]) x)", "no rule of `vector-of` matches this use"),
        (
            "(define-type-macro m (syntax-rules () ((_ e) (list (m (e)))))) (define (f [x : (m f64)]) x)",
            "nested more than 1000 deep",
        ),
        (
            "(define-type-macro m (syntax-rules () ((_ e) (m e)))) (define (f [x : (m f64)]) x)",
            "this use of `m` stands in the expansion of more than",
        ),
        ("(define (f) (define-type-macro m (syntax-rules () ((_) f64))) 1)", "belongs at top level"),
    ],
)
def test_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(EshkolError, match=message):
        expanded(text)
