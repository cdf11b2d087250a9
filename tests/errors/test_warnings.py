"""Programs that ``eshkol check`` warns of, and exactly what it says.

Each ``warnings/NAME.esk`` is checked against ``warnings/NAME.txt``, which ``python tests/errors/test_warnings.py``
writes again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import Diagnostic, Severity, Source

PROGRAMS = sorted((Path(__file__).parent / "warnings").glob("*.esk"))


def warnings(program: Path) -> list[Diagnostic]:
    """What a program, which has no errors, is warned of."""
    found: list[Diagnostic] = []
    check_program(Source(program.name, program.read_text(encoding="utf-8")), warnings=found)
    return found


def messages(program: Path) -> str:
    return "".join(f"{warning.render()}\n" for warning in warnings(program))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_messages(program: Path) -> None:
    assert messages(program) == program.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_warnings_point_into_the_program_and_suggest_something(program: Path) -> None:
    found = warnings(program)
    assert found
    for warning in found:
        assert warning.severity is Severity.WARNING
        assert warning.span is not None
        assert warning.span.source.name == program.name
        assert warning.help


if __name__ == "__main__":
    for path in PROGRAMS:
        path.with_suffix(".txt").write_text(messages(path), encoding="utf-8")
