"""Versions of everything that decides what a compilation produces."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

_DISTRIBUTIONS = {
    "eshkol": "eshkol-mlir",
    "iree-compiler": "iree-base-compiler",
    "iree-runtime": "iree-base-runtime",
}
#: Extensions, the runtime of the host tier, and its functions that are inlined.
_NATIVE = (".so", ".a", ".bc")
_SOURCES = (".py", ".esk", ".lark", ".so")


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
    """A digest that changes whenever any file of the installed package does.

    A version number alone would keep stale cache entries alive while the compiler itself is
    being worked on.  Size and time of modification stand for the content: reading every file
    would cost more than most compilations.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(repr(versions()).encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in _SOURCES and path.is_file():
            status = path.stat()
            digest.update(f"{path.relative_to(root)}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    digest.update(_core_stamp().encode())
    return digest.hexdigest()


def _distribution_version(package: str) -> str:
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


def _core_stamp() -> str:
    # An editable installation keeps the native parts outside of the package's folder.
    core = _core()
    if core is None:
        return "none"
    stamps = []
    for path in sorted(Path(core.__file__).parent.iterdir()):
        if path.suffix in _NATIVE:
            status = path.stat()
            stamps.append(f"{path.name}\0{status.st_size}\0{status.st_mtime_ns}")
    return "\0".join(stamps)
