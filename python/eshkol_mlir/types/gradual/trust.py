"""Which procedures with declared results return nothing else.

The result of a procedure is checked when it runs, but not where it is a call of another procedure, which a check
after it would make grow the stack.  Where all such calls are of procedures that can be trusted themselves, the declared
result can be relied on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Set

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.model import Type
from eshkol_mlir.types.gradual.relations import is_subtype
from eshkol_mlir.types.gradual.signatures import returns_at_once


def trusted_procedures(
    procedures: Mapping[Binding, core.Lambda], results: Mapping[Binding, Type]
) -> set[Binding]:
    """Those whose results are of the declared types, which ``results`` has, as far as calls of the program's go.

    What ``results`` has beside the ``procedures`` is trusted.
    """
    trusted = set(results)
    while True:
        doubtful = {
            binding
            for binding in trusted
            if binding in procedures
            and not all(
                called in trusted and is_subtype(results[called], results[binding])
                for called in _called(procedures[binding].body)
            )
        }
        if not doubtful:
            return trusted
        trusted -= doubtful


def ends_in_library(body: core.Core, primitives: Set[str]) -> bool:
    """Whether a body may end in a call of one of the language's procedures whose result is not checked."""
    return any(
        isinstance(call.function, core.Builtin)
        and not is_checked_after(call.function.name, len(call.arguments), primitives)
        for call in _last_calls(body)
    )


def is_checked_after(name: str, count: int, primitives: Container[str]) -> bool:
    """Whether the result of one of the language's procedures is checked: it calls none of the program."""
    return name in primitives or name == "values" or returns_at_once(name, count)


def _called(body: core.Core) -> Iterator[Binding | None]:
    """The program's procedures whose results are those of a body; None for one that is not known."""
    for call in _last_calls(body):
        function = call.function
        if not isinstance(function, core.Builtin):
            yield function.binding if isinstance(function, core.Reference) else None


def _last_calls(node: core.Core) -> Iterator[core.Apply]:
    """What is evaluated last, where that is a call."""
    match node:
        case core.If(then=then, otherwise=otherwise):
            yield from _last_calls(then)
            if otherwise is not None:
                yield from _last_calls(otherwise)
        case core.Let(body=body) | core.Letrec(body=body):
            yield from _last_calls(body)
        case core.Sequence(expressions=(*_, last)):
            yield from _last_calls(last)
        case core.Apply():
            yield node
