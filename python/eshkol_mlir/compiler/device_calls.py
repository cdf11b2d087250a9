"""Device functions that a host program calls: compiled for the types of their first arguments, then kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.declared_functions import (
    DeclaredFunctions,
    declared_functions,
    with_public,
)
from eshkol_mlir.compiler.device_values import (
    Answer,
    Closure,
    Datum,
    Nothing,
    Numbers,
    ProcedureName,
    Tree,
    answer_device_calls,
    describe_device_function,
    forget_device_functions,
)
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.native_functions import (
    NativeFunction,
    chosen_backend,
    native_function,
)
from eshkol_mlir.compiler.native_signature import signature_text
from eshkol_mlir.compiler.program import Program, type_text
from eshkol_mlir.compiler.signature import RecordInfo, TypeInfo
from eshkol_mlir.compiler.specialized_functions import (
    ClosedProcedure,
    Parameter,
    check_procedure,
    condition_of,
    read_text,
    specialized,
)
from eshkol_mlir.diagnostics import (
    EshkolError,
    TypeError,
)
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import List
from eshkol_mlir.runtime.function import Function
from eshkol_mlir.runtime.module import Module

if TYPE_CHECKING:
    from eshkol_mlir.emit.host.device_code import DeviceFunction, DeviceProcedure

#: The most shapes that a function with declared types is native code for: others are left to IREE, which compiles
#: it once for all.
_MOST_SHAPES = 4


class DeviceCalls:
    """The device functions of one process.

    Args:
        compiler: of the program, for its source, its options and its cache.
        program: what the functions refer to.
        functions: by their numbers.
        procedures: what they may get as arguments, by their numbers.
        latest: the program with what was defined since, to which procedures may refer; None if that is nothing.
    """

    def __init__(
        self, compiler: Compiler, program: core.Program, functions: Sequence[DeviceFunction],
        procedures: list[DeviceProcedure], latest: Callable[[], core.Program] | None = None,
    ) -> None:  # fmt: skip
        self._compiler = compiler
        self._program = program
        self.functions = list(functions)
        self.procedures = procedures
        self._latest = latest
        self._backend = chosen_backend()
        self._instances: dict[tuple[Any, ...], Function | NativeFunction] = {}
        #: Native code of functions with declared types, or None, by what they were called with.
        self._natives: dict[int, dict[str, NativeFunction | None]] = {}
        #: Functions that need the values of integers to be compiled, such as axes.
        self._with_integers: set[int] = set()

    def check(self) -> list[ir.Function]:
        """The typed code of the procedures that have declared types.

        Raises:
            EshkolError: what is wrong with them.
        """
        if all(function.definition is None for function in self.functions):
            return []
        return self._declared.compiler.frontend().elaborated.functions

    def answer(self) -> object:
        """Has compiled code call them; the result must be kept meanwhile."""
        forget_device_functions()
        self.describe(0)
        return answer_device_calls(self.call, condition_of)

    def describe(self, first: int) -> None:
        """Tells the runtime what the functions with declared types take; ``first`` is the first one's number."""
        for number, info in self._declared.signatures.items():
            describe_device_function(first + number, signature_text(info, self.functions[number].name))

    def call(self, number: int, arguments: Sequence[Any]) -> Answer:
        """The results of a function, and its signature; or the native code that gives them.

        Raises:
            EshkolError: it cannot be compiled for these arguments, or fails.
        """
        function = self.functions[number]
        if function.definition is not None:
            native = self._native_for(number, arguments)
            if native is not None:
                return native
            declared = self._definitions[function.definition]
            if isinstance(declared, Function):
                return declared(*map(_plain, arguments)), declared.signature
        constant = number in self._with_integers
        taken = _Arguments(function.name, _float_type(arguments), constant, self.procedures)
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
        if isinstance(instance, NativeFunction):
            return replace(instance, has_constant_integers=constant)
        return instance(*taken.values), instance.signature

    def _call_with_integers(self, number: int, arguments: Sequence[Any]) -> Answer:
        self._with_integers.add(number)
        try:
            return self.call(number, arguments)
        except EshkolError:
            self._with_integers.discard(number)
            raise

    def _native_for(self, number: int, arguments: Sequence[Any]) -> NativeFunction | None:
        """The native code of a function with declared types for arguments that fit these; None without any."""
        info, name = self._declared.signatures.get(number), self.functions[number].definition
        if info is None or name is None or not self._may_be_native(arguments):
            return None
        types = ",".join(
            _declared_type(parameter.type, argument)
            for parameter, argument in zip(info.parameters, arguments, strict=True)
        )
        natives = self._natives.setdefault(number, {})
        if types not in natives and len(natives) < _MOST_SHAPES:
            program = with_public(self._program, {name})
            natives[types] = self._native(
                self._compiler.of_program(program, entry=name, arguments=types), name
            )
        return natives.get(types)

    def _may_be_native(self, arguments: Sequence[Any]) -> bool:
        """Whether native code is wanted, and reading the arguments alone is not too much work for it."""
        limit = self._backend.work_limit
        return limit is None or sum(array.size for array in _arrays(arguments)) < limit

    def _native(self, compiler: Compiler, name: str) -> NativeFunction | None:
        return native_function(compiler, name, self._backend.work_limit)

    @cached_property
    def _declared(self) -> DeclaredFunctions:
        return declared_functions(self._compiler, self._program, self.functions)

    @cached_property
    def _definitions(self) -> Program:
        """The procedures of the top level."""
        names = {function.definition for function in self.functions}
        return Program(self._compiler.of_program(with_public(self._program, names)))

    def _compiled(
        self, function: DeviceFunction, number: int, arguments: _Arguments
    ) -> Function | NativeFunction:
        # Not the name of a procedure of the program, which would be compiled for the same types.
        name, span = f"{function.name}/{number}", function.span
        program = self._latest() if self._latest is not None and arguments.has_closures else self._program
        value = specialized(program, function, arguments.parts, [None] * len(arguments.types))
        definition = core.Definition(Binding(name, span, module=""), value, span)
        program = replace(program, definitions=[*program.definitions, definition])
        compiler = self._compiler.of_program(program, entry=name, arguments=",".join(arguments.types))
        native = self._native(compiler, name) if self._may_be_native(arguments.values) else None
        return native or Module(compiler.artifact(), source=self._compiler.source)[name]


