"""The forward pass of a classifier with two hidden layers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.harness.case import Arguments, Array, Case

BATCH = 32
SIZES = (784, 256, 128, 10)

SOURCE = f"""
(define (forward [x  : (Tensor f32 [{BATCH} {SIZES[0]}])]
                 [w1 : (Tensor f32 [{SIZES[0]} {SIZES[1]}])] [b1 : (Tensor f32 [{SIZES[1]}])]
                 [w2 : (Tensor f32 [{SIZES[1]} {SIZES[2]}])] [b2 : (Tensor f32 [{SIZES[2]}])]
                 [w3 : (Tensor f32 [{SIZES[2]} {SIZES[3]}])] [b3 : (Tensor f32 [{SIZES[3]}])])
  (let* ([h1 (relu (+ (matmul x w1) b1))]
         [h2 (relu (+ (matmul h1 w2) b2))])
    (softmax (+ (matmul h2 w3) b3))))
"""


def twin(x: Any, w1: Any, b1: Any, w2: Any, b2: Any, w3: Any, b3: Any) -> Any:
    import jax
    import jax.numpy as jnp

    h1 = jax.nn.relu(jnp.matmul(x, w1) + b1)
    h2 = jax.nn.relu(jnp.matmul(h1, w2) + b2)
    return jax.nn.softmax(jnp.matmul(h2, w3) + b3)


def reference(x: Array, w1: Array, b1: Array, w2: Array, b2: Array, w3: Array, b3: Array) -> Array:
    h1 = np.maximum(x @ w1 + b1, 0)
    h2 = np.maximum(h1 @ w2 + b2, 0)
    scores = h2 @ w3 + b3
    weights: Array = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: Array = weights.sum(axis=-1, keepdims=True)
    return np.divide(weights, total)


def arguments(random: np.random.Generator) -> Arguments:
    made = [random.standard_normal((BATCH, SIZES[0]), np.float32)]
    for inputs, outputs in pairwise(SIZES):
        made.append(random.standard_normal((inputs, outputs), np.float32) * np.float32(inputs**-0.5))
        made.append(random.standard_normal(outputs, np.float32))
    return tuple(made)


CASES = [
    Case(
        name="mlp-forward",
        source=SOURCE,
        function="forward",
        twin=twin,
        reference=reference,
        arguments=arguments,
        operations=2.0 * BATCH * sum(a * b for a, b in pairwise(SIZES)),
    )
]
