"""Units of code that is evaluated while a process runs: ``eval``, ``load`` and the prompt.

Every variable of an environment is a cell with a symbol of its own, which the first unit that
mentions it defines and later ones refer to.  So a procedure sees what a later form makes of
a variable, and a variable may be mentioned before it is defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.declared import DeclaredTypes
from eshkol_mlir.emit.host.device_code import DeviceCode, DeviceFunction, DeviceProcedure
from eshkol_mlir.emit.host.expressions import VALUE, Emitter
from eshkol_mlir.emit.host.interface import LibraryProcedure, Runtime
from eshkol_mlir.emit.host.typed_records import define_record_types
from eshkol_mlir.emit.host.unit import as_exported, emit_variables, on_device, top_level_variables
from eshkol_mlir.emit.host.variables import Cell, Known, Variable
from eshkol_mlir.emit.ir import Block, Function, Value, print_module, string_attribute
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.types.annotations import TypeReader
from eshkol_mlir.types.class_linking import link_forms
from eshkol_mlir.types.instances import with_instances


@dataclass(frozen=True)
class Unit:
    """A unit that is to be compiled and added to the process.

    Attributes:
        program: its forms, with all definitions that they may refer to.
        symbols: of the cells that it defines.
        exported: what others may call.
        functions: what it calls on the device.
        procedures: those that device code may get as arguments.
    """

    name: str
    mlir: str
    program: core.Program
    symbols: Set[str] = frozenset()
    exported: Mapping[Binding, LibraryProcedure] | None = None
    functions: Sequence[DeviceFunction] = ()
    procedures: Sequence[DeviceProcedure] = ()


class Interaction:
    """What the units of a process know of each other.

    Args:
        runtime: what they all may refer to.
        device: finds what device code computes in a program; None where there is no device.
    """

    def __init__(self, runtime: Runtime, device: Callable[[core.Program], DeviceCode] | None = None) -> None:
        self.runtime = runtime
        self._device = device
        #: The variables of environments, which expansion adds to.
        self.variables: set[Binding] = set()
        #: What units of modules define.
        self._exported: dict[Binding, LibraryProcedure] = {}
        self._symbols: dict[Binding, str] = {}
        #: The symbols of cells by name, of which later ones are numbered.
        self._numbers: dict[str, int] = {}
        self._defined: set[str] = set()
        self._units = 0
        #: What units define: the latest definitions of variables, types, rules for derivatives, and type classes.
        self._definitions: dict[Binding, Definition] = {}
        self.types: dict[str, core.TypeDefinition] = {}
        self._rules: list[core.Rule] = []
        self._classes: dict[str, core.TypeClass] = {}
        self._instances: list[core.Instance] = []

    def unit(self, program: core.Program, *, as_procedure: bool) -> Unit:
        """The unit of forms that are evaluated together.

        Args:
            program: those forms.
            as_procedure: its value is a procedure that evaluates them, otherwise theirs.

        Raises:
            EshkolError: it uses what the host tier does not have, or declares what is no type.
        """
        name = self._name("evaluation")
        whole = self.whole(program)
        for type in program.declared:
            TypeReader(whole.types).read(type)
        device = self._device(whole) if self._device is not None else None
        body = self._body(program, whole, device)
        self.variables.update(item.binding for item in body if isinstance(item, Definition))
        emitter = _Emitter(self, name, {}, device)
        emitter.main(body, as_procedure=as_procedure)
        text = print_module([*emitter.globals, *emitter.functions])
        return _with_device(Unit(name, text, whole, emitter.cells), device)

    def module(self, program: core.Program, *, as_procedure: bool) -> Unit:
        """The unit of a module, whose procedures others call as those of the library."""
        name = self._name("module")
        whole = self.whole(program)
        device = self._device(whole) if self._device is not None else None
        body = self._body(program, whole, device)
        # What instances change is in cells, as the variables of environments are.
        changing = set(_variables_of_classes(program))
        self.variables |= changing
        fixed = (item for item in body if not (isinstance(item, Definition) and item.binding in changing))
        variables = top_level_variables([*fixed], name)
        emitter = _Emitter(self, name, variables, device)
        emitter.main(body, as_procedure=as_procedure)
        emit_variables(emitter, variables, public=True)
        exported = {binding: as_exported(variable) for binding, variable in variables.items()}
        text = print_module([*emitter.globals, *emitter.functions])
        return _with_device(Unit(name, text, whole, emitter.cells, exported), device)

    def link(self, forms: core.Program) -> core.Program:
        """Forms with the instances of type classes that units before them have.

        Raises:
            EshkolError: what is wrong with instances, or what a method is used for without a type.
        """
        return link_forms(forms, self.whole(forms))

    def whole(self, program: core.Program) -> core.Program:
        """A program with all that units before it define."""
        own = {definition.binding: definition for definition in program.definitions}
        return replace(
            program,
            definitions=list((self._definitions | own).values()),
            types=self.types | program.types,
            rules=[*self._rules, *program.rules],
            classes=self._classes | program.classes,
            instances=with_instances(self._instances, program),
        )

    def is_defined_again(self, program: core.Program) -> bool:
        """Whether a program defines something that units before it define, or what their methods choose from."""
        if program.classes or program.instances:
            return True
        return any(definition.binding in self._definitions for definition in program.definitions)

    def _body(
        self, program: core.Program, whole: core.Program, device: DeviceCode | None
    ) -> list[Definition | core.Core]:
        """The forms of a program, with what its types need, and calls of what device code computes."""
        self.types |= program.types
        body = define_record_types(program)
        if device is not None:
            body = [on_device(item, device) for item in body]
        if not whole.classes:
            return body
        from eshkol_mlir.emit.host.classes import define_methods_anew

        return define_methods_anew(program, whole, body, device)

    def definitions_of(self, program: core.Program) -> list[tuple[Binding, Definition | None]]:
        """What the variables that a program defines are defined as before it."""
        return [(each.binding, self._definitions.get(each.binding)) for each in program.definitions]

    def restore(self, definitions: Sequence[tuple[Binding, Definition | None]]) -> None:
        """Takes back definitions that were not evaluated, those of procedures apart."""
        for binding, before in definitions:
            if not isinstance(self._definitions[binding].value, core.Lambda):
                del self._definitions[binding]
                if before is not None:
                    self._definitions[binding] = before

    def added(self, unit: Unit) -> None:
        """Notes that a unit is part of the process."""
        self._defined |= unit.symbols
        self._exported |= unit.exported or {}
        self._definitions = {definition.binding: definition for definition in unit.program.definitions}
        self.types, self._rules = unit.program.types, unit.program.rules
        self._classes, self._instances = unit.program.classes, unit.program.instances

    def exported(self, binding: Binding) -> LibraryProcedure | None:
        """A variable that the unit of a module defines."""
        return self._exported.get(binding)

    def symbol(self, binding: Binding) -> str:
        """That of the cell of a variable."""
        if binding not in self._symbols:
            number = self._numbers[binding.name] = self._numbers.get(binding.name, 0) + 1
            self._symbols[binding] = f"cell:{binding.name}" + (f".{number}" if number > 1 else "")
        return self._symbols[binding]

    def is_defined(self, symbol: str) -> bool:
        """Whether some unit has the cell."""
        return symbol in self._defined

    def _name(self, kind: str) -> str:
        self._units += 1
        return f"{kind}.{self._units}"


def _variables_of_classes(program: core.Program) -> Iterator[Binding]:
    """What chooses between the instances of a program's classes, and the procedures of its instances."""
    for known in program.classes.values():
        yield known.constraint
        yield from (method.binding for method in known.methods.values())
    for instance in program.instances:
        yield from instance.methods.values()


