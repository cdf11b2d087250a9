"""Record types: ``(define-type P (Record [field : type] ...))``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.reader.syntax import List, Symbol
from eshkol_mlir.types.annotations import ListType, RecordRef, TypeExpr, ValuesType
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


def check_types(el: Elaborator) -> None:
    """Reports what is wrong with the types of the program, whether they are used or not.

    Raises:
        TypeError: a record contains itself, so that nothing of its type could be made.
    """
    direct: dict[str, set[str]] = {}
    for name, definition in el.program.types.items():
        body = definition.body
        if isinstance(body, List) and body.items and is_symbol(body.items[0], "Union"):
            continue
        try:
            if el.types.read(Symbol(name, definition.span)) == RecordRef(name):
                fields = record_fields(el, name, definition.span)
                direct[name] = {inner for field in fields.values() for inner in _records(field)}
        except EshkolError as error:
            el.report(error)
    for name in direct:
        inside, pending = set[str](), [name]
        while pending:
            found = direct.get(pending.pop(), set()) - inside
            inside |= found
            pending += found
        if name in inside:
            raise diagnostics.TypeError.at(
                el.program.types[name].span,
                f"the record {name} contains itself",
                help=["data of a size that the program decides are tensors: (Tensor f32 [n])"],
            )


def _records(type: TypeExpr) -> set[str]:
    """The records that a value of a type holds itself."""
    match type:
        case RecordRef(name=name):
            return {name}
        case ListType(element=element) if element is not None:
            return _records(element)
        case ValuesType(items=items):
            return {name for item in items for name in _records(item)}
    return set()


def record_type(el: Elaborator, name: str, span: Span) -> RecordType:
    if name not in el.record_types:
        el.record_types[name] = RecordType(name, tuple(record_fields(el, name, span)))
    return el.record_types[name]
