"""Loops: tail-recursive procedures and ``for/fold`` as ``scf.for`` and ``scf.while``.

The types of loop variables are found by iteration: a body is elaborated under
a guess, and again under a wider one while the values passed to the next round
do not fit.  A variable that ``set!`` changes inside a loop is carried as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.types.analysis import invariant_parameters, is_call_of, mentions, tail_calls, tail_children
from eshkol_mlir.types.branches import Slot, evaluate_branch, fill, slot_operands
from eshkol_mlir.types.convert import (
    convert,
    is_number,
    join_leaves,
    join_values,
    same_structure,
    type_of,
    zero_like,
)
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import I64
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    POISON,
    UNSPECIFIED,
    Cell,
    Closure,
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


class Carried:
    """What goes around a loop: values, and the variables that its body assigns."""

    def __init__(self, el: Elaborator, initial: Sequence[Value], span: Span) -> None:
        self.el = el
        self.span = span
        self.initial = MultipleValues(tuple(initial))
        self.cells: list[Cell] = []
        self.slots: list[Slot] = [self._slot(leaf) for leaf in leaves(self.initial)]

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
            whole = MultipleValues((*values.items, *(store[cell] for cell in self.cells)))
            if not same_structure(self.start, whole):
                raise diagnostics.TypeError.at(
                    self.span, "a loop variable changes its kind of value from one round to the next",
                    notes=[f"it starts as {describe(a)} and continues as {describe(b)}"
                           for a, b in zip(self.start.items, whole.items, strict=False)
                           if not same_structure(a, b)][:1],
                )  # fmt: skip
            for position, leaf in enumerate(leaves(whole)):
                changed |= self._widen_slot(position, leaf)
        return changed

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
        checkpoint = Checkpoint(el)
        if not attempt():
            return
        checkpoint.restore()
    raise diagnostics.TypeError.at(span, "the types of this loop's variables do not settle")


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
                node.body.span,
                f"the body of this loop returns {counted(items, 'value')} for {counted(values, 'accumulator')}",
            )
        return items

    iterations = [
        iteration_of(el, value, clause.value.span)
        for value, clause in zip(sequences, node.sequences, strict=True)
    ]
    zero, one = _index(el, 0), _index(el, 1)
    stop = _shortest(el, iterations)
    result = counted_loop(
        el, (zero, stop, one), initial,
        lambda index, values: run(values, [iteration.element(index) for iteration in iterations]),
        node.span,
    )  # fmt: skip
    return result[0] if len(result) == 1 else MultipleValues(result)


def _index(el: Elaborator, number: int) -> ir.Value:
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
    most = shortest_list(sequences)
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


def shortest_list(values: Sequence[Value]) -> int | None:
    """The length of the shortest list among sequences, past which nobody looks."""
    return min((len(value.items) for value in values if isinstance(value, ListValue)), default=None)


def elements_of(el: Elaborator, value: Value, span: Span, most: int | None = None) -> tuple[Value, ...]:
    """The elements of a sequence whose length is known now, of a long one the first ``most``."""
    if isinstance(value, ListValue):
        return value.items
    iteration = iteration_of(el, value, span)
    length = iteration.length.constant if isinstance(iteration.length, Dim) else None
    if length is None:
        raise diagnostics.UnsupportedError.at(
            span,
            "a list beside a sequence whose length is not known now cannot be stepped through on a device",
        )
    count = length if most is None else min(length, most)
    if count > MOST_UNROLLED:
        raise diagnostics.UnsupportedError.at(
            span, f"a sequence of {count} elements is too long to be stepped through while compiling"
        )
    return tuple(iteration.element(_index(el, position)) for position in range(count))


def iteration_of(el: Elaborator, value: Value, span: Span) -> Iteration:
    if isinstance(value, RangeValue):
        return _range_iteration(el, value, span)
    if isinstance(value, Static | Term) and not type_of(value).shape and type_of(value).dtype.is_integer:
        # Racket's habit: a number n stands for (range n).
        return _range_iteration(el, RangeValue(Static(0), value, 1), span)
    term = el.to_tensor(value, span)
    if term is None or not isinstance(term.type, Tensor) or not term.type.shape:
        raise diagnostics.TypeError.at(
            span, f"expected a sequence here but got {describe(value)}",
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
    steps = b.emit_one("arith.ceildivsi", (distance, _index(el, value.step)), "index")
    length = b.emit_one("arith.maxsi", (steps, _index(el, 0)), "index")

    def element(index: ir.Value) -> Value:
        scaled = b.emit_one("arith.muli", (index, _index(el, value.step)), "index")
        shifted = b.emit_one("arith.addi", (scaled, first_index), "index")
        return _integer(el, shifted)

    return Iteration(length, element)


def el_int(value: Static) -> int | None:
    number = value.value
    if isinstance(number, Dim):
        return number.constant
    return number if isinstance(number, int) else None


def _range_element(el: Elaborator, start: int, step: int, index: ir.Value) -> Value:
    if step != 1:
        index = el.builder.emit_one("arith.muli", (index, _index(el, step)), "index")
    if start:
        index = el.builder.emit_one("arith.addi", (index, _index(el, start)), "index")
    return _integer(el, index)


def _integer(el: Elaborator, index: ir.Value) -> Term:
    return Term(el.builder.emit_one("arith.index_cast", (index,), "i64"), Scalar(I64, weak=True))


# Tail-recursive procedures ------------------------------------------------------------


@dataclass
class Leaf:
    """The end of one path through a loop's body."""

    block: ir.Block
    value: MultipleValues
    store: dict[Cell, Value]
    again: bool


