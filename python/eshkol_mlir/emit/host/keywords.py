"""Arguments by name: ``(f :x 1)`` as ``(f 1)``."""

from __future__ import annotations

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import did_you_mean


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
                call.span, f"{title} has no parameter `{keyword}`", help=did_you_mean(keyword, names)
            )
        if keyword in names[: len(given)]:
            raise diagnostics.ArityError.at(
                call.span, f"{title} gets `{keyword}` twice, by position and by name"
            )
    missing = [name for name in names[len(given) :] if name not in call.keywords]
    if missing:
        raise diagnostics.ArityError.at(
            call.span,
            f"{title} gets no value for `{missing[0]}`",
            labels=[Label(procedure.span, "defined here")],
            help=[f"call it as ({procedure.name or 'procedure'} {' '.join(names)})"],
        )
    return (*given, *(call.keywords[name] for name in names[len(given) :]))
