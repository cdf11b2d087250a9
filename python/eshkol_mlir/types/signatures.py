"""Exported functions: from a declared type to parameters, and from results to their types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
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
    ValuesType,
    Variable,
    VectorType,
    evaluate_dimension,
    render_type,
)
from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.dtypes import F64, DType
from eshkol_mlir.types.matching import Place, Substitution, match
from eshkol_mlir.types.records import record_fields, record_type
from eshkol_mlir.types.types import Scalar, Tensor, number_type
from eshkol_mlir.types.values import (
    ListValue,
    MultipleValues,
    Poison,
    RangeValue,
    RecordValue,
    Static,
    Term,
    Unspecified,
    Value,
    describe,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator
    from eshkol_mlir.types.procedures import Procedure

#: Makes the run-time value of one leaf of a parameter.
MakeArgument = Callable[[Scalar | Tensor], ir.Value]


def is_exportable(type: TypeExpr | None) -> bool:
    """Whether a value of the type can be passed from outside."""
    match type:
        case ScalarType():
            return True
        case RecordRef(fields=fields):
            return all(map(is_exportable, fields or ()))
        case TensorType(dtype=DType(), shape=tuple()):
            return True
        case TensorType(dtype=DType(), shape=None, rank=rank):
            return rank is not None
        case ValuesType(items=items):
            return all(is_exportable(item) for item in items)
        case _:
            return False


def unpassable_field(el: Elaborator, type: TypeExpr, name: str, span: Span) -> tuple[str, TypeExpr] | None:
    """The first field in a record of values that cannot be passed from outside, as ``name.field``, and its type."""
    match type:
        case RecordRef(name=record, fields=closer):
            fields = record_fields(el, record, span)
            parts = zip(fields, closer or fields.values(), strict=True)
            found = (unpassable_field(el, part, f"{name}.{field}", span) for field, part in parts)
            return next((each for each in found if each is not None), None)
    return None if is_exportable(type) else (name, type)


def value_of_type(
    el: Elaborator, type: TypeExpr, names: Substitution, name: str, span: Span, make: MakeArgument
) -> Value:
    """A value of a declared type whose leaves ``make`` provides.

    Dimension variables met for the first time are bound to the sizes found; a
    size that another part of the signature fixes is checked when running.
    """
    match type:
        case ScalarType(dtype=dtype):
            element = dtype or F64
            # Complex scalars travel as tensors, which every backend can pass.
            leaf = Tensor(element, ()) if element.is_complex else number_type(element)
            return Term(make(leaf), leaf)
        case TensorType(dtype=DType() as dtype):
            return _tensor_argument(el, type, dtype, names, name, span, make)
        case RecordRef(name=record, fields=closer):
            fields = record_fields(el, record, span)
            types = closer or tuple(fields.values())
            values = {
                f: value_of_type(el, t, names, f"{name}.{f}", span, make)
                for f, t in zip(fields, types, strict=True)
            }
            if closer is not None:
                declared = Substitution()
                for f, value in values.items():
                    place = Place(f"field `{f}` of `{name}`", span, name=f)
                    values[f] = match(el, fields[f], value, declared, place)
            return RecordValue(record_type(el, record, span), values)
        case ValuesType(items=items):
            return MultipleValues(tuple(value_of_type(el, item, names, name, span, make) for item in items))
        case (
            Arrow()
            | ListType()
            | VectorType()
            | UnionRef()
            | Variable()
            | AnyType()
            | Opaque()
            | TensorType()
        ):
            pass
    raise diagnostics.TypeError.at(
        Code.CANNOT_BE_PASSED,
        span,
        f"`{name}` has type {render_type(type)}, which cannot be passed to a compiled function",
    )


def _tensor_argument(
    el: Elaborator,
    type: TensorType,
    dtype: DType,
    names: Substitution,
    name: str,
    span: Span,
    make: MakeArgument,
) -> Term:
    written = type.shape if isinstance(type.shape, tuple) else ("_",) * (type.rank or 0)
    known = [evaluate_dimension(w, names.dims) for w in written]
    static = tuple(
        dim if dim is not None and dim.constant is not None else Dim.of(DimVar("?")) for dim in known
    )
    value = make(Tensor(dtype, static))
    shape = []
    for position, syntax in enumerate(written):
        # Evaluated again: an earlier dimension of this very tensor may have bound the name.
        dim = evaluate_dimension(syntax, names.dims)
        if dim is not None and dim.constant is not None:
            shape.append(dim)
        elif dim is not None:
            _check_size(el, value, position, dim, name, span)
            shape.append(dim)
        else:
            shape.append(_new_dimension(el, value, position, syntax, names, name))
    return Term(value, Tensor(dtype, tuple(shape)))


def _size(el: Elaborator, value: ir.Value, position: int) -> ir.Value:
    from eshkol_mlir.types.elaborator import scalar_index

    return el.builder.emit_one("tensor.dim", (value, scalar_index(el, position)), "index")


def _new_dimension(
    el: Elaborator, value: ir.Value, position: int, written: object, names: Substitution, name: str
) -> Dim:
    anonymous = not isinstance(written, str) or written == "_"
    shown = f"{name}.{position}" if anonymous else str(written)
    variable = DimVar(shown, existential=not isinstance(written, str))
    el.define_size(variable, _size(el, value, position))
    if isinstance(written, str) and written != "_":
        names.dims[written] = Dim.of(variable)
        names.origins[written] = name
    return Dim.of(variable)


def _check_size(el: Elaborator, value: ir.Value, position: int, dim: Dim, name: str, span: Span) -> None:
    """A dimension that the signature fixes twice must have one size."""
    operands = (_size(el, value, position), el.size_value(dim))
    same = el.builder.emit_one("arith.cmpi", operands, "i1", {"predicate": "0 : i64"})
    message = f"{span}: dimension {position} of `{name}` should be {dim}"
    el.builder.emit("eshkol.assert", (same,), (), {"message": ir.string_attribute(message)})


# What callers see -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaf:
    """One array or scalar of an interface; ``shape`` is None for a scalar."""

    dtype: str
    shape: tuple[int | str, ...] | None


@dataclass(frozen=True)
class Record:
    name: str
    fields: tuple[tuple[str, Interface], ...]


Interface = Leaf | Record


@dataclass(frozen=True)
class Export:
    """A function that callers of the module can reach."""

    name: str
    symbol: str
    doc: str
    parameters: tuple[tuple[str, Interface], ...]
    results: tuple[Interface, ...]
    #: Whether its results are printed so that they can be read back.
    read_back: bool = False
    #: The expression that a script displays.
    span: Span | None = None


def interface_of(value: Value, span: Span, what: str) -> Interface:
    match value:
        case Term(type=Scalar(dtype=dtype)):
            return Leaf(_name(dtype), None)
        case Term(type=Tensor(dtype=dtype, shape=shape)):
            return Leaf(_name(dtype), tuple(_interface_dimension(dim) for dim in shape))
        case RecordValue(type=type, fields=fields):
            return Record(type.name, tuple((n, interface_of(f, span, what)) for n, f in fields.items()))
        case ListValue(items=items) | MultipleValues(items=items):
            return Record(
                "", tuple((f"item{i}", interface_of(item, span, what)) for i, item in enumerate(items))
            )
    raise diagnostics.TypeError.at(
        Code.CANNOT_LEAVE, span, f"{what} is {describe(value)}, which cannot leave a compiled function"
    )


def _name(dtype: DType) -> str:
    return "i1" if dtype.is_boolean else dtype.name


def _interface_dimension(dim: Dim) -> int | str:
    constant = dim.constant
    return str(dim) if constant is None else constant


def export_function(
    el: Elaborator,
    name: str,
    symbol: str,
    procedure: Procedure,
    span: Span,
) -> Export | str | None:
    """Elaborates a procedure whose parameters all have types; None if it has errors.

    A result that only other procedures of the program can use, such as a
    procedure, is no error: what comes back then says what it is.
    """
    from eshkol_mlir.types.calls import Arguments, apply
    from eshkol_mlir.types.elaborator import new_function

    with new_function(el, symbol) as context:
        body = el.builder.block
        el.builder.span = span
        names = Substitution()
        parameters = procedure.parameters or ()
        prologue = ir.Block()
        values: list[Value] = []
        with el.builder.at_end(prologue):
            for parameter in parameters:
                assert parameter.type is not None
                values.append(
                    value_of_type(
                        el, parameter.type, names, parameter.name, parameter.span or span,
                        lambda leaf: body.argument(leaf.mlir),
                    )
                )  # fmt: skip
        context.prologue.operations[:0] = prologue.operations
        interfaces = [interface_of(v, span, "a parameter") for v in values]
        errors = len(el.errors)
        outcome = apply(el, procedure.value, Arguments(tuple(values), {}, span))
        if len(el.errors) > errors or isinstance(outcome, Poison):
            return None
        outcomes = outcome.items if isinstance(outcome, MultipleValues) else (outcome,)
        for leaf in leaves(outcome):
            if not isinstance(leaf, Static | Term | Unspecified):
                return describe(leaf)
        outcomes = tuple(
            runtime_value(el, item, span, name) for item in outcomes if not isinstance(item, Unspecified)
        )
        results = [interface_of(item, span, f"the result of `{name}`") for item in outcomes]
        finish_function(el, symbol, body, outcomes, span)
    named = tuple((p.name, i) for p, i in zip(parameters, interfaces, strict=True))
    return Export(name, symbol, procedure.doc, named, tuple(results))


def finish_function(
    el: Elaborator, symbol: str, body: ir.Block, outcomes: Sequence[Value], span: Span
) -> None:
    operands = [leaf.value for value in outcomes for leaf in leaves(value) if isinstance(leaf, Term)]
    el.builder.emit("func.return", operands)
    body.operations[:0] = el.context.prologue.operations
    el.functions.append(ir.Function(symbol, body, [v.type for v in operands], private=False, span=span))


def runtime_value(el: Elaborator, value: Value, span: Span, name: str) -> Value:
    """A result as callers get it: every leaf computed, nested vectors of numbers as arrays."""
    from eshkol_mlir.types.builtins import range_tensor
    from eshkol_mlir.types.convert import convert, type_of

    match value:
        case Static():
            type = type_of(value)
            leaf = Tensor(type.dtype, ()) if type.dtype.is_complex else number_type(type.dtype)
            return Term(convert(el, value, leaf), leaf)
        case Term(type=Scalar(dtype=dtype)):
            if dtype.is_complex:
                return Term(convert(el, value, Tensor(dtype, ())), Tensor(dtype, ()))
            return Term(value.value, Scalar(dtype))
        case Term():
            return value
        case RecordValue(type=record, fields=fields):
            return RecordValue(record, {n: runtime_value(el, f, span, name) for n, f in fields.items()})
        case RangeValue():
            return range_tensor(el, value, span)
        case ListValue(items=items, vector=vector):
            tensor = el.to_tensor(value, span) if vector else None
            if tensor is not None:
                return tensor
            return ListValue(tuple(runtime_value(el, item, span, name) for item in items))
    raise diagnostics.TypeError.at(
        Code.CANNOT_LEAVE,
        span,
        f"the result of `{name}` is {describe(value)}, which cannot leave a compiled function",
    )


__all__ = ["Export", "Leaf", "Record", "export_function", "value_of_type"]
