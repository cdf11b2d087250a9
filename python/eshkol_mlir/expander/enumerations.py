"""``define-enum``: names for values, and procedures between both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir.expander.added_forms import AddedForms
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import expect_symbol, malformed, reject_duplicates
from eshkol_mlir.expander.scope import Scope
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

DEFINE_ENUM = "(define-enum name (id value) ...), where an id alone has the value after the one before"


def enumeration_definitions(expander: Expander, form: List, scope: Scope) -> tuple[Sequence[Syntax], Scope]:
    """Definitions of the enumeration, its ids, ``name?``, ``name->string`` and ``string->name``; their scope.

    Raises:
        SyntaxError: the form is malformed, or an id occurs twice.
    """
    check_inserted(form)
    if len(form.items) < 2 or form.tail is not None:
        raise malformed(form, DEFINE_ENUM)
    name = expect_symbol(form.items[1], form, DEFINE_ENUM)
    added = AddedForms(expander, form, scope)
    added.define(name, added.call("make-enum", added.quoted(name)))
    members = [_member(item, form) for item in form.items[2:]]
    reject_duplicates([id for id, _ in members], "id")
    for id, value in members:
        added.define(id, added.call("enum-add!", name, added.quoted(id), *value))
    argument = added.added("value")
    for pattern, procedure in (
        ("{}?", "enum-value?"),
        ("{}->string", "enum->string"),
        ("string->{}", "string->enum"),
    ):
        own = replace(name, name=pattern.format(name.name))
        added.define_procedure(own, (argument,), added.call(procedure, name, argument))
    return added.forms, added.place


def _member(item: Syntax, form: List) -> tuple[Symbol, tuple[Syntax, ...]]:
    """An id, and its value where one is written."""
    if isinstance(item, Symbol):
        return item, ()
    if not isinstance(item, List) or item.tail is not None or not 1 <= len(item.items) <= 2:
        raise malformed(form, DEFINE_ENUM)
    return expect_symbol(item.items[0], form, DEFINE_ENUM), tuple(item.items[1:])
