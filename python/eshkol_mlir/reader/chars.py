"""Character literals."""

from __future__ import annotations

import difflib
import re

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.reader.errors import part
from eshkol_mlir.reader.strings import scalar_value

NAMES = {
    "alarm": "\a",
    "backspace": "\b",
    "delete": "\x7f",
    "escape": "\x1b",
    "newline": "\n",
    "null": "\0",
    "return": "\r",
    "space": " ",
    "tab": "\t",
}
_HEX = re.compile("[xXuU]([0-9a-fA-F]+)")


def parse_character(text: str, span: Span) -> str:
    """The character that ``text``, without ``#\\``, stands for.

    ``text`` is one character, ``x41`` or ``u41``, or a name.

    Raises:
        SyntaxError: an unknown name, or no Unicode scalar value.
    """
    if len(text) == 1:
        return text
    if text in NAMES:
        return NAMES[text]
    match = _HEX.fullmatch(text)
    if match:
        return scalar_value(match[1], part(span, 2, len(text) + 2))
    message = f"unknown character name `{text}`" if text.isprintable() else "unknown character name"
    raise diagnostics.SyntaxError.at(Code.BAD_CHARACTER, span, message, help=[_suggestion(text)])


def _suggestion(text: str) -> str:
    near = difflib.get_close_matches(text.lower(), NAMES, 1)
    if near:
        return f"did you mean `#\\{near[0]}`?"
    if len(text) == 2 and text[0] in "()[]{}\"';,`|":
        return f"a space has to follow `#\\{text[0]}`"
    return f"the names are {', '.join(NAMES)}; a code point is written `#\\x3BB`"
