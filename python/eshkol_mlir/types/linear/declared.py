"""Types that programs declare, as far as linear use depends on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.expander.core import Binding, TypeDefinition
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.expander.type_names import variable_name
from eshkol_mlir.reader.syntax import Braces, GenericType, List, Symbol, Syntax
from eshkol_mlir.types.annotations import declared_fields, is_type_variable
from eshkol_mlir.types.dtypes import NAMES
from eshkol_mlir.types.linear.mentions import NAME
from eshkol_mlir.types.linear.model import (
    PLAIN,
    QUBIT,
    Named,
    Procedure,
    Qubit,
    Type,
    Values,
    Variable,
)
from eshkol_mlir.types.linear.reports import Reports

#: Applications of one type inside of each other; one with more in it counts as one with qubits.
_MAX_APPLICATIONS = 8


class DeclaredTypes:
    """Reads the types of a program; ``types`` are those that it defines."""

    def __init__(self, types: Mapping[str, TypeDefinition], reports: Reports) -> None:
        self.types = types
        self._reports = reports
        self._linear: dict[Type, bool] = {}
        self._fields: dict[Named, Mapping[str, Type]] = {}
        #: What containers have in them, by where they are written.
        self._contained: dict[Span, list[tuple[Syntax, Span, Type]]] = {}
        #: What tells whether a value is of a type: the names of the types.
        self.predicates: dict[Binding, str] = {
            d.predicate: d.name for d in types.values() if d.predicate is not None
        }

    # Reading -------------------------------------------------------------------------

    def read(self, written: Syntax, variables: Mapping[str, Type] | None = None, depth: int = 0) -> Type:
        """A declared type; ``variables`` are what the parameters of its definition stand for."""
        variables = variables or {}
        match written:
            case Symbol(name=name):
                if name in self.types:
                    return self._defined(name, (), depth)
                if name == NAME:
                    return QUBIT
                if name in NAMES or name == "_":
                    return PLAIN
                variable = variable_name(written)
                return variables.get(variable, Variable(variable) if is_type_variable(name) else PLAIN)
            case List(items=(Symbol(name=head), *rest)):
                return self._compound(written, head, rest, variables, depth)
            case List(items=(inner, *_)):
                return self.read(inner, variables, depth)
            case GenericType(arguments=arguments):
                self._refuse(written, arguments, variables, depth)
        return PLAIN

    def _compound(
        self, written: List, head: str, rest: Sequence[Syntax], variables: Mapping[str, Type], depth: int
    ) -> Type:
        if rest and is_symbol(rest[0], "where"):
            return self.read(written.items[0], variables, depth)
        if head == "->" and rest:
            return self._procedure(rest, variables, depth)
        if head == "forall" and len(rest) > 1:
            return self.read(rest[1], variables, depth)
        if head in ("values", "Values"):
            return Values(tuple(self.read(item, variables, depth) for item in rest))
        if head in self.types:
            return self._defined(head, [self.read(item, variables, depth) for item in rest], depth)
        if head == NAME:
            return QUBIT
        self._refuse(written, rest, variables, depth)
        return PLAIN

    def _procedure(self, items: Sequence[Syntax], variables: Mapping[str, Type], depth: int) -> Procedure:
        if isinstance(items[0], Braces):
            items = items[1:]
        *before, result = items
        rest = None
        if len(before) >= 2 and is_symbol(before[-1], "..."):
            *before, repeated, _ = before
            rest = self.read(repeated, variables, depth)
        parameters = tuple(self.read(item, variables, depth) for item in before)
        return Procedure(parameters, self.read(result, variables, depth), rest)

    def _defined(self, name: str, arguments: Sequence[Type], depth: int) -> Type:
        definition = self.types[name]
        if definition.variants or _is_record(definition.body):
            return Named(name, tuple(arguments))
        # One that is defined by itself is an error elsewhere.
        if depth > len(self.types):
            return PLAIN
        return self.read(
            definition.body, dict(zip(definition.parameters, arguments, strict=False)), depth + 1
        )

    def _refuse(
        self, written: Syntax, items: Iterable[Syntax], variables: Mapping[str, Type], depth: int
    ) -> None:
        """Notes what a list, a vector or the like has in it, which must not be qubits."""
        found = self._contained.setdefault(written.span, [])
        for item in items:
            type = self.read(item, variables, depth)
            if len(found) < _MAX_APPLICATIONS and type != PLAIN:
                found.append((written, item.span, type))

    # Types ---------------------------------------------------------------------------

    def is_linear(self, type: Type) -> bool:
        """Whether values of a type are used exactly once."""
        if type not in self._linear:
            self._linear[type] = self._has_qubits(type, frozenset())
        return self._linear[type]

    def _has_qubits(self, type: Type, inside: frozenset[Type]) -> bool:
        match type:
            case Qubit():
                return True
            case Values(items=items):
                return any(self._has_qubits(item, inside) for item in items)
            case Named() if type not in inside:
                if sum(isinstance(t, Named) and t.name == type.name for t in inside) >= _MAX_APPLICATIONS:
                    return True
                inside |= {type}
                return any(
                    self._has_qubits(field, inside)
                    for variant in self.variants(type)
                    for field in self.fields(variant).values()
                )
        return False

    def takes_linear(self, type: Type) -> bool:
        """Whether a procedure gets what is used exactly once."""
        if not isinstance(type, Procedure):
            return False
        return any(map(self.is_linear, (*type.parameters, *(() if type.rest is None else (type.rest,)))))

    def variants(self, type: Named) -> list[Named]:
        """What values of a type may be: records, or those of the constructors of a union."""
        names = self.types[type.name].variants or (type.name,)
        return [Named(name, type.arguments) for name in names]

    def fields(self, type: Named) -> Mapping[str, Type]:
        """The fields of a record and their types."""
        if type not in self._fields:
            definition = self.types[type.name]
            variables = dict(zip(definition.parameters, type.arguments, strict=False))
            try:
                declared = declared_fields(definition)
            except EshkolError:
                # It is told where the type is used.
                declared = {}
            self._fields[type] = {name: self.read(written, variables) for name, written in declared.items()}
        return self._fields[type]

    def linear_fields(self, type: Named) -> list[str]:
        return [name for name, field in self.fields(type).items() if self.is_linear(field)]

    def with_field(
        self, type: Named, name: str, known: str = "", excluded: Set[str] = frozenset()
    ) -> Named | None:
        """The record that has a field: the type itself, or a constructor of a union.

        Of several constructors it is the one with most to use, as each field of it must be used then.

        Args:
            known: the constructor that has made the value, if that is known.
            excluded: those that have not.
        """
        found = [variant for variant in self.variants(type) if name in self.fields(variant)]
        found = [variant for variant in found if variant.name == known] or found
        found = [variant for variant in found if variant.name not in excluded] or found
        return max(found, key=lambda variant: len(self.linear_fields(variant)), default=None)

    def check_definitions(self) -> None:
        """Reads the definitions of types, for what is wrong with them."""
        for definition in self.types.values():
            if _is_record(definition.body):
                self.fields(Named(definition.name))
            elif not definition.variants:
                self.read(definition.body)

    def check_containers(self) -> None:
        """Reports the containers of linear values among the types that have been read."""
        looked_at: set[tuple[Span, Type]] = set()
        # To look at a type may be to read further ones.
        while found := [
            each for parts in self._contained.values() for each in parts if each[1:] not in looked_at
        ]:
            for written, span, type in found:
                looked_at.add((span, type))
                if self.is_linear(type):
                    self._reports.container(written, span)


def _is_record(body: Syntax) -> bool:
    return isinstance(body, List) and bool(body.items) and is_symbol(body.items[0], "Record")
