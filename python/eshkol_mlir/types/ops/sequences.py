"""Procedures over sequences: map, for-each, the folds, filter and scan.

Over lists they are carried out while compiling, an application for each
element; over tensors and ranges they become loops.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import call as apply_to
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.elaborator import scalar_index
from eshkol_mlir.types.indexing import Amount, index_value, least, minus
from eshkol_mlir.types.loops import counted_loop, elements_of, iteration_of, shortest_list
from eshkol_mlir.types.ops.lists import as_list
from eshkol_mlir.types.ops.stacking import stacked_loop
from eshkol_mlir.types.values import (
    POISON,
    UNSPECIFIED,
    ListValue,
    MultipleValues,
    Poison,
    RangeValue,
    Static,
    Term,
    Value,
    describe,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _procedure(call: Call, position: int = 0) -> Value:
    value = call[position]
    if not is_procedure(value):
        raise call.type_error(
            Code.PROCEDURE_EXPECTED,
            f"`{call.parameter_name(position)}` should be a procedure but is {describe(value)}",
        )
    return value


def _sequences(call: Call, first: int) -> tuple[Value, ...]:
    """The sequences among the arguments: lists, ranges and tensors that are not scalars."""
    values = call.values[first:]
    if not values:
        raise call.type_error(Code.SEQUENCE_EXPECTED, "expected a sequence")
    for value in values:
        tensor = isinstance(value, Term) and bool(value.type.shape)
        if not (tensor or isinstance(value, ListValue | RangeValue)):
            raise call.type_error(
                Code.SEQUENCE_EXPECTED,
                f"expected a sequence but got {describe(value)}",
                help=["sequences are lists, vectors, (range n), and the leading axis of tensors"],
            )
    return values


def _has_list(values: Sequence[Value]) -> bool:
    return any(isinstance(value, ListValue) for value in values)


def _rows(el: Elaborator, call: Call, values: Sequence[Value], first: int) -> list[tuple[Value, ...]]:
    """The elements side by side, up to the end of the shortest sequence, all known now."""
    most = shortest_list(el, values)
    columns = [elements_of(el, value, call.span_of(first + i), most) for i, value in enumerate(values)]
    return list(zip(*columns, strict=False))


def single(call: Call, value: Value) -> Value:
    """One value where the procedure may not return several."""
    if isinstance(value, MultipleValues):
        if len(value.items) == 1:
            return value.items[0]
        raise diagnostics.ArityError.at(
            Code.NUMBER_OF_VALUES,
            call.span,
            f"the procedure given to {call.builtin.name} returns {len(value.items)} values instead of one",
        )
    return value


class Steps:
    """Sequences of computed length, stepped through together."""

    def __init__(self, el: Elaborator, call: Call, values: Sequence[Value], first: int) -> None:
        self.el = el
        self.iterations = [iteration_of(el, v, call.span_of(first + i)) for i, v in enumerate(values)]
        length: Amount = self.iterations[0].length
        for iteration in self.iterations[1:]:
            length = least(el, length, iteration.length)
        self.length = length

    def elements(self, index: ir.Value) -> list[Value]:
        return [iteration.element(index) for iteration in self.iterations]

    def mirrored(self, index: ir.Value) -> list[Value]:
        """The elements that are as far from the end as ``index`` is from the start."""
        last = minus(self.el, minus(self.el, self.length, Dim.of(1)), index)
        return self.elements(index_value(self.el, last))

    def loop(self, initial: Value, body: Callable[[ir.Value, Value], Value], call: Call) -> Value:
        """One value carried through all steps."""
        el = self.el
        bounds = (scalar_index(el, 0), index_value(el, self.length), scalar_index(el, 1))
        outcome = counted_loop(el, bounds, (initial,), lambda i, values: (body(i, values[0]),), call.span)
        return outcome[0]


# map ---------------------------------------------------------------------------------------------


@builtin("(map f sequence ...)")
def map_sequences(el: Elaborator, call: Call) -> Value:
    """``f`` of each element, or of the elements of several sequences side by side.

    With a list among them the result is a list; over tensors and ranges alone
    the results are stacked along a new leading axis.
    """
    return _map(el, call, vector=False)


@builtin("(vector-map f sequence ...)", "vector-map2", "tensor-map")
def vector_map(el: Elaborator, call: Call) -> Value:
    """``f`` of each element of a vector or row of a tensor, as a vector or tensor."""
    return _map(el, call, vector=True)


def _map(el: Elaborator, call: Call, vector: bool) -> Value:
    function, values = _procedure(call), _sequences(call, 1)
    if _has_list(values):
        rows = _rows(el, call, values, 1)
        return ListValue(tuple(single(call, apply_to(el, function, row, call.span)) for row in rows), vector)
    steps = Steps(el, call, values, 1)

    def body(index: ir.Value, carried: tuple[Value, ...]) -> tuple[tuple[Value, ...], Value]:
        return (), single(call, apply_to(el, function, steps.elements(index), call.span))

    return stacked_loop(el, call, steps.length, (), body)[1]


@builtin("(for-each f sequence ...)", "vector-for-each")
def for_each(el: Elaborator, call: Call) -> Value:
    """Applies ``f`` to each element for its effects, such as ``set!`` of a variable around."""
    function, values = _procedure(call), _sequences(call, 1)
    if _has_list(values):
        for row in _rows(el, call, values, 1):
            apply_to(el, function, row, call.span)
        return UNSPECIFIED
    steps = Steps(el, call, values, 1)

    def body(index: ir.Value, carried: Value) -> Value:
        apply_to(el, function, steps.elements(index), call.span)
        return carried

    steps.loop(Static(0), body, call)
    return UNSPECIFIED


@builtin("(filter f list)")
def keep(el: Elaborator, call: Call) -> Value:
    """The elements of a list for which ``f`` is true, which has to be known when compiling."""
    return _filter(el, call, wanted=True)


@builtin("(remove f list)")
def remove(el: Elaborator, call: Call) -> Value:
    """The elements of a list for which ``f`` is false, which has to be known when compiling."""
    return _filter(el, call, wanted=False)


def _filter(el: Elaborator, call: Call, wanted: bool) -> Value:
    from eshkol_mlir.types.ops.lists import list_argument

    function, items = _procedure(call), list_argument(el, call, 1)
    kept = []
    for item in items.items:
        truth = el.truth(single(call, apply_to(el, function, (item,), call.span)), call.span)
        if not isinstance(truth, bool):
            raise diagnostics.UnsupportedError.at(
                Code.RUN_TIME_DECISION, call.span,
                f"{call.builtin.name} decides by values computed when the program runs",
                notes=["the length of its result would not be known when compiling"],
                help=["choose between elements of a tensor with where"],
            )  # fmt: skip
        if truth is wanted:
            kept.append(item)
    return ListValue(tuple(kept), items.vector)


# Folds ---------------------------------------------------------------------------------------------


def _define_fold(
    signature: str, doc: str, *synonyms: str, accumulator_first: bool, backward: bool = False
) -> None:
    @builtin(signature, *synonyms)
    def fold(el: Elaborator, call: Call) -> Value:
        function, values = _procedure(call), _sequences(call, 2)

        def combine(elements: Sequence[Value], accumulator: Value) -> Value:
            operands = (accumulator, *elements) if accumulator_first else (*elements, accumulator)
            return single(call, apply_to(el, function, operands, call.span))

        return _fold(el, call, values, combine, backward)

    fold.__doc__ = doc


def _fold(
    el: Elaborator, call: Call, values: Sequence[Value], combine: Callable[[Sequence[Value], Value], Value],
    backward: bool,
) -> Value:  # fmt: skip
    initial = call[1]
    if _has_list(values):
        rows = _rows(el, call, values, 2)
        for row in reversed(rows) if backward else rows:
            initial = combine(row, initial)
        return initial
    steps = Steps(el, call, values, 2)
    elements = steps.mirrored if backward else steps.elements
    return steps.loop(initial, lambda index, carried: combine(elements(index), carried), call)


_define_fold(
    "(fold-left f init sequence ...)",
    "Combines the elements from the left: ``(f accumulator element ...)``.",
    "vector-fold", "vector-fold-left", accumulator_first=True,
)  # fmt: skip
_define_fold(
    "(fold-right f init sequence ...)",
    "Combines the elements from the right: ``(f element ... accumulator)``.",
    "foldr", "vector-fold-right", accumulator_first=False, backward=True,
)  # fmt: skip
_define_fold(
    "(fold f init sequence ...)",
    "Combines the elements from the left: ``(f element ... accumulator)``.",
    "foldl", accumulator_first=False,
)  # fmt: skip


@builtin("(reduce f init sequence)")
def reduce_sequence(el: Elaborator, call: Call) -> Value:
    """Combines the elements from the left, ``(f element accumulator)``; ``init`` only if there are none."""
    function, (value,) = _procedure(call), _sequences(call, 2)
    known = as_list(el, value)
    if known is not None:
        if not known.items:
            return call[1]
        accumulator = known.items[0]
        for item in known.items[1:]:
            accumulator = single(call, apply_to(el, function, (item, accumulator), call.span))
        return accumulator
    return _reduce_tensor(el, call, function, value)


def _reduce_tensor(el: Elaborator, call: Call, function: Value, value: Value) -> Value:
    """A loop from the second element on, where the size is known not to be zero."""
    steps = Steps(el, call, (value,), 2)
    if not isinstance(steps.length, Dim) or steps.length.constant is None:
        raise call.shape_error(
            Code.UNKNOWN_SIZE,
            "the number of elements is not known when compiling",
            help=["fold-left starts from its second argument"],
        )
    if steps.length.constant == 0:
        return call[1]
    first = steps.elements(scalar_index(el, 0))[0]
    bounds = (scalar_index(el, 1), index_value(el, steps.length), scalar_index(el, 1))

    def body(index: ir.Value, values: tuple[Value, ...]) -> tuple[Value, ...]:
        return (single(call, apply_to(el, function, (*steps.elements(index), values[0]), call.span)),)

    return counted_loop(el, bounds, (first,), body, call.span)[0]


# scan ----------------------------------------------------------------------------------------------


@builtin("(scan f init sequence ...)")
def scan(el: Elaborator, call: Call) -> Value:
    """Two values: what is carried through all steps, and the outputs of the steps stacked.

    ``(f carry element ...)`` returns the next carry and an output; one value
    alone serves as both.
    """
    function, values = _procedure(call), _sequences(call, 2)
    sequences = [el.to_tensor(v, call.span) or v if isinstance(v, ListValue) else v for v in values]
    if _has_list(sequences):
        raise call.type_error(
            Code.ELEMENTS_DO_NOT_STACK, "the elements should be numbers or tensors of one shape"
        )
    steps = Steps(el, call, sequences, 2)

    def body(index: ir.Value, carried: tuple[Value, ...]) -> tuple[tuple[Value, ...], Value]:
        outcome = apply_to(el, function, (*carried, *steps.elements(index)), call.span)
        if isinstance(outcome, Poison):
            return (POISON,), POISON
        items = outcome.items if isinstance(outcome, MultipleValues) else (outcome, outcome)
        if len(items) != 2:
            raise diagnostics.ArityError.at(
                Code.NUMBER_OF_VALUES, call.span,
                f"the procedure given to scan returns {len(items)} values instead of two",
                help=["it returns (values next-carry output)"],
            )  # fmt: skip
        return (items[0],), items[1]

    (carry,), outputs = stacked_loop(el, call, steps.length, (call[1],), body)
    return MultipleValues((carry, outputs))
