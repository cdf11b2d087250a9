"""Values that are known while compiling, as ``display`` and ``write`` show them."""

from __future__ import annotations

from fractions import Fraction

from eshkol_mlir.reader.printer import write_symbol
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.values import (
    Character,
    ListValue,
    PairValue,
    Static,
    SymbolValue,
    Text,
    TypeName,
    Value,
    is_procedure,
)

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
CHARACTERS = {" ": "space", "\n": "newline", "\t": "tab", "\r": "return", "\0": "null", "\x7f": "delete"}


def shown(value: Value, read_back: bool) -> str | None:
    """The text of a value; None if it has parts that only the running program knows.

    Vectors of numbers are arrays, which are shown when the program runs.

    Args:
        read_back: as ``write`` shows it, so that reading gives the value again.
    """
    match value:
        case Static(value=number, dtype=dtype):
            return _number(number, None if dtype is None else dtype.numpy)
        case Text(value=text):
            return f'"{"".join(ESCAPES.get(c, c) for c in text)}"' if read_back else text
        case Character(value=character):
            return f"#\\{CHARACTERS.get(character, character)}" if read_back else character
        case SymbolValue(name=name):
            return write_symbol(name) if read_back else name
        case TypeName(dtype=dtype):
            return dtype.name
        case ListValue(items=items, vector=vector):
            parts = [shown(item, read_back) for item in items]
            texts = [part for part in parts if part is not None]
            if len(texts) != len(parts) or (vector and items and _is_array(value)):
                return None
            return f"{'#' if vector else ''}({' '.join(texts)})"
        case PairValue():
            return _pair(value, read_back)
    return "#<procedure>" if is_procedure(value) else None


def _pair(value: Value, read_back: bool) -> str | None:
    """``(a b . c)``."""
    parts: list[str | None] = []
    while isinstance(value, PairValue):
        parts.append(shown(value.first, read_back))
        value = value.second
    texts = [part for part in (*parts, shown(value, read_back)) if part is not None]
    return None if len(texts) <= len(parts) else f"({' '.join(texts[:-1])} . {texts[-1]})"


def _is_array(value: Value) -> bool:
    if isinstance(value, ListValue):
        return value.vector and all(map(_is_array, value.items))
    return isinstance(value, Static)


def _number(number: bool | int | Fraction | float | complex | Dim, dtype: str | None) -> str | None:
    if isinstance(number, Dim):
        constant = number.constant
        return None if constant is None else str(constant)
    if isinstance(number, bool):
        return "#t" if number else "#f"
    if dtype is None and isinstance(number, int | Fraction):
        return str(number)

    # Not needed for the above, and slow to import.
    import numpy as np

    from eshkol_mlir.runtime.display import number as spelling

    if dtype is None:
        return spelling(number)
    if dtype not in ("float32", "float64", "complex64", "complex128", "int64", "bool"):
        return None
    with np.errstate(over="ignore"):
        return spelling(np.dtype(dtype).type(complex(number) if dtype.startswith("complex") else number))
