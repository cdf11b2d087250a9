"""Numeric literals: their text to values, exact where R7RS says so."""

from __future__ import annotations

import cmath
import math
import re
import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.reader.errors import part
from eshkol_mlir.reader.syntax import ExactComplex, Number

Real: TypeAlias = int | Fraction | float

# Bounds that keep a short text from asking for hours of arithmetic.
MAX_DIGITS = 100_000
MAX_EXACT_EXPONENT = 100_000

_RADIX = {"b": 2, "o": 8, "d": 10, "x": 16}
_DIGITS = {2: "[01]", 8: "[0-7]", 10: "[0-9]", 16: "[0-9a-f]"}
_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:([esfdl])([+-]?[0-9]+)|(f))?")
_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)(.*)")
_BYTES = {"B": 0, "KB": 10, "MB": 20, "GB": 30, "TB": 40}
_SECONDS = {"s": 0, "ms": 3, "us": 6, "\u00b5s": 6, "\u03bcs": 6, "ns": 9}
_INT_CHUNK = 4000


def parse_integer(text: str, span: Span) -> Number:
    """A decimal integer without prefix."""
    return Number(_integer(text, 10, span), span)


def parse_decimal(text: str, span: Span) -> Number:
    """A float64 in the notation that Python shares."""
    return Number(float(text), span)


def parse_quantity(text: str, span: Span) -> Number:
    """``16GB``: an exact number of bytes (powers of 1024); ``45ms``: a float in seconds."""
    match = _QUANTITY.fullmatch(text)
    assert match is not None
    if len(match[1]) > MAX_DIGITS:
        raise _too_long(span)
    magnitude, unit = _exact_decimal(match[1], span), match[2]
    if unit in _BYTES:
        return Number(round(magnitude * 2 ** _BYTES[unit]), span)
    return Number(_inexact(magnitude / Fraction(10) ** _SECONDS[unit]), span)


def parse_number(text: str, span: Span) -> Number:
    """Any number of R7RS 7.1.1, also with the exponent markers of R5RS and ``f``.

    Raises:
        SyntaxError: a zero denominator, an exact infinity, or more digits
            than ``MAX_DIGITS``.
    """
    body, radix, exactness = text.lower(), 10, ""
    while body[0] == "#":
        if body[1] in _RADIX:
            radix = _RADIX[body[1]]
        else:
            exactness = body[1]
        body = body[2:]
    return _Literal(body, radix, exactness, span).number()


@dataclass(frozen=True)
class _Literal:
    """A number without its prefixes, known to be of the grammar."""

    body: str
    radix: int
    exactness: str
    span: Span

    def number(self) -> Number:
        if "@" in self.body:
            return self.polar(*self.body.split("@"))
        if self.body.endswith("i"):
            return self.rectangular()
        value = self.real(self.body)
        return Number(value, self.span, self.is_single(self.body) and isinstance(value, float))

    def polar(self, magnitude_text: str, angle_text: str) -> Number:
        magnitude, angle = self.real(magnitude_text), self.real(angle_text)
        if angle == 0 and not isinstance(angle, float):
            return Number(magnitude, self.span)
        if not (math.isfinite(magnitude) and math.isfinite(angle)):
            return Number(complex(math.nan, math.nan), self.span)
        value = cmath.rect(_inexact(magnitude), _inexact(angle))
        if self.exactness == "e":
            return self.exact_complex(Fraction(value.real), Fraction(value.imag))
        single = self.is_single(magnitude_text) and self.is_single(angle_text)
        return Number(_complex(value.real, value.imag, single), self.span, single)

    def rectangular(self) -> Number:
        split = self.split()
        real_text, imaginary_text = self.body[:split], self.body[split:-1]
        real = self.real(real_text) if real_text else 0
        imaginary = self.real(imaginary_text + "1" if imaginary_text in "+-" else imaginary_text)
        if not isinstance(real, float) and not isinstance(imaginary, float):
            return self.exact_complex(Fraction(real), Fraction(imaginary))
        if imaginary == 0 and not isinstance(imaginary, float):
            return Number(real, self.span, self.is_single(real_text))
        halves = ((real_text, real), (imaginary_text, imaginary))
        single = all(self.is_single(text) for text, value in halves if isinstance(value, float))
        return Number(complex(_inexact(real), _inexact(imaginary)), self.span, single)

    def exact_complex(self, real: Fraction, imaginary: Fraction) -> Number:
        value = ExactComplex(real, imaginary) if imaginary else _simplest(real)
        return Number(value, self.span)

    def split(self) -> int:
        """Where the imaginary part begins, with its sign."""
        signs = [index for index, character in enumerate(self.body) if character in "+-"]
        for index in reversed(signs):
            # A sign within an exponent leaves no real number on one side.
            if self.is_real(self.body[:index] or "0") and self.is_imaginary(self.body[index:-1]):
                return index
        raise AssertionError(self.body)

    def is_imaginary(self, text: str) -> bool:
        return text in "+-" or self.is_real(text)

    def is_real(self, text: str) -> bool:
        if text[1:] in ("inf.0", "nan.0"):
            return True
        digits = _DIGITS[self.radix]
        if re.fullmatch(f"[+-]?{digits}+(/{digits}+)?", text):
            return True
        return self.radix == 10 and _DECIMAL.fullmatch(text) is not None and text[-1] not in "+-."

    def is_single(self, text: str) -> bool:
        match = _DECIMAL.fullmatch(text) if self.radix == 10 else None
        return match is not None and (match[4] in ("s", "f") or match[6] is not None)

    def real(self, text: str) -> Real:
        if text[1:] in ("inf.0", "nan.0"):
            return self.special(text)
        if len(text) > MAX_DIGITS:
            raise _too_long(self.span)
        if self.radix == 10 and any(character in text for character in ".esfdl"):
            return self.decimal(text)
        value = self.rational(text) if "/" in text else _integer(text, self.radix, self.span)
        return _inexact(value, text[0] == "-") if self.exactness == "i" else value

    def special(self, text: str) -> float:
        if self.exactness == "e":
            message = f"`{text}` has no exact value"
            raise diagnostics.SyntaxError.at(
                Code.BAD_NUMBER, self.span, message, help=["leave out the prefix `#e`"]
            )
        return float(text[:4])

    def rational(self, text: str) -> Real:
        numerator, denominator = (_integer(half, self.radix, self.span) for half in text.split("/"))
        if denominator:
            return _simplest(Fraction(numerator, denominator))
        if self.exactness == "i":
            return math.nan if numerator == 0 else math.copysign(math.inf, numerator)
        index = self.span.text.rindex("/") + 1
        raise diagnostics.SyntaxError.at(
            Code.ZERO_DENOMINATOR,
            part(self.span, index, len(self.span.text)),
            "the denominator of a fraction is zero",
            help=["infinity is written `+inf.0`"],
        )

    def decimal(self, text: str) -> Real:
        if self.exactness == "e":
            return _simplest(_exact_decimal(text, self.span))
        value = float(re.sub("[sfdl]", "e", text.removesuffix("f")))
        if not self.is_single(text):
            return value
        # Outside these bounds the value is far from any float32 but zero and infinity.
        exact = _exact_decimal(text, self.span) if 1e-60 < abs(value) < 1e60 else Fraction(0)
        return nearest_single(value, exact or value)


