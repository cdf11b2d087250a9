"""Device functions for certain arguments: what is no number or tensor is part of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.declared_functions import with_captured
from eshkol_mlir.compiler.device_values import Datum, ProcedureName, Tree
from eshkol_mlir.compiler.prelude import library
from eshkol_mlir.diagnostics import ArityError, EshkolError, ShapeError, Source, Span, TypeError
from eshkol_mlir.emit.host.device_code import cannot_do
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import quoted
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader import read_one
from eshkol_mlir.reader.syntax import Syntax

if TYPE_CHECKING:
    from eshkol_mlir.emit.host.device_code import DeviceFunction, DeviceProcedure


@dataclass(frozen=True, slots=True)
class Parameter:
    """The place of a number or tensor: a parameter of the compiled function."""

    index: int


@dataclass(frozen=True, slots=True)
class ClosedProcedure:
    """A procedure, or an operation by its name, and what it captured or is applied to."""

    what: DeviceProcedure | str
    parts: tuple[Any, ...]


def specialized(
    program: core.Program, function: DeviceFunction, parts: Sequence[Any], types: Sequence[Syntax | None]
) -> core.Lambda:
    """The procedure of what is passed.

    Args:
        parts: the arguments, the values of what the function captures first, with parameters in the places of what
            is passed.
        types: of the parameters.
    """
    span = function.span
    parameters = [Binding(f"x{index}", span) for index in range(len(types))]
    values = [_expression(program, function, part, parameters) for part in parts]
    count = len(function.captured)
    body = with_captured(
        function, values[:count], core.Apply(function.value, tuple(values[count:]), {}, span)
    )
    return core.Lambda(
        tuple(core.Parameter(binding, type) for binding, type in zip(parameters, types, strict=True)),
        None,
        body,
        span,
        function.name,
    )


def _expression(
    program: core.Program, function: DeviceFunction, part: Any, parameters: Sequence[Binding]
) -> core.Core:
    """An argument in the core language."""
    span = function.span
    match part:
        case Parameter(index=index):
            return core.Reference(parameters[index], span)
        case Datum(text=text):
            return quoted(read_text(text), span)
        case ProcedureName(name=name):
            if not part.file.startswith("<library>") and part.file:
                raise _unknown(function, name)
            return _operation(function, name)
        case ClosedProcedure(what=what, parts=parts):
            values = tuple(_expression(program, function, inner, parameters) for inner in parts)
            if isinstance(what, str):
                return core.Apply(_operation(function, what), values, {}, span)
            return _closed(program, what, values)
        case Tree(name=name, parts=parts):
            values = tuple(_expression(program, function, inner, parameters) for inner in parts)
            if name is None:
                return core.Apply(core.Builtin("list", span), values, {}, span)
            return _made_by(_constructor(program, name), values, span)
        case _:
            return core.Constant(part, span)


def _constructor(program: core.Program, name: str) -> Binding:
    return next(d.binding for d in program.definitions if d.binding.name == name)


def _made_by(constructor: Binding, values: tuple[core.Core, ...], span: Span) -> core.Core:
    made = core.Reference(constructor, span)
    if isinstance(constructor, core.Constructor) and constructor.variant.is_value:
        return made
    return core.Apply(made, values, {}, span)


def _closed(program: core.Program, procedure: DeviceProcedure, values: Sequence[core.Core]) -> core.Core:
    """A procedure with the values of what it captured."""
    function = procedure.function
    if procedure.variable is not None:
        # Rules for derivatives are those of the variable.
        definition = program.definition(procedure.variable)
        if definition is not None and definition.value is procedure.written:
            return core.Reference(procedure.variable, function.span)
    return with_captured(function, values, function.value)


def _operation(function: DeviceFunction, name: str) -> core.Core:
    """A procedure of the language.

    Raises:
        TypeError: device code does not have it.
    """
    from eshkol_mlir.types.builtins import builtin_names

    if name in builtin_names():
        return core.Builtin(name, function.span)
    binding = library()[0].names.get(name)
    if isinstance(binding, Binding):
        return core.Reference(binding, function.span)
    raise _unknown(function, name)


def _unknown(function: DeviceFunction, name: str) -> EshkolError:
    return TypeError.at(
        Code.DEVICE_ARGUMENT,
        function.span,
        f"{function.name} gets the procedure {name or 'lambda'}, which device code does not have",
    )


def read_text(text: str) -> Syntax:
    return read_one(Source("<argument>", text))


def check_procedure(function: str, procedure: DeviceProcedure) -> None:
    """
    Args:
        function: the name of the one that gets the procedure.

    Raises:
        UnsupportedError: device code cannot do what the procedure does.
    """
    if procedure.obstacle is not None:
        made = f"the procedure {procedure.function.name} is made at {procedure.function.span}"
        raise cannot_do(function, procedure.obstacle, procedure.obstacle.span, [made])


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
