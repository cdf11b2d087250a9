"""A compiled module loaded on a device."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.artifact import Artifact, Provenance, TargetModule, check_versions, read_artifact
from eshkol_mlir.compiler.cpu_features import missing_features
from eshkol_mlir.compiler.signature import FunctionInfo, Signature
from eshkol_mlir.diagnostics import ArtifactError, DeviceError, EshkolError, NameError, Source
from eshkol_mlir.runtime.arguments import PackingRules
from eshkol_mlir.runtime.bound import Bound
from eshkol_mlir.runtime.devices import Device, device, devices, find_devices
from eshkol_mlir.runtime.failures import status_and_text
from eshkol_mlir.runtime.function import Function
from eshkol_mlir.runtime.lanes import Lane, Lanes, vm_instance
from eshkol_mlir.runtime.reflection import reflected_signature


class Module(Bound):
    """The functions of a compiled module: ``module.name``, or ``module["name-in-the-source"]``.

    Any number of threads may call them at the same time.

    Args:
        artifact: the compiled module.
        on: a device or its name; by default the first device that the module has code for.
        name: what messages call the module.
        source: what it was compiled from, for messages to quote.

    Raises:
        ArtifactError: the module was made for another version or processor, or is damaged.
        DeviceError: no such device, or the module has no code for it.
    """

    def __init__(
        self, artifact: Artifact, on: str | Device | None = None, name: str | None = None,
        source: Source | None = None,
    ) -> None:  # fmt: skip
        name = name or (source.name if source is not None else "the module")
        check_versions(artifact, name)
        self._name = name
        self._source = source
        self._artifact = artifact
        self._device = on if isinstance(on, Device) else device(on or _default_device(artifact, name))
        code = _code_for(artifact, self._device, name)
        _check_processor(code, artifact, name)
        vm_module = _load(code, name)
        self._lanes = Lanes(
            [partial(_lane, each, vm_module, self._device, name) for each in self._device.lanes]
        )
        self._signature = artifact.signature or reflected_signature(vm_module, name)
        self._functions = {
            info.name: self._function(info, vm_module, code) for info in self._signature.functions
        }
        self._attributes = {function.__name__: function for function in self._functions.values()}

    @property
    def device(self) -> Device:
        """The device it runs on."""
        return self._device

    @property
    def signature(self) -> Signature:
        """What its functions take and return."""
        return self._signature

    @property
    def provenance(self) -> Provenance:
        """Where it comes from and what made it."""
        return self._artifact.provenance

    def __getitem__(self, name: str) -> Function:
        """The function with this name, as in the source or as in Python.

        Raises:
            NameError: there is none.
        """
        found = self._functions.get(name) or self._attributes.get(name)
        if found is None:
            raise NameError.at(
                Code.NO_FUNCTION_IN_MODULE, None, self._no_function(name), help=self._suggestions(name)
            )
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._functions or name in self._attributes

    def __getattr__(self, name: str) -> Function:
        found = self.__dict__.get("_attributes", {}).get(name)
        if found is None:
            hint = "".join(f"; {text}" for text in self._suggestions(name))
            raise AttributeError(self._no_function(name) + hint)
        return found  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def __len__(self) -> int:
        return len(self._functions)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._attributes})

    def __repr__(self) -> str:
        names = ", ".join(self._functions)
        return f"<module {self._name} on {self._device.name}: {names}>"

    def _function(self, info: FunctionInfo, vm_module: Any, code: TargetModule) -> Function:
        vm_function = vm_module.lookup_function(info.symbol)
        if vm_function is None:
            raise ArtifactError.at(
                Code.ARTIFACT_DAMAGED,
                None,
                f"{self._name} describes the function {info.name} but has no code for it",
                help=[f"compile it again: {self._artifact.provenance.rebuild}"],
            )
        read_only = frozenset(code.read_only.get(info.symbol, ()))
        rules = PackingRules(info, self._device.host_memory, read_only)
        return Function(info, vm_function, self._lanes, self._device.name, rules, self._source)

    def _no_function(self, name: str) -> str:
        return f"{self._name} has no function '{name}'"

    def _suggestions(self, name: str) -> list[str]:
        if not isinstance(name, str):
            return ["functions are found by their names"]
        nearest = difflib.get_close_matches(name, [*self._functions, *self._attributes], n=1, cutoff=0.5)
        return [f"did you mean '{nearest[0]}'?"] if nearest else []


def load(path: str | os.PathLike[str], device: str | Device | None = None) -> Module:
    """Load a compiled module from a file.

    Args:
        path: a file that ``eshkol-compile`` (or an IREE tool) wrote.
        device: where to run it, such as ``cpu``, ``vulkan:0`` or ``gpu``.

    Raises:
        FileError: the file cannot be read.
        ArtifactError, DeviceError: as :class:`Module`.
    """
    return Module(read_artifact(path), device, f"'{os.fspath(path)}'")


def _default_device(artifact: Artifact, name: str) -> str:
    """The CPU if there is code for it, else the first device that there is code for."""
    for info in find_devices():
        if artifact.module_for(*info.targets, "unknown"):
            return info.name
    targets = ", ".join(str(module.target) for module in artifact.modules)
    raise DeviceError.at(
        Code.NO_CODE_FOR_DEVICE,
        None,
        f"this machine has no device that {name} has code for",
        notes=[f"it has code for {targets}", f"available: {', '.join(info.name for info in devices())}"],
        help=[f"add code for the processor: {artifact.provenance.rebuild} --target=cpu"],
    )


def _code_for(artifact: Artifact, on: Device, name: str) -> TargetModule:
    found = artifact.module_for(*on.info.targets, "unknown")
    if found is not None:
        return found
    targets = ", ".join(str(module.target) for module in artifact.modules)
    raise DeviceError.at(
        Code.NO_CODE_FOR_DEVICE,
        None,
        f"{name} has no code for the device {on.name}",
        notes=[f"it has code for {targets}", f"{on.name} runs code for {' or '.join(on.info.targets)}"],
        help=[f"compile it for that target too: {artifact.provenance.rebuild} --target={on.info.targets[0]}"],
    )


def _check_processor(code: TargetModule, artifact: Artifact, name: str) -> None:
    missing = missing_features(code.cpu_features)
    if not missing:
        return
    raise ArtifactError.at(
        Code.ARTIFACT_PROCESSOR,
        None,
        f"{name} was compiled for another processor ({code.target.cpu})",
        notes=[f"this one has no {', '.join(missing)}"],
        help=[f"compile it for any processor: {artifact.provenance.rebuild} --cpu=generic"],
    )


def _load(code: TargetModule, name: str) -> Any:
    from iree.runtime import VmModule

    try:
        return VmModule.copy_buffer(vm_instance(), code.vmfb)
    except Exception as error:
        raise _refused(name, error) from error


def _lane(open_device: Callable[[], Any], vm_module: Any, on: Device, name: str) -> Lane:
    try:
        return Lane(open_device(), vm_module)
    except Exception as error:
        status, text = status_and_text(error)
        if status in ("INCOMPATIBLE", "NOT_FOUND", "UNAVAILABLE", "UNIMPLEMENTED") or re.search(
            r"no .*device|executable format", text
        ):
            raise DeviceError.at(
                Code.NO_CODE_FOR_DEVICE,
                None,
                f"{name} does not run on the device {on.name}",
                notes=[text or str(error)[:300]],
            ) from error
        raise _refused(name, error) from error


def _refused(name: str, error: BaseException) -> EshkolError:
    status, text = status_and_text(error)
    return ArtifactError.at(
        Code.ARTIFACT_REFUSED,
        None,
        f"{name} cannot be loaded",
        notes=[f"IREE says: {status}: {text}" if status else f"IREE says: {text}"],
        help=["it may be damaged or made by another version of IREE: compile it again"],
    )
