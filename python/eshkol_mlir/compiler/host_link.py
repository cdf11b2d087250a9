"""Executables: machine code, the library and the runtime, linked statically."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.host_runtime import static_library
from eshkol_mlir.diagnostics import EshkolError

#: The system's compiler drivers, which know how it links.
_DRIVERS = ("cc", "clang-22", "clang", "gcc")
#: What the runtime needs, as archives where the system has them.
_LIBRARIES = ("gc", "gmp", "utf8proc")


def link_executable(objects: Mapping[str, bytes]) -> bytes:
    """The bytes of an executable.

    Args:
        objects: object files by the names of their units.

    Raises:
        EshkolError: there is no linker, or it fails.
    """
    driver = next((path for name in _DRIVERS if (path := shutil.which(name))), None)
    if driver is None:
        raise EshkolError.at(
            Code.NO_LINKER,
            None,
            "an executable needs the system's linker, and there is no C compiler to call it",
            help=["install gcc or clang, or write an object file: --emit=obj"],
        )
    with tempfile.TemporaryDirectory(prefix="eshkol-") as folder:
        files = []
        for name, code in objects.items():
            file = Path(folder, f"{name}.o")
            file.write_bytes(code)
            files.append(str(file))
        output = Path(folder, "program")
        command = [driver, "-o", str(output), *files, str(static_library())]
        command += [f"-l:lib{name}.a" for name in _LIBRARIES]
        command += ["-static-libgcc", "-l:libstdc++.a", "-lm", "-lpthread", "-ldl"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise EshkolError.at(
                Code.LINKING_FAILED,
                None,
                "the executable does not link",
                notes=done.stderr.strip().splitlines()[-8:],
            )
        return output.read_bytes()
