"""Operations with a batching rule and without derivatives: numbers of all kinds, orders, control flow, assertions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import jax.numpy as jnp
import numpy as np
from elementwise_properties import mapped, off_unit
from native_derivatives import Array
from rule_property import (
    ANY,
    SMALL,
    SMALL_FULL,
    Property,
    Random,
    Sizes,
    grouped,
    integers,
    normal,
    positions,
    sizes_of,
    sometimes_zero,
)

Make = Callable[[Sizes, Random], tuple[Array, ...]]


def unchecked(*types: type[np.generic]) -> Callable[..., tuple[Array, ...]]:
    """Stands for what JAX computes: results of the shape of the first operand, for their types alone."""

    def function(*operands: Array) -> tuple[Array, ...]:
        return tuple(jnp.zeros(operands[0].shape, dtype) for dtype in types)

    return function


def whole_numbers() -> Iterator[Property]:
    def any_two(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return integers(random, -50, 50, *sizes), integers(random, -50, 50, *sizes)

    def divided(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        divisor = integers(random, 1, 9, *sizes)
        return integers(random, -50, 50, *sizes), divisor * random.choice([-1, 1], sizes)

    def shifted(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return integers(random, -50, 50, *sizes), integers(random, 0, 63, *sizes)

    makers: dict[Make, str] = {
        any_two: "addi andi maxsi maxui minsi minui muli ori subi xori",
        divided: "ceildivsi ceildivui divsi divui floordivsi remsi remui",
        shifted: "shli shrsi shrui",
    }
    for make, names in makers.items():
        for name in names.split():
            yield Property(
                f"arith.{name}",
                f"%r = arith.{name} %a, %b : {{r}}",
                unchecked(np.int64),
                (SMALL, SMALL),
                make,
            )
    for name in ("absi", "ctlz", "ctpop", "cttz"):
        yield Property(
            f"math.{name}",
            f"%r = math.{name} %a : {{r}}",
            unchecked(np.int64),
            (ANY,),
            lambda sizes, random: (integers(random, -50, 50, *sizes),),
        )
    yield Property(
        "arith.addui_extended",
        "%r, %s = arith.addui_extended %a, %b : {r}, {s}",
        unchecked(np.int64, np.bool_),
        (SMALL, SMALL),
        any_two,
    )
    for name in ("mulsi_extended", "mului_extended"):
        yield Property(
            f"arith.{name}",
            f"%r, %s = arith.{name} %a, %b : {{r}}",
            unchecked(np.int64, np.int64),
            (SMALL, SMALL),
            lambda sizes, random: (
                integers(random, -(2**62), 2**62, *sizes),
                integers(random, -(2**62), 2**62, *sizes),
            ),
        )
    yield Property(
        "arith.cmpi", "%r = arith.cmpi slt, %a, %b : {a}", unchecked(np.bool_), (SMALL, SMALL), any_two
    )
    for predicate in ("lt", "eq"):
        yield Property(
            "eshkol.compare",
            f"%r = eshkol.compare {predicate} %a, %b : ({{a}}, {{b}}) -> {{r}}",
            unchecked(np.bool_),
            (SMALL, SMALL),
            any_two,
        )


def conversions() -> Iterator[Property]:
    def wide(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (integers(random, -(2**40), 2**40, *sizes),)

    def narrow(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (np.asarray(integers(random, -50, 50, *sizes), np.int32),)

    def real(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (normal(random, *sizes) * 9,)

    def positive(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (np.abs(normal(random, *sizes)) * 9,)

    rows: list[tuple[str, type[np.generic], Make]] = [
        ("bitcast", np.int64, real),
        ("extsi", np.int64, narrow),
        ("extui", np.int64, narrow),
        ("trunci", np.int32, wide),
        ("fptosi", np.int64, real),
        ("fptoui", np.int64, positive),
        ("sitofp", np.float64, wide),
        ("uitofp", np.float64, narrow),
        ("truncf", np.float32, real),
    ]
    for name, result, make in rows:
        yield Property(
            f"arith.{name}", f"%r = arith.{name} %a : {{a}} to {{r}}", unchecked(result), (SMALL, SMALL), make
        )
    for name in ("index_cast", "index_castui"):
        body = f"%i = arith.{name} %a : {{a}} to tensor<?x?xindex>\n"
        body += f"%r = arith.{name} %i : tensor<?x?xindex> to {{r}}"
        yield Property(f"arith.{name}", body, unchecked(np.int64), (SMALL, SMALL), narrow)


def real_numbers() -> Iterator[Property]:
    def special(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (random.choice([1.5, -0.0, np.inf, -np.inf, np.nan, 5e-324, -2.0], sizes),)

    for name in ("isfinite", "isnan"):
        yield Property(
            f"math.{name}", f"%r = math.{name} %a : {{a}}", unchecked(np.bool_), (SMALL, SMALL), special
        )
    yield Property(
        "arith.cmpf",
        "%r = arith.cmpf ult, %a, %b : {a}",
        unchecked(np.bool_),
        (SMALL, SMALL),
        lambda sizes, random: special(sizes, random) + special(sizes, random),
    )
    yield Property(
        "math.sincos",
        "%r, %s = math.sincos %a : {a}",
        unchecked(np.float64, np.float64),
        (ANY,),
        lambda sizes, random: (normal(random, *sizes),),
    )


def complex_numbers() -> Iterator[Property]:
    def two(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        left = off_unit(random, *sizes)
        return left, np.where(random.random(sizes) < 0.5, left, off_unit(random, *sizes))

    for name in ("eq", "neq"):
        body = mapped("ab", f"complex.{name} %x, %y : {{ea}}", "i1")
        yield Property(f"complex.{name}", body, unchecked(np.bool_), (SMALL, SMALL), two)
    yield Property(
        "complex.atan2",
        mapped("ab", "complex.atan2 %x, %y : {ea}", "{ea}"),
        unchecked(np.complex128),
        (SMALL, SMALL),
        two,
    )
    yield Property(
        "complex.powi",
        mapped("ab", "complex.powi %x, %y : {ea}, {eb}", "{ea}"),
        unchecked(np.complex128),
        (SMALL, SMALL),
        lambda sizes, random: (off_unit(random, *sizes), np.asarray(random.integers(-3, 4, sizes), np.int32)),
    )


def whole_tensors() -> Iterator[Property]:
    def ties(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return (np.asarray(random.integers(0, 3, sizes), np.float64),)

    for name in ("argmax", "argmin"):
        yield Property(
            f"eshkol.{name}",
            f"%r = eshkol.{name} %a dimension = 1 : ({{a}}) -> {{r}}",
            lambda a: jnp.zeros(a.shape[:1], jnp.int64),
            (SMALL, (1, 3, 6)),
            ties,
        )
    yield Property(
        "eshkol.map",
        "%f = tensor.extract %b[] : {b}\n %r, %s = eshkol.map %a : ({a}) -> ({r}, {s}) {{\n"
        "^bb0(%x: {ea}):\n%y = arith.mulf %x, %f : {ea}\n%z = arith.cmpf ogt, %y, %x : {ea}\n"
        "eshkol.yield %y, %z : {ea}, i1\n}}",
        lambda a, b: (a * b, a * b > a),
        (SMALL, SMALL),
        lambda sizes, random: (normal(random, *sizes), normal(random)),
    )
    yield Property(
        "tensor.dim",
        positions("b", 1) + "%n = tensor.dim %a, %b0 : {a}\n %k = arith.index_cast %n : index to i64\n"
        "%r = tensor.from_elements %k : {r}",
        lambda a, b: jnp.zeros((), jnp.int64),
        (SMALL, SMALL),
        lambda sizes, random: (normal(random, *sizes), integers(random, 0, 1, 1)),
        # Which dimension is asked for is the same for the whole batch.
        uniform=(1,),
    )
    yield Property(
        "tensor.splat",
        positions("b", 2) + "%x = tensor.extract %a[] : {a}\n %r = tensor.splat %x[%b0, %b1] : {r}",
        lambda a, b: jnp.broadcast_to(a, tuple(np.asarray(b))),
        (SMALL, SMALL),
        lambda sizes, random: (normal(random), sizes_of(*sizes)),
        uniform=(1,),
    )
    yield Property(
        "tensor.empty",
        positions("b", 1) + "%e = tensor.empty(%b0) : {a}\n %n = arith.constant 0 : index\n"
        "%d = tensor.dim %e, %n : {a}\n %x = eshkol.broadcast %c [] to [%d] : {c} -> {a}\n"
        "%r = arith.addf %a, %x : {r}",
        lambda a, b, c: a + c,
        (SMALL,),
        lambda sizes, random: (normal(random, *sizes), sizes_of(*sizes), normal(random)),
        uniform=(1,),
    )


def boxes() -> Iterator[Property]:
    def inside(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        rows, columns, height, width = sizes
        starts = np.asarray([random.integers(rows + 1), random.integers(columns + 1)])
        return normal(random, rows + height, columns + width), starts, sizes_of(height, width)

    def replaced(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        operand, starts, counts = inside(sizes, random)
        return operand, starts, counts, normal(random, *counts)

    yield Property(
        "tensor.extract_slice",
        positions("b", 2)
        + positions("c", 2)
        + "%r = tensor.extract_slice %a[%b0, %b1] [%c0, %c1] [1, 1] : {a} to {r}",
        lambda a, b, c: jnp.zeros(tuple(np.asarray(c)), a.dtype),
        (SMALL, SMALL, SMALL, SMALL),
        inside,
        uniform=(2,),
    )
    yield Property(
        "tensor.insert_slice",
        positions("b", 2)
        + positions("c", 2)
        + "%r = tensor.insert_slice %d into %a[%b0, %b1] [%c0, %c1] [1, 1] : {d} into {r}",
        lambda a, b, c, d: a,
        (SMALL, SMALL, SMALL, SMALL),
        replaced,
        uniform=(2,),
    )


def control_flow() -> Iterator[Property]:
    def vector_and_number(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return normal(random, *sizes), normal(random)

    def vector_and_rounds(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return normal(random, *sizes), integers(random, 0, 5, 1)

    first: Callable[..., Array] = lambda a, *_: a  # noqa: E731
    yield Property(
        "scf.if",
        "%x = tensor.extract %b[] : {b}\n %zero = arith.constant 0.0 : {eb}\n"
        "%p = arith.cmpf ogt, %x, %zero : {eb}\n %r = scf.if %p -> {a} {{\n%y = arith.mulf %a, %a : {a}\n"
        "scf.yield %y : {a}\n}} else {{\n%y = arith.negf %a : {a}\nscf.yield %y : {a}\n}}",
        first,
        (ANY,),
        vector_and_number,
    )
    yield Property(
        "scf.for",
        positions("b", 1) + "%zero = arith.constant 0 : index\n%one = arith.constant 1 : index\n"
        "%r = scf.for %i = %zero to %b0 step %one iter_args(%x = %a) -> ({a}) {{\n"
        "%y = math.sin %x : {a}\n%z = arith.addf %y, %a : {a}\nscf.yield %z : {a}\n}}",
        first,
        (ANY,),
        vector_and_rounds,
    )
    yield Property(
        "scf.while",
        positions("b", 1) + "%zero = arith.constant 0 : index\n%one = arith.constant 1 : index\n"
        "%r, %k = scf.while (%x = %a, %i = %b0) : ({a}, index) -> ({a}, index) {{\n"
        "%p = arith.cmpi sgt, %i, %zero : index\nscf.condition(%p) %x, %i : {a}, index\n}} do {{\n"
        "^bb0(%x: {a}, %i: index):\n%y = math.cos %x : {a}\n%j = arith.subi %i, %one : index\n"
        "scf.yield %y, %j : {a}, index\n}}",
        first,
        (ANY,),
        vector_and_rounds,
    )


def assertions() -> Iterator[Property]:
    """Assertions that hold, in the branch of those elements for which they do: the others must not fail."""

    def numbers(sizes: Sizes, random: Random) -> tuple[Array, ...]:
        return normal(random, *sizes), sometimes_zero(random)

    checks = {
        "eshkol.assert": '%q = arith.cmpf one, %x, %zero : {eb}\neshkol.assert %q, "zero" : i1\n',
        "eshkol.assert_close": "%o = arith.divf %x, %x : {eb}\n%u = tensor.from_elements %o : {b}\n"
        "%v = arith.constant dense<1.0> : {b}\n"
        'eshkol.assert_close %u, %v, "ratio" atol = 0.0 rtol = 1.0e-9 : {b}\n',
    }
    for operation, check in checks.items():
        yield Property(
            operation,
            "%c = arith.constant 0 : index\n%n = tensor.dim %a, %c : {a}\n%x = tensor.extract %b[] : {b}\n"
            "%zero = arith.constant 0.0 : {eb}\n%p = arith.cmpf one, %x, %zero : {eb}\n"
            "%r = scf.if %p -> {a} {{\n"
            + check
            + "%y = eshkol.broadcast %b [] to [%n] : {b} -> {a}\n%z = arith.divf %a, %y : {a}\n"
            "scf.yield %z : {a}\n}} else {{\nscf.yield %a : {a}\n}}",
            lambda a, b: a,
            (SMALL_FULL,),
            numbers,
        )


#: The groups of operations without derivatives.
BATCHED_ONLY = grouped(
    whole_numbers,
    conversions,
    real_numbers,
    complex_numbers,
    whole_tensors,
    boxes,
    control_flow,
    assertions,
)
