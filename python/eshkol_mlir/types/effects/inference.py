"""What procedures do, inferred from what they consist of.

A procedure's row has what its body does: the effects of the builtins that it calls, what it changes, and the calls
of what its parameters stand for, which each caller replaces by the effects of what it passes.  To follow procedures as
values, expressions are evaluated over sets of all that their values may be.  Changes name the variables and objects that
are changed: those that belong to a call of a procedure are nobody else's business, and are left out of its row.
Procedures that lead to each other are evaluated until nothing more is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Core, Lambda
from eshkol_mlir.expander.traversal import bound
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.components import strongly_connected
from eshkol_mlir.types.effects.calls import Calls
from eshkol_mlir.types.effects.checks import Checks
from eshkol_mlir.types.effects.declared import ArrowType, Declarations
from eshkol_mlir.types.effects.names import Names
from eshkol_mlir.types.effects.objects import Objects
from eshkol_mlir.types.effects.rows import DeclaredRow, Effect
from eshkol_mlir.types.effects.values import (
    DATA,
    UNKNOWN,
    Argument,
    Arguments,
    Cause,
    Primitive,
    Promise,
    Region,
    Row,
    Value,
    holding,
    include,
    named,
    procedure_value,
    union,
)


class Inference:
    """Infers the effects of definitions and expressions.

    Args:
        names: what names mean.
        declarations: the rows that the program declares.
    """

    def __init__(self, names: Names, declarations: Declarations) -> None:
        self.names = names
        self.declarations = declarations
        self.checks = Checks()
        self.objects = Objects()
        self.calls = Calls(names, self.objects, self.checks)
        self._fields = declarations.fields()
        self._values: dict[Binding, Value] = {}
        #: What assignments add to the values of local variables.
        self._assigned: dict[Binding, Value] = {}
        #: The procedures to whose calls local variables belong.
        self._owners: dict[Binding, object] = {}
        self._declared: dict[Lambda, DeclaredRow | None] = {}

    # Definitions ---------------------------------------------------------------------

    def infer(self, bindings: Iterable[Binding]) -> None:
        """Infers definitions, with all that they refer to."""
        for group in strongly_connected(bindings, self.names.mentioned):
            if group[0] not in self._values:
                self._infer_group(group)

    def learn(self, binding: Binding, value: Value, contents: Iterable[tuple[Region, Value]]) -> None:
        """Notes what is known of a variable whose definition is not there, and of the objects that it has."""
        self._values[binding] = value
        for region, held in contents:
            self.objects.put(region, held)

    def value_of(self, binding: Binding) -> Value:
        """All that a variable may be, once it has been inferred."""
        return self._values.get(binding, UNKNOWN)

    def _infer_group(self, group: Sequence[Binding]) -> None:
        for binding in group:
            self._values[binding] = UNKNOWN if binding.assigned else DATA

        def evaluate() -> None:
            for binding in reversed(group):
                self._define(binding)

        self._repeat(evaluate)

    def _repeat(self, evaluate: Callable[[], None]) -> None:
        """Evaluates until nothing more is found; what the last time reports is kept."""
        while True:
            self.objects.restart()
            self.checks.restart()
            evaluate()
            if not self.objects.has_changed:
                break
        self.checks.keep()

    def _define(self, binding: Binding) -> None:
        definition = self.names.definition(binding)
        if definition is None or definition.value is None:
            arrow = None if definition is None else self.declarations.arrow(definition.type)
            self._set(binding, UNKNOWN if arrow is None or arrow.row is None else self._of_type(arrow))
            return
        value = self._evaluate(definition.value, Row())
        if definition.position is not None:
            value |= self.objects.part(value)
        elif not isinstance(definition.value, Lambda):
            value = self._declared_value(value, definition.type, f"`{binding.name}`", definition.value)
        if not binding.assigned:
            self._set(binding, value)

    def _set(self, binding: Binding, value: Value) -> None:
        self.objects.add(self._values, binding, value)

    def expression(self, node: Core) -> Row:
        """What an expression at top level does."""
        rows: list[Row] = []

        def evaluate() -> None:
            rows.append(Row())
            self._evaluate(node, rows[-1])

        self._repeat(evaluate)
        return rows[-1]

    def row(self, binding: Binding) -> Row | None:
        """What a call of a variable's value does; None where it is no procedure that is known."""
        procedures = self._values.get(binding, DATA).procedures
        row = Row()
        for procedure in procedures.values():
            include(row, procedure.row)
        return row if any(not isinstance(key, Promise) for key in procedures) else None

    # Expressions ---------------------------------------------------------------------

    def _evaluate(self, node: Core, row: Row) -> Value:
        match node:
            case core.Constant():
                return DATA
            case core.Reference(binding=binding):
                return self._variable(binding)
            case core.Apply():
                return self._apply(node, row)
            case core.Builtin(name=name):
                return self._builtin(name)
            case core.Lambda():
                return self._lambda(node)
            case core.If(test=test, then=then, otherwise=otherwise):
                self._evaluate(test, row)
                value = self._evaluate(then, row)
                return value if otherwise is None else value | self._evaluate(otherwise, row)
            case core.Let(clauses=clauses, body=body):
                for clause in clauses:
                    self._bind_clause(clause, self._evaluate(clause.value, row))
                return self._evaluate(body, row)
            case core.Letrec(clauses=clauses, body=body):
                return self._letrec(clauses, body, row)
            case core.Sequence(expressions=(*before, last)):
                for expression in before:
                    self._evaluate(expression, row)
                return self._evaluate(last, row)
            case core.Assign(binding=binding, value=value):
                self._assign(node, binding, self._evaluate(value, row), row)
                return DATA
            case core.Fold():
                return self._fold(node, row)
            case core.Array(elements=elements):
                return self.objects.new(node, union([self._evaluate(element, row) for element in elements]))
            case core.Map(entries=entries):
                parts = [self._evaluate(part, row) for entry in entries for part in entry]
                return self.objects.new(node, union(parts))
            case core.Field(record=record, name=name):
                # The fields of a record stand in a list.
                value = self.objects.part(self._evaluate(record, row))
                arrows = self._fields.get(name, ())
                return union(map(self._of_type, arrows)) if arrows else value | self.objects.part(value)
        raise AssertionError(f"no such expression: {node}")

    def _variable(self, binding: Binding) -> Value:
        self.objects.use(binding)
        if binding.module is not None or binding not in self._values:
            if self.names.is_described(binding):
                return holding(Primitive(binding.name))
            # What another unit or a later form of the prompt defines is not known.
            return self._values.get(binding, UNKNOWN)
        value = self._values[binding]
        return value | self._assigned[binding] if binding in self._assigned else value

    def _letrec(self, clauses: Sequence[core.Clause], body: Core, row: Row) -> Value:
        for clause in clauses:
            for binding in bound(clause):
                self._values.setdefault(binding, DATA)
                self._owners[binding] = self.objects.owner
        for clause in clauses:
            self._bind_clause(clause, self._evaluate(clause.value, row))
        return self._evaluate(body, row)

    def _bind_clause(self, clause: core.Clause, value: Value) -> None:
        """Several variables get the values that a call of ``values`` has put together."""
        if len(clause.bindings) == 1 and clause.rest is None:
            [parameter] = clause.bindings
            if not (isinstance(clause.value, Lambda) and clause.value.type is not None):
                value = self._declared_value(
                    value, parameter.type, f"`{parameter.binding.name}`", clause.value
                )
        else:
            value |= self.objects.part(value)
        for binding in bound(clause):
            self._owners[binding] = self.objects.owner
            self._set(binding, value)

    def _assign(self, node: core.Assign, binding: Binding, value: Value, row: Row) -> None:
        if binding.module is None and binding in self._owners:
            self.objects.add(self._assigned, binding, value)
            region = self.objects.region_of(binding, self._owners[binding])
        else:
            region = self.objects.region_of(binding, None)
        row.changes.setdefault(region, Cause(node.span, f"`{binding.name}` is set"))

    def _fold(self, node: core.Fold, row: Row) -> Value:
        for clause in node.accumulators:
            self._bind_clause(clause, self._evaluate(clause.value, row))
        for clause in node.sequences:
            value = self._evaluate(clause.value, row)
            self._bind_clause(clause, self.objects.part(value))
        value = self._evaluate(node.body, row)
        # The body's value is that of the accumulators in the next round.
        for clause in node.accumulators:
            for binding in bound(clause):
                self.objects.add(self._assigned, binding, value | self.objects.part(value))
        return value | union(self._variable(b) for clause in node.accumulators for b in bound(clause))

    # Procedures ----------------------------------------------------------------------

    def _lambda(self, node: Lambda) -> Value:
        outer, self.objects.owner = self.objects.owner, node
        self._bind_parameters(node)
        row = Row()
        result = self._evaluate(node.body, row)
        self.objects.owner = outer
        row.changes = {
            changed: cause
            for changed, cause in row.changes.items()
            if not (isinstance(changed, Region) and changed.owner is node)
        }
        declared = self._declared_row(node)
        if declared is not None:
            self.checks.procedure(node, row, declared, self._missing_variables(row, declared))
            row = _as_declared(row, declared)
        arrow = self.declarations.arrow(node.type)
        written = node.result if node.result is not None else arrow.result if arrow is not None else None
        result = self._declared_value(result, written, f"the result of `{node.name or 'lambda'}`", node.body)
        parameters = tuple(parameter.binding for parameter in node.parameters)
        return procedure_value(node, node.name or "", row, result, parameters, node.rest)

    def _missing_variables(self, row: Row, declared: DeclaredRow) -> dict[str, Cause]:
        """The variables in rows of parameters that are called, which a row lacks."""
        missing: dict[str, Cause] = {}
        for called, (_, cause) in row.calls.items():
            arrow = self.calls.parameter_rows.get(called.argument.binding)
            if arrow is not None and arrow.row is not None and not called.argument.is_part:
                for variable in sorted(arrow.row.variables - declared.variables):
                    missing.setdefault(variable, cause)
        return missing

    def _declared_row(self, node: Lambda) -> DeclaredRow | None:
        if node not in self._declared:
            self._declared[node] = self.declarations.of_procedure(node)
        return self._declared[node]

    def _bind_parameters(self, node: Lambda) -> None:
        whole = self.declarations.arrow(node.type)
        types = [parameter.type for parameter in node.parameters]
        if whole is not None and len(whole.parameters) == len(types):
            types = [
                own if own is not None else given for own, given in zip(types, whole.parameters, strict=True)
            ]
        for parameter, type in zip(node.parameters, types, strict=True):
            binding = parameter.binding
            self._owners[binding] = node
            arrow = self.declarations.arrow(type)
            self._values[binding] = holding(Argument(binding))
            if arrow is not None and arrow.row is not None:
                self.calls.parameter_rows[binding] = arrow
                if not arrow.row.variables:
                    self._values[binding] = self._of_type(arrow)
        if node.rest is not None:
            self._owners[node.rest] = node
            self._values[node.rest] = holding(Argument(node.rest))

    def _of_type(self, arrow: ArrowType) -> Value:
        """A procedure of which only its type is known."""
        assert arrow.row is not None
        causes = {effect: Cause(arrow.row.span, "this is declared") for effect in arrow.row.effects}
        result = self.declarations.arrow(arrow.result)
        value = UNKNOWN if result is None or result.row is None else self._of_type(result)
        return procedure_value(arrow.written, "", Row(causes), value)

    def _declared_value(self, value: Value, type: Syntax | None, what: str, node: Core) -> Value:
        """A value whose type is declared: what the type says of a procedure counts."""
        arrow = self.declarations.arrow(type)
        if arrow is None or arrow.row is None:
            return value
        if not arrow.row.variables:
            self.checks.value(self.calls.latent(value, node), arrow.row, what, node.span)
            return self._of_type(arrow)
        return value

    # Calls ---------------------------------------------------------------------------

    def _apply(self, node: core.Apply, row: Row) -> Value:
        values = [self._evaluate(argument, row) for argument in node.arguments]
        options = [self._evaluate(value, row) for value in node.keywords.values()]
        arguments = Arguments(tuple(values), union(options) if options else None)
        if isinstance(node.function, core.Builtin):
            called = self._builtin(node.function.name)
            return self.calls.call(called, arguments, row, node, named(node.span, node.function.name))
        called = self._evaluate(node.function, row)
        self._check_fields(node, values)
        return self.calls.call(called, arguments, row, node, named(node.span, _name_of(node.function)))

    def _check_fields(self, node: core.Apply, values: Sequence[Value]) -> None:
        """What a record's fields say of the procedures that its constructor gets."""
        if not self._fields or not isinstance(node.function, core.Reference):
            return
        for value, (name, arrow) in zip(
            values, self.names.fields(node.function.binding, self.declarations), strict=False
        ):
            if arrow is not None and arrow.row is not None and not arrow.row.variables:
                self.checks.value(self.calls.latent(value, node), arrow.row, f"the field `{name}`", node.span)

    def _builtin(self, name: str) -> Value:
        binding = self.names.library_binding(name)
        if binding is None:
            return holding(Primitive(name))
        self.objects.use(binding)
        return self._values.get(binding, UNKNOWN)


def _name_of(function: Core) -> str:
    match function:
        case core.Reference(binding=binding):
            return binding.name
        case core.Lambda(name=str() as name):
            return name
    return "a procedure"


def _as_declared(row: Row, declared: DeclaredRow) -> Row:
    """What callers see of a procedure that declares its effects.

    Where its only change of state is that of its arguments, callers that pass what is their own have none.
    """
    effects = {
        effect: row.effects.get(effect, Cause(declared.span, "this is declared"))
        for effect in declared.effects
    }
    if Effect.STATE not in declared.effects:
        return replace(row, effects=effects, changes={})
    of_arguments = all(isinstance(changed, Argument) for changed in row.changes)
    if row.changes and of_arguments and Effect.STATE not in row.effects:
        del effects[Effect.STATE]
        return replace(row, effects=effects)
    return replace(row, effects=effects, changes={})
