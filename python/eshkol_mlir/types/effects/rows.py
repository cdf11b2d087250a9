"""Effects, and rows of them as programs write them."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.expander.type_names import variable_name
from eshkol_mlir.reader.syntax import Braces, Symbol, Syntax


class Effect(enum.StrEnum):
    """What evaluating an expression may do besides computing its value, in the order in which rows show it."""

    RANDOM = "Random"
    GRADIENT = "Gradient"
    IO = "IO"
    STATE = "State"
    DEVICE = "Device"
    EXCEPTION = "Exception"


_BY_NAME = {effect.value: effect for effect in Effect}
_BY_LOWER_CASE = {effect.value.lower(): effect.value for effect in Effect}
_ROW = "a row is names of effects and of row variables, as in {Random IO e}"
_KNOWN = f"effects are {', '.join(_BY_NAME)}"


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """``{Effect ... variable ...}``; a variable stands for the effects of procedures that are passed."""

    effects: frozenset[Effect]
    variables: frozenset[str]
    span: Span

    def __str__(self) -> str:
        return shown(self.effects, sorted(self.variables))

    def same_as(self, other: DeclaredRow) -> bool:
        return self.effects == other.effects and self.variables == other.variables


def shown(effects: Iterable[Effect], variables: Iterable[str] = ()) -> str:
    """A row as programs write it."""
    given = set(effects)
    return "{" + " ".join([*(e.value for e in Effect if e in given), *variables]) + "}"


def read_row(written: Braces) -> DeclaredRow:
    """
    Raises:
        NameError: there is no such effect.
        SyntaxError: something is no name, or a name occurs twice.
    """
    effects: set[Effect] = set()
    variables: set[str] = set()
    for item in written.items:
        name = _name(item)
        if name in _BY_NAME:
            if _BY_NAME[name] in effects:
                raise _twice(item, name)
            effects.add(_BY_NAME[name])
            continue
        if not name[:1].islower() or name.lower() in _BY_LOWER_CASE:
            meant = _BY_LOWER_CASE.get(name.lower())
            help = [f"did you mean `{meant}`?"] if meant else did_you_mean(name, _BY_NAME)
            raise diagnostics.NameError.at(
                Code.UNKNOWN_EFFECT,
                item.span,
                f"there is no effect `{name}`",
                notes=[_KNOWN],
                help=help or ["names of row variables begin with a lower-case letter"],
            )
        if name in variables:
            raise _twice(item, name)
        assert isinstance(item, Symbol)
        variables.add(variable_name(item))
    return DeclaredRow(frozenset(effects), frozenset(variables), written.span)


def _name(item: Syntax) -> str:
    if isinstance(item, Symbol):
        return item.name
    raise diagnostics.SyntaxError.at(
        Code.MALFORMED_ROW, item.span, "expected the name of an effect here", help=[_ROW]
    )


def _twice(item: Syntax, name: str) -> diagnostics.EshkolError:
    return diagnostics.SyntaxError.at(Code.EFFECT_TWICE, item.span, f"`{name}` occurs twice in this row")
