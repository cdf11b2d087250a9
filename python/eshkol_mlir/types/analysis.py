"""Syntactic facts about core expressions: recursion, invariants, assignment."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from eshkol_mlir.expander.core import (
    Apply,
    Binding,
    Builtin,
    Core,
    If,
    Lambda,
    Let,
    Letrec,
    Reference,
    Sequence,
)
from eshkol_mlir.expander.traversal import walk


class Recursion(enum.Enum):
    NONE = "none"
    TAIL = "tail"
    GENERAL = "general"


def mentions(node: Core, binding: Binding) -> bool:
    return any(isinstance(inner, Reference) and inner.binding is binding for inner in walk(node))


def tail_children(node: Core) -> list[Core]:
    """The subexpressions whose value is the value of ``node``."""
    match node:
        case If(then=then, otherwise=otherwise):
            return [then] if otherwise is None else [then, otherwise]
        case Let(body=body) | Letrec(body=body):
            return [body]
        case Sequence(expressions=expressions):
            return [expressions[-1]]
        case Apply(function=Builtin(name="%and" | "%or"), arguments=arguments):
            return [arguments[-1]]
        case _:
            return []


def recursion_of(function: Lambda, binding: Binding) -> Recursion:
    """How the body of ``function`` uses ``binding``, its own name."""
    total = sum(isinstance(inner, Reference) and inner.binding is binding for inner in walk(function))
    if not total:
        return Recursion.NONE
    return Recursion.TAIL if len(tail_calls(function.body, binding)) == total else Recursion.GENERAL


def tail_calls(body: Core, binding: Binding) -> list[Apply]:
    """The calls of ``binding`` in tail position of ``body``."""
    found: list[Apply] = []
    stack = [body]
    while stack:
        node = stack.pop()
        if is_call_of(node, binding):
            assert isinstance(node, Apply)
            found.append(node)
        else:
            stack.extend(tail_children(node))
    return found


def is_call_of(node: Core, binding: Binding) -> bool:
    return (
        isinstance(node, Apply)
        and isinstance(node.function, Reference)
        and node.function.binding is binding
        and not node.keywords
    )


def invariant_parameters(function: Lambda, calls: Iterable[Apply]) -> set[int]:
    """The positions of parameters that every one of the calls passes on unchanged."""
    calls = list(calls)
    return {
        position
        for position, parameter in enumerate(function.parameters)
        if not parameter.binding.assigned
        and all(
            len(call.arguments) > position
            and isinstance(argument := call.arguments[position], Reference)
            and argument.binding is parameter.binding
            for call in calls
        )
    }
