"""What calls of builtins do, by the table that describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Core, Lambda
from eshkol_mlir.types.effects.builtins import EVALUATING, BuiltinEffects, Result
from eshkol_mlir.types.effects.names import Names
from eshkol_mlir.types.effects.rows import Effect
from eshkol_mlir.types.effects.values import (
    DATA,
    UNKNOWN,
    Arguments,
    Promise,
    Row,
    Value,
    Wrap,
    handled,
    include,
    named,
    procedure_value,
    through,
    union,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.effects.calls import Calls


class BuiltinCalls:
    """Calls of builtins that are not inferred."""

    def __init__(self, names: Names, calls: Calls) -> None:
        self._names = names
        self._calls = calls

    def call(self, name: str, arguments: Arguments, row: Row, node: Core, wrap: Wrap) -> Value:
        entry = self._names.builtin(name)
        if entry.demands_pure:
            self._calls.demand_pure(arguments[0], row, wrap(None), node)
        if entry.transforms:
            return self._transform(name, entry, arguments, row, node, wrap)
        for effect in entry.effects:
            row.effects.setdefault(effect, wrap(None))
        for position in entry.changes:
            self._calls.objects.change(arguments[position], row, wrap(None))
            self._calls.objects.fill(arguments[position], arguments.after(position + 1))
        if name in EVALUATING:
            row.unknown = row.unknown or wrap(None)
        if name == "%guard":
            return self._call_guard(arguments, row, node, wrap)
        if name == "force":
            return self._force(arguments, row, node, wrap)
        called = self._call_positions(entry, arguments, row, node, wrap)
        return UNKNOWN if name in EVALUATING else self._result(name, entry, arguments, called, node)

    def _transform(
        self, name: str, entry: BuiltinEffects, arguments: Arguments, row: Row, node: Core, wrap: Wrap
    ) -> Value:
        """``(grad f)`` has no effect, but a call of it does; ``(grad f x)`` is such a call."""
        done = Row({effect: wrap(None) for effect in entry.effects})
        self._calls.call(arguments[0], Arguments(rest=UNKNOWN), done, node, through(wrap, wrap(None)))
        if len(arguments.values) == 1:
            return procedure_value((node, name), name, done, DATA)
        include(row, done)
        return DATA

    def _call_positions(
        self, entry: BuiltinEffects, arguments: Arguments, row: Row, node: Core, wrap: Wrap
    ) -> Value:
        positions = range(max(len(arguments.values), 1)) if entry.calls == (-1,) else entry.calls
        result = DATA
        for position in positions:
            others = union(v for other, v in enumerate(arguments.values) if other != position)
            passed = Arguments(rest=others | self._calls.objects.part(others))
            result |= self._calls.call(arguments[position], passed, row, node, wrap)
        return result

    def _call_guard(self, arguments: Arguments, row: Row, node: Core, wrap: Wrap) -> Value:
        """What a body raises goes to a second procedure, which selects a thunk; where it has none, it is raised again."""
        body = Row()
        result = self._calls.call(arguments[0], Arguments(), body, node, wrap)
        select = node.arguments[1] if isinstance(node, core.Apply) and len(node.arguments) > 1 else None
        takes_all = isinstance(select, Lambda) and not _may_decline(select.body)
        include(row, handled(body, frozenset((Effect.EXCEPTION,)) if takes_all else frozenset()))
        selected = self._calls.call(arguments[1], Arguments(rest=UNKNOWN), row, node, wrap)
        return result | self._calls.call(selected, Arguments(), row, node, wrap)

    def _force(self, arguments: Arguments, row: Row, node: Core, wrap: Wrap) -> Value:
        """What a promise does returns an object with its value, or with ``delay-force`` another promise."""
        found = self._calls.call(arguments[0], Arguments(), row, node, wrap)
        if found.procedures:
            found |= self._calls.call(found, Arguments(), row, node, wrap)
        return self._calls.objects.part(found) | self._calls.objects.part(arguments[0])

    def _result(
        self, name: str, entry: BuiltinEffects, arguments: Arguments, called: Value, node: Core
    ) -> Value:
        given = arguments.after(0)
        match entry.result:
            case Result.DATA:
                return DATA
            case Result.NEW:
                return self._calls.objects.new(node, given)
            case Result.RECORD:
                return self._calls.objects.new(node, arguments.after(1))
            case Result.COPY:
                return self._calls.objects.new(node, self._calls.objects.part(given))
            case Result.PART:
                return self._calls.objects.part(arguments[0])
            case Result.TAIL:
                return given | self._calls.objects.part(given)
            case Result.JOINED:
                within = given | self._calls.objects.part(given)
                return within | self._calls.objects.new(node, within)
            case Result.SAME:
                return arguments[0]
            case Result.SECOND:
                return arguments[1]
            case Result.CALLED:
                return called
            case Result.MAPPED:
                return self._calls.objects.new(node, called)
            case Result.PROMISE:
                done = Row()
                value = self._calls.call(arguments[0], Arguments(), done, node, named(node.span, name))
                return procedure_value(Promise(node), name, done, value)
            case Result.GETTER:
                return procedure_value((node, name), name, Row(), UNKNOWN)
        return UNKNOWN


def _may_decline(body: Core) -> bool:
    """Whether the value of what ``guard`` selects a clause by may be ``#f``."""
    match body:
        case core.If(test=core.Constant(value=True), then=then):
            return _may_decline(then)
        case core.If(then=then, otherwise=otherwise):
            return otherwise is None or _may_decline(then) or _may_decline(otherwise)
        case core.Let(body=inner) | core.Letrec(body=inner) | core.Sequence(expressions=(*_, inner)):
            return _may_decline(inner)
    return not isinstance(body, Lambda)
