"""Random expressions and loops, against Python's evaluation of the same text."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

#: Programs compiled as one module.
BATCH = 40

Meaning = Callable[..., float]


class Expression:
    """A program text and what it computes from ``(a, b, k)``."""

    def __init__(self, text: str, meaning: Meaning) -> None:
        self.text, self.meaning = text, meaning

    def __repr__(self) -> str:
        return self.text


def _binary(name: str, function: Callable[[float, float], float]) -> Any:
    return name, lambda x, y: Expression(
        f"({name} {x} {y})", lambda *v: function(x.meaning(*v), y.meaning(*v))
    )


FLOAT_LEAVES = st.sampled_from(
    [
        Expression("a", lambda a, b, k: a),
        Expression("b", lambda a, b, k: b),
        Expression("0.5", lambda a, b, k: 0.5),
        Expression("-2", lambda a, b, k: -2.0),
        Expression("1/4", lambda a, b, k: 0.25),
        Expression("k", lambda a, b, k: float(k)),
    ]
)
OPERATIONS = dict(
    [
        _binary("+", lambda x, y: x + y),
        _binary("-", lambda x, y: x - y),
        _binary("*", lambda x, y: x * y),
        _binary("max", max),
        _binary("min", min),
    ]
)
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda x, y: x < y,
    ">=": lambda x, y: x >= y,
    "=": lambda x, y: x == y,
}


def choose(name: str, x: Expression, y: Expression, then: Expression, otherwise: Expression) -> Expression:
    test = COMPARISONS[name]
    return Expression(
        f"(if ({name} {x} {y}) {then} {otherwise})",
        lambda *v: then.meaning(*v) if test(x.meaning(*v), y.meaning(*v)) else otherwise.meaning(*v),
    )


def bind(value: Expression, body: Expression) -> Expression:
    """``a`` means something else inside."""
    return Expression(
        f"(let ([a {value}]) {body})", lambda a, b, k: body.meaning(value.meaning(a, b, k), b, k)
    )


def call(value: Expression, body: Expression) -> Expression:
    return Expression(
        f"((lambda (b) {body}) {value})", lambda a, b, k: body.meaning(a, value.meaning(a, b, k), k)
    )


def loop(body: Expression, exit_test: str | None) -> Expression:
    """Replaces ``a`` by ``body``, halved, k times; or until it leaves (-1, 1)."""

    def run(a: float, b: float, k: int) -> float:
        for i in range(k):
            if exit_test is not None and COMPARISONS[exit_test](a, 1.0):
                return a - 1
            a = body.meaning(a, b, i) * 0.5
        return a

    step = f"(* 0.5 (let ([k i]) {body}))"
    if exit_test is None:
        return Expression(f"(let go ([i 0] [a a]) (if (= i k) a (go (+ i 1) {step})))", run)
    text = (
        f"(let go ([i 0] [a a]) (cond ((>= i k) a) (({exit_test} a 1.0) (- a 1)) (else (go (+ i 1) {step}))))"
    )
    return Expression(text, run)


def accumulate(body: Expression) -> Expression:
    def run(a: float, b: float, k: int) -> float:
        total = 0.0
        for i in range(k):
            value = body.meaning(a, b, i)
            if value > 0:
                total = total * 0.5 + value
        return total

    text = f"(let ([s 0]) (do ((k* 0 (+ k* 1))) ((= k* k) (+ s 0.0)) (let ([v (let ([k k*]) {body})]) (when (> v 0) (set! s (+ (* s 0.5) v))))))"
    return Expression(text, run)


def _grow(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(lambda op, x, y: OPERATIONS[op](x, y), st.sampled_from(sorted(OPERATIONS)), inner, inner),
        st.builds(choose, st.sampled_from(sorted(COMPARISONS)), inner, inner, inner, inner),
        st.builds(bind, inner, inner),
        st.builds(call, inner, inner),
        st.builds(loop, inner, st.sampled_from([None, "<", ">="])),
        st.builds(accumulate, inner),
    )


EXPRESSIONS = st.recursive(FLOAT_LEAVES, _grow, max_leaves=10)
ARGUMENTS = [(1.5, -0.75, 3), (0.0, 2.0, 0), (-3.0, 0.5, 5), (1.0, 1.0, 1)]


@settings(
    max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
@given(st.lists(EXPRESSIONS, min_size=BATCH, max_size=BATCH))
def test_compiled_expressions_compute_what_python_does(expressions: list[Expression]) -> None:
    program = esk.compile(
        "\n".join(
            f"(define (f{i} a : float64 b : float64 k : integer) : float64 {expression})"
            for i, expression in enumerate(expressions)
        ),
        cache=False,
    )
    for i, expression in enumerate(expressions):
        for arguments in ARGUMENTS:
            expected = expression.meaning(*arguments)
            if math.isfinite(expected) and abs(expected) < 1e100:
                actual = program[f"f{i}"](*arguments)
                assert actual == pytest.approx(expected, rel=1e-9, abs=1e-9), f"{expression} of {arguments}"


INTEGER_LEAVES = st.sampled_from(
    [
        Expression("a", lambda a, b: a),
        Expression("b", lambda a, b: b),
        Expression("7", lambda a, b: 7),
        Expression("-3", lambda a, b: -3),
    ]
)
DIVISIONS: dict[str, Callable[[int, int], int]] = {
    "quotient": lambda x, y: abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1),
    "remainder": lambda x, y: int(math.fmod(x, y)),
    "modulo": lambda x, y: x % y,
}


def _divide(name: str, x: Expression, y: Expression) -> Expression:
    """Guarded against zero, and merged right before the dividend's last use."""
    function = DIVISIONS[name]

    def run(*v: int) -> float:
        n, d = int(x.meaning(*v)), int(y.meaning(*v))
        return n - (n if d == 0 else function(n, d))

    return Expression(f"(let ([n {x}] [d {y}]) (- n (if (= d 0) n ({name} n d))))", run)


