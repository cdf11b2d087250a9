"""Device functions of code that is evaluated: each unit has some, numbered on from those before."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eshkol_mlir.compiler.device_calls import DeviceCalls
from eshkol_mlir.compiler.device_values import Answer, answer_device_calls, forget_device_functions
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.specialized_functions import condition_of

if TYPE_CHECKING:
    from eshkol_mlir.emit.host.device_code import DeviceFunction, DeviceProcedure
    from eshkol_mlir.expander import core


@dataclass
class _Functions:
    """Those of one unit: the first one's number, and the state of the definitions that they are compiled from.

    What a program defines does not change, and has no state.
    """

    first: int
    calls: DeviceCalls
    version: int | None


class UnitDeviceCalls:
    """Calls the device functions of the units of a process.

    Args:
        compiler: for its source, its options and its cache.
        procedures: what any of the functions may get as arguments, by their numbers.
        current: what is defined now.
        program: the device functions of the program that the process runs, which have the first numbers.
    """

    def __init__(
        self, compiler: Compiler, procedures: list[DeviceProcedure], current: Callable[[], core.Program],
        program: DeviceCalls | None = None,
    ) -> None:  # fmt: skip
        self._compiler = compiler
        self._procedures = procedures
        self._units: list[_Functions] = []
        self._count = 0
        self._version = 0
        self._current = current
        if program is not None:
            self._append(program, None)
        self._callback: object | None = None

    @property
    def count(self) -> int:
        """The number of functions, which is that of the next one."""
        return self._count

    def check(self, program: core.Program, functions: Sequence[DeviceFunction]) -> DeviceCalls:
        """The calls of a unit's functions, those with declared types checked.

        Raises:
            EshkolError: what is wrong with them.
        """
        calls = self._calls(program, functions)
        calls.check()
        return calls

    def add(self, calls: DeviceCalls) -> None:
        """Has the functions of a unit called when its code asks for that."""
        if self._callback is None:
            self._callback = answer_device_calls(self._call, condition_of)
        calls.describe(self._count)
        self._append(calls, self._version)

    def definitions_changed(self) -> None:
        """Notes that variables are defined again: functions are compiled from what they are now."""
        forget_device_functions()
        self._version += 1

    def _calls(self, program: core.Program, functions: Sequence[DeviceFunction]) -> DeviceCalls:
        return DeviceCalls(self._compiler, program, functions, self._procedures, latest=self._current)

    def _append(self, calls: DeviceCalls, version: int | None) -> None:
        self._units.append(_Functions(self._count, calls, version))
        self._count += len(calls.functions)

    def _call(self, number: int, arguments: Sequence[Any]) -> Answer:
        unit = self._units[bisect(self._units, number, key=lambda unit: unit.first) - 1]
        if unit.version is not None and unit.version != self._version:
            unit.calls = self._calls(self._current(), unit.calls.functions)
            unit.version = self._version
        return unit.calls.call(number - unit.first, arguments)
