"""Every command and prompt in the documentation prints what the page says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_docs", ROOT / "tools" / "update_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["update_docs"] = module
    spec.loader.exec_module(module)
    return module


runner = load_runner()


@pytest.mark.parametrize("path", runner.pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_page_shows_real_output(path: Path) -> None:
    page = runner.Page.read(path)
    assert page.run() == page.text
    assert page.doctests() == 0


def test_readme_is_among_the_pages() -> None:
    assert ROOT / "README.md" in runner.pages()
