"""Softmax, layer normalization, attention and cross-entropy against NumPy and SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numeric_support import FLOATS, compiled, problem, same, sample, wide
from scipy import special

Array = np.ndarray[Any, Any]


def layernorm(x: Array, axes: tuple[int, ...], epsilon: float = 1e-5) -> Array:
    centred = x - x.mean(axes, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axes, keepdims=True) + epsilon)


def attention(q: Array, k: Array, v: Array, mask: Array | None = None, scale: float | None = None) -> Array:
    scores = q @ np.swapaxes(k, -1, -2) * (1 / np.sqrt(q.shape[-1]) if scale is None else scale)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf) if mask.dtype == np.bool_ else scores + mask
    return special.softmax(scores, -1) @ v


@pytest.mark.parametrize("dtype", FLOATS)
def test_softmax_and_layernorm(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n 3 4])] [g : (Tensor {dtype} [4])] [b : (Tensor {dtype} [4])])
          (values (softmax x) (softmax x 1) (softmax x :axis 0) (log-softmax x) (log-softmax x -2)
                  (layernorm x) (layernorm x g b) (layernorm x :scale g :epsilon 0.5)
                  (layernorm x :axis [1 2]) (layernorm x :axis 1) (layernorm x [1 2 3 4] :bias b)))
        """
    )
    for rows in (2, 1):
        x, g, b = (sample(dtype, *shape, seed=k) for k, shape in enumerate([(rows, 3, 4), (4,), (4,)]))
        wx, wg, wb = wide(x), wide(g), wide(b)
        expected = [
            special.softmax(wx, -1), special.softmax(wx, 1), special.softmax(wx, 0),
            special.log_softmax(wx, -1), special.log_softmax(wx, -2),
            layernorm(wx, (2,)), layernorm(wx, (2,)) * wg + wb, layernorm(wx, (2,), 0.5) * wg,
            layernorm(wx, (1, 2)), layernorm(wx, (1,)), layernorm(wx, (2,)) * [1, 2, 3, 4] + wb,
        ]  # fmt: skip
        for actual, reference in zip(program["f"](x, g, b), expected, strict=True):
            same(actual, reference, dtype, roundings=16)


def test_softmax_of_extreme_numbers() -> None:
    program = compiled("(define (f [x : (Tensor f32 [n])]) (values (softmax x) (log-softmax x)))")
    x = np.array([1000.0, 0.0, -1000.0, -np.inf], np.float32)
    probabilities, logarithms = program["f"](x)
    np.testing.assert_array_equal(probabilities, [1, 0, 0, 0])
    np.testing.assert_array_equal(logarithms, [0, -1000, -2000, -np.inf])


def test_integers_are_normalized_in_float64() -> None:
    program = compiled(
        "(define (f [x : (Tensor i32 [3])]) (values (softmax x) (layernorm x) (softmax [1 2])))"
    )
    x = np.array([1, 2, 4], np.int32)
    probabilities, normal, literal = program["f"](x)
    same(probabilities, special.softmax(x.astype(float)), "f64")
    same(normal, layernorm(x.astype(float), (0,)), "f64")
    same(literal, special.softmax([1.0, 2.0]), "f64")


@pytest.mark.parametrize("dtype", FLOATS)
def test_attention(dtype: str) -> None:
    s, t = ("s", "t") if dtype == "f64" else ("3", "4")
    program = compiled(
        f"""
        (define (f [q : (Tensor {dtype} [2 {s} 4])] [k : (Tensor {dtype} [2 {t} 4])] [v : (Tensor {dtype} [2 {t} 3])]
                   [m : (Tensor boolean [{s} {t}])] [a : (Tensor {dtype} [2 {s} {t}])] [c : float64])
          (values (attention q k v) (attention q k v :mask m) (attention q k v a) (attention q k v :causal #t)
                  (attention q k v :scale 0.25) (attention q k v :scale c)))
        """
    )
    q, k, v = sample(dtype, 2, 3, 4), sample(dtype, 2, 4, 4, seed=1), sample(dtype, 2, 4, 3, seed=2)
    a = sample(dtype, 2, 3, 4, seed=3)
    m = np.array([[True, False, True, True], [False, True, False, True], [True, True, True, True]])
    later = np.tril(np.ones((3, 4), bool), 1)
    wq, wk, wv = wide(q), wide(k), wide(v)
    expected = [
        attention(wq, wk, wv), attention(wq, wk, wv, m), attention(wq, wk, wv, wide(a)),
        attention(wq, wk, wv, later), attention(wq, wk, wv, scale=0.25), attention(wq, wk, wv, scale=0.5),
    ]  # fmt: skip
    for actual, reference in zip(program["f"](q, k, v, m, a, 0.5), expected, strict=True):
        same(actual, reference, dtype, roundings=12)


