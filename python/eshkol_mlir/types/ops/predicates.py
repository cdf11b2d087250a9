"""What kind of value something is, questions about numbers, and exactness."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin, call_builtin
from eshkol_mlir.types.calls import Arguments
from eshkol_mlir.types.convert import convert, nearest_float, type_of
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import BOOL, F64, I64, DType
from eshkol_mlir.types.elementwise import compare, operand
from eshkol_mlir.types.ops.elementwise import extremum
from eshkol_mlir.types.ops.lists import as_list
from eshkol_mlir.types.types import Scalar, Tensor, with_elements
from eshkol_mlir.types.values import (
    Character,
    ListValue,
    PairValue,
    RecordValue,
    Static,
    SymbolValue,
    Term,
    Text,
    Value,
    describe,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

# Kinds of values -----------------------------------------------------------------------------


def _is_number(value: Value) -> bool:
    """A number of any kind; a tensor with dimensions is not one, a truth value neither."""
    if isinstance(value, Static):
        return not isinstance(value.value, bool)
    return isinstance(value, Term) and not value.type.shape and not value.type.dtype.is_boolean


def _dtype(value: Value) -> DType:
    assert isinstance(value, Static | Term)
    return type_of(value).dtype


def _is_boolean(value: Value) -> bool:
    if isinstance(value, Static):
        return isinstance(value.value, bool)
    return isinstance(value, Term) and not value.type.shape and value.type.dtype.is_boolean


def _is_vector(value: Value) -> bool:
    if isinstance(value, ListValue):
        return value.vector
    return isinstance(value, Term) and len(value.type.shape) == 1


def _is_list(value: Value) -> bool:
    return isinstance(value, ListValue) and not value.vector


def _is_pair(value: Value) -> bool:
    return isinstance(value, PairValue) or (
        isinstance(value, ListValue) and not value.vector and bool(value.items)
    )


_KINDS: dict[str, tuple[Callable[[Value], bool], str]] = {
    "tensor?": (lambda v: isinstance(v, Term) and bool(v.type.shape), "a tensor with dimensions"),
    "number?": (_is_number, "a number"),
    "complex?": (_is_number, "a number"),
    "real?": (lambda v: _is_number(v) and not _dtype(v).is_complex, "a real number"),
    "boolean?": (_is_boolean, "a truth value"),
    "string?": (lambda v: isinstance(v, Text), "a string"),
    "symbol?": (lambda v: isinstance(v, SymbolValue), "a symbol"),
    "char?": (lambda v: isinstance(v, Character), "a character"),
    "procedure?": (is_procedure, "a procedure"),
    "vector?": (_is_vector, "a vector"),
    "matrix?": (lambda v: isinstance(v, Term) and len(v.type.shape) == 2, "a matrix"),
    "list?": (_is_list, "a list"),
    "pair?": (_is_pair, "a pair; every list but the empty one is a pair"),
    "record?": (lambda v: isinstance(v, RecordValue), "a record"),
}


def _define_kind(name: str, holds: Callable[[Value], bool], what: str) -> None:
    @builtin(f"({name} x)")
    def predicate(el: Elaborator, call: Call) -> Value:
        return Static(holds(call[0]))

    predicate.__doc__ = f"Whether ``x`` is {what}."


for _name, (_holds, _what) in _KINDS.items():
    _define_kind(_name, _holds, _what)


@builtin("(null? x)", "empty?")
def is_null(el: Elaborator, call: Call) -> Value:
    """Whether ``x`` is the empty list."""
    known = as_list(el, call[0])
    return Static(known is not None and not known.items)


# Exactness ------------------------------------------------------------------------------------------


def _is_exact(call: Call, value: Value) -> bool:
    if not _is_number(value):
        raise call.type_error(Code.NUMBER_EXPECTED, f"expected a number but got {describe(value)}")
    if isinstance(value, Static) and value.dtype is None:
        return not isinstance(value.value, float | complex)
    return _dtype(value).is_integer


@builtin("(exact? x)")
def is_exact(el: Elaborator, call: Call) -> Value:
    """Whether a number is exact: an integer, or a fraction known when compiling."""
    return Static(_is_exact(call, call[0]))


@builtin("(inexact? x)")
def is_inexact(el: Elaborator, call: Call) -> Value:
    """Whether a number is inexact."""
    return Static(not _is_exact(call, call[0]))


@builtin("(%flonum? x)")
def is_float(el: Elaborator, call: Call) -> Value:
    """Whether ``x`` is a number of a floating-point type, or a literal of one."""
    value = call[0]
    real = _is_number(value) and not _dtype(value).is_complex
    return Static(real and not _is_exact(call, value))


@builtin("(exact-rational? x)")
def is_exact_rational(el: Elaborator, call: Call) -> Value:
    """Whether ``x`` is an exact number."""
    return Static(_is_number(call[0]) and _is_exact(call, call[0]))


@builtin("(exact-integer? x)")
def is_exact_integer(el: Elaborator, call: Call) -> Value:
    """Whether ``x`` is an integer of an integer type."""
    return Static(_is_number(call[0]) and _dtype(call[0]).is_integer)


@builtin("(integer? x)")
def is_integer(el: Elaborator, call: Call) -> Value:
    """Whether ``x`` is a number without a fraction, of whatever type."""
    value = call[0]
    if not _is_number(value) or _dtype(value).is_complex:
        return Static(False)
    if _dtype(value).is_integer:
        return Static(True)
    if isinstance(value, Static):
        number = value.value
        return Static(isinstance(number, float | int) and math.isfinite(number) and number == int(number))
    whole = compare(el, call, "eq", _apply(el, call, "floor", value), value)
    return _apply(el, call, "logical-and", whole, _finite(el, call, value))


@builtin("(rational? x)")
def is_rational(el: Elaborator, call: Call) -> Value:
    """Whether ``x`` is a finite real number."""
    value = call[0]
    if not _is_number(value) or _dtype(value).is_complex:
        return Static(False)
    return _finite(el, call, value)


@builtin("(exact x)", "inexact->exact")
def exact(el: Elaborator, call: Call) -> Value:
    """The exact number nearest to ``x``; what is computed is truncated to an integer."""
    value = operand(el, call, call[0], 0)
    if isinstance(value, Static):
        return Static(_exact_number(call, value), value.dtype if _dtype(value).is_integer else None)
    if value.type.dtype.is_integer:
        return value
    if value.type.dtype.is_complex:
        raise call.type_error(Code.CANNOT_BE_EXACT, "complex numbers cannot be made exact")
    return _converted(el, value, I64)


def _exact_number(call: Call, value: Static) -> int | Fraction | Dim:
    number = value.value
    if isinstance(number, bool | complex):
        raise call.type_error(Code.CANNOT_BE_EXACT, f"{describe(value)} cannot be made exact")
    if isinstance(number, float) and not math.isfinite(number):
        raise diagnostics.NumericalError.at(Code.NO_EXACT_VALUE, call.span, f"{number} has no exact value")
    if not isinstance(number, float):
        return number
    fraction = Fraction(number)
    return int(fraction) if fraction.denominator == 1 else fraction


@builtin("(inexact x)", "exact->inexact")
def inexact(el: Elaborator, call: Call) -> Value:
    """``x`` as a floating-point number, float64 if it was exact."""
    value = operand(el, call, call[0], 0)
    if (
        isinstance(value, Static)
        and isinstance(value.value, int | Fraction)
        and not isinstance(value.value, bool)
    ):
        return Static(nearest_float(value.value))
    dtype = type_of(value).dtype
    return value if dtype.is_float or dtype.is_complex else _converted(el, value, F64)


def _converted(el: Elaborator, value: Term | Static, dtype: DType) -> Term:
    type = type_of(value)
    target = with_elements(type, dtype)
    return Term(convert(el, value, target), target)


# Questions about numbers, elementwise ----------------------------------------------------------------


def _apply(el: Elaborator, call: Call, name: str, *values: Value) -> Value:
    """Another builtin, its errors placed at this call."""
    return call_builtin(el, name, Arguments(values, {}, call.span, call.arguments.nodes))


def _define_sign(name: str, comparison: str, what: str) -> None:
    @builtin(f"({name} x)")
    def predicate(el: Elaborator, call: Call) -> Value:
        return _apply(el, call, comparison, call[0], Static(0))

    predicate.__doc__ = f"Whether a number is {what}; elementwise."


_define_sign("zero?", "=", "zero")
_define_sign("positive?", ">", "greater than zero")
_define_sign("negative?", "<", "less than zero")


def _define_parity(name: str, comparison: str) -> None:
    @builtin(f"({name} n)")
    def parity(el: Elaborator, call: Call) -> Value:
        return _apply(el, call, comparison, _apply(el, call, "remainder", call[0], Static(2)), Static(0))

    parity.__doc__ = f"Whether an integer is {name.rstrip('?')}; elementwise."


_define_parity("even?", "=")
_define_parity("odd?", "not-equal")


def _infinity(dtype: DType) -> Static:
    return Static(math.inf, dtype)


def _has_fractions(value: Value) -> bool:
    dtype = _dtype(value)
    return dtype.is_float or dtype.is_complex


def _false(el: Elaborator, value: Term | Static, truth: bool = False) -> Value:
    """A known answer, in the shape of the argument."""
    type = type_of(value)
    if not type.shape:
        return Static(truth)
    flags = Tensor(BOOL, type.shape)
    return Term(convert(el, Static(truth), flags), flags)


@builtin("(nan? x)")
def is_nan(el: Elaborator, call: Call) -> Value:
    """Whether a number is not a number; elementwise."""
    value = operand(el, call, call[0], 0)
    if not _has_fractions(value):
        return _false(el, value)
    return compare(el, call, "ne", value, value)


def _finite(el: Elaborator, call: Call, value: Value) -> Value:
    number = operand(el, call, value, 0)
    if not _has_fractions(number):
        return _false(el, number, truth=True)
    size = _apply(el, call, "abs", number)
    return _apply(el, call, "<", size, _infinity(_dtype(size)))


@builtin("(finite? x)")
def is_finite(el: Elaborator, call: Call) -> Value:
    """Whether a number is neither infinite nor NaN; elementwise."""
    return _finite(el, call, call[0])


@builtin("(infinite? x)")
def is_infinite(el: Elaborator, call: Call) -> Value:
    """Whether a number is infinite; elementwise."""
    value = operand(el, call, call[0], 0)
    if not _has_fractions(value):
        return _false(el, value)
    size = _apply(el, call, "abs", value)
    return _apply(el, call, "=", size, _infinity(_dtype(size)))


# The greatest and the least -----------------------------------------------------------------------------


def _define_extremum(name: str, greatest: bool) -> None:
    @builtin(f"({name} x ... :axis :keepdims)")
    def extreme(el: Elaborator, call: Call) -> Value:
        if not call.values:
            raise call.type_error(Code.NO_ARGUMENTS, "expected at least one argument")
        if len(call.values) > 1:
            return _of_several(el, call, greatest)
        value = call[0]
        if isinstance(value, Static) or (isinstance(value, Term) and isinstance(value.type, Scalar)):
            return value
        from eshkol_mlir.types.ops.reductions import reduce_extremum

        return reduce_extremum(el, call, greatest)

    which = "greatest" if greatest else "least"
    extreme.__doc__ = (
        f"The {which} of several numbers, elementwise on tensors; of one tensor, its {which} element,\n"
        "or those along ``:axis``."
    )


def _of_several(el: Elaborator, call: Call, greatest: bool) -> Value:
    for option in call.options:
        raise call.type_error(
            Code.OPTION_VALUE,
            f":{option} applies to one tensor, but there are {len(call.values)} arguments",
            help=["a list of axes is written :axis [0 1]"],
        )
    result = extremum(el, call, greatest, call.values)
    inexact_literal = any(isinstance(v, Static) and isinstance(v.value, float) for v in call.values)
    if inexact_literal and isinstance(result, Static) and isinstance(result.value, int | Fraction):
        return Static(nearest_float(result.value), result.dtype)
    return result


_define_extremum("max", greatest=True)
_define_extremum("min", greatest=False)
