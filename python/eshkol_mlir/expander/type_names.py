"""What the names in a type stand for, where macros insert some of them.

Types are read when the elaborator needs them, so that their names are resolved
there and not in scopes.  All types are defined at top level: an inserted name
stands for a type that the same use of a macro defines, or one of those that
inserted the macro's definition, or else for the program's.
"""

from __future__ import annotations

from collections.abc import Mapping

from eshkol_mlir.expander.core import TypeDefinition
from eshkol_mlir.expander.scope import identity
from eshkol_mlir.reader.syntax import Symbol


class TypeNames:
    """The names of the types that a program defines."""

    def __init__(self, types: Mapping[str, TypeDefinition]) -> None:
        self._made_up = {
            identity(d.symbol): name for name, d in types.items() if d.symbol.context is not None
        }

    def defined(self, symbol: Symbol) -> str:
        """The name in the program's types that a symbol stands for, if it stands for any of them."""
        context = symbol.context
        while context is not None:
            made_up = self._made_up.get((symbol.name, context))
            if made_up is not None:
                return made_up
            context = context.written
        return symbol.name


def variable_name(symbol: Symbol) -> str:
    """The name of a type or dimension variable; those that a macro adds are none of the program's."""
    if symbol.context is None or symbol.name == "_":
        return symbol.name
    return f"{symbol.name}%{symbol.context.label}"
