"""What compiled code may refer to outside of its own unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Primitive:
    """A C function of the runtime.

    ``maximum`` is None where it takes a list of all arguments beyond ``minimum`` as its last one.
    """

    symbol: str
    minimum: int
    maximum: int | None

    def accepts(self, count: int) -> bool:
        """Whether it takes so many arguments."""
        return count >= self.minimum and (self.maximum is None or count <= self.maximum)


@dataclass(frozen=True, slots=True)
class LibraryProcedure:
    """A variable of the compiled library.

    ``required`` is None for one whose value is not a known procedure; such a variable is a cell.
    ``summary`` is an attribute for its declaration: what it does with its arguments and the frames of callers.
    """

    symbol: str
    required: int | None
    rest: bool = False
    summary: str | None = None

    def accepts(self, count: int) -> bool:
        """Whether it takes so many arguments, as far as is known."""
        return self.required is None or count == self.required or (self.rest and count > self.required)


@dataclass(frozen=True, slots=True)
class Runtime:
    """Primitives and library procedures by the names that programs use."""

    primitives: Mapping[str, Primitive]
    library: Mapping[str, LibraryProcedure] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.library or name in self.primitives

    def accepts(self, name: str, count: int) -> bool:
        """Whether there is a procedure of this name that takes so many arguments."""
        found = self.library.get(name) or self.primitives.get(name)
        return found is not None and found.accepts(count)
