"""``jvp``, ``vjp``, ``hvp`` and ``derivative``: derivatives in one direction."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.calls import Arguments
from eshkol_mlir.types.transforms.dual import Exact
from eshkol_mlir.types.transforms.exact import exact_jvp, is_exact
from eshkol_mlir.types.transforms.gradients import attributes_of, chosen, forward_attributes
from eshkol_mlir.types.transforms.lifting import Lifted, lift, single
from eshkol_mlir.types.transforms.points import (
    Operands,
    Site,
    computed,
    differentiable,
    in_order,
    only_value,
    without_numbers,
)
from eshkol_mlir.types.transforms.tangents import as_type, flatten_like, is_false, is_zero
from eshkol_mlir.types.transforms.trees import Wanted
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


def _list_of(site: Site, position: int, what: str, form: str) -> tuple[Value, ...]:
    value = site.values[position]
    if isinstance(value, ListValue):
        return value.items
    raise site.type_error(
        Code.TANGENTS,
        f"the {what} of {site.kind} should be a list, one for each argument, but are {describe(value)}",
        help=[f"call it as {form}"],
        position=position,
    )


def _inner_site(site: Site, values: Sequence[Value]) -> Site:
    """The application of the procedure itself to the listed arguments."""
    arguments = Arguments(tuple(values), {}, site.span)
    return Site(site.el, site.kind, site.function, arguments)


def _takes(site: Site, count: int, form: str) -> None:
    if len(site.values) != count or site.arguments.keywords:
        raise diagnostics.ArityError.at(
            Code.TANGENTS, site.span,
            f"the {site.kind} of a procedure takes {count} arguments but gets {len(site.values)}",
            help=[f"call it as {form}"],
        )  # fmt: skip


def _is_poisoned(values: Sequence[Value]) -> bool:
    return any(isinstance(leaf, Poison) for value in values for leaf in leaves(value))


# Forward ------------------------------------------------------------------------------------------

JVP = "(jvp f (list x ...) (list tangent ...))"


def jvp(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """Two values: what the procedure returns, and how that changes along the tangents."""
    site = Site(el, function.kind, function.function, arguments)
    if _is_poisoned(site.values):
        return POISON
    _takes(site, 2, JVP)
    primals, tangents = _list_of(site, 0, "arguments", JVP), _list_of(site, 1, "tangents", JVP)
    if len(primals) != len(tangents):
        raise diagnostics.ArityError.at(
            Code.TANGENTS, site.span, f"jvp gets {counted(primals, 'argument')} but {counted(tangents, 'tangent')}",
            help=["give one tangent for each argument, #f for one that stays constant"],
        )  # fmt: skip
    outcome = push_forward(_inner_site(site, primals), tangents)
    return POISON if outcome is None else MultipleValues(tuple(map(_one, outcome)))


def _one(value: Value) -> Value:
    """Several values as a list, so that they are one."""
    return ListValue(value.items) if isinstance(value, MultipleValues) else value


def push_forward(site: Site, tangents: Sequence[Value]) -> tuple[Value, Value] | None:
    """The value of the procedure at the site's arguments, and its derivative along tangents."""
    el = site.el
    wanted = [Wanted(f"tangent {i + 1} of {site.kind}", site.span) for i in range(len(tangents))]
    pairs = [
        flatten_like(el, value, tangent, w)
        for value, tangent, w in zip(site.values, tangents, wanted, strict=True)
    ]
    known = _exact_forward(site, [pair for group in pairs for pair in group])
    if known is not None:
        return known
    moving: list[tuple[bool, Value]] = []
    values = []
    for position, group in enumerate(pairs):
        # A constant leaf keeps its value; the others become numbers that can vary.
        varies = [not is_false(t) and not _is_constant(leaf, t) for leaf, t in group]
        value = _varying(site, position, varies)
        values.append(value)
        moving += [
            (moves, t)
            for leaf, moves, (_, t) in zip(leaves(value), varies, group, strict=True)
            if isinstance(leaf, Term)
        ]
    return _emit_forward(site, Operands.of(values), moving)


def _is_constant(leaf: Value, tangent: Value) -> bool:
    """An integer, say, whose tangent is zero."""
    number = isinstance(leaf, Term) and (leaf.type.dtype.is_float or leaf.type.dtype.is_complex)
    return is_zero(tangent) and not number and not is_exact(leaf)


