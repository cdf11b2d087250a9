"""The flow of values through the expressions of the core language."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eshkol_mlir.compiler.flow.calls import Calls
from eshkol_mlir.compiler.flow.values import (
    REAL,
    UNKNOWN,
    Cell,
    Closure,
    Container,
    Datum,
    Form,
    Integer,
    Number,
    Operation,
    Value,
)
from eshkol_mlir.compiler.known_calls import with_calls
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.emit.host.device_code import CALL, DeviceCode, DeviceFunction
from eshkol_mlir.expander import core
from eshkol_mlir.reader import syntax, write_datum
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types import values as elaborated
from eshkol_mlir.types.builtins import CONSTANTS
from eshkol_mlir.types.dtypes import BOOL, NAMES
from eshkol_mlir.types.literals import quoted

_RECORDS = frozenset(("%make-record", "%record-of?"))


class Flow(Calls):
    """The values of a whole program, and so what it may call its device functions with.

    Args:
        emitted: its device code, which numbers functions and procedures.
    """

    def __init__(self, emitted: DeviceCode) -> None:
        super().__init__(emitted)
        with deep_recursion():
            self._program_flow(with_calls(self.program, self.device, self.written))
            self.solver.run()

    def _program_flow(self, program: core.Program) -> None:
        for definition in program.definitions:
            if definition.value is not None:
                self._define(definition)
        for item in program.body:
            if not isinstance(item, core.Definition):
                self._visit(item)

    def _define(self, definition: core.Definition) -> None:
        assert definition.value is not None
        source = self._visit(definition.value)
        target = self.cell(definition.binding)
        if definition.position is None:
            self.solver.flow(source, target)
        else:
            self.take(source, definition.position, target)

    def _visit(self, node: core.Core) -> Cell:
        """The place of an expression's value."""
        match node:
            case core.Reference(binding=binding):
                if binding in self.device.library:
                    return self.holding(node, Operation(binding.name))
                return self.cell(binding)
            case core.Builtin(name=name):
                cell = self.once(node, Cell)
                self.give(cell, CONSTANTS.get(name, elaborated.BuiltinProcedure(name)), node)
                return cell
            case core.Constant(value=value):
                return self._constant(node, value)
            case core.Lambda():
                self.solver.flow(self._visit(node.body), self.once((node, "result"), Cell))
                self.declare(node)
                return self.holding(node, Closure(node))
            case core.Apply():
                return self._apply(node)
            case core.If(test=test, then=then, otherwise=otherwise):
                self._visit(test)
                branches = [then] if otherwise is None else [then, otherwise]
                return self.union([self._visit(branch) for branch in branches])
            case core.Let(clauses=clauses, body=body) | core.Letrec(clauses=clauses, body=body):
                for clause in clauses:
                    self._bind(clause, self._visit(clause.value))
                return self._visit(body)
            case core.Assign(binding=binding, value=value):
                self.solver.flow(self._visit(value), self.cell(binding))
                return Cell()
            case core.Sequence(expressions=expressions):
                return [self._visit(each) for each in expressions][-1]
            case core.Fold():
                return self._fold(node)
            case core.Array(elements=elements):
                items = [self._visit(element) for element in elements]
                return self.holding(node, self.container(node, self.union(items), items))
            case core.Map(entries=entries):
                parts = [self._visit(part) for entry in entries for part in entry]
                return self.holding(node, self.container(node, self.union(parts)))
            case core.Field(record=record):
                return self._field(node, self._visit(record))

    def _constant(self, node: core.Constant, value: object) -> Cell:
        cell = Cell()
        match value:
            case None:
                pass
            case bool():
                self.solver.add(cell, Number(BOOL, weak=True))
            case int():
                self.solver.add(cell, Integer(value))
            case Fraction() | float():
                self.solver.add(cell, REAL)
            case str():
                self.solver.add(cell, Datum(write_datum(syntax.String(value, node.span))))
            case _:
                self._give_datum(cell, value, node)
        return cell

    def _give_datum(self, cell: Cell, datum: object, node: core.Core) -> None:
        """The value of a quotation, or of a literal with parts."""
        if isinstance(datum, syntax.TypedArray):
            self.solver.add(cell, Number(NAMES[datum.dtype or "f64"], tuple(datum.shape)))
            return
        try:
            self.give(cell, quoted(datum, node.span), (node, "datum"))
        except EshkolError:
            self.solver.add(cell, UNKNOWN)

    def _bind(self, clause: core.Clause, source: Cell) -> None:
        if len(clause.bindings) == 1 and clause.rest is None:
            self.pass_to(source, clause.bindings[0])
            return
        for position, parameter in enumerate(clause.bindings):
            self.take(source, position, self.cell(parameter.binding))
        if clause.rest is not None:
            rest = self.container((clause, "rest"), self.elements(source))
            self.solver.add(self.cell(clause.rest), rest)

    def _fold(self, node: core.Fold) -> Cell:
        for clause in node.accumulators:
            self._bind(clause, self._visit(clause.value))
        for clause in node.sequences:
            self._bind(clause, self.elements(self._visit(clause.value)))
        body = self._visit(node.body)
        for position, clause in enumerate(node.accumulators):
            after = Cell()
            self.take(body, position, after)
            self._bind(clause, after)
        places = [self.cell(p.binding) for clause in node.accumulators for p in clause.bindings]
        if len(places) == 1:
            return places[0]
        return self.holding(node, self.container(node, self.union(places), places, Form.VALUES))

    def _field(self, node: core.Field, record: Cell) -> Cell:
        result = Cell()
        names = {
            name: list(fields)
            for name, definition in self.program.types.items()
            if node.name in (fields := _field_names(definition.body))
        }

        def take(value: Value) -> None:
            if not isinstance(value, Container):
                self.solver.add(result, UNKNOWN)
            elif value.name in names and value.items is not None:
                self.solver.flow(value.items[names[value.name].index(node.name)], result)
            elif not value.name:
                self.solver.flow(value.content, result)

        self.solver.read(record, take)
        return result

    def _apply(self, node: core.Apply) -> Cell:
        match node:
            case core.Apply(function=core.Builtin(name="%quote"), arguments=(core.Constant(value=datum),)):
                cell = Cell()
                self._give_datum(cell, datum, node)
                return cell
            case core.Apply(
                function=core.Builtin(name=name), arguments=(_, core.Constant(value=number), given)
            ) if name == CALL:
                return self._call_device(node, self.device.functions[number], given)
        result: Cell = self.once(node, Cell)
        arguments = [self._visit(argument) for argument in node.arguments]
        keywords = {name: self._visit(value) for name, value in node.keywords.items()}
        if isinstance(node.function, core.Builtin) and node.function.name in ("%and", "%or"):
            return self.union(arguments)
        function = self._visit(node.function)
        self.solver.read(function, lambda value: self.call_value(node, value, arguments, result, keywords))
        return result

    def _call_device(self, node: core.Apply, function: DeviceFunction, given: core.Core) -> Cell:
        result: Cell = self.once(node, Cell)
        first, rest = self._given(given)
        if function.name in _RECORDS:
            self._call_record(node, function, first, result)
        elif rest is None:
            self.solver.repeat(lambda task: self.compute_device(task, function, first, result))
        else:
            self._call_with_rest(function, first, rest, result)
        return result

    def _call_with_rest(
        self, function: DeviceFunction, first: Sequence[Cell], rest: Cell, result: Cell
    ) -> None:
        """Calls by several places, of which each has arguments of its own."""

        def spread(value: Value) -> None:
            if isinstance(value, Container) and value.items is not None:
                cells = [*first, *value.items]
                self.solver.repeat(lambda task: self.compute_device(task, function, cells, result))

        self.solver.read(rest, spread)

    def _given(self, given: core.Core) -> tuple[list[Cell], Cell | None]:
        """The list of arguments: those that are written one by one, and the place of the others."""
        match given:
            case core.Apply(function=core.Builtin(name="list"), arguments=arguments):
                return [self._visit(argument) for argument in arguments], None
            case core.Apply(function=core.Builtin(name="cons*"), arguments=(*first, rest)):
                return [self._visit(argument) for argument in first], self._visit(rest)
        return [], self._visit(given)

    def _call_record(
        self, node: core.Apply, function: DeviceFunction, given: Sequence[Cell], result: Cell
    ) -> None:
        """Constructors and predicates of declared types, which the host has too."""
        name = _record_name(function.value)
        if function.name != "%make-record" or name is None:
            self.solver.add(result, Number(BOOL, weak=True))
            return

        def make(value: Value) -> None:
            if isinstance(value, Container) and value.items is not None:
                made = self.container((node, value), value.content, value.items, Form.RECORD, name)
                self.solver.add(result, made)

        for fields in given:
            self.solver.read(fields, make)


def _record_name(value: core.Core) -> str | None:
    """The type that a constructor makes a record of."""
    match value:
        case core.Apply(arguments=(core.Constant(value=str() as name), *_)):
            return name
        case core.Lambda(body=body):
            return _record_name(body)
    return None


def _field_names(written: syntax.Syntax) -> list[str]:
    """The fields of a declared record."""
    match written:
        case syntax.List(items=(syntax.Symbol(name="Record"), *fields)):
            return [_field_name(each) for each in fields]
    return []


def _field_name(written: syntax.Syntax) -> str:
    match written:
        case syntax.List(items=(syntax.Symbol(name=name), *_)) | syntax.Symbol(name=name):
            return name
    return ""
