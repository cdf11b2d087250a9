"""The implementations of a case, ready to be called: Eshkol, and JAX in two calling conventions."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.harness.case import Arguments, Case
from benchmarks.harness.measure import Spread

#: NumPy arrays in, NumPy arrays out.
ESHKOL = "eshkol"
#: JAX arrays in, JAX arrays out: nothing but the call.
JAX = "jax"
#: NumPy arrays in, NumPy arrays out, as for Eshkol.
JAX_NUMPY = "jax-numpy"


def compile_eshkol(case: Case) -> Any:
    """The function of the case, compiled from its source; nothing comes from the cache."""
    import eshkol_mlir as esk

    return esk.compile(case.source, cache=False)[case.function]


def compile_jax(case: Case, arguments: Arguments) -> Any:
    """The twin, traced and compiled for these arguments; a fresh function, so nothing is cached."""
    import jax

    return jax.jit(lambda *values: case.twin(*values)).lower(*arguments).compile()


def contenders(case: Case, arguments: Arguments) -> dict[str, Callable[[], Any]]:
    """A call without arguments for each implementation, by name."""
    import jax

    eshkol = compile_eshkol(case)
    # Not what `compile_jax` returns: that has no fast path for calls.
    compiled = jax.jit(case.twin)
    finished: Callable[[Any], Any] = jax.block_until_ready
    on_device = [jax.device_put(value) for value in arguments]

    def call_jax_with_numpy() -> Any:
        return jax.tree.map(np.asarray, compiled(*arguments))

    return {
        ESHKOL: lambda: eshkol(*arguments),
        JAX: lambda: finished(compiled(*on_device)),
        JAX_NUMPY: call_jax_with_numpy,
    }


def compile_times(case: Case, arguments: Arguments, rounds: int) -> dict[str, Spread]:
    """Seconds from source to a loaded function, measured alternately."""
    compilers: dict[str, Callable[[], Any]] = {
        ESHKOL: lambda: compile_eshkol(case),
        JAX: lambda: compile_jax(case, arguments),
    }
    seconds: dict[str, list[float]] = {name: [] for name in compilers}
    for _ in range(rounds):
        for name, run in compilers.items():
            start = perf_counter()
            run()
            seconds[name].append(perf_counter() - start)
    return {name: Spread.of(values) for name, values in seconds.items()}
