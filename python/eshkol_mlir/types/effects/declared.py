"""The rows that a program declares, and the types of procedures that have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Lambda, TypeDefinition
from eshkol_mlir.expander.parse import is_made_by
from eshkol_mlir.expander.traversal import clauses
from eshkol_mlir.reader.syntax import Braces, GenericType, List, Symbol, Syntax
from eshkol_mlir.types.annotations import substituted
from eshkol_mlir.types.effects.rows import DeclaredRow, read_row


@dataclass(frozen=True, slots=True)
class ArrowType:
    """``(-> {row} parameter ... result)``; ``row`` is None where the type has none, or a wrong one."""

    row: DeclaredRow | None
    parameters: Sequence[Syntax]
    result: Syntax
    written: Syntax


@dataclass(frozen=True)
class Declarations:
    """Reads the rows of types; ``types`` are the program's own.

    A wrong row is told once, in ``errors``, and otherwise treated as if it were not there.
    """

    types: Mapping[str, TypeDefinition]
    errors: list[EshkolError] = field(default_factory=list)
    _rows: dict[Braces, DeclaredRow | None] = field(default_factory=dict)

    def row(self, written: Braces | None) -> DeclaredRow | None:
        if written is None:
            return None
        if written not in self._rows:
            self._rows[written] = None
            try:
                self._rows[written] = read_row(written)
            except EshkolError as error:
                self.errors.append(error)
        return self._rows[written]

    def arrow(self, type: Syntax | None, depth: int = 0) -> ArrowType | None:
        """The type of a procedure, also by a name that the program gave it; None for other types."""
        match type:
            case Symbol(name=name) if name in self.types and depth < len(self.types):
                return self.arrow(self.types[name].body, depth + 1)
            case List(items=(Symbol(name=name), *arguments)) if name in self.types and depth < len(
                self.types
            ):
                parameters = self.types[name].parameters
                body = substituted(self.types[name].body, dict(zip(parameters, arguments, strict=False)))
                return self.arrow(body, depth + 1)
            case List(items=(Symbol(name="forall"), _, inner, *_)):
                return self.arrow(inner, depth)
            case List(items=(inner, Symbol(name="where"), *_)):
                return self.arrow(inner, depth)
            case List(items=(Symbol(name="->"), Braces() as row, *parameters, result)):
                return ArrowType(self.row(row), parameters, result, type)
            case List(items=(Symbol(name="->"), *parameters, result)):
                return ArrowType(None, parameters, result, type)
        return None

    def of_procedure(self, procedure: Lambda) -> DeclaredRow | None:
        """The row of a procedure: beside its parameters, or in its type."""
        beside = self.row(procedure.effects)
        arrow = self.arrow(procedure.type)
        within = None if arrow is None else arrow.row
        if beside is not None and within is not None and not beside.same_as(within):
            self.errors.append(
                diagnostics.TypeError.at(
                    Code.ROWS_DIFFER,
                    beside.span,
                    f"`{procedure.name or 'lambda'}` is declared twice, with rows that differ",
                    caret=f"{beside} here",
                    labels=[Label(within.span, f"{within} here")],
                    help=["leave one of them out"],
                )
            )
        return beside if beside is not None else within

    def fields(self) -> Mapping[str, Sequence[ArrowType]]:
        """The types of the fields of records that hold procedures with rows, by their names."""
        found: dict[str, list[ArrowType]] = {}
        for definition in self.types.values():
            for name, type in record_fields(definition):
                arrow = self.arrow(type)
                if arrow is not None and arrow.row is not None:
                    found.setdefault(name, []).append(arrow)
        return found


def record_fields(definition: TypeDefinition) -> Iterator[tuple[str, Syntax]]:
    """The fields of a record type that are well formed, with their types."""
    body = definition.body
    if is_made_by(body, "Record"):
        for item in body.items[1:]:
            match item:
                case List(items=(Symbol(name=name), _, type)):
                    yield name, type


def types_of_top_level(program: core.Program) -> Iterator[Syntax]:
    """The types that definitions at top level write."""
    yield from (definition.body for definition in program.types.values())
    for item in program.body:
        if isinstance(item, core.Definition) and item.type is not None:
            yield item.type


def types_of(node: core.Core) -> Iterator[Syntax]:
    """The types that an expression writes for what it binds, and the row of a procedure."""
    if isinstance(node, Lambda):
        yield from (p.type for p in node.parameters if p.type is not None)
        yield from (part for part in (node.effects, node.type, node.result) if part is not None)
    for clause in clauses(node):
        yield from (p.type for p in clause.bindings if p.type is not None)


def rows_in(type: Syntax) -> Iterator[Braces]:
    """The rows in a type, also where they are nested."""
    match type:
        case Braces():
            yield type
        case List(items=items) | GenericType(arguments=items):
            for item in items:
                yield from rows_in(item)
