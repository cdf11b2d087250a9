"""The library written in Eshkol against NumPy and SciPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.prelude import library
from eshkol_mlir.expander import core
from numeric_support import EPSILON, FLOATS, INTEGERS, NUMPY, compiled, problem, same, sample, wide
from scipy import special

Array = np.ndarray[Any, Any]

ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "(sigmoid x)": special.expit,
    "(softplus x)": lambda x: np.logaddexp(0, x),
    "(log-sigmoid x)": special.log_expit,
    "(silu x)": lambda x: x * special.expit(x),
    "(gelu x)": lambda x: x * special.ndtr(x),
    "(gelu-tanh x)": lambda x: 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))),
    "(relu x)": lambda x: np.maximum(x, 0),
    "(leaky-relu x 0.125)": lambda x: np.where(x >= 0, x, 0.125 * x),
    "(elu x 0.5)": lambda x: np.where(x >= 0, x, 0.5 * np.expm1(x)),
    "(clip x -0.5 1)": lambda x: np.clip(x, -0.5, 1),
    "(square x)": np.square,
    "(cube x)": lambda x: x**3,
    "(reciprocal x)": np.reciprocal,
    "(degrees x)": np.degrees,
    "(radians x)": np.radians,
}


@pytest.mark.parametrize("dtype", FLOATS)
def test_activations(dtype: str) -> None:
    program = compiled(f"(define (f [x : (Tensor {dtype} [n])]) (values {' '.join(ACTIVATIONS)}))")
    x = np.array([-6.0, -2.5, -1.0, -0.25, 0.125, 0.5, 1.0, 3.0, 7.5]).astype(NUMPY[dtype])
    for (text, reference), actual in zip(ACTIVATIONS.items(), program["f"](x), strict=True):
        expected = reference(wide(x))
        assert np.asarray(actual).dtype == NUMPY[dtype]
        # erf and tanh near -1 leave an absolute error.
        absolute = EPSILON[dtype] * 3 if "gelu" in text else 0.0
        roundings = 8 if dtype in ("f16", "bf16") else 6
        np.testing.assert_allclose(
            wide(actual), expected, rtol=roundings * EPSILON[dtype], atol=absolute, err_msg=text
        )


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_activations_of_extreme_numbers() -> None:
    program = compiled(
        "(define (f [x : (Tensor f64 [n])]) (values (sigmoid x) (softplus x) (log-sigmoid x) (gelu x) (silu x)))"
    )
    x = np.array([-700.0, -50.0, 50.0, 700.0, 1e4, np.inf, np.nan])
    sigmoid, softplus, logarithm, gelu, silu = program["f"](x)
    np.testing.assert_allclose(sigmoid, special.expit(x), rtol=1e-15)
    np.testing.assert_allclose(softplus, np.logaddexp(0, x), rtol=1e-15)
    np.testing.assert_allclose(logarithm, special.log_expit(x), rtol=1e-15)
    np.testing.assert_allclose(gelu, x * special.ndtr(x), rtol=1e-15, atol=1e-13)
    np.testing.assert_allclose(silu, x * special.expit(x), rtol=1e-15)
    low = program["f"](np.array([-1e4]))
    assert [float(v[0]) for v in low] == [0.0, 0.0, -1e4, 0.0, 0.0]


@pytest.mark.parametrize("dtype", INTEGERS)
def test_activations_of_integers(dtype: str) -> None:
    program = compiled(
        f"(define (f [x : (Tensor {dtype} [n])]) (values (sigmoid x) (relu x) (clip x 0 2) (square x) (gelu x)))"
    )
    x = np.array([-3, 0, 1, 5], NUMPY[dtype])
    sigmoid, relu, clipped, squared, gelu = program["f"](x)
    same(sigmoid, special.expit(x.astype(float)), "f64")
    same(relu, np.maximum(x, 0), dtype)
    same(clipped, np.clip(x, 0, 2), dtype)
    same(squared, x**2, dtype)
    same(gelu, x * special.ndtr(x.astype(float)), "f64")


def test_scalars_and_literals() -> None:
    program = compiled(
        """
        (define (f [x : float64]) (values (sigmoid x) (relu x) (softplus x) (clip x 0.0 1.0) (square x) (hypot x 4.0)))
        (define (g) (values (sigmoid 0) (relu -3) (square 5) (clip 7 0 5) (mse [1 2] [3 5]) (hypot 3 4)))
        """
    )
    values = [float(v) for v in program["f"](-3.0)]
    assert values == pytest.approx(
        [special.expit(-3.0), 0.0, np.log1p(np.exp(-3.0)), 0.0, 9.0, 5.0], rel=1e-15
    )
    assert [float(v) for v in program["g"]()] == [0.5, 0.0, 25.0, 5.0, 6.5, 5.0]


def test_hypot_neither_overflows_nor_underflows() -> None:
    program = compiled("(define (f [x : (Tensor f64 [n])] [y : (Tensor f64 [n])]) (hypot x y))")
    x, y = np.array([3e200, 3e-200, 0.0, np.inf, -5.0]), np.array([4e200, -4e-200, 0.0, 1.0, 12.0])
    np.testing.assert_allclose(program["f"](x, y), np.hypot(x, y), rtol=1e-15)


@pytest.mark.parametrize("dtype", FLOATS)
def test_losses(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [p : (Tensor {dtype} [n 3])] [t : (Tensor {dtype} [n 3])])
          (values (mse p t) (mae p t) (huber p t 0.5) (binary-cross-entropy p (sigmoid t))))
        """
    )
    p, t = sample(dtype, 4, 3), sample(dtype, 4, 3, seed=1)
    wp, wt = wide(p), wide(t)
    error = np.abs(wp - wt)
    huber = np.where(error <= 0.5, 0.5 * error**2, 0.5 * (error - 0.25)).mean()
    q = special.expit(wt)
    cross = -(q * special.log_expit(wp) + (1 - q) * special.log_expit(-wp)).mean()
    for actual, expected in zip(
        program["f"](p, t), [(error**2).mean(), error.mean(), huber, cross], strict=True
    ):
        same(actual, expected, dtype, roundings=8)


