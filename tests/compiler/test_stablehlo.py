"""Programs as StableHLO: IREE reads, compiles and runs the text, and NumPy knows the numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.diagnostics import Source, UnsupportedError
from numpy.testing import assert_allclose, assert_array_equal

RNG = np.random.default_rng(7)


def emit(text: str) -> str:
    is_mlir = "func.func" in text
    return Compiler(Source("program.esk", text), is_mlir=is_mlir).emit("stablehlo")


class Judge:
    """The functions of a program, by way of IREE's own reader of StableHLO."""

    def __init__(self, text: str) -> None:
        from iree import runtime as rt
        from iree.compiler.tools import compile_str

        vmfb = compile_str(
            emit(text), input_type="stablehlo", target_backends=["llvm-cpu"],
            extra_args=[
                "--iree-input-demote-f64-to-f32=false", "--iree-llvmcpu-target-cpu=host",
                "--iree-llvmcpu-link-embedded=false",
            ],
        )  # fmt: skip
        context = rt.SystemContext(config=rt.Config("local-sync"))
        context.add_vm_module(rt.VmModule.copy_buffer(context.instance, vmfb))
        self.module = context.modules.module

    def __call__(self, name: str, *arguments: Any) -> np.ndarray:
        return np.asarray(self.module[name](*[np.asarray(a) for a in arguments]))


ARITHMETIC = """
(define (mlp [x : (Tensor f64 [n 3])] [w : (Tensor f64 [3 4])] [b : (Tensor f64 [4])]) : (Tensor f64 [n 4])
  (softmax (tanh (+ (matmul x w) b)) :axis 1))

(define (scalars [x : f64] [i : i64]) : f64
  (+ (sqrt x) (* 2.0 i)))

(define (statistics [x : (Tensor f64 [n 5])]) : (Tensor f64 [n])
  (- (mean x :axis 1) (/ (max x :axis 1) (sum x :axis 1))))

(define (best [x : (Tensor f64 [n 5])]) : (Tensor i64 [n])
  (argmax x :axis 1))

(define (sorted [x : (Tensor f64 [6])]) : (Tensor f64 [6])
  (sort x))

(define (product [z : (Tensor complex128 [3])]) : (Tensor complex128 [3])
  (* z z))

(define (whole [x : (Tensor f64 [4])]) : (Tensor i64 [4])
  (cast x i64))
"""

CONTROL = """
(define (power [x : f64] [n : i64]) : f64
  (for/fold ([y 1.0]) ([i (range n)]) (* y x)))

(define (collatz [n : i64]) : i64
  (let loop ([n n] [steps 0])
    (if (= n 1) steps
        (loop (if (even? n) (quotient n 2) (+ (* 3 n) 1)) (+ steps 1)))))

(define (pick [x : f64] [v : (Tensor f64 [n])]) : (Tensor f64 [n])
  (if (> x 0.0) (* v x) (- v)))
"""


