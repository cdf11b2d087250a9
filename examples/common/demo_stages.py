"""Excerpts of a program on its way from source to IREE."""

from __future__ import annotations

from pathlib import Path

from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.reader import load_source


def source_of(path: Path, function: str) -> str:
    """The definition of a function as it stands in the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"(define ({function} "))
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    return "\n".join(lines[start:end])


def stage_of(path: Path, function: str, stage: str) -> str:
    """The MLIR of a function at a stage: ``eshkol`` or ``linalg``."""
    compiler = Compiler(load_source(path), Options(entry=function))
    return function_text(compiler.emit(stage), function)


def transformed(path: Path, function: str, kind: str) -> str:
    """The function that a transformation in ``function`` made, in the eshkol dialect.

    Args:
        kind: ``vjp`` for a gradient, ``vmap`` for a batch; of several the last, which is the outermost.
    """
    compiler = Compiler(load_source(path), Options(entry=function, dump_after=("cse",)))
    compiler.emit("linalg")
    # The transformations come first; the next run of the pass meets linalg.
    module = compiler.report.dumps[0][1]
    heads = [line for line in module.splitlines() if "func.func" in line and f".{kind}" in line.split("(")[0]]
    return function_text(module, heads[-1].split("@")[1].split("(")[0])


def function_text(module: str, function: str) -> str:
    """The first function of a module's text whose name is ``function`` or a copy of it, ``function.1``."""
    lines = module.splitlines()
    names = (f"@{function}(", f"@{function}.")
    start = next(i for i, line in enumerate(lines) if "func.func" in line and any(n in line for n in names))
    end = next(i for i in range(start, len(lines)) if lines[i] == "  }")
    return "\n".join(line.removeprefix("  ") for line in lines[start : end + 1])
