"""Operations that move elements, at random shapes; what is static in them is chosen by a seeded generator."""

from __future__ import annotations

import random as chooser
from collections.abc import Iterator
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import lax
from native_derivatives import Array
from rule_property import (
    ANY,
    FULL,
    SMALL,
    SMALL_FULL,
    Property,
    Random,
    Sizes,
    integers,
    normal,
    positions,
    sizes_of,
)

CHOOSE = chooser.Random(11)


def one(sizes: Sizes, random: Random) -> tuple[Array, ...]:
    return (normal(random, *sizes),)


def broadcasts() -> Iterator[Property]:
    def sized(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return normal(random, *sizes[1:]), sizes_of(*sizes)

    yield Property(
        "eshkol.broadcast",
        positions("b", 3) + "%r = eshkol.broadcast %a [1, 2] to [%b0, %b1, %b2] : {a} -> {r}",
        lambda a, b: jnp.broadcast_to(a, tuple(np.asarray(b))),
        (SMALL, SMALL, SMALL),
        sized,
        uniform=(1,),
    )
    yield Property(
        "eshkol.broadcast",
        positions("b", 3) + "%x = tensor.cast %a : {a} to tensor<?x1x{ea}>\n"
        "%r = eshkol.broadcast %x [0, 2] to [%b0, %b1, %b2] : tensor<?x1x{ea}> -> {r}",
        lambda a, b: jnp.broadcast_to(a[:, None], tuple(np.asarray(b))),
        (SMALL, SMALL, SMALL),
        lambda sizes, random: (normal(random, sizes[0], 1), sizes_of(*sizes)),
        uniform=(1,),
    )


def permutations() -> Iterator[Property]:
    for rank in (2, 3, 4):
        order = CHOOSE.sample(range(rank), rank)
        yield Property(
            "eshkol.transpose",
            f"%r = eshkol.transpose %a {order} : ({{a}}) -> {{r}}",
            lambda a, order=order: jnp.transpose(a, order),
            (SMALL,) * rank,
            one,
        )
        axes = sorted(CHOOSE.sample(range(rank), CHOOSE.randint(1, rank)))
        yield Property(
            "eshkol.reverse",
            f"%r = eshkol.reverse %a {axes} : ({{a}}) -> {{r}}",
            lambda a, axes=axes: jnp.flip(a, axes),
            (SMALL,) * rank,
            one,
        )


def reshapes() -> Iterator[Property]:
    yield Property(
        "eshkol.reshape",
        positions("b", 2) + "%r = eshkol.reshape %a to [%b0, %b1] : {a} -> {r}",
        lambda a, b: a.reshape(tuple(np.asarray(b))),
        (SMALL, SMALL, SMALL),
        lambda s, random: (normal(random, *s), sizes_of(s[0] * s[2], s[1])),
        uniform=(1,),
    )
    yield Property(
        "eshkol.reshape",
        positions("b", 3) + "%x = eshkol.reshape %a to [%b0, %b1, %b2, 1] : {a} -> tensor<?x?x?x1x{ea}>\n"
        "%r = tensor.cast %x : tensor<?x?x?x1x{ea}> to {r}",
        lambda a, b: a.reshape(*np.asarray(b), 1),
        (SMALL, SMALL, SMALL),
        lambda s, random: (normal(random, s[0] * s[1] * s[2]), sizes_of(*s)),
        uniform=(1,),
    )


def joins() -> Iterator[Property]:
    for rank, axis in ((1, 0), (2, 1), (3, 1)):

        def make(sizes: Sizes, random: Random, rank: int = rank, axis: int = axis) -> tuple[Array, ...]:
            extents, shape = sizes[:3], sizes[3:]
            return tuple(normal(random, *shape[:axis], extent, *shape[axis:]) for extent in extents)

        yield Property(
            "eshkol.concat",
            f"%r = eshkol.concat %a, %b, %c dimension = {axis} : ({{a}}, {{b}}, {{c}}) -> {{r}}",
            lambda a, b, c, axis=axis: jnp.concatenate([a, b, c], axis),
            (SMALL,) * (rank + 2),
            make,
        )


def starts_of(given: Any, sizes: Sizes, counts: Sizes, strides: Sizes) -> list[int]:
    """Where boxes start: within the range in which they fit."""
    return [
        int(np.clip(start, 0, size - max((count - 1) * stride + 1, 0)))
        for start, size, count, stride in zip(np.asarray(given), sizes, counts, strides, strict=True)
    ]


def boxes() -> Iterator[Property]:
    for strides in ((1, 1), (2, 1), (1, 3)):

        def operands(sizes: Sizes, random: Random, strides: Sizes = strides) -> tuple[Array, ...]:
            counts = [random.integers(0, (size - 1) // s + 2) for size, s in zip(sizes, strides, strict=True)]
            return normal(random, *sizes), integers(random, -2, 7, 2), sizes_of(*counts)

        def taken(a: Any, b: Any, c: Any, strides: Sizes = strides) -> Any:
            counts = tuple(int(count) for count in np.asarray(c))
            for axis, start in enumerate(starts_of(b, a.shape, counts, strides)):
                at = start + np.arange(counts[axis]) * strides[axis]
                a = jnp.take(a, at, axis=axis)
            return a

        yield Property(
            "eshkol.slice",
            positions("b", 2)
            + positions("c", 2)
            + f"%r = eshkol.slice %a [%b0, %b1] [%c0, %c1] {list(strides)} : {{a}} -> {{r}}",
            taken,
            (FULL, SMALL_FULL),
            operands,
            uniform=(2,),
        )

    def written(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        height, width, *more = sizes
        operand = normal(random, height + more[0], width + more[1])
        return operand, normal(random, height, width), integers(random, -2, 7, 2)

    def update(a: Any, b: Any, c: Any) -> Any:
        start = starts_of(c, a.shape, b.shape, (1, 1))
        return a.at[tuple(slice(s, s + count) for s, count in zip(start, b.shape, strict=True))].set(b)

    yield Property(
        "eshkol.dynamic_update_slice",
        positions("c", 2) + "%r = eshkol.dynamic_update_slice %a, %b [%c0, %c1] : {a}, {b} -> {r}",
        update,
        (SMALL, SMALL, SMALL, (0, 2)),
        written,
    )


def pads() -> Iterator[Property]:
    for is_cutting in (False, True):
        low, high = ([CHOOSE.randint(-1 if is_cutting else 0, 2) for _ in range(2)] for _ in range(2))
        interior = [CHOOSE.randint(0, 2) for _ in range(2)]
        if is_cutting:
            low[0] = -1
        amounts = list(zip(low, high, interior, strict=True))
        yield Property(
            "eshkol.pad",
            f"%v = tensor.extract %b[] : {{b}}\n %r = eshkol.pad %a, %v low = {low} high = {high} "
            f"interior = {interior} : ({{a}}, {{eb}}) -> {{r}}",
            lambda a, b, amounts=amounts: lax.pad(a, b, amounts),
            ((2, 3, 6), (2, 3)) if is_cutting else (SMALL, SMALL),
            lambda sizes, random: (normal(random, *sizes), normal(random)),
        )


def elements() -> Iterator[Property]:
    def read(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        at = np.asarray([random.integers(size) for size in sizes], np.int64)
        return normal(random, *sizes), at

    def write(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        operand, at = read(sizes, random)
        return operand, at, normal(random)

    yield Property(
        "tensor.extract",
        positions("b", 2) + "%e = tensor.extract %a[%b0, %b1] : {a}\n %r = tensor.from_elements %e : {r}",
        lambda a, b: a[tuple(np.asarray(b))],
        (SMALL_FULL, FULL),
        read,
    )
    yield Property(
        "tensor.from_elements",
        positions("b", 1) + "%e = tensor.extract %a[%b0] : {a}\n %m = arith.mulf %e, %e : {ea}\n"
        "%x = tensor.from_elements %e, %m, %m, %e, %m, %m : tensor<2x3x{ea}>\n"
        "%r = tensor.cast %x : tensor<2x3x{ea}> to {r}",
        lambda a, b: jnp.stack([a[int(b[0])] ** k for k in (1, 2, 2, 1, 2, 2)]).reshape(2, 3),
        (FULL,),
        read,
    )
    yield Property(
        "tensor.insert",
        positions("b", 2) + "%e = tensor.extract %c[] : {c}\n %r = tensor.insert %e into %a[%b0, %b1] : {r}",
        lambda a, b, c: a.at[tuple(np.asarray(b))].set(c),
        (SMALL_FULL, FULL),
        write,
    )
    yield Property(
        "tensor.cast",
        "%s = tensor.cast %a : {a} to tensor<?x3x{ea}>\n %r = tensor.cast %s : tensor<?x3x{ea}> to {r}",
        lambda a: a,
        (ANY, (3,)),
        one,
    )


def shapes() -> Iterator[Property]:
    for rows in (broadcasts, permutations, reshapes, joins, boxes, pads, elements):
        yield from rows()
