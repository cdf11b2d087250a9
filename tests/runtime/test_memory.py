"""Whose memory an array uses: nothing a caller holds ever changes, and large arrays are not copied."""

from __future__ import annotations

import gc
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from eshkol_mlir.compiler.signature import TensorInfo
from eshkol_mlir.runtime import arguments
from eshkol_mlir.runtime.module import Module
from runtime_support import elementwise, function, identity, load, mlir_type

BIG = TensorInfo("f32", (256, 256))


def aligned(shape: tuple[int, ...], dtype: Any, offset: int = 0) -> np.ndarray:
    """An array that starts ``offset`` bytes after a multiple of 64."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    memory = np.empty(size + 128, np.uint8)
    start = -memory.ctypes.data % 64 + offset
    return memory[start : start + size].view(dtype).reshape(shape)


def filled(dtype: Any = np.float32, offset: int = 0) -> np.ndarray:
    array = aligned((256, 256), dtype, offset)
    array[:] = np.arange(array.size).reshape(array.shape) % 100
    return array


@pytest.fixture(scope="module")
def doubling() -> Module:
    return load(elementwise("f", "arith.addf", BIG), function("f", {"a": BIG}, [BIG]))


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The arrays whose memory was used without a copy."""
    seen: list[np.ndarray] = []

    class Spy(arguments.Call):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.borrowed = seen

    monkeypatch.setattr("eshkol_mlir.runtime.function.Call", Spy)
    return seen


def test_a_large_aligned_array_is_not_copied(doubling: Module, lent: list[np.ndarray]) -> None:
    a = filled()
    np.testing.assert_array_equal(doubling.f(a), a + a)
    assert lent[0] is a


@pytest.mark.parametrize("offset", [4, 16, 32])
def test_an_unaligned_array_is_copied(doubling: Module, lent: list[np.ndarray], offset: int) -> None:
    a = filled(offset=offset)
    np.testing.assert_array_equal(doubling.f(a), a + a)
    assert lent == []


def test_a_read_only_array_is_copied(doubling: Module, lent: list[np.ndarray]) -> None:
    a = filled()
    a.flags.writeable = False
    np.testing.assert_array_equal(doubling.f(a), a + a)
    assert lent == []


def test_a_result_goes_back_in_without_a_copy(doubling: Module, lent: list[np.ndarray]) -> None:
    a = doubling.f(filled())
    lent.clear()
    np.testing.assert_array_equal(doubling.f(a), a + a)
    assert lent[0] is a


ELEMENTS: dict[str, Any] = {
    "f64": np.float64,
    "f32": np.float32,
    "f16": np.float16,
    "bf16": ml_dtypes.bfloat16,
    "i64": np.int64,
    "i32": np.int32,
    "i16": np.int16,
    "i8": np.int8,
    "i1": np.bool_,
    "complex64": np.complex64,
}


@pytest.mark.parametrize("dtype", ELEMENTS)
def test_every_element_type_can_be_lent(dtype: str, lent: list[np.ndarray]) -> None:
    whole, part = TensorInfo(dtype, (256, 256)), TensorInfo(dtype, (128, 256))
    text = (
        f"func.func @f(%a: {mlir_type(whole)}) -> {mlir_type(part)} {{\n"
        f"  %r = tensor.extract_slice %a[0, 0] [128, 256] [1, 1] : {mlir_type(whole)} to {mlir_type(part)}\n"
        f"  return %r : {mlir_type(part)}\n}}\n"
    )
    module = load(text, function("f", {"a": whole}, [part]))
    a = filled(ELEMENTS[dtype])
    np.testing.assert_array_equal(module.f(a), a[:128])
    assert [array is a for array in lent] == [True]


@pytest.mark.parametrize("dtype", ELEMENTS)
@pytest.mark.parametrize("updated", [False, True])
def test_large_copies(dtype: str, updated: bool, lent: list[np.ndarray]) -> None:
    """An array that cannot be lent is copied: into NumPy's memory if only read, or else into IREE's."""
    whole, row = TensorInfo(dtype, (1024, 1500)), TensorInfo(dtype, (1, 1500))
    kept = whole if updated else row
    operation = (
        f"tensor.insert_slice %b into %a[3, 0] [1, 1500] [1, 1] : {mlir_type(row)} into {mlir_type(whole)}"
        if updated
        else f"tensor.extract_slice %a[3, 0] [1, 1500] [1, 1] : {mlir_type(whole)} to {mlir_type(row)}"
    )
    text = (
        f"func.func @f(%a: {mlir_type(whole)}, %b: {mlir_type(row)}) -> {mlir_type(kept)} {{\n"
        f"  %r = {operation}\n  return %r : {mlir_type(kept)}\n}}\n"
    )
    module = load(text, function("f", {"a": whole, "b": row}, [kept]))
    a = aligned((1024, 1500), ELEMENTS[dtype], offset=8)
    a[...] = np.arange(a.size).reshape(a.shape) % 100
    a.flags.writeable = False
    results = [module.f(a, np.full((1, 1500), value, a.dtype)) for value in (0, 1)]
    gc.collect()
    for value, result in enumerate(results):
        expected = a.copy() if updated else a[3:4].copy()
        if updated:
            expected[3] = value
        np.testing.assert_array_equal(result, expected)
        result[0, 0] = 1
    assert not np.shares_memory(*results)
    assert lent == []


