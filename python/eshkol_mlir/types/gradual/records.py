"""Record types and unions of a program: those of ``define-type``, and those of ``define-record-type``."""

from __future__ import annotations

from dataclasses import replace

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.types.gradual.declared import DeclaredTypes
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    NOTHING,
    VOID,
    ListOf,
    PairOf,
    Procedure,
    Record,
    Type,
    Variable,
    Variants,
)
from eshkol_mlir.types.gradual.relations import erased, mentions, substituted


class Records:
    """The types of constructors, predicates, accessors and modifiers."""

    def __init__(self, program: core.Program, declared: DeclaredTypes) -> None:
        self._declared = declared
        self._procedures: dict[Binding, Procedure] = {}
        self._values: dict[Binding, Record] = {}
        self._predicates: dict[Binding, Record | Variants] = {}
        for item in program.body:
            if not isinstance(item, Definition) or item.binding.assigned:
                continue
            match item.value:
                case core.Lambda() as procedure:
                    self._add(item.binding, procedure)
                case core.Apply(function=core.Lambda(body=core.Apply() as body), arguments=()):
                    self._add_value(item.binding, body)

    def made(self, binding: Binding) -> Type | None:
        """The type of a procedure or a value that a record type or a union has made."""
        return self._procedures.get(binding) or self._values.get(binding)

    def predicate(self, binding: Binding) -> Record | Variants | None:
        """The type that a predicate is of."""
        return self._predicates.get(binding)

    def is_declared(self, binding: Binding) -> bool:
        """Whether something makes records of ``define-type``, whose fields have declared types."""
        type = self.made(binding)
        made = type.result if isinstance(type, Procedure) else type
        return isinstance(made, Record) and isinstance(made.key, str)

    def field(self, record: Record, name: str) -> tuple[Type, bool] | None:
        """The type of a field, and whether all its values are known to be of it; None if there is none of this name."""
        fields = self._declared.fields(record.name) if isinstance(record.key, str) else None
        if fields is None:
            return ANY, True
        declared = fields.get(name)
        if declared is None:
            return None
        # Constructors have checked what does not depend on what the type is applied to.
        is_sure = not mentions(declared, Variable) or isinstance(
            declared, Record | Variants | ListOf | PairOf
        )
        if record.fields is not None:
            return dict(zip(fields, record.fields, strict=True))[name], is_sure
        return substituted(declared, self._given(record)), is_sure

    def _given(self, record: Record) -> dict[Type, Type]:
        """What the parameters of a union stand for."""
        if record.of is None:
            return {}
        union = self._declared.union(record.of.name)
        assert union is not None
        return dict(zip(union.arguments, record.of.arguments, strict=True))

    def names(self, record: Record) -> list[str]:
        """The names of the fields."""
        return list(self._declared.fields(record.name) or ())

    def _add_value(self, binding: Binding, body: core.Apply) -> None:
        """Adds a constructor that is a value; it is of all applications of its union."""
        match body:
            case core.Apply(
                function=core.Builtin(name="%make-record"), arguments=(core.Constant(value=str() as name), *_)
            ):
                union = self._declared.union(name)
                if union is not None:
                    empty = replace(union, arguments=(NOTHING,) * len(union.arguments))
                    self._values[binding] = empty.constructed(name)

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
        if kind not in ("%make-record", "%record-of?"):
            return
        union = self._declared.union(name)
        type: Record | Variants = Record(name, name)
        if union is not None:
            type = union if name == union.name else union.constructed(name)
        if kind == "%record-of?":
            self._predicates[binding] = _of_any(type)
            self._procedures[binding] = Procedure((ANY,), BOOLEAN)
        elif (fields := self._declared.fields(name)) is not None:
            self._procedures[binding] = Procedure(tuple(fields.values()), type)


def _of_any(type: Record | Variants) -> Record | Variants:
    """A type whose parameters may be anything."""
    erased_type = erased(type)
    assert isinstance(erased_type, Record | Variants)
    return erased_type


def _shown(type: Binding) -> str:
    return type.name.removeprefix("<").removesuffix(">") or type.name
