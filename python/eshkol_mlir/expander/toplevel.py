"""Definitions and other forms at the top level of programs and modules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import (
    Declaration,
    check_declared_once,
    defined_name,
    definition_head,
    expand_define,
    parse_declaration,
    parse_define_values,
)
from eshkol_mlir.expander.classes import scan_class, scan_instance
from eshkol_mlir.expander.exports import read_exports
from eshkol_mlir.expander.global_names import bind_global, define_once
from eshkol_mlir.expander.imports import define_alias, import_sets
from eshkol_mlir.expander.macros import Macro, define_syntax, read_transformer
from eshkol_mlir.expander.module_forms import expand_module
from eshkol_mlir.expander.namespaces import close_namespace, open_namespace
from eshkol_mlir.expander.parse import expect_symbol, malformed
from eshkol_mlir.expander.scope import Denotation, Scope, TypeMacro, identity, type_of_name
from eshkol_mlir.expander.splicing import SPLICING, spliced
from eshkol_mlir.expander.type_definitions import scan_type
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

DEFINE_TYPE_MACRO = "(define-type-macro name (syntax-rules (literal ...) (pattern type) ...))"

#: What finishes the expansion of a form, once all top-level names are known.
Finish = Callable[[], None]


def scan_form(expander: Expander, form: Syntax, scope: Scope) -> list[Finish]:
    """Binds what a top-level form in ``scope`` defines; the calls returned expand the values."""
    form, scope = expander.expand_head(form, scope)
    head = definition_head(expander, form, scope)
    if head is None:
        return [partial(_expand_expression, expander, form, scope)]
    assert isinstance(form, List)
    if not expander.is_mutable and head not in SPLICING:
        raise diagnostics.SyntaxError.at(
            Code.FIXED_ENVIRONMENT,
            form.span,
            "this environment cannot be changed",
            help=["evaluate definitions and imports in (interaction-environment)"],
        )
    if head in SPLICING:
        forms, place = spliced(expander, head, form, scope)
        return _scan_spliced(expander, head, forms, place)
    if head in ("define-library", "define-module"):
        _define_module(expander, form, head, scope)
        return []
    if head in _MODULE_FORMS:
        _MODULE_FORMS[head](expander, form)
        return []
    if head == ":":
        name, declared = parse_declaration(form)
        # Of what is typed at the prompt, the last holds.
        before = {} if expander.is_interactive else expander.declarations
        check_declared_once(name, form, before)
        expander.declarations[identity(name)] = Declaration(name, declared, scope, form.span)
        return []
    if head == "define-syntax":
        earlier = _bound_globally(expander, form)
        define_syntax(expander, form, expander.globals, scope, partial(define_once, expander, scope=scope))
        return _superseding(expander, form.items[1], earlier)
    if head == "define-type-macro":
        _define_type_macro(expander, form, scope)
        return []
    if head == "define-type":
        return [scan_type(expander, form, scope)]
    if head == "define-type-class":
        return [scan_class(expander, form, scope)]
    if head == "define-type-class-instance":
        return [scan_instance(expander, form, scope)]
    if head == "define-values":
        return _scan_define_values(expander, form, scope)
    if head in ("defvjp", "defjvp"):
        return [lambda: _expand_rule(expander, form, head, scope)]
    return _scan_define(expander, form, scope)


def _scan_spliced(expander: Expander, head: str, forms: Sequence[Syntax], place: Scope) -> list[Finish]:
    """Forms that stand for another one; a namespace that one of them opens is open for those after it."""
    finish: list[Finish] = []
    outer = expander.place
    if head == "namespace-with":
        expander.place = place
    before = expander.place
    for form in forms:
        opened = place if expander.place is before else expander.place
        expander.guarded(partial(_scan_into, expander, form, opened, finish))
    if head == "namespace-with":
        expander.place = outer
    return finish


def _scan_into(expander: Expander, form: Syntax, scope: Scope, finish: list[Finish]) -> None:
    finish += scan_form(expander, form, scope)


def _expand_expression(expander: Expander, form: Syntax, scope: Scope) -> None:
    expression = expander.expand(form, scope)
    expander.program.expressions.append(expression)
    expander.program.body.append(expression)


# Modules ---------------------------------------------------------------------------


def _define_module(expander: Expander, form: List, kind: str, scope: Scope) -> None:
    if expander.module:
        raise diagnostics.SyntaxError.at(
            Code.TOP_LEVEL_ONLY, form.span, f"a module cannot be defined inside of {expander.module}"
        )
    with expander.finding_names():
        expand_module(expander.modules, form, kind, scope)


def _export(expander: Expander, form: List) -> None:
    if not expander.module:
        raise diagnostics.SyntaxError.at(
            Code.TOP_LEVEL_ONLY,
            form.span,
            "export belongs in a module",
            help=["write (define-module name (export ...) ...)"],
        )
    expander.exports += read_exports(form)


def _open(expander: Expander, form: List) -> None:
    expander.place = open_namespace(expander, form, expander.place)


def _close(expander: Expander, form: List) -> None:
    expander.place = close_namespace(expander, form, expander.place)


def _begin_for_syntax(expander: Expander, form: List) -> None:
    from eshkol_mlir.expander.transformers import begin_for_syntax

    begin_for_syntax(expander, form)


_MODULE_FORMS: dict[str, Callable[[Expander, List], None]] = {
    "import": import_sets,
    "export": _export,
    "define-module-alias": define_alias,
    "namespace-open": _open,
    "namespace-close": _close,
    "begin-for-syntax": _begin_for_syntax,
}

# Definitions -------------------------------------------------------------------------


def _expand_rule(expander: Expander, form: List, kind: str, scope: Scope) -> None:
    """A rule for the derivative of a procedure that the program defines at top level."""
    syntax = f"({kind} name (lambda (primals {'cotangent' if kind == 'defvjp' else 'tangents'}) ...))"
    if len(form.items) != 3:
        raise malformed(form, syntax)
    name = expect_symbol(form.items[1], form, syntax)
    target = expander.reference(name, scope)
    if isinstance(target, core.Builtin):
        raise diagnostics.NameError.at(
            Code.NOT_A_RULE,
            name.span,
            f"`{name.name}` is built in, and {kind} gives a rule to a procedure of the program",
            help=[f"define a procedure that calls {name.name}, and give it the rule"],
        )
    if not isinstance(target, core.Reference):
        return
    earlier = [r for r in expander.program.rules if r.binding is target.binding and r.kind == kind]
    if earlier:
        raise diagnostics.NameError.at(
            Code.RULE_TWICE,
            form.span,
            f"`{name.name}` has two rules of {kind}",
            labels=[Label(earlier[0].span, "the first one")],
        )
    value = expander.expand(form.items[2], scope)
    expander.program.rules.append(core.Rule(kind, target.binding, value, form.span))


def _scan_define(expander: Expander, form: List, scope: Scope) -> list[Finish]:
    name = defined_name(form)
    earlier = expander.globals.bound(name)
    binding, is_new = bind_global(expander, name, scope)
    definition = core.Definition(binding, None, form.span)
    if is_new:
        expander.program.definitions.append(definition)

    def expand_value() -> None:
        declaration = expander.declarations.get(identity(name))
        declared = declaration.read() if declaration else None
        value, annotation = expand_define(expander, form, scope, declared)
        if is_new:
            definition.value = value
            definition.type = annotation if annotation is not None else declared
            expander.program.body.append(definition)
        elif value is not None:
            _assign(expander, binding, value, form.span)

    return [*_superseding(expander, name, None if binding is earlier else earlier), expand_value]


def _assign(expander: Expander, binding: core.Binding, value: core.Core, span: Span) -> None:
    """A definition of a variable that a program defines already is an assignment (R7RS 5.3.1)."""
    assignment = core.Assign(binding, value, span)
    expander.program.expressions.append(assignment)
    expander.program.body.append(assignment)


def _bound_globally(expander: Expander, form: List) -> Denotation | None:
    """What the name stands for at top level that a form is about to define."""
    name = form.items[1] if len(form.items) > 1 else None
    return expander.globals.bound(name) if isinstance(name, Symbol) else None


def _superseding(expander: Expander, name: Syntax, earlier: Denotation | None) -> list[Finish]:
    """Has the forms of a program before its second definition of a name see the first."""
    if earlier is None or expander.is_interactive:
        return []
    assert isinstance(name, Symbol)
    expander.superseded.append((name, earlier))
    now = expander.globals.bound(name)
    assert now is not None
    return [partial(expander.globals.redefine, name, now)]


def _scan_define_values(expander: Expander, form: List, scope: Scope) -> list[Finish]:
    names, rest, value = parse_define_values(form)
    holder = core.Binding("%values", form.span)
    whole = core.Definition(holder, None, form.span, count=(len(names), rest is not None))
    expander.program.definitions.append(whole)
    parts = [whole]
    again: list[tuple[core.Binding, core.Binding]] = []
    new: list[tuple[Symbol, core.Definition]] = []
    finish: list[Finish] = []
    for position, name in enumerate((*names, *((rest,) if rest else ()))):
        earlier = expander.globals.bound(name)
        binding, is_new = bind_global(expander, name, scope)
        finish += _superseding(expander, name, None if binding is earlier else earlier)
        if not is_new:
            part = core.Binding(binding.name, form.span)
            again.append((binding, part))
            binding = part
        reference = core.Reference(holder, form.span)
        definition = core.Definition(binding, reference, form.span, position=position, rest=name is rest)
        expander.program.definitions.append(definition)
        parts.append(definition)
        if is_new:
            new.append((name, definition))

    def expand_value() -> None:
        whole.value = expander.expand(value, scope)
        expander.program.body += parts
        for name, definition in new:
            _declare_part(expander, name, definition)
        for binding, part in again:
            _assign(expander, binding, core.Reference(part, form.span), form.span)

    return [*finish, expand_value]


def _declare_part(expander: Expander, name: Symbol, part: core.Definition) -> None:
    """Gives one of several values its declared type, which is checked as that of any other definition."""
    declaration = expander.declarations.get(identity(name))
    if declaration is None:
        return
    binding, part.binding = part.binding, core.Binding(part.binding.name, part.span)
    value = core.Reference(part.binding, name.span)
    definition = core.Definition(binding, value, part.span, declaration.read())
    expander.program.definitions.append(definition)
    expander.program.body.append(definition)


def _define_type_macro(expander: Expander, form: List, scope: Scope) -> None:
    """``(define-type-macro name transformer)``: uses ``(name argument ...)`` stand for types."""
    if len(form.items) != 3 or form.tail is not None:
        raise malformed(form, DEFINE_TYPE_MACRO)
    name = expect_symbol(form.items[1], form, DEFINE_TYPE_MACRO)
    define_once(expander, name, scope, is_type=True)
    macro = read_transformer(expander, name, form.items[2], scope)
    if not isinstance(macro, Macro):
        raise malformed(form, DEFINE_TYPE_MACRO)
    expander.globals.define(type_of_name(name), TypeMacro(macro))
