"""Numbers in and out: the language's scalars as IREE's and as Python's."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from eshkol_mlir.compiler.signature import TensorInfo
from eshkol_mlir.runtime import complaints
from eshkol_mlir.runtime.element_types import element_type, part_of

Number: TypeAlias = bool | int | float | complex
NumberCheck: TypeAlias = Callable[[Any], Number]
ScalarPusher: TypeAlias = Callable[[Any, Any], None]
ScalarReader: TypeAlias = Callable[[Any, int], Any]

_BITS = {"i8": 8, "i16": 16, "i32": 32, "i64": 64}
# The least magnitudes that round to infinity.
_OVERFLOW = {"f32": 2.0**128 - 2.0**103, "bf16": 2.0**128 - 2.0**119, "f16": 65520.0}


def number_check(function: str, path: str, leaf: TensorInfo) -> NumberCheck:
    """A function that gives the number in an argument, as Python's, if ``leaf``'s type holds it.

    Raises (the function):
        TypeError: it is no number, one of another kind, or does not fit.
    """
    if leaf.is_complex:
        return _complex_check(function, path, leaf)
    if leaf.dtype == "i1":
        return _boolean_check(function, path, leaf)
    if leaf.dtype in _BITS:
        return _integer_check(function, path, leaf)
    return _float_check(function, path, leaf)


def scalar_pusher(function: str, path: str, leaf: TensorInfo) -> ScalarPusher:
    """A function that checks a number and appends it to IREE's inputs."""
    check = number_check(function, path, leaf)
    if leaf.is_complex:

        def push(inputs: Any, value: Any) -> None:
            number = check(value)
            inputs.push_float(number.real)
            inputs.push_float(number.imag)

    elif leaf.dtype == "i1" or leaf.dtype in _BITS:

        def push(inputs: Any, value: Any) -> None:
            inputs.push_int(check(value))

    elif leaf.dtype in ("f16", "bf16"):
        dtype = element_type(leaf.dtype).dtype

        def push(inputs: Any, value: Any) -> None:
            inputs.push_int(int(np.array(check(value), dtype).view(np.uint16)))

    else:

        def push(inputs: Any, value: Any) -> None:
            inputs.push_float(check(value))

    return push


def scalar_reader(leaf: TensorInfo) -> ScalarReader:
    """A function that reads a scalar result: ``(outputs, index)`` to a NumPy scalar."""
    kind = element_type(leaf.dtype).dtype.type
    if leaf.is_complex:
        return lambda outputs, index: kind(_complex(outputs, index))
    if leaf.dtype == "i1":
        return lambda outputs, index: kind(outputs.get_variant(index) & 1)
    if leaf.dtype in ("f16", "bf16"):
        dtype = element_type(leaf.dtype).dtype
        return lambda outputs, index: np.array(outputs.get_variant(index) & 0xFFFF, np.uint16).view(dtype)[()]
    if leaf.dtype in ("i8", "i16"):
        return lambda outputs, index: kind(_signed(outputs.get_variant(index), _BITS[leaf.dtype]))
    return lambda outputs, index: kind(outputs.get_variant(index))


def _complex(outputs: Any, index: int) -> complex:
    return complex(outputs.get_variant(index), outputs.get_variant(index + 1))


def _signed(value: int, bits: int) -> int:
    """The low bits of ``value`` as a signed integer: narrow ones travel in 32."""
    low = value & ((1 << bits) - 1)
    return low - (1 << bits) if low >> (bits - 1) else low


def _unwrap(value: Any) -> Any:
    """The number in a NumPy scalar or rank-0 array; anything else unchanged."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        if isinstance(value, (np.longdouble, np.clongdouble)):
            return complex(value) if value.dtype.kind == "c" else float(value)
        return value.item() if value.dtype.kind in "biufc" else _other_float(value)
    return value


def _other_float(value: Any) -> Any:
    # bfloat16 is of a kind of its own.
    return float(value) if value.dtype == element_type("bf16").dtype else value


def _boolean_check(function: str, path: str, leaf: TensorInfo) -> NumberCheck:
    def check(value: Any) -> bool:
        plain = _unwrap(value)
        if type(plain) is not bool:
            raise complaints.wrong_kind(function, path, leaf, value)
        return plain

    return check


def _integer_check(function: str, path: str, leaf: TensorInfo) -> NumberCheck:
    bits = _BITS[leaf.dtype]
    low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1

    def check(value: Any) -> int:
        if type(value) is not int:
            plain = _unwrap(value)
            if not isinstance(plain, int) or isinstance(plain, bool):
                raise complaints.wrong_kind(function, path, leaf, value)
            value = plain
        if not low <= value <= high:
            raise complaints.does_not_fit(function, path, leaf.dtype, value)
        return value  # type: ignore[no-any-return]

    return check


def _float_check(function: str, path: str, leaf: TensorInfo) -> NumberCheck:
    overflow = _OVERFLOW.get(leaf.dtype, math.inf)

    def check(value: Any) -> float:
        if type(value) is not float:
            plain = _unwrap(value)
            if isinstance(plain, bool) or not isinstance(plain, (int, float)):
                raise complaints.wrong_kind(function, path, leaf, value)
            value = _to_float(function, path, leaf.dtype, plain)
        if abs(value) >= overflow and not math.isinf(value):
            raise complaints.does_not_fit(function, path, leaf.dtype, value)
        return value  # type: ignore[no-any-return]

    return check


def _to_float(function: str, path: str, dtype: str, value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise complaints.does_not_fit(function, path, dtype, value) from None


def _complex_check(function: str, path: str, leaf: TensorInfo) -> NumberCheck:
    part = _float_check(function, path, part_of(leaf))

    def check(value: Any) -> complex:
        plain = _unwrap(value)
        if isinstance(plain, bool) or not isinstance(plain, (int, float, complex)):
            raise complaints.wrong_kind(function, path, leaf, value)
        part(plain.real)
        part(plain.imag)
        return complex(plain)

    return check