def _varying(site: Site, position: int, varies: Sequence[bool]) -> Value:
    if not any(varies):
        return site.values[position]
    if all(varies):
        return differentiable(site, position, complex_numbers=True)
    own = list(leaves(site.values[position]))
    kept = [leaf if moves else Static(0.0) for leaf, moves in zip(own, varies, strict=True)]
    values = list(site.values)
    values[position] = rebuild(site.values[position], iter(kept))
    changed = Site(site.el, site.kind, site.function, Arguments(tuple(values), {}, site.span))
    made = list(leaves(differentiable(changed, position, complex_numbers=True)))
    parts = [new if moves else leaf for new, leaf, moves in zip(made, own, varies, strict=True)]
    return rebuild(site.values[position], iter(parts))


def _emit_forward(
    site: Site, operands: Operands, moving: Sequence[tuple[bool, Value]]
) -> tuple[Value, Value] | None:
    el = site.el
    wrt = [i for i, (moves, _) in enumerate(moving) if moves]
    terms = [
        as_type(
            el,
            moving[i][1],
            operands.types[i],
            Wanted(f"tangent {operands.owners[i] + 1} of {site.kind}", site.span),
        )
        for i in wrt
    ]
    lifted = lift(
        el, site.kind, operands.arguments, operands.types,
        lambda inner: computed(el, site.call(operands.inside(inner))), site.span,
    )  # fmt: skip
    if lifted is None:
        return None
    own = lifted.instance.types
    varying = [type for type in own if type.dtype.is_float or type.dtype.is_complex]
    attributes = forward_attributes(lifted, wrt)
    attributes["operandSegmentSizes"] = f"array<i32: {len(lifted.operands)}, {len(terms)}>"
    results = el.builder.emit(
        "eshkol.jvp", (*lifted.operands, *(t.value for t in terms)),
        [*lifted.result_types, *(type.mlir for type in varying)], attributes,
    )  # fmt: skip
    count = len(lifted.result_types)
    value = lifted.value(el, results[:count])
    return value, tangent_tree(value, results[count:])


def tangent_tree(value: Value, results: Sequence[ir.Value]) -> Value:
    """``value`` with a tangent in place of every number; zero for those that cannot vary."""
    remaining = iter(results)

    def change(leaf: Value) -> Value:
        if isinstance(leaf, Static):
            return Static(0)
        if not isinstance(leaf, Term):
            return leaf
        if leaf.type.dtype.is_float or leaf.type.dtype.is_complex:
            return Term(next(remaining), leaf.type)
        return Static(0)

    return rebuild(value, map(change, list(leaves(value))))


def _exact_forward(site: Site, pairs: Sequence[tuple[Value, Value]]) -> tuple[Value, Value] | None:
    if not all(is_false(tangent) or (is_exact(leaf) and is_exact(tangent)) for leaf, tangent in pairs):
        return None
    seeds: list[Exact] = [
        0 if is_false(t) else cast(Fraction, t.value) for _, t in pairs if isinstance(t, Static)
    ]
    return exact_jvp(site.el, site.call, site.values, seeds) if pairs else None


# Backward -----------------------------------------------------------------------------------------

VJP = "(vjp f (list x ...) cotangent)"


