"""The equation in closed form, and what is observed of it.

In polar coordinates the normal form of Stuart and Landau is

    dr/dt = r (1 - r^2),    dphi/dt = TURN + SHEAR r^2

The first equation is linear in 1/r^2.  The integral of r^2, which the second one needs, is the logarithm
of ``1 + r0^2 (exp(2t) - 1)``, halved.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
Network: TypeAlias = tuple[Array, Array, Array, Array]

# As in neural_ode.esk.
TURN, SHEAR = 2.0, 0.5
HIDDEN = 32

# Where the observed trajectories start: inside of the limit cycle and outside, all around it.
RADII = np.array([0.2, 1.6, 0.4, 1.4, 0.1, 1.2, 0.6, 1.5])
ANGLES = 2.4 * np.arange(len(RADII))
TIMES = np.linspace(0.0, 3.0, 16)

# What the network has not seen: other starts, and twice the time.
UNSEEN = np.array([[1.1, 0.8], [0.2, 0.2]])
LATER = np.linspace(0.0, 6.0, 61)


def solution(start: Array, times: Array) -> Array:
    """The states ``[times, points, 2]`` of the points that start at ``start``, ``[points, 2]``."""
    radius, angle = np.hypot(start[:, 0], start[:, 1]), np.arctan2(start[:, 1], start[:, 0])
    grown = 1 + radius**2 * np.expm1(2 * times[:, None])
    now = radius * np.exp(times[:, None]) / np.sqrt(grown)
    turned = angle + TURN * times[:, None] + SHEAR / 2 * np.log(grown)
    return np.stack([now * np.cos(turned), now * np.sin(turned)], axis=-1)


def observations() -> Array:
    """The states of all observed trajectories at ``TIMES``, ``[16, 8, 2]``."""
    start = RADII[:, None] * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=-1)
    return solution(start, TIMES)


def initial_network(seed: int) -> Network:
    """Random weights that give a slow field, so that the first solutions are easy to follow."""
    random = np.random.default_rng(seed)
    return (
        random.normal(size=(2, HIDDEN)),
        random.normal(scale=0.5, size=HIDDEN),
        random.normal(scale=0.1, size=(HIDDEN, 2)),
        np.zeros(2),
    )
