"""The handwritten digits, split into a part to learn from and a part to test with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]

FILE = Path(__file__).with_name("digits.npz")
TEST_FRACTION = 0.25
SEED = 0
DARKEST = 16


@dataclass(frozen=True)
class Examples:
    """Images with their labels.

    Attributes:
        images: float32, ``[n, 64]``, from 0 (white) to 1 (black).
        labels: int64, ``[n]``, from 0 to 9.
    """

    images: Array
    labels: Array

    def __len__(self) -> int:
        return len(self.labels)


def load_digits(seed: int = SEED) -> tuple[Examples, Examples]:
    """The examples to train with and those held out, shuffled in a way that ``seed`` fixes."""
    with np.load(FILE) as data:
        images, labels = data["images"], data["labels"]
    order = np.random.default_rng(seed).permutation(len(labels))
    pixels = images[order].reshape(len(images), -1).astype(np.float32) / np.float32(DARKEST)
    classes = labels[order].astype(np.int64)
    held_out = round(TEST_FRACTION * len(classes))
    return Examples(pixels[:-held_out], classes[:-held_out]), Examples(
        pixels[-held_out:], classes[-held_out:]
    )
