"""The places that values arrive at, and the values that elaboration makes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from eshkol_mlir.compiler.flow.results import number_of_host, number_of_type
from eshkol_mlir.compiler.flow.solver import Solver
from eshkol_mlir.compiler.flow.values import (
    UNKNOWN,
    Cell,
    Container,
    Datum,
    ElementType,
    Form,
    Integer,
    Number,
    Operation,
    Value,
)
from eshkol_mlir.diagnostics import Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader import syntax, write_datum
from eshkol_mlir.types import values as elaborated
from eshkol_mlir.types.convert import type_of
from eshkol_mlir.types.dtypes import C128

Made = TypeVar("Made")
#: Of calls that no expression stands for.
NOWHERE = Span(Source("<flow>", ""), 0, 0)


class Places:
    """The places of a program, and what flows between them."""

    def __init__(self) -> None:
        self.solver = Solver()
        #: What handlers of conditions get: what is raised in the text, and what the runtime raises.
        self.raised = Cell()
        self.solver.add(self.raised, UNKNOWN)
        #: What they return.
        self.handled = Cell()
        self._once: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What there is one of for each key."""
        if key not in self._once:
            self._once[key] = make()
        found: Made = self._once[key]
        return found

    def cell(self, binding: Binding) -> Cell:
        """The place of a variable."""
        return self.once(binding, Cell)

    def union(self, cells: Sequence[Cell]) -> Cell:
        """What arrives at any of several places."""
        if len(cells) == 1:
            return cells[0]
        made = Cell()
        for each in cells:
            self.solver.flow(each, made)
        return made

    def container(
        self, site: Hashable, content: Cell, items: Sequence[Cell] | None = None, form: Form = Form.SEQUENCE,
        name: str = "",
    ) -> Container:  # fmt: skip
        """The container that is made at one place."""
        parts = None if items is None else tuple(items)
        return self.once((site, "container"), lambda: Container(content, parts, form=form, name=name))

    def shuffled(self, container: Container) -> Container:
        """A container with the same content, at whatever positions."""
        if container.items is None:
            return container
        return self.once((container, "shuffled"), lambda: Container(container.content, tails=container.tails))

    def elements(self, cell: Cell) -> Cell:
        """The place of all that is in what arrives at another one."""

        def make() -> Cell:
            made = Cell()
            self.solver.read(cell, lambda value: self.elements_of(value, made))
            return made

        return self.once((cell, "elements"), make)

    def elements_of(self, value: Value, target: Cell) -> None:
        """Has the parts of a value arrive somewhere."""
        match value:
            case Container(content=content, tails=tails):
                self.solver.flow(content, target)
                self.solver.flow(tails, target)
            case Number(dtype=dtype, shape=(_, *rest)):
                self.solver.add(target, Number(dtype, tuple(rest)) if rest else number_of_host(dtype))
            case Number() if value.shape is None:
                pass
            case _:
                self.solver.add(target, UNKNOWN)

    def take(self, source: Cell, position: int, target: Cell) -> None:
        """One of several values."""

        def take(value: Value) -> None:
            if isinstance(value, Container) and value.form is Form.VALUES and value.items is not None:
                if position < len(value.items):
                    self.solver.flow(value.items[position], target)
            elif position == 0:
                self.solver.add(target, value)

        self.solver.read(source, take)

    def holding(self, node: core.Core, value: Value) -> Cell:
        cell: Cell = self.once(node, Cell)
        self.solver.add(cell, value)
        return cell

    def is_new(self, key: Hashable) -> bool:
        known = key in self._once
        self._once[key] = True
        return not known

    def give(self, cell: Cell, value: elaborated.Value, site: Hashable) -> None:
        """Has an elaborated value arrive somewhere."""
        match value:
            case elaborated.Static(value=int() as number, dtype=None) if not isinstance(number, bool):
                self.solver.add(cell, Integer(number))
            case elaborated.Static(value=complex(), dtype=None):
                self.solver.add(cell, Number(C128, weak=True))
            case elaborated.Term() | elaborated.Static():
                self.solver.add(cell, number_of_type(type_of(value)))
            case elaborated.Text(value=text):
                self.solver.add(cell, Datum(write_datum(syntax.String(text, NOWHERE))))
            case elaborated.SymbolValue(name=name):
                self.solver.add(cell, Datum(name))
            case elaborated.ListValue(items=items, vector=is_vector):
                self._give_parts(cell, items, site, Form.SEQUENCE if is_vector else Form.LIST)
            case elaborated.PairValue(first=first, second=second):
                self._give_pair(cell, first, second, site)
            case elaborated.MultipleValues(items=items):
                self._give_parts(cell, items, site, Form.VALUES)
            case elaborated.RecordValue(type=type, fields=fields):
                self._give_parts(cell, tuple(fields.values()), site, Form.RECORD, type.name)
            case elaborated.TypeName(dtype=dtype):
                self.solver.add(cell, ElementType(dtype))
            case elaborated.BuiltinProcedure(name=name):
                self.solver.add(cell, Operation(name))
            case elaborated.Poison() | elaborated.Unspecified():
                pass
            case _:
                self.solver.add(cell, UNKNOWN)

    def _give_pair(
        self, cell: Cell, first: elaborated.Value, second: elaborated.Value, site: Hashable
    ) -> None:
        made = self.container(site, self.once((site, "content"), Cell))
        self.give(made.content, first, (site, 0))
        self.give(made.tails, second, (site, 1))
        self.solver.add(cell, made)

    def _give_parts(
        self, cell: Cell, parts: Sequence[elaborated.Value], site: Hashable, form: Form, name: str = ""
    ) -> None:
        items = [self.once((site, "part", position), Cell) for position in range(len(parts))]
        content = self.once((site, "content"), lambda: self.union(items))
        for position, (item, part) in enumerate(zip(items, parts, strict=True)):
            self.give(item, part, (site, position))
        self.solver.add(cell, self.container(site, content, items, form, name))
