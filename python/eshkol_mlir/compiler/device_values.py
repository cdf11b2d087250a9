"""Values of compiled Scheme code as Python's, and back, for calls of device functions.

The layout is that of runtime/host/tensors/DeviceCalls.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from eshkol_mlir.compiler.host_runtime import runtime_library
from eshkol_mlir.compiler.native_functions import NativeFunction
from eshkol_mlir.compiler.signature import FunctionInfo, RecordInfo, TypeInfo
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
    LIST = 7
    RECORD = 8
    CLOSURE = 9
    NOTHING = 10


class _Value(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_int32),
        ("dtype", ctypes.c_int32),
        ("integer", ctypes.c_int64),
        ("real", ctypes.c_double),
        ("imaginary", ctypes.c_double),
        ("number", ctypes.c_int64),
        ("rank", ctypes.c_int64),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("data", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("value", ctypes.c_uint64),
    )


class _Answer(IntEnum):
    """EshkolDeviceAnswer."""

    DONE = 0
    FAILED = 1
    NATIVE = 2


class _ProcedureInfo(ctypes.Structure):
    """eshkol::ProcedureInfo, in runtime/host/Value.h."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("required", ctypes.c_int32),
        ("rest", ctypes.c_int32),
        ("line", ctypes.c_int32),
        ("file", ctypes.c_char_p),
    )


class _NativeFunction(ctypes.Structure):
    """EshkolNativeFunction, in runtime/host/tensors/NativeCalls.h."""

    _fields_ = (
        ("number", ctypes.c_int64),
        ("signature", ctypes.c_char_p),
        ("length", ctypes.c_int64),
        ("entry", ctypes.c_void_p),
    )


@dataclass(frozen=True, slots=True)
class Datum:
    """A symbol, a string, a list of such or the like, by its external representation."""

    text: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a vector or list of numbers stands for."""

    array: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class ProcedureName:
    """A procedure of the language, or one that device code is not told about, and the file that it is from."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Closure:
    """A procedure: the function with a number, or the operation of this name, applied to values."""

    number: int
    operation: str | None
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a closure refers to and a device has not; no text if it is not defined yet."""

    text: str | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A record of a declared type or, without a name, a list."""

    name: str | None
    parts: tuple[Any, ...]


#: A call of a device function by its number: what it returns, and its signature; or the native code to call.
Answer: TypeAlias = tuple[Any, FunctionInfo] | NativeFunction
DeviceCall: TypeAlias = Callable[[int, list[Any]], Answer]
_CALL = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_int64, ctypes.c_int64, ctypes.POINTER(_Value))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(runtime_library()))
    parameters: dict[str, tuple[Any, ...]] = {
        "set_device_call": (_CALL,),
        "describe_device_function": (ctypes.POINTER(_NativeFunction),),
        "forget_device_functions": (),
        "make_native_instance": (ctypes.POINTER(_NativeFunction), ctypes.c_int32),
        "add_boolean": (ctypes.c_int32,),
        "add_integer": (ctypes.c_int64,),
        "add_real": (ctypes.c_double,),
        "add_complex": (ctypes.c_double, ctypes.c_double),
        "add_tensor": (ctypes.c_int32, ctypes.c_int64, ctypes.POINTER(ctypes.c_int64), ctypes.c_void_p),
        "add_list": (ctypes.c_int64,),
        "add_record": (ctypes.c_char_p, ctypes.c_int64),
        "device_failed": (ctypes.c_char_p, ctypes.c_char_p),
    }
    for name, types in parameters.items():
        function = getattr(library, f"eshkol_{name}")
        function.argtypes = types
        function.restype = None
    return library


def answer_device_calls(call: DeviceCall, describe: Callable[[BaseException], tuple[str, str]]) -> object:
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
            found = call(number, [_take(values[index]) for index in range(count)])
            if isinstance(found, NativeFunction):
                _make_native_instance(number, found)
                return _Answer.NATIVE
            _give_all(*found)
        except BaseException as error:  # it may not pass through compiled code
            kind, message = describe(error)
            library.eshkol_device_failed(kind.encode(), message.encode())
            return _Answer.FAILED
        return _Answer.DONE

    callback = _CALL(answer)
    library.eshkol_set_device_call(callback)
    return callback


