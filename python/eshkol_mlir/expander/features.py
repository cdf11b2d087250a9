"""``cond-expand``: parts of a program that depend on what the implementation has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander.modules import module_name
from eshkol_mlir.expander.parse import expect_list, is_symbol, malformed
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

#: R7RS's names of what holds here, and the language's own.  None depends on the machine, so that a
#: program means the same on all.
FEATURES = ("r7rs", "exact-closed", "ratios", "ieee-float", "full-unicode", "eshkol")

COND_EXPAND = "(cond-expand (requirement form ...) ... (else form ...))"
REQUIREMENT = "a requirement: a feature, (library name), (and requirement ...), (or requirement ...) or (not requirement)"


def chosen_forms(expander: Expander, form: List) -> Sequence[Syntax]:
    """The forms of the first clause whose requirement holds; none where no clause does.

    Raises:
        SyntaxError: the form or a requirement is malformed.
    """
    if form.tail is not None:
        raise malformed(form, COND_EXPAND)
    for position, item in enumerate(form.items[1:], 1):
        clause = expect_list(item, COND_EXPAND)
        if not clause.items:
            raise malformed(form, COND_EXPAND, "a clause begins with a requirement")
        if is_symbol(clause.items[0], "else"):
            if position + 1 < len(form.items):
                raise malformed(form, COND_EXPAND, "else belongs in the last clause")
            return clause.items[1:]
        if holds(expander, clause.items[0]):
            return clause.items[1:]
    return ()


def holds(expander: Expander, requirement: Syntax) -> bool:
    """Whether a requirement is met.

    Raises:
        SyntaxError: it is malformed.
    """
    match requirement:
        case Symbol(name=name):
            return name in FEATURES
        case List(items=(Symbol(name="library"), name), tail=None):
            return expander.modules.exists(module_name(name))
        case List(items=(Symbol(name="not"), inner), tail=None):
            return not holds(expander, inner)
        # All parts are looked at, so that each is checked.
        case List(items=(Symbol(name="and"), *inner), tail=None):
            return all(list(map(partial(holds, expander), inner)))
        case List(items=(Symbol(name="or"), *inner), tail=None):
            return any(list(map(partial(holds, expander), inner)))
    raise diagnostics.SyntaxError.at(
        Code.MALFORMED_REQUIREMENT,
        requirement.span,
        "malformed requirement of cond-expand",
        help=[f"write {REQUIREMENT}"],
    )
