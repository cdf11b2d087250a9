"""The command that measures the expansion of generated programs: that they are what it says."""

from __future__ import annotations

import re

import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source

from benchmarks import expansion_times


def test_programs_are_as_long_as_asked_and_compile_to_the_same_functions() -> None:
    texts = expansion_times.programs(60)
    exports = {}
    for name, text in texts.items():
        assert 60 <= text.count("\n") < 60 + 30
        elaborated = compile_frontend(Source("program.esk", text)).elaborated
        exports[name] = [(export.name, export.parameters) for export in elaborated.exports]
    assert [name for name, _ in exports["plain"][:3]] == ["area1", "total1", "mix1"]
    shared = min(len(found) for found in exports.values())
    assert shared >= 6
    assert [n for n, _ in exports["plain"][:shared]] == [n for n, _ in exports["macros"][:shared]]


def test_one_line_in_two_uses_a_macro() -> None:
    texts = expansion_times.programs(200)
    assert expansion_times.expand_once(texts["plain"])[2] == 0
    assert expansion_times.expand_once(texts["macros"])[2] > 100


def test_a_row_for_each_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert expansion_times.main(["--lines", "50", "--repeat", "1"]) == 0
    printed = capsys.readouterr().out
    for name in ("plain", "macros"):
        assert re.search(
            rf"^\| {name} \| \d+ \| \d+ \|( [\d.]+ [mu]?s \[[^|]+\] \|){{3}}$", printed, re.MULTILINE
        )


@pytest.mark.parametrize("arguments", [["--repeat", "0"], ["--lines", "0"]])
def test_command_refuses(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        expansion_times.main(arguments)
    assert stopped.value.code == 2
    assert "at least 1" in capsys.readouterr().err
