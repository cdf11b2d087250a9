"""What is wrong with the effects of a program, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.expander.core import Binding, Core, Lambda
from eshkol_mlir.types.effects.rows import DeclaredRow, Effect, shown
from eshkol_mlir.types.effects.values import Cause, Row, Value

#: What may not happen while a procedure is differentiated, batched or compiled.
_OUTSIDE = (Effect.IO, Effect.STATE)
#: Calls on the way to an effect that a message names.
_MAX_PATH = 6


class Checks:
    """Collects errors: those of one evaluation take the place of those of the one before it."""

    def __init__(self) -> None:
        self._found: dict[tuple[Code, Span], EshkolError] = {}
        self._current: dict[tuple[Code, Span], EshkolError] = {}

    def restart(self) -> None:
        self._current = {}

    def keep(self) -> None:
        self._found |= self._current

    @property
    def errors(self) -> list[EshkolError]:
        """Each mistake once, in the order in which they are found."""
        return list(self._found.values())

    def _report(
        self,
        code: Code,
        span: Span,
        message: str,
        cause: Cause | None,
        label: Label,
        help: str,
        caret: str = "",
    ) -> None:
        labels = [] if label.span == span else [label]
        path = list(outside_of_library(cause))
        if path and path[-1].span != span:
            labels.append(Label(path[-1].span, path[-1].what))
        # A single step is the label.
        notes = [f"there {step.what}, at {step.span}" for step in _shortened(path)] if len(path) > 1 else []
        error = diagnostics.TypeError.at(
            code, span, message, caret=caret, labels=labels, notes=notes, help=[help]
        )
        self._current.setdefault((code, span), error)

    def procedure(
        self, node: Lambda, row: Row, declared: DeclaredRow, variables: Mapping[str, Cause]
    ) -> None:
        """A procedure does what its row does not have; ``variables`` are row variables that it lacks."""
        name = f"`{node.name}`" if node.name else "this procedure"
        label = Label(declared.span, "its row")
        needed = shown(declared.effects | row.visible().keys(), sorted(declared.variables | variables.keys()))
        help = f"declare {needed}"
        for effect, cause in row.visible().items():
            if effect not in declared.effects:
                message = f"{name} has the effect {effect}, which is not in its row {declared}"
                self._report(
                    Code.UNDECLARED_EFFECT, cause.span, message, cause.inner, label, help, cause.what
                )
        for variable, cause in variables.items():
            message = f"{name} has the effects `{variable}` of a procedure that it gets, which are not in its row {declared}"
            self._report(Code.UNDECLARED_ROW_VARIABLE, cause.span, message, None, label, help, cause.what)

    def argument(self, row: Row, declared: DeclaredRow, binding: Binding, callee: str, span: Span) -> None:
        """A procedure is passed that does what the row of a parameter does not have."""
        for effect, cause in row.visible().items():
            if effect not in declared.effects:
                message = (
                    f"the procedure that {f'`{callee}`' if callee else 'this one'} gets as `{binding.name}` has the effect {effect}, "
                    f"which is not in the row {declared} of this parameter"
                )
                help = f"declare {shown(declared.effects | row.visible().keys())} there, or a row variable"
                self._report(
                    Code.ARGUMENT_EFFECT, span, message, cause, Label(declared.span, "declared here"), help
                )

    def value(self, row: Row, declared: DeclaredRow, what: str, span: Span) -> None:
        """A procedure is the value of something whose type has a row without what it does."""
        for effect, cause in row.visible().items():
            if effect not in declared.effects:
                self._report(
                    Code.VALUE_EFFECT,
                    span,
                    f"{what} is a procedure with the effect {effect}, which is not in the row {declared} of its type",
                    cause,
                    Label(declared.span, "declared here"),
                    f"declare {shown(declared.effects | row.visible().keys())}",
                )

    def pure(self, row: Row, value: Value, demand: Cause, node: Core) -> None:
        """A procedure is transformed that does something outside of it."""
        names = [f"`{procedure.name}`" for procedure in value.procedures.values() if procedure.name]
        steps = list(outside_of_library(demand))
        if not steps:
            # In the library itself.
            return
        transformation = steps[-1].what.removesuffix(" is called")
        for effect, cause in row.visible().items():
            if effect in _OUTSIDE:
                self._report(
                    Code.EFFECT_IN_PURE_CONTEXT,
                    node.span,
                    f"{transformation} takes a procedure without IO and State, but {names[0] if names else 'this one'} has the effect {effect}",
                    cause,
                    Label(steps[-1].span, f"{transformation} is called"),
                    "return what it should print or keep, and do that outside",
                )


def outside_of_library(cause: Cause | None) -> Iterator[Cause]:
    """The steps that lead to an effect, but for those inside of the library."""
    while cause is not None:
        if not cause.span.source.name.startswith("<library>"):
            yield cause
        cause = cause.inner


def _shortened(path: list[Cause]) -> list[Cause]:
    return path if len(path) <= _MAX_PATH else [*path[: _MAX_PATH - 1], path[-1]]
