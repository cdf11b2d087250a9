"""Where the parts of a procedure's declared type are written."""

from __future__ import annotations

from eshkol_mlir.expander.type_names import written_arrow
from eshkol_mlir.reader.syntax import Syntax


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
