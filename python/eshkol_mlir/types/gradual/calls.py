"""Calls: of the language's procedures, of procedures with declared types, and of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.arithmetic import arithmetic_result
from eshkol_mlir.types.gradual.literals import type_of_constant
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    EMPTY,
    NOTHING,
    NUMBER,
    PROCEDURE,
    Forall,
    ListOf,
    Open,
    PairOf,
    Procedure,
    TensorOf,
    Type,
    Values,
    Variable,
    described,
    is_dynamic,
)  # fmt: skip
from eshkol_mlir.types.gradual.occurrence import assumptions
from eshkol_mlir.types.gradual.patterns import check_clauses, check_pattern
from eshkol_mlir.types.gradual.relations import Match, for_device, join, joined, mentions, opened, substituted
from eshkol_mlir.types.gradual.reports import UNKNOWN, Expected, Found, Origin, counted, wrong_count
from eshkol_mlir.types.gradual.signatures import signature
from eshkol_mlir.types.gradual.transformations import TRANSFORMATIONS, has_no_derivative, transformed

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


def call(checker: Checker, node: core.Apply) -> Found:
    """What is found of a call."""
    function = node.function
    if node.keywords:
        for argument in (*node.arguments, *node.keywords.values()):
            checker.infer(argument)
        if isinstance(function, core.Reference):
            checker.evidence.note_escape(function.binding)
        return UNKNOWN
    match function:
        case core.NoClause():
            check_clauses(checker, function, node)
            return Found(NOTHING)
        case core.Builtin(name=name):
            return _call_builtin(checker, name, node)
        case core.Reference(binding=binding) if checker.is_foreign(binding):
            return _call_builtin(checker, binding.name, node)
        case core.Reference(binding=binding):
            return _call_variable(checker, binding, node)
        case core.Lambda() if function.rest is None and len(function.parameters) == len(node.arguments):
            return _call_lambda(checker, function, node)
    return _call_found(checker, checker.infer(function), node, None)


# The language's procedures ------------------------------------------------------------------


def _call_builtin(checker: Checker, name: str, node: core.Apply) -> Found:
    arguments = node.arguments
    if name == "%quote":
        (quoted,) = arguments
        assert isinstance(quoted, core.Constant)
        return Found(type_of_constant(quoted.value), None, True)
    if name in ("%and", "%or"):
        return _logical(checker, name, arguments)
    if name == "values":
        found = [checker.infer(argument) for argument in arguments]
        if len(found) == 1:
            return found[0]
        return Found(Values(tuple(f.type for f in found)), _origin(found), all(f.checked for f in found))
    if name in TRANSFORMATIONS and len(arguments) == 1:
        return _transformation(checker, name, arguments[0])
    made = _filled_tensor(name, arguments)
    if made is not None:
        return Found(made)
    type = signature(name, len(arguments))
    if not isinstance(type, Procedure):
        for argument in arguments:
            checker.infer(argument)
        return UNKNOWN
    if not type.accepts(len(arguments)):
        for argument in arguments:
            checker.infer(argument)
        if checker.in_typed_code:
            takes = counted(*type.arity)
            checker.errors.append(wrong_count(f"`{name}`", takes, len(arguments), node.span, None))
        return Found(NOTHING)
    match = Match()
    errors = len(checker.errors)
    found = _arguments(checker, type, node, name, None, match, [None] * len(arguments))
    if len(checker.errors) > errors:
        return Found(NOTHING)
    result = arithmetic_result(name, [each.type for each in found]) if type.result != NOTHING else None
    if result is not None:
        sure = result == NUMBER or (result != ANY and all(each.checked for each in found))
        return Found(result, _origin(found), sure)
    if name in ("list", "cons"):
        return _made_list(name, found)
    depends = mentions(type.result, Variable)
    return Found(
        match.resolved(type.result),
        _origin(found) if depends else None,
        not isinstance(type.result, Variable) or _are_declared(found),
    )


def _filled_tensor(name: str, arguments: Sequence[core.Core]) -> TensorOf | None:
    """The type of ``(zeros [2 3])`` and ``(ones [2 3])``."""
    match arguments:
        case [core.Array(elements=sizes)] if name in ("zeros", "ones"):
            known = [size.value for size in sizes if isinstance(size, core.Constant)]
            # Without sizes it is a number.
            if sizes and len(known) == len(sizes) and all(isinstance(size, int) for size in known):
                return TensorOf(None, tuple(size for size in known if isinstance(size, int)))
    return None


def _transformation(checker: Checker, name: str, argument: core.Core) -> Found:
    """A derivative, or the like, of a procedure; its type is known where that of the procedure is declared."""
    found = checker.infer(argument)
    if not isinstance(found.type, Procedure) or found.origin is None:
        return UNKNOWN
    if has_no_derivative(name, found.type):
        checker.errors.append(
            Diagnostic(
                Code.NOT_DIFFERENTIABLE,
                "TypeError",
                f"{name} needs a procedure from numbers to numbers, but this is {described(found.type)}",
                argument.span,
                "",
                [found.origin.label()],
            )
        )
        return Found(NOTHING)
    # Calls of what device code is made of are checked with it.
    is_device_code = isinstance(argument, core.Reference) and checker.is_on_device(argument.binding)
    return Found(transformed(name, found.type), None if is_device_code else found.origin, True)


def _are_declared(found: Sequence[Found]) -> bool:
    """Whether the parts of an argument are checked where it was: those of a list with a declared type are."""
    return any(
        each.origin is not None and each.checked and isinstance(each.type, ListOf | PairOf) for each in found
    )


def _made_list(name: str, found: Sequence[Found]) -> Found:
    if name == "cons":
        first, second = (each.type for each in found)
        made: Type = PairOf(first, second)
    else:
        element = joined(each.type for each in found)
        made = PairOf(element, ListOf(element)) if found else EMPTY
    return Found(made, _origin(found), True)


def _logical(checker: Checker, name: str, parts: Sequence[core.Core]) -> Found:
    first, *rest = parts
    found = checker.infer(first)
    if not rest:
        return found
    holds, fails = assumptions(checker, first)
    with checker.assuming(holds if name == "%and" else fails):
        other = _logical(checker, name, rest)
    type = join(found.type if name == "%or" else BOOLEAN, other.type)
    return Found(type, other.origin, found.checked and other.checked)


def _origin(found: Sequence[Found]) -> Origin | None:
    return next((each.origin for each in found if each.origin is not None), None)


# The program's procedures -------------------------------------------------------------------


def _call_variable(checker: Checker, binding: Binding, node: core.Apply) -> Found:
    if checker.locals.is_local(binding):
        return call_local(checker, binding, node, None)
    check_pattern(checker, binding, node)
    return _call_found(checker, checker.found(binding), node, binding)


def call_local(checker: Checker, binding: Binding, node: core.Apply, expected: Expected | None) -> Found:
    """What is found of a call of a local procedure; ``expected`` is what its result must be."""
    arguments = [checker.infer(argument) for argument in node.arguments]
    result = checker.locals.call(binding, node, arguments, expected)
    return UNKNOWN if result is None else result


def _call_lambda(checker: Checker, function: core.Lambda, node: core.Apply) -> Found:
    declared = checker.procedures.signature_of(function, None, function.name)
    if declared is not None:
        return _call_found(checker, checker.infer(function), node, None)
    for parameter, argument in zip(function.parameters, node.arguments, strict=True):
        checker.fact(parameter.binding, checker.infer(argument))
    return checker.infer(function.body)


def _call_found(checker: Checker, found: Found, node: core.Apply, binding: Binding | None) -> Found:
    type = opened(found.type)
    name = binding.name if binding is not None else None
    if isinstance(type, Procedure) and checker.is_on_device(binding):
        _call_procedure(checker, for_device(type), found, node, binding)
        return UNKNOWN
    if isinstance(type, Procedure):
        return _call_procedure(checker, type, found, node, binding)
    for argument in node.arguments:
        checker.infer(argument)
    wrong = not Match().fits(type, PROCEDURE) and type != NOTHING and not is_dynamic(type)
    if wrong and (checker.in_typed_code or found.origin is not None):
        what = f"`{name}`" if name else "this"
        labels = [] if found.origin is None else [found.origin.label()]
        checker.errors.append(
            Diagnostic(
                Code.NOT_CALLABLE,
                "TypeError",
                f"{what} is {described(type)}, which cannot be called",
                node.function.span,
                "",
                labels,
            )
        )
        return Found(NOTHING)
    return UNKNOWN


def _call_procedure(
    checker: Checker, type: Procedure, found: Found, node: core.Apply, binding: Binding | None
) -> Found:
    count = len(node.arguments)
    name = binding.name if binding is not None else "lambda"
    declared = checker.signatures.get(binding) if binding is not None else None
    if not type.accepts(count):
        for argument in node.arguments:
            checker.infer(argument)
        if checker.in_typed_code or found.origin is not None:
            checker.errors.append(
                wrong_count(f"`{name}`", counted(*type.arity), count, node.span, found.origin)
            )
        return Found(NOTHING)
    match = Match(joins=found.origin is None)
    origins: list[Origin | None] = [found.origin] * count
    known = checker.origins(binding)[:count]
    origins[: len(known)] = known
    errors = len(checker.errors)
    results = _arguments(checker, type, node, name, found.origin, match, origins)
    if len(checker.errors) > errors:
        return Found(NOTHING)
    if binding is not None:
        checker.classes.check_method(checker, binding, node, results)
    constraints = found.type.constraints if isinstance(found.type, Forall) else ()
    for class_name, variable in constraints if declared is None else declared.constraints:
        stands_for = match.types.get(Variable(variable), ANY)
        checker.classes.check_instance(checker, class_name, stands_for, node, f"`{name}`", None)
    if binding is not None and declared is not None:
        proven = [
            each.proves(type.parameter(position))
            for position, each in enumerate(results)
        ]  # fmt: skip
        checker.evidence.note_call(binding, node, proven)
    given: Mapping[Type, Type] = {
        parameter: each.type
        for parameter, each in zip(type.parameters, results, strict=False)
        if isinstance(parameter, Open)
    }
    result = substituted(match.resolved(type.result), given)
    depends = mentions(type.result, Variable) or mentions(type.result, Open)
    origin = _result_origin(checker, found, binding, name)
    if origin is None and depends:
        origin = _origin(results)
    return Found(result, origin, not depends and _returns(checker, found, binding))


def _returns(checker: Checker, found: Found, binding: Binding | None) -> bool:
    """Whether a procedure is known to return what its type says: one that is declared elsewhere is checked."""
    if binding is None or binding in checker.signatures:
        return binding in checker.trusted
    return found.returns or (found.checked and found.origin is not None)


def _result_origin(checker: Checker, found: Found, binding: Binding | None, name: str) -> Origin | None:
    declared = checker.signatures.get(binding) if binding is not None else None
    if declared is not None:
        return (
            None
            if declared.result is None
            else Origin(declared.declared, f"the result of {name} declared here")
        )
    return found.origin


def _arguments(
    checker: Checker, type: Procedure, node: core.Apply, name: str, owner: Origin | None, match: Match,
    origins: Sequence[Origin | None],
) -> list[Found]:  # fmt: skip
    """Checks arguments; lambda expressions last, as the others tell what they are called with."""
    found: dict[int, Found] = {}
    arguments = node.arguments
    order = sorted(range(len(arguments)), key=lambda position: isinstance(arguments[position], core.Lambda))
    names = checker.parameter_names(node.function)
    deciding: list[Origin] = []
    for position in order:
        wanted = type.parameter(position)
        shown = f" ({names[position]})" if position < len(names) else ""
        subject = f"argument {position + 1}{shown} of `{name}`"
        if isinstance(wanted, Open):
            expected = _demanded(checker, node, wanted, subject)
        else:
            is_declared = owner is not None or origins[position] is not None
            code = Code.DECLARED_ARGUMENT if is_declared else Code.OPERAND_TYPE
            expected = Expected(wanted, code, subject, origins[position], match, deciding)
        found[position] = checker.check(arguments[position], expected)
    return [found[position] for position in range(len(arguments))]


def _demanded(checker: Checker, node: core.Apply, parameter: Open, subject: str) -> Expected:
    """What the argument for a parameter without a declared type must be."""
    function = node.function
    demands = checker.demands.of(function.binding) if isinstance(function, core.Reference) else {}
    demand = demands.get(parameter.parameter)
    if demand is None:
        return Expected(ANY, Code.USED_ARGUMENT, subject)
    return Expected(demand.type, Code.USED_ARGUMENT, subject, use=demand.use)