def nearest_single(double: float, exact: Fraction | float) -> float:
    """The float32 nearest to ``exact``, given the nearest float64.

    Rounding to float64 first rounds some numbers twice; rounding there to the
    odd neighbour keeps the second rounding right.
    """
    (bits,) = struct.unpack("<q", struct.pack("<d", double))
    if exact != double and bits % 2 == 0:
        double = math.nextafter(double, math.inf if exact > double else -math.inf)
    return to_single(double)


def to_single(value: float) -> float:
    """The float32 nearest to ``value``."""
    try:
        (single,) = struct.unpack("<f", struct.pack("<f", value))
    except OverflowError:
        return math.copysign(math.inf, value)
    return float(single)


def _complex(real: float, imaginary: float, single: bool) -> complex:
    return complex(to_single(real), to_single(imaginary)) if single else complex(real, imaginary)


def _exact_decimal(text: str, span: Span) -> Fraction:
    match = _DECIMAL.fullmatch(text)
    assert match is not None
    sign, whole, fraction, exponent = match[1], match[2], match[3] or "", int((match[5] or "0")[:9])
    if abs(exponent) > MAX_EXACT_EXPONENT:
        message = f"an exact number with the exponent {match[5]} is too large to compute with"
        raise diagnostics.SyntaxError.at(
            Code.NUMBER_TOO_LARGE, span, message, help=["leave out the prefix `#e`"]
        )
    digits = _integer(sign + whole + fraction, 10, span)
    return Fraction(digits) * Fraction(10) ** (exponent - len(fraction))


def _inexact(value: Real, negative: bool = False) -> float:
    """The nearest float; ``#i-0`` keeps its sign."""
    if value == 0 and not isinstance(value, float):
        return -0.0 if negative else 0.0
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _simplest(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _too_long(span: Span) -> diagnostics.EshkolError:
    message = f"a number of {span.end - span.start:,} characters: at most {MAX_DIGITS:,} are read"
    return diagnostics.SyntaxError.at(
        Code.NUMBER_TOO_LARGE, part(span, 0, 1), message, help=["read large data from a file"]
    )


def _integer(text: str, radix: int, span: Span) -> int:
    if len(text) <= _INT_CHUNK or radix != 10:
        return int(text, radix)
    if len(text) > MAX_DIGITS:
        raise _too_long(span)
    return -_natural(text[1:]) if text[0] == "-" else _natural(text.removeprefix("+"))


def _natural(digits: str) -> int:
    """Python limits how many decimal digits ``int`` converts at once: halve until it does."""
    if len(digits) <= _INT_CHUNK:
        return int(digits)
    low = len(digits) // 2
    high: int = 10**low
    return _natural(digits[:-low]) * high + _natural(digits[-low:])
