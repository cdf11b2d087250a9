"""Order: sort, argsort, top-k, median and quantiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin, normalize_axis
from eshkol_mlir.types.convert import convert, convert_elements
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import BOOL, F64, I64
from eshkol_mlir.types.elementwise import inexact
from eshkol_mlir.types.indexing import (
    MOST,
    axis_last,
    index_value,
    inverse,
    is_negative,
    replaced,
    require,
    span_of_axis,
    transposed,
)
from eshkol_mlir.types.ops.shapes import flat
from eshkol_mlir.types.sizes import number_as, scalar_argument
from eshkol_mlir.types.types import ONE, Scalar, Tensor
from eshkol_mlir.types.values import (
    BuiltinProcedure,
    ListValue,
    MultipleValues,
    Static,
    Term,
    Value,
    describe,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _ordered(el: Elaborator, call: Call, position: int = 0) -> Term:
    """An argument with an order among its elements and at least one dimension."""
    term = call.tensor(el, position)
    if term.type.dtype.is_complex:
        raise call.type_error(Code.NO_ORDER, "complex numbers have no order")
    if not term.type.shape:
        raise call.shape_error(Code.WRONG_RANK, "a scalar has nothing to sort")
    return term


def _axis(call: Call, rank: int) -> int:
    axis = call.integer("axis")
    return normalize_axis(call, -1 if axis is None else axis, rank)


def _sorted(el: Elaborator, term: Term, axis: int, descending: bool) -> tuple[Term, Term]:
    """The sorted elements and the permutation that sorts them."""
    shape = term.type.shape
    types = (Tensor(term.type.dtype, shape), Tensor(I64, shape))
    attributes = {"dimension": f"{axis} : i64"} | ({"descending": ""} if descending else {})
    values = el.builder.emit("eshkol.sort", (term.value,), [type.mlir for type in types], attributes)
    return Term(values[0], types[0]), Term(values[1], types[1])


def _direction(call: Call) -> bool:
    """Whether the order is descending, by ``:descending`` or by the procedure ``>``."""
    order = call.get("order")
    if order is None:
        return call.flag("descending")
    name = order.name if isinstance(order, BuiltinProcedure) else ""
    if name not in ("<", ">", "<=", ">="):
        what = describe(order) if not is_procedure(order) else "another procedure"
        raise call.type_error(
            Code.OPTION_VALUE,
            f"the order should be < or > but is {what}",
            help=["sort by a key with (take x (argsort key))", "name an axis with :axis"],
        )
    return name[0] == ">"


@builtin("(sort x [order] :axis :descending)")
def sort(el: Elaborator, call: Call) -> Value:
    """The elements in increasing order along ``:axis`` (the last); NaN comes last.

    The order is reversed by ``:descending #t`` or by giving ``>``.  Equal
    elements keep their order.  A list of known numbers stays a list.
    """
    descending = _direction(call)
    if isinstance(call[0], ListValue) and not call[0].vector:
        known = _sorted_list(call[0], descending)
        if known is not None:
            return known
    term = _ordered(el, call)
    return _sorted(el, term, _axis(call, len(term.type.shape)), descending)[0]


def _sorted_list(value: ListValue, descending: bool) -> ListValue | None:
    """A list of real literals sorted now; None for any other."""
    keys = []
    for item in value.items:
        number = item.value if isinstance(item, Static) and item.dtype is None else None
        if number is None or isinstance(number, bool | complex | Dim) or number != number:
            return None
        keys.append(number)
    order = sorted(range(len(keys)), key=lambda i: -keys[i] if descending else keys[i])
    return ListValue(tuple(value.items[i] for i in order))


@builtin("(argsort x [order] :axis :descending)")
def argsort(el: Elaborator, call: Call) -> Value:
    """The positions of the elements in the order in which ``sort`` puts them."""
    descending = _direction(call)
    term = _ordered(el, call)
    return _sorted(el, term, _axis(call, len(term.type.shape)), descending)[1]


@builtin("(top-k x k [axis] :smallest)")
def top_k(el: Elaborator, call: Call) -> Value:
    """Two values: the ``k`` greatest elements along ``:axis`` (the last) in order, and their positions.

    With ``:smallest #t`` the least in increasing order.  NaN counts as the greatest.
    """
    term = _ordered(el, call)
    rank = len(term.type.shape)
    axis = _axis(call, rank)
    count = call.known_integer(call[1], "k")
    extent = term.type.shape[axis]
    if not 0 <= count <= MOST or is_negative(extent - count):
        raise call.shape_error(
            Code.TOO_MANY_ELEMENTS,
            f"k is {count}, but dimension {axis} has size {extent},",
            help=[f"it may be from 0 to {extent}"],
        )
    order = axis_last(rank, axis)
    operand = transposed(el, term, order)
    shape = replaced(operand.type.shape, rank - 1, Dim.of(count))
    types = (Tensor(term.type.dtype, shape), Tensor(I64, shape))
    attributes = {"k": f"{count} : i64"} | ({"smallest": ""} if call.flag("smallest") else {})
    found = el.builder.emit("eshkol.top_k", (operand.value,), [type.mlir for type in types], attributes)
    back = inverse(order)
    return MultipleValues(
        tuple(transposed(el, Term(value, type), back) for value, type in zip(found, types, strict=True))
    )


# Quantiles -----------------------------------------------------------------------------------------


@builtin("(median x [axis] :keepdims)")
def median(el: Elaborator, call: Call) -> Value:
    """The middle element, or the mean of the two in the middle, along ``:axis`` or of all; NaN if one is."""
    return _quantile(el, call, Static(0.5))


@builtin("(quantile x q [axis] :keepdims)")
def quantile(el: Elaborator, call: Call) -> Value:
    """The value below which the part ``q`` (0 to 1) of the elements lies, interpolated linearly."""
    q = scalar_argument(call, call[1], "q")
    if isinstance(q, Static) and isinstance(q.value, int | float) and not 0 <= q.value <= 1:
        raise call.type_error(Code.OPTION_VALUE, f"q should be from 0 to 1 but is {q.value}")
    return _quantile(el, call, q)


def _quantile(el: Elaborator, call: Call, q: Value) -> Term:
    term = _ordered(el, call)
    option = call.integer("axis")
    own = term.type.shape
    if option is None:
        term, axis = flat(el, term), 0
    else:
        axis = normalize_axis(call, option, len(own))
    extent = term.type.shape[axis]
    if not require(el, extent - 1, f"{call.builtin.name}: there are no elements", call.span):
        raise call.shape_error(Code.NO_ELEMENTS, "there are no elements")
    dtype = inexact(term.type.dtype)
    shape = term.type.shape
    term = Term(convert_elements(el, term, dtype), Tensor(dtype, shape))
    result = _interpolated(el, call, _sorted(el, term, axis, False)[0], axis, q)
    reduced = replaced(shape, axis)
    if call.flag("keepdims"):
        reduced = (ONE,) * len(own) if option is None else replaced(shape, axis, ONE)
    return el.reshape(result, reduced)


def _interpolated(el: Elaborator, call: Call, term: Term, axis: int, q: Value) -> Term:
    """The element at the place ``q * (n - 1)`` of sorted ones, between its neighbours."""
    b, f64, extent = el.builder, Scalar(F64), term.type.shape[axis]
    last = convert(el, el.size_term(extent - 1), f64)
    part = number_as(el, call, scalar_argument(call, q, "q"), f64)
    place = b.emit_one("arith.mulf", (part.value, last), "f64")
    floor = b.emit_one("math.floor", (place,), "f64")
    weight = Term(b.emit_one("arith.subf", (place, floor), "f64"), f64)
    low_index = b.emit_one("arith.index_cast", (convert(el, Term(floor, f64), Scalar(I64)),), "index")
    one = index_value(el, Dim.of(1))
    next_index = b.emit_one("arith.addi", (low_index, one), "index")
    high_index = b.emit_one("arith.minsi", (next_index, el.size_value(extent - 1)), "index")
    low, high = (span_of_axis(el, term, axis, index, ONE) for index in (low_index, high_index))
    type = Tensor(term.type.dtype, low.type.shape)
    step = b.emit_one("arith.subf", (high.value, low.value), type.mlir)
    weights = convert(el, weight, type)
    moved = b.emit_one("arith.mulf", (weights, step), type.mlir)
    # Equal neighbours, infinite ones among them, need no interpolation.
    same = el.emit_tensor(
        "eshkol.compare", (low.value, high.value), Tensor(BOOL, type.shape), predicate="#eshkol<predicate eq>"
    )
    between = b.emit_one("arith.addf", (low.value, moved), type.mlir)
    chosen = el.emit_tensor("eshkol.select", (same.value, low.value, between), type)
    return _nan_wins(el, term, axis, chosen)


def _nan_wins(el: Elaborator, term: Term, axis: int, result: Term) -> Term:
    """NaN is sorted last: if the last element is NaN, so is the result."""
    greatest = span_of_axis(el, term, axis, term.type.shape[axis] - 1, ONE)
    flags = Tensor(BOOL, greatest.type.shape)
    nan = el.emit_tensor(
        "eshkol.compare", (greatest.value, greatest.value), flags, predicate="#eshkol<predicate ne>"
    )
    assert isinstance(result.type, Tensor)
    return el.emit_tensor("eshkol.select", (nan.value, greatest.value, result.value), result.type)
