"""Integers and sizes that a module computes, found without running it: loop bounds, extents of tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eshkol_mlir import ir


class NotKnown(Exception):
    """An integer depends on what only a run would tell.

    Attributes:
        value: the argument or the result of an operation that it depends on.
    """

    def __init__(self, value: Any) -> None:
        super().__init__(f"nothing says what {value} is")
        self.value = value


def truncated_quotient(a: int, b: int) -> int:
    """Division as processors do it: toward zero."""
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


BINARY: dict[str, Callable[[int, int], int]] = {
    "arith.addi": lambda a, b: a + b,
    "arith.subi": lambda a, b: a - b,
    "arith.muli": lambda a, b: a * b,
    "arith.divsi": truncated_quotient,
    "arith.divui": truncated_quotient,
    "arith.floordivsi": lambda a, b: a // b,
    "arith.ceildivsi": lambda a, b: -(-a // b),
    "arith.ceildivui": lambda a, b: -(-a // b),
    "arith.remsi": lambda a, b: a - b * truncated_quotient(a, b),
    "arith.remui": lambda a, b: a % b,
    "arith.minsi": min,
    "arith.minui": min,
    "arith.maxsi": max,
    "arith.maxui": max,
    "arith.andi": lambda a, b: a & b,
    "arith.ori": lambda a, b: a | b,
    "arith.xori": lambda a, b: a ^ b,
    "arith.shli": lambda a, b: a << b,
    "arith.shrsi": lambda a, b: a >> b,
    "arith.shrui": lambda a, b: a >> b,
}
UNARY = ("arith.index_cast", "arith.index_castui", "arith.extsi", "arith.extui", "arith.trunci")
#: By the number of the predicate; the unsigned ones are the same for what is not negative.
COMPARISONS: tuple[Callable[[int, int], bool], ...] = (
    lambda a, b: a == b,
    lambda a, b: a != b,
    *(
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    )
    * 2,
)


class IntegerValues:
    """The integers of a module.

    Attributes:
        given: values that are known beforehand: arguments of functions, the counters of loops.
    """

    def __init__(self) -> None:
        self.given: dict[Any, int] = {}

    def of(self, value: Any) -> int:
        """The integer that a value holds.

        Raises:
            NotKnown: it depends on data.
        """
        if value in self.given:
            return self.given[value]
        if isinstance(value.owner, ir.Block):
            raise NotKnown(value)
        operation = value.owner.operation
        operands = list(operation.operands)
        name = operation.name
        if name == "arith.constant":
            return int(ir.IntegerAttr(operation.attributes["value"]).value)
        if name in BINARY:
            return BINARY[name](self.of(operands[0]), self.of(operands[1]))
        if name in UNARY:
            return self.of(operands[0])
        if name == "arith.cmpi":
            predicate = ir.IntegerAttr(operation.attributes["predicate"]).value
            return int(COMPARISONS[predicate](self.of(operands[0]), self.of(operands[1])))
        if name == "arith.select":
            return self.of(operands[1] if self.of(operands[0]) else operands[2])
        if name == "tensor.dim":
            return self.size(operands[0], self.of(operands[1]))
        raise NotKnown(value)

    def sizes(self, value: Any) -> list[int]:
        """The extents of a tensor."""
        return [self.size(value, dimension) for dimension in range(ir.ShapedType(value.type).rank)]

    def size(self, value: Any, dimension: int) -> int:
        """The extent of a tensor along a dimension.

        Raises:
            NotKnown: it depends on data.
        """
        type_ = ir.ShapedType(value.type)
        if not type_.is_dynamic_dim(dimension):
            return int(type_.get_dim_size(dimension))
        if isinstance(value.owner, ir.Block):
            return self._carried(value, dimension)
        operation = value.owner.operation
        name, operands = operation.name, operation.operands
        if name in ("tensor.empty", "tensor.generate"):
            number = sum(type_.is_dynamic_dim(before) for before in range(dimension))
            return self.of(operands[number])
        if name == "tensor.extract_slice":
            return self._slice(value, operation, dimension)
        if name == "tensor.cast":
            return self.size(operands[0], dimension)
        if name in ("tensor.insert_slice", "tensor.insert"):
            return self.size(operands[1], dimension)
        if name == "linalg.fill":
            return self.size(operands[1], dimension)
        if name == "linalg.generic":
            inputs = len(operands) - len(operation.results)
            return self.size(operands[inputs + value.result_number], dimension)
        if name == "scf.for":
            return self.size(operands[3 + value.result_number], dimension)
        raise NotKnown(value)

    def _carried(self, value: Any, dimension: int) -> int:
        """The extent of what a loop carries, which keeps its size."""
        loop = value.owner.owner.operation
        if loop.name != "scf.for" or value.arg_number == 0:
            raise NotKnown(value)
        return self.size(loop.operands[2 + value.arg_number], dimension)

    def _slice(self, value: Any, operation: Any, dimension: int) -> int:
        """The extent of a slice, whose dropped dimensions have the size 1."""
        statics = list(ir.DenseI64ArrayAttr(operation.attributes["static_sizes"]))
        offsets = list(ir.DenseI64ArrayAttr(operation.attributes["static_offsets"]))
        dynamic = ir.ShapedType.get_dynamic_size()
        if len(statics) != ir.ShapedType(value.type).rank:
            raise NotKnown(value)
        first = 1 + sum(size == dynamic for size in offsets)
        return self.of(operation.operands[first + sum(size == dynamic for size in statics[:dimension])])
