"""Checking arguments and handing them to IREE.

For every parameter a packer is built once: a function that checks a value and appends it to
IREE's list of inputs.  What can be known before the first call is computed then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from eshkol_mlir.compiler.signature import (
    FunctionInfo,
    RecordInfo,
    TensorInfo,
    TypeInfo,
    python_identifier,
)
from eshkol_mlir.runtime import complaints
from eshkol_mlir.runtime.dimensions import evaluate, is_variable
from eshkol_mlir.runtime.element_types import element_type, part_of
from eshkol_mlir.runtime.scalars import number_check, scalar_pusher


@dataclass(slots=True)
class Call:
    """What packing the arguments of one call collects.

    Attributes:
        inputs: IREE's list of inputs.
        lane: where the buffers are made.
        extents: the dimension variables seen so far.
        borrowed: arrays whose memory IREE uses without a copy.
    """

    inputs: Any
    lane: Any
    extents: dict[str, int] = field(default_factory=dict)
    borrowed: list[np.ndarray[Any, Any]] = field(default_factory=list)


Packer: TypeAlias = Callable[[Call, Any], None]
_Pusher: TypeAlias = Callable[[Call, "np.ndarray[Any, Any]"], None]

# Below this size a copy costs no more than lending the memory does.
BORROW_FROM = 16384
# From this size on NumPy's memory is cheaper than IREE's: it comes in large pages.
STAGE_FROM = 1 << 20
# IREE takes no other memory.
ALIGNMENT = 64


@dataclass(frozen=True, slots=True)
class PackingRules:
    """How a function's tensors reach the device.

    Attributes:
        function: for messages.
        host_memory: whether the device computes in the host's memory.
        read_only: indices of the exported function's arguments that its code never writes to,
            which alone may be lent to it.
    """

    function: FunctionInfo
    host_memory: bool
    read_only: frozenset[int] = frozenset()


def packers(rules: PackingRules) -> list[Packer]:
    """One packer per parameter."""
    made = []
    position = 0
    for parameter in rules.function.parameters:
        packer, position = _packer(rules, parameter.type, parameter.name, position)
        made.append(packer)
    return made


def deferred_checks(rules: PackingRules) -> Callable[[Call, Sequence[Any]], None] | None:
    """A check of dimensions that are expressions, such as ``n+1``, once all variables are known."""
    pending: list[tuple[int, tuple[str, ...], str, TensorInfo]] = []
    for index, parameter in enumerate(rules.function.parameters):
        found = _expressions(parameter.name, parameter.type)
        pending += [(index, path, name, leaf) for path, name, leaf in found]
    if not pending:
        return None

    def check(call: Call, values: Sequence[Any]) -> None:
        for index, path, name, leaf in pending:
            _check_expressions(rules.function, name, leaf, _at(values[index], path), call.extents)

    return check


def _packer(rules: PackingRules, type_: TypeInfo, path: str, position: int) -> tuple[Packer, int]:
    if isinstance(type_, RecordInfo):
        return _record_packer(rules, type_, path, position)
    if type_.shape is None:
        return _scalar_packer(rules, type_, path), position + type_.values
    return _tensor_packer(rules, type_, path, position), position + type_.values


def _scalar_packer(rules: PackingRules, leaf: TensorInfo, path: str) -> Packer:
    push = scalar_pusher(rules.function.name, path, leaf)

    def pack(call: Call, value: Any) -> None:
        push(call.inputs, value)

    return pack


def _tensor_packer(rules: PackingRules, leaf: TensorInfo, path: str, position: int) -> Packer:
    assert leaf.shape is not None
    name = rules.function.name
    dtype = element_type(leaf.dtype).dtype
    shape = leaf.shape
    rank = len(shape)
    fixed = [(axis, extent) for axis, extent in enumerate(shape) if isinstance(extent, int)]
    named = [(axis, each) for axis, each in enumerate(shape) if isinstance(each, str) and is_variable(each)]
    array_type = np.ndarray
    push = _complex_parts(rules, leaf, path) if leaf.split else _pusher(rules, leaf.dtype, path, position)

    def pack(call: Call, value: Any) -> None:
        if type(value) is not array_type or value.dtype is not dtype:
            value = _as_array(name, path, leaf, value)
        given = value.shape
        if len(given) != rank:
            raise complaints.wrong_shape(name, path, shape, given)
        for axis, extent in fixed:
            if given[axis] != extent:
                raise complaints.wrong_shape(name, path, shape, given, _clashes(shape, given))
        for axis, variable in named:
            if call.extents.setdefault(variable, given[axis]) != given[axis]:
                notes = complaints.where_bound(rules.function, variable, call.extents[variable])
                raise complaints.wrong_shape(name, path, shape, given, notes)
        if not value.flags.c_contiguous:
            value = _contiguous(name, path, value)
        push(call, value)

    return pack


def _contiguous(function: str, path: str, value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    try:
        return value.copy(order="C")
    except MemoryError:
        raise complaints.no_memory(function, path, value.nbytes) from None


def _as_array(function: str, path: str, leaf: TensorInfo, value: Any) -> np.ndarray[Any, Any]:
    """``value`` as an array of exactly the expected element type."""
    element = element_type(leaf.dtype)
    if isinstance(value, np.ma.MaskedArray):
        raise complaints.masked(function, path)
    if leaf.shape == () and isinstance(value, (bool, int, float, complex, np.number)):
        # What stands for a number that IREE's host does not hold takes any number of Python or NumPy.
        return np.asarray(number_check(function, path, leaf)(value), element.dtype)
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
    elif isinstance(value, type):
        raise complaints.wrong_kind(function, path, leaf, value)
    elif hasattr(value, "__dlpack__") or hasattr(value, "__array__"):
        array = _from_protocol(function, path, leaf, value)
    else:
        raise complaints.wrong_kind(function, path, leaf, value)
    if array.dtype != element.dtype:
        raise complaints.wrong_dtype(function, path, leaf, array)
    return array


def _from_protocol(function: str, path: str, leaf: TensorInfo, value: Any) -> np.ndarray[Any, Any]:
    # DLPack first: it needs no copy.  It fails for memory that the host cannot reach and for
    # element types that it or NumPy does not have; most such objects convert themselves.
    if hasattr(value, "__dlpack__"):
        try:
            return np.from_dlpack(value)
        except Exception as error:  # other libraries raise what they like
            if not hasattr(value, "__array__"):
                raise complaints.wrong_kind(function, path, leaf, value) from error
    try:
        return np.asarray(value)
    except Exception as error:
        raise complaints.wrong_kind(function, path, leaf, value) from error


def _clashes(expected: Sequence[int | str], shape: Sequence[int]) -> list[str]:
    return [
        f"dimension {axis} must be {wanted} but is {extent}"
        for axis, (wanted, extent) in enumerate(zip(expected, shape, strict=True))
        if isinstance(wanted, int) and wanted != extent
    ]


def _expressions(name: str, type_: TypeInfo) -> list[tuple[tuple[str, ...], str, TensorInfo]]:
    if isinstance(type_, RecordInfo):
        return [
            ((field, *path), where, leaf)
            for field, inner in type_.fields
            for path, where, leaf in _expressions(f"{name}.{field}", inner)
        ]
    shape = type_.shape or ()
    has_expression = any(isinstance(each, str) and not is_variable(each) for each in shape)
    return [((), name, type_)] if has_expression else []


def _at(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        if isinstance(value, Mapping):
            value = value[name] if name in value else value[python_identifier(name)]
        else:
            value = getattr(value, python_identifier(name))
    return value


def _check_expressions(
    function: FunctionInfo, path: str, leaf: TensorInfo, value: Any, extents: Mapping[str, int]
) -> None:
    assert leaf.shape is not None
    shape = np.shape(value)
    for axis, (dimension, extent) in enumerate(zip(leaf.shape, shape, strict=True)):
        if isinstance(dimension, int) or is_variable(dimension):
            continue
        wanted = evaluate(dimension, extents)
        if wanted is not None and wanted != extent:
            known = ", ".join(f"{name} is {extents[name]}" for name in sorted(extents))
            notes = [f"dimension {axis} must be {dimension} = {wanted} but is {extent}", known]
            raise complaints.wrong_shape(function.name, path, leaf.shape, shape, notes)


def _record_packer(rules: PackingRules, record: RecordInfo, path: str, position: int) -> tuple[Packer, int]:
    fields = []
    for name, type_ in record.fields:
        packer, position = _packer(rules, type_, f"{path}.{name}", position)
        fields.append((name, packer))
    names = tuple(name for name, _ in fields)
    field_packers = [packer for _, packer in fields]
    aliases = {spelling: name for name in names for spelling in (name, python_identifier(name))}
    function = rules.function.name

    def pack(call: Call, value: Any) -> None:
        if type(value) is tuple:
            values: Sequence[Any] = value
        else:
            values = _field_values(function, path, record, names, aliases, value)
        if len(values) != len(field_packers):
            notes = [f"it has {len(values)} value{'' if len(values) == 1 else 's'}"]
            raise complaints.wrong_record(function, path, record, value, notes)
        for packer, each in zip(field_packers, values, strict=True):
            packer(call, each)

    return pack, position


def _field_values(
    function: str,
    path: str,
    record: RecordInfo,
    names: Sequence[str],
    aliases: Mapping[str, str],
    value: Any,
) -> Sequence[Any]:
    """The values of the fields of ``value``, in the order of the record's fields."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        value = dict(zip(value._fields, value, strict=True))
    if isinstance(value, Mapping):
        by_name = {aliases.get(key, key): each for key, each in value.items()}
        unknown = [str(key) for key in by_name if key not in names]
        missing = [name for name in names if name not in by_name]
        if unknown or missing:
            notes = [f"it has no field {name}" for name in missing]
            notes += [f"{name} is no field" for name in unknown]
            raise complaints.wrong_record(function, path, record, value, notes)
        return [by_name[name] for name in names]
    if isinstance(value, (list, tuple)):
        return value
    raise complaints.wrong_record(function, path, record, value, [])


