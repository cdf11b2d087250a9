"""What is known of the values that may arrive somewhere, and the places where they do."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from eshkol_mlir.expander import core
from eshkol_mlir.types.dtypes import F64, I64, DType

#: Sizes of a tensor; None where they are not known, or differ.
Shape: TypeAlias = tuple[int | None, ...]

#: How many different exact integers a place tells apart.
_MOST_INTEGERS = 4
#: How many different kinds of numbers and tensors.
_MOST_KINDS = 8


@dataclass(frozen=True, slots=True)
class Integer:
    """An exact integer that the program's text tells."""

    value: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a tensor.

    Attributes:
        shape: None for what is no tensor.
        weak: it has no element type of its own, as numbers of the host, and vectors of them.
    """

    dtype: DType
    shape: Shape | None = None
    weak: bool = False

    @property
    def kind(self) -> Hashable:
        """What places keep apart."""
        return self.dtype, -1 if self.shape is None else len(self.shape), self.weak

    def joined(self, other: Number) -> Number:
        """What both of one kind are."""
        if self.shape == other.shape or self.shape is None or other.shape is None:
            return self
        shape = tuple(a if a == b else None for a, b in zip(self.shape, other.shape, strict=True))
        return Number(self.dtype, shape, self.weak)


REAL = Number(F64, weak=True)
INTEGER = Number(I64, weak=True)


@dataclass(frozen=True, slots=True)
class Datum:
    """A symbol, a string or the like, by its external representation."""

    text: str


@dataclass(frozen=True, slots=True)
class ElementType:
    """The name of an element type, which operations take."""

    dtype: DType


@dataclass(frozen=True, slots=True)
class Closure:
    """What a lambda expression makes; the variables that it captures have places of their own."""

    function: core.Lambda


@dataclass(frozen=True, slots=True)
class Operation:
    """A procedure of the language."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Applied:
    """What ``compose`` or the like makes of procedures: the operation ``name`` for these arguments.

    ``depth`` is that of the call which makes it.
    """

    name: str
    parts: tuple[Cell, ...]
    depth: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Continuation:
    """Called with a value, which then arrives at a place."""

    result: Cell


class Form(Enum):
    """What a container is."""

    #: A vector, anything else that has parts, or a list of a length that is not known.
    SEQUENCE = 0
    LIST = 1
    RECORD = 2
    VALUES = 3


@dataclass(eq=False, slots=True)
class Container:
    """What is made at one place of the program and has other values in it.

    Attributes:
        content: all that may be in it.
        items: its parts by their positions, where these are known.
        tails: what may be the last cdr of a list.
        name: of a record's declared type.
    """

    content: Cell
    items: tuple[Cell, ...] | None = None
    tails: Cell = field(default_factory=lambda: Cell())
    form: Form = Form.SEQUENCE
    name: str = ""


class Unknown(Enum):
    """A value of which the text tells nothing."""

    UNKNOWN = 0


UNKNOWN = Unknown.UNKNOWN

Value: TypeAlias = (
    Integer
    | Number
    | Datum
    | ElementType
    | Closure
    | Operation
    | Applied
    | Continuation
    | Container
    | Unknown
)
Reader: TypeAlias = "Callable[[Value], None]"


class Cell:
    """A place: an expression, a variable, or a part of a container; with the values that may arrive there."""

    __slots__ = ("_integers", "_kinds", "readers", "values")

    def __init__(self) -> None:
        #: In the order in which they were found.
        self.values: dict[Hashable, Value] = {}
        self.readers: list[Reader] = []
        self._integers = self._kinds = 0

    def take(self, value: Value) -> Value | None:
        """Notes that a value arrives; returns what is new by that, if anything."""
        if isinstance(value, Integer):
            return self._take_integer(value)
        if isinstance(value, Number):
            return self._take_number(value)
        if value in self.values:
            return None
        self.values[value] = value
        return value

    def _take_integer(self, value: Integer) -> Value | None:
        if INTEGER.kind in self.values or value in self.values:
            return None
        if self._integers == _MOST_INTEGERS:
            for known in [each for each in self.values if isinstance(each, Integer)]:
                del self.values[known]
            return self._take_number(INTEGER)
        self._integers += 1
        self.values[value] = value
        return value

    def _take_number(self, value: Number) -> Value | None:
        known = self.values.get(value.kind)
        if isinstance(known, Number):
            joined = known.joined(value)
            self.values[value.kind] = joined
            return None if joined == known else joined
        if self._kinds == _MOST_KINDS:
            return self.take(UNKNOWN)
        self._kinds += 1
        self.values[value.kind] = value
        return value


def is_procedure(value: Value) -> bool:
    """Whether a value is a procedure."""
    return isinstance(value, Closure | Operation | Applied | Continuation)
