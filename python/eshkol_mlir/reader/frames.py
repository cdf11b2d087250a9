"""What the reader keeps while it is inside a datum."""

from __future__ import annotations

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Source, Span
from eshkol_mlir.reader.syntax import Syntax


class Frame:
    """What has been read of a datum that is not complete yet.

    ``kind`` is the kind of token that opened it, ``closer`` the kind that
    closes it, empty for the prefixes, which one datum completes.  ``mark``
    counts: in a list the items before the dot, -1 without one; in a generic
    type the commas; in a tensor literal the items before the last comma; in
    a datum comment the labels defined before it.
    """

    __slots__ = ("closer", "end", "items", "kind", "mark", "start")

    def __init__(self, kind: str, closer: str, start: int, end: int) -> None:
        self.kind = kind
        self.closer = closer
        self.start = start
        self.end = end
        self.items: list[Syntax] = []
        self.mark = 0 if kind == "GENERIC_HEAD" else -1

    def span(self, source: Source) -> Span:
        """Where the token stands that opened it."""
        return Span(source, self.start, self.end)


class Labels:
    """The labels ``#0=`` of the datum at top level that is being read.

    A reference may stand to the right of its label in that datum, R7RS 2.4.
    ``position`` below is the number of data at top level before it.
    """

    def __init__(self) -> None:
        self._defined: dict[int, Span] = {}
        self._position = 0

    def count(self) -> int:
        return len(self._defined)

    def define(self, span: Span, position: int) -> None:
        """Defines the label ``span.text``.

        Raises:
            SyntaxError: the datum has that label already.
        """
        index = int(span.text[1:-1])
        self._enter(position)
        if index in self._defined:
            labels = [Label(self._defined[index], "first defined here")]
            message = f"the label `{span.text}` is defined twice in one datum"
            raise diagnostics.SyntaxError.at(Code.BAD_DATUM_LABEL, span, message, labels=labels)
        self._defined[index] = span

    def index(self, span: Span, position: int) -> int:
        """The label that the reference ``span.text`` names.

        Raises:
            SyntaxError: it is not defined before in the same datum.
        """
        index = int(span.text[1:-1])
        self._enter(position)
        if index in self._defined:
            return index
        message = f"`{span.text}` refers to a label that does not come before it"
        help = [f"a datum is labelled `#{index}=` to the left in the same datum"]
        raise diagnostics.SyntaxError.at(Code.BAD_DATUM_LABEL, span, message, help=help)

    def forget(self, count: int) -> None:
        """Keeps the first ``count`` labels only: the others were commented out."""
        while len(self._defined) > count:
            self._defined.popitem()

    def _enter(self, position: int) -> None:
        if position != self._position:
            self._defined.clear()
            self._position = position
