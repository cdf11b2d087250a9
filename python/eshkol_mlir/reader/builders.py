"""From what stood between an opener and its closer to a datum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.reader.frames import Frame
from eshkol_mlir.reader.syntax import (
    Braces,
    Bytevector,
    GenericType,
    List,
    Number,
    Syntax,
    TypedArray,
    Vector,
)
from eshkol_mlir.reader.typed_arrays import build_array, build_tensor


def dotted_list(frame: Frame, span: Span, is_tail: bool) -> List:
    """``(a . b)``; ``(a . (b))`` is ``(a b)``, R7RS 2.4.

    ``is_tail`` says that the list is itself the tail of another, which then
    takes all of it at once: a long chain takes linear time.
    """
    items, tail = frame.items[: frame.mark], frame.items[frame.mark :]
    if not tail:
        raise diagnostics.SyntaxError.at(Code.MISPLACED_DOT, _last(span), "nothing follows the dot")
    if len(tail) > 1:
        raise diagnostics.SyntaxError.at(
            Code.MISPLACED_DOT, tail[1].span, "only one datum may follow the dot"
        )
    bracket = _bracket(frame)
    rest: Syntax | None = tail[0]
    while not is_tail and isinstance(rest, List) and rest.bracket == "(":
        items += rest.items
        rest = rest.tail
    return List(tuple(items), span, rest, bracket)


def _bracket(frame: Frame) -> Literal["(", "["]:
    return "[" if frame.kind == "OPEN_BRACKET" else "("


def _last(span: Span) -> Span:
    return Span(span.source, span.end - 1, span.end)


def _list(frame: Frame, span: Span) -> Syntax:
    return List(tuple(frame.items), span, None, _bracket(frame))


def _bytevector(frame: Frame, span: Span) -> Syntax:
    for item in frame.items:
        if not isinstance(item, Number) or not isinstance(item.value, int) or not 0 <= item.value < 256:
            message = "an element of a bytevector is an integer from 0 to 255"
            raise diagnostics.SyntaxError.at(Code.BYTEVECTOR_ELEMENT, item.span, message)
    values = (item.value for item in frame.items if isinstance(item, Number))
    return Bytevector(bytes(value for value in values if isinstance(value, int)), span)


def _typed_array(frame: Frame, span: Span) -> TypedArray:
    return build_array(frame.span(span.source).text, frame.items, span)


def _tensor(frame: Frame, span: Span) -> TypedArray:
    if frame.mark == len(frame.items):
        raise diagnostics.SyntaxError.at(Code.TENSOR_CLAUSES, _last(span), "nothing follows the comma")
    return build_tensor(frame.items, span)


def separate_clauses(frame: Frame, comma: Span) -> None:
    """A comma between the clauses of a tensor literal."""
    if len(frame.items) % 2 == 1 or frame.mark == len(frame.items) or not frame.items:
        raise diagnostics.SyntaxError.at(
            Code.TENSOR_CLAUSES, comma, "no clause of the tensor literal comes before this comma"
        )
    frame.mark = len(frame.items)


def no_argument(frame: Frame, span: Span) -> EshkolError:
    """Something in angle brackets that is no argument."""
    labels = [Label(frame.span(span.source), "in this generic type")]
    return diagnostics.SyntaxError.at(
        Code.GENERIC_ARGUMENTS, span, "expected a type or a dimension", labels=labels
    )


def separate_arguments(frame: Frame, span: Span) -> None:
    """A comma or the end after an argument of a generic type."""
    expected = frame.mark + 1
    if len(frame.items) < expected:
        message = f"expected a type or a dimension before `{span.text}`"
        raise diagnostics.SyntaxError.at(Code.GENERIC_ARGUMENTS, span, message)
    if len(frame.items) > expected:
        message = "the arguments of a generic type are separated by commas"
        raise diagnostics.SyntaxError.at(
            Code.GENERIC_ARGUMENTS, frame.items[expected].span, message, caret="no comma before this"
        )
    frame.mark += 1


def _generic(frame: Frame, span: Span) -> Syntax:
    separate_arguments(frame, _last(span))
    return GenericType(frame.span(span.source).text[:-1], tuple(frame.items), span)


BUILDERS: dict[str, Callable[[Frame, Span], Syntax]] = {
    "OPEN": _list,
    "OPEN_BRACKET": _list,
    "OPEN_BRACE": lambda frame, span: Braces(tuple(frame.items), span),
    "OPEN_VECTOR": lambda frame, span: Vector(tuple(frame.items), span),
    "OPEN_BYTES": _bytevector,
    "OPEN_ARRAY": _typed_array,
    "OPEN_TENSOR": _tensor,
    "GENERIC_HEAD": _generic,
}
