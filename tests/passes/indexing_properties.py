"""Reading and writing at computed positions, and order, at random shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from derivative_cases import scatter
from jax import lax
from native_derivatives import Array
from rule_property import ANY, FULL, SMALL, Property, Random, Sizes, distinct, integers, normal


def gathers() -> Iterator[Property]:
    def plain(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        rows, columns, *counts = sizes
        return normal(random, rows, columns), integers(random, -2, rows + 1, *counts)

    def clamped(a: Any, i: Any, axis: int) -> Any:
        return jnp.take(a, jnp.clip(i, 0, a.shape[axis] - 1), axis=axis)

    body = "%r = eshkol.gather %a[%b] dimension = {} : ({{a}}, {{b}}) -> {{r}}"
    yield Property(
        "eshkol.gather",
        body.format(0),
        lambda a, i: clamped(a, i, 0),
        (FULL, SMALL, (0, 1, 3), (1, 2)),
        plain,
    )
    yield Property(
        "eshkol.gather",
        body.format(2),
        lambda a, i: clamped(a, i, 2),
        (SMALL, (2,), FULL, SMALL),
        lambda s, random: (normal(random, *s[:3]), integers(random, -2, s[2] + 1, s[3])),
    )
    yield Property(
        "eshkol.gather",
        body.format("2 batch_dims = 1"),
        lambda a, i: (
            jax.vmap(lambda x, j: clamped(x, j, 1))(a, i) if len(a) else jnp.zeros((0, 2, i.shape[1]))
        ),
        (SMALL, (2,), FULL, SMALL),
        lambda s, random: (normal(random, *s[:3]), integers(random, -2, s[2] + 1, s[0], s[3])),
    )


def scatters() -> Iterator[Property]:
    def positions_in(random: Random, mode: str, size: int, *shape: int) -> Array:
        if mode != "set":
            return integers(random, -1, size, *shape)
        # Different ones, since JAX leaves open which of several updates of an element is the last.
        rows = int(np.prod(shape[:-1]))
        chosen = [random.permutation(np.arange(-1, size + 7))[: shape[-1]] for _ in range(rows)]
        return np.asarray(chosen, np.int64).reshape(shape)

    for mode in ("set", "add", "max", "min"):
        for batch in (0, 1):

            def operands(
                sizes: Sizes, random: Random, mode: str = mode, batch: int = batch
            ) -> tuple[Array, ...]:
                *batches, rows, columns, count = sizes
                operand = distinct(random, *batches, rows, columns)
                updates = distinct(random, *batches, count, columns) + 0.03125
                return operand, positions_in(random, mode, rows, *batches, count), updates

            yield Property(
                "eshkol.scatter",
                f"%r = eshkol.scatter {mode} %a[%b], %c batch_dims = {batch} : ({{a}}, {{b}}, {{c}}) -> {{r}}",
                lambda a, i, u, mode=mode, batch=batch: scatter(mode, batch)(i, a, u) if a.size else a,
                ((0, 1, 2),) * batch + (ANY if mode in ("set", "add") else FULL, (0, 1, 2), SMALL),
                operands,
            )


def orders() -> Iterator[Property]:
    def one(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (distinct(random, *sizes),)

    for rank, axis, sign in ((1, 0, 1), (2, 0, -1), (3, 1, 1)):
        yield Property(
            "eshkol.sort",
            f"%r, %s = eshkol.sort %a dimension = {axis}{' descending' * (sign < 0)} : ({{a}}) -> ({{r}}, {{s}})",
            lambda a, axis=axis, sign=sign: (
                sign * jnp.sort(sign * a, axis=axis),
                jnp.argsort(sign * lax.stop_gradient(a), axis=axis),
            ),
            ((0, 1, 3, 6), SMALL, SMALL)[:rank],
            one,
        )
    for k, sign in ((1, 1), (2, -1), (3, 1)):
        yield Property(
            "eshkol.top_k",
            f"%v, %i = eshkol.top_k %a k = {k}{' smallest' * (sign < 0)} : ({{a}}) -> (tensor<?x{k}x{{ea}}>, tensor<?x{k}xi64>)\n"
            f"%r = tensor.cast %v : tensor<?x{k}x{{ea}}> to {{r}}\n %s = tensor.cast %i : tensor<?x{k}xi64> to {{s}}",
            lambda a, k=k, sign=sign: (
                sign * lax.top_k(sign * a, k)[0],
                lax.top_k(sign * lax.stop_gradient(a), k)[1].astype(jnp.int64),
            ),
            (SMALL, (3, 6)),
            one,
        )


def indexing() -> Iterator[Property]:
    for rows in (gathers, scatters, orders):
        yield from rows()
