"""The syntactic forms of the language, one expander each.

``FORMS`` is the table; a form's syntax, as error messages show it, stands
beside its expander.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core, later
from eshkol_mlir.expander.body import DEFINITION_FORMS, expand_body, expand_lambda, sequence
from eshkol_mlir.expander.building import apply_builtin, let_temporary
from eshkol_mlir.expander.case_lambda import CASE_LAMBDA, expand_case_lambda
from eshkol_mlir.expander.computation_blocks import COMPUTATION_BLOCK, expand_computation_block
from eshkol_mlir.expander.data import quoted_data
from eshkol_mlir.expander.features import COND_EXPAND
from eshkol_mlir.expander.macros import LET_SYNTAX, Macro, bind_keyword
from eshkol_mlir.expander.maps import check_keys
from eshkol_mlir.expander.matching import MATCH, expand_match
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import (
    expect_list,
    expect_symbol,
    expect_type,
    is_symbol,
    malformed,
    parse_parameters,
    split_annotation,
)
from eshkol_mlir.expander.scope import Form, Scope, means
from eshkol_mlir.expander.splicing import NAMESPACE_WITH, spliced
from eshkol_mlir.expander.syntax_forms import (
    SYNTAX_CASE,
    WITH_SYNTAX,
    expand_quasisyntax,
    expand_syntax,
    expand_syntax_case,
    expand_with_syntax,
)
from eshkol_mlir.reader.syntax import Braces, List, String, Symbol, Syntax, Vector

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

FORMS: dict[str, Form] = {}


def form(
    syntax: str, *names: str, least: int = 0, most: int | None = None
) -> Callable[[Callable[[Expander, List, Scope], core.Core]], Callable[[Expander, List, Scope], core.Core]]:
    """Registers an expander under ``names``; the form has ``least`` to ``most`` parts."""

    def register(
        expand: Callable[[Expander, List, Scope], core.Core],
    ) -> Callable[[Expander, List, Scope], core.Core]:
        def checked(expander: Expander, datum: List, scope: Scope) -> core.Core:
            count = len(datum.items) - 1
            if count < least or (most is not None and count > most):
                raise malformed(datum, syntax)
            return expand(expander, datum, scope)

        for name in names:
            FORMS[name] = Form(name, checked)
        return expand

    return register


# Quotation ---------------------------------------------------------------------


@form("(quote datum)", "quote", least=1, most=1)
def expand_quote(_: Expander, datum: List, __: Scope) -> core.Core:
    check_inserted(datum.items[1])
    return quoted_data(datum.items[1], datum.span)


@form("(quasiquote template)", "quasiquote", least=1, most=1)
def expand_quasiquote(expander: Expander, datum: List, scope: Scope) -> core.Core:
    check_inserted(datum.items[1])
    return _template(expander, datum.items[1], scope, 1)


def _template(expander: Expander, datum: Syntax, scope: Scope, depth: int) -> core.Core:
    if isinstance(datum, Vector):
        elements = _template_list(expander, datum.items, None, scope, depth, datum.span)
        return apply_builtin("list->vector", datum.span, elements)
    if isinstance(datum, Braces):
        return _template_map(expander, datum, scope, depth)
    if not isinstance(datum, List):
        return quoted_data(datum, datum.span)
    if len(datum.items) == 2:
        if depth == 1 and means(datum.items[0], "unquote", scope):
            return expander.expand(datum.items[1], scope)
        if means(datum.items[0], "quasiquote", scope):
            depth += 1
        elif any(means(datum.items[0], keyword, scope) for keyword in ("unquote", "unquote-splicing")):
            depth -= 1
    elif (tail := _prefixed_tail(datum, scope)) is not None:
        return _template_list(expander, datum.items[:-2], tail, scope, depth, datum.span)
    return _template_list(expander, datum.items, datum.tail, scope, depth, datum.span)


def _template_map(expander: Expander, datum: Braces, scope: Scope, depth: int) -> core.Core:
    """A map; keys that the template does not compute are checked."""
    for item in datum.items:
        if isinstance(item, List) and item.items and means(item.items[0], "unquote-splicing", scope):
            raise diagnostics.SyntaxError.at(
                Code.MISPLACED_AUXILIARY,
                item.span,
                "unquote-splicing stands for elements of a list or vector, not of a map",
            )
    keys = datum.items[::2]
    check_keys(datum, [key for key in keys if not _is_unquoted(key, scope)])
    parts = [_template(expander, item, scope, depth) for item in datum.items]
    return core.Map(tuple(zip(parts[::2], parts[1::2], strict=True)), datum.span)


def _is_unquoted(datum: Syntax, scope: Scope) -> bool:
    return isinstance(datum, List) and len(datum.items) == 2 and means(datum.items[0], "unquote", scope)


def _prefixed_tail(datum: List, scope: Scope) -> List | None:
    """The end of ``(a ... unquote b)``, which is another way to write ``(a ... . ,b)``."""
    if len(datum.items) < 3 or datum.tail is not None:
        return None
    keyword, last = datum.items[-2:]
    if not any(means(keyword, name, scope) for name in ("unquote", "quasiquote")):
        return None
    return List((keyword, last), datum.span)


def _template_list(
    expander: Expander, items: Sequence[Syntax], tail: Syntax | None, scope: Scope, depth: int, span: Span
) -> core.Core:
    """The elements, spliced where the template says so, before what follows a dot."""
    parts: list[core.Core] = []
    for item in items:
        if (
            depth == 1
            and isinstance(item, List)
            and len(item.items) == 2
            and means(item.items[0], "unquote-splicing", scope)
        ):
            parts.append(expander.expand(item.items[1], scope))
        else:
            parts.append(apply_builtin("list", item.span, _template(expander, item, scope, depth)))
    if tail is not None:
        parts.append(_template(expander, tail, scope, depth))
    return apply_builtin("append", span, *parts)


# Procedures and sequences -------------------------------------------------------


@form("(lambda (parameter ...) body ...)", "lambda", "λ", least=2)
def expand_lambda_form(expander: Expander, datum: List, scope: Scope) -> core.Core:
    target = datum.items[1]
    annotation, body = split_annotation(datum.items[2:], scope)
    if isinstance(target, Symbol):
        return expand_lambda(expander, (), target, annotation, body, scope, datum.span, None, None)
    parameters = expect_list_or_dotted(target)
    return expand_lambda(
        expander, parameters.items, parameters.tail, annotation, body, scope, datum.span, None, None
    )


form(CASE_LAMBDA, "case-lambda")(expand_case_lambda)


def expect_list_or_dotted(datum: Syntax) -> List:
    if isinstance(datum, List):
        return datum
    raise diagnostics.SyntaxError.at(Code.LIST_EXPECTED, datum.span, "expected a parameter list here")


@form("(begin expression ...)", "begin", least=1)
def expand_begin(expander: Expander, datum: List, scope: Scope) -> core.Core:
    return sequence(expander, datum.items[1:], scope, datum.span)


def _spliced(head: str, syntax: str) -> None:
    @form(syntax, head, least=1)
    def expand(expander: Expander, datum: List, scope: Scope) -> core.Core:
        forms, place = spliced(expander, head, datum, scope)
        if not forms:
            return core.Constant(None, datum.span)
        return expand_body(expander, forms, place, datum.span)


_spliced("cond-expand", COND_EXPAND)
_spliced("include", '(include "file" ...)')
_spliced("include-ci", '(include-ci "file" ...)')
_spliced("namespace-with", NAMESPACE_WITH)


form(COMPUTATION_BLOCK, "computation-block", least=2)(expand_computation_block)


@form("(set! name value)", "set!", least=2, most=2)
def expand_set(expander: Expander, datum: List, scope: Scope) -> core.Core:
    name = expect_symbol(datum.items[1], datum, "(set! name value)")
    target = expander.reference(name, scope)
    value = expander.expand(datum.items[2], scope)
    if isinstance(target, core.Constant):
        # What nothing defines has been reported.
        return target
    if not isinstance(target, core.Reference):
        raise diagnostics.SyntaxError.at(
            Code.NOT_ASSIGNABLE, name.span, f"`{name.name}` is not a variable of this program"
        )
    owner = target.binding.module
    if owner is not None and owner != expander.module:
        raise diagnostics.SyntaxError.at(
            Code.NOT_ASSIGNABLE,
            name.span,
            f"`{name.name}` belongs to {owner or 'the language'}, and only that can change it",
            help=[f"have {owner} export a procedure that changes it"] if owner else [],
        )
    target.binding.assigned = True
    return core.Assign(target.binding, value, datum.span)


# Conditionals --------------------------------------------------------------------


@form("(if test then) or (if test then else)", "if", least=2, most=3)
def expand_if(expander: Expander, datum: List, scope: Scope) -> core.Core:
    parts = [expander.expand(item, scope) for item in datum.items[1:]]
    return core.If(parts[0], parts[1], parts[2] if len(parts) == 3 else None, datum.span)


@form("(when test expression ...)", "when", least=2)
def expand_when(expander: Expander, datum: List, scope: Scope) -> core.Core:
    test = expander.expand(datum.items[1], scope)
    return core.If(test, sequence(expander, datum.items[2:], scope, datum.span), None, datum.span)


@form("(unless test expression ...)", "unless", least=2)
def expand_unless(expander: Expander, datum: List, scope: Scope) -> core.Core:
    test = expander.expand(datum.items[1], scope)
    body = sequence(expander, datum.items[2:], scope, datum.span)
    return core.If(test, core.Constant(None, datum.span), body, datum.span)


@form("(and expression ...)", "and")
def expand_and(expander: Expander, datum: List, scope: Scope) -> core.Core:
    parts = tuple(expander.expand(item, scope) for item in datum.items[1:])
    return _logical("%and", parts, core.Constant(True, datum.span), datum.span)


@form("(or expression ...)", "or")
def expand_or(expander: Expander, datum: List, scope: Scope) -> core.Core:
    parts = tuple(expander.expand(item, scope) for item in datum.items[1:])
    return _logical("%or", parts, core.Constant(False, datum.span), datum.span)


def _logical(name: str, parts: tuple[core.Core, ...], empty: core.Core, span: Span) -> core.Core:
    """Kept as a call: on tensors `and` and `or` work elementwise."""
    if len(parts) < 2:
        return parts[0] if parts else empty
    return core.Apply(core.Builtin(name, span), parts, {}, span)


COND = "(cond (test expression ...) ... (else expression ...))"


@form(COND, "cond", least=1)
def expand_cond(expander: Expander, datum: List, scope: Scope) -> core.Core:
    clauses = [expect_list(item, COND) for item in datum.items[1:]]
    result: core.Core | None = None
    for position, clause in reversed(list(enumerate(clauses))):
        if not clause.items:
            raise malformed(datum, COND, "a clause is empty")
        if means(clause.items[0], "else", scope):
            if position != len(clauses) - 1:
                raise diagnostics.SyntaxError.at(
                    Code.ELSE_NOT_LAST, clause.span, "else must be the last clause"
                )
            result = sequence(expander, clause.items[1:], scope, clause.span)
        else:
            result = _cond_clause(expander, clause, result, scope)
    assert result is not None
    return result


def _cond_clause(expander: Expander, clause: List, otherwise: core.Core | None, scope: Scope) -> core.Core:
    test = expander.expand(clause.items[0], scope)
    if len(clause.items) == 1:
        return let_temporary(test, lambda value: core.If(value, value, otherwise, clause.span), clause.span)
    if len(clause.items) == 3 and means(clause.items[1], "=>", scope):
        receiver = expander.expand(clause.items[2], scope)
        return let_temporary(
            test,
            lambda value: core.If(
                value, core.Apply(receiver, (value,), {}, clause.span), otherwise, clause.span
            ),
            clause.span,
        )
    return core.If(test, sequence(expander, clause.items[1:], scope, clause.span), otherwise, clause.span)


CASE = "(case key ((datum ...) expression ...) ... (else expression ...))"


@form(CASE, "case", least=2)
def expand_case(expander: Expander, datum: List, scope: Scope) -> core.Core:
    key = expander.expand(datum.items[1], scope)
    clauses = [expect_list(item, CASE) for item in datum.items[2:]]

    def build(value: core.Core) -> core.Core:
        result: core.Core | None = None
        for position, clause in reversed(list(enumerate(clauses))):
            if len(clause.items) < 2:
                raise malformed(datum, CASE, "a clause is empty")
            body = _case_body(expander, clause, value, scope)
            if means(clause.items[0], "else", scope):
                if position != len(clauses) - 1:
                    raise diagnostics.SyntaxError.at(
                        Code.ELSE_NOT_LAST, clause.span, "else must be the last clause"
                    )
                result = body
            else:
                result = core.If(_case_test(clause, value), body, result, clause.span)
        assert result is not None
        return result

    return let_temporary(key, build, datum.span)


def _case_body(expander: Expander, clause: List, key: core.Core, scope: Scope) -> core.Core:
    if len(clause.items) == 3 and means(clause.items[1], "=>", scope):
        receiver = expander.expand(clause.items[2], scope)
        return core.Apply(receiver, (key,), {}, clause.span)
    return sequence(expander, clause.items[1:], scope, clause.span)


def _case_test(clause: List, key: core.Core) -> core.Core:
    data = expect_list(clause.items[0], CASE)
    tests = [apply_builtin("eqv?", d.span, key, quoted_data(d, d.span)) for d in data.items]
    return _logical("%or", tuple(tests), core.Constant(False, clause.span), clause.span)


form(MATCH, "match", least=1)(expand_match)


# Bindings ------------------------------------------------------------------------

LET = "(let ((name value) ...) body ...)"
BINDING = "(name value), (name : type value) or, for several values, ((name ...) value)"


def parse_binding(
    item: Syntax, scope: Scope
) -> tuple[Sequence[tuple[Symbol, Syntax | None]], Symbol | None, Syntax]:
    """The names with their types, the rest name, and the value of one binding."""
    clause = expect_list(item, LET)
    if len(clause.items) == 4 and is_symbol(clause.items[1], ":"):
        name = expect_symbol(clause.items[0], clause, BINDING)
        return [(name, expect_type(clause.items[2], scope))], None, clause.items[3]
    if len(clause.items) != 2:
        raise diagnostics.SyntaxError.at(
            Code.MALFORMED_FORM, clause.span, "malformed binding", help=[f"write {BINDING}"]
        )
    target, value = clause.items
    if isinstance(target, Symbol):
        return [(target, None)], None, value
    if not isinstance(target, List):
        raise diagnostics.SyntaxError.at(
            Code.NAME_EXPECTED, target.span, "expected a name here", help=[f"write {BINDING}"]
        )
    parameters = parse_parameters(target.items, target.tail, scope)
    return [(p.name, p.type) for p in parameters.parameters], parameters.rest, value


def bind_once(scope: Scope, name: Symbol) -> core.Binding:
    """A variable of a form that binds each name once; ``_`` binds as often as it occurs."""
    if scope.bound(name) is not None and name.name != "_":
        raise diagnostics.SyntaxError.at(Code.NAME_TWICE, name.span, f"`{name.name}` is bound twice")
    return scope.bind(name)


def bind_clause(item: Syntax, scope: Scope, value: Callable[[Syntax], core.Core]) -> core.Clause:
    names, rest, datum = parse_binding(item, scope)
    expanded = value(datum)
    parameters = tuple(core.Parameter(bind_once(scope, n), declared) for n, declared in names)
    rest_binding = bind_once(scope, rest) if rest is not None else None
    return core.Clause(parameters, rest_binding, expanded)


@form(LET, "let", least=2)
def expand_let(expander: Expander, datum: List, scope: Scope) -> core.Core:
    if isinstance(datum.items[1], Symbol):
        return _named_let(expander, datum, scope)
    bindings = expect_list(datum.items[1], LET)
    inner = Scope(scope)
    clauses = tuple(
        bind_clause(item, inner, lambda value: expander.expand(value, scope)) for item in bindings.items
    )
    return core.Let(clauses, expand_body(expander, datum.items[2:], inner, datum.span), datum.span)


NAMED_LET = "(let name ((variable initial) ...) body ...)"


def _named_let(expander: Expander, datum: List, scope: Scope) -> core.Core:
    if len(datum.items) < 4:
        raise malformed(datum, NAMED_LET)
    name = expect_symbol(datum.items[1], datum, NAMED_LET)
    bindings = expect_list(datum.items[2], NAMED_LET)
    loop_scope = Scope(scope)
    loop = loop_scope.bind(name)
    inner = Scope(loop_scope)
    clauses = tuple(
        bind_clause(item, inner, lambda value: expander.expand(value, scope)) for item in bindings.items
    )
    if any(len(clause.bindings) != 1 for clause in clauses):
        raise malformed(datum, NAMED_LET, "each variable takes one value")
    body = expand_body(expander, datum.items[3:], inner, datum.span)
    procedure = core.Lambda(
        tuple(clause.bindings[0] for clause in clauses), None, body, datum.span, name=name.name
    )
    return call_loop(loop, procedure, tuple(clause.value for clause in clauses), datum.span)


def call_loop(
    loop: core.Binding, procedure: core.Lambda, initial: tuple[core.Core, ...], span: Span
) -> core.Core:
    call = core.Apply(core.Reference(loop, span), initial, {}, span)
    clause = core.Clause((core.Parameter(loop, None),), None, procedure)
    return core.Letrec((clause,), call, span)


@form("(let* ((name value) ...) body ...)", "let*", least=2)
def expand_let_star(expander: Expander, datum: List, scope: Scope) -> core.Core:
    bindings = expect_list(datum.items[1], "(let* ((name value) ...) body ...)")

    def clause(item: Syntax, inner: Scope, outer: Scope) -> core.Clause:
        return bind_clause(item, inner, partial(expander.expand, scope=outer))

    return _one_by_one(expander, datum, bindings.items, scope, clause)


def _one_by_one(
    expander: Expander, datum: List, items: Sequence[Syntax], scope: Scope,
    clause: Callable[[Syntax, Scope, Scope], core.Clause],
) -> core.Core:  # fmt: skip
    """Clauses each of which sees the ones before it."""
    clauses: list[core.Clause] = []
    inner = scope
    for item in items:
        outer, inner = inner, Scope(inner)
        clauses.append(clause(item, inner, outer))
    result = expand_body(expander, datum.items[2:], inner, datum.span)
    for bound in reversed(clauses):
        result = core.Let((bound,), result, datum.span)
    return result


LET_VALUES = "(let-values (((name ... [. rest]) expression) ...) body ...)"


@form(LET_VALUES, "let-values", least=2)
def expand_let_values(expander: Expander, datum: List, scope: Scope) -> core.Core:
    bindings = expect_list(datum.items[1], LET_VALUES)
    inner = Scope(scope)
    clauses = tuple(_values_clause(expander, item, inner, scope) for item in bindings.items)
    return core.Let(clauses, expand_body(expander, datum.items[2:], inner, datum.span), datum.span)


@form(LET_VALUES.replace("let-", "let*-"), "let*-values", least=2)
def expand_let_star_values(expander: Expander, datum: List, scope: Scope) -> core.Core:
    bindings = expect_list(datum.items[1], LET_VALUES)
    return _one_by_one(expander, datum, bindings.items, scope, partial(_values_clause, expander))


@form("(receive (name ... [. rest]) expression body ...)", "receive", least=3)
def expand_receive(expander: Expander, datum: List, scope: Scope) -> core.Core:
    inner = Scope(scope)
    clause = _receiving(expander, datum.items[1], datum.items[2], inner, scope)
    return core.Let((clause,), expand_body(expander, datum.items[3:], inner, datum.span), datum.span)


def _values_clause(expander: Expander, item: Syntax, inner: Scope, scope: Scope) -> core.Clause:
    clause = expect_list(item, LET_VALUES)
    if len(clause.items) == 2 and isinstance(clause.items[0], Symbol):
        return _receiving(expander, clause.items[0], clause.items[1], inner, scope)
    return bind_clause(item, inner, lambda value: expander.expand(value, scope))


def _receiving(
    expander: Expander, formals: Syntax, expression: Syntax, inner: Scope, scope: Scope
) -> core.Clause:
    """The values of an expression bound to ``formals``, as a lambda expression would bind them."""
    value = expander.expand(expression, scope)
    if isinstance(formals, Symbol):
        return core.Clause((), bind_once(inner, formals), value)
    if not isinstance(formals, List):
        raise diagnostics.SyntaxError.at(Code.NAME_EXPECTED, formals.span, "expected names here")
    parsed = parse_parameters(formals.items, formals.tail, scope)
    bound = tuple(core.Parameter(bind_once(inner, p.name), p.type) for p in parsed.parameters)
    rest = bind_once(inner, parsed.rest) if parsed.rest is not None else None
    return core.Clause(bound, rest, value)


@form("(letrec ((name value) ...) body ...)", "letrec", "letrec*", least=2)
def expand_letrec(expander: Expander, datum: List, scope: Scope) -> core.Core:
    bindings = expect_list(datum.items[1], "(letrec ((name value) ...) body ...)")
    inner = Scope(scope)
    parsed = [parse_binding(item, scope) for item in bindings.items]
    for names, rest, _ in parsed:
        for name in (*(n for n, _ in names), *((rest,) if rest else ())):
            bind_once(inner, name)
    clauses = []
    for names, rest, value in parsed:
        parameters = tuple(core.Parameter(_bound(inner, n), declared) for n, declared in names)
        rest_binding = _bound(inner, rest) if rest else None
        clauses.append(core.Clause(parameters, rest_binding, _named(expander.expand(value, inner), names)))
    return core.Letrec(tuple(clauses), expand_body(expander, datum.items[2:], inner, datum.span), datum.span)


def _named(value: core.Core, names: Sequence[tuple[Symbol, Syntax | None]]) -> core.Core:
    """A lambda takes the name it is bound to."""
    if not isinstance(value, core.Lambda) or value.name is not None or len(names) != 1:
        return value
    return replace(value, name=names[0][0].name)


def _bound(scope: Scope, name: Symbol) -> core.Binding:
    binding = scope.bound(name)
    assert isinstance(binding, core.Binding)
    return binding


# Iteration -----------------------------------------------------------------------

DO = "(do ((name initial step) ...) (test result ...) body ...)"


@form(DO, "do", least=2)
def expand_do(expander: Expander, datum: List, scope: Scope) -> core.Core:
    specs = [_do_spec(item, scope) for item in expect_list(datum.items[1], DO).items]
    exit_clause = expect_list(datum.items[2], DO)
    if not exit_clause.items:
        raise malformed(datum, DO, "the exit test is missing")
    loop = core.Binding("do", datum.span)
    inner = Scope(scope)
    initial = tuple(expander.expand(spec[2], scope) for spec in specs)
    parameters = tuple(core.Parameter(bind_once(inner, s[0]), s[1]) for s in specs)
    steps = tuple(
        expander.expand(spec[3], inner) if spec[3] is not None else core.Reference(p.binding, p.binding.span)
        for spec, p in zip(specs, parameters, strict=True)
        if p.binding.span is not None
    )
    test = expander.expand(exit_clause.items[0], inner)
    result = (
        sequence(expander, exit_clause.items[1:], inner, exit_clause.span)
        if len(exit_clause.items) > 1
        else core.Constant(None, exit_clause.span)
    )
    again: core.Core = core.Apply(core.Reference(loop, datum.span), steps, {}, datum.span)
    if len(datum.items) > 3:
        body = expand_body(expander, datum.items[3:], inner, datum.span)
        again = core.Sequence((body, again), datum.span)
    procedure = core.Lambda(parameters, None, core.If(test, result, again, datum.span), datum.span, name="do")
    return call_loop(loop, procedure, initial, datum.span)


def _do_spec(item: Syntax, scope: Scope) -> tuple[Symbol, Syntax | None, Syntax, Syntax | None]:
    """name, type, initial value, step."""
    clause = expect_list(item, DO)
    items = clause.items
    declared = None
    if len(items) >= 3 and is_symbol(items[1], ":"):
        declared, items = expect_type(items[2], scope), (items[0], *items[3:])
    if len(items) not in (2, 3):
        raise diagnostics.SyntaxError.at(
            Code.MALFORMED_FORM,
            clause.span,
            "malformed do: a variable is (name initial) or (name initial step)",
            help=[f"the form is {DO}"],
        )
    name = expect_symbol(items[0], clause, DO)
    return name, declared, items[1], items[2] if len(items) == 3 else None


FOR_FOLD = "(for/fold ([accumulator initial] ...) ([variable sequence] ...) body ...)"


@form(FOR_FOLD, "for/fold", least=3)
def expand_for_fold(expander: Expander, datum: List, scope: Scope) -> core.Core:
    accumulators_form = expect_list(datum.items[1], FOR_FOLD)
    sequences_form = expect_list(datum.items[2], FOR_FOLD)
    inner = Scope(scope)
    accumulators = tuple(
        bind_clause(item, inner, lambda value: expander.expand(value, scope))
        for item in accumulators_form.items
    )
    sequences = tuple(
        bind_clause(item, inner, lambda value: expander.expand(value, scope)) for item in sequences_form.items
    )
    if any(len(clause.bindings) != 1 for clause in (*accumulators, *sequences)) or not sequences:
        raise malformed(datum, FOR_FOLD)
    body = expand_body(expander, datum.items[3:], inner, datum.span)
    return core.Fold(accumulators, sequences, body, datum.span)


@form("(for ([variable sequence] ...) body ...)", "for", least=2)
def expand_for(expander: Expander, datum: List, scope: Scope) -> core.Core:
    sequences_form = expect_list(datum.items[1], "(for ([variable sequence] ...) body ...)")
    inner = Scope(scope)
    sequences = tuple(
        bind_clause(item, inner, lambda value: expander.expand(value, scope)) for item in sequences_form.items
    )
    body = expand_body(expander, datum.items[2:], inner, datum.span)
    nothing = apply_builtin("values", datum.span)
    return core.Fold((), sequences, core.Sequence((body, nothing), datum.span), datum.span)


# Composition ---------------------------------------------------------------------

PIPELINE = "(|> value (procedure argument ...) procedure ...)"


@form(PIPELINE, "|>", least=1)
def expand_pipeline(expander: Expander, datum: List, scope: Scope) -> core.Core:
    """The value goes first into the first stage and last into every later one."""
    value = expander.expand(datum.items[1], scope)
    for position, stage in enumerate(datum.items[2:]):
        if not (isinstance(stage, List) and stage.bracket == "(" and stage.items):
            value = core.Apply(expander.expand(stage, scope), (value,), {}, stage.span)
            continue
        head = stage.items[0]
        if isinstance(head, Symbol) and isinstance(scope.lookup(head), Form | Macro):
            value = core.Apply(expander.expand(stage, scope), (value,), {}, stage.span)
            continue
        function = expander.expand(head, scope)
        arguments, keywords = expander.arguments(stage.items[1:], scope)
        arguments = (value, *arguments) if position == 0 else (*arguments, value)
        value = core.Apply(function, arguments, keywords, stage.span)
    return value


@form("(. procedure ...)", ".", least=1)
def expand_compose(expander: Expander, datum: List, scope: Scope) -> core.Core:
    parts = tuple(expander.expand(item, scope) for item in datum.items[1:])
    return core.Apply(core.Builtin("compose", datum.span), parts, {}, datum.span)


@form("(the type expression)", "the", least=2, most=2)
def expand_the(expander: Expander, datum: List, scope: Scope) -> core.Core:
    binding = core.Binding("%the", datum.span)
    value = expander.expand(datum.items[2], scope)
    clause = core.Clause((core.Parameter(binding, expect_type(datum.items[1], scope)),), None, value)
    return core.Let((clause,), core.Reference(binding, datum.span), datum.span)


# Code that makes syntax -----------------------------------------------------------

form(SYNTAX_CASE, "syntax-case", least=2)(expand_syntax_case)
form(WITH_SYNTAX, "with-syntax", least=2)(expand_with_syntax)
form("(syntax template)", "syntax", least=1, most=1)(expand_syntax)
form("(quasisyntax template)", "quasisyntax", least=1, most=1)(expand_quasisyntax)


# Forms that belong to other parts of the language ------------------------------------


def _definition(_: Expander, datum: List, __: Scope) -> core.Core:
    name = datum.items[0]
    assert isinstance(name, Symbol)
    raise diagnostics.SyntaxError.at(
        Code.MISPLACED_DEFINITION,
        datum.span,
        f"{name.name} is a definition, and only expressions may stand here",
        help=["definitions belong at top level or at the beginning of a body"],
    )


for _name in DEFINITION_FORMS:
    FORMS.setdefault(_name, Form(_name, _definition))


# Macros ------------------------------------------------------------------------------


@form(LET_SYNTAX, "let-syntax", least=2)
def expand_let_syntax(expander: Expander, datum: List, scope: Scope) -> core.Core:
    return _with_keywords(expander, datum, scope, Scope(scope))


@form(LET_SYNTAX.replace("let", "letrec"), "letrec-syntax", least=2)
def expand_letrec_syntax(expander: Expander, datum: List, scope: Scope) -> core.Core:
    inner = Scope(scope)
    return _with_keywords(expander, datum, inner, inner)


def _with_keywords(expander: Expander, datum: List, transformers: Scope, inner: Scope) -> core.Core:
    """A body with keywords of its own, whose transformers stand in the scope ``transformers``."""
    for item in expect_list(datum.items[1], LET_SYNTAX).items:
        clause = expect_list(item, LET_SYNTAX)
        if len(clause.items) != 2:
            raise malformed(datum, LET_SYNTAX, "a binding is a name and its transformer")
        name = expect_symbol(clause.items[0], clause, LET_SYNTAX)
        if inner.bound(name) is not None:
            raise diagnostics.SyntaxError.at(Code.NAME_TWICE, name.span, f"`{name.name}` is bound twice")
        bind_keyword(expander, name, clause.items[1], inner, transformers)
    return expand_body(expander, datum.items[2:], inner, datum.span)


@form('(syntax-error "message" datum ...)', "syntax-error", least=1)
def expand_syntax_error(_: Expander, datum: List, __: Scope) -> core.Core:
    from eshkol_mlir.reader import write_datum

    message = datum.items[1]
    if not isinstance(message, String):
        raise malformed(datum, '(syntax-error "message" datum ...)', "the message is a string")
    check_inserted(datum)
    told = " ".join(write_datum(item) for item in datum.items[2:])
    raise diagnostics.SyntaxError.at(
        Code.SYNTAX_ERROR, datum.span, f"{message.value}: {told}" if told else message.value
    )


#: Keywords that mean something inside of other forms only, and where.
AUXILIARY = {
    "else": "the last clause of cond and case",
    "=>": "a clause of cond and case",
    "unquote": "quasiquote",
    "unquote-splicing": "quasiquote",
    "unsyntax": "quasisyntax",
    "unsyntax-splicing": "quasisyntax",
    "...": "patterns and templates",
    "_": "patterns",
    "syntax-rules": "define-syntax, let-syntax and letrec-syntax",
}


def _auxiliary(name: str) -> Form:
    def expand(_: Expander, datum: List, __: Scope) -> core.Core:
        raise diagnostics.SyntaxError.at(
            Code.MISPLACED_AUXILIARY, datum.span, f"`{name}` belongs in {AUXILIARY[name]}"
        )

    return Form(name, expand)


for _name in AUXILIARY:
    FORMS[_name] = _auxiliary(_name)


def _later(_: Expander, datum: List, __: Scope) -> core.Core:
    name = datum.items[0]
    assert isinstance(name, Symbol)
    raise later.unsupported(name.name, datum.span)


for _name in later.FORMS:
    FORMS[_name] = Form(_name, _later)
