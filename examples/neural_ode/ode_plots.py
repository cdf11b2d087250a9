"""Pictures of a fit: the trajectories, the loss, and the solver's steps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from demo_plots import write_png
from matplotlib.figure import Figure
from ode_checks import Solved
from ode_truth import Array


def plot_trajectories(
    observed: Array, paths: Mapping[str, Array], unseen: tuple[Array, Array], path: Path
) -> None:
    """The solutions before and after training against the observations, and unseen ones; as PNG.

    Args:
        observed: ``[times, points, 2]``.
        paths: by the title of a panel, the network's solutions ``[times, points, 2]`` from the observed starts.
        unseen: the true and the network's solutions from starts that were not observed.
    """
    figure = Figure(figsize=(4.0 * (len(paths) + 1), 4.2), layout="constrained")
    panels = figure.subplots(1, len(paths) + 1, sharex=True, sharey=True)
    for axes, (title, states) in zip(panels, paths.items(), strict=False):
        for point in range(observed.shape[1]):
            (curve,) = axes.plot(*states[:, point].T, linewidth=1)
            axes.plot(*observed[:, point].T, ".", color=curve.get_color())
        axes.set(title=title)
    truth, found = unseen
    for point in range(truth.shape[1]):
        (curve,) = panels[-1].plot(*found[:, point].T, linewidth=1)
        panels[-1].plot(*truth[:, point].T, "--", color=curve.get_color(), alpha=0.6)
    panels[-1].set(title="unseen: true (dashed) and learned")
    for axes in panels:
        axes.set_aspect("equal")
        # A field that has not learned yet may lead far away.
        axes.set(xlim=(-1.9, 1.9), ylim=(-1.9, 1.9))
    write_png(figure, path)


def plot_loss(losses: Array, path: Path) -> None:
    """The loss before each step of Adam; as PNG."""
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(np.arange(len(losses)), losses)
    axes.set(title="Fitting the trajectories", xlabel="step of Adam", ylabel="mean squared distance")
    axes.set_yscale("log")
    axes.grid(alpha=0.3, which="both")
    write_png(figure, path)


def plot_steps(solved: Mapping[float, Solved], path: Path) -> None:
    """The lengths of the accepted steps over time, a curve for each tolerance; as PNG."""
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.add_subplot()
    for tolerance, each in solved.items():
        end = np.cumsum(each.steps)
        axes.step(
            np.concatenate([[0], end]),
            np.append(each.steps, each.steps[-1]),
            where="post",
            label=f"{tolerance:g}",
        )
    axes.set(title="The solver's steps", xlabel="time", ylabel="length of the accepted step")
    axes.set_yscale("log")
    axes.grid(alpha=0.3, which="both")
    axes.legend(title="tolerance")
    write_png(figure, path)
