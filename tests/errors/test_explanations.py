"""What explanations show is what the compiler says, and the index lists all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import update_errors as tool
from eshkol_mlir.cli.eshkol import main
from eshkol_mlir.codes import Code
from eshkol_mlir.explanations import Explanation, Page, explain, explanations, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path.stem)
def test_page_shows_real_output(page: Page) -> None:
    text = page.path.read_text(encoding="utf-8")
    assert tool.updated(text) == text, "run tools/update_errors.py"


def test_index_lists_all_codes() -> None:
    assert tool.INDEX.read_text(encoding="utf-8") == tool.index(), "run tools/update_errors.py"


@pytest.mark.parametrize("explanation", list(explanations()), ids=lambda explanation: explanation.code.value)
def test_explanation_shows_its_own_code_and_nothing_else(explanation: Explanation) -> None:
    example = tool.EXAMPLE.search(explanation.text)
    if example is None:
        return
    output = example["output"]
    codes = re.findall(r"(?:error|warning)\[(E\d+)\]: ", output)
    assert set(codes) == {explanation.code}


@pytest.mark.parametrize("name", ["E0501", "e0501", "0501", "501", "e501"])
def test_codes_may_be_spelled_shortly(name: str) -> None:
    assert explain(name).code is Code.CONTRACTED_SIZES


def test_explain_prints_program_and_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "E0501"]) == 0
    output = capsys.readouterr().out
    assert output.startswith("E0501: ")
    assert "    (define (f [x : (Tensor f64 [2 3])]" in output
    assert "    example.esk:2:3: error[E0501]: ShapeError: shape mismatch in matmul\n" in output
    assert "```" not in output
    assert "\x1b" not in output


def test_explain_lists_all_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(Code)


@pytest.mark.parametrize("name", ["E0599", "E05011", "shape", "", "E", "-1", "E\N{SUPERSCRIPT TWO}"])
def test_an_unknown_code_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--", name]) == 2
    assert capsys.readouterr().err.startswith(f"error[E0912]: UsageError: there is no code {name}\n")


def test_similar_codes_are_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "E0599"]) == 2
    assert "= help: E05" in capsys.readouterr().err


def test_pages_are_part_of_the_package() -> None:
    assert all(page.path.parent == Path(tool.FOLDER) for page in pages())
