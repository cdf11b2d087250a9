"""Operations, their operands and attributes, in order."""

from __future__ import annotations

from typing import Any

import pytest
from eshkol_mlir import ir
from ir_samples import LOOP, SQUARE


def names(module: ir.Module, **options: Any) -> list[str]:
    seen: list[str] = []
    module.walk(lambda op: seen.append(op.operation.name), **options)
    return seen


def test_walk_visits_everything_in_order() -> None:
    assert names(ir.parse(SQUARE)) == [
        "builtin.module",
        "func.func",
        "eshkol.transpose",
        "eshkol.matmul",
        "func.return",
    ]


def test_walk_can_visit_the_inside_first() -> None:
    assert names(ir.parse(SQUARE), order="post")[-2:] == ["func.func", "builtin.module"]


def test_walk_goes_into_regions() -> None:
    assert names(ir.parse(LOOP)).index("scf.for") < names(ir.parse(LOOP)).index("eshkol.matmul")


def test_walk_skips_and_stops() -> None:
    seen: list[str] = []

    def outer(op: Any) -> Any:
        seen.append(op.operation.name)
        return ir.WalkResult.SKIP if op.operation.name == "scf.for" else None

    ir.parse(LOOP).walk(outer)
    assert "eshkol.matmul" not in seen
    assert seen[-1] == "func.return"

    seen.clear()
    ir.parse(LOOP).walk(lambda op: (seen.append(op.operation.name), ir.WalkResult.INTERRUPT)[1])
    assert seen == ["builtin.module"]


def test_callback_errors_come_through() -> None:
    def fail(op: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ir.parse(SQUARE).walk(fail)


def test_operations_come_as_their_classes() -> None:
    module = ir.parse(SQUARE)
    (transpose,) = module.find("eshkol.transpose")
    assert isinstance(transpose, ir.eshkol.TransposeOp)
    assert list(ir.DenseI64ArrayAttr(transpose.permutation)) == [1, 0]
    (matmul,) = module.find("eshkol.matmul")
    assert matmul.rhs == transpose.result
    assert str(matmul.result.type) == "tensor<3x3xf32>"
    assert matmul.lhs.owner == module.find("func.func")[0].entry_block


def test_optional_operands_are_found_by_group() -> None:
    module = ir.parse("""
      func.func @f(%x: tensor<2x3xf32>, %b: tensor<3xf32>) -> tensor<2x3xf32> {
        %y = eshkol.layernorm %x bias %b dimension = 1 epsilon = 0.5 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
        return %y : tensor<2x3xf32>
      }""")
    (layernorm,) = module.find("eshkol.layernorm")
    assert layernorm.scale is None
    assert str(layernorm.bias.type) == "tensor<3xf32>"
    assert ir.FloatAttr(layernorm.epsilon).value == 0.5
    assert ir.IntegerAttr(layernorm.dimension).value == 1


def test_find_nothing() -> None:
    assert ir.parse(SQUARE).find("eshkol.conv") == []
