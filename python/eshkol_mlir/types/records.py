"""Record types: ``(define-type P (Record [field : type] ...))``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.reader.syntax import List, Symbol
from eshkol_mlir.types.annotations import ListType, RecordRef, TypeExpr, ValuesType, declared_fields
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
        TypeError: a record contains itself, so that nothing of its type could be made.
    """
    direct: dict[str, set[str]] = {}
    for name, definition in el.program.types.items():
        body = definition.body
        if isinstance(body, List) and body.items and is_symbol(body.items[0], "Union"):
            continue
        try:
            type = el.types.read(Symbol(name, definition.span))
            if isinstance(type, RecordRef) and type.name == name:
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
                Code.CYCLIC_TYPE,
                el.program.types[name].span,
                f"the record {name} contains itself",
                help=["data of a size that the program decides are tensors: (Tensor f32 [n])"],
            )


def _records(type: TypeExpr) -> set[str]:
    """The records that a value of a type holds itself."""
    match type:
        case RecordRef(name=name, fields=fields):
            return {name}.union(*map(_records, fields or ()))
        case ListType(element=element) if element is not None:
            return _records(element)
        case ValuesType(items=items):
            return {name for item in items for name in _records(item)}
    return set()


def record_type(el: Elaborator, name: str, span: Span) -> RecordType:
    if name not in el.record_types:
        el.record_types[name] = RecordType(name, tuple(record_fields(el, name, span)))
    return el.record_types[name]
