"""Patterns of ``match`` that are of constructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.model import NOTHING, Record, Rigid, Type, Variants, described, is_dynamic
from eshkol_mlir.types.gradual.occurrence import narrowed
from eshkol_mlir.types.gradual.relations import union_of

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


def check_pattern(checker: Checker, predicate: Binding, node: core.Apply) -> None:
    """Reports a pattern that no value of the known type fits, if a call is the test of a pattern.

    Such a test is written nowhere, and has the place of the pattern.  Patterns of constructors that clauses before have
    taken are none that contradict the type.
    """
    said = checker.records.predicate(predicate)
    if said is None or node.function.span != node.span or not isinstance(node.arguments[0], core.Reference):
        return
    found = checker.found(node.arguments[0].binding)
    if not (checker.in_typed_code or found.origin) or not _excludes(found.type, said):
        return
    union = union_of(found.type)
    help = [] if union is None else [f"the constructors of {union.name} are {', '.join(union.constructors)}"]
    labels = [] if found.origin is None else [found.origin.label()]
    matched = found.type if union is None else union
    message = f"this pattern is for {described(said)}, but what is matched is {described(matched)}"
    checker.errors.append(
        Diagnostic(Code.PATTERN_OF_OTHER_TYPE, "TypeError", message, node.span, "", labels, help=help)
    )


def _excludes(known: Type, said: Record | Variants) -> bool:
    if is_dynamic(known) or known == NOTHING or isinstance(known, Rigid):
        return False
    union, other = union_of(known), union_of(said)
    if union is not None and other is not None and union.name == other.name:
        return False
    return narrowed(known, said) == NOTHING
