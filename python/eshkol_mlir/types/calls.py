"""Applying procedures: builtins, closures inline, and closures as MLIR functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.reader.syntax import List, Symbol, Syntax
from eshkol_mlir.types.agreement import check_agreement
from eshkol_mlir.types.analysis import Recursion
from eshkol_mlir.types.annotations import Arrow, TypeExpr
from eshkol_mlir.types.dependences import BodyNeeded
from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.expansion import title_of
from eshkol_mlir.types.instance_text import Call, NotWritten, call_text, read_call, read_result, result_text
from eshkol_mlir.types.matching import Place, Substitution, match
from eshkol_mlir.types.sizes import plural
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    POISON,
    BuiltinProcedure,
    Closure,
    Composition,
    Environment,
    ListValue,
    MapValue,
    MultipleValues,
    Poison,
    RecordValue,
    Static,
    SymbolValue,
    Term,
    Text,
    Transformed,
    TypeName,
    Unspecified,
    Value,
    describe,
    is_procedure,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


#: What prints when a program is run.
OUTPUT = ("display", "write", "displayln", "print", "newline")


@dataclass(frozen=True, eq=False)
class Arguments:
    """The arguments of one call, with the expressions they came from (if any)."""

    values: tuple[Value, ...]
    keywords: Mapping[str, Value]
    span: Span
    nodes: tuple[core.Core | None, ...] = ()

    def span_of(self, position: int) -> Span:
        node = self.nodes[position] if position < len(self.nodes) else None
        return self.span if node is None else node.span

    def label(self, position: int) -> list[Label]:
        """Where the variable that was passed at ``position`` is defined, and its type."""
        node = self.nodes[position] if position < len(self.nodes) else None
        if not isinstance(node, core.Reference) or node.binding.span is None:
            return []
        text = f"{node.binding.name} : {describe(self.values[position])} defined here"
        return [Label(node.binding.span, text)]

    def labels(self) -> list[Label]:
        found: list[Label] = []
        for position in range(len(self.values)):
            for label in self.label(position):
                if label.span not in [other.span for other in found]:
                    found.append(label)
        return found


def apply_expression(el: Elaborator, node: core.Apply, env: Environment) -> Value:
    function = el.expression(node.function, env)
    if isinstance(function, BuiltinProcedure) and function.name in ("%and", "%or"):
        from eshkol_mlir.types.logic import logical

        return logical(el, function.name == "%and", node.arguments, env)
    if isinstance(function, BuiltinProcedure) and function.name == "%quote":
        from eshkol_mlir.types.literals import quoted

        datum = node.arguments[0]
        assert isinstance(datum, core.Constant)
        return quoted(datum.value, datum.span)
    values = tuple(single_value(el, argument, env) for argument in node.arguments)
    keywords = {name: el.expression(argument, env) for name, argument in node.keywords.items()}
    if isinstance(function, Poison):
        return POISON
    return apply(el, function, Arguments(values, keywords, node.span, node.arguments))


def single_value(el: Elaborator, node: core.Core, env: Environment) -> Value:
    value = el.expression(node, env)
    if isinstance(value, MultipleValues):
        if len(value.items) == 1:
            return value.items[0]
        raise diagnostics.ArityError.at(
            Code.NUMBER_OF_VALUES, node.span,
            f"this expression returns {len(value.items)} values where one is expected",
            help=["bind them with let-values, define-values or (let* ([(a b) expression]) ...)"],
        )  # fmt: skip
    return value


def apply(el: Elaborator, function: Value, arguments: Arguments) -> Value:
    """The value of a call whose operator and operands are evaluated."""
    return el.apply(function, arguments)


def apply_value(el: Elaborator, function: Value, arguments: Arguments) -> Value:
    """The same as device code has it."""
    match function:
        case BuiltinProcedure(name=name) if name in OUTPUT:
            raise diagnostics.UnsupportedError.at(
                Code.TOP_LEVEL_ONLY,
                arguments.span,
                f"{name} works at top level only",
                notes=["compiled functions run on a device and print nothing"],
                help=["return the value, and display it at top level"],
            )
        case BuiltinProcedure(name=name):
            from eshkol_mlir.types.builtins import call_builtin

            return call_builtin(el, name, arguments)
        case Closure():
            return _apply_closure(el, function, arguments)
        case Composition(procedures=procedures):
            value = apply(el, procedures[-1], arguments)
            for procedure in reversed(procedures[:-1]):
                items = value.items if isinstance(value, MultipleValues) else (value,)
                value = apply(el, procedure, Arguments(items, {}, arguments.span))
            return value
        case Transformed():
            from eshkol_mlir.types.transforms.registry import apply_transformed

            return apply_transformed(el, function, arguments)
        case Poison():
            return POISON
    raise diagnostics.TypeError.at(
        Code.NOT_A_PROCEDURE, arguments.span, f"this calls {describe(function)}, which is not a procedure",
        help=["the first expression in parentheses is called with the others"],
    )  # fmt: skip


def call(el: Elaborator, function: Value, values: Sequence[Value], span: Span) -> Value:
    return apply(el, function, Arguments(tuple(values), {}, span))


# Closures --------------------------------------------------------------------------


def _apply_closure(el: Elaborator, closure: Closure, arguments: Arguments) -> Value:
    from eshkol_mlir.types.elaborator import Frame, is_made_by_type

    function = closure.function
    if arguments.keywords and is_made_by_type(function):
        arguments = _fields_by_name(el, function, arguments)
    values, rest, names = checked_arguments(el, function, arguments)
    if el.expansion.exhausted(function):
        return POISON
    el.expansion.enter(closure, len(el.frames), arguments.span)
    el.frames.append(Frame(function, arguments.span, closure.environment))
    value = _dispatch(el, closure, values, rest, arguments.span)
    el.frames.pop()
    return checked_result(el, function, value, names)


def checked_arguments(
    el: Elaborator, function: core.Lambda, arguments: Arguments
) -> tuple[list[Value], ListValue | None, Substitution]:
    """The values of the parameters in their declared types, the rest list, and what names in the types stand for."""
    values, rest = positional(function, arguments)
    names = Substitution()
    declared, _ = signature(el, function)
    values = [
        _checked(el, function, position, type, value, names, arguments)
        for position, (type, value) in enumerate(zip(declared, values, strict=True))
    ]
    names.check_deferred()
    return values, rest, names


def checked_result(el: Elaborator, function: core.Lambda, value: Value, names: Substitution) -> Value:
    """The value of a call in its declared type."""
    _, result = signature(el, function)
    if result is None:
        return value
    place = Place(
        _result_of(function), last_expression(function.body).span, _declared(function), name="the result"
    )
    return match(el, result, value, names, place)


def _fields_by_name(el: Elaborator, function: core.Lambda, arguments: Arguments) -> Arguments:
    """The arguments of a record's constructor, all by position."""
    from eshkol_mlir.types.records import record_fields

    assert isinstance(function.body, core.Apply)
    name = function.body.arguments[0]
    assert isinstance(name, core.Constant)
    fields = list(record_fields(el, name.value, arguments.span))
    given = dict(arguments.keywords)
    _check_keywords(given, fields, len(arguments.values), arguments.span, title_of(function), "field")
    missing = [field for field in fields[len(arguments.values) :] if field not in given]
    if missing:
        raise diagnostics.ArityError.at(
            Code.MISSING_ARGUMENT,
            arguments.span,
            f"{title_of(function)} gets no value for the field `{missing[0]}`",
            help=[f"call it as ({function.name} {' '.join(fields)})"],
        )
    values = (*arguments.values, *(given[field] for field in fields[len(arguments.values) :]))
    return Arguments(values, {}, arguments.span, arguments.nodes)


