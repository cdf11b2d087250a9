"""Random numbers against the published vectors of Threefry, JAX's generator, and statistics."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numeric_support import FLOATS, NUMPY, compiled, problem, wide
from scipy import special, stats

Array = np.ndarray[Any, Any]


def words(*numbers: int) -> Array:
    return np.array(numbers, np.uint32).view(np.int32)


def test_threefry_gives_the_published_results() -> None:
    # The known answers of threefry2x32 with 20 rounds that its authors distribute with Random123.
    program = compiled(
        """
        (define (f [k0 : (Tensor i32 [n])] [k1 : (Tensor i32 [n])] [c0 : (Tensor i32 [n])] [c1 : (Tensor i32 [n])])
          (%threefry-2x32 k0 k1 c0 c1))
        """
    )
    first, second = program["f"](
        words(0x00000000, 0xFFFFFFFF, 0x13198A2E),
        words(0x00000000, 0xFFFFFFFF, 0x03707344),
        words(0x00000000, 0xFFFFFFFF, 0x243F6A88),
        words(0x00000000, 0xFFFFFFFF, 0x85A308D3),
    )
    np.testing.assert_array_equal(first, words(0x6B200159, 0x1CB996FC, 0xC4923A9C))
    np.testing.assert_array_equal(second, words(0x99BA4EFE, 0xBB002BE7, 0x483DF7A0))


def test_streams_are_those_of_jax() -> None:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    program = compiled(
        """
        (define (f [s : i64])
          (values (rand [5 7] :seed s) (rand [5 7] :seed s :dtype f32) (rand [35] :seed s :dtype f16)
                  (rand [35] :seed s :dtype bf16) (randn [5 7] :seed s) (randn [5 7] :seed s :dtype f32)))
        """
    )
    for seed in (0, 42, -5, 1 << 40):
        key = jax.random.key(seed)
        results = program["f"](seed)
        for actual, (dtype, shape) in zip(
            results, [("f64", (5, 7)), ("f32", (5, 7)), ("f16", (35,)), ("bf16", (35,))], strict=False
        ):
            expected = np.asarray(jax.random.uniform(key, shape, NUMPY[dtype]))
            np.testing.assert_array_equal(wide(actual), wide(expected))
        np.testing.assert_allclose(
            results[4], np.asarray(jax.random.normal(key, (5, 7), np.float64)), rtol=1e-12
        )
        np.testing.assert_allclose(
            results[5], np.asarray(jax.random.normal(key, (5, 7), np.float32)), rtol=2e-5
        )


@pytest.mark.parametrize("dtype", FLOATS)
def test_distributions(dtype: str) -> None:
    program = compiled(
        f"""
        (define (f [s : i64])
          (values (rand [20000] :seed s :dtype {dtype}) (randn [20000] :seed s :dtype {dtype})
                  (random-uniform [20000] -2 3 :seed s :dtype {dtype}) (random-normal [20000] 5 2 :seed s :dtype {dtype})))
        """
    )
    uniform, normal, interval, shifted = (wide(x) for x in program["f"](123))
    assert uniform.min() >= 0
    assert uniform.max() < 1
    assert interval.min() >= -2
    assert interval.max() <= 3
    step = {"f64": 0.0, "f32": 0.0, "f16": 2.0**-10, "bf16": 2.0**-7}[dtype]
    if step == 0:
        assert stats.kstest(uniform, "uniform").pvalue > 1e-3
        assert stats.kstest(normal, "norm").pvalue > 1e-3
    # Four standard errors of each moment; uniform numbers lie half a step below their middle.
    assert abs(uniform.mean() + step / 2 - 0.5) < 4 * np.sqrt(1 / 12 / 20000)
    assert abs(uniform.var() - 1 / 12) < 4 * np.sqrt(1 / 180 / 20000) + step
    assert abs(normal.mean()) < 4 / np.sqrt(20000) + step
    assert abs(normal.var() - 1) < 4 * np.sqrt(2 / 20000) + step
    assert abs(stats.kurtosis(normal)) < 4 * np.sqrt(24 / 20000) + step
    assert abs(shifted.mean() - 5) < 8 / np.sqrt(20000) + 4 * step
    assert abs(interval.mean() - 0.5) < 20 / np.sqrt(12 * 20000) + 4 * step


def test_seeds_and_shapes() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f32 [n 3])] [s : i64])
          (values (rand (shape x) :seed s :dtype f32) (rand [6] :seed s :dtype f32) (rand [0 3] :seed s)
                  (rand [] :seed s) (rand 4 :seed s)))
        (define (g) (values (rand [2]) (rand [2] :seed 0)))
        """
    )
    x = np.zeros((2, 3), np.float32)
    first, again, other = program["f"](x, 1), program["f"](x, 1), program["f"](x, 2)
    for a, b in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, b)
    dynamic, static, none, scalar, four = (np.asarray(a) for a in first)
    np.testing.assert_array_equal(dynamic.ravel(), static)
    assert not np.isin(static, np.asarray(other[1])).any()
    assert (none.shape, scalar.shape, four.shape, four.dtype) == ((0, 3), (), (4,), np.float64)
    np.testing.assert_array_equal(*program["g"]())


