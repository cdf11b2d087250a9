"""Programs of the host that contradict their declared types, and exactly what is said about them.

Each ``declared/NAME.esk`` is checked against ``declared/NAME.txt``, which ``python tests/errors/test_declared_errors.py``
writes again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import EshkolError, Source

PROGRAMS = sorted((Path(__file__).parent / "declared").glob("*.esk"))


def message(program: Path) -> str:
    """What is said about a program, which must be wrong."""
    with pytest.raises(EshkolError) as caught:
        check_program(Source(program.name, program.read_text(encoding="utf-8")))
    return f"{caught.value}\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_message(program: Path) -> None:
    assert message(program) == program.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_a_message_is_of_declared_types_and_points_into_the_program(program: Path) -> None:
    with pytest.raises(EshkolError) as caught:
        check_program(Source(program.name, program.read_text(encoding="utf-8")))
    for diagnostic in caught.value.diagnostics:
        assert diagnostic.code.startswith("E12")
        assert diagnostic.span is not None
        assert diagnostic.span.source.name == program.name


if __name__ == "__main__":
    for path in PROGRAMS:
        path.with_suffix(".txt").write_text(message(path), encoding="utf-8")
