"""Escapes in strings and in names between bars, and the characters that names may hold."""

from __future__ import annotations

import re
import unicodedata

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.reader.errors import part

_ESCAPE = re.compile(
    r"\\(?:[xX](?P<hex>[0-9a-fA-F]+);|(?P<fold>[ \t]*(?:\r\n|\n|\r)[ \t]*)|(?P<one>[\s\S]))"
    r"|(?P<line_ending>\r\n?)"
)
_MNEMONIC = {"a": "\a", "b": "\b", "t": "\t", "n": "\n", "r": "\r", '"': '"', "\\": "\\", "|": "|"}
_HELP = 'the escapes are \\a \\b \\n \\r \\t \\" \\\\ \\| and \\x41; (a code point in hexadecimal)'

# The general categories that R7RS 2.1 keeps out of identifiers ...
_REFUSED = frozenset(["Ps", "Pe", "Pi", "Pf", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn"])
_JOINERS = "\u200c\u200d"
# ... and what may not come first.
_NOT_FIRST = frozenset(["Nd", "Mc", "Me"])


def unescape(span: Span, quote_length: int = 1) -> str:
    """The characters between the quotes of the string or name at ``span``.

    Line endings become ``\\n``.

    Raises:
        SyntaxError: an unknown escape or a number that is no Unicode scalar value.
    """
    text = span.text
    inside = text[quote_length:-1]
    if "\\" not in inside and "\r" not in inside:
        return inside
    pieces, position, end = [], quote_length, len(text) - 1
    for match in _ESCAPE.finditer(text, position, end):
        pieces.append(text[position : match.start()])
        pieces.append(_replacement(match, span))
        position = match.end()
    pieces.append(text[position:end])
    return "".join(pieces)


def _replacement(match: re.Match[str], span: Span) -> str:
    if match["line_ending"]:
        return "\n"
    if match["fold"]:
        return ""
    if match["hex"]:
        return scalar_value(match["hex"], part(span, *match.span()))
    if match["one"] in _MNEMONIC:
        return _MNEMONIC[match["one"]]
    where = part(span, *match.span())
    if match["one"] in "xX":
        message = "`\\x` needs hexadecimal digits and then a semicolon"
        raise diagnostics.SyntaxError.at(Code.BAD_ESCAPE, where, message, help=["for example \\x3BB; is λ"])
    message = f"unknown escape {_visible(match.group())}"
    raise diagnostics.SyntaxError.at(Code.BAD_ESCAPE, where, message, caret="no such escape", help=[_HELP])


def _visible(text: str) -> str:
    return f"`{text}`" if text.isprintable() else f"`\\` before {code_point(text[-1])}"


def scalar_value(digits: str, span: Span) -> str:
    """The character with a code point in hexadecimal.

    Raises:
        SyntaxError: beyond 10FFFF, or a surrogate.
    """
    value = int(digits, 16)
    if value > 0x10FFFF:
        raise diagnostics.SyntaxError.at(Code.BAD_ESCAPE, span, "the largest code point of Unicode is 10FFFF")
    if 0xD800 <= value <= 0xDFFF:
        message = f"{value:X} is a surrogate, half of a UTF-16 code, and no character"
        raise diagnostics.SyntaxError.at(Code.BAD_ESCAPE, span, message)
    return chr(value)


def code_point(character: str) -> str:
    """``U+200B ZERO WIDTH SPACE``."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def check_name(name: str, span: Span, first: int = 0) -> None:
    """Refuses what R7RS keeps out of identifiers beyond ASCII.

    ``first`` is where in the span the name begins, after ``:`` or ``#:``.

    Raises:
        SyntaxError: at the first such character.
    """
    index = first_unfit(name)
    if index >= 0:
        raise _unfit(name[index], part(span, first + index, first + index + 1))


def first_unfit(name: str) -> int:
    """Where ``name`` has the first character beyond ASCII that R7RS refuses there; -1 if nowhere."""
    if name.isascii():
        return -1
    for index, character in enumerate(name):
        category = unicodedata.category(character)
        fits = character.isascii() or category not in _REFUSED or character in _JOINERS
        if not fits or (index == 0 and category in _NOT_FIRST and not character.isascii()):
            return index
    return -1


def _unfit(character: str, span: Span) -> diagnostics.EshkolError:
    category = unicodedata.category(character)
    if category in _NOT_FIRST:
        message = f"a name cannot begin with {code_point(character)}"
        return diagnostics.SyntaxError.at(Code.BAD_ESCAPE, span, message)
    help = []
    if category in ("Pi", "Pf"):
        help.append('strings are written with the straight quote `"`')
    if category in ("Cf", "Cc", "Cn"):
        help.append("it may be invisible: delete and retype this place")
    message = f"{code_point(character)} cannot stand in a name"
    return diagnostics.SyntaxError.at(Code.BAD_ESCAPE, span, message, help=help)
