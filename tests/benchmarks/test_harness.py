"""The benchmark harness on tiny sizes: that it compares what it says, not how fast anything is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread

from benchmarks import run as command
from benchmarks.harness.case import WrongResult, as_arrays, check_result
from benchmarks.harness.contenders import ESHKOL, JAX, JAX_NUMPY, contenders
from benchmarks.harness.measure import Spread, Timings, alternate
from benchmarks.harness.plot import plot_ratios
from benchmarks.harness.report import (
    HEADINGS,
    Report,
    markdown_table,
    ratio_cell,
    text_table,
    time_cell,
    to_json,
)
from benchmarks.suite import all_cases, select
from benchmarks.suite.matmul import case as matmul_case

TINY = matmul_case(8)


@pytest.fixture(scope="module")
def report() -> Report:
    return command.run([TINY], rounds=3)


# Measuring -------------------------------------------------------------------------------


def test_implementations_take_turns_and_the_first_one_rotates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.harness.measure._warm_up", lambda call: 2)
    order: list[str] = []
    timings = alternate({name: lambda name=name: order.append(name) for name in "abc"}, rounds=4)
    assert "".join(order) == "aabbcc" + "bbccaa" + "ccaabb" + "aabbcc"
    assert {name: len(values) for name, values in timings.samples.items()} == {"a": 4, "b": 4, "c": 4}
    assert all(value >= 0 for values in timings.samples.values() for value in values)


def test_spread_is_median_and_quartiles() -> None:
    assert Spread.of([5.0, 1.0, 3.0, 2.0, 4.0]) == Spread(median=3.0, lower=2.0, upper=4.0)
    assert Spread.of([7.0]) == Spread(7.0, 7.0, 7.0)


def test_ratio_is_of_medians_with_quartiles_of_rounds() -> None:
    timings = Timings({"a": (2.0, 4.0, 9.0), "b": (1.0, 8.0, 2.0)})
    # Medians 4 and 2; the rounds' ratios are 2, 0.5 and 4.5.
    assert timings.ratio("a", "b") == Spread(median=2.0, lower=1.25, upper=3.25)


# Correctness -----------------------------------------------------------------------------


def test_right_results_pass_and_wrong_ones_do_not() -> None:
    expected = [np.array([1.0, 2.0])]
    assert check_result(TINY, "x", np.array([1.0, 2.0]), expected) == 0
    # Relative to the greatest element.
    assert check_result(TINY, "x", np.array([1.0, 2.0 + 4e-6]), expected) == pytest.approx(2e-6)
    with pytest.raises(WrongResult, match=r"matmul-8: x differs from NumPy by 5\.0e-05"):
        check_result(TINY, "x", np.array([1.0001, 2.0]), expected)


@pytest.mark.parametrize("wrong", [np.array([1.0, np.nan]), np.array([np.inf, 2.0]), np.array([[1.0, 2.0]])])
def test_missing_numbers_and_other_shapes_are_wrong(wrong: Any) -> None:
    with pytest.raises(WrongResult):
        check_result(TINY, "x", wrong, [np.array([1.0, 2.0])])


def test_a_twin_that_computes_something_else_is_not_timed() -> None:
    with pytest.raises(WrongResult, match="matmul-8: jax"):
        command.measure(replace(TINY, twin=lambda a, b: b @ a), rounds=1)


def test_a_program_that_computes_something_else_is_not_timed() -> None:
    other = replace(TINY, source=TINY.source.replace("(matmul a b)", "(matmul b a)"))
    with pytest.raises(WrongResult, match="matmul-8: eshkol"):
        command.measure(other, rounds=1)


@pytest.mark.parametrize("name", ["matmul-32", "softmax-1024", "mlp-forward"])
def test_cases_of_the_suite_compute_what_numpy_computes(name: str) -> None:
    (case,) = select(all_cases(), [name])
    arguments = case.make_arguments()
    assert all(value.dtype == np.float32 for value in arguments)
    expected = as_arrays(case.reference(*(value.astype(np.float64) for value in arguments)))
    for implementation, call in contenders(case, arguments).items():
        check_result(case, implementation, call(), expected)


def test_a_case_can_be_measured_in_a_process_of_its_own() -> None:
    (case,) = select(all_cases(), ["softmax-1024"])
    result = command.measure_apart(case, rounds=2)
    assert result.case == "softmax-1024"
    assert all(len(samples) == 2 for samples in result.timings.samples.values())
    assert max(result.errors.values()) <= case.tolerance


def test_conventions_are_those_documented() -> None:
    import jax

    results = {name: call() for name, call in contenders(TINY, TINY.make_arguments()).items()}
    assert type(results[ESHKOL]) is np.ndarray
    assert isinstance(results[JAX], jax.Array)
    assert type(results[JAX_NUMPY]) is np.ndarray


# The suite -------------------------------------------------------------------------------


def test_the_suite_has_the_first_cases() -> None:
    names = {case.name for case in all_cases()}
    first = "matmul-32 matmul-256 matmul-1024 matmul-2048 softmax-1024 softmax-1M mlp-forward"
    assert set(first.split()) <= names


def test_cases_are_chosen_by_pattern() -> None:
    assert [case.name for case in select(all_cases(), ["softmax-*"])] == ["softmax-1024", "softmax-1M"]
    assert [case.name for case in select(all_cases(), ["mlp", "matmul-32"])] == ["matmul-32", "mlp-forward"]
    assert select(all_cases(), ["nothing"]) == []


# Reports ---------------------------------------------------------------------------------


def test_tables_have_a_row_for_each_case(report: Report) -> None:
    text = text_table(report)
    assert "jax 0." in text
    assert [line for line in text.splitlines() if line.startswith("matmul-8 ")]
    rows = [line for line in markdown_table(report).splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert {row.count("|") for row in rows} == {len(HEADINGS) + 1}


def test_json_has_every_sample(report: Report) -> None:
    found = json.loads(to_json(report))
    (result,) = found["results"]
    assert result["case"] == "matmul-8"
    assert {name: len(samples) for name, samples in result["seconds"].items()} == dict.fromkeys(
        (ESHKOL, JAX, JAX_NUMPY), 3
    )
    assert set(result["compile_seconds"]) == {ESHKOL, JAX}
    assert result["operations"] == 2 * 8**3
    medians = {name: np.median(samples) for name, samples in result["seconds"].items()}
    assert result["ratios"][JAX]["median"] == pytest.approx(medians[ESHKOL] / medians[JAX])
    assert {"processor", "cores", "threads", "versions"} <= set(found["machine"])


def test_plot_is_a_picture(report: Report, tmp_path: Path) -> None:
    plot_ratios(report.results, tmp_path / "ratios.png")
    picture = imread(tmp_path / "ratios.png")
    assert 0.01 < np.mean(picture[..., :3].min(axis=2) < 0.9) < 0.9


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (Spread(1.234e-6, 1e-6, 2e-6), "1.23 us [1.00 .. 2.00]"),
        (Spread(0.0456, 0.04, 0.25), "45.6 ms [40.0 .. 250]"),
        (Spread(12.0, 11.0, 13.0), "12.0 s [11.0 .. 13.0]"),
    ],
)
def test_times_are_short(seconds: Spread, text: str) -> None:
    assert time_cell(seconds) == text


def test_ratios_have_two_digits() -> None:
    assert ratio_cell(Spread(0.5, 0.25, 1.0)) == "0.50 [0.25 .. 1.00]"


# The command -----------------------------------------------------------------------------


def test_command_lists_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--list", "--only", "matmul"]) == 0
    assert capsys.readouterr().out.split() == ["matmul-32", "matmul-256", "matmul-1024", "matmul-2048"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["--repeat", "0"], "at least one sample"), (["--only", "nothing"], "no case matches nothing")],
)
def test_command_refuses(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    assert complaint in capsys.readouterr().err


def test_command_writes_what_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "all_cases", lambda: [TINY])
    monkeypatch.setattr(command, "measure_apart", command.measure)
    files = ["--json", str(tmp_path / "r.json"), "--plot", str(tmp_path / "r.png")]
    assert command.main(["--repeat", "2", "--markdown", *files]) == 0
    assert "| matmul-8 |" in capsys.readouterr().out
    assert json.loads((tmp_path / "r.json").read_text())["results"]
    assert (tmp_path / "r.png").stat().st_size > 1000
    assert command.main(["--repeat", "1", "--json", str(tmp_path / "missing" / "r.json")]) == 1
    assert "error:" in capsys.readouterr().err
