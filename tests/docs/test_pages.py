"""Every command and prompt in the documentation prints what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
import update_docs as runner

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", runner.pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_page_shows_real_output(path: Path) -> None:
    page = runner.Page.read(path)
    assert page.run() == page.text
    assert page.doctests() == 0


def test_readme_is_among_the_pages() -> None:
    assert ROOT / "README.md" in runner.pages()
