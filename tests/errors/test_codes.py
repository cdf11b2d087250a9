"""The registry of codes: complete, used, explained, and shown by examples."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import eshkol_mlir
import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.explanations import explanations, pages

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(Path(eshkol_mlir.__file__).parent.rglob("*.py"))

#: Codes that no wrong program causes: they depend on the machine, on another version, or on a running program.
WITHOUT_EXAMPLE = {
    Code.AMBIGUOUS_NAME: "no macro can be written in the language so far that inserts two such bindings",
    Code.FIXED_ENVIRONMENT: "it becomes a condition of the running program",
    Code.DEVICE_ARGUMENT: "it becomes a condition of the running program",
    Code.DEVICE_NOT_OPENED: "a driver that refuses a device that it lists",
    Code.DEVICE_FAILED: "a device that fails",
    Code.TARGET_LACKS_OPERATION: "a program that IREE refuses for one target, after minutes for some",
    Code.COMPILER_MEMORY: "a machine without memory",
    Code.NO_LINKER: "a machine without a C compiler",
    Code.LINKING_FAILED: "a machine whose libraries are broken",
    Code.PIPELINE_FAILED: "a module that passes every check, and has no StableHLO",
    Code.COMPILER_DEFECT: "a defect of the compiler",
    Code.CALL_MEMORY: "a device without memory",
    Code.EMPTY_ARRAY: "a GPU",
    Code.ARTIFACT_VERSION: "a module made by another version",
    Code.ARTIFACT_PROCESSOR: "a module made for another processor",
    Code.ARTIFACT_REFUSED: "a module made by another version of IREE",
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path}:{node.lineno}", node


def test_every_error_is_raised_with_a_code() -> None:
    found = 0
    for place, call in calls():
        function = ast.unparse(call.func)
        if re.fullmatch(r"(\w+\.)*(\w+Error|kind)\.at|(\w+\.)*(type_error|shape_error)|Diagnostic", function):
            found += 1
            assert re.match(r"Code\.[A-Z_]+$|(\w+\.)?code$", ast.unparse(call.args[0])), place
    assert found > 500


def test_every_code_is_used() -> None:
    used = {
        node.attr
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Code"
    }
    assert used >= set(Code.__members__)


def test_codes_are_in_order_without_gaps() -> None:
    numbers = [int(code.removeprefix("E")) for code in Code]
    assert all(re.fullmatch(r"E\d{4}", code) for code in Code)
    for before, number in pairwise(numbers):
        assert number in (before + 1, (before // 100 + 1) * 100 + 1)


def test_every_code_is_explained_once_in_order() -> None:
    assert [explanation.code for explanation in explanations()] == list(Code)
    for page in pages():
        assert {explanation.code[:3] for explanation in page.explanations} == {page.path.stem}


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_is_shown_by_a_program(code: Code) -> None:
    shown = [explanation.text for explanation in explanations() if explanation.code is code]
    shown += [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "errors").glob("*.txt")]
    assert any(f"{kind}[{code}]: " in text for text in shown for kind in ("error", "warning")) == (
        code not in WITHOUT_EXAMPLE
    )


def test_there_are_many_wrong_programs_about_types_shapes_and_names() -> None:
    programs = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "errors").glob("*.txt")]
    assert sum(bool(re.search(r"error\[E0[3456]", text)) for text in programs) >= 60
