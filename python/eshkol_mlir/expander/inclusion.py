"""``include`` and ``include-ci``: the forms of other files."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import EshkolError, Label, Source, Span
from eshkol_mlir.expander.nesting import check_nesting
from eshkol_mlir.expander.parse import malformed
from eshkol_mlir.reader.syntax import List, String, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander


def included_forms(expander: Expander, form: List) -> list[Syntax]:
    """The data of the files that ``(include "file" ...)`` names, relative to the file that it stands in.

    Raises:
        FileError: a file cannot be read.
        SyntaxError: the form is malformed, a file is no sequence of data, or it includes itself.
    """
    head = form.items[0]
    name = getattr(head, "name", "include")
    syntax = f'({name} "file" ...)'
    if len(form.items) < 2 or form.tail is not None:
        raise malformed(form, syntax)
    found: list[Syntax] = []
    for item in form.items[1:]:
        if not isinstance(item, String):
            raise malformed(form, syntax, "a file is named by a string")
        found += _read_file(expander, item, folds_case=name == "include-ci")
    return found


def _read_file(expander: Expander, item: String, folds_case: bool) -> list[Syntax]:
    from eshkol_mlir.reader import load_source, read

    includer = item.span.source
    path = resolved(item.value, includer)
    inclusions = expander.modules.inclusions
    around: Source | None = includer
    while around is not None:
        outer = inclusions.get(around)
        if PurePath(around.name) == PurePath(path):
            raise diagnostics.SyntaxError.at(
                item.span,
                f"the file {path} includes itself",
                labels=[Label(outer[1], "it is included here")] if outer else [],
            )
        around = outer[0] if outer else None
    try:
        source = load_source(path)
    except diagnostics.FileError as error:
        raise _at(error, item.span) from None
    inclusions[source] = (includer, item.span)
    expander.modules.reads.included[path] = source
    forms = read(source, folds_case=folds_case)
    for form in forms:
        check_nesting(form)
    return forms


def resolved(name: str, includer: Source) -> str:
    """The path of a file that another names; a text that is no file stands in the current folder."""
    is_file = not includer.name.startswith("<")
    return str(PurePath(includer.name).parent / name) if is_file else name


def _at(error: EshkolError, span: Span) -> EshkolError:
    from dataclasses import replace

    return type(error)([replace(diagnostic, span=span) for diagnostic in error.diagnostics])
