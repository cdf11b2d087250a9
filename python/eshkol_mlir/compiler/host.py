"""Programs of the host tier: compiled to machine code, and run in this process."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from eshkol_mlir.compiler.core import transform
from eshkol_mlir.compiler.driver import Report
from eshkol_mlir.compiler.host_code import Format, generate
from eshkol_mlir.compiler.host_library import UNIT, host_library
from eshkol_mlir.compiler.host_link import link_executable
from eshkol_mlir.compiler.host_runtime import primitives, runtime_library
from eshkol_mlir.compiler.placement import runs_on_host
from eshkol_mlir.compiler.prelude import library
from eshkol_mlir.emit.host import emit_unit
from eshkol_mlir.expander import core
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.builtins import builtin_names

PROGRAM = "program"
#: Stages that programs of the host tier can be written at.
HOST_STAGES = ("eshkol", "llvm", "asm", "obj", "exe")
_FORMATS: dict[str, Format] = {"llvm": "llvm", "asm": "assembly", "obj": "object"}


@dataclass(frozen=True)
class HostProgram:
    """A program for the host tier; ``report`` is told how long its compilation takes."""

    program: core.Program
    report: Report = field(default_factory=Report)

    def mlir(self) -> str:
        """Its text in the ``eshkol`` dialect, generic form, with locations."""
        with self.report.timed("emit"), deep_recursion():
            return emit_unit(self.program, PROGRAM, host_library().runtime())[0]

    def code(self, format: Format = "object", *, native: bool = True) -> bytes:
        mlir = self.mlir()
        with self.report.timed("machine code"):
            return generate(mlir, PROGRAM, format, native=native, timing=self.report.timing)

    def emit(self, stage: str) -> bytes:
        """The program at a stage: ``eshkol``, ``llvm``, ``asm``, ``obj`` or ``exe``.

        Object files and executables have code for any processor of the architecture.
        """
        if stage == "eshkol":
            return str(transform(self.mlir(), form="text").output).encode()
        if stage == "exe":
            library = host_library(native=False).code
            return link_executable({UNIT: library, PROGRAM: self.code(native=False)})
        return self.code(_FORMATS[stage], native=False)

    def printing_values(self) -> HostProgram:
        """The program that prints the values of its expressions, each on a line."""
        return replace(self, program=replace(self.program, body=[_printing(i) for i in self.program.body]))

    def run(self, command_line: Sequence[str]) -> int:
        """Runs it; returns the status that it exits with."""
        code = self.code()
        sys.stdout.flush()
        session = _session()
        session.start_program(PROGRAM)
        session.set_command_line(list(command_line))
        session.add_object(host_library().code, UNIT)
        session.add_object(code, PROGRAM)
        for unit in (UNIT, PROGRAM):
            status: int = session.run_unit(unit)
            if status >= 0:
                return status
        return 0


@cache
def _session() -> Any:
    """The session of this process, which lasts as long as it."""
    from eshkol_mlir import _host

    return _host.Session.open(str(runtime_library()))


def _printing(item: core.Definition | core.Core) -> core.Definition | core.Core:
    if isinstance(item, core.Definition):
        return item
    return core.Apply(core.Builtin("%print-values", item.span), (item,), {}, item.span)


def is_host_program(program: core.Program) -> bool:
    """Whether a program runs on the host tier."""
    return runs_on_host(program, host_names(), device_names())


def device_names() -> frozenset[str]:
    """The names of the device tier's operations, and what its library defines."""
    defined = (definition.binding.name for definition in library()[1].definitions)
    return frozenset(builtin_names()).union(defined)


def host_names() -> frozenset[str]:
    """The names of the host tier's primitives and library."""
    return frozenset(primitives()) | frozenset(host_library().procedures)
