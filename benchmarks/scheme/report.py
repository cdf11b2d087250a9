"""The measurements as tables and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import geometric_mean, median

from benchmarks.scheme.systems import Run


@dataclass
class Measured:
    """A program in one system, run by run.

    Attributes:
        result: what it printed last.
        seconds: of its work.
        other_seconds: of starting and ending the process, and of compiling where the system does that then.
        compile_seconds: of compiling ahead of time.
    """

    compile_seconds: float
    result: str = ""
    seconds: list[float] = field(default_factory=list)
    other_seconds: list[float] = field(default_factory=list)

    def add(self, run: Run) -> None:
        self.result = run.result
        self.seconds.append(run.seconds)
        self.other_seconds.append(run.other_seconds)


@dataclass
class Report:
    """A run of all programs.

    Attributes:
        machine: facts about it.
        systems: their versions by name.
        contenders: those of the systems that the others are the measure of.
        programs: by name, what was measured in each system that ran it; ``startup`` is the program that does nothing.
        failures: program, system and reason.
    """

    machine: Mapping[str, str]
    systems: Mapping[str, str]
    contenders: Sequence[str]
    load_before: float | None = None
    load_after: float | None = None
    programs: dict[str, Mapping[str, Measured]] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    def pairs(self) -> list[tuple[str, str]]:
        """Whose times are divided by whose: Eshkol's by the others'; without Eshkol the others' by the first one's."""
        others = [name for name in self.systems if name not in self.contenders]
        if not self.contenders:
            return [(name, others[0]) for name in others[1:]]
        return [(contender, other) for contender in self.contenders for other in others]

    def ratio(self, program: str, pair: tuple[str, str]) -> float | None:
        """The ratio of the medians, if both systems ran the program."""
        over, under = (self.programs[program].get(name) for name in pair)
        if over is None or under is None or median(under.seconds) == 0:
            return None
        return median(over.seconds) / median(under.seconds)

    def timed_programs(self) -> list[str]:
        return [name for name in self.programs if name != "startup"]


def text_table(report: Report) -> str:
    """Facts, then the median times of each program."""
    rows = [["program", *report.systems]]
    rows += [[name, *times_of(report.programs[name], report.systems)] for name in report.timed_programs()]
    rows.append(["start-up", *startup_cells(report)])
    return "\n".join([*facts(report), "", *aligned(rows), "", LEGEND])


def ratio_table(report: Report) -> str:
    """The ratios of each program, and their geometric means."""
    pairs = report.pairs()
    rows = [["ratio", *(f"{over} / {under}" for over, under in pairs)]]
    columns = [[report.ratio(name, pair) for name in report.timed_programs()] for pair in pairs]
    rows += [
        [name, *(number_cell(column[index]) for column in columns)]
        for index, name in enumerate(report.timed_programs())
    ]
    rows.append(["geometric mean", *(number_cell(mean_of(column)) for column in columns)])
    return "\n".join(aligned(rows))


LEGEND = (
    "Seconds of the programs' own work, medians of the runs.  start-up: a process that does no work, from its start to its\n"
    "end; for Eshkol that compiles when it runs with what compiling takes."
)


def to_json(report: Report) -> str:
    """Everything that was measured, each run included."""
    content = {
        "machine": dict(report.machine),
        "systems": dict(report.systems),
        "load": {"before": report.load_before, "after": report.load_after},
        "programs": {
            program: {system: asdict(measured) for system, measured in by_system.items()}
            for program, by_system in report.programs.items()
        },
        "geometric_means": {
            f"{pair[0]} / {pair[1]}": mean_of([report.ratio(name, pair) for name in report.timed_programs()])
            for pair in report.pairs()
        },
        "failures": [
            {"program": program, "system": system, "reason": reason}
            for program, system, reason in report.failures
        ],
    }
    return json.dumps(content, indent=1) + "\n"


def facts(report: Report) -> list[str]:
    lines = [f"{name}: {value}" for name, value in report.machine.items()]
    lines += [f"{name}: {version}" for name, version in report.systems.items()]
    if report.load_before is not None and report.load_after is not None:
        lines.append(
            f"load: {report.load_before:.2f} before, {report.load_after:.2f} after (includes this run)"
        )
    return lines


def times_of(measured: Mapping[str, Measured], systems: Iterable[str]) -> list[str]:
    return [f"{median(measured[name].seconds):.3f}" if name in measured else "fails" for name in systems]


def startup_cells(report: Report) -> list[str]:
    measured = report.programs.get("startup", {})
    return [
        f"{median(measured[name].other_seconds):.3f}" if name in measured else "fails"
        for name in report.systems
    ]


def number_cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def mean_of(ratios: Iterable[float | None]) -> float | None:
    known = [ratio for ratio in ratios if ratio]
    return geometric_mean(known) if known else None


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns of the same width, the first one to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]
