"""The parts of a program whose effects matter."""

from __future__ import annotations

from collections.abc import Container, Sequence

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Core, Definition
from eshkol_mlir.expander.traversal import leading_to, walk
from eshkol_mlir.reader.syntax import Braces, List, Syntax
from eshkol_mlir.types.effects.declared import rows_in, types_of

#: The expressions that types are written in.
_TYPED = (core.Lambda, core.Let, core.Letrec, core.Fold)


def constrained_items(program: core.Program, demanding: Container[str]) -> Sequence[Definition | Core]:
    """The definitions and expressions of a program in which something may be wrong, in its order.

    These have a row, or call a builtin of those that are ``demanding``, which take only some procedures; or they
    lead to a procedure that takes only some procedures, so that what they pass matters.

    Args:
        program: with its modules.
        demanding: the names of those builtins.
    """
    if any(has_row(definition.body) for definition in program.types.values()):
        # Wherever a type of this name may stand.
        return program.body
    own: set[Definition | Core] = set()
    asking: set[Binding] = set()
    for item in program.body:
        has_own, is_asking = _constraints(item, demanding)
        if has_own:
            own.add(item)
        if is_asking and isinstance(item, Definition):
            asking.add(item.binding)
    if asking:
        own |= leading_to(asking, program)
    return [item for item in program.body if item in own]


def has_row(type: Syntax) -> bool:
    """Whether there is a row in a type."""
    return next(rows_in(type), None) is not None


def _constraints(item: Definition | Core, demanding: Container[str]) -> tuple[bool, bool]:
    """Whether a row or a demanding builtin is in something, and whether this is about procedures that it gets."""
    value = item.value if isinstance(item, Definition) else item
    types = [item.type] if isinstance(item, Definition) and item.type is not None else []
    has_own = any(map(has_row, types))
    is_asking = any(map(_asks, types))
    for node in walk(*((value,) if value is not None else ())):
        if isinstance(node, core.Builtin):
            if node.name in demanding:
                return True, True
        elif isinstance(node, _TYPED) and any(map(has_row, types_of(node))):
            has_own = True
            is_asking = is_asking or (isinstance(node, core.Lambda) and _asks_for_parameters(node))
    return has_own, is_asking


def _asks_for_parameters(procedure: core.Lambda) -> bool:
    """Whether the types of a procedure's parameters have rows."""
    own = any(p.type is not None and has_row(p.type) for p in procedure.parameters)
    return own or (procedure.type is not None and _asks(procedure.type))


def _asks(type: Syntax) -> bool:
    """Whether the type of a procedure has rows other than its own, which may be those of its parameters."""
    if isinstance(type, List) and len(type.items) > 1 and isinstance(type.items[1], Braces):
        return any(map(has_row, type.items[2:]))
    return has_row(type)