def last_expression(body: core.Core) -> core.Core:
    """The expression whose value is the value of ``body``, as far as that is one."""
    while isinstance(body, core.Let | core.Letrec | core.Sequence):
        body = body.expressions[-1] if isinstance(body, core.Sequence) else body.body
    return body


def _declared(function: core.Lambda) -> tuple[Label, ...]:
    written = function.result if function.result is not None else function.type
    return () if written is None else (Label(written.span, "declared here"),)


def _result_of(function: core.Lambda) -> str:
    return f"the result of `{function.name}`" if function.name else "the result of this procedure"


def positional(function: core.Lambda, arguments: Arguments) -> tuple[list[Value], ListValue | None]:
    """The values of the parameters, keyword arguments put in place, and the rest list."""
    parameters = function.parameters
    names = [parameter.binding.name for parameter in parameters]
    values = list(arguments.values[: len(parameters)])
    extra = arguments.values[len(parameters) :]
    title = title_of(function)
    if extra and function.rest is None:
        raise _arity_error(function, arguments, title)
    by_name = dict(arguments.keywords)
    _check_keywords(by_name, names, len(values), arguments.span, title)
    for name in names[len(values) :]:
        if name not in by_name:
            raise _arity_error(function, arguments, title)
        values.append(by_name.pop(name))
    return values, None if function.rest is None else ListValue(tuple(extra))


