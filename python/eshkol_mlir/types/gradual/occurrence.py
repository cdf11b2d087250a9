"""Occurrence typing: what a test says of the variables in it, where it holds and where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    CHAR,
    EMPTY,
    INTEGER,
    NOTHING,
    NUMBER,
    NUMBERS,
    PAIR,
    PROCEDURE,
    RATIONAL,
    STRING,
    SYMBOL,
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

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker

#: What a predicate says of a value, and whether it holds of all values of that type.
_PREDICATES: Mapping[str, tuple[Type, bool]] = {
    "string?": (STRING, True), "symbol?": (SYMBOL, True), "char?": (CHAR, True), "boolean?": (BOOLEAN, True),
    "procedure?": (PROCEDURE, True), "pair?": (PAIR, True), "null?": (EMPTY, True), "list?": (ListOf(ANY), True),
    "vector?": (VectorOf(ANY), False), "tensor?": (TensorOf(None), True), "exact-integer?": (INTEGER, True),
    "number?": (NUMBER, False), "complex?": (NUMBER, False), "real?": (NUMBER, False), "rational?": (NUMBER, False),
    "integer?": (NUMBER, False), "exact-rational?": (RATIONAL, True),
}  # fmt: skip
#: Those that hold of every number but the tensors that ``number`` has as well.
_OF_NUMBERS = ("number?", "complex?")

Changes = dict[Binding, Type]


def assumptions(checker: Checker, test: core.Core) -> tuple[Changes, Changes]:
    """The types of variables where a test holds, and where it does not."""
    match test:
        case core.Apply(function=core.Builtin(name="%and"), arguments=parts):
            whole: Changes = {}
            for part in parts:
                with checker.assuming(whole):
                    whole |= assumptions(checker, part)[0]
            return whole, assumptions(checker, parts[0])[1] if len(parts) == 1 else {}
        case core.Apply(function=core.Builtin(name="%or"), arguments=parts):
            return _either(checker, parts)
        case core.Apply(function=core.Builtin(name="not"), arguments=(inner,)):
            holds, fails = assumptions(checker, inner)
            return fails, holds
        case core.Apply(function=function, arguments=(core.Reference(binding=binding),)) if (
            not binding.assigned
        ):
            said = _said(checker, function)
            if said is not None:
                type, is_exact = said
                same = {binding, checker.aliases.get(binding, binding)}
                known = {each: checker.type_of(each) for each in same}
                holds = {each: narrowed(before, type) for each, before in known.items()}
                return holds, {e: without(b, type) for e, b in known.items()} if is_exact else {}
    return {}, {}


def _either(checker: Checker, parts: tuple[core.Core, ...]) -> tuple[Changes, Changes]:
    holding: list[Changes] = []
    fails: Changes = {}
    for part in parts:
        with checker.assuming(fails):
            holds, fails_here = assumptions(checker, part)
        holding.append(holds)
        fails |= fails_here
    common = set(holding[0]).intersection(*holding[1:])
    return {b: joined(holds[b] for holds in holding) for b in common}, fails


def _said(checker: Checker, function: core.Core) -> tuple[Type, bool] | None:
    match function:
        case core.Builtin(name=name):
            return _PREDICATES.get(name)
        case core.Reference(binding=binding):
            if checker.is_foreign(binding):
                return _PREDICATES.get(binding.name)
            record = checker.records.predicate(binding)
            return None if record is None else (record, True)
    return None


def narrowed(known: Type, said: Type) -> Type:
    """The values of ``known`` that are of the type ``said``."""
    if is_dynamic(known) or is_subtype(said, known):
        return said
    if is_subtype(known, said):
        return known
    match known, said:
        case Union(items=items), _:
            return joined(narrowed(item, said) for item in items)
        case Variants(name=name), Record(name=variant, of=Variants(name=other)):
            return known.constructed(variant) if name == other else NOTHING
        case ListOf(element=element), _ if said == PAIR:
            return PairOf(element, known) if element != NOTHING else NOTHING
        case PairOf(), ListOf():
            return known
        case _, VectorOf() | TensorOf() if isinstance(known, VectorOf | TensorOf) or known == NUMBER:
            return said if known == NUMBER else known
        case ((Procedure() | Forall() | Record() | Variants()), _):
            return NOTHING
    if said == NUMBER and known in NUMBERS:
        return known
    return said if Match().fits(known, said) else NOTHING


def _either_of(types: list[Type]) -> Type:
    if all(isinstance(type, Record) for type in types) and len(types) > 1:
        return Union(tuple(types))
    return joined(types)


def without(known: Type, said: Type) -> Type:
    """The values of ``known`` that are not of the type ``said``, as far as there is a type for them."""
    match known:
        case Union(items=items):
            return _either_of([each for item in items if (each := without(item, said)) != NOTHING])
        case Variants(constructors=names) if isinstance(said, Record) and said.of is not None:
            # Constructors are told apart as long as possible: their union would have the excluded one again.
            if said.of.name == known.name:
                return _either_of([known.constructed(name) for name in names if name != said.name])
        case ListOf(element=element) if said == PAIR:
            return EMPTY
        case ListOf(element=element) if said == EMPTY:
            return PairOf(element, known) if element != NOTHING else NOTHING
    return NOTHING if is_subtype(known, said) and not is_dynamic(known) else known
