"""Running the compiled program on a device."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from digits_data import Array, Examples

# Devices sum in different orders; over hundreds of steps this moves the last digits.
LOSS_TOLERANCE = 1e-3


class Failure(Exception):
    """The demonstration does not show what it should."""


@dataclass(frozen=True)
class Settings:
    """How to train: at most ``epochs`` epochs, until one's mean loss is below ``goal``."""

    epochs: int = 60
    rate: float = 0.5
    goal: float = 0.15


@dataclass(frozen=True)
class Run:
    """Training and testing on one device.

    Attributes:
        model: weights ``[64, 10]`` and bias ``[10]``.
        losses: the mean loss of each epoch.
        accuracy: on the examples held out.
        predicted: the classes of the examples held out.
        confusion: how many of each class (row) were taken for each class (column).
        seconds: that the call of ``train`` took.
    """

    model: Any
    losses: Array
    accuracy: float
    predicted: Array
    confusion: Array
    seconds: float


def train(module: Any, settings: Settings, learn: Examples, test: Examples) -> Run:
    """Trains on the device that ``module`` is loaded on, and tests there."""
    start = perf_counter()
    trained = module.train(learn.images, learn.labels, settings.epochs, settings.rate, settings.goal)
    seconds = perf_counter() - start
    losses = trained.losses[: int(trained.epochs)]
    predicted = module.predict(trained.model, test.images)
    accuracy = float(module.accuracy(trained.model, test.images, test.labels))
    confusion = module.confusion(test.labels, predicted)
    return Run(trained.model, losses, accuracy, predicted, confusion, seconds)


def check_agreement(name: str, found: Run, expected: Run) -> float:
    """The greatest relative difference between two runs' losses.

    Raises:
        Failure: it is too great, or the runs stopped after different epochs.
    """
    if len(found.losses) != len(expected.losses):
        raise Failure(f"{name} trained for {len(found.losses)} epochs, the CPU for {len(expected.losses)}")
    difference = float(np.max(np.abs(found.losses / expected.losses - 1), initial=0.0))
    if not difference <= LOSS_TOLERANCE:
        raise Failure(f"the losses on {name} differ from the CPU's by {difference:.1%}")
    return difference
