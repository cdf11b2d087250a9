"""Generated programs of many modules: how large they are, and where they stand."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

Project = TypeVar("Project")


def project_options(
    description: str, arguments: Sequence[str] | None, kinds: Sequence[str] = ()
) -> argparse.Namespace:
    """The options of a command that measures what is done with a generated program, ``modules``, ``lines``,
    ``repeat``, and ``kind`` where there are several; it ends where they are wrong."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--modules", type=int, default=100, metavar="N", help="(default: %(default)s)")
    parser.add_argument(
        "--lines", type=int, default=10_000, metavar="N", help="of all modules (default: %(default)s)"
    )
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="rounds (default: %(default)s)")
    if kinds:
        parser.add_argument("--kind", choices=kinds, default=kinds[0], help="(default: %(default)s)")
    options = parser.parse_args(arguments)
    if min(options.modules, options.lines, options.repeat) < 1:
        parser.error("--modules, --lines and --repeat are at least 1")
    return options


@contextmanager
def generated(
    make: Callable[[Path, int, int], Project], options: argparse.Namespace
) -> Iterator[tuple[Project, Path]]:
    """A project of so many modules and lines in a folder of its own, whose size it prints; and a folder for a cache."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        project = make(Path(folder), options.modules, options.lines)
        lines = sum(path.read_text().count("\n") for path in Path(folder).iterdir())
        print(f"\n{options.modules} modules, {lines} lines\n")
        yield project, Path(cache)
