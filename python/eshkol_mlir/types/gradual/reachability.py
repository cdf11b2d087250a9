"""Warnings of tests that have one answer, and of clauses of ``match`` that are never chosen.

What macros insert is not looked at: one text is expanded for many uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, ExpandedSpan, Label, Severity, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.coverage import is_test_of_pattern
from eshkol_mlir.types.gradual.model import (
    EMPTY,
    NOTHING,
    Procedure,
    Record,
    Rigid,
    Type,
    Variants,
    described,
    is_dynamic,
    render,
)  # fmt: skip
from eshkol_mlir.types.gradual.narrowing import narrowed, without
from eshkol_mlir.types.gradual.reports import Excluded, Found
from eshkol_mlir.types.gradual.signatures import signature

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker
    from eshkol_mlir.types.gradual.occurrence import Said

_ORDER = "leave it out, or put it before what takes its values"


def check_test(checker: Checker, node: core.Apply, binding: Binding, said: Said) -> None:
    """Warns of a test that has the same answer for all values that come to it."""
    if not checker.notices_tests:
        return
    checker.retract(node, Code.NEVER_CHOSEN)
    checker.retract(node, Code.ONE_ANSWER)
    known, found = checker.found_before_tests(binding), checker.found(binding)
    if isinstance(node.span, ExpandedSpan) or known.type == NOTHING:
        return
    taking = _taking(said, found.excluded, node.span)
    if taking:
        message = f"no value that comes here is {described(said.type)}"
        labels = [Label(each.span, f"{_every((said.type,))} is taken here") for each in taking[:1]]
        if len(taking) > 1:
            labels = _labels(taking)
        _warn(checker, node, Code.NEVER_CHOSEN, message, labels, _ORDER)
    elif binding in checker.declared_variables and known.checked and found.type != NOTHING:
        _check_declared(checker, node, binding, known, said)


def _taking(said: Said, excluded: Sequence[Excluded], here: Span) -> list[Excluded]:
    """The earlier tests that together take all that a test takes; none if there are values left."""
    others = [each for each in excluded if each.span != here and not isinstance(each.span, ExpandedSpan)]
    for each in others:
        if each.test == said.test or without(said.type, *each.types) == NOTHING:
            return [each]
    some = [each for each in others if without(said.type, *each.types) != said.type]
    is_taken = without(said.type, *(type for each in some for type in each.types)) == NOTHING
    return some if is_taken else []


def _check_declared(checker: Checker, node: core.Apply, binding: Binding, known: Found, said: Said) -> None:
    """Warns of a test whose answer the declared type of a variable tells."""
    if is_dynamic(known.type) or isinstance(known.type, Rigid):
        return
    is_of_pattern = is_test_of_pattern(node)
    if narrowed(known.type, said.type) == NOTHING:
        # Patterns of constructors that contradict the type are reported as such.
        if is_of_pattern and isinstance(said.type, Record | Variants):
            return
        answer = "never"
    elif said.of_all and without(known.type, *said.of_all) == NOTHING and not is_of_pattern:
        answer = "always"
    else:
        return
    name = _written_name(node, binding)
    message = f"`{name}` is {answer} {described(said.type)}"
    labels = [] if known.origin is None else [known.origin.label()]
    help = f"leave the test out, or declare a type of `{name}` that has other values too"
    _warn(checker, node, Code.ONE_ANSWER, message, labels, help)


def _written_name(test: core.Apply, binding: Binding) -> str:
    """The name of the variable as the test has it: that of an imported one begins with its module."""
    written = [each.span.text for each in test.arguments if isinstance(each, core.Reference)]
    return next((text for text in written if binding.name.endswith(f".{text}")), binding.name)


def check_clause(checker: Checker, previous: core.Lambda, told: dict[Binding, Found] | None) -> None:
    """Warns of a clause of ``match`` that takes every value, but that no value comes to.

    Args:
        checker: of the program.
        previous: the part of the clause before that goes on with the next one.
        told: what is known of variables wherever it does; None if it never does.
    """
    clause = previous.body
    checker.retract(clause, Code.NEVER_CHOSEN)
    spans = (clause.span, previous.span)
    if not checker.notices_tests or any(isinstance(span, ExpandedSpan) for span in spans):
        return
    if not isinstance(clause, core.Let) or part_of_clause(clause) is None:
        # The end of a match is no clause.
        return
    if told is None:
        labels, help = [Label(previous.span, "this one takes every value")], _ORDER
    else:
        left = next(_without_values(checker, told), None)
        if left is None or never_returns(checker, clause.body):
            # A clause that only raises an error is there for what should not come about.
            return
        labels, help = _labels(left.excluded), "leave it out"
    _warn(checker, clause, Code.NEVER_CHOSEN, "this clause is never chosen", labels, help)


def part_of_clause(node: core.Let) -> Binding | None:
    """The variable of what goes on with the next clause, if an expression is a clause of ``match``."""
    match node.clauses:
        case (core.Clause(bindings=(parameter,), value=core.Lambda(name=core.PART)),):
            return parameter.binding
    return None


def _without_values(checker: Checker, told: dict[Binding, Found]) -> Iterator[Found]:
    """What is known of variables of which tests have taken all values, if that is certain."""
    for binding, found in told.items():
        known = checker.found_before_tests(binding)
        if found.type == NOTHING and known.type != NOTHING and known.checked:
            yield found


def _labels(excluded: Sequence[Excluded]) -> list[Label]:
    return [Label(each.span, f"{_every(each.types)} is taken here") for each in excluded if each.types]


def _every(types: Sequence[Type]) -> str:
    return " and ".join("the empty list" if type == EMPTY else f"every {render(type)}" for type in types)


def _warn(
    checker: Checker, node: core.Core, code: Code, message: str, labels: Sequence[Label], help: str
) -> None:
    checker.warnings[node, code] = Diagnostic(
        code, "TypeError", message, node.span, "", labels, help=[help], severity=Severity.WARNING
    )


def never_returns(checker: Checker, node: core.Core) -> bool:
    """Whether an expression ends in calls of what raises errors, whatever is chosen in it."""
    match node:
        case core.Apply(function=core.NoClause()):
            return True
        case core.Apply(function=core.Builtin(name=name)):
            return _has_no_result(name)
        case core.Apply(function=core.Reference(binding=binding)):
            return checker.is_foreign(binding) and _has_no_result(binding.name)
        case core.If(then=then, otherwise=otherwise) if otherwise is not None:
            return never_returns(checker, then) and never_returns(checker, otherwise)
        case core.Sequence(expressions=(*_, last)) | core.Let(body=last) | core.Letrec(body=last):
            return never_returns(checker, last)
    return False


def _has_no_result(name: str) -> bool:
    type = signature(name)
    return isinstance(type, Procedure) and type.result == NOTHING
