"""Compares Eshkol's host tier with other Scheme systems on the programs in ``programs``.

    python benchmarks/scheme/run.py [--only NAME] [--systems NAME,...] [--repeat N] [--quick] [--json FILE] [--list]

The exit status is 1 if a program fails or computes something else in one of the systems.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.harness.machine import describe_machine, is_busy, load
from benchmarks.scheme.report import Measured, Report, ratio_table, text_table, to_json
from benchmarks.scheme.systems import SYSTEMS, Command, Failure, System, program_names, usable_systems


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmarks; the exit status."""
    options = parse_arguments(arguments)
    programs = selected(options.only)
    if options.list:
        print("\n".join(f"{name:14} {programs[name]}" for name in programs))
        return 0
    with tempfile.TemporaryDirectory(prefix="eshkol-scheme-") as folder:
        systems, reasons = usable_systems(Path(folder), options.timeout, options.systems)
        for name, reason in reasons.items():
            say(f"{name} is left out: {reason}")
        if not systems:
            return 1
        report = run(systems, list(programs), 1 if options.quick else options.repeat)
    print(text_table(report))
    if report.pairs():
        print("", ratio_table(report), sep="\n")
    if options.json is not None:
        options.json.write_text(to_json(report), encoding="utf-8")
    return 1 if report.failures else 0


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare Eshkol with other Scheme systems.")
    add = parser.add_argument
    add("--only", action="append", default=[], metavar="NAME", help="fib, 'string*', ...; may be repeated")
    add(
        "--systems", type=names_of_systems, default=list(SYSTEMS), metavar="NAME,...",
        help=f"of {', '.join(SYSTEMS)} (default: all that are installed)",
    )  # fmt: skip
    add(
        "--repeat",
        type=int,
        default=5,
        metavar="N",
        help="runs of each in each system (default: %(default)s)",
    )
    add("--quick", action="store_true", help="one run of each: whether all results are right")
    add("--timeout", type=float, default=120.0, metavar="S", help="seconds for a run (default: %(default)g)")
    add("--json", type=Path, metavar="FILE", help="write every sample")
    add("--list", action="store_true", help="print the names of the programs")
    options = parser.parse_args(arguments)
    if options.repeat < 1:
        parser.error(f"--repeat is {options.repeat}, but at least one run is needed")
    if not selected(options.only):
        parser.error(f"no program matches {' or '.join(options.only)}; see --list")
    return options


def names_of_systems(text: str) -> list[str]:
    """The keys in ``chez,guile``."""
    names = text.split(",")
    unknown = [name for name in names if name not in SYSTEMS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no {unknown[0]!r}; there are {', '.join(SYSTEMS)}")
    return names


def selected(patterns: Sequence[str]) -> dict[str, str]:
    """The programs that match one of the patterns; all if there are none."""
    programs = program_names()
    return {
        name: about
        for name, about in programs.items()
        if not patterns or any(fnmatch(name, pattern) for pattern in patterns)
    }


def run(systems: Mapping[System, str], programs: Sequence[str], rounds: int) -> Report:
    """Compiles and runs the programs; what fails is noted in the report and on standard error."""
    machine = describe_machine()
    report = Report(
        {"processor": machine["processor"], "cores": machine["cores"], "system": machine["system"]},
        {system.name: version for system, version in systems.items()},
        [system.name for system in systems if system.is_eshkol],
        load_before=load(),
    )
    if is_busy(report.load_before):
        say(f"the load is {report.load_before:.1f}: other processes will disturb the times")
    for program in ("startup", *programs):
        say(program)
        measured, failures = measure(list(systems), program, rounds)
        report.programs[program] = measured
        for system, reason in failures.items():
            report.failures.append((program, system, reason))
            say(f"  {system}: {reason}")
    report.load_after = load()
    return report


def measure(
    systems: Sequence[System], program: str, rounds: int
) -> tuple[dict[str, Measured], dict[str, str]]:
    """Runs a program in the systems in turn; the samples by system, and why a system has none."""
    measured: dict[str, Measured] = {}
    failures: dict[str, str] = {}
    commands: dict[System, Command] = {}
    for system in systems:
        try:
            commands[system], seconds = system.prepare(program)
            measured[system.name] = Measured(compile_seconds=seconds)
        except Failure as failure:
            failures[system.name] = str(failure)
    for number in range(rounds):
        for system in rotated(list(commands), number):
            if system.name in failures:
                continue
            try:
                measured[system.name].add(system.run(commands[system]))
            except Failure as failure:
                failures[system.name] = str(failure)
    results = {name: samples.result for name, samples in measured.items() if name not in failures}
    if len(set(results.values())) > 1:
        failures.update(
            {name: f"the systems print different results: {text}" for name, text in results.items()}
        )
    return {name: samples for name, samples in measured.items() if name not in failures}, failures


def rotated(systems: Sequence[System], number: int) -> list[System]:
    """The systems in the order of a round: each is first in turn."""
    first = number % len(systems) if systems else 0
    return [*systems[first:], *systems[:first]]


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
