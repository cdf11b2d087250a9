"""What is found of expressions, what is expected of them, and what is said where these contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, Label, Span
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.annotations import dimension_names
from eshkol_mlir.types.gradual.model import (
    ANY,
    CHAR,
    FLOAT32,
    FLOAT64,
    INTEGER,
    NOTHING,
    NUMBERS,
    STRING,
    SYMBOL,
    Forall,
    ListOf,
    PairOf,
    Procedure,
    Rigid,
    TensorOf,
    Type,
    Variable,
    VectorOf,
    described,
    is_dynamic,
    render,
)  # fmt: skip
from eshkol_mlir.types.gradual.relations import Match, erased, is_subtype, opened


@dataclass(frozen=True, slots=True)
class Origin:
    """The declaration that a type comes from: its place, and what it declares."""

    span: Span
    text: str

    def label(self) -> Label:
        return Label(self.span, self.text)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A test that the value of a variable has failed.

    Attributes:
        test: the predicate.
        types: what the value is none of, therefore.
        span: where the test is.
    """

    test: str | Binding
    types: tuple[Type, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of the value of an expression.

    Attributes:
        type: its type.
        origin: the declaration that the type comes from, if it comes from one.
        checked: whether the outermost part of the type holds for sure, so that no check of it is needed.
        returns: whether that holds of what a procedure returns as well.
        excluded: of a variable, what tests have told that it is not.
    """

    type: Type
    origin: Origin | None = None
    checked: bool = False
    returns: bool = False
    excluded: tuple[Excluded, ...] = ()

    def proves(self, expected: Type) -> bool:
        """Whether the value needs no check against a declared type."""
        if self.type == NOTHING:
            return True
        sure = self.checked
        if isinstance(expected, Forall):
            expected = erased(opened(expected))
        if isinstance(expected, Procedure) and not isinstance(expected.result, Variable):
            sure = self.returns or is_dynamic(expected.result)
        return sure and is_subtype(self.type, expected)


#: Of values that nothing is known of.
UNKNOWN = Found(ANY)


@dataclass(frozen=True, slots=True)
class Expected:
    """What an expression must be.

    Attributes:
        type: its type, in which variables are those of ``match``.
        code: of the error if it is not.
        subject: what must be of the type: "argument 1 (s) of `f`".
        origin: the declaration that asks for it; None where the language does.
        match: what variables stand for.
        deciding: the declarations that what variables stand for comes from.
        use: of a parameter without a declared type, what is done with it.
    """

    type: Type
    code: Code
    subject: str
    origin: Origin | None = None
    match: Match = field(default_factory=Match)
    deciding: list[Origin] = field(default_factory=list)
    use: Origin | None = None

    def fits(self, found: Found) -> bool:
        """Whether what is found may be what is expected; of a declaration that decides, notes the place."""
        before = len(self.match.types) + len(self.match.limits)
        fits = self.match.fits(found.type, self.type)
        if len(self.match.types) + len(self.match.limits) > before and found.origin is not None:
            self.deciding.append(found.origin)
        return fits


def contradiction(expected: Expected, found: Found, span: Span) -> Diagnostic:
    """The error that an expression can never be what is expected of it."""
    wanted = expected.match.shown(expected.type)
    labels = [
        origin.label()
        for origin in dict.fromkeys((expected.origin, expected.use, *expected.deciding, found.origin))
        if origin is not None
    ]
    if isinstance(wanted, Rigid) or isinstance(found.type, Rigid):
        return _of_variable(expected, wanted, found, span, labels)
    if expected.match.mismatch is not None and not expected.match.joins:
        name, before, now = expected.match.mismatch
        return Diagnostic(
            Code.VARIABLE_STANDS_FOR_TWO, "TypeError",
            f"{expected.subject} makes `{name}` {described(now)}, but it is {described(before)} already",
            span, render(found.type), _elsewhere(labels, span),
            notes=[f"a type variable stands for one type in each call, and {render(expected.type)} has `{name}`"],
        )  # fmt: skip
    return Diagnostic(
        expected.code, "TypeError",
        f"{expected.subject} should be {described(wanted)}, but is {described(found.type)}",
        span, "", _elsewhere(labels, span), _sizes(expected.match, wanted), help=conversions(found.type, wanted),
    )  # fmt: skip


def excluded_use(expected: Expected, tests: Sequence[Excluded], span: Span) -> Diagnostic:
    """The error that a value is used as what tests have found it not to be."""
    labels = [origin.label() for origin in (expected.origin, expected.use) if origin is not None]
    labels += [Label(test.span, "it has failed this test") for test in tests]
    wanted = expected.match.shown(expected.type)
    message = f"{expected.subject} should be {described(wanted)}, but is none"
    return Diagnostic(expected.code, "TypeError", message, span, "", _elsewhere(labels, span))


def _sizes(match: Match, wanted: Type) -> list[str]:
    """What is known of the dimension variables of a tensor's type."""
    shape = wanted.shape if isinstance(wanted, TensorOf) and wanted.shape is not None else ()
    names = dict.fromkeys(name for size in shape for name in dimension_names(size))
    return [f"{name} is {match.sizes[name]} in this call" for name in names if name in match.sizes]


def _of_variable(
    expected: Expected, wanted: Type, found: Found, span: Span, labels: Sequence[Label]
) -> Diagnostic:
    message = f"{expected.subject} should be {described(wanted)}, but is {described(found.type)}"
    variables = [type.name for type in (wanted, found.type) if isinstance(type, Rigid)]
    if len(variables) == 2:
        note = f"`{variables[0]}` and `{variables[1]}` may stand for different types"
    else:
        note = f"`{variables[0]}` stands for any type that a caller chooses"
    return Diagnostic(Code.RIGID_VARIABLE, "TypeError", message, span, "", _elsewhere(labels, span), [note])


def _elsewhere(labels: Sequence[Label], span: Span) -> list[Label]:
    """Labels that do not repeat what the caret shows."""
    return [label for label in labels if label.span != span]


def conversions(found: Type, wanted: Type) -> list[str]:
    """How a value of one type becomes one of another."""
    if wanted == STRING:
        for type, name in ((SYMBOL, "symbol->string"), (CHAR, "string")):
            if found == type:
                return [f"convert it: ({name} ...)"]
        return ["convert it: (number->string ...)"] if found in NUMBERS else []
    if found == STRING:
        if wanted == SYMBOL:
            return ["convert it: (string->symbol ...)"]
        return ["convert it: (string->number ...)"] if wanted in NUMBERS else []
    if wanted == INTEGER and found in (FLOAT32, FLOAT64):
        return ["convert it: (exact (round ...))"]
    if isinstance(wanted, ListOf) and isinstance(found, VectorOf):
        return ["convert it: (vector->list ...)"]
    if isinstance(wanted, VectorOf) and isinstance(found, ListOf | PairOf):
        return ["convert it: (list->vector ...)"]
    return []


def wrong_count(name: str, takes: str, count: int, span: Span, origin: Origin | None) -> Diagnostic:
    return Diagnostic(
        Code.DECLARED_ARGUMENTS, "ArityError", f"{name} takes {takes} but gets {count}", span, "",
        [] if origin is None else [origin.label()],
    )  # fmt: skip


def counted(least: int, greatest: int | None) -> str:
    """``2 arguments``, ``1 to 3 arguments``, ``at least 1 argument``."""
    if greatest is None:
        return f"at least {least} argument{'s'[: least != 1]}"
    many = str(least) if least == greatest else f"{least} to {greatest}"
    return f"{many} argument{'s'[: greatest != 1]}"


def by_place(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is found, in the order of the text, without what is said twice."""
    unique = {(d.message, d.span): d for d in found}
    return sorted(unique.values(), key=lambda d: (d.span.source.name, d.span.start) if d.span else ("", -1))


def raise_all(found: Sequence[Diagnostic]) -> None:
    """Raises an error with all that is wrong, by place.

    Raises:
        EshkolError: there is something.
    """
    ordered = by_place(found)
    if ordered:
        raise getattr(diagnostics, ordered[0].kind)(ordered[: diagnostics.MAX_ERRORS])
