"""Whole programs: each ``programs/NAME.scm`` must print ``programs/NAME.txt``.

The expected outputs come from Guile, and were compared with what the programs should compute.
``python tests/host/test_programs.py`` writes those that are missing, by the Scheme of ``ESHKOL_HOST_TEST``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from host_support import IS_ESHKOL, run_program

HERE = Path(__file__).parent / "programs"
PROGRAMS = sorted(HERE.glob("*.scm"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_program(program: Path, tmp_path: Path) -> None:
    copy = tmp_path / program.name  # what is compiled beside it stays out of the tree
    copy.write_text(program.read_text(encoding="utf-8"), encoding="utf-8")
    outcome = run_program(copy)
    assert outcome.stdout == program.with_suffix(".txt").read_text(encoding="utf-8"), outcome.stderr
    assert outcome.status == 0, outcome.stderr
    assert outcome.stderr == "" or not IS_ESHKOL


if __name__ == "__main__":
    for path in PROGRAMS:
        if not path.with_suffix(".txt").exists():
            path.with_suffix(".txt").write_text(run_program(path).stdout, encoding="utf-8")
