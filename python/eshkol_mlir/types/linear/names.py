"""What the names of a program mean where its linear values are followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from functools import cached_property

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.expander.traversal import bound, clauses, references, walk, walk_program
from eshkol_mlir.types.effects.builtins import table

#: Builtins that end the way that calls them.
ENDING = frozenset(("error", "raise", "exit", "emergency-exit", "%no-match", "%no-variant", "%no-clause"))
#: Those after which what follows may be done again.
KEEPING = frozenset(("call/cc", "call-with-current-continuation"))
#: Those that evaluate a procedure in other ways than calling it.
TRANSFORMING = frozenset(name for name, entry in table().items() if entry.demands_pure) - {"jit"}


class Names:
    """The definitions of a program; what is not among them is the language's."""

    def __init__(self, program: core.Program) -> None:
        self._program = program
        self.definitions: dict[Binding, Definition] = {}
        #: Variables with two definitions.
        self.twice: set[Binding] = set()
        for item in program.body:
            if isinstance(item, Definition):
                if item.binding in self.definitions:
                    self.twice.add(item.binding)
                self.definitions[item.binding] = item
        #: The bodies of local procedures.
        self._locals: dict[Binding, core.Lambda] = {}
        called: Counter[Binding] = Counter()
        mentioned: Counter[Binding] = Counter()
        for node in walk_program(program):
            match node:
                case core.Apply(function=core.Reference(binding=binding), keywords=keywords) if not keywords:
                    called[binding] += 1
                case core.Reference(binding=binding) | core.Assign(binding=binding):
                    mentioned[binding] += 1
            for clause in clauses(node):
                if len(clause.bindings) == 1 and isinstance(clause.value, core.Lambda):
                    self._locals[clause.bindings[0].binding] = clause.value
        #: Variables that are not only called.
        self.values = {binding for binding, count in mentioned.items() if count > called[binding]}
        self._recursive: dict[Binding, bool] = {}
        self._bound: dict[Binding, Set[Binding]] = {}

    def language_name(self, function: core.Core) -> str | None:
        """The name of a procedure of the language."""
        match function:
            case core.Builtin(name=name):
                return name
            case core.Reference(binding=binding) if (
                binding.module is not None and binding not in self.definitions
            ):
                return binding.name
        return None

    def is_recursive(self, binding: Binding) -> bool:
        """Whether a local procedure leads to itself."""
        if binding not in self._recursive:
            self._recursive[binding] = binding in self._reached(binding)
        return self._recursive[binding]

    def _reached(self, binding: Binding) -> set[Binding]:
        """The local procedures that one leads to, but for those around it: each call of these has its own."""
        found: set[Binding] = set()
        pending = [binding]
        while pending:
            for other in references(self._locals[pending.pop()]):
                if other in self._locals and other not in found and binding not in self._inside(other):
                    found.add(other)
                    pending.append(other)
        return found

    def _inside(self, procedure: Binding) -> Set[Binding]:
        """The variables that are bound inside of a local procedure."""
        if procedure not in self._bound:
            nodes = walk(self._locals[procedure])
            self._bound[procedure] = {b for node in nodes for clause in clauses(node) for b in bound(clause)}
        return self._bound[procedure]

    def keeps(self, node: core.Reference | core.Builtin) -> bool:
        """Whether a procedure may keep what follows its call."""
        if isinstance(node, core.Reference) and node.binding in self._keeping:
            return True
        return self.language_name(node) in KEEPING

    @cached_property
    def _keeping(self) -> set[Binding]:
        """Procedures that lead to ``call/cc``."""
        users: dict[Binding, list[Binding]] = {}
        pending: list[Binding] = []
        for binding, definition in self.definitions.items():
            for node in walk(*(() if definition.value is None else (definition.value,))):
                if self.language_name(node) in KEEPING:
                    pending.append(binding)
                elif isinstance(node, core.Reference):
                    users.setdefault(node.binding, []).append(binding)
        found = set(pending)
        while pending:
            new = [user for user in users.get(pending.pop(), ()) if user not in found]
            found.update(new)
            pending += new
        return found
