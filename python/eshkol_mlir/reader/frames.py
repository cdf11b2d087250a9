"""An open datum on the reader's stack."""

from __future__ import annotations

from eshkol_mlir.diagnostics import Source, Span
from eshkol_mlir.reader.syntax import Syntax


class Frame:
    """What has been read of a datum that is not complete yet.

    ``kind`` is the kind of token that opened it, ``closer`` the kind that
    closes it, empty for the prefixes, which one datum completes.  ``dot`` is
    the number of items before the dot of a dotted list.
    """

    __slots__ = ("closer", "dot", "end", "items", "kind", "start")

    def __init__(self, kind: str, closer: str, start: int, end: int) -> None:
        self.kind = kind
        self.closer = closer
        self.start = start
        self.end = end
        self.items: list[Syntax] = []
        self.dot: int | None = None

    def span(self, source: Source) -> Span:
        """Where the token stands that opened it."""
        return Span(source, self.start, self.end)
