"""The process in which the transformers of a program run while it is expanded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from eshkol_mlir.compiler.host_process import Process
from eshkol_mlir.diagnostics import EshkolError, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.reader import read_one
from eshkol_mlir.reader.syntax import Syntax

if TYPE_CHECKING:
    from eshkol_mlir.compiler.host_evaluation import Evaluator
    from eshkol_mlir.expander.modules import Modules
    from eshkol_mlir.expander.transformers import TransformerExpander


class EvaluatorRunner:
    """Runs the code of transformers in the process of an evaluator."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def run(self, program: core.Program, expander: TransformerExpander) -> None:
        """Runs code.

        Raises:
            EshkolError: it is wrong, or ends in an error.
        """
        self._evaluator.run_program(program, expander)

    def expand_use(self, span: Span) -> Syntax:
        """The answer of the library to the use that is in hand."""
        try:
            self._evaluator.run_library("%expand-use", span)
        except EshkolError:
            # It was left in the middle, as by `exit`.
            self._evaluator.run_library("%rejoin", span)
            raise
        return read_one(Source("<syntax>", self._evaluator.session.last_value()))


class ExpansionProcess(Process):
    """A process for the transformers of one program and its modules, until the program itself runs."""

    def __init__(self, source: Source, path: Sequence[str], modules: Modules) -> None:
        from eshkol_mlir.compiler.driver import Compiler
        from eshkol_mlir.compiler.options import Options

        super().__init__("expansion", (), Compiler(source, Options(path=tuple(path))))
        self._modules = modules
        self.run()

    @cached_property
    def evaluator(self) -> Evaluator:
        from eshkol_mlir.compiler.host_evaluation import Evaluator
        from eshkol_mlir.compiler.host_library import host_library

        return Evaluator(self.session, host_library().runtime(), self._modules, self._compiler)


class ExpansionRunner(EvaluatorRunner):
    """Runs the code of transformers in a process of its own."""

    def __init__(self, source: Source, path: Sequence[str], modules: Modules) -> None:
        # The runtime asks it for as long as this refers to it.
        self._process = ExpansionProcess(source, path, modules)
        super().__init__(self._process.evaluator)