def _check_keywords(
    keywords: Mapping[str, Value],
    names: Sequence[str],
    positional: int,
    span: Span,
    title: str,
    kind: str = "parameter",
) -> None:
    """Refuses keywords that name no parameter, or one that has a value already."""
    for keyword in keywords:
        if keyword not in names:
            raise diagnostics.ArityError.at(
                Code.UNKNOWN_PARAMETER,
                span,
                f"{title} has no {kind} `{keyword}`",
                help=did_you_mean(keyword, names),
            )
        if keyword in names[:positional]:
            raise diagnostics.ArityError.at(
                Code.ARGUMENT_TWICE, span, f"{title} gets `{keyword}` twice, by position and by name"
            )


def _arity_error(function: core.Lambda, arguments: Arguments, title: str) -> diagnostics.EshkolError:
    count = len(function.parameters)
    wanted = f"{'at least ' if function.rest else ''}{count} argument{'s' if count != 1 else ''}"
    shape = " ".join(parameter.binding.name for parameter in function.parameters)
    return diagnostics.ArityError.at(
        Code.PROCEDURE_ARGUMENTS, arguments.span,
        f"{title} takes {wanted} but gets {len(arguments.values) + len(arguments.keywords)}",
        labels=[Label(function.span, "defined here")],
        help=[f"call it as ({function.name or 'procedure'}{' ' + shape if shape else ''})"],
    )  # fmt: skip


def signature(el: Elaborator, function: core.Lambda) -> tuple[list[TypeExpr | None], TypeExpr | None]:
    """Declared types of the parameters and the result, from wherever they are written."""
    declared: list[TypeExpr | None] = [
        el.types.read(p.type) if p.type is not None else None for p in function.parameters
    ]
    result = el.types.read(function.result) if function.result is not None else None
    if function.type is None:
        return declared, result
    whole = el.types.read(function.type)
    if not isinstance(whole, Arrow):
        return declared, result
    if len(whole.parameters) != len(declared) and function.rest is None:
        raise diagnostics.TypeError.at(
            Code.ARROW_PARAMETERS,
            function.type.span,
            f"the type of `{function.name}` has {plural(len(whole.parameters), 'parameter')} "
            f"but its definition {len(declared)}",
            labels=[Label(function.span, "defined here")],
        )
    check_agreement(el.types, function, function.type, whole)
    both: list[TypeExpr | None] = [
        own if own is not None else other for own, other in zip(declared, whole.parameters, strict=False)
    ]
    return both, result if result is not None else whole.result


def _checked(
    el: Elaborator, function: core.Lambda, position: int, type: TypeExpr | None, value: Value,
    names: Substitution, arguments: Arguments,
) -> Value:  # fmt: skip
    if type is None:
        return value
    parameter = function.parameters[position].binding
    labels = [*arguments.label(position)]
    if parameter.span is not None:
        labels.append(Label(parameter.span, "the parameter"))
    title = f" of `{function.name}`" if function.name else ""
    place = Place(
        f"argument `{parameter.name}`{title}", arguments.span_of(position), tuple(labels), parameter.name
    )
    value = match(el, type, value, names, place)
    if isinstance(type, Arrow) and (written := _written_type(function, position)) is not None:
        from eshkol_mlir.types.procedures import as_declared

        return as_declared(el, value, type, written, parameter.name)
    return value


def _written_type(function: core.Lambda, position: int) -> Syntax | None:
    """The type of a parameter as the program has it; None where a type that is written elsewhere contains it."""
    own = function.parameters[position].type
    if own is not None or function.type is None:
        return own
    match function.type:
        case List(items=[Symbol(name="->"), *types]) if len(types) == len(function.parameters) + 1:
            return types[position]
    return None