def test_integers() -> None:
    program = compiled(
        """
        (define (f [s : i64]) (values (random-integers [5000] -3 10 :seed s) (randint [100] 0 2 :dtype i32 :seed s)))
        (define (g [x : (Tensor f32 [n])]) (random-integers [50] 0 n))
        """.replace("0 n)", "0 (size x))")
    )
    numbers, bits = program["f"](7)
    counts = np.bincount(numbers + 3, minlength=13)
    assert (numbers.min(), numbers.max(), len(counts)) == (-3, 9, 13)
    assert stats.chisquare(counts).pvalue > 1e-3
    assert bits.dtype == np.int32
    assert set(bits) == {0, 1}
    assert set(program["g"](np.zeros(3, np.float32))) == {0, 1, 2}


def test_inverse_error_function() -> None:
    program = compiled(
        """
        (define (f [x : (Tensor f64 [n])]) (erfinv x))
        (define (g [x : (Tensor f32 [n])]) (erfinv x))
        """
    )
    x = np.concatenate(
        [np.linspace(-0.999, 0.999, 999), 1 - np.logspace(-15, -1, 50), np.logspace(-30, -1, 30), [0.0]]
    )
    np.testing.assert_allclose(program["f"](x), special.erfinv(x), rtol=2e-15)
    single = x[np.abs(x) < 1 - 1e-7].astype(np.float32)
    np.testing.assert_allclose(program["g"](single), special.erfinv(single.astype(float)), rtol=1e-6)
    np.testing.assert_array_equal(
        program["f"](np.array([1.0, -1.0, 1.5, np.nan])), [np.inf, -np.inf, np.nan, np.nan]
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(rand [2] :dtype i32)", "TypeError: random numbers have floating-point elements, not i32, in rand"),
        ("(rand [2] :seed 1.5)", "TypeError: :seed should be an integer but is the number 1.5, in rand"),
        (
            "(rand [2] :seed (expt 2 70))",
            "TypeError: :seed should fit into 64 bits but is 1180591620717411303424, in rand",
        ),
        ("(randn [-1])", "ShapeError: a size cannot be negative, but this is -1"),
        ("(random-integers [2] 5 5)", "TypeError: there is no integer from 5 up to 5, in random-integers"),
        (
            "(random-integers [2] 0 1.5)",
            "TypeError: `high` should be an integer but is the number 1.5, in random-integers",
        ),
        (
            "(random-uniform [2] x)",
            "TypeError: `low` should be a number but is (Tensor f32 [2 3]), in random-uniform",
        ),
    ],
)
def test_errors_say_what_is_wrong(expression: str, message: str) -> None:
    text = problem(f"(define (f [x : (Tensor f32 [2 3])]) {expression})")
    assert f"]: {message}" in text.splitlines()[0]
