"""Occurrence typing: what a test says of the variables in it, where it holds and where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import walk
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    CHAR,
    EMPTY,
    FLOAT32,
    FLOAT64,
    INTEGER,
    NOTHING,
    NUMBER,
    NUMBERS,
    PAIR,
    PROCEDURE,
    RATIONAL,
    STRING,
    SYMBOL,
    ListOf,
    TensorOf,
    Type,
    Union,
    VectorOf,
    is_dynamic,
)  # fmt: skip
from eshkol_mlir.types.gradual.narrowing import narrowed, united, without
from eshkol_mlir.types.gradual.reachability import check_test, never_returns
from eshkol_mlir.types.gradual.reports import Excluded, Found

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker

#: What tests have told of variables.
Changes = dict[Binding, Found]
#: What is known where a test holds, and where it does not; None where that never comes about.
Outcomes: TypeAlias = "tuple[Changes | None, Changes | None]"

_HOLDS: Outcomes = ({}, None)
_FAILS: Outcomes = (None, {})
_UNKNOWN: Outcomes = ({}, {})


#: Of a test that is the value of a variable: how many expressions it may stand for.
_MOST_OF_TEST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What a predicate says of a value.

    Attributes:
        test: the predicate.
        type: the type of the values that it holds of.
        of_all: the types of all of whose values it holds.
    """

    test: str | Binding
    type: Type
    of_all: tuple[Type, ...]


_EXACTLY: Mapping[str, Type] = {
    "string?": STRING, "symbol?": SYMBOL, "char?": CHAR, "boolean?": BOOLEAN, "procedure?": PROCEDURE, "pair?": PAIR,
    "null?": EMPTY, "list?": ListOf(ANY), "tensor?": TensorOf(None), "exact-integer?": INTEGER,
    "exact-rational?": RATIONAL,
}  # fmt: skip
#: Types of numbers that are no tensors.  Complex numbers have no type of their own.
_REAL = (INTEGER, RATIONAL, FLOAT64, FLOAT32)
_PREDICATES: Mapping[str, Said] = {
    **{name: Said(name, type, (type,)) for name, type in _EXACTLY.items()},
    **{name: Said(name, NUMBER, _REAL) for name in ("number?", "complex?", "real?")},
    "rational?": Said("rational?", NUMBER, (INTEGER, RATIONAL)),
    "integer?": Said("integer?", NUMBER, (INTEGER,)),
    "%flonum?": Said("%flonum?", FLOAT64, (FLOAT64, FLOAT32)),
    "vector?": Said("vector?", VectorOf(ANY), ()),
}  # fmt: skip


