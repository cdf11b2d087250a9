"""``grad`` and ``value-and-grad``: reverse mode of procedures that return a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.calls import Arguments
from eshkol_mlir.types.convert import convert, index_list
from eshkol_mlir.types.dtypes import F64
from eshkol_mlir.types.transforms.exact import exact_partials, is_exact_point
from eshkol_mlir.types.transforms.lifting import Lifted, lift, single
from eshkol_mlir.types.transforms.points import (
    Operands,
    Site,
    differentiable,
    in_order,
    only_value,
    replace_terms,
)
from eshkol_mlir.types.types import Scalar
from eshkol_mlir.types.values import (
    POISON,
    ListValue,
    MultipleValues,
    Poison,
    Static,
    Term,
    Transformed,
    TransformOptions,
    Value,
    counted,
    describe,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def gradient(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The gradients alone (then what ``:has-aux`` passes on)."""
    outcome = _value_and_gradients(el, function, arguments)
    if outcome is None:
        return POISON
    _, aux, gradients = outcome
    return single(MultipleValues((*gradients, *aux)))


def value_and_gradient(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The value (then what ``:has-aux`` passes on), then the gradients."""
    outcome = _value_and_gradients(el, function, arguments)
    if outcome is None:
        return POISON
    value, aux, gradients = outcome
    return MultipleValues((value, *aux, *gradients))


#: The value, what :has-aux passes on (at most one), and the gradients.
Outcome = tuple[Value, tuple[Value, ...], tuple[Value, ...]]


def _value_and_gradients(el: Elaborator, function: Transformed, arguments: Arguments) -> Outcome | None:
    site = Site(el, function.kind, function.function, in_order(arguments, function.function))
    if any(isinstance(leaf, Poison) for value in site.values for leaf in leaves(value)):
        return None
    options = function.options
    wrt = chosen(site, options)
    if is_exact_point([site.values[i] for i in wrt]) and not options.has_aux:
        known = _exact_gradients(site, wrt)
        if known is not None:
            return known
    return _computed_gradients(site, wrt, options)


def chosen(site: Site, options: TransformOptions) -> list[int]:
    """The positions that ``:argnums`` lists, counted from the start."""
    listed = options.argnums if isinstance(options.argnums, tuple) else (options.argnums,)
    count = len(site.values)
    for position in listed:
        if not -count <= position < count:
            raise diagnostics.ArityError.at(
                Code.ARGNUMS,
                site.span,
                f":argnums {position} is out of range: {site.title} gets {counted(site.values, 'argument')}"
                if count
                else f"{site.kind} has nothing to differentiate by: {site.title} gets no arguments",
            )
    found = [position % count for position in listed]
    if len(set(found)) != len(found):
        raise diagnostics.ArityError.at(
            Code.ARGNUMS, site.span, f":argnums names an argument twice, in {site.kind}"
        )
    return found


def _exact_gradients(site: Site, wrt: Sequence[int]) -> Outcome | None:
    points = [value if i in wrt else None for i, value in enumerate(site.values)]
    varying = [value for value in points if value is not None]

    def call(values: list[Value]) -> Value:
        remaining = iter(values)
        return site.call(
            [old if p is None else next(remaining) for p, old in zip(points, site.values, strict=True)]
        )

    outcome = exact_partials(site.el, call, varying, range(len(varying)))
    if outcome is None:
        return None
    value, columns = outcome
    if not isinstance(value, Static):
        return None
    # In the order of the arguments; the caller may have asked for another.
    made = {
        position: rebuild(site.values[position], iter(column))
        for position, column in zip(sorted(wrt), columns, strict=True)
    }
    return value, (), tuple(made[position] for position in wrt)


def _computed_gradients(site: Site, wrt: Sequence[int], options: TransformOptions) -> Outcome | None:
    values = [differentiable(site, i) if i in wrt else value for i, value in enumerate(site.values)]
    operands = Operands.of(values)
    positions = operands.positions(wrt)
    lifted = lift(
        site.el, site.kind, operands.arguments, operands.types,
        lambda terms: scalar_result(site, site.call(operands.inside(terms)), options.has_aux), site.span,
    )  # fmt: skip
    if lifted is None:
        return None
    count = len(lifted.result_types)
    results = _emit(site, lifted, operands, positions, options)
    whole = lifted.value(site.el, results[:count])
    assert isinstance(whole, MultipleValues)
    gradients = {
        i: Term(result, operands.terms[i].type) for i, result in zip(positions, results[count:], strict=True)
    }
    trees = tuple(
        replace_terms(values[argument], (gradients[i] for i in operands.positions([argument])))
        for argument in wrt
    )
    return whole.items[0], whole.items[1:], trees


def _emit(
    site: Site, lifted: Lifted, operands: Operands, positions: Sequence[int], options: TransformOptions
) -> list[ir.Value]:
    """``eshkol.gradient``: the results of the function, then the gradients."""
    types = [*lifted.result_types, *(operands.types[i].mlir for i in positions)]
    attributes = attributes_of(site, lifted, positions, options)
    return site.el.builder.emit("eshkol.gradient", lifted.operands, types, attributes)


def attributes_of(
    site: Site, lifted: Lifted, positions: Sequence[int], options: TransformOptions
) -> dict[str, str]:
    """What the operations that differentiate in reverse have in common."""
    attributes = forward_attributes(lifted, positions)
    memory = options.memory or jit_memory(site.function) or site.el.memory
    if memory is not None:
        attributes["memory"] = f"#eshkol<memory_policy {memory}>"
    return attributes


def forward_attributes(lifted: Lifted, positions: Sequence[int]) -> dict[str, str]:
    """What the operations that differentiate have in common."""
    return {"callee": ir.symbol_name(lifted.symbol), "wrt": index_list(list(positions))}


def jit_memory(function: Value) -> str | None:
    """What ``jit`` was told about the memory of a procedure."""
    return function.options.memory if isinstance(function, Transformed) and function.kind == "jit" else None


def scalar_result(site: Site, value: Value, has_aux: bool = False) -> Value:
    """What the procedure returns as multiple values, the first of which is a real number.

    Raises:
        TypeError: it is something else.
    """
    if any(isinstance(leaf, Poison) for leaf in leaves(value)):
        return POISON
    aux: tuple[Value, ...] = ()
    if has_aux:
        items = value.items if isinstance(value, MultipleValues | ListValue) else (value,)
        if len(items) != 2:
            raise diagnostics.ArityError.at(
                Code.NOT_ONE_NUMBER,
                site.span,
                f"with :has-aux, {site.kind} needs a procedure that returns two values, "
                f"but {site.title} returns {describe(value)}",
                help=["it returns (values loss auxiliary)"],
            )
        value, aux = items[0], (items[1],)
    value = only_value(site, value, "one number")
    return MultipleValues((_real_number(site, value), *aux))


def _real_number(site: Site, value: Value) -> Term:
    if isinstance(value, Static) and value.dtype is None and not isinstance(value.value, bool | complex):
        # A constant: its derivative is zero.
        type = Scalar(F64, weak=True)
        return Term(convert(site.el, value, type), type)
    if isinstance(value, Static):
        from eshkol_mlir.types.convert import type_of

        known = type_of(value)
        value = Term(convert(site.el, value, known), known)
    found = f"{site.title} returns {describe(value)}"
    if not isinstance(value, Term) or value.type.shape:
        raise site.type_error(
            Code.NOT_ONE_NUMBER,
            f"{site.kind} needs a procedure that returns one number, but {found}",
            help=["use jacobian for all partial derivatives, or reduce the result with sum or mean"],
        )
    if not value.type.dtype.is_float:
        help = (
            "take its real part or magnitude"
            if value.type.dtype.is_complex
            else "integers and truth values have no derivative: return a floating-point number"
        )
        raise site.type_error(
            Code.RESULT_WITHOUT_DERIVATIVE,
            f"{site.kind} needs a procedure that returns a real number, but {found}, which has no derivative",
            help=[help],
        )
    return value
