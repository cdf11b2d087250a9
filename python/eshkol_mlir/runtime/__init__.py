"""Devices, and calling compiled modules from Python."""

# Bound here at once, not on first use: importing the submodule `devices` later would
# otherwise hide the function of that name.
from eshkol_mlir.runtime.devices import Device, DeviceInfo, device, devices
from eshkol_mlir.runtime.function import Function
from eshkol_mlir.runtime.module import Module, load

__all__ = ["Device", "DeviceInfo", "Function", "Module", "device", "devices", "load"]
