"""Making tensors: zeros, full, eye, arange, linspace, literals and typed constructors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import convert, convert_elements, join_dtypes, nearest_float, type_of
from eshkol_mlir.types.dims import Dim, Shape, product, render_shape, shape_of
from eshkol_mlir.types.dtypes import BOOL, F32, F64, I64, DType, promote
from eshkol_mlir.types.indexing import Amount, ceiling_quotient, greatest, integer, iota, minus
from eshkol_mlir.types.indexing import size as size_of
from eshkol_mlir.types.sizes import (
    broadcast_to,
    number_as,
    plural,
    same_elements,
    scalar_argument,
    shape_argument,
    size_argument,
)
from eshkol_mlir.types.types import Scalar, Tensor, number_type
from eshkol_mlir.types.values import ListValue, RangeValue, Static, Term, TypeName, Value, describe, leaves

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

# Constant tensors ------------------------------------------------------------------------


def _full(el: Elaborator, call: Call, shape: Shape, value: Value, dtype: DType | None, position: int) -> Term:
    """A tensor of one number, or of a tensor broadcast to the shape."""
    if not isinstance(value, Term | Static):
        value = call.as_tensor(el, value, position, dtype)
    element = dtype or type_of(value).dtype
    if isinstance(value, Term) and isinstance(value.type, Tensor):
        tensor = number_as(el, call, value, Tensor(element, value.type.shape))
        return broadcast_to(el, call, tensor, shape)
    return number_as(el, call, value, Tensor(element, shape))


@builtin("(zeros dims [dtype])")
def zeros(el: Elaborator, call: Call) -> Value:
    """A tensor of zeros of the given sizes; float64 unless ``:dtype`` says otherwise."""
    return _full(
        el, call, shape_argument(el, call, call[0], call.span_of(0)), Static(0), call.dtype() or F64, 0
    )


@builtin("(ones dims [dtype])")
def ones(el: Elaborator, call: Call) -> Value:
    """A tensor of ones of the given sizes; float64 unless ``:dtype`` says otherwise."""
    return _full(
        el, call, shape_argument(el, call, call[0], call.span_of(0)), Static(1), call.dtype() or F64, 0
    )


@builtin("(full dims value [dtype])", "make-tensor")
def full(el: Elaborator, call: Call) -> Value:
    """A tensor with ``value`` everywhere, of its element type unless ``:dtype`` is given.

    A tensor as the value is broadcast to the sizes.
    """
    return _full(el, call, shape_argument(el, call, call[0], call.span_of(0)), call[1], call.dtype(), 1)


def _like(el: Elaborator, call: Call, value: Value) -> Term:
    like = call.tensor(el, 0)
    return _full(el, call, like.type.shape, value, call.dtype() or like.type.dtype, 1)


@builtin("(zeros-like x [dtype])")
def zeros_like(el: Elaborator, call: Call) -> Value:
    """Zeros of the shape and element type of ``x``."""
    return _like(el, call, Static(0))


@builtin("(ones-like x [dtype])")
def ones_like(el: Elaborator, call: Call) -> Value:
    """Ones of the shape and element type of ``x``."""
    return _like(el, call, Static(1))


@builtin("(full-like x value [dtype])")
def full_like(el: Elaborator, call: Call) -> Value:
    """``value`` everywhere, in the shape and element type of ``x``."""
    return _like(el, call, call[1])


@builtin("(make-vector length [value])")
def make_vector(el: Elaborator, call: Call) -> Value:
    """A vector of ``length`` equal elements; of numbers (0.0 by default) it is a tensor."""
    value = call[1] if len(call.values) > 1 else Static(0.0)
    length = size_argument(el, call, call[0], call.span_of(0), "the length")
    if isinstance(value, Static) or (isinstance(value, Term) and not value.type.shape):
        return _full(el, call, (length,), value, None, 1)
    if length.constant is None:
        raise call.type_error(
            Code.NUMBER_EXPECTED,
            f"a vector of computed length holds numbers, but the element is {describe(value)}",
        )
    return ListValue((value,) * length.constant, vector=True)


@builtin("(make-matrix rows columns [value] :dtype)")
def make_matrix(el: Elaborator, call: Call) -> Value:
    """A matrix with ``value`` (0.0 by default) everywhere."""
    value = call[2] if len(call.values) > 2 else call.get("value") or Static(0.0)
    shape = tuple(size_argument(el, call, call[i], call.span_of(i)) for i in (0, 1))
    return _full(el, call, shape, value, call.dtype(), 2)


@builtin("(eye rows [columns] :k :dtype)", "identity-matrix")
def eye(el: Elaborator, call: Call) -> Value:
    """The identity matrix; with ``:k``, ones on the k-th diagonal above the main one."""
    columns = call.get("columns") or call[0]
    shape = tuple(
        size_argument(el, call, value, call.span_of(i)) for i, value in enumerate((call[0], columns))
    )
    row, column = (iota(el, Tensor(I64, shape), axis) for axis in (0, 1))
    offset = call.get("k")
    if offset is not None:
        scalar = number_as(el, call, scalar_argument(call, offset, ":k"), Tensor(I64, shape))
        row = Term(el.builder.emit_one("arith.addi", (row.value, scalar.value), row.type.mlir), row.type)
    return _indicator(el, row, column, call.dtype() or F64)


def _indicator(el: Elaborator, a: Term, b: Term, dtype: DType) -> Term:
    """1 where two integer tensors are equal, else 0."""
    flags = el.emit_tensor(
        "eshkol.compare", (a.value, b.value), Tensor(BOOL, a.type.shape), predicate="#eshkol<predicate eq>"
    )
    return Term(convert_elements(el, flags, dtype), Tensor(dtype, a.type.shape))


@builtin("(one-hot indices depth [dtype])")
def one_hot(el: Elaborator, call: Call) -> Value:
    """A new last axis of size ``depth`` with a one at each index; a computed one out of range has none."""
    indices = call.tensor(el, 0)
    if not indices.type.dtype.is_integer:
        raise call.type_error(
            Code.INTEGER_EXPECTED, f"the indices should be integers but are {describe(call[0])}"
        )
    depth = size_argument(el, call, call[1], call.span_of(1), "the depth")
    _check_known_indices(call, depth)
    shape = (*indices.type.shape, depth)
    wide = el.reshape(
        Term(convert_elements(el, indices, I64), Tensor(I64, indices.type.shape)),
        (*indices.type.shape, Dim.of(1)),
    )
    spread = broadcast_to(el, call, wide, shape)
    return _indicator(el, spread, iota(el, Tensor(I64, shape), len(shape) - 1), call.dtype() or F64)


def _check_known_indices(call: Call, depth: Dim) -> None:
    size = depth.constant
    for leaf in leaves(call[0]):
        index = leaf.value if isinstance(leaf, Static) else None
        if isinstance(index, int) and size is not None and not 0 <= index < size:
            raise call.shape_error(
                Code.INDEX_OUT_OF_RANGE,
                f"index {index} is out of range for a depth of {depth}",
                help=[f"it may be from 0 to {depth - 1}"],
            )


# Progressions ---------------------------------------------------------------------------------


@builtin("(range start [stop] [step])")
def range_value(el: Elaborator, call: Call) -> Value:
    """The numbers from ``start`` (0) up to but not including ``stop``.

    Integers make a sequence to loop over, which becomes a tensor where one is
    expected; other numbers make a tensor at once.
    """
    start, stop, step = _bounds(call)
    _reject_unknown(call)
    whole = isinstance(step, Static) and isinstance(step.value, int) and step.value != 0
    if whole and all(_is_integer(v) for v in (start, stop)):
        assert isinstance(step, Static)
        assert isinstance(step.value, int)
        return RangeValue(start, stop, step.value)
    return arange(el, start, stop, step, None, call.span)


def _reject_unknown(call: Call) -> None:
    for value in call.values:
        scalar_argument(call, value, "a bound")


def _is_integer(value: Value) -> bool:
    return isinstance(value, Term | Static) and type_of(value).dtype.is_integer


def _bounds(call: Call) -> tuple[Value, Value, Value]:
    """Start, stop and step of a call with one to three numbers."""
    stop = call.get("stop")
    start, end = (Static(0), call[0]) if stop is None else (call[0], stop)
    return start, end, call.get("step") or Static(1)


@builtin("(arange start [stop] [step] :dtype)")
def arange_tensor(el: Elaborator, call: Call) -> Value:
    """The numbers from ``start`` (0) up to but not including ``stop``, ``step`` (1) apart, as a tensor."""
    _reject_unknown(call)
    return arange(el, *_bounds(call), call.dtype(), call.span)


def arange(el: Elaborator, start: Value, stop: Value, step: Value, dtype: DType | None, span: Span) -> Term:
    """NumPy's ``arange``: integers stay integers, the length is the quotient rounded up.

    Raises:
        TypeError: a bound is not a real number.
        NumericalError: the step is zero.
    """
    numbers = [v for v in (start, stop, step) if isinstance(v, Term | Static)]
    types = [type_of(v) for v in numbers]
    if len(numbers) != 3 or any(t.shape or t.dtype.is_boolean or t.dtype.is_complex for t in types):
        raise diagnostics.TypeError.at(
            Code.NUMBER_EXPECTED, span, "the bounds of a range should be real numbers"
        )
    if any(isinstance(v, Static) and v.value == 0 for v in numbers[2:]):
        raise diagnostics.NumericalError.at(Code.BAD_RANGE, span, "the step of a range cannot be zero")
    joined, _ = join_dtypes(types)
    element = dtype or joined
    if element.is_boolean:
        raise diagnostics.TypeError.at(
            Code.UNSUPPORTED_ELEMENTS, span, "a range cannot have boolean elements"
        )
    count = _integer_length if joined.is_integer else _real_length
    length = count(el, numbers[0], numbers[1], numbers[2], span)
    return _progression(el, numbers[0], numbers[2], length, element)


def _integer_length(el: Elaborator, start: Value, stop: Value, step: Value, span: Span) -> Dim:
    first, last, distance = (integer(el, v, span, "a bound of a range") for v in (start, stop, step))
    gap = minus(el, last, first)
    known = distance.constant if isinstance(distance, Dim) else None
    if known is not None and known < 0:
        gap, known = minus(el, first, last), -known
    if known is None:
        return _computed_length(el, gap, distance, span)
    return size_of(el, greatest(el, ceiling_quotient(el, gap, known), Dim.of(0)))


def _computed_length(el: Elaborator, gap: Amount, step: Amount, span: Span) -> Dim:
    """The length for a step that is computed too."""
    from eshkol_mlir.types.indexing import check, index_value

    b, divisor, zero = el.builder, index_value(el, step), index_value(el, Dim.of(0))
    nonzero = b.emit_one("arith.cmpi", (divisor, zero), "i1", {"predicate": "1 : i64"})
    check(el, nonzero, "the step of a range is zero", span)
    steps = b.emit_one("arith.ceildivsi", (index_value(el, gap), divisor), "index")
    return size_of(el, b.emit_one("arith.maxsi", (steps, zero), "index"))


def _real_length(el: Elaborator, start: Value, stop: Value, step: Value, span: Span) -> Dim:
    known = [_float(v) for v in (start, stop, step)]
    if None not in known:
        first, last, distance = (v for v in known if v is not None)
        quotient = (last - first) / distance
        if not math.isfinite(quotient):
            raise diagnostics.NumericalError.at(
                Code.BAD_RANGE, span, "the bounds of a range should be finite"
            )
        return Dim.of(max(0, math.ceil(quotient)))
    b, f64 = el.builder, Scalar(F64)
    first_value, last_value, distance_value = (convert(el, v, f64) for v in (start, stop, step))
    gap = b.emit_one("arith.subf", (last_value, first_value), "f64")
    quotient_value = b.emit_one("arith.divf", (gap, distance_value), "f64")
    _require_finite(el, quotient_value, span)
    steps = convert(el, Term(b.emit_one("math.ceil", (quotient_value,), "f64"), f64), Scalar(I64))
    index = b.emit_one("arith.index_cast", (steps,), "index")
    return size_of(el, greatest(el, index, Dim.of(0)))


def _require_finite(el: Elaborator, value: object, span: Span) -> None:
    """A length has to fit an index: not NaN, and below 2^53."""
    from eshkol_mlir.emit import ir
    from eshkol_mlir.types.convert import scalar_constant
    from eshkol_mlir.types.indexing import check

    assert isinstance(value, ir.Value)
    limit = scalar_constant(el, float(2**53), F64)
    size = el.builder.emit_one("math.absf", (value,), "f64")
    fits = el.builder.emit_one("arith.cmpf", (size, limit), "i1", {"predicate": "4 : i64"})
    check(el, fits, "the bounds of a range should be finite", span)


def _float(value: Value) -> float | None:
    if isinstance(value, Static) and not isinstance(value.value, complex):
        number = value.value.constant if isinstance(value.value, Dim) else value.value
        return None if number is None else nearest_float(number)
    return None


def _working_type(dtype: DType) -> DType:
    """The type in which a progression is computed: short floats would round the positions."""
    if dtype.is_complex:
        return F64 if dtype.bits == 64 else F32
    return F32 if dtype.is_float and dtype.bits == 16 else dtype


def _progression(el: Elaborator, start: Value, step: Value, length: Dim, dtype: DType) -> Term:
    """``start + i * step``, elementwise."""
    whole = all(_is_integer(v) for v in (start, step))
    work = _working_type(dtype) if whole or not dtype.is_integer else F64
    type = Tensor(work, (length,))
    add, multiply = ("arith.addi", "arith.muli") if work.is_integer else ("arith.addf", "arith.mulf")
    value = iota(el, type, 0).value
    if not (isinstance(step, Static) and step.value == 1):
        value = el.builder.emit_one(multiply, (value, convert(el, step, type)), type.mlir)
    if not (isinstance(start, Static) and start.value == 0):
        value = el.builder.emit_one(add, (value, convert(el, start, type)), type.mlir)
    return Term(convert_elements(el, Term(value, type), dtype), Tensor(dtype, (length,)))


@builtin("(linspace start stop [num] :endpoint :dtype)")
def linspace(el: Elaborator, call: Call) -> Value:
    """``num`` (50) numbers at equal distances from ``start`` to ``stop``, which ``:endpoint #f`` leaves out."""
    start, stop = (scalar_argument(call, call[i], name) for i, name in enumerate(("start", "stop")))
    count = size_argument(el, call, call.get("num") or Static(50), call.span_of(2), "the number of points")
    joined, _ = join_dtypes([type_of(start), type_of(stop)])
    dtype = call.dtype() or (promote(joined, F64) if joined.is_integer else joined)
    if dtype.is_boolean or joined.is_boolean or joined.is_complex:
        raise call.type_error(Code.NUMBER_EXPECTED, "the ends should be real numbers")
    closed = "endpoint" not in call.options or call.flag("endpoint")
    type = Tensor(F64 if dtype.is_integer else _working_type(dtype), (count,))
    points = _points(el, start, stop, type, closed)
    return Term(convert_elements(el, points, dtype), Tensor(dtype, (count,)))


