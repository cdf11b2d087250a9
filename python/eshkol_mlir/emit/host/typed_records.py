"""Record types and unions of ``define-type``: their constructors and predicates in terms of the runtime's records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin, quoted
from eshkol_mlir.expander.core import Binding, Definition, Parameter
from eshkol_mlir.expander.parse import is_made_by
from eshkol_mlir.reader.syntax import List, Symbol, Syntax, Vector


@dataclass(frozen=True, slots=True)
class _RecordType:
    variable: Binding
    fields: tuple[tuple[Symbol, Syntax], ...]


def define_record_types(program: core.Program) -> list[Definition | core.Core]:
    """The body of a program with a variable for each record type, and procedures that work on the host."""
    types = {name: found for name, type in program.types.items() if (found := _record_type(name, type))}
    return [*_definitions(program, types), *(_procedure(item, program, types) for item in program.body)]


def _record_type(name: str, type: core.TypeDefinition) -> _RecordType | None:
    body = type.body
    if not is_made_by(body, "Record"):
        return None
    fields = []
    for item in body.items[1:]:
        # The device tier reports malformed ones.
        if isinstance(item, List) and len(item.items) == 3 and isinstance(item.items[0], Symbol):
            fields.append((item.items[0], item.items[2]))
    return _RecordType(Binding(f"%type {name}", type.span), tuple(fields))


def _definitions(program: core.Program, types: dict[str, _RecordType]) -> Iterator[Definition]:
    for name, type in types.items():
        span = program.types[name].span
        names = Vector(tuple(Symbol(field.name, field.span) for field, _ in type.fields), span)
        made = apply_builtin(
            "%declared-record-type", span, quoted(Symbol(name, span), span), quoted(names, span)
        )
        yield Definition(type.variable, made, span)


def _procedure(
    item: Definition | core.Core, program: core.Program, types: dict[str, _RecordType]
) -> Definition | core.Core:
    if not isinstance(item, Definition):
        return item
    value = item.value
    # A constructor without fields is a call of one that takes none.
    procedure = value.function if isinstance(value, core.Apply) else value
    if not isinstance(procedure, core.Lambda):
        return item
    match procedure.body:
        case core.Apply(function=core.Builtin(name="%make-record"), arguments=(core.Constant(value=name), _)):
            made = _constructor(procedure, types[name])
        case core.Apply(function=core.Builtin(name="%record-of?"), arguments=(core.Constant(value=name), _)):
            variants = program.types[name].variants or (name,)
            made = _predicate(procedure, [types[variant] for variant in variants])
        case _:
            return item
    return replace(item, value=made.body if isinstance(value, core.Apply) else made)


def _constructor(procedure: core.Lambda, type: _RecordType) -> core.Lambda:
    span = procedure.span
    parameters = tuple(
        Parameter(Binding(field.name, field.span), declared) for field, declared in type.fields
    )
    values = [core.Reference(parameter.binding, span) for parameter in parameters]
    body = apply_builtin("%record", span, core.Reference(type.variable, span), *values)
    return replace(procedure, parameters=parameters, rest=None, body=body)


def _predicate(procedure: core.Lambda, types: Sequence[_RecordType]) -> core.Lambda:
    """Whether a value is a record of one of the types."""
    span = procedure.span
    value = Binding("value", span)
    body: core.Core = core.Constant(False, span)
    for type in reversed(types):
        test = apply_builtin(
            "%record?", span, core.Reference(value, span), core.Reference(type.variable, span)
        )
        body = core.If(test, core.Constant(True, span), body, span)
    return replace(procedure, parameters=(Parameter(value, None),), rest=None, body=body)
