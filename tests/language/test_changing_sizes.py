"""Tensors whose sizes depend on the way through the program."""

from __future__ import annotations

from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.runtime.devices import devices
from numpy.typing import NDArray

PROGRAM = """
(define (pick [x : (Tensor f64 [n])] [y : (Tensor f64 [m])] [c : boolean]) (if c x y))
(define (one-more [x : (Tensor f64 [n])] [y : (Tensor f64 [m])]) (+ 1 (if (> (sum x) (sum y)) x y)))
(define (grow [x : (Tensor f64 [n])] [k : integer])
  (let loop ((x x) (i 0)) (if (= i k) x (loop (concat x x) (+ i 1)))))
(define (halve [x : (Tensor f64 [n])])
  (let loop ((x x)) (if (< (length x) 4) x (loop (slice x 0 (quotient (length x) 2))))))
(define (exchange [x : (Tensor f64 [n])] [y : (Tensor f64 [m])] [k : integer])
  (let loop ((i 0) (a x) (b y)) (if (= i k) a (loop (+ i 1) b a))))
(define (in-turn [x : (Tensor f64 [n])] [y : (Tensor f64 [m])] [k : integer])
  (for/fold ([a x]) ([i (range k)]) (if (even? i) (concat a y) (* 2 a))))
(define (rows [x : (Tensor f64 [n 2])] [y : (Tensor f64 [m 2])] [c : boolean])
  (let ((z (if c x (concat y y)))) (list (sum z :axis 0) (matmul z (transpose z)))))
(define (nested [x : (Tensor f64 [n])] [y : (Tensor f64 [m])] [a : integer])
  (if (< a 0) x (if (= a 0) y (if (= a 1) (concat x y) (zeros [a])))))
"""

Array = NDArray[np.float64]


@pytest.fixture(scope="module", params=["cpu", "vulkan"])
def program(request: pytest.FixtureRequest) -> Any:
    if not any(info.name.startswith(request.param) for info in devices()):
        pytest.skip(f"no {request.param} device")
    return esk.compile(PROGRAM, target=request.param, device=request.param)


@pytest.fixture(params=[(3, 5), (5, 3), (4, 4), (1, 40)], ids=str)
def pair(request: pytest.FixtureRequest) -> tuple[Array, Array]:
    n, m = request.param
    return np.arange(n) + 1.0, np.arange(m) / 4 - 2.0


def test_either(program: Any, pair: tuple[Array, Array]) -> None:
    x, y = pair
    np.testing.assert_array_equal(program.pick(x, y, True), x)
    np.testing.assert_array_equal(program.pick(x, y, False), y)
    np.testing.assert_array_equal(program.one_more(x, y), 1 + (x if x.sum() > y.sum() else y))
    np.testing.assert_array_equal(program.one_more(y, x), 1 + (x if x.sum() >= y.sum() else y))


def test_either_of_matrices(program: Any, pair: tuple[Array, Array]) -> None:
    x, y = (np.stack([each, -each], axis=1) for each in pair)
    for chosen, z in ((True, x), (False, np.concatenate([y, y]))):
        total, product = program.rows(x, y, chosen)
        np.testing.assert_allclose(total, z.sum(axis=0))
        np.testing.assert_allclose(product, z @ z.T)


@pytest.mark.parametrize("a", [-1, 0, 1, 2, 7])
def test_one_of_several(program: Any, pair: tuple[Array, Array], a: int) -> None:
    x, y = pair
    expected = {-1: x, 0: y, 1: np.concatenate([x, y])}.get(a, np.zeros(max(a, 0)))
    np.testing.assert_array_equal(program.nested(x, y, a), expected)


@pytest.mark.parametrize("k", [0, 1, 2, 5])
def test_sizes_that_a_loop_changes(program: Any, pair: tuple[Array, Array], k: int) -> None:
    x, y = pair
    np.testing.assert_array_equal(program.grow(x, k), np.tile(x, 2**k))
    np.testing.assert_array_equal(program.exchange(x, y, k), (x, y)[k % 2])
    folded = x
    for i in range(k):
        folded = np.concatenate([folded, y]) if i % 2 == 0 else 2 * folded
    np.testing.assert_array_equal(program.in_turn(x, y, k), folded)


@pytest.mark.parametrize("size", [1, 3, 4, 33, 64])
def test_a_tensor_that_shrinks(program: Any, size: int) -> None:
    expected = np.arange(float(size))
    while len(expected) >= 4:
        expected = expected[: len(expected) // 2]
    np.testing.assert_array_equal(program.halve(np.arange(float(size))), expected)
