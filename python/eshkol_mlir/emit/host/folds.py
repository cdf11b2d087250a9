"""``for/fold`` as a loop over lists."""

from __future__ import annotations

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Clause, Parameter


def fold_as_loop(fold: core.Fold) -> core.Core:
    """A loop over the elements of all sequences in step, until the shortest ends."""
    span = fold.span
    loop = Binding("for/fold", span)
    lists = [Binding(f"elements-{position}", span) for position in range(len(fold.sequences))]
    accumulators = [p.binding for clause in fold.accumulators for p in clause.bindings]
    names = [Binding(binding.name, binding.span) for binding in accumulators]

    advance = core.Apply(
        core.Reference(loop, span),
        (
            *(_call("cdr", core.Reference(rest, span), span) for rest in lists),
            *(core.Reference(name, span) for name in names),
        ),
        {},
        span,
    )
    step = core.Let((Clause(tuple(Parameter(name, None) for name in names), None, fold.body),), advance, span)
    elements = tuple(
        Clause(clause.bindings, clause.rest, _call("car", core.Reference(rest, span), span))
        for clause, rest in zip(fold.sequences, lists, strict=True)
    )
    more = core.Apply(
        core.Builtin("%and", span),
        tuple(_call("pair?", core.Reference(rest, span), span) for rest in lists),
        {},
        span,
    )
    results = tuple(core.Reference(binding, span) for binding in accumulators)
    done: core.Core = core.Apply(core.Builtin("values", span), results, {}, span)
    body = core.If(more, core.Let(elements, step, span), done, span)
    parameters = tuple(Parameter(binding, None) for binding in (*lists, *accumulators))
    procedure = core.Lambda(parameters, None, body, span, name="for/fold")
    start = core.Apply(
        core.Reference(loop, span),
        (
            *(_call("%sequence->list", clause.value, span) for clause in fold.sequences),
            *(clause.value for clause in fold.accumulators),
        ),
        {},
        span,
    )
    return core.Letrec((Clause((Parameter(loop, None),), None, procedure),), start, span)


def _call(name: str, argument: core.Core, span: Span) -> core.Core:
    return core.Apply(core.Builtin(name, span), (argument,), {}, span)
