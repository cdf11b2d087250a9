"""Declared types of procedures and variables, as checks when the program runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.applied_types import (
    MAX_APPLICATIONS,
    AppliedField,
    applied_fields,
    applied_variants,
    contains_itself,
)
from eshkol_mlir.emit.host.checks import PREDICATES, Check, kind_of, tensor_details, tensor_sizes
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin, let_temporary, quoted
from eshkol_mlir.expander.core import Binding, Clause, Parameter
from eshkol_mlir.expander.coverage import declared_parameters
from eshkol_mlir.reader.errors import count
from eshkol_mlir.reader.syntax import Boolean, List, Number, Symbol, Syntax
from eshkol_mlir.types.agreement import check_agreement
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
    ValuesType,
    VectorType,
    render_type,
)
from eshkol_mlir.types.boundary import Boundary
from eshkol_mlir.types.dtypes import DType
from eshkol_mlir.types.gradual.trust import is_checked_after

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
    #: The procedures that check what others return, with the variables of these.
    wrapped: dict[core.Lambda, Binding] = field(default_factory=dict)
    #: The procedures that check applications of unions that contain themselves, while they are made.
    _checking: dict[str, Binding] = field(default_factory=dict)

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
        # The parameters are new variables; the body sees the checked values under the old ones.
        raw: dict[Binding, Binding] = {}
        clauses = []
        for position, (parameter, type) in enumerate(zip(procedure.parameters, given, strict=True), 1):
            span = parameter.type.span if parameter.type is not None else procedure.span
            if parameter.type is not None:
                type = self.types.read(parameter.type)
            if type is None or kind_of(type) is None:
                continue
            binding = parameter.binding
            place = f"{name}: argument {position} ({binding.name}) must be "
            passed = Binding(binding.name, binding.span)
            checked = self._checked(
                core.Reference(passed, span), type, place, span, "callers may pass any value"
            )
            raw[binding] = passed
            clauses.append(_clause(binding, checked))
        parameters = tuple(Parameter(raw.get(p.binding, p.binding), None) for p in procedure.parameters)
        if clauses:
            body = core.Let(tuple(clauses), body, procedure.span)
        return replace(procedure, parameters=parameters, body=body, result=None, type=None)

    def note_arguments(self, definition: core.Definition) -> None:
        """Notes what the runtime checks where code of the host calls a procedure of device code."""
        procedure = definition.value
        assert isinstance(procedure, core.Lambda)
        whole = definition.type if definition.type is not None else procedure.type
        positions = {parameter.binding: at for at, parameter in enumerate(procedure.parameters, 1)}
        for binding, written in declared_parameters(replace(procedure, type=whole)):
            type = self.types.read(written)
            if kind_of(type) is not None:
                place = f"{definition.binding.name}: argument {positions[binding]} ({binding.name}) must be "
                what = f"{place}{_article(render_type(type))}"
                self.boundaries.append(Boundary.at(written.span, what, "code of the host may pass any value"))

    def _arrow(self, written: Syntax, procedure: core.Lambda) -> Arrow | None:
        type = self.types.read(written)
        if not isinstance(type, Arrow):
            return None
        if len(type.parameters) != len(procedure.parameters):
            raise diagnostics.ArityError.at(
                Code.ARROW_PARAMETERS,
                procedure.span,
                f"`{procedure.name or 'lambda'}` has {count(len(procedure.parameters), 'parameter')}, but its type has "
                f"{len(type.parameters)}",
                labels=[diagnostics.Label(written.span, render_type(type))],
            )
        check_agreement(self.types, procedure, written, type)
        return type

    def _result(self, body: core.Core, type: TypeExpr, name: str, span: Span) -> core.Core:
        if not _is_checked(type):
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
                case core.Apply(function=core.Builtin(name=builtin), arguments=given) if not is_checked_after(
                    builtin, len(given), self.primitives
                ):
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
        if isinstance(type, ValuesType):
            return self._checked_values(value, type, place, span, reason)
        kind = kind_of(type)
        if kind is None:
            return value
        match type:
            case UnionRef(name=name, written=written):
                if written in self._checking:
                    return core.Apply(core.Reference(self._checking[written], span), (value,), {}, span)
                predicate = self.types.types[name].predicate
                assert predicate is not None
                return self._checked_by(core.Reference(predicate, span), value, type, place, span, reason)
            case Opaque(name=name) if name in PREDICATES:
                test = core.Builtin(PREDICATES[name], span)
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
            fails = self._call_of_check(value, Check.RECORD, type, place, span, reason)
            inside = value
            if isinstance(type, UnionRef):
                inside = self._with_variants(value, type, place, span, reason)
            return core.If(holds, inside, fails, span)

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

    def _checked_values(
        self, value: core.Core, type: ValuesType, place: str, span: Span, reason: str
    ) -> core.Core:
        """Several values, of which the number is checked as well, unless it is seen here."""
        places = [of(place, f"value {position}") for position in range(1, len(type.items) + 1)]
        match value:
            case core.Apply(function=core.Builtin(name="values"), arguments=parts) if len(parts) == len(
                places
            ):
                checked = (
                    self._checked(part, item, where, span, reason)
                    for part, item, where in zip(parts, type.items, places, strict=True)
                )
                return replace(value, arguments=tuple(checked))
        where = f"{place}{render_type(type)}"
        self.boundaries.append(Boundary.at(span, where, reason))
        nothing = core.Constant(False, span)
        checks = (
            self._check_of(item, where, span, reason) or nothing
            for item, where in zip(type.items, places, strict=True)
        )
        values = Binding("values", span)
        call = apply_builtin(
            "%check-values", span, core.Reference(values, span), core.Constant(where, span),
            core.Constant(str(span), span), *checks,
        )  # fmt: skip
        return core.Let((Clause((), values, value),), call, span)

    def _call_of_check(
        self, value: core.Core, kind: Check, type: TypeExpr, place: str, span: Span, reason: str
    ) -> core.Core:
        number = kind + tensor_details(type)
        check: core.Core = core.Constant(number, span)
        if isinstance(type, RecordRef | UnionRef) or kind is Check.RECORD:
            # The name of the type is the check.
            assert isinstance(type, RecordRef | UnionRef | Opaque)
            check = quoted(Symbol(type.name, span), span)
        elif sizes := tensor_sizes(type):
            check = quoted(_list_of([number, *sizes], span), span)
        where = f"{place}{_article(render_type(type))}"
        self.boundaries.append(Boundary.at(span, where, reason))
        arguments = (value, check, core.Constant(where, span), core.Constant(str(span), span))
        checked = core.Apply(core.Builtin("%check-declared", span), arguments, {}, span)
        return self._with_parts(checked, type, place, span, reason)

    def _with_parts(self, value: core.Core, type: TypeExpr, place: str, span: Span, reason: str) -> core.Core:
        """A checked value whose parts are checked too: elements now, what a procedure returns when it does."""
        match type:
            case ListType(element=element) | VectorType(element=element) if element is not None:
                check = self._check_of(element, of(place, "each element"), span, reason)
                if check is not None:
                    elements = "%check-elements" if isinstance(type, ListType) else "%check-vector"
                    return apply_builtin(elements, span, value, check)
            case PairType(first=first, second=second):
                checks = [
                    self._check_of(part, of(place, f"the {name}"), span, reason)
                    for part, name in ((first, "car"), (second, "cdr"))
                ]
                if any(checks):
                    nothing = core.Constant(False, span)
                    arguments = (value, *(check or nothing for check in checks))
                    return core.Apply(core.Builtin("%check-parts", span), arguments, {}, span)
            case Arrow() if _is_checked(type.result) and type.rest is None:
                return self._wrapped(value, type, place, span, reason)
            case RecordRef() if fields := applied_fields(self.types, type):
                return _once(
                    value, lambda record: self._with_fields(record, fields, place, span, reason), span
                )
        return value

    def _with_variants(
        self, value: core.Core, type: UnionRef, place: str, span: Span, reason: str
    ) -> core.Core:
        """A value of a union whose fields are checked for what the union is applied to.

        Where values contain others of the union, each is checked once, however often it occurs.
        """
        variants = applied_variants(self.types, type)
        if not variants:
            return value
        if not contains_itself(self.types, type.name):
            return self._of_variants(value, variants, place, span, reason)
        inside = [name for name in self._checking if name.startswith(f"({type.name} ")]
        if len(inside) >= MAX_APPLICATIONS:
            return value
        check, fields, seen, item = (Binding(n, span) for n in ("check", "check-fields", "checked", "item"))
        within = of(place, f"each {type.written}", "in")
        self._checking[type.written] = check
        body = self._of_variants(core.Reference(item, span), variants, within, span, reason)
        del self._checking[type.written]
        known = (core.Reference(seen, span), core.Reference(item, span), core.Reference(fields, span))
        procedures = (
            _clause(fields, core.Lambda((Parameter(item, None),), None, body, span)),
            _clause(
                check,
                core.Lambda((Parameter(item, None),), None, apply_builtin("%check-once", span, *known), span),
            ),
        )
        call = core.Apply(core.Reference(check, span), (value,), {}, span)
        table = apply_builtin("%checked-records", span)
        return core.Let((_clause(seen, table),), core.Letrec(procedures, call, span), span)

    def _of_variants(
        self,
        value: core.Core,
        variants: Sequence[tuple[Binding, Sequence[AppliedField]]],
        place: str,
        span: Span,
        reason: str,
    ) -> core.Core:
        """A value of a union, with the fields checked that its constructor has."""
        body = value
        for predicate, fields in reversed(variants):
            test = core.Apply(core.Reference(predicate, span), (value,), {}, span)
            body = core.If(test, self._with_fields(value, fields, place, span, reason), body, span)
        return body

    def _with_fields(
        self, record: core.Core, fields: Sequence[AppliedField], place: str, span: Span, reason: str
    ) -> core.Core:
        """A record whose fields are checked; one with converted fields is a copy."""
        clauses, same = [], []
        values: list[core.Core] = []
        for each in fields:
            before: core.Core = core.Field(record, each.name, span)
            values.append(before)
            if each.type is not None:
                after = Binding(each.name, span)
                checked = self._checked(before, each.type, of(place, f"the field {each.name}"), span, reason)
                clauses.append(_clause(after, checked))
                values[-1] = core.Reference(after, span)
                same.append(apply_builtin("eqv?", span, before, values[-1]))
        copy = apply_builtin("%record", span, apply_builtin("%record-type-of", span, record), *values)
        body: core.Core = record
        for test in reversed(same):
            body = core.If(test, body, copy, span)
        return core.Let(tuple(clauses), body, span)

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
        self.wrapped[wrapper] = given
        return core.Let((_clause(given, value),), wrapper, span)


def _is_checked(result: TypeExpr) -> bool:
    """Whether there is something to check in what a procedure returns."""
    return isinstance(result, ValuesType) or kind_of(result) is not None


def _once(value: core.Core, body: Callable[[core.Core], core.Core], span: Span) -> core.Core:
    """A body that uses a value several times."""
    return body(value) if isinstance(value, core.Reference) else let_temporary(value, body, span)


def _list_of(integers: Iterable[int | None], span: Span) -> List:
    """A list, as a program writes it, with #f for None."""
    return List(
        tuple(Boolean(False, span) if item is None else Number(item, span) for item in integers), span
    )


def _clause(binding: Binding, value: core.Core) -> Clause:
    return Clause((Parameter(binding, None),), None, value)


def of(place: str, part: str, preposition: str = "of") -> str:
    """The place of a part: ``f: argument 1 (x) must be`` of each element."""
    name, colon, rest = place.rpartition(": ")
    return f"{name}{colon}{part} {preposition} {rest}"


def returned(place: str) -> str:
    """The place of what a procedure returns; it is to blame, not what declares it."""
    name, colon, rest = place.removesuffix(" must be ").rpartition(": ")
    return f"{name}{colon}what {rest} returns must be "


def _article(type: str) -> str:
    return f"{'an' if type[:1] in 'aeiou' else 'a'} {type}"
