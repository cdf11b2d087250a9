"""``jit``: its options are what happens, or are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source
from language_support import Case, check_tree, each, program_fixture, refused

CASES = [
    Case("(define g$ (jit sin))(define (f$ a : float64) (g$ a))", (0.5,), np.sin(0.5)),
    Case("(define g$ (xla/compile sin))(define (f$ a : float64) (g$ a))", (0.5,), np.sin(0.5)),
    Case("(define (f$ a : float64) ((jit sin :optimize #t :debug #f :fusion #t :layout 'optimal :precision 'full) a))", (0.5,), np.sin(0.5)),
    Case("(define (f$ a : float64) ((jit (grad sin) :memory-optimization 'recompute) a))", (0.5,), np.cos(0.5)),
    Case("(define (f$ a : float64) ((grad (jit sin :memory-optimization 'store)) a))", (0.5,), np.cos(0.5)),
    Case("(define (f$ v : (Tensor f64 [n])) ((jit (vmap (grad sin))) v))", (np.arange(3.0),), np.cos(np.arange(3.0))),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_jit(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


@pytest.mark.parametrize(
    "expression",
    [
        "((jit (grad sin) :memory-optimization 'recompute) a)",
        "((grad (jit sin :memory-optimization 'recompute)) a)",
        "((jit (lambda (x) (grad sin x)) :memory-optimization 'recompute) a)",
        "((jit (grad sin :memory-optimization 'recompute) :memory-optimization 'store) a)",
        "((grad sin :memory-optimization 'recompute) a)",
    ],
)
def test_memory_reaches_the_derivative(expression: str) -> None:
    text = compile_frontend(Source("t.esk", f"(define (f a : float64) {expression})")).mlir
    assert "memory = #eshkol<memory_policy recompute>" in text
    assert "policy store" not in text


def test_memory_is_that_of_the_caller() -> None:
    """A procedure called with two policies is compiled for each."""
    source = """
    (define (slope x) (grad sin x))
    (define (f a : float64) (+ ((jit slope :memory-optimization 'recompute) a) ((jit slope :memory-optimization 'store) a) (slope a)))
    """
    lines = [
        line
        for line in compile_frontend(Source("t.esk", source)).mlir.splitlines()
        if "eshkol.gradient" in line
    ]
    assert [("recompute" in line, "store" in line) for line in lines] == [
        (True, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (':device "cuda:0"', 'UnsupportedError: jit cannot compile one procedure with :device the string "cuda:0"'),
        (":precision 'mixed", "UnsupportedError: jit cannot compile one procedure with :precision 'mixed"),
        (":optimize #f", "UnsupportedError: jit cannot compile one procedure with :optimize #f"),
        (":fusion #f", "UnsupportedError: jit cannot compile one procedure with :fusion #f"),
        (":layout 'row-major", "UnsupportedError: jit cannot compile one procedure with :layout 'row-major"),
        (":precision 'half", "TypeError: :precision should be 'full or 'mixed but is the symbol 'half, in jit"),
        (":optimize 3", "TypeError: :optimize should be #t or #f but is the number 3, in jit"),
        (":memory-optimization 'none", "TypeError: :memory-optimization should be 'recompute or 'store but is the symbol 'none, in jit"),
        (":fast #t", "ArityError: jit has no option :fast"),
    ],
)  # fmt: skip
def test_what_is_refused(options: str, message: str) -> None:
    refused(f"(define (f a : float64) ((jit sin {options}) a))", message)
