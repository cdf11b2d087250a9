"""``case-lambda`` (R7RS 4.2.9): a procedure that chooses among clauses by the number of its arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import expand_lambda
from eshkol_mlir.expander.building import apply_builtin, bind_to, let_temporary
from eshkol_mlir.expander.parse import expect_list, malformed, split_annotation
from eshkol_mlir.expander.scope import Scope
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import Braces, List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

CASE_LAMBDA = "(case-lambda ((parameter ...) body ...) ...)"


def expand_case_lambda(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """A procedure of any number of arguments, whose clauses take them out of their list.

    Raises:
        SyntaxError: a clause is malformed.
    """
    clauses = [_clause(expander, item, datum, scope) for item in datum.items[1:]]
    arguments = core.Binding("arguments", datum.span)
    given = core.Reference(arguments, datum.span)

    def choose(count: core.Core) -> core.Core:
        result = apply_builtin("%no-clause", datum.span, given)
        for clause in reversed(clauses):
            result = core.If(_accepts(clause, count), _taking_apart(clause, given), result, clause.span)
        return result

    body = let_temporary(apply_builtin("length", datum.span, given), choose, datum.span)
    return core.Lambda((), arguments, body, datum.span, effects=_row(clauses))


def _row(clauses: Sequence[core.Lambda]) -> Braces | None:
    """What all clauses together may do, where they have rows.

    Raises:
        SyntaxError: only some of them do.
    """
    rows = [clause.effects for clause in clauses if clause.effects is not None]
    if not rows:
        return None
    if len(rows) < len(clauses):
        raise diagnostics.SyntaxError.at(
            Code.MISPLACED_ROW,
            rows[0].span,
            "either all clauses of a case-lambda have a row of effects, or none",
        )
    items = {write_datum(item): item for row in rows for item in row.items}
    return Braces(tuple(items.values()), rows[0].span)


def _clause(expander: Expander, item: Syntax, form: List, scope: Scope) -> core.Lambda:
    clause = expect_list(item, CASE_LAMBDA)
    if len(clause.items) < 2:
        raise malformed(form, CASE_LAMBDA, "a clause has parameters and a body")
    target = clause.items[0]
    annotation, body = split_annotation(clause.items[1:], scope)
    items: tuple[Syntax, ...] = ()
    tail: Syntax | None = target
    if isinstance(target, List):
        items, tail = target.items, target.tail
    elif not isinstance(target, Symbol):
        raise malformed(form, CASE_LAMBDA, "a clause begins with its parameters")
    return expand_lambda(expander, items, tail, annotation, body, scope, clause.span, None, None)


def _accepts(clause: core.Lambda, count: core.Core) -> core.Core:
    least = core.Constant(len(clause.parameters), clause.span)
    return apply_builtin("=" if clause.rest is None else ">=", clause.span, count, least)


def _taking_apart(clause: core.Lambda, arguments: core.Core, position: int = 0) -> core.Core:
    """The clause's body, its parameters from this position on bound to the elements of the list."""
    span = clause.span
    if position < len(clause.parameters):
        first, more = apply_builtin("car", span, arguments), apply_builtin("cdr", span, arguments)
        inner = let_temporary(more, lambda rest: _taking_apart(clause, rest, position + 1), span)
        return bind_to(clause.parameters[position], first, inner, span)
    body = clause.body
    if clause.result is not None:
        # The declared result is that of a procedure.
        whole = core.Lambda((), None, body, span, name=clause.name, result=clause.result)
        body = core.Apply(whole, (), {}, span)
    if clause.rest is None:
        return body
    return bind_to(core.Parameter(clause.rest, None), arguments, body, span)
