"""Compares Eshkol with JAX, side by side in one process.

    python benchmarks/run.py [--only PATTERN] [--repeat N] [--markdown] [--json FILE] [--plot FILE]

The exit status is 1 if a result is wrong: what is wrong is not timed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# JAX would look for GPUs, and say so when there is none.
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import numpy as np
from eshkol_mlir.diagnostics import EshkolError

from benchmarks.harness.case import Case, WrongResult, as_arrays, check_result
from benchmarks.harness.contenders import compile_times, contenders
from benchmarks.harness.machine import describe_machine, is_busy, load
from benchmarks.harness.measure import alternate
from benchmarks.harness.report import Report, Result, markdown_table, text_table, to_json
from benchmarks.suite import all_cases, select

COMPILE_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmarks; the exit status."""
    options = parse_arguments(arguments)
    cases = select(all_cases(), options.only)
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    try:
        report = run(cases, options.repeat, say, measure_apart)
        print(markdown_table(report) if options.markdown else text_table(report))
        write(report, options.json, options.plot)
    except (EshkolError, ModuleNotFoundError, OSError, WrongResult) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare Eshkol with JAX, side by side in one process.")
    add = parser.add_argument
    add("--only", action="append", default=[], metavar="PATTERN", help="matmul, 'softmax-*', ...")
    add("--repeat", type=int, default=40, metavar="N", help="samples of each (default: %(default)s)")
    add("--list", action="store_true", help="print the names of the cases")
    add("--markdown", action="store_true", help="print the table as Markdown")
    add("--json", type=Path, metavar="FILE", help="write every sample")
    add("--plot", type=Path, metavar="FILE", help="write the ratios as bars, PNG")
    options = parser.parse_args(arguments)
    if options.repeat < 1:
        parser.error(f"--repeat is {options.repeat}, but at least one sample is needed")
    if not select(all_cases(), options.only):
        parser.error(f"no case matches {' or '.join(options.only)}; see --list")
    return options


def run(
    cases: Sequence[Case],
    rounds: int,
    progress: Callable[[str], None] = lambda _: None,
    measure_one: Callable[[Case, int], Result] | None = None,
) -> Report:
    """Checks and measures the cases.

    Args:
        rounds: samples of each implementation.
        progress: called with a sentence before each case.
        measure_one: how to measure a case; by default :func:`measure`.

    Raises:
        WrongResult: an implementation computes something else than NumPy.
        EshkolError: a program does not compile.
    """
    report = Report(describe_machine(), load_before=load())
    if is_busy(report.load_before):
        progress(f"the load is {report.load_before:.1f}: other processes will disturb the times")
    for case in cases:
        progress(case.name)
        report.results.append((measure_one or measure)(case, rounds))
    report.load_after = load()
    return report


def measure_apart(case: Case, rounds: int) -> Result:
    """As :func:`measure`, in a fresh process.

    The C library's allocator keeps or returns memory depending on what was freed before; in one
    process the figures of a case would depend on the cases before it.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measure_named, case.name, rounds).result()


def _measure_named(name: str, rounds: int) -> Result:
    # Cases hold functions, which do not travel between processes; names do.
    (case,) = (case for case in all_cases() if case.name == name)
    return measure(case, rounds)


def measure(case: Case, rounds: int) -> Result:
    """Checks each implementation against NumPy, then times them."""
    arguments = case.make_arguments()
    expected = as_arrays(case.reference(*(value.astype(np.float64) for value in arguments)))
    calls = contenders(case, arguments)
    errors = {name: check_result(case, name, call(), expected) for name, call in calls.items()}
    timings = alternate(calls, rounds)
    compiling = compile_times(case, arguments, min(rounds, COMPILE_ROUNDS))
    return Result(case.name, timings, compiling, errors, case.operations)


def write(report: Report, json_file: Path | None, plot_file: Path | None) -> None:
    """Writes the files asked for."""
    if json_file is not None:
        json_file.write_text(to_json(report), encoding="utf-8")
    if plot_file is not None:
        from benchmarks.harness.plot import plot_ratios

        plot_ratios(report.results, plot_file)


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
