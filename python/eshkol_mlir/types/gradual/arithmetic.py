"""The types of what arithmetic gives, which depend on those of the numbers that it is given."""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    EXACT,
    FLOAT64,
    INTEGER,
    NUMBER,
    RATIONAL,
    SCALARS,
    TensorOf,
    Type,
)  # fmt: skip

_CLOSED = frozenset(("+", "-", "*", "max", "min", "abs", "square", "gcd", "lcm", "numerator", "denominator"))
_INTEGRAL = frozenset((
    "quotient", "remainder", "modulo", "floor-quotient", "floor-remainder", "truncate-quotient", "truncate-remainder",
))  # fmt: skip
_ROUNDING = frozenset(("floor", "ceiling", "round", "truncate"))
#: Real functions of all real numbers.
_REAL = frozenset(("exp", "sin", "cos", "tan"))
_CLOSED_OR_INTEGRAL = _CLOSED | _INTEGRAL | _ROUNDING
_FLOAT = _CLOSED_OR_INTEGRAL | _REAL | {"/"}
_ARITHMETIC = _FLOAT | {"expt", "sqrt", "log", "inexact"}
_COMPARING = frozenset(("=", "<", ">", "<=", ">=", "zero?", "positive?", "negative?", "odd?", "even?", "nan?",
    "finite?", "infinite?"))  # fmt: skip


def arithmetic_result(name: str, types: Sequence[Type]) -> Type | None:
    """The type of a call of an operation on numbers; None of any other procedure.

    A tensor makes it one.  So what is compared with a value that may be a tensor may give one, and is ``ANY``.
    """
    if name in _COMPARING:
        return BOOLEAN if _are_scalars(types) else ANY
    if name in ("exact->inexact", "inexact") and _are_scalars(types):
        return FLOAT64
    if name in _ARITHMETIC:
        return _number(name, types) if _are_scalars(types) else _with_tensors(types)
    return None


def _are_scalars(types: Sequence[Type]) -> bool:
    return all(type in SCALARS for type in types)


def _number(name: str, types: Sequence[Type]) -> Type:
    exact = all(type in EXACT for type in types)
    if not exact:
        if name in _FLOAT:
            return FLOAT64
        return NUMBER
    if all(type == INTEGER for type in types) and name in _CLOSED_OR_INTEGRAL:
        return INTEGER
    if name in _ROUNDING:
        return INTEGER
    return RATIONAL if name in _CLOSED | {"/"} else NUMBER


def _with_tensors(types: Sequence[Type]) -> Type:
    return TensorOf(None) if any(isinstance(type, TensorOf) for type in types) else NUMBER
