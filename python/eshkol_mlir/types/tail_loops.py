"""Tail-recursive procedures as loops: one that calls itself, or several that go on with each other.

Three shapes of ``scf`` code come out: a counter with a fixed bound is an
``scf.for``; a test followed by one more round an ``scf.while``; and for any
other body the round and the result are computed together, with a flag that
says which of them counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.types.analysis import invariant_parameters, is_call_of, mentions, tail_calls, tail_children
from eshkol_mlir.types.arrays import conform_alternatives
from eshkol_mlir.types.branches import Slot, fill, slot_operands
from eshkol_mlir.types.convert import (
    is_number,
    join_values,
    type_of,
    zero_like,
)
from eshkol_mlir.types.logic import test_value
from eshkol_mlir.types.loops import Carried, counted_loop, el_int, index_constant, integer_of_index, settle
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    POISON,
    Cell,
    Closure,
    Environment,
    ListValue,
    MultipleValues,
    Poison,
    RecordValue,
    Static,
    Value,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


#: How many calls of other procedures of its group are expanded in a loop.
MOST_EXPANSIONS = 2000


@dataclass
class Leaf:
    """The end of one path through a loop's body.

    The path goes on with ``value`` in another round of the loop ``target``, or
    where that is None it ends the loops with ``value`` as the result.
    """

    block: ir.Block
    value: MultipleValues
    store: dict[Cell, Value]
    target: TailLoop | None


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
    """A call of a procedure that calls itself in tail position only, maybe by way of others.

    The others of its group are expanded where they are called.  One that leads
    to itself without this loop is a loop inside this one: ``outer`` is the
    loop around, to which such a loop may go on.
    """

    def __init__(
        self,
        el: Elaborator,
        closure: Closure,
        arguments: Sequence[Value],
        span: Span,
        outer: TailLoop | None = None,
    ) -> None:
        assert closure.binding is not None
        self.el, self.span, self.outer = el, span, outer
        self.expansions = 0
        self.function, self.binding = closure.function, closure.binding
        self.environment = Environment(closure.environment)
        self.group = el.tail_groups.group(self.binding) or frozenset((self.binding,))
        around = {loop.binding for loop in self._active() if loop is not self}
        #: Procedures that lead to this loop's next round.
        self.returning = {self.binding, *el.tail_groups.returning(self.binding, around)}
        fixed = invariant_parameters(self.function, loop_calls(el, closure))
        parameters = list(enumerate(self.function.parameters))
        for position, parameter in parameters:
            if position in fixed:
                el.bind(self.environment, parameter.binding, arguments[position])
        self.moving = [(i, p) for i, p in parameters if i not in fixed]
        self.carried = Carried(el, [arguments[i] for i, _ in self.moving], span)

    def run(self) -> Value:
        """The value of the loop."""
        result = self._path()
        if isinstance(result, Leaf):
            self.el.store = result.store
            items = result.value.items
            return items[0] if len(items) == 1 else result.value
        raise AssertionError("a loop in no other has one way out")

    def _path(self) -> Path:
        """The loop, and the ways to go on after it."""
        after: tuple[core.Core, Environment | None] | None = self._counted()
        if after is None and self._parts() is not None:
            try:
                after = self._simple()
            except _TestAssigns:
                self.carried = Carried(el=self.el, initial=self.carried.initial.items, span=self.span)
        return self._general() if after is None else self._after(*after)

    def _after(self, done: core.Core, env: Environment | None) -> Path:
        """What follows the loop: in a loop around it, an expression in tail position."""
        if env is None:
            return self._end(POISON)
        return self._end(self.el.expression(done, env)) if self.outer is None else self.outer.path(done, env)

    def _end(self, value: Value) -> Leaf:
        items = value.items if isinstance(value, MultipleValues) else (value,)
        return Leaf(self.el.builder.block, MultipleValues(items), dict(self.el.store), target=None)

    def _active(self) -> Iterator[TailLoop]:
        """This loop and those around it."""
        loop: TailLoop | None = self
        while loop is not None:
            yield loop
            loop = loop.outer

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
                    el.effect(expression, env)
                return self.path(expressions[-1], env)
            case core.Apply(function=core.Builtin(name=("%and" | "%or") as name), arguments=arguments) if any(
                mentions(arguments[-1], member) for member in self.group
            ):
                rest = (
                    arguments[1]
                    if len(arguments) == 2
                    else core.Apply(node.function, arguments[1:], {}, node.span)
                )
                constant = core.Constant(name == "%or", node.span)
                then, otherwise = (rest, constant) if name == "%and" else (constant, rest)
                return self._fork(arguments[0], then, otherwise, env, node.span)
        for loop in self._active():
            if is_call_of(node, loop.binding):
                assert isinstance(node, core.Apply)
                return loop.next_round(node, env)
        if any(is_call_of(node, member) for member in self.group):
            assert isinstance(node, core.Apply)
            return self._enter(node, env)
        return self._end(el.expression(node, env))

    def next_round(self, node: core.Apply, env: Environment) -> Leaf:
        """A call of this loop's procedure in tail position."""
        el = self.el
        if len(node.arguments) != len(self.function.parameters):
            raise diagnostics.ArityError.at(
                Code.PROCEDURE_ARGUMENTS,
                node.span,
                f"`{self.binding.name}` takes {len(self.function.parameters)} arguments "
                f"but gets {len(node.arguments)}",
            )
        values = [el.expression(argument, env) for argument in node.arguments]
        store = dict(el.store)
        nexts = self.carried.conform_round(MultipleValues(tuple(values[i] for i, _ in self.moving)), store)
        return Leaf(el.builder.block, nexts, store, target=self)

    def _count_expansion(self, span: Span) -> None:
        outermost = list(self._active())[-1]
        outermost.expansions += 1
        if outermost.expansions > MOST_EXPANSIONS:
            raise diagnostics.UnsupportedError.at(
                Code.UNROLLED_TOO_FAR,
                span,
                f"the {len(self.group)} procedures that go on with each other do so in too many ways for one loop",
                help=["write them as one procedure, with a number that says where it stands"],
            )

    def _enter(self, node: core.Apply, env: Environment) -> Path:
        """A call of another procedure of the group in tail position."""
        from eshkol_mlir.types.calls import Arguments, checked_arguments, checked_result
        from eshkol_mlir.types.elaborator import Frame

        el = self.el
        self._count_expansion(node.span)
        closure = el.expression(node.function, env)
        if not isinstance(closure, Closure) or closure.binding is None:
            return self._end(el.expression(node, env))
        given = tuple(el.expression(argument, env) for argument in node.arguments)
        function = closure.function
        values, _, names = checked_arguments(el, function, Arguments(given, {}, node.span, node.arguments))
        active = {loop.binding for loop in self._active()}
        el.frames.append(Frame(function, node.span, closure.environment))
        if closure.binding in el.tail_groups.returning(closure.binding, active):
            path = TailLoop(el, closure, values, node.span, outer=self)._path()
        else:
            inner = Environment(closure.environment)
            for parameter, value in zip(function.parameters, values, strict=True):
                el.bind(inner, parameter.binding, value)
            path = self.path(function.body, inner)
        for leaf in leaves_of(path):
            if leaf.target is None:
                with el.builder.at_end(leaf.block):
                    items = leaf.value.items
                    value = checked_result(el, function, items[0] if len(items) == 1 else leaf.value, names)
                leaf.value = MultipleValues(value.items if isinstance(value, MultipleValues) else (value,))
        el.frames.pop()
        return path

    def _fork(
        self, test: core.Core, then: core.Core, otherwise: core.Core | None, env: Environment, span: Span
    ) -> Path:
        el = self.el
        value = test_value(el, test, env)
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
            if not any(
                mentions(part, member) for part in (done, body.test) for member in self.returning
            ) and self._always_again(again):
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

    def _simple(self) -> tuple[core.Core, Environment | None]:
        """What follows the loop and its environment, which is None after an error."""
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
                value = test_value(el, test, scope)
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
        return done, final

    def _reject_endless(self) -> None:
        if self.carried.types:
            return
        raise diagnostics.TypeError.at(
            Code.NEVER_RETURNS,
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

    def _counted(self) -> tuple[core.Core, Environment] | None:
        """``(if (= i n) done (loop (+ i 1) ...))`` with n fixed: the trip count is known on entry."""
        parts = self._parts()
        if parts is None:
            return None
        calls = tail_calls(self.function.body, self.binding)
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
            upper = el.builder.emit_one("arith.addi", (upper, index_constant(el, 1)), "index")
        others = [k for k in range(len(self.moving)) if k != position]

        def scope(index: Value, values: Sequence[Value]) -> Environment:
            filled = list(values)
            filled.insert(position, index)
            return self._scope(filled)

        def body(index: ir.Value, values: tuple[Value, ...]) -> tuple[Value, ...]:
            path = self.path(again, scope(integer_of_index(el, index), values))
            return self._merge_rounds(path, others)

        initial = [self.carried.initial.items[k] for k in others]
        results = counted_loop(el, (lower, upper, index_constant(el, step)), initial, body, self.span)
        return done, scope(self._final_counter(start, limit, lower, upper, step, inclusive), results)

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
        bundles = conform_alternatives(el, [leaf.block for leaf in ends], bundles, self.span)
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
            (
                b.emit_one("arith.ceildivsi", (distance, index_constant(el, step)), "index"),
                index_constant(el, 0),
            ),
            "index",
        )
        travelled = b.emit_one("arith.muli", (rounds, index_constant(el, step)), "index")
        return integer_of_index(el, b.emit_one("arith.addi", (lower, travelled), "index"))

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

    def _general(self) -> Path:
        el, carried = self.el, self.carried
        answer: Path = Leaf(el.builder.block, MultipleValues((POISON,)), el.store, target=None)

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
            every = leaves_of(path)
            ways_out = [leaf for leaf in every if leaf.target is not self]
            stand_ins = [leaf.value if leaf.target is self else MultipleValues(values) for leaf in every]
            if carried.widen(stand_ins, [leaf.store for leaf in every], outer, {**entry, **inside}):
                return True
            if not ways_out:
                raise diagnostics.TypeError.at(
                    Code.NEVER_RETURNS,
                    self.span,
                    f"`{self.binding.name}` calls itself on every path and never returns",
                )
            if self._poisoned(every):
                return False
            exits = self._exits(ways_out)
            flags = ["i1"] * (len(exits) - 1)
            outcome_types = [type for way in exits for type in way.types]

            def finish(leaf: Leaf) -> list[ir.Value]:
                again = leaf.target is self
                going_on = leaf.value if again else MultipleValues(values)
                whole = MultipleValues((*going_on.items, *(leaf.store[cell] for cell in carried.cells)))
                return [
                    self._truth(again),
                    *(self._truth(way.target is leaf.target) for way in exits[1:]),
                    *slot_operands(el, whole, carried.slots),
                    *(operand for way in exits for operand in way.operands(el, leaf)),
                ]

            self._reject_endless()
            all_types = ["i1", *flags, *carried.types, *outcome_types]
            ends = self.close(path, finish, all_types)
            with el.builder.at_end(before):
                el.builder.emit("scf.condition", ends)
            forwarded = [after.argument(type) for type in all_types[1:]]
            first, last = len(flags), len(flags) + len(carried.types)
            with el.builder.at_end(after):
                el.builder.emit("scf.yield", forwarded[first:last])
            results = el.builder.emit("scf.while", operands, all_types[1:], regions=[[before], [after]])
            carried.bind(results[first:last])
            answer = self._leave(exits, results[:first], iter(results[last:]))
            return False

        settle(el, carried, attempt, self.span)
        return answer

    def _truth(self, value: bool) -> ir.Value:
        return self.el.builder.emit_one("arith.constant", (), "i1", {"value": str(value).lower()})

    def _exits(self, ways_out: Sequence[Leaf]) -> list[Exit]:
        """What the paths out of the loop have in common, by where they lead."""
        targets = list(dict.fromkeys(leaf.target for leaf in ways_out))
        exits = []
        for target in targets:
            there = [leaf for leaf in ways_out if leaf.target is target]
            blocks, values = [leaf.block for leaf in there], [leaf.value for leaf in there]
            ends = conform_alternatives(self.el, blocks, values, self.span)
            for leaf, value in zip(there, ends, strict=True):
                leaf.value = value
            what = "the results of this loop"
            exits.append(Exit(target, ends[0], join_values(self.el, ends, self.span, what)))
        return exits

    def _leave(self, exits: Sequence[Exit], flags: Sequence[ir.Value], results: Iterator[ir.Value]) -> Path:
        """The ways on after the loop: a flag for each but the first says whether it is taken."""
        el = self.el
        found = [(way.target, way.value(el, results)) for way in exits]

        def choose(count: int) -> Path:
            target, value = found[count]
            if not count:
                return Leaf(el.builder.block, value, dict(el.store), target)
            block = el.builder.block
            with el.builder.at_end(ir.Block()) as taken:
                here = Leaf(taken, value, dict(el.store), target)
            with el.builder.at_end(ir.Block()) as others:
                rest = choose(count - 1)
            return Fork(block, flags[count - 1], here, rest, (taken, others))

        return choose(len(found) - 1)


