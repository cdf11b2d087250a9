"""Code that is data: compiled while its process runs, for ``eval``, ``load`` and the prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from eshkol_mlir.codes import Code
from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.effects import check_effects
from eshkol_mlir.compiler.host_code import generate
from eshkol_mlir.compiler.tiers import device_names, host_names, library_variables
from eshkol_mlir.diagnostics import (
    Diagnostic,
    EshkolError,
    FileError,
    InternalError,
    Source,
    Span,
    SyntaxError,
)
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.emit.host.interactive import Interaction, Unit
from eshkol_mlir.emit.host.interface import Runtime
from eshkol_mlir.expander import core
from eshkol_mlir.expander.interactive import InteractiveExpander
from eshkol_mlir.expander.modules import Module, Modules, linked
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.reader import load_source, read, read_one
from eshkol_mlir.reader.syntax import List, Symbol, Syntax
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.gradual.check import has_declarations
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.interactive import checker_of_forms
from eshkol_mlir.types.linear.check import check_linear_use

if TYPE_CHECKING:
    from eshkol_mlir.compiler.device_calls import DeviceCalls
    from eshkol_mlir.compiler.unit_device_calls import UnitDeviceCalls

#: LLVM's level for procedures: they are compiled in a fraction of the time that the second level takes.
_PROCEDURES = 1
#: And for forms that are evaluated once.
_ONCE = 0
#: What stands for the kind of an error where a datum is the answer (runtime/host/control/Evaluation.h).
_ANSWER = "answer"
#: The number of the environment of the prompt (runtime/host/control/Evaluation.h).
INTERACTION_ENVIRONMENT = 0


class Task(IntEnum):
    """What the runtime asks for (runtime/host/control/Evaluation.h)."""

    EXPRESSION = 0
    ENVIRONMENT = 1
    FILE = 2
    NEXT_PART = 3
    SYNTAX = 4
    OPTIMIZATION = 5


@dataclass
class _LoadedProgram:
    """A program whose parts are evaluated in order."""

    forms: list[Syntax]
    next: int = 0
    #: Whether all forms that are left are still to be tried together.
    is_whole: bool = True


@dataclass
class Evaluator:
    """Adds units to the process of a session.

    Args:
        session: the process (``_host.Session``), which has the library.
        runtime: what units may refer to.
        modules: those that can be imported.
        compiler: for device code: its options and its cache.
        program_calls: the device functions of the program that the process runs.
    """

    session: Any
    runtime: Runtime
    modules: Modules
    compiler: Compiler
    program_calls: DeviceCalls | None = None
    _environments: list[InteractiveExpander] = field(default_factory=list)
    #: The numbers of immutable environments by the texts of their import sets.
    _numbers: dict[str, int] = field(default_factory=dict)
    _programs: list[_LoadedProgram] = field(default_factory=list)
    #: The units of calls of the library.
    _library_calls: dict[str, str] = field(default_factory=dict)
    #: The value of what was evaluated last, as text.
    _value: str = ""
    #: Modules that have units.
    _instantiated: set[Module] = field(default_factory=set)
    #: The level that the process asks for, where it does.
    _optimization: int | None = None

    def __post_init__(self) -> None:
        self._given_level = self.compiler.options.opt_level
        calls = self.program_calls
        #: What device code may get as arguments, of the program and of all units.
        self._procedures = [] if calls is None else calls.procedures
        self.interaction = Interaction(self.runtime, self._device_code)
        self._environments.append(
            InteractiveExpander(self.modules.environment, self.modules, self.interaction.variables)
        )

    # Environments --------------------------------------------------------------------

    def environment(self, number: int = INTERACTION_ENVIRONMENT) -> InteractiveExpander:
        """That of the prompt, or another by its number."""
        return self._environments[number]

    def immutable_environment(self, text: str) -> int:
        """The number of the environment that import sets make; ``text`` is their list.

        Raises:
            EshkolError: a set is malformed, or there is no such module.
        """
        if text not in self._numbers:
            sets = read_one(Source("<environment>", text))
            assert isinstance(sets, List)
            expander = InteractiveExpander(None, self.modules, self.interaction.variables, is_mutable=False)
            with deep_recursion():
                expander.import_sets(List((Symbol("import", sets.span), *sets.items), sets.span))
            self._environments.append(expander)
            self._numbers[text] = len(self._environments) - 1
        return self._numbers[text]

    # Units ---------------------------------------------------------------------------

    def add(
        self,
        forms: Sequence[Syntax],
        environment: InteractiveExpander,
        *,
        as_procedure: bool = False,
        change: Callable[[core.Program], core.Program] | None = None,
    ) -> list[str]:
        """Compiles forms in an environment as a unit of the process.

        Args:
            as_procedure: the value of a unit is a procedure that evaluates its forms.
            change: gets the program that they are, and returns the one to compile.

        Returns:
            The names of the units that are to be run: first those of modules that the forms need.

        Raises:
            EshkolError: what is wrong with them.
        """
        with deep_recursion(), collection_paused(), environment.undone_on_error():
            program = environment.expand_forms(forms)
            return self.add_program(program, environment, as_procedure=as_procedure, change=change)

    def add_program(
        self,
        program: core.Program,
        environment: InteractiveExpander,
        *,
        as_procedure: bool = False,
        change: Callable[[core.Program], core.Program] | None = None,
    ) -> list[str]:
        """The same for forms that are expanded already; ``change`` gets them as they are checked."""
        before = set(self._instantiated)
        try:
            check_linear_use(program)
            check_effects(program)
            units = self._module_units(environment, as_procedure=as_procedure)
            program = self.interaction.link(program)
            if change is not None:
                program = change(program)
            unit = self.interaction.unit(program, as_procedure=as_procedure)
            self._add_unit(unit, program, _PROCEDURES if _has_procedures(program) else _ONCE)
        except EshkolError:
            # Nobody runs the units of modules that are there already.
            self._instantiated = before
            raise
        return [*units, unit.name]

    def check_types(self, program: core.Program) -> core.Program:
        """The same forms, checked with what units before them have defined, as far as types are declared.

        Raises:
            EshkolError: everything that contradicts declared types.
        """
        whole = self.interaction.whole(program)
        if has_declarations(replace(whole, body=[*whole.definitions, *program.body])):
            self.type_checker(program).run()
        return program

    def type_checker(self, program: core.Program) -> Checker:
        """The checker of forms, which knows what units before them have defined."""
        whole = self.interaction.whole(program)
        device = self._device_code(whole)
        return checker_of_forms(program, whole, self.runtime.primitives.keys(), device.is_whole)

    def evaluate(self, forms: Sequence[Syntax], environment: InteractiveExpander) -> Syntax:
        """The value of the last form as a datum, for code that runs while a program is expanded.

        Raises:
            EshkolError: something is wrong with the forms, evaluating them ends in an error, or
                the value has no external representation.
        """
        self._run_isolated(self.add(forms, environment), forms[-1].span)
        return read_one(Source("<value>", self._value))

    def run_program(self, program: core.Program, environment: InteractiveExpander) -> None:
        """Evaluates forms that are expanded already, with what they raise kept from who waits for them.

        Raises:
            EshkolError: something is wrong with them, or evaluating them ends in an error.
        """
        self.interaction.variables |= environment.variables
        with deep_recursion(), collection_paused():
            units = self.add_program(program, environment)
        items = program.body
        self._run_isolated(units, items[-1].span)

    def _run_isolated(self, units: Sequence[str], span: Span) -> None:
        self.run_library("%isolate", span)
        try:
            for unit in units:
                self._run_unit(unit, span)
            self._value = self.session.last_value()
        finally:
            self.run_library("%rejoin", span)

    def run_library(self, name: str, span: Span) -> None:
        """Calls a procedure of the library without arguments.

        Raises:
            EshkolError: it does not come to its end.
        """
        if name not in self._library_calls:
            program = core.Program(body=[core.Apply(core.Builtin(name, span), (), {}, span)])
            with deep_recursion(), collection_paused():
                self._library_calls[name] = self.add_program(program, self.environment())[-1]
        self._run_unit(self._library_calls[name], span)

    def _run_unit(self, unit: str, span: Span) -> None:
        status = self.session.run_unit(unit)
        if status >= 0:
            told = f"code that runs while the program is expanded ended with status {status}"
            raise SyntaxError.at(Code.TRANSFORMER_FAILED, span, told)

    def _module_units(self, environment: InteractiveExpander, *, as_procedure: bool) -> list[str]:
        """The units of modules that are imported for the first time."""
        units = []
        for module in linked(environment.dependencies):
            if module not in self._instantiated:
                program = self.interaction.link(module.program)
                if program.body:
                    unit = self.interaction.module(program, as_procedure=as_procedure)
                    self._add_unit(unit, program, _PROCEDURES)
                    units.append(unit.name)
                self._instantiated.add(module)
        return units

    def _add_unit(self, unit: Unit, program: core.Program, optimization: int) -> None:
        calls = self._device_calls.check(unit.program, unit.functions) if unit.functions else None
        level = optimization if self._optimization is None else self._optimization
        code = generate(unit.mlir, unit.name, optimization=level)
        self.session.add_object(code, unit.name)
        if "_device_calls" in self.__dict__ and self.interaction.is_defined_again(program):
            self._device_calls.definitions_changed()
        self.interaction.added(unit)
        self._procedures += unit.procedures
        if calls is not None:
            self._device_calls.add(calls)

    @cached_property
    def _device_calls(self) -> UnitDeviceCalls:
        from eshkol_mlir.compiler.unit_device_calls import UnitDeviceCalls

        def current() -> core.Program:
            return self.interaction.whole(core.Program())

        return UnitDeviceCalls(self.compiler, self._procedures, current, self.program_calls)

    def _device_code(self, program: core.Program) -> DeviceCode:
        return DeviceCode(
            program,
            device_names(),
            host_names(),
            library_variables(),
            first=self._device_count(),
            first_procedure=len(self._procedures),
            is_open=True,
        )

    def _device_count(self) -> int:
        """The number of the next device function."""
        if "_device_calls" in self.__dict__:
            return self._device_calls.count
        return 0 if self.program_calls is None else len(self.program_calls.functions)

    # Answers to the runtime ------------------------------------------------------------

    def answer(self, task: int, text: str, number: int) -> tuple[list[str], int, str, str]:
        """Units, a number, and the kind and message of an error or ""."""
        try:
            match Task(task):
                case Task.EXPRESSION:
                    forms = [read_one(Source("<eval>", text))]
                    return self.add(forms, self.environment(number), as_procedure=True), 0, "", ""
                case Task.ENVIRONMENT:
                    return [], self.immutable_environment(text), "", ""
                case Task.FILE:
                    return [], self.open_program(text), "", ""
                case Task.NEXT_PART:
                    return self.next_part(int(text), number), 0, "", ""
                case Task.SYNTAX:
                    assert self.modules.transformers is not None
                    return [], 0, _ANSWER, self.modules.transformers.table.answer(text)
                case Task.OPTIMIZATION:
                    self._set_optimization(None if number < 0 else number)
                    return [], 0, "", ""
        except EshkolError as error:
            return [], 0, _kind(error), "; ".join(map(_told, error.diagnostics))

    def _set_optimization(self, level: int | None) -> None:
        """Optimizes what is compiled from here on, device code too; None for what the command line says."""
        self._optimization = level
        options = self.compiler.options
        self.compiler.options = replace(options, opt_level=self._given_level if level is None else level)

    def open_program(self, path: str) -> int:
        """A number for the program in a file.

        Raises:
            EshkolError: there is no such file, or it does not consist of data.
        """
        self._programs.append(_LoadedProgram(read(load_source(path))))
        return len(self._programs) - 1

    def next_part(self, program: int, environment: int) -> list[str]:
        """The units of what comes next in a program, whose types are checked; none at its end.

        All forms are compiled together, which is faster, unless some mean nothing before others
        have been evaluated.
        """
        loaded = self._programs[program]
        left = loaded.forms[loaded.next :]
        if not left:
            return []
        expander = self.environment(environment)
        if loaded.is_whole:
            loaded.is_whole = False
            try:
                units = self.add(left, expander, as_procedure=True, change=self.check_types)
                loaded.next = len(loaded.forms)
                return units
            except EshkolError:
                if len(left) == 1:
                    raise
        loaded.next += 1
        return self.add(left[:1], expander, as_procedure=True, change=self.check_types)


def _has_procedures(program: core.Program) -> bool:
    """Whether a program makes procedures, which may be called many times, and loops are made of."""
    return any(isinstance(node, core.Lambda | core.Fold) for node in walk_program(program))


def _kind(error: EshkolError) -> str:
    if isinstance(error, FileError):
        return "file-error"
    return "error" if isinstance(error, InternalError) else "syntax-error"


def _told(diagnostic: Diagnostic) -> str:
    """One line about a diagnostic, with its place in a file."""
    place = _place(diagnostic.span)
    return f"{place}: {diagnostic.message}" if place else diagnostic.message


def _place(span: Span | None) -> str:
    return str(span) if span is not None and span.source.is_file else ""
