"""Where objects come from, and what may be in them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

from eshkol_mlir.types.effects.rows import Effect
from eshkol_mlir.types.effects.values import (
    DATA,
    MAX_DEPTH,
    UNKNOWN,
    Anything,
    Argument,
    Cause,
    Region,
    Row,
    Value,
    holding,
    limited,
)

Key = TypeVar("Key", bound=Hashable)


class Objects:
    """The regions of a program, and what is put into them, which never gets less."""

    def __init__(self) -> None:
        #: The procedure that is evaluated, to whose calls new objects and variables belong.
        self.owner: object = None
        #: Whether something that has been used turned out to be more.
        self.has_changed = False
        #: What has been used since :meth:`restart`.
        self._used: set[object] = set()
        self._regions: dict[object, Region] = {}
        self._contents: dict[Region, Value] = {}

    def restart(self) -> None:
        self.has_changed = False
        self._used.clear()

    def use(self, key: object) -> None:
        """Notes that what is known of something is used, so that more of it changes what depends on it."""
        self._used.add(key)

    def add(self, table: dict[Key, Value], key: Key, value: Value) -> None:
        """Adds to what is known of something."""
        earlier = table.get(key)
        joined = limited(value if earlier is None else earlier | value, MAX_DEPTH)
        if joined != earlier:
            table[key] = joined
            self.has_changed |= key in self._used

    def region(self, key: object) -> Region:
        """That of an expression or variable in the procedure that is evaluated."""
        return self.region_of(key, self.owner)

    def region_of(self, key: object, owner: object) -> Region:
        whole = (key, owner)
        if whole not in self._regions:
            self._regions[whole] = Region(owner)
        return self._regions[whole]

    def contents(self, region: Region) -> Value:
        self.use(region)
        return self._contents.get(region, DATA)

    def new(self, node: object, contents: Value) -> Value:
        """An object that an expression makes."""
        region = self.region(node)
        self.put(region, contents)
        return holding(region)

    def put(self, region: Region, value: Value) -> None:
        self.add(self._contents, region, value)

    def fill(self, changed: Value, value: Value) -> None:
        """Puts a value into all objects that another value may be."""
        for atom in changed.atoms:
            if isinstance(atom, Region):
                self.put(atom, value)

    def part(self, value: Value) -> Value:
        """What is in a value."""
        result = DATA
        for atom in value.atoms:
            match atom:
                case Region():
                    result |= self.contents(atom)
                case Argument(binding=binding):
                    result |= holding(Argument(binding, True))
                case Anything():
                    result |= UNKNOWN
        return result

    @staticmethod
    def change(changed: Value, row: Row, cause: Cause) -> None:
        """An object is changed: a known one, or one that comes from anywhere."""
        for atom in changed.atoms:
            if isinstance(atom, Region | Argument):
                row.changes.setdefault(atom, cause)
            elif isinstance(atom, Anything):
                row.effects.setdefault(Effect.STATE, cause)
