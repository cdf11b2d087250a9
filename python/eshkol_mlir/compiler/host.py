"""Programs of the host tier: compiled to machine code, and run in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.core import transform
from eshkol_mlir.compiler.driver import Compiler, Report
from eshkol_mlir.compiler.host_code import Format, by_names, generate, generate_objects
from eshkol_mlir.compiler.host_library import UNIT, host_library
from eshkol_mlir.compiler.host_link import link_executable, link_object
from eshkol_mlir.compiler.host_process import Process
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.compiler.host_shapes import changes_parts, shape_errors
from eshkol_mlir.compiler.placement import builtins_in
from eshkol_mlir.compiler.tiers import device_code, host_can_do, is_host_program
from eshkol_mlir.diagnostics import EshkolError, raise_together
from eshkol_mlir.emit.host import emit_unit
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.emit.host.unit import emitted_unit
from eshkol_mlir.expander import core
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.boundary import Boundary, assertions
from eshkol_mlir.types.gradual.check import (
    check_generality,
    check_types,
    has_declarations,
    needs_generality,
)

if TYPE_CHECKING:
    from eshkol_mlir.compiler.device_calls import DeviceCalls
    from eshkol_mlir.compiler.native_functions import NativeFunction
    from eshkol_mlir.types.gradual.checker import Checker

PROGRAM = "program"
#: Stages that programs of the host tier can be written at.
HOST_STAGES = ("eshkol", "llvm", "asm", "obj", "exe")
#: What is wrong with device code, but not with code of the host.
_BEYOND = frozenset(
    (Code.BRANCHES_DIFFER, Code.VARIANT_FROM_DATA, Code.CHANGED_VARIABLE, Code.RUN_TIME_DECISION)
)
#: The same, whatever else the program computes on the device.
_OF_CALLS = frozenset((Code.RECURSION, Code.UNROLLED_TOO_FAR))
_FORMATS: dict[str, Format] = {"llvm": "llvm", "asm": "assembly"}


@dataclass(frozen=True)
class HostProgram:
    """A program for the host tier; the ``compiler`` is asked for what it calls on the device."""

    compiler: Compiler
    program: core.Program

    @property
    def report(self) -> Report:
        return self.compiler.report

    def mlir(self) -> str:
        """Its text in the ``eshkol`` dialect, generic form, with locations."""
        return self._emitted()[0]

    def check(self, rounds: list[Checker] | None = None) -> list[Boundary]:
        """What is left to the running program to check; ``rounds`` gets what has checked its types.

        Raises:
            EshkolError: what is wrong with it.
        """
        boundaries: list[Boundary] = []
        program, device = self._checked(rounds)
        with self.report.timed("emit"), deep_recursion(), collection_paused():
            emitted_unit(program, PROGRAM, host_library().runtime(), device=device, boundaries=boundaries)
        calls = self._device_calls(device)
        if calls is not None:
            boundaries += assertions(calls.check())
        return boundaries

    @deep_recursion()
    @collection_paused()
    def _emitted(self) -> tuple[str, DeviceCode]:
        """Its text, and what it calls on the device."""
        program, device = self._checked()
        with self.report.timed("emit"):
            text, _ = emit_unit(program, PROGRAM, host_library().runtime(), device=device)
        return text, device

    def _checked(self, rounds: list[Checker] | None = None) -> tuple[core.Program, DeviceCode]:
        """The program without the checks that its types make needless, and its device code."""
        self.compiler.check_linear_use()
        self.compiler.check_effects()
        device = device_code(self.program)
        with self.report.timed("types"), deep_recursion(), collection_paused():
            program = check_types(
                self.program,
                frozenset(primitives()),
                device.is_whole,
                removes_checks=not device.has_device_code,
                rounds=rounds,
            )
            if device.has_device_code and needs_generality(self.program):
                check_generality(self.program, frozenset(primitives()))
        self._check_shapes(device)
        return program, device if program is self.program else device_code(program)

    def _check_shapes(self, device: DeviceCode) -> None:
        """
        Raises:
            EshkolError: what is wrong with shapes in a program that declares types.
        """
        if not has_declarations(self.program):
            return
        with self.report.timed("shapes"), deep_recursion(), collection_paused():
            check = partial(
                shape_errors,
                self.program,
                device,
                changes=lambda: changes_parts(set(builtins_in(self.program))),
                look_into=self._look_into,
            )
            errors = check(without=device.is_whole)
            if errors:
                # What is compiled for the device is checked when it is; its errors are told together with these.
                errors = check()
        raise_together(errors)

    def _look_into(self, binding: core.Binding) -> None:
        """Notes that checking a module has looked into another one, of which callers know no more than facts."""
        if self.compiler.dependences is not None:
            self.compiler.dependences.is_whole = False

    def _device_calls(self, device: DeviceCode) -> DeviceCalls | None:
        """The functions that it calls on the device; None without any."""
        if not device.functions:
            return None
        from eshkol_mlir.compiler.device_calls import DeviceCalls

        return DeviceCalls(self.compiler, self.program, device.functions, device.procedures)

    def _objects(self, mlir: str, *, native: bool, report: Report | None = None) -> dict[str, bytes]:
        """Its object files, by names for messages."""
        report = report or self.report
        with report.timed("machine code"):
            return by_names(generate_objects(mlir, PROGRAM, native=native, timing=report.timing), PROGRAM)

    def emit(self, stage: str) -> bytes:
        """The program at a stage: ``eshkol``, ``llvm``, ``asm``, ``obj`` or ``exe``.

        Object files and executables have code for any processor of the architecture, that of the library included.
        """
        text, device = self._emitted()
        if stage == "eshkol":
            return str(transform(text, form="text").output).encode()
        if stage in _FORMATS:
            with self.report.timed("machine code"):
                return generate(text, PROGRAM, _FORMATS[stage], native=False, timing=self.report.timing)
        from concurrent.futures import ThreadPoolExecutor

        report = Report()
        with ThreadPoolExecutor(1) as other_thread:
            # LLVM needs neither Python nor, for parts of it, both processors.
            made = other_thread.submit(self._objects, text, native=False, report=report)
            device_objects = self._native_objects(device)
            objects = made.result()
        self.report.timing += report.timing
        return self._linked(stage, objects, device_objects)

    def link(self, stage: str, device_objects: Mapping[str, bytes]) -> bytes:
        """The program as ``obj`` or ``exe``, with object files of its device functions."""
        return self._linked(stage, self._objects(self._emitted()[0], native=False), device_objects)

    def _linked(self, stage: str, own: Mapping[str, bytes], device_objects: Mapping[str, bytes]) -> bytes:
        objects = {UNIT: host_library(native=False).code, **own, **device_objects}
        return link_executable(objects) if stage == "exe" else link_object(objects)

    def _native_objects(self, device: DeviceCode) -> dict[str, bytes]:
        """The machine code of what it calls on the device."""
        if not device.functions:
            return {}
        from eshkol_mlir.compiler.foreseen_functions import foreseen_functions
        from eshkol_mlir.compiler.native_code import native_objects

        with self.report.timed("device code"):
            foreseen = foreseen_functions(self.compiler, self.program, device)
            return native_objects(foreseen, device.functions, device.uncalled())

    def printing_values(self) -> HostProgram:
        """The program that prints the values of its expressions, each on a line."""
        return replace(self, program=showing_values(self.program))

    def run(
        self,
        command_line: Sequence[str],
        natives: Sequence[NativeFunction] = (),
        answering: Callable[[], object] | None = None,
    ) -> int:
        """Runs it; returns the status that it exits with.

        Args:
            command_line: what ``(command-line)`` answers.
            natives: device functions that it calls by their numbers, and that are machine code already.
            answering: has the runtime call other functions; what it returns is kept meanwhile.
        """
        text, device = self._emitted()
        objects = self._objects(text, native=True)
        calls = self._device_calls(device)
        if calls is not None:
            calls.check()
        process = Process(PROGRAM, command_line, self.compiler, calls)
        kept = answering() if answering is not None else None
        if natives:
            from eshkol_mlir.compiler.device_values import describe_native_functions

            describe_native_functions(natives)
        status = process.run(PROGRAM, objects) or 0
        del kept
        return status


def showing_values(program: core.Program, procedure: str = "%print-values") -> core.Program:
    """The program that calls a procedure of the library with the values of each of its expressions."""

    def showing(item: core.Definition | core.Core) -> core.Definition | core.Core:
        if isinstance(item, core.Definition):
            return item
        return core.Apply(core.Builtin(procedure, item.span), (item,), {}, item.span)

    return replace(program, body=[showing(item) for item in program.body])


def host_program(compiler: Compiler) -> HostProgram | None:
    """The program as one of the host tier, unless it is device code."""
    program = compiler.program()
    return HostProgram(compiler, program) if is_host_program(program) else None


def host_instead(compiler: Compiler, error: EshkolError) -> HostProgram | None:
    """A program that has been taken for device code as one of the host tier, if it does what only that can do.

    Args:
        compiler: of the program.
        error: what is wrong with it as device code.
    """
    if not (_has_any(error, _BEYOND) or _has_any(error, _OF_CALLS)):
        return None
    host = HostProgram(compiler, compiler.program())
    if host_can_do(host.program):
        return host
    return host if _has_any(error, _OF_CALLS) and _makes_all_calls(host) else None


def _has_any(error: EshkolError, codes: frozenset[Code]) -> bool:
    return any(each.code in codes for each in error.diagnostics)


def _makes_all_calls(host: HostProgram) -> bool:
    """Whether none of what a host program computes on the device has calls that only the host can make."""
    try:
        host.check()
    except EshkolError as error:
        return not _has_any(error, _OF_CALLS)
    return True
