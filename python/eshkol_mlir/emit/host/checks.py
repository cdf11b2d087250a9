"""What values of declared types are checked for when a program runs."""

from __future__ import annotations

import enum

from eshkol_mlir.types.annotations import (
    Arrow,
    ListType,
    Opaque,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    UnionRef,
    VectorType,
)
from eshkol_mlir.types.dtypes import BF16, DTYPES, F16, F32, DType


class Check(enum.IntEnum):
    """What a value is checked for; the runtime has the same numbers (control/DeclaredTypes.cpp)."""

    FLOAT64 = 0
    FLOAT32 = 1
    INTEGER = 2
    BOOLEAN = 3
    NUMBER = 4
    STRING = 5
    SYMBOL = 6
    CHARACTER = 7
    PAIR = 8
    LIST = 9
    PROCEDURE = 10
    VECTOR = 11
    TENSOR = 12
    RECORD = 13


_OPAQUE = {
    "string": Check.STRING,
    "symbol": Check.SYMBOL,
    "char": Check.CHARACTER,
    "pair": Check.PAIR,
    "procedure": Check.PROCEDURE,
}


#: Types that have predicates instead.
PREDICATES = {"rational": "exact-rational?"}


def kind_of(type: TypeExpr) -> Check | None:
    """What values of a type are checked for; None where any value will do."""
    match type:
        case ScalarType(dtype=None):
            return Check.NUMBER
        case ScalarType(dtype=dtype) if dtype is not None:
            if dtype.is_float:
                return Check.FLOAT32 if dtype in (F32, F16, BF16) else Check.FLOAT64
            return Check.BOOLEAN if dtype.is_boolean else Check.INTEGER if dtype.is_integer else Check.NUMBER
        case TensorType(shape=None, rank=1) | VectorType():
            return Check.VECTOR
        case TensorType():
            return Check.TENSOR
        case ListType():
            return Check.LIST
        case Arrow():
            return Check.PROCEDURE
        case RecordRef() | UnionRef():
            return Check.RECORD
        case Opaque(name=name):
            return Check.RECORD if name in PREDICATES else _OPAQUE.get(name)
        case _:
            return None


def tensor_details(type: TypeExpr) -> int:
    """The element type and the rank of a tensor, where they are declared, above the number of the check."""
    if not isinstance(type, TensorType):
        return 0
    dtype = DTYPES.index(type.dtype) + 1 if isinstance(type.dtype, DType) else 0
    rank = rank_of(type)
    return (dtype << 8) + ((0 if rank is None else rank + 1) << 16)


def tensor_sizes(type: TypeExpr) -> tuple[int | None, ...]:
    """The declared sizes of a tensor, None for those that are no constants; empty if none is one."""
    if not isinstance(type, TensorType) or not isinstance(type.shape, tuple):
        return ()
    sizes = tuple(size if isinstance(size, int) else None for size in type.shape)
    return sizes if any(size is not None for size in sizes) else ()


def rank_of(type: TensorType) -> int | None:
    """The rank of a tensor, where it is declared."""
    return len(type.shape) if isinstance(type.shape, tuple) else type.rank
