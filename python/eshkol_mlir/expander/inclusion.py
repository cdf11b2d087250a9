"""``include`` and ``include-ci``: the forms of other files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
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
    path = _resolved(item.value, includer)
    inclusions = expander.modules.inclusions
    # Where the files around this place include each other, the innermost first.
    chain = [item.span]
    while not _is_file(chain[-1].source, path):
        outer = inclusions.get(chain[-1].source)
        if outer is None:
            break
        chain.append(outer)
    else:
        raise _cycle(chain)
    try:
        source = load_source(path)
    except diagnostics.FileError as error:
        raise _at(error, item.span) from None
    inclusions[source] = item.span
    expander.modules.reads.included.append(source)
    forms = read(source, folds_case=folds_case)
    for form in forms:
        check_nesting(form)
    return forms


def _is_file(source: Source, path: str) -> bool:
    """Whether a text is that of a file, however its path is written."""
    return source.is_file and os.path.realpath(source.name) == os.path.realpath(path)


def _cycle(chain: list[Span]) -> EshkolError:
    """For a file that includes itself, maybe by way of others, the innermost first."""
    span, *others = chain
    names = [place.source.name for place in reversed(chain)]
    if not others:
        return diagnostics.SyntaxError.at(Code.INCLUDE_CYCLE, span, f"the file {names[0]} includes itself")
    return diagnostics.SyntaxError.at(
        Code.INCLUDE_CYCLE,
        span,
        f"files include each other: {' -> '.join([*names, names[0]])}",
        caret=f"{names[0]} is included here",
        labels=[
            Label(place, f"{inner.source.name} is included here")
            for inner, place in zip(chain[:-1], others, strict=True)
        ][::-1],
    )


def included_twice(inclusions: Mapping[Source, Span], first: Span, again: Span) -> list[Label]:
    """The places that include a file twice, where two spans are one place in it; else none."""
    labels: list[Label] = []
    while first.source is not again.source and str(first) == str(again):
        if first.source not in inclusions or again.source not in inclusions:
            return []
        first, again = inclusions[first.source], inclusions[again.source]
        labels = [Label(first, "the file is first included here"), Label(again, "and here again")]
    return labels


def _resolved(name: str, includer: Source) -> str:
    """The path of a file that another names; a text that is no file stands in the current folder."""
    return str(PurePath(includer.name).parent / name) if includer.is_file else name


def _at(error: EshkolError, span: Span) -> EshkolError:
    return type(error)([replace(diagnostic, span=span) for diagnostic in error.diagnostics])
