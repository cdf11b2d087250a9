"""What inference knows of values: which procedures they may be, and where what they contain was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.effects.rows import Effect


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a row has an effect: what happens at ``span``, and the cause in the procedure that is called there."""

    span: Span
    what: str
    inner: Cause | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """A local variable, or the objects that an expression makes.

    ``owner`` is the procedure to one call of which they belong; None at top level.
    """

    owner: object


@dataclass(frozen=True, slots=True)
class Argument:
    """What a parameter stands for, or something out of it."""

    binding: Binding
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ArgumentCall:
    """Calls of what a parameter stands for, in places where some of its effects are handled."""

    argument: Argument
    handled: frozenset[Effect] = frozenset()


@dataclass(frozen=True, slots=True)
class Primitive:
    """A procedure of the table of builtins."""

    name: str


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of which nothing is known."""


ANYTHING = Anything()
#: Procedures in results of procedures in results ... that are told apart.
MAX_DEPTH = 3

Atom: TypeAlias = Region | Argument | Primitive | Anything


@dataclass(slots=True)
class Row:
    """What evaluating something does, each with its first cause.

    Rows are equal that say the same, for whatever cause.
    """

    effects: dict[Effect, Cause] = field(default_factory=dict)
    #: Calls of what parameters stand for, with the arguments of all such calls by position.
    calls: dict[ArgumentCall, tuple[Arguments, Cause]] = field(default_factory=dict)
    #: Objects and variables that are changed.
    changes: dict[Region | Argument, Cause] = field(default_factory=dict)
    #: Parameters that must be procedures without effects on what is outside of them.
    demands: dict[Argument, Cause] = field(default_factory=dict)
    #: A call of a procedure that is not known.
    unknown: Cause | None = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Row)
            and self.effects.keys() == other.effects.keys()
            and self.changes.keys() == other.changes.keys()
            and self.demands.keys() == other.demands.keys()
            and (self.unknown is None) == (other.unknown is None)
            and {key: arguments for key, (arguments, _) in self.calls.items()}
            == {key: arguments for key, (arguments, _) in other.calls.items()}
        )

    def state(self) -> Cause | None:
        """Why others see a change of state, if they do."""
        return self.effects.get(Effect.STATE) or next(iter(self.changes.values()), None)

    def visible(self) -> dict[Effect, Cause]:
        """The effects that others see, in the order of rows."""
        found = dict(self.effects)
        state = self.state()
        if state is not None:
            found[Effect.STATE] = state
        return {effect: found[effect] for effect in Effect if effect in found}


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure that may be called.

    Args:
        key: what made it: two of one key are joined.  Its regions have it as their owner.
        row: what a call does.
        result: the value of a call.
    """

    key: object
    name: str
    parameters: tuple[Binding, ...]
    rest: Binding | None
    row: Row
    result: Value


@dataclass(frozen=True, slots=True)
class Promise:
    """The key of a promise, which ``force`` calls like a procedure; ``made`` is what tells it from others."""

    made: object


@dataclass(frozen=True, slots=True)
class Value:
    """All that a value may be.  Without anything it is data that holds no procedure."""

    #: A set, in the order in which it is found.
    atoms: Mapping[Atom, None] = field(default_factory=dict)
    procedures: Mapping[object, Procedure] = field(default_factory=dict)

    def without_procedures(self) -> Value:
        return Value(self.atoms)

    def __or__(self, other: Value) -> Value:
        if self is other or not (other.atoms or other.procedures):
            return self
        if not (self.atoms or self.procedures):
            return other
        if not other.procedures and other.atoms.keys() <= self.atoms.keys():
            return self
        if not (self.procedures or other.procedures):
            return Value({**self.atoms, **other.atoms})
        procedures = dict(self.procedures)
        for key, procedure in other.procedures.items():
            mine = procedures.get(key)
            procedures[key] = procedure if mine is None else _joined(mine, procedure)
        return Value({**self.atoms, **other.atoms}, procedures)


