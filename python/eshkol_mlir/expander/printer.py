"""The core language as text, for ``eshkol expand`` and ``--emit=core``.

The text is a program again: expanding it gives the same core.  What two
variables of one name stand for, and what hides a keyword or a builtin in use,
is told apart by numbers, which variables that macros insert always have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count

from eshkol_mlir.diagnostics import ExpandedSpan
from eshkol_mlir.expander import core
from eshkol_mlir.expander.forms import FORMS
from eshkol_mlir.expander.layout import Text, beside, block, render, spaced, stacked
from eshkol_mlir.expander.type_names import variable_name, without_constraints
from eshkol_mlir.reader.printer import write_datum, write_symbol
from eshkol_mlir.reader.syntax import ExactComplex, GenericType, List, Number, String, Symbol, Syntax

#: Builtins that a form stands for.
_FORMS_OF = {"%and": "and", "%or": "or"}


class Printer:
    """Writes expressions; ``builtins`` are those it has met."""

    def __init__(self, program: core.Program, reserved: frozenset[str]) -> None:
        self.program = program
        self.names: dict[core.Binding, str] = {}
        self.taken = {*FORMS, *reserved}
        self.builtins: set[str] = set()

    def name(self, binding: core.Binding) -> str:
        if binding not in self.names:
            name = binding.name
            is_inserted = isinstance(binding.span, ExpandedSpan) and not name.startswith("%")
            if is_inserted or name in self.taken:
                name = next(n for number in count(1) if (n := f"{name}.{number}") not in self.taken)
            self.taken.add(name)
            self.names[binding] = write_symbol(name)
        return self.names[binding]

    # Types -----------------------------------------------------------------

    def type(self, datum: Syntax) -> str:
        # Classes are none of the core language: their constraints have become checks.
        return write_datum(self._plain(without_constraints(datum)))

    def _plain(self, datum: Syntax) -> Syntax:
        """The type with the names of variables that macros inserted."""
        match datum:
            case Symbol(context=None):
                return datum
            case Symbol():
                name = variable_name(datum) if _is_variable(datum.name) else datum.name
                return Symbol(name, datum.span)
            case List(items=(Symbol(name="Record"), *fields)):
                return replace(datum, items=(datum.items[0], *map(self._field, fields)))
            case List(items=(Symbol(name="Union"), *constructors)):
                return replace(datum, items=(datum.items[0], *map(self._constructor, constructors)))
            case List(items=items):
                return replace(datum, items=tuple(map(self._plain, items)))
            case GenericType(arguments=items):
                return replace(datum, arguments=tuple(map(self._plain, items)))
        return datum

    def _field(self, datum: Syntax) -> Syntax:
        if isinstance(datum, List) and datum.items:
            return replace(datum, items=(datum.items[0], *map(self._plain, datum.items[1:])))
        return datum

    def _constructor(self, datum: Syntax) -> Syntax:
        if isinstance(datum, List):
            return replace(datum, items=(datum.items[0], *map(self._field, datum.items[1:])))
        return datum

    # Expressions -------------------------------------------------------------

    def parameter(self, parameter: core.Parameter) -> str:
        name = self.name(parameter.binding)
        return f"[{name} : {self.type(parameter.type)}]" if parameter.type is not None else name

    def clauses(self, clauses: tuple[core.Clause, ...]) -> Text:
        return stacked([self.clause(clause) for clause in clauses])

    def clause(self, clause: core.Clause) -> Text:
        value = self.expression(clause.value)
        if len(clause.bindings) == 1 and clause.rest is None:
            (parameter,) = clause.bindings
            declared = f" : {self.type(parameter.type)}" if parameter.type is not None else ""
            return block(f"{self.name(parameter.binding)}{declared}", [value])
        return block(self.formals(clause.bindings, clause.rest), [value])

    def formals(self, parameters: tuple[core.Parameter, ...], rest: core.Binding | None) -> str:
        names = [self.parameter(p) for p in parameters]
        if rest is not None:
            names += [".", self.name(rest)] if names else [self.name(rest)]
        text = " ".join(names)
        return text if rest is not None and not parameters else f"({text})"

    def expression(self, node: core.Core) -> Text:
        match node:
            case core.Constant():
                return constant(node)
            case core.Reference(binding=binding):
                return self.name(binding)
            case core.Builtin(name=name):
                self.builtins.add(name)
                return _FORMS_OF.get(name, name)
            case core.Lambda():
                return self.procedure(node)
            case core.Apply():
                return self.application(node)
            case core.If(test=test, then=then, otherwise=otherwise):
                parts = [self.expression(p) for p in (test, then, otherwise) if p is not None]
                return block("if", parts)
            case core.Let(clauses=clauses, body=body):
                return block("let", [self.clauses(clauses), self.expression(body)], kept=1)
            case core.Letrec(clauses=clauses, body=body):
                return block("letrec", [self.clauses(clauses), self.expression(body)], kept=1)
            case core.Assign(binding=binding, value=value):
                return block("set!", [self.name(binding), self.expression(value)])
            case core.Sequence(expressions=expressions):
                return block("begin", [self.expression(e) for e in expressions])
            case core.Fold(accumulators=accumulators, sequences=sequences, body=body):
                parts = [self.clauses(accumulators), self.clauses(sequences), self.expression(body)]
                return block("for/fold", parts, kept=1)
            case core.Array(elements=elements):
                return beside("[", *spaced([self.expression(e) for e in elements]), "]")
            case core.Map(entries=entries):
                return beside("{", *spaced([self.expression(e) for entry in entries for e in entry]), "}")
            case core.Field(record=record, name=name):
                return beside(self.expression(record), f".{name}")

    def application(self, node: core.Apply) -> Text:
        function, arguments = node.function, node.arguments
        if isinstance(function, core.Builtin) and arguments and isinstance(arguments[0], core.Constant):
            if function.name == "%quote":
                return f"'{constant(arguments[0])}"
            if function.name.endswith("<>"):
                # The head of (vector<float64> 1.0 2.0).
                return block(constant(arguments[0]), [self.expression(a) for a in arguments[1:]])
        parts = [self.expression(argument) for argument in arguments]
        parts += [
            beside(f":{write_symbol(name)} ", self.expression(value)) for name, value in node.keywords.items()
        ]
        return block(self.expression(function), parts)

    def procedure(self, node: core.Lambda) -> Text:
        formals = self.formals(node.parameters, node.rest)
        annotation = [self.type(part) for part in (node.effects, node.result) if part is not None]
        result = [f": {' '.join(annotation)}"] if annotation else []
        doc = [write_datum(String(node.doc, node.span))] if node.doc is not None else []
        return block("lambda", [formals, *result, *doc, self.expression(node.body)], kept=1 + len(result))

    # Definitions ---------------------------------------------------------------

    def definitions(self) -> list[Text]:
        lines = []
        parts: dict[core.Binding, list[core.Definition]] = {}
        for definition in self.program.definitions:
            if definition.position is not None and isinstance(definition.value, core.Reference):
                parts.setdefault(definition.value.binding, []).append(definition)
        for definition in self.program.definitions:
            if definition.binding in parts:
                lines.append(self.values(definition, parts[definition.binding]))
            elif definition.position is None and not _is_of_record(definition):
                lines.append(self.definition(definition))
        return lines

    def definition(self, definition: core.Definition) -> Text:
        value = [self.expression(definition.value)] if definition.value is not None else []
        declared = [f": {self.type(definition.type)}"] if definition.type is not None else []
        return block("define", [self.name(definition.binding), *declared, *value], kept=1 + len(declared))

    def values(self, whole: core.Definition, parts: Sequence[core.Definition]) -> Text:
        named = tuple(core.Parameter(d.binding, None) for d in parts if not d.rest)
        rest = next((d.binding for d in parts if d.rest), None)
        value = [self.expression(whole.value)] if whole.value is not None else []
        return block("define-values", [self.formals(named, rest), *value], kept=1)

    def type_definition(self, definition: core.TypeDefinition) -> Text:
        name = write_symbol(definition.name)
        head = f"({' '.join([name, *definition.parameters])})" if definition.parameters else name
        return block("define-type", [head, self.type(definition.body)], kept=1)

    def render(self) -> list[str]:
        """Types, definitions, rules for derivatives, then expressions, one after the other."""
        texts = [
            self.type_definition(definition)
            for definition in self.program.types.values()
            if not definition.union
        ]
        texts += self.definitions()
        texts += [
            block(rule.kind, [self.name(rule.binding), self.expression(rule.value)], kept=1)
            for rule in self.program.rules
        ]
        texts += [self.expression(expression) for expression in self.program.expressions]
        return [render(text) for text in texts]


def _is_variable(name: str) -> bool:
    """Whether a name in a type can stand for a type or a dimension that the type leaves open."""
    from eshkol_mlir.types.annotations import is_type_variable

    return is_type_variable(name)


def _is_of_record(definition: core.Definition) -> bool:
    """Whether a definition is one of those that a record type or a union makes."""
    value = definition.value
    if isinstance(value, core.Apply):
        value = value.function
    return (
        isinstance(value, core.Lambda)
        and isinstance(value.body, core.Apply)
        and isinstance(value.body.function, core.Builtin)
        and value.body.function.name in ("%make-record", "%record-of?")
    )


def constant(node: core.Constant) -> str:
    value = node.value
    if value is None:
        return "(void)"
    if isinstance(value, bool):
        return "#t" if value else "#f"
    if isinstance(value, str):
        return write_datum(String(value, node.span))
    if isinstance(value, int | float | complex | Fraction | ExactComplex):
        return write_datum(Number(value, node.span))
    return write_datum(value)


def print_program(program: core.Program) -> str:
    """The text of a program, which ends with a line break unless it is empty."""
    first = Printer(program, frozenset())
    first.render()
    lines = Printer(program, frozenset(first.builtins)).render()
    return "".join(line + "\n" for line in lines)
