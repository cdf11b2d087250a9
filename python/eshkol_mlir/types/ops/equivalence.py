"""``eqv?`` and ``equal?``: whether two values of any kind are the same, one answer always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import Arguments
from eshkol_mlir.types.convert import cast_shape, type_of
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.elementwise import compare
from eshkol_mlir.types.ops.library import library_call
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import ListValue, PairValue, RecordValue, Static, Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

TRUE, FALSE = Static(True), Static(False)


@builtin("(eqv? a b)", "eq?")
def eqv(el: Elaborator, call: Call) -> Value:
    """Whether two values are the same; for numbers, equal and of one exactness."""
    a, b = call.values
    if _is_number(a) and _is_number(b):
        return _same_number(el, call, a, b)
    if isinstance(a, Term) or isinstance(b, Term):
        if isinstance(a, Term) and isinstance(b, Term) and a.value is b.value:
            return TRUE
        if _is_array(a) and _is_array(b):
            raise call.type_error(
                Code.NO_IDENTITY,
                "tensors have no identity that could be compared",
                help=["compare all their elements with equal?, or one by one with ="],
            )
        return FALSE
    if isinstance(a, ListValue) and isinstance(b, ListValue):
        return Static(a is b or not (a.items or b.items))
    return Static(a is b or a == b)


@builtin("(equal? a b)")
def equal(el: Elaborator, call: Call) -> Value:
    """Whether two values have the same structure and the same elements."""
    return _equal(el, call, *call.values)


def _equal(el: Elaborator, call: Call, a: Value, b: Value) -> Value:
    if (isinstance(a, Term) or isinstance(b, Term)) and _is_array(a) and _is_array(b):
        return _equal_tensors(el, call, a, b)
    if isinstance(a, ListValue) and isinstance(b, ListValue):
        return _equal_parts(el, call, a.items, b.items) if a.vector == b.vector else FALSE
    if isinstance(a, PairValue) and isinstance(b, PairValue):
        return _equal_parts(el, call, (a.first, a.second), (b.first, b.second))
    if isinstance(a, RecordValue) and isinstance(b, RecordValue):
        if a.type != b.type:
            return FALSE
        return _equal_parts(el, call, tuple(a.fields.values()), tuple(b.fields.values()))
    return eqv(el, Call(call.builtin, Arguments((a, b), {}, call.span), {}))


def _equal_parts(el: Elaborator, call: Call, a: tuple[Value, ...], b: tuple[Value, ...]) -> Value:
    if len(a) != len(b):
        return FALSE
    answers = [_equal(el, call, x, y) for x, y in zip(a, b, strict=True)]
    if FALSE in answers:
        return FALSE
    unknown = [answer for answer in answers if answer != TRUE]
    return library_call(el, call.span, "logical-and", *unknown, TRUE) if unknown else TRUE


def _is_number(value: Value) -> bool:
    """A number or truth value, not a tensor with dimensions."""
    return isinstance(value, Term | Static) and not type_of(value).shape


def _is_array(value: Value) -> bool:
    return isinstance(value, Term) or (isinstance(value, ListValue) and value.vector)


def _kind(value: Value) -> str:
    dtype = type_of(value).dtype
    if dtype.is_boolean:
        return "boolean"
    # A fraction is exact while it is a literal, though it computes as a float.
    if isinstance(value, Static) and value.dtype is None:
        return "inexact" if isinstance(value.value, float | complex) else "exact"
    return "exact" if dtype.is_integer else "inexact"


def _same_number(el: Elaborator, call: Call, a: Value, b: Value) -> Value:
    if _kind(a) != _kind(b):
        return FALSE
    if isinstance(a, Static) and isinstance(b, Static):
        if a.value == b.value:
            return TRUE
        if not isinstance(a.value, Dim) and not isinstance(b.value, Dim):
            return FALSE
    return compare(el, call, "eq", a, b)


def _equal_tensors(el: Elaborator, call: Call, a: Value, b: Value) -> Value:
    """Tensors of one shape, all of whose elements are equal."""
    x, y = (call.as_tensor(el, value, position) for position, value in enumerate((a, b)))
    if len(x.type.shape) != len(y.type.shape):
        return FALSE
    differing = [(m, n) for m, n in zip(x.type.shape, y.type.shape, strict=True) if m != n]
    if any(m.constant is not None and n.constant is not None for m, n in differing):
        return FALSE

    def elements() -> Value:
        assert isinstance(y.type, Tensor)
        alike = Tensor(y.type.dtype, x.type.shape)
        other = Term(cast_shape(el, y.value, y.type, alike), alike)
        return library_call(el, call.span, "all", compare(el, call, "eq", x, other))

    if not differing:
        return elements()
    sizes = [compare(el, call, "eq", Static(m), Static(n)) for m, n in differing]
    condition = library_call(el, call.span, "logical-and", *sizes, TRUE)
    assert isinstance(condition, Term)
    return el.branches(el.as_scalar(condition).value, elements, lambda: FALSE, call.span)
