"""``match``: choosing by the form and type of a value, and taking it apart.

A pattern is one of

- ``_``, which matches anything, or a name, which is bound to the value;
- a number, string, character or boolean, or a quoted datum, which matches what is ``equal?`` to it;
- ``(p ...)``, ``(p ... . p)`` and ``()`` for pairs and lists, ``(p ... name ...)`` with an ellipsis at
  its end for the elements that follow, and ``#(p ...)`` for vectors;
- ``(Constructor p ...)`` and, for a constructor of no fields, ``Constructor``, for values of records and unions;
- ``(p : type)``, and ``(? predicate p ...)``, which calls a procedure;
- ``(and p ...)``, ``(or p ...)`` and ``(not p)``, the latter two without names in them.

A clause ``(p : type result ...)`` stands for ``((p : type) result ...)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import expand_body
from eshkol_mlir.expander.building import apply_builtin, bind_to, let_temporary
from eshkol_mlir.expander.coverage import Coverage, constructor_of, has_test, uncovered, written_pattern
from eshkol_mlir.expander.data import quoted_data
from eshkol_mlir.expander.parse import expect_list, is_symbol, malformed
from eshkol_mlir.expander.scope import BuiltinName, Scope, means
from eshkol_mlir.expander.type_tests import type_test
from eshkol_mlir.reader.syntax import (
    Boolean,
    Bytevector,
    Char,
    List,
    Number,
    String,
    Symbol,
    Syntax,
    Vector,
)

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

MATCH = "(match expression (pattern [: type] result ...) ...)"
PATTERN = "a pattern: _, name, literal, 'datum, (p ...), #(p ...), (Constructor p ...), (p : type), (? predicate p ...), (and p ...), (or p ...), (not p)"

#: What a pattern does when it matches, and when it does not.
Then = Callable[[], core.Core]


def expand_match(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """The clauses as tests of one value, in order; it is an error if none matches.

    Raises:
        SyntaxError: a clause or a pattern is malformed.
    """
    clauses = [expect_list(item, MATCH) for item in datum.items[2:]]
    examined = expander.expand(datum.items[1], scope)
    union, missing = uncovered(expander, clauses, scope)
    if missing and isinstance(examined, core.Reference) and not any(map(has_test, clauses)):
        expander.coverages.append(Coverage(datum, examined.binding, union, missing))
    takes_apart = any(c.items and constructor_of(expander, c.items[0], scope) for c in clauses)
    # Device code knows types while compiling, and so whether it comes to the end of such a match.
    is_known = takes_apart or all(_is_of_type(c) for c in clauses)
    otherwise = core.NoClause("%no-variant" if is_known else "%no-match", datum.span, union, missing)

    def choose(value: core.Core) -> core.Core:
        result: core.Core = core.Apply(otherwise, (value,), {}, datum.span)
        for clause in reversed(clauses):
            result = _clause(expander, clause, value, scope, result, datum)
        return result

    return let_temporary(examined, choose, datum.span)


def _test_of(truth: core.Core) -> core.Core:
    """What an expression that is true or false tests, if that is all that it does: types are known by tests."""
    match truth:
        case core.If(test=test, then=core.Constant(value=True), otherwise=core.Constant(value=False)):
            return test
    return truth


def _is_of_type(clause: List) -> bool:
    """Whether a clause is ``(name : type result ...)``."""
    match clause.items:
        case (Symbol(), colon, _, _, *_):
            return is_symbol(colon, ":")
    return False


def _clause(
    expander: Expander, clause: List, value: core.Core, scope: Scope, otherwise: core.Core, form: List
) -> core.Core:
    if len(clause.items) < 2 or clause.tail is not None:
        raise malformed(form, MATCH, "a clause has a pattern and a result")
    pattern, body = clause.items[0], clause.items[1:]
    inner = Scope(scope)
    next_clause = core.Binding("next", clause.span)
    matcher = _Matcher(
        expander, inner, lambda: core.Apply(core.Reference(next_clause, clause.span), (), {}, clause.span)
    )

    def result() -> core.Core:
        return expand_body(expander, body, inner, clause.span)

    if is_symbol(body[0], ":"):
        if len(body) < 3:
            raise malformed(form, MATCH, "a clause has a result after its type")
        declared, body = body[1], body[2:]
        matched = matcher.typed(pattern, declared, value, result)
    elif means(pattern, "else", scope):
        matched = result()
    else:
        matched = matcher.match(pattern, value, result)
    procedure = core.Lambda((), None, otherwise, clause.span, name=core.PART)
    return bind_to(core.Parameter(next_clause, None), procedure, matched, clause.span)


class _Matcher:
    """Tests one clause's pattern; names in it are bound in ``scope``.

    Args:
        fail: makes what is evaluated where the pattern does not match.
    """

    def __init__(self, expander: Expander, scope: Scope, fail: Then, may_bind: bool = True) -> None:
        self.expander = expander
        self.scope = scope
        self.fail = fail
        self.may_bind = may_bind

    def match(self, pattern: Syntax, value: core.Core, then: Then) -> core.Core:
        """What ``then`` makes where the value matches the pattern."""
        constructor = constructor_of(self.expander, pattern, self.scope)
        if constructor is not None:
            return self._constructed(pattern, constructor, value, then)
        match pattern:
            case Symbol():
                return self._name(pattern, value, then)
            case Number() | Boolean() | String() | Char() | Bytevector():
                return self._equal(pattern, value, then)
            case Vector(items=items):
                return self._vector(pattern, items, value, then)
            case List(items=(), tail=None):
                return self._test("null?", value, pattern, then)
            case List(items=(Symbol() as head, *operands), tail=None):
                special = self._special(pattern, head, operands, value, then)
                if special is not None:
                    return special
        if isinstance(pattern, List):
            return self._pairs(pattern, pattern.items, value, then)
        raise _malformed(pattern)

    def typed(self, pattern: Syntax, declared: Syntax, value: core.Core, then: Then) -> core.Core:
        """``(pattern : type)``."""
        if is_symbol(declared, "any"):
            return self.match(pattern, value, then)
        test = core.Apply(type_test(self.expander, declared, self.scope), (value,), {}, declared.span)
        return core.If(test, self.match(pattern, value, then), self.fail(), declared.span)

    def _special(
        self, pattern: List, head: Symbol, operands: Sequence[Syntax], value: core.Core, then: Then
    ) -> core.Core | None:
        if len(operands) == 2 and is_symbol(operands[0], ":"):
            return self.typed(head, operands[1], value, then)
        if means(head, "quote", self.scope) and len(operands) == 1:
            return self._equal(operands[0], value, then)
        if head.name == "?" and operands:
            predicate = self.expander.expand(operands[0], self.scope)
            holds = core.Apply(predicate, (value,), {}, pattern.span)
            matched = self._all([(operand, value) for operand in operands[1:]], then)
            return core.If(holds, matched, self.fail(), pattern.span)
        if means(head, "and", self.scope):
            return self._all([(operand, value) for operand in operands], then)
        if means(head, "or", self.scope):
            some: core.Core = core.Constant(False, pattern.span)
            for test in reversed([self._truth(operand, value) for operand in operands]):
                some = core.If(test, core.Constant(True, pattern.span), some, pattern.span)
            return core.If(some, then(), self.fail(), pattern.span)
        if head.name == "not" and len(operands) == 1 and self._is_builtin(head):
            return core.If(_test_of(self._truth(operands[0], value)), self.fail(), then(), pattern.span)
        return None

    def _constructed(
        self, pattern: Syntax, constructor: core.Constructor, value: core.Core, then: Then
    ) -> core.Core:
        """``(Constructor p ...)``: a record of that type, whose fields match."""
        operands = pattern.items[1:] if isinstance(pattern, List) else ()
        fields, span = constructor.variant.fields, pattern.span
        if len(operands) != len(fields):
            written = written_pattern(constructor.variant)
            raise diagnostics.ArityError.at(
                Code.CONSTRUCTOR_PATTERN,
                span,
                f"{constructor.variant.name} has {len(fields)} field{'s'[: len(fields) != 1]}, but this pattern has {len(operands)}",
                labels=[Label(constructor.span, "defined here")] if constructor.span else [],
                help=[f"write {written}"],
            )

        def from_field(position: int) -> core.Core:
            if position == len(fields):
                return then()
            field = core.Field(value, fields[position], operands[position].span)
            return let_temporary(
                field, lambda v: self.match(operands[position], v, lambda: from_field(position + 1)), span
            )

        assert constructor.predicate is not None
        test = core.Apply(core.Reference(constructor.predicate, span), (value,), {}, span)
        return core.If(test, from_field(0), self.fail(), span)

    def _is_builtin(self, head: Symbol) -> bool:
        return isinstance(self.scope.lookup(head), BuiltinName)

    def _truth(self, pattern: Syntax, value: core.Core) -> core.Core:
        """Whether the value matches a pattern, which may bind no names."""
        span = pattern.span
        tester = _Matcher(self.expander, self.scope, lambda: core.Constant(False, span), may_bind=False)
        return tester.match(pattern, value, lambda: core.Constant(True, span))

    def _all(self, parts: Sequence[tuple[Syntax, core.Core]], then: Then) -> core.Core:
        if not parts:
            return then()
        (pattern, value), *rest = parts
        return self.match(pattern, value, lambda: self._all(rest, then))

    def _name(self, name: Symbol, value: core.Core, then: Then) -> core.Core:
        if means(name, "_", self.scope):
            return then()
        if means(name, "...", self.scope):
            raise diagnostics.SyntaxError.at(
                Code.MALFORMED_MATCH,
                name.span,
                "an ellipsis follows the last name of a list pattern",
                help=[f"write {PATTERN}"],
            )
        if not self.may_bind:
            raise diagnostics.SyntaxError.at(
                Code.MALFORMED_MATCH,
                name.span,
                f"`{name.name}` cannot be bound here: or and not take patterns without names",
            )
        if self.scope.bound(name) is not None:
            raise diagnostics.SyntaxError.at(
                Code.NAME_TWICE, name.span, f"`{name.name}` occurs twice in this pattern"
            )
        parameter = core.Parameter(self.scope.bind(name), None)
        return bind_to(parameter, value, then(), name.span)

    def _equal(self, datum: Syntax, value: core.Core, then: Then) -> core.Core:
        literal = quoted_data(datum, datum.span)
        equal = "eqv?" if isinstance(datum, Number | Boolean | Char | Symbol) else "equal?"
        test = apply_builtin(equal, datum.span, value, literal)
        return core.If(test, then(), self.fail(), datum.span)

    def _test(self, predicate: str, value: core.Core, pattern: Syntax, then: Then) -> core.Core:
        return core.If(apply_builtin(predicate, pattern.span, value), then(), self.fail(), pattern.span)

    def _pairs(self, pattern: List, items: Sequence[Syntax], value: core.Core, then: Then) -> core.Core:
        """The elements of a list, and what follows a dot or an ellipsis."""
        if not items:
            return self.match(pattern.tail or replace(pattern, items=(), tail=None), value, then)
        if len(items) == 2 and means(items[1], "...", self.scope) and pattern.tail is None:
            return self._test("list?", value, pattern, lambda: self.match(items[0], value, then))
        span = pattern.span

        def first(element: core.Core) -> core.Core:
            return self.match(items[0], element, lambda: let_temporary(cdr, rest, span))

        def rest(following: core.Core) -> core.Core:
            return self._pairs(pattern, items[1:], following, then)

        car, cdr = apply_builtin("car", span, value), apply_builtin("cdr", span, value)
        return self._test("pair?", value, pattern, lambda: let_temporary(car, first, span))

    def _vector(self, pattern: Syntax, items: Sequence[Syntax], value: core.Core, then: Then) -> core.Core:
        span = pattern.span

        def from_element(position: int) -> core.Core:
            if position == len(items):
                return then()
            element = apply_builtin("vector-ref", span, value, core.Constant(position, span))
            return let_temporary(
                element, lambda e: self.match(items[position], e, lambda: from_element(position + 1)), span
            )

        length = apply_builtin("vector-length", span, value)
        test = apply_builtin("=", span, length, core.Constant(len(items), span))
        return self._test(
            "vector?", value, pattern, lambda: core.If(test, from_element(0), self.fail(), span)
        )


def _malformed(pattern: Syntax) -> diagnostics.EshkolError:
    return diagnostics.SyntaxError.at(
        Code.MALFORMED_MATCH, pattern.span, "malformed pattern of match", help=[f"write {PATTERN}"]
    )
