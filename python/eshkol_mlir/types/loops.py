"""What all loops share, and ``for/fold`` as ``scf.for``; see ``tail_loops`` for procedures that are loops.

The types of loop variables are found by iteration: a body is elaborated under
a guess, and again under a wider one while the values passed to the next round
do not fit.  A variable that ``set!`` changes inside a loop is carried as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.types.arrays import can_conform, conform
from eshkol_mlir.types.branches import Slot, fill, slot_operands
from eshkol_mlir.types.convert import (
    is_number,
    join_leaves,
    same_structure,
    type_of,
)
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import I64
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    POISON,
    Cell,
    Environment,
    ListValue,
    MultipleValues,
    Poison,
    RangeValue,
    Static,
    Term,
    Value,
    counted,
    describe,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

MAX_ROUNDS = 12


#: A loop whose variables hold growing lists is expanded if it has at most this many rounds.
MOST_EXPANDED = 1024


class KindChange(diagnostics.TypeError):
    """A variable is a list of another length in the next round, say, which no real loop can carry."""


class Carried:
    """What goes around a loop: values, and the variables that its body assigns."""

    def __init__(self, el: Elaborator, initial: Sequence[Value], span: Span) -> None:
        self.el = el
        self.span = span
        self.initial = MultipleValues(tuple(initial))
        self.cells: list[Cell] = []
        self.slots: list[Slot] = [self._slot(leaf) for leaf in leaves(self.initial)]
        #: What a round passes on that has tensors in the places of vectors.
        self._other: MultipleValues | None = None

    @staticmethod
    def _slot(leaf: Value) -> Slot:
        return type_of(leaf) if is_number(leaf) else leaf

    @property
    def start(self) -> MultipleValues:
        """The values on entry, assigned variables included."""
        return MultipleValues((*self.initial.items, *(self.el.store[cell] for cell in self.cells)))

    @property
    def types(self) -> list[str]:
        return [slot.mlir for slot in self.slots if isinstance(slot, Scalar | Tensor)]

    def operands(self) -> list[ir.Value]:
        return slot_operands(self.el, self.start, self.slots)

    def bind(self, values: Sequence[ir.Value]) -> tuple[Value, ...]:
        """The carried values as seen inside (or after) the loop; updates assigned variables."""
        start = self.start
        whole = rebuild(start, iter(fill(self.el, self.slots, values)))
        assert isinstance(whole, MultipleValues)
        count = len(self.initial.items)
        for cell, value in zip(self.cells, whole.items[count:], strict=True):
            self.el.store[cell] = value
        return whole.items[:count]

    def widen(
        self,
        nexts: Sequence[MultipleValues],
        stores: Sequence[dict[Cell, Value]],
        outer: Sequence[Cell],
        entry: dict[Cell, Value],
    ) -> bool:
        """Makes the guess fit what the rounds pass on; whether it changed."""
        changed = self._add_cells(stores, outer, entry)
        for values, store in zip(nexts, stores, strict=True):
            whole = self._without_errors(values, store)
            if not same_structure(self.start, whole):
                if not can_conform(self.start, whole):
                    raise KindChange(self._kind_error(whole).diagnostics)
                self._other = whole
                return True
            for position, leaf in enumerate(leaves(whole)):
                changed |= self._widen_slot(position, leaf)
        return changed

    def _without_errors(self, values: MultipleValues, store: dict[Cell, Value]) -> MultipleValues:
        """What a round passes on, with the values on entry in the places of those that have been reported."""
        whole = (*values.items, *(store[cell] for cell in self.cells))
        return MultipleValues(
            tuple(
                old if isinstance(new, Poison) else new
                for old, new in zip(self.start.items, whole, strict=True)
            )
        )

    def conform_start(self) -> None:
        """Makes the values on entry tensors where the last guess had vectors that became tensors."""
        if self._other is None:
            return
        whole = conform(self.el, self.start, self._other, self.span)
        assert isinstance(whole, MultipleValues)
        count = len(self.initial.items)
        self.initial = MultipleValues(whole.items[:count])
        for cell, value in zip(self.cells, whole.items[count:], strict=True):
            self.el.store[cell] = value
        self.slots = [self._slot(leaf) for leaf in leaves(self.start)]
        self._other = None

    def conform_round(self, values: MultipleValues, store: dict[Cell, Value]) -> MultipleValues:
        """What a round passes on, with tensors for the vectors in whose places it got tensors.

        Variables that it assigns are changed in ``store``.
        """
        count = len(self.initial.items)
        for cell, before in zip(self.cells, self.start.items[count:], strict=True):
            store[cell] = conform(self.el, store[cell], before, self.span)
        made = conform(self.el, values, self.initial, self.span)
        assert isinstance(made, MultipleValues)
        return made

    def _kind_error(self, whole: MultipleValues) -> diagnostics.EshkolError:
        changing = [
            (a, b) for a, b in zip(self.start.items, whole.items, strict=False) if not same_structure(a, b)
        ]
        return diagnostics.TypeError.at(
            Code.LOOP_VARIABLE_TYPE,
            self.span,
            "a loop variable changes its kind of value from one round to the next",
            notes=[f"it starts as {describe(a)} and continues as {describe(b)}" for a, b in changing[:1]],
        )

    def _add_cells(
        self, stores: Sequence[dict[Cell, Value]], outer: Sequence[Cell], entry: dict[Cell, Value]
    ) -> bool:
        new = [
            cell
            for cell in outer
            if cell not in self.cells and any(store[cell] is not entry[cell] for store in stores)
        ]
        for cell in new:
            self.cells.append(cell)
            self.slots.extend(self._slot(leaf) for leaf in leaves(self.el.store[cell]))
        return bool(new)

    def _widen_slot(self, position: int, leaf: Value) -> bool:
        slot = self.slots[position]
        if isinstance(leaf, Poison):
            return False
        if isinstance(slot, Scalar | Tensor) and is_number(leaf):
            stand_in = Term(ir.Value(slot.mlir), slot)
            joined = join_leaves(self.el, (stand_in, leaf), self.span, "the rounds of this loop")
        else:
            joined = join_leaves(self.el, (slot, leaf), self.span, "the rounds of this loop")  # type: ignore[arg-type]
        if isinstance(slot, Tensor) and isinstance(joined, Tensor):
            # A dimension once unknown stays so.
            from eshkol_mlir.types.convert import UNKNOWN

            shape = (
                tuple(
                    UNKNOWN if old == UNKNOWN else new
                    for old, new in zip(slot.shape, joined.shape, strict=True)
                )
                if slot.rank == joined.rank
                else joined.shape
            )
            joined = Tensor(joined.dtype, shape)
        if joined == slot or joined is slot:
            return False
        self.slots[position] = joined
        return True


class Checkpoint:
    """The state of the elaboration, to go back to: what was built since then never existed."""

    def __init__(self, el: Elaborator) -> None:
        self.el = el
        self.errors, self.operations = len(el.errors), len(el.builder.block.operations)
        self.store = dict(el.store)
        self.sizes = dict(el.context.sizes)

    def restore(self) -> None:
        el, context = self.el, self.el.context
        del el.errors[self.errors :]
        del el.builder.block.operations[self.operations :]
        el.store = self.store
        # Sizes that the prologue computes stay; others may have been computed in what is gone.
        kept = {v for v, size in context.sizes.items() if v in self.sizes or size.block is context.prologue}
        context.sizes = {v: size for v, size in context.sizes.items() if v in kept}
        context.size_variables = {x: v for x, v in context.size_variables.items() if v in kept}


def settle(el: Elaborator, carried: Carried, attempt: Callable[[], bool], span: Span) -> None:
    """Repeats ``attempt`` until it reports that the guess did not change."""
    for _ in range(MAX_ROUNDS):
        carried.conform_start()
        checkpoint = Checkpoint(el)
        if not attempt():
            return
        checkpoint.restore()
    raise diagnostics.TypeError.at(
        Code.LOOP_VARIABLE_TYPE, span, "the types of this loop's variables do not settle"
    )


# Counted loops -----------------------------------------------------------------------


def counted_loop(
    el: Elaborator,
    bounds: tuple[ir.Value, ir.Value, ir.Value],
    initial: Sequence[Value],
    body: Callable[[ir.Value, tuple[Value, ...]], tuple[Value, ...]],
    span: Span,
) -> tuple[Value, ...]:
    """``scf.for`` from bounds[0] to bounds[1] by bounds[2]; ``body(index, values) -> next values``."""
    carried = Carried(el, initial, span)
    result: tuple[Value, ...] = ()

    def attempt() -> bool:
        nonlocal result
        outer, entry = list(el.store), dict(el.store)
        operands = carried.operands()
        block = ir.Block()
        index = block.argument("index")
        arguments = [block.argument(type) for type in carried.types]
        with el.builder.at_end(block):
            values = carried.bind(arguments)
            inside = dict(el.store)
            nexts = MultipleValues(body(index, values))
            after = el.store
            nexts = carried.conform_round(nexts, after)
        el.store = entry
        if carried.widen([nexts], [after], outer, {**entry, **inside}):
            return True
        whole = MultipleValues((*nexts.items, *(after[cell] for cell in carried.cells)))
        if any(isinstance(leaf, Poison) for leaf in leaves(whole)):
            result = tuple(POISON for _ in initial)
            return False
        with el.builder.at_end(block):
            el.builder.emit("scf.yield", slot_operands(el, whole, carried.slots))
        results = el.builder.emit("scf.for", (*bounds, *operands), carried.types, regions=[[block]])
        result = carried.bind(results)
        return False

    settle(el, carried, attempt, span)
    return result


# for/fold ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Iteration:
    """A sequence that a loop steps through: its length and its elements."""

    length: Dim | ir.Value
    element: Callable[[ir.Value], Value]


def fold(el: Elaborator, node: core.Fold, env: Environment) -> Value:
    initial = [el.expression(clause.value, env) for clause in node.accumulators]
    sequences = [el.expression(clause.value, env) for clause in node.sequences]
    if any(isinstance(value, Poison) for value in (*initial, *sequences)):
        return POISON
    if any(isinstance(value, ListValue) for value in sequences) and not all(map(_is_uniform, sequences)):
        return _unrolled(el, node, env, initial, sequences)

    def run(values: tuple[Value, ...], elements: Sequence[Value]) -> tuple[Value, ...]:
        inner = Environment(env)
        for clause, value in zip(node.accumulators, values, strict=True):
            el.bind_clause(clause, value, inner)
        for clause, value in zip(node.sequences, elements, strict=True):
            el.bind_clause(clause, value, inner)
        result = el.expression(node.body, inner)
        items = result.items if isinstance(result, MultipleValues) else (result,)
        if isinstance(result, Poison):
            return tuple(POISON for _ in values)
        if len(items) != len(values):
            raise diagnostics.ArityError.at(
                Code.NUMBER_OF_VALUES,
                node.body.span,
                f"the body of this loop returns {counted(items, 'value')} for {counted(values, 'accumulator')}",
            )
        return items

    iterations = [
        iteration_of(el, value, clause.value.span)
        for value, clause in zip(sequences, node.sequences, strict=True)
    ]
    zero, one = index_constant(el, 0), index_constant(el, 1)
    checkpoint = Checkpoint(el)
    stop = _shortest(el, iterations)
    try:
        result = counted_loop(
            el, (zero, stop, one), initial,
            lambda index, values: run(values, [iteration.element(index) for iteration in iterations]),
            node.span,
        )  # fmt: skip
    except KindChange:
        lengths = [i.length.constant for i in iterations if isinstance(i.length, Dim)]
        known = [length for length in lengths if length is not None]
        if len(known) < len(iterations) or min(known) > MOST_EXPANDED:
            raise
        checkpoint.restore()
        return _unrolled(el, node, env, initial, sequences)
    return result[0] if len(result) == 1 else MultipleValues(result)


def index_constant(el: Elaborator, number: int) -> ir.Value:
    from eshkol_mlir.types.elaborator import scalar_index

    return scalar_index(el, number)


def _shortest(el: Elaborator, iterations: Sequence[Iteration]) -> ir.Value:
    lengths = [i.length if isinstance(i.length, ir.Value) else el.size_value(i.length) for i in iterations]
    first, *rest = lengths
    for length in rest:
        first = el.builder.emit_one("arith.minsi", (first, length), "index")
    return first


def _is_uniform(value: Value) -> bool:
    """Whether the elements are numbers of one shape, so that a real loop can read them."""
    if not isinstance(value, ListValue):
        return True
    return bool(value.items) and all(isinstance(item, Static) for item in value.items)


def _unrolled(
    el: Elaborator, node: core.Fold, env: Environment, initial: Sequence[Value], sequences: Sequence[Value]
) -> Value:
    """Lists of known length whose elements differ in kind are stepped through now."""
    most = shortest_list(el, sequences)
    columns = [
        elements_of(el, value, clause.value.span, most)
        for value, clause in zip(sequences, node.sequences, strict=True)
    ]
    values = tuple(initial)
    for row in zip(*columns, strict=False):
        inner = Environment(env)
        for clause, value in zip((*node.accumulators, *node.sequences), (*values, *row), strict=True):
            el.bind_clause(clause, value, inner)
        result = el.expression(node.body, inner)
        values = result.items if isinstance(result, MultipleValues) else (result,)
    return values[0] if len(values) == 1 else MultipleValues(values)


#: What is stepped through while compiling is at most as long.
MOST_UNROLLED = 1 << 16


def shortest_list(el: Elaborator, values: Sequence[Value]) -> int | None:
    """The length of the shortest list among sequences, past which nobody looks."""
    from eshkol_mlir.types.ops.lists import as_list

    lists = [as_list(el, value) for value in values]
    return min((len(known.items) for known in lists if known), default=None)


def elements_of(el: Elaborator, value: Value, span: Span, most: int | None = None) -> tuple[Value, ...]:
    """The elements of a sequence whose length is known now, of a long one the first ``most``."""
    from eshkol_mlir.types.ops.lists import as_list

    known = as_list(el, value)
    if known is not None:
        return known.items
    iteration = iteration_of(el, value, span)
    length = iteration.length.constant if isinstance(iteration.length, Dim) else None
    if length is None:
        raise diagnostics.UnsupportedError.at(
            Code.UNKNOWN_LENGTH,
            span,
            "a list beside a sequence whose length is not known now cannot be stepped through on a device",
        )
    count = length if most is None else min(length, most)
    if count > MOST_UNROLLED:
        raise diagnostics.UnsupportedError.at(
            Code.UNROLLED_TOO_FAR,
            span,
            f"a sequence of {count} elements is too long to be stepped through while compiling",
        )
    return tuple(iteration.element(index_constant(el, position)) for position in range(count))


def iteration_of(el: Elaborator, value: Value, span: Span) -> Iteration:
    if isinstance(value, RangeValue):
        return _range_iteration(el, value, span)
    if isinstance(value, Static | Term) and not type_of(value).shape and type_of(value).dtype.is_integer:
        # Racket's habit: a number n stands for (range n).
        return _range_iteration(el, RangeValue(Static(0), value, 1), span)
    term = el.to_tensor(value, span)
    if term is None or not isinstance(term.type, Tensor) or not term.type.shape:
        raise diagnostics.TypeError.at(
            Code.SEQUENCE_EXPECTED, span, f"expected a sequence here but got {describe(value)}",
            help=["a loop steps through (range n), vectors, lists, and the leading axis of tensors"],
        )  # fmt: skip
    from eshkol_mlir.types.indexing import take_leading

    return Iteration(term.type.shape[0], lambda index: take_leading(el, term, index))


def _range_iteration(el: Elaborator, value: RangeValue, span: Span) -> Iteration:
    start, stop = value.start, value.stop
    if isinstance(start, Static) and isinstance(stop, Static):
        first, last = el_int(start), el_int(stop)
        if first is not None and last is not None:
            return Iteration(
                Dim.of(len(range(first, last, value.step))),
                lambda i: _range_element(el, first, value.step, i),
            )
    if isinstance(start, Static) and el_int(start) == 0 and value.step == 1:
        length = (
            el.size_value(el.size_of(stop, span, "a range"))
            if isinstance(stop, Static)
            else el.index_of(stop, span)
        )
        return Iteration(length, lambda i: _range_element(el, 0, 1, i))
    first_index, last_index = el.index_of(start, span), el.index_of(stop, span)
    b = el.builder
    distance = b.emit_one("arith.subi", (last_index, first_index), "index")
    steps = b.emit_one("arith.ceildivsi", (distance, index_constant(el, value.step)), "index")
    length = b.emit_one("arith.maxsi", (steps, index_constant(el, 0)), "index")

    def element(index: ir.Value) -> Value:
        scaled = b.emit_one("arith.muli", (index, index_constant(el, value.step)), "index")
        shifted = b.emit_one("arith.addi", (scaled, first_index), "index")
        return integer_of_index(el, shifted)

    return Iteration(length, element)


def el_int(value: Static) -> int | None:
    number = value.value
    if isinstance(number, Dim):
        return number.constant
    return number if isinstance(number, int) else None


def _range_element(el: Elaborator, start: int, step: int, index: ir.Value) -> Value:
    if step != 1:
        index = el.builder.emit_one("arith.muli", (index, index_constant(el, step)), "index")
    if start:
        index = el.builder.emit_one("arith.addi", (index, index_constant(el, start)), "index")
    return integer_of_index(el, index)


def integer_of_index(el: Elaborator, index: ir.Value) -> Term:
    return Term(el.builder.emit_one("arith.index_cast", (index,), "i64"), Scalar(I64, weak=True))
