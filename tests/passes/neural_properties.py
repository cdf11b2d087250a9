"""Windows and normalizations at random shapes; windows and what goes with them come from a seeded generator."""

from __future__ import annotations

import random as chooser
from collections.abc import Callable, Iterator
from typing import Any

import jax
from derivative_cases import attention, conv, layernorm, pool
from native_derivatives import Array
from rule_property import ANY, SMALL, SMALL_FULL, Property, Random, Sizes, distinct, normal

CHOOSE = chooser.Random(9)


def convolutions() -> Iterator[Property]:
    for rank, groups in ((1, 1), (1, 2), (2, 1), (2, 3)):
        strides, dilations, input_dilations = ([CHOOSE.randint(1, 2) for _ in range(rank)] for _ in range(3))
        padding = [CHOOSE.randint(0, 2) for _ in range(2 * rank)]

        # The adjoint needs a kernel of static size.
        kernel = [CHOOSE.randint(1, 3) for _ in range(rank)]
        kernel_type = f"tensor<?x?x{'x'.join(map(str, kernel))}x{{ea}}>"

        def operands(
            sizes: Sizes, random: Random, groups: int = groups, kernel: list[int] = kernel
        ) -> tuple[Array, ...]:
            batch, channels, outputs, *spatial = sizes
            weights = normal(random, groups * outputs, channels, *kernel)
            return normal(random, batch, groups * channels, *spatial), weights

        yield Property(
            "eshkol.conv",
            f"%k = tensor.cast %b : {{b}} to {kernel_type}\n"
            f"%r = eshkol.conv %a, %k strides = {strides} padding = {padding} dilations = {dilations} "
            f"input_dilations = {input_dilations} groups = {groups} : ({{a}}, {kernel_type}) -> {{r}}",
            conv((strides, padding, dilations, input_dilations), groups),
            ((0, 2), (1, 2), (1, 2)) + ((1, 5, 6),) * rank,
            operands,
        )


def pools() -> Iterator[Property]:
    for kind in ("sum", "mean", "max", "min"):
        for rank in (1, 2):
            window, strides, dilations = ([CHOOSE.randint(1, 3) for _ in range(rank)] for _ in range(3))
            # No window lies in the padding alone.
            padding = [
                CHOOSE.randint(0, (window[k // 2] - 1) * dilations[k // 2] // 2) for k in range(2 * rank)
            ]
            domain: Callable[..., Array] = distinct if kind in ("max", "min") else normal
            yield Property(
                "eshkol.pool",
                f"%r = eshkol.pool {kind} %a window = {window} strides = {strides} padding = {padding} "
                f"dilations = {dilations} : ({{a}}) -> {{r}}",
                pool(kind, window, strides, padding, dilations),
                ((0, 2), (1, 2)) + ((5, 7),) * rank,
                lambda sizes, random, domain=domain: (domain(random, *sizes),),
            )


def normalizations() -> Iterator[Property]:
    functions: dict[str, Callable[..., Any]] = {"softmax": jax.nn.softmax, "log_softmax": jax.nn.log_softmax}
    for name, function in functions.items():
        for rank, axis in ((1, 0), (2, 0), (3, 1)):
            yield Property(
                f"eshkol.{name}",
                f"%r = eshkol.{name} %a dimension = {axis} : ({{a}}) -> {{r}}",
                lambda a, f=function, axis=axis: f(a, axis) if a.size else a,
                (ANY, SMALL, SMALL)[:rank],
                lambda sizes, random: (normal(random, *sizes),),
            )
    yield Property(
        "eshkol.layernorm",
        "%r = eshkol.layernorm %a scale %b bias %c dimension = 1 : ({a}, {b}, {c}) -> {r}",
        layernorm,
        (SMALL, (2, 3, 6)),
        lambda s, random: (normal(random, *s), normal(random, s[1]), normal(random, s[1])),
    )


def attentions() -> Iterator[Property]:
    for is_causal in (False, True):

        def operands(sizes: Sizes, random: Random) -> tuple[Array, ...]:
            batch, queries, more, width, values = sizes
            keys = queries + more
            return (
                normal(random, batch, queries, width),
                normal(random, batch, keys, width),
                normal(random, batch, keys, values),
            )

        yield Property(
            "eshkol.attention",
            f"%r = eshkol.attention %a, %b, %c{' causal' * is_causal} : ({{a}}, {{b}}, {{c}}) -> {{r}}",
            lambda q, k, v, is_causal=is_causal: attention(q, k, v, is_causal),
            ((0, 2), SMALL_FULL, (0, 2), (1, 4), SMALL),
            operands,
        )


def neural() -> Iterator[Property]:
    for rows in (convolutions, pools, normalizations, attentions):
        yield from rows()
