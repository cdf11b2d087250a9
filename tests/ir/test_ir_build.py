"""Modules built operation by operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from eshkol_mlir import ir
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(autouse=True)
def context() -> Iterator[None]:
    with ir.Context(), ir.Location.unknown():
        yield


def tensor(*shape: int, element: Any = None) -> Any:
    dynamic = ir.ShapedType.get_dynamic_size()
    sizes = [dynamic if size < 0 else size for size in shape]
    return ir.RankedTensorType.get(sizes, element or ir.F32Type.get())


def build(body: Callable[..., Any], *types: Any) -> ir.Module:
    """A module with one function `f` of the given argument types."""
    module = ir.Module.create()
    with ir.InsertionPoint(module.body):
        ir.func.FuncOp.from_py_func(*types, name="f")(body)
    return module


def test_result_types_follow() -> None:
    def body(x: Any, w: Any) -> Any:
        return ir.eshkol.softmax(ir.eshkol.matmul(x, w), 1)

    module = build(body, tensor(-1, 4), tensor(4, 10))
    module.verify()
    assert "eshkol.softmax %0 dimension = 1 : (tensor<?x10xf32>) -> tensor<?x10xf32>" in str(module)


def test_several_results() -> None:
    def body(a: Any) -> Any:
        lu = ir.eshkol.LuOp(a)
        return lu.factors, lu.permutation, lu.sign

    module = build(body, tensor(5, 3, 2, element=ir.F64Type.get()))
    module.verify()
    assert "(tensor<5x3x2xf64>) -> (tensor<5x3x2xf64>, tensor<5x3xi64>, tensor<5xi64>)" in str(module)


def test_attributes_are_python_values() -> None:
    def body(x: Any) -> Any:
        kind = ir.eshkol.ReductionKind.Max
        return ir.eshkol.reduce(kind, x, [1], keepdims=True)

    module = build(body, tensor(2, 3))
    module.verify()
    (reduce,) = module.find("eshkol.reduce")
    assert str(reduce.result.type) == "tensor<2x1xf32>"
    assert "reduction<max>" in module.generic() or "reduction max" in module.generic()


@pytest.mark.parametrize("parts", ["", "scale", "bias", "scale bias"])
def test_optional_operands(parts: str) -> None:
    def body(x: Any, p: Any) -> Any:
        return ir.eshkol.layernorm(x, 1, **dict.fromkeys(parts.split(), p), epsilon=1e-3)

    module = build(body, tensor(2, 3), tensor(3))
    module.verify()
    (layernorm,) = module.find("eshkol.layernorm")
    assert (layernorm.scale is not None) == ("scale" in parts)
    assert (layernorm.bias is not None) == ("bias" in parts)


def test_operations_are_operands_too() -> None:
    def body(x: Any) -> Any:
        return ir.eshkol.MatmulOp(ir.eshkol.TransposeOp(x, [1, 0]), x).result

    module = build(body, tensor(2, 3))
    module.verify()
    assert str(module.find("eshkol.matmul")[0].result.type) == "tensor<3x3xf32>"


def test_variadic_operands() -> None:
    module = build(lambda x, y: ir.eshkol.concat([x, y, x], 0), tensor(2, 3), tensor(-1, 3))
    module.verify()
    assert str(module.find("eshkol.concat")[0].result.type) == "tensor<?x3xf32>"


def test_results_may_be_stated() -> None:
    def body(x: Any) -> Any:
        return ir.eshkol.MatmulOp(x, x, results=[tensor(4, 4)]).result

    module = build(body, tensor(-1, -1))
    module.verify()
    assert "-> tensor<4x4xf32>" in str(module)


def test_misfits_are_found_while_building() -> None:
    with pytest.raises(ir.MLIRError, match=r"'eshkol.matmul' cannot contract dimension 3 of lhs"):
        build(lambda x: ir.eshkol.matmul(x, x), tensor(2, 3))


def test_misfits_name_the_place() -> None:
    def body(x: Any) -> Any:
        return ir.eshkol.matmul(x, x, loc=ir.Location.file("model.py", 12, 5))

    with pytest.raises(ir.MLIRError, match=r'"model.py":12:5'):
        build(body, tensor(2, 3))


def test_invalid_modules_print_but_do_not_verify() -> None:
    def body(x: Any) -> Any:
        with ir.Location.file("model.py", 7, 1):
            return ir.eshkol.MatmulOp(x, x, results=[tensor(9, 9)]).result

    module = build(body, tensor(2, 2))
    with pytest.raises(ir.MLIRError, match=r"model.py:7:1: .*failed to infer returned types"):
        module.verify()
    assert '"eshkol.matmul"' in str(module)


def test_upstream_operations_mix() -> None:
    def body(x: Any) -> Any:
        y = ir.math.exp(ir.eshkol.transpose(x, [1, 0]))
        return ir.arith.addf(y, y)

    module = build(body, tensor(2, 3))
    module.verify()
    assert "math.exp %0 : tensor<3x2xf32>" in str(module)


sizes = st.integers(min_value=0, max_value=9)


@settings(max_examples=25, deadline=None)
@given(sizes, sizes, sizes, sizes)
def test_matmul_of_any_sizes(batch: int, rows: int, inner: int, columns: int) -> None:
    with ir.Context(), ir.Location.unknown():
        module = build(
            lambda x, y: ir.eshkol.matmul(x, y), tensor(batch, rows, inner), tensor(batch, inner, columns)
        )
        module.verify()
        (matmul,) = module.find("eshkol.matmul")
        assert matmul.result.type == tensor(batch, rows, columns)
