"""Devices, and calling compiled modules from Python."""

from eshkol_mlir.runtime.devices import Device, DeviceInfo, device, devices
from eshkol_mlir.runtime.function import Function
from eshkol_mlir.runtime.module import Module, load

__all__ = ["Device", "DeviceInfo", "Function", "Module", "device", "devices", "load"]
