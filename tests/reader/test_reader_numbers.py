"""Numbers: the grammar of R7RS 7.1.1 production by production, and Eshkol's additions."""

from __future__ import annotations

import cmath
import math
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from eshkol_mlir.reader.syntax import ExactComplex, Number, Symbol
from hypothesis import given
from hypothesis import strategies as st
from reader_support import assert_reads, braces, fixed, lst, num, read_text, square, string

INF, NAN = math.inf, math.nan


def exact(real: int | F, imaginary: int | F) -> ExactComplex:
    return ExactComplex(F(real), F(imaginary))


R7RS: list[tuple[str, Any]] = [
    # <uinteger R> with each <radix R> and each order of the prefixes
    ("0", 0),
    ("-0", 0),
    ("+15", 15),
    ("007", 7),
    ("#b101", 5),
    ("#o17", 15),
    ("#d19", 19),
    ("#x1F", 31),
    ("#X-ff", -255),
    ("#e#x10", 16),
    ("#x#e10", 16),
    ("#i#b11", 3.0),
    ("#b#i11", 3.0),
    ("#d#i7", 7.0),
    ("#i#d7", 7.0),
    ("#E#O7", 7),
    # <uinteger R> / <uinteger R>
    ("1/2", F(1, 2)),
    ("-6/4", F(-3, 2)),
    ("4/2", 2),
    ("#xA/f", F(2, 3)),
    ("#b1/10", F(1, 2)),
    ("#i1/3", 1 / 3),
    ("#e1/3", F(1, 3)),
    # <decimal 10>
    ("1.5", 1.5),
    ("1.", 1.0),
    (".5", 0.5),
    ("-.5", -0.5),
    ("+.5", 0.5),
    ("00.50", 0.5),
    ("1e3", 1000.0),
    ("1E3", 1000.0),
    ("1.e3", 1000.0),
    (".5e1", 5.0),
    ("1.25e-2", 0.0125),
    ("1e+2", 100.0),
    ("-0.0", -0.0),
    ("1e400", INF),
    ("1e-400", 0.0),
    ("0.1", 0.1),
    # exactness
    ("#e3.14", F(157, 50)),
    ("#e1.5e3", 1500),
    ("#e1e-2", F(1, 100)),
    ("#e.5", F(1, 2)),
    ("#i42", 42.0),
    ("#i-0", -0.0),
    ("#i1.5", 1.5),
    ("-.0", -0.0),
    ("#e-.0", 0),
    ("#e-0.", 0),
    ("#d.1", 0.1),
    ("#x1e2", 482),
    ("#x11/2", F(17, 2)),
    ("0/10", 0),
    ("0+1i", exact(0, 1)),
    ("0.5+3/4i", 0.5 + 0.75j),
    ("-inf.0-inf.0i", complex(-INF, -INF)),
    # <infnan>, in any case
    ("+inf.0", INF),
    ("-inf.0", -INF),
    ("+nan.0", NAN),
    ("-nan.0", NAN),
    ("+INF.0", INF),
    ("#x+inf.0", INF),
    ("#i-inf.0", -INF),
    # <real R> + <ureal R> i and its kin
    ("1+2i", exact(1, 2)),
    ("1-2i", exact(1, -2)),
    ("1/2+3/4i", exact(F(1, 2), F(3, 4))),
    ("+i", exact(0, 1)),
    ("-i", exact(0, -1)),
    ("1+i", exact(1, 1)),
    ("1-i", exact(1, -1)),
    ("+2i", exact(0, 2)),
    ("-1/2i", exact(0, F(-1, 2))),
    ("+2I", exact(0, 2)),
    ("1.5+2i", 1.5 + 2j),
    ("1+2.5i", 1 + 2.5j),
    ("1e2-3e-1i", complex(100, -0.3)),
    ("1e-5+2e+3i", complex(1e-5, 2000)),
    ("+1.5i", 1.5j),
    ("1+0i", 1),
    ("1.5+0i", 1.5),
    ("1+0.0i", complex(1, 0)),
    ("+inf.0i", complex(0, INF)),
    ("-inf.0i", complex(0, -INF)),
    ("1+inf.0i", complex(1, INF)),
    ("+inf.0-nan.0i", complex(INF, NAN)),
    ("+inf.0+i", complex(INF, 1)),
    ("#xa+bi", exact(10, 11)),
    ("#xe-ei", exact(14, -14)),
    ("#b1+i", exact(1, 1)),
    ("#x1/2-f/ai", exact(F(1, 2), F(-3, 2))),
    ("#i1+2i", 1 + 2j),
    ("#e1.5+2.5i", exact(F(3, 2), F(5, 2))),
    ("#e#xa-bi", exact(10, -11)),
    # <real R> @ <real R>
    ("1@0", 1),
    ("3@0", 3),
    ("1@1", cmath.rect(1, 1)),
    ("-2@0.5", cmath.rect(-2, 0.5)),
    ("1.5@-1/2", cmath.rect(1.5, -0.5)),
    ("#x10@0", 16),
]

