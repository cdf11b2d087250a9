"""What is known of a variable where its definition is not."""

from __future__ import annotations

from dataclasses import dataclass

from eshkol_mlir.expander.core import Definition
from eshkol_mlir.types.gradual.model import Type
from eshkol_mlir.types.gradual.reports import Found, Origin


@dataclass(frozen=True, slots=True)
class Demand:
    """The type that a parameter must have, and the use that needs it."""

    type: Type
    use: Origin


@dataclass(frozen=True, slots=True)
class Given:
    """What checking the definition of a variable has told.

    Attributes:
        found: what is known of its value, where that is not declared.
        is_trusted: whether it is a procedure that returns what it declares.
        demands: what a procedure needs of its parameters, in order.
    """

    found: Found | None
    is_trusted: bool
    demands: tuple[Demand | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a variable: its definitions without what they do, and what is found in each round."""

    definitions: tuple[Definition, ...]
    rounds: tuple[Given, ...]
