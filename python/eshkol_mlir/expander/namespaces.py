"""Opened namespaces: the names of a module, for the forms between its opening and its closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander.imports import bind_exported, context_of, required
from eshkol_mlir.expander.modules import Module
from eshkol_mlir.expander.parse import malformed
from eshkol_mlir.expander.scope import Scope
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander


class Namespace(Scope):
    """A scope with the names of a module, around the forms for which it is open."""

    __slots__ = ("module",)

    def __init__(self, outer: Scope, module: Module, datum: Syntax) -> None:
        super().__init__(outer)
        self.module = module
        context = context_of(datum)
        for name, exported in module.exports.items():
            bind_exported(self, Symbol(name, datum.span, context), exported)

    def copied(self, outer: Scope) -> Namespace:
        """The same names within another scope."""
        copy = Namespace.__new__(Namespace)
        Scope.__init__(copy, outer)
        copy.module, copy.names, copy.inserted = self.module, dict(self.names), self.inserted
        return copy


def open_namespace(expander: Expander, form: List, place: Scope) -> Namespace:
    """The scope of what follows ``(namespace-open module)`` in ``place``."""
    if len(form.items) != 2:
        raise malformed(form, "(namespace-open module)")
    return Namespace(place, required(expander, form.items[1]), form.items[1])


def close_namespace(expander: Expander, form: List, place: Scope) -> Scope:
    """The scope of what follows ``(namespace-close module)``: that of the latest opening of it, without its names.

    Raises:
        NameError: it is not open.
    """
    if len(form.items) != 2:
        raise malformed(form, "(namespace-close module)")
    module = required(expander, form.items[1])
    nearer: list[Namespace] = []
    scope: Scope | None = place
    while isinstance(scope, Namespace) and scope.module is not module:
        nearer.append(scope)
        scope = scope.outer
    if not isinstance(scope, Namespace) or scope.outer is None:
        raise diagnostics.NameError.at(
            Code.NAMESPACE_NOT_OPEN,
            form.span,
            f"the namespace of {module.name} is not open here",
            help=[f"(namespace-open {module.name}) opens it"],
        )
    result = scope.outer
    for namespace in reversed(nearer):
        result = namespace.copied(result)
    return result


def hide_opened(scope: Scope, inside_of: Scope, name: Symbol) -> None:
    """Has a definition in ``inside_of`` go before the names of namespaces that are open around it."""
    current: Scope | None = scope
    while current is not None and current is not inside_of:
        if isinstance(current, Namespace):
            current.names.pop(name.name, None)
        current = current.enclosing