def _points(el: Elaborator, start: Term | Static, stop: Term | Static, type: Tensor, closed: bool) -> Term:
    """``start + i * (stop - start) / gaps``; the last of a closed interval is ``stop`` exactly."""
    b, work = el.builder, number_type(type.dtype)
    (count,) = type.shape
    gaps = greatest(el, count - 1, Dim.of(1)) if closed else greatest(el, count, Dim.of(1))
    divisor = convert(el, el.size_term(size_of(el, gaps)), work)
    low, high = convert(el, start, work), convert(el, stop, work)
    width = b.emit_one("arith.divf", (b.emit_one("arith.subf", (high, low), work.mlir), divisor), work.mlir)
    lows, widths, highs = (convert(el, Term(v, work), type) for v in (low, width, high))
    scaled = b.emit_one("arith.mulf", (iota(el, type, 0).value, widths), type.mlir)
    value = b.emit_one("arith.addf", (scaled, lows), type.mlir)
    if not closed:
        return Term(value, type)
    index, flags = iota(el, Tensor(I64, type.shape), 0), Tensor(BOOL, type.shape)
    last = convert(el, Static(count - 1), index.type)
    ends = el.emit_tensor("eshkol.compare", (index.value, last), flags, predicate="#eshkol<predicate eq>")
    # A single point is the start.
    single = convert(el, Static(0), index.type)
    later = el.emit_tensor("eshkol.compare", (index.value, single), flags, predicate="#eshkol<predicate ne>")
    both = b.emit_one("arith.andi", (ends.value, later.value), flags.mlir)
    return el.emit_tensor("eshkol.select", (both, highs, value), type)


