"""Programs that are device code as a whole as machine code: the host writes what device functions compute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from eshkol_mlir.compiler.device_values import Answer, answer_device_calls
from eshkol_mlir.compiler.driver import Compiler, make_signature
from eshkol_mlir.compiler.host import HostProgram
from eshkol_mlir.compiler.native_code import TableRow, objects_with_table
from eshkol_mlir.compiler.native_functions import Backend, NativeFunction, chosen_backend, entries_of
from eshkol_mlir.compiler.native_signature import signature_text
from eshkol_mlir.compiler.signature import FunctionInfo
from eshkol_mlir.compiler.specialized_functions import condition_of, read_text
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.emit.host.device_code import CALL
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin
from eshkol_mlir.reader.syntax import String
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.runtime.failures import native_failure
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
        rows = [
            TableRow(number, signature, name)
            for number, (name, signature) in enumerate(self._functions.items())
        ]
        objects = objects_with_table(self._compiler, rows) if rows else {}
        return self._host().link(stage, objects)

    def run(self, command_line: Sequence[str]) -> int | None:
        """Runs the program in this process; the status that it exits with.

        Returns:
            None, before it does anything, where it computes so much that IREE is faster, or what native code cannot.

        Raises:
            EshkolError: what is wrong with it, or what failed in one of its functions.
        """
        if self.natives is None:
            return None
        failures = _Failures([item.span for item in self._functions_shown if item.span is not None])
        status = self._host(len(self.natives)).run(command_line, self.natives, failures.answer)
        if failures.error is not None:
            raise failures.error
        return status

    @cached_property
    def natives(self) -> list[NativeFunction] | None:
        """Its functions as machine code of this process, if that is the best that they can be."""
        functions, backend = self._functions, chosen_backend()
        if not functions or backend is Backend.IREE:
            return None
        with deep_recursion():
            code = self._compiler.native_object(backend.work_limit)
        entries = entries_of(code, list(functions)) if code is not None else None
        if entries is None:
            return None
        return [NativeFunction(*each) for each in zip(functions.values(), entries, strict=True)]

    @cached_property
    def _functions(self) -> dict[str, str]:
        """The signatures of its functions by their names, in order; messages tell no names."""
        # What nothing calls must be right too.
        self.compiler.frontend()
        signature = make_signature(self._functions_shown)
        return {info.name: signature_text(info, "") for info in signature.functions}

    @cached_property
    def _compiler(self) -> Compiler:
        """Of the program that exports nothing but what it displays."""
        program = self.compiler.program()
        definitions = [replace(each, is_public=False) for each in program.definitions]
        return self.compiler.of_program(
            replace(program, definitions=definitions), script=self.compiler.script or "run"
        )

    @property
    def _script(self) -> list[Output]:
        return self._compiler.frontend().elaborated.script

    @property
    def _functions_shown(self) -> list[Export]:
        return [item for item in self._script if isinstance(item, Export)]

    def _host(self, teller: int | None = None) -> HostProgram:
        """The program that calls the functions; its types are those of records among the results.

        Args:
            teller: the number of the function that is told what fails; None if the program tells it itself.
        """
        program = core.Program(body=list(self._writing(teller)), types=self.compiler.program().types)
        return HostProgram(self.compiler.of_program(program), program)

    def _writing(self, teller: int | None) -> Iterator[core.Core]:
        """Host code that writes the texts and the results of the functions in order."""
        number = 0
        for item in self._script:
            if isinstance(item, str):
                beginning = Span(self.compiler.source, 0, 0)
                yield apply_builtin("write-string", beginning, core.Constant(item, beginning))
                continue
            span = item.span
            assert span is not None
            name, count = core.Constant(item.name, span), core.Constant(number, span)
            if teller is None:
                call = apply_builtin(CALL, span, name, count, apply_builtin("list", span))
            else:
                call = apply_builtin("%call-or-tell", span, name, count, core.Constant(teller, span))
            write = core.Builtin("write" if item.read_back else "display", span)
            yield apply_builtin("%write-lines", span, write, call)
            number += 1


@dataclass
class _Failures:
    """What is told by a running program, whose functions are displayed at some places.

    Attributes:
        error: what has failed.
    """

    shown: Sequence[Span]
    error: EshkolError | None = None

    def answer(self) -> object:
        """Has compiled code call :meth:`tell`; the result must be kept meanwhile."""
        return answer_device_calls(self.tell, condition_of)

    def tell(self, _: int, arguments: Sequence[Any]) -> Answer:
        """Of a function by its number, the kind of a condition, and its message."""
        number, kind, message = arguments
        text = read_text(message.text)
        assert isinstance(text, String)
        self.error = native_failure(kind.text, text.value, self.shown[number])
        return None, FunctionInfo("", (), ())
