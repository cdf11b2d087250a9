"""Pass pipelines on modules."""

from __future__ import annotations

import pytest
from eshkol_mlir import ir
from ir_samples import LOOP, SQUARE


def test_run_leaves_the_module_alone() -> None:
    module = ir.parse(SQUARE)
    before = str(module)
    lowered = module.run("eshkol-to-linalg")
    assert str(module) == before
    assert "eshkol." not in str(lowered)
    assert "linalg.matmul" in str(lowered)


def test_pipelines_compose() -> None:
    module = ir.parse(LOOP)
    steps = module.run("eshkol-decompose").run("convert-eshkol-to-linalg").run("canonicalize,cse")
    assert steps.find("eshkol.matmul") == []
    assert len(steps.find("linalg.matmul")) == 1


@pytest.mark.parametrize(
    "pipeline", ["canonicalize", "func.func(canonicalize)", "builtin.module(canonicalize)"]
)
def test_pipeline_spellings(pipeline: str) -> None:
    twice = """
      func.func @f(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
        %t = eshkol.transpose %x [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
        %u = eshkol.transpose %t [1, 0] : (tensor<3x2xf32>) -> tensor<2x3xf32>
        return %u : tensor<2x3xf32>
      }"""
    assert ir.parse(twice).run(pipeline).find("eshkol.transpose") == []


def test_built_modules_run() -> None:
    with ir.Context(), ir.Location.unknown():
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            matrix = ir.RankedTensorType.get([2, 2], ir.F64Type.get())
            ir.func.FuncOp.from_py_func(matrix, name="f")(lambda a: ir.eshkol.det(a))
        lowered = module.run("eshkol-to-linalg")
    assert len(lowered.find("scf.for")) == 1


def test_unknown_pass_is_named() -> None:
    with pytest.raises(ir.MLIRError, match="no-such-pass"):
        ir.parse(SQUARE).run("no-such-pass")


def test_malformed_pipeline() -> None:
    with pytest.raises(ir.MLIRError, match="pipeline"):
        ir.parse(SQUARE).run("canonicalize(")


def test_locations_survive_pipelines() -> None:
    module = ir.parse(SQUARE, name="square.mlir").run("canonicalize")
    assert '"square.mlir":3:8' in str(module.find("eshkol.matmul")[0].operation.location)
