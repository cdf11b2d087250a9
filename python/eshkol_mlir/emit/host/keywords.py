"""Arguments by name, synonyms, and the names of element types, all as device code has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin, quoted
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.reader.syntax import Symbol
from eshkol_mlir.types.dtypes import NAMES

#: Names of element types that are also procedures of numbers.
_PROCEDURES = frozenset(("complex", "real"))


def element_type(name: str) -> str | None:
    """What an element type is called where a program refers to it by one of its names."""
    return NAMES[name].name if name in NAMES and name not in _PROCEDURES else None


@cache
def synonym(name: str) -> str | None:
    """The name under which device code documents a procedure, where this is another one: ``modulo`` for ``mod``."""
    from eshkol_mlir.types.builtins import load

    builtin = load().get(name)
    return builtin.name if builtin is not None and builtin.name != name else None


@cache
def _parameters(name: str) -> tuple[str, ...]:
    """The parameters of a procedure of device code: by position, then those that are keywords only."""
    from eshkol_mlir.types.builtins import load

    builtin = load().get(name)
    if builtin is None or builtin.variadic:
        return ()
    positional = builtin.required + builtin.optional
    return (*positional, *(keyword for keyword in builtin.keywords if keyword not in positional))


def with_keywords(
    name: str, arguments: Sequence[core.Core], keywords: Mapping[str, core.Core]
) -> list[core.Core | None] | None:
    """All arguments by position, None for one that is not given; None if the procedure has no such keywords."""
    parameters = _parameters(name)
    placed: list[core.Core | None] = [*arguments]
    for keyword, value in keywords.items():
        if keyword not in parameters[len(arguments) :]:
            return None
        position = parameters.index(keyword)
        placed += [None] * (position + 1 - len(placed))
        placed[position] = value
    return placed


#: Procedures of any number of tensors, and what takes their name, a list of these, and the axis.
_JOINING = {"concat": "%concat", "concatenate": "%concat", "stack": "%stack"}


def joining(name: str, node: core.Apply) -> core.Core | None:
    """A call that joins tensors along an axis which it names; None for any other call."""
    if name not in _JOINING or set(node.keywords) != {"axis"}:
        return None
    span = node.span
    title = quoted(Symbol(name, span), span)
    tensors = apply_builtin("list", span, *node.arguments)
    return apply_builtin(_JOINING[name], span, title, tensors, node.keywords["axis"])


def in_order(call: core.Apply, procedure: core.Lambda) -> tuple[core.Core, ...]:
    """The arguments of a call in the order of the parameters.

    Raises:
        ArityError: a keyword names no parameter, or one that has a value; a parameter has none.
    """
    names = [parameter.binding.name for parameter in procedure.parameters]
    title = f"`{procedure.name}`" if procedure.name else "this procedure"
    given = call.arguments
    for keyword in call.keywords:
        if keyword not in names:
            raise diagnostics.ArityError.at(
                Code.UNKNOWN_PARAMETER,
                call.span,
                f"{title} has no parameter `{keyword}`",
                help=did_you_mean(keyword, names),
            )
        if keyword in names[: len(given)]:
            raise diagnostics.ArityError.at(
                Code.ARGUMENT_TWICE, call.span, f"{title} gets `{keyword}` twice, by position and by name"
            )
    missing = [name for name in names[len(given) :] if name not in call.keywords]
    if missing:
        raise diagnostics.ArityError.at(
            Code.MISSING_ARGUMENT,
            call.span,
            f"{title} gets no value for `{missing[0]}`",
            labels=[Label(procedure.span, "defined here")],
            help=[f"call it as ({procedure.name or 'procedure'} {' '.join(names)})"],
        )
    return (*given, *(call.keywords[name] for name in names[len(given) :]))
