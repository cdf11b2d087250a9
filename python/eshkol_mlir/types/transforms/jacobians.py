"""``jacobian`` and ``hessian``: all partial derivatives of first and second order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.calls import Arguments
from eshkol_mlir.types.dims import Dim, Shape
from eshkol_mlir.types.indexing import take_one
from eshkol_mlir.types.transforms.exact import exact_partials, is_exact_point
from eshkol_mlir.types.transforms.gradients import attributes_of, chosen, scalar_result
from eshkol_mlir.types.transforms.lifting import Lifted, lift, single
from eshkol_mlir.types.transforms.points import (
    Operands,
    Site,
    computed,
    differentiable,
    in_order,
    only_value,
    replace_terms,
    without_numbers,
)
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    POISON,
    ListValue,
    MultipleValues,
    Poison,
    Term,
    Transformed,
    TransformOptions,
    Value,
    describe,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def jacobian(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """For each chosen argument the derivatives of the result by it: of the result's shape, then the argument's."""
    site = Site(el, function.kind, function.function, in_order(arguments, function.function))
    if any(isinstance(leaf, Poison) for value in site.values for leaf in leaves(value)):
        return POISON
    wrt = chosen(site, function.options)
    if is_exact_point([site.values[i] for i in wrt]):
        known = _exact(site, wrt)
        if known is not None:
            return known
    return _computed(site, wrt, function.options)


def _exact(site: Site, wrt: Sequence[int]) -> Value | None:
    varying = sorted(wrt)

    def call(values: list[Value]) -> Value:
        whole = list(site.values)
        for position, value in zip(varying, values, strict=True):
            whole[position] = value
        return only_value(site, site.call(whole), "one value")

    outcome = exact_partials(site.el, call, [site.values[i] for i in varying], range(len(varying)))
    if outcome is None:
        return None
    value, columns = outcome
    made = {i: _rows(site.values[i], value, c) for i, c in zip(varying, columns, strict=True)}
    return single(MultipleValues(tuple(made[i] for i in wrt)))


def _rows(point: Value, value: Value, columns: Sequence[Value]) -> Value:
    """The result's form; in place of each of its numbers, the derivatives by those of the point, in its form."""
    rows = zip(*(list(leaves(column)) for column in columns), strict=True)
    return rebuild(value, (rebuild(point, iter(row)) for row in rows))


# Packed arguments -----------------------------------------------------------------------------


def pack(el: Elaborator, value: Value, site: Site) -> Value:
    """A vector of numbers as a tensor, so that derivatives by it are one; anything else as it is."""
    if isinstance(value, ListValue) and all(
        isinstance(leaf, Term) and not leaf.type.shape for leaf in leaves(value)
    ):
        return el.to_tensor(value, site.span) or value
    return value


def unpack(el: Elaborator, term: Term, template: Value) -> Value:
    """The vector again, of the elements of a tensor."""
    if isinstance(template, ListValue):
        rows = [take_one(el, term, 0, Dim.of(i)) for i in range(len(template.items))]
        items = tuple(unpack(el, row, item) for row, item in zip(rows, template.items, strict=True))
        return ListValue(items, template.vector)
    if isinstance(template, Term) and isinstance(template.type, Scalar):
        return Term(el.element(term), template.type)
    return term


class Points:
    """The arguments of a procedure, the chosen ones ready to differentiate by."""

    def __init__(self, site: Site, wrt: Sequence[int]) -> None:
        el = site.el
        self.site = site
        self.plain = [differentiable(site, i) if i in wrt else value for i, value in enumerate(site.values)]
        # A weak number would not fix the type of the tensor it is packed into.
        self.packed = [pack(el, value, site) if i in wrt else value for i, value in enumerate(self.plain)]
        self.operands = Operands.of(self.packed)

    def inside(self, terms: Sequence[Term]) -> list[Value]:
        """The arguments, made of the terms inside a function."""
        found = []
        for plain, packed, value in zip(self.plain, self.packed, self.operands.inside(terms), strict=True):
            is_packed = packed is not plain
            found.append(
                unpack(self.site.el, value, plain) if is_packed and isinstance(value, Term) else value
            )
        return found

    def tree(self, argument: int, parts: Iterator[Term]) -> Value:
        """Derivatives by the numbers of an argument, in its form."""
        packed, plain = self.packed[argument], self.plain[argument]
        made = replace_terms(packed, parts)
        if packed is plain or not isinstance(packed, Term) or not isinstance(made, Term):
            return made
        # Of one number by a vector: a vector.
        return unpack(self.site.el, made, plain) if made.type.shape == packed.type.shape else made

    def lift(self, result: Callable[[Site, Value], Value]) -> Lifted | None:
        """The procedure as a function of the numbers of its arguments, of what ``result`` takes from its value."""
        site, operands = self.site, self.operands
        return lift(
            site.el, site.kind, operands.arguments, operands.types,
            lambda terms: result(site, site.call(self.inside(terms))), site.span,
        )  # fmt: skip


# By operations ----------------------------------------------------------------------------------


