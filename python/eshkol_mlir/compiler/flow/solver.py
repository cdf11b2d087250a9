"""Passing values on from place to place until nothing new arrives anywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from eshkol_mlir.compiler.flow.values import Cell, Reader, Value


class Task:
    """Something that is done again whenever what it depends on has changed.

    Args:
        solver: that does it.
        action: gets the task, by which it looks into cells.
    """

    def __init__(self, solver: Solver, action: Callable[[Task], None]) -> None:
        self._solver = solver
        self._action = action
        self._watched: set[Cell] = set()
        self.is_pending = False

    def values(self, cell: Cell) -> list[Value]:
        """The values of a cell; the task depends on them from now on."""
        if cell not in self._watched:
            self._watched.add(cell)
            cell.readers.append(lambda _: self._solver.schedule(self))
        return list(cell.values.values())

    def run(self) -> None:
        self.is_pending = False
        self._action(self)


class Solver:
    """Has each reader of a cell see each value that arrives there."""

    def __init__(self) -> None:
        self._arrivals: deque[tuple[Reader, Value]] = deque()
        self._tasks: deque[Task] = deque()

    def add(self, cell: Cell, *values: Value) -> None:
        for value in values:
            new = cell.take(value)
            if new is not None:
                self._arrivals.extend((reader, new) for reader in cell.readers)

    def read(self, cell: Cell, reader: Reader) -> None:
        """Has ``reader`` get the values of a cell, those that come later too."""
        cell.readers.append(reader)
        self._arrivals.extend((reader, value) for value in cell.values.values())

    def flow(self, source: Cell, target: Cell) -> None:
        """What arrives at one cell arrives at another one."""
        if source is not target:
            self.read(source, lambda value: self.add(target, value))

    def repeat(self, action: Callable[[Task], None]) -> None:
        """Does something now, and again as long as what it looks at changes."""
        self.schedule(Task(self, action))

    def schedule(self, task: Task) -> None:
        if not task.is_pending:
            task.is_pending = True
            self._tasks.append(task)

    def run(self) -> None:
        """Goes on until nothing changes."""
        while self._arrivals or self._tasks:
            while self._arrivals:
                reader, value = self._arrivals.popleft()
                reader(value)
            if self._tasks:
                self._tasks.popleft().run()
