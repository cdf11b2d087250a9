"""Exact numbers with a derivative: forward mode on integers and fractions.

``p + t·ε`` with ε² = 0.  Derivatives nest by tags: each has an ε of its own, and
the numbers of an inner derivative may be dual for an outer one, so that the two
are never confused.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

_tags = itertools.count(1)


class NotExact(Exception):
    """Something other than exact arithmetic was asked of a dual number."""


@dataclass(frozen=True, eq=False, slots=True)
class Dual:
    """Compares by its primal, so that a conditional goes the way it does without derivatives."""

    tag: int
    primal: Exact
    tangent: Exact

    def __add__(self, other: Exact) -> Exact:
        return _linear(self, other, lambda a, b: a + b)

    __radd__ = __add__

    def __sub__(self, other: Exact) -> Exact:
        return _linear(self, other, lambda a, b: a - b)

    def __rsub__(self, other: Exact) -> Exact:
        return _linear(other, self, lambda a, b: a - b)

    def __neg__(self) -> Exact:
        return Dual(self.tag, -self.primal, -self.tangent)

    def __pos__(self) -> Exact:
        return self

    def __abs__(self) -> Exact:
        return self if self >= 0 else -self

    def __mul__(self, other: Exact) -> Exact:
        tag = _tag(self, other)
        (a, da), (b, db) = _parts(self, tag), _parts(other, tag)
        return Dual(tag, a * b, da * b + a * db)

    __rmul__ = __mul__

    def __truediv__(self, other: Exact) -> Exact:
        return _quotient(self, other)

    def __rtruediv__(self, other: Exact) -> Exact:
        return _quotient(other, self)

    def __pow__(self, exponent: Exact) -> Exact:
        if not isinstance(exponent, int):
            raise NotExact
        if exponent == 0:
            return 1
        slope = exponent * _power(self.primal, exponent - 1)
        return Dual(self.tag, _power(self.primal, exponent), slope * self.tangent)

    def __rpow__(self, base: object) -> Exact:
        raise NotExact

    def __eq__(self, other: object) -> bool:
        return innermost(self) == (innermost(other) if isinstance(other, Dual) else other)

    def __lt__(self, other: Exact | float) -> bool:
        return innermost(self) < innermost(other)

    def __le__(self, other: Exact | float) -> bool:
        return innermost(self) <= innermost(other)

    def __gt__(self, other: Exact | float) -> bool:
        return innermost(self) > innermost(other)

    def __ge__(self, other: Exact | float) -> bool:
        return innermost(self) >= innermost(other)

    def __hash__(self) -> int:
        return hash(innermost(self))

    def __repr__(self) -> str:
        return f"{self.primal!r}+{self.tangent!r}ε{self.tag}"

    def __str__(self) -> str:
        return str(innermost(self))

    def _refuse(self, *_: object) -> int:
        raise NotExact

    __int__ = __index__ = __floor__ = __ceil__ = __trunc__ = __round__ = __bool__ = _refuse
    __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __divmod__ = __rdivmod__ = _refuse

    def __float__(self) -> float:
        raise NotExact

    def __complex__(self) -> complex:
        raise NotExact


Exact: TypeAlias = "int | Fraction | Dual"


def new_tag() -> int:
    """A tag greater than all that are in use."""
    return next(_tags)


def split(number: Exact, tag: int) -> tuple[Exact, Exact]:
    """The value and the derivative that belongs to ``tag``."""
    return _parts(number, tag)


def innermost(number: Exact | float) -> int | Fraction | float:
    """The number without any derivative."""
    while isinstance(number, Dual):
        number = number.primal
    return number


def _tag(a: Exact, b: Exact) -> int:
    return max(x.tag for x in (a, b) if isinstance(x, Dual))


def _parts(number: Exact, tag: int) -> tuple[Exact, Exact]:
    if isinstance(number, Dual) and number.tag == tag:
        return number.primal, number.tangent
    if not isinstance(number, int | Fraction | Dual):
        raise NotExact
    return number, 0


def _linear(a: Exact, b: Exact, combine: Callable[[Exact, Exact], Exact]) -> Exact:
    tag = _tag(a, b)
    (x, dx), (y, dy) = _parts(a, tag), _parts(b, tag)
    return Dual(tag, combine(x, y), combine(dx, dy))


def _quotient(a: Exact, b: Exact) -> Exact:
    """d(a/b) = (da - a/b·db) / b."""
    tag = _tag(a, b)
    (x, dx), (y, dy) = _parts(a, tag), _parts(b, tag)
    value = _divide(x, y)
    return Dual(tag, value, _divide(dx - value * dy, y))


def _divide(a: Exact, b: Exact) -> Exact:
    if isinstance(a, Dual) or isinstance(b, Dual):
        return _quotient(a, b)
    return simplify(Fraction(a) / b)


def _power(base: Exact, exponent: int) -> Exact:
    if isinstance(base, Dual):
        return base**exponent
    return simplify(Fraction(Fraction(base) ** exponent))


def simplify(number: Exact) -> Exact:
    """Whole fractions as integers."""
    return int(number) if isinstance(number, Fraction) and number.denominator == 1 else number
