"""Elementwise arithmetic: promotion, broadcasting, and the choice of operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call
from eshkol_mlir.types.convert import convert, join_dtypes, type_of
from eshkol_mlir.types.dims import Shape, render_shape
from eshkol_mlir.types.dtypes import BOOL, F64, DType
from eshkol_mlir.types.types import ONE, Scalar, Tensor, number_type
from eshkol_mlir.types.values import ListValue, RangeValue, Static, Term, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def broadcast_shapes(call: Call, shapes: Sequence[Shape]) -> Shape:
    """NumPy's rule: align at the end; dimensions are equal or one of them is 1."""
    rank = max(len(shape) for shape in shapes)
    result = []
    for position in range(1, rank + 1):
        dims = [shape[-position] for shape in shapes if len(shape) >= position]
        wide = [dim for dim in dims if dim != ONE]
        if any(dim != wide[0] for dim in wide) and not _may_agree(wide):
            raise call.shape_error(
                Code.BROADCAST, "shapes do not broadcast",
                notes=[" and ".join(render_shape(shape) for shape in shapes),
                       f"dimensions {' and '.join(dict.fromkeys(map(str, wide)))}, counted from the end at {position}, differ"],
                help=["dimensions must be equal, or one of them 1 (see reshape and expand-dims)"],
            )  # fmt: skip
        constant = [dim for dim in wide if dim.constant is not None]
        result.append(constant[0] if constant else wide[0] if wide else ONE)
    return tuple(reversed(result))


def _may_agree(dims: Sequence[object]) -> bool:
    """Sizes computed by the program may turn out equal; the operation checks when it runs."""
    from eshkol_mlir.types.dims import Dim

    unknown = [d for d in dims if isinstance(d, Dim) and any(v.existential for v in d.variables())]
    rigid = {d for d in dims if d not in unknown}
    return bool(unknown) and len(rigid) <= 1


def numbers(el: Elaborator, call: Call, values: Sequence[Value]) -> list[Term | Static]:
    """Operands as numbers or tensors; vectors and lists of numbers become tensors."""
    return [operand(el, call, value, position) for position, value in enumerate(values)]


def operand(el: Elaborator, call: Call, value: Value, position: int) -> Term | Static:
    if isinstance(value, Term | Static):
        return value
    if isinstance(value, ListValue | RangeValue):
        term = el.to_tensor(value, call.span_of(position))
        if term is not None:
            return term
    raise call.type_error(Code.NUMBER_EXPECTED, f"expected a number or a tensor but got {describe(value)}")


def literal_dtype(el: Elaborator, call: Call, values: Sequence[Value]) -> DType | None:
    """The element type that vectors of literals take from the typed operands beside them."""
    types = [
        type_of(v) for v in values if isinstance(v, Term) or (isinstance(v, Static) and v.dtype is not None)
    ]
    strong = [t for t in types if not (isinstance(t, Scalar) and t.weak)]
    return join_dtypes(strong)[0] if strong else None


def combine(
    el: Elaborator, call: Call, values: Sequence[Value], dtype: DType | None = None
) -> tuple[list[ir.Value], Scalar | Tensor]:
    """Operands brought to one element type (``dtype``, or their join) and one shape.

    Scalars stay scalars as long as no tensor is among them.
    """
    beside = literal_dtype(el, call, values)
    operands = [
        el.to_tensor(v, call.span_of(i), beside) or v if isinstance(v, ListValue) else v
        for i, v in enumerate(values)
    ]
    terms = numbers(el, call, operands)
    joined, weak = join_dtypes([type_of(term) for term in terms])
    element = joined if dtype is None else dtype
    if not any(isinstance(type_of(term), Tensor) for term in terms):
        number = number_type(element, weak)
        return [convert(el, term, number) for term in terms], number
    shape = broadcast_shapes(call, [type_of(term).shape for term in terms])
    type = Tensor(element, shape)
    checked = [agree(el, call, term, shape) for term in terms]
    from eshkol_mlir.types.convert import broadcast, convert_elements

    result = []
    for term in checked:
        if isinstance(term, Static) or isinstance(term.type, Scalar):
            result.append(convert(el, term, type))
            continue
        value = convert_elements(el, term, element)
        result.append(broadcast(el, value, term.type.shape, shape, element))
    return result, type


def agree(el: Elaborator, call: Call, term: Term | Static, shape: Shape) -> Term | Static:
    """Checks, when the program runs, that a computed size is the one broadcasting assumes."""
    if not isinstance(term, Term) or not isinstance(term.type, Tensor):
        return term
    own = term.type.shape
    wanted = [w if o != ONE else o for o, w in zip(own, shape[len(shape) - len(own) :], strict=True)]
    if tuple(wanted) == own:
        return term
    for have, want in zip(own, wanted, strict=True):
        if have != want:
            assert_equal_sizes(el, have, want, f"{call.builtin.name}: dimensions differ", call.span)
    from eshkol_mlir.types.convert import cast_shape

    type = Tensor(term.type.dtype, tuple(wanted))
    return Term(cast_shape(el, term.value, term.type, type), type)


