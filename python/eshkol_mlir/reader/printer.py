"""Data back to text that reads as the same data, R7RS's ``write``."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TypeAlias

from eshkol_mlir.reader import chars
from eshkol_mlir.reader.lexer import scan
from eshkol_mlir.reader.numbers import to_single
from eshkol_mlir.reader.strings import first_unfit
from eshkol_mlir.reader.syntax import (
    Boolean,
    Braces,
    Bytevector,
    Char,
    ExactComplex,
    GenericType,
    Ket,
    Keyword,
    Label,
    List,
    Number,
    Reference,
    String,
    Symbol,
    Syntax,
    TypedArray,
    Vector,
)

_ABBREVIATIONS = {
    "quote": "'",
    "quasiquote": "`",
    "unquote": ",",
    "unquote-splicing": ",@",
    "syntax": "#'",
    "quasisyntax": "#`",
    "unsyntax": "#,",
    "unsyntax-splicing": "#,@",
}
_ESCAPES = {"\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}
_CHARACTER_NAMES = {character: name for name, character in chars.NAMES.items()}

# How `|>` and kets begin.
_OPERATOR = re.compile(r"([-+01]*)>")

# Beyond this many bits Python refuses to convert an integer to decimal digits.
_MAX_DECIMAL_BITS = 14_000

# Text and data still to write, the next one last.
Work: TypeAlias = "str | Syntax"


def write_datum(datum: Syntax) -> str:
    """The text of ``datum`` on one line; reading it gives the same datum but for spans."""
    pieces: list[str] = []
    work: list[Work] = [datum]
    while work:
        item = work.pop()
        if isinstance(item, str):
            pieces.append(item)
        else:
            work.extend(reversed(_parts(item)))
    return "".join(pieces)


def _parts(datum: Syntax) -> list[Work]:
    match datum:
        case List():
            return _list(datum)
        case Vector(items=items):
            return ["#(", *_spaced(items), ")"]
        case Braces(items=items):
            return ["{", *_spaced(items), "}"]
        case GenericType(name=name, arguments=arguments):
            return [name, "<", *_separated(arguments, ", "), ">"]
        case Label(index=index, datum=inner):
            return [f"#{index}=", inner]
        case TypedArray():
            return [*_array(datum)]
        case _:
            return [_atom(datum)]


def _separated(items: tuple[Syntax, ...], separator: str) -> list[Work]:
    work: list[Work] = []
    for item in items:
        work += [separator, item]
    return work[1:]


def _spaced(items: tuple[Syntax, ...]) -> list[Work]:
    """Items with spaces between; ``|>`` is the pipeline only before a space."""
    work = _separated(items, " ")
    return ["|>" if _is_symbol(item, "|>") and item is not work[-1] else item for item in work]


def _list(datum: List) -> list[Work]:
    abbreviation = _abbreviation(datum)
    if abbreviation:
        return [abbreviation, datum.items[1]]
    work = _spaced(datum.items)
    if datum.items and _is_symbol(datum.items[0], "."):
        work[0] = "."
    if datum.tail is not None:
        work += [" . ", datum.tail]
    return [datum.bracket, *work, ")" if datum.bracket == "(" else "]"]


def _abbreviation(datum: List) -> str | None:
    if len(datum.items) != 2 or datum.tail is not None or datum.bracket != "(":
        return None
    head = datum.items[0]
    return _ABBREVIATIONS.get(head.name) if isinstance(head, Symbol) else None


def _is_symbol(item: Work, name: str) -> bool:
    return isinstance(item, Symbol) and item.name == name


def _atom(datum: Syntax) -> str:
    match datum:
        case Symbol(name=name):
            return write_symbol(name)
        case Keyword(name=name):
            return _keyword(name)
        case Number():
            return _number(datum)
        case Boolean(value=value):
            return "#t" if value else "#f"
        case Char(value=character):
            return _character(character)
        case String(value=text):
            return '"' + _escaped(text, '"') + '"'
        case Ket(state=state):
            return f"|{state}>"
        case Bytevector(value=octets):
            return "#u8(" + " ".join(str(octet) for octet in octets) + ")"
        case Reference(index=index):
            return f"#{index}#"
        case _:
            raise AssertionError(datum)


def write_symbol(name: str) -> str:
    """A name as it reads back, between bars if it has to be."""
    return name if _is_plain(name, "NAME", "OTHER_NAME") else _between_bars(name)


def _is_plain(text: str, *kinds: str) -> bool:
    """Whether the reader takes ``text`` for one token of these kinds."""
    first = next(scan(text))
    return first[0] in kinds and first[1:] == (0, len(text)) and first_unfit(text.lstrip("#:")) < 0


def _keyword(name: str) -> str:
    if _is_plain(":" + name, "KEYWORD"):
        return ":" + name
    return "#:" + (name if _is_plain("#:" + name, "HASH_KEYWORD") else _between_bars(name))


def _between_bars(name: str) -> str:
    # A bar, digits of kets and `>` are read as an operator.
    start = _OPERATOR.match(name)
    operator = "" if start is None else start[1] + "\\x3e;"
    return f"|{operator}{_escaped(name[start.end() if start else 0 :], '|')}|"


def _escaped(text: str, quote: str) -> str:
    if text.isprintable() and "\\" not in text and quote not in text:
        return text
    return "".join("\\" + quote if character == quote else _visible(character) for character in text)


def _visible(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\x{ord(character):x};"


def _character(character: str) -> str:
    if character in _CHARACTER_NAMES:
        return "#\\" + _CHARACTER_NAMES[character]
    return "#\\" + (character if character.isprintable() else f"x{ord(character):x}")


# -------------------------------------------------------------------- numbers


def _number(number: Number) -> str:
    value = number.value
    write_float = _single if number.single else _float
    if isinstance(value, ExactComplex):
        return (_exact(value.real) if value.real else "") + _exact_imaginary(value.imaginary)
    if isinstance(value, complex):
        return write_float(value.real) + _signed(write_float(value.imag)) + "i"
    return write_float(value) if isinstance(value, float) else _exact(value)


def _exact_imaginary(value: Fraction) -> str:
    if abs(value) == 1:
        return "+i" if value > 0 else "-i"
    return _signed(_exact(value)) + "i"


def _signed(text: str) -> str:
    return text if text[0] in "+-" else "+" + text


def _exact(value: int | Fraction) -> str:
    if isinstance(value, int):
        return _integer(value)
    if _is_short(value.numerator) and _is_short(value.denominator):
        return str(value)
    return f"#x{value.numerator:x}/{value.denominator:x}"


def _is_short(value: int) -> bool:
    return value.bit_length() <= _MAX_DECIMAL_BITS


def _integer(value: int) -> str:
    return str(value) if _is_short(value) else f"#x{value:x}"


def _float(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "+nan.0" if math.isnan(value) else "+inf.0" if value > 0 else "-inf.0"


def _single(value: float) -> str:
    """The shortest decimal that is nearest to a float32 value."""
    if math.isnan(value):
        return "+nan.0"
    if math.isinf(value):
        return "1f99" if value > 0 else "-1f99"
    texts = (f"{value:.{digits}e}" for digits in range(9))
    mantissa, exponent = next(text for text in texts if to_single(float(text)) == value).split("e")
    if -5 < int(exponent) < 16:
        return f"{float(mantissa + 'e' + exponent)!r}f"
    return f"{mantissa}f{int(exponent)}"


# --------------------------------------------------------------- typed arrays


def _array(array: TypedArray) -> list[Work]:
    if array.dtype is not None and len(array.shape) == 1:
        return [f"#{array.dtype}vec", *_nested(array)]
    if array.dtype is not None and _is_written_as_rows(array.shape):
        return [f"#{array.dtype}mat", *_nested(array)]
    shape = " ".join(map(_integer, array.shape))
    dtype = [f", dtype: {array.dtype}"] if array.dtype is not None else []
    return [f"#tensor(shape: ({shape}), data: ", *_nested(array), *dtype, ")"]


def _is_written_as_rows(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 and (shape[0] > 0 or shape[1] == 0)


def _nested(array: TypedArray) -> list[Work]:
    """The data in parentheses as the shape nests them."""
    if not array.shape:
        return [*array.data]
    if not array.data:
        return _nested_empty(array.shape)
    strides = [math.prod(array.shape[axis:]) for axis in range(len(array.shape))]
    work: list[Work] = []
    for index, element in enumerate(array.data):
        opened = sum(index % stride == 0 for stride in strides)
        closed = sum((index + 1) % stride == 0 for stride in strides)
        work += [" " if index else "", "(" * opened, element, ")" * closed]
    return work


def _nested_empty(shape: tuple[int, ...]) -> list[Work]:
    if len(shape) == 2:
        return ["(", " ".join(["()"] * shape[0]), ")"]
    return ["()"]
