"""Whether a program has to do with qubits at all."""

from __future__ import annotations

from eshkol_mlir.expander import core
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.reader.syntax import GenericType, List, Symbol, Syntax
from eshkol_mlir.types.effects.declared import types_of, types_of_top_level

#: The type whose values are used exactly once, also written ``(qubit)``.
NAME = "qubit"
#: The expressions that types are written in.
_TYPED = (core.Lambda, core.Let, core.Letrec, core.Fold)


def mentions_qubits(program: core.Program) -> bool:
    """Whether a program writes the type anywhere."""
    if any(map(_mentions, types_of_top_level(program))):
        return True
    typed = (node for node in walk_program(program) if isinstance(node, _TYPED))
    return any(_mentions(type) for node in typed for type in types_of(node))


def _mentions(type: Syntax) -> bool:
    match type:
        case Symbol(name=name):
            return name == NAME
        case List(items=items) | GenericType(arguments=items):
            return any(map(_mentions, items))
    return False