def assert_equal_sizes(el: Elaborator, a: object, b: object, message: str, span: Span) -> None:
    from eshkol_mlir.types.dims import Dim

    assert isinstance(a, Dim)
    assert isinstance(b, Dim)
    operands = (el.size_value(a), el.size_value(b))
    same = el.builder.emit_one("arith.cmpi", operands, "i1", {"predicate": "0 : i64"})
    el.builder.emit("eshkol.assert", (same,), (), {"message": ir.string_attribute(f"{span}: {message}")})


#: The operation for each kind of element; None where there is none.
Operations = Mapping[str, str | None]


def choose(operations: Mapping[str, str], dtype: DType) -> str | None:
    kind = (
        "complex"
        if dtype.is_complex
        else "float"
        if dtype.is_float
        else "boolean"
        if dtype.is_boolean
        else "integer"
    )
    return operations.get(kind)


def emit_elementwise(
    el: Elaborator,
    call: Call,
    operations: Mapping[str, str],
    operands: Sequence[ir.Value],
    type: Scalar | Tensor,
) -> Term:
    """One operation on operands of one type; complex tensors go through ``eshkol.map``."""
    name = choose(operations, type.dtype)
    if name is None:
        raise call.type_error(Code.UNSUPPORTED_ELEMENTS, f"{type.dtype} elements are not supported")
    if type.dtype.is_complex and isinstance(type, Tensor):
        return map_elements(
            el, operands, type, lambda values: el.builder.emit_one(name, values, type.dtype.mlir)
        )
    return Term(el.builder.emit_one(name, operands, type.mlir), type)


def map_elements(
    el: Elaborator, operands: Sequence[ir.Value], type: Tensor, body: Callable[[list[ir.Value]], ir.Value],
    elements: Sequence[str] | None = None,
) -> Term:  # fmt: skip
    """``eshkol.map``: a scalar computation for each element; ``elements`` are the argument types."""
    block = ir.Block()
    arguments = [block.argument(t) for t in (elements or [type.dtype.mlir for _ in operands])]
    with el.builder.at_end(block):
        result = body(arguments)
        el.builder.emit("eshkol.yield", (result,))
    value = el.builder.emit_one("eshkol.map", operands, type.mlir, regions=[[block]])
    return Term(value, type)


def compare(el: Elaborator, call: Call, predicate: str, a: Value, b: Value) -> Term:
    """An elementwise comparison; the result has boolean elements."""
    operands, type = combine(el, call, (a, b))
    if type.dtype.is_complex and predicate not in ("eq", "ne"):
        raise call.type_error(Code.NO_ORDER, "complex numbers have no order")
    if isinstance(type, Tensor):
        return el.emit_tensor(
            "eshkol.compare", operands, Tensor(BOOL, type.shape), predicate=f"#eshkol<predicate {predicate}>"
        )
    return Term(_compare_scalars(el, predicate, operands, type.dtype), Scalar(BOOL))


_INTEGER = {"eq": 0, "ne": 1, "lt": 2, "le": 3, "gt": 4, "ge": 5}
_UNSIGNED = {"eq": 0, "ne": 1, "lt": 6, "le": 7, "gt": 8, "ge": 9}
_FLOAT = {"eq": 1, "gt": 2, "ge": 3, "lt": 4, "le": 5, "ne": 13}


def _compare_scalars(el: Elaborator, predicate: str, operands: Sequence[ir.Value], dtype: DType) -> ir.Value:
    if dtype.is_complex:
        return el.builder.emit_one("complex.eq" if predicate == "eq" else "complex.neq", operands, "i1")
    if dtype.is_float:
        return el.builder.emit_one("arith.cmpf", operands, "i1", {"predicate": f"{_FLOAT[predicate]} : i64"})
    code = (_UNSIGNED if dtype.is_boolean else _INTEGER)[predicate]
    return el.builder.emit_one("arith.cmpi", operands, "i1", {"predicate": f"{code} : i64"})


def logical_tensors(el: Elaborator, conjunction: bool, a: Value, b: Value, span: Span) -> Value:
    from eshkol_mlir.types.builtins import call_builtin
    from eshkol_mlir.types.calls import Arguments

    return call_builtin(el, "logical-and" if conjunction else "logical-or", Arguments((a, b), {}, span))


def inexact(dtype: DType) -> DType:
    """The type in which ``exp`` and its kin compute."""
    return dtype if dtype.is_float or dtype.is_complex else F64
