"""Assertions: conditions that the program checks while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.emit import ir
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.values import UNSPECIFIED, Static, Term, Text, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@builtin("(assert condition [message])")
def assertion(el: Elaborator, call: Call) -> Value:
    """Stops the program with the message unless the condition, or every element of it, is true.

    Raises:
        NumericalError: the condition is known to be false.
        TypeError: it is not a truth value.
    """
    condition, message = call[0], _message(call)
    if isinstance(condition, Static) and isinstance(condition.value, bool):
        if condition.value:
            return UNSPECIFIED
        raise diagnostics.NumericalError.at(
            Code.FAILED_ASSERTION, call.span, message, caret="this is known to be false"
        )
    if not isinstance(condition, Term) or not condition.type.dtype.is_boolean:
        raise call.type_error(
            Code.TRUTH_VALUE_EXPECTED, f"the condition should be a truth value but is {describe(condition)}"
        )
    text = ir.string_attribute(f"{call.span}: {message}")
    el.builder.emit("eshkol.assert", (condition.value,), (), {"message": text})
    return UNSPECIFIED


def _message(call: Call) -> str:
    message = call.get("message")
    if message is None:
        return f"assertion failed: {call.span_of(0).text.splitlines()[0]}"
    if not isinstance(message, Text):
        raise call.type_error(
            Code.STRING_EXPECTED, f"the message should be a string but is {describe(message)}"
        )
    return message.value
