"""Where the parts of a procedure's declared type are written."""

from __future__ import annotations

from dataclasses import replace

from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.reader.syntax import Braces, List, Syntax


def written_arrow(written: Syntax) -> List | None:
    """The arrow in a type that may be under ``forall``, without effects; None where it has another name."""
    match written:
        case List(items=(head, _, inner, *_)) if is_symbol(head, "forall"):
            return written_arrow(inner)
        case List(items=(head, Braces(), *parts)) if is_symbol(head, "->"):
            return replace(written, items=(head, *parts))
        case List(items=(head, *_)) if is_symbol(head, "->"):
            return written
    return None


def parameter_place(written: Syntax, position: int) -> Syntax:
    """The type of a parameter; of one that is not written apart, the whole."""
    arrow = written_arrow(written)
    if arrow is None or position + 1 >= len(arrow.items) - 1:
        return written
    return arrow.items[position + 1]


def result_place(written: Syntax) -> Syntax:
    """The type of the result."""
    arrow = written_arrow(written)
    return written if arrow is None else arrow.items[-1]
