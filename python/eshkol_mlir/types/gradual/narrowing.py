"""The values of a type that are, or are not, of another one."""

from __future__ import annotations

from collections.abc import Iterable

from eshkol_mlir.types.gradual.model import (
    EMPTY,
    EXACT,
    FLOAT64,
    NOTHING,
    NUMBER,
    NUMBERS,
    PAIR,
    SCALARS,
    Forall,
    ListOf,
    PairOf,
    Procedure,
    Record,
    TensorOf,
    Type,
    Union,
    Variants,
    VectorOf,
    is_dynamic,
)  # fmt: skip
from eshkol_mlir.types.gradual.relations import Match, is_subtype, joined


def narrowed(known: Type, said: Type) -> Type:
    """The values of ``known`` that are of the type ``said``."""
    if is_dynamic(known) or is_subtype(said, known):
        return said
    if is_subtype(known, said):
        return known
    match known, said:
        case Union(items=items), _:
            return united(narrowed(item, said) for item in items)
        case Variants(name=name), Record(name=variant, of=Variants(name=other)):
            return known.constructed(variant) if name == other else NOTHING
        case ListOf(element=element), _ if said == PAIR:
            return PairOf(element, known) if element != NOTHING else NOTHING
        case PairOf(), ListOf():
            return known if said != EMPTY else NOTHING
        case _, VectorOf() | TensorOf() if isinstance(known, VectorOf | TensorOf) or known == NUMBER:
            return said if known == NUMBER else known
        case TensorOf(shape=shape, rank=rank), _ if said in SCALARS:
            return said if shape == () or (shape is None and not rank) else NOTHING
        case ((Procedure() | Forall() | Record() | Variants()), _):
            return NOTHING
    if said == NUMBER and known in NUMBERS:
        return known
    if said == FLOAT64 and known in EXACT:
        return NOTHING
    return said if Match().fits(known, said) else NOTHING


def without(known: Type, *excluded: Type) -> Type:
    """The values of ``known`` that are of none of the other types, as far as there is a type for them."""
    for said in excluded:
        known = _without(known, said)
    return known


def _without(known: Type, said: Type) -> Type:
    match known:
        case Union(items=items):
            return united(_without(item, said) for item in items)
        case Variants(constructors=names) if isinstance(said, Record) and said.of is not None:
            if said.of.name == known.name:
                return united(known.constructed(name) for name in names if name != said.name)
        case ListOf(element=element) if said == PAIR:
            return EMPTY
        case ListOf(element=element) if said == EMPTY:
            return PairOf(element, known) if element != NOTHING else NOTHING
    return NOTHING if is_subtype(known, said) and not is_dynamic(known) else known


def united(types: Iterable[Type]) -> Type:
    """What has the values of some types; constructors are told apart as long as that says more than their union."""
    items: dict[Type, None] = {}
    for type in types:
        items |= dict.fromkeys(type.items if isinstance(type, Union) else (type,))
    items.pop(NOTHING, None)
    first = next(iter(items), NOTHING)
    if len(items) < 2 or not all(isinstance(item, Record) for item in items):
        return joined(items)
    union = first.of if isinstance(first, Record) else None
    if union is not None and items.keys() == {union.constructed(name) for name in union.constructors}:
        return union
    return Union(tuple(items))
