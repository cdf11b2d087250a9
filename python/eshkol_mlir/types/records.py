"""Record types: ``(define-type P (Record [field : type] ...))``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.reader.syntax import List, Symbol
from eshkol_mlir.types.annotations import (
    MAX_DEFINED,
    ListType,
    Opaque,
    RecordRef,
    TypeExpr,
    UnionRef,
    ValuesType,
    declared_fields,
)
from eshkol_mlir.types.values import RecordType

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def record_fields(el: Elaborator, name: str, span: Span) -> dict[str, TypeExpr]:
    """Field names and types, in order."""
    definition = el.program.types.get(name)
    if definition is None or not isinstance(definition.body, List):
        raise diagnostics.NameError.at(Code.UNKNOWN_TYPE, span, f"there is no record type `{name}`")
    return {field: el.types.read(type) for field, type in declared_fields(definition).items()}


def check_types(el: Elaborator) -> None:
    """Reports what is wrong with the types of the program, whether they are used or not.

    Raises:
        TypeError: a record or union contains itself, so that nothing of its type could be made.
    """
    parts: dict[str, list[set[str]]] = {}
    for name, definition in el.program.types.items():
        try:
            type = el.types.read(Symbol(name, definition.span))
            if isinstance(type, UnionRef) and type.name == name:
                parts[name] = [{variant} for variant in definition.variants]
            elif isinstance(type, RecordRef) and type.name == name:
                fields = record_fields(el, name, definition.span)
                parts[name] = [{inner for field in fields.values() for inner in _records(field)}]
        except EshkolError as error:
            el.report(error)
    endless = _endless(parts)
    for name in endless:
        definition = el.program.types[name]
        if definition.union in endless:
            continue
        if not definition.variants:
            what, help = (
                f"the record {name}",
                "data of a size that the program decides are tensors: (Tensor f32 [n])",
            )
        else:
            what, help = (
                f"each constructor of {name}",
                "a union of itself needs a constructor to begin with, as an empty list is",
            )
        raise diagnostics.TypeError.at(
            Code.CYCLIC_TYPE, definition.span, f"{what} contains {'itself' if not definition.variants else name}", help=[help]
        )  # fmt: skip


def _endless(parts: Mapping[str, Sequence[set[str]]]) -> list[str]:
    """The types that contain themselves whichever way a value is made, as no value can.

    Args:
        parts: for each type and each way to make a value of it, the types of which it has values.
    """
    made: set[str] = set()
    while more := {
        name for name in parts.keys() - made if any(not (way & parts.keys()) - made for way in parts[name])
    }:
        made |= more
    found = []
    for name in parts.keys() - made:
        inside, pending = set[str](), [name]
        while pending:
            ways = parts.get(pending.pop(), ())
            new = set().union(*ways) - inside
            inside |= new
            pending += new
        if name in inside:
            found.append(name)
    return sorted(found, key=list(parts).index)


def _records(type: TypeExpr) -> set[str]:
    """The records and unions that a value of a type holds itself."""
    match type:
        case RecordRef(name=name, fields=fields):
            return {name}.union(*map(_records, fields or ()))
        case UnionRef(name=name):
            return {name}
        case ListType(element=element) if element is not None:
            return _records(element)
        case ValuesType(items=items):
            return {name for item in items for name in _records(item)}
    return set()


def holds_qubits(
    el: Elaborator, type: TypeExpr | None, span: Span, inside: frozenset[TypeExpr] = frozenset()
) -> bool:
    """Whether a value of a type is a qubit, or has one in it, which only a program itself has."""
    parts: Iterable[TypeExpr] = ()
    match type:
        case Opaque(name=name):
            return name == "qubit"
        case RecordRef(name=name, fields=fields):
            parts = record_fields(el, name, span).values() if fields is None else fields
        case UnionRef(name=name) if type not in inside and len(inside) < MAX_DEFINED:
            inside |= {type}
            parts = [el.types.variant(type, variant) for variant in el.program.types[name].variants]
    return any(holds_qubits(el, part, span, inside) for part in parts)


def record_type(el: Elaborator, name: str, span: Span) -> RecordType:
    if name not in el.record_types:
        fields = tuple(record_fields(el, name, span))
        el.record_types[name] = RecordType(name, fields, el.program.types[name].union)
    return el.record_types[name]
