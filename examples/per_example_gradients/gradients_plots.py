"""Pictures of per-example gradients: how long they are, and whose are the longest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from demo_plots import write_png
from digits_data import Array, Examples
from matplotlib.figure import Figure

BINS = 40
SHEET = (3, 8)


def plot_norms(norms: Array, right: Array, most: float, path: Path) -> None:
    """A histogram on a logarithmic axis, by whether the network is right about the image; as PNG."""
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.add_subplot()
    # A gradient of 0 has no place on a logarithmic axis; float32 ends here anyway.
    lengths = np.maximum(norms, 1e-7)
    edges = np.geomspace(lengths.min() / 1.01, lengths.max() * 1.01, BINS + 1)
    axes.hist(
        [lengths[right], lengths[~right]], edges, stacked=True, label=["classified rightly", "mistaken"]
    )
    axes.axvline(most, color="black", linestyle="--", label=f"clipped at {most:g}")
    axes.set(title="Gradients of single images", xlabel="norm of the gradient", ylabel="images")
    axes.set_xscale("log")
    axes.legend()
    write_png(figure, path)


def plot_largest(examples: Examples, norms: Array, predicted: Array, path: Path) -> None:
    """The images with the longest gradients, longest first: label, prediction, norm; as PNG."""
    rows, columns = SHEET
    figure = Figure(figsize=(1.1 * columns, 1.5 * rows + 0.5), layout="constrained")
    figure.suptitle("The images with the longest gradients: label → prediction, norm", fontsize=11)
    grid = figure.subplots(rows, columns, squeeze=False)
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, index in zip(grid.flat, np.argsort(-norms, kind="stable"), strict=False):
        axes.imshow(examples.images[index].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        axes.set_title(f"{examples.labels[index]} → {predicted[index]}\n{norms[index]:.1f}", fontsize=9)
    write_png(figure, path)