R5RS_AND_ESHKOL: list[tuple[str, Any]] = [
    ("1d3", 1000.0),
    ("1l3", 1000.0),
    ("1.5D-1", 0.15),
    ("1s3", num(1000.0, single=True)),
    ("1f3", num(1000.0, single=True)),
    ("1.5F0", num(1.5, single=True)),
    ("3f", num(3.0, single=True)),
    (".5f", num(0.5, single=True)),
    ("-2.5f", num(-2.5, single=True)),
    ("3.14f0", num(float(np.float32(3.14)), single=True)),
    ("1f40", num(INF, single=True)),
    ("-1f40", num(-INF, single=True)),
    ("1f-60", num(0.0, single=True)),
    ("#e3.14f", F(157, 50)),
    ("1f+2fi", num(1 + 2j, single=True)),
    ("1f-2f3i", num(complex(1, -2000), single=True)),
    ("1f0+2.0i", num(1 + 2j)),
    ("1+2fi", num(1 + 2j, single=True)),
]


@pytest.mark.parametrize(("text", "value"), R7RS)
def test_r7rs(text: str, value: Any) -> None:
    assert_reads(text, num(value))


@pytest.mark.parametrize(("text", "expected"), R5RS_AND_ESHKOL)
def test_exponent_markers_and_single_precision(text: str, expected: Any) -> None:
    assert_reads(text, expected if isinstance(expected, Number) else num(expected))


# LEX-13
def test_exactness_prefixes() -> None:
    assert_reads("#e3.14 #i42 #e1.0 #i1/2", num(F(157, 50)), 42.0, 1, 0.5)


NAMES = "+ - ... --1 ++5i +inf -nan +inf.00 -inf.0x +ix -ii i inf.0 +a e5 +.a -e1"
NO_NUMBERS = """
#b102 #o8 #xg #d1a #b1.0 #x1.5 #b #x #e #i #x#x1 #e#i1 #b#e 1/ 1//2 1.2.3 1e 1e+ 1+ 1+2 1/2f 1@ @1
1@2i 1i 1/2.5 1.5/2 12abc 0x1F 1_000 +5x .5.5 1e5.5 1e1e1 1+2i3 #e+nan.0 #e-inf.0 1/0 -5/0 #e1/0 +.
-. 3gb
"""
TOO_LONG = ["1" * 100_001, "1/" + "3" * 100_001, "#x" + "f" * 200_000, "#e1e100001", "#e1e-999999999999"]


@pytest.mark.parametrize("text", NAMES.split())
def test_names_that_look_like_numbers(text: str) -> None:
    (found,) = read_text(text)
    assert isinstance(found, Symbol)
    assert found.name == text


@pytest.mark.parametrize("text", NO_NUMBERS.split())
def test_no_numbers(text: str) -> None:
    with pytest.raises(EshkolSyntaxError):
        read_text(text)


def test_a_number_ends_at_a_delimiter_only() -> None:
    assert_reads("(1[2]3{4})5;c", lst(1, square(2), 3, braces(4)), 5)
    assert_reads('1"a"2|b|', 1, string("a"), 2, "b")


def test_integers_of_any_size() -> None:
    assert_reads("123456789" * 3, int("123456789" * 3))
    digits = "7" * 20_000
    (found,) = read_text("-" + digits)
    # Closed form: 777...7 = 7 (10^n - 1) / 9.
    assert found.value == -7 * (10**20_000 - 1) // 9  # type: ignore[union-attr]


@pytest.mark.parametrize("text", TOO_LONG)
def test_numbers_too_long_to_compute_with_are_refused(text: str) -> None:
    with pytest.raises(EshkolSyntaxError):
        read_text(text)


@fixed
@given(st.integers())
def test_integers_in_every_radix(value: int) -> None:
    sign, magnitude = "-" * (value < 0), abs(value)
    for text in (f"#b{sign}{magnitude:b}", f"#o{sign}{magnitude:o}", f"#x{sign}{magnitude:X}", str(value)):
        assert_reads(text, value)


@fixed
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_decimals_are_rounded_correctly(value: float) -> None:
    # 17 digits determine a float64; an exact literal has the exact value.
    text = f"{value:.17e}"
    assert_reads(text, value)
    assert_reads("#e" + text, num(_simplest(F(text))))


def _simplest(value: F) -> int | F:
    return value.numerator if value.denominator == 1 else value


@fixed
@given(st.decimals(-(10**30), 10**30, allow_nan=False, places=20))
def test_single_precision_is_rounded_once(value: Any) -> None:
    text = f"{value:f}"
    (found,) = read_text(text + "f")
    single = found.value  # type: ignore[union-attr]
    assert single == float(np.float32(single))
    # No neighbour is nearer.
    for direction in (-np.inf, np.inf):
        neighbour = float(np.nextafter(np.float32(single), np.float32(direction)))
        assert abs(F(text) - F(single)) <= abs(F(text) - F(neighbour))


def test_double_rounding_is_avoided() -> None:
    # Just above the middle between 1 and its successor: as a float64 it is the middle, which rounds to even.
    middle = F(1) + F(1, 2**24)
    text = str(float(middle)) + "0" * 30 + "1"
    assert F(text) > middle
    assert np.float32(float(text)) == 1.0
    assert_reads(text + "f", num(1 + 2.0**-23, single=True))


@fixed
@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_nine_digits_determine_a_float32(value: float) -> None:
    assert_reads(f"{value:.8e}".replace("e", "f"), num(value, single=True))
