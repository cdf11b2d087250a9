"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("eshkol-mlir", "iree-base-compiler", "iree-base-runtime", "jax", "jaxlib", "numpy")


def describe_machine() -> dict[str, str]:
    """The processor, the threads each implementation may use, the versions."""
    cores = usable_cores()
    return {
        "processor": _processor(),
        "cores": f"{cores} usable of {os.cpu_count()}",
        "threads": f"Eshkol 1 or {cores} (its runtime chooses by the first calls), JAX up to {cores}",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "versions": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
    }


def usable_cores() -> int:
    """The processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def load() -> float | None:
    """The average number of running processes over the last minute, where the system tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def is_busy(running: float | None) -> bool:
    """Whether other processes probably disturb a measurement."""
    return running is not None and running > 0.3 * usable_cores()


def print_machine() -> None:
    """Prints what :func:`describe_machine` tells, after a warning where other processes are running."""
    running = load()
    if is_busy(running):
        print(f"the load is {running:.1f}: other processes will disturb the times", file=sys.stderr)
    for fact, text in describe_machine().items():
        print(f"- {fact}: {text}")


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(none)"
