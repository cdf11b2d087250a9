"""Methods of type classes: the instances that a call may choose, by the values that arrive at it.

The choices and their order are those of code of the host (emit/host/classes.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from eshkol_mlir.compiler.flow.solver import Task
from eshkol_mlir.compiler.flow.values import (
    INTEGER,
    Cell,
    Container,
    Datum,
    Form,
    Integer,
    Number,
    Operation,
    Value,
    is_procedure,
)
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.annotations import (
    AnyType,
    Arrow,
    Opaque,
    RecordRef,
    ScalarType,
    TypeExpr,
    TypeReader,
    UnionRef,
    Variable,
)
from eshkol_mlir.types.dtypes import DType
from eshkol_mlir.types.instances import instances_of

if TYPE_CHECKING:
    from eshkol_mlir.compiler.flow.calls import Calls


class Fit(IntEnum):
    """Whether values are of the type of an instance."""

    NEVER = 0
    SOMETIMES = 1
    ALWAYS = 2


@dataclass(frozen=True, eq=False)
class Choice:
    """A procedure that a call of a method may choose.

    Attributes:
        procedure: of an instance; or an operation that has the name of the method, for what is no instance.
        type: of the instance.
        is_converting: whether this is for numbers that are not of the type, but become numbers of it.
        unions: the constructors' types of unions, by the names of these.
    """

    procedure: Binding | str
    type: TypeExpr
    is_converting: bool
    unions: Mapping[str, Sequence[str]]

    @property
    def may_be_unseen(self) -> bool:
        """Whether there are values of the type that the analysis does not follow, such as strings."""
        return isinstance(self.procedure, Binding) and isinstance(self.type, AnyType | Variable | Opaque)

    def fit(self, value: Value) -> Fit:
        """Whether a value is one that this is chosen for."""
        if isinstance(self.type, AnyType | Variable):
            return Fit.ALWAYS
        match value:
            case Integer():
                return self._fit_number(INTEGER)
            case Number():
                return self._fit_number(value)
            case Container():
                return self._fit_container(value)
            case Datum():
                return Fit.SOMETIMES if isinstance(self.type, Opaque) else Fit.NEVER
            case _ if is_procedure(value):
                is_any = isinstance(self.type, Arrow) or self.type == Opaque("procedure")
                return Fit.ALWAYS if is_any else Fit.NEVER
        return Fit.SOMETIMES

    def _fit_container(self, value: Container) -> Fit:
        if value.form is not Form.RECORD or not value.name:
            return Fit.NEVER if isinstance(self.type, RecordRef | UnionRef) else Fit.SOMETIMES
        match self.type:
            case RecordRef(name=name):
                return Fit.ALWAYS if name == value.name else Fit.NEVER
            case UnionRef(name=name):
                return Fit.ALWAYS if value.name in self.unions[name] else Fit.NEVER
        return Fit.NEVER

    def _fit_number(self, number: Number) -> Fit:
        is_tensor = number.shape is not None
        match self.type:
            case ScalarType(dtype=dtype):
                return Fit.NEVER if is_tensor else self._fit_scalar(number.dtype, dtype)
            case RecordRef() | UnionRef() | Arrow():
                return Fit.NEVER
            case Opaque(name="rational"):
                return Fit.SOMETIMES
        return Fit.SOMETIMES if is_tensor else Fit.NEVER

    def _fit_scalar(self, found: DType, wanted: DType | None) -> Fit:
        if found.is_boolean or (wanted is not None and wanted.is_boolean):
            return Fit.ALWAYS if found == wanted else Fit.NEVER
        if wanted is None or (found.is_integer and wanted.is_integer):
            return Fit.ALWAYS
        if found.is_integer and not self.is_converting:
            return Fit.NEVER
        # Fractions are among the numbers that are known as floats.
        return Fit.SOMETIMES


@dataclass(frozen=True)
class Choices:
    """A method and what it chooses from, in the order in which that is tried."""

    method: core.Method
    tried: Sequence[Choice]

    def call(self, flow: Calls, site: Hashable, arguments: Sequence[Cell], result: Cell) -> None:
        """Has what may be chosen be called, with those arguments that it may be chosen for."""
        if len(arguments) != self.method.arity:
            return
        given = [
            flow.elements(arguments[position]) if in_sequence else arguments[position]
            for position, in_sequence in self.method.positions
        ]

        def choose(task: Task) -> None:
            left = [task.values(cell) for cell in given]
            for choice in self.tried:
                fitting = [[value for value in values if choice.fit(value)] for values in left]
                if all(fitting) or choice.may_be_unseen:
                    self._call_one(flow, (site, choice), choice, arguments, fitting, result)
                others = [[v for v in values if choice.fit(v) is not Fit.ALWAYS] for values in left]
                if len(left) == 1 or not any(others):
                    left = others

        flow.solver.repeat(choose)

    def _call_one(
        self,
        flow: Calls,
        site: Hashable,
        choice: Choice,
        arguments: Sequence[Cell],
        fitting: Sequence[Sequence[Value]],
        result: Cell,
    ) -> None:
        passed = list(arguments)
        for (position, in_sequence), values in zip(self.method.positions, fitting, strict=True):
            if not in_sequence:
                passed[position] = flow.once((site, position), Cell)
                flow.solver.add(passed[position], *values)
        if not flow.is_new((site, "chosen")):
            return
        if isinstance(choice.procedure, str):
            flow.call_value(site, Operation(choice.procedure), passed, result)
        else:
            procedures = flow.cell(choice.procedure)
            flow.solver.read(procedures, lambda each: flow.call_value(site, each, passed, result))


def choices_of(program: core.Program, types: TypeReader, procedure: core.Lambda) -> Choices | None:
    """What a procedure of a program chooses from, if it is a method."""
    match procedure.body:
        case core.Apply(
            function=core.Builtin(name="%method"),
            arguments=(core.Constant(value=str() as name), core.Constant(value=str() as method), _),
        ):
            known = program.classes[name]
            return Choices(known.methods[method], _tried(program, types, known, known.methods[method]))
    return None


def _tried(
    program: core.Program, types: TypeReader, known: core.TypeClass, method: core.Method
) -> Sequence[Choice]:
    unions = {name: definition.variants for name, definition in program.types.items()}
    found = instances_of(program, types, known.name)
    of_instances = [Choice(each.methods[method.name], type, False, unions) for type, each in found]
    last = [choice for choice in of_instances if isinstance(choice.type, AnyType | Variable)]
    exact = of_instances[: len(of_instances) - len(last)]
    converting = [replace(choice, is_converting=True) for choice in exact if _is_float(choice.type)]
    operation = [] if method.builtin is None else [Choice(method.builtin, AnyType(), False, unions)]
    return [*exact, *converting, *last, *operation]


def _is_float(type: TypeExpr) -> bool:
    return isinstance(type, ScalarType) and type.dtype is not None and type.dtype.is_float