@dataclass
class Fork:
    """A conditional in tail position: both ways on, each built in a block."""

    block: ir.Block
    condition: ir.Value
    then: Path
    otherwise: Path
    blocks: tuple[ir.Block, ir.Block]


Path = Leaf | Fork


def leaves_of(path: Path) -> list[Leaf]:
    if isinstance(path, Leaf):
        return [path]
    return leaves_of(path.then) + leaves_of(path.otherwise)


class _TestAssigns(Exception):
    """The test of a loop changes a variable, so it cannot stand in a region of its own."""


class TailLoop:
    """A call of a procedure that calls itself in tail position only."""

    def __init__(self, el: Elaborator, closure: Closure, arguments: Sequence[Value], span: Span) -> None:
        assert closure.binding is not None
        self.el, self.span = el, span
        self.function, self.binding = closure.function, closure.binding
        self.environment = Environment(closure.environment)
        fixed = invariant_parameters(self.function, self.binding)
        parameters = list(enumerate(self.function.parameters))
        for position, parameter in parameters:
            if position in fixed:
                el.bind(self.environment, parameter.binding, arguments[position])
        self.moving = [(i, p) for i, p in parameters if i not in fixed]
        self.carried = Carried(el, [arguments[i] for i, _ in self.moving], span)

    def run(self) -> Value:
        counted = self._counted()
        if counted is not None:
            return counted
        if self._parts() is not None:
            try:
                return self._simple()
            except _TestAssigns:
                self.carried = Carried(el=self.el, initial=self.carried.initial.items, span=self.span)
        return self._general()

    # The body ---------------------------------------------------------------------

    def _scope(self, values: Sequence[Value]) -> Environment:
        env = Environment(self.environment)
        for (_, parameter), value in zip(self.moving, values, strict=True):
            self.el.bind(env, parameter.binding, value)
        return env

    def path(self, node: core.Core, env: Environment) -> Path:
        """Evaluates an expression in tail position."""
        el = self.el
        match node:
            case core.If(test=test, then=then, otherwise=otherwise):
                return self._fork(test, then, otherwise, env, node.span)
            case core.Let(clauses=clauses, body=body):
                return self.path(body, el.bind_let(clauses, env))
            case core.Letrec(clauses=clauses, body=body):
                return self.path(body, el.bind_letrec(clauses, env))
            case core.Sequence(expressions=expressions):
                for expression in expressions[:-1]:
                    el.expression(expression, env)
                return self.path(expressions[-1], env)
            case core.Apply(function=core.Builtin(name=("%and" | "%or") as name), arguments=arguments) if (
                mentions(arguments[-1], self.binding)
            ):
                rest = (
                    arguments[1]
                    if len(arguments) == 2
                    else core.Apply(node.function, arguments[1:], {}, node.span)
                )
                constant = core.Constant(name == "%or", node.span)
                then, otherwise = (rest, constant) if name == "%and" else (constant, rest)
                return self._fork(arguments[0], then, otherwise, env, node.span)
        if is_call_of(node, self.binding):
            assert isinstance(node, core.Apply)
            if len(node.arguments) != len(self.function.parameters):
                raise diagnostics.ArityError.at(
                    node.span,
                    f"`{self.binding.name}` takes {len(self.function.parameters)} arguments "
                    f"but gets {len(node.arguments)}",
                )
            values = [el.expression(argument, env) for argument in node.arguments]
            nexts = MultipleValues(tuple(values[i] for i, _ in self.moving))
            return Leaf(el.builder.block, nexts, dict(el.store), again=True)
        value = el.expression(node, env)
        items = value.items if isinstance(value, MultipleValues) else (value,)
        return Leaf(el.builder.block, MultipleValues(items), dict(el.store), again=False)

    def _fork(
        self, test: core.Core, then: core.Core, otherwise: core.Core | None, env: Environment, span: Span
    ) -> Path:
        el = self.el
        value = el.expression(test, env)
        condition = True if isinstance(value, Poison) else el.truth(value, test.span)
        otherwise = core.Constant(None, span) if otherwise is None else otherwise
        if isinstance(condition, bool):
            return self.path(then if condition else otherwise, env)
        store, block = dict(el.store), el.builder.block
        paths: list[Path] = []
        blocks: list[ir.Block] = []
        for branch in (then, otherwise):
            el.store = dict(store)
            with el.builder.at_end(ir.Block()) as inner:
                paths.append(self.path(branch, env))
            blocks.append(inner)
        el.store = store
        return Fork(block, condition, paths[0], paths[1], (blocks[0], blocks[1]))

    def close(
        self, path: Path, finish: Callable[[Leaf], list[ir.Value]], types: Sequence[str]
    ) -> list[ir.Value]:
        """Ends every path with the values ``finish`` makes of it, and merges them."""
        el = self.el
        if isinstance(path, Leaf):
            with el.builder.at_end(path.block):
                return finish(path)
        for inner, block in zip((path.then, path.otherwise), path.blocks, strict=True):
            values = self.close(inner, finish, types)
            with el.builder.at_end(block):
                el.builder.emit("scf.yield", values)
        with el.builder.at_end(path.block):
            return el.builder.emit("scf.if", (path.condition,), types, regions=[[b] for b in path.blocks])

    def whole(self, leaf: Leaf) -> MultipleValues:
        """What a path passes to the next round, assigned variables included."""
        return MultipleValues((*leaf.value.items, *(leaf.store[cell] for cell in self.carried.cells)))

    # A test, then one more round ---------------------------------------------------------

    def _parts(self) -> tuple[core.Core, core.Core, core.Core, bool] | None:
        """test, what follows the loop, the round, and the truth value that ends it."""
        body = self.function.body
        if not isinstance(body, core.If) or body.otherwise is None:
            return None
        for done, again, ends in ((body.then, body.otherwise, True), (body.otherwise, body.then, False)):
            if (
                not mentions(done, self.binding)
                and not mentions(body.test, self.binding)
                and self._always_again(again)
            ):
                return body.test, done, again, ends
        return None

    def _always_again(self, node: core.Core) -> bool:
        if is_call_of(node, self.binding):
            return True
        if isinstance(node, core.Apply):
            return False
        if isinstance(node, core.If) and node.otherwise is None:
            return False
        inner = tail_children(node)
        return bool(inner) and all(self._always_again(child) for child in inner)

    def _simple(self) -> Value:
        parts = self._parts()
        assert parts is not None
        test, done, again, ends = parts
        el, carried = self.el, self.carried
        final: Environment | None = None

        def attempt() -> bool:
            nonlocal final
            outer, entry = list(el.store), dict(el.store)
            operands = carried.operands()
            before, after = ir.Block(), ir.Block()
            arguments = [before.argument(type) for type in carried.types]
            with el.builder.at_end(before):
                scope = self._scope(carried.bind(arguments))
                bound = dict(el.store)
                value = el.expression(test, scope)
                flag = True if isinstance(value, Poison) else el.truth(value, test.span)
                condition = self._continue_flag(flag, ends)
                el.builder.emit("scf.condition", (condition, *arguments))
            assigns = any(el.store[cell] is not value for cell, value in bound.items())
            el.store = dict(entry)
            if assigns:
                raise _TestAssigns
            arguments = [after.argument(type) for type in carried.types]
            with el.builder.at_end(after):
                values = carried.bind(arguments)
                inside = dict(el.store)
                path = self.path(again, self._scope(values))
            el.store = entry
            ends_of_paths = leaves_of(path)
            if carried.widen(
                [leaf.value for leaf in ends_of_paths],
                [leaf.store for leaf in ends_of_paths],
                outer,
                {**entry, **inside},
            ):
                return True
            if self._poisoned(ends_of_paths):
                return False
            values_next = self.close(
                path, lambda leaf: slot_operands(el, self.whole(leaf), carried.slots), carried.types
            )
            with el.builder.at_end(after):
                el.builder.emit("scf.yield", values_next)
            self._reject_endless()
            results = el.builder.emit("scf.while", operands, carried.types, regions=[[before], [after]])
            final = self._scope(carried.bind(results))
            return False

        settle(el, carried, attempt, self.span)
        return POISON if final is None else el.expression(done, final)

    def _reject_endless(self) -> None:
        if self.carried.types:
            return
        raise diagnostics.TypeError.at(
            self.span,
            f"`{self.binding.name}` never ends once it calls itself: nothing changes from one round to the next",
            help=["pass the new value of what the test looks at, or assign it with set!"],
        )

    def _poisoned(self, ends: Sequence[Leaf]) -> bool:
        return any(isinstance(part, Poison) for leaf in ends for part in leaves(self.whole(leaf)))

    def _continue_flag(self, flag: bool | ir.Value, ends: bool) -> ir.Value:
        b = self.el.builder
        true = b.emit_one("arith.constant", (), "i1", {"value": "true"})
        if isinstance(flag, bool):
            return b.emit_one("arith.constant", (), "i1", {"value": "true" if flag is not ends else "false"})
        return b.emit_one("arith.xori", (flag, true), "i1") if ends else flag

    # A counter compared with a bound ------------------------------------------------------

    def _counted(self) -> Value | None:
        """``(if (= i n) done (loop (+ i 1) ...))`` with n fixed: the trip count is known on entry."""
        parts = self._parts()
        calls = tail_calls(self.function.body, self.binding)
        if parts is None:
            return None
        test, done, again, ends = parts
        found = self._counter(test, ends, calls)
        if found is None:
            return None
        counter, bound, step, inclusive = found
        el = self.el
        position = next(k for k, (_, p) in enumerate(self.moving) if p.binding is counter)
        start = self.carried.initial.items[position]
        limit = el.expression(bound, self.environment)
        if not _is_integer(start) or not _is_integer(limit):
            return None
        lower, upper = el.index_of(start, self.span), el.index_of(limit, self.span)
        if inclusive:
            upper = el.builder.emit_one("arith.addi", (upper, _index(el, 1)), "index")
        others = [k for k in range(len(self.moving)) if k != position]

        def scope(index: Value, values: Sequence[Value]) -> Environment:
            filled = list(values)
            filled.insert(position, index)
            return self._scope(filled)

        def body(index: ir.Value, values: tuple[Value, ...]) -> tuple[Value, ...]:
            path = self.path(again, scope(_integer(el, index), values))
            return self._merge_rounds(path, others)

        initial = [self.carried.initial.items[k] for k in others]
        results = counted_loop(el, (lower, upper, _index(el, step)), initial, body, self.span)
        return el.expression(
            done, scope(self._final_counter(start, limit, lower, upper, step, inclusive), results)
        )

    def _merge_rounds(self, path: Path, kept: Sequence[int]) -> tuple[Value, ...]:
        """The values of the next round, whichever path leads to it."""
        el = self.el
        if isinstance(path, Leaf):
            el.store = path.store
            return tuple(path.value.items[k] for k in kept)
        ends = leaves_of(path)
        cells = [c for c in el.store if any(leaf.store[c] is not el.store[c] for leaf in ends)]
        bundles = [
            MultipleValues((*(leaf.value.items[k] for k in kept), *(leaf.store[c] for c in cells)))
            for leaf in ends
        ]
        slots = join_values(el, bundles, self.span, "the ways through this loop")
        if any(isinstance(slot, Poison) for slot in slots):
            return tuple(POISON for _ in kept)
        types = [slot.mlir for slot in slots if isinstance(slot, Scalar | Tensor)]
        by_leaf = {id(leaf): bundle for leaf, bundle in zip(ends, bundles, strict=True)}
        values = self.close(path, lambda leaf: slot_operands(el, by_leaf[id(leaf)], slots), types)
        merged = rebuild(bundles[0], iter(fill(el, slots, values)))
        assert isinstance(merged, MultipleValues)
        for cell, value in zip(cells, merged.items[len(kept) :], strict=True):
            el.store[cell] = value
        return merged.items[: len(kept)]

    def _final_counter(
        self, start: Value, limit: Value, lower: ir.Value, upper: ir.Value, step: int, inclusive: bool
    ) -> Value:
        """The counter when the test ends the loop."""
        el, b = self.el, self.el.builder
        if step == 1 and not inclusive and isinstance(start, Static) and isinstance(limit, Static):
            first, last = el_int(start), el_int(limit)
            if first is not None and last is not None:
                return Static(max(first, last))
            if first == 0:
                return limit
        distance = b.emit_one("arith.subi", (upper, lower), "index")
        rounds = b.emit_one(
            "arith.maxsi",
            (b.emit_one("arith.ceildivsi", (distance, _index(el, step)), "index"), _index(el, 0)),
            "index",
        )
        travelled = b.emit_one("arith.muli", (rounds, _index(el, step)), "index")
        return _integer(el, b.emit_one("arith.addi", (lower, travelled), "index"))

    def _counter(
        self, test: core.Core, ends: bool, calls: Sequence[core.Apply]
    ) -> tuple[core.Binding, core.Core, int, bool] | None:
        """The counting variable, its bound, its step, and whether the bound is included."""
        if not (
            isinstance(test, core.Apply)
            and isinstance(test.function, core.Builtin)
            and len(test.arguments) == 2
        ):
            return None
        left, right = test.arguments
        name = test.function.name
        moving = {p.binding: i for i, p in self.moving}
        if not (isinstance(left, core.Reference) and left.binding in moving):
            left, right = right, left
            name = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(name, name)
        if not (isinstance(left, core.Reference) and left.binding in moving) or left.binding.assigned:
            return None
        if not isinstance(right, core.Constant | core.Reference) or (
            isinstance(right, core.Reference) and (right.binding in moving or right.binding.assigned)
        ):
            return None
        inclusive = {
            (">=", True): False,
            ("=", True): False,
            ("<", False): False,
            (">", True): True,
            ("<=", False): True,
        }
        if (name, ends) not in inclusive:
            return None
        steps = {
            self._step(call.arguments[moving[left.binding]], left.binding)
            for call in calls
            if len(call.arguments) > moving[left.binding]
        }
        step = steps.pop() if len(steps) == 1 else None
        if step is None or step < 1 or (name == "=" and step != 1):
            return None
        return left.binding, right, step, inclusive[name, ends]

    @staticmethod
    def _step(argument: core.Core, counter: core.Binding) -> int | None:
        if not (
            isinstance(argument, core.Apply)
            and isinstance(argument.function, core.Builtin)
            and argument.function.name == "+"
            and len(argument.arguments) == 2
        ):
            return None
        for one, other in (argument.arguments, argument.arguments[::-1]):
            if (
                isinstance(one, core.Reference)
                and one.binding is counter
                and isinstance(other, core.Constant)
            ):
                return (
                    other.value
                    if isinstance(other.value, int) and not isinstance(other.value, bool)
                    else None
                )
        return None

    # Any other shape: the round and the result are computed together --------------------------

    def _general(self) -> Value:
        el, carried = self.el, self.carried
        answer: Value = POISON

        def attempt() -> bool:
            nonlocal answer
            outer, entry = list(el.store), dict(el.store)
            operands = carried.operands()
            before, after = ir.Block(), ir.Block()
            arguments = [before.argument(type) for type in carried.types]
            with el.builder.at_end(before):
                values = carried.bind(arguments)
                inside = dict(el.store)
                path = self.path(self.function.body, self._scope(values))
            el.store = entry
            rounds = [leaf for leaf in leaves_of(path) if leaf.again]
            finals = [leaf for leaf in leaves_of(path) if not leaf.again]
            every = leaves_of(path)
            stand_ins = [leaf.value if leaf.again else MultipleValues(values) for leaf in every]
            if carried.widen(stand_ins, [leaf.store for leaf in every], outer, {**entry, **inside}):
                return True
            if not finals:
                raise diagnostics.TypeError.at(
                    self.span, f"`{self.binding.name}` calls itself on every path and never returns"
                )
            if self._poisoned(rounds) or any(
                isinstance(v, Poison) for leaf in finals for v in leaves(leaf.value)
            ):
                return False
            slots = join_values(el, [leaf.value for leaf in finals], self.span, "the results of this loop")
            result_types = [slot.mlir for slot in slots if isinstance(slot, Scalar | Tensor)]
            all_types = ["i1", *carried.types, *result_types]

            def finish(leaf: Leaf) -> list[ir.Value]:
                flag = el.builder.emit_one("arith.constant", (), "i1", {"value": str(leaf.again).lower()})
                if leaf.again:
                    zeros = [zero_like(el, slot) for slot in slots if isinstance(slot, Scalar | Tensor)]
                    return [flag, *slot_operands(el, self.whole(leaf), carried.slots), *zeros]
                current = MultipleValues((*values, *(leaf.store[cell] for cell in carried.cells)))
                return [
                    flag,
                    *slot_operands(el, current, carried.slots),
                    *slot_operands(el, leaf.value, slots),
                ]

            self._reject_endless()
            ends = self.close(path, finish, all_types)
            with el.builder.at_end(before):
                el.builder.emit("scf.condition", ends)
            forwarded = [after.argument(type) for type in (*carried.types, *result_types)]
            with el.builder.at_end(after):
                el.builder.emit("scf.yield", forwarded[: len(carried.types)])
            results = el.builder.emit(
                "scf.while", operands, (*carried.types, *result_types), regions=[[before], [after]]
            )
            carried.bind(results[: len(carried.types)])
            template = finals[0].value
            whole = rebuild(template, iter(fill(el, slots, results[len(carried.types) :])))
            assert isinstance(whole, MultipleValues)
            answer = whole.items[0] if len(whole.items) == 1 else whole
            return False

        settle(el, carried, attempt, self.span)
        return answer


def can_carry(function: core.Lambda, binding: core.Binding, values: Sequence[Value]) -> bool:
    """Whether what changes from round to round is numbers, so that a real loop can carry it.

    A list that each round shortens has no type that stays; such a recursion is
    expanded while compiling.
    """
    fixed = invariant_parameters(function, binding)
    moving = [value for position, value in enumerate(values) if position not in fixed]
    return all(
        is_number(leaf) or isinstance(leaf, Poison) for value in moving for leaf in leaves(value)
    ) and not any(isinstance(value, ListValue) and not value.vector for value in moving)


def _is_integer(value: Value) -> bool:
    return is_number(value) and type_of(value).dtype.is_integer and not type_of(value).shape


__all__ = ["UNSPECIFIED", "TailLoop", "convert", "counted_loop", "evaluate_branch", "fold"]
