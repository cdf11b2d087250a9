"""Definitions: at top level and at the head of bodies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.parse import (
    Annotation,
    TypedName,
    expect_list,
    expect_symbol,
    is_symbol,
    malformed,
    parse_parameters,
    split_annotation,
)
from eshkol_mlir.expander.scope import Form, Scope
from eshkol_mlir.reader.syntax import Braces, List, String, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

DEFINE = "(define name value) or (define (name parameter ...) body ...)"
DEFINE_VALUES = "(define-values (name ... [. rest]) expression)"
DEFINITION_FORMS = {"define", "define-values", "define-type", ":", "begin", "defvjp", "defjvp"}


def definition_head(form: Syntax, scope: Scope) -> str | None:
    """The name of the definition form at the head, unless the program shadows it."""
    if not isinstance(form, List) or not form.items or not isinstance(form.items[0], Symbol):
        return None
    name = form.items[0].name
    denotation = scope.lookup(name)
    return name if name in DEFINITION_FORMS and isinstance(denotation, Form) else None


# Top level -------------------------------------------------------------------


def scan_definition(expander: Expander, form: Syntax, scope: Scope) -> list[Callable[[], None]]:
    """Binds what a top-level form defines; the calls returned expand the values."""
    head = definition_head(form, scope)
    program = expander.program
    if head is None:
        return [lambda: program.expressions.append(expander.expand(form, scope))]
    assert isinstance(form, List)
    if head == "begin":
        return [call for inner in form.items[1:] for call in scan_definition(expander, inner, scope)]
    if head == ":":
        name, declared = parse_declaration(form)
        expander.declarations[name.name] = (declared, form.span)
        return []
    if head == "define-type":
        _scan_type(expander, form)
        return []
    if head == "define-values":
        return _scan_define_values(expander, form, scope)
    if head in ("defvjp", "defjvp"):
        return [lambda: _expand_rule(expander, form, head, scope)]
    return _scan_define(expander, form, scope)


def _expand_rule(expander: Expander, form: List, kind: str, scope: Scope) -> None:
    """A rule for the derivative of a procedure that the program defines at top level."""
    syntax = f"({kind} name (lambda (primals {'cotangent' if kind == 'defvjp' else 'tangents'}) ...))"
    if len(form.items) != 3:
        raise malformed(form, syntax)
    name = expect_symbol(form.items[1], form, syntax)
    target = expander.reference(name, scope)
    if isinstance(target, core.Builtin):
        raise diagnostics.NameError.at(
            name.span,
            f"`{name.name}` is built in, and {kind} gives a rule to a procedure of the program",
            help=[f"define a procedure that calls {name.name}, and give it the rule"],
        )
    if not isinstance(target, core.Reference):
        return
    earlier = [r for r in expander.program.rules if r.binding is target.binding and r.kind == kind]
    if earlier:
        raise diagnostics.NameError.at(
            form.span,
            f"`{name.name}` has two rules of {kind}",
            labels=[Label(earlier[0].span, "the first one")],
        )
    value = expander.expand(form.items[2], scope)
    expander.program.rules.append(core.Rule(kind, target.binding, value, form.span))


def _scan_define(expander: Expander, form: List, scope: Scope) -> list[Callable[[], None]]:
    name = defined_name(form)
    binding = _bind_global(expander, name, scope)
    definition = core.Definition(binding, None, form.span)
    expander.program.definitions.append(definition)

    def expand_value() -> None:
        declared = expander.declarations.get(name.name)
        value, annotation = expand_define(expander, form, scope, declared[0] if declared else None)
        definition.value = value
        definition.type = annotation if annotation is not None else declared[0] if declared else None

    return [expand_value]


def _scan_define_values(expander: Expander, form: List, scope: Scope) -> list[Callable[[], None]]:
    names, rest, value = parse_define_values(form)
    holder = core.Binding("%values", form.span)
    whole = core.Definition(holder, None, form.span)
    expander.program.definitions.append(whole)
    for position, name in enumerate((*names, *((rest,) if rest else ()))):
        binding = _bind_global(expander, name, scope)
        reference = core.Reference(holder, form.span)
        definition = core.Definition(binding, reference, form.span, position=position, rest=name is rest)
        expander.program.definitions.append(definition)

    def expand_value() -> None:
        whole.value = expander.expand(value, scope)

    return [expand_value]


def _bind_global(expander: Expander, name: Symbol, scope: Scope) -> core.Binding:
    earlier = expander.definitions.get(name.name)
    if earlier is not None:
        raise diagnostics.NameError.at(
            name.span,
            f"`{name.name}` is defined twice",
            labels=[Label(earlier, "first defined here")],
            help=["rename one of them, or use set! to change a variable"],
        )
    expander.definitions[name.name] = name.span
    return scope.bind(name.name, name.span)


def _scan_type(expander: Expander, form: List) -> None:
    syntax = "(define-type Name type) or (define-type Name (Record [field : type] ...))"
    if len(form.items) != 3:
        raise malformed(form, syntax)
    head = form.items[1]
    parameters: tuple[str, ...] = ()
    if isinstance(head, List) and head.items:
        parameters = tuple(expect_symbol(item, form, syntax).name for item in head.items[1:])
        head = head.items[0]
    name = expect_symbol(head, form, syntax).name
    if name in expander.program.types:
        raise diagnostics.NameError.at(
            head.span,
            f"the type `{name}` is defined twice",
            labels=[Label(expander.program.types[name].span, "first defined here")],
        )
    expander.program.types[name] = core.TypeDefinition(name, form.items[2], form.span, parameters)
    _define_constructor(expander, name, form.items[2], form.span)


def _define_constructor(expander: Expander, name: str, body: Syntax, span: Span) -> None:
    """A record type makes its constructor, under two names, and its predicate."""
    if not (isinstance(body, List) and body.items and is_symbol(body.items[0], "Record")):
        return
    for defined, builtin in (
        (name, "%make-record"),
        (f"make-{name}", "%make-record"),
        (f"{name}?", "%record?"),
    ):
        binding = expander.globals.bind(defined, span)
        parameters = core.Binding("fields", span)
        call = core.Apply(
            core.Builtin(builtin, span),
            (core.Constant(name, span), core.Reference(parameters, span)),
            {},
            span,
        )
        value = core.Lambda((), parameters, call, span, name=defined)
        expander.program.definitions.append(core.Definition(binding, value, span))


# Bodies ----------------------------------------------------------------------


def expand_body(expander: Expander, forms: Sequence[Syntax], scope: Scope, span: Span) -> core.Core:
    """Internal definitions, mutually visible, then expressions."""
    if not forms:
        raise diagnostics.SyntaxError.at(span, "a body needs at least one expression")
    forms = list(_splice(forms, scope))
    if not any(definition_head(form, scope) for form in forms):
        return sequence(expander, forms, scope, span)
    inner = Scope(scope)
    declarations: dict[str, Syntax] = {}
    for form in forms:
        _bind_local(form, inner, declarations)
    return _expand_definitions(expander, forms, inner, declarations, span)


def _splice(forms: Sequence[Syntax], scope: Scope) -> Sequence[Syntax]:
    """``begin`` in a body stands for what it contains, if that has definitions."""
    spliced: list[Syntax] = []
    for form in forms:
        if definition_head(form, scope) == "begin" and isinstance(form, List):
            inner = _splice(form.items[1:], scope)
            if any(definition_head(item, scope) for item in inner):
                spliced.extend(inner)
                continue
        spliced.append(form)
    return spliced


def _bind_local(form: Syntax, scope: Scope, declarations: dict[str, Syntax]) -> None:
    head = definition_head(form, scope)
    if head is None or head == "begin":
        return
    assert isinstance(form, List)
    if head == "define":
        name = defined_name(form)
        if name.name in scope.names:
            raise diagnostics.NameError.at(name.span, f"`{name.name}` is defined twice in this body")
        scope.bind(name.name, name.span)
    elif head == "define-values":
        names, rest, _ = parse_define_values(form)
        for name in (*names, *((rest,) if rest else ())):
            scope.bind(name.name, name.span)
    elif head == ":":
        name, declared = parse_declaration(form)
        declarations[name.name] = declared
    else:
        raise diagnostics.SyntaxError.at(form.span, f"{head} belongs at top level")


def _expand_definitions(
    expander: Expander, forms: Sequence[Syntax], scope: Scope, declarations: dict[str, Syntax], span: Span
) -> core.Core:
    clauses: list[core.Clause] = []
    for position, form in enumerate(forms):
        head = definition_head(form, scope)
        if head in ("define", "define-values"):
            assert isinstance(form, List)
            clauses.append(_local_clause(expander, form, head, scope, declarations))
        elif head is None or head == "begin":
            rest = forms[position:]
            if any(definition_head(later, scope) in ("define", "define-values") for later in rest):
                first = expander.expand(form, scope)
                later = _expand_definitions(expander, forms[position + 1 :], scope, declarations, span)
                body: core.Core = core.Sequence((first, later), span)
            else:
                body = sequence(expander, [f for f in rest if definition_head(f, scope) != ":"], scope, span)
            return core.Letrec(tuple(clauses), body, span) if clauses else body
    raise diagnostics.SyntaxError.at(
        forms[-1].span, "a body ends with an expression", caret="this definition has nothing after it"
    )


def _local_clause(
    expander: Expander, form: List, head: str, scope: Scope, declarations: dict[str, Syntax]
) -> core.Clause:
    if head == "define":
        name = defined_name(form)
        declared = declarations.get(name.name)
        value, annotation = expand_define(expander, form, scope, declared)
        binding = scope.names[name.name]
        assert isinstance(binding, core.Binding)
        parameter = core.Parameter(binding, annotation if annotation is not None else declared)
        return core.Clause((parameter,), None, value if value is not None else core.Constant(None, form.span))
    names, rest, value_form = parse_define_values(form)
    bindings = [scope.names[name.name] for name in names]
    rest_binding = scope.names[rest.name] if rest else None
    parameters = tuple(
        core.Parameter(b, declarations.get(b.name)) for b in bindings if isinstance(b, core.Binding)
    )
    assert rest_binding is None or isinstance(rest_binding, core.Binding)
    return core.Clause(parameters, rest_binding, expander.expand(value_form, scope))


def sequence(expander: Expander, forms: Sequence[Syntax], scope: Scope, span: Span) -> core.Core:
    expressions = tuple(expander.expand(form, scope) for form in forms)
    if not expressions:
        raise diagnostics.SyntaxError.at(span, "expected at least one expression")
    return expressions[0] if len(expressions) == 1 else core.Sequence(expressions, span)


# The parts of definitions -----------------------------------------------------


def defined_name(form: List) -> Symbol:
    if len(form.items) < 2:
        raise malformed(form, DEFINE)
    target = form.items[1]
    while isinstance(target, List) and target.items:
        target = target.items[0]
    return expect_symbol(target, form, DEFINE)


def parse_declaration(form: List) -> tuple[Symbol, Syntax]:
    syntax = "(: name type)"
    if len(form.items) == 3:
        return expect_symbol(form.items[1], form, syntax), form.items[2]
    if len(form.items) == 4 and isinstance(form.items[2], Braces):
        return expect_symbol(form.items[1], form, syntax), form.items[3]
    raise malformed(form, syntax)


def parse_define_values(form: List) -> tuple[list[Symbol], Symbol | None, Syntax]:
    if len(form.items) != 3:
        raise malformed(form, DEFINE_VALUES)
    target = form.items[1]
    if isinstance(target, Symbol):
        return [], target, form.items[2]
    if not isinstance(target, List):
        raise malformed(form, DEFINE_VALUES)
    names = [expect_symbol(item, form, DEFINE_VALUES) for item in target.items]
    rest = expect_symbol(target.tail, form, DEFINE_VALUES) if target.tail is not None else None
    return names, rest, form.items[2]


def expand_define(
    expander: Expander, form: List, scope: Scope, declared: Syntax | None
) -> tuple[core.Core | None, Syntax | None]:
    """The value of a ``define`` and the type written in it."""
    target = form.items[1]
    annotation, rest = split_annotation(form.items[2:])
    if isinstance(target, List):
        return expand_procedure(expander, form, target, annotation, rest, scope, declared), None
    if not rest and annotation.type is not None:
        return None, annotation.type
    if len(rest) != 1:
        raise malformed(form, DEFINE, "a variable takes one value")
    value = expander.expand(rest[0], scope)
    if isinstance(value, core.Lambda):
        value = core.Lambda(
            value.parameters, value.rest, value.body, value.span,
            name=defined_name(form).name, result=value.result,
            type=value.type or annotation.type or declared, doc=value.doc,
        )  # fmt: skip
    return value, annotation.type


def expand_procedure(
    expander: Expander, form: List, target: List, annotation: Annotation,
    body: Sequence[Syntax], scope: Scope, declared: Syntax | None,
) -> core.Core:  # fmt: skip
    """``(define (name parameter ...) : type body ...)``, curried heads included."""
    levels = [target]
    while levels[0].items and isinstance(levels[0].items[0], List):
        levels.insert(0, levels[0].items[0])
    name = defined_name(form).name
    return _expand_curried(expander, levels, annotation, body, scope, form.span, name, declared)


def _expand_curried(
    expander: Expander, levels: Sequence[List], annotation: Annotation, body: Sequence[Syntax],
    scope: Scope, span: Span, name: str | None, declared: Syntax | None,
) -> core.Lambda:  # fmt: skip
    """``((name x) y)`` is a procedure of x whose value is a procedure of y."""
    items, tail = levels[0].items[1:], levels[0].tail
    if len(levels) == 1:
        return expand_lambda(expander, items, tail, annotation, body, scope, span, name, declared)
    parameters = parse_parameters(items, tail)
    inner, bound, rest = bind_parameters(parameters.parameters, parameters.rest, scope)
    value = _expand_curried(expander, levels[1:], annotation, body, inner, span, None, None)
    return core.Lambda(bound, rest, value, span, name=name, type=declared)


def bind_parameters(
    parameters: Sequence[TypedName], rest: Symbol | None, scope: Scope
) -> tuple[Scope, tuple[core.Parameter, ...], core.Binding | None]:
    inner = Scope(scope)
    bound = []
    for parameter in parameters:
        bound.append(core.Parameter(inner.bind(parameter.name.name, parameter.name.span), parameter.type))
    rest_binding = inner.bind(rest.name, rest.span) if rest is not None else None
    return inner, tuple(bound), rest_binding


def expand_lambda(
    expander: Expander, items: Sequence[Syntax], tail: Syntax | None, annotation: Annotation,
    body: Sequence[Syntax], scope: Scope, span: Span, name: str | None, declared: Syntax | None,
) -> core.Lambda:  # fmt: skip
    parameters = parse_parameters(items, tail)
    inner, bound, rest = bind_parameters(parameters.parameters, parameters.rest, scope)
    doc = None
    if len(body) > 1 and isinstance(body[0], String):
        doc, body = body[0].value, body[1:]
    result, whole = annotation.type, declared
    if annotation.effects is not None and _is_arrow_of(annotation.type, len(bound)):
        result, whole = None, annotation.type
    return core.Lambda(
        bound, rest, expand_body(expander, body, inner, span), span,
        name=name, result=result, type=whole, doc=doc,
    )  # fmt: skip


def _is_arrow_of(datum: Syntax | None, arity: int) -> bool:
    return (
        isinstance(datum, List)
        and bool(datum.items)
        and is_symbol(datum.items[0], "->")
        and len(datum.items) == arity + 2
    )


__all__ = ["Label", "expand_body", "expand_lambda", "expect_list", "scan_definition", "sequence"]
