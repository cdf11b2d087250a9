"""Convolution and pooling against direct sums over windows in NumPy."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from numeric_support import FLOATS, INTEGERS, compiled, problem, same, sample, wide

Array = np.ndarray[Any, Any]
Pairs = list[tuple[int, int]]


def windows(x: Array, extent: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]) -> Array:
    """The windows over the axes after the first two: ``[n, c, position..., offset...]``."""
    reach = [(e - 1) * d + 1 for e, d in zip(extent, dilation, strict=True)]
    sizes = [(n - r) // s + 1 for n, r, s in zip(x.shape[2:], reach, stride, strict=True)]
    result = np.empty((*x.shape[:2], *sizes, *extent), x.dtype)
    for position in itertools.product(*map(range, sizes)):
        cut = tuple(
            slice(p * s, p * s + r, d) for p, s, r, d in zip(position, stride, reach, dilation, strict=True)
        )
        result[(slice(None), slice(None), *position)] = x[(slice(None), slice(None), *cut)]
    return result


def convolve(
    x: Array,
    kernel: Array,
    stride: tuple[int, ...],
    padding: Pairs,
    dilation: tuple[int, ...],
    groups: int = 1,
) -> Array:
    count = x.ndim - 2
    padded = np.pad(x, [(0, 0), (0, 0), *padding])
    view = windows(padded, kernel.shape[2:], stride, dilation)
    parts = []
    for g in range(groups):
        inputs, outputs = kernel.shape[1], kernel.shape[0] // groups
        part = view[:, g * inputs : (g + 1) * inputs]
        weights = kernel[g * outputs : (g + 1) * outputs]
        axes = list(range(2 + count, 2 + 2 * count))
        parts.append(np.moveaxis(np.tensordot(part, weights, ([1, *axes], [1, *range(2, 2 + count)])), -1, 1))
    return np.concatenate(parts, 1)


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS, "complex64"])
def test_convolution_in_one_to_three_dimensions(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f1 [x : (Tensor {dtype} [n 2 9])] [k : (Tensor {dtype} [4 2 3])])
          (values (conv1d x k) (conv1d x k :stride 2 :padding 1) (conv1d x k :padding 'same :dilation 2)))
        (define (f2 [x : (Tensor {dtype} [2 4 6 5])] [k : (Tensor {dtype} [6 2 3 2])])
          (values (conv2d x k :groups 2) (conv2d x k :groups 2 :stride [2 1] :padding [[1 2] [0 1]] :dilation [1 2])))
        (define (f3 [x : (Tensor {dtype} [1 2 4 3 5])] [k : (Tensor {dtype} [3 2 2 1 3])])
          (conv3d x k :stride [1 2 1] :padding [1 0 1]))
        """
    )
    x, k = sample(dtype, 2, 2, 9), sample(dtype, 4, 2, 3, seed=1)
    wx, wk = wide(x), wide(k)
    plain, strided, dilated = program["f1"](x, k)
    same(plain, convolve(wx, wk, (1,), [(0, 0)], (1,)), dtype, roundings=8)
    same(strided, convolve(wx, wk, (2,), [(1, 1)], (1,)), dtype, roundings=8)
    same(dilated, convolve(wx, wk, (1,), [(2, 2)], (2,)), dtype, roundings=8)
    x, k = sample(dtype, 2, 4, 6, 5), sample(dtype, 6, 2, 3, 2, seed=1)
    grouped, everything = program["f2"](x, k)
    same(grouped, convolve(wide(x), wide(k), (1, 1), [(0, 0), (0, 0)], (1, 1), 2), dtype, roundings=16)
    expected = convolve(wide(x), wide(k), (2, 1), [(1, 2), (0, 1)], (1, 2), 2)
    same(everything, expected, dtype, roundings=16)
    x, k = sample(dtype, 1, 2, 4, 3, 5), sample(dtype, 3, 2, 2, 1, 3, seed=1)
    expected = convolve(wide(x), wide(k), (1, 2, 1), [(1, 1), (0, 0), (1, 1)], (1, 1, 1))
    same(program["f3"](x, k), expected, dtype, roundings=16)