DATA = Value()
UNKNOWN = Value({ANYTHING: None})


def holding(*atoms: Atom) -> Value:
    """A value that may be any of these."""
    return Value(dict.fromkeys(atoms))


def procedure_value(
    key: object,
    name: str,
    row: Row,
    result: Value,
    parameters: Sequence[Binding] = (),
    rest: Binding | None = None,
) -> Value:
    """A value that is one procedure."""
    procedure = Procedure(key, name, tuple(parameters), rest, row, result)
    return limited(Value({}, {key: procedure}), MAX_DEPTH)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call; ``rest`` is what any further one may be."""

    values: tuple[Value, ...] = ()
    rest: Value | None = None

    def __getitem__(self, position: int) -> Value:
        if position < len(self.values):
            return self.values[position]
        return DATA if self.rest is None else self.rest

    def after(self, position: int) -> Value:
        """All from a position on, as one."""
        return union((*self.values[position:], *((self.rest,) if self.rest is not None else ())))

    def __or__(self, other: Arguments) -> Arguments:
        length = max(len(self.values), len(other.values))
        values = tuple(self[position] | other[position] for position in range(length))
        rests = [rest for rest in (self.rest, other.rest) if rest is not None]
        return Arguments(values, union(rests) if rests else None)


def union(values: Iterable[Value]) -> Value:
    result = DATA
    for value in values:
        result |= value
    return result


def include(row: Row, other: Row) -> None:
    """Adds to a row what another one has."""
    for key, (arguments, cause) in other.calls.items():
        add_call(row, key, arguments, cause)
    row.effects = other.effects | row.effects
    row.changes = other.changes | row.changes
    row.demands = other.demands | row.demands
    row.unknown = row.unknown or other.unknown


def add_call(row: Row, called: ArgumentCall, arguments: Arguments, cause: Cause) -> None:
    earlier = row.calls.get(called)
    row.calls[called] = (arguments, cause) if earlier is None else (earlier[0] | arguments, earlier[1])


def _joined(one: Procedure, other: Procedure) -> Procedure:
    if one is other:
        return one
    row = Row()
    include(row, one.row)
    include(row, other.row)
    return Procedure(one.key, one.name, one.parameters, one.rest, row, one.result | other.result)


def limited(value: Value, depth: int) -> Value:
    """The value, in which nothing is known of procedures of procedures of ... beyond a depth."""
    if not value.procedures:
        return value
    if depth == 0:
        return value.without_procedures() | UNKNOWN
    procedures = {}
    for key, procedure in value.procedures.items():
        row = Row(**{name: getattr(procedure.row, name) for name in Row.__slots__})
        row.calls = {
            called: (_limited_arguments(arguments, depth - 1), cause)
            for called, (arguments, cause) in procedure.row.calls.items()
        }
        result = limited(procedure.result, depth - 1)
        procedures[key] = Procedure(key, procedure.name, procedure.parameters, procedure.rest, row, result)
    return Value(value.atoms, procedures)


def _limited_arguments(arguments: Arguments, depth: int) -> Arguments:
    rest = None if arguments.rest is None else limited(arguments.rest, depth)
    return Arguments(tuple(limited(value, depth) for value in arguments.values), rest)


def handled(row: Row, effects: frozenset[Effect]) -> Row:
    """What is left of a row where effects are handled."""
    if not effects:
        return row
    left = {effect: cause for effect, cause in row.effects.items() if effect not in effects}
    calls = {ArgumentCall(c.argument, c.handled | effects): done for c, done in row.calls.items()}
    return replace(row, effects=left, calls=calls)


#: Makes of the cause in a procedure the cause in what calls it.
Wrap: TypeAlias = "Callable[[Cause | None], Cause]"


def named(span: Span, name: str) -> Wrap:
    return lambda inner: Cause(span, f"`{name}` is called", inner)


def through(wrap: Wrap, cause: Cause) -> Wrap:
    """The cause in what a procedure calls that it gets as an argument."""
    return lambda inner: wrap(Cause(cause.span, cause.what, inner))