@pytest.mark.parametrize("dtype", ["f64", "f32"])
def test_vectors(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [v : (Tensor {dtype} [n])] [w : (Tensor {dtype} [n])])
          (values (vector-scale v 2) (vector-magnitude v) (vector-normalize v) (vector-sum v) (vector-square v)
                  (vector-dot v w) (vector-distance v w)))
        (define (g [v : (Tensor {dtype} [3])] [w : (Tensor {dtype} [b 3])])
          (values (vector-cross v v) (vector-cross v w) (matrix-scale w 0.5)))
        """
    )
    v, w = sample(dtype, 5), sample(dtype, 5, seed=1)
    wv, ww = wide(v), wide(w)
    length = np.linalg.norm(wv)
    expected = [2 * wv, length, wv / length, wv.sum(), wv**2, wv @ ww, np.linalg.norm(wv - ww)]
    for actual, reference in zip(program["f"](v, w), expected, strict=True):
        same(actual, reference, dtype, roundings=8)
    v, w = sample(dtype, 3), sample(dtype, 4, 3, seed=1)
    nothing, crossed, scaled = program["g"](v, w)
    same(nothing, np.zeros(3), dtype)
    same(crossed, np.cross(wide(v), wide(w)), dtype, roundings=8)
    same(scaled, wide(w) / 2, dtype)


def test_vectors_of_extreme_length_can_be_normalized() -> None:
    program = compiled("(define (f [v : (Tensor f32 [2])]) (vector-normalize v))")
    for scale in (1e-25, 1e25):
        same(program["f"](np.float32([3, -4]) * np.float32(scale)), [0.6, -0.8], "f32")
    assert np.isnan(program["f"](np.zeros(2, np.float32))).all()


def test_every_public_procedure_is_documented() -> None:
    _, program = library()
    undocumented = [
        definition.binding.name
        for definition in program.definitions
        if isinstance(definition.value, core.Lambda)
        and not definition.binding.name.startswith("%")
        and not definition.value.doc
    ]
    assert undocumented == []


def test_programs_may_redefine_the_library() -> None:
    program = compiled(
        """
        (define (square x) (* 10 x))
        (define (f [x : float64]) (values (square x) (vector-square [x x]) (mse [x] [0.0])))
        """
    )
    own, squares, error = program["f"](3.0)
    assert float(own) == 30.0
    np.testing.assert_array_equal(squares, [9.0, 9.0])
    assert float(error) == 9.0


def test_errors_point_at_the_call() -> None:
    source = "(define (loss [x : (Tensor f32 [3 4])] [y : (Tensor f32 [5])])\n  (mse x y))"
    assert problem(source) == (
        "test.esk:2:3: error[E0502]: ShapeError: shapes do not broadcast in -\n"
        "  |\n"
        "2 |   (mse x y))\n"
        "  |   ^^^^^^^^^\n"
        "  = note: in the library function `mse`\n"
        "  = note: in function `loss`\n"
        "  = note: [3 4] and [5]\n"
        "  = note: dimensions 4 and 5, counted from the end at 1, differ\n"
        "  = help: dimensions must be equal, or one of them 1 (see reshape and expand-dims)"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ('(relu "abc")', 'TypeError: expected a number or a tensor but got the string "abc", in maximum'),
        ("(sigmoid (cast x complex64))", "TypeError: complex numbers have no order, in >="),
        ("(square x x)", "ArityError: `square` takes 1 argument but gets 2"),
        ("(vector-cross x x)", "ShapeError: expected vectors of 3 elements in vector-cross"),
        ("(sigmoids x)", "NameError: `sigmoids` is not defined"),
    ],
)
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [x : (Tensor f32 [2 4])]) {expression})")
    assert text.splitlines()[0].endswith(f"]: {message}")
    assert text.startswith("test.esk:1:")
