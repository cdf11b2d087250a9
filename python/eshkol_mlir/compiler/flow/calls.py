"""Calls: what arrives at the parameters of procedures, and what they return."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from eshkol_mlir.compiler.flow.crossing import Given, Integers, Leaf, tensor_of
from eshkol_mlir.compiler.flow.device_functions import DeviceFlow
from eshkol_mlir.compiler.flow.library import MODELS, Call, anything, depth_of
from eshkol_mlir.compiler.flow.methods import Choices, choices_of
from eshkol_mlir.compiler.flow.places import NOWHERE
from eshkol_mlir.compiler.flow.results import number_of_host
from eshkol_mlir.compiler.flow.solver import Task
from eshkol_mlir.compiler.flow.values import (
    INTEGER,
    REAL,
    UNKNOWN,
    Applied,
    Cell,
    Closure,
    Container,
    Continuation,
    Number,
    Operation,
    Value,
    is_procedure,
)
from eshkol_mlir.compiler.specialized_functions import read_text
from eshkol_mlir.compiler.tiers import device_names
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.reader import syntax
from eshkol_mlir.types import values as elaborated
from eshkol_mlir.types.annotations import ScalarType, TensorType, TypeReader
from eshkol_mlir.types.dtypes import BOOL, NAMES, DType
from eshkol_mlir.types.gradual import model
from eshkol_mlir.types.gradual.signatures import calls_nothing
from eshkol_mlir.types.gradual.signatures import signature as signature_of
from eshkol_mlir.types.literals import quoted

#: What the language's own procedures return, by their declared types.
_RETURNED: Mapping[model.Type, Value] = {
    model.BOOLEAN: Number(BOOL, weak=True),
    model.INTEGER: INTEGER,
    model.FLOAT64: REAL,
}
#: What device code cannot have, so that nobody asks for it.
_LOST = frozenset((model.VOID, model.STRING, model.SYMBOL, model.CHAR, model.NOTHING))
#: Operations that the host has for lists and vectors of anything.
_OF_SEQUENCES = frozenset(
    (
        "drop", "fifth", "fourth", "list-head", "make-vector", "range", "sort", "split", "take", "vector-append",
        "vector-copy", "vref",
    )
)  # fmt: skip
#: What returns values that the text does not have.
_FOREIGN = frozenset(("eval", "read", "string->number"))

#: How many arguments are told apart.
_MOST_ARGUMENTS = 8
#: How deep calls by procedures of the language are followed in each other, and by those of which nothing is known.
_MOST_DEPTH = 8
_MOST_UNKNOWN = 2


class Calls(DeviceFlow):
    """Calls of values, of closures and of the language's own procedures."""

    def __init__(self, emitted: DeviceCode) -> None:
        super().__init__(emitted)
        self._types = TypeReader(self.program.types)
        self._known_results: dict[Hashable, elaborated.Value | None] = {}

    def pass_to(self, source: Cell, parameter: core.Parameter) -> None:
        """A value is that of a parameter, which may have a declared type."""
        if self._declared(parameter) is None:
            self.solver.flow(source, self.cell(parameter.binding))

    def declare(self, function: core.Lambda) -> None:
        for parameter in function.parameters:
            declared = self._declared(parameter)
            if declared is not None:
                self.solver.add(self.cell(parameter.binding), declared)

    def _declared(self, parameter: core.Parameter) -> Number | None:
        """The number that a parameter's declared type makes of each argument."""
        if parameter.type is None:
            return None
        return self.once((parameter, "type"), lambda: self._read_type(parameter.type))

    def _read_type(self, written: syntax.Syntax | None) -> Number | None:
        assert written is not None
        try:
            type = self._types.read(written)
        except EshkolError:
            return None
        match type:
            case ScalarType(dtype=DType() as dtype):
                return number_of_host(dtype)
            case TensorType(dtype=DType() as dtype, shape=tuple() as shape):
                return Number(dtype, tuple(size if isinstance(size, int) else None for size in shape))
        return None

    def call_value(
        self, site: Hashable, function: Value, arguments: Sequence[Cell], result: Cell,
        keywords: Mapping[str, Cell] | None = None,
    ) -> None:  # fmt: skip
        """The call of a value, whose result arrives somewhere."""
        is_too_deep = depth_of(site) > _MOST_DEPTH and not isinstance(function, Closure)
        if is_too_deep or not self.is_new((site, function, "call")):
            return
        match function:
            case Closure(function=procedure) if (choices := self._choices(procedure)) is not None:
                choices.call(self, site, arguments, result)
            case Closure(function=procedure):
                self._call_closure(site, procedure, arguments, result, keywords or {})
            case Operation(name=name):
                self._call_operation(Call(self, name, site, arguments, result), keywords or {})
            case Applied():
                self._call_applied(function, arguments, result)
            case Continuation(result=target):
                for argument in arguments:
                    self.solver.flow(argument, target)
            case Container(content=content):
                # A parameter object, or the like.
                self.solver.flow(content, result)
            case _:
                pass

    def call_with_any(
        self, site: Hashable, function: Value, first: Sequence[Cell], further: Cell, result: Cell
    ) -> None:
        """The call of a value with any number of arguments after the first, of which each may be any of some."""
        match function:
            case Closure(function=procedure) if (choices := self._choices(procedure)) is not None:
                count = choices.method.arity or 0
            case Closure(function=procedure):
                count = len(procedure.parameters)
                if procedure.rest is not None and self.is_new((site, function, "any")):
                    rest = self._further(procedure, [*first[count:], further])
                    self.solver.add(self.cell(procedure.rest), rest)
            case Operation(name=name):
                count = max(len(first) + 1, MODELS[name][0] if name in MODELS else 0)
            case _:
                count = len(first) + 1
        given = [*first, *[further] * (count - len(first))][:count]
        self.call_value((site, "any"), function, given, result)

    def _choices(self, procedure: core.Lambda) -> Choices | None:
        """What a procedure chooses from, if it is a method of a type class."""
        return self.once((procedure, "choices"), lambda: choices_of(self.program, self._types, procedure))

    def _call_closure(
        self, site: Hashable, function: core.Lambda, arguments: Sequence[Cell], result: Cell,
        keywords: Mapping[str, Cell],
    ) -> None:  # fmt: skip
        count = len(function.parameters)
        given = len(arguments) + len(keywords)
        if given < count or (given > count and function.rest is None):
            return
        for parameter, argument in zip(function.parameters, arguments, strict=False):
            self.pass_to(argument, parameter)
        for parameter in function.parameters:
            if parameter.binding.name in keywords:
                self.pass_to(keywords[parameter.binding.name], parameter)
        if function.rest is not None:
            self.solver.add(self.cell(function.rest), self._rest(site, function, arguments[count:]))
        self.solver.flow(self.once((function, "result"), Cell), result)

    def _rest(self, site: Hashable, function: core.Lambda, further: Sequence[Cell]) -> Container:
        """The list of further arguments; long ones are one, as a procedure may call itself with ever more of them."""
        if len(further) <= _MOST_ARGUMENTS:
            return self.container((site, function, "rest"), self.union(further), further)
        return self._further(function, further)

    def _further(self, function: core.Lambda, arguments: Sequence[Cell]) -> Container:
        """The list of any number of further arguments."""
        content = self.once((function, "further"), Cell)
        for argument in arguments:
            self.solver.flow(argument, content)
        return self.container((function, "further"), content)

    def _call_applied(self, function: Applied, arguments: Sequence[Cell], result: Cell) -> None:
        """Each is followed once for a number of arguments, since it may call itself."""
        if len(arguments) > _MOST_ARGUMENTS:
            return
        site = (function, len(arguments))
        parameters = [self.once((site, position), Cell) for position in range(len(arguments))]
        returned = self.once((site, "result"), Cell)
        for argument, parameter in zip(arguments, parameters, strict=True):
            self.solver.flow(argument, parameter)
        self.solver.flow(returned, result)
        if self.is_new((site, "followed")):
            self._follow_applied(site, function.name, function.parts, parameters, returned)

    def _follow_applied(
        self, site: Hashable, name: str, parts: Sequence[Cell], arguments: Sequence[Cell], result: Cell
    ) -> None:
        match name:
            case "compose":
                for number, part in enumerate(reversed(parts)):
                    after = result if number == len(parts) - 1 else Cell()
                    self._call_all((site, name, number), part, arguments, after)
                    arguments = [after]
            case "%curry":
                self._call_all((site, name), parts[0], [*parts[1:], *arguments], result)
            case "%method-of-any-arity":
                self._call_any_arity((site, name), parts, arguments, result)
            case _:
                self.solver.add(result, Number(BOOL, weak=True))

    def _call_any_arity(
        self, site: Hashable, parts: Sequence[Cell], arguments: Sequence[Cell], result: Cell
    ) -> None:
        """A method with the name of an operation, which gets two of more arguments at a time."""
        methods, operations, _ = parts
        if len(arguments) > 2:
            first, *others = arguments
            for number, argument in enumerate(others):
                after = result if number == len(others) - 1 else Cell()
                self._call_all((site, number), methods, [first, argument], after)
                first = after
        else:
            self._call_all((site, "method"), methods, arguments, result)
            self._call_all((site, "operation"), operations, arguments, result)

    def _call_all(self, site: Hashable, functions: Cell, arguments: Sequence[Cell], result: Cell) -> None:
        self.solver.read(functions, lambda value: self.call_value(site, value, arguments, result))

    def _call_operation(self, call: Call, keywords: Mapping[str, Cell]) -> None:
        if call.name in _FOREIGN:
            self.solver.add(call.result, UNKNOWN)
            return
        least, model_of = MODELS.get(call.name, (0, None))
        if model_of is not None and not keywords:
            if len(call.arguments) >= least:
                model_of(call)
            return
        declared = signature_of(call.name, len(call.arguments))
        if isinstance(declared, model.Procedure):
            self._call_declared(call, declared)
        elif call.name in device_names() and call.name not in _OF_SEQUENCES:
            self._compute(call, keywords)
            self._once_given_procedures(call)
        else:
            self._call_unknown(call)

    def _call_unknown(self, call: Call) -> None:
        """What one such procedure makes of all that another one has, that has already."""
        if depth_of(call.site) <= _MOST_UNKNOWN:
            anything(call)

    def _call_declared(self, call: Call, declared: model.Procedure) -> None:
        """The call of a procedure of which the type is known."""
        if not calls_nothing(call.name, len(call.arguments)):
            self._call_unknown(call)
        elif declared.result in _RETURNED:
            self.solver.add(call.result, _RETURNED[declared.result])
        elif call.name in device_names() and _is_of_numbers(declared):
            self._compute(call, {})
        elif declared.result not in _LOST:
            self._call_unknown(call)

    def _once_given_procedures(self, call: Call) -> None:
        """What an operation does that is given a procedure is not known any further."""

        def arrive(value: Value) -> None:
            if is_procedure(value) and self.is_new((call.site, call.name, "anything")):
                self._call_unknown(call)

        for argument in call.arguments:
            self.solver.read(argument, arrive)

    def _compute(self, call: Call, keywords: Mapping[str, Cell]) -> None:
        """What an operation on numbers and tensors returns follows from their types."""
        names = list(keywords)
        cells = [*call.arguments, *keywords.values()]
        span = call.site.span if isinstance(call.site, core.Apply) else NOWHERE

        def compute(task: Task) -> None:
            if any(UNKNOWN in task.values(cell) for cell in cells):
                self.solver.add(call.result, UNKNOWN)
            for givens in self.crossings.combinations(cells, task):
                key = (call.name, givens, tuple(names))
                if key not in self._known_results:
                    self._known_results[key] = self._result_of(call.name, givens, names, span)
                value = self._known_results[key]
                if value is not None:
                    self.give(call.result, value, (call.site, key))

        self.solver.repeat(compute)

    def _result_of(
        self, name: str, givens: Sequence[Given], names: Sequence[str], span: Span
    ) -> elaborated.Value | None:
        values = [_argument(given, span) for given in givens]
        if any(value is None for value in values):
            return None
        known = [value for value in values if value is not None]
        count = len(known) - len(names)
        keywords = dict(zip(names, known[count:], strict=True))
        try:
            return self.results.of_operation(name, known[:count], keywords, span)
        except EshkolError:
            return None


def _is_of_numbers(type: model.Procedure) -> bool:
    """Whether a procedure takes numbers and tensors alone."""
    rest = () if type.rest is None else (type.rest,)
    return all(parameter in model.NUMBERS for parameter in (*type.parameters, *type.optional, *rest))


def _argument(given: Given, span: Span) -> elaborated.Value | Number | None:
    """An argument of an operation, as it is elaborated; None for a procedure."""
    if isinstance(given, Leaf):
        return given.number if given.integers is None else _integers(given.integers)
    if given.mark[0] == "d":
        return quoted(read_text(given.name), span)
    if given.mark == "t":
        return elaborated.TypeName(NAMES[given.name])
    if given.mark != "l":
        return None
    parts = [_argument(part, span) for part in given.parts]
    items = [part for part in parts if part is not None and not isinstance(part, Number)]
    if len(items) == len(parts):
        return elaborated.ListValue(tuple(items))
    made = tensor_of(given.parts, len(parts))
    return None if made is None else made.number


def _integers(known: Integers) -> elaborated.Value:
    if isinstance(known, int):
        return elaborated.Static(known)
    return elaborated.ListValue(tuple(map(_integers, known)))
