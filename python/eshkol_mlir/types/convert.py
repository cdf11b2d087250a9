"""Turning values into terms of a wanted type, and joining alternatives."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.types.dims import Dim, DimVar, Shape
from eshkol_mlir.types.dtypes import BOOL, C128, F64, I64, DType, promote, with_weak
from eshkol_mlir.types.types import Scalar, Tensor, constant_sizes, number_type
from eshkol_mlir.types.values import (
    POISON,
    Closure,
    Poison,
    Static,
    Term,
    Transformed,
    Value,
    describe,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: A dimension about which alternatives disagree; see :func:`instantiate`.
UNKNOWN = Dim.of(DimVar("?", existential=True))


#: The least magnitude that rounds to infinity in each narrow element type.
OVERFLOW = {"f32": 2.0**128 - 2.0**103, "bf16": 2.0**128 - 2.0**119, "f16": 65520.0}

# Constants ---------------------------------------------------------------------


def float_literal(value: float, bits: int) -> str:
    """A float as MLIR reads it back exactly."""
    if math.isfinite(value):
        text = repr(float(value))
        return text if "." in text or "e" not in text else text.replace("e", ".0e")
    if bits == 64:
        return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
    if bits == 32:
        return f"0x{struct.unpack('<I', struct.pack('<f', value))[0]:08X}"
    raise ValueError(bits)


def _nonfinite_16(value: float, dtype: DType) -> str:
    patterns = {"bf16": ("0x7F80", "0xFF80", "0x7FC0"), "f16": ("0x7C00", "0xFC00", "0x7E00")}[dtype.name]
    return patterns[2] if math.isnan(value) else patterns[0] if value > 0 else patterns[1]


def nearest_float(value: int | Fraction | float) -> float:
    """The float64 nearest to a number, an infinity for one that is too large."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def nearest_complex(value: int | Fraction | float | complex) -> complex:
    return value if isinstance(value, complex) else complex(nearest_float(value))


def literal(value: bool | int | Fraction | float | complex, dtype: DType) -> str:
    """The element of a constant attribute."""
    if dtype.is_complex:
        number = nearest_complex(value)
        return f"({float_literal(number.real, dtype.bits)}, {float_literal(number.imag, dtype.bits)})"
    assert not isinstance(value, complex)
    if dtype.is_boolean:
        return "true" if value else "false"
    if dtype.is_integer:
        return str(int(value))
    number = nearest_float(value)
    if abs(number) >= OVERFLOW.get(dtype.name, math.inf):
        number = math.copysign(math.inf, number)
    if dtype.bits == 16 and not math.isfinite(number):
        return _nonfinite_16(number, dtype)
    return float_literal(number, dtype.bits)


def default_dtype(value: object) -> DType:
    """The element type of a literal that meets nothing typed."""
    if isinstance(value, bool):
        return BOOL
    if isinstance(value, int | Dim):
        return I64
    if isinstance(value, complex):
        return C128
    return F64


def check_range(el: Elaborator, value: bool | int | Fraction | float | complex, dtype: DType) -> None:
    """Refuses an integer literal that its element type cannot hold."""
    if not dtype.is_integer or isinstance(value, bool | complex):
        return
    least, greatest = -(1 << dtype.bits - 1), (1 << dtype.bits - 1) - 1
    if not least <= value <= greatest:
        raise diagnostics.TypeError.at(
            Code.VALUE_DOES_NOT_FIT,
            el.builder.span,
            f"{describe(Static(value))} does not fit in {dtype}",
            notes=[f"{dtype} holds {least} to {greatest}"],
            help=["write it with a decimal point, or cast the other operand to a wider type"],
        )


def scalar_constant(el: Elaborator, value: bool | int | Fraction | float | complex, dtype: DType) -> ir.Value:
    check_range(el, value, dtype)
    if dtype.is_complex:
        number = nearest_complex(value)
        part = "f64" if dtype.bits == 64 else "f32"
        parts = ", ".join(f"{float_literal(p, dtype.bits)} : {part}" for p in (number.real, number.imag))
        return el.builder.emit_one("complex.constant", (), dtype.mlir, {"value": f"[{parts}]"})
    text = literal(value, dtype)
    attribute = text if dtype.is_boolean else f"{text} : {dtype.mlir}"
    return el.builder.emit_one("arith.constant", (), dtype.mlir, {"value": attribute})


def splat_constant(el: Elaborator, value: bool | int | Fraction | float | complex, type: Tensor) -> ir.Value:
    check_range(el, value, type.dtype)
    attribute = f"dense<{literal(value, type.dtype)}> : {type.mlir}"
    return el.builder.emit_one("arith.constant", (), type.mlir, {"value": attribute})


# Types of values ----------------------------------------------------------------


