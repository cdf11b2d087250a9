"""From IREE's outputs to NumPy arrays, scalars and named tuples."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from eshkol_mlir.compiler.signature import (
    FunctionInfo,
    RecordInfo,
    TensorInfo,
    TypeInfo,
    python_identifier,
)
from eshkol_mlir.runtime.element_types import element_type, part_of
from eshkol_mlir.runtime.scalars import scalar_reader

Array: TypeAlias = "np.ndarray[Any, Any]"
Reader: TypeAlias = Callable[[Any, Any], Any]
"""From (lane, IREE's outputs) to a Python value."""


def result_reader(function: FunctionInfo, host_memory: bool) -> tuple[Reader, int]:
    """A function that converts all outputs of a call, and how many outputs there are.

    One result is itself, several are a named tuple, none is ``None``.
    """
    position = 0
    readers: list[Reader] = []
    for result in function.results:
        reader, position = _reader(result.type, position, host_memory, function.python_name)
        readers.append(reader)
    if not readers:
        return (lambda lane, outputs: None), 0
    if len(readers) == 1:
        return readers[0], position
    names = [result.name or f"result{index}" for index, result in enumerate(function.results)]
    return _tuple_reader(f"{function.python_name}_result", names, readers), position


def _reader(type_: TypeInfo, position: int, host_memory: bool, owner: str) -> tuple[Reader, int]:
    if isinstance(type_, RecordInfo):
        readers: list[Reader] = []
        for name, field in type_.fields:
            reader, position = _reader(field, position, host_memory, f"{owner}_{python_identifier(name)}")
            readers.append(reader)
        kind = python_identifier(type_.name) if type_.name else f"{owner}_tuple"
        names = [name for name, _ in type_.fields]
        return _tuple_reader(kind, names, readers, is_record=bool(type_.name)), position
    if type_.shape is None:
        read_scalar = scalar_reader(type_)
        return (lambda lane, outputs: read_scalar(outputs, position)), position + type_.values
    if type_.split:
        return _split_reader(type_, position, host_memory), position + 2
    return _array_reader(type_, position, host_memory), position + 1


def _tuple_reader(kind: str, names: list[str], readers: list[Reader], *, is_record: bool = False) -> Reader:
    fields = [python_identifier(name) for name in names]
    cls = namedtuple(kind, fields, rename=True)  # type: ignore[misc]
    # A record without fields is told from an empty list by this alone.
    cls.is_record = is_record  # type: ignore[attr-defined]
    make = cls._make

    def read(lane: Any, outputs: Any) -> Any:
        return make([reader(lane, outputs) for reader in readers])

    return read


def _array_reader(leaf: TensorInfo, position: int, host_memory: bool) -> Reader:
    from iree.runtime import HalBufferView

    assert leaf.shape is not None
    dtype = element_type(leaf.dtype).dtype
    extents = tuple(each for each in leaf.shape if isinstance(each, int))
    static = extents if len(extents) == len(leaf.shape) else None
    if static is not None and 0 in static:
        return lambda lane, outputs: np.empty(static, dtype)

    def read_mapped(lane: Any, outputs: Any) -> Array:
        view = outputs.get_as_object(position, HalBufferView)
        shape = static if static is not None else tuple(view.shape)
        # The array keeps the mapping, and with it the buffer, alive.
        return np.ndarray(shape, dtype, view.map()) if 0 not in shape else np.empty(shape, dtype)

    def read_copied(lane: Any, outputs: Any) -> Array:
        view = outputs.get_as_object(position, HalBufferView)
        shape = tuple(view.shape)
        if 0 in shape:
            return np.empty(shape, dtype)
        return np.ndarray(shape, dtype, _staged(lane, view.get_buffer()).map())

    return read_mapped if host_memory else read_copied


def _split_reader(leaf: TensorInfo, position: int, host_memory: bool) -> Reader:
    part = part_of(leaf)
    real = _array_reader(part, position, host_memory)
    imaginary = _array_reader(part, position + 1, host_memory)
    dtype = element_type(leaf.dtype).dtype

    def read(lane: Any, outputs: Any) -> Array:
        real_part = real(lane, outputs)
        joined = np.empty(real_part.shape, dtype)
        joined.real = real_part
        joined.imag = imaginary(lane, outputs)
        return joined

    return read


def _staged(lane: Any, buffer: Any) -> Any:
    """A copy of a device's buffer in memory that the host sees."""
    from iree.runtime import BufferUsage, HalFence, MemoryType

    memory = int(MemoryType.HOST_LOCAL | MemoryType.DEVICE_VISIBLE)
    usage = int(BufferUsage.TRANSFER_TARGET | BufferUsage.MAPPING_SCOPED)
    staging = lane.allocator.allocate_buffer(memory, usage, buffer.byte_length())
    semaphore = lane.hal_device.create_semaphore(0)
    done = HalFence.create_at(semaphore, 1)
    lane.hal_device.queue_copy(buffer, staging, HalFence.create_at(semaphore, 0), done)
    done.wait()
    return staging