OPERATIONS = """
func.func @rows(%x: tensor<?x3xf32>, %i: tensor<4xi64>) -> tensor<4x3xf32> {
  %r = eshkol.gather %x[%i] dimension = 0 : (tensor<?x3xf32>, tensor<4xi64>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}
func.func @each(%x: tensor<2x3xf32>, %i: tensor<2xi32>) -> tensor<2xf32> {
  %r = eshkol.gather %x[%i] dimension = 1 batch_dims = 1 : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}
func.func @scatter(%x: tensor<4x2xf32>, %i: tensor<3xi64>, %u: tensor<3x2xf32>) -> tensor<4x2xf32> {
  %r = eshkol.scatter add %x[%i], %u : (tensor<4x2xf32>, tensor<3xi64>, tensor<3x2xf32>) -> tensor<4x2xf32>
  return %r : tensor<4x2xf32>
}
func.func @pool(%x: tensor<1x1x8xf32>) -> tensor<1x1x4xf32> {
  %r = eshkol.pool mean %x window = [3] strides = [2] padding = [1, 0] dilations = [1]
      : (tensor<1x1x8xf32>) -> tensor<1x1x4xf32>
  return %r : tensor<1x1x4xf32>
}
func.func @conv(%x: tensor<?x2x8xf64>, %k: tensor<4x2x3xf64>) -> tensor<?x4x8xf64> {
  %r = eshkol.conv %x, %k strides = [1] padding = [1, 1] dilations = [1] input_dilations = [1]
      : (tensor<?x2x8xf64>, tensor<4x2x3xf64>) -> tensor<?x4x8xf64>
  return %r : tensor<?x4x8xf64>
}
func.func @slice(%x: tensor<?xf32>, %i: index, %n: index) -> tensor<?xf32> {
  %r = eshkol.slice %x [%i] [%n] [2] : tensor<?xf32> -> tensor<?xf32>
  return %r : tensor<?xf32>
}
func.func @running(%x: tensor<5xf64>) -> tensor<5xf64> {
  %r = eshkol.cumulative sum %x dimension = 0 reverse : (tensor<5xf64>) -> tensor<5xf64>
  return %r : tensor<5xf64>
}
func.func @rounded(%x: tensor<4xi64>, %y: tensor<4xi64>) -> tensor<4xi64> {
  %r = arith.floordivsi %x, %y : tensor<4xi64>
  return %r : tensor<4xi64>
}
"""


@pytest.fixture(scope="module")
def operations() -> Judge:
    return Judge(OPERATIONS)


@pytest.fixture(scope="module")
def arithmetic() -> Judge:
    return Judge(ARITHMETIC)


@pytest.fixture(scope="module")
def control() -> Judge:
    return Judge(CONTROL)


@pytest.mark.parametrize("rows", [1, 2, 7])
def test_network_takes_any_batch(arithmetic: Judge, rows: int) -> None:
    x, w, b = RNG.normal(size=(rows, 3)), RNG.normal(size=(3, 4)), RNG.normal(size=4)
    exponentials = np.exp(np.tanh(x @ w + b))
    expected = exponentials / exponentials.sum(axis=1, keepdims=True)
    assert_allclose(arithmetic("mlp", x, w, b), expected, rtol=1e-12)


def test_scalars_are_tensors_of_rank_0(arithmetic: Judge) -> None:
    result = arithmetic("scalars", np.float64(2.0), np.int64(3))
    assert result.shape == ()
    assert_allclose(result, np.sqrt(2.0) + 6.0, rtol=1e-15)


def test_reductions_along_a_dimension(arithmetic: Judge) -> None:
    x = RNG.uniform(1, 2, size=(4, 5))
    assert_allclose(arithmetic("statistics", x), x.mean(1) - x.max(1) / x.sum(1), rtol=1e-14)


def test_first_of_the_greatest(arithmetic: Judge) -> None:
    x = np.array([[1, 3, 3, 0, 2], [5, 5, 5, 5, 5], [0, 1, np.nan, 9, np.nan]])
    assert_array_equal(arithmetic("best", x), np.argmax(x, axis=1))


def test_nan_is_sorted_last(arithmetic: Judge) -> None:
    x = np.array([3.0, np.nan, -1.0, np.inf, 3.0, -np.inf])
    assert_array_equal(arithmetic("sorted", x), np.sort(x))


def test_functions_of_complex_elements(arithmetic: Judge) -> None:
    z = RNG.normal(size=3) + 1j * RNG.normal(size=3)
    assert_allclose(arithmetic("product", z), z * z, rtol=1e-13)


def test_conversion_saturates(arithmetic: Judge) -> None:
    x = np.array([2.9, -2.9, 1e300, np.nan])
    assert_array_equal(arithmetic("whole", x), [2, -2, np.iinfo(np.int64).max, 0])