def is_number(value: Value) -> bool:
    return isinstance(value, Term | Static)


def type_of(value: Value) -> Scalar | Tensor:
    """The type that a number has when the program runs."""
    if isinstance(value, Term):
        return value.type
    assert isinstance(value, Static)
    if value.dtype is not None:
        return number_type(value.dtype)
    return Scalar(default_dtype(value.value), weak=not isinstance(value.value, bool))


def join_dtypes(types: Iterable[Scalar | Tensor]) -> tuple[DType, bool]:
    """The element type in which the operands are combined; whether it is weak."""
    strong: DType | None = None
    weak: DType | None = None
    for type in types:
        if isinstance(type, Scalar) and type.weak:
            weak = type.dtype if weak is None else promote(weak, type.dtype)
        else:
            strong = type.dtype if strong is None else promote(strong, type.dtype)
    if strong is None:
        assert weak is not None
        return weak, True
    return (strong if weak is None else with_weak(strong, weak)), False


def join_types(a: Scalar | Tensor, b: Scalar | Tensor) -> Scalar | Tensor | None:
    """A type that holds values of both; None where ranks differ."""
    dtype, weak = join_dtypes((a, b))
    if isinstance(a, Scalar) and isinstance(b, Scalar):
        return number_type(dtype, weak)
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        if a.rank != b.rank and a.rank and b.rank:
            return None
        if a.rank != b.rank:
            return Tensor(dtype, a.shape or b.shape)
        return Tensor(dtype, tuple(x if x == y else UNKNOWN for x, y in zip(a.shape, b.shape, strict=True)))
    return Tensor(dtype, a.shape or b.shape)


# Conversions ---------------------------------------------------------------------


def convert(el: Elaborator, value: Value, type: Scalar | Tensor, span: Span | None = None) -> ir.Value:
    """``value`` as a run-time value of ``type``, to which it must be convertible."""
    if isinstance(value, Static):
        return _convert_static(el, value, type)
    assert isinstance(value, Term), value
    if isinstance(type, Scalar):
        if value.type.dtype == type.dtype:
            return el.element(value)
        return _convert_scalar(el, el.as_scalar(value), type.dtype)
    if isinstance(value.type, Scalar) and not type.dtype.is_held_by_host:
        number = Tensor(value.type.dtype, ())
        return convert(el, Term(tensor_of_scalar(el, value.value, number.dtype), number), type)
    if isinstance(value.type, Scalar):
        scalar = _convert_scalar(el, value, type.dtype)
        return broadcast(el, tensor_of_scalar(el, scalar, type.dtype), (), type.shape, type.dtype)
    tensor = convert_elements(el, value, type.dtype)
    shape = value.type.shape
    if not shape and type.shape:
        return broadcast(el, tensor, (), type.shape, type.dtype)
    return cast_shape(el, tensor, Tensor(type.dtype, shape), type)


def _convert_static(el: Elaborator, value: Static, type: Scalar | Tensor) -> ir.Value:
    if isinstance(value.value, Dim):
        constant = value.value.constant
        if constant is None:
            return convert(el, el.size_term(value.value), type)
        value = Static(constant, value.dtype)
    assert not isinstance(value.value, Dim)
    number = value.value
    if type.dtype.is_integer and isinstance(number, float | Fraction):
        number = int(number)
    if isinstance(type, Scalar):
        return scalar_constant(el, number, type.dtype)
    if constant_sizes(type.shape) is not None:
        return splat_constant(el, number, type)
    return broadcast(el, splat_constant(el, number, Tensor(type.dtype, ())), (), type.shape, type.dtype)


def _convert_scalar(el: Elaborator, term: Term, dtype: DType) -> ir.Value:
    if term.type.dtype == dtype:
        return term.value
    # One rule set for all conversions: that of eshkol.convert, on a rank-0 tensor,
    # except where a single arith operation does the same.
    source, b = term.type.dtype, el.builder
    if source.is_integer and dtype.is_integer:
        name = "arith.extsi" if dtype.bits > source.bits else "arith.trunci"
        return b.emit_one(name, (term.value,), dtype.mlir)
    if source.is_boolean and dtype.is_integer:
        return b.emit_one("arith.extui", (term.value,), dtype.mlir)
    if source.is_boolean and dtype.is_float:
        return b.emit_one("arith.uitofp", (term.value,), dtype.mlir)
    if source.is_integer and dtype.is_float:
        return b.emit_one("arith.sitofp", (term.value,), dtype.mlir)
    if source.is_float and dtype.is_float and source.bits != dtype.bits:
        name = "arith.extf" if dtype.bits > source.bits else "arith.truncf"
        return b.emit_one(name, (term.value,), dtype.mlir)
    tensor = tensor_of_scalar(el, term.value, source)
    converted = b.emit_one("eshkol.convert", (tensor,), f"tensor<{dtype.mlir}>")
    return b.emit_one("tensor.extract", (converted,), dtype.mlir)


