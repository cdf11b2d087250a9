"""The types, classes and instances of a program that is checked again, and its units linked with these.

Their names mean the same in all units.  So what the units declare is put together first, from texts that have changed
and from what is kept of the others: then it is known which names mean something else than before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eshkol_mlir.compiler.checked_programs import KeptUnit
from eshkol_mlir.compiler.checked_units import Unit
from eshkol_mlir.compiler.declarations import ROWS, affected_by, declarations_of, declared
from eshkol_mlir.compiler.expansion_pickle import Names
from eshkol_mlir.compiler.known_units import KnownUnits
from eshkol_mlir.compiler.reexpansion import Reexpansion
from eshkol_mlir.compiler.unit_facts import NotSeparable, variable_key
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.modules import add_variables
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.class_linking import link_part


class Relinking:
    """What the units declare now, and the units once their methods are resolved.

    Args:
        units: as they were kept.
        expansion: expands those that have changed.
        known: what is known of their variables.

    Raises:
        EshkolError, NotSeparable: a unit that has changed cannot be expanded.
    """

    def __init__(self, units: Sequence[KeptUnit], expansion: Reexpansion, known: KnownUnits) -> None:
        self._units, self._expansion, self._known = units, expansion, known
        self._declarations = {unit.path: self._declarations_of(unit) for unit in units}
        self._linked: dict[str, Unit] = {}
        self._definitions: dict[str, Mapping[Binding, core.Definition]] = {}

    def _declarations_of(self, unit: KeptUnit) -> core.Program:
        """The types, classes and instances of a unit; what these have by default is not known of those that changed."""
        if unit.path in self._expansion.changed:
            return declarations_of(self._expansion.unit(unit).written)
        return self._expansion.unpickled(unit, unit.declaration_data) or core.Program()

    def whole(self) -> core.Program:
        """The types, classes and instances of all units."""
        return core.joined(self._declarations.values())

    def affected_names(self) -> set[str]:
        """The names of types and classes that mean something else than before, or that something has now or had then.

        Raises:
            NotSeparable: all uses of some names of fields may do so.
        """
        names = Names()
        for module in self._expansion.modules.loaded.values():
            names.add_module(module)
        whole = self.whole()
        changed: set[str] = set()
        affected: set[str] = set()
        pending = [unit for unit in self._units if unit.path in self._expansion.changed]
        others = [unit for unit in self._units if unit.path not in self._expansion.changed]
        while pending:
            for unit in pending:
                now = declared(self._declarations[unit.path], whole.types, names)
                changed |= {name for name, _ in unit.declares.items() ^ now.items()}
            if ROWS in changed:
                raise NotSeparable
            affected = affected_by(changed, whole)
            # The types of instances may mean something else now, which changes their classes.
            pending = [unit for unit in others if not affected.isdisjoint(unit.mentions)]
            others = [unit for unit in others if unit not in pending]
        return affected

    def linked(self, kept: KeptUnit) -> Unit:
        """A unit whose methods are resolved with the instances that there are now."""
        if kept.path not in self._linked:
            unit = self._expansion.unit(kept)
            # Expanding it may have loaded some of them.
            self._expansion.name_modules(*self._known.before(kept))
            self._declarations[kept.path] = declarations_of(unit.written)
            whole = self.whole()
            if whole.classes or unit.written.constraints:
                variables = {each.name: each for module in unit.modules for each in module.variables}
                program = link_part(unit.written, whole, variables, self._declared_type)
                add_variables(unit.modules, program.definitions)
                unit = replace(unit, program=program)
                self._declarations[kept.path] = declarations_of(program)
            self._linked[kept.path] = unit
        return self._linked[kept.path]

    def _declared_type(self, binding: Binding) -> Syntax | None:
        """The declared type of a variable of a unit that is known."""
        match self._expansion.names.get(binding):
            case ("variable", *_) if not binding.assigned:
                key = variable_key(binding, self._expansion.names)
                return self._known.fact(key).definitions[-1].type
        return None

    def definition(self, binding: Binding) -> core.Definition:
        """A definition of a unit that is known in whole."""
        assert binding.module
        unit = self._known.owner(binding.module)
        if unit.path not in self._definitions:
            definitions = self.linked(unit).program.definitions
            self._definitions[unit.path] = {each.binding: each for each in definitions}
        return self._definitions[unit.path][binding]