def _dispatch(
    el: Elaborator, closure: Closure, values: list[Value], rest: ListValue | None, span: Span
) -> Value:
    from eshkol_mlir.types.elaborator import is_method
    from eshkol_mlir.types.transforms.exact import refuse_exact

    function, binding = closure.function, closure.binding
    if el.dependences is not None:
        el.dependences.enter(len(el.frames))
        if binding in el.dependences.elsewhere:
            return _called_elsewhere(el, closure, values, rest)
    if binding in el.rules:
        refuse_exact(values)
        if any(map(_depends_on_data, values)):
            return _call_with_rules(el, closure, values, rest, span)
    if rest is None and _is_loop(el, closure, values):
        return _as_loop(el, closure, values, span)
    # A list that shrinks, a tree of a union, or an exact number, leads to an end while compiling.
    structural = any(isinstance(value, ListValue | Static) or _is_of_union(value) for value in values)
    if (
        _is_running(el, closure)
        and not is_method(function)
        and any(map(_depends_on_data, values))
        and not structural
    ):
        raise _recursion_error(el, function, span)
    if rest is None and _can_be_outlined(el, closure, values):
        return _outlined(el, closure, values, span)
    if rest is None and _goes_on(el, closure) and not _is_running(el, closure):
        return _expanded_or_loop(el, closure, values, span)
    return evaluate_body(el, closure, values, rest)


def _is_of_union(value: Value) -> bool:
    return isinstance(value, RecordValue) and bool(value.type.union)


def _is_loop(el: Elaborator, closure: Closure, values: Sequence[Value]) -> bool:
    """Whether a call is one of a procedure that is a loop over numbers."""
    from eshkol_mlir.types.tail_loops import can_carry

    return _goes_on(el, closure) and can_carry(el, closure, values)


def _goes_on(el: Elaborator, closure: Closure) -> bool:
    """Whether a procedure goes on with itself, maybe by way of others."""
    if closure.binding is None:
        return False
    recursion = el.expansion.recursion(closure.function, closure.binding)
    return bool(el.tail_groups.group(closure.binding)) or recursion is Recursion.TAIL


def _expanded_or_loop(el: Elaborator, closure: Closure, values: Sequence[Value], span: Span) -> Value:
    """A call of a loop over lists: expanded, or a real loop if that does not end and the lists keep their lengths."""
    from eshkol_mlir.types.loops import Checkpoint, KindChange

    depth = len(el.frames)
    before = Checkpoint(el)
    value = evaluate_body(el, closure, values)
    if closure.function not in el.expansion.endless:
        return value
    errors = el.errors[before.errors :]
    before.restore()
    el.expansion.endless.discard(closure.function)
    before = Checkpoint(el)
    try:
        return _as_loop(el, closure, values, span)
    except KindChange:
        before.restore()
        del el.frames[depth:]
        el.errors += errors
        el.expansion.endless.add(closure.function)
        return POISON


def _as_loop(el: Elaborator, closure: Closure, values: Sequence[Value], span: Span) -> Value:
    from eshkol_mlir.types.tail_loops import TailLoop

    el.look_into(closure.binding)
    return TailLoop(el, closure, values, span).run()


def _call_with_rules(
    el: Elaborator, closure: Closure, values: list[Value], rest: ListValue | None, span: Span
) -> Value:
    """A call of a procedure whose derivative the program gives: always of a function of its own."""
    if _is_running(el, closure) and not any(isinstance(value, ListValue) for value in values):
        raise _recursion_error(el, closure.function, span)
    if rest is not None or not _can_be_outlined(el, closure, values):
        raise diagnostics.UnsupportedError.at(
            Code.RULE_UNUSABLE,
            span,
            f"{title_of(closure.function)} has a rule for its derivative, which this call cannot use",
            notes=[
                "such a procedure takes a fixed number of numbers, tensors, and lists and records of them"
            ],
        )
    return _outlined(el, closure, values, span)


def _depends_on_data(value: Value) -> bool:
    return any(isinstance(leaf, Term) for leaf in leaves(value))


def _is_running(el: Elaborator, closure: Closure) -> bool:
    """Whether a procedure is called inside itself; one made anew for each call is another one."""
    return any(
        frame.function is closure.function
        and (frame.environment is closure.environment or closure.environment.outer is None)
        for frame in el.frames[:-1]
    )


