"""Procedures: what they declare, what they return, and local ones that are followed at each call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Clause, Core
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.linear.flow import Barrier, State
from eshkol_mlir.types.linear.model import PENDING, PLAIN, Procedure, Type
from eshkol_mlir.types.linear.uses import Place

if TYPE_CHECKING:
    from eshkol_mlir.types.linear.checker import Checker


@dataclass(frozen=True, slots=True)
class Signature:
    """The types of a procedure; ``result`` is None where it is not declared, and ``place`` where it is."""

    parameters: tuple[Type, ...]
    rest: Type
    result: Type | None
    place: Span


#: Loops inside of each other that are followed again once their results are known: each doubles the work.
_MAX_REPEATED = 6


def read_signature(
    checker: Checker, node: core.Lambda, whole: Syntax | None, expected: Type = PLAIN
) -> Signature:
    """What a procedure declares: ``whole`` is its type, and ``expected`` that of where it stands."""
    arrow = checker.read(whole if whole is not None else node.type)
    if not isinstance(arrow, Procedure):
        arrow = expected if isinstance(expected, Procedure) else None
    parameters = tuple(
        checker.types.read(parameter.type)
        if parameter.type is not None
        else PLAIN if arrow is None else arrow.parameter(position)
        for position, parameter in enumerate(node.parameters)
    )  # fmt: skip
    rest = PLAIN if arrow is None else arrow.parameter(len(node.parameters))
    result = checker.read(node.result)
    if result is None and arrow is not None:
        result = arrow.result
    written = node.result or whole or node.type
    return Signature(parameters, rest, result, node.span if written is None else written.span)


class Procedures:
    """Procedures as values, and those of the top level."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._known: dict[Binding, Type] = {}
        #: Procedures that are being checked, and those of them whose result has been asked for.
        self._open: set[Binding] = set()
        self._asked: set[Binding] = set()

    def of_variable(self, binding: Binding) -> Type:
        """What is known of a variable of the top level."""
        definition = self._checker.names.definitions.get(binding)
        if definition is None:
            return PLAIN
        if binding not in self._known:
            value = definition.value
            declared = self._checker.read(definition.type) or PLAIN
            if not isinstance(value, core.Lambda) or isinstance(binding, core.Constructor):
                self._known[binding] = declared
            elif binding in self._open:
                self._asked.add(binding)
                return self.declared(value, definition.type)
            else:
                found = self._followed(binding, value, definition.type)
                is_fixed = not binding.assigned and binding not in self._checker.names.twice
                self._known[binding] = found if is_fixed else declared
        type = self._known[binding]
        return PLAIN if self._checker.types.is_linear(type) else type

    def _followed(self, binding: Binding, value: core.Lambda, whole: Syntax | None) -> Procedure:
        self._open.add(binding)
        with self._checker.flow.apart(), self._checker.locals.apart():
            found = self.of_lambda(value, whole, PLAIN)
        self._open.discard(binding)
        is_declared = read_signature(self._checker, value, whole).result is not None
        if binding in self._asked and not is_declared and self._checker.types.is_linear(found.result):
            self._checker.reports.undeclared_result(binding.name, binding.span or value.span, found.result)
        return found

    def declared(self, node: core.Lambda, whole: Syntax | None) -> Procedure:
        """The type of a procedure, as far as it is declared."""
        signature = read_signature(self._checker, node, whole)
        rest = None if node.rest is None else signature.rest
        return Procedure(signature.parameters, signature.result or PLAIN, rest)

    def of_lambda(self, node: core.Lambda, whole: Syntax | None, expected: Type) -> Procedure:
        """Checks a procedure that is a value; gives its type."""
        checker = self._checker
        signature = read_signature(checker, node, whole, expected)
        with checker.flow.in_procedure(node.span):
            types = list(signature.parameters)
            result = follow_body(checker, node, signature, types)
        rest = None if node.rest is None else signature.rest
        return Procedure(tuple(types), result, rest)

    def parameter_names(self, function: Core) -> Sequence[Binding]:
        """The parameters of a procedure of the top level."""
        if isinstance(function, core.Reference):
            definition = self._checker.names.definitions.get(function.binding)
            if definition is not None and isinstance(definition.value, core.Lambda):
                return [parameter.binding for parameter in definition.value.parameters]
        return ()


def follow_body(checker: Checker, node: core.Lambda, signature: Signature, types: Sequence[Type]) -> Type:
    """Follows the body of a procedure with arguments of these types; gives the type of its result."""
    places: list[Place] = []
    for parameter, type in zip(node.parameters, types, strict=True):
        places += checker.bind(core.Parameter(parameter.binding, None), type, node.span)
    if node.rest is not None and checker.types.is_linear(signature.rest):
        checker.fit(signature.rest, PLAIN, f"`{node.rest.name}`", node.rest.span or node.span)
    found = checker.evaluate(node.body, signature.result or PLAIN)
    checker.flow.close(places)
    if signature.result is None:
        return found
    name = f"the result of `{node.name}`" if node.name else "the result of this procedure"
    if checker.flow.state is not None:
        checker.fit(found, signature.result, name, end_of(node.body).span, signature.place)
    return signature.result


def end_of(node: Core) -> Core:
    """The expression whose value is that of another."""
    while True:
        match node:
            case core.Let(body=body) | core.Letrec(body=body):
                node = body
            case core.Sequence(expressions=(*_, last)):
                node = last
            case _:
                return node


def _contains(span: Span, inner: Span) -> bool:
    return span.source is inner.source and span.start <= inner.start and inner.end <= span.end


@dataclass(frozen=True, slots=True)
class _Round:
    """A loop that is being followed: the types of its variables, and of its result as far as that is known."""

    parameters: tuple[Type, ...]
    result: Type


