"""What the compiler leaves to the running program to check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit import ir

# The beginning of messages of checks.
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): ")


@dataclass(frozen=True, order=True, slots=True)
class Boundary:
    """A check that is made when the program runs: its place, what holds there, and why it cannot be known."""

    file: str
    line: int
    column: int
    what: str
    reason: str

    @classmethod
    def at(cls, span: Span, what: str, reason: str) -> Boundary:
        return cls(span.source.name, span.line, span.column, what, reason)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}: {self.reason}"


def assertions(functions: Sequence[ir.Function]) -> Iterator[Boundary]:
    """The checks in functions of device code."""
    reason = "sizes and values are known when the program runs"
    for operation in ir.operations(functions):
        if operation.name != "eshkol.assert":
            continue
        message = ir.string_value(operation.attributes["message"])
        found = _PLACE.match(message)
        assert found is not None, message
        line, column = int(found["line"]), int(found["column"])
        yield Boundary(found["file"], line, column, f'may stop with "{message[found.end() :]}"', reason)
