"""What the codes of diagnostics mean: the pages beside this file, one for each range of codes.

A page has a section for each code: what is wrong and why, a small wrong program with what is said about it,
and how to mend it.  ``tools/update_errors.py`` writes what the programs print, and the index of all pages.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import UsageError

FOLDER = Path(__file__).parent

_SECTION = re.compile(r"^## (E\d{4}): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Explanation:
    """The section of a code; ``text`` is Markdown without the heading."""

    code: Code
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """The codes of one range, in order."""

    path: Path
    title: str
    explanations: tuple[Explanation, ...]


@cache
def pages() -> tuple[Page, ...]:
    return tuple(_read(path) for path in sorted(FOLDER.glob("E*.md")))


def _read(path: Path) -> Page:
    heading, *sections = _SECTION.split(path.read_text(encoding="utf-8"))
    codes, titles, texts = sections[::3], sections[1::3], sections[2::3]
    explanations = [
        Explanation(Code(code), title, text.strip())
        for code, title, text in zip(codes, titles, texts, strict=True)
    ]
    return Page(path, heading.strip().removeprefix("# "), tuple(explanations))


def explanations() -> Iterator[Explanation]:
    for page in pages():
        yield from page.explanations


def explain(name: str) -> Explanation:
    """What a code means; ``name`` may be written in small letters, without the ``E``, and without the first 0.

    Raises:
        UsageError: there is no such code.
    """
    spelled = f"E{name.lstrip('eE'):0>4}"
    known = {explanation.code.value: explanation for explanation in explanations()}
    if spelled in known:
        return known[spelled]
    near = difflib.get_close_matches(spelled, known, 3, cutoff=0.8)
    raise UsageError.at(
        Code.UNKNOWN_CODE,
        None,
        f"there is no code {name}",
        help=[
            *(f"{code}: {known[code].title}" for code in near),
            "eshkol explain without a code lists all of them",
        ],
    )