INSERT = """
func.func @f(%a: tensor<256x256xf32>, %b: tensor<2x2xf32>) -> tensor<256x256xf32> {
  %r = tensor.insert_slice %b into %a[1, 1] [2, 2] [1, 1] : tensor<2x2xf32> into tensor<256x256xf32>
  return %r : tensor<256x256xf32>
}
"""


def test_an_update_never_changes_the_argument(lent: list[np.ndarray]) -> None:
    module = load(INSERT, function("f", {"a": BIG, "b": TensorInfo("f32", (2, 2))}, [BIG]))
    a = filled()
    before = a.copy()
    result = module.f(a, np.full((2, 2), -1, np.float32))
    np.testing.assert_array_equal(a, before)
    assert result[1, 1] == -1
    assert lent == []


def test_a_returned_argument_is_a_copy() -> None:
    module = load(identity("f", BIG), function("f", {"a": BIG}, [BIG]))
    a = filled()
    result = module.f(a)
    assert not np.shares_memory(result, a)
    result[:] = -1
    assert a[0, 1] == 1


def test_one_value_returned_twice_gives_two_arrays() -> None:
    text = """
    func.func @f(%a: tensor<256x256xf32>) -> (tensor<256x256xf32>, tensor<256x256xf32>) {
      %r = arith.addf %a, %a : tensor<256x256xf32>
      return %r, %r : tensor<256x256xf32>, tensor<256x256xf32>
    }
    """
    module = load(text, function("f", {"a": BIG}, [BIG, BIG]))
    for _ in range(3):
        one, two = module.f(filled())
        assert not np.shares_memory(one, two)
        np.testing.assert_array_equal(one, two)


def test_a_returned_constant_can_be_written_to() -> None:
    text = """
    func.func @f() -> tensor<4xf32> {
      %r = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
      return %r : tensor<4xf32>
    }
    """
    module = load(text, function("f", {}, [TensorInfo("f32", (4,))]))
    module.f()[:] = 9
    assert module.f().tolist() == [1, 2, 3, 4]


def test_results_outlive_everything_else(doubling: Module) -> None:
    a = np.ones((256, 256), np.float32)
    results = [
        load(elementwise("f", "arith.addf", BIG), function("f", {"a": BIG}, [BIG])).f(a) for _ in range(30)
    ]
    del a
    gc.collect()
    churn = [doubling.f(np.full((256, 256), 7, np.float32)) for _ in range(30)]
    assert all((result == 2).all() for result in results)
    assert all((result == 14).all() for result in churn)


def test_arrays_that_are_not_contiguous() -> None:
    type_ = TensorInfo("f32", ("n", "m"))
    module = load(elementwise("f", "arith.addf", type_), function("f", {"a": type_}, [type_]))
    base = np.arange(600, dtype=np.float32).reshape(20, 30)
    for view in (base.T, base[::2], base[:, ::-1], base[3:9, 4:20], np.asfortranarray(base)):
        result = module.f(view)
        np.testing.assert_array_equal(result, view + view)
        assert result.flags.c_contiguous
    broadcast = np.broadcast_to(np.float32(3), (5, 6))
    np.testing.assert_array_equal(module.f(broadcast), np.full((5, 6), 6))


class HasDlpack:
    """What another library's array looks like."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array

    def __dlpack__(self, **options: Any) -> Any:
        return self.array.__dlpack__(**options)

    def __dlpack_device__(self) -> tuple[int, int]:
        return self.array.__dlpack_device__()


class HasArray:
    def __init__(self, array: np.ndarray) -> None:
        self.array = array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return self.array


class OnAnotherDevice(HasArray):
    """DLPack that the host cannot follow, and a conversion that works."""

    def __dlpack__(self, **_: Any) -> Any:
        raise BufferError("the data is on a GPU")

    def __dlpack_device__(self) -> tuple[int, int]:
        return (2, 0)


@pytest.mark.parametrize("wrap", [HasDlpack, HasArray, OnAnotherDevice])
def test_arrays_of_other_libraries(doubling: Module, wrap: Any) -> None:
    a = filled()
    np.testing.assert_array_equal(doubling.f(wrap(a)), a + a)


def test_jax_arrays(doubling: Module) -> None:
    jnp = pytest.importorskip("jax.numpy")
    a = filled()
    np.testing.assert_array_equal(doubling.f(jnp.asarray(a)), a + a)
    half = TensorInfo("bf16", (256, 256))
    module = load(elementwise("f", "arith.addf", half), function("f", {"a": half}, [half]))
    b = jnp.asarray(a, jnp.bfloat16)
    np.testing.assert_array_equal(module.f(b), np.asarray(b + b))