# From elements ------------------------------------------------------------------------------------


@builtin("(vector x ...)")
def vector(el: Elaborator, call: Call) -> Value:
    """A vector of its arguments; of numbers, a tensor where one is expected."""
    return ListValue(call.values, vector=True)


@builtin("(matrix row ...)")
def matrix(el: Elaborator, call: Call) -> Value:
    """A matrix of rows, which are vectors of numbers of one length."""
    return _matrix(el, call, call.values, None)


def _matrix(el: Elaborator, call: Call, rows: Sequence[Value], dtype: DType | None) -> Term:
    if not rows:
        raise call.shape_error(
            Code.NO_ELEMENTS, "expected at least one row", help=["(zeros [0 n]) makes an empty matrix"]
        )
    term = el.to_tensor(ListValue(tuple(rows), vector=True), call.span, dtype)
    if term is None or term.type.shape == ():
        raise call.type_error(Code.ELEMENTS_DO_NOT_STACK, "the rows should be vectors of numbers")
    if len(term.type.shape) != 2:
        raise call.shape_error(
            Code.WRONG_RANK,
            f"the rows should be vectors, but together they have shape {render_shape(term.type.shape)},",
        )
    return _as_elements(el, call, term, dtype)


def _as_elements(el: Elaborator, call: Call, term: Term, dtype: DType | None) -> Term:
    if dtype is None or term.type.dtype == dtype:
        return term
    if promote(term.type.dtype, dtype) != dtype:
        raise call.type_error(
            Code.UNSUPPORTED_ELEMENTS,
            f"elements of type {term.type.dtype} cannot be {dtype}",
            help=[f"convert them with (cast x {dtype})"],
        )
    return number_as(el, call, term, Tensor(dtype, term.type.shape))


