"""The command that measures checking and compiling a generated program: that it is what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from eshkol_mlir.cli.eshkol import main as eshkol

from benchmarks import check_times
from benchmarks.harness.module_texts import KINDS


def test_modules_are_as_long_as_asked_and_run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project = check_times.Project(tmp_path, 3, 120)
    for number in range(3):
        text = (tmp_path / f"part{number}.esk").read_text()
        assert 40 <= text.count("\n") < 40 + 20
        # Procedures with and without types take turns.
        assert "(define (step1 [x : float64]" in text
        assert "(define (step2 x y)" in text
    assert eshkol(["run", str(project.program)]) == 0
    assert capfd.readouterr().out.startswith("m0m0m1m1m2m2")


@pytest.mark.parametrize("kind", KINDS)
def test_programs_of_all_kinds_are_right(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = check_times.Project(tmp_path, 2, 200, kind)
    assert eshkol(["check", str(project.program)]) == 0
    assert "no errors" in capfd.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_one_line(kind: str, tmp_path: Path) -> None:
    project = check_times.Project(tmp_path, 1, 40, kind)
    before = (tmp_path / "part0.esk").read_text().splitlines()
    project.write(0, "7.0")
    after = (tmp_path / "part0.esk").read_text().splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_a_row_for_each_measurement(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_times.main(["--modules", "2", "--lines", "60", "--repeat", "1"]) == 0
    rows = re.findall(
        r"^\| ([^|]+) (?:\| [\d.]+ m?s \[[^|]+\] ){2}\|$", capsys.readouterr().out, re.MULTILINE
    )
    assert len(rows) == 5


@pytest.mark.parametrize("arguments", [["--repeat", "0"], ["--lines", "0"], ["--modules", "0"]])
def test_command_refuses(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        check_times.main(arguments)
    assert stopped.value.code == 2
    assert "at least 1" in capsys.readouterr().err
