"""Loops whose steps each give an output, stacked along a new leading axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call
from eshkol_mlir.types.convert import convert, is_number, join_dtypes, type_of
from eshkol_mlir.types.dims import DimVar, Shape, render_shape
from eshkol_mlir.types.elaborator import scalar_index
from eshkol_mlir.types.indexing import Amount, filled, index_value, put_leading
from eshkol_mlir.types.indexing import size as size_of
from eshkol_mlir.types.loops import Checkpoint, counted_loop
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import (
    POISON,
    ListValue,
    Poison,
    RecordValue,
    Static,
    Term,
    Value,
    describe,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: One step: from its index and what is carried, the next carried values and an output.
Step = Callable[[ir.Value, tuple[Value, ...]], tuple[tuple[Value, ...], Value]]


def stacked_loop(
    el: Elaborator, call: Call, length: Amount, initial: tuple[Value, ...], step: Step
) -> tuple[tuple[Value, ...], Value]:
    """What is carried after ``length`` steps, and the outputs stacked, part by part.

    Raises:
        TypeError: a part of the output is not a number or tensor.
        ShapeError: its shape is computed anew by every step.
    """
    count = size_of(el, length)
    bounds = (scalar_index(el, 0), index_value(el, count), scalar_index(el, 1))
    known = set(el.context.sizes)
    output = _output_of(el, call, bounds, initial, step)
    if isinstance(output, Poison):
        return tuple(POISON for _ in initial), POISON
    rows = [_row_type(call, leaf, known) for leaf in leaves(output)]
    buffers = [filled(el, Static(0), Tensor(row.dtype, (count, *row.shape))) for row in rows]

    def body(index: ir.Value, values: tuple[Value, ...]) -> tuple[Value, ...]:
        carried, current = step(index, values[: len(initial)])
        parts = leaves(_as_data(el, call, current))
        stacks = values[len(initial) :]
        return (
            *carried,
            *(_put(el, stack, part, index) for stack, part in zip(stacks, parts, strict=True)),
        )

    final = counted_loop(el, bounds, (*initial, *buffers), body, call.span)
    return final[: len(initial)], rebuild(output, iter(final[len(initial) :]))


def _output_of(
    el: Elaborator, call: Call, bounds: tuple[ir.Value, ir.Value, ir.Value], initial: tuple[Value, ...], step: Step
) -> Value:  # fmt: skip
    """An output as the steps give it once the types of what is carried have settled.

    The loop is elaborated aside for that and thrown away.
    """
    seen: list[Value] = []
    errors = len(el.errors)
    checkpoint = Checkpoint(el)

    def body(index: ir.Value, values: tuple[Value, ...]) -> tuple[Value, ...]:
        carried, output = step(index, values)
        seen.append(_as_data(el, call, output))
        return carried

    with el.builder.at_end(ir.Block()):
        counted_loop(el, bounds, initial, body, call.span)
    if len(el.errors) > errors or any(isinstance(leaf, Poison) for leaf in leaves(seen[-1])):
        return POISON
    checkpoint.restore()
    return seen[-1]


def _as_data(el: Elaborator, call: Call, output: Value) -> Value:
    """Vectors of numbers inside an output are tensors."""
    match output:
        case ListValue(vector=True):
            return el.to_tensor(output, call.span) or output
        case RecordValue(type=type, fields=fields):
            return RecordValue(type, {name: _as_data(el, call, field) for name, field in fields.items()})
    return output


def _row_type(call: Call, leaf: Value, known: set[DimVar]) -> Tensor:
    if not is_number(leaf):
        raise call.type_error(
            Code.ELEMENTS_DO_NOT_STACK,
            f"the procedure returns {describe(leaf)}, which cannot be stacked into a tensor",
        )
    type = type_of(leaf)
    if any(variable not in known for dim in type.shape for variable in dim.variables()):
        raise call.shape_error(
            Code.UNKNOWN_SIZE,
            f"each step gives a tensor of shape {render_shape(type.shape)}, whose size it computes",
            help=["the outputs to be stacked should have one shape"],
        )
    return Tensor(type.dtype, type.shape)


def _put(el: Elaborator, stack: Value, part: Value, index: ir.Value) -> Term:
    """The stack with one more row; both take an element type that holds the other's."""
    assert isinstance(stack, Term)
    assert is_number(part)
    dtype, _ = join_dtypes([stack.type, type_of(part)])
    shape: Shape = stack.type.shape[1:]
    wide = Tensor(dtype, stack.type.shape)
    row = Tensor(dtype, shape)
    return put_leading(el, Term(convert(el, stack, wide), wide), Term(convert(el, part, row), row), index)
