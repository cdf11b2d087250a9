"""Gradients: a sum of squares, and the loss of a small classifier by its first layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness.case import Arguments, Array, Case

COUNT = 100
BATCH, INPUTS, HIDDEN, CLASSES = 32, 784, 256, 10

LOSS = f"""
(define (loss [w1 : (Tensor f32 [{INPUTS} {HIDDEN}])] [w2 : (Tensor f32 [{HIDDEN} {CLASSES}])]
              [x : (Tensor f32 [{BATCH} {INPUTS}])] [target : (Tensor f32 [{BATCH} {CLASSES}])])
  (let ([scores (matmul (tanh (matmul x w1)) w2)])
    (- (mean (sum (* target (log-softmax scores)) :axis -1)))))
(define slope (grad loss))
"""


def squares_twin(x: Any) -> Any:
    import jax

    return jax.grad(lambda x: (x * x).sum())(x)


def squares_arguments(random: np.random.Generator) -> Arguments:
    return (random.standard_normal(COUNT, np.float32),)


def loss_twin(w1: Any, w2: Any, x: Any, target: Any) -> Any:
    import jax
    import jax.numpy as jnp

    def loss(w1: Any) -> Any:
        scores = jnp.matmul(jnp.tanh(jnp.matmul(x, w1)), w2)
        return -(target * jax.nn.log_softmax(scores)).sum(axis=-1).mean()

    return jax.grad(loss)(w1)


def loss_reference(w1: Array, w2: Array, x: Array, target: Array) -> Array:
    """By hand: for scores z the derivative of the loss is (softmax z - target) / n."""
    hidden = np.tanh(x @ w1)
    scores = hidden @ w2
    weights: Array = np.exp(scores - scores.max(axis=-1, keepdims=True))
    error = (weights / weights.sum(axis=-1, keepdims=True) - target) / BATCH
    slope: Array = x.T @ ((error @ w2.T) * (1 - hidden**2))
    return slope


def loss_arguments(random: np.random.Generator) -> Arguments:
    return (
        random.standard_normal((INPUTS, HIDDEN), np.float32) * np.float32(INPUTS**-0.5),
        random.standard_normal((HIDDEN, CLASSES), np.float32) * np.float32(HIDDEN**-0.5),
        random.standard_normal((BATCH, INPUTS), np.float32),
        np.eye(CLASSES, dtype=np.float32)[random.integers(0, CLASSES, BATCH)],
    )


CASES = [
    Case(
        name="gradient-squares",
        source=f"(define (slope [x : (Tensor f32 [{COUNT}])]) (grad (lambda (x) (sum (* x x))) x))",
        function="slope",
        twin=squares_twin,
        reference=lambda x: 2 * x,
        arguments=squares_arguments,
    ),
    Case(
        name="gradient-mlp",
        source=LOSS,
        function="slope",
        twin=loss_twin,
        reference=loss_reference,
        arguments=loss_arguments,
        operations=6.0 * BATCH * (INPUTS * HIDDEN + HIDDEN * CLASSES),
    ),
]
