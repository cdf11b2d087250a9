"""How large and how deeply nested data may be."""

from __future__ import annotations

from typing import NoReturn

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import ExpandedSpan
from eshkol_mlir.reader.syntax import Syntax, children

#: Expressions nested deeper than this are refused, with a diagnostic.
MAX_NESTING = 1000
#: So are data that macros make, and all that is expanded of them, with more parts than this.
MAX_SIZE = 500_000


def check_nesting(datum: Syntax) -> None:
    """Refuses a datum nested too deeply.

    Raises:
        SyntaxError: it is nested more than ``MAX_NESTING`` deep.
        UnsupportedError: it has more than ``MAX_SIZE`` parts.
    """
    size, level = 1, [datum]
    for _ in range(MAX_NESTING + 1):
        below: list[Syntax] = []
        for current in level:
            below += children(current)
            if size + len(below) > MAX_SIZE:
                _refuse(datum)
        if not below:
            return
        size, level = size + len(below), below
    _refuse(datum)


def _refuse(datum: Syntax) -> NoReturn:
    """Finds what is wrong first in the order of the text, from its end."""
    stack: list[tuple[Syntax, int]] = [(datum, 0)]
    size = 0
    while True:
        current, depth = stack.pop()
        size += 1
        if depth > MAX_NESTING:
            raise too_deep(current)
        if size > MAX_SIZE:
            raise too_large(datum)
        stack.extend((child, depth + 1) for child in children(current))


def check_inserted(datum: Syntax) -> None:
    """The same for data that a macro's template made, where parts may be shared; program text has been checked."""
    if isinstance(datum.span, ExpandedSpan):
        check_nesting(datum)


def too_deep(datum: Syntax) -> diagnostics.EshkolError:
    return diagnostics.SyntaxError.at(
        Code.NESTED_TOO_DEEPLY,
        datum.span,
        f"expressions are nested more than {MAX_NESTING} deep",
        help=["give the inner part a name with define or let"],
    )


def too_large(datum: Syntax) -> diagnostics.EshkolError:
    return diagnostics.UnsupportedError.at(
        Code.TOO_LARGE, datum.span, f"this has more than {MAX_SIZE} parts once it is expanded"
    )
