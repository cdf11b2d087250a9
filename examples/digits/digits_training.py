"""Running the compiled program on a device."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from demo_console import Failure
from digits_data import Array, Examples

# Devices sum in different orders.  Adam divides by the size of the gradient, so a weight with small
# gradients takes the relative error of these in full steps, and hundreds of steps add up.  float32 is
# within 2e-5 of float64 after 30 epochs; the tolerance leaves room for devices that round differently.
LOSS_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Settings:
    """How to train: from the weights that ``seed`` fixes, until an epoch's mean loss is below ``goal``."""

    epochs: int = 60
    rate: float = 0.004
    goal: float = 0.03
    seed: int = 0


@dataclass(frozen=True)
class Run:
    """Training and testing on one device.

    Attributes:
        model: weights and biases, ``w1`` ``[64, 64]``, ``b1`` ``[64]``, ``w2`` ``[64, 10]``, ``b2`` ``[10]``.
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
    """Trains on the device that ``module`` is loaded on, and tests there.

    Raises:
        Failure: the losses did not stay finite.
    """
    start = perf_counter()
    trained = module.train(
        learn.images, learn.labels, settings.epochs, settings.rate, settings.goal, settings.seed
    )
    seconds = perf_counter() - start
    losses = trained.losses[: int(trained.epochs)]
    if not np.isfinite(losses).all():
        raise Failure(f"training with the rate {settings.rate:g} diverges")
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
