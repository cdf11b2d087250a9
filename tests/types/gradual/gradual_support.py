"""What the tests of gradual typing share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.expander import core
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.gradual.checker import Checker

ROOT = Path(__file__).resolve().parents[3]
#: Makes a program one of the host, whatever else is in it.
ON_HOST = '(define port (open-input-string ""))\n'
#: A value of which nothing is known before the program runs.
UNKNOWN = "(define (unknown x) (vector-ref (vector x) 0))\n"


def expanded(text: str, name: str = "p.esk") -> core.Program:
    return expand_source(Source(name, text))


def checked(program: core.Program) -> Checker:
    """The checker of a program, after it has run.

    Raises:
        EshkolError: what it finds wrong.
    """
    checker = Checker(program, frozenset(primitives()))
    with deep_recursion():
        checker.run()
    return checker


def complaints(text: str) -> list[str]:
    """The messages about a program of the host, with their places and codes."""
    try:
        check_program(Source("p.esk", text + "\n" + ON_HOST))
    except EshkolError as error:
        return [f"{d.span.line}:{d.span.column} {d.code}: {d.message}" for d in error.diagnostics if d.span]
    return []


def output(text: str, folder: Path) -> str:
    """What a program prints, which runs in a process of its own."""
    file = folder / "p.esk"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "run", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
