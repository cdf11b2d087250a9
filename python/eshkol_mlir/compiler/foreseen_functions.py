"""Device functions for the calls that a flow analysis foresees, where types alone do not tell which they are.

A call is foreseen by what its arguments are: which procedures, with which captured values, and numbers and tensors of
which types.  There is a function for each, and the runtime finds it by these (runtime/host/tensors/ForeseenCalls.h).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from eshkol_mlir.compiler.declared_functions import DeclaredFunctions, declared_functions
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.flow.analysis import Flow
from eshkol_mlir.compiler.flow.crossing import MOST_DEPTH, Signature, signature
from eshkol_mlir.compiler.flow.device_functions import DeviceCalls
from eshkol_mlir.compiler.flow.results import type_of_number
from eshkol_mlir.compiler.flow.values import Number
from eshkol_mlir.compiler.inferred_functions import (
    Sizes,
    constant_sizes,
    shared_sizes,
    typed_functions,
    written,
)
from eshkol_mlir.compiler.known_calls import CallArgument
from eshkol_mlir.compiler.signature import FunctionInfo, ParameterInfo, TensorInfo
from eshkol_mlir.compiler.specialized_functions import condition_of, specialized
from eshkol_mlir.emit.host.device_code import DeviceCode, DeviceFunction
from eshkol_mlir.expander import core


@dataclass(frozen=True)
class ForeseenFunction:
    """What is done in some calls of a device function.

    Attributes:
        number: of the device function.
        pattern: what the arguments are, as the runtime writes it.
        typed: the function for them, whose parameters have types.
    """

    number: int
    pattern: str
    typed: DeviceFunction


@dataclass(frozen=True)
class ForeseenFailure:
    """What is wrong with some calls of a device function.

    Attributes:
        number: of the device function.
        pattern: what the arguments are, as the runtime writes it.
        info: the types of the numbers among them.
        kind: that of the condition which such a call raises.
        message: its message.
    """

    number: int
    pattern: str
    info: FunctionInfo
    kind: str
    message: str


@dataclass(frozen=True)
class ForeseenFunctions:
    """The device functions of a program, those that calls are foreseen of among them.

    Attributes:
        declared: of all functions, the foreseen ones after the others, by positions.
        foreseen: by their positions.
        failures: calls that are wrong.
        unknown: why nothing is foreseen of functions that are called, by their numbers.
        beyond: those of them that get what is too deep in each other, or has parts without a known number.
    """

    declared: DeclaredFunctions
    foreseen: Mapping[int, ForeseenFunction] = field(default_factory=dict)
    failures: Sequence[ForeseenFailure] = ()
    unknown: Mapping[int, str] = field(default_factory=dict)
    beyond: Set[int] = frozenset()


#: The calls of a function with the same structure and kinds of numbers.
_Group: TypeAlias = "list[Signature]"


def foreseen_functions(compiler: Compiler, program: core.Program, device: DeviceCode) -> ForeseenFunctions:
    """The device functions of a program, with types.

    Args:
        compiler: of the program, for its source, its options and its cache.
        program: it.
        device: its device code, as it was emitted.

    Raises:
        EshkolError: what is wrong with procedures of the top level.
    """
    declared, functions = typed_functions(compiler, program, device.functions)
    if not declared.reasons:
        return ForeseenFunctions(declared)
    flow = Flow(device)
    builder = _Builder(compiler, program, functions, declared)
    unknown: dict[int, str] = {}
    beyond = set()
    for number, reason in declared.reasons.items():
        calls = flow.of(device.functions[number])
        if calls.is_foreseen:
            builder.add(number, device.functions[number], calls)
        elif calls.is_beyond:
            beyond.add(number)
            unknown[number] = (
                f"what arrives there is more than {MOST_DEPTH} deep in each other, or a list of a length that is not known"
            )
        else:
            unknown[number] = reason
    unknown |= builder.finish()
    return ForeseenFunctions(builder.declared, builder.found, builder.failures, unknown, beyond)


class _Builder:
    """Finds the most general functions that can be compiled."""

    def __init__(
        self,
        compiler: Compiler,
        program: core.Program,
        functions: Sequence[DeviceFunction],
        declared: DeclaredFunctions,
    ) -> None:
        self._compiler = compiler
        self._program = program
        self._functions = functions
        self._groups: list[tuple[int, DeviceFunction, _Group]] = []
        self.failures: list[ForeseenFailure] = []
        self.declared = declared
        self.found: dict[int, ForeseenFunction] = {}

    def add(self, number: int, function: DeviceFunction, calls: DeviceCalls) -> None:
        groups: dict[Hashable, dict[Signature, None]] = {}
        for givens, outcome in calls.combinations.items():
            call = signature(givens, has_integers=outcome.has_integers)
            if outcome.error is None:
                kinds = tuple((n.dtype, None if n.shape is None else len(n.shape)) for n in call.numbers)
                groups.setdefault((call.text, kinds), {})[call] = None
            else:
                info = FunctionInfo(function.name, tuple(map(_parameter, call.numbers)), ())
                self.failures.append(ForeseenFailure(number, call.text, info, *condition_of(outcome.error)))
        self._groups += [(number, function, list(group)) for group in groups.values()]

    def finish(self) -> dict[int, str]:
        """Compiles with sizes that may be others than in the text, or, where that cannot be, for these.

        Returns:
            Why there is nothing for any call of a device function, by the numbers of such.
        """
        general = [
            self._function(number, function, group[0], shared_sizes([_types(call) for call in group]))
            for number, function, group in self._groups
        ]
        compiled = self._compiled(general)
        first = len(self._functions)
        reasons = {
            each.number: self.declared.reasons.get(first + index, "its sizes are not known")
            for index, each in enumerate(general)
        }
        special = [
            self._function(number, function, call, sizes)
            for index, (number, function, group) in enumerate(self._groups)
            if index not in compiled
            for call in group
            if (sizes := _constant(call)) is not None
        ]
        chosen = [general[index] for index in sorted(compiled)]
        if len(chosen) != len(general):
            found = self._compiled([*chosen, *special])
            chosen = [each for index, each in enumerate([*chosen, *special]) if index in found]
            self._compiled(chosen)
        self.found = {first + index: each for index, each in enumerate(chosen)}
        answered = {each.number for each in chosen}
        return {number: reason for number, reason in reasons.items() if number not in answered}

    def _compiled(self, candidates: Sequence[ForeseenFunction]) -> set[int]:
        """Those of some candidates that can be compiled, by their positions."""
        functions = [*self._functions, *(each.typed for each in candidates)]
        self.declared = declared_functions(self._compiler, self._program, functions)
        first = len(self._functions)
        return {index for index in range(len(candidates)) if first + index in self.declared.signatures}

    def _function(
        self, number: int, function: DeviceFunction, call: Signature, sizes: Sizes
    ) -> ForeseenFunction:
        types = [written(type_of_number(n), size) for n, size in zip(call.numbers, sizes, strict=True)]
        value = specialized(self._program, function, call.parts, types)
        return ForeseenFunction(number, call.text, _closed(function, value))


def _closed(function: DeviceFunction, value: core.Lambda) -> DeviceFunction:
    return replace(function, value=value, captured=(), parameters=(), definition=None)


def _types(call: Signature) -> tuple[CallArgument, ...]:
    return tuple(CallArgument(type_of_number(number)) for number in call.numbers)


def _constant(call: Signature) -> Sizes | None:
    return constant_sizes([type_of_number(number) for number in call.numbers])


def _parameter(number: Number) -> ParameterInfo:
    shape = None if number.shape is None else tuple("?" if size is None else size for size in number.shape)
    return ParameterInfo("", TensorInfo("i1" if number.dtype.is_boolean else number.dtype.name, shape))
