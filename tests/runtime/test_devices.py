"""Devices: the list, the names, and what is said about those that are not there."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from eshkol_mlir.diagnostics import DeviceError
from eshkol_mlir.runtime.devices import DeviceInfo, device, devices

# The package has a function of the same name.
devices_module = import_module("eshkol_mlir.runtime.devices")


def names() -> list[str]:
    return [info.name for info in devices()]


def test_the_processor_comes_first() -> None:
    assert names()[:3] == ["cpu", "cpu:sync", "cpu:task"]
    assert devices()[0].targets == ("cpu", "vmvx")


@pytest.mark.parametrize(
    ("name", "canonical", "lanes"),
    [
        ("cpu", "cpu", 2),
        ("CPU ", "cpu", 2),
        ("cpu:0", "cpu", 2),
        ("cpu:sync", "cpu:sync", 1),
        ("local-sync", "cpu:sync", 1),
        ("cpu:task", "cpu:task", 1),
        ("local-task", "cpu:task", 1),
    ],
)
def test_names_of_the_processor(name: str, canonical: str, lanes: int) -> None:
    opened = device(name)
    assert opened.name == canonical
    assert len(opened.lanes) == lanes
    assert opened.host_memory
    assert device(name) is opened


def test_every_listed_device_opens() -> None:
    for info in devices():
        assert device(info.name).info == info


def test_unknown_device_message() -> None:
    with pytest.raises(DeviceError) as caught:
        device("vulcan:0")
    assert str(caught.value) == (
        "error[E0815]: DeviceError: unknown device 'vulcan:0'\n"
        f"  = note: available: {', '.join(names())}\n"
        f"  = help: did you mean '{'vulkan:0' if 'vulkan:0' in names() else 'vulkan'}'?"
    )


def gpus(monkeypatch: pytest.MonkeyPatch, **counts: int) -> None:
    """Pretend that the machine has these numbers of devices."""

    def infos(backend: str) -> tuple[DeviceInfo, ...]:
        count = counts.get(backend, 0)
        return tuple(DeviceInfo(f"{backend}:{index}", "a GPU", (backend,)) for index in range(count))

    monkeypatch.setattr(devices_module, "_gpu_infos", infos)


def test_missing_driver_message(monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch)
    with pytest.raises(DeviceError) as caught:
        device("cuda")
    assert str(caught.value) == (
        "error[E0816]: DeviceError: there is no device 'cuda'\n"
        "  = note: available: cpu, cpu:sync, cpu:task\n"
        "  = note: the NVIDIA driver (libcuda) is not installed or finds no GPU"
    )


def test_index_out_of_range_message(monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch, vulkan=2)
    with pytest.raises(DeviceError) as caught:
        device("vulkan:2")
    assert str(caught.value) == (
        "error[E0816]: DeviceError: there is no device 'vulkan:2'\n"
        "  = note: available: cpu, cpu:sync, cpu:task, vulkan:0, vulkan:1\n"
        "  = note: vulkan has 2 devices, counted from 0"
    )


def test_gpu_is_the_first_backend_that_has_a_device(monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch, rocm=1, vulkan=3)
    assert devices_module._canonical("gpu") == "rocm:0"
    assert devices_module._canonical("gpu:0") == "rocm:0"
    assert devices_module._canonical("hip:0") == "rocm:0"
    gpus(monkeypatch, vulkan=3)
    assert devices_module._canonical("gpu:2") == "vulkan:2"


def test_gpu_without_any(monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch)
    with pytest.raises(DeviceError) as caught:
        device("gpu")
    assert str(caught.value) == (
        "error[E0816]: DeviceError: there is no device 'gpu'\n"
        "  = note: available: cpu, cpu:sync, cpu:task\n"
        "  = note: no GPU backend finds a device"
    )


def test_a_device_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch, cuda=1)

    def broken(backend: str) -> object:
        raise RuntimeError("driver is older than the runtime\nand a trace")

    monkeypatch.setattr(devices_module, "_driver", broken)
    with pytest.raises(DeviceError) as caught:
        device("cuda:0")
    assert str(caught.value) == (
        "error[E0817]: DeviceError: the device cuda:0 (a GPU) cannot be opened\n"
        "  = note: driver is older than the runtime"
    )


def test_the_function_and_the_submodule_do_not_hide_each_other() -> None:
    import eshkol_mlir

    assert eshkol_mlir.devices is devices
    assert eshkol_mlir.device is device
    assert sys.modules["eshkol_mlir.runtime.devices"].devices is devices


def test_importing_the_package_imports_neither_numpy_nor_iree() -> None:
    program = (
        "import sys, eshkol_mlir\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'numpy', 'iree', 'ml_dtypes'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.skipif("vulkan:0" not in names(), reason="no Vulkan driver")
def test_signals_of_vulkan_semaphores_are_put_in_order() -> None:
    """IREE has loaded Vulkan through the library that does so; libvulkan is behind it."""
    code = (
        "from eshkol_mlir.runtime.devices import device; device('vulkan:0');"
        "print(*{line.split('/')[-1].strip() for line in open('/proc/self/maps')})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "libeshkol_vulkan.so" in loaded
    assert "libvulkan.so" in loaded
