"""``for/fold`` as a loop over lists."""

from __future__ import annotations

from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin
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
            *(apply_builtin("cdr", span, core.Reference(rest, span)) for rest in lists),
            *(core.Reference(name, span) for name in names),
        ),
        {},
        span,
    )
    step = core.Let((Clause(tuple(Parameter(name, None) for name in names), None, fold.body),), advance, span)
    elements = tuple(
        Clause(clause.bindings, clause.rest, apply_builtin("car", span, core.Reference(rest, span)))
        for clause, rest in zip(fold.sequences, lists, strict=True)
    )
    more = apply_builtin(
        "%and", span, *(apply_builtin("pair?", span, core.Reference(rest, span)) for rest in lists)
    )
    done = apply_builtin("values", span, *(core.Reference(binding, span) for binding in accumulators))
    body = core.If(more, core.Let(elements, step, span), done, span)
    parameters = tuple(Parameter(binding, None) for binding in (*lists, *accumulators))
    procedure = core.Lambda(parameters, None, body, span, name="for/fold")
    start = core.Apply(
        core.Reference(loop, span),
        (
            *(apply_builtin("%sequence->list", span, clause.value) for clause in fold.sequences),
            *(clause.value for clause in fold.accumulators),
        ),
        {},
        span,
    )
    return core.Letrec((Clause((Parameter(loop, None),), None, procedure),), start, span)
