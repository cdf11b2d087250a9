"""What the text of R7RS-small says, section by section: its examples and what follows from its sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from r7rs_checks import HERE, failures

SECTIONS = sorted(path for path in HERE.glob("*.scm") if path.stem != "prelude")


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: path.stem)
def test_section(path: Path, tmp_path: Path) -> None:
    found = failures(path, tmp_path)
    assert not found, f"{len(found)} failures\n\n" + "\n\n".join(found)