def _grow_integers(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(
            lambda op, x, y: OPERATIONS[op](x, y), st.sampled_from(["+", "-", "max", "min"]), inner, inner
        ),
        st.builds(choose, st.sampled_from(sorted(COMPARISONS)), inner, inner, inner, inner),
        st.builds(_divide, st.sampled_from(sorted(DIVISIONS)), inner, inner),
        st.builds(bind_integer, inner, inner),
    )


def bind_integer(value: Expression, body: Expression) -> Expression:
    return Expression(f"(let ([a {value}]) {body})", lambda a, b: body.meaning(value.meaning(a, b), b))


INTEGERS = st.recursive(INTEGER_LEAVES, _grow_integers, max_leaves=8)


@settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
@given(st.lists(INTEGERS, min_size=BATCH, max_size=BATCH))
def test_compiled_integer_expressions_compute_what_python_does(expressions: list[Expression]) -> None:
    program = esk.compile(
        "\n".join(f"(define (f{i} a : integer b : integer) {e})" for i, e in enumerate(expressions)),
        cache=False,
    )
    for i, expression in enumerate(expressions):
        for arguments in [(17, 5), (-17, 5), (17, -5), (-8, 0), (0, 9)]:
            assert program[f"f{i}"](*arguments) == expression.meaning(*arguments), (
                f"{expression} of {arguments}"
            )


@settings(
    max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
@given(st.lists(EXPRESSIONS, min_size=BATCH, max_size=BATCH))
def test_expressions_of_tensors_work_on_each_element(expressions: list[Expression]) -> None:
    """Arithmetic without control flow, broadcast over a vector, equals arithmetic on its elements."""
    simple = [e for e in expressions if not any(word in e.text for word in ("if", "let go", "do", "k"))]
    if not simple:
        return
    program = esk.compile(
        "\n".join(
            f"(define (f{i} a : (Tensor f64 [n]) b : float64) (+ (* 0 a) {e}))" for i, e in enumerate(simple)
        ),
        cache=False,
    )
    a = np.array([1.5, -2.0, 0.25])
    for i, expression in enumerate(simple):
        expected = [expression.meaning(x, 0.75, 0) for x in a]
        np.testing.assert_allclose(program[f"f{i}"](a, 0.75), expected, rtol=1e-9, atol=1e-12)
