"""Elementwise builtins: arithmetic, comparison, logic, choice, and conversion."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import convert, convert_elements, type_of
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import BOOL
from eshkol_mlir.types.elementwise import (
    combine,
    compare,
    emit_elementwise,
    inexact,
    operand,
)
from eshkol_mlir.types.types import Scalar, Tensor, with_elements
from eshkol_mlir.types.values import Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

# Exact and inexact arithmetic on literals --------------------------------------------------

#: An exact result of more bits is not computed: a few squarings would ask for hours.
MOST_BITS = 400_000


def fold(values: Sequence[Value], function: Callable[..., Any]) -> Static | None:
    """The result on numbers known now; None if one is not, or the operation is undefined."""
    if not all(isinstance(v, Static) and not isinstance(v.value, bool) for v in values):
        return None
    statics = [v for v in values if isinstance(v, Static)]
    dtypes = {v.dtype for v in statics if v.dtype is not None}
    if len(dtypes) > 1:
        return None
    try:
        result = function(*(v.value for v in statics))
    except (ArithmeticError, ValueError, TypeError):
        return None
    if bits(result) > MOST_BITS:
        return None
    dtype = dtypes.pop() if dtypes else None
    return Static(
        _simplify(result),
        None if dtype is not None and dtype.is_integer and not isinstance(result, int) else dtype,
    )


def bits(number: Any) -> int:
    """How long an exact number is; 0 for any other."""
    if isinstance(number, Fraction):
        return max(number.numerator.bit_length(), number.denominator.bit_length())
    return number.bit_length() if isinstance(number, int) else 0


def _simplify(number: Any) -> Any:
    if isinstance(number, Fraction) and number.denominator == 1:
        return int(number)
    if isinstance(number, Dim):
        constant = number.constant
        return number if constant is None else constant
    return number


def _exact_divide(a: Any, b: Any) -> Any:
    if isinstance(a, Dim) or isinstance(b, Dim):
        quotient = Dim.of(a).divided_exactly(Dim.of(b))
        if quotient is None:
            raise ArithmeticError
        return quotient
    return Fraction(a) / b if isinstance(a, int | Fraction) and isinstance(b, int | Fraction) else a / b


def _with_dims(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Sizes take part in sums and products as polynomials."""

    def apply(a: Any, b: Any) -> Any:
        if isinstance(a, Dim) or isinstance(b, Dim):
            if not isinstance(a, int | Dim) or not isinstance(b, int | Dim):
                raise TypeError
            return function(Dim.of(a), Dim.of(b))
        return function(a, b)

    return apply


ADD = {"float": "arith.addf", "integer": "arith.addi", "complex": "complex.add"}
SUBTRACT = {"float": "arith.subf", "integer": "arith.subi", "complex": "complex.sub"}
MULTIPLY = {"float": "arith.mulf", "integer": "arith.muli", "complex": "complex.mul"}
DIVIDE = {"float": "arith.divf", "complex": "complex.div"}


def arithmetic(el: Elaborator, call: Call, operations: dict[str, str], exact: Callable[[Any, Any], Any],
                a: Value, b: Value) -> Value:  # fmt: skip
    known = fold((a, b), exact)
    if known is not None:
        return known
    operands, type = combine(el, call, (a, b))
    if type.dtype.is_boolean:
        raise call.type_error(
            Code.UNSUPPORTED_ELEMENTS,
            "truth values cannot be added or multiplied",
            help=["convert them with (cast x i64)"],
        )
    return emit_elementwise(el, call, operations, operands, type)


@builtin("(+ x ...)", "tensor-add", "vector-add", "matrix-add", "add")
def add(el: Elaborator, call: Call) -> Value:
    """The sum of numbers or tensors, broadcasting."""
    return _accumulate(el, call, ADD, _with_dims(operator.add), Static(0))


@builtin("(* x ...)", "tensor-multiply", "vector-multiply", "multiply")
def multiply(el: Elaborator, call: Call) -> Value:
    """The product of numbers or tensors, elementwise and broadcasting."""
    return _accumulate(el, call, MULTIPLY, _with_dims(operator.mul), Static(1))


def _accumulate(el: Elaborator, call: Call, operations: dict[str, str], exact: Callable[[Any, Any], Any],
                empty: Static) -> Value:  # fmt: skip
    if not call.values:
        return empty
    if len(call.values) == 1:
        return operand(el, call, call[0], 0)
    return reduce(lambda a, b: arithmetic(el, call, operations, exact, a, b), call.values)


@builtin("(- x y ...)", "tensor-subtract", "vector-subtract", "matrix-subtract", "subtract")
def subtract(el: Elaborator, call: Call) -> Value:
    """The difference of numbers or tensors; of one, its negation."""
    if not call.values:
        raise call.type_error(Code.NO_ARGUMENTS, "expected at least one argument")
    if len(call.values) == 1:
        return negate(el, call, call[0])
    return reduce(lambda a, b: arithmetic(el, call, SUBTRACT, _with_dims(operator.sub), a, b), call.values)


