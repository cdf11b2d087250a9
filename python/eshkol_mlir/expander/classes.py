"""``define-type-class`` and ``define-type-class-instance``.

A method is a procedure of the top level whose body is ``(%method class name arguments)``, which each tier turns
into a choice between the procedures of the instances.  These are procedures of the top level too, under names
that programs cannot write.  What needs all instances is done when a program is linked (``class_linking.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import defined_name, expand_define
from eshkol_mlir.expander.global_names import bind_global, define_once, global_name
from eshkol_mlir.expander.parse import expect_symbol, is_symbol, malformed
from eshkol_mlir.expander.scope import (
    BuiltinName,
    ClassName,
    Scope,
    TypeVariable,
    did_you_mean,
    type_of_name,
)
from eshkol_mlir.expander.type_names import names_in, resolve_type, variable_name, written_arrow
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.syntax import GenericType, List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

CLASS = "(define-type-class (Name variable) [(where (Class variable) ...)] (method : type) ... (define (method parameter ...) body ...) ...)"
INSTANCE = "(define-type-class-instance (Class type) (define (method parameter ...) body ...) ...)"


def scan_class(expander: Expander, form: List, scope: Scope) -> Callable[[], None]:
    """Binds a class and its methods; the call returned expands what instances have by default.

    Raises:
        SyntaxError: the form is malformed.
        TypeError: a method's type does not mention the class's variable.
    """
    head = form.items[1] if len(form.items) > 1 else None
    if not isinstance(head, List) or len(head.items) != 2 or form.tail is not None:
        raise malformed(form, CLASS, "a class has a name and one variable")
    name, variable = (expect_symbol(item, form, CLASS) for item in head.items)
    inner = Scope(scope)
    inner.define(type_of_name(variable), TypeVariable())
    define_once(expander, name, scope, is_type=True)
    constraint = core.Binding(f"instance of {name.name}", form.span, module=expander.module)
    known = core.TypeClass(
        global_name(expander, name), variable_name(variable), {}, (), form.span, constraint
    )
    expander.program.classes[known.name] = known
    expander.globals.define(type_of_name(name), ClassName(known.name))
    declared: list[tuple[Symbol, Syntax]] = []
    defaults: dict[str, List] = {}
    constraints: list[List] = []
    for item in form.items[2:]:
        match item:
            case List(items=(Symbol() as method, colon, type)) if is_symbol(colon, ":"):
                declared.append((method, type))
            case List(items=(Symbol(name="where"), *found)):
                constraints += [each for each in found if isinstance(each, List)]
            case List(items=(Symbol(name="define"), *_)):
                defaults[defined_name(item).name] = item
            case _:
                raise malformed(form, CLASS, f"`{item.span.text}` is no method")
    builtins = {m.name: _builtin(expander, known, m, scope) for m, _ in declared}
    bound = [bind_global(expander, method, scope, known.name)[0] for method, _ in declared]
    expander.class_of.update((binding, known) for binding in bound)

    def finish() -> None:
        known.superclasses = tuple(_class_named(expander, each, scope) for each in constraints)
        for (method, type), binding in zip(declared, bound, strict=True):
            made = _method(known, method, resolve_type(type, inner), binding, builtins[method.name])
            known.methods[method.name] = made
            _define_method(expander, known, made)
        for text, item in defaults.items():
            if text not in known.methods:
                raise no_method(known, text, item.span)
            value, _ = expand_define(expander, item, scope, None)
            binding = core.Binding(f"{text} by default in {known.name}", item.span, module=expander.module)
            default = core.Definition(binding, value, item.span, is_public=False)
            known.methods[text] = replace(known.methods[text], default=default)

    return finish


def scan_instance(expander: Expander, form: List, scope: Scope) -> Callable[[], None]:
    """An instance of a class, whose methods are expanded by the call returned."""
    head = form.items[1] if len(form.items) > 1 else None
    if not isinstance(head, List) or len(head.items) != 2 or form.tail is not None:
        raise malformed(form, INSTANCE)

    def finish() -> None:
        class_name = _class_named(expander, head, scope)
        type = resolve_type(head.items[1], scope)
        instance = core.Instance(class_name, type, {}, form.span, expander.module)
        for item in form.items[2:]:
            if not isinstance(item, List) or not item.items or not is_symbol(item.items[0], "define"):
                raise malformed(form, INSTANCE, f"`{item.span.text}` is no definition")
            name = defined_name(item).name
            if name in instance.methods:
                raise diagnostics.NameError.at(
                    Code.DEFINED_TWICE, item.span, f"`{name}` is defined twice in this instance"
                )
            binding = core.Binding(
                instance_method_name(class_name, name, type), item.span, module=expander.module
            )
            value, annotation = expand_define(expander, item, scope, None)
            instance.methods[name] = binding
            _add(expander, core.Definition(binding, value, item.span, annotation, is_public=False))
        expander.program.instances.append(instance)

    return finish


def instance_method_name(class_name: str, method: str, type: Syntax) -> str:
    """The name of the procedure that an instance has for a method, which backtraces show."""
    return f"{method} of ({class_name} {write_datum(type)})"


def _class_named(expander: Expander, form: List, scope: Scope) -> str:
    """The class in ``(Class type)``."""
    symbol = expect_symbol(form.items[0] if form.items else form, form, "(Class type)")
    found = scope.lookup(type_of_name(symbol))
    if found is None and "." in symbol.name:
        found = expander.qualified_type(symbol)
    if not isinstance(found, ClassName):
        raise unknown_class(symbol.name, symbol, expander.program.classes)
    return found.name


def unknown_class(
    name: str, place: Syntax, known: Sequence[str] | dict[str, core.TypeClass]
) -> diagnostics.EshkolError:
    return diagnostics.NameError.at(
        Code.UNKNOWN_CLASS,
        place.span,
        f"there is no type class `{name}`",
        help=did_you_mean(name, list(known)),
    )


def no_method(known: core.TypeClass, name: str, place: Span | None) -> diagnostics.EshkolError:
    """The error for a definition in a class, or in an instance of it, that is of none of its methods."""
    return diagnostics.TypeError.at(
        Code.INSTANCE_METHODS,
        place,
        f"{known.name} has no method `{name}`",
        labels=[diagnostics.Label(known.span, f"{known.name} is defined here")],
        help=did_you_mean(name, list(known.methods)) or [f"its methods are {', '.join(known.methods)}"],
    )


def _builtin(expander: Expander, known: core.TypeClass, method: Symbol, scope: Scope) -> str | None:
    """The operation that has the name of a method, also where an earlier definition of the class has it."""
    found = scope.lookup(method)
    earlier = expander.class_of.get(found) if isinstance(found, core.Binding) else None
    if earlier is not None and earlier.name == known.name:
        return earlier.methods[method.name].builtin
    return found.name if isinstance(found, BuiltinName) else None


def _method(
    known: core.TypeClass,
    symbol: Symbol,
    type: Syntax,
    binding: core.Binding,
    builtin: str | None,
) -> core.Method:
    if known.variable not in names_in(type):
        raise diagnostics.TypeError.at(
            Code.METHOD_TYPE,
            type.span,
            f"the type of the method `{symbol.name}` does not mention {known.variable}, the variable of {known.name}",
        )
    arity, positions = None, []
    arrow = written_arrow(type)
    if arrow is not None:
        parameters = arrow.items[1:-1]
        arity = len(parameters)
        for position, parameter in enumerate(parameters):
            if is_of(parameter, known.variable):
                positions.append((position, False))
        if not positions:
            for position, parameter in enumerate(parameters):
                if holds(parameter, known.variable):
                    positions.append((position, True))
    return core.Method(symbol.name, binding, type, tuple(positions), arity, builtin, None, symbol.span)


def is_of(type: Syntax, variable: str) -> bool:
    """Whether a value of the type is one of the class's: ``a``, or ``(f b)`` for a class of type constructors."""
    if isinstance(type, List) and type.items:
        type = type.items[0]
    return isinstance(type, Symbol) and variable_name(type) == variable


def holds(type: Syntax, variable: str) -> bool:
    """Whether a value of the type is a sequence of values of the class: ``(list a)``, ``(vector<a>)``."""
    match type:
        case List(items=(GenericType() as inner,)):
            return holds(inner, variable)
        case List(items=(Symbol(name="list" | "vector"), Symbol() as element)):
            return variable_name(element) == variable
        case GenericType(name="vector", arguments=(Symbol() as element,)):
            return variable_name(element) == variable
    return False


def _define_method(expander: Expander, known: core.TypeClass, method: core.Method) -> None:
    span = method.span
    arguments = core.Binding("arguments", span)
    call = core.Apply(
        core.Builtin("%method", span),
        (core.Constant(known.name, span), core.Constant(method.name, span), core.Reference(arguments, span)),
        {},
        span,
    )
    value = core.Lambda((), arguments, call, span, name=method.name)
    _add(expander, core.Definition(method.binding, value, span, is_public=False))


def _add(expander: Expander, definition: core.Definition) -> None:
    expander.program.definitions.append(definition)
    expander.program.body.append(definition)
