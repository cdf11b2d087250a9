"""Types, as far as linear use depends on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Qubit:
    """The type of what is used exactly once."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record, a union or a constructor of one, applied to ``arguments`` where it has parameters."""

    name: str
    arguments: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure; ``rest`` is the type of further arguments, where it takes any number of them."""

    parameters: tuple[Type, ...]
    result: Type
    rest: Type | None = None

    def parameter(self, position: int) -> Type:
        if position < len(self.parameters):
            return self.parameters[position]
        return PLAIN if self.rest is None else self.rest


@dataclass(frozen=True, slots=True)
class Values:
    """Several results."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A type variable, which stands for types without qubits."""

    name: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Any other type, and what nothing is known of."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What a call of a procedure returns that is being evaluated itself."""


Type: TypeAlias = Qubit | Named | Procedure | Values | Variable | Plain | Pending

QUBIT = Qubit()
PLAIN = Plain()
PENDING = Pending()


def results(items: Sequence[Type]) -> Type:
    """The type of several values, or of a single one."""
    return items[0] if len(items) == 1 else Values(tuple(items))


def render(type: Type) -> str:
    match type:
        case Qubit():
            return "qubit"
        case Named(name=name, arguments=()):
            return name
        case Named(name=name, arguments=arguments):
            return f"({' '.join([name, *map(render, arguments)])})"
        case Procedure(parameters=parameters, result=result, rest=rest):
            more = () if rest is None else (f"{render(rest)} ...",)
            return f"(-> {' '.join([*map(render, parameters), *more, render(result)])})"
        case Values(items=items):
            return f"(values {' '.join(map(render, items))})"
        case Variable(name=name):
            return name
    return "any"
