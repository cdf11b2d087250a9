"""What a prompt does with the forms that are typed at it, however they are read."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.host import showing_values
from eshkol_mlir.compiler.host_code import Format, generate
from eshkol_mlir.compiler.host_process import Process
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.diagnostics import Source, Span, UsageError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.printer import print_program
from eshkol_mlir.reader.syntax import Symbol, Syntax
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.gradual.interactive import shown_type

#: Stages that a form can be shown at, with the format that the code generator has of the last.
STAGES: dict[str, Format | None] = {
    "core": None,
    "eshkol": None,
    "mlir": "mlir",
    "llvm": "llvm",
    "asm": "assembly",
}
#: How often leaving what an error left behind may itself end in an error.
_ATTEMPTS = 100


@dataclass(frozen=True)
class Outcome:
    """How an evaluation ended.

    Attributes:
        exit: the status that the form asks the session to end with, or None.
        failed: whether it ended in an error, or by an interrupt, which has been told.
        compiled: the seconds that compiling took.
        ran: those of the evaluation.
    """

    exit: int | None = None
    failed: bool = False
    compiled: float = 0.0
    ran: float = 0.0


class Prompt:
    """Evaluates forms one after the other in the environment of a process.

    Args:
        path: folders where modules are, beside the current one.
        colors: whether errors of programs have colors.
    """

    def __init__(self, path: Sequence[str] = (), *, colors: bool = False) -> None:
        options = Options(path=tuple(path))
        compiler = Compiler(Source("<prompt>", ""), options, cache=ModuleCache())
        self._process = Process("prompt", ["eshkol"], compiler)
        self._session = self._process.session
        self._process.run()
        self._session.set_interactive(colors)
        self._evaluator = self._process.evaluator
        self.environment = self._evaluator.environment()

    def evaluate(self, forms: Sequence[Syntax], *, show: str | None = "%print-values") -> Outcome:
        """Evaluates forms up to one that fails or asks to exit.

        Args:
            show: the procedure of the library that is called with the values of each expression.

        Raises:
            EshkolError: a form is wrong; then nothing of it has been evaluated, and all before it has.
        """
        outcome = Outcome()
        for form in forms:
            outcome = self._evaluate(form, show)
            if outcome.failed or outcome.exit is not None:
                break
        return outcome

    def _evaluate(self, form: Syntax, show: str | None) -> Outcome:
        start = time.perf_counter()
        leave_undefined = self.environment.defined_so_far()
        with deep_recursion(), self.environment.undone_on_error():
            program = self.environment.expand_forms([form])
            before = self._evaluator.interaction.definitions_of(program)
            change = None if show is None else partial(self._checked, show=show)
            units = self._evaluator.add_program(program, self.environment, change=change)
        compiled = time.perf_counter()
        outcome = self._run(units)
        ended = time.perf_counter()
        if outcome.failed:
            self._evaluator.interaction.restore(before)
            leave_undefined()
            self._leave_extents(form.span)
        return replace(outcome, compiled=compiled - start, ran=ended - compiled)

    def _checked(self, program: core.Program, show: str) -> core.Program:
        """A program whose types are checked, and that shows the values of its expressions."""
        return showing_values(self._evaluator.check_types(program), show)

    def procedure(self, name: str) -> core.Lambda | None:
        """What a variable was last defined as here, if that is a lambda expression."""
        source = Source("<prompt>", name)
        found = self.environment.place.lookup(Symbol(name, Span(source, 0, len(name))))
        return self.environment.lambdas.get(found) if isinstance(found, core.Binding) else None

    def _run(self, units: Sequence[str]) -> Outcome:
        uncaught = self._session.uncaught_conditions()
        for unit in units:
            status = self._session.run_unit(unit)
            if self._session.uncaught_conditions() != uncaught:
                return Outcome(failed=True)
            if status >= 0:
                return Outcome(exit=status)
        return Outcome()

    def _leave_extents(self, span: Span) -> None:
        """Calls the after thunks of what an error left; those may fail too."""
        program = core.Program(body=[core.Apply(core.Builtin("%leave-extents", span), (), {}, span)])
        for _ in range(_ATTEMPTS):
            if not self._run(self._evaluator.add_program(program, self.environment)).failed:
                break

    def static_types(self, forms: Sequence[Syntax]) -> list[str]:
        """What is known of the values of expressions before they are evaluated, of those of which something is.

        Raises:
            EshkolError: a form is wrong.
        """
        with self.environment.undone(), deep_recursion():
            program = self._linked(forms)
            self._evaluator.check_types(program)
            checker = self._evaluator.type_checker(program)
            checker.learn()
            expressions = (item for item in program.body if not isinstance(item, core.Definition))
            types = [shown_type(checker, expression) for expression in expressions]
            return [type for type in types if type is not None]

    def _linked(self, forms: Sequence[Syntax]) -> core.Program:
        """Forms that are not evaluated, with the instances of type classes."""
        return self._evaluator.interaction.link(self.environment.expand_forms(forms))

    # Looking at forms ------------------------------------------------------------------

    def emit(self, forms: Sequence[Syntax], stage: str) -> str:
        """Forms at a stage of the compiler; they are not evaluated.

        Raises:
            EshkolError: a form is wrong, or there is no such stage.
        """
        if stage not in STAGES:
            raise UsageError.at(
                Code.UNKNOWN_STAGE,
                None,
                f"there is no stage `{stage}`",
                help=[f"stages are {', '.join(STAGES)}"],
            )
        with self.environment.undone(), deep_recursion():
            program = self._linked(forms)
            if stage == "core":
                return print_program(program)
            unit = self._evaluator.interaction.unit(program, as_procedure=False)
        if stage == "eshkol":
            from eshkol_mlir.compiler.core import transform

            return str(transform(unit.mlir, form="text").output)
        format = STAGES[stage]
        assert format is not None
        return generate(unit.mlir, unit.name, format).decode()

    def names(self) -> list[str]:
        """All names that mean something at the prompt."""
        return sorted({name for name in self.environment.place.all_names() if not name.startswith("%")})
