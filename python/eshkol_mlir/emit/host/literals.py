"""Literals as attributes of ``eshkol.literal``."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.ir import string_attribute
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import Boolean, Char, GenericType, List, Number, String, Syntax

_FIXNUM_BITS = 62


def constant_attribute(value: Any, span: Span) -> str:
    """The attribute of a constant of the core language."""
    if value is None:
        return "unit"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return string_attribute(write_datum(String(value, span)))
    if isinstance(value, int | float):
        return _number(value, span)
    return datum_attribute(value if _is_syntax(value) else Number(value, span))


def _is_syntax(value: Any) -> bool:
    return not isinstance(value, Fraction | complex) and hasattr(value, "span")


def datum_attribute(datum: Syntax) -> str:
    """The attribute of a quoted datum."""
    match datum:
        case Boolean(value=value):
            return "true" if value else "false"
        case Char(value=value):
            return f"{ord(value)} : i32"
        case Number(value=int() | float() as value) if not datum.single:
            return _number(value, datum.span)
        case List(items=(), tail=None) | GenericType(arguments=()):
            return "[]"
        case GenericType(arguments=arguments):
            # The head of (vector<float64, 3> ...): what is between the brackets, as a list.
            return string_attribute(f"({' '.join(map(write_datum, arguments))})")
        case _:
            return string_attribute(write_datum(datum))


def _number(value: int | float, span: Span) -> str:
    if isinstance(value, int):
        if -(1 << (_FIXNUM_BITS - 1)) <= value < 1 << (_FIXNUM_BITS - 1):
            return f"{value} : i64"
    elif math.isfinite(value):
        # The digits of repr are exact; MLIR wants a point before an exponent.
        mantissa, _, exponent = repr(value).partition("e")
        point = "" if "." in mantissa else ".0"
        return f"{mantissa}{point}{'e' if exponent else ''}{exponent} : f64"
    return string_attribute(write_datum(Number(value, span)))