def _recursion_error(el: Elaborator, function: core.Lambda, span: Span) -> diagnostics.EshkolError:
    others = _others_in_cycle(el, function)
    if others:
        return diagnostics.UnsupportedError.at(
            Code.RECURSION,
            span,
            f"{title_of(function)} is recursive through {', '.join(others)}, which a device function cannot be",
            notes=[
                "procedures that call each other become a loop only if each of these calls is in tail position"
            ],
            help=["pass the partial result along as an argument, so that the call is the last thing done"],
        )
    return diagnostics.UnsupportedError.at(
        Code.RECURSION,
        span,
        f"{title_of(function)} is recursive, which a device function cannot be",
        notes=[
            "a call in tail position is a loop and is compiled; other recursion on run-time values is not"
        ],
        help=["pass the partial result along as an argument, so that the call is the last thing done"],
    )


def _others_in_cycle(el: Elaborator, function: core.Lambda) -> list[str]:
    """The other procedures between a call of ``function`` and the one it is part of."""
    running = [frame.function for frame in el.frames[:-1]]
    start = max(i for i, other in enumerate(running) if other is function)
    between = [other for other in running[start + 1 :] if other is not function]
    return list(dict.fromkeys(title_of(other) for other in between if other.name))


def evaluate_body(
    el: Elaborator, closure: Closure, values: Sequence[Value], rest: Value | None = None
) -> Value:
    """The body with its parameters bound, in the block at hand."""
    el.look_into(closure.binding)
    env = Environment(closure.environment)
    for parameter, value in zip(closure.function.parameters, values, strict=True):
        el.bind(env, parameter.binding, value)
    if closure.function.rest is not None:
        el.bind(env, closure.function.rest, rest if rest is not None else ListValue(()))
    return el.expression(closure.function.body, env)


# Separate functions -------------------------------------------------------------------


@dataclass(eq=False)
class Instance:
    """A procedure specialized for the types of its arguments."""

    name: str
    template: Value
    types: list[Scalar | Tensor]
    #: Sizes that the function computes and returns after its results.
    sizes: list[DimVar]
    #: Whether its value is known now, and nothing else is done.
    is_known: bool = False


def _can_be_outlined(el: Elaborator, closure: Closure, values: Sequence[Value]) -> bool:
    """Named top-level procedures of data or known numbers become functions of their own, shared by their callers."""
    if closure.environment.outer is not None or closure.environment.values or closure.binding is None:
        return False
    parts = [leaf for value in values for leaf in leaves(value)]
    if any(is_procedure(part) or isinstance(part, Poison) for part in parts):
        return False
    is_of_data = any(isinstance(part, Term) for part in parts)
    is_known = bool(values) and all(isinstance(value, Static) for value in values)
    return (is_of_data or is_known) and all(_key_of(value) is not None for value in values)


def _key_of(value: Value) -> object | None:
    match value:
        case Term():
            return value.type
        case Static(value=number, dtype=dtype):
            return ("static", type(number).__name__, repr(number), dtype)
        case Text() | SymbolValue() | TypeName() | Unspecified():
            return value
        case ListValue(items=items, vector=vector):
            keys = tuple(_key_of(item) for item in items)
            return None if None in keys else ("list", vector, keys)
        case RecordValue(type=record, fields=fields):
            keys = tuple(_key_of(item) for item in fields.values())
            return None if None in keys else ("record", record.name, keys)
        case MapValue(entries=entries):
            keys = tuple(_key_of(part) for entry in entries for part in entry)
            return None if None in keys else ("map", keys)
        case _:
            return None


def variables_of(types: Sequence[Scalar | Tensor]) -> list[DimVar]:
    """Dimension variables in order of first occurrence."""
    found: dict[DimVar, None] = {}
    for type in types:
        for dim in type.shape:
            for variable in sorted(dim.variables(), key=lambda v: v.serial):
                found.setdefault(variable)
    return list(found)


def static_variables(values: Sequence[Value]) -> list[DimVar]:
    dims = [
        leaf.value
        for v in values
        for leaf in leaves(v)
        if isinstance(leaf, Static) and isinstance(leaf.value, Dim)
    ]
    return sorted({variable for dim in dims for variable in dim.variables()}, key=lambda v: v.serial)


