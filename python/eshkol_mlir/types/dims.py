"""Dimensions of tensors: integer polynomials over dimension variables.

A dimension is kept in normal form, so that two dimensions are known to be
equal exactly when they are ``==``.  ``batch``, ``2*n + 1`` and ``784`` are all
dimensions; a variable is a :class:`DimVar`, distinguished by identity because
two functions may both use the name ``n``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import TypeAlias

_serial = itertools.count()


@dataclass(frozen=True, eq=False)
class DimVar:
    """A dimension known only when the program runs.

    ``existential`` marks one that the program computes (``(zeros [n])``), as
    opposed to one that a signature names.
    """

    name: str
    existential: bool = False
    serial: int = field(default_factory=lambda: next(_serial))

    def __repr__(self) -> str:
        return self.name


Monomial: TypeAlias = tuple[DimVar, ...]


@dataclass(frozen=True, slots=True)
class Dim:
    """``sum(coefficient * product(variables))``, terms sorted, none zero."""

    terms: tuple[tuple[Monomial, int], ...]

    @staticmethod
    def of(value: int | DimVar | Dim) -> Dim:
        if isinstance(value, Dim):
            return value
        if isinstance(value, DimVar):
            return Dim((((value,), 1),))
        return Dim((((), value),)) if value else Dim(())

    @property
    def constant(self) -> int | None:
        """The value of a dimension without variables, else None."""
        if not self.terms:
            return 0
        if len(self.terms) == 1 and not self.terms[0][0]:
            return self.terms[0][1]
        return None

    @property
    def variable(self) -> DimVar | None:
        """The variable that this dimension is, else None."""
        if len(self.terms) == 1 and self.terms[0][1] == 1 and len(self.terms[0][0]) == 1:
            return self.terms[0][0][0]
        return None

    def variables(self) -> set[DimVar]:
        return {variable for monomial, _ in self.terms for variable in monomial}

    def __add__(self, other: Dim | int) -> Dim:
        return _normalize([*self.terms, *Dim.of(other).terms])

    def __sub__(self, other: Dim | int) -> Dim:
        return self + Dim.of(other) * -1

    def __mul__(self, other: Dim | int) -> Dim:
        right = Dim.of(other).terms
        return _normalize(
            [
                (tuple(sorted((*a, *b), key=lambda v: v.serial)), m * n)
                for (a, m), (b, n) in itertools.product(self.terms, right)
            ]
        )

    def divided_exactly(self, divisor: Dim) -> Dim | None:
        """The quotient where it is a polynomial with one-term divisor, else None."""
        if len(divisor.terms) != 1:
            return Dim.of(1) if self == divisor else None
        (monomial, coefficient) = divisor.terms[0]
        terms: list[tuple[Monomial, int]] = []
        for own, factor in self.terms:
            rest = list(own)
            for variable in monomial:
                if variable not in rest:
                    return None
                rest.remove(variable)
            if factor % coefficient:
                return None
            terms.append((tuple(rest), factor // coefficient))
        return _normalize(terms)

    def substitute(self, values: Mapping[DimVar, Dim]) -> Dim:
        result = Dim.of(0)
        for monomial, coefficient in self.terms:
            term = Dim.of(coefficient)
            for variable in monomial:
                term = term * values.get(variable, Dim.of(variable))
            result = result + term
        return result

    def evaluate(self, values: Mapping[DimVar, int]) -> int:
        return sum(c * prod(values[v] for v in monomial) for monomial, c in self.terms)

    def __str__(self) -> str:
        if not self.terms:
            return "0"
        text = ""
        for monomial, coefficient in self.terms:
            names = "*".join(variable.name for variable in monomial)
            sign = "-" if coefficient < 0 else "+" if text else ""
            size = abs(coefficient)
            part = str(size) if not names else names if size == 1 else f"{size}*{names}"
            text += f" {sign} {part}" if text else f"{sign}{part}"
        return text


def _normalize(terms: Iterable[tuple[Monomial, int]]) -> Dim:
    sums: dict[Monomial, int] = {}
    for monomial, coefficient in terms:
        sums[monomial] = sums.get(monomial, 0) + coefficient
    kept = [(m, c) for m, c in sums.items() if c]
    # Variables before constants, in order of creation: ``batch + 1``.
    kept.sort(key=lambda term: (not term[0], tuple(v.serial for v in term[0])))
    return Dim(tuple(kept))


Shape: TypeAlias = tuple[Dim, ...]


def shape_of(*sizes: int | DimVar | Dim) -> Shape:
    return tuple(Dim.of(size) for size in sizes)


def render_shape(shape: Shape) -> str:
    """``[batch 784]``; sums are parenthesised."""
    parts = [str(dim) for dim in shape]
    return "[" + " ".join(f"({part})" if " " in part else part for part in parts) + "]"


def product(shape: Iterable[Dim]) -> Dim:
    result = Dim.of(1)
    for dim in shape:
        result = result * dim
    return result
