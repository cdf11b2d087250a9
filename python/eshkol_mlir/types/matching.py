"""Checking a value against a declared type, binding its dimension variables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.expander import core
from eshkol_mlir.reader.errors import count
from eshkol_mlir.types.annotations import (
    AnyType,
    Arrow,
    DimType,
    ListType,
    Opaque,
    PairType,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    UnionRef,
    ValuesType,
    Variable,
    VectorType,
    evaluate_dimension,
    render_dimension,
    render_type,
)
from eshkol_mlir.types.convert import cast_shape, convert, convert_elements, is_number, type_of
from eshkol_mlir.types.dims import Dim, Shape, render_shape
from eshkol_mlir.types.dtypes import NAMES, DType, promote
from eshkol_mlir.types.types import Scalar, Tensor, with_elements
from eshkol_mlir.types.values import (
    POISON,
    Character,
    Closure,
    ListValue,
    MultipleValues,
    PairValue,
    Poison,
    RecordValue,
    Static,
    SymbolValue,
    Term,
    Text,
    Value,
    describe,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@dataclass
class Substitution:
    """What the names in a signature stand for in one use of it."""

    dims: dict[str, Dim] = field(default_factory=dict)
    #: Where each dimension variable got its value: the name of a parameter.
    origins: dict[str, str] = field(default_factory=dict)
    dtypes: dict[str, DType] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    #: Checks of dimensions such as ``(* 2 n)`` that were met before ``n``.
    deferred: list[Callable[[], object]] = field(default_factory=list)

    def check_deferred(self) -> None:
        """Makes the checks that had to wait for other parameters."""
        pending, self.deferred = self.deferred, []
        for check in pending:
            check()
        self.deferred.clear()


@dataclass(frozen=True)
class Place:
    """What is being checked, for messages: ``argument `x` of f`` at a span."""

    what: str
    span: Span
    labels: tuple[Label, ...] = ()
    name: str = ""

    def part(self, what: str) -> Place:
        """The place of a part of the value."""
        return replace(self, what=f"{what} of {self.what}")


def match(el: Elaborator, type: TypeExpr, value: Value, names: Substitution, place: Place) -> Value:
    """``value`` as a value of ``type``; raises TypeError or ShapeError."""
    if isinstance(value, Poison):
        return POISON
    match type:
        case AnyType():
            return value
        case Variable(name=name):
            return _match_variable(el, name, value, names, place)
        case ScalarType(dtype=dtype):
            return _match_scalar(el, dtype, value, type, place)
        case TensorType():
            return _match_tensor(el, type, value, names, place)
        case Arrow():
            if is_procedure(value):
                _check_arity(type, value, place)
                return value
        case RecordRef(name=name):
            if isinstance(value, RecordValue) and value.type.name == name:
                return _match_fields(el, type, value, names, place)
        case UnionRef(name=name):
            if isinstance(value, RecordValue) and value.type.union == name:
                variant = el.types.variant(type, value.type.name)
                assert isinstance(variant, RecordRef)
                return _match_fields(el, variant, value, names, place)
        case ListType(element=element):
            if isinstance(value, ListValue):
                items = value.items if element is None else _match_elements(el, element, value, names, place)
                return ListValue(items, value.vector)
        case VectorType(element=element):
            if isinstance(value, ListValue) and value.vector:
                return ListValue(_match_elements(el, element, value, names, place), vector=True)
        case ValuesType(items=types):
            items = value.items if isinstance(value, MultipleValues) else (value,)
            if len(items) == len(types):
                return MultipleValues(
                    tuple(match(el, t, item, names, place) for t, item in zip(types, items, strict=True))
                )
        case PairType(first=first, second=second):
            parts = _parts_of_pair(value)
            if parts is not None:
                one, other = (
                    match(el, first, parts[0], names, place.part("the first part")),
                    match(el, second, parts[1], names, place.part("the second part")),
                )
                if isinstance(other, ListValue) and not other.vector:
                    return ListValue((one, *other.items))
                return PairValue(one, other)
        case Opaque(name=name):
            if is_opaque(name, value):
                return value
            if name == "rational":
                note = "only the host has exact rationals; the numbers of device code have element types"
                help = (
                    f"declare one of {', '.join(sorted({dtype.name for dtype in NAMES.values()}))}, or number"
                )
                raise _mismatch(type, value, place, note, help)
    raise _mismatch(type, value, place)


def _match_elements(
    el: Elaborator, type: TypeExpr, value: ListValue, names: Substitution, place: Place
) -> tuple[Value, ...]:
    return tuple(
        match(el, type, item, names, place.part(f"element {position}"))
        for position, item in enumerate(value.items)
    )


def _check_arity(type: Arrow, value: Value, place: Place) -> None:
    """
    Raises:
        TypeError: a procedure of the program takes another number of arguments than it is declared to.
    """
    match value:
        case Closure(function=core.Lambda(parameters=parameters, rest=None)) if type.rest is None:
            if len(parameters) != len(type.parameters):
                raise _mismatch(type, value, place, f"it takes {count(len(parameters), 'argument')}")


def _match_fields(
    el: Elaborator, type: RecordRef, value: RecordValue, names: Substitution, place: Place
) -> Value:
    if type.fields is None:
        return value
    fields = {}
    for (name, own), declared in zip(value.fields.items(), type.fields, strict=True):
        inside = replace(place, what=f"field `{name}` of {place.what}", name=f"{place.name}.{name}")
        fields[name] = match(el, declared, own, names, inside)
    return RecordValue(value.type, fields)


def is_opaque(name: str, value: Value) -> bool:
    if name == "string":
        return isinstance(value, Text)
    if name == "symbol":
        return isinstance(value, SymbolValue)
    if name == "char":
        return isinstance(value, Character)
    if name == "procedure":
        return is_procedure(value)
    return name == "pair" and _parts_of_pair(value) is not None


def _parts_of_pair(value: Value) -> tuple[Value, Value] | None:
    match value:
        case PairValue(first=first, second=second):
            return first, second
        case ListValue(items=(first, *rest), vector=False):
            return first, ListValue(tuple(rest))
    return None


def _mismatch(
    type: TypeExpr, value: Value, place: Place, note: str = "", help: str = ""
) -> diagnostics.EshkolError:
    return diagnostics.TypeError.at(
        Code.TYPE_MISMATCH,
        place.span,
        f"{place.what} should be {render_type(type)} but is {describe(value)}",
        labels=place.labels,
        notes=[note] if note else [],
        help=[help] if help else [],
    )


def _match_variable(el: Elaborator, name: str, value: Value, names: Substitution, place: Place) -> Value:
    """One type variable stands for one element type and rank."""
    if not is_number(value) or name == "_":
        return value
    dtype = type_of(value).dtype
    if isinstance(value, Static) and value.dtype is None:
        return value
    earlier = names.dtypes.setdefault(name, dtype)
    if earlier != dtype:
        raise diagnostics.TypeError.at(
            Code.TYPE_VARIABLE_MISMATCH,
            place.span,
            f"{place.what} should have type {name}, which is {earlier} elsewhere, but is {describe(value)}",
            labels=place.labels,
        )
    return value


def fits(source: DType, target: DType) -> bool:
    """Whether every value of one element type is kept by another (C27: never demote silently)."""
    if source == target:
        return True
    return source.kind <= target.kind and promote(source, target) == target and not source.is_boolean


def _match_scalar(el: Elaborator, dtype: DType | None, value: Value, type: TypeExpr, place: Place) -> Value:
    if not is_number(value):
        raise _mismatch(type, value, place)
    actual = type_of(value)
    if actual.shape:
        help = "reduce it with sum or mean, or take one element with tensor-ref"
        raise _mismatch(type, value, place, help=help)
    if dtype is None:
        if actual.dtype.is_boolean:
            raise _mismatch(type, value, place)
        return value
    if isinstance(value, Static):
        return _match_literal(value, dtype, type, place)
    if actual.dtype == dtype and not (isinstance(actual, Scalar) and actual.weak):
        return value
    weak = isinstance(actual, Scalar) and actual.weak and actual.dtype.kind <= dtype.kind
    if not weak and not fits(actual.dtype, dtype):
        raise _mismatch(type, value, place, help=f"convert it with (cast x {dtype})")
    target = with_elements(actual, dtype)
    return Term(convert(el, value, target), target)


def _match_literal(value: Static, dtype: DType, type: TypeExpr, place: Place) -> Value:
    number = value.value
    if isinstance(number, bool) != dtype.is_boolean:
        raise _mismatch(type, value, place)
    if dtype.is_integer and not isinstance(number, int | Dim):
        if isinstance(number, complex) or number != int(number):
            raise _mismatch(type, value, place, help="round, floor or truncate it first")
        number = int(number)
    if (
        dtype.is_integer
        and isinstance(number, int)
        and not -(1 << dtype.bits - 1) <= number < 1 << dtype.bits - 1
    ):
        raise _mismatch(
            type, value, place, note=f"{dtype} holds {-(1 << dtype.bits - 1)} to {(1 << dtype.bits - 1) - 1}"
        )
    if isinstance(number, complex) and not dtype.is_complex:
        raise _mismatch(type, value, place)
    if value.dtype is not None and value.dtype != dtype and not fits(value.dtype, dtype):
        raise _mismatch(type, value, place, help=f"convert it with (cast x {dtype})")
    # Sizes stay symbolic, so that shapes computed from them can be compared.
    return Static(number, None if isinstance(number, int | Dim) and dtype.name == "i64" else dtype)


def _match_tensor(el: Elaborator, type: TensorType, value: Value, names: Substitution, place: Place) -> Value:
    term = el.to_tensor(value, place.span, dtype=type.dtype if isinstance(type.dtype, DType) else None)
    if term is None:
        raise _mismatch(type, value, place)
    actual = term.type
    assert isinstance(actual, Tensor)
    dtype = type.dtype if isinstance(type.dtype, DType) else names.dtypes.setdefault(type.dtype, actual.dtype)
    if type.dtype == "_":
        dtype = actual.dtype
    if actual.dtype != dtype:
        if not fits(actual.dtype, dtype):
            raise _mismatch(type, term, place, help=f"convert it with (cast x {dtype})")
        term = Term(convert_elements(el, term, dtype), Tensor(dtype, actual.shape))
    shape = _match_shape(el, type, actual.shape, names, place)
    if shape == actual.shape:
        return term
    refined = Tensor(dtype, shape)
    return Term(cast_shape(el, term.value, Tensor(dtype, actual.shape), refined), refined)


def _match_shape(el: Elaborator, type: TensorType, shape: Shape, names: Substitution, place: Place) -> Shape:
    """The shape, its computed sizes replaced by the declared ones that they are checked against."""
    if type.shape is None:
        if type.rank is not None and type.rank != len(shape):
            raise _rank_error(type, shape, type.rank, place)
        return shape
    if isinstance(type.shape, str):
        earlier = names.shapes.setdefault(type.shape, shape)
        if earlier != shape:
            raise _shape_error(type, shape, place, f"`{type.shape}` is {render_shape(earlier)} elsewhere")
        return shape
    if len(type.shape) != len(shape):
        raise _rank_error(type, shape, len(type.shape), place)
    dimensions = enumerate(zip(type.shape, shape, strict=True))
    return tuple(
        _match_dimension(el, type, shape, position, written, dim, names, place)
        for position, (written, dim) in dimensions
    )


def _match_dimension(
    el: Elaborator,
    type: TensorType,
    shape: Shape,
    position: int,
    written: DimType,
    dim: Dim,
    names: Substitution,
    place: Place,
) -> Dim:
    if written == "_":
        return dim
    expected = evaluate_dimension(written, names.dims)
    if expected is None:
        if isinstance(written, str):
            names.dims[written] = dim
            names.origins[written] = place.name
        else:
            again = partial(_match_dimension, el, type, shape, position, written, dim, names, place)
            names.deferred.append(again)
        return dim
    if expected == dim:
        return dim
    origin = names.origins.get(written) if isinstance(written, str) else None
    note = f"dimension {position} should be {render_dimension(written)}"
    if str(expected) != render_dimension(written):
        note += f", which is {expected}"
    if origin:
        note += f" in `{origin}`"
    if any(v.existential for v in expected.variables() | dim.variables()):
        from eshkol_mlir.types.elementwise import assert_equal_sizes

        # Known only when the program runs, so it is checked there.
        assert_equal_sizes(el, dim, expected, f"{place.what}: {note}", place.span)
        return expected
    raise _shape_error(type, shape, place, f"{note}, but is {dim}")


def _rank_error(type: TensorType, shape: Shape, rank: int, place: Place) -> diagnostics.EshkolError:
    return _shape_error(
        type, shape, place, f"{rank} dimension{'s' if rank != 1 else ''} expected, {len(shape)} found"
    )


def _shape_error(type: TensorType, shape: Shape, place: Place, note: str) -> diagnostics.EshkolError:
    return diagnostics.ShapeError.at(
        Code.DECLARED_SHAPE,
        place.span,
        f"{place.what} should be {render_type(type)} but has shape {render_shape(shape)}",
        labels=place.labels,
        notes=[note],
    )