def _with_device(unit: Unit, device: DeviceCode | None) -> Unit:
    return unit if device is None else replace(unit, functions=device.functions, procedures=device.procedures)


class _Emitter(Emitter):
    """Emits one unit of an interaction."""

    def __init__(
        self,
        interaction: Interaction,
        unit: str,
        variables: Mapping[Binding, Known | Cell],
        device: DeviceCode | None,
    ) -> None:
        declared = DeclaredTypes(TypeReader(interaction.types), frozenset(interaction.runtime.primitives))
        super().__init__(interaction.runtime, unit, variables, declared, device)
        self._interaction = interaction
        #: The cells that the unit defines.
        self.cells: set[str] = set()

    def main(self, items: Sequence[Definition | core.Core], *, as_procedure: bool) -> None:
        """Makes the function of the unit's top level."""
        main = Function(f"main.{self.unit}", block := Block(), [VALUE], False, None)
        main.attributes = {"eshkol.unit": string_attribute(self.unit)}
        with self.at_end(block):
            value = self.procedure(items) if as_procedure else self.forms(items)
            self.emit("func.return", [value])
        self.functions.append(main)

    def procedure(self, items: Sequence[Definition | core.Core]) -> Value:
        """A procedure without parameters that evaluates forms, the last one in tail position."""
        block = Block()
        block.argument(VALUE)
        with self.at_end(block):
            self.emit("eshkol.return", [self.forms(items)])
        attributes = {
            "names": '["evaluation"]',
            "required": "array<i64: 0>",
            "rest": "array<i1: false>",
        }
        return self.emit_one("eshkol.lambda", [], VALUE, attributes, [[block]])

    def forms(self, items: Sequence[Definition | core.Core]) -> Value:
        """The value of the last form, after the others."""
        for item in items[:-1]:
            self.top_level(item)
        if items and not isinstance(items[-1], Definition):
            return self.expression(items[-1])
        for item in items[-1:]:
            self.top_level(item)
        return self.unspecified()

    def top_level(self, item: Definition | core.Core) -> None:
        if isinstance(item, Definition):
            self._declare(item.binding)
        super().top_level(item)

    def _expression(self, node: core.Core) -> Value:
        match node:
            case (
                core.Reference(binding=binding)
                | core.Assign(binding=binding)
                | core.Apply(function=core.Reference(binding=binding))
            ):
                self._declare(binding)
        return super()._expression(node)

    def _variable(self, binding: Binding, span: Span) -> Variable:
        self._declare(binding)
        return super()._variable(binding, span)

    def _declare(self, binding: Binding) -> None:
        """Makes a variable known that is not of the unit, or a cell of it."""
        if binding in self.variables:
            return
        exported = self._interaction.exported(binding)
        if exported is not None:
            self.variables[binding] = self._declare_library(binding.name, exported)
        elif binding in self._interaction.variables:
            symbol = self._interaction.symbol(binding)
            is_defined = self._interaction.is_defined(symbol)
            self.declare_global(symbol, public=True, external=is_defined)
            if not is_defined:
                self.cells.add(symbol)
            self.variables[binding] = Cell(symbol, binding.name)
