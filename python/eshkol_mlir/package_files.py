"""The package's files that are not Python."""

from __future__ import annotations

from pathlib import Path


def package_path(path: str) -> str:
    """The place of a file or folder by its path in the package."""
    return str(Path(__file__).parent / path)


def package_text(path: str) -> str:
    """The text of a file by its path in the package.

    ``importlib.resources`` takes longer to load than all of these files take to be read.
    """
    return Path(package_path(path)).read_text(encoding="utf-8")
