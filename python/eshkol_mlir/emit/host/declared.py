"""Declared types of procedures and variables, as checks when the program runs."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin, let_temporary, quoted
from eshkol_mlir.expander.core import Binding, Clause, Parameter
from eshkol_mlir.expander.renaming import renamed
from eshkol_mlir.reader.syntax import Symbol, Syntax
from eshkol_mlir.types.annotations import (
    Arrow,
    ListType,
    Opaque,
    PairType,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    TypeReader,
    UnionRef,
    render_type,
)
from eshkol_mlir.types.boundary import Boundary
from eshkol_mlir.types.dtypes import BF16, DTYPES, F16, F32, DType


class Check(enum.IntEnum):
    """What a value is checked for; the runtime has the same numbers (control/DeclaredTypes.cpp)."""

    FLOAT64 = 0
    FLOAT32 = 1
    INTEGER = 2
    BOOLEAN = 3
    NUMBER = 4
    STRING = 5
    SYMBOL = 6
    CHARACTER = 7
    PAIR = 8
    LIST = 9
    PROCEDURE = 10
    VECTOR = 11
    TENSOR = 12
    RECORD = 13


_OPAQUE = {
    "string": Check.STRING,
    "symbol": Check.SYMBOL,
    "char": Check.CHARACTER,
    "pair": Check.PAIR,
    "procedure": Check.PROCEDURE,
}


#: Types that have predicates instead.
_PREDICATES = {"rational": "exact-rational?"}

_WITHOUT_TYPES = "expressions of the host have no types before the program runs"


@dataclass(frozen=True, slots=True)
class DeclaredTypes:
    """Turns the declared types of a program into checks.

    Exact numbers become flonums where a float is declared, and numbers of float32 are rounded.  Type variables
    and ``any`` are not checked.  What a procedure with a declared result returns is checked in a procedure around it.
    """

    types: TypeReader
    #: Procedures of the runtime, which call no other ones.
    primitives: frozenset[str]
    #: Gets what is left to the running program.
    boundaries: list[Boundary] = field(default_factory=list)
    #: Whether procedures with declared results are checked by others around them.
    wraps_procedures: bool = False

    def value(self, value: core.Core, type: Syntax, name: str) -> core.Core:
        """The value of a variable, checked."""
        return self._checked(value, self.types.read(type), f"{name} must be ", type.span, _WITHOUT_TYPES)

    def procedure(self, procedure: core.Lambda, declared: Syntax | None = None) -> core.Lambda:
        """A procedure that checks its arguments, and its result where that is no call of a procedure.

        Such a call is a tail call, which a check after it would make grow the stack.
        """
        whole = declared if declared is not None else procedure.type
        name = procedure.name or "lambda"
        body = procedure.body
        result = procedure.result
        given: Sequence[TypeExpr | None] = [None] * len(procedure.parameters)
        if whole is not None:
            arrow = self._arrow(whole, procedure)
            if arrow is not None:
                given = arrow.parameters
                if result is None:
                    body = self._result(body, arrow.result, name, whole.span)
        if result is not None:
            body = self._result(body, self.types.read(result), name, result.span)
        clauses = []
        for position, (parameter, type) in enumerate(zip(procedure.parameters, given, strict=True), 1):
            span = parameter.type.span if parameter.type is not None else procedure.span
            if parameter.type is not None:
                type = self.types.read(parameter.type)
            if type is None or kind_of(type) is None:
                continue
            binding = parameter.binding
            place = f"{name}: argument {position} ({binding.name}) must be "
            checked = self._checked(
                core.Reference(binding, span), type, place, span, "callers may pass any value"
            )
            clauses.append((parameter, checked))
        return self._with_checks(replace(procedure, body=body, result=None, type=None), clauses)

    def _arrow(self, written: Syntax, procedure: core.Lambda) -> Arrow | None:
        type = self.types.read(written)
        if not isinstance(type, Arrow):
            return None
        if len(type.parameters) != len(procedure.parameters):
            raise diagnostics.ArityError.at(
                Code.ARROW_PARAMETERS,
                procedure.span,
                f"`{procedure.name or 'lambda'}` has {len(procedure.parameters)} parameters, but its type has "
                f"{len(type.parameters)}",
                labels=[diagnostics.Label(written.span, render_type(type))],
            )
        return type

    @staticmethod
    def _with_checks(procedure: core.Lambda, checks: Sequence[tuple[Parameter, core.Core]]) -> core.Lambda:
        """The parameters are new variables; the body sees the checked values under the old ones."""
        raw = {
            parameter.binding: Binding(parameter.binding.name, parameter.binding.span)
            for parameter, _ in checks
        }
        parameters = tuple(Parameter(raw.get(p.binding, p.binding), None) for p in procedure.parameters)
        if not checks:
            return replace(procedure, parameters=parameters)
        clauses = tuple(
            Clause((Parameter(parameter.binding, None),), None, renamed(check, raw))
            for parameter, check in checks
        )
        return replace(
            procedure, parameters=parameters, body=core.Let(clauses, procedure.body, procedure.span)
        )

    def _result(self, body: core.Core, type: TypeExpr, name: str, span: Span) -> core.Core:
        if kind_of(type) is None:
            return body

        def of(node: core.Core) -> core.Core:
            match node:
                case core.If(then=then, otherwise=otherwise):
                    return replace(
                        node, then=of(then), otherwise=None if otherwise is None else of(otherwise)
                    )
                case core.Let(body=inner) | core.Letrec(body=inner):
                    return replace(node, body=of(inner))
                case core.Sequence(expressions=(*before, last)):
                    return replace(node, expressions=(*before, of(last)))
                case core.Apply(function=core.Builtin(name=builtin)) if builtin not in self.primitives:
                    return unchecked(node)
                case core.Apply(function=function) if not isinstance(function, core.Builtin):
                    return unchecked(node)
            return self._checked(node, type, f"{name}: the result must be ", span, _WITHOUT_TYPES)

        def unchecked(call: core.Core) -> core.Core:
            what = (
                f"{name}: the result of this call should be {_article(render_type(type))}, and is not checked"
            )
            self.boundaries.append(Boundary.at(call.span, what, "a check after it would end the tail call"))
            return call

        return of(body)

    def _checked(self, value: core.Core, type: TypeExpr, place: str, span: Span, reason: str) -> core.Core:
        kind = kind_of(type)
        if kind is None:
            return value
        match type:
            case UnionRef(name=name):
                predicate = self.types.types[name].predicate
                assert predicate is not None
                return self._checked_by(core.Reference(predicate, span), value, type, place, span, reason)
            case Opaque(name=name) if name in _PREDICATES:
                test = core.Builtin(_PREDICATES[name], span)
                return self._checked_by(test, value, type, place, span, reason)
            case TensorType(shape=None, rank=1, dtype=DType() as dtype):
                return self._checked_vector(value, type, dtype, place, span, reason)
        return self._call_of_check(value, kind, type, place, span, reason)

    def _checked_by(
        self, predicate: core.Core, value: core.Core, type: TypeExpr, place: str, span: Span, reason: str
    ) -> core.Core:
        """No record has the name of such a type, so the check after the predicate always fails."""

        def checked(value: core.Core) -> core.Core:
            holds = core.Apply(predicate, (value,), {}, span)
            return core.If(
                holds, value, self._call_of_check(value, Check.RECORD, type, place, span, reason), span
            )

        return _once(value, checked, span)

    def _checked_vector(
        self, value: core.Core, type: TensorType, dtype: DType, place: str, span: Span, reason: str
    ) -> core.Core:
        """A tensor is checked as such; of any other vector, each element is."""

        def checked(value: core.Core) -> core.Core:
            is_tensor = apply_builtin("tensor?", span, value)
            tensor = self._call_of_check(value, Check.TENSOR, type, place, span, reason)
            vector = self._call_of_check(value, Check.VECTOR, type, place, span, reason)
            check = self._check_of(ScalarType(dtype), of(place, "each element"), span, reason)
            assert check is not None
            elements = apply_builtin("%check-vector", span, vector, check)
            return core.If(is_tensor, tensor, elements, span)

        return _once(value, checked, span)

    def _call_of_check(
        self, value: core.Core, kind: Check, type: TypeExpr, place: str, span: Span, reason: str
    ) -> core.Core:
        check: core.Core = core.Constant(kind + _tensor_details(type), span)
        if isinstance(type, RecordRef | UnionRef) or kind is Check.RECORD:
            # The name of the type is the check.
            assert isinstance(type, RecordRef | UnionRef | Opaque)
            check = quoted(Symbol(type.name, span), span)
        where = f"{place}{_article(render_type(type))}"
        self.boundaries.append(Boundary.at(span, where, reason))
        arguments = (value, check, core.Constant(where, span), core.Constant(str(span), span))
        checked = core.Apply(core.Builtin("%check-declared", span), arguments, {}, span)
        return self._with_parts(checked, type, place, span, reason)

    def _with_parts(self, value: core.Core, type: TypeExpr, place: str, span: Span, reason: str) -> core.Core:
        """A checked value whose parts are checked too: elements now, what a procedure returns when it does."""
        match type:
            case ListType(element=element) if element is not None:
                check = self._check_of(element, of(place, "each element"), span, reason)
                if check is not None:
                    return core.Apply(core.Builtin("%check-elements", span), (value, check), {}, span)
            case PairType(first=first, second=second):
                checks = [
                    self._check_of(part, of(place, f"the {name}"), span, reason)
                    for part, name in ((first, "car"), (second, "cdr"))
                ]
                if any(checks):
                    nothing = core.Constant(False, span)
                    arguments = (value, *(check or nothing for check in checks))
                    return core.Apply(core.Builtin("%check-parts", span), arguments, {}, span)
            case Arrow() if self.wraps_procedures and kind_of(type.result) is not None and type.rest is None:
                return self._wrapped(value, type, place, span, reason)
        return value

    def _check_of(self, type: TypeExpr, place: str, span: Span, reason: str) -> core.Core | None:
        """A procedure that checks a value; None where any value will do."""
        if kind_of(type) is None:
            return None
        item = Binding("item", span)
        body = self._checked(core.Reference(item, span), type, place, span, reason)
        return core.Lambda((Parameter(item, None),), None, body, span)

    def _wrapped(self, value: core.Core, type: Arrow, place: str, span: Span, reason: str) -> core.Core:
        """A procedure of the same number of arguments that checks what the given one returns."""
        given = Binding("procedure", span)
        parameters = tuple(Parameter(Binding("argument", span), None) for _ in type.parameters)
        arguments = tuple(core.Reference(parameter.binding, span) for parameter in parameters)
        call = core.Apply(core.Reference(given, span), arguments, {}, span)
        body = self._checked(call, type.result, returned(place), span, reason)
        wrapper = core.Lambda(parameters, None, body, span)
        return core.Let((Clause((Parameter(given, None),), None, value),), wrapper, span)


def _once(value: core.Core, body: Callable[[core.Core], core.Core], span: Span) -> core.Core:
    """A body that uses a value several times."""
    return body(value) if isinstance(value, core.Reference) else let_temporary(value, body, span)


def of(place: str, part: str) -> str:
    """The place of a part: ``f: argument 1 (x) must be`` of each element."""
    name, colon, rest = place.rpartition(": ")
    return f"{name}{colon}{part} of {rest}"


def returned(place: str) -> str:
    """The place of what a procedure returns; it is to blame, not what declares it."""
    name, colon, rest = place.removesuffix(" must be ").rpartition(": ")
    return f"{name}{colon}what {rest} returns must be "


def kind_of(type: TypeExpr) -> Check | None:
    """What values of a type are checked for; None where any value will do."""
    match type:
        case ScalarType(dtype=None):
            return Check.NUMBER
        case ScalarType(dtype=dtype) if dtype is not None:
            if dtype.is_float:
                return Check.FLOAT32 if dtype in (F32, F16, BF16) else Check.FLOAT64
            return Check.BOOLEAN if dtype.is_boolean else Check.INTEGER if dtype.is_integer else Check.NUMBER
        case TensorType(shape=None, rank=1):
            return Check.VECTOR
        case TensorType():
            return Check.TENSOR
        case ListType():
            return Check.LIST
        case Arrow():
            return Check.PROCEDURE
        case RecordRef() | UnionRef():
            return Check.RECORD
        case Opaque(name=name):
            return Check.RECORD if name in _PREDICATES else _OPAQUE.get(name)
        case _:
            return None


def _tensor_details(type: TypeExpr) -> int:
    """The element type and the rank of a tensor, where they are declared, above the number of the check."""
    if not isinstance(type, TensorType):
        return 0
    dtype = DTYPES.index(type.dtype) + 1 if isinstance(type.dtype, DType) else 0
    rank = len(type.shape) if isinstance(type.shape, tuple) else type.rank
    return (dtype << 8) + ((0 if rank is None else rank + 1) << 16)


def _article(type: str) -> str:
    return f"{'an' if type[:1] in 'aeiou' else 'a'} {type}"
