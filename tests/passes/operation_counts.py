"""How many arithmetic operations a compiled function executes, counted on its IR.

What is counted is the module as it leaves the pipeline for linalg, inlined as for IREE: after the
transformations, and after everything that the compiler simplifies.  There every tensor operation is a
``linalg.generic``, whose body runs once for each point of its iteration space, so the count is exact:

- One for each operation on floating-point numbers: additions, products, quotients, comparisons, minima,
  and elementary functions too, whatever they cost on a processor.  One on complex numbers is one as well.
- Nothing for what moves or chooses data (slices, transposes, broadcasts, ``select``), converts it, or
  computes indices with integers.
- A loop counts its body as often as it runs.  Bounds may depend on the counters of the loops around.
- Of the branches of a conditional the dearer one counts.

A sum of n elements counts n additions, the one to zero included; a product of matrices of m by k and k by n
counts 2 m k n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from math import prod
from typing import Any

from eshkol_mlir import ir
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source
from integer_values import IntegerValues, NotKnown
from iree.compiler.ir import AffineDimExpr, AffineMapAttr, ArrayAttr

PIPELINE = "eshkol-transform,inline,symbol-dce,eshkol-to-linalg,func.func(linalg-generalize-named-ops)"

#: Operations on floating-point numbers that compute nothing.
FREE = {
    "arith.constant",
    "arith.select",
    "arith.bitcast",
    "arith.extf",
    "arith.truncf",
    "arith.fptosi",
    "arith.fptoui",
    "arith.sitofp",
    "arith.uitofp",
    "complex.bitcast",
    "complex.constant",
    "complex.create",
    "complex.re",
    "complex.im",
}
#: Of the dialects whose operations compute, those on other types are index arithmetic.
COMPUTING = ("arith.", "math.", "complex.")
FLOATING = (ir.BF16Type, ir.F16Type, ir.F32Type, ir.F64Type, ir.ComplexType)


class Uncountable(Exception):
    """How often something runs depends on data, or nothing is known about an operation."""


def lowered(source: str) -> ir.Module:
    """The functions of an Eshkol program, as they are counted."""
    return ir.parse(compile_frontend(Source("program.esk", source)).mlir).run(PIPELINE)


def count(
    module: ir.Module, function: str, *, rounds: int | None = None, integers: Mapping[int, int] | None = None
) -> Counter[str]:
    """The arithmetic operations that a call of a function executes, by name.

    Args:
        module: what :func:`lowered` gives.
        function: the name of a function in it.
        rounds: how often loops run that end when a condition says so, and what counts their rounds.
        integers: the values of integer arguments, by position.

    Raises:
        Uncountable: a number of rounds depends on what is not given.
    """
    (body,) = [each for each in module.find("func.func") if each.name.value == function]
    counting = _Counting(rounds)
    for position, value in (integers or {}).items():
        counting.values.given[body.arguments[position]] = value
    try:
        return counting.block(body.entry_block)
    except NotKnown as error:
        raise Uncountable(f"{function}: {error}") from None


class _Counting:
    """A walk through the regions of a function."""

    def __init__(self, rounds: int | None) -> None:
        self.rounds = rounds
        self.values = IntegerValues()
        #: Counters of the loops around, where nothing inside has asked for them yet.
        self.open_counters: list[Any] = []

    def block(self, block: Any) -> Counter[str]:
        total: Counter[str] = Counter()
        for view in block.operations:
            total += self.operation(view.operation)
        return total

    def operation(self, operation: Any) -> Counter[str]:
        name = operation.name
        if name == "scf.for":
            return self.counted_loop(operation)
        if name == "scf.while":
            return self.conditional_loop(operation)
        if name == "scf.if":
            branches = [self.block(block) for region in operation.regions for block in region.blocks]
            return max(branches, key=lambda branch: branch.total(), default=Counter())
        if name == "linalg.generic":
            return times(self.block(operation.regions[0].blocks[0]), prod(self.iteration_space(operation)))
        if name in ("tensor.generate", "tensor.pad"):
            elements = prod(self.values.sizes(operation.results[0]))
            return times(self.block(operation.regions[0].blocks[0]), elements)
        if list(operation.regions):
            raise Uncountable(f"nothing is known about {name}")
        if name.startswith(COMPUTING) and name not in FREE:
            return self.arithmetic(operation)
        return Counter()

    def arithmetic(self, operation: Any) -> Counter[str]:
        """One for each element of the operands of a floating-point operation."""
        type_ = operation.operands[0].type
        elements = 1
        if isinstance(type_, ir.RankedTensorType):
            elements = prod(self.values.sizes(operation.operands[0]))
            type_ = type_.element_type
        return Counter({operation.name: elements} if isinstance(type_, FLOATING) else {})

    def iteration_space(self, operation: Any) -> list[int]:
        """The extents of the loops of a ``linalg.generic``, from the operands that they index directly."""
        maps = [AffineMapAttr(each).value for each in ArrayAttr(operation.attributes["indexing_maps"])]
        extents: dict[int, int] = {}
        for operand, map_ in zip(operation.operands, maps, strict=True):
            for dimension, expression in enumerate(map_.results):
                if isinstance(expression, AffineDimExpr):
                    extents[expression.position] = self.values.size(operand, dimension)
        return [extents[loop] for loop in range(maps[0].n_dims)]

    def counted_loop(self, operation: Any) -> Counter[str]:
        block = operation.regions[0].blocks[0]
        counter = block.arguments[0]
        rounds = self.range(operation)
        self.open_counters.append(counter)
        try:
            return times(self.block(block), len(rounds))
        except NotKnown as error:
            if error.value != counter:
                raise
        finally:
            self.open_counters.pop()
        # What is inside depends on the round: it runs along a triangle, for instance.
        total: Counter[str] = Counter()
        for number in rounds:
            self.values.given[counter] = number
            total += self.block(block)
        self.values.given.pop(counter, None)
        return total

    def range(self, operation: Any) -> range:
        lower, upper, step = (self.values.of(operation.operands[number]) for number in range(3))
        return range(lower, upper, step)

    def conditional_loop(self, operation: Any) -> Counter[str]:
        """A loop that ends when a condition says so, which runs once more than the body."""
        try:
            return self.followed_loop(operation)
        except NotKnown as error:
            # A counter of a loop around will be known when that loop is followed.
            if self.rounds is None or error.value in self.open_counters:
                raise
        # Reverse mode counts the rounds of such a loop in an index; integers of programs have other types.
        for result in operation.results:
            if isinstance(result.type, ir.IndexType):
                self.values.given[result] = self.rounds
        before, after = (region.blocks[0] for region in operation.regions)
        return times(self.block(before), self.rounds + 1) + times(self.block(after), self.rounds)

    def followed_loop(self, operation: Any) -> Counter[str]:
        """A loop whose condition depends on integers only, round by round."""
        before, after = (region.blocks[0] for region in operation.regions)
        condition, end = before.operations[-1].operation, after.operations[-1].operation
        total: Counter[str] = Counter()
        carried = self.known(operation.operands)
        try:
            while True:
                self.give(before.arguments, carried)
                total += self.block(before)
                goes_on = self.values.of(condition.operands[0])
                carried = self.known(list(condition.operands)[1:])
                if not goes_on:
                    self.give(operation.results, carried)
                    return total
                self.give(after.arguments, carried)
                total += self.block(after)
                carried = self.known(end.operands)
        finally:
            self.give([*before.arguments, *after.arguments], {})

    def known(self, values: Iterable[Any]) -> dict[int, int]:
        """Those of some values that are integers and known, by position."""
        found: dict[int, int] = {}
        for position, value in enumerate(values):
            if isinstance(value.type, (ir.IndexType, ir.IntegerType)):
                with suppress(NotKnown):
                    found[position] = self.values.of(value)
        return found

    def give(self, values: Iterable[Any], integers: Mapping[int, int]) -> None:
        """Says what some values are, by position, and that nothing is known of the others."""
        for position, value in enumerate(values):
            self.values.given.pop(value, None)
            if position in integers:
                self.values.given[value] = integers[position]


def times(counts: Counter[str], factor: int) -> Counter[str]:
    """The counts of something that runs ``factor`` times."""
    return Counter({name: number * factor for name, number in counts.items()})
