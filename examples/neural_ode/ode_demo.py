"""The demonstration of a neural differential equation, from its arguments to its pictures: see ``run.py``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import eshkol_mlir as esk
import numpy as np
from demo_console import Failure, excerpt, exit_status, line, shown, title
from demo_stages import source_of
from ode_checks import Solved, check_gradient, check_solver
from ode_truth import LATER, TIMES, UNSEEN, Array, Network, initial_network, observations, solution

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "neural_ode.esk"
# The tensors are small: other cores would cost more than they help.
DEVICE = "cpu:sync"
REQUIRED_LOSS = 2e-3
REQUIRED_DISTANCE = 0.25


@dataclass(frozen=True)
class Settings:
    """How to train: at most ``steps`` steps of Adam, from the weights that ``seed`` fixes.

    Attributes:
        rate: the length of the first step.
        tolerance: relative, of the solver while training; the absolute one is a hundredth of it.
        goal: the loss to stop at.
    """

    steps: int = 1000
    rate: float = 0.05
    tolerance: float = 1e-4
    seed: int = 0
    goal: float = 5e-4


@dataclass(frozen=True)
class Run:
    """What was learned.

    Attributes:
        network: the weights.
        losses: before each step.
        loss: after the last.
        distance: the greatest from the true solutions of the unseen points, twice as long as was observed.
    """

    network: Network
    losses: Array
    loss: float
    distance: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the demonstration; the exit status."""
    options = parse_arguments(arguments)
    settings = Settings(options.steps, options.rate, options.tolerance, options.seed)
    return exit_status(lambda: demonstrate(settings, options.out))


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    default = Settings()
    parser = argparse.ArgumentParser(description="Fit a neural differential equation with an Eshkol program.")
    add = parser.add_argument
    add("--steps", type=int, default=default.steps, help="of Adam, at most (default: %(default)s)")
    add("--rate", type=float, default=default.rate, help="length of the first (default: %(default)s)")
    add("--tolerance", type=float, default=default.tolerance, help="of the solver (default: %(default)s)")
    add("--seed", type=int, default=default.seed, help="of the first weights (default: %(default)s)")
    add("--out", type=Path, default=HERE / "out", help="folder to write to")
    options = parser.parse_args(arguments)
    if options.steps < 0:
        parser.error(f"--steps is {options.steps}, but cannot be negative")
    for name in ("rate", "tolerance"):
        if not 0 < getattr(options, name) < float("inf"):
            parser.error(f"--{name} is {getattr(options, name)}, but should be a positive number")
    if options.seed < 0:
        parser.error(f"--seed is {options.seed}, but cannot be negative")
    return options


def demonstrate(settings: Settings, out: Path) -> Run:
    """All of it; what was learned."""
    out.mkdir(parents=True, exist_ok=True)
    title(
        "The program", "the solution of which it is the distance is found by a loop, and so is the gradient"
    )
    excerpt(source_of(PROGRAM, "trajectory"))
    excerpt(source_of(PROGRAM, "loss"))
    start = perf_counter()
    program = esk.compile(PROGRAM, device=DEVICE)
    value_and_gradient = esk.value_and_grad(program.loss)
    network, observed = initial_network(settings.seed), observations()
    solved = show_checks(program, value_and_gradient, network, observed)
    line(f"compiled and checked in {perf_counter() - start:.1f} s")
    run = train(program, settings, network, observed)
    draw(program, run, network, observed, solved, out)
    if not run.loss <= REQUIRED_LOSS:
        raise Failure(
            f"the mean squared distance is {run.loss:.2e} after {len(run.losses)} steps, "
            f"but should be at most {REQUIRED_LOSS:g}"
        )
    if not run.distance <= REQUIRED_DISTANCE:
        raise Failure(
            f"an unseen point goes {run.distance:.2f} from its true solution, "
            f"but should stay within {REQUIRED_DISTANCE:g}"
        )
    return run


# The parts -----------------------------------------------------------------------------


def show_checks(
    program: Any, value_and_gradient: Any, network: Network, observed: Array
) -> dict[float, Solved]:
    title("The solver", f"Dormand and Prince, on the known equation, from 0 to {LATER[-1]:g}")
    solved = check_solver(program)
    line("tolerance  accepted  rejected  shortest  longest  distance from the closed form")
    for tolerance, each in solved.items():
        line(
            f"{tolerance:9.0e}  {len(each.steps):8}  {each.rejected:8}  {each.steps.min():8.4f}  "
            f"{each.steps.max():7.4f}  {each.error:.1e}"
        )
    title("The gradient", "through the loop of the solver")
    worst = check_gradient(program, value_and_gradient, network, observed)
    line(f"central differences are within {worst:.1e} of it")
    return solved


def train(program: Any, settings: Settings, network: Network, observed: Array) -> Run:
    """One call of ``fit``; progress and the time it took."""
    tolerances = settings.tolerance, settings.tolerance / 100
    title("Training", f"{observed.shape[1]} trajectories, {len(TIMES)} observations each; one call of `fit`")
    start = perf_counter()
    fit = program.fit(network, observed, TIMES, *tolerances, settings.rate, settings.goal, settings.steps)
    seconds = perf_counter() - start
    losses = fit.losses[: int(fit.steps)]
    for step in np.unique(np.linspace(0, len(losses) - 1, 6).astype(int)) if len(losses) else ():
        line(f"step {step:4}  loss {losses[step]:.2e}")
    found = program.trajectory(fit.network, UNSEEN, LATER, *tolerances)
    distance = float(np.linalg.norm(found.states - solution(UNSEEN, LATER), axis=-1).max())
    run = Run(fit.network, losses, float(program.loss(fit.network, observed, TIMES, *tolerances)), distance)
    line(f"{len(losses)} steps in {seconds:.2f} s, loss {run.loss:.2e}")
    line(f"unseen points stay within {distance:.3f} of their true solutions, for twice the time")
    return run


def draw(
    program: Any, run: Run, network: Network, observed: Array, solved: dict[float, Solved], out: Path
) -> None:
    try:
        from ode_plots import plot_loss, plot_steps, plot_trajectories
    except ModuleNotFoundError as error:
        raise Failure(f"the pictures need {error.name}: pip install 'eshkol-mlir[examples]'") from error
    title("Pictures")

    def states(of: Network, start: Array, times: Array) -> Array:
        return program.trajectory(of, start, times, 1e-6, 1e-8).states

    fine = np.linspace(TIMES[0], TIMES[-1], 121)
    paths = {
        "before training": states(network, observed[0], fine),
        "after": states(run.network, observed[0], fine),
    }
    unseen = solution(UNSEEN, LATER), states(run.network, UNSEEN, LATER)
    plot_trajectories(observed, paths, unseen, out / "trajectories.png")
    plot_loss(run.losses, out / "loss.png")
    plot_steps(solved, out / "steps.png")
    for name in ("trajectories.png", "loss.png", "steps.png"):
        line(shown(out / name))
