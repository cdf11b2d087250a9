"""Names of the language that a prompt defines: procedures that were defined before see the new definitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import BuiltinName, Denotation
from eshkol_mlir.expander.traversal import walk, with_parts


def with_definitions(
    procedure: core.Lambda, definitions: Mapping[Denotation, core.Binding]
) -> core.Lambda | None:
    """A procedure in which what the program calls by names of the language is the definitions of these names.

    Returns:
        None where nothing changes, or might not fit: with declared types, or with keywords in the calls.
    """
    found = [node for node in walk(procedure) if _definition_of(node, definitions) is not None]
    if not found or any(_is_declared(node) for node in walk(procedure)):
        return None
    called = {node.function for node in walk(procedure) if isinstance(node, core.Apply) and node.keywords}
    if not called.isdisjoint(found):
        return None

    def change(part: Any) -> Any:
        binding = _definition_of(part, definitions)
        return with_parts(part, change) if binding is None else core.Reference(binding, part.span)

    changed: core.Lambda = change(procedure)
    return changed


def _definition_of(node: Any, definitions: Mapping[Denotation, core.Binding]) -> core.Binding | None:
    match node:
        case core.Builtin(name=name):
            found = definitions.get(BuiltinName(name))
        case core.Reference(binding=binding):
            name, found = binding.name, definitions.get(binding)
        case _:
            return None
    # What the templates of macros insert goes on to mean what it does where they are written.
    return found if node.span.text == name else None


def _is_declared(node: core.Core) -> bool:
    match node:
        case core.Lambda():
            types = (node.type, node.result, *(each.type for each in node.parameters))
        case core.Let(clauses=clauses) | core.Letrec(clauses=clauses):
            types = tuple(each.type for clause in clauses for each in clause.bindings)
        case _:
            return False
    return any(type is not None for type in types)