def describe_device_function(number: int, signature: str) -> None:
    """Has the runtime check what a function is called with; see ``native_signature``."""
    _library().eshkol_describe_device_function(_function(number, signature, None))


def describe_native_functions(functions: Sequence[NativeFunction]) -> None:
    """Has the runtime call these functions, and no others, by their positions."""
    forget_device_functions()
    for number, made in enumerate(functions):
        _library().eshkol_describe_device_function(_function(number, made.signature, made.entry))


def _make_native_instance(number: int, made: NativeFunction) -> None:
    function = _function(number, made.signature, made.entry)
    _library().eshkol_make_native_instance(function, made.has_constant_integers)


def _function(number: int, signature: str, entry: int | None) -> _NativeFunction:
    text = signature.encode()
    return _NativeFunction(number, text, len(text), entry)


def forget_device_functions() -> None:
    """What was described, and what native code was made of, does not hold any longer."""
    _library().eshkol_forget_device_functions()


# From the runtime ------------------------------------------------------------------------------------


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
            return Numbers(_tensor(value)) if value.integer else _tensor(value)
        case _Kind.DATUM:
            return Datum(_text(value))
        case _Kind.NOTHING:
            return Nothing(_text(value) if value.data else None)
        case _Kind.PROCEDURE:
            info = _ProcedureInfo.from_address(value.data)
            return ProcedureName((info.name or b"").decode(), (info.file or b"").decode())
        case _:
            parts = (_Value * value.integer).from_address(value.data) if value.integer else ()
            name, taken = value.name.decode() if value.name else None, tuple(map(_take, parts))
            return Closure(value.number, name, taken) if value.kind == _Kind.CLOSURE else Tree(name, taken)


def _text(value: Any) -> str:
    return ctypes.string_at(value.data, value.integer).decode()


def _tensor(value: Any) -> np.ndarray[Any, Any]:
    """An array over the memory of a tensor."""
    dtype = _dtype(value.dtype)
    shape = tuple(value.shape[: value.rank])
    size = dtype.itemsize * int(np.prod(shape, dtype=np.int64))
    if size == 0:
        return np.empty(shape, dtype)
    return np.ndarray(shape, dtype, memoryview((ctypes.c_char * size).from_address(value.data)))


@cache
def _dtype(number: int) -> np.dtype[Any]:
    dtype = DTYPES[number]
    return element_type("i1" if dtype.is_boolean else dtype.name).dtype


@cache
def _numbers() -> dict[np.dtype[Any], int]:
    return {_dtype(number): number for number in range(len(DTYPES))}


# To the runtime --------------------------------------------------------------------------------------


def _give_all(result: Any, signature: FunctionInfo) -> None:
    """Adds the results of a function: one is itself, several are a tuple."""
    types = [each.type for each in signature.results]
    values: Sequence[Any] = (result,) if len(types) == 1 else result or ()
    for value, type in zip(values, types, strict=True):
        _give(value, type)


def _give(value: Any, type: TypeInfo) -> None:
    library = _library()
    if isinstance(type, RecordInfo):
        for part, (_, inner) in zip(value, type.fields, strict=True):
            _give(part, inner)
        if type.name:
            library.eshkol_add_record(type.name.encode(), len(type.fields))
        else:
            library.eshkol_add_list(len(type.fields))
    elif isinstance(value, np.ndarray) and value.ndim:
        # The copy of an array that is not contiguous must live until its elements are taken.
        array = np.ascontiguousarray(value)
        shape = (ctypes.c_int64 * array.ndim)(*array.shape)
        library.eshkol_add_tensor(_numbers()[array.dtype], array.ndim, shape, array.ctypes.data)
    else:
        _give_number(value.item() if isinstance(value, np.ndarray | np.generic) else value)


def _give_number(number: Any) -> None:
    library = _library()
    if isinstance(number, bool):
        library.eshkol_add_boolean(number)
    elif isinstance(number, int):
        library.eshkol_add_integer(number)
    elif isinstance(number, complex):
        library.eshkol_add_complex(number.real, number.imag)
    else:
        library.eshkol_add_real(float(number))
