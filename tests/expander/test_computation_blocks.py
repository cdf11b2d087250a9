"""``computation-block``: the short names of a domain."""

from __future__ import annotations

import re

import pytest
from eshkol_mlir.diagnostics import EshkolError
from expander_support import canonical, expanded, values


@pytest.mark.parametrize(
    ("block", "meaning"),
    [
        ("(computation-block autodiff (gradient f 2.0))", "(autodiff-gradient f 2.0)"),
        ("(computation-block autodiff (D f 2.0))", "(autodiff-gradient f 2.0)"),
        ("(computation-block autodiff (forward f 2.0))", "(autodiff-forward f 2.0)"),
        ("(computation-block autodiff (forward-n f 2.0 3))", "(autodiff-forward-n f 2.0 3)"),
        ("(computation-block autodiff (backward f 2.0))", "(autodiff-reverse f 2.0)"),
        ("(computation-block autodiff (jacobian f 2.0))", "(autodiff-jacobian f 2.0)"),
        ("(computation-block autodiff (hessian f 2.0))", "(autodiff-hessian f 2.0)"),
        # It is a body, and its definitions are its own.
        (
            "(define x 1) (computation-block autodiff (define x (D f)) (f 1.0) (x 2.0))",
            "(define x 1) (letrec ((y (autodiff-gradient f))) (f 1.0) (y 2.0))",
        ),
        ("(computation-block autodiff (let ((D 3)) (f D)))", "(let ((D 3)) (f D))"),
        ("(list (computation-block autodiff 1) (gradient f 2.0))", "(list 1 (gradient f 2.0))"),
        # A program's own names around it do not matter to the language's.
        (
            "(define (autodiff-gradient g) 5) (computation-block autodiff (D f 2.0))",
            "(define (other g) 5) (autodiff-gradient f 2.0)",
        ),
    ],
)
def test_short_names(block: str, meaning: str) -> None:
    definition = "(define (f x) (* x x))"
    assert canonical(definition + block) == canonical(definition + meaning)


def test_names_stay_those_of_the_macro_that_inserts_the_block() -> None:
    text = """
    (define-syntax slope (syntax-rules () ((_ f x) (computation-block autodiff (D f x)))))
    (define (D x) (* x x))
    (slope D 3.0)
    """
    assert canonical(text) == canonical("(define (square x) (* x x)) (autodiff-gradient square 3.0)")


def test_a_module_is_a_kind() -> None:
    text = """
    (define-module circles (export area) (define (area r) (* 3 r r)))
    (computation-block circles (area 2))
    """
    assert values(text) == ["12"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(computation-block)", "malformed computation-block"),
        ("(computation-block autodiff)", "malformed computation-block"),
        ("(computation-block autodif 1)", "no kind of computation block, and no module, named `autodif`"),
        ("(computation-block 3 1)", "expected a module's name here"),
        ("(computation-block stochastic (sample (normal 0 1)))", "normal-dist is not supported yet"),
        ("(computation-block quantum (h (qubit)))", "hadamard is not supported yet"),
        ("(computation-block autodiff (define x 1))", "a body ends with an expression"),
    ],
)
def test_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(EshkolError) as raised:
        expanded(text)
    assert any(re.search(message, d.message) for d in raised.value.diagnostics)