@builtin("(tensor dims data [dtype])")
def tensor(el: Elaborator, call: Call) -> Value:
    """A tensor of the given sizes from its elements in row-major order."""
    return _tensor(el, call, call[0], call[1], call.dtype(), 0)


def _tensor(el: Elaborator, call: Call, dims: Value, data: Value, dtype: DType | None, position: int) -> Term:
    shape = shape_argument(el, call, dims, call.span_of(position))
    elements = call.as_tensor(el, data, position + 1, dtype)
    elements = _as_elements(el, call, elements, dtype)
    own = elements.type.shape
    if not same_elements(el, call, own, shape):
        raise call.shape_error(
            Code.RESHAPE,
            f"{plural_of(product(own))} do not fill shape {render_shape(shape)}",
            notes=[f"that takes {product(shape)}"],
        )
    return el.reshape(elements, shape)


def plural_of(count: Dim) -> str:
    return plural(count.constant, "element") if count.constant is not None else f"{count} elements"


# (vector<float64> 1.0 2.0) and its kin: the first argument describes the type -------------------------


def _described(call: Call) -> tuple[DType | None, list[Value]]:
    """The element type between the brackets, and the sizes after it."""
    head = call[0]
    assert isinstance(head, ListValue)
    if not head.items:
        return None, []
    first, *sizes = head.items
    if isinstance(first, TypeName):
        return first.dtype, sizes
    return call.element_type(first), sizes


