"""What a program may call its device functions with, and what comes of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from eshkol_mlir.compiler.flow.crossing import Crossings, Given, Leaf, Node, signature
from eshkol_mlir.compiler.flow.places import Places
from eshkol_mlir.compiler.flow.results import Results
from eshkol_mlir.compiler.flow.solver import Task
from eshkol_mlir.compiler.flow.values import UNKNOWN, Cell
from eshkol_mlir.compiler.specialized_functions import check_procedure, specialized
from eshkol_mlir.compiler.tiers import device_code
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.emit.host.device_code import DeviceCode, DeviceFunction, DeviceProcedure
from eshkol_mlir.expander import core
from eshkol_mlir.types import values as elaborated


@dataclass(frozen=True)
class Outcome:
    """What comes of a call.

    Attributes:
        has_integers: whether integers that the text tells have to be a part of the function.
        error: what is wrong with it, if anything.
    """

    value: elaborated.Value
    has_integers: bool = False
    error: EshkolError | None = None


@dataclass
class DeviceCalls:
    """The calls of a device function.

    Attributes:
        combinations: of arguments, those that it captures first, each with what comes of it.
        is_made: whether something arrives at each place that the arguments come from.
        has_unknown: whether values may be among them of which the text tells nothing.
    """

    combinations: dict[tuple[Given, ...], Outcome] = field(default_factory=dict)
    is_made: bool = False
    has_unknown: bool = False

    @property
    def is_foreseen(self) -> bool:
        """Whether the text tells what comes of the calls, as far as there are any."""
        outcomes = self.combinations.values()
        if self.has_unknown:
            return any(each.error is None for each in outcomes)
        return bool(outcomes) or not self.is_made

    @property
    def is_beyond(self) -> bool:
        """Whether all that arrives is known, but nothing of it is of a form that functions are compiled for."""
        return self.is_made and not self.combinations and not self.has_unknown


class DeviceFlow(Places):
    """What arrives at the calls of device functions.

    Args:
        emitted: the device code, which numbers functions and procedures.
    """

    def __init__(self, emitted: DeviceCode) -> None:
        super().__init__()
        self.program = emitted.program
        self.device = device_code(self.program)
        #: The lambda expressions of the program, by those of the program that is analysed.
        self.written: dict[core.Lambda, core.Lambda] = {}
        self.results = Results(self.program)
        self.crossings = Crossings(self._procedures_of, self.cell)
        self._emitted_procedures = _by_written(emitted.procedures)
        self._procedures: dict[core.Lambda, Sequence[tuple[int, DeviceProcedure]]] = {}
        self._outcomes: dict[Hashable, Outcome] = {}
        self._calls: dict[core.Core, DeviceCalls] = {}

    def of(self, function: DeviceFunction) -> DeviceCalls:
        """The calls of a function that was emitted."""
        return self._calls.get(function.written, DeviceCalls(is_made=function.written not in self._analysed))

    @cached_property
    def _analysed(self) -> set[core.Core]:
        """What the functions are in the program that the analysis has gone through."""
        return {function.written for function in self.device.functions}

    def compute_device(
        self, task: Task, function: DeviceFunction, cells: Sequence[Cell], result: Cell
    ) -> None:
        calls = self._calls.setdefault(function.written, DeviceCalls())
        arrived = [task.values(cell) for cell in cells]
        calls.is_made |= all(arrived)
        calls.has_unknown |= any(UNKNOWN in values for values in arrived)
        for givens in self.crossings.combinations(cells, task):
            known = (function.written, givens)
            outcome = self._outcomes.get(known) or self._outcome(function, givens)
            self._outcomes[known] = calls.combinations[givens] = outcome
            if outcome.error is None:
                self.give(result, outcome.value, known)

    def _outcome(self, function: DeviceFunction, givens: Sequence[Given]) -> Outcome:
        """What comes of a call; integers become a part of the function only where it needs them."""
        try:
            for given in givens:
                _check(function.name, given)
            return Outcome(self._elaborated(function, givens, has_integers=False))
        except EshkolError as error:
            failed = Outcome(elaborated.POISON, error=error)
        if any(map(_has_integer, givens)):
            with suppress(EshkolError):
                return Outcome(self._elaborated(function, givens, has_integers=True), has_integers=True)
        return failed

    def _elaborated(
        self, function: DeviceFunction, givens: Sequence[Given], *, has_integers: bool
    ) -> elaborated.Value:
        """
        Raises:
            EshkolError: what is wrong with the call.
        """
        passed = signature(givens, has_integers=has_integers)
        procedure = specialized(self.program, function, passed.parts, [None] * len(passed.numbers))
        return self.results.of_function(procedure, passed.numbers)

    def _procedures_of(self, function: core.Lambda) -> Sequence[tuple[int, DeviceProcedure]]:
        """The procedures of device code that a lambda expression of the analysed program is."""
        if function not in self._procedures:
            self._procedures[function] = self._find_procedures(function)
        return self._procedures[function]

    def _find_procedures(self, function: core.Lambda) -> Sequence[tuple[int, DeviceProcedure]]:
        known = self.device.known(self.written.get(function, function), None)
        if known is None:
            return ()
        procedure = self.device.procedures[known[0] - self.device.first_procedure]
        return [(number, procedure) for number in self._emitted_procedures.get(procedure.written, ())]


def _check(function: str, given: Given) -> None:
    """Raises what is wrong with the procedures among the arguments of a function."""
    if isinstance(given, Node):
        if given.procedure is not None:
            check_procedure(function, given.procedure)
        for part in given.parts:
            _check(function, part)


def _has_integer(given: Given) -> bool:
    if isinstance(given, Leaf):
        return isinstance(given.integers, int)
    return any(map(_has_integer, given.parts))


def _by_written(procedures: Sequence[DeviceProcedure]) -> Mapping[core.Core, list[int]]:
    """The numbers of procedures by what they are in the program."""
    found: dict[core.Core, list[int]] = {}
    for number, procedure in enumerate(procedures):
        found.setdefault(procedure.written, []).append(number)
    return found
