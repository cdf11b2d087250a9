"""Tangents and cotangents: values that must have the structure and the shapes of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.types.convert import cast_shape, convert, type_of
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.elementwise import assert_equal_sizes
from eshkol_mlir.types.indexing import never_equal
from eshkol_mlir.types.matching import fits
from eshkol_mlir.types.sizes import items_of
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    ListValue,
    MapValue,
    MultipleValues,
    PairValue,
    RecordValue,
    Static,
    Term,
    Value,
    describe,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@dataclass(frozen=True)
class Wanted:
    """What is being checked, for messages: ``tangent 1 of jvp`` at a span."""

    what: str
    span: Span
    labels: tuple[Label, ...] = ()


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
        others = _matching(el, tree, value, wanted)
    return [
        pair for part, other in zip(parts, others, strict=True) for pair in flatten_like(el, part, other, wanted)
    ]


def children(tree: Value) -> list[Value] | None:
    match tree:
        case ListValue(items=items) | MultipleValues(items=items):
            return list(items)
        case RecordValue(fields=fields):
            return list(fields.values())
        case PairValue(first=first, second=second):
            return [first, second]
        case MapValue(entries=entries):
            return [item for _, item in entries]
    return None


def _matching(el: Elaborator, tree: Value, value: Value, wanted: Wanted) -> list[Value]:
    """The parts of ``value``, which stands for a tree of this kind."""
    found: list[Value] | None = None
    if isinstance(tree, ListValue | MultipleValues):
        found = (
            list(value.items)
            if isinstance(value, ListValue | MultipleValues)
            else items_of(el, value, wanted.span)
        )
        if found is not None and len(found) != len(tree.items):
            found = None
    elif isinstance(tree, RecordValue) and isinstance(value, RecordValue) and value.type == tree.type:
        found = list(value.fields.values())
    elif isinstance(tree, PairValue | MapValue) and type(value) is type(tree):
        found = children(value)
        if isinstance(tree, MapValue) and isinstance(value, MapValue):
            keys = {key: item for key, item in value.entries}
            same = keys.keys() == {key for key, _ in tree.entries}
            found = [keys[key] for key, _ in tree.entries] if same else None
    if found is None:
        raise _error(diagnostics.TypeError, wanted, describe(tree), describe(value))
    return found


def as_type(el: Elaborator, value: Value, type: Scalar | Tensor, wanted: Wanted) -> Term:
    """``value`` as a term of exactly this type; a known zero fits every shape.

    Raises:
        TypeError: it is no number, or one that the elements cannot hold.
        ShapeError: it has another shape.
    """
    if isinstance(value, Static) and not isinstance(value.value, bool):
        if is_zero(value) or (not type.shape and _holds(type_of(value), type)):
            return Term(convert(el, value, type), type)
    if isinstance(value, ListValue):
        value = el.to_tensor(value, wanted.span, type.dtype) or value
    if not isinstance(value, Term):
        kind = diagnostics.ShapeError if isinstance(value, Static) and type.shape else diagnostics.TypeError
        raise _error(kind, wanted, _render(type), describe(value))
    if len(value.type.shape) != len(type.shape):
        raise _error(diagnostics.ShapeError, wanted, _render(type), describe(value))
    if not _holds(value.type, type):
        raise _error(diagnostics.TypeError, wanted, _render(type), describe(value))
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
            raise _error(diagnostics.ShapeError, wanted, _render(type), describe(term))
        assert_equal_sizes(el, own, other, f"{wanted.what}: dimensions differ", wanted.span)
    refined = Tensor(term.type.dtype, type.shape)
    return Term(cast_shape(el, term.value, term.type, refined), refined)


def _holds(source: Scalar | Tensor, target: Scalar | Tensor) -> bool:
    weak = isinstance(source, Scalar) and source.weak and source.dtype.kind <= target.dtype.kind
    weak = weak or (isinstance(target, Scalar) and target.weak and source.dtype.kind <= target.dtype.kind)
    return weak or fits(source.dtype, target.dtype)


def _render(type: Scalar | Tensor) -> str:
    return str(type) if isinstance(type, Scalar) or type.shape else f"a number of type {type.dtype}"


def _error(kind: type[EshkolError], wanted: Wanted, expected: str, found: str) -> EshkolError:
    return kind.at(
        wanted.span, f"{wanted.what} should be {expected} but is {found}", labels=list(wanted.labels)
    )


__all__ = ["Wanted", "as_type", "flatten_like", "is_false", "is_zero"]
