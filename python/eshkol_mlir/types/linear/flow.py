"""The state of linear values while a program is followed: where they are used, and where ways part and meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.types.linear.model import Type
from eshkol_mlir.types.linear.reports import Reports
from eshkol_mlir.types.linear.uses import (
    Live,
    Mismatch,
    Place,
    Status,
    Target,
    Used,
    Uses,
    first_use,
    whole_use,
)

#: What has happened to the values in scope; None where the program does not come to.
State: TypeAlias = "dict[Place, Status] | None"


@dataclass(frozen=True, slots=True)
class Barrier:
    """A loop, or else a procedure that is a value: what is around it may be used there any number of times."""

    span: Span
    is_loop: bool


class Flow:
    """Follows one way through a program after the other."""

    def __init__(self, uses: Uses, reports: Reports) -> None:
        self._uses = uses
        self._reports = reports
        self.state: State = {}
        self.barriers: tuple[Barrier, ...] = ()

    # Values --------------------------------------------------------------------------

    def place(self, name: str, type: Type, span: Span) -> Place:
        """A new value, which is to be used."""
        place = Place(name, type, span, len(self.barriers))
        if self.state is not None:
            self.state[place] = Live()
        return place

    def close(self, places: Sequence[Place]) -> None:
        """Ends the scope of some values, which must have been used."""
        if self.state is None:
            return
        for place in places:
            status = self.state.pop(place, None)
            left = None if status is None else self._uses.left_in(status, place.type)
            if left is not None:
                target = Target(place, left)
                self._reports.unused(target, self._uses.type_of(target))

    def use(self, target: Target, span: Span) -> None:
        place, path = target.place, target.path
        status = None if self.state is None else self.state.get(place)
        if self.state is None or status is None:
            return
        earlier = first_use(status, path)
        if earlier is not None:
            self._reports.twice(target, span, earlier)
            self.state[place] = self._uses.used(status, place.type, path, earlier)
            return
        if place.level < len(self.barriers):
            barrier = self.barriers[place.level]
            report = self._reports.in_loop if barrier.is_loop else self._reports.captured
            report(target, span, barrier.span)
            self.forget(place)
            return
        self.state[place] = self._uses.used(status, place.type, path, span)

    def forget(self, place: Place) -> None:
        """Follows a value no further, of which something wrong is reported."""
        if self.state is not None:
            self.state.pop(place, None)

    def field(self, target: Target, name: str) -> Target | None:
        """A field of a value, as far as the type has one."""
        return self._uses.field(None if self.state is None else self.state.get(target.place), target, name)

    def look_at(self, target: Target, span: Span) -> None:
        """A use that leaves the value as it is: a test of its type, or a field that is not linear."""
        status = None if self.state is None else self.state.get(target.place)
        earlier = whole_use(status, target.path)
        if earlier is not None:
            self._reports.twice(target, span, earlier)

    def narrow(self, target: Target, name: str, *, holds: bool) -> None:
        """Where a test for a constructor or record type has held, or failed."""
        status = None if self.state is None else self.state.get(target.place)
        if self.state is None or status is None:
            return
        narrowed = self._uses.narrowed(status, target, name, holds=holds)
        if narrowed is None:
            self.state = None
        else:
            self.state[target.place] = narrowed

    def to_use(self) -> list[Place]:
        """The values that are still to be used."""
        state = self.state or {}
        return [place for place, status in state.items() if not self._uses.is_done(status, place.type)]

    # Ways ----------------------------------------------------------------------------

    def copy(self) -> State:
        return None if self.state is None else dict(self.state)

    def join(self, first: State, second: State, mismatched: Callable[[Target, Mismatch], None]) -> None:
        """Goes on where two ways come together."""
        if first is None or second is None:
            self.state = second if first is None else first
            return
        joined: dict[Place, Status] = {}
        for place, one in first.items():
            if place not in second:
                continue
            status = self._uses.joined(one, second[place], place.type)
            if isinstance(status, Mismatch):
                mismatched(Target(place, status.path), status)
                status = Used(status.used)
            joined[place] = status
        self.state = joined

    @contextmanager
    def inside(self, barrier: Barrier) -> Iterator[None]:
        """Follows what is in a loop."""
        outer = self.barriers
        self.barriers = (*outer, barrier)
        try:
            yield
        finally:
            self.barriers = outer

    @contextmanager
    def in_procedure(self, span: Span) -> Iterator[None]:
        """Follows a procedure that is a value, whether or not the program comes to where it is made."""
        before = self.copy()
        if self.state is None:
            self.state = {}
        with self.inside(Barrier(span, is_loop=False)):
            yield
        if before is None or self.state is None:
            self.state = before

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Follows a procedure of the top level, whatever is being followed."""
        outer = self.state, self.barriers
        self.state, self.barriers = {}, ()
        try:
            yield
        finally:
            self.state, self.barriers = outer