def _check_described(el: Elaborator, call: Call, term: Term, sizes: Sequence[Value]) -> Term:
    """That the value has the sizes its type states."""
    if not sizes:
        return term
    entries = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], ListValue) else ListValue(tuple(sizes))
    if any(not isinstance(v, Static) for v in (entries.items if isinstance(entries, ListValue) else ())):
        return term
    wanted = shape_argument(el, call, entries, call.span)
    if len(wanted) != len(term.type.shape) or not all(
        require_same(el, call, a, b) for a, b in zip(wanted, term.type.shape, strict=True)
    ):
        raise call.shape_error(
            Code.DECLARED_SHAPE,
            f"the type states shape {render_shape(wanted)} but the elements have {render_shape(term.type.shape)}",
        )
    return term


def require_same(el: Elaborator, call: Call, a: Dim, b: Dim) -> bool:
    from eshkol_mlir.types.indexing import require_equal

    return require_equal(el, call, a, b, "the sizes differ")


@builtin("(vector<> type x ...)")
def typed_vector(el: Elaborator, call: Call) -> Value:
    """A vector whose element type is stated: ``(vector<float64> 1.0 2.0)``."""
    dtype, sizes = _described(call)
    if len(call.values) == 1:
        return _check_described(el, call, _full(el, call, shape_of(0), Static(0), dtype or F64, 0), sizes)
    term = el.to_tensor(ListValue(call.values[1:], vector=True), call.span, dtype)
    if term is None:
        raise call.type_error(Code.NUMBER_EXPECTED, "the elements should be numbers")
    return _check_described(el, call, _as_elements(el, call, term, dtype), sizes)


@builtin("(matrix<> type row ...)")
def typed_matrix(el: Elaborator, call: Call) -> Value:
    """A matrix whose element type is stated, from its rows."""
    dtype, sizes = _described(call)
    return _check_described(el, call, _matrix(el, call, call.values[1:], dtype), sizes)


@builtin("(tensor<> type dims data)")
def typed_tensor(el: Elaborator, call: Call) -> Value:
    """A tensor whose element type is stated, from its sizes and its elements in row-major order."""
    dtype, sizes = _described(call)
    return _check_described(el, call, _tensor(el, call, call[1], call[2], dtype, 1), sizes)
