"""Record types: ``(define-type P (Record [field : type] ...))``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.reader.syntax import List, Symbol
from eshkol_mlir.types.annotations import TypeExpr
from eshkol_mlir.types.values import RecordType

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def record_fields(el: Elaborator, name: str, span: Span) -> dict[str, TypeExpr]:
    """Field names and types, in order."""
    definition = el.program.types.get(name)
    if definition is None or not isinstance(definition.body, List):
        raise diagnostics.NameError.at(span, f"there is no record type `{name}`")
    fields: dict[str, TypeExpr] = {}
    for item in definition.body.items[1:]:
        if not (isinstance(item, List) and len(item.items) == 3 and is_symbol(item.items[1], ":")):
            raise diagnostics.SyntaxError.at(
                item.span, "malformed field", help=["a record is (Record [field : type] ...)"]
            )
        field = item.items[0]
        if not isinstance(field, Symbol) or field.name in fields:
            raise diagnostics.SyntaxError.at(item.span, "expected a field name that occurs once")
        fields[field.name] = el.types.read(item.items[2])
    return fields


def record_type(el: Elaborator, name: str, span: Span) -> RecordType:
    if name not in el.record_types:
        el.record_types[name] = RecordType(name, tuple(record_fields(el, name, span)))
    return el.record_types[name]
