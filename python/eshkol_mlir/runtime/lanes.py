"""Loaded code, ready to be invoked from any thread.

An IREE context must not be entered by two threads at once, so a lane keeps a pool of them:
a call takes an idle one, or makes one (about 50 us).  On ``cpu`` a module has two lanes, one
that runs in the calling thread and one that uses all cores.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from time import perf_counter
from typing import Any


class Lane:
    """A module loaded on one IREE device.

    Args:
        hal_device: the IREE device.
        vm_module: the loaded module, shared by lanes.
    """

    __slots__ = ("_hal_module", "_idle", "_vm_module", "allocator", "hal_device")

    def __init__(self, hal_device: Any, vm_module: Any) -> None:
        from iree import runtime

        self.hal_device = hal_device
        self.allocator = hal_device.allocator
        self._vm_module = vm_module
        self._hal_module = runtime.create_hal_module(vm_instance(), hal_device)
        self._idle: deque[Any] = deque()
        self.give_back(self._new_context())

    def take(self) -> Any:
        """An idle context; give it back after the call."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._new_context()

    def give_back(self, context: Any) -> None:
        self._idle.append(context)

    def _new_context(self) -> Any:
        from iree import runtime

        return runtime.VmContext(vm_instance(), [self._hal_module, self._vm_module])


class Lanes:
    """The lanes of a module; all but the first are made when first used.

    Starting a pool of threads and loading constants again is for modules that need it.
    """

    __slots__ = ("_lock", "_made", "_makers", "first")

    def __init__(self, makers: Sequence[Callable[[], Lane]]) -> None:
        self.first = makers[0]()
        self._makers = makers
        self._made: list[Lane | None] = [self.first, *[None for _ in makers[1:]]]
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._makers)

    def __getitem__(self, index: int) -> Lane:
        lane = self._made[index]
        if lane is None:
            with self._lock:
                lane = self._made[index] = self._made[index] or self._makers[index]()
        return lane


@cache
def vm_instance() -> Any:
    """The process's IREE virtual machine."""
    from iree import runtime

    return runtime.VmInstance()


class LaneChoice:
    """Which of two lanes is faster for calls of one shape, found by timing the first calls.

    Starting all cores costs 10 to 20 us, so calls shorter than ``WORTH`` stay in their thread
    without trying.  Both lanes compute the same bits.
    """

    __slots__ = ("_best", "_trials", "settled")

    WORTH = 60e-6
    TRIALS = 3

    def __init__(self) -> None:
        self._best = [float("inf"), float("inf")]
        self._trials = 0
        self.settled: int | None = None

    def lane(self) -> int:
        """The lane for the next call."""
        if self.settled is not None:
            return self.settled
        return 0 if self._trials < self.TRIALS else 1

    def record(self, lane: int, start: float) -> None:
        """Note that a call on ``lane`` that started at ``start`` is over."""
        if self.settled is not None:
            return
        self._best[lane] = min(self._best[lane], perf_counter() - start)
        self._trials += 1
        if self._trials == self.TRIALS and self._best[0] < self.WORTH:
            self.settled = 0
        elif self._trials >= 2 * self.TRIALS:
            self.settled = 0 if self._best[0] <= self._best[1] else 1
