"""What may be given to device code: numbers, and what is no number, by its structure.

The structure is also written as text, which the runtime makes of the arguments of a call to find the function that
was compiled for them; runtime/host/tensors/ForeseenCalls.h says how.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice
from typing import Any, TypeAlias

from eshkol_mlir.compiler.device_values import Datum as GivenDatum
from eshkol_mlir.compiler.device_values import ProcedureName, Tree
from eshkol_mlir.compiler.flow.solver import Task
from eshkol_mlir.compiler.flow.values import (
    INTEGER,
    Applied,
    Cell,
    Closure,
    Container,
    Datum,
    ElementType,
    Form,
    Integer,
    Number,
    Operation,
    Value,
)
from eshkol_mlir.compiler.specialized_functions import ClosedProcedure, Parameter
from eshkol_mlir.emit.host.device_code import DeviceProcedure
from eshkol_mlir.expander import core
from eshkol_mlir.types.dtypes import BOOL, DType, promote

#: How many combinations of values one call is compiled for.
MOST_COMBINATIONS = 64
#: How long lists of numbers are that cross as lists; runtime/host/tensors/DeviceCalls.cpp has the same limit.
_LONGEST_LIST = 256
#: How deep what arguments are made of may be in each other.
MOST_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number or a tensor; ``integers`` is its value, if that is one, or a list of such, which the text tells."""

    number: Number
    integers: Integers | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """What has parts.

    Attributes:
        mark: how its text begins.
        procedure: of a closure.
        name: of an operation, a record's type, or a datum.
    """

    mark: str
    parts: tuple[Given, ...] = ()
    name: str = ""
    procedure: DeviceProcedure | None = field(default=None, compare=False)


Given: TypeAlias = "Leaf | Node"
Integers: TypeAlias = "int | tuple[Integers, ...]"
#: The procedures of device code that a lambda expression may be, with their numbers.
ProceduresOf: TypeAlias = "Callable[[core.Lambda], Sequence[tuple[int, DeviceProcedure]]]"


class Crossings:
    """Finds what the values of cells are to device code.

    Args:
        procedures: of lambda expressions.
        cell: the place of a variable.
    """

    def __init__(self, procedures: ProceduresOf, cell: Callable[[core.Binding], Cell]) -> None:
        self._procedures = procedures
        self._cell = cell

    def combinations(self, cells: Sequence[Cell], task: Task) -> list[tuple[Given, ...]]:
        """What may be in several cells at the same time, as far as the text tells, each once."""
        return _Reading(self._procedures, self._cell, task).combinations(cells, MOST_DEPTH)


class _Reading:
    """What is in cells now, for a task that is told when that changes.

    Values are found by their depths, so that there is an end to what closures of one lambda expression are made of,
    and what is less deep comes first.
    """

    def __init__(self, procedures: ProceduresOf, cell: Callable[[core.Binding], Cell], task: Task) -> None:
        self._procedures = procedures
        self._cell = cell
        self._task = task
        self._known: dict[tuple[Cell, int], list[Given]] = {}

    def combinations(self, cells: Sequence[Cell], depth: int) -> list[tuple[Given, ...]]:
        """Those of what is made of others at most so deep."""
        if depth < 0:
            return []
        return list(islice(_in_turn([self._all(cell, depth) for cell in cells]), MOST_COMBINATIONS))

    def _all(self, cell: Cell, depth: int) -> list[Given]:
        key = (cell, depth)
        if key not in self._known:
            # A container may hold itself.
            self._known[key] = []
            less = self._all(cell, depth - 1) if depth else []
            found = (given for value in self._task.values(cell) for given in self._given(value, depth))
            self._known[key] = list(islice(dict.fromkeys((*less, *found)), MOST_COMBINATIONS))
        return self._known[key]

    def _given(self, value: Value, depth: int) -> Iterator[Given]:
        match value:
            case Integer(value=integer):
                yield Leaf(INTEGER, integer)
            case Number():
                yield Leaf(value)
            case Datum(text=text):
                yield Node(f"d{text}", name=text)
            case ElementType(dtype=dtype):
                yield Node("t", name=dtype.name)
            case Operation(name=name):
                yield Node(f"p{name}", name=name)
            case Closure(function=function):
                yield from self._closures(function, depth)
            case Applied(name=name, parts=parts):
                yield from self._applied(name, parts, depth)
            case Container(form=Form.RECORD, name=name, items=items) if items is not None and name:
                for combination in self.combinations(items, depth - 1):
                    yield Node(f"r{name}", combination, name)
            case Container(form=Form.SEQUENCE | Form.LIST):
                yield from self._sequences(value, depth)

    def _closures(self, function: core.Lambda, depth: int) -> Iterator[Node]:
        for number, procedure in self._procedures(function):
            captured = () if procedure.obstacle else procedure.function.captured
            cells = [self._cell(binding) for binding in captured]
            for parts in self.combinations(cells, depth - 1) if cells else [()]:
                yield Node(f"c{number}", parts, procedure=procedure)

    def _applied(self, name: str, parts: Sequence[Cell], depth: int) -> Iterator[Given]:
        """As the library makes it: ``compose`` of more than two is one of two, of which one is such."""
        for combination in self.combinations(parts, depth - 1):
            if name != "compose":
                yield Node(f"o{name}", combination, name)
            elif not combination:
                yield Node("pidentity", name="identity")
            else:
                *outer, made = combination
                for each in reversed(outer):
                    made = Node(f"o{name}", (each, made), name)
                yield made

    def _sequences(self, container: Container, depth: int) -> Iterator[Given]:
        """Vectors and long lists of numbers are a tensor, other lists and what has other parts are lists."""
        if not depth:
            return
        if container.items is None:
            made = tensor_of(self._all(container.content, depth - 1), None)
            if made is not None:
                yield made
            return
        for parts in self.combinations(container.items, depth - 1):
            is_list = container.form is Form.LIST and len(parts) <= _LONGEST_LIST
            made = None if is_list else tensor_of(parts, len(parts))
            yield made if made is not None else Node("l", parts)


