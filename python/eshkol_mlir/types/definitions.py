"""Types that a program defines: whether they can be read, and whether anything can be of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.expander.core import TypeDefinition
from eshkol_mlir.reader.syntax import Symbol
from eshkol_mlir.types.annotations import (
    ListType,
    PairType,
    RecordRef,
    TypeExpr,
    TypeReader,
    UnionRef,
    ValuesType,
    VectorType,
    declared_fields,
)


def check_definitions(
    reader: TypeReader, report: Callable[[EshkolError], object], *, on_device: bool
) -> None:
    """Reports what is wrong with the types of a program, whether they are used or not.

    Args:
        reader: of the program's types.
        report: gets each error.
        on_device: whether lists are stored by their elements, so that a record cannot have a list of such records.

    Raises:
        TypeError: a record or union contains itself, so that nothing of its type could be made.
    """
    parts: dict[str, list[set[str]]] = {}
    for name, definition in reader.types.items():
        try:
            type = reader.read(Symbol(name, definition.span))
            if isinstance(type, UnionRef) and type.name == name:
                parts[name] = [{variant} for variant in definition.variants]
            elif isinstance(type, RecordRef) and type.name == name:
                fields = map(reader.read, declared_fields(definition).values())
                parts[name] = [{inner for field in fields for inner in _inside(field, on_device)}]
        except EshkolError as error:
            report(error)
    endless = _endless(parts)
    for name in endless:
        definition = reader.types[name]
        if definition.union not in endless:
            raise _contains_itself(definition, on_device)


def _contains_itself(definition: TypeDefinition, on_device: bool) -> EshkolError:
    name = definition.name
    if definition.variants:
        what, whom = f"each constructor of {name}", name
        help = "a union of itself needs a constructor to begin with, as an empty list is"
    else:
        what, whom = f"the record {name}", "itself"
        help = "data of a size that the program decides are tensors: (Tensor f32 [n])"
        if not on_device:
            help = f"use a list, (list {name}), or a union of {name} and a constructor without one: (Union ... Nothing)"
    message = f"{what} contains {whom}"
    return diagnostics.TypeError.at(Code.CYCLIC_TYPE, definition.span, message, help=[help])


def _endless(parts: Mapping[str, Sequence[set[str]]]) -> list[str]:
    """The types that contain themselves whichever way a value is made, as no value can.

    Args:
        parts: for each type and each way to make a value of it, the types of which it has values.
    """
    made: set[str] = set()
    while more := {
        name for name in parts.keys() - made if any(not (way & parts.keys()) - made for way in parts[name])
    }:
        made |= more
    found = []
    for name in parts.keys() - made:
        inside, pending = set[str](), [name]
        while pending:
            ways = parts.get(pending.pop(), ())
            new = set().union(*ways) - inside
            inside |= new
            pending += new
        if name in inside:
            found.append(name)
    return sorted(found, key=list(parts).index)


def _inside(type: TypeExpr, on_device: bool) -> Iterator[str]:
    """The records and unions of which each value of a type holds one."""
    match type:
        case RecordRef(name=name, fields=fields):
            yield name
            for field in fields or ():
                yield from _inside(field, on_device)
        case UnionRef(name=name):
            yield name
        case ListType(element=element) | VectorType(element=element) if element is not None and on_device:
            yield from _inside(element, on_device)
        case PairType(first=first, second=second):
            yield from _inside(first, on_device)
            yield from _inside(second, on_device)
        case ValuesType(items=items):
            for item in items:
                yield from _inside(item, on_device)
