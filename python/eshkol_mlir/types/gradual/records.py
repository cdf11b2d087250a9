"""Record types of a program: those of ``define-type``, and those of ``define-record-type``."""

from __future__ import annotations

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.types.gradual.declared import DeclaredTypes
from eshkol_mlir.types.gradual.model import ANY, BOOLEAN, VOID, Procedure, Record, Type


class Records:
    """The types of constructors, predicates, accessors and modifiers."""

    def __init__(self, program: core.Program, declared: DeclaredTypes) -> None:
        self._declared = declared
        self._procedures: dict[Binding, Procedure] = {}
        self._predicates: dict[Binding, Record] = {}
        for item in program.body:
            if (
                isinstance(item, Definition)
                and isinstance(item.value, core.Lambda)
                and not item.binding.assigned
            ):
                self._add(item.binding, item.value)

    def procedure(self, binding: Binding) -> Procedure | None:
        """The type of a procedure that a record type has made."""
        return self._procedures.get(binding)

    def predicate(self, binding: Binding) -> Record | None:
        """The type that a predicate is of."""
        return self._predicates.get(binding)

    def is_declared(self, binding: Binding) -> bool:
        """Whether a procedure is one of ``define-type``, whose fields have declared types."""
        type = self._procedures.get(binding)
        return type is not None and isinstance(type.result, Record) and isinstance(type.result.key, str)

    def field(self, record: Record, name: str) -> Type | None:
        """The type of a field; None if there is none of this name."""
        fields = self._declared.fields(record.name) if isinstance(record.key, str) else None
        if fields is None:
            return ANY
        types = dict(zip(fields, record.fields, strict=True)) if record.fields is not None else fields
        return types.get(name)

    def names(self, record: Record) -> list[str]:
        """The names of the fields."""
        return list(self._declared.fields(record.name) or ())

    def _add(self, binding: Binding, procedure: core.Lambda) -> None:
        match procedure.body:
            case core.Apply(
                function=core.Builtin(name=kind), arguments=(core.Constant(value=str() as name), *_)
            ):
                self._of_declared(binding, kind, name)
            case core.Apply(
                function=core.Builtin(name="%record?"), arguments=(_, core.Reference(binding=type))
            ):
                record = Record(_shown(type), type)
                self._predicates[binding] = record
                self._procedures[binding] = Procedure((ANY,), BOOLEAN)
            case core.Apply(
                function=core.Builtin(name="%record"), arguments=(core.Reference(binding=type), *_)
            ):
                self._procedures[binding] = Procedure(
                    (ANY,) * len(procedure.parameters), Record(_shown(type), type)
                )
            case core.Apply(
                function=core.Builtin(name="%record-ref" | "%record-set!" as kind),
                arguments=(_, core.Reference(binding=type), *_),
            ):
                of = Record(_shown(type), type)
                takes: tuple[Type, ...] = (of, ANY) if kind == "%record-set!" else (of,)
                self._procedures[binding] = Procedure(takes, VOID if kind == "%record-set!" else ANY)

    def _of_declared(self, binding: Binding, kind: str, name: str) -> None:
        fields = self._declared.fields(name)
        if fields is None:
            return
        record = Record(name, name)
        if kind == "%make-record":
            self._procedures[binding] = Procedure(tuple(fields.values()), record)
        elif kind == "%record-of?":
            self._predicates[binding] = record
            self._procedures[binding] = Procedure((ANY,), BOOLEAN)


def _shown(type: Binding) -> str:
    return type.name.removeprefix("<").removesuffix(">") or type.name
