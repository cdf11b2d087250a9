"""Bodies, and the parts of definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, ExpandedSpan, Label, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.macros import Macro, define_syntax
from eshkol_mlir.expander.namespaces import close_namespace, hide_opened, open_namespace
from eshkol_mlir.expander.parse import (
    Annotation,
    TypedName,
    expect_symbol,
    expect_type,
    is_symbol,
    malformed,
    parse_parameters,
    split_annotation,
    with_row,
)
from eshkol_mlir.expander.scope import Denotation, Form, Identity, Scope, did_you_mean, identity
from eshkol_mlir.expander.splicing import SPLICING, spliced
from eshkol_mlir.reader.syntax import Braces, List, String, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

DEFINE = "(define name value) or (define (name parameter ...) body ...)"
DEFINE_VALUES = "(define-values (name ... [. rest]) expression)"
DEFINITION_FORMS = (
    "begin-for-syntax",
    "define", "define-values", "define-syntax", "define-type", "define-type-macro", ":", "defvjp", "defjvp",
    "define-type-class", "define-type-class-instance",
    "define-library", "define-module", "import", "export", "define-module-alias",
    "namespace-open", "namespace-close", *SPLICING,
)  # fmt: skip


def definition_head(expander: Expander, form: Syntax, scope: Scope) -> str | None:
    """The name of the definition form at the head, unless the program shadows it."""
    found = _keyword(expander, form, scope)
    return found.name if isinstance(found, Form) and found.name in DEFINITION_FORMS else None


def _keyword(expander: Expander, form: Syntax, scope: Scope) -> Denotation | None:
    """What the symbol at the head of a list means."""
    if not isinstance(form, List) or not form.items or not isinstance(form.items[0], Symbol):
        return None
    return expander.lookup(form.items[0], scope)


# Bodies ----------------------------------------------------------------------


def expand_body(expander: Expander, forms: Sequence[Syntax], scope: Scope, span: Span) -> core.Core:
    """Internal definitions, mutually visible, then expressions."""
    if not forms:
        raise diagnostics.SyntaxError.at(Code.EMPTY_BODY, span, "a body needs at least one expression")
    if not any(_may_define(expander, form, scope) for form in forms):
        return sequence(expander, forms, scope, span)
    body = _Body(expander, Scope(scope))
    body.scan(forms, body.scope)
    body.check_declarations()
    return body.expand(body.items, span)


def _may_define(expander: Expander, form: Syntax, scope: Scope) -> bool:
    found = _keyword(expander, form, scope)
    if isinstance(found, Form) and found.name == "begin":
        assert isinstance(form, List)
        inner = form.items[1:]
        return not inner or any(_may_define(expander, part, scope) for part in inner)
    return isinstance(found, Macro) or (isinstance(found, Form) and found.name in DEFINITION_FORMS)


@dataclass(frozen=True, slots=True)
class _Item:
    """A form of a body and the scope in which it stands; ``head`` is None for an expression."""

    head: str | None
    form: Syntax
    scope: Scope


class _Body:
    """A body with definitions, which are bound in ``scope``."""

    def __init__(self, expander: Expander, scope: Scope) -> None:
        self.expander = expander
        self.scope = scope
        self.items: list[_Item] = []
        self.declarations: dict[Identity, Declaration] = {}
        #: Keywords that said what the forms so far are; they cannot be redefined below.
        self.keywords: dict[Identity, Span] = {}

    def scan(self, forms: Sequence[Syntax], scope: Scope) -> Scope:
        """Binds what the forms define, macros at once, so that they hold for the forms that follow.

        The scope returned is that of what comes next: some may open namespaces.
        """
        for written in forms:
            self._note_keyword(written, scope)
            form, place = self.expander.expand_head(written, scope)
            head = definition_head(self.expander, form, place)
            if head is None or (head == "begin" and not _may_define(self.expander, form, place)):
                self.items.append(_Item(None, form, place))
                continue
            assert isinstance(form, List)
            if head in SPLICING:
                inner, within = spliced(self.expander, head, form, place)
                after = self.scan(inner, within)
                if within is scope:
                    scope = after
            elif head == "namespace-open":
                scope = open_namespace(self.expander, form, scope)
            elif head == "namespace-close":
                scope = close_namespace(self.expander, form, scope)
            else:
                self._bind(head, form, place)
        return scope

    def _note_keyword(self, form: Syntax, scope: Scope) -> None:
        if isinstance(_keyword(self.expander, form, scope), Macro) or definition_head(
            self.expander, form, scope
        ):
            assert isinstance(form, List)
            name = form.items[0]
            assert isinstance(name, Symbol)
            self.keywords.setdefault(identity(name), name.span)

    def _bind(self, head: str, form: List, scope: Scope) -> None:
        if head == "define":
            name = defined_name(form)
            self._check_new(name)
            self._bind_name(name, scope)
        elif head == "define-values":
            names, rest, _ = parse_define_values(form)
            for name in (*names, *((rest,) if rest else ())):
                self._check_new(name)
                self._bind_name(name, scope)
        elif head == "define-syntax":
            define_syntax(self.expander, form, self.scope, scope, self._check_new)
            return
        elif head == ":":
            name, declared = parse_declaration(form)
            check_declared_once(name, form, self.declarations)
            self.declarations[identity(name)] = Declaration(name, declared, scope, form.span)
        else:
            raise diagnostics.SyntaxError.at(Code.TOP_LEVEL_ONLY, form.span, f"{head} belongs at top level")
        self.items.append(_Item(head, form, scope))

    def _bind_name(self, name: Symbol, scope: Scope) -> None:
        self.scope.bind(name)
        hide_opened(scope, self.scope, name)

    def _check_new(self, name: Symbol) -> None:
        if self.scope.bound(name) is not None:
            raise diagnostics.NameError.at(
                Code.DEFINED_TWICE, name.span, f"`{name.name}` is defined twice in this body"
            )
        if identity(name) in self.keywords:
            raise diagnostics.NameError.at(
                Code.DEFINED_AFTER_USE,
                name.span,
                f"`{name.name}` is defined after its use as syntax in this body",
                labels=[Label(self.keywords[identity(name)], "here it has its outer meaning")],
                help=["give the definition another name, or move it up"],
            )

    def check_declarations(self) -> None:
        """Reports types of what the body does not define."""
        for declaration in self.declarations.values():
            name = declaration.name
            if self.scope.bound(name) is None:
                is_outer = isinstance(self.scope.lookup(name), core.Binding)
                self.expander.report(
                    type_without_definition(declaration, self.scope.names, is_outer=is_outer)
                )

    def expand(self, items: Sequence[_Item], span: Span) -> core.Core:
        """Definitions and what follows them; the last item is an expression."""
        clauses: list[core.Clause] = []
        for position, item in enumerate(items):
            if item.head == ":":
                continue
            if item.head is not None:
                assert isinstance(item.form, List)
                clauses.append(self._clause(item.form, item.head, item.scope))
                continue
            rest = items[position:]
            if any(later.head in ("define", "define-values") for later in rest):
                first = self.expander.expand(item.form, item.scope)
                body: core.Core = core.Sequence((first, self.expand(rest[1:], span)), span)
            else:
                values = [self.expander.expand(i.form, i.scope) for i in rest if i.head is None]
                body = values[0] if len(values) == 1 else core.Sequence(tuple(values), span)
            return core.Letrec(tuple(clauses), body, span) if clauses else body
        raise diagnostics.SyntaxError.at(
            Code.BODY_WITHOUT_EXPRESSION,
            items[-1].form.span if items else span,
            "a body ends with an expression",
            caret="this definition has nothing after it",
        )

    def _clause(self, form: List, head: str, scope: Scope) -> core.Clause:
        if head == "define":
            name = defined_name(form)
            declared = self._declared(name)
            value, annotation = expand_define(self.expander, form, scope, declared)
            parameter = core.Parameter(self._bound(name), annotation if annotation is not None else declared)
            return core.Clause(
                (parameter,), None, value if value is not None else core.Constant(None, form.span)
            )
        names, rest, value_form = parse_define_values(form)
        parameters = tuple(core.Parameter(self._bound(name), self._declared(name)) for name in names)
        rest_binding = self._bound(rest) if rest else None
        return core.Clause(parameters, rest_binding, self.expander.expand(value_form, scope))

    def _declared(self, name: Symbol) -> Syntax | None:
        declaration = self.declarations.get(identity(name))
        return declaration.read() if declaration else None

    def _bound(self, name: Symbol) -> core.Binding:
        binding = self.scope.bound(name)
        assert isinstance(binding, core.Binding)
        return binding


def sequence(expander: Expander, forms: Sequence[Syntax], scope: Scope, span: Span) -> core.Core:
    expressions = tuple(expander.expand(form, scope) for form in forms)
    if not expressions:
        raise diagnostics.SyntaxError.at(Code.EMPTY_BODY, span, "expected at least one expression")
    return expressions[0] if len(expressions) == 1 else core.Sequence(expressions, span)


# The parts of definitions -----------------------------------------------------


def defined_name(form: List) -> Symbol:
    if len(form.items) < 2:
        raise malformed(form, DEFINE)
    target = form.items[1]
    while isinstance(target, List) and target.items:
        target = target.items[0]
    return expect_symbol(target, form, DEFINE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """The type of a name as ``(: name type)`` gives it in ``scope``."""

    name: Symbol
    type: Syntax
    scope: Scope
    span: Span

    def read(self) -> Syntax:
        return expect_type(self.type, self.scope)


def type_without_definition(
    declaration: Declaration, known: Iterable[str], *, is_outer: bool = False
) -> EshkolError:
    """The error that a name has a type and no definition beside it; ``is_outer`` if it is defined further out."""
    name = declaration.name.name
    message, help = f"`{name}` has a type but no definition", did_you_mean(name, known)
    if is_outer:
        message += " in this body"
        help = [
            f"write the type where `{name}` is bound: [{name} : type], or (: {name} type) before its definition"
        ]
    return diagnostics.NameError.at(Code.TYPE_WITHOUT_DEFINITION, declaration.span, message, help=help)


def parse_declaration(form: List) -> tuple[Symbol, Syntax]:
    syntax = "(: name type)"
    if len(form.items) == 3:
        return expect_symbol(form.items[1], form, syntax), form.items[2]
    if len(form.items) == 4 and isinstance(form.items[2], Braces):
        return expect_symbol(form.items[1], form, syntax), with_row(form.items[3], form.items[2])
    raise malformed(form, syntax)


def check_declared_once(name: Symbol, form: List, declarations: Mapping[Identity, Declaration]) -> None:
    """Raises an error for a name whose type is declared already."""
    earlier = declarations.get(identity(name))
    if earlier is not None:
        raise diagnostics.NameError.at(
            Code.DEFINED_TWICE,
            form.span,
            f"`{name.name}` has two declared types",
            labels=[Label(earlier.span, "the first one")],
        )


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
    annotation, rest = split_annotation(form.items[2:], scope)
    if isinstance(target, List):
        return expand_procedure(expander, form, target, annotation, rest, scope, declared), None
    written = annotation.type
    if annotation.effects is not None:
        if written is None:
            raise malformed(form, DEFINE, "a row of effects stands before the type of a procedure")
        written = with_row(written, annotation.effects)
    if not rest and written is not None:
        return None, written
    if len(rest) != 1:
        raise malformed(form, DEFINE, "a variable takes one value")
    value = expander.expand(rest[0], scope)
    if isinstance(value, core.Lambda):
        value = replace(value, name=defined_name(form).name, type=value.type or written or declared)
    return value, written


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
    parameters = parse_parameters(items, tail, scope)
    inner, bound, rest = bind_parameters(parameters.parameters, parameters.rest, scope)
    value = _expand_curried(expander, levels[1:], annotation, body, inner, span, None, None)
    return core.Lambda(bound, rest, value, span, name=name, type=declared)


def bind_parameters(
    parameters: Sequence[TypedName], rest: Symbol | None, scope: Scope
) -> tuple[Scope, tuple[core.Parameter, ...], core.Binding | None]:
    inner = Scope(scope)
    bound = tuple(core.Parameter(inner.bind(parameter.name), parameter.type) for parameter in parameters)
    rest_binding = inner.bind(rest) if rest is not None else None
    if inner.inserted is not None:
        _tell_apart([parameter.binding for parameter in bound])
    return inner, bound, rest_binding


def _tell_apart(bindings: Sequence[core.Binding]) -> None:
    """Callers know parameters by name, so those that macros add get names of their own where they need them."""
    taken = {binding.name for binding in bindings if not isinstance(binding.span, ExpandedSpan)}
    for binding in bindings:
        if isinstance(binding.span, ExpandedSpan):
            name, number = binding.name, 0
            while binding.name in taken:
                number += 1
                binding.name = f"{name}.{number}"
            taken.add(binding.name)


def expand_lambda(
    expander: Expander, items: Sequence[Syntax], tail: Syntax | None, annotation: Annotation,
    body: Sequence[Syntax], scope: Scope, span: Span, name: str | None, declared: Syntax | None,
) -> core.Lambda:  # fmt: skip
    parameters = parse_parameters(items, tail, scope)
    inner, bound, rest = bind_parameters(parameters.parameters, parameters.rest, scope)
    doc = None
    if len(body) > 1 and isinstance(body[0], String):
        doc, body = body[0].value, body[1:]
    result, whole, effects = annotation.type, declared, annotation.effects
    if effects is not None and _is_arrow_of(annotation.type, len(bound)):
        assert annotation.type is not None
        result, whole, effects = None, with_row(annotation.type, effects), None
    with expander.inside_procedure():
        expanded = expand_body(expander, body, inner, span)
    return core.Lambda(bound, rest, expanded, span, name, result, whole, doc, effects)


def _is_arrow_of(datum: Syntax | None, arity: int) -> bool:
    return (
        isinstance(datum, List)
        and bool(datum.items)
        and is_symbol(datum.items[0], "->")
        and len(datum.items) - isinstance(datum.items[1], Braces) == arity + 2
    )
