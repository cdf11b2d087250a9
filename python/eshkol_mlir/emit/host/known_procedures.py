"""What closures say of themselves, so that device code can have them."""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir.emit.host.variables import Boxed, Cell, Local, Variable
from eshkol_mlir.emit.ir import Value, string_attribute, symbol_name


def device_attribute(number: int | str, places: Sequence[str]) -> str:
    """What a procedure is to device code: the function with this number, or the operation of this name."""
    if isinstance(number, str):
        identity = f"operation = {string_attribute(number)}"
    else:
        identity = f"number = {number} : i64"
    return f"{{{identity}, places = [{', '.join(places)}]}}"


def place(variable: Variable, kept: list[Value]) -> str:
    """Where the value of a variable is found: in the variable, or among the values that closures keep."""
    match variable:
        case Cell(symbol=symbol):
            return symbol_name(symbol)
        case Local(value=value) | Boxed(box=value):
            return position(value, kept)
    raise AssertionError(f"{variable} is part of device code")


def position(value: Value, kept: list[Value]) -> str:
    """The place of a value among those that closures keep."""
    if value not in kept:
        kept.append(value)
    return f"{kept.index(value)} : i64"
