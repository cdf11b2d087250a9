"""Calls: of the language's procedures, of constructors, and of procedures with declared types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Core
from eshkol_mlir.types.linear.model import PLAIN, Named, Procedure, Type, Variable, results
from eshkol_mlir.types.linear.names import ENDING, TRANSFORMING
from eshkol_mlir.types.linear.relations import match_variables, substituted
from eshkol_mlir.types.linear.uses import Mismatch, Target

if TYPE_CHECKING:
    from eshkol_mlir.types.linear.checker import Checker


def call(checker: Checker, node: core.Apply) -> Type:
    """The type of what a call returns, all of whose linear arguments are used."""
    function = node.function
    name = checker.names.language_name(function)
    if name is not None:
        return _call_language(checker, name, node)
    if isinstance(function, core.Reference):
        binding = function.binding
        if isinstance(binding, core.Constructor):
            return _construct(checker, binding, node)
        if binding in checker.types.predicates:
            return _ask(checker, node)
        if binding in checker.locals:
            return checker.locals.call(binding, node)
    if isinstance(function, core.Lambda):
        return checker.locals.call_lambda(function, node)
    return _call_value(checker, checker.value_of(function), node)


# The language's procedures ------------------------------------------------------------------


def _call_language(checker: Checker, name: str, node: core.Apply) -> Type:
    if name == "%quote":
        return PLAIN
    if name in ("%and", "%or"):
        return _logical(checker, name, node)
    if name == "values" and not node.keywords:
        return results([checker.evaluate(argument) for argument in node.arguments])
    for argument in (*node.arguments, *node.keywords.values()):
        target = checker.target(argument)
        if target is not None and name in ENDING and name.startswith("%"):
            # What `match` says of a value that fits nothing.
            continue
        type = checker.evaluate(argument)
        checker.note_pending(type)
        if checker.types.is_linear(type):
            checker.reports.language(name, argument.span, type)
        elif name in TRANSFORMING and _has_qubits(checker, type):
            checker.reports.transformed(name, argument.span, type)
    checker.check_reentry(node.function, node.span)
    if name in ENDING:
        checker.flow.state = None
    return PLAIN


def _logical(checker: Checker, name: str, node: core.Apply) -> Type:
    """``and`` and ``or``, which may leave out all arguments but the first."""
    form = name.removeprefix("%")

    def mismatched(target: Target, mismatch: Mismatch) -> None:
        checker.reports.maybe_evaluated(target, mismatch, form)

    ends = []
    for argument in node.arguments:
        type = checker.evaluate(argument)
        if checker.types.is_linear(type):
            checker.reports.tested(argument.span, type)
        ends.append(checker.flow.copy())
    for end in ends[:-1]:
        checker.flow.join(checker.flow.state, end, mismatched)
    return PLAIN


def _has_qubits(checker: Checker, type: Type) -> bool:
    """Whether a procedure takes or returns linear values."""
    return isinstance(type, Procedure) and (
        checker.types.takes_linear(type) or checker.types.is_linear(type.result)
    )


# Records ------------------------------------------------------------------------------------


def _ask(checker: Checker, node: core.Apply) -> Type:
    """A predicate of a type, which leaves the value as it is."""
    for argument in node.arguments:
        target = checker.target(argument)
        if target is not None:
            checker.flow.look_at(target, node.span)
        else:
            checker.fit(checker.evaluate(argument), PLAIN, "a predicate", argument.span)
    return PLAIN


def _construct(checker: Checker, constructor: core.Constructor, node: core.Apply) -> Type:
    definition = checker.types.types[constructor.variant.name]
    record = Named(definition.name, tuple(Variable(name) for name in definition.parameters))
    fields = checker.types.fields(record)
    given = {**dict(zip(fields, node.arguments, strict=False)), **node.keywords}
    variables: dict[str, Type] = {}
    found: dict[str, Type] = {}
    for name, argument in given.items():
        field = fields.get(name, PLAIN)
        found[name] = checker.evaluate(argument, field)
        match_variables(field, found[name], variables)
    for argument in node.arguments[len(fields) :]:
        checker.fit(checker.evaluate(argument), PLAIN, f"`{constructor.name}`", argument.span)
    for name, type in found.items():
        wanted = substituted(fields.get(name, PLAIN), variables)
        checker.fit(type, wanted, f"the field `{name}` of `{constructor.name}`", given[name].span)
    arguments = tuple(variables.get(name, PLAIN) for name in definition.parameters)
    return Named(constructor.union or definition.name, arguments)


# Procedures ---------------------------------------------------------------------------------


def _call_value(checker: Checker, type: Type, node: core.Apply) -> Type:
    procedure = type if isinstance(type, Procedure) else Procedure((), PLAIN, PLAIN)
    shown, declared = _described(node.function)
    names = checker.procedures.parameter_names(node.function)
    for position, argument in enumerate(node.arguments):
        wanted = procedure.parameter(position)
        found = checker.evaluate(argument, wanted)
        name = f" ({names[position].name})" if position < len(names) else ""
        place = names[position].span if position < len(names) else declared
        checker.fit(found, wanted, f"argument {position + 1}{name} of {shown}", argument.span, place)
    known: Mapping[str, Type] = {n.name: procedure.parameter(i) for i, n in enumerate(names)}
    for keyword, argument in node.keywords.items():
        wanted = known.get(keyword, PLAIN)
        checker.fit(
            checker.evaluate(argument, wanted), wanted, f"argument {keyword} of {shown}", argument.span
        )
    checker.check_reentry(node.function, node.span)
    return procedure.result


def _described(function: Core) -> tuple[str, Span | None]:
    match function:
        case core.Reference(binding=binding):
            return f"`{binding.name}`", binding.span
        case core.Field(name=name):
            return f"`{name}`", None
    return "this procedure", None
