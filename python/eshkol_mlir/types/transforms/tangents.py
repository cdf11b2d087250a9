"""Tangents and cotangents: values that must have the structure and the shapes of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.types.convert import cast_shape, convert, type_of
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.elementwise import assert_equal_sizes
from eshkol_mlir.types.indexing import never_equal
from eshkol_mlir.types.matching import fits
from eshkol_mlir.types.transforms.trees import Wanted, children, matching
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    ListValue,
    Static,
    Term,
    Value,
    describe,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def is_false(value: Value) -> bool:
    return isinstance(value, Static) and value.value is False


def is_zero(value: Value) -> bool:
    return isinstance(value, Static) and not isinstance(value.value, bool | Dim) and value.value == 0


def flatten_like(el: Elaborator, tree: Value, value: Value, wanted: Wanted) -> list[tuple[Value, Value]]:
    """The leaves of ``tree``, each with the part of ``value`` in the same place.

    A single zero or ``#f`` stands for a whole tree of them.

    Raises:
        TypeError: the structures differ.
    """
    parts = children(tree)
    if parts is None:
        return [(tree, value)]
    if is_false(value) or is_zero(value):
        others: Sequence[Value] = [value] * len(parts)
    else:
        others = matching(el, tree, value, wanted)
    return [
        pair
        for part, other in zip(parts, others, strict=True)
        for pair in flatten_like(el, part, other, wanted)
    ]


def as_type(el: Elaborator, value: Value, type: Scalar | Tensor, wanted: Wanted) -> Term:
    """``value`` as a term of exactly this type; a known zero fits every shape.

    Raises:
        TypeError: it is no number, or one that the elements cannot hold.
        ShapeError: it has another shape.
    """
    known = isinstance(value, Static) and not isinstance(value.value, bool)
    if known and (is_zero(value) or (not type.shape and _holds(type_of(value), type))):
        return Term(convert(el, value, type), type)
    if isinstance(value, ListValue):
        value = el.to_tensor(value, wanted.span, type.dtype) or value
    if not isinstance(value, Term):
        kind = diagnostics.ShapeError if isinstance(value, Static) and type.shape else diagnostics.TypeError
        raise wanted.error(kind, _render(type), describe(value))
    if len(value.type.shape) != len(type.shape):
        raise wanted.error(diagnostics.ShapeError, _render(type), describe(value))
    if not _holds(value.type, type):
        raise wanted.error(diagnostics.TypeError, _render(type), describe(value))
    return Term(convert(el, _of_shape(el, value, type, wanted), type), type)


def _of_shape(el: Elaborator, term: Term, type: Scalar | Tensor, wanted: Wanted) -> Term:
    """A tensor whose sizes are those wanted, which is checked when running where it has to be."""
    if not isinstance(term.type, Tensor) or term.type.shape == type.shape:
        return term
    for own, other in zip(term.type.shape, type.shape, strict=True):
        if own == other:
            continue
        computed = any(v.existential for v in own.variables() | other.variables())
        if not computed or never_equal(own, other):
            raise wanted.error(diagnostics.ShapeError, _render(type), describe(term))
        assert_equal_sizes(el, own, other, f"{wanted.what}: dimensions differ", wanted.span)
    refined = Tensor(term.type.dtype, type.shape)
    return Term(cast_shape(el, term.value, term.type, refined), refined)


def _holds(source: Scalar | Tensor, target: Scalar | Tensor) -> bool:
    weak = isinstance(source, Scalar) and source.weak and source.dtype.kind <= target.dtype.kind
    weak = weak or (isinstance(target, Scalar) and target.weak and source.dtype.kind <= target.dtype.kind)
    return weak or fits(source.dtype, target.dtype)


def _render(type: Scalar | Tensor) -> str:
    return str(type) if isinstance(type, Scalar) or type.shape else f"a number of type {type.dtype}"
