"""From a failure inside IREE's runtime to an error of the language."""

from __future__ import annotations

import re

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import (
    DeviceError,
    EshkolError,
    InternalError,
    Label,
    NumericalError,
    OutOfMemoryError,
    Source,
    Span,
    UnsupportedError,
)

_STATUS = re.compile(
    r"\b(FAILED_PRECONDITION|RESOURCE_EXHAUSTED|INVALID_ARGUMENT|UNAVAILABLE|DATA_LOSS|ABORTED|"
    r"DEADLINE_EXCEEDED|INCOMPATIBLE|INTERNAL|NOT_FOUND|OUT_OF_RANGE|UNIMPLEMENTED|UNKNOWN);\s*"
)

# What --eshkol-lower-assertions appends to the message of a check.
_PLACE = re.compile(r" \[at (?P<file>.+):(?P<line>\d+):(?P<column>\d+)\]$", re.DOTALL)

# What the runtime of the host tier makes of the message of a check in native code.
_NATIVE = re.compile(
    r"(?P<message>.*?)(?:\n  at (?P<file>[^\n]+):(?P<line>\d+):(?P<column>\d+))?\n  (?P<note>found while running on cpu)",
    re.DOTALL,
)
_KINDS_OF_CONDITIONS = {
    "shape-error": diagnostics.ShapeError,
    "type-error": diagnostics.TypeError,
    "arity-error": diagnostics.ArityError,
}

# Checks in a program may say which kind of error they find: "ShapeError: ...".
_KINDS = {
    kind.__name__: kind
    for kind in vars(diagnostics).values()
    if isinstance(kind, type) and issubclass(kind, EshkolError) and kind is not EshkolError
}


def status_and_text(error: BaseException) -> tuple[str, str]:
    """IREE's status code and the message that follows it, without its trace."""
    message = str(error)
    match = _STATUS.search(message)
    if match is None:
        return "", message.strip().splitlines()[0] if message.strip() else type(error).__name__
    text = message[match.end() :]
    text = re.split(r";\s*(?:while |\[|\n|$)", text, maxsplit=1)[0]
    return match.group(1), text.strip()


def call_failure(
    function: str, device: str, error: BaseException, source: Source | None = None
) -> EshkolError:
    """The error for a call that failed inside the module.

    A check of the program keeps its text; a text such as ``ShapeError: ...`` chooses the class.  Its
    place is shown in ``source``, what the module was compiled from, where that is known.
    """
    status, text = status_and_text(error)
    if status == "FAILED_PRECONDITION":
        text, span, notes = _place_of(text, source)
        kind, message = _kind_of(text)
        # An expression that a script displays is a function without a name.
        subject = "" if function.startswith("display.") else f"{function}: "
        return kind.at(
            Code.CHECK_FAILED, span, subject + message, notes=[*notes, f"found while running on {device}"]
        )
    if status == "RESOURCE_EXHAUSTED" or isinstance(error, MemoryError):
        return OutOfMemoryError.at(
            Code.CALL_MEMORY,
            None,
            f"{function}: the device {device} has not enough memory for this call",
            notes=[text],
            help=["pass smaller arrays, or split the work into several calls"],
        )
    if "empty buffer range" in text:
        return UnsupportedError.at(
            Code.EMPTY_ARRAY,
            None,
            f"{function}: {device} cannot work on an empty array whose extents are known only at run time",
            help=["call it on cpu, or give the extents in the function's signature"],
        )
    if status in ("UNAVAILABLE", "DATA_LOSS", "ABORTED", "DEADLINE_EXCEEDED"):
        return DeviceError.at(
            Code.DEVICE_FAILED, None, f"{function}: the device {device} failed", notes=[text]
        )
    return InternalError.at(
        Code.COMPILER_DEFECT,
        None,
        f"{function}: the call failed on {device}",
        notes=[f"{status}: {text}" if status else text],
        help=["please report this with the program that caused it"],
    )


def native_failure(kind: str, text: str, shown: Span) -> EshkolError:
    """The error for a condition of native code, as that of :func:`call_failure`.

    Args:
        kind: of the condition.
        text: its message.
        shown: the expression of the program that is computed.
    """
    error = _KINDS_OF_CONDITIONS.get(kind, NumericalError)
    found = _NATIVE.fullmatch(text)
    if found is None:
        return error.at(Code.CHECK_FAILED, shown, text)
    if found["file"] != shown.source.name:
        place = [] if found["file"] is None else [f"at {found['file']}:{found['line']}:{found['column']}"]
        return error.at(Code.CHECK_FAILED, shown, found["message"], notes=[*place, found["note"]])
    return error.at(
        Code.CHECK_FAILED,
        shown.source.span_at(int(found["line"]), int(found["column"])),
        found["message"],
        labels=[Label(shown, "for what is displayed here")],
        notes=[found["note"]],
    )


def _place_of(text: str, source: Source | None) -> tuple[str, Span | None, list[str]]:
    """A check's message, and its place: in the source, or as a note if it is in another file."""
    found = _PLACE.search(text)
    if found is None:
        return text, None, []
    place = f"{found['file']}:{found['line']}:{found['column']}"
    text = text[: found.start()].removeprefix(f"{place}: ")
    if source is not None and source.name == found["file"]:
        return text, source.span_at(int(found["line"]), int(found["column"])), []
    return text, None, [f"at {place}"]


def _kind_of(text: str) -> tuple[type[EshkolError], str]:
    name, separator, message = text.partition(": ")
    if separator and name in _KINDS:
        return _KINDS[name], message
    return NumericalError, text
