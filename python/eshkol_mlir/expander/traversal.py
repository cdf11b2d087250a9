"""Going through expressions of the core language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from operator import is_
from typing import Any
from weakref import WeakKeyDictionary

from eshkol_mlir.expander.core import (
    Apply,
    Array,
    Assign,
    Binding,
    Clause,
    Core,
    Definition,
    Field,
    Fold,
    If,
    Lambda,
    Let,
    Letrec,
    Map,
    Program,
    Reference,
    Sequence,
)

#: What gives the expressions directly inside of one, by its kind; others have none.
_CHILDREN: Mapping[type, Callable[[Any], Iterable[Core]]] = {
    Lambda: lambda node: (node.body,),
    Apply: lambda node: (node.function, *node.arguments, *node.keywords.values()),
    If: lambda node: (
        (node.test, node.then) if node.otherwise is None else (node.test, node.then, node.otherwise)
    ),
    Let: lambda node: (*(clause.value for clause in node.clauses), node.body),
    Letrec: lambda node: (*(clause.value for clause in node.clauses), node.body),
    Fold: lambda node: (*(clause.value for clause in clauses(node)), node.body),
    Assign: lambda node: (node.value,),
    Sequence: lambda node: node.expressions,
    Array: lambda node: node.elements,
    Map: lambda node: (part for entry in node.entries for part in entry),
    Field: lambda node: (node.record,),
}


def children(node: Core) -> list[Core]:
    """The expressions directly inside of one."""
    of_kind = _CHILDREN.get(type(node))
    return [] if of_kind is None else list(of_kind(node))


def clauses(node: Core) -> tuple[Clause, ...]:
    """What an expression binds to the values of others."""
    match node:
        case Let(clauses=found) | Letrec(clauses=found):
            return found
        case Fold(accumulators=accumulators, sequences=sequences):
            return (*accumulators, *sequences)
        case _:
            return ()


def bound(clause: Clause) -> list[Binding]:
    """The variables of a clause."""
    return [p.binding for p in clause.bindings] + ([clause.rest] if clause.rest else [])


#: The parts of expressions and clauses in which there are expressions.
_PARTS: Mapping[type, tuple[str, ...]] = {
    Lambda: ("body",),
    Apply: ("function", "arguments", "keywords"),
    If: ("test", "then", "otherwise"),
    Clause: ("value",),
    Let: ("clauses", "body"),
    Letrec: ("clauses", "body"),
    Assign: ("value",),
    Sequence: ("expressions",),
    Fold: ("accumulators", "sequences", "body"),
    Array: ("elements",),
    Map: ("entries",),
    Field: ("record",),
}


def with_parts(whole: Any, change: Callable[[Any], Any]) -> Any:
    """An expression or a clause with changed parts, which are expressions, clauses, and tuples and mappings of these.

    It is the same object where ``change`` returns the parts that it gets.
    """
    names = _PARTS.get(type(whole))
    if names is None:
        if isinstance(whole, tuple):
            items = tuple(map(change, whole))
            return whole if all(map(is_, items, whole)) else items
        if isinstance(whole, Mapping):
            values = {key: change(value) for key, value in whole.items()}
            return whole if all(map(is_, values.values(), whole.values())) else values
        return whole
    changed = {}
    for name in names:
        part = getattr(whole, name)
        new = change(part)
        if new is not part:
            changed[name] = new
    return replace(whole, **changed) if changed else whole


#: What is inside of the procedures of programs, which most parts of the compiler go through.
_inside: WeakKeyDictionary[Lambda, tuple[Core, ...]] = WeakKeyDictionary()


def walk(*nodes: Core) -> Iterator[Core]:
    """Expressions with all that are inside of them."""
    for node in reversed(nodes):
        yield node
        known = _inside.get(node) if isinstance(node, Lambda) else None
        yield from _walk_inside(node) if known is None else known


def _walk_inside(node: Core) -> Iterator[Core]:
    pending = children(node)
    while pending:
        inner = pending.pop()
        yield inner
        of_kind = _CHILDREN.get(type(inner))
        if of_kind is not None:
            pending += of_kind(inner)


def walk_program(program: Program) -> Iterator[Core]:
    """All expressions of a program."""
    for item in reversed(program.body):
        value = item.value if isinstance(item, Definition) else item
        if isinstance(value, Lambda) and value not in _inside:
            # Not of the procedures inside, which would take room that grows with the square of their depth.
            _inside[value] = tuple(_walk_inside(value))
        if value is not None:
            yield from walk(value)


def references(node: Core) -> Iterator[Binding]:
    """The variables that an expression refers to or assigns."""
    for inner in walk(node):
        if isinstance(inner, Reference | Assign):
            yield inner.binding


def free_variables(node: Core) -> list[Binding]:
    """The variables that an expression refers to and does not bind, each once."""
    inside: set[Binding] = set()
    for inner in walk(node):
        if isinstance(inner, Lambda):
            inside.update(parameter.binding for parameter in inner.parameters)
            if inner.rest is not None:
                inside.add(inner.rest)
        for clause in clauses(inner):
            inside.update(bound(clause))
    # A binding is one variable: it means the same wherever it stands.
    return [binding for binding in dict.fromkeys(references(node)) if binding not in inside]


def leading_to(targets: Set[Binding], program: Program) -> set[Definition | Core]:
    """The items of a program that refer to some variables, directly or by other definitions."""
    users: dict[Binding, list[Definition | Core]] = {}
    for item in program.body:
        value = item.value if isinstance(item, Definition) else item
        if value is not None:
            for binding in references(value):
                users.setdefault(binding, []).append(item)
    found: set[Definition | Core] = set()
    pending = list(targets)
    while pending:
        for user in users.get(pending.pop(), ()):
            if user not in found:
                found.add(user)
                if isinstance(user, Definition):
                    pending.append(user.binding)
    return found
