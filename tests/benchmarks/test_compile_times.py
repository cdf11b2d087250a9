"""The command that compares compiling gradients with compiling their functions: that it measures what it says."""

from __future__ import annotations

import re

import pytest

from benchmarks import compile_times


def test_function_and_gradient_take_turns_after_a_round_that_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order: list[str] = []

    def compile_once(source: str, function: str) -> tuple[float, dict[str, float]]:
        order.append(function)
        return float(len(order)), {"passes": 0.5 * len(order)}

    monkeypatch.setattr(compile_times, "compile_once", compile_once)
    measured = compile_times.measure("", rounds=2)
    assert order == ["slope", "loss", "loss", "slope", "slope", "loss"]
    assert measured.seconds == {"loss": [3.0, 6.0], "slope": [4.0, 5.0]}
    assert measured.stages == {"loss": {"passes": [1.5, 3.0]}, "slope": {"passes": [2.0, 2.5]}}


def test_a_row_for_each_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert compile_times.main(["--only", "squares", "--repeat", "1", "--stages"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^\| squares \| [\d.]+ m?s \| [\d.]+ m?s \| [\d.]+ \[", printed, re.MULTILINE)
    assert re.search(r"^  passes +[\d.]+ \w+ +[\d.]+ \w+$", printed, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["--repeat", "0"], "at least one round"), (["--only", "nothing"], "no program matches nothing")],
)
def test_command_refuses(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        compile_times.main(arguments)
    assert stopped.value.code == 2
    assert complaint in capsys.readouterr().err


def test_a_program_that_does_not_compile_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compile_times, "PROGRAMS", {"broken": "(define (loss x : float64) (undefined x))"})
    assert compile_times.main(["--repeat", "1"]) == 1
    assert "error: broken: " in capsys.readouterr().err
