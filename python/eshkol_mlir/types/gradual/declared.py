"""Types that programs declare, as types of values."""

from __future__ import annotations

from collections.abc import Mapping

from eshkol_mlir.expander.core import TypeDefinition
from eshkol_mlir.expander.parse import is_made_by
from eshkol_mlir.expander.type_names import constraints_in, variable_name
from eshkol_mlir.reader.syntax import Symbol, Syntax
from eshkol_mlir.types import annotations as written_types
from eshkol_mlir.types.annotations import TypeExpr, TypeReader
from eshkol_mlir.types.dtypes import BF16, F16, F32, NAMES, DType
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    CHAR,
    FLOAT32,
    FLOAT64,
    INTEGER,
    NUMBER,
    PAIR,
    PROCEDURE,
    STRING,
    SYMBOL,
    ListOf,
    PairOf,
    Procedure,
    Record,
    TensorOf,
    Type,
    Values,
    Variable,
    VectorOf,
)  # fmt: skip
from eshkol_mlir.types.gradual.relations import mapped

_BASE: Mapping[str, Type] = {
    "string": STRING, "symbol": SYMBOL, "char": CHAR, "pair": PAIR, "procedure": PROCEDURE,
}  # fmt: skip


class DeclaredTypes:
    """Reads the types of a program; ``types`` are those that it defines."""

    def __init__(self, types: Mapping[str, TypeDefinition]) -> None:
        self.types = types
        self._reader = TypeReader(types)

    def read(self, written: Syntax) -> Type:
        """A declared type; variables with constraints stand for values that nothing is known of.

        Raises:
            EshkolError: it is malformed.
        """
        constrained = {
            variable_name(name)
            for constraint in constraints_in(written)
            for name in constraint.items[1:]
            if isinstance(name, Symbol)
        }
        type = value_type(self._reader.read(written))
        if not constrained:
            return type
        return mapped(type, lambda p: ANY if isinstance(p, Variable) and p.name in constrained else p)

    def fields(self, name: str) -> dict[str, Type] | None:
        """The types of the fields of a record type that ``define-type`` makes; None of any other type."""
        definition = self.types.get(name)
        if definition is None or not is_made_by(definition.body, "Record"):
            return None
        declared = written_types.declared_fields(definition)
        return {field: self.read(written) for field, written in declared.items()}


def value_type(type: TypeExpr) -> Type:
    """The type of values that a declared type has, for the parts of it that the checker knows."""
    match type:
        case written_types.ScalarType(dtype=None):
            return NUMBER
        case written_types.ScalarType(dtype=DType() as dtype):
            return element_type(dtype)
        case written_types.TensorType(dtype=dtype, shape=None, rank=1):
            return VectorOf(element_type(dtype))
        case written_types.TensorType(dtype=dtype, shape=shape, rank=rank):
            return TensorOf(
                None if dtype == "_" else dtype, shape if isinstance(shape, tuple) else None, rank
            )
        case written_types.Arrow(parameters=parameters, result=result, rest=rest):
            more = None if rest is None else value_type(rest)
            return Procedure(tuple(map(value_type, parameters)), value_type(result), rest=more)
        case written_types.RecordRef(name=name, fields=fields):
            return Record(name, name, None if fields is None else tuple(map(value_type, fields)))
        case written_types.ListType(element=element):
            return ListOf(ANY if element is None else value_type(element))
        case written_types.ValuesType(items=items):
            return Values(tuple(map(value_type, items)))
        case written_types.Variable(name=name):
            return ANY if name == "_" else Variable(name)
        case written_types.PairType(first=first, second=second):
            return PairOf(value_type(first), value_type(second))
        case written_types.Opaque(name=name):
            return _BASE.get(name, ANY)
        case _:
            return ANY


def element_type(dtype: DType | str) -> Type:
    if isinstance(dtype, str):
        return ANY if dtype == "_" or dtype in NAMES else Variable(dtype)
    if dtype.is_boolean:
        return BOOLEAN
    if dtype.is_integer:
        return INTEGER
    if dtype.is_float:
        return FLOAT32 if dtype in (F32, F16, BF16) else FLOAT64
    return NUMBER
