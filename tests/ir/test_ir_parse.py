"""Text and bytecode in, text and bytecode out."""

from __future__ import annotations

import pytest
from eshkol_mlir import ir
from ir_samples import LOOP, SQUARE


@pytest.mark.parametrize("text", [SQUARE, LOOP])
def test_print_is_a_fixed_point(text: str) -> None:
    printed = str(ir.parse(text))
    assert str(ir.parse(printed)) == printed
    assert "eshkol.matmul" in printed


@pytest.mark.parametrize("text", [SQUARE, LOOP])
def test_generic_form_reads_back(text: str) -> None:
    module = ir.parse(text)
    assert '"eshkol.matmul"(' in module.generic()
    assert str(ir.parse(module.generic())) == str(module)


@pytest.mark.parametrize("text", [SQUARE, LOOP])
def test_bytecode_reads_back(text: str) -> None:
    module = ir.parse(text)
    bytecode = module.bytecode()
    assert bytecode.startswith(b"ML\xefR")
    assert str(ir.parse(bytecode)) == str(module)


def test_empty_text_is_an_empty_module() -> None:
    assert len(ir.parse("").body.operations) == 0


def test_dense_constants_survive() -> None:
    numbers = ", ".join(str(float(n)) for n in range(100))
    text = f"func.func @f() -> tensor<100xf64> {{\n %c = arith.constant dense<[{numbers}]> : tensor<100xf64>\n return %c : tensor<100xf64>\n}}"
    assert "9.900000e+01" in str(ir.parse(text))


def test_module_lives_in_the_given_context() -> None:
    context = ir.Context()
    assert ir.parse(SQUARE, context=context).context is context
    with ir.Context() as current:
        assert ir.parse(SQUARE).context is current


def test_locations_point_into_the_text() -> None:
    module = ir.parse(SQUARE, name="square.mlir")
    assert "square.mlir" in module.generic(locations=True)
    assert "square.mlir" not in module.generic()
    (matmul,) = module.find("eshkol.matmul")
    assert 'loc("square.mlir":3:8)' in str(matmul.operation.location)
