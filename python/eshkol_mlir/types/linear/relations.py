"""Whether a value of one type may go where another is declared."""

from __future__ import annotations

import enum
from itertools import zip_longest

from eshkol_mlir.types.linear.declared import DeclaredTypes
from eshkol_mlir.types.linear.model import PENDING, PLAIN, Named, Procedure, Type, Values, Variable


class Misfit(enum.Enum):
    """What is wrong where it may not."""

    LEAVES = "a linear value goes where nothing looks after its use"
    DIFFERS = "both are linear, but not the same"
    PROCEDURE = "a procedure would get linear values, or return some, that it is not known to use once"


class Relations:
    """Compares types; values that nothing is known of are accepted where linear ones are declared."""

    def __init__(self, types: DeclaredTypes) -> None:
        self._types = types

    def misfit(self, found: Type, expected: Type) -> Misfit | None:
        """What is wrong with a value where a type is expected; None if it may be there."""
        if self._types.is_linear(found):
            if not self._types.is_linear(expected):
                return Misfit.LEAVES
            return None if self._is_same(found, expected) else Misfit.DIFFERS
        if isinstance(expected, Procedure):
            return None if self._procedure_fits(found, expected) else Misfit.PROCEDURE
        if isinstance(found, Values) and isinstance(expected, Values):
            misfits = map(self.misfit, found.items, expected.items)
            return next((misfit for misfit in misfits if misfit is not None), None)
        return None

    def _is_same(self, found: Type, expected: Type) -> bool:
        match found, expected:
            case Named(name=name, arguments=one), Named(name=other, arguments=two):
                # A constructor's values are of its union as well.
                names = {name, self._types.types[name].union}
                arguments = zip_longest(one, two, fillvalue=PLAIN)
                return other in names and all(self.misfit(a, b) is None for a, b in arguments)
            case Values(items=one), Values(items=two):
                return len(one) == len(two) and all(
                    self.misfit(a, b) is None for a, b in zip(one, two, strict=True)
                )
        return found == expected

    def _procedure_fits(self, found: Type, expected: Procedure) -> bool:
        if not isinstance(found, Procedure):
            return not self._types.takes_linear(expected)
        given = (
            self.misfit(parameter, found.parameter(position)) is None
            for position, parameter in enumerate(expected.parameters)
        )
        if expected.rest is not None and self.misfit(
            expected.rest, found.parameter(len(expected.parameters))
        ):
            return False
        return all(given) and self.misfit(found.result, expected.result) is None

    def join(self, one: Type, other: Type) -> Type:
        """The type of what is one or the other: of the two, the one that says more."""
        if other in (PLAIN, PENDING) or self._types.is_linear(one):
            return one
        if one in (PLAIN, PENDING) or self._types.is_linear(other):
            return other
        return one if one == other else PLAIN


def match_variables(pattern: Type, found: Type, variables: dict[str, Type]) -> None:
    """What the variables in the type of a constructor's field stand for in a value of it."""
    match pattern, found:
        case Variable(name=name), _:
            variables.setdefault(name, found)
        case Named(name=name, arguments=one), Named(name=other, arguments=two) if name == other:
            for inner, part in zip(one, two, strict=False):
                match_variables(inner, part, variables)


def substituted(type: Type, variables: dict[str, Type]) -> Type:
    """A type with what its variables stand for."""
    match type:
        case Variable(name=name):
            return variables.get(name, PLAIN)
        case Named(name=name, arguments=arguments):
            return Named(name, tuple(substituted(argument, variables) for argument in arguments))
        case Values(items=items):
            return Values(tuple(substituted(item, variables) for item in items))
        case Procedure(parameters=parameters, result=result, rest=rest):
            return Procedure(
                tuple(substituted(parameter, variables) for parameter in parameters),
                substituted(result, variables),
                None if rest is None else substituted(rest, variables),
            )
    return type
