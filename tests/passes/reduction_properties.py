"""Reductions, running reductions, and sums of products, at random shapes."""

from __future__ import annotations

import random as chooser
from collections.abc import Callable, Iterator
from typing import Any

import jax.numpy as jnp
from jax import lax
from native_derivatives import Array
from rule_property import (
    ANY,
    SMALL,
    SMALL_FULL,
    Property,
    Random,
    Sizes,
    complex_normal,
    distinct,
    normal,
    sometimes_zero,
)

CHOOSE = chooser.Random(5)

REDUCTIONS: dict[str, Callable[..., Any]] = {
    "sum": jnp.sum,
    "prod": jnp.prod,
    "max": jnp.max,
    "min": jnp.min,
    "mean": jnp.mean,
}
CUMULATIVE: dict[str, Callable[..., Any]] = {
    "sum": lax.cumsum,
    "prod": lax.cumprod,
    "max": lax.cummax,
    "min": lax.cummin,
}
DOMAINS = {"sum": normal, "prod": sometimes_zero, "mean": normal, "max": distinct, "min": distinct}


def reductions() -> Iterator[Property]:
    for kind, function in REDUCTIONS.items():
        for rank in (1, 2, 3):
            axes = sorted(CHOOSE.sample(range(rank), CHOOSE.randint(1, rank)))
            keepdims = CHOOSE.random() < 0.5
            # The mean and the extremes of nothing have no derivative.
            sizes = SMALL if kind in ("sum", "prod") else SMALL_FULL
            shape = tuple(sizes if axis in axes else SMALL for axis in range(rank))
            domains: list[Callable[..., Array]] = [DOMAINS[kind]]
            if rank == 2 and kind in ("sum", "prod", "mean"):
                domains.append(complex_normal)
            for domain in domains:
                yield Property(
                    "eshkol.reduce",
                    f"%r = eshkol.reduce {kind} %a {axes}{' keepdims' * keepdims} : ({{a}}) -> {{r}}",
                    lambda a, f=function, axes=tuple(axes), keepdims=keepdims: f(a, axes, keepdims=keepdims),
                    shape,
                    lambda sizes, random, domain=domain: (domain(random, *sizes),),
                    is_narrow=domain is not complex_normal,
                )


def cumulative() -> Iterator[Property]:
    for kind, function in CUMULATIVE.items():
        for rank in (1, 2):
            axis, is_reverse = CHOOSE.randrange(rank), CHOOSE.random() < 0.5
            domains: list[Callable[..., Array]] = [DOMAINS[kind]]
            if rank == 2 and kind in ("sum", "prod"):
                domains.append(complex_normal)
            for domain in domains:
                yield Property(
                    "eshkol.cumulative",
                    f"%r = eshkol.cumulative {kind} %a dimension = {axis}{' reverse' * is_reverse} : ({{a}}) -> {{r}}",
                    lambda a, f=function, axis=axis, is_reverse=is_reverse: (
                        f(a, axis=axis, reverse=is_reverse) if a.size else a
                    ),
                    (ANY, SMALL)[:rank],
                    lambda sizes, random, domain=domain: (domain(random, *sizes),),
                    is_narrow=domain is not complex_normal,
                )


def products() -> Iterator[Property]:
    for batch, domain in ((0, normal), (1, normal), (0, complex_normal)):

        def operands(
            sizes: Sizes, random: Random, domain: Callable[..., Array] = domain
        ) -> tuple[Array, ...]:
            *batch, m, k, n = sizes
            return domain(random, *batch, m, k), domain(random, *batch, k, n)

        yield Property(
            "eshkol.matmul",
            "%r = eshkol.matmul %a, %b : ({a}, {b}) -> {r}",
            jnp.matmul,
            (SMALL,) * batch + ((0, 2), (0, 1, 3), (0, 1, 2)),
            operands,
            is_narrow=domain is normal,
        )
    for batching, contracting, left, right in (
        (1, 1, 1, 0),
        (0, 2, 1, 1),
        (2, 0, 0, 1),
        (1, 1, 1, 1),
        (0, 0, 1, 2),
    ):
        yield dot_general(batching, contracting, left, right)


def dot_general(batching: int, contracting: int, left: int, right: int) -> Property:
    """A product with dimensions of each kind, at random places."""
    shared = batching + contracting
    places = [CHOOSE.sample(range(shared + free), shared + free) for free in (left, right)]
    batches = [order[:batching] for order in places]
    sums = [order[batching:shared] for order in places]

    def operands(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        found = []
        for order, free in zip(places, (sizes[shared : shared + left], sizes[shared + left :]), strict=True):
            shape = dict(zip(order, [*sizes[:shared], *free], strict=True))
            found.append(normal(random, *(shape[place] for place in range(len(order)))))
        return tuple(found)

    return Property(
        "eshkol.dot_general",
        f"%r = eshkol.dot_general %a, %b batching {batches[0]} x {batches[1]} contracting {sums[0]} x {sums[1]} "
        ": ({a}, {b}) -> {r}",
        lambda a, b: lax.dot_general(a, b, ((sums[0], sums[1]), (batches[0], batches[1]))),
        ((0, 2, 3),) * (shared + left + right),
        operands,
    )


def sums() -> Iterator[Property]:
    for rows in (reductions, cumulative, products):
        yield from rows()
