"""Which values no clause of a ``match`` on constructors fits.

L. Maranget, "Warnings for pattern matching" (JFP 2007): the patterns are a matrix with a row for each clause,
and a value that fits none of them is looked for column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, Label, Severity, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.expander.scope import Scope, did_you_mean, means
from eshkol_mlir.expander.traversal import clauses as clauses_of
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.expander.type_names import written_arrow
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander


@dataclass(frozen=True, slots=True)
class _Constructed:
    constructor: core.Constructor
    parts: tuple[_Pattern, ...]


#: None fits every value; patterns that look at anything but constructors fit none for certain.
_Pattern: TypeAlias = _Constructed | None
_Row: TypeAlias = "list[_Pattern]"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A match on the constructors of ``union``: those of which no clause fits all values of ``variable``, each with a
    pattern for the others."""

    form: List
    variable: core.Binding
    union: str
    missing: tuple[tuple[str, str], ...]


def constructor_of(expander: Expander, pattern: Syntax, scope: Scope) -> core.Constructor | None:
    """The constructor of whose values a pattern is: ``(Cons a b)``, or ``Nil`` where that is a value."""
    head = pattern
    if isinstance(pattern, List) and pattern.items and pattern.tail is None and pattern.bracket == "(":
        head = pattern.items[0]
    found = expander.lookup(head, scope) if isinstance(head, Symbol) else None
    if not isinstance(found, core.Constructor) or (head is pattern and not found.variant.is_value):
        return None
    return found


def written_pattern(variant: core.Variant, parts: Sequence[str] | None = None) -> str:
    if variant.is_value:
        return variant.name
    return f"({' '.join([variant.name, *(variant.fields if parts is None else parts)])})"


