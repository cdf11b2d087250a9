"""What is wrong where no token fits."""

from __future__ import annotations

import difflib
import re

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.reader.errors import IncompleteError, part
from eshkol_mlir.reader.strings import code_point
from eshkol_mlir.reader.typed_arrays import ELEMENT_TYPES

_RUN = re.compile(r"""[^\s()\[\]{}";|]*""")
_NUMBER_LIKE = re.compile(r"[+-]?\.?[0-9]")
# What can only be meant as a number: #x before anything, the others before a digit, a sign or a dot.
_NUMBER_PREFIX = re.compile(r"#x(#[ei])?|(#[bodei]){1,2}(?=[0-9+\-.]|$)|#[ei]#x", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f#',\\`]")
_DIGITS = {
    "b": ("a binary", re.compile("[01+\\-/@i.]*", re.I)),
    "o": ("an octal", re.compile("[0-7+\\-/@i.]*", re.I)),
    "x": ("a hexadecimal", re.compile("[0-9a-f+\\-/@i.]*", re.I)),
}
_ARRAYS = [f"#{name}{suffix}" for name in ELEMENT_TYPES for suffix in ("vec", "mat", "matrix", "")]
_KNOWN = ["#t", "#f", "#true", "#false", "#u8", "#tensor", "#\\", *_ARRAYS]


def diagnose(source: diagnostics.Source, start: int) -> tuple[EshkolError, int]:
    """The error at ``start``, where no token fits, and where to read on."""
    match = _RUN.match(source.text, start)
    assert match is not None
    run, end = match.group(), match.end()
    if not run:
        return _unterminated(Span(source, start, start + 1)), len(source.text)
    span = Span(source, start, end)
    if run[0] == "#":
        return _bad_hash(run, span), end
    if _NUMBER_LIKE.match(run):
        return _bad_number(run, span), end
    return _bad_name(run, span), end


def _unterminated(span: Span) -> EshkolError:
    if span.text == '"':
        return IncompleteError.at(
            Code.UNCLOSED_TEXT, span, "the string that begins here is never closed", help=['add a `"`']
        )
    help = ["a name between bars ends with `|`", "kets are |0>, |1>, |010>, |+> and |->"]
    return IncompleteError.at(
        Code.UNCLOSED_TEXT, span, "the name that begins with this `|` is never closed", help=help
    )


def _bad_hash(run: str, span: Span) -> EshkolError:
    if run == "#\\":
        return diagnostics.SyntaxError.at(Code.BAD_CHARACTER, span, "`#\\` needs a character after it")
    if run.startswith("#!"):
        help = ["the directives are `#!fold-case` and `#!no-fold-case`"]
        return diagnostics.SyntaxError.at(
            Code.UNKNOWN_HASH_SYNTAX, span, f"unknown directive {shown(run)}", help=help
        )
    prefix = _NUMBER_PREFIX.match(run)
    if prefix:
        return _bad_prefixed(run, prefix, span)
    return diagnostics.SyntaxError.at(
        Code.UNKNOWN_HASH_SYNTAX, span, f"unknown `#` syntax {shown(run)}", help=_hash_help(run, span)
    )


def _hash_help(run: str, span: Span) -> list[str]:
    follower = span.source.text[span.end : span.end + 1]
    if run == "#" and follower in ("[", "{"):
        return ["a vector is written `#(`"]
    if run in _ARRAYS or run.lower() == "#u8" or run == "#tensor":
        return [f"`{run}` is followed by `(`, with no space between"]
    near = difflib.get_close_matches(run[:40].lower(), _KNOWN, 1)
    return [f"did you mean `{near[0]}`?"] if near else []


def _bad_prefixed(run: str, prefix: re.Match[str], span: Span) -> EshkolError:
    message = f"{shown(run)} is not a number"
    for letter, (radix, digits) in _DIGITS.items():
        fitting = digits.match(run, prefix.end())
        if fitting and letter in prefix[0].lower() and fitting.end() < len(run):
            where = part(span, fitting.end(), fitting.end() + 1)
            return diagnostics.SyntaxError.at(Code.BAD_NUMBER, where, message, caret=f"not {radix} digit")
    help = ["the digits are missing"] if prefix.end() == len(run) else []
    return diagnostics.SyntaxError.at(Code.BAD_NUMBER, span, message, help=help)


def _bad_number(run: str, span: Span) -> EshkolError:
    unfit = _UNFIT.search(run)
    if unfit:
        return _bad_character(run, unfit.start(), span)
    help = []
    if re.fullmatch(r"[+-]?0[xXbBoO][0-9a-fA-F]+", run):
        help.append(f"write `#{run.lstrip('+-')[1].lower()}{run.lstrip('+-')[2:]}`"[:80])
    elif re.fullmatch(r"[+-]?[0-9][0-9_]*[0-9](\.[0-9_]*)?", run):
        help.append("digits are written without `_`")
    elif re.search(r"[0-9.][eE][+-]?$", run):
        help.append("the exponent has no digits")
    elif run.endswith(">"):
        help.append("the arguments of a generic type are separated by commas, as in vector<float64, 3>")
    else:
        help.append("a name cannot begin like a number")
    return diagnostics.SyntaxError.at(Code.BAD_NUMBER, span, f"{shown(run)} is not a number", help=help)


def _bad_name(run: str, span: Span) -> EshkolError:
    unfit = _UNFIT.search(run)
    if unfit:
        return _bad_character(run, unfit.start(), span)
    if run[0] == "@":
        return diagnostics.SyntaxError.at(Code.BAD_NAME, part(span, 0, 1), "a name cannot begin with `@`")
    return diagnostics.SyntaxError.at(Code.BAD_NAME, span, f"{shown(run)} is neither a name nor a number")


def _bad_character(run: str, index: int, span: Span) -> EshkolError:
    """The character at ``index`` neither belongs to the name or number before it nor ends it."""
    character = run[index]
    where = part(span, index, index + 1)
    if character in "',`":
        mark = "the backquote" if character == "`" else f"`{character}`"
        message = f"{mark} comes directly after a name or number"
        help = [f"put a space before {mark}"]
        if character == ",":
            help = ["leave it out: white space separates elements; for unquote, put a space before it"]
        return diagnostics.SyntaxError.at(Code.MISSING_SPACE, where, message, help=help)
    if character in "#\\":
        help = [r"names with unusual characters are written between bars: |a\x23;b|"]
        return diagnostics.SyntaxError.at(
            Code.BAD_NAME, where, f"`{character}` cannot stand in a name", help=help
        )
    message = f"the control character {code_point(character)} cannot stand in a program"
    return diagnostics.SyntaxError.at(Code.CONTROL_CHARACTER, where, message, help=["is this a text file?"])


def shown(text: str) -> str:
    """``text`` in backquotes, shortened, unprintable characters escaped."""
    short = text if len(text) <= 40 else text[:37] + "..."
    return "`" + "".join(c if c.isprintable() else f"\\x{ord(c):x};" for c in short) + "`"
