"""Text in lines that depend on what fits: built from the inside out, written once.

A text is a string where it is one line, and a :class:`Block` otherwise, so that what is nested deeply is not
copied for each level around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

INDENT = 2
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block: its left edge in that of the block, and whether a line begins with it."""

    text: Text
    edge: int = 0
    begins_line: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A text of several lines."""

    pieces: tuple[Piece, ...]


Text: TypeAlias = str | Block


def block(head: Text, parts: Sequence[Text], kept: int = 0) -> Text:
    """A list: in one line where it fits, else its parts, but for the first ``kept``, indented below the head."""
    line = _line([head, *parts])
    if line is not None:
        return f"({line})"
    pieces = [Piece("("), Piece(head, 1)]
    edge = 1
    for part in parts[:kept]:
        # Unknown where a text of several lines ends.
        edge += len(pieces[-1].text) + 1 if isinstance(pieces[-1].text, str) else 0
        pieces += [Piece(" "), Piece(part, edge)]
    pieces += [Piece(part, INDENT, begins_line=True) for part in parts[kept:]]
    return Block((*pieces, Piece(")")))


def stacked(parts: Sequence[Text]) -> Text:
    """A list: in one line where it fits, else each part below the one before."""
    line = _line(parts)
    if line is not None:
        return f"({line})"
    pieces = (Piece(part, 1, begins_line=position > 0) for position, part in enumerate(parts))
    return Block((Piece("("), *pieces, Piece(")")))


def beside(*parts: Text) -> Text:
    """Parts that follow each other without anything between."""
    strings = [part for part in parts if isinstance(part, str)]
    return "".join(strings) if len(strings) == len(parts) else Block(tuple(map(Piece, parts)))


def spaced(parts: Sequence[Text]) -> list[Text]:
    """Parts with spaces between them."""
    return [text for part in parts for text in (" ", part)][1:]


def render(text: Text) -> str:
    """The text as one string."""
    written: list[str] = []
    pending = [(0, text)]
    while pending:
        edge, text = pending.pop()
        if isinstance(text, str):
            written.append(text)
            continue
        for piece in reversed(text.pieces):
            inner = edge + piece.edge
            pending.append((inner, piece.text))
            if piece.begins_line:
                pending.append((inner, "\n" + " " * inner))
    return "".join(written)


def _line(parts: Sequence[Text]) -> str | None:
    """The parts in one line, if they fit with parentheses."""
    strings = [part for part in parts if isinstance(part, str)]
    if len(strings) < len(parts) or sum(map(len, strings)) + len(parts) + 1 > WIDTH:
        return None
    return " ".join(strings)
