"""Running a module with IREE's runtime alone, as an independent judge of what was compiled."""

from __future__ import annotations

from typing import Any

import numpy as np


def run_plain(
    vmfb: bytes, function: str, *arguments: Any, seen: list[np.ndarray] | None = None
) -> np.ndarray:
    """The first result of a call; ``seen`` receives the argument buffers as they are afterwards."""
    from iree import runtime as rt
    from iree.runtime.dtypes import map_dtype_to_hal_element_type

    device = rt.get_device("local-sync")
    instance = rt.VmInstance()
    module = rt.VmModule.copy_buffer(instance, vmfb)
    context = rt.VmContext(instance, [rt.create_hal_module(instance, device), module])
    inputs, outputs = rt.VmVariantList(len(arguments)), rt.VmVariantList(1)
    views = []
    for argument in arguments:
        if isinstance(argument, int):
            inputs.push_int(argument)
            continue
        view = device.allocator.allocate_buffer_copy(
            int(rt.MemoryType.DEVICE_LOCAL),
            int(rt.BufferUsage.DEFAULT | rt.BufferUsage.MAPPING),
            device,
            argument,
            map_dtype_to_hal_element_type(argument.dtype),
        )
        views.append((view, argument))
        inputs.push_ref(view)
    context.invoke(module.lookup_function(function), inputs, outputs)
    if seen is not None:
        seen += [np.ndarray(a.shape, a.dtype, view.map()).copy() for view, a in views]
    result = outputs.get_as_object(0, rt.HalBufferView)
    dtype = rt.HalElementType.map_to_dtype(result.element_type)
    return np.ndarray(tuple(result.shape), dtype, result.map()).copy()
