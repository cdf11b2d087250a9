"""What has happened to linear values on the way to a place of a program.

A record is used as a whole, or taken apart, after which each of its linear fields is used once.  Of a union, tests tell
which constructor has made a value; one without linear fields then needs no use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.types.linear.declared import DeclaredTypes
from eshkol_mlir.types.linear.model import Named, Type


@dataclass(eq=False, slots=True)
class Place:
    """A linear value that has a name.

    Attributes:
        span: where it is bound.
        level: how many procedures and loops are around that.
    """

    name: str
    type: Type
    span: Span
    level: int


class Step(NamedTuple):
    """The way from a record of a type, which may be one of a union's, to a field of it."""

    variant: str
    field: str


Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a variable or a field stands for: a value, or a part of one."""

    place: Place
    path: Path = ()

    @property
    def shown(self) -> str:
        """Its name in messages; values that the program does not name have none."""
        fields = [step.field for step in self.path]
        if self.place.name.startswith("%"):
            return f"the field `{'.'.join(fields)}` of this value" if fields else "this value"
        return f"`{'.'.join((self.place.name, *fields))}`"


@dataclass(frozen=True, slots=True)
class Live:
    """Not used; of a union, ``excluded`` are the constructors that have not made it."""

    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Used:
    span: Span


@dataclass(frozen=True, slots=True)
class Opened:
    """A record of the type ``variant``, of whose linear fields each is used by itself."""

    variant: str
    parts: tuple[tuple[str, Status], ...]


Status: TypeAlias = Live | Used | Opened


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two ways to a place of which only one has used something, at ``used``; ``by_first`` tells which.

    ``path`` is the part that the other has left.
    """

    path: Path
    used: Span
    by_first: bool