def negate(el: Elaborator, call: Call, value: Value) -> Value:
    known = fold((value,), operator.neg)
    if known is not None:
        return known
    operands, type = combine(el, call, (value,))
    if type.dtype.is_integer:
        return arithmetic(el, call, SUBTRACT, operator.sub, Static(0), value)
    return emit_elementwise(el, call, {"float": "arith.negf", "complex": "complex.neg"}, operands, type)


@builtin("(/ x y ...)", "divide", "vector-divide", "tensor-divide")
def divide(el: Elaborator, call: Call) -> Value:
    """The quotient; of one argument, its reciprocal.  Exact on literals, float64 on integers."""
    if not call.values:
        raise call.type_error(Code.NO_ARGUMENTS, "expected at least one argument")
    values = call.values if len(call.values) > 1 else (Static(1), call[0])
    return reduce(lambda a, b: quotient(el, call, a, b), values)


def quotient(el: Elaborator, call: Call, a: Value, b: Value) -> Value:
    """``a / b``, exact where both are known exact numbers."""
    if isinstance(b, Static) and b.value == 0 and not isinstance(b.value, float | complex | bool):
        if isinstance(a, Static) and not isinstance(a.value, float | complex):
            raise diagnostics.NumericalError.at(Code.DIVISION_BY_ZERO, call.span, "division by zero")
        b = Static(0.0, b.dtype)
    known = fold((a, b), _exact_divide)
    if known is not None:
        return known
    _, type = combine_types(el, call, (a, b))
    operands, result = combine(el, call, (a, b), dtype=inexact(type.dtype))
    return emit_elementwise(el, call, DIVIDE, operands, result)


def combine_types(
    el: Elaborator, call: Call, values: Sequence[Value]
) -> tuple[list[Term | Static], Scalar | Tensor]:
    from eshkol_mlir.types.convert import join_dtypes

    operands = [operand(el, call, value, position) for position, value in enumerate(values)]
    dtype, weak = join_dtypes([type_of(o) for o in operands])
    return operands, Scalar(dtype, weak)


def undefined() -> Any:
    """Leaves an operation on known numbers to the running program."""
    raise ArithmeticError


def is_zero(value: Value) -> bool:
    return isinstance(value, Static) and value.value == 0


def both(el: Elaborator, call: Call, a: Value, b: Value) -> Term:
    operands, type = combine(el, call, (a, b))
    return emit_elementwise(el, call, {"boolean": "arith.andi"}, operands, type)


# Comparison and logic ---------------------------------------------------------------------------

_COMPARISONS: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "=": ("eq", operator.eq),
    "<": ("lt", operator.lt),
    "<=": ("le", operator.le),
    ">": ("gt", operator.gt),
    ">=": ("ge", operator.ge),
}


def _define_comparison(name: str, predicate: str, known: Callable[[Any, Any], bool]) -> None:
    @builtin(f"({name} x y ...)")
    def compare_chain(el: Elaborator, call: Call) -> Value:
        if len(call.values) < 2:
            return Static(True)
        results = [
            _compare_two(el, call, predicate, known, a, b)
            for a, b in zip(call.values, call.values[1:], strict=False)
        ]
        return reduce(lambda a, b: _and(el, call, a, b), results)

    compare_chain.__doc__ = f"Whether each argument is {predicate} the next; elementwise on tensors."


def _compare_two(
    el: Elaborator, call: Call, predicate: str, known: Callable[[Any, Any], bool], a: Value, b: Value
) -> Value:
    if isinstance(a, Static) and isinstance(b, Static):
        if isinstance(a.value, Dim) or isinstance(b.value, Dim):
            if predicate in ("eq", "ne") and a.value == b.value:
                return Static(predicate == "eq")
        elif not isinstance(a.value, bool) and not isinstance(b.value, bool):
            try:
                return Static(bool(known(a.value, b.value)))
            except TypeError:
                raise call.type_error(Code.NO_ORDER, "complex numbers have no order") from None
    return compare(el, call, predicate, a, b)


def _and(el: Elaborator, call: Call, a: Value, b: Value) -> Value:
    if isinstance(a, Static):
        return b if a.value else a
    if isinstance(b, Static):
        return a if b.value else b
    return both(el, call, a, b)


for _name, (_predicate, _known) in _COMPARISONS.items():
    _define_comparison(_name, _predicate, _known)


@builtin("(not-equal x y)", "!=", "≠")
def not_equal(el: Elaborator, call: Call) -> Value:
    """Whether two numbers differ; elementwise on tensors."""
    return _compare_two(el, call, "ne", operator.ne, call[0], call[1])


