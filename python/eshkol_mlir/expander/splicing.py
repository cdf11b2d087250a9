"""Forms that stand for the forms inside of them, definitions or expressions, wherever they are met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.expander.enumerations import enumeration_definitions
from eshkol_mlir.expander.features import chosen_forms
from eshkol_mlir.expander.imports import required
from eshkol_mlir.expander.inclusion import included_forms
from eshkol_mlir.expander.namespaces import Namespace
from eshkol_mlir.expander.parse import malformed
from eshkol_mlir.expander.records import record_definitions
from eshkol_mlir.expander.scope import Scope
from eshkol_mlir.reader.syntax import List, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

SPLICING = (
    "begin",
    "cond-expand",
    "include",
    "include-ci",
    "namespace-with",
    "define-record-type",
    "define-enum",
)
NAMESPACE_WITH = "(namespace-with module form ...)"


def spliced(expander: Expander, head: str, form: List, scope: Scope) -> tuple[Sequence[Syntax], Scope]:
    """The forms that a form with the keyword ``head`` in ``scope`` stands for, and their scope.

    Raises:
        EshkolError: the form is malformed, or what it names is missing or wrong.
    """
    if head == "begin":
        return form.items[1:], scope
    if head == "cond-expand":
        return chosen_forms(expander, form), scope
    if head == "namespace-with":
        if len(form.items) < 3 or form.tail is not None:
            raise malformed(form, NAMESPACE_WITH)
        return form.items[2:], Namespace(scope, required(expander, form.items[1]), form.items[1])
    if head == "define-record-type":
        return record_definitions(expander, form, scope)
    if head == "define-enum":
        return enumeration_definitions(expander, form, scope)
    return included_forms(expander, form), scope