def _computed(site: Site, wrt: Sequence[int], options: TransformOptions) -> Value:
    el, points = site.el, Points(site, wrt)
    operands = points.operands
    positions = operands.positions(wrt)
    lifted = points.lift(_result)
    if lifted is None:
        return POISON
    attributes = attributes_of(site, lifted, positions, options)
    attributes["mode"] = f"#eshkol<jacobian_mode {options.mode}>"
    pairs = [(result, operands.types[i]) for result in lifted.instance.types for i in positions]
    results = iter(
        el.builder.emit(
            "eshkol.jacobian", lifted.operands, [_partial(*pair).mlir for pair in pairs], attributes
        )
    )
    partials = {
        (row, column): _with_sizes(el, next(results), _partial(result, operands.types[column]))
        for row, result in enumerate(lifted.instance.types)
        for column in positions
    }
    made = []
    for argument in wrt:
        columns = operands.positions([argument])
        rows = (
            points.tree(argument, iter([partials[row, column] for column in columns]))
            for row in range(len(lifted.instance.types))
        )
        made.append(replace_terms(lifted.instance.template, rows))
    return single(MultipleValues(tuple(made)))


def _partial(result: Scalar | Tensor, argument: Scalar | Tensor) -> Scalar | Tensor:
    if isinstance(result, Scalar) and isinstance(argument, Scalar):
        return result
    return Tensor(result.dtype, (*result.shape, *argument.shape))


def _with_sizes(el: Elaborator, value: ir.Value, type: Scalar | Tensor) -> Term:
    """A term whose sizes that only the function knows are those of the value."""
    if isinstance(type, Scalar):
        return Term(value, type)
    shape: Shape = tuple(
        el.dimension_of(value, position) if dim.variables() - el.context.sizes.keys() else dim
        for position, dim in enumerate(type.shape)
    )
    return Term(value, Tensor(type.dtype, shape))


def _result(site: Site, value: Value) -> Value:
    """What the procedure returns: numbers that have derivatives, vectors of them as tensors."""
    if any(isinstance(leaf, Poison) for leaf in leaves(value)):
        return POISON
    value = _arrays(site, computed(site.el, only_value(site, value, "one value")))
    terms = [leaf for leaf in leaves(value) if isinstance(leaf, Term)]
    for term in terms:
        if not term.type.dtype.is_float:
            raise site.type_error(
                Code.RESULT_WITHOUT_DERIVATIVE,
                f"{site.kind} needs a procedure that returns real numbers, but {site.title} returns "
                f"{describe(term)}, which has no derivative",
                help=["differentiate by complex numbers with jvp and vjp"]
                if term.type.dtype.is_complex
                else ["integers and truth values have no derivative: return floating-point numbers"],
            )
    if not terms:
        raise without_numbers(site, value)
    return value


def _arrays(site: Site, value: Value) -> Value:
    if isinstance(value, ListValue):
        packed = pack(site.el, value, site)
        if packed is not value:
            return packed
        return ListValue(tuple(_arrays(site, item) for item in value.items), value.vector)
    return value


# Second derivatives -----------------------------------------------------------------------------


def hessian(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The second derivatives of a procedure that returns a number, by one argument or by several.

    For several there are as many values; each is a list of the blocks of its row.
    """
    site = Site(el, function.kind, function.function, in_order(arguments, function.function))
    if any(isinstance(leaf, Poison) for value in site.values for leaf in leaves(value)):
        return POISON
    wrt = chosen(site, function.options)
    if is_exact_point([site.values[i] for i in wrt]) and len(wrt) == 1:
        slope = Transformed("grad", function.function, replace(function.options, argnums=wrt[0]))
        known = _exact(Site(el, function.kind, slope, site.arguments), wrt)
        if known is not None:
            return known
    return _computed_hessian(site, wrt, function.options)


def _computed_hessian(site: Site, wrt: Sequence[int], options: TransformOptions) -> Value:
    el, points = site.el, Points(site, wrt)
    operands = points.operands
    positions = operands.positions(wrt)
    lifted = points.lift(scalar_result)
    if lifted is None:
        return POISON
    pairs = [(row, column) for row in positions for column in positions]
    types = [_partial(operands.types[row], operands.types[column]) for row, column in pairs]
    results = el.builder.emit(
        "eshkol.hessian", lifted.operands, [type.mlir for type in types], attributes_of(site, lifted, positions, options)
    )  # fmt: skip
    blocks = {pair: Term(value, type) for pair, value, type in zip(pairs, results, types, strict=True)}

    def block(row: int, column: int) -> Value:
        """The derivatives by two arguments: the form of the first, in place of its numbers that of the second."""
        return replace_terms(
            points.packed[row],
            (
                replace_terms(points.packed[column], (blocks[i, j] for j in operands.positions([column])))
                for i in operands.positions([row])
            ),
        )

    if not isinstance(options.argnums, tuple):
        return block(wrt[0], wrt[0])
    rows = (ListValue(tuple(block(row, column) for column in wrt)) for row in wrt)
    return single(MultipleValues(tuple(rows)))
