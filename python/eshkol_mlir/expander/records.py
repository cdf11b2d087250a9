"""``define-record-type`` (R7RS 5.5): the definitions that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander.added_forms import AddedForms
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import expect_symbol, malformed, reject_duplicates
from eshkol_mlir.expander.scope import Scope, identity
from eshkol_mlir.reader.syntax import Boolean, List, Number, Symbol, Syntax, Vector

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

DEFINE_RECORD_TYPE = (
    "(define-record-type name (constructor field ...) predicate (field accessor [modifier]) ...)"
)


@dataclass(frozen=True, slots=True)
class _Field:
    name: Symbol
    accessor: Symbol | None
    modifier: Symbol | None


def record_definitions(expander: Expander, form: List, scope: Scope) -> tuple[Sequence[Syntax], Scope]:
    """Definitions of the type, its constructor, predicate, accessors and modifiers, and their scope.

    Raises:
        SyntaxError: the form is malformed, or a field is unknown or occurs twice.
    """
    check_inserted(form)
    if len(form.items) < 4 or form.tail is not None:
        raise malformed(form, DEFINE_RECORD_TYPE)
    _, name, constructor, predicate, *specs = form.items
    definitions = _Definitions(expander, form, scope, expect_symbol(name, form, DEFINE_RECORD_TYPE))
    fields = [_field(spec, form) for spec in specs]
    reject_duplicates([field.name for field in fields], "field")
    definitions.add_type(fields)
    if not _is_left_out(constructor):
        definitions.add_constructor(constructor, fields)
    if not _is_left_out(predicate):
        definitions.add_predicate(expect_symbol(predicate, form, DEFINE_RECORD_TYPE))
    for index, field in enumerate(fields):
        definitions.add_field(index, field)
    return definitions.forms, definitions.place


def _is_left_out(datum: Syntax) -> bool:
    """``#f`` stands for a constructor or predicate that is not wanted."""
    return isinstance(datum, Boolean) and not datum.value


def _field(spec: Syntax, form: List) -> _Field:
    if isinstance(spec, Symbol):
        return _Field(spec, None, None)
    if not isinstance(spec, List) or spec.tail is not None or not 1 <= len(spec.items) <= 3:
        raise malformed(form, DEFINE_RECORD_TYPE, "a field is (name accessor) or (name accessor modifier)")
    names = [expect_symbol(item, form, DEFINE_RECORD_TYPE) for item in spec.items]
    return _Field(names[0], *names[1:], *[None] * (3 - len(names)))


class _Definitions(AddedForms):
    """The definitions of one record type."""

    def __init__(self, expander: Expander, form: List, scope: Scope, type_name: Symbol) -> None:
        super().__init__(expander, form, scope)
        self.type_name = type_name

    def add_type(self, fields: Sequence[_Field]) -> None:
        shown = self.added(self.type_name.name.removeprefix("<").removesuffix(">") or self.type_name.name)
        names = Vector(tuple(field.name for field in fields), self.form.span)
        self.define(self.type_name, self.call("%make-record-type", self.quoted(shown), self.quoted(names)))

    def add_constructor(self, datum: Syntax, fields: Sequence[_Field]) -> None:
        """``(name field ...)``, or a name alone for one that takes all fields in order."""
        if isinstance(datum, Symbol):
            name, taken = datum, [field.name for field in fields]
        else:
            if not isinstance(datum, List) or datum.tail is not None or not datum.items:
                raise malformed(self.form, DEFINE_RECORD_TYPE, "a constructor is (name field ...)")
            name, *taken = (expect_symbol(item, self.form, DEFINE_RECORD_TYPE) for item in datum.items)
        reject_duplicates(taken, "field")
        parameters = {identity(field): self.added(field.name, field) for field in taken}
        known = {identity(field.name) for field in fields}
        for field in taken:
            if identity(field) not in known:
                raise diagnostics.SyntaxError.at(
                    Code.UNKNOWN_CONSTRUCTOR_FIELD,
                    field.span,
                    f"`{field.name}` is not a field of `{self.type_name.name}`",
                )
        absent = Boolean(False, self.form.span)
        values = (parameters.get(identity(field.name), absent) for field in fields)
        self.define_procedure(name, tuple(parameters.values()), self.call("%record", self.type_name, *values))

    def add_predicate(self, name: Symbol) -> None:
        value = self.added("object")
        self.define_procedure(name, (value,), self.call("%record?", value, self.type_name))

    def add_field(self, index: int, field: _Field) -> None:
        record, value = self.added("record"), self.added("value")
        position = Number(index, self.form.span)
        if (name := field.accessor) is not None:
            place = (record, self.type_name, position)
            self.define_procedure(name, (record,), self.call("%record-ref", *place, self.quoted(name)))
        if (name := field.modifier) is not None:
            change = self.call("%record-set!", record, self.type_name, position, value, self.quoted(name))
            self.define_procedure(name, (record, value), change)
