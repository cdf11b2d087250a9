"""The process that code of the host tier runs in: the session of this one, with the library."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from weakref import ref

from eshkol_mlir.compiler.host_library import UNIT, host_library
from eshkol_mlir.compiler.host_runtime import runtime_library

if TYPE_CHECKING:
    from eshkol_mlir.compiler.device_calls import DeviceCalls
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.host_evaluation import Evaluator
    from eshkol_mlir.expander.modules import Modules
    from eshkol_mlir.expander.transformers import Runner


class Process:
    """A program, or a prompt, and what it evaluates.

    Args:
        name: for messages.
        command_line: what ``(command-line)`` answers.
        compiler: of the program: what it evaluates finds modules where it does, and has its options and cache.
        calls: the device functions of the program.
    """

    def __init__(
        self, name: str, command_line: Sequence[str], compiler: Compiler, calls: DeviceCalls | None = None
    ) -> None:
        sys.stdout.flush()
        self._compiler, self._calls = compiler, calls
        # The runtime calls back for as long as this is referred to.
        self._answering = None if calls is None else calls.answer()
        self.session = session()
        self.session.start_program(name)
        # Bytes that are not UTF-8 are read as executables read them.
        self.session.set_command_line([os.fsencode(text).decode(errors="replace") for text in command_line])
        self.session.set_compiler(_Answering(ref(self)))
        self.session.add_object(host_library().code, UNIT)

    def run(self, unit: str | None = None, objects: Mapping[str, bytes] | None = None) -> int | None:
        """Runs the library and then a unit of these object files; the status that they exit with, if they do."""
        for name, code in (objects or {}).items():
            self.session.add_object(code, name)
        for name in (UNIT,) if unit is None else (UNIT, unit):
            status: int = self.session.run_unit(name)
            if status >= 0:
                return status
        return None

    @cached_property
    def evaluator(self) -> Evaluator:
        """What compiles for ``eval``; made when it is first needed, since most programs do without."""
        from eshkol_mlir.compiler.host_evaluation import Evaluator
        from eshkol_mlir.compiler.module_files import ModuleFiles, search_folders
        from eshkol_mlir.compiler.prelude import environment
        from eshkol_mlir.expander.modules import Modules

        compiler = self._compiler
        folders = search_folders(compiler.source, compiler.options.path)
        modules = Modules(environment(), ModuleFiles(folders), make_runner=self._runner)
        return Evaluator(self.session, host_library().runtime(), modules, compiler, self._calls)

    def _runner(self, _: Modules) -> Runner:
        """Runs the code of transformers in what is evaluated."""
        from eshkol_mlir.compiler.expansion_process import EvaluatorRunner

        return EvaluatorRunner(self.evaluator)

    def _answer(self, task: int, text: str, number: int) -> tuple[list[str], int, str, str]:
        return self.evaluator.answer(task, text, number)


@dataclass(frozen=True)
class _Answering:
    """Answers the session, which outlives the process and must not keep what that refers to."""

    process: ref[Process]

    def __call__(self, task: int, text: str, number: int) -> tuple[list[str], int, str, str]:
        process = self.process()
        assert process is not None
        return process._answer(task, text, number)


@cache
def session() -> Any:
    """The session of this process, which lasts as long as it."""
    from eshkol_mlir import _host

    return _host.Session.open(str(runtime_library()))
