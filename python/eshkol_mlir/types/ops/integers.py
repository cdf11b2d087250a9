"""Integer division and bits.

Processors trap where an integer quotient does not exist, so the divisor is
checked first: dividing by zero stops the program with an error, and the least
integer divided by -1 wraps around, as all integer arithmetic here does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import convert
from eshkol_mlir.types.elementwise import combine, compare, emit_elementwise
from eshkol_mlir.types.ops.elementwise import (
    ADD,
    arithmetic,
    both,
    choose_elements,
    fold,
    is_zero,
    negate,
    undefined,
)
from eshkol_mlir.types.values import Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _divide(
    el: Elaborator, call: Call, exact: Callable[[Any, Any], Any], operations: dict[str, str],
    by_minus_one: Callable[[Value], Value],
) -> Value:  # fmt: skip
    """``by_minus_one`` gives the result for the divisor -1."""
    a, b = call[0], call[1]
    if is_zero(b):
        raise diagnostics.NumericalError.at(Code.DIVISION_BY_ZERO, call.span, "division by zero")
    known = fold((a, b), exact)
    if known is not None:
        return known
    operands, type = combine(el, call, (a, b))
    if not (type.dtype.is_integer or (type.dtype.is_float and "float" in operations)):
        raise call.type_error(
            Code.INTEGER_EXPECTED, f"expected integers but got {describe(a)} and {describe(b)}"
        )
    if type.dtype.is_float or _is_safe(b):
        return emit_elementwise(el, call, operations, operands, type)
    dividend, divisor = (Term(value, type) for value in operands)
    _require_nonzero(el, call, divisor)
    special = compare(el, call, "eq", divisor, Static(-1))
    unusable = choose_elements(el, call, special, Static(True), compare(el, call, "eq", divisor, Static(0)))
    safe = choose_elements(el, call, unusable, Static(1), divisor)
    quotient = emit_elementwise(el, call, operations, [dividend.value, convert(el, safe, type)], type)
    return choose_elements(el, call, special, by_minus_one(dividend), quotient)


def _is_safe(divisor: Value) -> bool:
    return isinstance(divisor, Static) and divisor.value not in (0, -1)


def _require_nonzero(el: Elaborator, call: Call, divisor: Term) -> None:
    nonzero = compare(el, call, "ne", divisor, Static(0))
    message = ir.string_attribute(f"{call.span}: division by zero in {call.builtin.name}")
    el.builder.emit("eshkol.assert", (nonzero.value,), (), {"message": message})


def _zero(el: Elaborator, value: Value) -> Value:
    assert isinstance(value, Term)
    type = value.type
    return Term(convert(el, Static(0), type), type)


@builtin("(quotient x y)", "truncate-quotient")
def quotient(el: Elaborator, call: Call) -> Value:
    """The integer quotient, rounded toward zero; dividing by zero is an error."""
    return _divide(
        el, call, lambda a, b: int(Fraction(a) / Fraction(b)) if isinstance(a, int) else undefined(),
        {"integer": "arith.divsi"}, lambda a: negate(el, call, a),
    )  # fmt: skip


@builtin("(remainder x y)", "truncate-remainder")
def remainder(el: Elaborator, call: Call) -> Value:
    """What is left of the quotient; it has the sign of ``x``."""
    return _divide(
        el, call, lambda a, b: a - b * int(Fraction(a) / Fraction(b)) if isinstance(a, int) else undefined(),
        {"integer": "arith.remsi", "float": "arith.remf"}, lambda a: _zero(el, a),
    )  # fmt: skip


@builtin("(floor-quotient x y)", "floor-divide")
def floor_quotient(el: Elaborator, call: Call) -> Value:
    """The integer quotient, rounded toward minus infinity."""
    return _divide(
        el, call, operator.floordiv, {"integer": "arith.floordivsi"}, lambda a: negate(el, call, a)
    )


@builtin("(modulo x y)", "floor-remainder", "mod")
def modulo(el: Elaborator, call: Call) -> Value:
    """What is left of the floor quotient; it has the sign of ``y``."""
    known = fold((call[0], call[1]), operator.mod) if not is_zero(call[1]) else None
    if known is not None:
        return known
    rest = remainder(el, call)
    opposite = compare(
        el, call, "ne", compare(el, call, "lt", rest, Static(0)), compare(el, call, "lt", call[1], Static(0))
    )
    wrong = both(el, call, compare(el, call, "ne", rest, Static(0)), opposite)
    shifted = arithmetic(el, call, ADD, operator.add, rest, call[1])
    return choose_elements(el, call, wrong, shifted, rest)


# Bits ---------------------------------------------------------------------------------------------------


def _define_bitwise(name: str, operation: str, known: Callable[[int, int], int]) -> None:
    @builtin(f"({name} x y)")
    def bitwise(el: Elaborator, call: Call) -> Value:
        folded = fold(call.values, known)
        if folded is not None:
            return folded
        operands, type = combine(el, call, call.values)
        if not type.dtype.is_integer:
            raise call.type_error(
                Code.INTEGER_EXPECTED,
                f"expected integers but got {describe(call[0])} and {describe(call[1])}",
            )
        return emit_elementwise(el, call, {"integer": operation}, operands, type)

    bitwise.__doc__ = "Bitwise on integers, elementwise."


for _name, _operation, _on_ints in (
    ("bitwise-and", "arith.andi", operator.and_),
    ("bitwise-or", "arith.ori", operator.or_),
    ("bitwise-xor", "arith.xori", operator.xor),
    ("shift-left", "arith.shli", operator.lshift),
    ("shift-right", "arith.shrsi", operator.rshift),
):
    _define_bitwise(_name, _operation, _on_ints)


@builtin("(shift-right-logical x n)")
def shift_right_logical(el: Elaborator, call: Call) -> Value:
    """Shifts right, filling with zeros."""
    operands, type = combine(el, call, call.values)
    if not type.dtype.is_integer:
        raise call.type_error(
            Code.INTEGER_EXPECTED, f"expected integers but got {describe(call[0])} and {describe(call[1])}"
        )
    return emit_elementwise(el, call, {"integer": "arith.shrui"}, operands, type)
