"""Patterns of ``match`` that are of constructors."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, Severity, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.coverage import incomplete_match, is_test_of_pattern
from eshkol_mlir.types.gradual.model import (
    NOTHING,
    Record,
    Rigid,
    Type,
    Union,
    Variants,
    described,
    is_dynamic,
)
from eshkol_mlir.types.gradual.narrowing import narrowed
from eshkol_mlir.types.gradual.relations import union_of

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


def check_pattern(checker: Checker, predicate: Binding, node: core.Apply) -> None:
    """Reports a pattern that no value of the known type fits, if a call is the test of a pattern.

    Patterns of constructors that clauses before have taken are none that contradict the type.
    """
    said = checker.records.predicate(predicate)
    if said is None or not is_test_of_pattern(node) or not isinstance(node.arguments[0], core.Reference):
        return
    checker.retract(node, Code.PATTERN_OF_OTHER_TYPE)
    found = checker.found(node.arguments[0].binding)
    if not _excludes(found.type, said):
        return
    union = union_of(found.type)
    help = [] if union is None else [f"the constructors of {union.name} are {', '.join(union.constructors)}"]
    labels = [] if found.origin is None else [found.origin.label()]
    matched = found.type if union is None else union
    message = f"this pattern is for {described(said)}, but what is matched is {described(matched)}"
    report = Diagnostic(Code.PATTERN_OF_OTHER_TYPE, "TypeError", message, node.span, "", labels, help=help)
    if checker.in_typed_code or found.origin is not None:
        checker.errors.append(report)
    else:
        checker.warnings[node, report.code] = replace(report, severity=Severity.WARNING)


def _excludes(known: Type, said: Record | Variants) -> bool:
    if is_dynamic(known) or known == NOTHING or isinstance(known, Rigid):
        return False
    union, other = union_of(known), union_of(said)
    if union is not None and other is not None and union.name == other.name:
        return False
    return narrowed(known, said) == NOTHING


def check_clauses(checker: Checker, end: core.NoClause, node: core.Apply) -> None:
    """Reports a match that lacks constructors of the value that the call ``node`` of its ``end`` gets.

    The type known there is without the constructors that tests before and clauses have taken.  Where none is known, the
    match may be meant for some values only, and this is no more than a warning.
    """
    checker.retract(node, Code.MATCH_INCOMPLETE)
    (value,) = node.arguments
    if not end.missing or not isinstance(value, core.Reference):
        return
    found = checker.found(value.binding)
    if found.type == NOTHING:
        return
    left = _constructors(found.type, end.union)
    if left is not None:
        missing = [pattern for name, pattern in end.missing if name in left]
        if not missing:
            return
        subject = checker.aliases.get(value.binding)
        who = f"which {'the value' if subject is None else f'`{subject.name}`'} of type {end.union} may be"
        labels = [] if found.origin is None else [found.origin.label()]
        if checker.in_typed_code or found.origin is not None:
            checker.errors.append(incomplete_match(end.span, missing, who, labels))
            return
    elif _is_tested(checker, checker.aliases.get(value.binding), end.span):
        return
    else:
        missing, labels = [pattern for _, pattern in end.missing], []
        who = f"which values of {end.union} may be"
    report = incomplete_match(end.span, missing, who, labels, Severity.WARNING)
    checker.warnings[node, report.code] = report


def _is_tested(checker: Checker, subject: Binding | None, place: Span) -> bool:
    """Whether tests may tell the constructors of a variable apart: of one of another module, only tests beside the match."""
    texts: Set[Source] = frozenset() if subject is None else checker.tested.get(subject, frozenset())
    is_of_module = subject is not None and bool(subject.module)
    return place.source in texts if is_of_module else bool(texts)


def _constructors(type: Type, union: str) -> Set[str] | None:
    """The constructors of a union of which values of a type may be; None where the type does not tell."""
    match type:
        case Variants(name=name, constructors=names):
            return set(names) if name == union else set()
        case Record(name=name, of=of):
            return {name} if of is not None and of.name == union else set()
        case Union(items=items):
            parts = [_constructors(item, union) for item in items]
            return None if None in parts else set().union(*(part for part in parts if part is not None))
    return None if is_dynamic(type) or isinstance(type, Rigid) else set()
