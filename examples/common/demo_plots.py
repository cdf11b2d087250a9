"""What the pictures of the examples have in common."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure


def write_png(figure: Figure, path: Path) -> None:
    """Writes the same bytes for the same picture: no date, no version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="png", metadata={"Software": None})
