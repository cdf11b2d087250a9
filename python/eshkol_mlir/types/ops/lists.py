"""Lists and vectors of known length, and what they share with the leading axis of tensors."""

from __future__ import annotations

from itertools import product as combinations
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import Arguments
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.indexing import integer, take_one
from eshkol_mlir.types.ops.access import element_at
from eshkol_mlir.types.ops.joining import flip_axes
from eshkol_mlir.types.ops.shapes import known_size
from eshkol_mlir.types.sizes import plural
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import EMPTY, ListValue, PairValue, RangeValue, Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: A range longer than this is not written out as a list.
MOST_ELEMENTS = 1 << 16


def as_list(el: Elaborator, value: Value) -> ListValue | None:
    """A list or vector, or a range of known bounds written out; None for anything else."""
    if isinstance(value, ListValue):
        return value
    if isinstance(value, RangeValue):
        bounds = [v.value for v in (value.start, value.stop) if isinstance(v, Static)]
        numbers = [b.constant if isinstance(b, Dim) else b for b in bounds]
        first, last = numbers if len(numbers) == 2 else (None, None)
        if isinstance(first, int) and isinstance(last, int):
            span = range(first, last, value.step)
            if len(span) <= MOST_ELEMENTS:
                return ListValue(tuple(Static(i) for i in span))
    return None


def list_argument(el: Elaborator, call: Call, position: int) -> ListValue:
    """An argument that has to be a list.

    Raises:
        TypeError: it is something else; a tensor is told how to become a list.
    """
    value = call[position]
    found = as_list(el, value)
    if found is not None:
        return found
    name = call.parameter_name(position)
    help = []
    if isinstance(value, Term) and value.type.shape:
        help = ["take elements of a tensor with vref and parts with slice; (vector->list x) makes a list"]
    raise diagnostics.TypeError.at(
        Code.LIST_VALUE_EXPECTED, call.span_of(position),
        f"argument `{name}` of {call.builtin.name} should be a list but is {describe(value)}",
        labels=call.arguments.label(position), help=help,
    )  # fmt: skip


def _pair(el: Elaborator, call: Call, position: int = 0) -> ListValue:
    """A list that is not empty."""
    found = list_argument(el, call, position)
    if not found.items:
        raise call.type_error(Code.LIST_VALUE_EXPECTED, "the list is empty")
    return found


# Making and taking apart ---------------------------------------------------------------------


@builtin("(list x ...)", "%list")
def make_list(el: Elaborator, call: Call) -> Value:
    """A list of its arguments."""
    return ListValue(call.values)


@builtin("(cons x list)")
def cons(el: Elaborator, call: Call) -> Value:
    """The list with ``x`` before it; with anything but a list, a pair of two values."""
    rest = as_list(el, call[1])
    if rest is None:
        return PairValue(call[0], call[1])
    return ListValue((call[0], *rest.items))


def _define_accessor(path: str) -> None:
    """``cadr`` and its kin: the letters, from the right, say which part to take."""

    @builtin(f"(c{path}r list)")
    def accessor(el: Elaborator, call: Call) -> Value:
        value: Value = call[0]
        for letter in reversed(path):
            if isinstance(value, PairValue):
                value = value.first if letter == "a" else value.second
                continue
            if value is not call[0] and as_list(el, value) is None:
                raise call.type_error(
                    Code.LIST_VALUE_EXPECTED,
                    f"a part of the list should be a list itself but is {describe(value)}",
                )
            current = as_list(el, value) or list_argument(el, call, 0)
            if not current.items:
                raise call.type_error(Code.LIST_VALUE_EXPECTED, "the list is too short")
            value = current.items[0] if letter == "a" else ListValue(current.items[1:])
        return value

    steps = " of ".join("the first element" if letter == "a" else "the rest" for letter in path)
    accessor.__doc__ = f"{steps[0].upper()}{steps[1:]} of a list."


for _length in range(1, 5):
    for _letters in combinations("ad", repeat=_length):
        _define_accessor("".join(_letters))

ORDINALS = ("first", "second", "third", "fourth", "fifth")


