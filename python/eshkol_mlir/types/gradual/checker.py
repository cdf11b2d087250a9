"""The static part of gradual typing: what is wrong with a program of the host before it runs.

Types flow through a program from declarations, literals and the language's own procedures.  A program without
declarations is never refused: an error needs a declaration that contradicts what is found, or that what is found comes
from; inside of a procedure with declared types, it may be any contradiction.  What is not known is ``any``,
and left to checks when the program runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, ExpandedSpan, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.expander.coverage import tested_variables
from eshkol_mlir.expander.traversal import leading_to
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.gradual.bindings import bind_let, bind_letrec, fold
from eshkol_mlir.types.gradual.calls import call, call_local
from eshkol_mlir.types.gradual.classes import Classes
from eshkol_mlir.types.gradual.declared import DeclaredTypes
from eshkol_mlir.types.gradual.demands import Demands
from eshkol_mlir.types.gradual.evidence import Evidence
from eshkol_mlir.types.gradual.fields import field_of
from eshkol_mlir.types.gradual.given import Given
from eshkol_mlir.types.gradual.literals import type_of_constant
from eshkol_mlir.types.gradual.locals import LocalProcedures, uses_of
from eshkol_mlir.types.gradual.model import (
    ANY,
    NOTHING,
    VOID,
    Forall,
    Procedure,
    Record,
    Type,
    Values,
    Variable,
    VectorOf,
)  # fmt: skip
from eshkol_mlir.types.gradual.occurrence import TestsOfVariables, assumed_after, assumptions, excluding
from eshkol_mlir.types.gradual.polymorphism import check_for_all
from eshkol_mlir.types.gradual.procedures import Procedures, Signature
from eshkol_mlir.types.gradual.reachability import part_of_clause
from eshkol_mlir.types.gradual.records import Records
from eshkol_mlir.types.gradual.relations import erased, join, joined, opened, substituted
from eshkol_mlir.types.gradual.reports import (
    UNKNOWN,
    Expected,
    Found,
    Origin,
    contradiction,
    excluded_use,
    raise_all,
)
from eshkol_mlir.types.gradual.signatures import signature
from eshkol_mlir.types.gradual.trust import ends_in_library, trusted_procedures


@dataclass
class Checker:
    """Checks a program.

    Args:
        program: with all its modules.
        primitives: the language's procedures that are no Scheme procedures.
        on_device: whether a procedure is device code, which is checked when that is compiled.
        known: definitions that have been checked already.
    """

    program: core.Program
    primitives: Set[str] = frozenset()
    on_device: Callable[[Definition], bool] = lambda definition: False
    known: Set[Definition] = frozenset()
    errors: list[Diagnostic] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)
    #: Procedures that may return something else than they declare.
    doubted: Set[Binding] = frozenset()
    #: The round before, which has doubted fewer.
    before: Checker | None = None
    #: What is known of variables whose definitions are checked elsewhere; the program has only their types.
    given: Mapping[Binding, Given] = field(default_factory=dict)
    #: Whether what is checked is in a procedure with declared types.
    in_typed_code: bool = False

    def __post_init__(self) -> None:
        self.declared = DeclaredTypes(self.program.types)
        self.records = Records(self.program, self.declared)
        self.classes = Classes(self.program, self.declared)
        if self.before is None:
            given = {each: known.demands for each, known in self.given.items()}
            self.demands = Demands(self._procedure, given)
            self.locals = LocalProcedures(self, uses_of(self.program))
        else:
            self.demands = self.before.demands
            self.locals = LocalProcedures(self, self.before.locals.uses)
        self.procedures = Procedures(self)
        self.facts: dict[Binding, Found] = {}
        #: Variables that tests have told more of, with what was known before.
        self.narrowed: dict[Binding, Found | None] = {}
        #: Variables with the value of another.
        self.aliases: dict[Binding, Binding] = {}
        self.signatures: dict[Binding, Signature] = {}
        #: The declarations of the parameters of local procedures that have any.
        self.local_origins: dict[Binding, tuple[Origin | None, ...]] = {}
        self.scope: dict[str, Type] = {}
        self._globals: dict[Binding, Definition] = {}
        self._twice: set[Binding] = set()
        self._on_device: dict[Binding, Signature] = {}
        #: Procedures with a declared result that return nothing else.
        self.trusted: set[Binding] = set()
        self._inferred: dict[Binding, Found] = {}
        self._errors_of: dict[Binding, list[Diagnostic]] = {}
        #: Errors of procedures that must be of types of ``forall``, also those that another round has taken back.
        self.errors_of_generality: list[Diagnostic] = []
        #: Variables with the value of a test of others.
        self.tests = TestsOfVariables()
        #: Variables that have declared types of their own.
        self.declared_variables: set[Binding] = set()
        #: Whether tests may be warned of.
        self.notices_tests = True
        #: What may be wrong, by the expression that tells; a round takes over what it does not look at again.
        self.warnings: dict[tuple[core.Core, Code], Diagnostic] = (
            {} if self.before is None else dict(self.before.warnings)
        )
        for item in self.program.body:
            if isinstance(item, Definition):
                if item.binding in self._globals:
                    self._twice.add(item.binding)
                self._globals[item.binding] = item

    @cached_property
    def tested(self) -> Mapping[Binding, Set[Source]]:
        """The variables that the program tests for constructors, and the texts in which it does."""
        return tested_variables(self.program)

    # The program ---------------------------------------------------------------------

    def run(self) -> None:
        """Checks the whole program.

        Raises:
            EshkolError: everything that is wrong with its types.
        """
        self.learn()
        settled = self._settled_items()
        for item in self.program.body:
            if item in settled:
                self._take_over(item)
            elif not isinstance(item, Definition):
                self.infer(item)
            elif item not in self.known and item.value is not None and self._is_to_be_checked(item.binding):
                self._definition(item)
        raise_all(self.errors)

    def learn(self) -> None:
        """Notes what declarations say, and what is known of definitions that have been checked."""
        for binding, definition in self._globals.items():
            self._declare(binding, definition)
        for binding, known in self.given.items():
            if known.found is not None:
                is_procedure = isinstance(self.value_of(binding), core.Lambda)
                (self._inferred if is_procedure else self.facts)[binding] = known.found
        self.facts.update(self.classes.methods())
        self.trusted = self._trusted()
        with self.apart():
            for item in self.program.body:
                if isinstance(item, Definition) and item in self.known and self._has_plain_value(item):
                    self._definition(item)

    def _settled_items(self) -> Set[Definition | core.Core]:
        """The items of the top level of which the round before has found what this one would."""
        before = self.before
        if before is None or self.program.classes or self.program.instances:
            return frozenset()
        again = leading_to(before.trusted ^ self.trusted, self.program)
        values = (item.value if isinstance(item, Definition) else item for item in again)
        self.evidence = before.evidence.apart_from(value for value in values if value is not None)
        settled = set(self.program.body) - again
        known = before._inferred.items()
        self._inferred |= {binding: found for binding, found in known if self._globals[binding] in settled}
        return settled

    def _take_over(self, item: Definition | core.Core) -> None:
        """Notes what the round before has found of a variable, where that is known only from its definition on."""
        assert self.before is not None
        if isinstance(item, Definition) and item.binding in self.before.facts:
            self.facts[item.binding] = self.before.facts[item.binding]

    def _has_plain_value(self, definition: Definition) -> bool:
        """Whether a variable has another value than a procedure, of which more is known than its declaration."""
        is_procedure = definition.value is None or isinstance(definition.value, core.Lambda)
        return not is_procedure and self._is_to_be_checked(definition.binding)

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

    def _procedure(self, binding: Binding) -> core.Core | None:
        return self.value_of(binding) if binding in self._globals else None

    def definition(self, binding: Binding) -> Definition | None:
        """The last definition of a variable of the top level."""
        return self._globals.get(binding)

    def is_on_device(self, binding: Binding | None) -> bool:
        """Whether a procedure is device code, which calls others of its kind as they are checked with it."""
        return binding in self._on_device

    def origins(self, binding: Binding | None) -> tuple[Origin | None, ...]:
        """The declarations of the parameters of a procedure with a name."""
        if binding is None:
            return ()
        if binding in self.local_origins:
            return self.local_origins[binding]
        declared = self.signatures.get(binding) or self._on_device.get(binding)
        return () if declared is None else declared.origins

    def _is_to_be_checked(self, binding: Binding) -> bool:
        is_here = binding not in self._on_device and binding not in self.given
        return is_here and self.records.made(binding) is None

    def given_elsewhere(self, binding: Binding) -> Given:
        """What is known of a variable of the top level, once the checker has run, where its definition is not."""
        is_procedure = isinstance(self.value_of(binding), core.Lambda)
        found = (self._inferred if is_procedure else self.facts).get(binding)
        return Given(found, binding in self.trusted, tuple(self.demands.parameters(binding)))

    def is_foreign(self, binding: Binding) -> bool:
        """Whether a variable is one of the language's library, which is known by its name."""
        return binding.module is not None and binding not in self._globals and binding not in self.facts

    def _declare(self, binding: Binding, definition: Definition) -> None:
        made = self.records.made(binding)
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
            found = self.procedures.signature_of(definition.value, definition.type, binding.name)
            if found is not None and self.on_device(definition):
                origin = Origin(found.declared, f"{binding.name} is declared here")
                self.facts[binding] = Found(found.type, origin)
                self._on_device[binding] = found
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
        self.declared_variables.add(binding)
        type = opened(self.read(written))
        origin = Origin(written.span, f"{binding.name} : {written.span.text} declared here")
        return Found(type, origin, not binding.assigned)

    def read(self, written: Syntax) -> Type:
        """A declared type; one that is malformed is reported when code is made of the program."""
        try:
            type = self.declared.read(written, self.program.classes.keys())
        except EshkolError:
            return ANY
        return substituted(type, {Variable(name): rigid for name, rigid in self.scope.items()})

    def _definition(self, definition: Definition) -> None:
        # A test that one instance makes needless may be needed by another.
        with self.without_notice(definition.is_default):
            self._check_definition(definition)

    def _check_definition(self, definition: Definition) -> None:
        binding, value = definition.binding, definition.value
        assert value is not None
        if isinstance(value, core.Lambda) and binding not in self._twice:
            found = self.signatures.get(binding)
            if found is not None and found.result is not None:
                self.procedures.body(value, found, binding.name, binding)
            else:
                self.type_of(binding)
                self.errors += self._errors_of.pop(binding, [])
        elif definition.type is not None and definition.position is None:
            self.declared_value(binding, value, self.declaration(binding, definition.type))
        elif definition.position is None:
            found_value = self.infer(value)
            if not binding.assigned and binding not in self._twice:
                self.facts[binding] = found_value
        else:
            found_values = self.infer(value)
            items = found_values.type.items if isinstance(found_values.type, Values) else ()
            if definition.position < len(items) and not definition.rest and not binding.assigned:
                self.facts[binding] = Found(items[definition.position], found_values.origin)

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
                self.procedures.body(value, found, binding.name, binding)
            return
        with self.typed_code():
            expected = Expected(declared.type, Code.DECLARED_VALUE, f"`{binding.name}`", declared.origin)
            found_value = self.check(value, expected)
        self.evidence.note_value(value, found_value.proves(declared.type))

    # Variables -----------------------------------------------------------------------

    def type_of(self, binding: Binding) -> Type:
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
                type = self.procedures.body(procedure, declared, binding.name, binding)
            self._errors_of[binding] = errors
            origin = (
                None if declared is None else Origin(declared.declared, f"{binding.name} is declared here")
            )
            self._inferred[binding] = Found(type, origin, True)
        return self._inferred[binding]

    def found_before_tests(self, binding: Binding) -> Found:
        """What is known of a variable without what the tests around have told."""
        return (self.narrowed[binding] if binding in self.narrowed else self.found(binding)) or UNKNOWN

    @contextmanager
    def apart(self) -> Iterator[list[Diagnostic]]:
        """Checks something that is not where the expressions around it are: errors go to a list of their own."""
        outer = self.errors, self.in_typed_code, self.scope
        self.errors, self.in_typed_code, self.scope = [], False, {}
        try:
            with self.where_tests_tell({}):
                yield self.errors
        finally:
            self.errors, self.in_typed_code, self.scope = outer

    @contextmanager
    def assuming(self, told: Mapping[Binding, Found]) -> Iterator[None]:
        """With more known of variables, which a test has told."""
        saved = {binding: self.facts.get(binding) for binding in told}
        outer, self.narrowed = self.narrowed, saved | self.narrowed
        self.facts.update(told)
        try:
            yield
        finally:
            self._restore(saved)
            self.narrowed = outer

    @contextmanager
    def without_notice(self, is_hidden: bool = True) -> Iterator[None]:
        """Where tests are not warned of."""
        outer, self.notices_tests = self.notices_tests, self.notices_tests and not is_hidden
        try:
            yield
        finally:
            self.notices_tests = outer

    def retract(self, node: core.Core, code: Code) -> None:
        """Takes back a warning: what is looked at again may be known otherwise."""
        self.warnings.pop((node, code), None)

    @contextmanager
    def where_tests_tell(self, told: Mapping[Binding, Found]) -> Iterator[None]:
        """With this known of the variables that tests have told more of, and nothing else told."""
        outer = self.narrowed
        saved = {binding: self.facts.get(binding) for binding in outer}
        self._restore({binding: told.get(binding, before) for binding, before in outer.items()})
        self.narrowed = {binding: before for binding, before in outer.items() if binding in told}
        try:
            yield
        finally:
            self._restore(saved)
            self.narrowed = outer

    def _restore(self, facts: Mapping[Binding, Found | None]) -> None:
        for binding, fact in facts.items():
            if fact is None:
                self.facts.pop(binding, None)
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
            case core.If(then=then, otherwise=otherwise) if otherwise is not None:
                return self._branches(
                    node, partial(self.check, then, expected), partial(self.check, otherwise, expected)
                )
            case core.Let() | core.Letrec():
                return self._with_variables(node, expected)
            case core.Sequence(expressions=expressions):
                return self._sequence(expressions, expected)
            case _ if isinstance(expected.type, Forall):
                return check_for_all(self, node, expected)
            case core.Lambda() if isinstance(expected.type, Procedure):
                found = self.procedures.expected(node, expected)
            case core.Apply(function=core.Builtin(name="vector"), arguments=elements, keywords=keywords) if (
                isinstance(expected.type, VectorOf) and expected.origin is not None and not keywords
            ):
                # Of a vector that somebody may have changed, nothing is known.
                found = Found(VectorOf(joined(self.infer(each).type for each in elements)), None, True)
            case core.Apply(function=core.Reference(binding=binding)) if self.locals.is_local(binding):
                found = call_local(self, binding, node, expected)
            case core.Reference(binding=binding) if tests := excluding(self, binding, expected.type):
                self.evidence.note_escape(binding)
                if self.in_typed_code or expected.origin:
                    self.errors.append(excluded_use(expected, tests, node.span))
                return Found(NOTHING)
            case _:
                found = self.infer(node)
        return self.require(expected, found, node.span)

    def require(self, expected: Expected, found: Found, span: Span) -> Found:
        """What is found at a place, which is reported if it can never be what is expected."""
        if expected.fits(found):
            return found
        if self.in_typed_code or expected.origin or found.origin or expected.deciding:
            self.errors.append(contradiction(expected, found, span))
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
                returns = found.returns or binding in self.trusted
                return Found(erased(found.type), found.origin, found.checked, returns)
            case core.Builtin(name=name):
                type = signature(name)
                return UNKNOWN if type is None else Found(erased(type), None, True, True)
            case core.Lambda():
                declared = self.procedures.signature_of(node, None, node.name)
                return Found(self.procedures.body(node, declared, node.name), None, True)
            case core.Apply():
                return call(self, node)
            case core.If(then=then, otherwise=otherwise):
                absent = partial(Found, VOID)
                other = absent if otherwise is None else partial(self.infer, otherwise)
                return self._branches(node, partial(self.infer, then), other)
            case core.Let() | core.Letrec():
                return self._with_variables(node, None)
            case core.Assign(binding=binding, value=value):
                self._assign(binding, value)
                return Found(VOID)
            case core.Sequence(expressions=expressions):
                return self._sequence(expressions, None)
            case core.Fold():
                return fold(self, node)
            case core.Array(elements=elements):
                types = [self.infer(element).type for element in elements]
                return Found(VectorOf(joined(types), len(types)), None, True)
            case core.Map(entries=entries):
                for entry in entries:
                    for part in entry:
                        self.infer(part)
                return UNKNOWN
            case core.Field():
                return field_of(self, node)

    def _value(self, node: core.Core, expected: Expected | None) -> Found:
        return self.infer(node) if expected is None else self.check(node, expected)

    def _with_variables(self, node: core.Let | core.Letrec, expected: Expected | None) -> Found:
        is_clause = isinstance(node, core.Let) and part_of_clause(node) is not None
        with self.without_notice(is_clause and isinstance(node.span, ExpandedSpan)):
            bind = bind_let if isinstance(node, core.Let) else bind_letrec
            bind(self, node.clauses)
            found = self._value(node.body, expected)
            if (rest := self.locals.rest_of(node)) is not None:
                others, told = rest
                found = _either(found, self._under(told, partial(self._value, others, expected)))
            self.locals.finish(node.clauses)
        return found

    def _branches(self, node: core.If, then: partial[Found], otherwise: partial[Found]) -> Found:
        self.infer(node.test)
        with self.without_notice(isinstance(node.span, ExpandedSpan)):
            holds, fails = assumptions(self, node.test)
        return _either(self._under(holds, then), self._under(fails, otherwise))

    def _under(self, told: Mapping[Binding, Found], branch: partial[Found]) -> Found:
        if not told:
            return branch()
        with self.assuming(told):
            return branch()

    def _sequence(self, expressions: Sequence[core.Core], expected: Expected | None) -> Found:
        first, *rest = expressions
        if not rest:
            return self._value(first, expected)
        self.infer(first)
        return self._under(self._told_after(first), partial(self._sequence, rest, expected))

    def _told_after(self, node: core.Core) -> Mapping[Binding, Found]:
        """What is known where an expression has been evaluated: of an ``if``, branches may end in errors."""
        if not isinstance(node, core.If):
            return {}
        with self.without_notice():
            return assumed_after(self, node)

    def _assign(self, binding: Binding, value: core.Core) -> None:
        declared = self.facts.get(binding)
        if declared is None or declared.origin is None:
            self.infer(value)
            return
        self.check(value, Expected(declared.type, Code.DECLARED_VALUE, f"`{binding.name}`", declared.origin))

    def fact(self, binding: Binding, found: Found) -> None:
        """Notes what is known of a variable; of one that is assigned, only its declared type is."""
        self.facts[binding] = UNKNOWN if binding.assigned else found

    def parameter_names(self, function: core.Core) -> list[str]:
        """The names of the parameters of a procedure of the top level; none of any other."""
        definition = self._globals.get(function.binding) if isinstance(function, core.Reference) else None
        if definition is None:
            return []
        made = self.records.made(definition.binding)
        if isinstance(made, Procedure):
            return self.records.names(made.result) if isinstance(made.result, Record) else []
        value = definition.value
        return [p.binding.name for p in value.parameters] if isinstance(value, core.Lambda) else []


def _either(first: Found, second: Found) -> Found:
    """What is found of an expression that is one of two."""
    return Found(
        join(first.type, second.type), first.origin or second.origin,
        (first.checked or first.type == NOTHING) and (second.checked or second.type == NOTHING),
    )  # fmt: skip
