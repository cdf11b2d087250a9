"""Linear use: whether each value of type ``qubit`` is used exactly once, whichever way a program takes.

Expressions are followed in the order of a program, with what has happened to each linear value so far.  Where ways
part, each is followed by itself, and where they meet, they must have used the same values.  Local procedures that are
only called are followed at each call; loops, and procedures that are values, may not use what is around them.
Types are known from declarations only.  What has none is not linear, and linear values may not go there.
"""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Clause, Core, Definition
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.linear.calls import call
from eshkol_mlir.types.linear.declared import DeclaredTypes
from eshkol_mlir.types.linear.flow import Barrier, Flow, State
from eshkol_mlir.types.linear.model import PENDING, PLAIN, Named, Type, Values, results
from eshkol_mlir.types.linear.names import Names
from eshkol_mlir.types.linear.procedures import Locals, Procedures
from eshkol_mlir.types.linear.relations import Misfit, Relations
from eshkol_mlir.types.linear.reports import Reports
from eshkol_mlir.types.linear.uses import Mismatch, Place, Target, Uses


class Checker:
    """Checks a program, with all its modules."""

    def __init__(self, program: core.Program) -> None:
        self.program = program
        self.reports = Reports()
        self.types = DeclaredTypes(program.types, self.reports)
        self.relations = Relations(self.types)
        self.uses = Uses(self.types)
        self.flow = Flow(self.uses, self.reports)
        self.names = Names(program)
        self.procedures = Procedures(self)
        self.locals = Locals(self)
        #: What local variables stand for, as far as it matters.
        self.variables: dict[Binding, Target | Type] = {}

    # The program ---------------------------------------------------------------------

    def run(self) -> None:
        """Checks the whole program.

        Raises:
            EshkolError: everything that is wrong with its use of linear values.
        """
        self.types.check_definitions()
        for item in self.program.body:
            if isinstance(item, Definition):
                self._definition(item)
            else:
                self._expression(item)
        for rule in self.program.rules:
            self._expression(rule.value)
        self.types.check_containers()
        self.reports.raise_all()

    def _expression(self, node: Core) -> None:
        with self.flow.apart():
            self.discard(
                self.evaluate(node), node.span, "a program's expressions are evaluated for what they do"
            )

    def _definition(self, definition: Definition) -> None:
        binding, value = definition.binding, definition.value
        if isinstance(binding, core.Constructor):
            return
        if isinstance(value, core.Lambda):
            self.procedures.of_variable(binding)
            return
        declared = PLAIN if definition.type is None else self.types.read(definition.type)
        found: Type = PLAIN
        if value is not None and not definition.position:
            with self.flow.apart():
                found = self.evaluate(value, declared)
        type = declared if self.types.is_linear(declared) else found
        if self.types.is_linear(type):
            self.reports.top_level(binding, binding.span or definition.span, type)
        elif definition.type is not None and value is not None and definition.position is None:
            self.fit(found, declared, f"`{binding.name}`", value.span, definition.type.span)

    # Expressions ---------------------------------------------------------------------

    def evaluate(self, node: Core, expected: Type = PLAIN) -> Type:
        """The type of an expression, all of whose linear values are used; ``expected`` is that of a lambda."""
        match node:
            case core.Reference() | core.Builtin():
                self.check_reentry(node, node.span)
                return self.value_of(node)
            case core.Apply():
                return call(self, node)
            case core.Lambda():
                return self.procedures.of_lambda(node, None, expected)
            case core.If():
                return self._if(node, expected)
            case core.Let():
                return self._let(node, expected)
            case core.Letrec():
                return self._letrec(node, expected)
            case core.Sequence(expressions=(*before, last)):
                for expression in before:
                    self.discard(self.evaluate(expression), expression.span, "what follows takes its place")
                return self.evaluate(last, expected)
            case core.Assign():
                return self._assign(node)
            case core.Fold():
                return self._fold(node)
            case core.Array(elements=elements):
                self._parts("a vector", elements)
            case core.Map(entries=entries):
                self._parts("a map", [part for entry in entries for part in entry])
            case core.Field():
                return self._field(node)
        return PLAIN

    def value_of(self, node: Core) -> Type:
        """The type of an expression, which may be a procedure that is called."""
        match node:
            case core.Reference():
                return self._reference(node)
            case core.Builtin():
                return PLAIN
        return self.evaluate(node)

    def check_reentry(self, node: Core, span: Span) -> None:
        """Checks that nothing is left to use where a procedure may keep what follows."""
        if isinstance(node, core.Reference | core.Builtin) and self.names.keeps(node):
            name = node.binding.name if isinstance(node, core.Reference) else node.name
            for place in self.flow.to_use():
                self.reports.reentry(Target(place), span, name)

    def target(self, node: Core) -> Target | None:
        """The linear value, or the part of one, that an expression names."""
        match node:
            case core.Reference(binding=binding):
                found = self.variables.get(binding)
                return found if isinstance(found, Target) else None
            case core.Field(record=record, name=name):
                whole = self.target(record)
                if whole is None:
                    return None
                part = self.flow.field(whole, name)
                return part if part is not None and self.types.is_linear(self.uses.type_of(part)) else None
        return None

    def _reference(self, node: core.Reference) -> Type:
        found = self.variables.get(node.binding)
        if isinstance(found, Target):
            self.flow.use(found, node.span)
            return self.uses.type_of(found)
        if found is not None:
            return found
        return self.procedures.of_variable(node.binding)

    def _field(self, node: core.Field) -> Type:
        target = self.target(node)
        if target is not None:
            self.flow.use(target, node.span)
            return self.uses.type_of(target)
        whole = self.target(node.record)
        if whole is not None:
            self.flow.look_at(whole, node.span)
            part = self.flow.field(whole, node.name)
            return PLAIN if part is None else self.uses.type_of(part)
        type = self.evaluate(node.record)
        record = self.types.with_field(type, node.name) if isinstance(type, Named) else None
        if record is None:
            self.discard(type, node.span, "only a field of it is used")
            return PLAIN
        if any(name != node.name for name in self.types.linear_fields(record)):
            self.discard(type, node.record.span, "only one of its fields is used")
        return self.types.fields(record)[node.name]

    def _if(self, node: core.If, expected: Type) -> Type:
        tested = self._test(node.test)
        before = self.flow.copy()
        if tested is not None:
            self.flow.narrow(*tested, holds=True)
        then = self.evaluate(node.then, expected)
        first, self.flow.state = self.flow.state, before
        if tested is not None:
            self.flow.narrow(*tested, holds=False)
        if node.otherwise is None:
            self.discard(then, node.then.span, "this `if` has no value where its test fails")
            otherwise: Type = PLAIN
        else:
            otherwise = self.evaluate(node.otherwise, expected)
        self._join(node, first, self.flow.state)
        if node.otherwise is not None and self.types.is_linear(then) and self.types.is_linear(otherwise):
            self.fit(otherwise, then, "this branch", node.otherwise.span, node.then.span)
        return PLAIN if node.otherwise is None else self.relations.join(then, otherwise)

    def _join(self, node: core.If, first: State, second: State) -> None:
        def mismatched(target: Target, mismatch: Mismatch) -> None:
            branch = node.otherwise if mismatch.by_first else node.then
            lacking = None if branch is None else self.locals.continued(branch).span
            self.reports.in_one_branch(target, mismatch, lacking, node.span)

        self.flow.join(first, second, mismatched)

    def _test(self, test: Core) -> tuple[Target, str] | None:
        """Evaluates a test; the value and the type that it is about."""
        match test:
            case core.Apply(function=core.Reference(binding=predicate), arguments=(argument,)):
                target = self.target(argument)
                if target is not None and predicate in self.types.predicates:
                    self.flow.look_at(target, test.span)
                    return target, self.types.predicates[predicate]
        type = self.evaluate(test)
        if self.types.is_linear(type):
            self.reports.tested(test.span, type)
        return None

    def _assign(self, node: core.Assign) -> Type:
        binding = node.binding
        known = self.variables.get(binding, PLAIN)
        if isinstance(known, Target):
            self.evaluate(node.value)
            self.flow.forget(known.place)
            self.reports.assigned(binding.name, node.span, self.uses.type_of(known), binding.span)
            return PLAIN
        definition = self.names.definitions.get(binding)
        if definition is not None and definition.type is not None:
            known = self.types.read(definition.type)
        found = self.evaluate(node.value, known)
        self.fit(found, known, f"`{binding.name}`", node.value.span, binding.span)
        return PLAIN

    def _parts(self, what: str, parts: Sequence[Core]) -> None:
        for part in parts:
            self.fit(self.evaluate(part), PLAIN, what, part.span)

    # Bindings ------------------------------------------------------------------------

    def _let(self, node: core.Let, expected: Type) -> Type:
        places: list[Place] = []
        for clause in node.clauses:
            places += self._clause(clause)
        return self._body(node.clauses, node.body, expected, places)

    def _letrec(self, node: core.Letrec, expected: Type) -> Type:
        for clause in node.clauses:
            self._declare(clause)
        places: list[Place] = []
        for clause in node.clauses:
            places += self._clause(clause)
        return self._body(node.clauses, node.body, expected, places)

    def _body(self, clauses: Sequence[Clause], body: Core, expected: Type, places: Sequence[Place]) -> Type:
        result = self.evaluate(body, expected)
        self.locals.finish(clauses)
        self.flow.close(places)
        return result

    def _declare(self, clause: Clause) -> None:
        """What is known of a variable before its value is evaluated."""
        if (
            not self.locals.add(clause)
            and len(clause.bindings) == 1
            and isinstance(clause.value, core.Lambda)
        ):
            [parameter] = clause.bindings
            type = self.procedures.declared(clause.value, parameter.type)
            self.variables[parameter.binding] = PLAIN if parameter.binding.assigned else type

    def _clause(self, clause: Clause) -> list[Place]:
        """Evaluates and binds; gives the linear values that are bound."""
        if self.locals.add(clause):
            return []
        if len(clause.bindings) == 1 and clause.rest is None:
            [parameter] = clause.bindings
            alias = self.target(clause.value)
            if alias is not None and parameter.type is None and not parameter.binding.assigned:
                # Another name for the same value.
                self.variables[parameter.binding] = alias
                return []
            if isinstance(clause.value, core.Lambda):
                found: Type = self.procedures.of_lambda(clause.value, parameter.type, PLAIN)
            else:
                declared = PLAIN if parameter.type is None else self.types.read(parameter.type)
                found = self.evaluate(clause.value, declared)
            return self.bind(parameter, found, clause.value.span)
        return self._bind_several(clause, self.evaluate(clause.value))

    def _bind_several(self, clause: Clause, found: Type) -> list[Place]:
        items = found.items if isinstance(found, Values) else (found,)
        count = len(clause.bindings)
        lost = [item for item in items[count:] if self.types.is_linear(item)]
        if lost:
            self.discard(results(lost), clause.value.span, "there is no variable for it")
        given = [*items[:count], *[PLAIN] * (count - len(items))]
        span = clause.value.span
        return [
            place
            for p, item in zip(clause.bindings, given, strict=True)
            for place in self.bind(p, item, span)
        ]

    def bind(self, parameter: core.Parameter, found: Type, span: Span) -> list[Place]:
        """Binds a variable to a value of a type that is found at ``span``."""
        binding = parameter.binding
        type = found
        if parameter.type is not None:
            type = self.types.read(parameter.type)
            self.fit(found, type, f"`{binding.name}`", span, parameter.type.span)
        if self.types.is_linear(type) and not isinstance(type, Values):
            bound = span if binding.name.startswith("%") else binding.span
            place = self.flow.place(binding.name, type, bound or span)
            self.variables[binding] = Target(place)
            return [place]
        if isinstance(type, Values):
            self.discard(type, span, f"`{binding.name}` is a single variable")
        is_known = not binding.assigned or parameter.type is not None
        self.variables[binding] = type if is_known and type != PENDING else PLAIN
        self.note_pending(found)
        return []

    def _fold(self, node: core.Fold) -> Type:
        for clause in node.sequences:
            self.fit(self.evaluate(clause.value), PLAIN, "`for/fold`", clause.value.span)
        types = [self.evaluate(clause.value) for clause in node.accumulators]
        with self.flow.inside(Barrier(node.span, is_loop=True)):
            places: list[Place] = []
            bound: list[Type] = []
            for clause, type in zip(node.accumulators, types, strict=True):
                [parameter] = clause.bindings
                new = self.bind(parameter, type, clause.value.span)
                bound.append(new[0].type if new else PLAIN)
                places += new
            for clause in node.sequences:
                for parameter in clause.bindings:
                    places += self.bind(parameter, PLAIN, clause.value.span)
            result = results(bound)
            before = self.flow.copy()
            self.fit(self.evaluate(node.body), result, "the next round of this loop", node.body.span)
            self.flow.close(places)
            if self.flow.state is None and before is not None:
                self.flow.state = {place: status for place, status in before.items() if place not in places}
        return result

    # Types ---------------------------------------------------------------------------

    def discard(self, type: Type, span: Span, where: str) -> None:
        """Ends with a value that nothing uses."""
        self.note_pending(type)
        if self.types.is_linear(type) and self.flow.state is not None:
            self.reports.discarded(span, type, where)

    def note_pending(self, type: Type) -> None:
        """A type matters that is not known yet."""
        if type == PENDING:
            self.locals.has_asked = True

    def fit(
        self, found: Type, expected: Type, subject: str, span: Span, declared: Span | None = None
    ) -> None:
        """Checks that a value may be where a type is expected.

        Args:
            subject: what gets it: "argument 1 of `f`".
            declared: where the type is declared.
        """
        self.note_pending(found)
        misfit = self.relations.misfit(found, expected)
        if misfit is Misfit.LEAVES:
            self.reports.leaves(subject, span, found, expected, declared)
        elif misfit is Misfit.DIFFERS:
            self.reports.differs(subject, span, found, expected, declared)
        elif misfit is Misfit.PROCEDURE:
            is_given = self.types.takes_linear(expected)
            self.reports.procedure(subject, span, found, expected, declared, is_given=is_given)

    def read(self, written: Syntax | None) -> Type | None:
        return None if written is None else self.types.read(written)
