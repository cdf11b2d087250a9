"""MLIR files that are no programs, and what their functions may take."""

from __future__ import annotations

from pathlib import Path

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.cli import compile as compile_tool
from eshkol_mlir.compiler.mlir_nesting import MAX_NESTING

IDENTITY = "func.func @f(%a: TYPE) -> TYPE { return %a : TYPE }"
WRONG = {
    "empty": ("", "has no public function"),
    "private functions": ("func.func private @f(%a: f32)", "has no public function"),
    "declaration": ("func.func @f(%a: f32)", ":1:1: error[E0822]: SyntaxError: 'func.func' op symbol declaration"),
    "open": ("module {", "error[E0822]: SyntaxError"),
    "unknown operation": ("func.func @f() { eshkol.nothing }", "custom op 'eshkol.nothing' is unknown"),
    "unknown dialect": ('"foo.bar"() : () -> ()', "error[E0822]: SyntaxError: operation being parsed with an unregistered dialect\n"),
    "deep modules": ("module {" * 50_000, f"nested more than {MAX_NESTING} deep"),
    "deep types": (f"func.func @f(%a: {'tuple<' * 50_000}", f"nested more than {MAX_NESTING} deep"),
    **{
        type: (IDENTITY.replace("TYPE", type), f"takes or returns {type}, which cannot be passed")
        for type in ("index", "i128", "vector<3xf32>", "complex<f32>", "memref<3xf32>", "tensor<*xf32>", "tensor<3xui8>", "tuple<f32, f32>")
    },
    "function": ("func.func @f(%a: (f32) -> f32) { return }", "takes or returns (f32) -> f32, which"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_modules(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text, message = WRONG[name]
    path = tmp_path / "module.mlir"
    path.write_text(text)
    assert compile_tool.main([str(path)]) == 1
    output, messages = capsys.readouterr()
    assert output == ""
    assert message in messages
    assert len(messages.splitlines()) < 10
    assert [each.name for each in tmp_path.iterdir()] == ["module.mlir"]


@pytest.mark.parametrize("option", ["--entry=f", "--args=f32", "--emit=core"])
def test_options_that_need_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    path = tmp_path / "module.mlir"
    path.write_text(IDENTITY.replace("TYPE", "f32"))
    assert compile_tool.main([str(path), option]) == 2
    assert "MLIR" in capsys.readouterr().err


def test_functions_of_a_module(tmp_path: Path) -> None:
    """Names and attributes that look like other parts of the text."""
    path = tmp_path / "module.mlir"
    path.write_text("""
        func.func private @g(%a: f32) { return }
        func.func @"h \\22é, sym_visibility"(%a: tensor<f32> {x.y = "a)->("}, %b: tensor<complex<f64>>)
            -> (tensor<complex<f64>>, tensor<f32>) attributes {z = "function_type = ("} {
          return %b, %a : tensor<complex<f64>>, tensor<f32>
        }
        func.func @none() { return }
    """)
    assert compile_tool.main([str(path)]) == 0
    module = esk.load(path.with_suffix(".vmfb"))
    assert set(module) == {'h "é, sym_visibility', "none"}
    swapped = module['h "é, sym_visibility'](np.float32(2), 1 + 2j)
    assert (swapped[0], swapped[1]) == (1 + 2j, 2)
    assert module.none() is None
