"""The parts of a host program that device code computes.

Three kinds of expressions become calls of device functions:

- a call of an operation that only device code has, such as ``(softmax x)``: each call is one function.  What is
  constant in it (axes, shapes, element types, procedures) is part of the function; the rest are its arguments;
- a procedure that an operation makes of another one, such as ``(grad loss)`` or ``(jit step)``: the procedure
  is compiled as a whole.  Variables that it refers to are further arguments;
- a call of a procedure of the top level whose declared types have tensors in them.

Functions are numbered; what a number stands for is compiled when it is first called, for the types of the arguments.

A procedure that becomes an argument of such a call may have been made by any lambda expression of the program.
So where a program has device code, closures say which expression they come from, and device code knows it as a
function of what they captured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeGuard

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.interface import Runtime
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.renaming import renamed
from eshkol_mlir.expander.traversal import bound, children, free_variables, walk, walk_program
from eshkol_mlir.reader.syntax import GenericType, List, Symbol, Syntax
from eshkol_mlir.types.analysis import Recursion, recursion_of
from eshkol_mlir.types.annotations import OPAQUE, TypeReader, VectorType
from eshkol_mlir.types.gradual.given import OnDevice

#: Operations that make a procedure of their first argument, which is one.
TRANSFORMATIONS = frozenset((
    "grad", "gradient", "value-and-grad", "jacobian", "hessian", "derivative", "jvp", "vjp", "hvp", "vmap",
    "autodiff-gradient", "autodiff-reverse", "autodiff-forward", "autodiff-forward-n", "autodiff-jacobian",
    "autodiff-hessian", "jit", "xla/compile",
))  # fmt: skip
#: Core procedures that expansion leaves in code of either tier.
ANYWHERE = frozenset(("%and", "%or", "%quote", "%apply", "apply", "values"))
#: The procedure of the library that calls a device function, by its name, number and arguments.
CALL = "%call-on-device"
_OF_RECORDS = frozenset(("%make-record", "%record-of?"))
#: Type constructors of values that device code computes with.
_TENSORS = frozenset(("Tensor", "tensor", "vector", "matrix", "Vector", "Matrix"))


@dataclass(frozen=True, slots=True)
class DeviceFunction:
    """What a numbered function computes.

    Attributes:
        name: for messages.
        value: a procedure in the core language; what it refers to is the program's.
        captured: variables whose values are its first arguments.
        parameters: what stands for these variables in ``value``.
        definition: the name of the procedure of the top level that it is, if it is one.
        written: the expression of the program.
    """

    name: str
    value: core.Core
    captured: tuple[Binding, ...]
    parameters: tuple[Binding, ...]
    definition: str | None
    written: core.Core

    @property
    def span(self) -> Span:
        return self.written.span


@dataclass(frozen=True)
class DeviceProcedure:
    """What the closures of a lambda expression are to device code.

    Attributes:
        make: makes ``function``.
        written: the expression of the program.
        obstacle: an operation in it that device code does not have.
        variable: of the top level, which has the procedure as its value.
    """

    make: Callable[[], DeviceFunction]
    written: core.Core
    obstacle: core.Builtin | None
    variable: Binding | None

    @cached_property
    def function(self) -> DeviceFunction:
        """Of what they capture; its value is the procedure.  Few procedures ever become arguments."""
        return self.make()


@dataclass(frozen=True, slots=True)
class _Needs:
    """What an expression refers to, directly or by procedures, that becomes a part of its function.

    Attributes:
        obstacle: an operation that device code does not have.
        procedures: local ones, and those of the top level that refer to variables.
        captured: other variables.
    """

    obstacle: core.Builtin | None
    procedures: Mapping[Binding, core.Core]
    captured: tuple[Binding, ...]


@dataclass
class _Uses:
    """What an expression refers to.

    Attributes:
        obstacle: an operation that device code does not have.
        procedures: those of the top level.
        has_variables: whether it refers to variables that are no procedures of the top level.
        free: all variables that it refers to and does not bind.
    """

    obstacle: core.Builtin | None = None
    procedures: list[Binding] = field(default_factory=list)
    has_variables: bool = False
    free: list[Binding] = field(default_factory=list)


@dataclass
class DeviceCode:
    """The device functions of a program.

    Args:
        program: it, with all its modules.
        operations: the names of those that device code has.
        host: the names that the host has.
        library: the variables of device code's library, which is written in the language.
        first: the number of the first function.
        first_procedure: the number of the first procedure.
        is_open: whether other units may give the procedures of this one to device code.
        elsewhere: what variables are of which the program has no more than their types.
    """

    program: core.Program
    operations: Set[str]
    host: Set[str]
    library: Set[Binding] = frozenset()
    first: int = 0
    first_procedure: int = 0
    is_open: bool = False
    elsewhere: Mapping[Binding, OnDevice] = field(default_factory=dict)
    functions: list[DeviceFunction] = field(default_factory=list)
    procedures: list[DeviceProcedure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._uses: dict[core.Core, _Uses] = {}
        self._global_uses: dict[Binding, _Uses] = {}
        #: Procedures of the top level that have been followed, and those among them that lead to an operation
        #: which device code does not have, and to variables that are no procedures.
        self._followed: set[Binding] = set()
        self._impossible: set[Binding] = set()
        self._capturing: set[Binding] = set()
        #: The functions of procedures of the top level, by their variables.
        self._numbers: dict[Binding, int] = {}
        #: Procedures of host code that stand for expressions of the program.
        self._standing_for: dict[core.Lambda, core.Core] = {}
        #: The expressions of the program in whose places others are.
        self._written: dict[core.Core, core.Core] = {}

    # Most programs have no device code, and need none of these.

    @cached_property
    def _globals(self) -> dict[Binding, core.Definition]:
        return {definition.binding: definition for definition in self.program.definitions}

    @cached_property
    def _locals(self) -> dict[Binding, core.Core]:
        return dict(_local_procedures(self.program))

    @cached_property
    def has_device_code(self) -> bool:
        """Whether anything in the program is computed by device code."""
        return any(map(self.is_whole, self.program.definitions)) or self._has_operations()

    def may_have_device_code(self) -> bool:
        """Whether that may be so, whatever other procedures do that the program calls."""
        return any(map(self.has_tensors, self.program.definitions)) or self._has_operations()

    def _has_operations(self) -> bool:
        """What constructors and predicates of records do, code of the host does in their place."""
        names = set(map(self._operation_name, walk_program(self.program))) - _OF_RECORDS
        return any(name is not None and self._is_only_there(name) for name in names)

    @cached_property
    def _variables(self) -> dict[core.Core, Binding]:
        """The variables of the top level by the lambda expressions that are their values."""
        definitions = (d for d in self.program.definitions if not d.binding.assigned)
        return {d.value: d.binding for d in definitions if isinstance(d.value, core.Lambda)}

    @cached_property
    def _values(self) -> set[Binding]:
        """Variables that something else is done with than calling them."""
        nodes = list(walk_program(self.program))
        called = Counter(
            node.function.binding
            for node in nodes
            if isinstance(node, core.Apply) and isinstance(node.function, core.Reference)
        )
        mentioned = Counter(node.binding for node in nodes if isinstance(node, core.Reference))
        return {binding for binding, count in mentioned.items() if count != called[binding]}

    # What is device code ---------------------------------------------------------------

    def is_whole(self, definition: core.Definition) -> bool:
        """Whether a procedure of the top level is compiled for the device as a whole."""
        if definition.binding in self.elsewhere:
            return self.elsewhere[definition.binding].is_whole
        value = definition.value
        if not isinstance(value, core.Lambda) or value.rest is not None or definition.binding.assigned:
            return False
        if _is_of_host(value.result) or any(map(_has_host_result, (value.type, definition.type))):
            return False
        if recursion_of(value, definition.binding) is Recursion.GENERAL:
            # Of its arguments no more is known than the types, so that device code could not end it.
            return False
        return self.has_tensors(definition) and self._obstacle(value) is None

    def has_tensors(self, definition: core.Definition) -> bool:
        """Whether the declared types of a procedure of the top level have tensors in them."""
        value = definition.value
        if not isinstance(value, core.Lambda):
            return False
        types = (*(p.type for p in value.parameters), value.result, value.type, definition.type)
        return any(self._has_tensor(written) for written in types if written is not None)

    def _has_tensor(self, written: Syntax) -> bool:
        pending, seen = [written], set[str]()
        while pending:
            match type := pending.pop():
                case GenericType(name=name, arguments=parts) | List(items=(Symbol(name=name), *parts)) if (
                    name in _TENSORS
                ):
                    if not self._is_vector_of_host(type):
                        return True
                    pending += parts
                case List(items=items):
                    pending += items
                case Symbol(name=name) if name in self.program.types and name not in seen:
                    seen.add(name)
                    pending.append(self.program.types[name].body)
        return False

    def _is_vector_of_host(self, written: Syntax) -> bool:
        """Whether a type is that of vectors that are no tensors."""
        try:
            return isinstance(TypeReader(self.program.types).read(written), VectorType)
        except diagnostics.EshkolError:
            return False

    def _obstacle(self, expression: core.Core) -> core.Builtin | None:
        """Something in an expression that device code cannot do, or None."""
        uses = self._uses_of(expression)
        self._follow(uses.procedures)
        if uses.obstacle is None and self._impossible.isdisjoint(uses.procedures):
            return None
        return next((each.obstacle for each in (uses, *self._reached(uses)) if each.obstacle), None)

    def _captures(self, binding: Binding) -> bool:
        """Whether a procedure of the top level refers to a variable that is none, by itself or by others."""
        self._follow([binding])
        return binding in self._capturing

    def _reached(self, uses: _Uses) -> Iterator[_Uses]:
        """What the procedures of the top level use that something calls, and those that they call."""
        seen: set[Binding] = set()
        pending = [*uses.procedures]
        while pending:
            binding = pending.pop()
            if binding not in seen:
                seen.add(binding)
                found = self._uses_of_global(binding)
                pending += found.procedures
                yield found

    def _follow(self, procedures: Iterable[Binding]) -> None:
        """Finds what some procedures of the top level lead to, each once."""
        users: dict[Binding, list[Binding]] = {}
        pending = [*procedures]
        new = []
        while pending:
            binding = pending.pop()
            if binding in self._followed:
                continue
            self._followed.add(binding)
            new.append(binding)
            for used in self._uses_of_global(binding).procedures:
                users.setdefault(used, []).append(binding)
                pending.append(used)
        uses = {binding: self._uses_of_global(binding) for binding in new}
        for found, own in (
            (self._impossible, [binding for binding in new if uses[binding].obstacle]),
            (self._capturing, [binding for binding in new if uses[binding].has_variables]),
        ):
            pending = [*own, *(user for used in found & users.keys() for user in users[used])]
            while pending:
                binding = pending.pop()
                if binding not in found:
                    found.add(binding)
                    pending += users.get(binding, ())

    def _uses_of_global(self, binding: Binding) -> _Uses:
        if binding not in self._global_uses:
            known = self.elsewhere.get(binding)
            found = (
                self._uses_of(self._procedure(binding)) if known is None else self._uses_elsewhere(binding)
            )
            self._global_uses[binding] = found
        return self._global_uses[binding]

    def _uses_elsewhere(self, binding: Binding) -> _Uses:
        known = self.elsewhere[binding]
        obstacle = core.Builtin(known.obstacle, self._procedure(binding).span) if known.obstacle else None
        return _Uses(obstacle, [], known.has_variables)

    def on_device(self, definition: core.Definition) -> OnDevice:
        """What a variable of the top level is to the device code of those who do not see its definition."""
        if not self._is_procedure(definition.binding):
            return OnDevice(False, False, None, False)
        uses = self._uses_of_global(definition.binding)
        reached = [uses, *self._reached(uses)]
        obstacle = next((each.obstacle.name for each in reached if each.obstacle), None)
        has_variables = any(each.has_variables for each in reached)
        return OnDevice(True, self.is_whole(definition), obstacle, has_variables)

    def _can_have(self, name: str) -> bool:
        return name in self.operations or name in ANYWHERE

    def _uses_of(self, expression: core.Core) -> _Uses:
        found = self._uses.get(expression)
        if found is None:
            found = self._uses[expression] = self._found_uses(expression)
        return found

    def _found_uses(self, expression: core.Core) -> _Uses:
        uses = _Uses(free=free_variables(expression))
        for node in walk(expression):
            if isinstance(node, core.Builtin) and not self._can_have(node.name):
                uses.obstacle = uses.obstacle or node
        for binding in uses.free:
            if self._is_procedure(binding):
                uses.procedures.append(binding)
            elif binding not in self.library:
                uses.has_variables = True
        return uses

    def _is_procedure(self, binding: Binding) -> bool:
        """Whether a global variable is a procedure that device code can have in itself."""
        if binding in self.elsewhere:
            return self.elsewhere[binding].is_procedure
        definition = self._globals.get(binding)
        if definition is None or definition.value is None or binding.assigned:
            return False
        value = definition.value
        if isinstance(value, core.Reference) and value.binding is not binding:
            return self._is_procedure(value.binding)
        return _makes_procedure(value)

    # Host code for it --------------------------------------------------------------------

    def procedure(self, definition: core.Definition) -> core.Lambda:
        """A procedure of the top level as one that calls the device."""
        value = definition.value
        assert isinstance(value, core.Lambda)
        span, name = value.span, definition.binding.name
        parameters = tuple(
            core.Parameter(Binding(p.binding.name, p.binding.span), None) for p in value.parameters
        )
        arguments = [core.Reference(p.binding, span) for p in parameters]
        function = self._function(name, core.Reference(definition.binding, span), value, name)
        self._numbers[definition.binding] = self.first + len(self.functions)
        body = self._call(function, arguments)
        procedure = core.Lambda(parameters, None, body, span, value.name, doc=value.doc)
        self.stands_for(procedure, value)
        return procedure

    def uncalled(self) -> set[int]:
        """The numbers of procedures that no code of the host can call, but only other device code, which has them."""
        if self.is_open or self.program.classes:
            return set()
        roots = [
            item.value if isinstance(item, core.Definition) else item
            for item in self.program.body
            if not (isinstance(item, core.Definition) and isinstance(item.value, core.Lambda))
        ]
        pending = [binding for root in roots if root is not None for binding in self._references(root)]
        reached: set[Binding] = set()
        while pending:
            binding = pending.pop()
            if binding in reached:
                continue
            reached.add(binding)
            definition = self._globals.get(binding)
            if definition is not None and definition.value is not None and binding not in self._numbers:
                pending += self._references(definition.value)
        return {number for binding, number in self._numbers.items() if binding not in reached}

    def _references(self, expression: core.Core) -> Iterator[Binding]:
        """The variables that host code for an expression refers to."""
        pending = [expression]
        while pending:
            node = pending.pop()
            if isinstance(node, core.Reference | core.Assign):
                yield node.binding
            if isinstance(node, core.Apply) and self._is_on_device(node):
                arguments = (*node.arguments, *node.keywords.values())
                pending += [each for each in arguments if _is_transformation(each) or not self._is_part(each)]
            else:
                pending += children(node)

    def _is_on_device(self, node: core.Apply) -> bool:
        name = self._operation_name(node.function)
        return name is not None and self._is_only_there(name)

    def expression(self, node: core.Core) -> core.Core | None:
        """Host code for an expression that only device code can compute; None for any other."""
        match node:
            case core.Builtin() | core.Reference():
                name = self._operation_name(node)
                return (
                    self._closure(name, node, node)
                    if name is not None and self._is_only_there(name)
                    else None
                )
            case core.Apply(function=function):
                name = self._operation_name(function)
                return self.operation(name, node) if name is not None and self._is_only_there(name) else None
        return None

    def has(self, name: str, count: int, host: Runtime) -> bool:
        """Whether device code has an operation that the host has with other numbers of arguments only."""
        return name in self.operations and name not in ANYWHERE and not host.accepts(name, count)

    def _operation_name(self, node: core.Core) -> str | None:
        match node:
            case core.Builtin(name=name):
                return name
            case core.Reference(binding=binding) if binding in self.library:
                return binding.name
        return None

    def _is_only_there(self, name: str) -> bool:
        return name in self.operations and name not in self.host and name not in ANYWHERE

    def _closure(self, name: str, node: core.Core, written: core.Core) -> core.Core:
        """The procedure that an expression is the value of; ``written`` is it in the program."""
        rest = Binding("arguments", node.span)
        function = self._function(name, node, written)
        given: core.Core = core.Reference(rest, node.span)
        if function.captured:
            given = apply_builtin("cons*", node.span, *_references(function.captured, node.span), given)
        procedure = core.Lambda((), rest, self._call_with(function, given), node.span, name)
        self.stands_for(procedure, node)
        self._written[node] = written
        return procedure

    def operation(self, name: str, node: core.Apply) -> core.Core:
        """Host code for a call of an operation."""
        holes: list[tuple[Binding, core.Core]] = []
        call = self._with_holes(node, holes)
        if not _is_transformation(node):
            parameters = tuple(core.Parameter(hole, None) for hole, _ in holes)
            function = self._function(name, core.Lambda(parameters, None, call, node.span), node)
            return self._call(function, [argument for _, argument in holes])
        closure = self._closure(name, call, node)
        clauses = tuple(core.Clause((core.Parameter(hole, None),), None, value) for hole, value in holes)
        return core.Let(clauses, closure, node.span) if clauses else closure

    def _with_holes(self, node: core.Apply, holes: list[tuple[Binding, core.Core]]) -> core.Apply:
        """A call with variables, which are added to ``holes``, for those arguments that host code computes."""

        def kept(argument: core.Core) -> core.Core:
            if _is_transformation(argument):
                return self._with_holes(argument, holes)
            if self._is_part(argument):
                return argument
            name = argument.binding.name if isinstance(argument, core.Reference) else "argument"
            hole = Binding(name, argument.span)
            holes.append((hole, argument))
            return core.Reference(hole, argument.span)

        arguments = tuple(kept(argument) for argument in node.arguments)
        keywords = node.keywords
        if not _is_transformation(node):
            keywords = {key: kept(value) for key, value in keywords.items()}
        return core.Apply(node.function, arguments, keywords, node.span)

    def _is_part(self, argument: core.Core) -> bool:
        """Whether an argument is part of the function rather than an argument of its call."""
        match argument:
            case core.Constant() | core.Builtin() | core.Apply(function=core.Builtin(name="%quote")):
                return True
            case core.Reference(binding=binding):
                return binding in self._locals or binding in self.library or self._is_procedure(binding)
            case core.Array(elements=elements):
                return all(isinstance(each, core.Constant) and type(each.value) is int for each in elements)
            case _:
                return _makes_procedure(argument)

    def _function(
        self, name: str, node: core.Core, written: core.Core, definition: str | None = None
    ) -> DeviceFunction:
        """The function of an expression, which is ``written`` in the program.

        Raises:
            UnsupportedError: device code cannot do what the expression, or a procedure that it calls, does.
        """
        needs = self._needs_of(node)
        if needs.obstacle is None:
            return _function(name, node, needs, written, definition)
        raise cannot_do(name, needs.obstacle, node.span)

    def _needs_of(self, node: core.Core) -> _Needs:
        """What an expression needs; procedures of the top level that refer to variables become local ones."""
        obstacle = self._obstacle(node)
        procedures: dict[Binding, core.Core] = {}
        captured: dict[Binding, None] = {}
        pending = [node]
        while pending:
            for binding in self._uses_of(pending.pop()).free:
                if binding in procedures or binding in self.library:
                    continue
                if binding in self._locals or (self._is_procedure(binding) and self._captures(binding)):
                    procedures[binding] = self._procedure(binding)
                    pending.append(procedures[binding])
                    obstacle = obstacle or self._obstacle(procedures[binding])
                elif not self._is_procedure(binding):
                    captured[binding] = None
        return _Needs(obstacle, procedures, tuple(captured))

    # Procedures as values ----------------------------------------------------------------

    @property
    def may_get_procedures(self) -> bool:
        """Whether there may be device code that procedures of the program become arguments of."""
        return self.is_open or self.has_device_code

    def stands_for(self, procedure: core.Lambda, written: core.Core) -> None:
        """Notes that host code has one procedure in the place of another one, or of an expression."""
        if isinstance(written, core.Lambda):
            written = self._standing_for.get(written, written)
        self._standing_for[procedure] = written

    def known(self, procedure: core.Lambda, variable: Binding | None) -> tuple[int, Sequence[Binding]] | None:
        """The number of a lambda expression's procedure, and the variables that device code needs of it.

        None where no device code can ask for it.

        Args:
            variable: the local one whose value it is.
        """
        if variable is not None and variable not in self._values and not variable.assigned:
            return None
        node = self._standing_for.get(procedure, procedure)
        own = self._variables.get(node)
        name = procedure.name or (own or variable or Binding("lambda", None)).name
        needs = self._needs_of(node)
        written = self._written.get(node, node)
        number = self.first_procedure + len(self.procedures)
        self.procedures.append(
            DeviceProcedure(
                partial(_function, name, node, needs, written),
                written,
                needs.obstacle,
                None if needs.captured else own,
            )
        )
        return number, () if needs.obstacle else needs.captured

    def _procedure(self, binding: Binding) -> core.Core:
        value = self._locals.get(binding)
        if value is None:
            value = self._globals[binding].value
            assert value is not None
        return value

    def _call(self, function: DeviceFunction, arguments: Sequence[core.Core]) -> core.Core:
        captured = _references(function.captured, function.span)
        return self._call_with(function, apply_builtin("list", function.span, *captured, *arguments))

    def _call_with(self, function: DeviceFunction, arguments: core.Core) -> core.Core:
        number = self.first + len(self.functions)
        self.functions.append(function)
        span = function.span
        return apply_builtin(
            CALL, span, core.Constant(function.name, span), core.Constant(number, span), arguments
        )


def _function(
    name: str, node: core.Core, needs: _Needs, written: core.Core, definition: str | None = None
) -> DeviceFunction:
    """An expression with the procedures that it needs, as a function of what it captures."""
    names = {binding: Binding(binding.name, binding.span) for binding in (*needs.captured, *needs.procedures)}
    if needs.procedures:
        clauses = tuple(
            core.Clause((core.Parameter(binding, None),), None, procedure)
            for binding, procedure in needs.procedures.items()
        )
        node = core.Letrec(clauses, node, node.span)
    parameters = tuple(names[binding] for binding in needs.captured)
    whole = None if needs.captured else definition
    return DeviceFunction(name, renamed(node, names), needs.captured, parameters, whole, written)


def cannot_do(
    name: str, obstacle: core.Builtin, span: Span, notes: Sequence[str] = ()
) -> diagnostics.EshkolError:
    """What to say of a function with an operation that device code lacks."""
    return diagnostics.UnsupportedError.at(
        Code.DEVICE_CANNOT,
        span,
        f"{name} runs on the device, which cannot do what {obstacle.name} does",
        notes=notes,
        help=[f"keep {obstacle.name} out of the procedure that {name} is given"],
    )


def _is_of_host(type: Syntax | None) -> bool:
    """Whether values of a type never leave device code."""
    return isinstance(type, Symbol) and type.name in OPAQUE


def _has_host_result(type: Syntax | None) -> bool:
    """Whether a type is that of a procedure whose results never leave device code."""
    match type:
        case List(items=(Symbol(name="->"), *_, result)):
            return _is_of_host(result)
    return False


def _references(bindings: Iterable[Binding], span: Span) -> list[core.Core]:
    return [core.Reference(binding, span) for binding in bindings]


def _makes_procedure(value: core.Core) -> bool:
    return isinstance(value, core.Lambda) or _is_transformation(value)


def _is_transformation(value: core.Core) -> TypeGuard[core.Apply]:
    match value:
        case core.Apply(function=core.Builtin(name=name), arguments=arguments):
            return name in TRANSFORMATIONS and len(arguments) == 1
    return False


def _local_procedures(program: core.Program) -> Iterator[tuple[Binding, core.Core]]:
    """Local variables that are procedures, and stay so."""
    for node in walk_program(program):
        if isinstance(node, core.Let | core.Letrec):
            for clause in node.clauses:
                names = bound(clause)
                if _makes_procedure(clause.value) and len(names) == 1 and not names[0].assigned:
                    yield names[0], clause.value
