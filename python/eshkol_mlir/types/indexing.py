"""Positions inside tensors, known now or computed, and reading and writing there.

An :data:`Amount` is an integer that the compiler works with: a polynomial of
sizes (:class:`Dim`, here possibly negative), or an MLIR value of type index.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call
from eshkol_mlir.types.convert import DYNAMIC, convert_elements, index_list, mixed_sizes
from eshkol_mlir.types.dims import Dim, DimVar, Shape
from eshkol_mlir.types.dtypes import BOOL, I64
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

Amount: TypeAlias = Dim | ir.Value

#: No dimension is larger.
MOST = (1 << 48) - 1

# Integers ----------------------------------------------------------------------------


def integer(el: Elaborator, value: Value, span: Span, what: str = "an index") -> Amount:
    """An integer argument, which may be negative."""
    if isinstance(value, Static) and isinstance(value.value, int | Dim) and not isinstance(value.value, bool):
        dim = Dim.of(value.value)
        if dim.constant is not None and abs(dim.constant) > MOST:
            raise diagnostics.ShapeError.at(
                Code.TENSOR_TOO_LARGE, span, f"{what} of {dim} is more than any memory holds"
            )
        return dim
    if isinstance(value, Term) and value.type.dtype.is_integer and not value.type.shape:
        scalar = el.as_scalar(value)
        variable = el.context.size_variables.get(scalar.value)
        if variable is not None:
            return Dim.of(variable)
        return el.builder.emit_one("arith.index_cast", (scalar.value,), "index")
    raise diagnostics.TypeError.at(
        Code.INTEGER_EXPECTED, span, f"{what} should be an integer but is {describe(value)}"
    )


def index_value(el: Elaborator, amount: Amount) -> ir.Value:
    return amount if isinstance(amount, ir.Value) else el.size_value(amount)


def _combine(el: Elaborator, name: str, a: Amount, b: Amount) -> ir.Value:
    return el.builder.emit_one(name, (index_value(el, a), index_value(el, b)), "index")


def plus(el: Elaborator, a: Amount, b: Amount) -> Amount:
    return a + b if isinstance(a, Dim) and isinstance(b, Dim) else _combine(el, "arith.addi", a, b)


def minus(el: Elaborator, a: Amount, b: Amount) -> Amount:
    return a - b if isinstance(a, Dim) and isinstance(b, Dim) else _combine(el, "arith.subi", a, b)


def times(el: Elaborator, a: Amount, b: Amount) -> Amount:
    return a * b if isinstance(a, Dim) and isinstance(b, Dim) else _combine(el, "arith.muli", a, b)


def greatest(el: Elaborator, a: Amount, b: Amount) -> Amount:
    if isinstance(a, Dim) and isinstance(b, Dim):
        if is_certain(a - b):
            return a
        if is_certain(b - a):
            return b
    return _combine(el, "arith.maxsi", a, b)


def least(el: Elaborator, a: Amount, b: Amount) -> Amount:
    if isinstance(a, Dim) and isinstance(b, Dim):
        if is_certain(a - b):
            return b
        if is_certain(b - a):
            return a
    return _combine(el, "arith.minsi", a, b)


def ceiling_quotient(el: Elaborator, a: Amount, divisor: int) -> Amount:
    """``a / divisor`` rounded up, for a positive divisor."""
    if divisor == 1:
        return a
    if isinstance(a, Dim):
        if a.constant is not None:
            return Dim.of(-(-a.constant // divisor))
        exact = a.divided_exactly(Dim.of(divisor))
        if exact is not None:
            return exact
    return _combine(el, "arith.ceildivsi", a, Dim.of(divisor))


def is_certain(dim: Dim) -> bool:
    """Whether a polynomial of sizes, none of which is negative, cannot be negative."""
    return all(coefficient >= 0 for _, coefficient in dim.terms)


def is_negative(dim: Dim) -> bool:
    """Whether a polynomial of sizes is certainly negative."""
    return not is_certain(dim) and is_certain(dim * -1 - 1)


def size(el: Elaborator, amount: Amount, name: str = "?") -> Dim:
    """An amount that is not negative as a dimension."""
    if isinstance(amount, Dim):
        return amount
    known = el.context.size_variables.get(amount)
    if known is None:
        known = DimVar(name, existential=True)
        el.define_size(known, amount)
    return Dim.of(known)


# Run-time checks -------------------------------------------------------------------------


def check(el: Elaborator, condition: ir.Value, message: str, span: Span) -> None:
    """Stops the program with a message unless a condition holds."""
    el.builder.emit("eshkol.assert", (condition,), (), {"message": ir.string_attribute(f"{span}: {message}")})


def require(el: Elaborator, amount: Amount, message: str, span: Span) -> bool:
    """Checks, when running if need be, that an amount is not negative; False if it certainly is."""
    if isinstance(amount, Dim):
        if is_certain(amount):
            return True
        if is_negative(amount):
            return False
    operands = (index_value(el, amount), index_value(el, Dim.of(0)))
    check(el, el.builder.emit_one("arith.cmpi", operands, "i1", {"predicate": "5 : i64"}), message, span)
    return True


def check_bounds(
    el: Elaborator, call: Call, found: Term | ir.Value, valid: Dim, what: str, extent: Dim, axis: int
) -> None:
    """Under ``--check-bounds``, checks that a computed position (or each of a tensor) is from 0 to ``valid - 1``."""
    if not el.check_bounds:
        return
    shape = found.type.shape if isinstance(found, Term) else ()
    positions = found.value if isinstance(found, Term) else found
    limit = filled(el, Static(valid), Tensor(I64, shape)).value if shape else el.size_value(valid)
    # Compared as numbers without sign, so that negative ones are large.
    flags = Tensor(BOOL, shape).mlir if shape else "i1"
    inside = el.builder.emit_one("arith.cmpi", (positions, limit), flags, {"predicate": "6 : i64"})
    message = f"{call.builtin.name}: {what} out of range for dimension {axis} of size {extent}"
    check(el, inside, message, call.span)


def never_equal(a: Dim, b: Dim) -> bool:
    """Whether no sizes make two dimensions equal, as in ``2*k`` and 5."""
    factors = [coefficient for monomial, coefficient in (a - b).terms if monomial]
    constant = sum(coefficient for monomial, coefficient in (a - b).terms if not monomial)
    return constant % gcd(*factors) != 0 if factors else constant != 0


def require_equal(el: Elaborator, call: Call, a: Dim, b: Dim, message: str) -> bool:
    """Whether two dimensions are equal, or may be, which is then checked when running."""
    if a == b:
        return True
    if not any(variable.existential for variable in a.variables() | b.variables()) or never_equal(a, b):
        return False
    operands = (el.size_value(a), el.size_value(b))
    same = el.builder.emit_one("arith.cmpi", operands, "i1", {"predicate": "0 : i64"})
    check(el, same, f"{call.builtin.name}: {message}", call.span)
    return True


def position(el: Elaborator, call: Call, amount: Amount, extent: Dim, axis: int) -> Amount:
    """An index into a dimension, a negative one counted from the end.

    Raises:
        ShapeError: an index known now is out of range.
    """
    if isinstance(amount, ir.Value):
        _require_elements(el, call, extent, axis)
        inside = wrapped(el, amount, extent)
        check_bounds(el, call, inside, extent, "index", extent, axis)
        return inside
    shifted = amount + extent if is_negative(amount) else amount
    message = f"{call.builtin.name}: index {amount} is out of range for dimension {axis}"
    if not is_negative(shifted) and not is_negative(extent - shifted - 1):
        require(el, shifted, message, call.span)
        require(el, extent - shifted - 1, message, call.span)
        return shifted
    raise out_of_range(call, amount, extent, axis)


def out_of_range(call: Call, amount: Dim, extent: Dim, axis: int) -> diagnostics.EshkolError:
    help = "the dimension has no elements"
    if extent != Dim.of(0):
        help = f"it may be from {extent * -1} to {extent - 1}"
    return call.shape_error(
        Code.INDEX_OUT_OF_RANGE,
        f"index {amount} is out of range for dimension {axis} of size {extent}",
        help=[help],
    )


def _require_elements(el: Elaborator, call: Call, extent: Dim, axis: int) -> None:
    message = f"{call.builtin.name}: dimension {axis} has no elements"
    if not require(el, extent - 1, message, call.span):
        raise call.shape_error(Code.NO_ELEMENTS, f"dimension {axis} has no elements")


def wrapped(el: Elaborator, amount: ir.Value, extent: Dim) -> ir.Value:
    """A computed index, a negative one counted from the end."""
    b = el.builder
    negative = b.emit_one("arith.cmpi", (amount, index_value(el, Dim.of(0))), "i1", {"predicate": "2 : i64"})
    shifted = b.emit_one("arith.addi", (amount, el.size_value(extent)), "index")
    return b.emit_one("arith.select", (negative, shifted, amount), "index")


# Boxes ------------------------------------------------------------------------------------


def mixed_amounts(el: Elaborator, amounts: Sequence[Amount]) -> tuple[list[ir.Value], str]:
    """The operands and the attribute of an ODS index list."""
    operands: list[ir.Value] = []
    static: list[int] = []
    for amount in amounts:
        constant = amount.constant if isinstance(amount, Dim) else None
        static.append(DYNAMIC if constant is None else constant)
        if constant is None:
            operands.append(index_value(el, amount))
    return operands, index_list(static)


def box(
    el: Elaborator, term: Term, starts: Sequence[Amount], shape: Shape, strides: Sequence[int] | None = None
) -> Term:
    """``eshkol.slice``: the elements from ``starts`` on; ``shape`` many, ``strides`` apart."""
    if Dim.of(0) in shape:
        return filled(el, Static(0), Tensor(term.type.dtype, shape))
    first, static_starts = mixed_amounts(el, starts)
    sizes, static_sizes = mixed_sizes(el, shape)
    return el.emit_tensor(
        "eshkol.slice", (term.value, *first, *sizes), Tensor(term.type.dtype, shape),
        static_starts=static_starts, static_sizes=static_sizes, strides=index_list(strides or [1] * len(shape)),
        operandSegmentSizes=f"array<i32: 1, {len(first)}, {len(sizes)}>",
    )  # fmt: skip


def span_of_axis(el: Elaborator, term: Term, axis: int, start: Amount, count: Dim, stride: int = 1) -> Term:
    """A part of one dimension, the others whole."""
    shape = term.type.shape
    starts = [Dim.of(0) if i != axis else start for i in range(len(shape))]
    strides = [1 if i != axis else stride for i in range(len(shape))]
    return box(el, term, starts, replaced(shape, axis, count), strides)


def replaced(shape: Shape, axis: int, *dims: Dim) -> Shape:
    """A shape with one dimension replaced by others (or by none)."""
    return (*shape[:axis], *dims, *shape[axis + 1 :])


def take_one(el: Elaborator, term: Term, axis: int, index: Amount) -> Term:
    """What is at one position of a dimension, which the result does not have."""
    part = span_of_axis(el, term, axis, index, Dim.of(1))
    return el.reshape(part, replaced(term.type.shape, axis))


def take_leading(el: Elaborator, term: Term, index: ir.Value) -> Value:
    """The row at an index in range: shape ``s[1:]``, of rank 0 for a vector."""
    if term.type.shape[0] == Dim.of(0):
        # The body of a loop that never runs.
        return filled(el, Static(0), Tensor(term.type.dtype, term.type.shape[1:]))
    return take_one(el, term, 0, index)


def update(el: Elaborator, term: Term, part: Term, starts: Sequence[Amount]) -> Term:
    """``eshkol.dynamic_update_slice``: ``part``, of the same rank, written at ``starts``."""
    operands, static = mixed_amounts(el, starts)
    assert isinstance(term.type, Tensor)
    return el.emit_tensor(
        "eshkol.dynamic_update_slice", (term.value, part.value, *operands), term.type, static_starts=static
    )


def put_leading(el: Elaborator, term: Term, row: Term, index: Amount) -> Term:
    """``term`` with ``row``, of rank one less and the same elements, written at a leading index."""
    if term.type.shape[0] == Dim.of(0):
        # The body of a loop that never runs.
        return term
    part = el.reshape(row, (Dim.of(1), *row.type.shape))
    return update(el, term, part, [index, *(Dim.of(0) for _ in row.type.shape)])


# Tensors of indices ---------------------------------------------------------------------------


def wrapped_indices(el: Elaborator, indices: Term, extent: Dim) -> Term:
    """Integer indices as i64, negative ones counted from the end of a dimension."""
    shape = indices.type.shape
    type = Tensor(I64, shape)
    value = convert_elements(el, indices, I64)
    if not shape:
        # As numbers, which devices need not be asked for.
        b = el.builder
        number = b.emit_one("tensor.extract", (value,), "i64")
        amount = wrapped(el, b.emit_one("arith.index_cast", (number,), "index"), extent)
        position = b.emit_one("arith.index_cast", (amount,), "i64")
        return Term(b.emit_one("tensor.from_elements", (position,), type.mlir), type)
    zero, length = (filled(el, Static(v), type) for v in (0, extent))
    flags = Tensor(BOOL, shape)
    negative = el.emit_tensor("eshkol.compare", (value, zero.value), flags, predicate="#eshkol<predicate lt>")
    shifted = el.builder.emit_one("arith.addi", (value, length.value), type.mlir)
    return el.emit_tensor("eshkol.select", (negative.value, shifted, value), type)


def filled(el: Elaborator, value: Static, type: Tensor) -> Term:
    """A tensor of one known number."""
    from eshkol_mlir.types.convert import convert

    return Term(convert(el, value, type), type)


def gather(el: Elaborator, term: Term, indices: Term, axis: int, batch: int = 0) -> Term:
    """``eshkol.gather``; indices out of range are clamped."""
    shape, own = term.type.shape, indices.type.shape
    result = Tensor(term.type.dtype, replaced(shape, axis, *own[batch:]))
    return el.emit_tensor(
        "eshkol.gather",
        (term.value, indices.value),
        result,
        dimension=f"{axis} : i64",
        batch_dims=f"{batch} : i64",
    )


def iota(el: Elaborator, type: Tensor, axis: int) -> Term:
    """A tensor whose elements are their own position along an axis."""
    operands, sizes = mixed_sizes(el, type.shape)
    return el.emit_tensor("eshkol.iota", operands, type, dimension=f"{axis} : i64", static_sizes=sizes)


def transposed(el: Elaborator, term: Term, permutation: Sequence[int]) -> Term:
    """``eshkol.transpose``; nothing where the order stays."""
    if list(permutation) == list(range(len(permutation))):
        return term
    shape = tuple(term.type.shape[axis] for axis in permutation)
    return el.emit_tensor(
        "eshkol.transpose", (term.value,), Tensor(term.type.dtype, shape), permutation=index_list(permutation)
    )


def axis_last(rank: int, axis: int) -> list[int]:
    """The permutation that makes an axis the last."""
    return [*(i for i in range(rank) if i != axis), axis]


def inverse(permutation: Sequence[int]) -> list[int]:
    return sorted(range(len(permutation)), key=lambda i: permutation[i])
