"""Errors as JSON say what the text says, at places that can be found in the program."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from eshkol_mlir.cli import compile as compile_tool
from eshkol_mlir.cli import eshkol as tool
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Source
from eshkol_mlir.json_diagnostics import to_json_line
from hypothesis import given
from hypothesis import strategies as st

PROGRAMS = sorted(Path(__file__).parent.glob("*.esk"))
KEYS = [
    "severity", "code", "kind", "message", "file", "line", "column", "end_line", "end_column", "label", "related",
    "notes", "help", "expansions", "rendered",
]  # fmt: skip


def text_between(text: str, place: dict[str, Any]) -> str:
    """What a place marks, found by counting lines and columns."""
    lines = text.split("\n")
    first, last = place["line"] - 1, place["end_line"] - 1
    if first == last:
        return lines[first][place["column"] - 1 : place["end_column"] - 1]
    middle = lines[first + 1 : last]
    return "\n".join([lines[first][place["column"] - 1 :], *middle, lines[last][: place["end_column"] - 1]])


def diagnostics_of(program: Path) -> list[Diagnostic]:
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source(program.name, program.read_text(encoding="utf-8")))
    return caught.value.diagnostics


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_json_says_what_the_text_says(program: Path) -> None:
    text = program.read_text(encoding="utf-8")
    rendered = []
    for diagnostic in diagnostics_of(program):
        line = to_json_line(diagnostic)
        assert "\n" not in line
        found = json.loads(line)
        assert list(found) == KEYS
        first = found["rendered"].split("\n")[0]
        place = f"{found['file']}:{found['line']}:{found['column']}"
        assert first.startswith(f"{place}: {found['severity']}[{found['code']}]: {found['kind']}: ")
        assert diagnostic.span is not None
        assert text_between(text, found) == text[diagnostic.span.start : diagnostic.span.end]
        for related, label in zip(found["related"], diagnostic.labels, strict=True):
            assert related["message"] == label.text
            assert text_between(text, related) == text[label.span.start : label.span.end]
        notes = re.findall(r"^  = note: in the expansion of `(.*?)`", found["rendered"], re.MULTILINE)
        assert [expansion["macro"] for expansion in found["expansions"]][: len(notes)] == notes
        rendered.append(found["rendered"])
    assert "\n".join(rendered) + "\n" == program.with_suffix(".txt").read_text(encoding="utf-8")


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_survives(text: str) -> None:
    """Whatever stands in a program, its errors are JSON, and have places in it."""
    try:
        compile_frontend(Source("any.esk", text))
    except EshkolError as error:
        for diagnostic in error.diagnostics:
            found = json.loads(to_json_line(diagnostic))
            assert found["message"] == diagnostic.message
            if diagnostic.span is not None and diagnostic.span.source.name == "any.esk":
                assert text_between(text, found) == text[diagnostic.span.start : diagnostic.span.end]


@pytest.mark.parametrize(
    ("main", "arguments"),
    [
        (tool.main, ["run"]),
        (tool.main, ["check"]),
        (tool.main, ["expand"]),
        (compile_tool.main, ["-o", "-"]),
    ],
    ids=["run", "check", "expand", "compile"],
)
@pytest.mark.parametrize("program", ["name-several", "unicode-column", "macro-malformed", "no-such-program"])
def test_tools_tell_the_same_in_both_formats(
    main: Any, arguments: list[str], program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(Path(__file__).parent / f"{program}.esk")
    status = main([*arguments, file])
    text = capsys.readouterr().err
    assert main([*arguments, file, "--error-format=json"]) == status
    lines = capsys.readouterr().err.splitlines()
    assert "".join(json.loads(line)["rendered"] + "\n" for line in lines) == text
    assert text if status else not text


def test_a_wrong_command_line_is_told_in_the_format_that_it_asks_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tool.main(["run", "--error-format", "json", "--no-such-option", "x.esk"]) == 2
    found = json.loads(capsys.readouterr().err)
    assert (found["code"], found["file"], found["line"]) == ("E0901", None, None)
    assert tool.main(["check", "--error-format=xml", "x.esk"]) == 2
    assert capsys.readouterr().err.startswith("error[E0901]: UsageError: ")
