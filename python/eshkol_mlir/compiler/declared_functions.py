"""Device functions whose types are known before the program runs: those of what has declared types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eshkol_mlir.compiler.driver import Compiler, make_signature
from eshkol_mlir.compiler.signature import FunctionInfo
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding

if TYPE_CHECKING:
    from eshkol_mlir.emit.host.device_code import DeviceFunction


@dataclass(frozen=True)
class DeclaredFunctions:
    """Device functions as those of a program that has no others.

    Attributes:
        compiler: of this program.
        signatures: what they take and return, by their numbers.
        reasons: why the types of the others are not known, by their numbers.
    """

    compiler: Compiler
    signatures: Mapping[int, FunctionInfo]
    reasons: Mapping[int, str]


def declared_functions(
    compiler: Compiler, program: core.Program, functions: Sequence[DeviceFunction]
) -> DeclaredFunctions:
    """Finds the types of device functions.

    Procedures of the top level must be right; what is wrong with others is no error before they are called, and
    their types count as unknown.

    Args:
        compiler: for its source, its options and its cache.
        program: what the functions refer to.

    Raises:
        EshkolError: what is wrong with procedures of the top level.
    """
    whole = {number for number, function in enumerate(functions) if function.definition is not None}
    candidates = whole | {number for number, function in enumerate(functions) if not function.captured}
    try:
        return _found(compiler, program, functions, candidates)
    except EshkolError:
        right = {n for n in candidates - whole if _is_right(compiler, program, functions, n)}
        return _found(compiler, program, functions, whole | right)


def exported_name(function: DeviceFunction, number: int) -> str:
    """The name of a function in the program that has it."""
    return function.definition or f"{function.name}/{number}"


def with_public(
    program: core.Program, names: Set[str | None], added: Sequence[core.Definition] = ()
) -> core.Program:
    """The program without its expressions, of whose procedures those of these names and the added ones are compiled."""
    definitions = [
        replace(definition, is_public=definition.binding.name in names) for definition in program.definitions
    ]
    return replace(program, definitions=[*definitions, *added], expressions=[])


def with_captured(function: DeviceFunction, values: Sequence[core.Core], body: core.Core) -> core.Core:
    """An expression in which the parameters of what a function captures have values."""
    if not values:
        return body
    clauses = tuple(
        core.Clause((core.Parameter(binding, None),), None, value)
        for binding, value in zip(function.parameters, values, strict=True)
    )
    return core.Let(clauses, body, function.span)


def _is_right(
    compiler: Compiler, program: core.Program, functions: Sequence[DeviceFunction], number: int
) -> bool:
    try:
        _found(compiler, program, functions, {number})
    except EshkolError:
        return False
    return True


def _found(
    compiler: Compiler, program: core.Program, functions: Sequence[DeviceFunction], numbers: set[int]
) -> DeclaredFunctions:
    names = {number: exported_name(functions[number], number) for number in sorted(numbers)}
    public = {functions[number].definition for number in numbers}
    added = [
        core.Definition(Binding(name, function.span, module=""), function.value, function.span)
        for number, name in names.items()
        if (function := functions[number]).definition is None
    ]
    made = compiler.of_program(with_public(program, public, added))
    untyped: Mapping[str, str] = {}
    by_name: dict[str, FunctionInfo] = {}
    if numbers:
        elaborated = made.frontend().elaborated
        untyped = elaborated.untyped
        by_name = {info.name: info for info in make_signature(elaborated.exports).functions}
    return DeclaredFunctions(
        made,
        {number: by_name[name] for number, name in names.items() if name in by_name},
        {
            number: untyped.get(names.get(number, ""), "its types depend on the program")
            for number in range(len(functions))
            if names.get(number) not in by_name
        },
    )
