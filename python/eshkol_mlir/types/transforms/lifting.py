"""Procedures as functions of the module that capture nothing, for transformations to name.

What such a function uses of the function around it becomes a further argument,
so that the derivatives of an outer transformation flow through it: nested
derivatives come out right because every captured value is an operand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander.traversal import free_variables
from eshkol_mlir.types.calls import Instance, results_of, static_variables, variables_of
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    Cell,
    Closure,
    Composition,
    MultipleValues,
    Poison,
    Term,
    Transformed,
    Value,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator, FunctionContext

#: Operations that are copied into a function rather than passed to it.
CONSTANTS = ("arith.constant", "complex.constant")


@dataclass(frozen=True, eq=False)
class Lifted:
    """A function of the module, and what it is called with."""

    symbol: str
    #: The arguments that were asked for, then what the function captures.
    operands: tuple[ir.Value, ...]
    instance: Instance

    @property
    def result_types(self) -> list[str]:
        """The MLIR types of what the function returns, computed sizes last."""
        return [type.mlir for type in self.instance.types] + ["index" for _ in self.instance.sizes]

    def value(self, el: Elaborator, results: Sequence[ir.Value]) -> Value:
        """What the procedure returns, given what the function returned."""
        return results_of(el, self.instance, results)


def lift(
    el: Elaborator,
    name: str,
    arguments: Sequence[ir.Value],
    types: Sequence[Scalar | Tensor],
    body: Callable[[list[Term]], Value],
    span: Span,
) -> Lifted | None:
    """Elaborates ``body`` into a private function; None after errors.

    Args:
        arguments: what the function will be called with.
        types: the types of its own arguments, which for a batch are those of an element.
        body: computes the result from terms of these types.
    """
    from eshkol_mlir.types.elaborator import new_function

    symbol = el.new_symbol(name)
    outer, store = el.context, el.store
    with new_function(el, symbol) as context:
        context.sizes.update(outer.sizes)
        context.size_variables.update(outer.size_variables)
        el.store = dict(store)
        block = el.builder.block
        errors = len(el.errors)
        value = body([Term(block.argument(type.mlir), type) for type in types])
        if len(el.errors) > errors or any(isinstance(leaf, Poison) for leaf in leaves(value)):
            return None
        _reject_assignments(store, el.store, name, span)
        block.operations[:0] = context.prologue.operations
        _reject_procedures(el, value, block, name, span)
        instance = _finish(el, symbol, value, context, outer, block)
        captured = close(block)
        results = [operand.type for operand in block.operations[-1].operands]
        el.functions.append(ir.Function(symbol, block, results, private=True, span=span))
    return Lifted(symbol, (*arguments, *captured), instance)


def _reject_assignments(
    before: Mapping[Cell, Value], after: Mapping[Cell, Value], name: str, span: Span
) -> None:
    for cell, value in before.items():
        if after[cell] is not value:
            raise diagnostics.UnsupportedError.at(
                Code.CHANGES_OUTER_VARIABLE,
                span,
                f"the procedure given to {name} changes the variable `{cell.binding.name}` around it",
                help=["return the new value beside the result"],
            )


def _reject_procedures(el: Elaborator, result: Value, block: ir.Block, name: str, span: Span) -> None:
    """Procedures that are returned may use what is outside of the function, but nothing that it computes."""
    inside = set(map(id, defined(block)))
    pending = list(_captured(el, result))
    seen = set()
    while pending:
        value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if any(isinstance(leaf, Term) and id(leaf.value) in inside for leaf in leaves(value)):
            raise diagnostics.TypeError.at(
                Code.CANNOT_LEAVE,
                span,
                f"the procedure given to {name} returns a procedure that uses what it computes, "
                "which cannot leave it",
                help=["return the values that it uses, and make the procedure of them afterwards"],
            )
        pending += _captured(el, value)


def _captured(el: Elaborator, value: Value) -> Iterator[Value]:
    """What the procedures in a value are made of."""
    for leaf in leaves(value):
        match leaf:
            case Transformed(function=function):
                yield function
            case Composition(procedures=procedures):
                yield from procedures
            case Closure(function=function, environment=environment):
                for binding in free_variables(function):
                    found = environment.lookup(binding)
                    if isinstance(found, Cell):
                        found = el.store.get(found)
                    if found is not None:
                        yield found


def _finish(
    el: Elaborator,
    symbol: str,
    value: Value,
    context: FunctionContext,
    outer: FunctionContext,
    block: ir.Block,
) -> Instance:
    """Returns the leaves of ``value`` and the sizes in its types that the function computes."""
    inside = set(map(id, defined(block)))
    for variable, size in context.sizes.items():
        if variable not in outer.sizes and id(size) not in inside:
            outer.sizes[variable] = size
            outer.size_variables[size] = variable
    terms = [leaf for leaf in leaves(value) if isinstance(leaf, Term)]
    types = [term.type for term in terms]
    sizes = [
        v for v in dict.fromkeys((*variables_of(types), *static_variables([value]))) if v not in outer.sizes
    ]
    el.builder.emit("func.return", [term.value for term in terms] + [context.sizes[v] for v in sizes])
    return Instance(symbol, value, types, sizes)


# Captured values ------------------------------------------------------------------------------


def operations(block: ir.Block) -> Iterator[ir.Operation]:
    """The operations of a block, those in their regions included."""
    for operation in block.operations:
        yield operation
        for region in operation.regions:
            for inner in region:
                yield from operations(inner)


def defined(block: ir.Block) -> Iterator[ir.Value]:
    """The values that a block and the regions in it define."""
    yield from block.arguments
    for operation in block.operations:
        yield from operation.results
        for region in operation.regions:
            for inner in region:
                yield from defined(inner)


def close(block: ir.Block) -> list[ir.Value]:
    """Makes arguments of the values from outside that the body of a function uses; constants are copied.

    Returns:
        These values, in the order of the new arguments.
    """
    inside = set(map(id, defined(block)))
    free = dict.fromkeys(
        value for operation in operations(block) for value in operation.operands if id(value) not in inside
    )
    captured: list[ir.Value] = []
    copies: list[ir.Operation] = []
    renamed: dict[ir.Value, ir.Value] = {}
    for value in free:
        constant = _constant(value)
        if constant is None:
            captured.append(value)
            renamed[value] = block.argument(value.type)
        else:
            renamed[value] = ir.Value(value.type, block)
            copies.append(
                ir.Operation(constant.name, (), [renamed[value]], constant.attributes, (), constant.span)
            )
    for operation in operations(block):
        operation.operands = tuple(renamed.get(value, value) for value in operation.operands)
    block.operations[:0] = copies
    return captured


def _constant(value: ir.Value) -> ir.Operation | None:
    """The operation that makes a value, if that is a constant."""
    for operation in value.block.operations if value.block is not None else ():
        if operation.name in CONSTANTS and value in operation.results:
            return operation
    return None


def single(value: Value) -> Value:
    """Several values as what they are; one as itself."""
    return value.items[0] if isinstance(value, MultipleValues) and len(value.items) == 1 else value
