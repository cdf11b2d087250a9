"""Whether two data are written alike, wherever they stand."""

from __future__ import annotations

from typing import TypeAlias

from eshkol_mlir.reader.syntax import (
    Boolean,
    Braces,
    Bytevector,
    Char,
    GenericType,
    Ket,
    Keyword,
    Label,
    List,
    Number,
    Reference,
    String,
    Symbol,
    Syntax,
    TypedArray,
    Vector,
    children,
)

# What an atom holds, and what else tells two data apart.
Own: TypeAlias = tuple[object, ...]


def same_datum(left: Syntax, right: Syntax) -> bool:
    """Equality without spans, at any depth.

    Numbers are the same if they have the same exactness and value; a NaN is
    the same as a NaN, and -0.0 differs from 0.0.
    """
    pairs = [(left, right)]
    while pairs:
        a, b = pairs.pop()
        inner_a, inner_b = children(a), children(b)
        if _own(a) != _own(b) or len(inner_a) != len(inner_b):
            return False
        pairs.extend(zip(inner_a, inner_b, strict=True))
    return True


def _own(datum: Syntax) -> Own:
    """What tells ``datum`` from others of the same children."""
    return (type(datum), *_fields(datum))


def _fields(datum: Syntax) -> Own:
    match datum:
        case Symbol(name=value) | Keyword(name=value) | Ket(state=value):
            return (value,)
        case Char(value=value) | String(value=value):
            return (value,)
        case Boolean(value=truth):
            return (truth,)
        case Bytevector(value=octets):
            return (octets,)
        case Number():
            return _number(datum)
        case List(tail=tail, bracket=bracket):
            return (bracket, tail is None)
        case TypedArray(dtype=dtype, shape=shape, data=data):
            return (dtype, shape, tuple(_own(element) for element in data))
        case GenericType(name=name):
            return (name,)
        case Label(index=index) | Reference(index=index):
            return (index,)
        case Vector() | Braces():
            return ()


def _number(number: Number) -> Own:
    value = number.value
    # The text tells signed zeros apart and makes NaN equal to itself.
    key = repr(value) if isinstance(value, float | complex) else value
    return (type(value), key, number.single)