class Uses:
    """Follows uses; ``types`` tell what values consist of."""

    def __init__(self, types: DeclaredTypes) -> None:
        self._types = types

    def type_of(self, target: Target) -> Type:
        type = target.place.type
        for step in target.path:
            type = self._types.fields(_record(type, step.variant))[step.field]
        return type

    def field(self, status: Status | None, target: Target, name: str) -> Target | None:
        """A field of a value; of a union, that of the constructor that tests have told of."""
        type = self.type_of(target)
        if not isinstance(type, Named):
            return None
        part = _part(status, target.path)
        known = part.variant if isinstance(part, Opened) else ""
        record = self._types.with_field(type, name, known, _excluded(part))
        return None if record is None else Target(target.place, (*target.path, Step(record.name, name)))

    def used(self, status: Status, type: Type, path: Path, span: Span) -> Status:
        """The status after a use of a part."""
        return self._changed(status, type, path, lambda part, _: Used(span))

    def _changed(
        self, status: Status, type: Type, path: Path, change: Callable[[Status, Type], Status]
    ) -> Status:
        if not path:
            return change(status, type)
        step, *rest = path
        record = _record(type, step.variant)
        opened = self._opened(status, record)
        if not isinstance(opened, Opened) or opened.variant != step.variant:
            return status
        fields = self._types.fields(record)
        parts = (
            (name, self._changed(part, fields[name], tuple(rest), change) if name == step.field else part)
            for name, part in opened.parts
        )
        return Opened(opened.variant, tuple(parts))

    def _opened(self, status: Status, record: Named) -> Status:
        """The status of what is known to be a record of a type."""
        if not isinstance(status, Live):
            return status
        return Opened(record.name, tuple((name, Live()) for name in self._types.linear_fields(record)))

    def narrowed(self, status: Status, target: Target, name: str, *, holds: bool) -> Status | None:
        """The status where a test for a constructor or record type holds, or fails; None where that cannot be."""
        is_possible = True

        def change(part: Status, type: Type) -> Status:
            nonlocal is_possible
            assert isinstance(type, Named)
            changed = self._tested(part, type, name, holds)
            is_possible = changed is not None
            return part if changed is None else changed

        changed = self._changed(status, target.place.type, target.path, change)
        return changed if is_possible else None

    def _tested(self, status: Status, type: Named, name: str, holds: bool) -> Status | None:
        variants = {variant.name: variant for variant in self._types.variants(type)}
        if name not in variants:
            return status
        if isinstance(status, Opened):
            return status if (status.variant == name) == holds else None
        if not isinstance(status, Live):
            return status
        left = {name} if holds else variants.keys() - status.excluded - {name}
        left -= status.excluded
        if len(left) == 1:
            return self._opened(status, variants[left.pop()])
        return Live(frozenset(variants.keys() - left)) if left else None

    def is_done(self, status: Status, type: Type) -> bool:
        """Whether nothing is left to use."""
        match status:
            case Used():
                return True
            case Live(excluded=excluded):
                return isinstance(type, Named) and not any(
                    self._types.linear_fields(variant)
                    for variant in self._types.variants(type)
                    if variant.name not in excluded
                )
            case Opened():
                return self.left_in(status, type) is None

    def left_in(self, status: Status, type: Type) -> Path | None:
        """The first part that is left to use; the empty path is all of it."""
        if not isinstance(status, Opened):
            return None if self.is_done(status, type) else ()
        assert isinstance(type, Named)
        fields = self._types.fields(Named(status.variant, type.arguments))
        for name, part in status.parts:
            left = self.left_in(part, fields[name])
            if left is not None:
                return (Step(status.variant, name), *left) if first_use(status) is not None else ()
        return None

    def joined(self, one: Status, other: Status, type: Type, path: Path = ()) -> Status | Mismatch:
        """The status where two ways come together."""
        if one == other:
            return one
        uses = first_use(one), first_use(other)
        if uses == (None, None):
            return Live(_excluded(one) & _excluded(other))
        done = self.is_done(one, type), self.is_done(other, type)
        if all(done):
            return one if uses[0] is not None else other
        if not any(done) and isinstance(type, Named):
            return self._joined_parts(one, other, type, path)
        by_first = uses[1] is None or (uses[0] is not None and done[0])
        used = uses[0] if by_first else uses[1]
        assert used is not None
        left = self.left_in(other if by_first else one, type)
        return Mismatch((*path, *(left or ())), used, by_first)

    def _joined_parts(self, one: Status, other: Status, type: Named, path: Path) -> Status | Mismatch:
        """The same where a record has been taken apart, and something is left on both ways."""
        opened = next(status for status in (one, other) if isinstance(status, Opened) and first_use(status))
        record = Named(opened.variant, type.arguments)
        fields = self._types.fields(record)
        one, other = self._opened(one, record), self._opened(other, record)
        assert isinstance(one, Opened)
        assert isinstance(other, Opened)
        if one.variant != other.variant:
            used = first_use(opened)
            assert used is not None
            return Mismatch(path, used, opened is one)
        parts: list[tuple[str, Status]] = []
        for (name, first), (_, second) in zip(one.parts, other.parts, strict=True):
            part = self.joined(first, second, fields[name], (*path, Step(record.name, name)))
            if isinstance(part, Mismatch):
                return part
            parts.append((name, part))
        return Opened(opened.variant, tuple(parts))


def first_use(status: Status, path: Path = ()) -> Span | None:
    """Where something has been used that a use of a part would use again."""
    match status:
        case Used(span=span):
            return span
        case Opened(variant=variant, parts=parts):
            steps = ((Step(variant, name), part) for name, part in parts)
            found = (first_use(part, path[1:]) for step, part in steps if not path or step == path[0])
            return next((span for span in found if span is not None), None)
    return None


def whole_use(status: Status | None, path: Path) -> Span | None:
    """Where a value, or a record that it is part of, has been used."""
    used = next(
        (part for end in range(len(path) + 1) if isinstance(part := _part(status, path[:end]), Used)), None
    )
    return None if used is None else used.span


def _part(status: Status | None, path: Path) -> Status | None:
    """The status of a part; None where it has none of its own."""
    for step in path:
        if not isinstance(status, Opened) or status.variant != step.variant:
            return None
        status = dict(status.parts).get(step.field)
    return status


def _record(type: Type, variant: str) -> Named:
    assert isinstance(type, Named)
    return Named(variant, type.arguments)


def _excluded(status: Status | None) -> frozenset[str]:
    return status.excluded if isinstance(status, Live) else frozenset()
