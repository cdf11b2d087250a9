"""An operation at shapes and numbers that are drawn anew for each example."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from native_derivatives import Array, Case

Sizes = tuple[int, ...]
Random = np.random.Generator

#: The sizes that dimensions have.  They are few, since JAX compiles each of its operations for each shape.
ANY = (0, 1, 2, 3, 6)
SMALL = (0, 1, 3)
FULL = (1, 2, 3, 6)
SMALL_FULL = (1, 3)


@dataclass(frozen=True)
class Property:
    """One operation, what JAX computes instead, and how its operands are made.

    Attributes:
        operation: the name of the operation; what its rows are found by.
        body: as that of a case.
        function: as that of a case.
        sizes: for each size that ``make`` gets, those that it may be.
        make: the operands at sizes, with random numbers.
        is_smooth: has derivatives at these operands that differences can approximate.
        tolerance: of the pairings of tangents with cotangents.
        uniform: the positions of the operands that a batch has only one of, since sizes follow from them.
        is_narrow: has derivatives in f16 and bf16 that are within some roundings of those in f64.
        name: that of the functions.
    """

    operation: str
    body: str
    function: Callable[..., Any]
    sizes: tuple[tuple[int, ...], ...]
    make: Callable[[Sizes, Random], tuple[Array, ...]]
    is_smooth: bool = True
    tolerance: float = 1e-9
    uniform: tuple[int, ...] = ()
    is_narrow: bool = True
    name: str = ""

    def case(self, inputs: tuple[Array, ...]) -> Case:
        return Case(
            self.name,
            self.body,
            self.function,
            inputs,
            is_smooth=self.is_smooth,
            is_twice=False,
            tolerance=self.tolerance,
        )

    def at(self, sizes: Sizes, seed: int) -> Case:
        return self.case(self.make(sizes, np.random.default_rng(seed)))

    def sample(self) -> Case:
        """At the greatest sizes; its element types and ranks are those at any sizes."""
        return self.at(tuple(map(max, self.sizes)), 0)

    def examples(self) -> st.SearchStrategy[tuple[Sizes, int]]:
        """Sizes and seeds."""
        sizes = st.tuples(*map(st.sampled_from, self.sizes))
        return st.tuples(sizes, st.integers(0, 2**16))


def number(properties: Iterable[Property]) -> dict[str, Property]:
    """Gives the rows names that are identifiers and different."""
    counts: dict[str, Iterator[int]] = {}
    found: dict[str, Property] = {}
    for row in properties:
        plain = row.operation.replace(".", "_")
        name = f"{plain}_{next(counts.setdefault(plain, itertools.count()))}"
        found[name] = Property(**{**vars(row), "name": name})
    return found


def grouped(*groups: Callable[[], Iterable[Property]]) -> dict[str, dict[str, Property]]:
    """The rows that each function makes, numbered, under its name."""
    return {make.__name__: number(make()) for make in groups}


# Numbers -----------------------------------------------------------------------


def normal(random: Random, *shape: int) -> Array:
    return np.asarray(random.standard_normal(shape))


def complex_normal(random: Random, *shape: int) -> Array:
    return np.asarray(random.standard_normal(shape) + 1j * random.standard_normal(shape))


def within(low: float, high: float) -> Callable[..., Array]:
    def make(random: Random, *shape: int) -> Array:
        return np.asarray(random.uniform(low, high, shape))

    return make


def off_steps(random: Random, *shape: int) -> Array:
    """Numbers not near a multiple of a half."""
    halves = random.integers(-6, 6, shape) * 0.5
    return np.asarray(halves + random.uniform(0.1, 0.4, shape))


def distinct(random: Random, *shape: int) -> Array:
    """Numbers that small changes do not put in another order."""
    count = int(np.prod(shape))
    return np.asarray((random.permutation(count).reshape(shape) - count / 2) * 0.125 + 0.0625)


def off_unit(random: Random, *shape: int) -> Array:
    """Complex numbers away from 0 and the negative real numbers, where functions branch."""
    modulus = random.uniform(0.4, 2.0, shape)
    return np.asarray(modulus * np.exp(1j * random.uniform(-2.6, 2.6, shape)))


def sometimes_zero(random: Random, *shape: int) -> Array:
    """Numbers of which every fourth or so is 0."""
    return np.where(random.random(shape) < 0.25, 0.0, normal(random, *shape))


def integers(random: Random, low: int, high: int, *shape: int) -> Array:
    """From ``low`` to ``high``, both included."""
    return np.asarray(random.integers(low, high + 1, shape), np.int64)


def sizes_of(*sizes: int) -> Array:
    """Sizes as an operand."""
    return np.asarray(sizes, np.int64)


def positions(letter: str, count: int) -> str:
    """Takes the elements of an operand as indices: those of ``%b`` are ``%b0``, ``%b1`` and so on."""
    lines = []
    for k in range(count):
        lines += [
            f"%{letter}p{k} = arith.constant {k} : index",
            f"%{letter}e{k} = tensor.extract %{letter}[%{letter}p{k}] : {{{letter}}}",
            f"%{letter}{k} = arith.index_cast %{letter}e{k} : i64 to index",
        ]
    return "\n".join(lines) + "\n"
