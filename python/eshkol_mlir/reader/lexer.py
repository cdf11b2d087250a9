"""The scanner: text to tokens ``(kind, start, end)``, the kinds being terminals of the grammar.

Comments and white space leave no tokens.  Two things that no regular
expression decides are done here: nested block comments, and whether the
``<`` of ``vector<float64, 3>`` opens a generic type or belongs to a name.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import TypeAlias

from eshkol_mlir.reader import grammar

Token: TypeAlias = tuple[str, int, int]

OPENERS = {
    "OPEN": "CLOSE",
    "OPEN_VECTOR": "CLOSE",
    "OPEN_BYTES": "CLOSE",
    "OPEN_ARRAY": "CLOSE",
    "OPEN_TENSOR": "CLOSE",
    "OPEN_BRACKET": "CLOSE_BRACKET",
    "OPEN_BRACE": "CLOSE_BRACE",
    "GENERIC_HEAD": "GENERIC_CLOSE",
}
CLOSERS = frozenset(OPENERS.values())
LAST = frozenset(["END_OF_TEXT", "INVALID", "UNTERMINATED_COMMENT"])

_INTERRUPTING = frozenset(["BLOCK_COMMENT", "GENERIC_HEAD", "END_OF_TEXT", "INVALID"])
_COMMENT_EDGE = re.compile(r"#\||\|#")
_ANGLE = re.compile("[<>]")
_NAME = re.compile(r"""[^\x00-\x20\x7f\s"#'(),;\[\]\\`{|}]*+""")
_DELIMITER = re.compile(r"""[\s()\[\]{}";|]|\Z""")


def scan(text: str, position: int = 0) -> Iterator[Token]:
    """The tokens of ``text`` from ``position`` on.

    The last one is END_OF_TEXT, UNTERMINATED_COMMENT (its start is that of
    the comment), or INVALID where no token fits.
    """
    finditer = grammar.data_tokens().finditer
    while position >= 0:
        for match in finditer(text, position):
            kind = match.lastgroup or ""
            start, end = match.span(kind)
            if kind in _INTERRUPTING:
                break
            yield kind, start, end
        if kind == "BLOCK_COMMENT":
            position = yield from _skip_comment(text, start, end)
        elif kind == "GENERIC_HEAD":
            kind, end = _angled(text, start, end)
            yield kind, start, end
            position = end if kind == "OTHER_NAME" else -1
            if kind == "GENERIC_HEAD":
                position = yield from _scan_generic(text, end)
        else:
            yield kind, start, end
            return


def only_token(text: str, start: int, end: int) -> str:
    """The kind of ``text[start:end]`` if it is one token, else the empty text."""
    match = grammar.data_tokens().match(text, start, end)
    assert match is not None
    kind = match.lastgroup or ""
    return kind if match.span(kind) == (start, end) else ""


def _skip_comment(text: str, start: int, position: int) -> Generator[Token, None, int]:
    """Returns the end of the block comment whose inside begins at ``position``."""
    depth = 1
    for edge in _COMMENT_EDGE.finditer(text, position):
        depth += 1 if edge.group() == "#|" else -1
        if depth == 0:
            return edge.end()
    yield "UNTERMINATED_COMMENT", start, position
    return -1


def _angled(text: str, start: int, end: int) -> tuple[str, int]:
    """The kind and end of what begins with ``text[start:end]``, ``name<``."""
    match = _NAME.match(text, start)
    assert match is not None
    delimited = _DELIMITER.match(text, match.end()) is not None
    if _opens_generic(match.group(), delimited, text[match.end() : match.end() + 1]):
        return "GENERIC_HEAD", end
    return "OTHER_NAME" if delimited else "INVALID", match.end()


def _opens_generic(name: str, delimited: bool, follower: str) -> bool:
    """Whether the angle brackets in ``name`` match up to its end, or are open before a comma."""
    if "<>" in name or "->" in name:
        return False
    depth = 0
    for angle in _ANGLE.finditer(name):
        depth += 1 if angle.group() == "<" else -1
        if depth == 0:
            return delimited and angle.end() == len(name)
    return follower == ","


def _scan_generic(text: str, position: int) -> Generator[Token, None, int]:
    """Scans from after ``name<`` through the matching ``>``; parentheses inside hold data as usual."""
    outside, inside = grammar.data_tokens(), grammar.generic_tokens()
    open_kinds = ["GENERIC_HEAD"]
    while open_kinds:
        in_angles = open_kinds[-1] == "GENERIC_HEAD"
        match = (inside if in_angles else outside).match(text, position)
        assert match is not None
        kind = match.lastgroup or ""
        start, position = match.span(kind)
        if kind == "BLOCK_COMMENT":
            position = yield from _skip_comment(text, start, position)
            if position < 0:
                return -1
            continue
        if kind == "GENERIC_HEAD" and not in_angles:
            kind, position = _angled(text, start, position)
        yield kind, start, position
        if kind in LAST:
            return -1
        _track(open_kinds, kind)
    return position


def _track(open_kinds: list[str], kind: str) -> None:
    if kind in OPENERS:
        open_kinds.append(kind)
    elif kind in CLOSERS:
        open_kinds.pop()
