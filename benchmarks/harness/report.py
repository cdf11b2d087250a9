"""Results as a table, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.harness.contenders import ESHKOL, JAX, JAX_NUMPY
from benchmarks.harness.measure import Spread, Timings

HEADINGS = (
    "case", "Eshkol", "JAX", "JAX (NumPy)", "Eshkol / JAX", "Eshkol / JAX (NumPy)", "compile", "JAX compile",
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What was measured for one case.

    Attributes:
        case: its name.
        timings: seconds per call.
        compile_seconds: from source to a loaded function.
        errors: the difference from NumPy, by implementation.
        operations: floating-point operations of a call.
    """

    case: str
    timings: Timings
    compile_seconds: Mapping[str, Spread]
    errors: Mapping[str, float]
    operations: float | None = None

    def row(self) -> list[str]:
        """The cells under ``HEADINGS``."""
        return [
            self.case,
            *(time_cell(self.timings.spread(name)) for name in (ESHKOL, JAX, JAX_NUMPY)),
            *(ratio_cell(self.timings.ratio(ESHKOL, base)) for base in (JAX, JAX_NUMPY)),
            *(seconds_text(self.compile_seconds[name].median) for name in (ESHKOL, JAX)),
        ]


@dataclass
class Report:
    """A run of the harness."""

    machine: Mapping[str, str]
    load_before: float | None = None
    load_after: float | None = None
    results: list[Result] = field(default_factory=list)


def text_table(report: Report) -> str:
    """Aligned columns, for a terminal."""
    return "\n".join(
        [*_facts(report), "", *_aligned([HEADINGS, *(r.row() for r in report.results)]), "", LEGEND]
    )


def markdown_table(report: Report) -> str:
    """The same as Markdown."""
    lines = [f"- {fact}" for fact in _facts(report)]
    lines += ["", _markdown_row(HEADINGS), _markdown_row(["---", *["--:"] * (len(HEADINGS) - 1)])]
    lines += [_markdown_row(result.row()) for result in report.results]
    return "\n".join([*lines, "", LEGEND])


def to_json(report: Report) -> str:
    """Everything that was measured, each sample included."""
    results = [
        {
            "case": result.case,
            "seconds": {name: list(values) for name, values in result.timings.samples.items()},
            "ratios": {base: asdict(result.timings.ratio(ESHKOL, base)) for base in (JAX, JAX_NUMPY)},
            "compile_seconds": {name: asdict(spread) for name, spread in result.compile_seconds.items()},
            "errors": dict(result.errors),
            "operations": result.operations,
        }
        for result in report.results
    ]
    loads = {"before": report.load_before, "after": report.load_after}
    return json.dumps({"machine": dict(report.machine), "load": loads, "results": results}, indent=1) + "\n"


LEGEND = (
    "Medians, with quartiles in brackets. Eshkol takes and returns NumPy arrays; JAX takes and returns its "
    "own arrays; JAX (NumPy) takes and returns NumPy arrays. A ratio below 1 means that Eshkol is faster."
)


def time_cell(spread: Spread) -> str:
    """``1.23 ms [1.20 .. 1.31]``, one unit for all three."""
    unit, scale = _unit(spread.median)
    median, lower, upper = (_digits(s * scale) for s in (spread.median, spread.lower, spread.upper))
    return f"{median} {unit} [{lower} .. {upper}]"


def ratio_cell(spread: Spread) -> str:
    return f"{spread.median:.2f} [{spread.lower:.2f} .. {spread.upper:.2f}]"


def seconds_text(seconds: float) -> str:
    unit, scale = _unit(seconds)
    return f"{_digits(seconds * scale)} {unit}"


def _unit(seconds: float) -> tuple[str, float]:
    if seconds < 1e-3:
        return "us", 1e6
    return ("ms", 1e3) if seconds < 1 else ("s", 1.0)


def _digits(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _facts(report: Report) -> list[str]:
    facts = [f"{name}: {value}" for name, value in report.machine.items()]
    if report.load_before is not None and report.load_after is not None:
        facts.append(
            f"load: {report.load_before:.2f} before, {report.load_after:.2f} after (includes this run)"
        )
    return facts


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    table = list(rows)
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