def convert_elements(el: Elaborator, term: Term, dtype: DType) -> ir.Value:
    if term.type.dtype == dtype:
        return term.value
    assert isinstance(term.type, Tensor)
    return el.builder.emit_one("eshkol.convert", (term.value,), Tensor(dtype, term.type.shape).mlir)


def tensor_of_scalar(el: Elaborator, scalar: ir.Value, dtype: DType) -> ir.Value:
    """A tensor of rank 0 of a scalar."""
    if dtype.is_boolean:
        # IREE 3.13 stores truth values as bytes but refuses a tensor.from_elements of one.
        byte = el.builder.emit_one("arith.extui", (scalar,), "i8")
        bytes_ = el.builder.emit_one("tensor.from_elements", (byte,), "tensor<i8>")
        return el.builder.emit_one("eshkol.convert", (bytes_,), "tensor<i1>")
    return el.builder.emit_one("tensor.from_elements", (scalar,), f"tensor<{dtype.mlir}>")


def cast_shape(el: Elaborator, value: ir.Value, source: Tensor, target: Tensor) -> ir.Value:
    if source.mlir == target.mlir:
        return value
    return el.builder.emit_one("tensor.cast", (value,), target.mlir)


def index_list(sizes: Sequence[int]) -> str:
    return f"array<i64: {', '.join(map(str, sizes))}>" if sizes else "array<i64>"


DYNAMIC = -9223372036854775808


def mixed_sizes(el: Elaborator, shape: Shape) -> tuple[list[ir.Value], str]:
    """The operands and the attribute that state a shape, as ODS index lists do."""
    operands: list[ir.Value] = []
    static: list[int] = []
    for dim in shape:
        constant = dim.constant
        static.append(DYNAMIC if constant is None else constant)
        if constant is None:
            operands.append(el.size_value(dim))
    return operands, index_list(static)


def broadcast(el: Elaborator, value: ir.Value, source: Shape, target: Shape, dtype: DType) -> ir.Value:
    """NumPy's broadcasting of a tensor of shape ``source`` to ``target``, known to fit."""
    if source == target:
        return value
    offset = len(target) - len(source)
    operands, sizes = mixed_sizes(el, target)
    attributes = {
        "dimensions": index_list(range(offset, len(target))),
        "static_sizes": sizes,
    }
    return el.builder.emit_one("eshkol.broadcast", (value, *operands), Tensor(dtype, target).mlir, attributes)


# Alternatives ---------------------------------------------------------------------


def zero_like(el: Elaborator, type: Scalar | Tensor) -> ir.Value:
    """Some value of the MLIR type of ``type``; dynamic dimensions are empty.

    What has no elements is `tensor.empty`, by which batching knows that its size means nothing.
    """
    if isinstance(type, Scalar):
        return scalar_constant(el, 0, type.dtype)
    shape = tuple(dim if dim.constant is not None else Dim.of(0) for dim in type.shape)
    actual = Tensor(type.dtype, shape)
    if shape == type.shape:
        return splat_constant(el, 0, actual)
    return cast_shape(el, el.builder.emit_one("tensor.empty", (), actual.mlir), actual, type)


def instantiate(el: Elaborator, type: Scalar | Tensor, value: ir.Value) -> Term:
    """A term of a joined type: every unknown dimension becomes a variable of its own."""
    if isinstance(type, Scalar) or UNKNOWN not in type.shape:
        return Term(value, type)
    shape = tuple(
        el.dimension_of(value, position) if dim == UNKNOWN else dim for position, dim in enumerate(type.shape)
    )
    return Term(value, Tensor(type.dtype, shape))


def same_structure(a: Value, b: Value, stands_for: Callable[[Value, Value], bool] | None = None) -> bool:
    """Whether two values consist of the same parts, but for parts of ``a`` that stand for those of ``b``."""
    from eshkol_mlir.types.values import Compound, MapValue, RangeValue, RecordValue, parts_of

    if stands_for is not None and stands_for(a, b):
        return True
    if not isinstance(a, Compound) or not isinstance(b, Compound):
        return isinstance(a, Compound) == isinstance(b, Compound)
    match a, b:
        case RangeValue(), RangeValue():
            return a.step == b.step
        case (RecordValue(), RecordValue()) if a.type != b.type:
            return False
        case (MapValue(), MapValue()) if [key for key, _ in a.entries] != [key for key, _ in b.entries]:
            return False
    parts, others = parts_of(a), parts_of(b)
    return (
        type(a) is type(b)
        and len(parts) == len(others)
        and all(same_structure(part, other, stands_for) for part, other in zip(parts, others, strict=True))
    )


