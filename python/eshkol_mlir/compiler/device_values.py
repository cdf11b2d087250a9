"""Values of compiled Scheme code as Python's, and back, for calls of device functions.

The layout is that of runtime/host/tensors/DeviceCalls.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from eshkol_mlir.compiler.host_runtime import runtime_library
from eshkol_mlir.runtime.element_types import element_type
from eshkol_mlir.types.dtypes import DTYPES


class _Kind(IntEnum):
    BOOLEAN = 0
    INTEGER = 1
    REAL = 2
    COMPLEX = 3
    TENSOR = 4
    DATUM = 5
    PROCEDURE = 6


class _Value(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_int32),
        ("dtype", ctypes.c_int32),
        ("integer", ctypes.c_int64),
        ("real", ctypes.c_double),
        ("imaginary", ctypes.c_double),
        ("rank", ctypes.c_int64),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("data", ctypes.c_void_p),
    )


class _ProcedureInfo(ctypes.Structure):
    """The start of eshkol::ProcedureInfo, in runtime/host/Value.h."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("required", ctypes.c_int32),
        ("optional", ctypes.c_int32),
        ("rest", ctypes.c_int32),
        ("line", ctypes.c_int32),
        ("file", ctypes.c_char_p),
    )


@dataclass(frozen=True, slots=True)
class Datum:
    """A list, symbol, string or the like, by its external representation."""

    text: str


@dataclass(frozen=True, slots=True)
class ProcedureName:
    """A procedure of the top level, and where it is written."""

    name: str
    file: str
    line: int


#: A call of a device function by its number; raises an EshkolError where it fails.
DeviceCall: TypeAlias = Callable[[int, list[Any]], Any]
_CALL = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_int64, ctypes.c_int64, ctypes.POINTER(_Value))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(runtime_library()))
    library.eshkol_set_device_call.argtypes = (_CALL,)
    library.eshkol_add_boolean.argtypes = (ctypes.c_int32,)
    library.eshkol_add_integer.argtypes = (ctypes.c_int64,)
    library.eshkol_add_real.argtypes = (ctypes.c_double,)
    library.eshkol_add_complex.argtypes = (ctypes.c_double, ctypes.c_double)
    library.eshkol_add_tensor.argtypes = (
        ctypes.c_int32,
        ctypes.c_int64,
        ctypes.POINTER(ctypes.c_int64),
        ctypes.c_void_p,
    )
    library.eshkol_device_failed.argtypes = (ctypes.c_char_p, ctypes.c_char_p)
    for name in ("boolean", "integer", "real", "complex", "tensor"):
        getattr(library, f"eshkol_add_{name}").restype = None
    return library


def answer_device_calls(call: DeviceCall, describe: Callable[[BaseException], tuple[str, str]]) -> Any:
    """Has the runtime call device functions by ``call``.

    Args:
        call: gets the number of the function and its arguments.
        describe: the kind of a condition and its message, for what ``call`` raises.

    Returns:
        What must be kept as long as compiled code may call.
    """
    library = _library()

    def answer(number: int, count: int, values: Any) -> int:
        try:
            _give(call(number, [_take(values[index]) for index in range(count)]))
        except BaseException as error:  # it may not pass through compiled code
            kind, message = describe(error)
            library.eshkol_device_failed(kind.encode(), message.encode())
            return 1
        return 0

    callback = _CALL(answer)
    library.eshkol_set_device_call(callback)
    return callback


def _take(value: Any) -> Any:
    match value.kind:
        case _Kind.BOOLEAN:
            return bool(value.integer)
        case _Kind.INTEGER:
            return value.integer
        case _Kind.REAL:
            return value.real
        case _Kind.COMPLEX:
            return complex(value.real, value.imaginary)
        case _Kind.TENSOR:
            return _tensor(value)
        case _Kind.DATUM:
            return Datum(ctypes.string_at(value.data, value.integer).decode())
        case _:
            info = _ProcedureInfo.from_address(value.data)
            return ProcedureName((info.name or b"").decode(), (info.file or b"").decode(), info.line)


def _tensor(value: Any) -> np.ndarray[Any, Any]:
    """An array over the memory of a tensor."""
    dtype = _dtype(value.dtype)
    shape = tuple(value.shape[: value.rank])
    size = dtype.itemsize * int(np.prod(shape, dtype=np.int64))
    if size == 0:
        return np.empty(shape, dtype)
    return np.ndarray(shape, dtype, (ctypes.c_char * size).from_address(value.data))


@cache
def _dtype(number: int) -> np.dtype[Any]:
    dtype = DTYPES[number]
    return element_type("i1" if dtype.is_boolean else dtype.name).dtype


@cache
def _numbers() -> dict[np.dtype[Any], int]:
    return {_dtype(number): number for number in range(len(DTYPES))}


def _give(result: Any) -> None:
    """Adds a result, or each of several."""
    library = _library()
    match result:
        case None:
            pass
        case tuple():
            for item in result:
                _give(item)
        case bool():
            library.eshkol_add_boolean(result)
        case int():
            library.eshkol_add_integer(result)
        case float():
            library.eshkol_add_real(result)
        case complex():
            library.eshkol_add_complex(result.real, result.imag)
        case np.ndarray():
            array = np.ascontiguousarray(result).reshape(result.shape)
            shape = (ctypes.c_int64 * array.ndim)(*array.shape)
            library.eshkol_add_tensor(_numbers()[array.dtype], array.ndim, shape, array.ctypes.data)
        case _:
            _give(result.item())
