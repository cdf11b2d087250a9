"""What is wrong with the use of linear values, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, Label, Span
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.linear.model import Type, Variable, render

if TYPE_CHECKING:
    from eshkol_mlir.types.linear.uses import Mismatch, Target

MAX_ERRORS = 20


class Reports:
    """Collects errors, each once."""

    def __init__(self) -> None:
        self._found: dict[tuple[Code, Span], Diagnostic] = {}

    def raise_all(self) -> None:
        """Raises an error with all that is wrong, by place.

        Raises:
            TypeError: there is something.
        """
        found = sorted(
            self._found.values(), key=lambda d: (d.span.source.name, d.span.start) if d.span else ("", -1)
        )
        if found:
            raise diagnostics.TypeError(found[:MAX_ERRORS])

    def _add(
        self,
        code: Code,
        span: Span,
        message: str,
        *,
        caret: str = "",
        labels: Sequence[Label] = (),
        notes: Sequence[str] = (),
        help: Sequence[str] = (),
    ) -> None:
        elsewhere = [label for label in labels if label.span != span]
        found = Diagnostic(code, "TypeError", message, span, caret, elsewhere, notes, help)
        self._found.setdefault((code, span), found)

    # Uses ----------------------------------------------------------------------------

    def twice(self, target: Target, span: Span, earlier: Span) -> None:
        self._add(
            Code.QUBIT_USED_TWICE,
            span,
            f"{target.shown} is used a second time here",
            labels=[*_bound(target), Label(earlier, "used here first")],
            help=["use the result of its first use instead: a qubit that a procedure has got is gone"],
        )

    def unused(self, target: Target, type: Type) -> None:
        self._add(
            Code.QUBIT_UNUSED,
            target.place.span,
            f"{target.shown} of type {render(type)} is never used",
            help=["return it, or give it to a procedure that takes it"],
        )

    def discarded(self, span: Span, type: Type, where: str) -> None:
        self._add(
            Code.QUBIT_DISCARDED,
            span,
            f"this value of type {render(type)} is lost: {where}",
            help=["bind it by `let` or `let-values`, and use what it is bound to"],
        )

    def in_one_branch(self, target: Target, mismatch: Mismatch, lacking: Span | None, form: Span) -> None:
        """``lacking`` is the branch without the use; None where the form has no such branch."""
        self._add(
            Code.QUBIT_IN_ONE_BRANCH,
            lacking or form,
            f"{target.shown} is used in one branch, but not in the other",
            caret="not used here" if lacking is not None else "not used where the test fails",
            labels=[*_bound(target), Label(mismatch.used, "used here")],
            help=["use it in both: where nothing is to be done with it, let it be the result"],
        )

    def maybe_evaluated(self, target: Target, mismatch: Mismatch, form: str) -> None:
        self._add(
            Code.QUBIT_IN_ONE_BRANCH,
            mismatch.used,
            f"{target.shown} is used in a part of `{form}` that may not be evaluated",
            labels=_bound(target),
            help=[f"use it before, or write `if` in place of `{form}`, and use it in both branches"],
        )

    def in_loop(self, target: Target, span: Span, loop: Span) -> None:
        self._add(
            Code.QUBIT_IN_LOOP,
            span,
            f"{target.shown} is used in a loop, which may come here more than once, or never",
            labels=[*_bound(target), Label(loop, "the loop")],
            help=["make it a variable of the loop, which each round gives to the next"],
        )

    def captured(self, target: Target, span: Span, procedure: Span) -> None:
        self._add(
            Code.QUBIT_CAPTURED,
            span,
            f"{target.shown} is used in a procedure that may be called more than once, or never",
            labels=[*_bound(target), Label(procedure, "the procedure")],
            help=["give it to the procedure as an argument"],
        )

    def assigned(self, name: str, span: Span, type: Type, bound: Span | None) -> None:
        self._add(
            Code.QUBIT_ASSIGNED,
            span,
            f"`{name}` of type {render(type)} is assigned, which loses the value that it has",
            labels=[] if bound is None else [Label(bound, "bound here")],
            help=["bind the new value by `let`, under the same name or another one"],
        )

    def reentry(self, target: Target, span: Span, name: str) -> None:
        self._add(
            Code.QUBIT_REENTERED,
            span,
            f"`{name}` keeps what follows, where {target.shown} is still to be used, and it may be continued more than once",
            labels=_bound(target),
            help=["use the qubit before, or take the continuation in a procedure without qubits"],
        )

    # Types ---------------------------------------------------------------------------

    def leaves(
        self, subject: str, span: Span, found: Type, wanted: Type, declared: Span | None = None
    ) -> None:
        """A linear value goes where nothing looks after its use."""
        is_unknown = render(wanted) == "any"
        note = "only what is declared to be a qubit is known to be used once"
        if isinstance(wanted, Variable):
            note = "a type variable stands for types without qubits, whose values may be used any number of times"
        instead = "no type that says so" if is_unknown else f"the type {render(wanted)}"
        self._add(
            Code.QUBIT_LEAVES,
            span,
            f"{subject} gets a value of type {render(found)}, but has {instead}",
            labels=[] if declared is None else [Label(declared, "declared here")],
            notes=[note],
            help=[f"declare its type, {render(found)}, or give it something else"],
        )

    def language(self, name: str, span: Span, found: Type) -> None:
        """The same for a procedure of the language."""
        self._add(
            Code.QUBIT_LEAVES,
            span,
            f"`{name}` takes no value of type {render(found)}, which it may copy or lose",
            help=["records and unions hold qubits, procedures with declared types take and return them"],
        )

    def tested(self, span: Span, found: Type) -> None:
        self._add(
            Code.QUBIT_LEAVES,
            span,
            f"a value of type {render(found)} is no truth value, and lost where it is tested",
            help=["measure it, and test the result"],
        )

    def differs(self, subject: str, span: Span, found: Type, wanted: Type, declared: Span | None) -> None:
        self._add(
            Code.LINEAR_TYPES_DIFFER,
            span,
            f"{subject} should be of type {render(wanted)}, but is of type {render(found)}",
            labels=[] if declared is None else [Label(declared, "declared here")],
        )

    def procedure(
        self, subject: str, span: Span, found: Type, wanted: Type, declared: Span | None, *, is_given: bool
    ) -> None:
        """A procedure is not what is declared; ``is_given`` tells whether that takes linear values."""
        what = "nothing is known of its type" if render(found) == "any" else f"is a {render(found)}"
        self._add(
            Code.PROCEDURE_OF_QUBITS,
            span,
            f"{subject} should be a {render(wanted)}, but {what}",
            labels=[] if declared is None else [Label(declared, "declared here")],
            notes=[]
            if is_given
            else ["what calls it does not know of the qubits, and may copy or lose them"],
            help=["declare the types of the procedure, or give a lambda expression"]
            if is_given
            else ["declare the types of what calls it with `qubit` in them"],
        )

    def container(self, written: Syntax, span: Span) -> None:
        self._add(
            Code.CONTAINER_OF_QUBITS,
            span,
            f"{written.span.text} would be used any number of times, and its qubits with it",
            help=["records and unions do: (define-type Pair (Record [left : qubit] [right : qubit]))"],
        )

    def top_level(self, binding: Binding, span: Span, type: Type) -> None:
        self._add(
            Code.QUBIT_AT_TOP_LEVEL,
            span,
            f"`{binding.name}` of type {render(type)} is a variable of the whole program, which anything may use",
            help=["bind it by `let` in the expression or the procedure that uses it"],
        )

    def undeclared_result(self, name: str, span: Span, type: Type) -> None:
        self._add(
            Code.QUBIT_LEAVES,
            span,
            f"the result of `{name}`, which calls itself, is of type {render(type)}, but not declared",
            help=[f"declare it: (define ({name} ...) : {render(type)} ...)"],
        )

    def transformed(self, name: str, span: Span, type: Type) -> None:
        self._add(
            Code.QUBIT_TRANSFORMED,
            span,
            f"`{name}` evaluates a procedure in other ways than calling it once, which this {render(type)} does not allow",
            help=["transform a procedure of numbers, which gets its qubits and measures them inside"],
        )


def _bound(target: Target) -> list[Label]:
    return [Label(target.place.span, "bound here")]
