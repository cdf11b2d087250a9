"""Record types: ``(define-type P (Record [field : type] ...))``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.reader.syntax import List
from eshkol_mlir.types.annotations import (
    MAX_DEFINED,
    Opaque,
    RecordRef,
    TypeExpr,
    UnionRef,
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
