"""Methods of type classes: the instance is chosen by the types of the arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.types.annotations import (
    AnyType,
    Arrow,
    ListType,
    Opaque,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    UnionRef,
    Variable,
    VectorType,
)
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.convert import is_number, type_of
from eshkol_mlir.types.dtypes import F64, I64, DType
from eshkol_mlir.types.instances import has_builtins, instances_of, no_instance
from eshkol_mlir.types.matching import is_opaque
from eshkol_mlir.types.values import (
    UNSPECIFIED,
    BuiltinProcedure,
    ListValue,
    RecordValue,
    Static,
    Text,
    Value,
    describe,
    is_procedure,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@builtin("(%method class name arguments)")
def call_method(el: Elaborator, call: Call) -> Value:
    """Calls the procedure that the instance for the arguments has."""
    known, arguments = _class(el, call[0]), call[2]
    assert isinstance(call[1], Text)
    assert isinstance(arguments, ListValue)
    return _called(el, known, known.methods[call[1].value], arguments.items, _site(el, call))


@builtin("(%method-of-any-arity method builtin arity)")
def method_of_any_arity(el: Elaborator, call: Call) -> Value:
    """A method of the name of an operation, which takes any number of arguments here."""
    return call[0]


@builtin("(%constraint class procedure is-sequence value)")
def constraint(el: Elaborator, call: Call) -> Value:
    """Checks that a value is of an instance of a class, or a sequence of such values."""
    known, is_sequence = _class(el, call[0]), call[2]
    assert isinstance(call[1], Text)
    assert isinstance(is_sequence, Static)
    value = _first(call[3]) if is_sequence.value else call[3]
    if value is not None and _instance(el, known, [value]) is None and not _has_operations(known, [value]):
        raise no_instance(known, el.program, describe(value), _site(el, call), f"`{call[1].value}`")
    return UNSPECIFIED


def _class(el: Elaborator, name: Value) -> core.TypeClass:
    assert isinstance(name, Text)
    return el.program.classes[name.value]


def _site(el: Elaborator, call: Call) -> Span:
    """Where the procedure was called that this stands in."""
    return (el.frames[-1].span if el.frames else None) or call.span


def _called(
    el: Elaborator, known: core.TypeClass, method: core.Method, values: tuple[Value, ...], site: Span
) -> Value:
    if method.builtin is not None and len(values) != method.arity:
        if method.arity != 2 or len(values) < 2:
            return apply(el, BuiltinProcedure(method.builtin), Arguments(values, {}, site))
        first = _called(el, known, method, values[:2], site)
        return _called(el, known, method, (first, *values[2:]), site)
    given = [
        _first(values[p]) if in_sequence else values[p]
        for p, in_sequence in method.positions
        if p < len(values)
    ]
    present = [value for value in given if value is not None]
    instance = _instance(el, known, present)
    if instance is not None:
        procedure = el.instance_method(instance.methods[method.name], site)
    elif method.builtin is not None and all(map(_is_numeric, present)):
        procedure = BuiltinProcedure(method.builtin)
    else:
        use = f"the method `{method.name}`"
        shown = " and ".join(dict.fromkeys(map(describe, present))) or "an empty list"
        raise no_instance(known, el.program, shown, site, use)
    return apply(el, procedure, Arguments(values, {}, site))


def _first(value: Value) -> Value | None:
    """The first element of a sequence, by which its type is known; a tensor stands for its elements."""
    if isinstance(value, ListValue):
        return value.items[0] if value.items else None
    return value


def _instance(el: Elaborator, known: core.TypeClass, values: list[Value]) -> core.Instance | None:
    found = instances_of(el.program, el.types, known.name)
    for test in (_is_exactly, _converts):
        for type, instance in found:
            if values and all(test(type, value) for value in values):
                return instance
    return None


def _is_exactly(type: TypeExpr, value: Value) -> bool:
    match type:
        case AnyType() | Variable():
            return True
        case RecordRef(name=name, fields=fields):
            if not isinstance(value, RecordValue) or value.type.name != name:
                return False
            return fields is None or all(map(_is_exactly, fields, value.fields.values()))
        case UnionRef(name=name):
            return isinstance(value, RecordValue) and value.type.union == name
        case ScalarType(dtype=dtype):
            return is_number(value) and not type_of(value).shape and _is_of_dtype(dtype, value)
        case TensorType():
            return _is_tensor(type, value)
        case ListType(element=element):
            return (
                isinstance(value, ListValue)
                and not value.vector
                and (element is None or all(_is_exactly(element, item) for item in value.items))
            )
        case VectorType(element=element):
            return (
                isinstance(value, ListValue)
                and value.vector
                and all(_is_exactly(element, item) for item in value.items)
            )
        case Arrow():
            return is_procedure(value)
        case Opaque(name=name):
            return is_opaque(name, value)
    return False


def _is_of_dtype(dtype: DType | None, value: Value) -> bool:
    actual = type_of(value).dtype
    if dtype is None:
        return not actual.is_boolean
    if isinstance(value, Static) and value.dtype is None:
        return dtype == (
            actual if actual.is_boolean or actual.is_complex else F64 if actual.is_float else I64
        )
    return actual == dtype


def _is_tensor(type: TensorType, value: Value) -> bool:
    if isinstance(value, ListValue):
        parts = list(leaves(value))
        rank, inner = 0, value
        while isinstance(inner, ListValue) and inner.items:
            rank, inner = rank + 1, inner.items[0]  # type: ignore[assignment]
        dtypes = {type_of(part).dtype for part in parts if is_number(part)}
        if not value.vector or not parts or not all(map(is_number, parts)):
            return False
        fits = not isinstance(type.dtype, DType) or all(d.kind <= type.dtype.kind for d in dtypes)
    else:
        if not is_number(value) or not type_of(value).shape:
            return False
        rank = len(type_of(value).shape)
        fits = not isinstance(type.dtype, DType) or type_of(value).dtype == type.dtype
    wanted = len(type.shape) if isinstance(type.shape, tuple) else type.rank
    return fits and wanted in (None, rank)


def _converts(type: TypeExpr, value: Value) -> bool:
    """Whether a value of another type becomes one of a float type where that is declared."""
    if _is_exactly(type, value):
        return True
    if not (isinstance(type, ScalarType) and type.dtype is not None and type.dtype.is_float):
        return False
    return is_number(value) and not type_of(value).shape and type_of(value).dtype.kind <= type.dtype.kind


def _has_operations(known: core.TypeClass, values: list[Value]) -> bool:
    return has_builtins(known) and all(map(_is_numeric, values))


def _is_numeric(value: Value) -> bool:
    if isinstance(value, ListValue):
        return all(map(is_number, leaves(value)))
    return is_number(value)
