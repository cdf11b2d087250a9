"""How values flow through the procedures of the language that take, keep or call other values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir.compiler.flow.values import (
    Applied,
    Cell,
    Container,
    Continuation,
    Form,
    Integer,
    Value,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.compiler.flow.calls import Calls


def depth_of(site: Hashable) -> int:
    """In how many others a call by procedures of the language is: these make calls from calls, without an end."""
    depth = 0
    while isinstance(site, tuple):
        site, depth = site[0], depth + 1
    return depth + site.depth if isinstance(site, Applied) else depth


@dataclass(frozen=True)
class Call:
    """A call of a procedure of the language.

    Attributes:
        site: what tells it from all others.
        result: where its value arrives.
    """

    flow: Calls
    name: str
    site: Hashable
    arguments: Sequence[Cell]
    result: Cell

    def call(self, procedures: Cell, arguments: Sequence[Cell], result: Cell, part: Hashable = None) -> None:
        """Calls what arrives at a cell; ``part`` tells several such calls apart."""
        site = (self.site, self.name, part)
        self.flow.solver.read(procedures, lambda value: self.flow.call_value(site, value, arguments, result))

    def give(self, source: Cell) -> None:
        self.flow.solver.flow(source, self.result)

    def make(
        self, content: Cell, items: Sequence[Cell] | None = None, form: Form = Form.SEQUENCE
    ) -> Container:
        """What the call makes, with other values in it, and returns."""
        made = self.flow.container((self.site, self.name), content, items, form)
        self.flow.solver.add(self.result, made)
        return made

    def each(self, cell: Cell, action: Callable[[Container], None]) -> None:
        """Does something with each container that arrives at a cell."""
        self.flow.solver.read(cell, lambda value: action(value) if isinstance(value, Container) else None)


Model = Callable[[Call], None]


# Making -----------------------------------------------------------------------------------------------


def _list(call: Call) -> None:
    call.make(call.flow.union(call.arguments), call.arguments, Form.LIST)


def _vector(call: Call) -> None:
    call.make(call.flow.union(call.arguments), call.arguments)


def _record(call: Call) -> None:
    call.make(call.flow.union(call.arguments[1:]), call.arguments[1:])


def _values(call: Call) -> None:
    if len(call.arguments) == 1:
        call.give(call.arguments[0])
    else:
        call.make(call.flow.union(call.arguments), call.arguments, Form.VALUES)


def _cons(call: Call) -> None:
    """The elements of all lists that it may be the head of are in one."""
    *firsts, last = call.arguments
    content = call.flow.union(firsts)
    made = call.make(content)

    def add(value: Value) -> None:
        if isinstance(value, Container):
            call.flow.solver.flow(value.content, content)
            call.flow.solver.flow(value.tails, made.tails)
        else:
            call.flow.solver.add(made.tails, value)

    call.flow.solver.read(last, add)


def _applied(name: str) -> Model:
    def model(call: Call) -> None:
        made = call.flow.once(
            (call.site, call.name), lambda: Applied(name, tuple(call.arguments), depth_of(call.site))
        )
        call.flow.solver.add(call.result, made)

    return model


# Taking apart -----------------------------------------------------------------------------------------


def _part(container: int, index: int | None = None, position: int | None = None) -> Model:
    """One part of an argument: a fixed one, or that of which another argument says the position."""

    def model(call: Call) -> None:
        read = call.flow.solver.read

        def take(value: Value, wanted: int | None) -> None:
            items = value.items if isinstance(value, Container) else None
            if isinstance(value, Container) and items is not None and wanted is not None:
                if 0 <= wanted < len(items):
                    call.give(items[wanted])
                else:
                    # Something may have been put behind them.
                    call.flow.elements_of(value, call.result)
            else:
                call.flow.elements_of(value, call.result)

        def take_at(value: Value, found: Value) -> None:
            take(value, found.value if isinstance(found, Integer) else None)

        def take_any(value: Value) -> None:
            if position is None:
                take(value, index)
            else:
                read(call.arguments[position], partial(take_at, value))

        read(call.arguments[container], take_any)

    return model


def _rest(call: Call) -> None:
    def take(value: Value) -> None:
        if not isinstance(value, Container):
            call.flow.elements_of(value, call.result)
            return
        call.give(value.tails)
        if value.items is None:
            call.flow.solver.add(call.result, value)
        elif value.items:
            items = value.items[1:]
            site = (value, "rest")
            made = call.flow.container(site, call.flow.union(items), items, value.form)
            call.flow.solver.add(call.result, made)

    call.flow.solver.read(call.arguments[0], take)


def _store(container: int, stored: int) -> Model:
    def model(call: Call) -> None:
        source = call.arguments[stored]

        def store(target: Container) -> None:
            for cell in (target.content, *(target.items or ())):
                call.flow.solver.flow(source, cell)

        call.each(call.arguments[container], store)

    return model


def _set_rest(call: Call) -> None:
    """Positions are counted from the place where a list was made, and say nothing of what is put behind that."""

    def store(target: Container) -> None:
        call.flow.solver.flow(call.arguments[1], target.tails)
        call.flow.solver.flow(call.flow.elements(call.arguments[1]), target.content)

    call.each(call.arguments[0], store)


# Calling ----------------------------------------------------------------------------------------------


def _hash_table_ref(call: Call) -> None:
    """The third argument is called where there is no such key."""
    call.give(call.flow.elements(call.arguments[0]))
    for absent in call.arguments[2:3]:
        call.call(absent, (), call.result)


def _hash_table_ref_default(call: Call) -> None:
    call.give(call.flow.elements(call.arguments[0]))
    call.give(call.arguments[2])


def _hash_table_update(call: Call) -> None:
    """The fourth argument, or what it returns, is changed where there is no such key."""
    table, _, change, *absent = call.arguments
    before, after = Cell(), Cell()
    call.flow.solver.flow(call.flow.elements(table), before)
    for each in absent:
        if call.name.endswith("/default"):
            call.flow.solver.flow(each, before)
        else:
            call.call(each, (), before, "absent")
    call.call(change, (before,), after, "change")
    call.each(table, lambda target: call.flow.solver.flow(after, target.content))


def _apply(call: Call) -> None:
    procedures, *first, last = call.arguments

    def spread(value: Value) -> None:
        if isinstance(value, Container) and value.items is not None:
            call.call(procedures, (*first, *value.items), call.result, value)
        else:
            site = (call.site, call.name, value)
            elements = call.flow.once((site, "elements"), Cell)
            call.flow.elements_of(value, elements)
            call.flow.solver.read(
                procedures, lambda each: call.flow.call_with_any(site, each, first, elements, call.result)
            )

    call.flow.solver.read(last, spread)


def _call_with_values(call: Call) -> None:
    produced = Cell()
    call.call(call.arguments[0], (), produced, "producer")

    def receive(value: Value) -> None:
        if isinstance(value, Container) and value.form is Form.VALUES and value.items is not None:
            call.call(call.arguments[1], value.items, call.result, value)
        else:
            single = call.flow.once((call.site, "single"), Cell)
            call.flow.solver.add(single, value)
            call.call(call.arguments[1], (single,), call.result, "single")

    call.flow.solver.read(produced, receive)


def _map(call: Call) -> None:
    procedures, *sequences = call.arguments
    results = Cell()
    call.call(procedures, [call.flow.elements(each) for each in sequences], results)
    call.make(results)
    if call.name == "append-map":
        call.give(call.flow.elements(results))


def _for_each(call: Call) -> None:
    procedures, *sequences = call.arguments
    call.call(procedures, [call.flow.elements(each) for each in sequences], Cell())


def _fold_left(call: Call) -> None:
    procedures, initial, *sequences = call.arguments
    call.give(initial)
    call.call(procedures, [call.result, *map(call.flow.elements, sequences)], call.result)


def _fold_right(call: Call) -> None:
    procedures, initial, *sequences = call.arguments
    call.give(initial)
    call.call(procedures, [*map(call.flow.elements, sequences), call.result], call.result)


def _reduce(call: Call) -> None:
    procedures, initial, elements = (
        call.arguments[0],
        call.arguments[1],
        call.flow.elements(call.arguments[2]),
    )
    call.give(initial)
    call.give(elements)
    call.call(procedures, [elements, call.result], call.result)


def _call_with_continuation(call: Call) -> None:
    continuation = Cell()
    made = call.flow.once((call.site, call.name), lambda: Continuation(call.result))
    call.flow.solver.add(continuation, made)
    call.call(call.arguments[0], (continuation,), call.result)


def _raise(call: Call) -> None:
    call.flow.solver.flow(call.arguments[0], call.flow.raised)


def _raise_continuable(call: Call) -> None:
    _raise(call)
    call.give(call.flow.handled)


def _with_handler(call: Call) -> None:
    call.call(call.arguments[0], (call.flow.raised,), call.flow.handled, "handler")
    call.call(call.arguments[1], (), call.result, "body")


def _guard(call: Call) -> None:
    """What the handler returns is a procedure, which is called where the body was."""
    chosen = Cell()
    call.call(call.arguments[0], (), call.result, "body")
    call.call(call.arguments[1], (call.flow.raised,), chosen, "handler")
    call.call(chosen, (), call.result, "chosen")


def _thunk(position: int) -> Model:
    def model(call: Call) -> None:
        for number, each in enumerate(call.arguments):
            call.call(each, (), call.result if number == position else Cell(), number)

    return model


def _parameterize(call: Call) -> None:
    parameters, values, thunk = call.arguments
    given = call.flow.elements(values)
    call.each(
        call.flow.elements(parameters), lambda parameter: call.flow.solver.flow(given, parameter.content)
    )
    call.call(thunk, (), call.result)


def _pass_values(call: Call) -> None:
    call.call(call.arguments[1], (call.arguments[0],), call.result)


def _nothing(_: Call) -> None:
    """What only looks at its arguments, or is followed where it is called from."""


def anything(call: Call) -> None:
    """A procedure of which nothing is known: it may put its arguments into each other, call and return them."""
    solver = call.flow.solver
    pool = Cell()
    made = call.make(pool)

    def arrive(value: Value) -> None:
        solver.add(pool, value)
        if isinstance(value, Container):
            solver.add(call.result, call.flow.shuffled(value))
            solver.flow(value.content, pool)
            solver.flow(value.tails, pool)
            if call.name.endswith("!"):
                for cell in (value.content, *(value.items or ())):
                    solver.flow(pool, cell)
        elif is_procedure(value):
            call.flow.call_with_any((call.site, call.name), value, (), pool, pool)

    for argument in call.arguments:
        solver.read(argument, arrive)
    solver.flow(pool, call.result)
    assert made.items is None


#: By the names of procedures; each with the fewest arguments of a call that is none of a mistake.
MODELS: Mapping[str, tuple[int, Model]] = {
    "list": (0, _list),
    "vector": (0, _vector),
    "values": (0, _values),
    "%values": (0, _values),
    "cons": (2, _cons),
    "cons*": (1, _cons),
    "%record": (1, _record),
    "compose": (0, _applied("compose")),
    "compose-n": (0, _applied("compose")),
    "curry": (1, _applied("%curry")),
    "complement": (1, _applied("%complement")),
    "car": (1, _part(0, 0)),
    "first": (1, _part(0, 0)),
    "cadr": (1, _part(0, 1)),
    "second": (1, _part(0, 1)),
    "caddr": (1, _part(0, 2)),
    "third": (1, _part(0, 2)),
    "vector-ref": (2, _part(0, position=1)),
    "list-ref": (2, _part(0, position=1)),
    "%record-ref": (3, _part(0, position=2)),
    "cdr": (1, _rest),
    "rest": (1, _rest),
    "%record-set!": (4, _store(0, 3)),
    "vector-set!": (3, _store(0, 2)),
    "list-set!": (3, _store(0, 2)),
    "set-car!": (2, _store(0, 1)),
    "set-cdr!": (2, _set_rest),
    "set-box!": (2, _store(0, 1)),
    "vector-fill!": (2, _store(0, 1)),
    "hash-table-ref": (2, _hash_table_ref),
    "hash-table-ref/default": (3, _hash_table_ref_default),
    "hash-table-set!": (3, _store(0, 2)),
    "hash-table-update!": (3, _hash_table_update),
    "hash-table-update!/default": (4, _hash_table_update),
    "apply": (2, _apply),
    "%apply": (2, _apply),
    "call-with-values": (2, _call_with_values),
    "%pass-values": (2, _pass_values),
    "map": (2, _map),
    "vector-map": (2, _map),
    "append-map": (2, _map),
    "filter-map": (2, _map),
    "for-each": (2, _for_each),
    "vector-for-each": (2, _for_each),
    "fold-left": (3, _fold_left),
    "fold-right": (3, _fold_right),
    "fold": (3, _fold_right),
    "reduce": (3, _reduce),
    "call/cc": (1, _call_with_continuation),
    "call-with-current-continuation": (1, _call_with_continuation),
    "call-with-escape-continuation": (1, _call_with_continuation),
    "%guard": (2, _guard),
    "with-exception-handler": (2, _with_handler),
    "raise": (1, _raise),
    "raise-continuable": (1, _raise_continuable),
    "dynamic-wind": (3, _thunk(1)),
    "%protect": (2, _thunk(0)),
    "%parameterize": (3, _parameterize),
    "%method": (3, _nothing),
    "%method-of-any-arity": (3, _applied("%method-of-any-arity")),
    "%constraint": (4, _nothing),
}
