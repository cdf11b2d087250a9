"""The calls of device functions that the text of a host program tells of.

The program is elaborated as device code is, whatever is wrong with it as such: what the host alone can do has no value
there, and what depends on it has none either.  The device functions that are called all the same get arguments
with types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from eshkol_mlir.compiler.prelude import Definitions
from eshkol_mlir.compiler.tiers import device_code
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.emit.host.device_code import CALL, DeviceCode, DeviceFunction
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import with_parts
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.convert import is_number, type_of
from eshkol_mlir.types.elaborator import Elaborator, new_function
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import POISON, Cell, Environment, ListValue, Poison, Static, Value

_OF_CLASSES = frozenset(("%method", "%constraint"))


@dataclass(frozen=True, slots=True)
class CallArgument:
    """An argument of a device function.

    Attributes:
        integer: its value, if that is an integer which the program's text tells.
    """

    type: Scalar | Tensor
    integer: int | None = None


#: What a device function is called with: the values of the variables that it captures, and its arguments.
Call = tuple[CallArgument, ...]


class KnownCalls:
    """What the device functions of a program are called with."""

    def __init__(self, program: core.Program) -> None:
        device = device_code(program)
        evaluator = _Evaluator(with_calls(program, device), device)
        with deep_recursion():
            evaluator.run()
        self._calls = evaluator.calls

    def of(self, function: DeviceFunction) -> Sequence[Call]:
        """The calls of a function that are found, each once."""
        return tuple(self._calls.get(function.written, ()))


def with_calls(
    program: core.Program, device: DeviceCode, written: dict[core.Lambda, core.Lambda] | None = None
) -> core.Program:
    """The program with calls of device functions in the places of what these compute.

    Args:
        written: gets the lambda expressions that those of the result stand for.
    """

    def changed(part: Any) -> Any:
        is_operation = isinstance(part, core.Builtin | core.Reference | core.Apply) and not _is_of_class(part)
        replaced = (device.expression(part) if is_operation else None) or part
        made = with_parts(replaced, changed)
        if isinstance(replaced, core.Lambda) and written is not None:
            written[made] = replaced
        return made

    definitions = {item: replace(item, value=changed(item.value)) for item in program.definitions}
    body = [
        definitions.get(item, item) if isinstance(item, core.Definition) else changed(item)
        for item in program.body
    ]
    return replace(program, definitions=[definitions[item] for item in program.definitions], body=body)


def _is_of_class(part: core.Core) -> bool:
    """Whether something chooses between instances, or asks whether there is one, which code of the host does itself."""
    operation = part.function if isinstance(part, core.Apply) else part
    return isinstance(operation, core.Builtin) and operation.name in _OF_CLASSES


class _Evaluator(Elaborator):
    """Evaluates a program for the sake of its calls of device functions."""

    def __init__(self, program: core.Program, device: DeviceCode) -> None:
        super().__init__(program, Definitions(program))
        self._device = device
        #: Those that are met, each once.
        self.calls: dict[core.Core, dict[Call, None]] = {}

    def run(self) -> None:
        for item in self.program.body:
            with new_function(self, "expression"):
                try:
                    if isinstance(item, core.Definition):
                        self.global_value(item.binding, item.span)
                    else:
                        self.effect(item, Environment())
                except (EshkolError, RecursionError):
                    self.frames.clear()

    def variable(self, binding: Binding, env: Environment, span: Span) -> Value:
        found = env.lookup(binding)
        # What is assigned around a function that is being made has no value inside of it.
        is_lost = isinstance(found, Cell) and found not in self.store
        return POISON if is_lost else super().variable(binding, env, span)

    def expression(self, node: core.Core, env: Environment) -> Value:
        match node:
            case core.Apply(
                function=core.Builtin(name=name), arguments=(_, core.Constant(value=number), given)
            ) if name == CALL:
                return self.guarded(node, lambda: self._call(self._device.functions[number], given, env))
        return super().expression(node, env)

    def _call(self, function: DeviceFunction, given: core.Core, env: Environment) -> Value:
        values = self._values(given, env)
        if any(isinstance(value, Poison) for value in values):
            return POISON
        call = tuple(self._argument(value, function.span) for value in values)
        known = tuple(argument for argument in call if argument is not None)
        if len(known) == len(call):
            self.calls.setdefault(function.written, {})[known] = None
        count = len(function.captured)
        inner = Environment()
        for binding, value in zip(function.parameters, values, strict=False):
            self.bind(inner, binding, value)
        procedure = self.expression(function.value, inner)
        return apply(self, procedure, Arguments(values[count:], {}, function.span))

    def _values(self, given: core.Core, env: Environment) -> tuple[Value, ...]:
        """The values of the list that a device function is called with."""
        match given:
            case core.Apply(function=core.Builtin(name="cons*"), arguments=(*first, rest)):
                return (*(self.expression(each, env) for each in first), *self._values(rest, env))
        values = self.expression(given, env)
        return values.items if isinstance(values, ListValue) else (POISON,)

    def _argument(self, value: Value, span: Span) -> CallArgument | None:
        """None for what is no number or tensor."""
        if isinstance(value, Static) and isinstance(value.value, int) and not isinstance(value.value, bool):
            return CallArgument(type_of(value), value.value)
        if is_number(value):
            return CallArgument(type_of(value))
        if isinstance(value, ListValue) and value.vector:
            made = self.to_tensor(value, span)
            return None if made is None else CallArgument(made.type)
        return None
