"""Calling functions: every element type, shapes at the edges, numbers, records, several results."""

from __future__ import annotations

import inspect
from itertools import product
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from eshkol_mlir.compiler.signature import DTYPES, RecordInfo, TensorInfo, tuple_of
from eshkol_mlir.diagnostics import NameError, UnsupportedError
from runtime_support import elementwise, function, identity, load

NUMPY: dict[str, Any] = {
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
    "complex128": np.complex128,
}
TARGETS = ["cpu", "vulkan"]


def on(target: str) -> dict[str, Any]:
    return {"targets": (target,), "device": target}


def sample(dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    values = np.arange(1, int(np.prod(shape)) + 1).reshape(shape) % 5
    if dtype.startswith("complex"):
        return (values + 2j * (values - 1)).astype(NUMPY[dtype])
    return values.astype(NUMPY[dtype])


def add(dtype: str) -> str:
    if dtype == "i1":
        return "arith.xori"
    return "arith.addi" if dtype.startswith("i") else "arith.addf"


REAL = [each for each in DTYPES if not each.startswith("complex")]
SHAPES = [(7,), (3, 5), (), (1, 1, 1), (0, 4), (130, 129)]
ADDED = {
    f"{dtype}_{number}": TensorInfo(dtype, shape) for dtype in REAL for number, shape in enumerate(SHAPES)
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("dtype", REAL)
@pytest.mark.parametrize("number", range(len(SHAPES)), ids=lambda number: str(SHAPES[number]))
def test_arrays_in_and_out(target: str, dtype: str, number: int) -> None:
    # One module for all: compiling dominates the time.
    text = "".join(elementwise(name, add(type_.dtype), type_) for name, type_ in ADDED.items())
    infos = [function(name, {"a": type_}, [type_]) for name, type_ in ADDED.items()]
    module = load(text, *infos, **on(target))
    shape = SHAPES[number]
    a = sample(dtype, shape)
    result = module[f"{dtype}_{number}"](a)
    assert isinstance(result, np.ndarray)
    assert result.dtype == NUMPY[dtype]
    assert result.shape == shape
    np.testing.assert_array_equal(result, a ^ a if dtype == "i1" else a + a)
    assert result.flags.writeable


@pytest.mark.parametrize("target", TARGETS)
def test_complex_arrays(target: str) -> None:
    types = {
        f"f{number}": TensorInfo(dtype, shape)
        for number, (dtype, shape) in enumerate(
            product(["complex64", "complex128"], [(5,), (2, 3), (70, 80)])
        )
    }
    text = "".join(identity(name, type_) for name, type_ in types.items())
    module = load(
        text, *[function(name, {"a": type_}, [type_]) for name, type_ in types.items()], **on(target)
    )
    for name, type_ in types.items():
        assert type_.shape is not None
        a = sample(type_.dtype, tuple(int(extent) for extent in type_.shape))
        np.testing.assert_array_equal(module[name](a), a)


@pytest.mark.parametrize("target", TARGETS)
def test_complex_values_in_two_parts(target: str) -> None:
    text = """
    func.func @conj(%re: tensor<4xf32>, %im: tensor<4xf32>, %sr: f32, %si: f32)
        -> (tensor<4xf32>, tensor<4xf32>, f32, f32) {
      %n = arith.negf %im : tensor<4xf32>
      %m = arith.negf %si : f32
      return %re, %n, %sr, %m : tensor<4xf32>, tensor<4xf32>, f32, f32
    }
    """
    array, number = TensorInfo("complex64", (4,), split=True), TensorInfo("complex64")
    module = load(text, function("conj", {"z": array, "s": number}, [array, number]), **on(target))
    z = sample("complex64", (4,))
    result = module.conj(z, 1 + 2j)
    np.testing.assert_array_equal(result.result0, z.conj())
    assert result.result1 == 1 - 2j
    assert isinstance(result.result1, np.complex64)
    assert module.conj(z, 3).result1 == 3


SCALARS = {
    "f64": (0.1, np.float64),
    "f32": (0.5, np.float32),
    "f16": (1.5, np.float16),
    "bf16": (-2.5, ml_dtypes.bfloat16),
    "i64": (-(2**63), np.int64),
    "i32": (2**31 - 1, np.int32),
    "i16": (-(2**15), np.int16),
    "i8": (-128, np.int8),
    "i1": (True, np.bool_),
    "complex128": (0.1 - 7j, np.complex128),
}


@pytest.mark.parametrize("dtype", SCALARS)
def test_numbers_in_and_out(dtype: str) -> None:
    type_ = TensorInfo(dtype)
    text = identity("f", type_)
    if dtype == "complex128":
        text = "func.func @f(%a: f64, %b: f64) -> (f64, f64) {\n  return %a, %b : f64, f64\n}\n"
    module = load(text, function("f", {"a": type_}, [type_]))
    value, kind = SCALARS[dtype]
    result = module.f(value)
    assert type(result) is kind
    assert result == value
    assert module.f(kind(value)) == value
    assert module.f(np.asarray(value, kind)) == value


def test_numbers_convert_where_nothing_is_lost() -> None:
    f64, i64, f32 = TensorInfo("f64"), TensorInfo("i64"), TensorInfo("f32")
    text = "func.func @f(%a: f64, %b: i64, %c: f32) -> (f64, i64, f32) {\n  return %a, %b, %c : f64, i64, f32\n}\n"
    module = load(text, function("f", {"a": f64, "b": i64, "c": f32}, [f64, i64, f32]))
    assert tuple(module.f(3, np.int8(4), 5)) == (3.0, 4, 5.0)
    assert tuple(module.f(np.float32(0.5), np.uint16(9), np.float64(0.25))) == (0.5, 9, 0.25)
    assert tuple(module.f(float("inf"), 0, float("-inf")))[::2] == (float("inf"), float("-inf"))
    assert np.isnan(module.f(float("nan"), 0, 0)[0])


def test_a_rank_0_parameter_takes_a_number() -> None:
    type_ = TensorInfo("f32", ())
    module = load(elementwise("f", "arith.addf", type_), function("f", {"a": type_}, [type_]))
    assert module.f(1.5).shape == ()
    assert module.f(1.5) == 3.0
    assert module.f(np.float32(2)) == 4.0


PRODUCT = """
func.func @product(%a: tensor<?x?xf32>, %b: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %a, %c0 : tensor<?x?xf32>
  %n = tensor.dim %b, %c1 : tensor<?x?xf32>
  %empty = tensor.empty(%m, %n) : tensor<?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %r = linalg.matmul ins(%a, %b : tensor<?x?xf32>, tensor<?x?xf32>) outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}
"""
PRODUCT_INFO = function(
    "product",
    {"a": TensorInfo("f32", ("m", "k")), "b": TensorInfo("f32", ("k", "n"))},
    [TensorInfo("f32", ("m", "n"))],
)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "extents", [(3, 4, 5), (1, 1, 1), (33, 17, 65), (0, 3, 2), (2, 0, 3), (200, 150, 100)]
)
def test_dimension_variables(target: str, extents: tuple[int, int, int]) -> None:
    m, k, n = extents
    module = load(PRODUCT, PRODUCT_INFO, **on(target))
    rng = np.random.default_rng(0)
    a, b = rng.random((m, k), np.float32), rng.random((k, n), np.float32)
    if target == "vulkan" and 0 in extents:
        # IREE's Vulkan runtime refuses a buffer of no bytes; its compiler removes them where it sees them.
        with pytest.raises(UnsupportedError) as caught:
            module.product(a, b)
        assert str(caught.value) == (
            "error[E1010]: UnsupportedError: product: vulkan:0 cannot work on an empty array "
            "whose extents are known only at run time\n"
            "  = help: call it on cpu, or give the extents in the function's signature"
        )
        return
    result = module.product(a, b)
    assert result.shape == (m, n)
    np.testing.assert_allclose(result, a @ b, rtol=1e-5)


LAYER = RecordInfo("Layer", (("W", TensorInfo("f32", (2, 2))), ("learning-rate", TensorInfo("f32"))))
MODEL = RecordInfo("Model", (("first", LAYER), ("steps", TensorInfo("i64"))))
UPDATE = """
func.func @update(%w: tensor<2x2xf32>, %rate: f32, %steps: i64, %x: tensor<2x2xf32>)
    -> (tensor<2x2xf32>, f32, i64, tensor<2x2xf32>) {
  %w2 = arith.addf %w, %x : tensor<2x2xf32>
  %one = arith.constant 1 : i64
  %s2 = arith.addi %steps, %one : i64
  %y = arith.mulf %x, %x : tensor<2x2xf32>
  return %w2, %rate, %s2, %y : tensor<2x2xf32>, f32, i64, tensor<2x2xf32>
}
"""
UPDATE_INFO = function(
    "update",
    {"model": MODEL, "x": TensorInfo("f32", (2, 2))},
    [("model", MODEL), ("y", TensorInfo("f32", (2, 2)))],
)


def test_records_in_every_spelling() -> None:
    module = load(UPDATE, UPDATE_INFO)
    w, x = np.ones((2, 2), np.float32), np.full((2, 2), 3, np.float32)
    spellings: list[Any] = [
        ((w, 0.5), 4),
        [[w, 0.5], 4],
        {"first": {"W": w, "learning-rate": 0.5}, "steps": 4},
        {"steps": 4, "first": {"learning_rate": 0.5, "W": w}},
        {"steps": 4, "first": (w, 0.5)},
    ]
    for model in spellings:
        result = module.update(model, x)
        np.testing.assert_array_equal(result.model.first.W, w + x)
        assert result.model.first.learning_rate == 0.5
        assert result.model.steps == 5
        np.testing.assert_array_equal(result.y, x * x)


def test_a_record_goes_back_in() -> None:
    module = load(UPDATE, UPDATE_INFO)
    x = np.ones((2, 2), np.float32)
    model: Any = ((np.zeros((2, 2), np.float32), 0.5), 0)
    for _ in range(5):
        model, _ = module.update(model, x)
    assert type(model).__name__ == "Model"
    assert model.steps == 5
    np.testing.assert_array_equal(model.first.W, 5 * x)


def test_a_named_tuple_is_read_by_field_names() -> None:
    from typing import NamedTuple

    class Layer(NamedTuple):
        learning_rate: float
        W: np.ndarray

    module = load(UPDATE, UPDATE_INFO)
    w = np.ones((2, 2), np.float32)
    result = module.update({"first": Layer(0.25, w), "steps": 1}, w)
    assert result.model.first.learning_rate == 0.25
    np.testing.assert_array_equal(result.model.first.W, w + w)


def test_tuples_and_no_results() -> None:
    i64 = TensorInfo("i64")
    text = "func.func @swap(%a: i64, %b: i64) -> (i64, i64) {\n  return %b, %a : i64, i64\n}\nfunc.func @none(%a: i64) {\n  return\n}\n"
    pair = tuple_of([i64, i64])
    module = load(text, function("swap", {"p": pair}, [pair]), function("none", {"a": i64}, []))
    assert module.swap((1, 2)) == (2, 1)
    assert module.swap((1, 2)).item1 == 1
    assert module.none(3) is None


def test_keywords() -> None:
    module = load(UPDATE, UPDATE_INFO)
    w = np.ones((2, 2), np.float32)
    by_position = module.update(((w, 0.5), 4), w)
    by_keyword = module.update(x=w, model=((w, 0.5), 4))
    np.testing.assert_array_equal(by_position.y, by_keyword.y)


def test_names_documentation_and_signature() -> None:
    f32 = TensorInfo("f32", ("n",))
    made = function("scale-by!", {"x*": f32, "learning-rate": TensorInfo("f64")}, [f32], "Scales a vector.")
    text = 'func.func @"scale-by!"(%a: tensor<?xf32>, %s: f64) -> tensor<?xf32> {\n  return %a : tensor<?xf32>\n}\n'
    module = load(text, made)
    scale = module["scale-by!"]
    assert module.scale_by is scale
    assert scale.__name__ == "scale_by"
    assert scale.__doc__ == "Scales a vector."
    assert str(scale.signature) == "scale-by!(x*: f32[n], learning-rate: f64) -> f32[n]"
    assert str(inspect.signature(scale)) == "(x_star: 'f32[n]', learning_rate: 'f64') -> 'f32[n]'"
    assert repr(scale) == "<function scale-by!(x*: f32[n], learning-rate: f64) -> f32[n]>"
    assert "scale_by" in dir(module)
    assert list(module) == ["scale-by!"]
    assert len(module) == 1
    assert "scale-by!" in module
    assert "nothing" not in module
    assert repr(module) == "<module test.vmfb on cpu: scale-by!>"
    x = np.ones(3, np.float32)
    np.testing.assert_array_equal(scale(x, learning_rate=2), x)


def test_unknown_functions() -> None:
    module = load(PRODUCT, PRODUCT_INFO)
    with pytest.raises(NameError) as caught:
        module["prodct"]
    assert str(caught.value) == (
        "error[E1011]: NameError: test.vmfb has no function 'prodct'\n  = help: did you mean 'product'?"
    )
    with pytest.raises(AttributeError, match=r"test.vmfb has no function 'prodct'; did you mean 'product'\?"):
        _ = module.prodct


def test_a_module_without_our_signature_is_called_by_reflection() -> None:
    module = load(PRODUCT + identity("same", TensorInfo("f64")))
    assert [str(info) for info in module.signature.functions] == [
        "product(input0: f32[input0_0 input0_1], input1: f32[input1_0 input1_1]) -> f32[output0_0 output0_1]",
        "same(input0: f64) -> f64",
    ]
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    np.testing.assert_array_equal(module.product(a, a.T.copy()), a @ a.T)
    assert module.same(2.5) == 2.5


@pytest.mark.parametrize("device", ["cpu", "cpu:sync", "cpu:task"])
def test_all_ways_to_use_the_processor_agree(device: str) -> None:
    module = load(PRODUCT, PRODUCT_INFO, device=device)
    rng = np.random.default_rng(1)
    a, b = rng.random((300, 200), np.float32), rng.random((200, 100), np.float32)
    reference = load(PRODUCT, PRODUCT_INFO, device="cpu:sync").product(a, b)
    for _ in range(8):
        np.testing.assert_array_equal(module.product(a, b), reference)


def test_one_file_for_several_devices() -> None:
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    for device in ("cpu", "vulkan", "gpu"):
        module = load(PRODUCT, PRODUCT_INFO, targets=("vulkan", "cpu"), device=device)
        np.testing.assert_allclose(module.product(a, a.T.copy()), a @ a.T)
    assert load(PRODUCT, PRODUCT_INFO, targets=("vulkan", "cpu")).device.name == "cpu"
    assert load(PRODUCT, PRODUCT_INFO, targets=("vulkan",)).device.name == "vulkan:0"
