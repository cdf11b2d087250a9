"""Numbers and arrays as ``display`` and ``write`` show them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np

#: Of arrays with more elements, `display` leaves out the middle of long dimensions, as the host does (Text.cpp).
MOST_ELEMENTS = 1000
#: How much of them is shown at each end.
EDGE_ITEMS = 3

#: What the language calls element types, where NumPy calls them otherwise.
_DTYPES = {
    "float64": "f64", "float32": "f32", "float16": "f16", "bfloat16": "bf16",
    "int64": "i64", "int32": "i32", "int8": "i8", "bool": "i1",
}  # fmt: skip


def display(value: Any) -> str:
    """Nested rows for arrays, Scheme's spelling for numbers and truth values."""
    if isinstance(value, tuple):
        return _record(value, display)
    array = np.asarray(value)
    return _rows(array, 0, array.size > MOST_ELEMENTS) if array.ndim else number(array[()])


def write(value: Any) -> str:
    """A form that reads back as the same value."""
    if isinstance(value, tuple):
        return _record(value, write)
    array = np.asarray(value)
    if not array.ndim:
        return number(array[()])
    dtype = _DTYPES.get(array.dtype.name, array.dtype.name)
    shape = " ".join(map(str, array.shape))
    return f"#tensor(shape: ({shape}), dtype: {dtype}, data: {_data(array)})"


def _record(value: Any, show: Any) -> str:
    names = getattr(value, "_fields", None)
    unnamed = names == tuple(f"item{position}" for position in range(len(value)))
    if names is None or (unnamed and (names or not getattr(value, "is_record", False))):
        # A list, whose parts have no names of their own.
        return "(" + " ".join(show(item) for item in value) + ")"
    fields = "".join(f" [{name} {show(item)}]" for name, item in zip(names, value, strict=True))
    return f"#<{type(value).__name__}{fields}>"


def _rows(array: Any, indent: int, is_large: bool) -> str:
    def shown(parts: Any) -> list[str]:
        if array.ndim == 1:
            return [number(element) for element in parts]
        return [_rows(row, indent + 1, is_large) for row in parts]

    separator = " " if array.ndim == 1 else "\n" + " " * (indent + 1)
    if is_large and len(array) > 2 * EDGE_ITEMS:
        rows = [*shown(array[:EDGE_ITEMS]), "...", *shown(array[-EDGE_ITEMS:])]
    else:
        rows = shown(array)
    return "[" + separator.join(rows) + "]"


def _data(array: Any) -> str:
    if array.ndim == 0:
        return number(array[()])
    return "(" + " ".join(_data(row) for row in array) + ")"


def number(value: Any) -> str:
    """The shortest spelling that reads back: ``1.0``, ``-inf.0``, ``#t``, ``1.0+2.0i``."""
    if isinstance(value, bool | np.bool_):
        return "#t" if value else "#f"
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, complex | np.complexfloating):
        imaginary = _real(value.imag)
        sign = "" if imaginary[0] in "+-" else "+"
        return f"{_real(value.real)}{sign}{imaginary}i"
    return _real(value)


def _real(value: Any) -> str:
    """As the host writes it (numbers/NumberWriter.cpp): with an exponent from 1e21 up and below 1e-3."""
    if math.isnan(value):
        return "+nan.0"
    if math.isinf(value):
        return "+inf.0" if value > 0 else "-inf.0"
    negative, digits, exponent = _shortest(value).normalize().as_tuple()
    assert isinstance(exponent, int)
    sign, text = "-" * negative, "".join(map(str, digits))
    point = len(digits) + exponent
    if value and not -2 <= point <= 21:
        return f"{sign}{text[0]}.{text[1:] or '0'}e{point - 1}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{text}"
    return f"{sign}{text[:point].ljust(point, '0')}.{text[point:] or '0'}"


def _shortest(value: Any) -> Decimal:
    """The number with the fewest digits that reads back, in the precision of the value."""
    if not isinstance(value, np.generic) or value.dtype.kind != "V":
        return Decimal(str(value))
    # NumPy does not know it of bfloat16.
    texts = (f"{float(value):.{digits}e}" for digits in range(17))
    return next(number for number in map(Decimal, texts) if type(value)(float(number)) == value)