def test_leading_axes_of_attention_broadcast() -> None:
    program = compiled(
        """
        (define (f [q : (Tensor f64 [2 3 5 4])] [k : (Tensor f64 [3 6 4])] [v : (Tensor f64 [6 2])]
                   [m : (Tensor boolean [2 1 1 6])])
          (attention q k v :mask m))
        (define (g [q : (Tensor f64 [5 4])] [k : (Tensor f64 [6 4])]) (attention q k k))
        """
    )
    q, k, v = sample("f64", 2, 3, 5, 4), sample("f64", 3, 6, 4), sample("f64", 6, 2)
    m = np.array([[1, 1, 0, 1, 1, 1], [0, 1, 1, 1, 0, 1]], bool).reshape(2, 1, 1, 6)
    same(program["f"](q, k, v, m), attention(q, k, v, m), "f64", roundings=16)
    same(program["g"](q[0, 0], k[0]), attention(q[0, 0], k[0], k[0]), "f64", roundings=16)


def test_a_query_that_may_attend_nothing_gives_zeros() -> None:
    program = compiled(
        "(define (f [q : (Tensor f32 [2 4])] [m : (Tensor boolean [2 2])]) (attention q q q :mask m))"
    )
    q = sample("f32", 2, 4)
    result = program["f"](q, np.array([[False, False], [True, True]]))
    np.testing.assert_array_equal(result[0], np.zeros(4))
    same(result[1], attention(wide(q), wide(q), wide(q))[1], "f32", roundings=8)


@pytest.mark.parametrize("dtype", FLOATS)
def test_cross_entropy(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [n 4])] [c : (Tensor i64 [n])] [p : (Tensor {dtype} [n 4])])
          (values (cross-entropy x c) (cross-entropy x p)))
        (define (g [x : (Tensor {dtype} [2 3 4])] [c : (Tensor i32 [2 3])]) (cross-entropy x c))
        """
    )
    x, c = sample(dtype, 5, 4), np.array([0, 3, 1, 2, 0])
    p = special.softmax(wide(sample(dtype, 5, 4, seed=1)), -1).astype(x.dtype)
    logs = special.log_softmax(wide(x), -1)
    classes, distributions = program["f"](x, c, p)
    same(classes, -logs[np.arange(5), c].mean(), dtype)
    same(distributions, -(wide(p) * logs).sum(-1).mean(), dtype)
    x, c = sample(dtype, 2, 3, 4), np.array([[0, 1, 2], [3, 0, 1]], np.int32)
    logs = special.log_softmax(wide(x), -1)
    same(program["g"](x, c), -np.take_along_axis(logs, c[..., None], -1).mean(), dtype)


def test_cross_entropy_of_certain_predictions() -> None:
    program = compiled(
        "(define (f [x : (Tensor f64 [1 2])] [p : (Tensor f64 [1 2])]) (values (cross-entropy x p) (cross-entropy x [1])))"
    )
    x = np.array([[-1000.0, 1000.0]])
    distribution, index = program["f"](x, np.array([[0.0, 1.0]]))
    assert (float(distribution), float(index)) == (0.0, 0.0)
    assert float(program["f"](np.array([[-np.inf, 0.0]]), np.array([[0.0, 1.0]]))[0]) == 0.0


# Errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(softmax x 2)", "ShapeError: :axis 2 is out of range for 2 dimensions in softmax"),
        ("(softmax 1.0)", "ShapeError: :axis -1 is out of range for 0 dimensions in softmax"),
        ("(softmax (cast x complex64))", "TypeError: complex64 elements are not supported, in softmax"),
        ("(layernorm x y)", "ShapeError: scale has shape [5 3] in layernorm"),
        ("(layernorm x :axis [])", "TypeError: :axis should name at least one axis, in layernorm"),
        ("(layernorm x :epsilon (sum x))",
         "TypeError: :epsilon should be a number known when compiling but is (Tensor f32 []), in layernorm"),
        ("(attention x y y)", "ShapeError: shape mismatch in attention"),
        ("(attention x x y)", "ShapeError: shape mismatch in attention"),
        ("(attention x x (sum x))", "ShapeError: expected matrices [... positions features] in attention"),
        ("(attention x x x :mask y)", "ShapeError: shapes do not broadcast in attention"),
        ("(cross-entropy x [0 1 2])", "ShapeError: shape mismatch in cross-entropy"),
        ("(cross-entropy x (> x 0))", "TypeError: the targets should be class indices or distributions, in cross-entropy"),
    ],
)  # fmt: skip
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [x : (Tensor f32 [2 4])] [y : (Tensor f32 [5 3])]) {expression})")
    assert text.splitlines()[0].endswith(f"]: {message}")


def test_attention_that_does_not_fit() -> None:
    source = "(define (f [q : (Tensor f32 [2 4])] [k : (Tensor f32 [3 5])]) (attention q k k))"
    assert problem(source) == (
        "test.esk:1:63: error[E0521]: ShapeError: shape mismatch in attention\n"
        "  |\n"
        "1 | (define (f [q : (Tensor f32 [2 4])] [k : (Tensor f32 [3 5])]) (attention q k k))\n"
        "  |             - q : (Tensor f32 [2 4]) defined here\n"
        "  |                                      - k : (Tensor f32 [3 5]) defined here\n"
        "  |                                                               ^^^^^^^^^^^^^^^^^ "
        "queries have 4 features but keys 5\n"
        "  = note: in function `f`\n"
        "  = note: query: (Tensor f32 [2 4])\n"
        "  = note: key:   (Tensor f32 [3 5])\n"
        "  = note: value: (Tensor f32 [3 5])"
    )
