"""The examples of the chapter on lexical structure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from reader_support import read_text

CHAPTER = (Path(__file__).parents[2] / "docs" / "language" / "lexical.md").read_text("utf-8")
PROGRAMS = re.findall(r"```scheme\n(.*?)```", CHAPTER, re.DOTALL)
ERRORS = re.findall(r"```text\n(demo.*?)```", CHAPTER, re.DOTALL)


@pytest.mark.parametrize("text", PROGRAMS)
def test_examples_can_be_read(text: str) -> None:
    assert read_text(text)


@pytest.mark.parametrize("shown", ERRORS)
def test_errors_are_shown_as_documented(shown: str) -> None:
    # The lines of the program, blank where the excerpt leaves some out.
    excerpt = {int(number): line for number, line in re.findall(r"^(\d+) \| (.*)$", shown, re.MULTILINE)}
    program = "\n".join(excerpt.get(number, "") for number in range(1, max(excerpt) + 1))
    with pytest.raises(EshkolSyntaxError) as caught:
        read_text(program)
    assert str(caught.value).replace("test.esk", "demo.esk") == shown.rstrip("\n")


def test_there_are_examples() -> None:
    assert len(PROGRAMS) > 15
    assert len(ERRORS) == 2
