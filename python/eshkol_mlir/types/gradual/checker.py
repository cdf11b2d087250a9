"""The static part of gradual typing: what is wrong with a program of the host before it runs.

Types flow through a program from declarations, literals and the language's own procedures.  A program without
declarations is never refused: an error needs a declaration that contradicts what is found, or that what is found comes
from; inside of a procedure with declared types, it may be any contradiction.  What is not known is ``any``,
and left to checks when the program runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Clause, Definition
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.expander.traversal import bound
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.gradual.calls import call
from eshkol_mlir.types.gradual.declared import DeclaredTypes
from eshkol_mlir.types.gradual.evidence import Evidence
from eshkol_mlir.types.gradual.given import Given
from eshkol_mlir.types.gradual.literals import type_of_constant
from eshkol_mlir.types.gradual.locals import LocalProcedures
from eshkol_mlir.types.gradual.model import (
    ANY,
    NOTHING,
    VOID,
    ListOf,
    Open,
    Procedure,
    Record,
    Rigid,
    Type,
    Values,
    Variable,
    VectorOf,
    described,
    is_dynamic,
)  # fmt: skip
from eshkol_mlir.types.gradual.occurrence import assumptions
from eshkol_mlir.types.gradual.places import parameter_place, result_place
from eshkol_mlir.types.gradual.records import Records
from eshkol_mlir.types.gradual.relations import erased, join, joined, mapped, substituted
from eshkol_mlir.types.gradual.reports import Expected, Found, Origin, contradiction, raise_all
from eshkol_mlir.types.gradual.signatures import signature
from eshkol_mlir.types.gradual.trust import ends_in_library, trusted_procedures

UNKNOWN = Found(ANY)


@dataclass(frozen=True, slots=True)
class Signature:
    """The declared types of a procedure.

    Attributes:
        type: as callers see it; what is not declared is ``ANY``.
        origins: the declarations of the parameters, where they have types.
        result: the declared type of the result, if there is one.
        declared: the place of the result's declaration, or of the whole.
    """

    type: Procedure
    origins: tuple[Origin | None, ...]
    result: Type | None
    declared: Span


@dataclass
class Checker:
    """Checks a program.

    Args:
        program: with all its modules.
        primitives: the language's procedures that are no Scheme procedures.
        on_device: whether a procedure is device code, which is checked when that is compiled.
    """

    program: core.Program
    primitives: Set[str] = frozenset()
    on_device: Callable[[Definition], bool] = lambda definition: False
    errors: list[Diagnostic] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)
    #: Procedures that may return something else than they declare.
    doubted: Set[Binding] = frozenset()
    #: What is known of variables whose definitions are checked elsewhere; the program has only their types.
    given: Mapping[Binding, Given] = field(default_factory=dict)
    #: Whether what is checked is in a procedure with declared types.
    in_typed_code: bool = False

    def __post_init__(self) -> None:
        self.declared = DeclaredTypes(self.program.types)
        self.records = Records(self.program, self.declared)
        self.locals = LocalProcedures(self)
        self.facts: dict[Binding, Found] = {}
        self.signatures: dict[Binding, Signature] = {}
        self.scope: dict[str, Type] = {}
        self._globals: dict[Binding, Definition] = {}
        self._twice: set[Binding] = set()
        self._on_device: set[Binding] = set()
        #: Procedures with a declared result that return nothing else.
        self.trusted: set[Binding] = set()
        self._inferred: dict[Binding, Found] = {}
        self._errors_of: dict[Binding, list[Diagnostic]] = {}
        for item in self.program.body:
            if isinstance(item, Definition):
                if item.binding in self._globals:
                    self._twice.add(item.binding)
                self._globals[item.binding] = item

    # The program ---------------------------------------------------------------------

    def run(self) -> None:
        """Checks the whole program.

        Raises:
            EshkolError: everything that is wrong with its types.
        """
        for binding, definition in self._globals.items():
            self._declare(binding, definition)
        for binding, known in self.given.items():
            if known.found is not None:
                is_procedure = isinstance(self.value_of(binding), core.Lambda)
                (self._inferred if is_procedure else self.facts)[binding] = known.found
        self.trusted = self._trusted()
        for item in self.program.body:
            if not isinstance(item, Definition):
                self.infer(item)
            elif item.value is not None and self._is_to_be_checked(item.binding):
                self._definition(item)
        raise_all(self.errors)

    def _trusted(self) -> set[Binding]:
        procedures: dict[Binding, core.Lambda] = {}
        results: dict[Binding, Type] = {}
        for binding, found in self.signatures.items():
            value = self._globals[binding].value
            is_known = (
                not binding.assigned
                and binding not in self.doubted
                and binding not in self._twice
                and binding in self.facts
            )
            if binding in self.given:
                if self.given[binding].is_trusted and found.result is not None:
                    results[binding] = found.result
            elif found.result is not None and isinstance(value, core.Lambda) and is_known:
                procedures[binding], results[binding] = value, found.result
        return trusted_procedures(procedures, results)

    def unproven(self) -> set[Binding]:
        """Procedures that have been trusted, but return what a procedure of the language does, which is not checked."""
        values = {binding: self.value_of(binding) for binding in self.trusted if binding not in self.given}
        return {
            binding
            for binding, value in values.items()
            if isinstance(value, core.Lambda)
            and ends_in_library(value.body, self.primitives)
            and not self.evidence.proves_result(value)
        }

    def value_of(self, binding: Binding) -> core.Core | None:
        """What a variable of the top level is defined as, if that is its only definition."""
        return None if binding in self._twice else self._globals[binding].value

    def is_on_device(self, binding: Binding | None) -> bool:
        """Whether a procedure is device code, whose calls are checked with it."""
        return binding in self._on_device

    def _is_to_be_checked(self, binding: Binding) -> bool:
        is_here = binding not in self._on_device and binding not in self.given
        return is_here and self.records.procedure(binding) is None

    def given_elsewhere(self, binding: Binding) -> Given:
        """What is known of a variable of the top level, once the checker has run, where its definition is not."""
        is_procedure = isinstance(self.value_of(binding), core.Lambda)
        found = (self._inferred if is_procedure else self.facts).get(binding)
        return Given(found, binding in self.trusted)

    def is_foreign(self, binding: Binding) -> bool:
        """Whether a variable is one of the language's library, which is known by its name."""
        return binding.module is not None and binding not in self._globals and binding not in self.facts

    def _declare(self, binding: Binding, definition: Definition) -> None:
        made = self.records.procedure(binding)
        if made is not None:
            span = definition.span
            origin = (
                Origin(span, f"{binding.name} is declared here")
                if self.records.is_declared(binding)
                else None
            )
            self.facts[binding] = Found(made, origin, True)
            return
        if isinstance(definition.value, core.Lambda):
            found = self.signature_of(definition.value, definition.type, binding.name)
            if found is not None and self.on_device(definition):
                origin = Origin(found.declared, f"{binding.name} is declared here")
                self.facts[binding] = Found(found.type, origin)
                self._on_device.add(binding)
                return
            if found is not None:
                self.signatures[binding] = found
                if found.result is not None:
                    origin = Origin(found.declared, f"{binding.name} is declared here")
                    self.facts[binding] = Found(found.type, origin, not binding.assigned)
                return
        if definition.type is not None and definition.position is None:
            self.facts[binding] = self.declaration(binding, definition.type)

    def declaration(self, binding: Binding, written: Syntax) -> Found:
        """What is known of a variable with a declared type."""
        type = self.read(written)
        origin = Origin(written.span, f"{binding.name} : {written.span.text} declared here")
        return Found(type, origin, not binding.assigned)

    def read(self, written: Syntax) -> Type:
        """A declared type; one that is malformed is reported when code is made of the program."""
        try:
            type = self.declared.read(written)
        except EshkolError:
            return ANY
        return substituted(type, {Variable(name): rigid for name, rigid in self.scope.items()})

    def _definition(self, definition: Definition) -> None:
        binding, value = definition.binding, definition.value
        assert value is not None
        if isinstance(value, core.Lambda) and binding not in self._twice:
            found = self.signatures.get(binding)
            if found is not None and found.result is not None:
                self.procedure_body(value, found, binding.name)
            else:
                self.known(binding)
                self.errors += self._errors_of.pop(binding, [])
        elif definition.type is not None and definition.position is None:
            self.declared_value(binding, value, self.declaration(binding, definition.type))
        elif definition.position is None:
            found_value = self.infer(value)
            if not binding.assigned and binding not in self._twice:
                self.facts[binding] = found_value
        elif definition.position == 0:
            self.infer(value)

    def declared_value(self, binding: Binding, value: core.Core, declared: Found) -> None:
        """Checks the value of a variable with a declared type."""
        assert declared.origin is not None
        if isinstance(value, core.Lambda) and isinstance(declared.type, Procedure):
            found = Signature(
                declared.type,
                (declared.origin,) * len(value.parameters),
                declared.type.result,
                declared.origin.span,
            )
            if declared.type.accepts(len(value.parameters)):
                self.procedure_body(value, found, binding.name)
            return
        with self.typed_code():
            expected = Expected(declared.type, Code.DECLARED_VALUE, f"`{binding.name}`", declared.origin)
            found_value = self.check(value, expected)
        self.evidence.note_value(value, found_value.proves(declared.type))

    # Variables -----------------------------------------------------------------------

    def known(self, binding: Binding) -> Type:
        return self.found(binding).type

    def found(self, binding: Binding) -> Found:
        """What is known of the value of a variable."""
        found = self.facts.get(binding)
        if found is not None:
            return found
        definition = self._globals.get(binding)
        if definition is None:
            type = signature(binding.name) if self.is_foreign(binding) else None
            return UNKNOWN if type is None else Found(type, None, True, True)
        if binding.assigned or binding in self._twice or not isinstance(definition.value, core.Lambda):
            return UNKNOWN
        return self._inferred_procedure(binding, definition.value)

    def _inferred_procedure(self, binding: Binding, procedure: core.Lambda) -> Found:
        """The type of a procedure of the top level without a declared result."""
        if binding not in self._inferred:
            declared = self.signatures.get(binding)
            unknown = Procedure(
                (ANY,) * len(procedure.parameters), ANY, rest=None if procedure.rest is None else ANY
            )
            # A procedure that calls itself gets nothing more known than this.
            self._inferred[binding] = Found(unknown if declared is None else declared.type)
            with self.apart() as errors:
                type = self.procedure_body(procedure, declared, binding.name)
            self._errors_of[binding] = errors
            origin = (
                None if declared is None else Origin(declared.declared, f"{binding.name} is declared here")
            )
            self._inferred[binding] = Found(type, origin, True)
        return self._inferred[binding]

    @contextmanager
    def apart(self) -> Iterator[list[Diagnostic]]:
        """Checks something that is not where the expressions around it are: errors go to a list of their own."""
        outer = self.errors, self.in_typed_code, self.scope
        self.errors, self.in_typed_code, self.scope = [], False, {}
        try:
            yield self.errors
        finally:
            self.errors, self.in_typed_code, self.scope = outer

    @contextmanager
    def assuming(self, types: Mapping[Binding, Type]) -> Iterator[None]:
        """With more known of variables, which a test has told."""
        saved = {binding: self.facts.get(binding) for binding in types}
        for binding, type in types.items():
            before = self.found(binding)
            self.facts[binding] = Found(type, before.origin if not is_dynamic(before.type) else None, True)
        try:
            yield
        finally:
            for binding, fact in saved.items():
                if fact is None:
                    del self.facts[binding]
                else:
                    self.facts[binding] = fact

    @contextmanager
    def typed_code(self, is_typed: bool = True) -> Iterator[None]:
        outer, self.in_typed_code = self.in_typed_code, self.in_typed_code or is_typed
        try:
            yield
        finally:
            self.in_typed_code = outer

    # Expressions ---------------------------------------------------------------------

    def check(self, node: core.Core, expected: Expected) -> Found:
        """What is found of an expression, which is reported if it can never be what is expected."""
        match node:
            case core.If(test=test, then=then, otherwise=otherwise) if otherwise is not None:
                return self._branches(
                    test, partial(self.check, then, expected), partial(self.check, otherwise, expected)
                )
            case core.Let(clauses=clauses, body=body):
                self._let(clauses)
                return self.check(body, expected)
            case core.Letrec(clauses=clauses, body=body):
                self._letrec(clauses)
                found = self.check(body, expected)
                self.locals.finish(clauses)
                return found
            case core.Sequence(expressions=expressions):
                return self._sequence(expressions, expected)
            case core.Lambda() if isinstance(expected.type, Procedure):
                found = self._expected_lambda(node, expected)
            case _:
                found = self.infer(node)
        if expected.fits(found):
            return found
        if self.in_typed_code or expected.origin or found.origin or expected.deciding:
            self.errors.append(contradiction(expected, found, node.span))
            expected.match.mismatch = None
        return Found(NOTHING)

    def infer(self, node: core.Core) -> Found:
        """What is found of an expression."""
        match node:
            case core.Constant(value=value):
                return Found(type_of_constant(value), None, True)
            case core.Reference(binding=binding):
                self.evidence.note_escape(binding)
                found = self.found(binding)
                return replace(
                    found, type=erased(found.type), returns=found.returns or binding in self.trusted
                )
            case core.Builtin(name=name):
                type = signature(name)
                return UNKNOWN if type is None else Found(erased(type), None, True, True)
            case core.Lambda():
                declared = self.signature_of(node, None, node.name)
                return Found(self.procedure_body(node, declared, node.name), None, True)
            case core.Apply():
                return call(self, node)
            case core.If(test=test, then=then, otherwise=otherwise):
                absent = partial(Found, VOID)
                other = absent if otherwise is None else partial(self.infer, otherwise)
                return self._branches(test, partial(self.infer, then), other)
            case core.Let(clauses=clauses, body=body):
                self._let(clauses)
                return self.infer(body)
            case core.Letrec(clauses=clauses, body=body):
                self._letrec(clauses)
                found = self.infer(body)
                self.locals.finish(clauses)
                return found
            case core.Assign(binding=binding, value=value):
                self._assign(binding, value)
                return Found(VOID)
            case core.Sequence(expressions=expressions):
                return self._sequence(expressions, None)
            case core.Fold():
                return self._fold(node)
            case core.Array(elements=elements):
                types = [self.infer(element).type for element in elements]
                return Found(VectorOf(joined(types), len(types)), None, True)
            case core.Map(entries=entries):
                for entry in entries:
                    for part in entry:
                        self.infer(part)
                return UNKNOWN
            case core.Field():
                return self._field(node)

    def _branches(self, test: core.Core, then: partial[Found], otherwise: partial[Found]) -> Found:
        self.infer(test)
        holds, fails = assumptions(self, test)
        with self.assuming(holds):
            first = then()
        with self.assuming(fails):
            second = otherwise()
        return Found(
            join(first.type, second.type), first.origin or second.origin,
            (first.checked or first.type == NOTHING) and (second.checked or second.type == NOTHING),
        )  # fmt: skip

    def _sequence(self, expressions: Sequence[core.Core], expected: Expected | None) -> Found:
        first, *rest = expressions
        if not rest:
            return self.infer(first) if expected is None else self.check(first, expected)
        self.infer(first)
        match first:
            case core.If(test=test, then=then, otherwise=None) if _never_returns(then):
                # What follows is reached only where the test does not hold.
                with self.assuming(assumptions(self, test)[1]):
                    return self._sequence(rest, expected)
        return self._sequence(rest, expected)

    def _assign(self, binding: Binding, value: core.Core) -> None:
        declared = self.facts.get(binding)
        if declared is None or declared.origin is None:
            self.infer(value)
            return
        self.check(value, Expected(declared.type, Code.DECLARED_VALUE, f"`{binding.name}`", declared.origin))

    def _field(self, node: core.Field) -> Found:
        found = self.infer(node.record)
        if is_dynamic(found.type) or not (
            isinstance(found.type, Record) or self.in_typed_code or found.origin
        ):
            return UNKNOWN
        type = self.records.field(found.type, node.name) if isinstance(found.type, Record) else None
        if type is not None:
            return Found(type, Origin(node.span, f"{node.name} is {described(type)}"), True)
        if isinstance(found.type, Record):
            message = f"{described(found.type)} has no field `{node.name}`"
            help = did_you_mean(node.name, self.records.names(found.type))
        else:
            message, help = f"{described(found.type)} has no fields", []
        labels = [] if found.origin is None else [found.origin.label()]
        self.errors.append(
            Diagnostic(Code.FIELD_OF_DECLARED, "TypeError", message, node.span, "", labels, help=help)
        )
        return UNKNOWN

    # Bindings --------------------------------------------------------------------------

    def _let(self, clauses: Sequence[Clause]) -> None:
        for clause in clauses:
            if len(clause.bindings) == 1 and clause.rest is None and self.locals.define(clause):
                continue
            self.bind(clause, self._clause_value(clause))

    def _letrec(self, clauses: Sequence[Clause]) -> None:
        for clause in clauses:
            for parameter in clause.bindings:
                if parameter.type is not None:
                    self.facts[parameter.binding] = self.declaration(parameter.binding, parameter.type)
        waiting = [clause for clause in clauses if not self.locals.define(clause)]
        for clause in waiting:
            self.bind(clause, self._clause_value(clause))

    def _clause_value(self, clause: Clause) -> Found:
        if len(clause.bindings) == 1 and clause.rest is None:
            (parameter,) = clause.bindings
            if parameter.type is not None:
                declared = self.declaration(parameter.binding, parameter.type)
                self.declared_value(parameter.binding, clause.value, declared)
                return declared
        return self.infer(clause.value)

    def bind(self, clause: Clause, value: Found) -> None:
        """Notes what is known of the variables of a clause."""
        if len(clause.bindings) == 1 and clause.rest is None and clause.bindings[0].type is not None:
            self.facts[clause.bindings[0].binding] = value
        elif len(clause.bindings) == 1 and clause.rest is None:
            self.fact(clause.bindings[0].binding, value)
        else:
            types = value.type.items if isinstance(value.type, Values) else ()
            is_known = len(types) == len(clause.bindings) and clause.rest is None
            for position, binding in enumerate(bound(clause)):
                self.fact(binding, Found(types[position], value.origin) if is_known else UNKNOWN)

    def fact(self, binding: Binding, found: Found) -> None:
        """Notes what is known of a variable; of one that is assigned, only its declared type is."""
        self.facts[binding] = UNKNOWN if binding.assigned else found

    def _fold(self, node: core.Fold) -> Found:
        for clause in node.sequences:
            found = self.infer(clause.value).type
            element = found.element if isinstance(found, ListOf | VectorOf) else ANY
            self.bind(clause, Found(element))
        for clause in node.accumulators:
            self.infer(clause.value)
            for parameter in clause.bindings:
                self.fact(parameter.binding, UNKNOWN)
        self.infer(node.body)
        return UNKNOWN

    # Procedures ------------------------------------------------------------------------

    def parameter_names(self, function: core.Core) -> list[str]:
        """The names of the parameters of a procedure of the top level; none of any other."""
        definition = self._globals.get(function.binding) if isinstance(function, core.Reference) else None
        if definition is None:
            return []
        record = self.records.procedure(definition.binding)
        if record is not None:
            return self.records.names(record.result) if isinstance(record.result, Record) else []
        value = definition.value
        return [p.binding.name for p in value.parameters] if isinstance(value, core.Lambda) else []

    def signature_of(self, node: core.Lambda, whole: Syntax | None, name: str | None) -> Signature | None:
        """The declared types of a procedure; None if it has none."""
        whole = whole if whole is not None else node.type
        arrow = self.read(whole) if whole is not None else None
        if not isinstance(arrow, Procedure) or not arrow.accepts(len(node.parameters)):
            arrow, whole = None, None
        if arrow is None and node.result is None and all(p.type is None for p in node.parameters):
            return None
        types: list[Type] = []
        origins: list[Origin | None] = []
        for position, parameter in enumerate(node.parameters):
            shown = parameter.binding.name
            if parameter.type is not None:
                types.append(self.read(parameter.type))
                text = f"{shown} : {parameter.type.span.text} declared here"
                origins.append(Origin(parameter.type.span, text))
            elif arrow is not None and whole is not None:
                types.append(arrow.parameter(position))
                place = parameter_place(whole, position)
                origins.append(Origin(place.span, f"{shown} : {place.span.text} declared here"))
            else:
                types.append(ANY)
                origins.append(None)
        result = self.read(node.result) if node.result is not None else arrow.result if arrow else None
        declared = (
            node.result if node.result is not None else result_place(whole) if whole is not None else None
        )
        rest = None if node.rest is None else arrow.rest if arrow and arrow.rest is not None else ANY
        type = Procedure(tuple(types), ANY if result is None else result, rest=rest)
        first = next((o.span for o in origins if o is not None), node.span)
        return Signature(type, tuple(origins), result, first if declared is None else declared.span)

    def procedure_body(self, node: core.Lambda, declared: Signature | None, name: str | None) -> Procedure:
        """Checks a procedure, and finds its type as its callers see it."""
        outer = self.scope
        own: dict[Type, Type] = {}
        if declared is not None:
            own = {v: Rigid(v.name, id(node)) for v in _variables(declared.type)}
            self.scope = outer | {v.name: rigid for v, rigid in own.items() if isinstance(v, Variable)}
        try:
            for position, parameter in enumerate(node.parameters):
                binding = parameter.binding
                origin = declared.origins[position] if declared is not None else None
                if declared is not None and origin is not None:
                    type = substituted(declared.type.parameter(position), own)
                    self.facts[binding] = Found(type, origin, not binding.assigned)
                else:
                    self.facts[binding] = UNKNOWN if binding.assigned else Found(Open(binding))
            if node.rest is not None:
                element = ANY if declared is None or declared.type.rest is None else declared.type.rest
                self.fact(node.rest, Found(ListOf(substituted(element, own)), None, True))
            with self.typed_code(declared is not None):
                result = self._result(node, declared, own, name)
        finally:
            self.scope = outer
        if declared is not None:
            back = {rigid: variable for variable, rigid in own.items()}
            return Procedure(declared.type.parameters, substituted(result, back), (), declared.type.rest)
        rest = None if node.rest is None else ANY
        opens = tuple(Open(p.binding) for p in node.parameters)
        return Procedure(opens, result, rest=rest)

    def _result(
        self, node: core.Lambda, declared: Signature | None, own: Mapping[Type, Type], name: str | None
    ) -> Type:
        if declared is None or declared.result is None:
            return self.infer(node.body).type
        expected = substituted(declared.result, own)
        origin = Origin(declared.declared, "declared here")
        subject = f"the result of `{name or 'lambda'}`"
        found = self.check(node.body, Expected(expected, Code.DECLARED_RESULT, subject, origin))
        self.evidence.note_result(node, found.proves(expected))
        return expected

    def _expected_lambda(self, node: core.Lambda, expected: Expected) -> Found:
        """A lambda expression where the types of its parameters and its result are expected."""
        wanted = expected.type
        assert isinstance(wanted, Procedure)
        declared = self.signature_of(node, None, node.name)
        if declared is not None or not wanted.accepts(len(node.parameters)) or node.rest is not None:
            return self.infer(node)
        if any(p.binding.assigned for p in node.parameters):
            return self.infer(node)
        match = expected.match
        for position, parameter in enumerate(node.parameters):
            type = match.resolved(wanted.parameter(position))
            self.facts[parameter.binding] = Found(type, None if is_dynamic(type) else expected.origin)
        place = Expected(
            wanted.result, Code.PROCEDURE_RESULT, f"what {expected.subject} returns", expected.origin, match,
            expected.deciding,
        )  # fmt: skip
        with self.typed_code(expected.origin is not None and not is_dynamic(wanted.result)):
            result = self.check(node.body, place)
        parameters = tuple(map(match.resolved, wanted.parameters))
        return Found(
            Procedure(parameters, result.type if result.type != NOTHING else wanted.result), None, True
        )


def _variables(type: Type) -> list[Variable]:
    found: dict[Variable, None] = {}

    def note(part: Type) -> Type:
        if isinstance(part, Variable):
            found[part] = None
        return part

    mapped(type, note)
    return list(found)


def _never_returns(node: core.Core) -> bool:
    match node:
        case core.Apply(function=core.Builtin(name=name)):
            type = signature(name)
            return isinstance(type, Procedure) and type.result == NOTHING
        case core.Sequence(expressions=(*_, last)):
            return _never_returns(last)
    return False
