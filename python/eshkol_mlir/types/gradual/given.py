"""What is known of a variable where its definition is not."""

from __future__ import annotations

from dataclasses import dataclass

from eshkol_mlir.expander.core import Constant, Definition, Lambda
from eshkol_mlir.types.effects.elsewhere import EffectFact
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
class OnDevice:
    """What a variable is to device code.

    Attributes:
        is_procedure: whether device code can have it in itself as a procedure.
        is_whole: whether calls of it are computed by device code.
        obstacle: the name of an operation in it, or in what it calls, that device code does not have.
        has_variables: whether it, or what it calls, refers to variables that are no procedures of the top level.
    """

    is_procedure: bool
    is_whole: bool
    obstacle: str | None
    has_variables: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a variable.

    Attributes:
        definitions: without what they do.
        rounds: what is found in each round.
        on_device: what it is to device code; None in programs without any.
        effects: what it does; None in programs where no effects matter.
    """

    definitions: tuple[Definition, ...]
    rounds: tuple[Given, ...]
    on_device: OnDevice | None = None
    effects: EffectFact | None = None

    @property
    def has_no_body(self) -> bool:
        """Whether something has been left out of the definitions."""
        value = self.definitions[0].value
        body = value.body if isinstance(value, Lambda) else value
        return isinstance(body, Constant) and body.value is False