@pytest.mark.parametrize("exponent", [0, 1, 10])
def test_loop_that_counts(control: Judge, exponent: int) -> None:
    assert_allclose(control("power", np.float64(1.5), np.int64(exponent)), 1.5**exponent, rtol=1e-15)


@pytest.mark.parametrize(("number", "steps"), [(1, 0), (6, 8), (27, 111)])
def test_loop_until(control: Judge, number: int, steps: int) -> None:
    assert control("collatz", np.int64(number)) == steps


@pytest.mark.parametrize("x", [2.0, -1.0])
def test_conditional(control: Judge, x: float) -> None:
    v = RNG.normal(size=5)
    assert_array_equal(control("pick", np.float64(x), v), v * x if x > 0 else -v)


def test_indices_are_clamped(operations: Judge) -> None:
    x = RNG.normal(size=(5, 3)).astype(np.float32)
    assert_array_equal(operations("rows", x, np.array([0, 4, 9, -1])), x[[0, 4, 4, 0]])


def test_one_element_of_each_row(operations: Judge) -> None:
    x = RNG.normal(size=(2, 3)).astype(np.float32)
    assert_array_equal(operations("each", x, np.array([2, 0], np.int32)), x[[0, 1], [2, 0]])


def test_updates_of_one_position_add_up(operations: Judge) -> None:
    x, u = RNG.normal(size=(4, 2)).astype(np.float32), RNG.normal(size=(3, 2)).astype(np.float32)
    expected = x.copy()
    np.add.at(expected, [1, 1, 3], u)
    assert_allclose(operations("scatter", x, np.array([1, 1, 3]), u), expected, rtol=1e-6)


def test_mean_does_not_count_padding(operations: Judge) -> None:
    x = np.arange(8, dtype=np.float32)
    assert_allclose(operations("pool", x.reshape(1, 1, 8)).ravel(), [x[:2].mean(), 2, 4, 6], rtol=1e-6)


def test_convolution_of_a_batch(operations: Judge) -> None:
    x, k = RNG.normal(size=(3, 2, 8)), RNG.normal(size=(4, 2, 3))
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, ((0, 0), (0, 0), (1, 1))), 3, axis=2)
    assert_allclose(operations("conv", x, k), np.einsum("ncpk,ock->nop", windows, k), rtol=1e-12)


@pytest.mark.parametrize(("start", "count", "expected"), [(1, 3, [1, 3, 5]), (7, 2, [6, 8]), (-5, 1, [0])])
def test_slice_is_moved_to_fit(operations: Judge, start: int, count: int, expected: list[int]) -> None:
    x = np.arange(9, dtype=np.float32)
    assert_array_equal(operations("slice", x, np.int64(start), np.int64(count)), expected)


def test_running_total_from_the_end(operations: Judge) -> None:
    x = RNG.normal(size=5)
    assert_allclose(operations("running", x), np.cumsum(x[::-1])[::-1], rtol=1e-14)


def test_quotient_is_rounded_down(operations: Judge) -> None:
    x, y = np.array([7, -7, 7, -8]), np.array([2, 2, -2, 4])
    assert_array_equal(operations("rounded", x, y), x // y)


def test_nothing_else_is_left() -> None:
    """Functions, calls and StableHLO are all there is in the text."""
    lines = [line.strip() for line in (emit(ARITHMETIC) + emit(CONTROL)).splitlines()]
    names = {
        part for line in lines for part in line.split() if part.split(".")[0] in ("arith", "math", "scf")
    }
    assert not names
    assert not any("eshkol." in line or "tensor." in line for line in lines)


def test_unsupported_operation_is_named_at_its_place() -> None:
    text = "(define (root [a : (Tensor f64 [3 3])]) : (Tensor f64 [3 3])\n  (cholesky a))\n"
    with pytest.raises(UnsupportedError) as caught:
        emit(text)
    message = str(caught.value)
    assert "'eshkol.cholesky' op has no form in StableHLO" in message
    assert "program.esk:2:" in message
    assert "defect" not in message
