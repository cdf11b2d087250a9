"""Softmax of one vector."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness.case import Arguments, Array, Case

SIZES = {"1024": 1024, "1M": 1_000_000}


def twin(x: Any) -> Any:
    import jax

    return jax.nn.softmax(x)


def reference(x: Array) -> Array:
    weights: Array = np.exp(x - x.max())
    total: Array = weights.sum(keepdims=True)
    return np.divide(weights, total)


def case(label: str, size: int) -> Case:
    def arguments(random: np.random.Generator) -> Arguments:
        return (random.standard_normal(size, np.float32),)

    return Case(
        name=f"softmax-{label}",
        source=f"(define (probabilities [x : (Tensor f32 [{size}])]) (softmax x))",
        function="probabilities",
        twin=twin,
        reference=reference,
        arguments=arguments,
    )


CASES = [case(label, size) for label, size in SIZES.items()]
