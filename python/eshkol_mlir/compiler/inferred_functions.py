"""Device functions with types for their parameters: those of the calls that a program's text tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eshkol_mlir.compiler.declared_functions import DeclaredFunctions, declared_functions, with_captured
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.known_calls import Call, KnownCalls
from eshkol_mlir.diagnostics import Source, Span
from eshkol_mlir.emit.host.device_code import DeviceFunction
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader import read_one
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.convert import UNKNOWN, join_types
from eshkol_mlir.types.dims import Dim, Shape
from eshkol_mlir.types.types import Scalar, Tensor


@dataclass(frozen=True)
class _Form:
    """What of its calls becomes part of a function.

    Attributes:
        has_sizes: the sizes of tensors; otherwise they may have others, though what is equal in all calls is one size.
        has_integers: the values of integers, which some operations need while they are compiled.
    """

    has_sizes: bool
    has_integers: bool


#: The most general first.
_FORMS = [_Form(has_sizes, has_integers) for has_integers in (False, True) for has_sizes in (False, True)]


def typed_functions(
    compiler: Compiler, program: core.Program, functions: Sequence[DeviceFunction]
) -> tuple[DeclaredFunctions, Sequence[DeviceFunction]]:
    """Device functions with the types that are declared, or else those of their calls.

    Args:
        compiler: of the program, for its source, its options and its cache.
        program: what the functions refer to.

    Raises:
        EshkolError: what is wrong with procedures of the top level.
    """
    declared = declared_functions(compiler, program, functions)
    if not declared.reasons:
        return declared, functions
    calls = KnownCalls(program)
    found = list(functions)
    for form in _FORMS:
        tried = {
            number: typed
            for number in declared.reasons
            if (typed := _typed(functions[number], calls.of(functions[number]), form)) is not None
        }
        if tried:
            made = [tried.get(number, function) for number, function in enumerate(found)]
            declared = declared_functions(compiler, program, made)
            for number in tried.keys() - declared.reasons.keys():
                found[number] = tried[number]
    return declared, found


def _typed(function: DeviceFunction, calls: Sequence[Call], form: _Form) -> DeviceFunction | None:
    """A function of the same results, with types for its parameters, which are what it captured and its arguments.

    None where no call is known, or calls have arguments of different kinds.
    """
    types = _joined(calls)
    if types is None:
        return None
    sizes = constant_sizes(types) if form.has_sizes else shared_sizes(calls)
    if sizes is None:
        return None
    span = function.span
    count = len(function.captured)
    numbered = (str(number) for number in range(1, len(types) - count + 1))
    names = [Binding(name, span) for name in (*(each.name for each in function.captured), *numbered)]
    parameters = tuple(
        core.Parameter(name, written(type, shape))
        for name, type, shape in zip(names, types, sizes, strict=True)
    )
    integers = list(dict.fromkeys(tuple(argument.integer for argument in call) for call in calls))
    if not form.has_integers:
        body = _call(function, names, [None] * len(names))
    elif all(value is None for values in integers for value in values):
        return None
    else:
        body = _by_integers(function, names, integers)
    return replace(
        function, value=core.Lambda(parameters, None, body, span, function.name), captured=(), parameters=()
    )


def _call(function: DeviceFunction, names: Sequence[Binding], integers: Sequence[int | None]) -> core.Core:
    """The value of a function for its arguments, of which some are known integers."""
    span = function.span
    values = [
        core.Reference(name, span) if value is None else core.Constant(value, span)
        for name, value in zip(names, integers, strict=True)
    ]
    count = len(function.captured)
    return with_captured(
        function, values[:count], core.Apply(function.value, tuple(values[count:]), {}, span)
    )


def _by_integers(
    function: DeviceFunction, names: Sequence[Binding], choices: Sequence[Sequence[int | None]]
) -> core.Core:
    """The value of a function whose integers are one of the choices."""
    span = function.span
    *others, last = choices
    message = f"{function.name} is called with an integer that was not known when the executable was made"
    check = apply_builtin("assert", span, _are(names, last, span), core.Constant(message, span))
    body: core.Core = core.Sequence((check, _call(function, names, last)), span)
    for choice in reversed(others):
        body = core.If(_are(names, choice, span), _call(function, names, choice), body, span)
    return body


def _are(names: Sequence[Binding], integers: Sequence[int | None], span: Span) -> core.Core:
    tests = [
        apply_builtin("=", span, core.Reference(name, span), core.Constant(value, span))
        for name, value in zip(names, integers, strict=True)
        if value is not None
    ]
    test, *rest = tests
    for other in rest:
        test = apply_builtin("%and", span, test, other)
    return test


#: How the sizes of each argument of a function are written.
Sizes = Sequence[Sequence[str]]


def _joined(calls: Sequence[Call]) -> list[Scalar | Tensor] | None:
    """The types that the arguments of several calls have in common."""
    if not calls or len({len(call) for call in calls}) > 1:
        return None
    joined = []
    for column in zip(*calls, strict=True):
        type: Scalar | Tensor | None = column[0].type
        for other in column[1:]:
            type = type and join_types(type, other.type)
        if type is None:
            return None
        joined.append(type)
    return joined


def shared_sizes(calls: Sequence[Call]) -> Sizes:
    """Variables for sizes: the same for those that are equal in every call."""
    names: dict[object, str] = {}

    def name(sizes: tuple[Dim, ...]) -> str:
        # Sizes that are not known need not be equal.
        key = object() if UNKNOWN in sizes else sizes
        return names.setdefault(key, f"n{len(names)}")

    return [
        [
            name(tuple(_shape(argument.type)[axis] for argument in column))
            for axis in range(len(_shape(column[0].type)))
        ]
        for column in zip(*calls, strict=True)
    ]


def constant_sizes(types: Sequence[Scalar | Tensor]) -> Sizes | None:
    """The sizes, if they are the same in every call."""
    if any(dim == UNKNOWN or dim.constant is None for type in types for dim in _shape(type)):
        return None
    return [[str(dim.constant) for dim in _shape(type)] for type in types]


def _shape(type: Scalar | Tensor) -> Shape:
    return type.shape if isinstance(type, Tensor) else ()


def written(type: Scalar | Tensor, sizes: Sequence[str]) -> Syntax:
    """A type in the language."""
    name = "boolean" if type.dtype.is_boolean else type.dtype.name
    text = f"(Tensor {name} [{' '.join(sizes)}])" if isinstance(type, Tensor) else name
    return read_one(Source("<inferred>", text))
