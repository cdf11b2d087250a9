"""How deeply MLIR text nests, which its parser takes from the stack of the process."""

from __future__ import annotations

import re

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Source, Span, SyntaxError

#: The parser is recursive, and ends the process where the stack is used up.
MAX_NESTING = 1000

_BRACKET = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|->|([(\[{<])|([)\]}>])')


def check_nesting(source: Source) -> None:
    """Refuses text that would end the process.

    Raises:
        SyntaxError: at the bracket that is nested too deeply.
    """
    depth = 0
    for match in _BRACKET.finditer(source.text):
        if match[1]:
            depth += 1
        elif match[2]:
            depth = max(0, depth - 1)
        if depth > MAX_NESTING:
            span = Span(source, match.start(), match.end())
            raise SyntaxError.at(Code.NESTED_TOO_DEEPLY, span, f"this is nested more than {MAX_NESTING} deep")
