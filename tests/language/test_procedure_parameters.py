"""What procedures return that are given for parameters with declared types, in device code."""

from __future__ import annotations

from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source

DECLARED = [
    "(define (call [f : (-> float64 float64)] x) (f x))",
    "(define (call (f : (-> float64 float64)) x) (f x))",
    "(: call (-> (-> float64 float64) float64 float64))(define (call f x) (f x))",
    "(define-type Real (-> float64 float64))(define (call f : Real x) (f x))",
    # Not called at once.
    "(define (inner [f : (-> float64 float64)]) (lambda (x) (f x)))(define (call f x) ((inner f) x))",
    "(define (inner f x) (f x))(define (call [f : (-> float64 float64)] x) (inner f x))",
    "(define (call [f : (-> float64 float64)] x) ((compose f) x))",
    "(define (call [f : (-> float64 float64)] x) (let loop ([i 0] [y x]) (if (= i 3) (f y) (loop (+ i 1) (f y)))))",
]
#: Each with what it gives for 2.
GIVEN = [
    ("(lambda (x) 1)", 1.0),
    ("(lambda (x) (cast 3 f32))", 3.0),
    ("(compose (lambda (x) 5) sin)", 5.0),
    ("(let ([k 7]) (lambda (x) k))", 7.0),
]


@pytest.mark.parametrize("declared", DECLARED)
def test_results_are_converted(declared: str) -> None:
    functions = "".join(
        f"(define (f{i} x : float64) (call {given} x))\n" for i, (given, _) in enumerate(GIVEN)
    )
    program: Any = esk.compile(f"{declared}\n{functions}", cache=False)
    for number, (_, expected) in enumerate(GIVEN):
        result = np.asarray(program[f"f{number}"](2.0))
        assert (result.dtype, result) == (np.float64, expected)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("(lambda (x) 'a)", "'a"),
        ("(lambda (x) (list x))", "(list x)"),
        ("(compose (lambda (x) 'a) sin)", None),
    ],
)
@pytest.mark.parametrize("declared", DECLARED)
def test_other_results_are_errors(declared: str, given: str, place: str | None) -> None:
    with pytest.raises(EshkolError) as raised:
        compile_frontend(Source("p.esk", f"{declared}\n(define (f x : float64) (call {given} x))"))
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == Code.TYPE_MISMATCH
    assert "should be float64" in diagnostic.message
    if place is not None:
        assert diagnostic.span.text == place
        assert [label.span.text for label in diagnostic.labels] == [
            "Real" if "Real" in declared else "(-> float64 float64)"
        ]


def test_arguments_are_converted() -> None:
    text = """
    (define (call [f : (-> float32 float32)]) (f 1))
    (define (f) (call (lambda (x) (/ x 3))))
    """
    assert esk.compile(text, cache=False).f() == np.float32(1) / np.float32(3)


def test_derivatives_and_batches_are_of_the_declared_type() -> None:
    text = """
    (define (slope [f : (-> float64 float64)] x) ((grad f) x))
    (define (each [f : (-> float64 float64)] xs) (vmap f xs))
    (define (f x : float64) (slope (lambda (t) (* x t t)) 3.0))
    (define (g [xs : (Tensor f64 [n])]) (each (lambda (t) 1) xs))
    (define (h x : float64) (slope (lambda (y) (slope (lambda (t) (* y t t)) 3.0)) x))
    """
    program: Any = esk.compile(text, cache=False)
    assert program.f(2.0) == 12.0
    result = np.asarray(program.g(np.zeros(2)))
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, [1.0, 1.0])
    assert program.h(5.0) == 6.0


def test_loops_stay_loops() -> None:
    """The procedure that a loop is given in each round is the same, so that no round is another one."""
    text = """
    (: iterate (-> (-> float64 float64) integer float64 float64))
    (define (iterate f n x) (if (= n 0) x (iterate f (- n 1) (f x))))
    (define (root x : float64 n : integer) : float64 (iterate (lambda (y) (* 0.5 (+ y (/ x y)))) n x))
    (define (slope x : float64) ((grad (lambda (x) (root x 30))) x))
    """
    program: Any = esk.compile(text, cache=False)
    np.testing.assert_allclose(program.root(2.0, 30), np.sqrt(2.0), rtol=1e-15)
    np.testing.assert_allclose(program.slope(2.0), 0.5 / np.sqrt(2.0), rtol=1e-12)
