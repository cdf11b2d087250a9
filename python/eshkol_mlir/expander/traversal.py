"""Going through expressions of the core language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from operator import is_
from typing import Any

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


def children(node: Core) -> list[Core]:
    """The expressions directly inside of one."""
    match node:
        case Lambda(body=body):
            return [body]
        case Apply(function=function, arguments=arguments, keywords=keywords):
            return [function, *arguments, *keywords.values()]
        case If(test=test, then=then, otherwise=otherwise):
            return [test, then] if otherwise is None else [test, then, otherwise]
        case Let(body=body) | Letrec(body=body) | Fold(body=body):
            return [*(clause.value for clause in clauses(node)), body]
        case Assign(value=value):
            return [value]
        case Sequence(expressions=expressions):
            return list(expressions)
        case Array(elements=elements):
            return list(elements)
        case Map(entries=entries):
            return [part for entry in entries for part in entry]
        case Field(record=record):
            return [record]
        case _:
            return []


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
    if isinstance(whole, tuple):
        items = tuple(map(change, whole))
        return whole if all(map(is_, items, whole)) else items
    if isinstance(whole, Mapping):
        values = {key: change(value) for key, value in whole.items()}
        return whole if all(map(is_, values.values(), whole.values())) else values
    changed = {}
    for name in _PARTS.get(type(whole), ()):
        part = getattr(whole, name)
        new = change(part)
        if new is not part:
            changed[name] = new
    return replace(whole, **changed) if changed else whole


def walk(*nodes: Core) -> Iterator[Core]:
    """Expressions with all that are inside of them."""
    pending = list(nodes)
    while pending:
        node = pending.pop()
        yield node
        pending += children(node)


def walk_program(program: Program) -> Iterator[Core]:
    """All expressions of a program."""
    values = (item.value if isinstance(item, Definition) else item for item in program.body)
    return walk(*(value for value in values if value is not None))


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
