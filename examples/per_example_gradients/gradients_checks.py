"""What must hold for per-example gradients, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from demo_console import Failure
from digits_data import Array, Examples

# float32.  The gradient of an image whose class is almost certain is made of small differences of
# numbers near 1, which a batch and a single image round differently: what is shorter than SHORT
# agrees to an absolute error only.
TOLERANCE = 1e-4
SHORT = 0.1


def flat(tree: Any, axes: int = 0) -> Array:
    """The parts of a model or gradient in one row; in one for each example if ``axes`` is 1."""
    return np.concatenate([np.reshape(part, (*part.shape[:axes], -1)) for part in tree], axis=axes)


def check_mean(program: Any, model: Any, examples: Examples, gradients: Array) -> float:
    """The distance of the mean of all gradients from the gradient of the mean loss, in units of its norm."""
    expected = flat(program.mean_gradient(model, examples.images, examples.labels))
    return _compare(
        "the mean of the gradients and the gradient of the mean", gradients.mean(axis=0), expected
    )


def check_single(program: Any, model: Any, examples: Examples, gradients: Array, chosen: Array) -> float:
    """The greatest distance of a gradient of the batch from that of the image by itself."""
    return max(
        _compare(
            f"the gradient of image {index} in the batch and by itself",
            gradients[index],
            flat(program.gradient(model, examples.images[index], examples.labels[index])),
        )
        for index in chosen
    )


def check_clipping(program: Any, model: Any, examples: Examples, gradients: Array, most: float) -> float:
    """The distance of the clipped mean from that of the gradients clipped here.

    Raises:
        Failure: it is too great, or the clipped mean is longer than any of what it is the mean of.
    """
    lengths = np.linalg.norm(gradients, axis=1, keepdims=True)
    expected = np.mean(gradients * np.minimum(1, most / lengths), axis=0)
    found = flat(program.clipped_mean_gradient(model, examples.images, examples.labels, most))
    if not np.linalg.norm(found) <= most * (1 + TOLERANCE):
        raise Failure(f"the clipped mean has the norm {np.linalg.norm(found):.6g}, which is above {most:g}")
    return _compare("the clipped mean and that of NumPy", found, expected)


def compare_times(together: Callable[[], object], one_by_one: Callable[[], object], rounds: int = 7) -> Array:
    """Seconds of both, in turns; the first calls do not count.  ``[2]``, medians."""
    samples: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for sample, call in zip(samples, (together, one_by_one), strict=True):
            start = perf_counter()
            call()
            sample.append(perf_counter() - start)
    return np.array([median(sample[1:]) for sample in samples])


def _compare(what: str, found: Array, expected: Array) -> float:
    difference = float(np.linalg.norm(found - expected) / max(np.linalg.norm(expected), SHORT))
    if not difference <= TOLERANCE:
        raise Failure(f"{what} differ by {difference:.1e} of the norm")
    return difference
