"""The instances of type classes in a whole program: which there are, and what is said where one is missing."""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.expander import core
from eshkol_mlir.reader import write_datum
from eshkol_mlir.types.annotations import (
    AnyType,
    ListType,
    Opaque,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    TypeReader,
    UnionRef,
    Variable,
    VectorType,
)


class Instances:
    """The instances of the classes of a program.

    Args:
        program: it.
        types: reads its types.
    """

    def __init__(self, program: core.Program, types: TypeReader) -> None:
        self._program, self._types = program, types
        self._found: dict[str, Sequence[tuple[TypeExpr, core.Instance]]] = {}

    def of(self, known: core.TypeClass) -> Sequence[tuple[TypeExpr, core.Instance]]:
        """Those of a class with their types, those of more special types first."""
        if known.name not in self._found:
            self._found[known.name] = instances_of(self._program, self._types, known.name)
        return self._found[known.name]


def with_instances(before: Sequence[core.Instance], program: core.Program) -> list[core.Instance]:
    """The instances of what was evaluated before and of a program: those that are defined again are replaced.

    A class that is defined again has no instances yet.
    """
    again = {(each.class_name, write_datum(each.type)) for each in program.instances}
    kept = (
        each
        for each in before
        if each.class_name not in program.classes and (each.class_name, write_datum(each.type)) not in again
    )
    return [*kept, *program.instances]


def instances_of(
    program: core.Program, types: TypeReader, class_name: str
) -> list[tuple[TypeExpr, core.Instance]]:
    """The instances of a class, those of more special types first."""
    found = [(types.read(each.type), each) for each in program.instances if each.class_name == class_name]
    return sorted(found, key=lambda entry: _generality(entry[0]))


def _generality(type: TypeExpr) -> int:
    match type:
        case RecordRef(fields=fields):
            return 0 if fields is not None else 1
        case UnionRef():
            return 2
        case Opaque(name="rational"):
            return 4
        case ScalarType(dtype=None):
            return 5
        case ListType(element=element):
            return 3 if element is not None else 4
        case VectorType():
            return 3
        case TensorType(shape=shape, rank=rank):
            return 3 if shape is not None else 4 if rank is not None else 5
        case AnyType() | Variable():
            return 9
        case Opaque(name="pair"):
            return 5
    return 3


def listed_instances(program: core.Program, class_name: str) -> str:
    """The types that are instances of a class, as messages list them."""
    types = [write_datum(each.type) for each in program.instances if each.class_name == class_name]
    return ", ".join(types) or "none"


def no_instance(
    known: core.TypeClass, program: core.Program, what: str, place: Span, use: str
) -> EshkolError:
    """The error for a type that is no instance of a class."""
    notes = [f"instances of {known.name}: {listed_instances(program, known.name)}"]
    if has_builtins(known):
        notes.append(
            "numbers and tensors are instances of it, as all its methods are operations of the language"
        )
    return diagnostics.TypeError.at(
        Code.NO_INSTANCE,
        place,
        f"{use} needs an instance of {known.name} for {what}",
        labels=[Label(known.span, f"{known.name} is defined here")],
        notes=notes,
        help=[f"define one: (define-type-class-instance ({known.name} type) ...)"],
    )


def has_builtins(known: core.TypeClass) -> bool:
    """Whether numbers and tensors are instances of a class without saying so."""
    return bool(known.methods) and all(method.builtin is not None for method in known.methods.values())