def _define_ordinal(position: int, name: str) -> None:
    @builtin(f"({name} sequence)")
    def ordinal(el: Elaborator, call: Call) -> Value:
        return element_at(el, call, as_list(el, call[0]) or call[0], Static(position))

    ordinal.__doc__ = f"The {name} element of a list or vector, or row of a tensor."


for _position, _name in enumerate(ORDINALS):
    _define_ordinal(_position, _name)
_define_ordinal(-1, "last")


@builtin("(rest list)")
def rest(el: Elaborator, call: Call) -> Value:
    """The list without its first element."""
    return ListValue(_pair(el, call).items[1:])


@builtin("(list-ref list i)")
def list_ref(el: Elaborator, call: Call) -> Value:
    """The element at position ``i``."""
    return element_at(el, call, as_list(el, call[0]) or call[0], call[1])


@builtin("(list-tail list k)", "drop")
def list_tail(el: Elaborator, call: Call) -> Value:
    """The list without its first ``k`` elements."""
    items = list_argument(el, call, 0).items
    return ListValue(items[_count(call, len(items)) :])


@builtin("(list-head list k)")
def list_head(el: Elaborator, call: Call) -> Value:
    """The first ``k`` elements of the list."""
    items = list_argument(el, call, 0).items
    return ListValue(items[: _count(call, len(items))])


def _count(call: Call, most: int) -> int:
    count = call.known_integer(call[1], "the number of elements")
    if not 0 <= count <= most:
        raise call.shape_error(
            Code.INDEX_OUT_OF_RANGE, f"{count} is out of range for a list of {plural(most, 'element')}"
        )
    return count


@builtin("(length sequence)", "vector-length")
def length(el: Elaborator, call: Call) -> Value:
    """The number of elements of a list or vector, or the size of a tensor's leading axis."""
    known = as_list(el, call[0])
    if known is not None:
        return Static(len(known.items))
    term = call.tensor(el, 0)
    if not term.type.shape:
        raise call.type_error(
            Code.SEQUENCE_EXPECTED, f"expected a list, a vector or a tensor but got {describe(call[0])}"
        )
    return known_size(term.type.shape[0])


@builtin("(append list ...)")
def append(el: Elaborator, call: Call) -> Value:
    """The elements of several lists, one list after the other; the last may be what ends a chain of pairs."""
    ending = call.values[-1] if call.values else EMPTY
    dotted = as_list(el, ending) is None and not (isinstance(ending, Term) and ending.type.shape)
    count = len(call.values) - dotted
    lists = [list_argument(el, call, position) for position in range(count)]
    items = tuple(item for part in lists for item in part.items)
    if not dotted:
        return ListValue(items)
    for item in reversed(items):
        ending = PairValue(item, ending)
    return ending


@builtin("(reverse sequence)", "vector-reverse")
def reverse(el: Elaborator, call: Call) -> Value:
    """The elements in reverse; of a tensor, along its leading axis."""
    known = as_list(el, call[0])
    if known is not None:
        return ListValue(known.items[::-1], known.vector)
    term = call.tensor(el, 0)
    if not term.type.shape:
        raise call.type_error(Code.SEQUENCE_EXPECTED, f"expected a sequence but got {describe(call[0])}")
    return flip_axes(el, term, [0])


@builtin("(list-copy list)")
def list_copy(el: Elaborator, call: Call) -> Value:
    """The list itself: lists never change."""
    return list_argument(el, call, 0)


@builtin("(make-list k [fill])")
def make_filled_list(el: Elaborator, call: Call) -> Value:
    """A list of ``k`` equal elements."""
    fill = call[1] if len(call.values) > 1 else Static(False)
    count = call.known_integer(call[0], "the length")
    if count < 0:
        raise call.shape_error(Code.NEGATIVE_SIZE, f"the length cannot be negative, but this is {count},")
    if count > MOST_ELEMENTS:
        raise call.shape_error(
            Code.TENSOR_TOO_LARGE,
            f"a list has at most {MOST_ELEMENTS} elements",
            help=["(full [n] x) makes a tensor"],
        )
    return ListValue((fill,) * count)


# Between lists, vectors and tensors ---------------------------------------------------------------


