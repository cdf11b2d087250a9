"""``eshkol explain``: what a code of a diagnostic means, or all codes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from eshkol_mlir.cli.reporting import uses_colors
from eshkol_mlir.explanations import Explanation, explain, pages

_HEADING = "1"
_PROGRAM = "36"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def run_explain(code: str | None) -> int:
    """Prints the explanation of a code, or the list of all."""
    color = uses_colors(sys.stdout)
    lines = _index(color) if code is None else _shown(explain(code), color)
    print("\n".join(lines))
    return 0


def _index(color: bool) -> Iterator[str]:
    for number, page in enumerate(pages()):
        if number:
            yield ""
        yield _paint(page.title, _HEADING, color)
        for explanation in page.explanations:
            yield f"  {explanation.code}  {explanation.title}"


def _shown(explanation: Explanation, color: bool) -> Iterator[str]:
    """The text, with programs and what they print indented."""
    yield _paint(f"{explanation.code}: {explanation.title}", _HEADING, color)
    yield ""
    inside = False
    for line in explanation.text.split("\n"):
        if line.startswith("```"):
            inside = not inside
        elif inside:
            yield _paint(f"    {line}".rstrip(), _PROGRAM, color)
        else:
            yield _LINK.sub(r"\1", line)


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
