"""Functions of one number, elementwise, and the parts of complex numbers."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import convert
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import C64, C128, F32, F64, real_part
from eshkol_mlir.types.elementwise import combine, compare, emit_elementwise, inexact, map_elements, operand
from eshkol_mlir.types.ops.elementwise import (
    choose_elements,
    combine_types,
    fold,
    is_zero,
    quotient,
    undefined,
)
from eshkol_mlir.types.ops.library import library_call
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


#: name: (operation on floats, operation or library procedure on complex numbers, on known numbers)
_FUNCTIONS: dict[str, tuple[str, str | None, Callable[[Any], Any]]] = {
    "exp": ("math.exp", "complex.exp", cmath.exp),
    "expm1": ("math.expm1", "%complex-expm1", math.expm1),
    "log1p": ("math.log1p", "%complex-log1p", math.log1p),
    "sin": ("math.sin", "%complex-sin", cmath.sin),
    "cos": ("math.cos", "%complex-cos", cmath.cos),
    "tan": ("math.tan", "complex.tan", cmath.tan),
    "asin": ("math.asin", "%complex-asin", math.asin),
    "acos": ("math.acos", "%complex-acos", math.acos),
    "sinh": ("math.sinh", "%complex-sinh", math.sinh),
    "cosh": ("math.cosh", "%complex-cosh", math.cosh),
    "asinh": ("math.asinh", "%complex-asinh", math.asinh),
    "acosh": ("math.acosh", "%complex-acosh", math.acosh),
    "atanh": ("math.atanh", "%complex-atanh", math.atanh),
    "tanh": ("math.tanh", "complex.tanh", math.tanh),
    "erf": ("math.erf", None, math.erf),
    "erfc": ("math.erfc", None, math.erfc),
    "rsqrt": ("math.rsqrt", "complex.rsqrt", lambda x: 1.0 / math.sqrt(x)),
}


def apply_function(
    el: Elaborator,
    call: Call,
    value: Value,
    floating: str,
    complex_operation: str | None,
    known: Callable[[Any], Any],
) -> Value:
    """A function of one number: at once if it is known, else by the operation for its kind."""
    folded = fold((value,), lambda x: _real_if_possible(known(_as_float(x)), x))
    if folded is not None:
        return folded
    _, type = combine_types(el, call, (value,))
    operands, result = combine(el, call, (value,), dtype=inexact(type.dtype))
    if result.dtype.is_complex and complex_operation is not None and complex_operation.startswith("%"):
        return library_call(el, call.span, complex_operation, Term(operands[0], result))
    operations = {"float": floating} | ({"complex": complex_operation} if complex_operation else {})
    return emit_elementwise(el, call, operations, operands, result)


def _as_float(number: Any) -> Any:
    if isinstance(number, Dim):
        raise TypeError
    return number if isinstance(number, complex) else float(number)


def _real_if_possible(result: Any, argument: Any) -> Any:
    if isinstance(result, complex) and not isinstance(argument, complex):
        return result.real
    return result


def _define_function(
    name: str, floating: str, complex_operation: str | None, known: Callable[[Any], Any]
) -> None:
    @builtin(f"({name} x)")
    def function(el: Elaborator, call: Call) -> Value:
        return apply_function(el, call, call[0], floating, complex_operation, known)

    function.__doc__ = f"Elementwise {name}; integers are computed in float64."


for _name, (_floating, _complex, _on_known) in _FUNCTIONS.items():
    _define_function(_name, _floating, _complex, _on_known)


@builtin("(sqrt x)")
def sqrt(el: Elaborator, call: Call) -> Value:
    """The square root; exact where the argument is an exact square."""
    value = call[0]
    if (
        isinstance(value, Static)
        and value.dtype is None
        and isinstance(value.value, int)
        and value.value >= 0
    ):
        root = math.isqrt(value.value)
        if root * root == value.value:
            return Static(root)
    if isinstance(value, Static) and isinstance(value.value, int | float | Fraction) and value.value < 0:
        return Static(cmath.sqrt(value.value))
    return apply_function(el, call, value, "math.sqrt", "complex.sqrt", cmath.sqrt)


@builtin("(log x [base])")
def log(el: Elaborator, call: Call) -> Value:
    """The natural logarithm, or to the given base."""
    value = call[0]
    if is_zero(value):
        value = Static(0.0) if isinstance(value, Static) else value
    result = apply_function(el, call, value, "math.log", "complex.log", _positive_log)
    if len(call.values) == 1:
        return result
    base = apply_function(el, call, call[1], "math.log", "complex.log", _positive_log)
    return quotient(el, call, result, base)


def _positive_log(x: Any) -> Any:
    return (
        math.log(x)
        if isinstance(x, float) and x > 0
        else -math.inf
        if x == 0
        else math.nan
        if isinstance(x, float)
        else cmath.log(x)
    )


@builtin("(atan y [x])")
def atan(el: Elaborator, call: Call) -> Value:
    """The inverse tangent; with two arguments, the angle of the point (x, y)."""
    if len(call.values) == 1:
        return apply_function(el, call, call[0], "math.atan", "%complex-atan", math.atan)
    known = fold(call.values, lambda y, x: math.atan2(_as_float(y), _as_float(x)))
    if known is not None:
        return known
    _, type = combine_types(el, call, call.values)
    operands, result = combine(el, call, call.values, dtype=inexact(type.dtype))
    return emit_elementwise(el, call, {"float": "math.atan2"}, operands, result)


@builtin("(abs x)", "magnitude")
def absolute(el: Elaborator, call: Call) -> Value:
    """The absolute value; of a complex number, its modulus."""
    known = fold(call.values, abs)
    if known is not None:
        return known
    operands, type = combine(el, call, call.values)
    if type.dtype.is_complex:
        return _complex_part(el, call, "complex.abs")
    return emit_elementwise(el, call, {"float": "math.absf", "integer": "math.absi"}, operands, type)


def _complex_part(el: Elaborator, call: Call, operation: str) -> Value:
    operands, type = combine(el, call, call.values)
    part = real_part(type.dtype)
    if isinstance(type, Scalar):
        return Term(el.builder.emit_one(operation, operands, part.mlir), Scalar(part))
    result = Tensor(part, type.shape)
    return map_elements(
        el, operands, result, lambda v: el.builder.emit_one(operation, v, part.mlir), [type.dtype.mlir]
    )


def _define_part(name: str, operation: str, known: Callable[[complex], float]) -> None:
    @builtin(f"({name} z)")
    def part(el: Elaborator, call: Call) -> Value:
        folded = fold(call.values, lambda z: known(complex(z)) if isinstance(z, complex) else undefined())
        if folded is not None:
            return folded
        _, type = combine_types(el, call, call.values)
        if not type.dtype.is_complex:
            return _part_of_real(el, call, name)
        return _complex_part(el, call, operation)

    part.__doc__ = f"The {name.replace('-', ' ')} of complex elements."


def _part_of_real(el: Elaborator, call: Call, name: str) -> Value:
    """A real number is its own real part; its angle is 0 or pi."""
    if name == "real-part":
        return operand(el, call, call[0], 0)
    if name == "angle":
        return library_call(el, call.span, "atan", Static(0), call[0])
    operands, type = combine(el, call, call.values)
    assert operands
    return Term(convert(el, Static(0), type), type)


_define_part("real-part", "complex.re", lambda z: z.real)
_define_part("imag-part", "complex.im", lambda z: z.imag)
_define_part("angle", "complex.angle", cmath.phase)


@builtin("(conjugate z)", "conj")
def conjugate(el: Elaborator, call: Call) -> Value:
    """The complex conjugate."""
    operands, type = combine(el, call, call.values)
    if not type.dtype.is_complex:
        return operand(el, call, call[0], 0)
    return emit_elementwise(el, call, {"complex": "complex.conj"}, operands, type)


@builtin("(make-rectangular x y)", "complex")
def make_rectangular(el: Elaborator, call: Call) -> Value:
    """Complex numbers from real and imaginary parts."""
    known = fold(call.values, lambda x, y: complex(float(x), float(y)))
    if known is not None:
        return known
    _, joined = combine_types(el, call, call.values)
    part = F32 if joined.dtype == F32 else F64
    operands, type = combine(el, call, call.values, dtype=part)
    dtype = C64 if part == F32 else C128
    if isinstance(type, Scalar):
        return Term(el.builder.emit_one("complex.create", operands, dtype.mlir), Scalar(dtype))
    result = Tensor(dtype, type.shape)
    return map_elements(
        el, operands, result, lambda v: el.builder.emit_one("complex.create", v, dtype.mlir), [part.mlir] * 2
    )


def _define_rounding(name: str, operation: str, known: Callable[[Any], Any], *synonyms: str) -> None:
    @builtin(f"({name} x)", *synonyms)
    def rounding(el: Elaborator, call: Call) -> Value:
        folded = fold(call.values, lambda x: float(known(x)) if isinstance(x, float) else known(x))
        if folded is not None:
            return folded
        operands, type = combine(el, call, call.values)
        if type.dtype.is_integer:
            return Term(operands[0], type)
        return emit_elementwise(el, call, {"float": operation}, operands, type)

    rounding.__doc__ = "Rounds to an integral value of the same element type."


_define_rounding("floor", "math.floor", math.floor)
_define_rounding("ceiling", "math.ceil", math.ceil, "ceil")
_define_rounding("round", "math.roundeven", round)
_define_rounding("truncate", "math.trunc", math.trunc, "trunc")


@builtin("(sign x)")
def sign(el: Elaborator, call: Call) -> Value:
    """-1, 0 or 1, of the element type of ``x``; NaN for NaN.

    Of a complex number, the number of magnitude 1 in its direction.
    """
    known = fold(
        call.values, lambda x: type(x)((x > 0) - (x < 0)) if isinstance(x, int | float) else undefined()
    )
    if known is not None:
        return known
    operands, type_ = combine(el, call, call.values)
    value = Term(operands[0], type_)
    dtype = type_.dtype
    if dtype.is_complex:
        return library_call(el, call.span, "%complex-sign", value)
    up = choose_elements(
        el, call, compare(el, call, "gt", value, Static(0)), Static(1, dtype), Static(0, dtype)
    )
    result = choose_elements(el, call, compare(el, call, "lt", value, Static(0)), Static(-1, dtype), up)
    if not dtype.is_float:
        return result
    return choose_elements(el, call, compare(el, call, "ne", value, value), value, result)
