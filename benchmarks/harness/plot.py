"""The ratios as bars."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from benchmarks.harness.contenders import ESHKOL, JAX, JAX_NUMPY
from benchmarks.harness.report import Result

LABELS = {JAX: "beside JAX on its own arrays", JAX_NUMPY: "beside JAX on NumPy arrays"}


def plot_ratios(results: Sequence[Result], path: Path) -> None:
    """One pair of bars for each case, quartiles as whiskers; written as PNG."""
    figure = Figure(figsize=(1.5 + 1.1 * len(results), 4.2), layout="constrained")
    axes = figure.add_subplot()
    positions = np.arange(len(results))
    for offset, (base, label) in zip((-0.2, 0.2), LABELS.items(), strict=True):
        ratios = [result.timings.ratio(ESHKOL, base) for result in results]
        whiskers = [
            [max(0.0, r.median - r.lower) for r in ratios],
            [max(0.0, r.upper - r.median) for r in ratios],
        ]
        axes.bar(positions + offset, [r.median for r in ratios], 0.38, yerr=whiskers, capsize=3, label=label)
    axes.axhline(1, color="black", linewidth=0.8)
    axes.set_xticks(positions, [result.case for result in results], rotation=30, ha="right")
    axes.set(ylabel="time of Eshkol / time of JAX", title="Below 1, Eshkol is faster")
    axes.set_yscale("log")
    axes.legend()
    figure.savefig(path, format="png", metadata={"Software": None})