class Locals:
    """Local procedures that are only called, which are followed at each call with what they get there."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._procedures: dict[Binding, tuple[core.Lambda, Syntax | None]] = {}
        #: How many have been bound before; each time, what is around them may be something else.
        self._serials: dict[Binding, int] = {}
        self._bound = 0
        self._called: set[Binding] = set()
        self._rounds: dict[Binding, _Round] = {}
        self._followed: dict[object, tuple[Type, State]] = {}
        #: Whether the result of a loop that is being followed matters.
        self.has_asked = False

    def __contains__(self, binding: Binding) -> bool:
        return binding in self._procedures

    def add(self, clause: Clause) -> bool:
        """Whether what a clause binds is such a procedure."""
        if len(clause.bindings) != 1 or clause.rest is not None or not isinstance(clause.value, core.Lambda):
            return False
        [parameter] = clause.bindings
        if parameter.binding.assigned or parameter.binding in self._checker.names.values:
            return False
        self._procedures[parameter.binding] = clause.value, parameter.type
        self._serials[parameter.binding] = self._bound = self._bound + 1
        return True

    def continued(self, node: Core) -> Core:
        """What a branch comes to: ``match`` has tests and calls of further clauses before that."""
        inner = node
        while True:
            match inner:
                case core.Apply(function=core.Reference(binding=binding), arguments=()) if (
                    binding in self._procedures and not self._checker.names.is_recursive(binding)
                ):
                    node = inner = self._procedures[binding][0].body
                case core.Let(clauses=(Clause(value=core.Lambda(parameters=())),), body=further) if (
                    inner is node
                ):
                    node = inner = further
                case core.Let(body=further) | core.If(then=further):
                    inner = further
                case _:
                    return node
            # What a pattern expands to stands where the pattern does.
            if not _contains(node.span, inner.span):
                node = inner

    def finish(self, clauses: Sequence[Clause]) -> None:
        """Follows procedures that are never called, for what is wrong inside."""
        for clause in clauses:
            for parameter in clause.bindings:
                if parameter.binding in self._procedures and parameter.binding not in self._called:
                    self._called.add(parameter.binding)
                    node, whole = self._procedures[parameter.binding]
                    self._checker.procedures.of_lambda(node, whole, PLAIN)

    def call(self, binding: Binding, node: core.Apply) -> Type:
        """The type of what a call of such a procedure returns."""
        self._called.add(binding)
        procedure, whole = self._procedures[binding]
        signature = read_signature(self._checker, procedure, whole)
        outer = self._rounds.get(binding)
        types = self._arguments(procedure, signature, node, outer)
        if outer is not None:
            return outer.result
        return self._follow(binding, procedure, signature, types)

    def call_lambda(self, procedure: core.Lambda, node: core.Apply) -> Type:
        """The type of what a procedure returns that is called where it stands."""
        signature = read_signature(self._checker, procedure, None)
        types = self._arguments(procedure, signature, node)
        return follow_body(self._checker, procedure, signature, types)

    def _arguments(
        self, procedure: core.Lambda, signature: Signature, node: core.Apply, outer: _Round | None = None
    ) -> list[Type]:
        """The types of the parameters: what is declared, or else what they get; in a loop, what they have."""
        checker = self._checker
        types = list(signature.parameters if outer is None else outer.parameters)
        for position, argument in enumerate((*node.arguments, *node.keywords.values())):
            if position >= len(types):
                checker.fit(checker.evaluate(argument), signature.rest, "a further argument", argument.span)
                continue
            parameter = procedure.parameters[position]
            found = checker.evaluate(argument, types[position])
            if parameter.type is None and signature.parameters[position] == PLAIN and outer is None:
                types[position] = found
            else:
                subject = f"argument {position + 1} ({parameter.binding.name})"
                checker.fit(found, types[position], subject, argument.span, parameter.binding.span)
        return types

    def _follow(
        self, binding: Binding, procedure: core.Lambda, signature: Signature, types: Sequence[Type]
    ) -> Type:
        flow = self._checker.flow
        before = flow.copy()
        key = (
            self._serials[binding],
            tuple(types),
            flow.barriers,
            None if before is None else frozenset(before.items()),
            frozenset(self._rounds.items()),
        )
        if key not in self._followed:
            if self._checker.names.is_recursive(binding):
                result = self._follow_loop(binding, procedure, signature, types)
            else:
                result = follow_body(self._checker, procedure, signature, types)
            self._followed[key] = result, flow.copy()
        result, after = self._followed[key]
        flow.state = None if after is None else dict(after)
        return result

    def _follow_loop(
        self, binding: Binding, procedure: core.Lambda, signature: Signature, types: Sequence[Type]
    ) -> Type:
        """Follows one round; again with its result, where that matters to the round itself."""
        flow = self._checker.flow
        before, outer_asked = flow.copy(), self.has_asked
        known = signature.result or PENDING
        while True:
            flow.state = None if before is None else dict(before)
            self.has_asked = False
            self._rounds[binding] = _Round(tuple(types), known)
            with flow.inside(Barrier(procedure.span, is_loop=True)):
                result = follow_body(self._checker, procedure, signature, types)
            del self._rounds[binding]
            if known != PENDING or not (self.has_asked and self._checker.types.is_linear(result)):
                break
            if len(self._rounds) >= _MAX_REPEATED:
                self._checker.reports.undeclared_result(binding.name, procedure.span, result)
                break
            known = result
        self.has_asked = self.has_asked or outer_asked
        return PLAIN if result == PENDING else result

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Follows a procedure of the top level, whatever is being followed."""
        outer = self._rounds, self.has_asked
        self._rounds, self.has_asked = {}, False
        try:
            yield
        finally:
            self._rounds, self.has_asked = outer
