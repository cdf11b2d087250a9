"""Device functions that a host program calls: compiled for the types of their first arguments, then kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from eshkol_mlir.compiler.device_values import Datum, ProcedureName, answer_device_calls
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.program import Program, type_text
from eshkol_mlir.diagnostics import EshkolError, Source, Span, TypeError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.runtime.module import Module

if TYPE_CHECKING:
    from eshkol_mlir.emit.host.device_code import DeviceFunction


class DeviceCalls:
    """The device functions of one process.

    Args:
        compiler: of the program, for its source, its options and its cache.
        program: what the functions refer to.
        functions: by their numbers.
        device: where they run; None for the processor.
    """

    def __init__(
        self, compiler: Compiler, program: core.Program, functions: Sequence[DeviceFunction],
        device: str | None = None,
    ) -> None:  # fmt: skip
        self._compiler = compiler
        self._program = program
        self._device = device
        self.functions = list(functions)
        self._instances: dict[tuple[Any, ...], Any] = {}
        #: Functions that need the values of integers to be compiled, such as axes.
        self._with_integers: set[int] = set()
        self._declared: Program | None = None

    def check(self) -> None:
        """Finds what is wrong with the procedures that have declared types, without running them."""
        if any(function.definition is not None for function in self.functions):
            self._declarations().frontend()

    def answer(self) -> object:
        """Has compiled code call them; the result must be kept meanwhile."""
        return answer_device_calls(self.call, _condition_of)

    def call(self, number: int, arguments: Sequence[Any]) -> Any:
        """The results of a function.

        Raises:
            EshkolError: it cannot be compiled for these arguments, or fails.
        """
        function = self.functions[number]
        if function.definition is not None and not any(isinstance(a, Datum | ProcedureName) for a in arguments):
            return self._definition(function.definition)(*arguments)
        baked = [isinstance(argument, Datum | ProcedureName) for argument in arguments]
        if number in self._with_integers:
            baked = [is_baked or type(a) is int for is_baked, a in zip(baked, arguments, strict=True)]
        types = tuple(
            argument if is_baked else type_text(function.name, position, argument)
            for position, (argument, is_baked) in enumerate(zip(arguments, baked, strict=True))
        )
        instance = self._instances.get((number, types))
        if instance is None:
            try:
                instance = self._compiled(function, number, arguments, types)
            except EshkolError:
                if number in self._with_integers or not any(type(argument) is int for argument in arguments):
                    raise
                self._with_integers.add(number)
                try:
                    return self.call(number, arguments)
                except EshkolError:
                    self._with_integers.discard(number)
                    raise
            self._instances[number, types] = instance
        return instance(*(a for a, is_baked in zip(arguments, baked, strict=True) if not is_baked))

    def _definition(self, name: str) -> Any:
        if self._declared is None:
            self._declared = Program(self._declarations(), self._device)
        return self._declared[name]

    def _declarations(self) -> Compiler:
        """The program without its expressions: what it defines for the device."""
        names = {function.definition for function in self.functions}
        definitions = [
            replace(definition, is_public=definition.binding.name in names)
            for definition in self._program.definitions
        ]
        return self._with(replace(self._program, definitions=definitions, expressions=[]), None, None)

    def _with(self, program: core.Program, entry: str | None, arguments: str | None) -> Compiler:
        compiler = self._compiler
        options = replace(compiler.options, entry=entry, arguments=arguments)
        return Compiler(
            compiler.source, options, cache=compiler.cache, progress=compiler.progress, program=program
        )

    def _compiled(
        self, function: DeviceFunction, number: int, arguments: Sequence[Any], types: Sequence[Any]
    ) -> Any:
        name = f"{function.name}/{number}"
        value, texts = _instance(self._program, function, arguments, types)
        definition = core.Definition(Binding(name, function.span, module=""), value, function.span)
        program = replace(self._program, definitions=[*self._program.definitions, definition])
        compiler = self._with(program, name, ",".join(texts))
        return Module(compiler.artifact(), self._device, source=self._compiler.source)[name]


def _instance(
    program: core.Program, function: DeviceFunction, arguments: Sequence[Any], types: Sequence[Any]
) -> tuple[core.Lambda, list[str]]:
    """The function for certain arguments, and the types of its parameters: those that are not part of it."""
    span = function.span
    parameters: list[core.Parameter] = []
    texts: list[str] = []
    values: list[core.Core] = []
    for argument, type in zip(arguments, types, strict=True):
        if isinstance(type, str):
            parameter = core.Parameter(Binding(f"x{len(parameters)}", span), None)
            parameters.append(parameter)
            texts.append(type)
            values.append(core.Reference(parameter.binding, span))
        else:
            values.append(_constant(program, function.name, argument, span))
    count = len(function.captured)
    body: core.Core = core.Apply(function.value, tuple(values[count:]), {}, span)
    if count:
        clauses = tuple(
            core.Clause((core.Parameter(binding, None),), None, value)
            for binding, value in zip(function.captured, values[:count], strict=True)
        )
        body = core.Let(clauses, body, span)
    return core.Lambda(tuple(parameters), None, body, span, function.name), texts


def _constant(program: core.Program, name: str, argument: Any, span: Span) -> core.Core:
    """An argument as a part of the function."""
    match argument:
        case Datum(text=text):
            from eshkol_mlir.reader import read

            (datum,) = read(Source("<argument>", text))
            return core.Apply(core.Builtin("%quote", span), (core.Constant(datum, span),), {}, span)
        case ProcedureName():
            return _procedure(program, name, argument, span)
        case _:
            return core.Constant(argument, span)


def _procedure(program: core.Program, name: str, argument: ProcedureName, span: Span) -> core.Core:
    for definition in program.definitions:
        value = definition.value
        if (
            isinstance(value, core.Lambda)
            and definition.binding.name == argument.name
            and (value.span.source.name, value.span.line) == (argument.file, argument.line)
        ):
            return core.Reference(definition.binding, span)
    from eshkol_mlir.types.builtins import builtin_names

    if not argument.file and argument.name in builtin_names():
        return core.Builtin(argument.name, span)
    raise TypeError.at(
        span, f"{name} gets the procedure {argument.name or 'lambda'}, which is not of the program's top level",
        help=["define the procedure at the top level, or write the lambda expression in the call"],
    )  # fmt: skip


def _condition_of(error: BaseException) -> tuple[str, str]:
    """The kind of the condition that an error becomes in the program, and its message."""
    if not isinstance(error, EshkolError):
        return "error", f"device code: {error}"
    first = error.diagnostics[0]
    place = [] if first.span is None else [f"at {first.span}"]
    return "device-error", "\n  ".join([first.message, *place, *first.notes, *first.help])
