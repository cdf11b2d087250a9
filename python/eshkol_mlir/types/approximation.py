"""Evaluating programs of which not all is known: what holds of a value whatever the rest is.

The elaborator evaluates for the sake of code, so that what it does not know is an error.  Here an unknown test has two
branches that may come about, a variable that is assigned is unknown, and a loop or a recursive procedure is evaluated
for what holds in all of its rounds.  What is known of a value are shapes and element types; no code comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.calls import Arguments, checked_arguments, checked_result, evaluate_body, single_value
from eshkol_mlir.types.convert import type_of
from eshkol_mlir.types.dtypes import BOOL
from eshkol_mlir.types.elaborator import Definitions, Elaborator, Frame
from eshkol_mlir.types.logic import is_logical
from eshkol_mlir.types.types import Scalar
from eshkol_mlir.types.values import (
    POISON,
    Closure,
    Environment,
    ListValue,
    MultipleValues,
    Poison,
    RecordValue,
    Static,
    Term,
    Unspecified,
    Value,
)

#: A value of what does not return: a call of a procedure inside itself, as far as it does nothing but that.
NOTHING = Poison()
#: That of an error, which is told, and of what is computed with it.
FAILED = Poison()
#: How many expressions of one that is evaluated for itself are evaluated before no more calls are followed.
MOST_EXPRESSIONS = 5000

#: The value of a round of a loop, and the values that each next one begins with.
Round = tuple[Value, list[Sequence[Value]]]


class Approximation(Elaborator):
    """Evaluates expressions, as device code does while ``on_device`` holds."""

    def __init__(self, program: core.Program, definitions: Definitions) -> None:
        super().__init__(program, definitions)
        self.on_device = False
        #: How many expressions have been evaluated.
        self.expressions = 0
        #: Procedures that are being evaluated: their environments, and the arguments of their calls of themselves.
        self.running: dict[core.Lambda, tuple[Environment, list[Sequence[Value]]]] = {}

    @contextmanager
    def device_code(self) -> Iterator[None]:
        """What is evaluated meanwhile is compiled for the device, whatever is around it."""
        outer, self.on_device = self.on_device, True
        try:
            yield
        finally:
            self.on_device = outer

    @property
    def is_exhausted(self) -> bool:
        """Whether so much has been evaluated that calls are not followed any more."""
        return self.expressions > MOST_EXPRESSIONS

    # Expressions -----------------------------------------------------------------------

    def bind(self, env: Environment, binding: Binding, value: Value) -> None:
        if binding.assigned and not self.on_device:
            # By a procedure, maybe, that the host calls.
            env.values[binding] = POISON
        else:
            super().bind(env, binding, value)

    def expression(self, node: core.Core, env: Environment) -> Value:
        self.expressions += 1
        if not self.on_device:
            if is_logical(node):
                truth = self._truth(node, env)
                return POISON if truth is None else Static(truth)
            if isinstance(node, core.Fold):
                return self._fold(node, env)
        return super().expression(node, env)

    def condition(self, node: core.Core, env: Environment) -> bool | ir.Value:
        if self.on_device:
            return super().condition(node, env)
        truth = self._truth(node, env)
        return self.undefined(Scalar(BOOL)) if truth is None else truth

    def _truth(self, node: core.Core, env: Environment) -> bool | None:
        """Whether a test holds; None where that is not known."""
        if is_logical(node):
            assert isinstance(node, core.Apply)
            return self._truth_of_logical(node, env, ends=is_logical(node, "%or"))
        value = single_value(self, node, env)
        if isinstance(value, Static) and isinstance(value.value, bool):
            return value.value
        unknown = isinstance(value, Poison) or (isinstance(value, Term) and value.type.dtype.is_boolean)
        return None if unknown else True

    def _truth_of_logical(self, node: core.Apply, env: Environment, *, ends: bool) -> bool | None:
        """That of ``and``, which ``ends`` with the first that does not hold, or of ``or``."""
        result: bool | None = not ends
        for argument in node.arguments:
            truth = self._truth(argument, env)
            if truth is ends:
                return ends if result is not None else None
            if truth is None:
                result = None
        return result

    def branches(self, condition: ir.Value, then: object, otherwise: object, span: Span) -> Value:
        if self.on_device:
            return super().branches(condition, then, otherwise, span)
        return self._either(then(), otherwise())  # type: ignore[operator]

    def _either(self, value: Value, other: Value) -> Value:
        """What is known of a value that is one of two."""
        for nothing in (NOTHING, FAILED):
            if value is nothing or other is nothing:
                return other if value is nothing else value
        if isinstance(value, Unspecified) and isinstance(other, Unspecified):
            return value
        if isinstance(value, Static) and value == other:
            return value
        return self._general(value) if self._is_alike(value, other) else POISON

    # Loops -----------------------------------------------------------------------------

    def follow(self, closure: Closure, arguments: Arguments) -> Value:
        """The value of a call, by the body of the procedure."""
        function = closure.function
        values, rest, names = checked_arguments(self, function, arguments)
        if function in self.running:
            environment, calls = self.running[function]
            if closure.environment is not environment and closure.environment.outer is not None:
                # Another closure of the same lambda expression.
                return POISON
            calls.append(values)
            return NOTHING
        if self.is_exhausted:
            return POISON
        value = self.value_of_body(closure, values, rest, arguments.span)
        return checked_result(self, function, value, names)

    def value_of_body(
        self, closure: Closure, values: Sequence[Value], rest: Value | None, span: Span
    ) -> Value:
        """The value of a body; of a procedure that calls itself, for what holds in all of its calls."""
        before = len(self.errors)
        run = partial(self._round, closure, rest=rest, span=span)
        first = run(values)
        return self._settled(run, values, first, before) if first[1] else first[0]

    def _round(self, closure: Closure, values: Sequence[Value], rest: Value | None, span: Span) -> Round:
        calls: list[Sequence[Value]] = []
        self.running[closure.function] = closure.environment, calls
        self.frames.append(Frame(closure.function, span, closure.environment))
        depth = len(self.frames)
        try:
            return evaluate_body(self, closure, values, rest), calls
        finally:
            del self.frames[depth - 1 :]
            del self.running[closure.function]

    def _fold(self, node: core.Fold, env: Environment) -> Value:
        """The value of a loop, of whose sequences nothing is known."""
        initial = [self.expression(clause.value, env) for clause in node.accumulators]
        for clause in node.sequences:
            self.expression(clause.value, env)

        def run(values: Sequence[Value]) -> Round:
            inner = Environment(env)
            for clause, value in zip(node.accumulators, values, strict=True):
                self.bind_clause(clause, value, inner)
            for clause in node.sequences:
                self.bind_clause(clause, POISON, inner)
            result = self.expression(node.body, inner)
            items = result.items if isinstance(result, MultipleValues) else (result,)
            if len(items) != len(values):
                items = (POISON,) * len(values)
            after = [self._either(value, item) for value, item in zip(values, items, strict=True)]
            return after[0] if len(after) == 1 else MultipleValues(tuple(after)), [items]

        errors = len(self.errors)
        return self._settled(run, initial, run(initial), errors)

    def _settled(
        self,
        run: Callable[[Sequence[Value]], Round],
        values: Sequence[Value],
        first: Round,
        errors: int,
    ) -> Value:
        """What rounds come to that begin with the values of the first one, or with those that a round goes on with.

        Args:
            run: one round, with values of which nothing but the shapes is known.
            values: those of the first.
            first: what it came to.
            errors: how many there were before it.
        """
        known = [self._general(value) for value in values]
        value, others = first
        while True:
            changed = [
                number
                for number, each in enumerate(known)
                if each is not POISON and not all(self._stays(each, other[number]) for other in others)
            ]
            for number in changed:
                known[number] = POISON
            if others is not first[1] and not changed:
                return value
            del self.errors[errors:]
            value, others = run(known)

    def _stays(self, value: Value, other: Value) -> bool:
        """Whether a value in the next round is as in this one; that of an error would have been."""
        return other is FAILED or self._is_alike(value, other)

    # Values ----------------------------------------------------------------------------

    def _general(self, value: Value) -> Value:
        """A value of the same shapes whose numbers are not known."""
        if isinstance(value, ListValue) and value.vector:
            assert self.builder.span is not None
            value = self.to_tensor(value, self.builder.span) or POISON
        if isinstance(value, Static) and not isinstance(value.value, bool):
            type = type_of(value)
            return Term(self.undefined(type), type)
        if isinstance(value, RecordValue):
            fields = {name: self._general(field) for name, field in value.fields.items()}
            return RecordValue(value.type, fields)
        return value if isinstance(value, Term) else POISON

    def _is_alike(self, value: Value, other: Value) -> bool:
        """Whether two values have the same shapes and element types."""
        value, other = self._general(value), self._general(other)
        match value, other:
            case Term(type=type), Term(type=wanted):
                return type.shape == wanted.shape and type.dtype == wanted.dtype
            case RecordValue(type=type, fields=fields), RecordValue(type=wanted, fields=others):
                return type == wanted and all(map(self._is_alike, fields.values(), others.values()))
        return value is other is POISON
