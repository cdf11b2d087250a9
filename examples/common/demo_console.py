"""What the drivers of the examples print with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from eshkol_mlir import EshkolError


class Failure(Exception):
    """The demonstration does not show what it should."""


def exit_status(demonstration: Callable[[], object]) -> int:
    """Runs a demonstration; 1 if it fails or cannot write, with the reason on standard error, else 0."""
    try:
        demonstration()
    except (Failure, EshkolError, OSError) as error:
        print(f"\nThe demonstration failed: {error}", file=sys.stderr)
        return 1
    return 0


def title(text: str, explanation: str = "") -> None:
    print(f"\n== {text} ==" + (f"  ({explanation})" if explanation else ""), flush=True)


def line(text: str) -> None:
    print(f"  {text}", flush=True)


def excerpt(text: str) -> None:
    for each in text.splitlines():
        line(each)


def shown(path: Path) -> str:
    """A path as short as it can be written here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
