"""What the names in a type stand for.

Types are looked up in scopes as everything else is, under names of their own,
so that a type and a procedure may share one.  What a name stands for takes its
place in the type, where the elaborator reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander.nesting import check_nesting
from eshkol_mlir.expander.scope import Denotation, Scope, TypeMacro, TypeName, expander_of, type_of_name
from eshkol_mlir.reader.syntax import Braces, GenericType, List, Symbol, Syntax


def resolve_type(datum: Syntax, scope: Scope) -> Syntax:
    """The type with the names of the program's types in place of what stands for them in ``scope``."""
    match datum:
        case Symbol():
            found = meaning_of_type(datum, scope)
            if isinstance(found, TypeName) and (datum.context is not None or datum.name != found.name):
                return Symbol(found.name, datum.span)
            return datum
        case List(items=(Symbol() as head, *_)) if (
            isinstance(macro := meaning_of_type(head, scope), TypeMacro) and datum.bracket == "("
        ):
            return _expanded(datum, macro, scope)
        case List(items=(Symbol(name="Record"), *_)):
            # The names of fields stand for nothing.
            return _with_items(datum, lambda item: _resolve_field(item, scope))
        case List(items=(Symbol(name="Union"), *_)):
            # Nor do those of constructors.
            return _with_items(datum, lambda item: _resolve_constructor(item, scope))
        case List() | GenericType() | Braces():
            resolved = _with_items(datum, lambda item: resolve_type(item, scope))
            if isinstance(resolved, List) and (constraints := _constraints(resolved)):
                expander_of(scope).program.constraints += constraints
            return resolved
    return datum


def _constraints(type: List) -> list[List]:
    """What stands after ``where``; which classes there are is not known yet."""
    found = []
    names = [item.name if isinstance(item, Symbol) else None for item in type.items]
    for constraint in type.items[names.index("where") + 1 :] if "where" in names else ():
        match constraint:
            case List(items=(Symbol(), Symbol())):
                found.append(constraint)
                continue
        raise diagnostics.SyntaxError.at(
            Code.MALFORMED_TYPE,
            constraint.span,
            "malformed constraint",
            help=["a constraint is (Class variable)"],
        )
    return found


def meaning_of_type(symbol: Symbol, scope: Scope) -> Denotation | None:
    """What a name means as a type in ``scope``: its own meaning, or that of a name in a module, ``a.b.name``."""
    found = scope.lookup(type_of_name(symbol))
    if found is None and "." in symbol.name.strip("."):
        return expander_of(scope).qualified_type(symbol)
    return found


def _expanded(datum: List, macro: TypeMacro, scope: Scope) -> Syntax:
    """What a use of a type macro in ``scope`` stands for."""
    expansions = expander_of(scope).expansions
    current: Syntax = datum
    found: object = macro
    while isinstance(found, TypeMacro):
        assert isinstance(current, List)
        current, scope = expansions.expand(found.macro, current, scope)
        head = current.items[0] if isinstance(current, List) and current.items else None
        found = meaning_of_type(head, scope) if isinstance(head, Symbol) else None
    check_nesting(current)
    return resolve_type(current, scope)


def _resolve_field(datum: Syntax, scope: Scope) -> Syntax:
    if not isinstance(datum, List) or not datum.items:
        return datum
    name, *rest = datum.items
    return replace(datum, items=(name, *(resolve_type(item, scope) for item in rest)))


def _resolve_constructor(datum: Syntax, scope: Scope) -> Syntax:
    if not isinstance(datum, List) or not datum.items:
        return datum
    name, *fields = datum.items
    return replace(datum, items=(name, *(_resolve_field(field, scope) for field in fields)))


def _with_items(datum: List | GenericType | Braces, change: Callable[[Syntax], Syntax]) -> Syntax:
    """The same datum where nothing in it changes."""
    items = datum.arguments if isinstance(datum, GenericType) else datum.items
    changed = tuple(map(change, items))
    if all(one is other for one, other in zip(items, changed, strict=True)):
        return datum
    if isinstance(datum, GenericType):
        return replace(datum, arguments=changed)
    return replace(datum, items=changed)


def written_arrow(written: Syntax) -> List | None:
    """The arrow in a type, ``(-> argument ... result)`` without its row of effects; None where it has no arrow.

    It may stand in ``forall``, and before ``where``.
    """
    while True:
        match written:
            case List(items=(Symbol(name="->") as head, Braces(), *parts)):
                return replace(written, items=(head, *parts))
            case List(items=(Symbol(name="->"), *_)):
                return written
            case List(items=(Symbol(name="forall"), _, inner, *_)):
                written = inner
            case List(items=(inner,)) | List(items=(inner, Symbol(name="where"), *_)):
                written = inner
            case _:
                return None


def constraints_in(*types: Syntax) -> Iterator[List]:
    """The ``(Class variable)`` after ``where`` in types."""
    pending = [*types]
    while pending:
        type = pending.pop()
        if not isinstance(type, List):
            continue
        names = [item.name if isinstance(item, Symbol) else None for item in type.items]
        position = names.index("where") if "where" in names else len(names)
        yield from (item for item in type.items[position + 1 :] if isinstance(item, List))
        pending += type.items[:position]


def without_constraints(type: Syntax) -> Syntax:
    """A type without what stands after ``where`` in it."""
    match type:
        case List(items=(inner, Symbol(name="where"), *_)):
            return without_constraints(inner)
        case List(items=(Symbol(name="forall") as head, variables, inner, *_)):
            return replace(type, items=(head, variables, without_constraints(inner)))
        case List():
            return _with_items(type, without_constraints)
    return type


def parts_of_constraint(constraint: List) -> tuple[str, str]:
    """The names of the class and of the variable of a constraint."""
    name, variable = constraint.items
    assert isinstance(name, Symbol)
    assert isinstance(variable, Symbol)
    return name.name, variable_name(variable)


def names_in(type: Syntax) -> Iterator[str]:
    """The names in a type, those of its variables as :func:`variable_name` has them."""
    pending = [type]
    while pending:
        match pending.pop():
            case Symbol() as symbol:
                yield variable_name(symbol)
            case List(items=items) | GenericType(arguments=items):
                pending += items


def variable_name(symbol: Symbol) -> str:
    """The name of a type or dimension variable; those that a macro adds are none of the program's."""
    if symbol.context is None or symbol.name == "_":
        return symbol.name
    return f"{symbol.name}%{symbol.context.label}"