def _pusher(rules: PackingRules, dtype: str, path: str, position: int) -> _Pusher:
    """Appends an array, contiguous and of the right type, to the inputs."""
    from iree.runtime import BufferUsage, HalBufferView, MemoryType

    hal = element_type(dtype).hal
    usage = int(BufferUsage.DEFAULT | BufferUsage.MAPPING) if rules.host_memory else int(BufferUsage.DEFAULT)
    memory = int(MemoryType.DEVICE_LOCAL)
    # Neither the buffer protocol nor DLPack has bfloat16.
    carrier = np.dtype(np.uint16) if dtype == "bf16" else None

    def copy(call: Call, value: np.ndarray[Any, Any]) -> None:
        if carrier is not None:
            value = value.view(carrier)
        lane = call.lane
        call.inputs.push_ref(lane.allocator.allocate_buffer_copy(memory, usage, lane.hal_device, value, hal))

    def import_(call: Call, value: np.ndarray[Any, Any]) -> None:
        if carrier is not None:
            value = value.view(carrier)
        view = call.lane.hal_device.from_dlpack_capsule(value.__dlpack__())
        call.inputs.push_ref(view if carrier is None else HalBufferView(view.get_buffer(), value.shape, hal))

    def lend(call: Call, value: np.ndarray[Any, Any]) -> None:
        if value.nbytes < BORROW_FROM:
            copy(call, value)
            return
        try:
            import_(call, value)
            call.borrowed.append(value)
        except (BufferError, IndexError, RuntimeError, ValueError):
            # Read-only, or not aligned.
            if value.nbytes < STAGE_FROM:
                copy(call, value)
            else:
                import_(call, _aligned_copy(rules.function.name, path, value))

    return lend if rules.host_memory and position in rules.read_only else copy


def _aligned_copy(function: str, path: str, value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    try:
        memory = np.empty(value.nbytes + ALIGNMENT, np.uint8)
    except MemoryError:
        raise complaints.no_memory(function, path, value.nbytes) from None
    start = -memory.__array_interface__["data"][0] % ALIGNMENT
    copied = np.ndarray(value.shape, value.dtype, memory, start)
    copied[...] = value
    return copied


def _complex_parts(rules: PackingRules, leaf: TensorInfo, path: str) -> _Pusher:
    """Appends the real and the imaginary part of a complex array."""
    push = _pusher(rules, part_of(leaf).dtype, path, -1)

    def push_parts(call: Call, value: np.ndarray[Any, Any]) -> None:
        push(call, value.real.copy())
        push(call, value.imag.copy())

    return push_parts
