"""Pictures of a training run: the loss, and the digits that were mistaken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from demo_plots import write_png
from digits_data import Array, Examples
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

SHEET_COLUMNS = 8
SHEET_MOST = 32


def plot_loss(losses: dict[str, Array], path: Path) -> None:
    """The loss of each epoch, one curve for each device; written as PNG."""
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.add_subplot()
    for style, (device, values) in zip(("-", "--", ":"), losses.items(), strict=False):
        axes.plot(np.arange(1, len(values) + 1), values, style, label=device)
    axes.set(
        title="A network with one hidden layer on handwritten digits",
        xlabel="epoch",
        ylabel="mean cross-entropy",
    )
    axes.set_yscale("log")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3, which="both")
    axes.legend()
    write_png(figure, path)


def plot_mistakes(examples: Examples, predicted: Array, path: Path) -> None:
    """The misclassified images, each with its label and what it was taken for; written as PNG."""
    wrong = np.flatnonzero(predicted != examples.labels)
    shown = wrong[:SHEET_MOST]
    rows = max(1, -(-len(shown) // SHEET_COLUMNS))
    figure = Figure(figsize=(SHEET_COLUMNS, 1.3 * rows + 0.5), layout="constrained")
    more = "" if len(shown) == len(wrong) else f", the first {len(shown)}"
    figure.suptitle(f"{len(wrong)} of {len(examples)} misclassified{more}: label → prediction", fontsize=11)
    grid = figure.subplots(rows, SHEET_COLUMNS, squeeze=False)
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, index in zip(grid.flat, shown, strict=False):
        axes.imshow(examples.images[index].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        axes.set_title(f"{examples.labels[index]} → {predicted[index]}", fontsize=10)
    write_png(figure, path)
