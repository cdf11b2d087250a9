"""``vmap``: a procedure of elements applied to whole batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.emit import ir
from eshkol_mlir.types.calls import Arguments, results_of
from eshkol_mlir.types.convert import convert, index_list, type_of
from eshkol_mlir.types.dims import Dim, Shape
from eshkol_mlir.types.elementwise import assert_equal_sizes
from eshkol_mlir.types.indexing import never_equal
from eshkol_mlir.types.transforms.lifting import Lifted, lift
from eshkol_mlir.types.transforms.points import Operands, Site, in_order
from eshkol_mlir.types.transforms.tangents import flatten_like, is_false
from eshkol_mlir.types.transforms.trees import Wanted, children, with_children
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    POISON,
    ListValue,
    MultipleValues,
    Poison,
    RangeValue,
    Static,
    Term,
    Transformed,
    Value,
    counted,
    describe,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: The axis of what is no batch.
NONE = -1


def vmap(el: Elaborator, function: Transformed, arguments: Arguments) -> Value:
    """The results for all elements of the batches, stacked along ``:out-axes``."""
    site = Site(el, function.kind, function.function, in_order(arguments, function.function))
    if any(isinstance(leaf, Poison) for value in site.values for leaf in leaves(value)):
        return POISON
    batch = _Batch(site, function.options.in_axes)
    operands = batch.operands
    lifted = lift(
        el, site.kind, operands.arguments, batch.element_types(),
        lambda terms: _results(site, site.call(operands.inside(terms))), site.span,
    )  # fmt: skip
    if lifted is None:
        return POISON
    return _emit(site, batch, lifted, function.options.out_axes)


class _Batch:
    """The arguments, and the axes along which they are batches."""

    def __init__(self, site: Site, in_axes: Value) -> None:
        self.site = site
        values, axes = [], []
        for position, axis in enumerate(self._by_argument(in_axes)):
            value = self._array(site.values[position], axis)
            values.append(value)
            axes += self._axes(value, axis, position)
        self.operands = Operands.of(values)
        self.axes = axes
        if all(axis == NONE for axis in axes):
            raise site.type_error(
                Code.NO_BATCH,
                "vmap needs at least one argument that is a batch",
                help=[
                    "give each argument an axis with :in-axes, and #f to those that are the same for all elements"
                ],
            )
        self.size = self._size()

    def _by_argument(self, in_axes: Value) -> list[Value]:
        count = len(self.site.values)
        if not isinstance(in_axes, ListValue):
            return [in_axes] * count
        if len(in_axes.items) != count:
            raise diagnostics.ArityError.at(
                Code.IN_AXES,
                self.site.span,
                f":in-axes has {counted(in_axes.items, 'entry').replace('entrys', 'entries')}, "
                f"but {self.site.title} gets {counted(self.site.values, 'argument')}",
                help=["give one axis for each argument, or one for all"],
            )
        return list(in_axes.items)

    def _array(self, value: Value, axis: Value) -> Value:
        """A vector of numbers, or a range, that is a batch as a tensor; anything else as it is."""
        el, site = self.site.el, self.site
        if is_false(axis):
            return value
        if isinstance(value, RangeValue):
            return el.to_tensor(value, site.span) or value
        if isinstance(value, ListValue) and not isinstance(axis, ListValue):
            return (el.to_tensor(value, site.span) or value) if value.items and _is_array(value) else value
        return value

    def _axes(self, value: Value, axis: Value, position: int) -> list[int]:
        """An axis for each operand that an argument consists of."""
        site = self.site
        parts = list(leaves(value))
        # One axis may stand for all numbers of a tree, or #f for none.
        if isinstance(axis, ListValue):
            pairs = _spread(site, value, axis)
        else:
            pairs = [(leaf, axis) for leaf in parts]
        found = []
        for leaf, entry in pairs:
            if isinstance(leaf, Term):
                found.append(self._axis(leaf, entry, position))
            elif isinstance(leaf, Static) and not is_false(entry):
                raise self._no_axis(leaf, position)
        return found

    def _axis(self, term: Term, entry: Value, position: int) -> int:
        if is_false(entry):
            return NONE
        rank = len(term.type.shape)
        axis = known_axis(self.site, entry, ":in-axes")
        if not rank:
            raise self._no_axis(term, position)
        if not -rank <= axis < rank:
            raise diagnostics.ShapeError.at(
                Code.IN_AXES,
                self.site.arguments.span_of(position),
                f":in-axes {axis} is out of range for {self.site.argument(position)}, which is {term.type}",
                labels=self.site.arguments.label(position),
            )
        return axis % rank

    def _no_axis(self, value: Value, position: int) -> EshkolError:
        site = self.site
        return site.type_error(
            Code.NO_BATCH,
            f"{site.argument(position)} of {site.title}, taken by vmap, is {describe(value)}, which is no batch",
            help=["give #f in :in-axes to an argument that is the same for all elements"],
            position=position,
        )

    def _size(self) -> Dim:
        """The number of elements; sizes that may differ are compared when running."""
        site = self.site
        sizes = [
            (term.type.shape[axis], owner)
            for term, axis, owner in zip(self.operands.terms, self.axes, self.operands.owners, strict=True)
            if axis != NONE
        ]
        first, first_owner = sizes[0]
        for size, owner in sizes[1:]:
            if size == first:
                continue
            computed = any(v.existential for v in size.variables() | first.variables())
            if not computed or never_equal(size, first):
                raise diagnostics.ShapeError.at(
                    Code.BATCH_SIZES,
                    site.span,
                    f"the batches have different sizes: {site.argument(first_owner)} has {first} elements, "
                    f"{site.argument(owner)} has {size}",
                    labels=site.arguments.labels(),
                )
            assert_equal_sizes(site.el, size, first, "vmap: the batches have different sizes", site.span)
        constant = next((size for size, _ in sizes if size.constant is not None), None)
        return first if constant is None else constant

    def element_types(self) -> list[Scalar | Tensor]:
        """The types of one element of each operand."""
        return [
            type if axis == NONE else Tensor(type.dtype, (*type.shape[:axis], *type.shape[axis + 1 :]))
            for type, axis in zip(self.operands.types, self.axes, strict=True)
        ]


def _spread(site: Site, value: Value, axes: ListValue) -> list[tuple[Value, Value]]:
    """The leaves of an argument, each with its entry in a nested list of axes."""
    parts = children(value)
    if parts is None or len(parts) != len(axes.items):
        raise site.type_error(
            Code.IN_AXES,
            f":in-axes has a list of {len(axes.items)} for {describe(value)}",
            help=["a list of axes has an entry for each field of a record, or each element of a list"],
        )
    found: list[tuple[Value, Value]] = []
    for part, entry in zip(parts, axes.items, strict=True):
        if isinstance(entry, ListValue):
            found += _spread(site, part, entry)
        else:
            found += [(leaf, entry) for leaf in leaves(part)]
    return found


def known_axis(site: Site, value: Value, option: str) -> int:
    number = value.value if isinstance(value, Static) else None
    if isinstance(number, Dim):
        number = number.constant
    if isinstance(number, bool) or not isinstance(number, int):
        raise site.type_error(
            Code.IN_AXES, f"an axis in {option} should be an integer or #f but is {describe(value)}"
        )
    return number


# Results ------------------------------------------------------------------------------------------


def _results(site: Site, value: Value) -> Value:
    """What the procedure returns for one element: numbers computed, vectors of them as tensors."""
    el = site.el
    parts = children(value)
    if parts is not None:
        if isinstance(value, ListValue) and value.vector and value.items and _is_array(value):
            return el.to_tensor(value, site.span) or value
        return with_children(value, [_results(site, part) for part in parts])
    if isinstance(value, Static):
        type = type_of(value)
        return Term(convert(el, value, type), type)
    return value


def _is_array(value: Value) -> bool:
    return all(isinstance(leaf, Term | Static) and not type_of(leaf).shape for leaf in leaves(value))


@dataclass(frozen=True)
class _Result:
    axis: int
    type: Scalar | Tensor


def _emit(site: Site, batch: _Batch, lifted: Lifted, out_axes: Value) -> Value:
    el, instance = site.el, lifted.instance
    template = instance.template
    entries = _out_entries(site, template, out_axes)
    outcomes = [
        _stacked(site, leaf.type, entry, batch.size) for leaf, entry in entries if isinstance(leaf, Term)
    ]
    captured = len(lifted.operands) - len(batch.axes)
    attributes = {
        "callee": ir.symbol_name(lifted.symbol),
        "in_axes": index_list([*batch.axes, *([NONE] * captured)]),
        "out_axes": index_list([*(outcome.axis for outcome in outcomes), *(NONE for _ in instance.sizes)]),
    }
    types = [*(outcome.type.mlir for outcome in outcomes), *("index" for _ in instance.sizes)]
    results = el.builder.emit("eshkol.vmap", lifted.operands, types, attributes)
    stacked = type(instance)(instance.name, template, [outcome.type for outcome in outcomes], instance.sizes)
    return results_of(el, stacked, results)


def _out_entries(site: Site, template: Value, out_axes: Value) -> list[tuple[Value, Value]]:
    if isinstance(out_axes, ListValue):
        wanted = Wanted(":out-axes of vmap", site.span)
        whole = template if isinstance(template, MultipleValues | ListValue) else ListValue((template,))
        if len(whole.items) != len(out_axes.items):
            raise diagnostics.ArityError.at(
                Code.OUT_AXES,
                wanted.span,
                f":out-axes has {len(out_axes.items)} entries, but {site.title} returns "
                f"{counted(whole.items, 'value')}",
            )
        found: list[tuple[Value, Value]] = []
        for item, entry in zip(whole.items, out_axes.items, strict=True):
            if isinstance(entry, ListValue):
                found += flatten_like(site.el, item, entry, wanted)
            else:
                found += [(leaf, entry) for leaf in leaves(item)]
        return found
    return [(leaf, out_axes) for leaf in leaves(template)]


def _stacked(site: Site, type: Scalar | Tensor, entry: Value, size: Dim) -> _Result:
    if is_false(entry):
        return _Result(NONE, type)
    axis = known_axis(site, entry, ":out-axes")
    rank = len(type.shape) + 1
    if not -rank <= axis < rank:
        raise diagnostics.ShapeError.at(
            Code.OUT_AXES,
            site.span,
            f":out-axes {axis} is out of range: stacked, the result has {rank} dimension{'s' if rank != 1 else ''}",
        )
    axis %= rank
    shape: Shape = (*type.shape[:axis], size, *type.shape[axis:])
    return _Result(axis, Tensor(type.dtype, shape))