def _define_logic(name: str, operation: str) -> None:
    @builtin(f"({name} a b)")
    def logic(el: Elaborator, call: Call) -> Value:
        operands, type = combine(el, call, call.values)
        if not type.dtype.is_boolean:
            raise call.type_error(
                Code.TRUTH_VALUE_EXPECTED,
                f"expected truth values but got {describe(call[0])} and {describe(call[1])}",
            )
        return emit_elementwise(el, call, {"boolean": operation}, operands, type)

    logic.__doc__ = "Elementwise logic on boolean tensors."


for _name, _operation in (
    ("logical-and", "arith.andi"),
    ("logical-or", "arith.ori"),
    ("logical-xor", "arith.xori"),
):
    _define_logic(_name, _operation)


@builtin("(not x)", "logical-not")
def logical_not(el: Elaborator, call: Call) -> Value:
    """#t for #f alone; elementwise on boolean tensors."""
    value = call[0]
    if not isinstance(value, Term) or not value.type.dtype.is_boolean:
        return Static(isinstance(value, Static) and value.value is False)
    operands, type = combine(el, call, (value, Static(True)))
    return emit_elementwise(el, call, {"boolean": "arith.xori"}, operands, type)


@builtin("(where condition then else)", "select")
def where(el: Elaborator, call: Call) -> Value:
    """``then`` where the condition holds, else ``else``; all three broadcast together."""
    return choose_elements(el, call, call[0], call[1], call[2])


def choose_elements(el: Elaborator, call: Call, condition: Value, then: Value, otherwise: Value) -> Value:
    from eshkol_mlir.types.convert import broadcast
    from eshkol_mlir.types.elementwise import agree, broadcast_shapes

    test = operand(el, call, condition, 0)
    if not type_of(test).dtype.is_boolean:
        raise call.type_error(
            Code.TRUTH_VALUE_EXPECTED, f"the condition should have boolean elements but is {describe(test)}"
        )
    operands, type = combine(el, call, (then, otherwise))
    if isinstance(type, Scalar) and isinstance(type_of(test), Scalar):
        flag = convert(el, test, Scalar(BOOL))
        return Term(el.builder.emit_one("arith.select", (flag, *operands), type.mlir), type)
    shape = broadcast_shapes(call, [type.shape, type_of(test).shape])
    result = Tensor(type.dtype, shape)
    values = []
    for value in operands:
        term = agree(el, call, Term(value, type), shape)
        values.append(_spread(el, term, result))
    checked = agree(el, call, test, shape)
    flag = _spread(el, checked, Tensor(BOOL, shape))
    _ = broadcast
    return el.emit_tensor("eshkol.select", (flag, *values), result)


def _spread(el: Elaborator, term: Term | Static, type: Tensor) -> Any:
    """A term of a shape that broadcasts to that of ``type``."""
    from eshkol_mlir.types.convert import broadcast

    if isinstance(term, Static) or isinstance(term.type, Scalar):
        return convert(el, term, type)
    return broadcast(el, convert_elements(el, term, type.dtype), term.type.shape, type.shape, type.dtype)


# The greater and the lesser ----------------------------------------------------------------------------

_MAXIMUM = {"float": "arith.maximumf", "integer": "arith.maxsi", "boolean": "arith.ori"}
_MINIMUM = {"float": "arith.minimumf", "integer": "arith.minsi", "boolean": "arith.andi"}


def extremum(el: Elaborator, call: Call, greatest: bool, values: Sequence[Value]) -> Value:
    """The greatest or least of several numbers, elementwise; NaN if one is NaN."""

    def two(a: Value, b: Value) -> Value:
        known = fold((a, b), max if greatest else min)
        if known is not None:
            return known
        operands, type = combine(el, call, (a, b))
        return emit_elementwise(el, call, _MAXIMUM if greatest else _MINIMUM, operands, type)

    return reduce(two, values)


@builtin("(maximum x y ...)")
def maximum(el: Elaborator, call: Call) -> Value:
    """The elementwise maximum."""
    return extremum(el, call, True, call.values)


@builtin("(minimum x y ...)")
def minimum(el: Elaborator, call: Call) -> Value:
    """The elementwise minimum."""
    return extremum(el, call, False, call.values)


@builtin("(cast x dtype)", "convert", "astype")
def cast(el: Elaborator, call: Call) -> Value:
    """The elements converted to another element type."""
    dtype = call.element_type(call[1])
    value = call[0]
    if (
        isinstance(value, Static)
        and isinstance(value.value, int | float)
        and not isinstance(value.value, bool)
    ):
        number = value.value
        if dtype.is_float and math.isfinite(number):
            return Static(number, dtype)
        if (
            dtype.is_integer
            and math.isfinite(number)
            and -(1 << dtype.bits - 1) <= number < 1 << dtype.bits - 1
        ):
            return Static(int(number), dtype)
    term = operand(el, call, value, 0) if not isinstance(value, Term | Static) else value
    type = type_of(term)
    target = with_elements(type, dtype)
    return Term(convert(el, term, target), target)