@dataclass
class Exit:
    """One way out of a loop: where it leads, and the joined types of what it takes there."""

    target: TailLoop | None
    template: MultipleValues
    slots: list[Slot]

    @property
    def types(self) -> list[str]:
        return [slot.mlir for slot in self.slots if isinstance(slot, Scalar | Tensor)]

    def operands(self, el: Elaborator, leaf: Leaf) -> list[ir.Value]:
        """The values of a path that leaves here, or zeros for any other."""
        if leaf.target is self.target:
            return slot_operands(el, leaf.value, self.slots)
        return [zero_like(el, slot) for slot in self.slots if isinstance(slot, Scalar | Tensor)]

    def value(self, el: Elaborator, results: Iterator[ir.Value]) -> MultipleValues:
        whole = rebuild(self.template, iter(fill(el, self.slots, [next(results) for _ in self.types])))
        assert isinstance(whole, MultipleValues)
        return whole


def loop_calls(el: Elaborator, closure: Closure) -> list[core.Apply]:
    """The calls that lead to another round of a procedure."""
    assert closure.binding is not None
    return el.tail_groups.calls(closure.binding) or tail_calls(closure.function.body, closure.binding)


def can_carry(el: Elaborator, closure: Closure, values: Sequence[Value]) -> bool:
    """Whether what changes from round to round is numbers, so that a real loop can carry it.

    A list or tree that each round takes apart has no type that stays; such a recursion is
    expanded while compiling.
    """
    fixed = invariant_parameters(closure.function, loop_calls(el, closure))
    moving = [value for position, value in enumerate(values) if position not in fixed]
    return all(
        is_number(leaf) or isinstance(leaf, Poison) for value in moving for leaf in leaves(value)
    ) and not any(map(_may_shrink, moving))


def _may_shrink(value: Value) -> bool:
    """Whether rounds may take parts off a value: a list, or one of a union."""
    if isinstance(value, RecordValue):
        return bool(value.type.union)
    return isinstance(value, ListValue) and not value.vector


def _is_integer(value: Value) -> bool:
    return is_number(value) and type_of(value).dtype.is_integer and not type_of(value).shape
