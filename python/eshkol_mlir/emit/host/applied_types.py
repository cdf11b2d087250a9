"""What a type is applied to, in the fields of its values: ``(Option string)``, ``(Pair integer (Option a))``.

Constructors check their arguments as far as the type itself says what they are.  What the parameters of a type stand for
is no part of its values, and is looked for in all fields where a value is declared to be of an application.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.emit.host.checks import kind_of, rank_of
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.type_names import names_in
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.annotations import (
    Arrow,
    ListType,
    PairType,
    RecordRef,
    TensorType,
    TypeExpr,
    TypeReader,
    UnionRef,
    Variable,
    VectorType,
    declared_fields,
)

#: Applications of a type inside of each other, where it contains itself with other arguments.
MAX_APPLICATIONS = 3


@dataclass(frozen=True, slots=True)
class AppliedField:
    """A field of a record; ``type`` is None where the constructor has checked all that its type says."""

    name: str
    type: TypeExpr | None


def applied_fields(types: TypeReader, record: TypeExpr) -> list[AppliedField]:
    """The fields of an application of a record type; none where there is nothing to check in them."""
    if not isinstance(record, RecordRef) or record.fields is None:
        return []
    declared = declared_fields(types.types[record.name])
    found = [
        AppliedField(name, type if _says_more(types, types.read(written), type) else None)
        for (name, written), type in zip(declared.items(), record.fields, strict=True)
    ]
    return found if any(field.type is not None for field in found) else []


def applied_variants(types: TypeReader, union: UnionRef) -> list[tuple[Binding, list[AppliedField]]]:
    """The constructors of an application of a union with fields to check: their predicates, and the fields."""
    found = []
    for name in types.types[union.name].variants if union.arguments else ():
        fields = applied_fields(types, types.variant(union, name))
        predicate = types.types[name].predicate
        if fields and predicate is not None:
            found.append((predicate, fields))
    return found


def contains_itself(types: TypeReader, name: str) -> bool:
    """Whether values of a type may have others of it inside."""
    pending, seen = [name], set[str]()
    while pending:
        for inner in names_in(types.types[pending.pop()].body):
            if inner == name:
                return True
            if inner in types.types and inner not in seen:
                seen.add(inner)
                pending.append(inner)
    return False


def _says_more(types: TypeReader, declared: TypeExpr, applied: TypeExpr) -> bool:
    """Whether an application of a type says more of values than the type with its parameters, which was checked."""
    match declared, applied:
        case Variable(), _:
            return kind_of(applied) is not None
        case ListType(element=inner), ListType(element=given) if inner is not None and given is not None:
            return _says_more(types, inner, given)
        case VectorType(), VectorType():
            return _says_more(types, declared.element, applied.element)
        case PairType(), PairType():
            return _says_more(types, declared.first, applied.first) or _says_more(
                types, declared.second, applied.second
            )
        case Arrow(), Arrow():
            return _says_more(types, declared.result, applied.result)
        case RecordRef(fields=tuple() as inner), RecordRef(fields=tuple() as given):
            return any(_says_more(types, *pair) for pair in zip(inner, given, strict=True))
        case UnionRef(), UnionRef():
            pairs = zip(_arguments(types, declared), _arguments(types, applied), strict=False)
            return any(a is not None and b is not None and _says_more(types, a, b) for a, b in pairs)
        case TensorType(), TensorType():
            return (declared.dtype, rank_of(declared)) != (applied.dtype, rank_of(applied))
    return False


def _arguments(types: TypeReader, union: UnionRef) -> Iterator[TypeExpr | None]:
    """What a union is applied to; None for sizes."""
    for written in union.arguments:
        yield _type(types, written)


def _type(types: TypeReader, written: Syntax) -> TypeExpr | None:
    try:
        return types.read(written)
    except EshkolError:
        return None