def vjp(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The cotangents of the arguments, as many values."""
    site = Site(el, function.kind, function.function, arguments)
    if _is_poisoned(site.values):
        return POISON
    _takes(site, 2, VJP)
    inner = _inner_site(site, _list_of(site, 0, "arguments", VJP))
    cotangents = pull_back(inner, site.values[1], function.options)
    return POISON if cotangents is None else single(MultipleValues(tuple(cotangents)))


def pull_back(site: Site, cotangent: Value, options: TransformOptions) -> list[Value] | None:
    """The cotangents of the site's arguments, given that of the result."""
    el = site.el
    values = [_reversible(site, position) for position in range(len(site.values))]
    operands = Operands.of(values)
    wrt = [i for i, type in enumerate(operands.types) if type.dtype.is_float or type.dtype.is_complex]
    if not wrt:
        raise site.type_error(
            Code.NO_DERIVATIVE, f"{site.kind} of {site.title} gets no argument that can vary"
        )
    lifted = lift(
        el, site.kind, operands.arguments, operands.types,
        lambda terms: computed(el, site.call(operands.inside(terms))), site.span,
    )  # fmt: skip
    if lifted is None:
        return None
    given = _cotangents(site, lifted, cotangent)
    attributes = attributes_of(site, lifted, wrt, options)
    attributes["operandSegmentSizes"] = f"array<i32: {len(lifted.operands)}, {len(given)}>"
    results = el.builder.emit(
        "eshkol.vjp", (*lifted.operands, *(t.value for t in given)),
        [*lifted.result_types, *(operands.types[i].mlir for i in wrt)], attributes,
    )  # fmt: skip
    count = len(lifted.result_types)
    back = dict(zip(wrt, results[count:], strict=True))
    terms = [Term(back[i], type) if i in back else Static(0) for i, type in enumerate(operands.types)]
    return [_without_constants(tree) for tree in operands.inside(terms)]


def _reversible(site: Site, position: int) -> Value:
    """An argument with the numbers that are no integers computed; others stay constant."""
    value = site.values[position]

    def varies(leaf: Value) -> bool:
        if isinstance(leaf, Term):
            return leaf.type.dtype.is_float or leaf.type.dtype.is_complex
        exact = isinstance(leaf, Static) and leaf.dtype is not None and leaf.dtype.is_integer
        return isinstance(leaf, Static) and not isinstance(leaf.value, bool) and not exact

    return _varying(site, position, [varies(leaf) for leaf in leaves(value)])


def _without_constants(tree: Value) -> Value:
    """Numbers that cannot vary have the cotangent zero."""
    return rebuild(tree, (Static(0) if isinstance(leaf, Static) else leaf for leaf in leaves(tree)))


def _cotangents(site: Site, lifted: Lifted, given: Value) -> list[Term]:
    el = site.el
    wanted = Wanted(f"the cotangent of {site.kind}", site.span)
    template = lifted.instance.template
    if isinstance(template, ListValue | MultipleValues) and len(template.items) == 1:
        given = given if isinstance(given, ListValue | MultipleValues) else ListValue((given,))
    found = []
    for leaf, part in flatten_like(el, template, given, wanted):
        if isinstance(leaf, Term) and (leaf.type.dtype.is_float or leaf.type.dtype.is_complex):
            found.append(as_type(el, Static(0) if is_false(part) else part, leaf.type, wanted))
    return found


# In terms of these ----------------------------------------------------------------------------------

HVP = "(hvp f x v)"


def hvp(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The Hessian times a vector: the derivative of the gradient along it."""
    site = Site(el, function.kind, function.function, arguments)
    if _is_poisoned(site.values):
        return POISON
    _takes(site, 2, HVP)
    slope = Transformed("grad", function.function, function.options)
    inner = Site(el, function.kind, slope, Arguments(site.values[:1], {}, site.span))
    outcome = push_forward(inner, site.values[1:])
    return POISON if outcome is None else outcome[1]


def derivative(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """How the result changes with a number: of the result's form."""
    outcome = value_and_derivative(el, function, arguments)
    return POISON if outcome is None else outcome[1]


def value_and_derivative(
    el: Elaborator, function: Transformed, arguments: Arguments
) -> tuple[Value, Value] | None:
    site = Site(el, function.kind, function.function, in_order(arguments, function.function))
    if _is_poisoned(site.values):
        return None
    (position,) = chosen(site, function.options)
    point = site.values[position]
    if not _is_number(point):
        raise site.type_error(
            Code.NO_DERIVATIVE,
            f"{site.kind} differentiates by one number, but {site.argument(position)} "
            f"of {site.title} is {describe(point)}",
            help=["use grad for a procedure that returns a number, jacobian for any other"],
            position=position,
        )
    tangents = [Static(1) if i == position else Static(False) for i in range(len(site.values))]
    outcome = push_forward(site, tangents)
    if outcome is not None:
        value = only_value(site, outcome[0], "one value")
        if not any(map(_is_numeric, leaves(value))):
            raise without_numbers(site, value)
    return outcome


def _is_numeric(leaf: Value) -> bool:
    if isinstance(leaf, Term):
        return not leaf.type.dtype.is_boolean
    return isinstance(leaf, Static) and not isinstance(leaf.value, bool)


def _is_number(value: Value) -> bool:
    if isinstance(value, Static):
        return not isinstance(value.value, bool)
    return isinstance(value, Term) and not value.type.shape
