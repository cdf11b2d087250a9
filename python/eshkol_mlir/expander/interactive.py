"""Expansion of forms that are evaluated one after the other: ``eval``, ``load`` and the prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace

from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import Declaration
from eshkol_mlir.expander.building import quoted
from eshkol_mlir.expander.expand import Expander
from eshkol_mlir.expander.imports import import_sets
from eshkol_mlir.expander.macros import Expansions
from eshkol_mlir.expander.modules import Modules
from eshkol_mlir.expander.redefinition import with_definitions
from eshkol_mlir.expander.scope import Identity, Scope
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

#: Symbols in the place of objects that have no external representation begin with this
#: (runtime/host/io/Printer.h).
OBJECT_PREFIX = "\x01object "


class InteractiveExpander(Expander):
    """Expands in an environment, whose definitions stay.

    A name may be defined any number of times.  In the body of a procedure it may be used before
    it is defined.

    Args:
        environment: the scope around it; None where it sees nothing but what it imports.
        modules: those that can be imported.
        variables: gets the variables of the environment, which may share it with others.
        is_mutable: whether forms may define names.
    """

    is_interactive = True

    def __init__(
        self,
        environment: Scope | None,
        modules: Modules,
        variables: set[core.Binding],
        *,
        is_mutable: bool = True,
    ) -> None:
        super().__init__(environment, modules)
        self.variables = variables
        self.is_mutable = is_mutable
        #: Types of names that wait for their next definition.
        self.pending: dict[Identity, Declaration] = {}
        #: Procedures by the variables that they were last defined as.
        self.lambdas: dict[core.Binding, core.Lambda] = {}

    def expand_forms(self, forms: Sequence[Syntax]) -> core.Program:
        """The program of forms that are evaluated together; what is wrong leaves no definitions.

        Raises:
            EshkolError: everything that is wrong with them.
        """
        with self.undone_on_error():
            self.program = core.Program()
            self.errors, self.is_incomplete, self.size = [], False, 0
            self.declarations, self.coverages = dict(self.pending), []
            self.expansions = Expansions()
            known = set(self.globals.names)
            program = self.expand_program(forms)
            self._define_users_again(program, known)
            self.variables.update(definition.binding for definition in program.definitions)
            self._note_lambdas(program)
            return program

    def check_declarations(self) -> None:
        """Keeps types of what is not defined yet; those of what is defined already hold from here on."""
        defined = {definition.binding for definition in self.program.definitions}
        for name, declaration in self.declarations.items():
            found = self.globals.bound(declaration.name)
            if found in defined:
                self.pending.pop(name, None)
            elif self.pending.get(name) is declaration:
                continue
            elif type(found) is core.Binding and found not in self.class_of and name in self.definitions:
                self._declare_defined(found, declaration)
            else:
                self.pending[name] = declaration
                self.program.declared.append(declaration.read())

    def _declare_defined(self, binding: core.Binding, declaration: Declaration) -> None:
        """A procedure is defined again with its type; any other value is checked."""
        type, span = declaration.read(), declaration.span
        value: core.Core = core.Reference(binding, span)
        if binding in self.lambdas and not binding.assigned:
            value = replace(self.lambdas[binding], type=type)
        definition = core.Definition(binding, value, span, type)
        self.program.definitions.append(definition)
        self.program.body.append(definition)

    def _define_users_again(self, program: core.Program, known: Set[str]) -> None:
        """Defines procedures again in which names of the language occur that the program defines.

        Args:
            program: it.
            known: the names that were defined before.
        """
        around = self.globals.enclosing
        for item in [each for each in program.body if isinstance(each, core.Definition)]:
            name, span = item.binding.name, item.span
            if name in known or around is None or self.globals.names.get(name) is not item.binding:
                continue
            language = around.lookup(Symbol(name, span))
            if language is None:
                continue
            for binding, procedure in self.lambdas.items():
                changed = with_definitions(procedure, {language: item.binding})
                if changed is None or binding.assigned or binding is item.binding:
                    continue
                again = core.Definition(binding, changed, changed.span)
                program.definitions.append(again)
                program.body.insert(program.body.index(item) + 1, again)

    def _note_lambdas(self, program: core.Program) -> None:
        for item in program.body:
            if isinstance(item, core.Definition) and isinstance(item.value, core.Lambda):
                if item.binding not in self.class_of:
                    self.lambdas[item.binding] = item.value
            elif isinstance(item, core.Definition | core.Assign):
                self.lambdas.pop(item.binding, None)

    def import_sets(self, form: List) -> None:
        """Binds what ``(import set ...)`` names, also where forms may not.

        Raises:
            EshkolError: as in a program.
        """
        with self.undone_on_error():
            import_sets(self, form)

    def undefined(self, symbol: Symbol, scope: Scope) -> core.Core:
        if symbol.name.startswith(OBJECT_PREFIX):
            return quoted(replace(symbol, context=None), symbol.span)
        if not (self.is_mutable and self.procedures) or symbol.context is not None:
            return super().undefined(symbol, scope)
        binding = self.globals.bind(symbol)
        binding.module = self.module
        self.variables.add(binding)
        return core.Reference(binding, symbol.span)

    def defined_so_far(self) -> Callable[[], None]:
        """What leaves declarations to later definitions, because those that come next have no values."""
        pending, definitions = dict(self.pending), dict(self.definitions)

        def leave() -> None:
            self.pending = pending | self.pending
            self.definitions = definitions

        return leave

    @contextmanager
    def undone_on_error(self) -> Iterator[None]:
        """Around what leaves the environment as it was where it raises an error."""
        undo = self._checkpoint()
        try:
            yield
        except BaseException:
            undo()
            raise

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Around what leaves the environment as it was."""
        undo = self._checkpoint()
        try:
            yield
        finally:
            undo()

    def _checkpoint(self) -> Callable[[], None]:
        """What brings back the definitions and imports of now."""
        tables = (
            *(self.globals.names, self.imports.names),
            *(self.definitions, self.imported, self.dependencies, self.aliases),
            *(self.class_of, self.pending, self.lambdas),
        )
        before = [dict(table) for table in tables]
        place = self.place

        def undo() -> None:
            for table, content in zip(tables, before, strict=True):
                assert isinstance(table, dict)
                table.clear()
                table.update(content)
            self.place = place

        return undo
