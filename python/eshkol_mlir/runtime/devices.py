"""Devices: which there are, and opening one by name.

Names are ``cpu`` (one thread for short calls, all cores for long ones), ``cpu:sync`` (the
calling thread only), ``cpu:task`` (all cores always), ``vulkan:N``, ``cuda:N``, ``rocm:N``
(also ``hip:N``), and ``gpu:N`` for the Nth device of the first GPU backend that has any.
IREE is imported when a device is first asked for.
"""

from __future__ import annotations

import difflib
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import DeviceError, EshkolError

GPU_BACKENDS = ("cuda", "rocm", "vulkan")
CPU_NAMES = ("cpu", "cpu:sync", "cpu:task")

_ALIASES = {"hip": "rocm", "local-sync": "cpu:sync", "local-task": "cpu:task", "cpu:0": "cpu"}
_DRIVERS = {"cuda": "cuda", "rocm": "hip", "vulkan": "vulkan"}
_MISSING = {
    "cuda": "the NVIDIA driver (libcuda) is not installed or finds no GPU",
    "rocm": "the AMD HIP runtime (libamdhip64) is not installed or finds no GPU",
    "vulkan": "no Vulkan driver is installed; on Debian, mesa-vulkan-drivers brings one that needs no GPU",
}
_open_lock = threading.RLock()


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A device that modules can run on.

    Attributes:
        name: what :func:`device` takes.
        description: the hardware, or how a CPU device uses it.
        targets: the names of the targets whose code it runs, best first.
    """

    name: str
    description: str
    targets: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Device:
    """An open device.

    Attributes:
        info: what it is.
        lanes: functions that open IREE devices which run the same code, the fastest for short
            work first; only ``cpu`` has two.
        host_memory: whether its memory is the host's, so that arrays need no copying.
    """

    info: DeviceInfo
    lanes: tuple[Callable[[], Any], ...]
    host_memory: bool

    @property
    def name(self) -> str:
        return self.info.name

    def __repr__(self) -> str:
        return f"<device {self.name}: {self.info.description}>"


def devices() -> list[DeviceInfo]:
    """The devices of this machine: the CPU first, then GPUs by backend."""
    return list(find_devices())


def find_devices() -> Iterator[DeviceInfo]:
    """The same, one by one: a driver is only asked when its turn comes, as that can take long."""
    for name in CPU_NAMES:
        yield _cpu_info(name)
    for backend in GPU_BACKENDS:
        yield from _gpu_infos(backend)


def device(name: str = "cpu") -> Device:
    """Open a device, or return it if it is open.

    Raises:
        DeviceError: no such device, or it cannot be opened.
    """
    canonical = _canonical(name)
    with _open_lock:
        return _open(canonical)


def _canonical(name: str) -> str:
    if not isinstance(name, str):
        raise _unknown(str(name))
    text = _ALIASES.get(name.strip().lower(), name.strip().lower())
    if text in CPU_NAMES:
        return text
    match = re.fullmatch(r"([a-z]+)(?::(\d+))?", text)
    backend = _ALIASES.get(match[1], match[1]) if match else ""
    if not match or backend not in (*GPU_BACKENDS, "gpu"):
        raise _unknown(name)
    index = int(match[2] or 0)
    if backend == "gpu":
        backend = next((each for each in GPU_BACKENDS if _gpu_infos(each)), "")
    infos = _gpu_infos(backend) if backend else []
    if index >= len(infos):
        raise _unavailable(name, backend, len(infos))
    return infos[index].name


@cache
def _open(name: str) -> Device:
    if name in CPU_NAMES:
        drivers = ("local-sync", "local-task")
        adaptive = drivers if _cores() > 1 else drivers[:1]
        chosen = {"cpu": adaptive, "cpu:sync": drivers[:1], "cpu:task": drivers[1:]}[name]
        return Device(_cpu_info(name), tuple(partial(_local, driver) for driver in chosen), True)
    backend, _, index = name.partition(":")
    info = _gpu_infos(backend)[int(index)]
    try:
        driver = _driver(backend)
        found = driver.query_available_devices()[int(index)]
        opened = driver.create_device(found["device_id"])
    except Exception as error:
        raise DeviceError.at(
            Code.DEVICE_NOT_OPENED,
            None,
            f"the device {name} ({info.description}) cannot be opened",
            notes=[_reason(error)],
        ) from error
    return Device(info, (lambda: opened,), False)


@cache
def _local(driver: str) -> Any:
    from iree import runtime

    return runtime.get_device(driver)


def _driver(backend: str) -> Any:
    from iree import runtime

    if backend == "vulkan":
        _order_signals()
    return runtime.get_driver(_DRIVERS[backend])


def _order_signals() -> None:
    """Has IREE load our ``runtime/vulkan``, unless the user chose a library or ours was not built."""
    extension = find_spec("eshkol_mlir._core")
    if extension is not None and extension.origin is not None:
        library = Path(extension.origin).with_name("libeshkol_vulkan.so")
        if library.exists():
            os.environ.setdefault("IREE_HAL_VULKAN_LIBVULKAN_PATH", str(library))


@cache
def _gpu_infos(backend: str) -> tuple[DeviceInfo, ...]:
    try:
        found = _driver(backend).query_available_devices()
    except Exception:  # IREE raises whatever a missing driver library leads to
        return ()
    return tuple(
        DeviceInfo(f"{backend}:{index}", str(entry["name"]), (backend,)) for index, entry in enumerate(found)
    )


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpu_info(name: str) -> DeviceInfo:
    cores = _cores()
    description = {
        "cpu": f"the processor, short calls on one core, long ones on {cores}",
        "cpu:sync": "the calling thread",
        "cpu:task": f"the processor, every call on {cores} cores",
    }[name]
    return DeviceInfo(name, description, ("cpu", "vmvx"))


def _available() -> list[str]:
    return [info.name for info in devices()]


def _unknown(name: str) -> EshkolError:
    names = _available()
    nearest = difflib.get_close_matches(name, [*names, *GPU_BACKENDS, "gpu"], n=1, cutoff=0.5)
    return DeviceError.at(
        Code.UNKNOWN_DEVICE,
        None,
        f"unknown device '{name}'",
        notes=[f"available: {', '.join(names)}"],
        help=[f"did you mean '{nearest[0]}'?"] if nearest else [],
    )


def _unavailable(name: str, backend: str, count: int) -> EshkolError:
    notes = [f"available: {', '.join(_available())}"]
    if not backend:
        notes.append("no GPU backend finds a device")
    elif count:
        notes.append(f"{backend} has {count} device{'s' if count > 1 else ''}, counted from 0")
    else:
        notes.append(_MISSING[backend])
    return DeviceError.at(Code.NO_SUCH_DEVICE, None, f"there is no device '{name}'", notes=notes)


def _reason(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