class TestsOfVariables(dict[Binding, core.Apply]):
    """Variables with the value of a test of others.

    A test that mentions such variables stands for all that they mention in turn, which may be exponentially more than
    is written; what would be too much is not looked into.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sizes: dict[Binding, int] = {}

    def note(self, binding: Binding, test: core.Apply) -> None:
        size = sum(
            1 + (self._sizes.get(node.binding, 0) if isinstance(node, core.Reference) else 0)
            for node in walk(test)
        )
        if size <= _MOST_OF_TEST:
            self[binding], self._sizes[binding] = test, size
        else:
            self.pop(binding, None)
            self._sizes.pop(binding, None)


def assumptions(checker: Checker, test: core.Core) -> tuple[Changes, Changes]:
    """What is known of variables where a test holds, and where it does not."""
    holds, fails = _outcomes(checker, test)
    return holds or {}, fails or {}


def assumed_after(checker: Checker, node: core.Core) -> Changes:
    """What is known of variables after an expression, as some of its branches end in errors."""
    return _after(checker, node) or {}


def _outcomes(checker: Checker, test: core.Core) -> Outcomes:
    match test:
        case core.Constant(value=value):
            return _FAILS if value is False else _HOLDS
        case core.Apply(function=core.Builtin(name="%and"), arguments=(first, *rest)):
            others = _remaining(checker, test, rest, _HOLDS)
            return _choice(checker, first, others, lambda: _FAILS)
        case core.Apply(function=core.Builtin(name="%or"), arguments=(first, *rest)):
            others = _remaining(checker, test, rest, _FAILS)
            return _choice(checker, first, lambda: _HOLDS, others)
        case core.Apply(function=core.Builtin(name="not"), arguments=(inner,)):
            holds, fails = _outcomes(checker, inner)
            return fails, holds
        case core.If(test=inner, then=then, otherwise=otherwise) if otherwise is not None:
            return _choice(
                checker, inner, lambda: _outcomes(checker, then), lambda: _outcomes(checker, otherwise)
            )
        case core.Let(body=body):
            return _outcomes(checker, body)
        case core.Reference(binding=binding) if binding in checker.tests:
            with checker.without_notice():
                return _outcomes(checker, checker.tests[binding])
        case core.Apply(function=function, arguments=(core.Reference(binding=binding),)) if (
            not binding.assigned
        ):
            said = _said(checker, function)
            if said is not None:
                return _of_predicate(checker, test, binding, said)
    return _UNKNOWN


def _remaining(
    checker: Checker, node: core.Apply, rest: list[core.Core], end: Outcomes
) -> Callable[[], Outcomes]:
    """The outcomes of the further parts of ``and`` and ``or``."""
    if not rest:
        return lambda: end
    return lambda: _outcomes(checker, replace(node, arguments=tuple(rest)))


def _choice(
    checker: Checker, test: core.Core, then: Callable[[], Outcomes], otherwise: Callable[[], Outcomes]
) -> Outcomes:
    """The outcomes of one of two tests, which another one chooses."""
    holds, fails = _outcomes(checker, test)
    first = _given(checker, holds, then)
    second = _given(checker, fails, otherwise)
    return _either(first[0], second[0]), _either(first[1], second[1])


def _given(checker: Checker, changes: Changes | None, outcomes: Callable[[], Outcomes]) -> Outcomes:
    """The outcomes of a test that is made where something is known already."""
    if changes is None:
        return None, None
    with checker.assuming(changes):
        holds, fails = outcomes()
    return _both(changes, holds), _both(changes, fails)


def _both(changes: Changes, further: Changes | None) -> Changes | None:
    return None if further is None else changes | further


def _either(a: Changes | None, b: Changes | None) -> Changes | None:
    """What is known where one of two cases has come about."""
    if a is None or b is None:
        return b if a is None else a
    return {
        binding: Found(
            united((found.type, b[binding].type)), found.origin or b[binding].origin,
            found.checked and b[binding].checked, excluded=common(found.excluded, b[binding].excluded),
        )
        for binding, found in a.items()
        if binding in b
    }  # fmt: skip


def common(a: tuple[Excluded, ...], b: tuple[Excluded, ...]) -> tuple[Excluded, ...]:
    """The tests that have failed in both of two cases."""
    if a == b:
        return a
    of_both = set(a).intersection(b)
    return tuple(each for each in a if each in of_both)


def _with_test(excluded: tuple[Excluded, ...], failed: Excluded) -> tuple[Excluded, ...]:
    """The tests that have failed, each once."""
    is_known = any(each.test == failed.test for each in excluded)
    return excluded if is_known else (*excluded, failed)


def _of_predicate(checker: Checker, node: core.Apply, binding: Binding, said: Said) -> Outcomes:
    original = checker.aliases.get(binding, binding)
    check_test(checker, node, original, said)
    failed = Excluded(said.test, said.of_all, node.span)
    holds: Changes = {}
    fails: Changes = {}
    for each in {binding: None, original: None}:
        known = checker.found(each)
        origin = None if is_dynamic(known.type) else known.origin
        holds[each] = Found(narrowed(known.type, said.type), origin, True, excluded=known.excluded)
        rest = without(known.type, *said.of_all)
        fails[each] = Found(rest, origin, known.checked, excluded=_with_test(known.excluded, failed))
    return holds, fails


def excluding(checker: Checker, binding: Binding, wanted: Type) -> list[Excluded]:
    """The tests that tell that a variable of which nothing else is known is not of a type; none if it may be.

    What may be converted to tensors, vectors and numbers is not told by tests for these.
    """
    found = checker.found(checker.aliases.get(binding, binding))
    if not found.excluded or not is_dynamic(found.type) or is_dynamic(wanted):
        return []
    if wanted in NUMBERS or isinstance(wanted, TensorOf | VectorOf | Union):
        return []
    telling = [each for each in found.excluded if without(wanted, *each.types) != wanted]
    return telling if without(wanted, *(type for each in telling for type in each.types)) == NOTHING else []


def _said(checker: Checker, function: core.Core) -> Said | None:
    match function:
        case core.Builtin(name=name):
            return _PREDICATES.get(name)
        case core.Reference(binding=binding):
            if checker.is_foreign(binding):
                return _PREDICATES.get(binding.name)
            record = checker.records.predicate(binding)
            return None if record is None else Said(binding, record, (record,))
    return None


# Expressions that do not return -----------------------------------------------------------------


def _after(checker: Checker, node: core.Core) -> Changes | None:
    """What is known after an expression; None if it does not return."""
    match node:
        case core.If(test=test, then=then, otherwise=otherwise):
            holds, fails = _outcomes(checker, test)
            if otherwise is not None:
                fails = _after_branch(checker, fails, otherwise)
            return _either(_after_branch(checker, holds, then), fails)
        case core.Sequence(expressions=(*_, last)) | core.Let(body=last) | core.Letrec(body=last):
            return _after(checker, last)
    return None if never_returns(checker, node) else {}


def _after_branch(checker: Checker, changes: Changes | None, branch: core.Core) -> Changes | None:
    return _given(checker, changes, lambda: (_after(checker, branch), None))[0]