def uncovered(
    expander: Expander, clauses: Sequence[List], scope: Scope
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The union whose constructors some clauses match on, "" for none, and its constructors of which there are values
    that no clause fits, with patterns for them."""
    rows: list[_Row] = []
    for clause in clauses:
        if not clause.items:
            return "", ()
        pattern = clause.items[0]
        if len(clause.items) > 3 and is_symbol(clause.items[1], ":"):
            pattern = List((pattern, *clause.items[1:3]), pattern.span)
        rows += [[found] for found in _patterns(expander, pattern, scope)]
    first = next(
        (row[0].constructor for row in rows if row[0] is not None and row[0].constructor.union), None
    )
    if first is None:
        return "", ()
    return first.union, tuple(
        (variant.name, written_pattern(variant, found))
        for variant in first.variants
        if (found := _uncovered(_specialized(rows, variant), len(variant.fields))) is not None
    )


def has_test(clause: List) -> bool:
    """Whether the pattern of a clause is a test, of which only a checker of types may know what it takes."""
    match clause.items[:1]:
        case (List(items=(Symbol(name="?" | "not"), *_)),):
            return True
    return False


def _patterns(expander: Expander, pattern: Syntax, scope: Scope, *, is_part: bool = False) -> list[_Pattern]:
    """What a pattern fits for certain: several patterns where it has alternatives.

    With ``is_part``, of a field: a type that it names is taken for that of the field, which is not known here.
    """
    constructor = constructor_of(expander, pattern, scope)
    if constructor is not None:
        given = pattern.items[1:] if isinstance(pattern, List) else ()
        if len(given) != len(constructor.variant.fields):
            return []
        rows: list[tuple[_Pattern, ...]] = [()]
        for operand in given:
            rows = [
                (*row, part) for row in rows for part in _patterns(expander, operand, scope, is_part=True)
            ]
        return [_Constructed(constructor, row) for row in rows]
    match pattern:
        case Symbol():
            return [None]
        case List(items=(Symbol(), colon, type)) if is_symbol(colon, ":"):
            if is_symbol(type, "any"):
                return [None]
            # The type of a constructor's values has the constructor's name.
            constructor = constructor_of(expander, List((type,), type.span), scope)
            if constructor is None:
                return [None] if is_part else []
            return [_Constructed(constructor, (None,) * len(constructor.variant.fields))]
        case List(items=(Symbol() as head, *operands)) if means(head, "or", scope):
            return [found for operand in operands for found in _patterns(expander, operand, scope)]
        case List(items=(Symbol() as head, *operands)) if means(head, "and", scope):
            # Names beside one pattern.
            others = [each for each in operands if _patterns(expander, each, scope) != [None]]
            return [None] if not others else _patterns(expander, others[0], scope) if len(others) == 1 else []
    return []


def _uncovered(rows: Sequence[_Row], width: int) -> list[str] | None:
    """Patterns of values that no row fits; None if there are no such values."""
    if width == 0:
        return None if rows else []
    first = next((row[0].constructor for row in rows if row[0] is not None), None)
    if first is None:
        found = _uncovered([row[1:] for row in rows], width - 1)
        return None if found is None else ["_", *found]
    for variant in first.variants or (first.variant,):
        count = len(variant.fields)
        found = _uncovered(_specialized(rows, variant), count + width - 1)
        if found is not None:
            return [written_pattern(variant, found[:count]), *found[count:]]
    return None


def _specialized(rows: Sequence[_Row], variant: core.Variant) -> list[_Row]:
    """The rows that fit values of one constructor, with columns for its fields."""
    found: list[_Row] = []
    for first, *rest in rows:
        if first is None:
            found.append([*[None] * len(variant.fields), *rest])
        elif first.constructor.variant == variant:
            found.append([*first.parts, *rest])
    return found


# Where the type of what is examined is declared -------------------------------------------


def check_coverage(expander: Expander) -> None:
    """Reports each match on a variable declared to have the type of a union that lacks some of its values.

    Where tests have told constructors of the variable apart before, only a checker of types knows which are left.
    """
    if not expander.coverages:
        return
    declared = dict(declared_types(expander.program))
    tested = tested_variables(expander.program)
    for coverage in expander.coverages:
        type = declared.get(coverage.variable)
        if (
            type is None
            or coverage.variable in tested
            or _name_of(type, expander.program.types) != coverage.union
        ):
            continue
        subject = f"`{coverage.variable.name}` of type {coverage.union}"
        labels = [Label(type.span, "declared here")]
        patterns = [pattern for _, pattern in coverage.missing]
        error = incomplete_match(coverage.form.span, patterns, f"which {subject} may be", labels)
        help = [*_misspelt(coverage), *error.help]
        expander.report(diagnostics.TypeError([replace(error, help=help)]))


def _misspelt(coverage: Coverage) -> list[str]:
    """Patterns of lists that rather look like those of constructors that have no clause."""
    names = [name for name, _ in coverage.missing]
    heads = [
        clause.items[0].items[0].name
        for clause in coverage.form.items[2:]
        if isinstance(clause, List)
        and clause.items
        and isinstance(clause.items[0], List)
        and clause.items[0].items
        and isinstance(clause.items[0].items[0], Symbol)
    ]
    return [help for head in dict.fromkeys(heads) if head not in names for help in did_you_mean(head, names)]


def incomplete_match(
    span: Span, missing: Sequence[str], who: str, labels: Sequence[Label], severity: Severity = Severity.ERROR
) -> Diagnostic:
    """What is said of a match that has no clause for ``missing`` patterns."""
    lacking = ", ".join(f"`{pattern}`" for pattern in missing)
    message = f"this match has no clause for {lacking}, {who}"
    help = ["add what is missing, or a clause of else"]
    return Diagnostic(
        Code.MATCH_INCOMPLETE, "TypeError", message, span, "", labels, help=help, severity=severity
    )


def tested_variables(program: core.Program) -> dict[core.Binding, set[Source]]:
    """The variables that a predicate of a union or of its constructors is called with, other than by a pattern, and the
    texts in which it is."""
    predicates = {definition.predicate for definition in program.types.values()}
    found: dict[core.Binding, set[Source]] = {}
    for node in walk_program(program):
        if (
            isinstance(node, core.Apply)
            and isinstance(node.function, core.Reference)
            and node.function.binding in predicates
            and not is_test_of_pattern(node)
        ):
            for argument in node.arguments:
                if isinstance(argument, core.Reference):
                    found.setdefault(argument.binding, set()).add(node.span.source)
    return found


def is_test_of_pattern(node: core.Apply) -> bool:
    """Whether a call is the test of a pattern, which is written nowhere and has the place of the pattern."""
    return node.function.span == node.span


def declared_types(program: core.Program) -> Iterator[tuple[core.Binding, Syntax]]:
    """The variables of a program that have declared types."""
    for definition in program.definitions:
        if definition.type is not None:
            yield definition.binding, definition.type
    for node in walk_program(program):
        if isinstance(node, core.Lambda):
            yield from declared_parameters(node)
        for clause in clauses_of(node):
            yield from ((p.binding, p.type) for p in clause.bindings if p.type is not None)


def declared_parameters(procedure: core.Lambda) -> Iterator[tuple[core.Binding, Syntax]]:
    """The parameters of a procedure that have declared types: of their own, or in the procedure's type."""
    arrow = None if procedure.type is None else written_arrow(procedure.type)
    whole = () if arrow is None else arrow.items[1:-1]
    for position, parameter in enumerate(procedure.parameters):
        if parameter.type is not None:
            yield parameter.binding, parameter.type
        elif position < len(whole):
            yield parameter.binding, whole[position]


def _name_of(type: Syntax, types: Mapping[str, core.TypeDefinition]) -> str | None:
    """The type that a name, or an application of it, stands for."""
    for _ in range(len(types) + 1):
        head = type.items[0] if isinstance(type, List) and type.items else type
        if not isinstance(head, Symbol):
            return None
        definition = types.get(head.name)
        if definition is None or definition.variants or not isinstance(definition.body, Symbol | List):
            return head.name
        type = definition.body
    return None
