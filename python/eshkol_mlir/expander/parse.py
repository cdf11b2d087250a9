"""Taking forms apart: what every surface form's expander shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.scope import Scope, identity, type_of_name
from eshkol_mlir.expander.type_names import resolve_type
from eshkol_mlir.reader.syntax import Braces, List, Symbol, Syntax


def is_symbol(datum: Syntax, name: str | None = None) -> bool:
    return isinstance(datum, Symbol) and (name is None or datum.name == name)


def is_made_by(datum: Syntax, constructor: str) -> TypeGuard[List]:
    """Whether a datum is a type such as ``(Record ...)``, by its constructor."""
    return isinstance(datum, List) and bool(datum.items) and is_symbol(datum.items[0], constructor)


def malformed(form: Syntax, expected: str, problem: str = "") -> diagnostics.EshkolError:
    """The error for a form of the wrong shape; ``expected`` is its syntax."""
    head = form.items[0] if isinstance(form, List) and form.items else None
    name = head.name if isinstance(head, Symbol) else "form"
    return diagnostics.SyntaxError.at(
        Code.MALFORMED_FORM,
        form.span,
        f"malformed {name}: {problem}" if problem else f"malformed {name}",
        help=[f"the form is {expected}"],
    )


def expect_symbol(datum: Syntax, form: Syntax, expected: str) -> Symbol:
    if isinstance(datum, Symbol):
        return datum
    raise diagnostics.SyntaxError.at(
        Code.NAME_EXPECTED, datum.span, "expected a name here", help=[f"the form is {expected}"]
    )


def expect_list(datum: Syntax, expected: str) -> List:
    if isinstance(datum, List) and datum.tail is None:
        return datum
    raise diagnostics.SyntaxError.at(
        Code.LIST_EXPECTED, datum.span, "expected a parenthesised list here", help=[f"the form is {expected}"]
    )


def expect_type(datum: Syntax, scope: Scope) -> Syntax:
    """A type in ``scope``, which is only read where it is needed; its names are resolved."""
    check_inserted(datum)
    return resolve_type(datum, scope)


@dataclass(frozen=True, slots=True)
class TypedName:
    name: Symbol
    type: Syntax | None


@dataclass(frozen=True, slots=True)
class ParameterList:
    parameters: tuple[TypedName, ...]
    rest: Symbol | None


def parse_parameters(items: Sequence[Syntax], tail: Syntax | None, scope: Scope) -> ParameterList:
    """``x``, ``x : T``, ``(x : T)`` and ``[x : T]`` in any mixture, ``. rest`` last; types in ``scope``."""
    parameters: list[TypedName] = []
    position = 0
    while position < len(items):
        item = items[position]
        if isinstance(item, List):
            parameters.append(_bracketed_parameter(item, scope))
            position += 1
            continue
        name = expect_symbol(item, item, "a parameter: x, x : T, (x : T) or [x : T]")
        position += 1
        declared = None
        if position < len(items) and is_symbol(items[position], ":"):
            if position + 1 >= len(items):
                raise diagnostics.SyntaxError.at(
                    Code.TYPE_MISSING, items[position].span, f"expected a type for `{name.name}` here"
                )
            declared = expect_type(items[position + 1], scope)
            position += 2
        parameters.append(TypedName(name, declared))
    reject_duplicates((p.name for p in parameters if p.name.name != "_"), "parameter")
    rest = None if tail is None else expect_symbol(tail, tail, "a rest parameter: (x . rest)")
    return ParameterList(tuple(parameters), rest)


def _bracketed_parameter(item: List, scope: Scope) -> TypedName:
    syntax = "a parameter: x, x : T, (x : T) or [x : T]"
    if len(item.items) == 3 and is_symbol(item.items[1], ":"):
        return TypedName(expect_symbol(item.items[0], item, syntax), expect_type(item.items[2], scope))
    if len(item.items) == 1:
        return TypedName(expect_symbol(item.items[0], item, syntax), None)
    raise diagnostics.SyntaxError.at(
        Code.BAD_PARAMETER, item.span, "malformed parameter", help=[f"write {syntax}"]
    )


def reject_duplicates(names: Iterable[Symbol], kind: str) -> None:
    """
    Raises:
        SyntaxError: a name occurs twice.
    """
    seen: dict[object, Symbol] = {}
    for name in names:
        earlier = seen.setdefault(identity(name), name)
        if earlier is not name:
            raise diagnostics.SyntaxError.at(
                Code.NAME_TWICE, name.span, f"the {kind} `{name.name}` occurs twice",
                labels=[diagnostics.Label(earlier.span, "first here")],
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annotation:
    """``: T`` or ``: {Effects} T`` after a parameter list."""

    type: Syntax | None
    effects: Braces | None


def split_annotation(items: Sequence[Syntax], scope: Scope) -> tuple[Annotation, Sequence[Syntax]]:
    """A leading annotation, in ``scope``, and the rest of the items."""
    if not items or not is_symbol(items[0], ":"):
        return Annotation(None, None), items
    if len(items) < 2:
        raise diagnostics.SyntaxError.at(Code.TYPE_MISSING, items[0].span, "expected a type after `:`")
    if not isinstance(items[1], Braces):
        return Annotation(expect_type(items[1], scope), None), items[2:]
    # An effect row alone, or followed by the type.
    if (len(items) >= 4 and _may_be_type(items[2], scope)) or (
        len(items) == 3 and is_made_by(items[2], "->")
    ):
        return Annotation(expect_type(items[2], scope), items[1]), items[3:]
    return Annotation(None, items[1]), items[2:]


def _may_be_type(datum: Syntax, scope: Scope) -> bool:
    """Whether what follows a row is a type rather than the first expression of a body."""
    from eshkol_mlir.types.annotations import WORDS

    if not (isinstance(datum, List) and datum.items and isinstance(head := datum.items[0], Symbol)):
        return True
    return head.name in WORDS or head.name[:1].isupper() or scope.lookup(type_of_name(head)) is not None


def with_row(type: Syntax, effects: Braces) -> Syntax:
    """The type of a procedure with a row of effects that stands before it: ``(-> {Effects} argument ... result)``.

    Raises:
        SyntaxError: it is no type of a procedure, or has a row already.
    """
    if isinstance(type, List) and len(type.items) > 1:
        head, *rest = type.items
        if is_symbol(head, "->") and not isinstance(rest[0], Braces):
            return replace(type, items=(head, effects, *rest))
        if is_symbol(head, "forall") and len(rest) > 1:
            return replace(type, items=(head, rest[0], with_row(rest[1], effects), *rest[2:]))
        if is_symbol(rest[0], "where"):
            return replace(type, items=(with_row(head, effects), *rest))
    raise diagnostics.SyntaxError.at(
        Code.MISPLACED_ROW,
        effects.span,
        "a row of effects stands before the type of a procedure here, (-> argument ... result)",
        labels=[diagnostics.Label(type.span, "this is another type, or has a row already")],
    )
