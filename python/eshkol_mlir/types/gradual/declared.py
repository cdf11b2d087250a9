"""Types that programs declare, as types of values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eshkol_mlir.expander.core import TypeDefinition
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.expander.type_names import variable_name
from eshkol_mlir.reader.syntax import GenericType, List, Symbol, Syntax
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
        constrained = set(_constrained(written))
        type = value_type(self._reader.read(written))
        if not constrained:
            return type
        return mapped(type, lambda p: ANY if isinstance(p, Variable) and p.name in constrained else p)

    def fields(self, name: str) -> dict[str, Type] | None:
        """The types of the fields of a record type that ``define-type`` makes; None of any other type."""
        definition = self.types.get(name)
        if definition is None or not is_record(definition.body):
            return None
        declared = written_types.declared_fields(definition)
        return {field: self.read(written) for field, written in declared.items()}


def is_record(body: Syntax) -> bool:
    return isinstance(body, List) and bool(body.items) and is_symbol(body.items[0], "Record")


def _constrained(written: Syntax) -> Iterator[str]:
    """The names in constraints, ``(where (Class a))``."""
    if isinstance(written, List):
        if any(is_symbol(item, "where") for item in written.items):
            yield from (variable_name(symbol) for symbol in _symbols(written))
        else:
            for item in written.items:
                yield from _constrained(item)


def _symbols(written: Syntax) -> Iterator[Symbol]:
    match written:
        case Symbol():
            yield written
        case List(items=items) | GenericType(arguments=items):
            for item in items:
                yield from _symbols(item)


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


def erased(type: Type) -> Type:
    """A polymorphic procedure as a value, for arguments of any types."""
    return mapped(type, lambda part: ANY if isinstance(part, Variable) else part)