def _outlined(el: Elaborator, closure: Closure, values: Sequence[Value], span: Span) -> Value:
    terms, variables = _passed(values)
    key = (closure.binding, tuple(_key_of(value) for value in values), tuple(variables), el.memory)
    if key not in el.instances:
        made = el.instances[key] = _instantiate(el, closure, values, variables)
        if closure.binding in el.rules:
            el.instances[key] = _with_rules(el, closure, values, variables, made)
    instance = el.instances[key]
    if el.dependences is not None:
        el.dependences.note(key, lambda: _texts(el, closure, values, variables, instance))
    if instance is None:
        return evaluate_body(el, closure, values)
    if not isinstance(instance, Instance):
        return POISON
    return _call_of(el, instance, variables, terms)


def _call_of(el: Elaborator, instance: Instance, variables: Sequence[DimVar], terms: Sequence[Term]) -> Value:
    """The value of a call of a function."""
    if instance.is_known:
        return instance.template
    operands = [el.context.sizes[variable] for variable in variables] + [term.value for term in terms]
    types = [type.mlir for type in instance.types] + ["index" for _ in instance.sizes]
    results = el.builder.emit("func.call", operands, types, {"callee": ir.symbol_name(instance.name)})
    return results_of(el, instance, results)


def _texts(
    el: Elaborator, closure: Closure, values: Sequence[Value], variables: Sequence[DimVar], made: object
) -> tuple[core.Binding, str, str] | None:
    """What tells callers of an instance; None where there is none, as it becomes a part of the caller.

    Raises:
        NotWritten: that means nothing elsewhere.
    """
    assert closure.binding is not None
    if isinstance(made, Poison):
        raise NotWritten
    if not isinstance(made, Instance):
        return None
    call = call_text(Call(values, variables, el.memory))
    return closure.binding, call, result_text(made.template, made.types, variables, made.sizes)


def _called_elsewhere(
    el: Elaborator, closure: Closure, values: Sequence[Value], rest: ListValue | None
) -> Value:
    """A call of a procedure of which only what its callers have seen is known.

    Raises:
        BodyNeeded: this is not such a call.
    """
    dependences, binding = el.dependences, closure.binding
    assert dependences is not None
    assert binding is not None
    if rest is not None or not _can_be_outlined(el, closure, values):
        raise BodyNeeded(binding)
    terms, variables = _passed(values)
    try:
        call = call_text(Call(values, variables, el.memory))
    except NotWritten:
        raise BodyNeeded(binding) from None
    result = dependences.known(binding, call)
    if result is None:
        raise BodyNeeded(binding)
    dependences.called(binding, call, result)
    block = ir.Block()
    template, types, sizes = read_result(
        result, variables, lambda type: Term(block.argument(type.mlir), type)
    )
    return _call_of(el, Instance(el.new_symbol(binding.name), template, types, sizes), variables, terms)


def call_again(el: Elaborator, binding: core.Binding, text: str) -> None:
    """Makes the function of a call from elsewhere, where there is still such a procedure."""
    from eshkol_mlir.types.elaborator import Frame, new_function

    assert binding.span is not None
    closure = el.global_value(binding, binding.span)
    if not isinstance(closure, Closure) or closure.function.rest is not None:
        return
    with new_function(el, el.new_symbol(binding.name)):
        block = el.builder.block
        call = read_call(text, lambda type: Term(block.argument(type.mlir), type))
        if len(call.values) != len(closure.function.parameters):
            return
        for variable in call.variables:
            el.define_size(variable, block.argument("index"))
        memory, el.memory = el.memory, call.memory
        el.frames.append(Frame(closure.function, binding.span, closure.environment))
        try:
            _dispatch(el, closure, list(call.values), None, binding.span)
        finally:
            el.frames.pop()
            el.memory = memory


def _passed(values: Sequence[Value]) -> tuple[list[Term], list[DimVar]]:
    """What a function is called with: data, and the dimension variables of all arguments."""
    terms = [leaf for value in values for leaf in leaves(value) if isinstance(leaf, Term)]
    variables = variables_of([term.type for term in terms])
    return terms, [*variables, *(v for v in static_variables(values) if v not in variables)]


