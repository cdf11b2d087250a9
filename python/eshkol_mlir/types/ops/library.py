"""Builtins whose work is done by procedures of the library, written in Eshkol.

Such a builtin settles its options in Python, where errors can point at the
call, and leaves the computation to a procedure whose name begins with ``%``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.convert import convert, convert_elements, nearest_float
from eshkol_mlir.types.dtypes import F32, F64, DType
from eshkol_mlir.types.elementwise import operand
from eshkol_mlir.types.types import Scalar, Tensor, with_elements
from eshkol_mlir.types.values import BuiltinProcedure, Closure, Environment, ListValue, Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def library_call(el: Elaborator, span: Span, name: str, *arguments: Value, **keywords: Value) -> Value:
    """The value of a call of a builtin or of a procedure of the library."""
    return apply(el, procedure(name), Arguments(arguments, keywords, span))


def tensor_call(el: Elaborator, span: Span, name: str, *arguments: Value, **keywords: Value) -> Term:
    """The same, for procedures that return one tensor."""
    value = el.to_tensor(library_call(el, span, name, *arguments, **keywords), span)
    assert value is not None, name
    return value


def procedure(name: str) -> Value:
    """The builtin or the procedure of the library with this name."""
    from eshkol_mlir.compiler.prelude import library
    from eshkol_mlir.expander import core
    from eshkol_mlir.expander.core import Binding

    scope, program = library()
    found = scope.names.get(name)
    if not isinstance(found, Binding):
        return BuiltinProcedure(name)
    definition = program.definition(found)
    assert definition is not None
    assert isinstance(definition.value, core.Lambda)
    return Closure(definition.value, Environment(), found)


def integers(values: list[int]) -> ListValue:
    """A list of known integers as a value of the language."""
    return ListValue(tuple(Static(value) for value in values))


def computing_dtype(dtype: DType) -> DType:
    """The type in which inexact functions of elements of ``dtype`` are computed."""
    if dtype.is_float and dtype.bits == 16:
        return F32
    return dtype if dtype.is_float or dtype.is_complex else F64


def rounded_dtype(dtype: DType) -> DType:
    """The type of an inexact function's results; integers give float64."""
    return dtype if dtype.is_float or dtype.is_complex else F64


def with_dtype(el: Elaborator, term: Term, dtype: DType) -> Term:
    """A tensor with its elements converted."""
    assert isinstance(term.type, Tensor)
    return Term(convert_elements(el, term, dtype), Tensor(dtype, term.type.shape))


def in_wider(el: Elaborator, term: Term, function: Callable[[Term], Term]) -> Term:
    """``function`` of a tensor, 16-bit floats computed in float32 and rounded once."""
    dtype = term.type.dtype
    result = function(with_dtype(el, term, computing_dtype(dtype)))
    if dtype.is_float and dtype.bits == 16 and result.type.dtype == F32:
        return with_dtype(el, result, dtype)
    return result


@builtin("(%inexactly f x)")
def inexactly(el: Elaborator, call: Call) -> Value:
    """``f`` of numbers, computed in the type that inexact functions of them are computed in."""
    return inexact_call(el, call, call[1], lambda _: call[0])


def inexact_call(el: Elaborator, call: Call, x: Value, choose: Callable[[DType], Value]) -> Value:
    """A procedure, chosen by the type it is computed in, of a number or tensor.

    16-bit floats are computed in float32 and rounded once, integers in float64.
    """
    value = x if isinstance(x, Static) else operand(el, call, x, len(call.values) - 1)
    if isinstance(value, Static):
        return apply(el, choose(value.dtype or F64), Arguments((_as_float(value),), {}, call.span))
    dtype = value.type.dtype
    wide = computing_dtype(dtype)
    weak = isinstance(value.type, Scalar) and value.type.weak
    target = _of_type(value, wide, weak)
    result = apply(el, choose(wide), Arguments((Term(convert(el, value, target), target),), {}, call.span))
    if wide == dtype or not dtype.is_float or not isinstance(result, Term):
        return result
    rounded = _of_type(result, dtype, weak)
    return Term(convert(el, result, rounded), rounded)


def _of_type(term: Term, dtype: DType, weak: bool) -> Scalar | Tensor:
    return with_elements(term.type, dtype, weak)


@builtin("(%polynomial x coefficient ...)")
def polynomial(el: Elaborator, call: Call) -> Value:
    """The polynomial with the given coefficients, that of the highest power first."""
    result = call[1]
    for coefficient in call.values[2:]:
        result = library_call(el, call.span, "*", result, call[0])
        result = library_call(el, call.span, "+", result, coefficient)
    return result


def _as_float(value: Static) -> Static:
    number = value.value
    return Static(nearest_float(number), value.dtype) if isinstance(number, int | Fraction) else value


__all__ = [
    "computing_dtype",
    "in_wider",
    "inexact_call",
    "integers",
    "library_call",
    "procedure",
    "rounded_dtype",
    "tensor_call",
    "with_dtype",
]
