"""One benchmark: an Eshkol program, its JAX twin, and NumPy's answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
Arguments: TypeAlias = tuple[Array, ...]


@dataclass(frozen=True)
class Case:
    """The same computation three times.

    Attributes:
        name: how reports and ``--only`` call it, ``matmul-1024``.
        source: an Eshkol program.
        function: the function of it to call.
        twin: the same for JAX; traced by ``jax.jit``.
        reference: the same for NumPy, given float64 arguments; what both results must equal.
        arguments: makes the float32 arguments, given a seeded generator.
        tolerance: the greatest difference from ``reference``, relative to its greatest element.
        operations: floating-point operations of a call, if that is a useful number.
    """

    name: str
    source: str
    function: str
    twin: Callable[..., Any]
    reference: Callable[..., Any]
    arguments: Callable[[np.random.Generator], Arguments]
    tolerance: float = 1e-5
    operations: float | None = None

    def make_arguments(self) -> Arguments:
        """The arguments, the same in every run."""
        return self.arguments(np.random.default_rng(0))


class WrongResult(Exception):
    """An implementation does not compute what NumPy computes."""


def check_result(case: Case, implementation: str, result: Any, expected: Sequence[Array]) -> float:
    """The difference of a result from the reference, relative to the greatest element.

    Raises:
        WrongResult: it is above the tolerance, or the shapes differ.
    """
    found = as_arrays(result)
    if [a.shape for a in found] != [b.shape for b in expected]:
        shapes = ", ".join(str(a.shape) for a in found)
        raise WrongResult(f"{case.name}: {implementation} returns shapes {shapes}")
    error = max((_difference(a, b) for a, b in zip(found, expected, strict=True)), default=0.0)
    if not error <= case.tolerance:
        raise WrongResult(
            f"{case.name}: {implementation} differs from NumPy by {error:.1e} of the greatest element, "
            f"but at most {case.tolerance:.1e} is right"
        )
    return error


def as_arrays(result: Any) -> list[Array]:
    """A result, of whichever implementation, as NumPy arrays."""
    return [np.asarray(item) for item in (result if isinstance(result, tuple) else (result,))]


def _difference(found: Array, expected: Array) -> float:
    scale = float(np.max(np.abs(expected), initial=0.0)) or 1.0
    return float(np.max(np.abs(found.astype(np.float64) - expected), initial=0.0)) / scale
