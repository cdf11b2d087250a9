"""Executables, and object files to link them from: machine code, the library and the runtime."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.host_runtime import static_library
from eshkol_mlir.diagnostics import EshkolError

#: The system's compiler drivers, which know how it links.
_DRIVERS = ("cc", "clang-22", "clang", "gcc")
#: What the runtime needs, as archives where the system has them.
_LIBRARIES = ("gc", "gmp", "utf8proc")


def link_flags() -> list[str]:
    """What the system's compiler has to link with the object file of a program to make it an executable."""
    libraries = [f"-l:lib{name}.a" for name in _LIBRARIES]
    return [str(static_library()), *libraries, "-static-libgcc", "-l:libstdc++.a", "-lm", "-lpthread", "-ldl"]


def link_executable(objects: Mapping[str, bytes]) -> bytes:
    """The bytes of an executable.

    Args:
        objects: object files by the names of their units.

    Raises:
        EshkolError: there is no linker, or it fails.
    """
    return _linked(objects, link_flags(), "the executable does not link")


def link_object(objects: Mapping[str, bytes]) -> bytes:
    """The bytes of one object file that has the code of all.

    Raises:
        EshkolError: as of :func:`link_executable`.
    """
    return _linked(objects, ["-r", "-nostdlib"], "the object file does not link")


def _linked(objects: Mapping[str, bytes], flags: Sequence[str], failure: str) -> bytes:
    driver = next((path for name in _DRIVERS if (path := shutil.which(name))), None)
    if driver is None:
        raise EshkolError.at(
            Code.NO_LINKER,
            None,
            "machine code needs the system's linker, and there is no C compiler to call it",
            help=["install gcc or clang"],
        )
    with tempfile.TemporaryDirectory(prefix="eshkol-") as folder:
        files = []
        for name, code in objects.items():
            file = Path(folder, f"{name}.o")
            file.write_bytes(code)
            files.append(str(file))
        output = Path(folder, "linked")
        done = subprocess.run(
            [driver, "-o", str(output), *files, *flags], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise EshkolError.at(
                Code.LINKING_FAILED, None, failure, notes=done.stderr.strip().splitlines()[-8:]
            )
        return output.read_bytes()
