"""``syntax-case``, ``syntax``, ``quasisyntax`` and ``with-syntax``: the forms of code that makes syntax.

Patterns and templates are those of ``syntax-rules``.  They are read here and kept in a table; the code that
the forms become has their numbers, and variables for what pattern variables stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import expand_body
from eshkol_mlir.expander.building import apply_builtin, bind_to, let_temporary
from eshkol_mlir.expander.macros import ellipsis_of
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import expect_list, expect_symbol, malformed
from eshkol_mlir.expander.patterns import Keywords, PatternReader, Variable
from eshkol_mlir.expander.scope import Identity, PatternVariable, Scope, identity, means, prefixes
from eshkol_mlir.expander.syntax_objects import KnownPattern, KnownTemplate
from eshkol_mlir.expander.templates import TemplateReader
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.syntax import Braces, GenericType, List, Symbol, Syntax, Vector, children

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander
    from eshkol_mlir.expander.transformers import TransformerExpander

SYNTAX_CASE = "(syntax-case expression (literal ...) (pattern [fender] result) ...)"
WITH_SYNTAX = "(with-syntax ((pattern expression) ...) body ...)"

#: Names of what stands in a template for an expression and for the ellipsis after it.
_EXPRESSION = "\x01unsyntax "
_ELLIPSIS = "\x01ellipsis"


def _transformer(expander: Expander, datum: List) -> TransformerExpander:
    """The expander of a transformer's code, where these forms belong.

    Raises:
        SyntaxError: the form stands in other code.
    """
    from eshkol_mlir.expander.transformers import TransformerExpander

    if isinstance(expander, TransformerExpander):
        return expander
    name = datum.items[0]
    assert isinstance(name, Symbol)
    raise diagnostics.SyntaxError.at(
        Code.MISPLACED_AUXILIARY,
        datum.span,
        f"{name.name} belongs in a transformer",
        notes=["code makes syntax while a program is expanded, not when it runs"],
        help=["write (define-syntax name (lambda (form) ...)), or (begin-for-syntax ...) around definitions"],
    )


# Patterns --------------------------------------------------------------------------------


def expand_syntax_case(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """The first clause whose pattern matches, and whose fender holds.

    Raises:
        SyntaxError: a clause, a pattern or a literal is malformed.
    """
    transformer = _transformer(expander, datum)
    literals = expect_list(datum.items[2], SYNTAX_CASE)
    known = frozenset(identity(expect_symbol(item, datum, SYNTAX_CASE)) for item in literals.items)
    clauses = [expect_list(item, SYNTAX_CASE) for item in datum.items[3:]]
    for clause in clauses:
        if len(clause.items) not in (2, 3) or clause.tail is not None:
            raise malformed(clause, SYNTAX_CASE, "a clause is a pattern, perhaps a fender, and an expression")
    table = transformer.table
    table.clauses.append([write_datum(clause.items[0]) for clause in clauses])
    number = len(table.clauses) - 1

    def choose(value: core.Core) -> core.Core:
        count = core.Constant(number, datum.span)
        result = apply_builtin("%syntax-no-match", datum.span, count, value)
        for clause in reversed(clauses):
            result = _clause(transformer, clause, value, known, scope, result)
        return result

    return let_temporary(expander.expand(datum.items[1], scope), choose, datum.span)


def _clause(
    expander: TransformerExpander,
    clause: List,
    value: core.Core,
    literals: frozenset[Identity],
    scope: Scope,
    otherwise: core.Core,
) -> core.Core:
    span = clause.span
    otherwise_name = core.Binding("next", span)
    fail = core.Apply(core.Reference(otherwise_name, span), (), {}, span)
    inner = Scope(scope)

    def result() -> core.Core:
        chosen = expander.expand(clause.items[-1], inner)
        if len(clause.items) == 2:
            return chosen
        return core.If(expander.expand(clause.items[1], inner), chosen, fail, span)

    matched = _matched(expander, clause.items[0], literals, value, inner, result, fail)
    procedure = core.Lambda((), None, otherwise, span, name=core.PART)
    return bind_to(core.Parameter(otherwise_name, None), procedure, matched, span)


def _matched(
    expander: TransformerExpander,
    datum: Syntax,
    literals: frozenset[Identity],
    value: core.Core,
    inner: Scope,
    then: Callable[[], core.Core],
    otherwise: core.Core,
) -> core.Core:
    """What ``then`` makes, with the variables of a pattern bound in ``inner``, where that matches."""
    check_inserted(datum)
    span = datum.span
    definition = expander.definition
    reader = PatternReader(Keywords(definition, literals, ellipsis_of(None, literals, inner)))
    pattern = reader.read(datum)
    table = expander.table
    table.patterns.append(KnownPattern(pattern, len(reader.variables), definition))
    number = core.Constant(len(table.patterns) - 1, span)

    def bound(matches: core.Core) -> core.Core:
        clauses = []
        for (name, context), variable in reader.variables.items():
            symbol = Symbol(name, variable.span, context)
            binding = core.Binding(name, variable.span)
            inner.define(symbol, PatternVariable(binding, variable.depth))
            part = apply_builtin("vector-ref", span, matches, core.Constant(variable.number, span))
            clauses.append(core.Clause((core.Parameter(binding, None),), None, part))
        result = then()
        found = core.Let(tuple(clauses), result, span) if clauses else result
        return core.If(matches, found, otherwise, span)

    return let_temporary(apply_builtin("%syntax-match", span, number, value), bound, span)


def expand_with_syntax(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """A body in which the variables of patterns stand for parts of the values of expressions.

    Raises:
        SyntaxError: a binding or a pattern is malformed.
    """
    transformer = _transformer(expander, datum)
    pairs = [expect_list(item, WITH_SYNTAX) for item in expect_list(datum.items[1], WITH_SYNTAX).items]
    for pair in pairs:
        if len(pair.items) != 2 or pair.tail is not None:
            raise malformed(datum, WITH_SYNTAX, "a binding is a pattern and an expression")
    inner = Scope(scope)
    # One pattern for all of them, so that no variable occurs twice.
    pattern = List(tuple(pair.items[0] for pair in pairs), datum.items[1].span)
    values = apply_builtin("list", datum.span, *(expander.expand(pair.items[1], scope) for pair in pairs))
    transformer.table.clauses.append([write_datum(pattern)])
    number = core.Constant(len(transformer.table.clauses) - 1, datum.span)

    def body() -> core.Core:
        return expand_body(expander, datum.items[2:], inner, datum.span)

    def choose(value: core.Core) -> core.Core:
        fail = apply_builtin("%syntax-no-match", datum.span, number, value)
        return _matched(transformer, pattern, frozenset(), value, inner, body, fail)

    return let_temporary(values, choose, datum.span)


# Templates ---------------------------------------------------------------------------------


def expand_syntax(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """The template, filled with what the pattern variables in it stand for.

    Raises:
        SyntaxError: an ellipsis repeats nothing, or a variable has too few.
    """
    transformer = _transformer(expander, datum)
    return _Template(transformer, scope).expand(datum.items[1], datum)


def expand_quasisyntax(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """The same with values of expressions in it.

    Raises:
        SyntaxError: as for ``syntax``, or an expression is missing.
    """
    template = _Template(_transformer(expander, datum), scope)
    check_inserted(datum.items[1])
    return template.expand(template.without_expressions(datum.items[1], 1), datum)


class _Template:
    """Reads one template of code in ``scope``."""

    def __init__(self, expander: TransformerExpander, scope: Scope) -> None:
        self.expander = expander
        self.scope = scope
        self.variables: dict[Identity, Variable] = {}
        #: For each variable: None, or how many ellipses follow a value of the code; and the value.
        self.ellipses: list[int | None] = []
        self.values: list[core.Core] = []

    def expand(self, template: Syntax, form: List) -> core.Core:
        check_inserted(template)
        self._find_variables(template)
        reader = TemplateReader(self.variables, self._is_ellipsis)
        read = reader.read(template)
        table = self.expander.table
        table.templates.append(
            KnownTemplate(read, self.ellipses, tuple(reader.copied), self.expander.definition)
        )
        number = core.Constant(len(table.templates) - 1, form.span)
        return apply_builtin("%syntax-template", form.span, number, *self.values)

    def _is_ellipsis(self, datum: Syntax) -> bool:
        return isinstance(datum, Symbol) and (datum.name == _ELLIPSIS or means(datum, "...", self.scope))

    def _find_variables(self, template: Syntax) -> None:
        pending = [template]
        while pending:
            datum = pending.pop()
            pending += children(datum)
            if isinstance(datum, Symbol):
                for symbol in (datum, *(replace(datum, name=prefix) for prefix, _ in prefixes(datum))):
                    self._find_variable(symbol)

    def _find_variable(self, symbol: Symbol) -> None:
        found = self.scope.lookup(symbol)
        if isinstance(found, PatternVariable) and identity(symbol) not in self.variables:
            assert found.binding.span is not None
            self._add(symbol, found.depth, None, core.Reference(found.binding, symbol.span))

    def _add(self, symbol: Symbol, depth: int, ellipses: int | None, value: core.Core) -> None:
        self.variables[identity(symbol)] = Variable(len(self.values), depth, symbol.span)
        self.ellipses.append(ellipses)
        self.values.append(value)

    # Expressions ---------------------------------------------------------------------------

    def without_expressions(self, datum: Syntax, depth: int) -> Syntax:
        """A template of ``quasisyntax`` with variables in the place of expressions."""
        match datum:
            case List(items=items, tail=tail):
                return self._list(datum, items, tail, depth)
            case Vector(items=items) | Braces(items=items):
                return replace(datum, items=self._items(items, depth))
            case GenericType(arguments=items):
                return replace(datum, arguments=self._items(items, depth))
        return datum

    def _list(self, datum: List, items: Sequence[Syntax], tail: Syntax | None, depth: int) -> Syntax:
        head = items[0] if items else None
        if len(items) == 2 and tail is None and head is not None:
            if means(head, "unsyntax", self.scope):
                if depth == 1:
                    return self._expression(items[1], 0)
                depth -= 1
            elif means(head, "unsyntax-splicing", self.scope):
                if depth == 1:
                    raise diagnostics.SyntaxError.at(
                        Code.NOT_SYNTAX,
                        datum.span,
                        "unsyntax-splicing stands for items of a list, which is missing here",
                    )
                depth -= 1
            elif means(head, "quasisyntax", self.scope):
                depth += 1
        elif len(items) > 2 and tail is None and means(items[-2], "unsyntax", self.scope):
            # Another way to write (a ... . #,b).
            tail = List(tuple(items[-2:]), items[-2].span.to(items[-1].span))
            items = items[:-2]
        rest = self.without_expressions(tail, depth) if tail is not None else None
        return replace(datum, items=self._items(items, depth), tail=rest)

    def _items(self, items: Sequence[Syntax], depth: int) -> tuple[Syntax, ...]:
        result: list[Syntax] = []
        for item in items:
            if (
                depth == 1
                and isinstance(item, List)
                and len(item.items) == 2
                and means(item.items[0], "unsyntax-splicing", self.scope)
            ):
                result += [self._expression(item.items[1], 1), Symbol(_ELLIPSIS, item.span)]
            else:
                result.append(self.without_expressions(item, depth))
        return tuple(result)

    def _expression(self, datum: Syntax, ellipses: int) -> Symbol:
        """The variable that stands for the value of an expression."""
        symbol = Symbol(f"{_EXPRESSION}{len(self.values)}", datum.span)
        self._add(symbol, ellipses, ellipses, self.expander.expand(datum, self.scope))
        return symbol