def test_same_padding_keeps_the_size() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f64 [1 1 7])] [k : (Tensor f64 [1 1 4])])
          (values (conv1d x k :padding 'same) (conv1d x k :padding "same" :stride 3) (conv1d x k :padding 'valid)))
        (define (g [x : (Tensor f64 [1 1 n])] [k : (Tensor f64 [1 1 3])]) (conv1d x k :padding 'same))
        """
    )
    x, k = sample("f64", 1, 1, 7), sample("f64", 1, 1, 4)
    whole, third, valid = program["f"](x, k)
    same(whole, convolve(x, k, (1,), [(1, 2)], (1,)), "f64")
    same(third, convolve(x, k, (3,), [(1, 2)], (1,)), "f64")
    same(valid, convolve(x, k, (1,), [(0, 0)], (1,)), "f64")
    for n in (7, 1):
        x, k = sample("f64", 1, 1, n), sample("f64", 1, 1, 3)
        same(program["g"](x, k), convolve(x, k, (1,), [(1, 1)], (1,)), "f64")


def test_sizes_known_when_running() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [b 2 h w])] [k : (Tensor f32 [3 2 3 3])])
          (values (conv2d x k) (conv2d x k :stride 2 :padding 1) (max-pool x 2) (avg-pool x 2 :stride 1)))
        """
    )
    for b, h, w in ((2, 6, 5), (1, 3, 3), (0, 4, 4)):
        x, k = sample("f32", b, 2, h, w), sample("f32", 3, 2, 3, 3)
        wx, wk = wide(x), wide(k)
        plain, strided, greatest, mean = program["f"](x, k)
        same(plain, convolve(wx, wk, (1, 1), [(0, 0)] * 2, (1, 1)), "f32", roundings=16)
        same(strided, convolve(wx, wk, (2, 2), [(1, 1)] * 2, (1, 1)), "f32", roundings=16)
        same(greatest, windows(wx, (2, 2), (2, 2), (1, 1)).max((-1, -2)), "f32")
        same(mean, windows(wx, (2, 2), (1, 1), (1, 1)).mean((-1, -2)), "f32")


@pytest.mark.parametrize("dtype", [*FLOATS, *INTEGERS])
def test_pooling(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [x : (Tensor {dtype} [2 3 7])] [y : (Tensor {dtype} [1 2 5 6])])
          (values (max-pool x 3) (max-pool x 2 :stride 1 :dilation 2) (max-pool y [2 3] :padding [1 1])
                  (avg-pool x 3) (avg-pool y [2 3] :stride [2 1]) (avg-pool x 3 :padding 1 :stride 2)))
        """
    )
    x, y = sample(dtype, 2, 3, 7), sample(dtype, 1, 2, 5, 6, seed=1)
    wx, wy = wide(x), wide(y)
    mean = "f64" if dtype in INTEGERS else dtype
    results = program["f"](x, y)
    same(results[0], windows(wx, (3,), (3,), (1,)).max(-1), dtype)
    same(results[1], windows(wx, (2,), (1,), (2,)).max(-1), dtype)
    least = np.pad(wy.astype(float), [(0, 0), (0, 0), (1, 1), (1, 1)], constant_values=-np.inf)
    same(results[2], windows(least, (2, 3), (2, 3), (1, 1)).max((-1, -2)), dtype)
    same(results[3], windows(wx, (3,), (3,), (1,)).mean(-1), mean)
    same(results[4], windows(wy, (2, 3), (2, 1), (1, 1)).mean((-1, -2)), mean)
    absent = np.pad(wx.astype(float), [(0, 0), (0, 0), (1, 1)], constant_values=np.nan)
    same(results[5], np.nanmean(windows(absent, (3,), (2,), (1,)), -1), mean)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(conv1d x k)", "ShapeError: x should have 3 axes [n c w] but has shape [2 4 6 5] in conv1d"),
        ("(conv2d x k)", "ShapeError: shape mismatch in conv2d"),
        ("(conv2d x k :groups 4)", "ShapeError: 6 output channels do not divide into 4 groups in conv2d"),
        ("(conv2d x k :groups 2 :stride 0)", "ShapeError: :stride should be at least 1 but is 0 in conv2d"),
        ("(conv2d x k :groups 2 :stride [1 1 1])", "ShapeError: :stride has 3 numbers for 2 spatial axes in conv2d"),
        ("(conv2d x k :groups 2 :padding 'full)",
         "TypeError: :padding should be 'same, 'valid, an integer or a list but is the symbol 'full, in conv2d"),
        ("(conv2d x k :groups 2 :padding [[1 1]])",
         "ShapeError: :padding should be 2 pairs [before after] in conv2d"),
        ("(conv2d x k :groups 2 :dilation 3)", "ShapeError: the window is larger than the input in conv2d"),
        ("(max-pool x 7)", "ShapeError: the window is larger than the input in max-pool"),
        ("(avg-pool x [2])", "ShapeError: the window has 1 numbers for 2 spatial axes in avg-pool"),
        ("(max-pool (sum x :axis [0 1]) 2)",
         "ShapeError: expected axes [n c spatial...], 3 to 5 of them, but the shape is [6 5] in max-pool"),
    ],
)  # fmt: skip
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [x : (Tensor f32 [2 4 6 5])] [k : (Tensor f32 [6 2 3 2])]) {expression})")
    assert text.splitlines()[0].endswith(f"]: {message}")


def test_channels_that_do_not_fit() -> None:
    source = "(define (f [x : (Tensor f32 [2 4 6])] [k : (Tensor f32 [6 2 3])]) (conv1d x k))"
    assert problem(source) == (
        "test.esk:1:67: error[E0520]: ShapeError: shape mismatch in conv1d\n"
        "  |\n"
        "1 | (define (f [x : (Tensor f32 [2 4 6])] [k : (Tensor f32 [6 2 3])]) (conv1d x k))\n"
        "  |             - x : (Tensor f32 [2 4 6]) defined here\n"
        "  |                                        - k : (Tensor f32 [6 2 3]) defined here\n"
        "  |                                                                   ^^^^^^^^^^^^ "
        "x has 4 channels but the kernel takes 2\n"
        "  = note: in function `f`\n"
        "  = note: x:      (Tensor f32 [2 4 6])\n"
        "  = note: kernel: (Tensor f32 [6 2 3])"
    )
