"""Random numbers, reproducible on every device: the counter-based generator Threefry-2x32.

Element ``i`` of a tensor depends on the seed and on ``i`` alone.  The streams
are those of JAX's default generator: the same seed gives the same bits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.dims import Dim, Shape, product
from eshkol_mlir.types.dtypes import F32, F64, I32, I64, DType
from eshkol_mlir.types.indexing import iota, is_negative
from eshkol_mlir.types.ops.library import inexact_call, library_call, procedure, tensor_call, with_dtype
from eshkol_mlir.types.sizes import scalar_argument, shape_argument
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import Static, Term, TypeName, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: Bits of the fraction of a float: so many random bits make one.
FRACTION_BITS = {"f64": 52, "f32": 23, "f16": 10, "bf16": 7}


def _shape(el: Elaborator, call: Call) -> Shape:
    return shape_argument(el, call, call[0], call.span_of(0))


def _float_type(call: Call) -> DType:
    dtype = call.dtype() or F64
    if not dtype.is_float:
        raise call.type_error(
            Code.UNSUPPORTED_ELEMENTS, f"random numbers have floating-point elements, not {dtype}"
        )
    return dtype


def _key(el: Elaborator, call: Call) -> tuple[Value, Value]:
    """The seed, an integer of 64 bits, as two of 32."""
    seed = call.options.get("seed", Static(0))
    if isinstance(seed, Static) and isinstance(seed.value, int) and not isinstance(seed.value, bool):
        if not -(1 << 63) <= seed.value < 1 << 64:
            raise call.type_error(
                Code.VALUE_DOES_NOT_FIT, f":seed should fit into 64 bits but is {seed.value}"
            )
        return Static(_signed(seed.value >> 32), I32), Static(_signed(seed.value), I32)
    if isinstance(seed, Term) and seed.type.dtype.is_integer and not seed.type.shape:
        wide = library_call(el, call.span, "cast", seed, TypeName(I64))
        high = library_call(el, call.span, "shift-right", wide, Static(32))
        narrow = [library_call(el, call.span, "cast", part, TypeName(I32)) for part in (high, wide)]
        return narrow[0], narrow[1]
    raise call.type_error(Code.INTEGER_EXPECTED, f":seed should be an integer but is {describe(seed)}")


def _signed(number: int) -> int:
    low = number & 0xFFFFFFFF
    return low - (1 << 32) if low >= 1 << 31 else low


def _bits(el: Elaborator, call: Call, shape: Shape, name: str) -> Term:
    """Random bits for every element, by the library procedure ``name``."""
    counters = el.reshape(iota(el, Tensor(I32, (product(shape),)), 0), shape)
    return tensor_call(el, call.span, name, *_key(el, call), counters)


def _uniform(el: Elaborator, call: Call, shape: Shape, dtype: DType) -> Term:
    """Multiples of a power of two in [0, 1), all equally likely."""
    count = FRACTION_BITS[dtype.name]
    wide = dtype == F64
    bits = _bits(el, call, shape, "%random-bits-64" if wide else "%random-bits-32")
    available = 64 if wide else 8 if count < 8 else 32 if dtype == F32 else 16
    positive = tensor_call(el, call.span, "%upper-bits", bits, Static(available), Static(count))
    return tensor_call(el, call.span, "*", with_dtype(el, positive, dtype), Static(math.ldexp(1.0, -count)))


def _normal(el: Elaborator, call: Call, shape: Shape, dtype: DType) -> Term:
    """The inverse of the distribution function, of uniform numbers between -1 and 1."""
    computed = F32 if dtype.bits == 16 else dtype
    least = math.ldexp(1.0, -(FRACTION_BITS[computed.name] + 1)) - 1.0
    uniform = _uniform(el, call, shape, computed)
    normal = tensor_call(el, call.span, "%normal-from-uniform", uniform, Static(least), _inverse(computed))
    return with_dtype(el, normal, dtype)


def _inverse(dtype: DType) -> Value:
    return procedure("%erfinv-f32" if dtype == F32 else "%erfinv-f64")


def _number(el: Elaborator, call: Call, position: int, default: float) -> Term | Static:
    if len(call.values) <= position:
        return Static(default)
    return scalar_argument(call, call[position], f"`{call.parameter_name(position)}`")


@builtin("(rand dims :seed :dtype)")
def rand(el: Elaborator, call: Call) -> Value:
    """Numbers evenly distributed over [0, 1).

    The same ``:seed`` (0 by default) gives the same numbers, on every device.
    """
    return _uniform(el, call, _shape(el, call), _float_type(call))


@builtin("(randn dims :seed :dtype)")
def randn(el: Elaborator, call: Call) -> Value:
    """Normally distributed numbers of mean 0 and variance 1.

    The same ``:seed`` (0 by default) gives the same numbers.
    """
    return _normal(el, call, _shape(el, call), _float_type(call))


@builtin("(random-uniform dims [low] [high] :seed :dtype)")
def random_uniform(el: Elaborator, call: Call) -> Value:
    """Numbers evenly distributed from ``low`` (0) to ``high`` (1)."""
    dtype = _float_type(call)
    u = _uniform(el, call, _shape(el, call), dtype)
    low, high = _number(el, call, 1, 0.0), _number(el, call, 2, 1.0)
    return with_dtype(el, tensor_call(el, call.span, "%from-unit-interval", u, low, high), dtype)


@builtin("(random-normal dims [mean] [deviation] :seed :dtype)")
def random_normal(el: Elaborator, call: Call) -> Value:
    """Normally distributed numbers of the given ``mean`` (0) and standard ``deviation`` (1)."""
    dtype = _float_type(call)
    z = _normal(el, call, _shape(el, call), dtype)
    mean, deviation = _number(el, call, 1, 0.0), _number(el, call, 2, 1.0)
    return with_dtype(el, tensor_call(el, call.span, "%shifted-and-scaled", z, mean, deviation), dtype)


@builtin("(random-integers dims low high :seed :dtype)", "randint")
def random_integers(el: Elaborator, call: Call) -> Value:
    """Integers from ``low`` up to, but not including, ``high``; i64 by default."""
    dtype = call.dtype() or I64
    if not dtype.is_integer:
        raise call.type_error(
            Code.UNSUPPORTED_ELEMENTS, f"the element type should be an integer type, not {dtype}"
        )
    low, high = (_limit(call, position) for position in (1, 2))
    if isinstance(low, Static) and isinstance(high, Static):
        count = Dim.of(_integral(high)) - Dim.of(_integral(low))
        if (count.constant is not None and count.constant <= 0) or is_negative(count):
            raise call.type_error(
                Code.OPTION_VALUE, f"there is no integer from {low.value} up to {high.value}"
            )
    bits = _bits(el, call, _shape(el, call), "%random-bits-64")
    return with_dtype(el, tensor_call(el, call.span, "%from-integer-range", bits, low, high), dtype)


def _limit(call: Call, position: int) -> Term | Static:
    value = scalar_argument(call, call[position], f"`{call.parameter_name(position)}`")
    if isinstance(value, Term) and value.type.dtype.is_integer:
        return value
    if isinstance(value, Static) and isinstance(value.value, int | Dim) and not isinstance(value.value, bool):
        return value
    raise call.type_error(
        Code.INTEGER_EXPECTED,
        f"`{call.parameter_name(position)}` should be an integer but is {describe(value)}",
    )


def _integral(value: Static) -> int | Dim:
    assert isinstance(value.value, int | Dim)
    return value.value


@builtin("(erfinv x)", "inverse-erf")
def erfinv(el: Elaborator, call: Call) -> Value:
    """The number whose error function is ``x``; infinite at -1 and 1, NaN beyond."""
    return inexact_call(el, call, call[0], _inverse)