def _in_turn(choices: Sequence[Sequence[Given]]) -> Iterator[tuple[Given, ...]]:
    """All combinations; what is early in each of the sequences comes first."""
    if not all(choices):
        return
    pending = [(0, (0,) * len(choices))]
    seen = set(pending)
    while pending:
        total, places = heappop(pending)
        yield tuple(choice[place] for choice, place in zip(choices, places, strict=True))
        for position, place in enumerate(places):
            following = (total + 1, (*places[:position], place + 1, *places[position + 1 :]))
            if place + 1 < len(choices[position]) and following not in seen:
                seen.add(following)
                heappush(pending, following)


def tensor_of(elements: Sequence[Given], count: int | None) -> Leaf | None:
    """The tensor that a sequence of numbers stands for."""
    leaves = [each for each in elements if isinstance(each, Leaf) and each.number.weak]
    if not leaves or len(leaves) != len(elements):
        return None
    numbers = [leaf.number for leaf in leaves]
    integers = [leaf.integers for leaf in leaves if leaf.integers is not None]
    known = tuple(integers) if count is not None and len(integers) == count else None
    dtype, shape = numbers[0].dtype, numbers[0].shape or ()
    for other in numbers[1:]:
        if len(other.shape or ()) != len(shape):
            return None
        dtype = promote(dtype, other.dtype)
        shape = tuple(a if a == b else None for a, b in zip(shape, other.shape or (), strict=True))
    return None if dtype is BOOL else Leaf(Number(dtype, (count, *shape), weak=True), known)


# As a device function gets it --------------------------------------------------------------------------


@dataclass(frozen=True)
class Signature:
    """The arguments of a call, as a device function for them has them.

    Attributes:
        text: by which the runtime finds it.
        parts: the arguments, with parameters in the places of numbers.
        numbers: the types of the parameters.
    """

    text: str
    parts: tuple[Any, ...]
    numbers: tuple[Number, ...]


def signature(givens: Sequence[Given], *, has_integers: bool) -> Signature:
    """The arguments of a call; with ``has_integers``, integers that the text tells are part of the function."""
    numbers: list[Number] = []
    texts: list[str] = []

    def part(given: Given) -> Any:
        if isinstance(given, Leaf):
            if has_integers and isinstance(given.integers, int):
                texts.append(f"i{given.integers};")
                return given.integers
            texts.append(".")
            numbers.append(given.number)
            return Parameter(len(numbers) - 1)
        texts.append(f"{given.mark}(")
        parts = tuple(map(part, given.parts))
        texts.append(")")
        return _part(given, parts)

    parts = tuple(map(part, givens))
    return Signature("".join(texts), parts, _with_types(numbers))


def _part(node: Node, parts: tuple[Any, ...]) -> Any:
    match node.mark[0]:
        case "c":
            assert node.procedure is not None
            return ClosedProcedure(node.procedure, parts)
        case "o":
            return ClosedProcedure(node.name, parts)
        case "p":
            return ProcedureName(node.name, "")
        case "d" | "t":
            return GivenDatum(node.name)
        case _:
            return Tree(node.name or None, parts)


def _with_types(numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Floats without a type of their own have that of the tensors beside them."""
    dtype = float_type([number.dtype for number in numbers if not number.weak])
    return tuple(
        Number(dtype if number.weak and number.dtype.is_float and dtype else number.dtype, number.shape)
        for number in numbers
    )


def float_type(dtypes: Sequence[DType]) -> DType | None:
    """The widest type of floats."""
    floats = [dtype for dtype in dtypes if dtype.is_float]
    widest = max((dtype.bits for dtype in floats), default=0)
    return next((dtype for dtype in floats if dtype.bits == widest), None)
