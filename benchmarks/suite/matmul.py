"""The product of two square matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness.case import Arguments, Case

SIZES = (32, 256, 1024, 2048)


def twin(a: Any, b: Any) -> Any:
    import jax.numpy as jnp

    return jnp.matmul(a, b)


def case(size: int) -> Case:
    def arguments(random: np.random.Generator) -> Arguments:
        return tuple(random.standard_normal((size, size), np.float32) for _ in range(2))

    return Case(
        name=f"matmul-{size}",
        source=f"""
            (define (product [a : (Tensor f32 [{size} {size}])]
                             [b : (Tensor f32 [{size} {size}])])
              (matmul a b))""",
        function="product",
        twin=twin,
        reference=np.matmul,
        arguments=arguments,
        operations=2.0 * size**3,
    )


CASES = [case(size) for size in SIZES]
