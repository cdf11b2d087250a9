"""Factorizations and solutions of linear systems, at random sizes and numbers of matrices."""

from __future__ import annotations

import random as chooser
from collections.abc import Callable, Iterator
from typing import Any

import jax.numpy as jnp
import numpy as np
from derivative_cases import from_lower, lu_factors
from jax import lax
from native_derivatives import Array
from rule_property import Property, Random, Sizes, complex_normal, normal

CHOOSE = chooser.Random(3)
BATCHES, ORDERS, COLUMNS = (0, 1, 2), (0, 1, 2, 4), (0, 1, 3)
Domain = Callable[..., Array]


def well_conditioned(domain: Domain, random: Random, *shape: int) -> Array:
    """Square matrices whose diagonals dominate."""
    matrix = domain(random, *shape) / 2
    return np.asarray(matrix + 2 * shape[-1] * np.eye(shape[-1])) / max(shape[-1], 1)


def definite(domain: Domain, random: Random, *shape: int) -> Array:
    matrix = domain(random, *shape)
    product = matrix @ np.conj(np.swapaxes(matrix, -1, -2))
    return np.asarray(product / max(shape[-1], 1) + np.eye(shape[-1]))


def pivoted(domain: Domain, random: Random, *shape: int) -> Array:
    """Matrices whose pivots are no close choice: each column is far greatest in a row of its own."""
    rows, columns = shape[-2:]
    matrix = domain(random, *shape) / 4
    for index in np.ndindex(*shape[:-2]):
        for column, row in enumerate(random.permutation(rows)[:columns]):
            matrix[(*index, row, column)] += 3
    return np.asarray(matrix)


def factorizations() -> Iterator[Property]:
    for domain in (normal, complex_normal):
        is_real = domain is normal
        yield Property(
            "eshkol.cholesky",
            "%r = eshkol.cholesky %a : ({a}) -> {r}",
            lambda a: jnp.linalg.cholesky(from_lower(a)) if a.size else a,
            (BATCHES, ORDERS),
            lambda s, random, domain=domain: (definite(domain, random, s[0], s[1], s[1]),),
            is_narrow=is_real,
        )
        yield Property(
            "eshkol.lu",
            "%r, %s, %q = eshkol.lu %a : ({a}) -> ({r}, {s}, {q})",
            lu_factors,
            ((1, 2), (1, 2, 4), (1, 3)),
            lambda s, random, domain=domain: (pivoted(domain, random, *s),),
            is_narrow=is_real,
        )
        yield Property(
            "eshkol.det",
            "%r = eshkol.det %a : ({a}) -> {r}",
            lambda a: jnp.linalg.det(a) if a.size else jnp.ones(a.shape[0], a.dtype),
            (BATCHES, ORDERS),
            lambda s, random, domain=domain: (well_conditioned(domain, random, s[0], s[1], s[1]),),
            is_narrow=is_real,
        )
        yield Property(
            "eshkol.inverse",
            "%r = eshkol.inverse %a : ({a}) -> {r}",
            lambda a: jnp.linalg.inv(a) if a.size else a,
            (BATCHES, ORDERS),
            lambda s, random, domain=domain: (well_conditioned(domain, random, s[0], s[1], s[1]),),
            is_narrow=is_real,
        )


def systems() -> Iterator[Property]:
    for domain in (normal, complex_normal):
        yield Property(
            "eshkol.solve",
            "%r = eshkol.solve %a, %b : ({a}, {b}) -> {r}",
            lambda a, b: jnp.linalg.solve(a, b) if b.size else b,
            (BATCHES, ORDERS, COLUMNS),
            lambda s, random, domain=domain: (
                well_conditioned(domain, random, s[0], s[1], s[1]),
                domain(random, *s),
            ),
            is_narrow=domain is normal,
        )
    words = ("left_side", "lower", "transpose_a", "conjugate_a", "unit_diagonal")
    for domain in (normal, normal, normal, complex_normal, complex_normal):
        chosen = [word for word in words if CHOOSE.random() < 0.5]
        yield triangular_solve(domain, chosen)


def blocks() -> Iterator[Property]:
    """Systems larger than the blocks of 32 rows that are eliminated at once, below one and two dimensions."""
    for batches in (1, 2):
        yield Property(
            "eshkol.triangular_solve",
            "%r = eshkol.triangular_solve %a, %b left_side lower : ({a}, {b}) -> {r}",
            lambda a, b: lax.linalg.triangular_solve(a, b, left_side=True, lower=True),
            ((1, 2),) * batches + ((33, 40), (1, 3)),
            lambda s, random: (
                well_conditioned(normal, random, *s[:-2], s[-2], s[-2]),
                normal(random, *s),
            ),
        )


def triangular_solve(domain: Domain, chosen: list[str]) -> Property:
    options = {
        word: word in chosen for word in ("left_side", "lower", "transpose_a", "conjugate_a", "unit_diagonal")
    }

    def operands(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        batch, order, columns = sizes
        shape = (order, columns) if options["left_side"] else (columns, order)
        return well_conditioned(domain, random, batch, order, order), domain(random, batch, *shape)

    def solve(a: Any, b: Any) -> Any:
        return lax.linalg.triangular_solve(a, b, **options) if b.size else b

    return Property(
        "eshkol.triangular_solve",
        f"%r = eshkol.triangular_solve %a, %b {' '.join(chosen)} : ({{a}}, {{b}}) -> {{r}}",
        solve,
        (BATCHES, ORDERS, COLUMNS),
        operands,
        is_narrow=domain is normal,
    )


def linear_algebra() -> Iterator[Property]:
    for rows in (factorizations, systems, blocks):
        yield from rows()
