"""Devices, and calling compiled modules from Python.

:mod:`~eshkol_mlir.runtime.devices` lists and opens devices, :mod:`~eshkol_mlir.runtime.module`
loads modules.  NumPy and IREE are imported by those, not by this package.
"""
