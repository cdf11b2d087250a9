"""Powers: products for whole exponents, otherwise exponentials."""

from __future__ import annotations

import cmath
import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import nearest_float
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.elementwise import combine, emit_elementwise, inexact, operand
from eshkol_mlir.types.ops.elementwise import (
    MOST_BITS,
    MULTIPLY,
    arithmetic,
    bits,
    combine_types,
    fold,
    quotient,
)
from eshkol_mlir.types.ops.functions import apply_function
from eshkol_mlir.types.values import Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: Higher powers of inexact numbers are exponentials, which round less.
MOST_PRODUCTS = 64


@builtin("(expt x y)", "power", "pow")
def power(el: Elaborator, call: Call) -> Value:
    """``x`` to the power ``y``; a small integer power of anything is products."""
    base, exponent = call[0], call[1]
    known = fold((base, exponent), _exact_power)
    if known is not None:
        return known
    if (
        isinstance(exponent, Static)
        and isinstance(exponent.value, int)
        and not isinstance(exponent.value, bool)
    ):
        return _integer_power(el, call, base, exponent.value)
    if isinstance(exponent, Static) and exponent.value == 0.5:
        return apply_function(el, call, base, "math.sqrt", "complex.sqrt", cmath.sqrt)
    _, type = combine_types(el, call, (base, exponent))
    if type.dtype.is_integer:
        operands, result = combine(el, call, (base, exponent))
        return emit_elementwise(el, call, {"integer": "math.ipowi"}, operands, result)
    operands, result = combine(el, call, (base, exponent), dtype=inexact(type.dtype))
    return emit_elementwise(el, call, {"float": "math.powf", "complex": "complex.pow"}, operands, result)


def _exact_power(a: Any, b: Any) -> Any:
    if isinstance(a, int | Fraction) and isinstance(b, int):
        if abs(b) > 4096 or bits(a) * abs(b) > MOST_BITS:
            raise ArithmeticError
        return Fraction(a) ** b if b < 0 else a**b
    if isinstance(a, Dim) or isinstance(b, Dim):
        raise TypeError
    return a**b


def _integer_power(el: Elaborator, call: Call, base: Value, exponent: int) -> Value:
    """Powers of integers are integers, except for negative exponents, which give float64."""
    _, type = combine_types(el, call, (base,))
    if abs(exponent) > MOST_PRODUCTS and not (type.dtype.is_integer and exponent > 0):
        return _powf(el, call, base, exponent)
    if exponent < 0:
        return quotient(el, call, Static(1), _repeated_product(el, call, base, -exponent))
    if exponent == 0:
        operands, result = combine(el, call, (base, Static(1, type.dtype)))
        return Term(operands[1], result)
    return _repeated_product(el, call, base, exponent)


def _repeated_product(el: Elaborator, call: Call, base: Value, exponent: int) -> Value:
    """Repeated squaring: x^13 = x · x^4 · x^8."""
    result: Value | None = None
    factor: Value = operand(el, call, base, 0)
    while exponent:
        if exponent & 1:
            result = factor if result is None else _times(el, call, result, factor)
        exponent >>= 1
        if exponent:
            factor = _times(el, call, factor, factor)
    assert result is not None
    return result


def _times(el: Elaborator, call: Call, a: Value, b: Value) -> Value:
    return arithmetic(el, call, MULTIPLY, operator.mul, a, b)


def _powf(el: Elaborator, call: Call, base: Value, exponent: int) -> Value:
    _, type = combine_types(el, call, (base,))
    operands, result = combine(el, call, (base, Static(nearest_float(exponent))), dtype=inexact(type.dtype))
    return emit_elementwise(el, call, {"float": "math.powf", "complex": "complex.pow"}, operands, result)
