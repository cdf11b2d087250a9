"""Device functions that a host program calls: compiled for the types of their first arguments, then kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from eshkol_mlir.compiler.device_values import Datum, Numbers, ProcedureName, Tree, answer_device_calls
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.program import Program, type_text
from eshkol_mlir.compiler.signature import FunctionInfo
from eshkol_mlir.diagnostics import ArityError, EshkolError, ShapeError, Source, Span, TypeError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.runtime.function import Function
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
        self._instances: dict[tuple[Any, ...], Function] = {}
        #: Functions that need the values of integers to be compiled, such as axes.
        self._with_integers: set[int] = set()
        self._declared: Program | None = None

    def check(self) -> None:
        """Finds what is wrong with the procedures that have declared types, without running them.

        Raises:
            EshkolError: that.
        """
        if any(function.definition is not None for function in self.functions):
            self._declarations().frontend()

    def answer(self) -> object:
        """Has compiled code call them; the result must be kept meanwhile."""
        return answer_device_calls(self.call, condition_of)

    def call(self, number: int, arguments: Sequence[Any]) -> tuple[Any, FunctionInfo]:
        """The results of a function, and its signature.

        Raises:
            EshkolError: it cannot be compiled for these arguments, or fails.
        """
        function = self.functions[number]
        if function.definition is not None:
            declared = self._definition(function.definition)
            if isinstance(declared, Function):
                return declared(*map(_plain, arguments)), declared.signature
        taken = _Arguments(function.name, _float_type(arguments), number in self._with_integers)
        taken.add_all(arguments)
        key = (number, *taken.key)
        instance = self._instances.get(key)
        if instance is None:
            try:
                instance = self._compiled(function, number, taken)
            except EshkolError:
                if number in self._with_integers or not taken.has_integers:
                    raise
                return self._call_with_integers(number, arguments)
            self._instances[key] = instance
        return instance(*taken.values), instance.signature

    def _call_with_integers(self, number: int, arguments: Sequence[Any]) -> tuple[Any, FunctionInfo]:
        self._with_integers.add(number)
        try:
            return self.call(number, arguments)
        except EshkolError:
            self._with_integers.discard(number)
            raise

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

    def _compiled(self, function: DeviceFunction, number: int, arguments: _Arguments) -> Function:
        name, span = f"{function.name}/{number}", function.span
        value = _specialized(self._program, function, arguments)
        definition = core.Definition(Binding(name, span, module=""), value, span)
        program = replace(self._program, definitions=[*self._program.definitions, definition])
        compiler = self._with(program, name, ",".join(arguments.types))
        return Module(compiler.artifact(), self._device, source=self._compiler.source)[name]


# Arguments -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parameter:
    """The place of a number or tensor: a parameter of the compiled function."""

    index: int


@dataclass
class _Arguments:
    """What of the arguments of a call is passed, and what is part of the compiled function.

    Args:
        function: for messages.
        float_type: of floats without a type of their own.
        has_constant_integers: whether integers are part of the function.

    Attributes:
        parts: the arguments, with parameters in the places of what is passed.
        types: of the parameters.
        values: of the parameters.
        key: what decides which function is called.
    """

    function: str
    float_type: str
    has_constant_integers: bool
    parts: list[Any] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    key: list[Any] = field(default_factory=list)
    has_integers: bool = False

    def add_all(self, arguments: Sequence[Any]) -> None:
        self.parts = [self._add(argument) for argument in arguments]

    def _add(self, argument: Any) -> Any:
        match argument:
            case Datum() | ProcedureName():
                self.key.append(argument)
                return argument
            case Tree(name=name, parts=parts):
                self.key.append((name, len(parts)))
                return Tree(name, tuple(map(self._add, parts)))
            case Numbers(array=array):
                return self._add_numbers(array)
            case int() if type(argument) is int:
                self.has_integers = True
                if self.has_constant_integers:
                    self.key.append(argument)
                    return argument
        is_float = isinstance(argument, float)
        return self._pass(
            argument, self.float_type if is_float else type_text(self.function, len(self.types), argument)
        )

    def _add_numbers(self, array: np.ndarray[Any, Any]) -> Any:
        """A vector or list of numbers, whose floats have no type of their own."""
        if array.dtype.kind == "i":
            self.has_integers = True
            if self.has_constant_integers:
                datum = Datum(str(array.tolist()).replace("[", "(").replace("]", ")").replace(",", ""))
                self.key.append(datum)
                return datum
        if array.dtype.kind == "f":
            array = array.astype(_numpy_name(self.float_type))
        return self._pass(array, type_text(self.function, len(self.types), array))

    def _pass(self, value: Any, type: str) -> _Parameter:
        self.values.append(value)
        self.types.append(type)
        self.key.append(type)
        return _Parameter(len(self.values) - 1)


def _float_type(arguments: Sequence[Any]) -> str:
    """The type of floats beside tensors: that of the tensors, if they have floats."""
    found = {array.dtype.name for array in _arrays(arguments) if array.dtype.kind in "fV"}
    for name in ("float64", "float32", "bfloat16", "float16"):
        if name in found:
            return name
    return "float64"


def _numpy_name(name: str) -> Any:
    if name == "bfloat16":
        import ml_dtypes

        return ml_dtypes.bfloat16
    return name


def _arrays(arguments: Sequence[Any]) -> list[np.ndarray[Any, Any]]:
    found = []
    for argument in arguments:
        if isinstance(argument, Tree):
            found += _arrays(argument.parts)
        elif isinstance(argument, np.ndarray):
            found.append(argument)
    return found


def _plain(argument: Any) -> Any:
    """An argument of a function with declared types."""
    match argument:
        case Tree(parts=parts):
            return tuple(map(_plain, parts))
        case Numbers(array=array):
            return array
        case Datum(text=text):
            raise TypeError.at(None, f"{text} has no meaning on a device")
        case ProcedureName(name=name):
            raise TypeError.at(
                None, f"a procedure, {name}, cannot be passed to a function with declared types"
            )
        case _:
            return argument


# Functions for certain arguments ---------------------------------------------------------------------


def _specialized(program: core.Program, function: DeviceFunction, arguments: _Arguments) -> core.Lambda:
    """The procedure of what is passed."""
    span = function.span
    parameters = [Binding(f"x{index}", span) for index in range(len(arguments.types))]
    values = [_expression(program, function, part, parameters) for part in arguments.parts]
    count = len(function.captured)
    body: core.Core = core.Apply(function.value, tuple(values[count:]), {}, span)
    if count:
        clauses = tuple(
            core.Clause((core.Parameter(binding, None),), None, value)
            for binding, value in zip(function.parameters, values[:count], strict=True)
        )
        body = core.Let(clauses, body, span)
    return core.Lambda(
        tuple(core.Parameter(binding, None) for binding in parameters), None, body, span, function.name
    )


def _expression(
    program: core.Program, function: DeviceFunction, part: Any, parameters: Sequence[Binding]
) -> core.Core:
    """An argument in the core language."""
    span = function.span
    match part:
        case _Parameter(index=index):
            return core.Reference(parameters[index], span)
        case Datum(text=text):
            from eshkol_mlir.reader import read

            (datum,) = read(Source("<argument>", text))
            return core.Apply(core.Builtin("%quote", span), (core.Constant(datum, span),), {}, span)
        case ProcedureName():
            return _procedure(program, function.name, part, span)
        case Tree(name=name, parts=parts):
            values = tuple(_expression(program, function, inner, parameters) for inner in parts)
            if name is None:
                return core.Apply(core.Builtin("list", span), values, {}, span)
            return core.Apply(core.Reference(_constructor(program, name), span), values, {}, span)
        case _:
            return core.Constant(part, span)


def _constructor(program: core.Program, name: str) -> Binding:
    return next(d.binding for d in program.definitions if d.binding.name == name)


def _procedure(program: core.Program, name: str, argument: ProcedureName, span: Span) -> core.Core:
    """A procedure that refers to no variables but those of the top level."""
    definition = next((d for d in program.definitions if _is_of(d.value, d.binding.name, argument)), None)
    if definition is not None:
        return core.Reference(definition.binding, span)
    written = [node for node in walk_program(program) if _is_of(node, argument.name, argument)]
    if len(written) == 1:
        return written[0]
    from eshkol_mlir.types.builtins import builtin_names

    if argument.name in builtin_names():
        return core.Builtin(argument.name, span)
    raise TypeError.at(
        span, f"{name} gets the procedure {argument.name or 'lambda'}, which is not known well enough for a device",
        help=["define it at the top level, or write the lambda expression in the call"],
    )  # fmt: skip


def _is_of(node: core.Core | None, name: str, argument: ProcedureName) -> bool:
    return (
        isinstance(node, core.Lambda)
        and name == argument.name
        and (node.name or name) == name
        and (node.span.source.name, node.span.line) == (argument.file, argument.line)
    )


# Errors ----------------------------------------------------------------------------------------------

_KINDS = {ShapeError: "shape-error", TypeError: "type-error", ArityError: "arity-error"}


def condition_of(error: BaseException) -> tuple[str, str]:
    """The kind of the condition that an error becomes in the program, and its message."""
    if not isinstance(error, EshkolError):
        return "error", f"device code: {error}"
    first = error.diagnostics[0]
    place = [] if first.span is None else [f"at {first.span}"]
    return _KINDS.get(type(error), "device-error"), "\n  ".join(
        [first.message, *place, *first.notes, *first.help]
    )