def _with_rules(
    el: Elaborator, closure: Closure, values: Sequence[Value], variables: Sequence[DimVar], made: object
) -> Instance | Poison:
    """The function just made, with the program's rules for its derivative."""
    from eshkol_mlir.types.transforms.custom_rules import attach_rules

    assert closure.binding is not None
    rules = list(el.rules[closure.binding].values())
    if made is None:
        raise diagnostics.UnsupportedError.at(
            Code.RULE_UNUSABLE,
            rules[0].span,
            f"`{closure.binding.name}` has a rule for its derivative, but returns a procedure",
        )
    if not isinstance(made, Instance):
        return POISON
    function = next(function for function in reversed(el.functions) if function.name == made.name)
    return made if attach_rules(el, function, rules, values, variables, made) else POISON


def results_of(el: Elaborator, instance: Instance, results: Sequence[ir.Value]) -> Value:
    names: dict[DimVar, Dim] = {}
    for variable, value in zip(instance.sizes, results[len(instance.types) :], strict=True):
        fresh = DimVar(variable.name, existential=True)
        el.define_size(fresh, value)
        names[variable] = Dim.of(fresh)
    terms = iter(
        [Term(value, renamed(type, names)) for value, type in zip(results, instance.types, strict=False)]
    )
    parts = [
        _rename_static(leaf, names) if not isinstance(leaf, Term) else next(terms)
        for leaf in leaves(instance.template)
    ]
    return rebuild(instance.template, iter(parts))


def renamed(type: Scalar | Tensor, names: Mapping[DimVar, Dim]) -> Scalar | Tensor:
    """A type with other sizes."""
    if isinstance(type, Scalar) or not names:
        return type
    return Tensor(type.dtype, tuple(dim.substitute(names) for dim in type.shape))


def _rename_static(leaf: Value, names: Mapping[DimVar, Dim]) -> Value:
    if isinstance(leaf, Static) and isinstance(leaf.value, Dim):
        return Static(leaf.value.substitute(names), leaf.dtype)
    return leaf


def _instantiate(
    el: Elaborator, closure: Closure, values: Sequence[Value], variables: Sequence[DimVar]
) -> Instance | Poison | None:
    """The specialized function; None where only expansion at the call will do."""
    from eshkol_mlir.types.elaborator import new_function

    name = el.new_symbol(closure.function.name or "procedure")
    with new_function(el, name) as context, noted_for(el, closure.binding):
        block = el.builder.block
        for variable in variables:
            el.define_size(variable, block.argument("index"))
        parts = [
            Term(block.argument(leaf.type.mlir), leaf.type) if isinstance(leaf, Term) else leaf
            for value in values
            for leaf in leaves(value)
        ]
        remaining = iter(parts)
        inner = [rebuild(value, remaining) for value in values]
        errors = len(el.errors)
        loop = closure.binding in el.rules and _is_loop(el, closure, inner)
        span = closure.function.span
        value = _as_loop(el, closure, inner, span) if loop else evaluate_body(el, closure, inner)
        results = list(leaves(value))
        if len(el.errors) > errors or any(isinstance(leaf, Poison) for leaf in results):
            return POISON
        if any(isinstance(leaf, Closure | Composition | Transformed) for leaf in results):
            # A procedure that captures values of this function cannot leave it.
            return None
        terms = [leaf for leaf in results if isinstance(leaf, Term)]
        types = [term.type for term in terms]
        sizes = [v for v in variables_of(types) if v not in variables]
        sizes += [v for v in static_variables([value]) if v not in variables and v not in sizes]
        operands = [term.value for term in terms] + [context.sizes[variable] for variable in sizes]
        is_known = not (operands or block.operations or context.prologue.operations)
        el.builder.emit("func.return", operands)
        block.operations[:0] = context.prologue.operations
        result_types = [operand.type for operand in operands]
        el.functions.append(ir.Function(name, block, result_types, private=True, span=closure.function.span))
    return Instance(name, value, types, sizes, is_known)


def noted_for(el: Elaborator, binding: core.Binding | None) -> AbstractContextManager[None]:
    """Meanwhile a procedure's module, or that of the program, uses what is used."""
    return nullcontext() if el.dependences is None else el.dependences.inside(binding)


__all__ = ["Arguments", "apply", "apply_expression", "call", "evaluate_body", "signature"]
