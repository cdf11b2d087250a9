"""One module called from many threads, and the choice between one core and all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from eshkol_mlir.compiler.signature import TensorInfo
from eshkol_mlir.diagnostics import NumericalError
from eshkol_mlir.runtime.lanes import LaneChoice
from runtime_support import function, load

# Adds k to every element n times, one device operation a step, and refuses a negative n.
LOOP = """
func.func @f(%a: tensor<?xf32>, %k: f32, %n: i32) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  %ok = arith.cmpi sge, %n, %zero : i32
  cf.assert %ok, "n is negative"
  %stop = arith.index_cast %n : i32 to index
  %d = tensor.dim %a, %c0 : tensor<?xf32>
  %r = scf.for %i = %c0 to %stop step %c1 iter_args(%x = %a) -> (tensor<?xf32>) {
    %e = tensor.empty(%d) : tensor<?xf32>
    %y = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>],
                         iterator_types = ["parallel"]} ins(%x : tensor<?xf32>) outs(%e : tensor<?xf32>) {
    ^bb0(%in: f32, %out: f32):
      %s = arith.addf %in, %k : f32
      linalg.yield %s : f32
    } -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
"""
VECTOR = TensorInfo("f32", ("m",))
INFO = function("f", {"a": VECTOR, "k": TensorInfo("f32"), "n": TensorInfo("i32")}, [VECTOR])


@pytest.mark.parametrize("device", ["cpu", "cpu:sync", "cpu:task"])
def test_many_threads_call_one_module(device: str) -> None:
    f = load(LOOP, INFO, device=device).f

    def work(seed: int) -> bool:
        rng = np.random.default_rng(seed)
        for _ in range(40):
            size, k, n = int(rng.integers(1, 6000)), int(rng.integers(-5, 5)), int(rng.integers(-1, 12))
            a = rng.integers(0, 100, size).astype(np.float32)
            before = a.copy()
            if n < 0:
                with pytest.raises(NumericalError):
                    f(a, k, n)
            elif not np.array_equal(f(a, k, n), a + k * n):
                return False
            if not np.array_equal(a, before):
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_calls_overlap() -> None:
    """While one thread computes, another gets on: the interpreter lock is not held."""
    f = load(LOOP, INFO, device="cpu:sync").f
    a = np.zeros(1 << 16, np.float32)
    ticks: list[float] = []
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(0.001):
            ticks.append(time.perf_counter())

    ticker = threading.Thread(target=tick)
    ticker.start()
    most = 0
    for _ in range(50):
        start = time.perf_counter()
        f(a, 1.0, 4000)
        end = time.perf_counter()
        most = max(most, sum(start < at < end for at in ticks))
        if most >= 5:
            break
    stop.set()
    ticker.join()
    assert most >= 5


def test_modules_are_loaded_by_many_threads() -> None:
    def work(seed: int) -> float:
        return float(load(LOOP, INFO).f(np.full(3, seed, np.float32), 1.0, 2)[0])

    load(LOOP, INFO)
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(12))) == [seed + 2 for seed in range(12)]


def decide(times: Callable[[int], float]) -> tuple[int | None, list[int]]:
    """The choice for calls that take ``times(lane)``, and the lanes that were tried."""
    choice = LaneChoice()
    tried = []
    while choice.settled is None:
        lane = choice.lane()
        tried.append(lane)
        choice.record(lane, time.perf_counter() - times(lane))
    return choice.settled, tried


def test_short_calls_never_wake_the_other_cores() -> None:
    assert decide(lambda lane: 10e-6) == (0, [0, 0, 0])


def test_long_calls_go_where_they_are_faster() -> None:
    assert decide(lambda lane: [5e-3, 2e-3][lane]) == (1, [0, 0, 0, 1, 1, 1])
    assert decide(lambda lane: [2e-3, 5e-3][lane]) == (0, [0, 0, 0, 1, 1, 1])


def test_each_shape_has_a_choice_of_its_own() -> None:
    f = load(LOOP, INFO).f
    for _ in range(8):
        f(np.zeros(3, np.float32), 1, 1)
        f(np.zeros(4000, np.float32), 1, 50)
    assert set(f._choices) == {(3,), (4000,)}
    assert f._choices[(3,)].settled is not None
