"""What the emitter knows of a variable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from eshkol_mlir.emit.ir import Value
from eshkol_mlir.expander import core


@dataclass(eq=False, slots=True)
class Local:
    """A variable that is an SSA value."""

    value: Value


@dataclass(eq=False, slots=True)
class Boxed:
    """A variable that is assigned, or that may be read before it has a value; ``box`` holds that."""

    box: Value
    name: str
    #: Whether it may be undefined.
    early: bool


@dataclass(eq=False, slots=True)
class Cell:
    """A variable of the top level."""

    symbol: str
    name: str


@dataclass(eq=False, slots=True)
class Known:
    """A procedure of the top level; ``value`` is its text, None if another unit has it."""

    symbol: str
    name: str
    required: int
    rest: bool
    value: core.Lambda | None


Variable: TypeAlias = Local | Boxed | Cell | Known
