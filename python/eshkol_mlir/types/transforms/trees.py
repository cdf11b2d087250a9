"""Trees: records, lists, vectors, pairs and maps, and what stands in the same places of two of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.types.sizes import items_of
from eshkol_mlir.types.values import (
    ListValue,
    MapValue,
    MultipleValues,
    PairValue,
    RecordValue,
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

    def error(self, kind: type[EshkolError], expected: str, found: str) -> EshkolError:
        return kind.at(
            Code.TANGENT_TYPE,
            self.span,
            f"{self.what} should be {expected} but is {found}",
            labels=list(self.labels),
        )


def children(tree: Value) -> list[Value] | None:
    """The parts of a tree, None for a leaf."""
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


def with_children(tree: Value, parts: Sequence[Value]) -> Value:
    """A tree of the same kind with other parts."""
    match tree:
        case ListValue(vector=vector):
            return ListValue(tuple(parts), vector)
        case MultipleValues():
            return MultipleValues(tuple(parts))
        case RecordValue(type=type):
            return RecordValue(type, dict(zip(type.fields, parts, strict=True)))
        case PairValue():
            return PairValue(*parts)
        case MapValue(entries=entries):
            return MapValue(tuple((key, part) for (key, _), part in zip(entries, parts, strict=True)))
    raise AssertionError(tree)


def matching(el: Elaborator, tree: Value, value: Value, wanted: Wanted) -> list[Value]:
    """The parts of ``value`` that stand where those of ``tree`` do.

    Raises:
        TypeError: it is another kind of tree, or has more parts or fewer.
    """
    found: list[Value] | None = None
    match tree, value:
        case (ListValue() | MultipleValues(), ListValue(items=items) | MultipleValues(items=items)):
            found = list(items)
        case (ListValue() | MultipleValues(), _):
            found = items_of(el, value, wanted.span)
        case (RecordValue(type=type), RecordValue(type=other, fields=fields)) if type == other:
            found = list(fields.values())
        case (PairValue(), PairValue(first=first, second=second)):
            found = [first, second]
        case (MapValue(entries=entries), MapValue(entries=others)):
            by_key = dict(others)
            if by_key.keys() == dict(entries).keys():
                found = [by_key[key] for key, _ in entries]
    own = children(tree)
    if found is None or own is None or len(found) != len(own):
        raise wanted.error(diagnostics.TypeError, describe(tree), describe(value))
    return found


def map_trees(
    el: Elaborator, function: Callable[[list[Value]], Value], trees: Sequence[Value], wanted: Sequence[Wanted]
) -> Value:
    """A tree of what ``function`` makes of the leaves in the same places of several trees."""
    first, *others = trees
    parts = children(first)
    if parts is None:
        return function(list(trees))
    columns = [parts, *(matching(el, first, tree, w) for tree, w in zip(others, wanted[1:], strict=True))]
    return with_children(first, [map_trees(el, function, row, wanted) for row in zip(*columns, strict=True)])
