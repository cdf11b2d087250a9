"""Elementwise functions at random shapes of rank 1 to 3."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import jax.numpy as jnp
import numpy as np
from derivative_cases import BINARY, COMPLEX_BINARY, COMPLEX_UNARY, UNARY
from jax import lax
from native_derivatives import Array
from rule_property import (
    ANY,
    SMALL,
    Property,
    Random,
    Sizes,
    complex_normal,
    normal,
    off_steps,
    off_unit,
    within,
)

#: Where functions are defined and smooth, for those that are not so everywhere.
DOMAINS: dict[str, Callable[..., Array]] = {
    "math.sqrt": within(0.3, 2),
    "math.rsqrt": within(0.3, 2),
    "math.cbrt": within(0.3, 2),
    "math.log": within(0.3, 2),
    "math.log2": within(0.3, 2),
    "math.log10": within(0.3, 2),
    "math.log1p": within(-0.6, 2),
    "math.tan": within(-1, 1),
    "math.asin": within(-0.9, 0.9),
    "math.acos": within(-0.9, 0.9),
    "math.atanh": within(-0.9, 0.9),
    "math.acosh": within(1.2, 3),
    "math.absf": off_steps,
    "math.ceil": off_steps,
    "math.floor": off_steps,
    "math.round": off_steps,
    "math.roundeven": off_steps,
    "math.trunc": off_steps,
}


def pairs(name: str, random: Random, *shape: int) -> tuple[Array, Array]:
    """Two operands where a function of two is smooth."""
    left, right = normal(random, *shape), normal(random, *shape)
    match name:
        case "arith.divf":
            right = np.copysign(1 + np.abs(right), right)
        case "arith.remf":
            right = random.uniform(0.9, 1.4, shape)
            # The remainder stays away from where it jumps.
            left = (random.integers(-4, 4, shape) + random.uniform(0.2, 0.8, shape)) * right
        case "arith.maximumf" | "arith.minimumf" | "arith.maxnumf" | "arith.minnumf":
            right = left + np.copysign(random.uniform(0.2, 1.0, shape), right)
        case "math.powf":
            left = random.uniform(0.3, 2.0, shape)
        case "math.atan2":
            left, right = left + np.copysign(0.3, left), right + np.copysign(0.3, right)
        case "math.copysign":
            left, right = off_steps(random, *shape), off_steps(random, *shape)
    return left, right


#: Ranks and the sizes of their dimensions, for one operation after another.
SHAPES = itertools.cycle(((ANY,), (SMALL, SMALL), ((0, 1, 2),) * 3, ()))


def mapped(operands: str, body: str, result: str) -> str:
    """Applies operations on numbers ``%x``, ``%y`` to the elements of tensors."""
    values = ", ".join(f"%{letter}" for letter in operands)
    types = ", ".join(f"{{{letter}}}" for letter in operands)
    numbers = ", ".join(f"%{x}: {{e{letter}}}" for x, letter in zip("xyz", operands, strict=False))
    return (
        f"%r = eshkol.map {values} : ({types}) -> {{r}} {{{{\n^bb0({numbers}):\n%v = {body}\n"
        f"eshkol.yield %v : {result}\n}}}}"
    )


def unary() -> Iterator[Property]:
    functions = {name: function for name, function, _ in UNARY}
    for (name, function), shape in zip(functions.items(), SHAPES, strict=False):
        domain = DOMAINS.get(name, normal)

        def make(sizes: Sizes, random: Random, domain: Callable[..., Array] = domain) -> tuple[Array, ...]:
            return (domain(random, *sizes),)

        yield Property(name, f"%r = {name} %a : {{r}}", function, shape, make)


def binary() -> Iterator[Property]:
    functions = {name: function for name, function, _, _ in BINARY}
    for (name, function), shape in zip(functions.items(), SHAPES, strict=False):

        def make(sizes: Sizes, random: Random, name: str = name) -> tuple[Array, ...]:
            return pairs(name, random, *sizes)

        yield Property(name, f"%r = {name} %a, %b : {{r}}", function, shape, make)


def complex_functions() -> Iterator[Property]:
    everywhere = ("complex.neg", "complex.exp", "complex.expm1", "complex.sin", "complex.cos", "complex.conj")
    for (name, part, function, _), shape in zip(COMPLEX_UNARY, SHAPES, strict=False):
        domain = complex_normal if name in everywhere else off_unit
        result = "{er}" if part == "real" else "{ea}"
        body = mapped("a", f"{name} %x : {{ea}}", result)

        def make(sizes: Sizes, random: Random, domain: Callable[..., Array] = domain) -> tuple[Array, ...]:
            return (domain(random, *sizes),)

        yield Property(name, body, function, shape, make, is_narrow=False)
    for (name, function, _, _), shape in zip(COMPLEX_BINARY, SHAPES, strict=False):

        def make_two(sizes: Sizes, random: Random) -> tuple[Array, ...]:
            return off_unit(random, *sizes), off_unit(random, *sizes)

        body = mapped("ab", f"{name} %x, %y : {{ea}}", "{ea}")
        yield Property(name, body, function, shape, make_two, is_narrow=False)
    yield Property(
        "complex.create",
        mapped("ab", "complex.create %x, %y : {er}", "{er}"),
        lax.complex,
        (SMALL, SMALL),
        lambda sizes, random: (normal(random, *sizes), normal(random, *sizes)),
        is_narrow=False,
    )


def choices() -> Iterator[Property]:
    def three(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return normal(random, *sizes), normal(random, *sizes), normal(random, *sizes)

    def masked(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return np.asarray(random.random(sizes) < 0.5), normal(random, *sizes), normal(random, *sizes)

    def whole(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return np.asarray(random.random() < 0.5), normal(random, *sizes), normal(random, *sizes)

    yield Property("math.fma", "%r = math.fma %a, %b, %c : {r}", lambda a, b, c: a * b + c, (ANY,), three)
    yield Property(
        "arith.select", "%r = arith.select %a, %b, %c : {a}, {r}", jnp.where, (SMALL, SMALL), masked
    )
    select = "%r = eshkol.select %a, %b, %c : ({a}, {b}, {c}) -> {r}"
    yield Property("eshkol.select", select, jnp.where, (SMALL, SMALL), masked)
    yield Property("eshkol.select", select, jnp.where, (ANY,), whole)


def powers() -> Iterator[Property]:
    def power(a: Any, n: Any) -> Any:
        exponents = np.asarray(n)
        flat = [lax.integer_pow(x, int(k)) for x, k in zip(a.reshape(-1), exponents.reshape(-1), strict=True)]
        return jnp.stack(flat).reshape(a.shape) if flat else a

    yield Property(
        "math.fpowi",
        "%r = math.fpowi %a, %b : {a}, {b}",
        power,
        ((0, 1, 3),),
        lambda sizes, random: (
            random.uniform(0.5, 1.5, sizes),
            np.asarray(random.integers(-3, 5, sizes), np.int32),
        ),
    )


def clamp() -> Iterator[Property]:
    def operands(sizes: Sizes, random: Random, limits: Sizes) -> tuple[Array, ...]:
        x = random.choice([-1.5, -0.2, 0.3, 1.4], sizes) + random.uniform(-0.1, 0.1, sizes)
        return x, random.uniform(-0.8, -0.7, limits), random.uniform(0.7, 0.8, limits)

    body = "%r = eshkol.clamp %a, %b, %c : ({a}, {b}, {c}) -> {r}"
    function: Callable[..., Any] = lambda a, b, c: jnp.minimum(jnp.maximum(a, b), c)  # noqa: E731
    yield Property("eshkol.clamp", body, function, (ANY,), lambda s, random: operands(s, random, s))
    yield Property("eshkol.clamp", body, function, (SMALL, SMALL), lambda s, random: operands(s, random, ()))


def conversions() -> Iterator[Property]:
    yield Property(
        "arith.extf",
        "%n = arith.truncf %a : {a} to tensor<?xf32>\n %r = arith.extf %n : tensor<?xf32> to {r}",
        lambda a: a.astype(jnp.float32).astype(jnp.float64),
        (ANY,),
        lambda sizes, random: (random.integers(-64, 64, sizes) / 8,),
        is_smooth=False,
        tolerance=1e-6,
        is_narrow=False,
    )
    yield Property(
        "eshkol.convert",
        "%r = eshkol.convert %a : ({a}) -> {r}",
        lambda a: a.astype(jnp.complex128),
        (SMALL, SMALL),
        lambda sizes, random: (normal(random, *sizes),),
        is_narrow=False,
    )
    yield Property(
        "eshkol.stop_gradient",
        "%s = eshkol.stop_gradient %a : {a}\n %r = arith.mulf %s, %a : {r}",
        lambda a: lax.stop_gradient(a) * a,
        (ANY,),
        lambda sizes, random: (normal(random, *sizes),),
        is_smooth=False,
    )
    yield Property(
        "eshkol.iota",
        "%z = arith.constant 0 : index\n %n = tensor.dim %a, %z : {a}\n"
        "%i = eshkol.iota dimension = 0 to [%n] : {a}\n %r = arith.mulf %i, %a : {r}",
        lambda a: a * jnp.arange(len(a)),
        (ANY,),
        lambda sizes, random: (normal(random, *sizes),),
    )


def elementwise() -> Iterator[Property]:
    for rows in (unary, binary, complex_functions, choices, powers, clamp, conversions):
        yield from rows()