def identical(a: Value, b: Value) -> bool:
    """Whether two values known now are the same."""
    if isinstance(a, Term) or isinstance(b, Term):
        return a is b
    if isinstance(a, Closure) and isinstance(b, Closure):
        return a.function is b.function and a.environment is b.environment
    if isinstance(a, Transformed) and isinstance(b, Transformed):
        return a.kind == b.kind and a.options is b.options and identical(a.function, b.function)
    return type(a) is type(b) and a == b


def join_leaves(
    el: Elaborator, alternatives: Sequence[Value], span: Span, what: str
) -> Scalar | Tensor | Value:
    """What one position of several alternatives becomes: a type, or the common known value."""
    first = alternatives[0]
    if any(isinstance(value, Poison) for value in alternatives):
        return POISON
    if not any(isinstance(value, Term) for value in alternatives) and all(
        identical(first, value) for value in alternatives
    ):
        return first
    for value in alternatives:
        if not is_number(value):
            other = next((v for v in alternatives if not identical(v, value)), first)
            raise diagnostics.TypeError.at(
                Code.BRANCHES_DIFFER,
                span,
                f"{what} have different kinds of value",
                notes=[f"one is {describe(value)}, another {describe(other)}"],
                help=["on a device both must be numbers, tensors, or records of them"],
            )
    _reject_mixed_truth(alternatives, span, what)
    joined: Scalar | Tensor = type_of(first)
    for value in alternatives[1:]:
        both = join_types(joined, type_of(value))
        if both is None:
            raise diagnostics.ShapeError.at(
                Code.BRANCH_RANKS,
                span,
                f"{what} have tensors of different rank",
                notes=[f"one is {joined}, another {describe(value)}"],
            )
        joined = both
    return joined


def _reject_mixed_truth(alternatives: Sequence[Value], span: Span, what: str) -> None:
    """A number stands for no truth value: 0 is true, and #f is not 0."""
    truths = [value for value in alternatives if type_of(value).dtype.is_boolean]
    numbers = [value for value in alternatives if not type_of(value).dtype.is_boolean]
    if truths and numbers:
        raise diagnostics.TypeError.at(
            Code.BRANCHES_DIFFER,
            span,
            f"{what} have different kinds of value",
            notes=[f"one is {describe(truths[0])}, another {describe(numbers[0])}"],
            help=["give both numbers, or both truth values"],
        )


def _refuse_variants(one: Value, other: Value, span: Span, what: str) -> None:
    """Refuses a choice between constructors of a union: values of different ones have nothing in common."""
    from eshkol_mlir.types.values import ListValue, MultipleValues, RecordValue

    match one, other:
        case (ListValue(items=ones), ListValue(items=others)) | (
            MultipleValues(items=ones),
            MultipleValues(items=others),
        ):
            parts = zip(ones, others, strict=False)
        case RecordValue(), RecordValue():
            union = one.type.union
            if union and union == other.type.union and one.type != other.type:
                raise diagnostics.UnsupportedError.at(
                    Code.VARIANT_FROM_DATA,
                    span,
                    f"{what} are {union} of different constructors, {one.type.name} and {other.type.name}",
                    notes=["device code knows the constructor of a value while compiling; only its fields are data"],
                    help=["compute in each branch what is needed of the value"],
                )  # fmt: skip
            parts = zip(one.fields.values(), other.fields.values(), strict=False)
        case _:
            return
    for first, second in parts:
        _refuse_variants(first, second, span, what)


def _differing(a: Value, b: Value) -> tuple[Value, Value]:
    """Values of different structure, or of as many values each, the first of those that differ."""
    from eshkol_mlir.types.values import MultipleValues

    if isinstance(a, MultipleValues) and isinstance(b, MultipleValues) and len(a.items) == len(b.items):
        return next((x, y) for x, y in zip(a.items, b.items, strict=True) if not same_structure(x, y))
    return a, b


def join_values(
    el: Elaborator, alternatives: Sequence[Value], span: Span, what: str
) -> list[Scalar | Tensor | Value]:
    """The joined leaves of alternatives of one structure."""
    first = alternatives[0]
    for other in alternatives[1:]:
        if isinstance(other, Poison) or isinstance(first, Poison):
            return [POISON]
        if not same_structure(first, other):
            _refuse_variants(first, other, span, what)
            one, another = _differing(first, other)
            raise diagnostics.TypeError.at(
                Code.BRANCHES_DIFFER,
                span,
                f"{what} have different kinds of value",
                notes=[f"one is {describe(one)}, another {describe(another)}"],
            )
    return [
        join_leaves(el, column, span, what)
        for column in zip(*(tuple(leaves(value)) for value in alternatives), strict=True)
    ]
