"""The training of examples/digits/digits.esk once more, in NumPy and float64."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]

BATCH = 32
CLASSES = 10


@dataclass
class Twin:
    """Softmax regression from zero weights."""

    weights: Array
    bias: Array
    losses: list[float]

    def scores(self, images: Array) -> Array:
        return images @ self.weights + self.bias

    def accuracy(self, images: Array, labels: Array) -> float:
        return float(np.mean(np.argmax(self.scores(images), axis=1) == labels))


def train(images: Array, labels: Array, epochs: int, rate: float, goal: float = 0.0) -> Twin:
    """Gradient descent on batches in order; stops after an epoch with a mean loss below ``goal``."""
    images = images.astype(np.float64)
    twin = Twin(np.zeros((images.shape[1], CLASSES)), np.zeros(CLASSES), [])
    while len(twin.losses) < epochs and not (twin.losses and twin.losses[-1] < goal):
        batches = range(0, len(labels) - BATCH + 1, BATCH)
        losses = [_step(twin, images[i : i + BATCH], labels[i : i + BATCH], rate) for i in batches]
        twin.losses.append(float(np.mean(losses)))
    return twin


def mean_loss(weights: Array, bias: Array, images: Array, labels: Array) -> float:
    """The mean cross-entropy."""
    scores = images.astype(np.float64) @ weights + bias
    return float(-np.mean(_log_softmax(scores)[np.arange(len(labels)), labels]))


def _step(twin: Twin, images: Array, labels: Array, rate: float) -> float:
    loss = mean_loss(twin.weights, twin.bias, images, labels)
    error = np.exp(_log_softmax(twin.scores(images)))
    error[np.arange(len(labels)), labels] -= 1
    twin.weights -= rate * images.T @ error / len(labels)
    twin.bias -= rate * error.mean(axis=0)
    return loss


def _log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
