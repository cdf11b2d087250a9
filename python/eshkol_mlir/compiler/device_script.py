"""Executables of programs that are device code as a whole: the host writes what device functions compute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from eshkol_mlir.compiler.driver import Compiler, make_signature
from eshkol_mlir.compiler.host import HostProgram
from eshkol_mlir.compiler.native_code import TableRow, objects_with_table
from eshkol_mlir.compiler.native_signature import signature_text
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.device_code import CALL
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin
from eshkol_mlir.types.program import Output
from eshkol_mlir.types.signatures import Export


@dataclass(frozen=True)
class DeviceScript:
    """A program of device code alone.

    Each of its top-level expressions that display something is one device function without arguments.

    Args:
        compiler: of the program.
    """

    compiler: Compiler

    def emit(self, stage: str) -> bytes:
        """The program as ``obj`` or ``exe``, with code for any processor of the architecture.

        Raises:
            EshkolError: what is wrong with it, or it does what native code cannot.
        """
        # What nothing calls must be right too.
        self.compiler.frontend()
        signature = make_signature([item for item in self._script if isinstance(item, Export)])
        rows = [
            TableRow(number, signature_text(info, info.name), info.name)
            for number, info in enumerate(signature.functions)
        ]
        objects = objects_with_table(self._compiler, rows) if rows else {}
        # The types are those of records among the results.
        program = core.Program(body=list(self._writing()), types=self.compiler.program().types)
        return HostProgram(self.compiler.of_program(program), program).link(stage, objects)

    @cached_property
    def _compiler(self) -> Compiler:
        """Of the program that exports nothing but what it displays."""
        program = self.compiler.program()
        definitions = [replace(each, is_public=False) for each in program.definitions]
        return self.compiler.of_program(replace(program, definitions=definitions), script="run")

    @property
    def _script(self) -> list[Output]:
        return self._compiler.frontend().elaborated.script

    @property
    def _span(self) -> Span:
        return Span(self.compiler.source, 0, 0)

    def _writing(self) -> Iterator[core.Core]:
        """Host code that writes the texts and the results of the functions in order."""
        number = 0
        for item in self._script:
            if isinstance(item, str):
                yield apply_builtin("write-string", self._span, core.Constant(item, self._span))
                continue
            name, count = core.Constant(item.name, self._span), core.Constant(number, self._span)
            call = apply_builtin(CALL, self._span, name, count, apply_builtin("list", self._span))
            write = core.Builtin("write" if item.read_back else "display", self._span)
            yield apply_builtin("%write-lines", self._span, write, call)
            number += 1
