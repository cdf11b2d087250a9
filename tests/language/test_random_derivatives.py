"""Random procedures: gradients, products with vectors and batches, against the same expressions in JAX."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import eshkol_mlir as esk
import jax
import jax.numpy as jnp
import numpy as np
import pytest

jax.config.update("jax_enable_x64", True)

SEED, COUNT, SIZE = 20, 8, 4

#: One argument, two arguments: in the language, and in JAX.
UNARY = [
    ("(sin {})", "jnp.sin({})"), ("(tanh {})", "jnp.tanh({})"), ("(exp (* 0.3 {}))", "jnp.exp(0.3 * {})"),
    ("(- {})", "(-{})"), ("(square {})", "({}) ** 2"), ("(sigmoid {})", "jax.nn.sigmoid({})"),
    ("(softmax {})", "jax.nn.softmax({})"), ("(flip {})", "jnp.flip({})"), ("(cumsum {})", "jnp.cumsum({})"),
    ("(log (+ 2.0 (square {})))", "jnp.log(2.0 + ({}) ** 2)"), ("(sqrt (+ 1.0 (square {})))", "jnp.sqrt(1.0 + ({}) ** 2)"),
    ("(matmul m {})", "(m @ {})"), ("(roll {} 1)", "jnp.roll({}, 1)"), ("(+ {} (mean v))", "({} + jnp.mean(v))"),
    ("(for/fold ([s {}]) ([i (range 3)]) (* s (cos v)))", "loop({}, v)"),
    ("(let ([t {}]) (if (> (sum v) 0) (* t v) (- t v)))", "branch({}, v)"),
    ("(where (> v 0.1) {} (* 2 v))", "jnp.where(v > 0.1, {}, 2 * v)"),
    ("(map (lambda (a) (* a a a)) {})", "({}) ** 3"), ("(vmap (lambda (a) (sin (* 2 a))) {})", "jnp.sin(2 * {})"),
    ("(grad (lambda (u) (sum (* u u v))) {})", "(2 * v * {})"),
]  # fmt: skip
BINARY = [("(+ {} {})", "({} + {})"), ("(* {} {})", "({} * {})"), ("(- {} {})", "({} - {})"),
          ("(/ {} (+ 2.0 (square {})))", "({} / (2.0 + ({}) ** 2))"), ("(maximum {} {})", "jnp.maximum({}, {})")]  # fmt: skip


def loop(s: Any, v: Any) -> Any:
    for _ in range(3):
        s = s * jnp.cos(v)
    return s


def branch(t: Any, v: Any) -> Any:
    return jnp.where(jnp.sum(v) > 0, t * v, t - v)


@dataclass(frozen=True)
class Expression:
    """A vector in terms of a vector ``v`` and a matrix ``m``."""

    scheme: str
    python: str


def expression(choose: random.Random, depth: int) -> Expression:
    if depth == 0 or choose.random() < 0.1:
        return Expression("v", "v") if choose.random() < 0.8 else Expression("(vref m 1)", "m[1]")
    scheme, python = choose.choice(BINARY if choose.random() < 0.35 else UNARY)
    count = scheme.count("{}")
    parts = [expression(choose, depth - 1) for _ in range(count)]
    return Expression(
        scheme.format(*(part.scheme for part in parts)), python.format(*(part.python for part in parts))
    )


EXPRESSIONS = [expression(random.Random(SEED + number), 4) for number in range(COUNT)]
NUMBERS = np.random.default_rng(SEED)
M = NUMBERS.standard_normal((SIZE, SIZE)) / 2
V, T, C = NUMBERS.standard_normal((3, SIZE))
BATCH = NUMBERS.standard_normal((3, SIZE))

TYPES = f"m : (Tensor f64 [{SIZE} {SIZE}]) v : (Tensor f64 [{SIZE}])"
FUNCTIONS = f"""
(define (p$ m v) @)
(define (value$ {TYPES}) (p$ m v))
(define (slope$ {TYPES}) (grad (lambda (m v) (sum (p$ m v))) m v :argnums [0 1]))
(define (forward$ {TYPES} t : (Tensor f64 [{SIZE}])) (jvp (lambda (v) (p$ m v)) (list v) (list t)))
(define (backward$ {TYPES} c : (Tensor f64 [{SIZE}])) (vjp (lambda (v) (p$ m v)) (list v) c))
(define (second$ {TYPES} t : (Tensor f64 [{SIZE}])) (hvp (lambda (v) (sum (p$ m v))) v t))
(define (batch$ m : (Tensor f64 [{SIZE} {SIZE}]) v : (Tensor f64 [b {SIZE}])) (vmap p$ m v :in-axes [#f 0]))
(define (each$ m : (Tensor f64 [{SIZE} {SIZE}]) v : (Tensor f64 [b {SIZE}]))
  (vmap (grad (lambda (m v) (sum (p$ m v))) :argnums 1) m v :in-axes [#f 0]))
"""


@pytest.mark.parametrize("number", range(COUNT))
def test_random_procedure(number: int) -> None:
    made = EXPRESSIONS[number]
    program = esk.compile(FUNCTIONS.replace("@", made.scheme).replace("$", ""), cache=False)
    namespace = {"jnp": jnp, "jax": jax, "loop": loop, "branch": branch}

    def reference(m: Any, v: Any) -> Any:
        return eval(made.python, {**namespace, "m": m, "v": v}) + 0 * v

    def total(m: Any, v: Any) -> Any:
        return jnp.sum(reference(m, v))

    _close(program.value(M, V), reference(M, V))
    for actual, expected in zip(program.slope(M, V), jax.grad(total, (0, 1))(M, V), strict=True):
        _close(actual, expected)
    value, tangent = program.forward(M, V, T)
    _close(value, reference(M, V))
    _close(tangent, jax.jvp(lambda v: reference(M, v), (V,), (T,))[1])
    cotangent = program.backward(M, V, C)
    _close(cotangent, jax.vjp(lambda v: reference(M, v), V)[1](C)[0])
    assert np.dot(C, tangent) == pytest.approx(np.dot(T, cotangent), rel=1e-10)
    _close(program.second(M, V, T), jax.jvp(lambda v: jax.grad(total, 1)(M, v), (V,), (T,))[1])
    _close(program.batch(M, BATCH), jax.vmap(lambda v: reference(M, v))(BATCH))
    _close(program.each(M, BATCH), jax.vmap(lambda v: jax.grad(total, 1)(M, v))(BATCH))


def _close(actual: Any, expected: Any) -> None:
    assert np.shape(actual) == np.shape(expected)
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-10 * scale)
