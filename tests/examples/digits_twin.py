"""The training of examples/digits/digits.esk once more: NumPy, float64, the gradient derived by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
Model: TypeAlias = tuple[Array, Array, Array, Array]

BATCH = 64
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


@dataclass
class Twin:
    """One hidden layer, trained by Adam.

    Attributes:
        model: weights ``[64, 64]``, biases ``[64]``, weights ``[64, 10]``, biases ``[10]``.
        losses: the mean loss of each epoch.
    """

    model: Model
    losses: list[float] = field(default_factory=list)

    def accuracy(self, images: Array, labels: Array) -> float:
        return float(np.mean(np.argmax(_forward(self.model, images)[1], axis=1) == labels))


def train(start: Model, images: Array, labels: Array, epochs: int, rate: float, goal: float = 0.0) -> Twin:
    """Adam on batches in order; stops after an epoch with a mean loss below ``goal``."""
    model: Model = tuple(part.astype(np.float64) for part in start)
    twin = Twin(model)
    mean, square = [[np.zeros_like(part) for part in model] for _ in range(2)]
    steps = 0
    while len(twin.losses) < epochs and not (twin.losses and twin.losses[-1] < goal):
        losses = []
        for first in range(0, len(labels) - BATCH + 1, BATCH):
            value, gradient = loss_and_gradient(
                twin.model, images[first : first + BATCH], labels[first : first + BATCH]
            )
            losses.append(value)
            steps += 1
            mean = [BETA1 * m + (1 - BETA1) * g for m, g in zip(mean, gradient, strict=True)]
            square = [BETA2 * v + (1 - BETA2) * g**2 for v, g in zip(square, gradient, strict=True)]
            twin.model = tuple(
                p - rate * (m / (1 - BETA1**steps)) / (np.sqrt(v / (1 - BETA2**steps)) + EPSILON)
                for p, m, v in zip(twin.model, mean, square, strict=True)
            )
        twin.losses.append(float(np.mean(losses)))
    return twin


def loss_and_gradient(model: Model, images: Array, labels: Array) -> tuple[float, Model]:
    """The mean cross-entropy and its gradient.

    For one image with scores z, p = softmax(z) and one-hot label t, the loss is -log p[label], and its
    derivative by z is p - t.  The derivative of tanh is 1 - tanh squared; the chain rule does the rest.
    """
    images = images.astype(np.float64)
    features, scores = _forward(model, images)
    logarithms = scores - scores.max(axis=1, keepdims=True)
    logarithms -= np.log(np.exp(logarithms).sum(axis=1, keepdims=True))
    rows = np.arange(len(labels))
    by_scores = np.exp(logarithms)
    by_scores[rows, labels] -= 1
    by_scores /= len(labels)
    by_inputs = (by_scores @ model[2].T) * (1 - features**2)
    gradient = (images.T @ by_inputs, by_inputs.sum(axis=0), features.T @ by_scores, by_scores.sum(axis=0))
    return float(-np.mean(logarithms[rows, labels])), gradient


def _forward(model: Model, images: Array) -> tuple[Array, Array]:
    """The hidden features and the scores."""
    w1, b1, w2, b2 = model
    features = np.tanh(images.astype(np.float64) @ w1 + b1)
    return features, features @ w2 + b2
