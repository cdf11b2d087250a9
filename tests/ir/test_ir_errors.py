"""What goes wrong, where, and with which notes."""

from __future__ import annotations

import pytest
from eshkol_mlir import ir
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.ir.errors import to_error

CLASH = """\
func.func @f(%x: tensor<32x784xf32>, %w: tensor<100x256xf32>) -> tensor<32x256xf32> {
  %y = eshkol.matmul %x, %w : (tensor<32x784xf32>, tensor<100x256xf32>) -> tensor<32x256xf32>
  return %y : tensor<32x256xf32>
}
"""


def error_of(text: str | bytes, name: str = "bad.mlir") -> ir.MLIRError:
    with pytest.raises(ir.MLIRError) as caught:
        ir.parse(text, name=name)
    return caught.value


def test_errors_are_eshkol_errors() -> None:
    assert issubclass(ir.MLIRError, EshkolError)


def test_spans_point_at_the_operation() -> None:
    error = error_of(CLASH)
    first = error.diagnostics[0]
    assert "cannot contract dimension 784" in first.message
    assert first.span is not None
    assert (first.span.line, first.span.column) == (2, 8)
    assert str(error).startswith("bad.mlir:2:8: error[E0822]: MLIRError: ")
    assert "%y = eshkol.matmul %x, %w" in str(error)


def test_every_message_is_kept() -> None:
    messages = [diagnostic.message for diagnostic in error_of(CLASH).diagnostics]
    assert any("cannot contract" in message for message in messages)
    assert any("failed to infer returned types" in message for message in messages)


def test_notes_become_labels() -> None:
    error = error_of("""\
func.func @f() {
  return
}
func.func @f() {
  return
}
""")
    (first,) = error.diagnostics
    assert "redefinition of symbol named 'f'" in first.message
    assert first.span is not None
    assert first.span.line == 4
    (label,) = first.labels
    assert "see existing symbol definition here" in label.text
    assert label.span.line == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("func.func @f() {", 1, "expected"),
        ("func.func @f() {\n  foo.bar\n  return\n}", 2, "foo"),
        ("func.func @f() -> i32 {\n  return\n}", 2, "return"),
        ("func.func @f() {\n  %x = eshkol.unknown_operation\n  return\n}", 2, "unknown_operation"),
    ],
)
def test_syntax_errors(text: str, line: int, message: str) -> None:
    first = error_of(text).diagnostics[0]
    assert message in first.message
    assert first.span is not None
    assert first.span.line == line


@pytest.mark.parametrize("source", [b"ML\xefR\x00", b"ML\xefR", b"\xff\xfe\x00garbage"])
def test_damaged_bytes(source: bytes) -> None:
    assert error_of(source).diagnostics


def test_failed_pass_keeps_locations() -> None:
    module = ir.parse(
        "func.func @f(%x: tensor<2xf16>) -> tensor<2xf16> {\n  return %x : tensor<2xf16>\n}", name="a.mlir"
    )
    (function,) = module.find("func.func")
    del function.operation.attributes["sym_name"]
    with pytest.raises(ir.MLIRError, match=r"a.mlir:1:1.*sym_name"):
        module.verify()


def test_places_elsewhere_are_named_in_the_message() -> None:
    error = to_error([("error", "is wrong", "other.py", 3, 4), ("note", "because", "", 0, 0)], None)
    assert error.diagnostics[0].message == "other.py:3:4: is wrong"
    assert error.diagnostics[0].notes == ("because",)


def test_silence_is_an_error_too() -> None:
    assert "did not say why" in str(to_error([], None))
