"""Whether the solver solves, and whether its gradient is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from demo_console import Failure
from ode_truth import LATER, TIMES, UNSEEN, Array, Network, solution

TOLERANCES = (1e-4, 1e-6, 1e-8)
# The tolerances bound the error of a step; over all of them it grows.
WORST = 100
STEP = 1e-5
GRADIENT_TOLERANCE = 1e-4
# So tight that steps which come out otherwise a little way off do not show in the difference.
CLOSE = (1e-10, 1e-12)


@dataclass(frozen=True)
class Solved:
    """The solver on the known equation.

    Attributes:
        error: the greatest distance from the solution in closed form.
        steps: the lengths of the accepted steps.
        rejected: how many were tried in vain.
    """

    error: float
    steps: Array
    rejected: int


def check_solver(program: Any) -> dict[float, Solved]:
    """From each of ``TOLERANCES`` what the solver does with it, from start to end in one interval.

    Raises:
        Failure: a solution is too far from that in closed form.
    """
    solved = {}
    ends = LATER[[0, -1]]
    for tolerance in TOLERANCES:
        found = program.oscillation(UNSEEN, ends, tolerance, tolerance / 100)
        error = float(np.abs(found.states - solution(UNSEEN, ends)).max())
        if not error <= WORST * tolerance:
            raise Failure(
                f"with the tolerance {tolerance:g} the solution is {error:.1e} from the closed form"
            )
        solved[tolerance] = Solved(error, found.steps[: int(found.accepted)], int(found.rejected))
    return solved


def check_gradient(
    program: Any, value_and_gradient: Callable[..., Any], network: Network, observed: Array
) -> float:
    """The greatest difference from central differences, in units of the greatest derivative.

    Two coordinates of each part of the network are compared.

    Raises:
        Failure: it is too great.
    """
    value, gradient = value_and_gradient(network, observed, TIMES, *CLOSE)
    if not np.isclose(value, program.loss(network, observed, TIMES, *CLOSE), rtol=1e-12):
        raise Failure("the value beside the gradient is not the loss")
    greatest = max(float(np.abs(part).max()) for part in gradient)
    if not greatest > 0:
        raise Failure("the gradient is zero")
    worst = 0.0
    for index, part in enumerate(gradient):
        for place in (0, part.size // 2):
            sides = []
            for step in (STEP, -STEP):
                moved = [np.array(each) for each in network]
                moved[index].flat[place] += step
                sides.append(float(program.loss(tuple(moved), observed, TIMES, *CLOSE)))
            slope = (sides[0] - sides[1]) / (2 * STEP)
            worst = max(worst, abs(slope - part.flat[place]) / greatest)
    if not worst <= GRADIENT_TOLERANCE:
        raise Failure(f"the gradient differs from central differences by {worst:.1e} of its greatest part")
    return worst
