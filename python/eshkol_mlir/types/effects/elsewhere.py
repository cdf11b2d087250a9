"""What inference has found of a variable, for those who do not see its definition.

That is its value, with what is in the objects that the value may be, and the rows of the parameters of its procedures.
What made procedures and objects is told by numbers, and causes have places only, which messages do not get to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.effects.checks import outside_of_library
from eshkol_mlir.types.effects.inference import Inference
from eshkol_mlir.types.effects.values import (
    Argument,
    Arguments,
    Atom,
    Cause,
    Procedure,
    Promise,
    Region,
    Row,
    Value,
)


@dataclass(frozen=True, slots=True)
class Made:
    """What tells procedures apart that a variable may have as its value."""

    variable: str
    number: int


@dataclass(frozen=True, slots=True)
class EffectFact:
    """What is known of the effects of a variable.

    Attributes:
        value: what it may be.
        contents: what is in the objects that belong to it.
        rows: the types of parameters that have rows.
    """

    value: Value
    contents: tuple[tuple[Region, Value], ...]
    rows: tuple[tuple[Binding, Syntax], ...]


class ChangedElsewhere(Exception):
    """An object of one part of a program gets procedures from another one."""


def learn(inference: Inference, known: Mapping[Binding, EffectFact]) -> None:
    """Tells an inference what is known of variables whose definitions it does not see."""
    for binding, fact in known.items():
        inference.learn(binding, fact.value, fact.contents)
        for parameter, written in fact.rows:
            arrow = inference.declarations.arrow(written)
            if arrow is not None:
                inference.calls.parameter_rows[parameter] = arrow


def check_unchanged(inference: Inference, known: Iterable[EffectFact]) -> None:
    """
    Raises:
        ChangedElsewhere: one of the objects has something else in it now.
    """
    for fact in known:
        if any(inference.objects.contents(region) != contents for region, contents in fact.contents):
            raise ChangedElsewhere


def told(inference: Inference, binding: Binding) -> EffectFact:
    """What others may know of a variable."""
    teller = _Teller(inference, binding.name)
    value = teller.value(inference.value_of(binding))
    contents = teller.contents()
    return EffectFact(value, contents, tuple(teller.rows.items()))


class _Teller:
    def __init__(self, inference: Inference, variable: str) -> None:
        self._inference = inference
        self._variable = variable
        self._keys: dict[object, Made | Promise] = {}
        self._regions: dict[Region, Region] = {}
        self._pending: list[Region] = []
        self.rows: dict[Binding, Syntax] = {}

    def contents(self) -> tuple[tuple[Region, Value], ...]:
        """What is in all objects that have been told of, those in others included."""
        found = []
        while self._pending:
            region = self._pending.pop(0)
            found.append((self._regions[region], self.value(self._inference.objects.contents(region))))
        return tuple(found)

    def value(self, value: Value) -> Value:
        atoms: dict[Atom, None] = {self._atom(atom): None for atom in value.atoms}
        return Value(atoms, {self._key(key): self._procedure(each) for key, each in value.procedures.items()})

    def _atom(self, atom: Atom) -> Atom:
        return self._region(atom) if isinstance(atom, Region) else atom

    def _region(self, region: Region) -> Region:
        if region not in self._regions:
            self._regions[region] = Region(None if region.owner is None else self._key(region.owner))
            self._pending.append(region)
        return self._regions[region]

    def _key(self, key: object) -> Made | Promise:
        if key not in self._keys:
            made = Made(self._variable, len(self._keys))
            self._keys[key] = Promise(made) if isinstance(key, Promise) else made
        return self._keys[key]

    def _procedure(self, procedure: Procedure) -> Procedure:
        rows = self._inference.calls.parameter_rows
        self.rows |= {each: rows[each].written for each in procedure.parameters if each in rows}
        return Procedure(
            self._key(procedure.key), procedure.name, procedure.parameters, procedure.rest,
            self._row(procedure.row), self.value(procedure.result),
        )  # fmt: skip

    def _row(self, row: Row) -> Row:
        return Row(
            {effect: _place_of(cause) for effect, cause in sorted(row.effects.items())},
            {
                called: (self._arguments(arguments), _place_of(cause))
                for called, (arguments, cause) in row.calls.items()
            },
            {self._changed(changed): _place_of(cause) for changed, cause in row.changes.items()},
            {demanded: _place_of(cause) for demanded, cause in row.demands.items()},
            None if row.unknown is None else _place_of(row.unknown),
        )

    def _changed(self, changed: Region | Argument) -> Region | Argument:
        return self._region(changed) if isinstance(changed, Region) else changed

    def _arguments(self, arguments: Arguments) -> Arguments:
        rest = None if arguments.rest is None else self.value(arguments.rest)
        return Arguments(tuple(map(self.value, arguments.values)), rest)


def _place_of(cause: Cause) -> Cause:
    """A cause without the way that leads to it; it remains one in the program, or one in the library."""
    return Cause(next((step.span for step in outside_of_library(cause)), cause.span), "")
