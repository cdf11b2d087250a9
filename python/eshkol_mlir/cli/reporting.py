"""How the tools tell what is wrong: as text for people, or as JSON for other programs."""

from __future__ import annotations

import argparse
import enum
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from eshkol_mlir.diagnostics import Diagnostic, EshkolError


class ErrorFormat(enum.StrEnum):
    TEXT = "text"
    JSON = "json"


OPTION = "--error-format"


def add_error_format(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    parser.add_argument(
        OPTION, dest="error_format", choices=[form.value for form in ErrorFormat], default=ErrorFormat.TEXT.value,
        metavar="FORMAT", help="text, or json: an object for each error, on a line of standard error (default: text)",
    )  # fmt: skip


def error_format(arguments: Sequence[str]) -> ErrorFormat:
    """The format that a command line asks for, which may be wrong itself."""
    chosen = ErrorFormat.TEXT
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, separator, value = argument.partition("=")
        if name == OPTION:
            given = value if separator else "".join(arguments[position + 1 : position + 2])
            chosen = ErrorFormat(given) if given in list(ErrorFormat) else chosen
    return chosen


def uses_colors(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose user has not turned colors off."""
    return stream.isatty() and "NO_COLOR" not in os.environ


def print_error(error: EshkolError, form: ErrorFormat) -> None:
    """Prints all diagnostics of an error on standard error."""
    print_diagnostics(error.diagnostics, form)


def print_diagnostics(diagnostics: Sequence[Diagnostic], form: ErrorFormat) -> None:
    """Prints what is wrong, or may be, on standard error."""
    if form is ErrorFormat.JSON:
        from eshkol_mlir.json_diagnostics import to_json_line

        lines = [to_json_line(diagnostic) for diagnostic in diagnostics]
    else:
        color = uses_colors(sys.stderr)
        lines = [diagnostic.render(color) for diagnostic in diagnostics]
    for line in lines:
        print(line, file=sys.stderr)
