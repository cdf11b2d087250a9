"""Types that programs declare, as types of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace

from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.expander.core import TypeDefinition
from eshkol_mlir.expander.parse import is_made_by
from eshkol_mlir.expander.type_names import constraints_in, variable_name
from eshkol_mlir.reader.syntax import Symbol, Syntax
from eshkol_mlir.types import annotations as written_types
from eshkol_mlir.types.annotations import RecordRef, TypeExpr, TypeReader, UnionRef
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
    RATIONAL,
    STRING,
    SYMBOL,
    Forall,
    ListOf,
    PairOf,
    Procedure,
    Record,
    TensorOf,
    Type,
    Values,
    Variable,
    Variants,
    VectorOf,
)  # fmt: skip
from eshkol_mlir.types.gradual.relations import mapped

_BASE: Mapping[str, Type] = {
    "string": STRING, "symbol": SYMBOL, "char": CHAR, "pair": PAIR, "procedure": PROCEDURE, "rational": RATIONAL,
}  # fmt: skip


class DeclaredTypes:
    """Reads the types of a program; ``types`` are those that it defines."""

    def __init__(self, types: Mapping[str, TypeDefinition]) -> None:
        self.types = types
        self._reader = TypeReader(types, keeps_forall=True)
        self._fields: dict[str, dict[str, Type]] = {}

    def read(self, written: Syntax, classes: Set[str] = frozenset()) -> Type:
        """A declared type; variables with constraints stand for values that nothing is known of.

        Args:
            written: the type.
            classes: those whose constraints make no such difference.

        Raises:
            EshkolError: it is malformed.
        """
        constrained = {
            variable_name(name)
            for constraint in constraints_in(written)
            if not any(isinstance(each, Symbol) and each.name in classes for each in constraint.items[:1])
            for name in constraint.items[1:]
            if isinstance(name, Symbol)
        }
        type = value_type(self._reader.read(written), self._union)
        if not constrained:
            return type
        if isinstance(type, Forall):
            free = tuple(v for v in type.variables if v.name not in constrained)
            type = replace(type, variables=free) if free else type.body
        return mapped(type, lambda p: ANY if isinstance(p, Variable) and p.name in constrained else p)

    def fields(self, name: str) -> dict[str, Type] | None:
        """The types of the fields of a record type that ``define-type`` makes; None of any other type."""
        if name not in self._fields:
            definition = self.types.get(name)
            if definition is None or not is_made_by(definition.body, "Record"):
                return None
            declared = written_types.declared_fields(definition)
            self._fields[name] = {field: self.read(written) for field, written in declared.items()}
        return self._fields[name]

    def union(self, name: str) -> Variants | None:
        """The union of a name, or the one that a constructor's name is of, applied to its own parameters."""
        definition = self.types.get(name)
        if definition is not None and definition.union:
            definition = self.types[definition.union]
        if definition is None or not definition.variants:
            return None
        return Variants(definition.name, definition.variants, tuple(map(Variable, definition.parameters)))

    def _union(self, written: UnionRef | RecordRef) -> Type | None:
        """The type that a union or a constructor of one has where it is applied, or not; None of any other record."""
        union = self.union(written.name)
        if union is None:
            return None
        if isinstance(written, UnionRef):
            given = tuple(map(self._argument, written.arguments))
            return replace(union, arguments=given or (ANY,) * len(union.arguments))
        known: dict[Type, Type] = {}
        if written.fields is not None and written.written != written.name:
            # Fields that are of a parameter tell what it is.
            fields = (self.fields(written.name) or {}).values()
            known = {
                field: value_type(type, self._union)
                for field, type in zip(fields, written.fields, strict=True)
            }
        applied = replace(union, arguments=tuple(known.get(parameter, ANY) for parameter in union.arguments))
        return applied.constructed(written.name)

    def _argument(self, written: Syntax) -> Type:
        """An argument of a union; of one that is a size, nothing is known."""
        try:
            return self.read(written)
        except EshkolError:
            return ANY


def value_type(
    type: TypeExpr, union: Callable[[UnionRef | RecordRef], Type | None] = lambda type: None
) -> Type:
    """The type of values that a declared type has, for the parts of it that the checker knows.

    Args:
        type: as it is declared.
        union: finds the type of a union, or of the values of one of its constructors.
    """

    def inside(type: TypeExpr) -> Type:
        return value_type(type, union)

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
            more = None if rest is None else inside(rest)
            return Procedure(tuple(map(inside, parameters)), inside(result), rest=more)
        case UnionRef() | RecordRef() if (found := union(type)) is not None:
            return found
        case RecordRef(name=name, fields=fields):
            return Record(name, name, None if fields is None else tuple(map(inside, fields)))
        case written_types.ListType(element=element):
            return ListOf(ANY if element is None else inside(element))
        case written_types.VectorType(element=element):
            return VectorOf(inside(element))
        case written_types.ValuesType(items=items):
            return Values(tuple(map(inside, items)))
        case written_types.Variable(name=name):
            return ANY if name == "_" else Variable(name)
        case written_types.Forall(variables=variables, body=body, constraints=constraints):
            return Forall(tuple(map(Variable, variables)), inside(body), constraints)
        case written_types.PairType(first=first, second=second):
            return PairOf(inside(first), inside(second))
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
