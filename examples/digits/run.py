"""Trains softmax regression on handwritten digits with an Eshkol program, on every device there is.

    python examples/digits/run.py [--epochs N] [--rate R] [--goal L] [--out DIR]

Shows the program on its way through the eshkol dialect, linalg and IREE, trains it, and writes
``loss.png``, ``mistakes.png`` and ``digits.vmfb``, which holds the code for all targets.  The exit
status is 1 if the test accuracy is below 0.93 or a device computes something else than the CPU.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from digits_data import Array, Examples, load_digits
from stages import source_of, stage_of

import eshkol_mlir as esk
from eshkol_mlir.compiler.artifact import read_artifact

HERE = Path(__file__).parent
PROGRAM = HERE / "digits.esk"
TARGETS = ("cpu", "vulkan", "cuda", "rocm")
REQUIRED_ACCURACY = 0.93
# The devices sum in different orders; hundreds of steps later the last digits differ.
LOSS_TOLERANCE = 1e-3


class Failure(Exception):
    """The demonstration did not do what it should."""


@dataclass(frozen=True)
class Settings:
    """How to train."""

    epochs: int = 30
    rate: float = 0.5
    goal: float = 0.1


@dataclass(frozen=True)
class Training:
    """A training run on one device.

    Attributes:
        model: weights ``[64, 10]`` and bias ``[10]``.
        losses: the mean loss of each epoch.
        accuracy: on the examples held out.
        predicted: the classes of the examples held out.
        confusion: how many of each class (row) were taken for each class (column).
        seconds: of the call that trained.
    """

    model: Any
    losses: Array
    accuracy: float
    predicted: Array
    confusion: Array
    seconds: float


def train(module: Any, settings: Settings, learn: Examples, test: Examples) -> Training:
    """Trains and tests on the device that ``module`` is loaded on."""
    start = perf_counter()
    model, losses, epochs = module.train(
        learn.images, learn.labels, settings.epochs, settings.rate, settings.goal
    )
    seconds = perf_counter() - start
    predicted = module.predict(model, test.images)
    accuracy = float(module.accuracy(model, test.images, test.labels))
    confusion = module.confusion(test.labels, predicted)
    return Training(model, losses[: int(epochs)], accuracy, predicted, confusion, seconds)


def compile_all(out: Path) -> Path:
    """Compiles for each target in turn; the file that holds the code for all."""
    for target in TARGETS:
        start = perf_counter()
        esk.compile(PROGRAM, target, device="cpu" if target == "cpu" else None) if target == "cpu" else None
        seconds = perf_counter() - start
        say(f"  {target:<8} {seconds:6.2f} s")
    return out / "digits.vmfb"
