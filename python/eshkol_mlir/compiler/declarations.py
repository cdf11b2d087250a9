"""The types and classes of a program, by the names that its parts know them by.

A name means the same wherever it is written, so a unit depends on what it mentions, and on what that mentions.  A class
means as well what instances it has anywhere: which those are decides what calls of its methods are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from eshkol_mlir.compiler.expansion_pickle import Names
from eshkol_mlir.compiler.unit_facts import digest
from eshkol_mlir.diagnostics import Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.reader.syntax import GenericType, Symbol
from eshkol_mlir.types.annotations import TypeReader
from eshkol_mlir.types.effects.constraints import has_row
from eshkol_mlir.types.effects.declared import types_of, types_of_top_level

#: Stands for all types with rows, as calls of fields are known by the names of the fields in any of them.
ROWS = "{}"


def declarations_of(program: core.Program) -> core.Program:
    """The types, classes and instances of a program, and nothing else of it."""
    return core.Program(types=program.types, classes=program.classes, instances=program.instances)


def declared(part: core.Program, types: Mapping[str, core.TypeDefinition], names: Names) -> dict[str, str]:
    """Digests of what a part of a program says of types and classes, by their names.

    Args:
        part: with its types, classes and instances.
        types: those of all parts.
        names: of its modules, and of those that it depends on.

    Raises:
        EshkolError: the type of an instance is malformed.
    """
    described: dict[str, list[object]] = {}
    for name, type in part.types.items():
        described[name] = [type.body, type.parameters, type.variants, type.union, type.predicate is None]
        if has_row(type.body):
            described.setdefault(ROWS, []).append((name, type.body))
    for name, known in part.classes.items():
        described[name] = [known.variable, known.superclasses, *map(_described, known.methods.values())]
    reader = TypeReader(types)
    for instance in part.instances:
        meaning = (instance.type, reader.read(instance.type))
        described.setdefault(instance.class_name, []).append(meaning)
    return {name: digest(parts, names) for name, parts in described.items()}


def _described(method: core.Method) -> object:
    """What a method is to others: all of it but its places, and the name of what it is by default."""
    default = None if method.default is None else method.default.value
    return (method.name, method.type, method.positions, method.arity, method.builtin, default)


def affected_by(changed: Iterable[str], whole: core.Program) -> set[str]:
    """The names of types and classes that mean something else where some of them do.

    Args:
        changed: the names of these.
        whole: the types and classes of all parts of the program.
    """
    found = set(changed)
    users: dict[str, list[str]] = {}
    for name, type in whole.types.items() if found else ():
        for other in (*names_in(type.body), *type.variants, type.union):
            users.setdefault(other, []).append(name)
    for name, known in whole.classes.items() if found else ():
        methods = (other for method in known.methods.values() for other in names_in(method.type))
        for other in (*methods, *known.superclasses):
            users.setdefault(other, []).append(name)
    pending = list(found)
    while pending:
        for user in users.get(pending.pop(), ()):
            if user not in found:
                found.add(user)
                pending.append(user)
    return found


def mentioned(program: core.Program, whole: core.Program) -> set[str]:
    """The names in the types that a program writes, and those of the classes whose methods it refers to.

    Args:
        program: a part of one, before it is linked.
        whole: the types and classes of all parts.
    """
    found = {instance.class_name for instance in program.instances} | program.classes.keys()
    written = [*types_of_top_level(program), *(instance.type for instance in program.instances)]
    methods = {
        method.binding: name for name, known in whole.classes.items() for method in known.methods.values()
    }
    for known in program.classes.values():
        found.update(known.superclasses)
        written += [method.type for method in known.methods.values()]
    for node in walk_program(program):
        written += types_of(node)
        if isinstance(node, core.Constant):
            found.update(_declared_names(node.value, whole))
        elif isinstance(node, core.Reference) and node.binding in methods:
            found.add(methods[node.binding])
    found.update(name for type in written for name in names_in(type))
    return found


def _declared_names(value: object, whole: core.Program) -> Iterator[str]:
    """A constant, if a type or a class has it as its name."""
    if isinstance(value, str) and (value in whole.types or value in whole.classes):
        yield value


def names_in(thing: object, declared: Container[str] = ()) -> Iterator[str]:
    """The names of types in something that consists of types and expressions, written or found.

    Args:
        thing: what they are in.
        declared: those that count where a text says no more than a name.
    """
    pending: list[Any] = [thing]
    while pending:
        match pending.pop():
            case Symbol(name=name):
                yield name
            case str() as text:
                if text in declared:
                    yield text
            case Span() | Source() | Binding():
                pass
            case tuple() | list() | frozenset() as parts:
                pending += parts
            case dict() as entries:
                pending += entries.keys()
                pending += entries.values()
            case other if is_dataclass(other):
                if isinstance(other, GenericType):
                    yield other.name
                pending += (getattr(other, field.name) for field in fields(other))
