"""The types of constants."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import Any

from eshkol_mlir.reader.syntax import Boolean, Char, List, Number, String, Symbol, TypedArray, Vector
from eshkol_mlir.types.dtypes import F64, NAMES
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    CHAR,
    EMPTY,
    FLOAT64,
    INTEGER,
    NUMBER,
    RATIONAL,
    STRING,
    SYMBOL,
    ListOf,
    PairOf,
    TensorOf,
    Type,
    VectorOf,
)  # fmt: skip
from eshkol_mlir.types.gradual.relations import joined


def type_of_constant(value: Any) -> Type:
    """The type of a literal or of quoted data."""
    match value:
        case bool() | Boolean():
            return BOOLEAN
        case Number(value=number):
            return type_of_constant(number)
        case int():
            return INTEGER
        case Fraction():
            return RATIONAL
        case float():
            return FLOAT64
        case complex():
            return NUMBER
        case str() | String():
            return STRING
        case Char():
            return CHAR
        case Symbol():
            return SYMBOL
        case List(items=items, tail=tail):
            return _list(list(map(type_of_constant, items)), None if tail is None else type_of_constant(tail))
        case Vector(items=items):
            return VectorOf(joined(map(type_of_constant, items)), len(items))
        case TypedArray(dtype=dtype, shape=shape):
            return TensorOf(NAMES.get(dtype, F64) if dtype is not None else None, shape)
    return ANY


def _list(items: list[Type], tail: Type | None) -> Type:
    if tail is not None:
        return reduce(lambda rest, item: PairOf(item, rest), reversed(items), tail)
    if not items:
        return EMPTY
    element = joined(items)
    return PairOf(element, ListOf(element))
