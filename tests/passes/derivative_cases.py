"""Every operation that has a derivative rule, with what JAX computes instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from native_derivatives import Array, Case

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]

random = np.random.default_rng(20240607)


def normal(*shape: int) -> Array:
    return np.asarray(random.standard_normal(shape))


def positive(*shape: int) -> Array:
    return np.asarray(random.uniform(0.3, 2.0, shape))


def within(low: float, high: float, *shape: int) -> Array:
    return np.asarray(random.uniform(low, high, shape))


def distinct(*shape: int) -> Array:
    """Numbers that small changes do not put in another order."""
    return np.asarray(random.permutation(int(np.prod(shape))).reshape(shape) * 0.37 - 1.1)


def unitary(*shape: int) -> Array:
    return normal(*shape) + 1j * normal(*shape)


def definite(*shape: int) -> Array:
    matrix = normal(*shape)
    return matrix @ np.swapaxes(matrix, -1, -2) + shape[-1] * np.eye(shape[-1])


def integers(values: Any) -> Array:
    return np.asarray(values, np.int64)


# Elementwise -------------------------------------------------------------------

UNARY: list[tuple[str, Callable[..., Any], Array]] = [
    ("arith.negf", jnp.negative, normal(3, 4)),
    ("math.absf", jnp.abs, distinct(3, 4) + 0.05),
    ("math.sqrt", jnp.sqrt, positive(3, 4)),
    ("math.rsqrt", lax.rsqrt, positive(3, 4)),
    ("math.cbrt", jnp.cbrt, positive(3, 4)),
    ("math.exp", jnp.exp, normal(3, 4)),
    ("math.exp2", jnp.exp2, normal(3, 4)),
    ("math.expm1", jnp.expm1, normal(3, 4)),
    ("math.log", jnp.log, positive(3, 4)),
    ("math.log2", jnp.log2, positive(3, 4)),
    ("math.log10", jnp.log10, positive(3, 4)),
    ("math.log1p", jnp.log1p, positive(3, 4)),
    ("math.sin", jnp.sin, normal(3, 4)),
    ("math.cos", jnp.cos, normal(3, 4)),
    ("math.tan", jnp.tan, within(-1, 1, 3, 4)),
    ("math.asin", jnp.arcsin, within(-0.9, 0.9, 3, 4)),
    ("math.acos", jnp.arccos, within(-0.9, 0.9, 3, 4)),
    ("math.atan", jnp.arctan, normal(3, 4)),
    ("math.sinh", jnp.sinh, normal(3, 4)),
    ("math.cosh", jnp.cosh, normal(3, 4)),
    ("math.tanh", jnp.tanh, normal(3, 4)),
    ("math.asinh", jnp.arcsinh, normal(3, 4)),
    ("math.acosh", jnp.arccosh, within(1.2, 3, 3, 4)),
    ("math.atanh", jnp.arctanh, within(-0.9, 0.9, 3, 4)),
    ("math.erf", jax.scipy.special.erf, normal(3, 4)),
    ("math.erfc", jax.scipy.special.erfc, normal(3, 4)),
    ("math.ceil", jnp.ceil, distinct(3, 4) + 0.05),
    ("math.floor", jnp.floor, distinct(3, 4) + 0.05),
    ("math.round", jnp.round, distinct(3, 4) + 0.05),
    ("math.roundeven", jnp.round, distinct(3, 4) + 0.05),
    ("math.trunc", jnp.trunc, distinct(3, 4) + 0.05),
    ("math.exp", jnp.exp, normal(0, 4)),
    ("math.exp", jnp.exp, normal()),
    ("math.exp", jnp.exp, normal(1, 1, 1)),
]

BINARY: list[tuple[str, Callable[..., Any], Array, Array]] = [
    ("arith.addf", jnp.add, normal(3, 4), normal(3, 4)),
    ("arith.subf", jnp.subtract, normal(3, 4), normal(3, 4)),
    ("arith.mulf", jnp.multiply, normal(3, 4), normal(3, 4)),
    ("arith.divf", jnp.divide, normal(3, 4), positive(3, 4)),
    ("arith.remf", lax.rem, normal(3, 4) * 5, within(0.9, 1.4, 3, 4)),
    ("arith.maximumf", jnp.maximum, distinct(3, 4), distinct(3, 4) + 0.1),
    ("arith.minimumf", jnp.minimum, distinct(3, 4), distinct(3, 4) + 0.1),
    ("arith.maxnumf", jnp.maximum, distinct(3, 4), distinct(3, 4) + 0.1),
    ("arith.minnumf", jnp.minimum, distinct(3, 4), distinct(3, 4) + 0.1),
    ("math.powf", jnp.power, positive(3, 4), normal(3, 4)),
    ("math.atan2", jnp.arctan2, normal(3, 4), normal(3, 4)),
    ("math.copysign", jnp.copysign, distinct(3, 4) + 0.05, normal(3, 4)),
    ("arith.mulf", jnp.multiply, normal(0), normal(0)),
    ("arith.mulf", jnp.multiply, normal(), normal()),
]

COMPLEX_UNARY: list[tuple[str, str, Callable[..., Any], Array]] = [
    ("complex.neg", "complex", jnp.negative, unitary(3, 2)),
    ("complex.exp", "complex", jnp.exp, unitary(3, 2)),
    ("complex.expm1", "complex", jnp.expm1, unitary(3, 2)),
    ("complex.log", "complex", jnp.log, unitary(3, 2)),
    ("complex.log1p", "complex", jnp.log1p, unitary(3, 2)),
    ("complex.sqrt", "complex", jnp.sqrt, unitary(3, 2)),
    ("complex.rsqrt", "complex", lax.rsqrt, unitary(3, 2)),
    ("complex.sin", "complex", jnp.sin, unitary(3, 2)),
    ("complex.cos", "complex", jnp.cos, unitary(3, 2)),
    ("complex.tan", "complex", jnp.tan, unitary(3, 2)),
    ("complex.tanh", "complex", jnp.tanh, unitary(3, 2)),
    ("complex.conj", "complex", jnp.conj, unitary(3, 2)),
    ("complex.sign", "complex", lambda z: z / jnp.abs(z), unitary(3, 2)),
    ("complex.re", "real", jnp.real, unitary(3, 2)),
    ("complex.im", "real", jnp.imag, unitary(3, 2)),
    ("complex.abs", "real", jnp.abs, unitary(3, 2)),
    ("complex.angle", "real", jnp.angle, unitary(3, 2)),
]

COMPLEX_BINARY: list[tuple[str, Callable[..., Any], Array, Array]] = [
    ("complex.add", jnp.add, unitary(3, 2), unitary(3, 2)),
    ("complex.sub", jnp.subtract, unitary(3, 2), unitary(3, 2)),
    ("complex.mul", jnp.multiply, unitary(3, 2), unitary(3, 2)),
    ("complex.div", jnp.divide, unitary(3, 2), unitary(3, 2)),
    ("complex.pow", jnp.power, unitary(3, 2), unitary(3, 2)),
]


def elementwise() -> Iterator[Case]:
    for name, function, array in UNARY:
        yield Case(name, f"%r = {name} %a : {{r}}", function, (array,))
    for name, function, left, right in BINARY:
        yield Case(name, f"%r = {name} %a, %b : {{r}}", function, (left, right))
    for name, part, function, array in COMPLEX_UNARY:
        result = "complex<f64>" if part == "complex" else "f64"
        body = f"""%r = eshkol.map %a : ({{a}}) -> {{r}} {{{{
        ^bb0(%z: complex<f64>):
          %w = {name} %z : complex<f64>
          eshkol.yield %w : {result}
        }}}}"""
        yield Case(name, body, function, (array,))
    for name, function, left, right in COMPLEX_BINARY:
        body = f"""%r = eshkol.map %a, %b : ({{a}}, {{b}}) -> {{r}} {{{{
        ^bb0(%z: complex<f64>, %w: complex<f64>):
          %v = {name} %z, %w : complex<f64>
          eshkol.yield %v : complex<f64>
        }}}}"""
        yield Case(name, body, function, (left, right))
    yield Case(
        "complex.create",
        """%r = eshkol.map %a, %b : ({a}, {b}) -> {r} {{
        ^bb0(%x: f64, %y: f64):
          %v = complex.create %x, %y : complex<f64>
          eshkol.yield %v : complex<f64>
        }}""",
        lax.complex,
        (normal(3, 2), normal(3, 2)),
    )
    yield Case(
        "math.fma",
        "%r = math.fma %a, %b, %c : {r}",
        lambda a, b, c: a * b + c,
        (normal(4), normal(4), normal(4)),
    )
    yield Case(
        "math.fpowi",
        "%r = math.fpowi %a, %b : {a}, {b}",
        lambda a, b: jnp.stack([lax.integer_pow(a[k], n) for k, n in enumerate((0, 1, 2, 3, -1, -2))]),
        (positive(6), np.asarray([0, 1, 2, 3, -1, -2], np.int32)),
    )
    yield Case(
        "arith.select",
        "%m = arith.cmpf ogt, %a, %b : {a}\n %r = arith.select %m, %a, %c : {mask}, {r}".replace(
            "{mask}", "tensor<4xi1>"
        ),
        lambda a, b, c: jnp.where(a > b, a, c),
        (distinct(4), distinct(4) + 0.1, normal(4)),
        is_dynamic=False,
    )
    yield Case(
        "arith.extf",
        "%n = arith.truncf %a : tensor<4xf64> to tensor<4xf32>\n %r = arith.extf %n : tensor<4xf32> to {r}",
        lambda a: a.astype(jnp.float32).astype(jnp.float64),
        (np.asarray([0.5, 1.25, -3.0, 8.0]),),
        is_dynamic=False,
        is_smooth=False,
        tolerance=1e-6,
    )
    yield Case(
        "eshkol.select",
        "%r = eshkol.select %a, %b, %c : ({a}, {b}, {c}) -> {r}",
        lambda a, b, c: jnp.where(a, b, c),
        (np.asarray([True, False, True]), normal(3), normal(3)),
    )
    yield Case(
        "eshkol.convert",
        "%r = eshkol.convert %a : ({a}) -> {r}",
        lambda a: a.astype(jnp.complex128),
        (normal(3, 2),),
    )
    for shape in ((), (3, 4)):
        yield Case(
            "eshkol.clamp",
            "%r = eshkol.clamp %a, %b, %c : ({a}, {b}, {c}) -> {r}",
            lambda a, b, c: jnp.minimum(jnp.maximum(a, b), c),
            (distinct(3, 4), within(-0.8, -0.7, *shape), within(0.7, 0.8, *shape)),
        )
    yield Case(
        "eshkol.clamp",
        "%r = eshkol.clamp %a, %b, %c : ({a}, {b}, {c}) -> {r}",
        lambda a, b, c: jnp.minimum(jnp.maximum(a, b), c),
        (distinct(3, 4), np.asarray(0.9), np.asarray(-0.3)),
    )
    yield Case(
        "eshkol.stop_gradient",
        "%s = eshkol.stop_gradient %a : {a}\n %r = arith.mulf %s, %a : {r}",
        lambda a: lax.stop_gradient(a) * a,
        (normal(3),),
        is_smooth=False,
    )


# Shapes ------------------------------------------------------------------------


def shapes() -> Iterator[Case]:
    yield Case(
        "eshkol.broadcast",
        "%r = eshkol.broadcast %a [1, 2] to [2, 3, 4] : {a} -> {r}",
        lambda a: jnp.broadcast_to(a, (2, 3, 4)),
        (normal(3, 1),),
        is_dynamic=False,
    )
    yield Case(
        "eshkol.broadcast",
        "%r = eshkol.broadcast %a [0] to [3, 0] : {a} -> {r}",
        lambda a: jnp.broadcast_to(a[:, None], (3, 0)),
        (normal(3),),
        is_dynamic=False,
    )
    yield Case(
        "eshkol.transpose",
        "%r = eshkol.transpose %a [2, 0, 1] : ({a}) -> {r}",
        lambda a: jnp.transpose(a, (2, 0, 1)),
        (normal(2, 3, 4),),
    )
    yield Case(
        "eshkol.reshape",
        "%r = eshkol.reshape %a to [6, 2] : {a} -> tensor<6x2xf64>",
        lambda a: a.reshape(6, 2),
        (normal(3, 4),),
        is_dynamic=False,
    )
    yield Case(
        "eshkol.reverse",
        "%r = eshkol.reverse %a [0, 2] : ({a}) -> {r}",
        lambda a: a[::-1, :, ::-1],
        (normal(2, 3, 4),),
    )
    yield Case(
        "eshkol.concat",
        "%r = eshkol.concat %a, %b, %c dimension = 1 : ({a}, {b}, {c}) -> {r}",
        lambda a, b, c: jnp.concatenate([a, b, c], 1),
        (normal(3, 2), normal(3, 0), normal(3, 4)),
    )
    yield Case(
        "eshkol.slice",
        "%r = eshkol.slice %a [1, 0] [2, 3] [2, 1] : {a} -> {r}",
        lambda a: a[1:4:2, 0:3],
        (normal(5, 4),),
        is_dynamic=False,
    )
    yield Case(
        "eshkol.slice",
        "%i = arith.constant 4 : index\n %r = eshkol.slice %a [%i, 0] [2, 3] [2, 1] : {a} -> {r}",
        lambda a: a[2:5:2, 0:3],
        (normal(5, 4),),
        is_dynamic=False,
    )
    yield Case(
        "eshkol.dynamic_update_slice",
        "%i = arith.constant 2 : index\n %r = eshkol.dynamic_update_slice %a, %b [%i, 1] : {a}, {b} -> {r}",
        lambda a, b: lax.dynamic_update_slice(a, b, (2, 1)),
        (normal(5, 4), normal(2, 3)),
    )
    for low, high, interior in (((1, 0), (2, 1), (0, 2)), ((-1, 2), (0, -2), (1, 0))):
        yield Case(
            "eshkol.pad",
            f"%v = tensor.extract %b[] : {{b}}\n %r = eshkol.pad %a, %v low = {list(low)} high = {list(high)} "
            f"interior = {list(interior)} : ({{a}}, f64) -> {{r}}",
            lambda a, b, low=low, high=high, interior=interior: lax.pad(
                a, b, list(zip(low, high, interior, strict=True))
            ),
            (normal(3, 4), normal()),
        )
    yield Case(
        "tensor.extract",
        "%i = arith.constant 1 : index\n %e = tensor.extract %a[%i, %i] : {a}\n %r = tensor.from_elements %e : {r}",
        lambda a: a[1, 1],
        (normal(3, 2),),
    )
    yield Case(
        "tensor.from_elements",
        "%i = arith.constant 1 : index\n %e = tensor.extract %a[%i] : {a}\n %m = arith.mulf %e, %e : f64\n"
        " %r = tensor.from_elements %e, %m, %m, %e : tensor<2x2xf64>",
        lambda a: jnp.stack([a[1], a[1] ** 2, a[1] ** 2, a[1]]).reshape(2, 2),
        (normal(3),),
        is_dynamic=False,
    )
    yield Case(
        "tensor.insert",
        "%i = arith.constant 1 : index\n %e = tensor.extract %b[] : {b}\n %r = tensor.insert %e into %a[%i] : {r}",
        lambda a, b: a.at[1].set(b),
        (normal(3), normal()),
    )
    yield Case(
        "tensor.cast",
        "%s = tensor.cast %a : {a} to tensor<3x?xf64>\n %r = tensor.cast %s : tensor<3x?xf64> to {r}",
        lambda a: a,
        (normal(3, 2),),
    )


# Reductions and products -------------------------------------------------------


def reductions() -> Iterator[Case]:
    functions = {"sum": jnp.sum, "prod": jnp.prod, "max": jnp.max, "min": jnp.min, "mean": jnp.mean}
    for kind, function in functions.items():
        for axes, keepdims in (((1,), False), ((0, 2), True), ((0, 1, 2), False)):
            yield Case(
                "eshkol.reduce",
                f"%r = eshkol.reduce {kind} %a {list(axes)}{' keepdims' if keepdims else ''} : ({{a}}) -> {{r}}",
                lambda a, f=function, axes=axes, keepdims=keepdims: f(a, axis=axes, keepdims=keepdims),
                (distinct(2, 3, 4) * 0.2 + 0.01,),
            )
    for kind in ("sum", "mean", "prod"):
        yield Case(
            "eshkol.reduce",
            f"%r = eshkol.reduce {kind} %a [1] : ({{a}}) -> {{r}}",
            lambda a, f=functions[kind]: f(a, axis=1),
            (unitary(2, 3),),
        )
    yield Case(
        "eshkol.reduce",
        "%r = eshkol.reduce prod %a [0] : ({a}) -> {r}",
        jnp.prod,
        (np.asarray([2.0, 0.0, 3.0]),),
    )
    yield Case(
        "eshkol.reduce",
        "%r = eshkol.reduce prod %a [0] : ({a}) -> {r}",
        jnp.prod,
        (np.asarray([0.0, 0.0, 3.0]),),
    )
    # Enough factors to be multiplied in groups, and the products of groups in groups.
    yield Case(
        "eshkol.reduce",
        "%r = eshkol.reduce prod %a [1] : ({a}) -> {r}",
        lambda a: jnp.prod(a, 1),
        (np.concatenate([within(0.95, 1.05, 2, 300), np.asarray([[0.0], [1.1]])], 1),),
    )
    yield Case(
        "eshkol.reduce",
        "%r = eshkol.reduce max %a [0] : ({a}) -> {r}",
        jnp.max,
        (np.asarray([2.0, 5.0, 5.0, 1.0]),),
        is_smooth=False,
    )
    yield Case(
        "eshkol.reduce", "%r = eshkol.reduce sum %a [1] : ({a}) -> {r}", lambda a: a.sum(1), (normal(3, 0),)
    )
    cumulative = {"sum": lax.cumsum, "prod": lax.cumprod, "max": lax.cummax, "min": lax.cummin}
    for kind, running in cumulative.items():
        for shape, axis, is_reverse in (((3, 4), 0, False), ((3, 4), 1, True), ((1, 2), 0, False)):
            yield Case(
                "eshkol.cumulative",
                f"%r = eshkol.cumulative {kind} %a dimension = {axis}{' reverse' if is_reverse else ''} : ({{a}}) -> {{r}}",
                lambda a, f=running, axis=axis, is_reverse=is_reverse: f(a, axis=axis, reverse=is_reverse),
                (distinct(*shape) * 0.3 + 0.01,),
            )
    yield Case(
        "eshkol.cumulative",
        "%r = eshkol.cumulative prod %a dimension = 0 : ({a}) -> {r}",
        lambda a: jnp.stack([a[0], a[0] * a[1], a[0] * a[1] * a[2]]),
        (np.asarray([2.0, 0.0, 3.0]),),
    )
    yield Case(
        "eshkol.cumulative",
        "%r = eshkol.cumulative prod %a dimension = 0 : ({a}) -> {r}",
        lambda a: lax.cumprod(a, axis=0),
        (unitary(3, 2),),
    )
    yield Case(
        "eshkol.matmul",
        "%r = eshkol.matmul %a, %b : ({a}, {b}) -> {r}",
        jnp.matmul,
        (normal(3, 4), normal(4, 2)),
    )
    yield Case(
        "eshkol.matmul",
        "%r = eshkol.matmul %a, %b : ({a}, {b}) -> {r}",
        jnp.matmul,
        (normal(2, 3, 4), normal(2, 4, 5)),
    )
    yield Case(
        "eshkol.matmul",
        "%r = eshkol.matmul %a, %b : ({a}, {b}) -> {r}",
        jnp.matmul,
        (unitary(3, 4), unitary(4, 1)),
    )
    yield Case(
        "eshkol.matmul",
        "%r = eshkol.matmul %a, %b : ({a}, {b}) -> {r}",
        jnp.matmul,
        (normal(3, 0), normal(0, 2)),
    )
    yield Case(
        "eshkol.dot_general",
        "%r = eshkol.dot_general %a, %b batching [1] x [0] contracting [3, 0] x [1, 3] : ({a}, {b}) -> {r}",
        lambda a, b: lax.dot_general(a, b, (((3, 0), (1, 3)), ((1,), (0,)))),
        (normal(2, 3, 4, 5), normal(3, 5, 6, 2)),
    )
    yield Case(
        "eshkol.dot_general",
        "%r = eshkol.dot_general %a, %b batching [] x [] contracting [] x [] : ({a}, {b}) -> {r}",
        lambda a, b: a[:, None] * b,
        (normal(3), normal(2)),
    )


# Indexing and order ------------------------------------------------------------


def scatter(mode: str, batch: int) -> Callable[..., Any]:
    def function(indices: Any, a: Any, updates: Any) -> Any:
        method = {"set": "set", "add": "add", "max": "max", "min": "min"}[mode]
        size = a.shape[batch]
        inside = jnp.where((indices < 0) | (indices >= size), size, indices)

        def one(row: Any, position: Any, update: Any) -> Any:
            return getattr(row.at[position], method)(update, mode="drop")

        for _ in range(batch):
            one = jax.vmap(one)
        return one(a, inside, updates)

    return function


def last_wins(a: Any, indices: Any, updates: Any) -> Any:
    """JAX leaves the order of duplicates open, so here each is written for itself."""
    for k, position in enumerate(np.asarray(indices).tolist()):
        if 0 <= position < a.shape[0]:
            a = a.at[position].set(updates[k])
    return a


def indexing() -> Iterator[Case]:
    yield Case(
        "eshkol.gather",
        "%r = eshkol.gather %b[%a] dimension = 0 : ({b}, {a}) -> {r}",
        lambda i, x: jnp.take(x, jnp.clip(i, 0, 4), axis=0),
        (integers([[0, 3, 3], [7, -2, 4]]), normal(5, 2)),
    )
    yield Case(
        "eshkol.gather",
        "%r = eshkol.gather %b[%a] dimension = 2 : ({b}, {a}) -> {r}",
        lambda i, x: jnp.take(x, i, axis=2),
        (integers([1, 1, 0]), normal(2, 3, 4, 2)),
    )
    yield Case(
        "eshkol.gather",
        "%r = eshkol.gather %b[%a] dimension = 2 batch_dims = 1 : ({b}, {a}) -> {r}",
        lambda i, x: jax.vmap(lambda j, y: jnp.take(y, j, axis=1))(i, x),
        (integers([[1, 1, 0], [0, 3, 2]]), normal(2, 3, 4, 2)),
    )
    yield Case(
        "eshkol.gather",
        "%r = eshkol.gather %b[%a] dimension = 1 batch_dims = 1 : ({b}, {a}) -> {r}",
        lambda i, x: jax.vmap(lambda j, y: y[j])(i, x),
        (integers([1, 2, 0]), unitary(3, 4)),
    )
    body = "%r = eshkol.scatter {mode} %b[%a], %c{batch} : ({{b}}, {{a}}, {{c}}) -> {{r}}"
    plain = integers([1, 3, 0])
    for mode in ("set", "add", "max", "min"):
        yield Case(
            "eshkol.scatter",
            body.format(mode=mode, batch=""),
            scatter(mode, 0),
            (plain, distinct(5, 2), distinct(3, 2) + 0.2),
        )
        yield Case(
            "eshkol.scatter",
            body.format(mode=mode, batch=" batch_dims = 1"),
            scatter(mode, 1),
            (integers([[1, 7], [-1, 0]]), distinct(2, 3, 2), distinct(2, 2, 2) + 0.2),
        )
    for mode in ("add", "max", "min"):
        yield Case(
            "eshkol.scatter",
            body.format(mode=mode, batch=""),
            scatter(mode, 0),
            (integers([[1, 1], [-3, 0], [5, 1]]), distinct(3, 2), distinct(3, 2, 2) + 0.2),
        )
    yield Case(
        "eshkol.scatter",
        body.format(mode="set", batch=""),
        lambda i, a, u: last_wins(a, [1, 4, 1, -1, 0, 0], u),
        (integers([1, 4, 1, -1, 0, 0]), normal(3, 2), normal(6, 2)),
    )
    yield Case(
        "eshkol.scatter",
        body.format(mode="set", batch=""),
        lambda i, a, u: last_wins(a, [1, 4, 1, -1, 0, 0], u),
        (integers([1, 4, 1, -1, 0, 0]), unitary(3), unitary(6)),
    )
    for axis, is_descending in ((0, False), (1, True), (2, False)):
        yield Case(
            "eshkol.sort",
            f"%r, %s = eshkol.sort %a dimension = {axis}{' descending' if is_descending else ''} : ({{a}}) -> ({{r}}, {{s}})",
            lambda a, axis=axis, sign=-1 if is_descending else 1: (
                sign * jnp.sort(sign * a, axis=axis),
                jnp.argsort(sign * lax.stop_gradient(a), axis=axis),
            ),
            (distinct(2, 3, 4),),
        )
    yield Case(
        "eshkol.top_k",
        "%r, %s = eshkol.top_k %a k = 2 : ({a}) -> ({r}, {s})",
        lambda a: (lax.top_k(a, 2)[0], lax.top_k(a, 2)[1].astype(jnp.int64)),
        (distinct(3, 4),),
        is_dynamic=False,
    )


# Linear algebra ----------------------------------------------------------------


def from_lower(a: Any) -> Any:
    """The Hermitian matrix whose lower triangle is given."""
    lower = jnp.tril(a, -1)
    diagonal = jnp.real(jnp.diagonal(a, axis1=-2, axis2=-1))
    return lower + jnp.conj(jnp.swapaxes(lower, -1, -2)) + diagonal[..., None] * jnp.eye(a.shape[-1])


def lu_factors(a: Any) -> Any:
    factors, _, permutation = lax.linalg.lu(a)
    exchange = jnp.eye(a.shape[-2])[permutation]
    sign = jnp.round(jnp.linalg.det(exchange)).astype(jnp.int64)
    return factors, permutation.astype(jnp.int64), sign


def linear_algebra() -> Iterator[Case]:
    lu = "%r, %s, %q = eshkol.lu %a : ({a}) -> ({r}, {s}, {q})"
    cholesky = "%r = eshkol.cholesky %a : ({a}) -> {r}"
    yield Case("eshkol.cholesky", cholesky, lambda a: jnp.linalg.cholesky(from_lower(a)), (definite(4, 4),))
    yield Case(
        "eshkol.cholesky", cholesky, lambda a: jnp.linalg.cholesky(from_lower(a)), (definite(2, 3, 3),)
    )
    hermitian = unitary(3, 3)
    hermitian = hermitian @ hermitian.conj().T + 3 * np.eye(3)
    yield Case("eshkol.cholesky", cholesky, lambda a: jnp.linalg.cholesky(from_lower(a)), (hermitian,))
    for flags in range(32):
        words = ["left_side", "lower", "transpose_a", "conjugate_a", "unit_diagonal"]
        chosen = [word for bit, word in enumerate(words) if flags >> bit & 1]
        is_complex = "conjugate_a" in chosen
        shape = (3, 2) if "left_side" in chosen else (2, 3)
        make = unitary if is_complex else normal

        def solve(a: Any, b: Any, chosen: list[str] = chosen) -> Any:
            return lax.linalg.triangular_solve(
                a,
                b,
                left_side="left_side" in chosen,
                lower="lower" in chosen,
                transpose_a="transpose_a" in chosen,
                conjugate_a="conjugate_a" in chosen,
                unit_diagonal="unit_diagonal" in chosen,
            )

        yield Case(
            "eshkol.triangular_solve",
            f"%r = eshkol.triangular_solve %a, %b {' '.join(chosen)} : ({{a}}, {{b}}) -> {{r}}",
            solve,
            (make(2, 3, 3) + 3 * np.eye(3), make(2, *shape)),
            is_dynamic=flags in (1, 14),
        )
    for make in (normal, unitary):
        matrix = make(2, 3, 3) + 3 * np.eye(3)
        yield Case(
            "eshkol.solve",
            "%r = eshkol.solve %a, %b : ({a}, {b}) -> {r}",
            jnp.linalg.solve,
            (matrix, make(2, 3, 2)),
        )
        yield Case("eshkol.inverse", "%r = eshkol.inverse %a : ({a}) -> {r}", jnp.linalg.inv, (matrix,))
        yield Case("eshkol.det", "%r = eshkol.det %a : ({a}) -> {r}", jnp.linalg.det, (matrix,))
        for sizes in ((3, 3), (2, 4, 4), (4, 2), (2, 4), (2, 3, 5)):
            yield Case("eshkol.lu", lu, lu_factors, (make(*sizes),))
    yield Case("eshkol.det", "%r = eshkol.det %a : ({a}) -> {r}", jnp.linalg.det, (normal(1, 1),))


# Windows -----------------------------------------------------------------------


def conv(body: tuple[Any, ...], groups: int) -> Callable[..., Any]:
    strides, padding, dilations, input_dilations = body
    pairs = list(zip(padding[::2], padding[1::2], strict=True))
    return lambda x, k: lax.conv_general_dilated(
        x,
        k,
        strides,
        pairs,
        lhs_dilation=input_dilations,
        rhs_dilation=dilations,
        feature_group_count=groups,
    )


CONVOLUTIONS = [
    # input, kernel, strides, padding, dilations, input dilations, groups
    ((2, 3, 8), (4, 3, 3), (1,), (0, 0), (1,), (1,), 1),
    ((2, 3, 8), (4, 3, 3), (2,), (1, 2), (1,), (1,), 1),
    ((2, 3, 9), (4, 3, 2), (3,), (0, 0), (2,), (1,), 1),
    ((2, 3, 8), (4, 3, 3), (1,), (-1, 2), (1,), (1,), 1),
    ((2, 3, 5), (4, 3, 3), (2,), (2, 1), (1,), (3,), 1),
    ((2, 4, 7), (6, 2, 3), (2,), (1, 1), (1,), (1,), 2),
    ((1, 4, 6, 5), (4, 1, 3, 2), (1, 2), (1, 1, 0, 1), (1, 1), (1, 1), 4),
    ((2, 2, 6, 5), (3, 2, 3, 2), (2, 1), (1, 0, 2, 1), (1, 2), (2, 1), 1),
    ((1, 2, 4, 3, 4), (2, 2, 2, 2, 2), (1, 1, 2), (0, 0, 1, 0, 0, 1), (1, 1, 1), (1, 1, 1), 1),
    ((2, 2, 2), (3, 2, 4), (1,), (0, 0), (1,), (1,), 1),
    ((0, 2, 6), (3, 2, 2), (1,), (0, 0), (1,), (1,), 1),
]

POOLS = [
    # operand, window, strides, padding, dilations
    ((2, 2, 8), (2,), (2,), (0, 0), (1,)),
    ((2, 2, 9), (3,), (2,), (1, 1), (1,)),
    ((1, 2, 9), (2,), (3,), (0, 0), (3,)),
    ((1, 2, 6, 7), (2, 3), (2, 1), (0, 1, 1, 1), (1, 2)),
    ((1, 1, 3, 4, 4), (2, 2, 2), (1, 2, 1), (0, 0, 0, 0, 1, 0), (1, 1, 1)),
    ((1, 2, 1), (3,), (1,), (0, 0), (1,)),
]


def pool(kind: str, window: Any, strides: Any, padding: Any, dilations: Any) -> Callable[..., Any]:
    pairs = [(0, 0), (0, 0), *zip(padding[::2], padding[1::2], strict=True)]
    full = ((1, 1, *window), (1, 1, *strides), pairs, (1, 1, 1, 1, 1)[: len(window) + 2], (1, 1, *dilations))

    def function(x: Any) -> Any:
        if kind in ("max", "min"):
            # A maximum has no second derivative in JAX under dilation, so it is taken of patches.
            return extreme_of_patches(x, kind, window, strides, padding, dilations)
        total = lax.reduce_window(x, 0.0, lax.add, *full)
        if kind == "sum":
            return total
        return total / lax.reduce_window(jnp.ones_like(x), 0.0, lax.add, *full)

    return function


def extreme_of_patches(x: Any, kind: str, window: Any, strides: Any, padding: Any, dilations: Any) -> Any:
    fill = -jnp.inf if kind == "max" else jnp.inf
    pairs = [(0, 0), (0, 0), *zip(padding[::2], padding[1::2], strict=True)]
    x = jnp.pad(x, pairs, constant_values=fill)
    combine = jnp.max if kind == "max" else jnp.min
    for d, (size, stride, dilation) in enumerate(zip(window, strides, dilations, strict=True)):
        count = max((x.shape[d + 2] - (size - 1) * dilation - 1) // stride + 1, 0)
        positions = np.arange(count)[:, None] * stride + np.arange(size) * dilation
        x = combine(jnp.take(x, positions, axis=d + 2), axis=d + 3)
    return x


def windows() -> Iterator[Case]:
    for shape, kernel, strides, padding, dilations, input_dilations, groups in CONVOLUTIONS:
        yield Case(
            "eshkol.conv",
            f"%r = eshkol.conv %a, %b strides = {list(strides)} padding = {list(padding)} dilations = {list(dilations)} "
            f"input_dilations = {list(input_dilations)} groups = {groups} : ({{a}}, {{b}}) -> {{r}}",
            conv((strides, padding, dilations, input_dilations), groups),
            (normal(*shape), normal(*kernel)),
            is_dynamic=False,
        )
    for kind in ("sum", "mean", "max", "min"):
        for shape, window, strides, padding, dilations in POOLS:
            yield Case(
                "eshkol.pool",
                f"%r = eshkol.pool {kind} %a window = {list(window)} strides = {list(strides)} "
                f"padding = {list(padding)} dilations = {list(dilations)} : ({{a}}) -> {{r}}",
                pool(kind, window, strides, padding, dilations),
                (distinct(*shape),),
            )


# Neural ------------------------------------------------------------------------


def layernorm(x: Any, scale: Any, bias: Any) -> Any:
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-5) * scale + bias


def attention(q: Any, k: Any, v: Any, is_causal: bool) -> Any:
    scores = q @ jnp.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if is_causal:
        rows, columns = scores.shape[-2:]
        allowed = np.tril(np.ones((rows, columns), bool), columns - rows)
        scores = jnp.where(allowed, scores, -jnp.inf)
    return jax.nn.softmax(scores, axis=-1) @ v


def neural() -> Iterator[Case]:
    for axis in (0, 1):
        yield Case(
            "eshkol.softmax",
            f"%r = eshkol.softmax %a dimension = {axis} : ({{a}}) -> {{r}}",
            lambda a, axis=axis: jax.nn.softmax(a, axis),
            (normal(3, 4),),
        )
        yield Case(
            "eshkol.log_softmax",
            f"%r = eshkol.log_softmax %a dimension = {axis} : ({{a}}) -> {{r}}",
            lambda a, axis=axis: jax.nn.log_softmax(a, axis),
            (normal(3, 4),),
        )
    yield Case(
        "eshkol.layernorm",
        "%r = eshkol.layernorm %a scale %b bias %c dimension = 1 : ({a}, {b}, {c}) -> {r}",
        layernorm,
        (normal(3, 5), normal(5), normal(5)),
    )
    for is_causal in (False, True):
        yield Case(
            "eshkol.attention",
            f"%r = eshkol.attention %a, %b, %c{' causal' if is_causal else ''} : ({{a}}, {{b}}, {{c}}) -> {{r}}",
            lambda q, k, v, is_causal=is_causal: attention(q, k, v, is_causal),
            (normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 6)),
        )


# Nothing at all ----------------------------------------------------------------


def empty() -> Iterator[Case]:
    gather = "%r = eshkol.gather %b[%a] dimension = 0 : ({b}, {a}) -> {r}"
    yield Case("eshkol.gather", gather, lambda i, x: x[i], (integers([]), normal(3, 2)))
    scatter_add = "%r = eshkol.scatter add %b[%a], %c : ({b}, {a}, {c}) -> {r}"
    scatter_set = scatter_add.replace(" add ", " set ")
    for body in (scatter_add, scatter_set):
        yield Case("eshkol.scatter", body, lambda i, a, u: a, (integers([]), normal(3, 2), normal(0, 2)))
    yield Case(
        "eshkol.sort",
        "%r, %s = eshkol.sort %a dimension = 1 : ({a}) -> ({r}, {s})",
        lambda a: (a, jnp.zeros((2, 0), jnp.int64)),
        (normal(2, 0),),
    )
    for kind in ("sum", "prod"):
        body = f"%r = eshkol.cumulative {kind} %a dimension = 1 : ({{a}}) -> {{r}}"
        yield Case("eshkol.cumulative", body, lambda a: a, (normal(2, 0),))
    yield Case(
        "eshkol.softmax", "%r = eshkol.softmax %a dimension = 0 : ({a}) -> {r}", lambda a: a, (normal(3, 0),)
    )
    yield Case(
        "eshkol.reduce", "%r = eshkol.reduce mean %a [1] : ({a}) -> {r}", lambda a: a.mean(1), (normal(0, 3),)
    )
    yield Case(
        "eshkol.solve",
        "%r = eshkol.solve %a, %b : ({a}, {b}) -> {r}",
        lambda a, b: b,
        (normal(0, 0), normal(0, 2)),
    )
    yield Case("eshkol.cholesky", "%r = eshkol.cholesky %a : ({a}) -> {r}", lambda a: a, (normal(0, 3, 3),))


#: The cases by the group of operations.
ALL: dict[str, Callable[[], Iterator[Case]]] = {
    "elementwise": elementwise,
    "shapes": shapes,
    "reductions": reductions,
    "indexing": indexing,
    "linear_algebra": linear_algebra,
    "windows": windows,
    "neural": neural,
    "empty": empty,
}
