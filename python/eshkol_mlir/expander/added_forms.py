"""Definitions that a form of the language stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.expander.scope import Introduction, Scope
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander


class AddedForms:
    """Builds the forms; the names that it adds mean what they do in the language, as in a macro.

    Attributes:
        forms: what the form stands for.
        place: the scope of that.
    """

    def __init__(self, expander: Expander, form: List, scope: Scope) -> None:
        self.form = form
        self.place = Scope(scope, is_use_site=True)
        self.forms: list[Syntax] = []
        expander.expansions.uses += 1
        introduction = Introduction(expander.modules.environment, self.place, expander.expansions.uses)
        self.context = introduction.context(None)

    def define(self, target: Syntax, value: Syntax) -> None:
        self.forms.append(self.call("define", target, value))

    def define_procedure(self, name: Symbol, parameters: Sequence[Symbol], body: Syntax) -> None:
        self.define(List((name, *parameters), name.span), body)

    def call(self, head: str, *operands: Syntax) -> List:
        return List((self.added(head), *operands), self.form.span)

    def quoted(self, datum: Syntax) -> List:
        return self.call("quote", datum)

    def added(self, name: str, like: Symbol | None = None) -> Symbol:
        return Symbol(name, like.span if like is not None else self.form.span, self.context)