# Arguments -------------------------------------------------------------------------------------------


@dataclass
class _Arguments:
    """What of the arguments of a call is passed, and what is part of the compiled function.

    Args:
        function: for messages.
        float_type: of floats without a type of their own.
        has_constant_integers: whether integers are part of the function.
        procedures: those that closures have the numbers of.

    Attributes:
        parts: the arguments, with parameters in the places of what is passed.
        types: of the parameters.
        values: of the parameters.
        key: what decides which function is called.
    """

    function: str
    float_type: str
    has_constant_integers: bool
    procedures: Sequence[DeviceProcedure]
    parts: list[Any] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    key: list[Any] = field(default_factory=list)
    has_integers: bool = False
    has_closures: bool = False

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
            case Closure():
                return self._add_closure(argument)
            case Nothing(text=text):
                made = f"{self.function} gets a procedure made of {text}, which a device cannot have"
                raise TypeError.at(Code.DEVICE_ARGUMENT, None, made)
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

    def _add_closure(self, closure: Closure) -> ClosedProcedure:
        """A procedure, whose captured values are passed like arguments."""
        self.has_closures = True
        if closure.operation is not None:
            parts = _spread(closure.parts)
            self.key.append((closure.operation, len(parts)))
            return ClosedProcedure(closure.operation, tuple(map(self._add, parts)))
        procedure = self.procedures[closure.number]
        check_procedure(self.function, procedure)
        for variable, part in zip(procedure.function.captured, closure.parts, strict=True):
            if isinstance(part, Nothing):
                raise self._cannot_capture(procedure, variable, part)
        self.key.append((closure.number, len(closure.parts)))
        return ClosedProcedure(procedure, tuple(map(self._add, closure.parts)))

    def _cannot_capture(self, procedure: DeviceProcedure, variable: Binding, value: Nothing) -> EshkolError:
        found = "has no value yet" if value.text is None else f"is {value.text}, which a device cannot have"
        return TypeError.at(
            Code.DEVICE_ARGUMENT,
            procedure.function.span,
            f"{self.function} gets the procedure {procedure.function.name}, in which {variable.name} {found}",
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

    def _pass(self, value: Any, type: str) -> Parameter:
        self.values.append(value)
        self.types.append(type)
        self.key.append(type)
        return Parameter(len(self.values) - 1)


def _spread(parts: Sequence[Any]) -> list[Any]:
    """The arguments of an operation that a closure is: lists among them are further ones."""
    found: list[Any] = []
    for part in parts:
        match part:
            case Tree(name=None, parts=inner):
                found += inner
            case Numbers(array=array):
                found += array.tolist() if array.ndim == 1 else map(Numbers, array)
            case Datum(text=text) if isinstance(datum := read_text(text), List):
                found += (Datum(write_datum(item)) for item in datum.items)
            case _:
                found.append(part)
    return found


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
        if isinstance(argument, Tree | Closure):
            found += _arrays(argument.parts)
        elif isinstance(argument, np.ndarray):
            found.append(argument)
    return found


def _declared_type(type: TypeInfo, argument: Any) -> str:
    """The type of an argument that fits a declared one, as ``--args`` has it."""
    if isinstance(type, RecordInfo):
        fields = (
            _declared_type(inner, part) for (_, inner), part in zip(type.fields, argument.parts, strict=True)
        )
        return f"{type.name}{{{';'.join(fields)}}}"
    return "x".join([*map(str, () if type.shape is None else argument.shape), type.dtype])


def _plain(argument: Any) -> Any:
    """An argument of a function with declared types."""
    match argument:
        case Tree(parts=parts):
            return tuple(map(_plain, parts))
        case Numbers(array=array):
            return array
        case Datum(text=text):
            raise TypeError.at(Code.DEVICE_ARGUMENT, None, f"{text} has no meaning on a device")
        case ProcedureName() | Closure():
            raise TypeError.at(
                Code.DEVICE_ARGUMENT, None, "a procedure cannot be passed to a function with declared types"
            )
        case _:
            return argument