@builtin("(vector->list sequence)", "tensor->list")
def vector_to_list(el: Elaborator, call: Call) -> Value:
    """The elements of a vector, or the rows of a tensor whose leading size is known, as a list."""
    known = as_list(el, call[0])
    if known is not None:
        return ListValue(known.items)
    return ListValue(rows_of(el, call, call.tensor(el, 0)))


def rows_of(el: Elaborator, call: Call, term: Term) -> tuple[Term, ...]:
    """The parts of a tensor along its leading axis.

    Raises:
        ShapeError: it has none, or their number is not known when compiling.
    """
    if not term.type.shape:
        raise call.shape_error(Code.WRONG_RANK, "a scalar has no elements")
    count = term.type.shape[0].constant
    if count is None:
        raise call.shape_error(
            Code.UNKNOWN_SIZE,
            f"the number of elements, {term.type.shape[0]}, is not known when compiling",
            help=["declare the size, or step through the tensor with for/fold, map or scan"],
        )
    return tuple(take_one(el, term, 0, Dim.of(i)) for i in range(count))


@builtin("(list->vector list)")
def list_to_vector(el: Elaborator, call: Call) -> Value:
    """The elements of a list as a vector; of numbers, a tensor where one is expected."""
    if isinstance(call[0], Term) and isinstance(call[0].type, Tensor) and call[0].type.shape:
        return call[0]
    return ListValue(list_argument(el, call, 0).items, vector=True)


@builtin("(iota count [start] [step])")
def iota(el: Elaborator, call: Call) -> Value:
    """``count`` numbers from ``start`` (0), ``step`` (1) apart: a list, or a range if the count is computed."""
    from eshkol_mlir.types.ops.construction import arange
    from eshkol_mlir.types.ops.elementwise import add, multiply

    def combined(function: object, *values: Value) -> Value:
        return function(el, Call(call.builtin, Arguments(values, {}, call.span), {}))  # type: ignore[operator,no-any-return]

    start, step = call.get("start") or Static(0), call.get("step") or Static(1)
    count = integer(el, call[0], call.span_of(0), "the count")
    number = count.constant if isinstance(count, Dim) else None
    if number is not None and number < 0:
        raise call.shape_error(Code.NEGATIVE_SIZE, f"the count cannot be negative, but this is {number},")
    if number is not None and number <= MOST_ELEMENTS:
        return ListValue(
            tuple(combined(add, start, combined(multiply, Static(i), step)) for i in range(number))
        )
    whole = arange(el, Static(0), call[0], Static(1), None, call.span)
    return combined(add, start, combined(multiply, whole, step))


# Searching ------------------------------------------------------------------------------------------


def _define_member(name: str, key: bool) -> None:
    @builtin(f"({name} x list)")
    def search(el: Elaborator, call: Call) -> Value:
        items = list_argument(el, call, 1).items
        for position, item in enumerate(items):
            if _known_equal(el, call, call[0], _key_of(el, call, item) if key else item):
                return item if key else ListValue(items[position:])
        return Static(False)

    search.__doc__ = (
        "The first entry of an association list with the given key, or #f."
        if key
        else "The part of a list from the first element equal to ``x`` on, or #f."
    )


def _key_of(el: Elaborator, call: Call, entry: Value) -> Value:
    if isinstance(entry, PairValue):
        return entry.first
    pair = as_list(el, entry)
    if pair is None or not pair.items:
        raise call.type_error(
            Code.LIST_VALUE_EXPECTED, f"the entries should be lists but one is {describe(entry)}"
        )
    return pair.items[0]


def _known_equal(el: Elaborator, call: Call, a: Value, b: Value) -> bool:
    from eshkol_mlir.types.builtins import call_builtin

    outcome = call_builtin(el, "equal?", Arguments((a, b), {}, call.span))
    if isinstance(outcome, Static):
        return outcome.value is True
    raise diagnostics.UnsupportedError.at(
        Code.RUN_TIME_DECISION, call.span,
        f"{call.builtin.name} compares values that are computed when the program runs",
        help=["compare elements of a tensor with =, and combine the truth values with any or argmax"],
    )  # fmt: skip


for _name in ("member", "memv", "memq"):
    _define_member(_name, key=False)
for _name in ("assoc", "assv", "assq"):
    _define_member(_name, key=True)
