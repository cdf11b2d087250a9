"""Versions of everything that decides what a compilation produces."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from eshkol_mlir.compiler.digests import hex_digest

_DISTRIBUTIONS = {
    "eshkol": "eshkol-mlir",
    "iree-compiler": "iree-base-compiler",
    "iree-runtime": "iree-base-runtime",
}
#: Extensions, the runtime of the host tier, and its functions that are inlined.
_NATIVE = (".so", ".a", ".bc")
_SOURCES = (".py", ".esk", ".lark", ".json", ".so")


@cache
def versions() -> dict[str, str]:
    """The versions in use: ``eshkol``, ``llvm``, ``iree-compiler`` and ``iree-runtime``.

    A part that is not installed is ``"none"``: a machine that only runs modules needs no compiler.
    """
    found = {name: _distribution_version(package) for name, package in _DISTRIBUTIONS.items()}
    found["llvm"] = _llvm_version()
    return dict(sorted(found.items()))


@cache
def compiler_fingerprint() -> str:
    """A digest that changes whenever any file of the installed package, LLVM or IREE does."""
    return hex_digest(f"{versions()}\0{package_fingerprint()}")


@cache
def package_fingerprint() -> str:
    """A digest that changes whenever any file of the installed package does.

    A version number alone would keep stale cache entries alive while the compiler itself is
    being worked on.  Size and time of modification stand for the content: reading every file
    would cost more than most compilations.  It decides what programs expand to and what is wrong with them.
    """
    return hex_digest("\0".join([*_stamps(str(Path(__file__).resolve().parent.parent)), *_native_stamps()]))


def _stamps(folder: str) -> list[str]:
    """Names, sizes and times of the package's files in a folder and all below."""
    found = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(_SOURCES):
                status = entry.stat()
                found.append(f"{entry.name}\0{status.st_size}\0{status.st_mtime_ns}")
            elif entry.name != "__pycache__" and entry.is_dir():
                found += [f"in {entry.name}", *_stamps(entry.path)]
    return found


def _distribution_version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"


def _llvm_version() -> str:
    core = _core()
    return str(core.mlir_version()) if core is not None else "none"


def _core() -> Any:
    try:
        return import_module("eshkol_mlir._core")
    except ImportError:
        return None


def _native_stamps() -> list[str]:
    # An editable installation keeps the native parts outside of the package's folder.  Loading one takes longer.
    core = find_spec("eshkol_mlir._core")
    if core is None or core.origin is None:
        return ["none"]
    stamps = []
    for path in sorted(Path(core.origin).parent.iterdir()):
        if path.suffix in _NATIVE:
            status = path.stat()
            stamps.append(f"{path.name}\0{status.st_size}\0{status.st_mtime_ns}")
    return stamps
