"""Fields of records, ``record.name``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.types.gradual.model import NOTHING, Record, Type, Union, Variants, described, is_dynamic
from eshkol_mlir.types.gradual.relations import joined
from eshkol_mlir.types.gradual.reports import UNKNOWN, Found, Origin

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


def _records(type: Type) -> Iterator[Record]:
    """The types of records that values of a type may be of."""
    match type:
        case Record():
            yield type
        case Variants(constructors=names):
            yield from map(type.constructed, names)
        case Union(items=items):
            for item in items:
                yield from _records(item)


def field_of(checker: Checker, node: core.Field) -> Found:
    """What is found of a field of a record."""
    found = checker.infer(node.record)
    if found.type == NOTHING:
        return found
    records = list(_records(found.type))
    if is_dynamic(found.type) or not (records or checker.in_typed_code or found.origin):
        return UNKNOWN
    known = [field for record in records if (field := checker.records.field(record, node.name)) is not None]
    if known:
        type = joined(each for each, _ in known)
        origin = Origin(node.span, f"{node.name} is {described(type)}")
        return Found(type, None if is_dynamic(type) else origin, all(is_sure for _, is_sure in known))
    if records:
        message = f"{described(found.type)} has no field `{node.name}`"
        names = dict.fromkeys(name for record in records for name in checker.records.names(record))
        help = did_you_mean(node.name, list(names))
    else:
        message, help = f"{described(found.type)} has no fields", []
    labels = [] if found.origin is None else [found.origin.label()]
    checker.errors.append(
        Diagnostic(Code.FIELD_OF_DECLARED, "TypeError", message, node.span, "", labels, help=help)
    )
    return UNKNOWN
