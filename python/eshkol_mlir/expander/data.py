"""Data that programs write: quotations, and vectors, which stand for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import quoted
from eshkol_mlir.expander.maps import check_keys
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import Braces, GenericType, Label, List, Symbol, Syntax, Vector, children


def quoted_data(datum: Syntax, span: Span) -> core.Core:
    """An expression whose value is data that a program has written.

    Raises:
        SyntaxError: a map among them is malformed.
    """
    return quoted(constant(datum, span).value, span)


def constant(datum: Syntax, span: Span) -> core.Constant:
    """Data in a program.

    Raises:
        SyntaxError: a map among them is malformed.
    """
    datum = with_names_of_types(datum)
    for part in _parts(datum):
        if isinstance(part, Braces):
            check_keys(part, part.items[::2])
    return core.Constant(datum, span)


def with_names_of_types(datum: Syntax) -> Syntax:
    """Data in which generic types are symbols: ``vector<float64, 3>`` is the one of this name."""
    return _named(datum) if any(isinstance(part, GenericType) for part in _parts(datum)) else datum


def _named(datum: Syntax) -> Syntax:
    match datum:
        case GenericType():
            return Symbol(write_datum(datum), datum.span)
        case List(items=items, tail=tail):
            return replace(datum, items=tuple(map(_named, items)), tail=tail and _named(tail))
        case Vector(items=items) | Braces(items=items):
            return replace(datum, items=tuple(map(_named, items)))
        case Label(datum=inner):
            return replace(datum, datum=_named(inner))
    return datum


def _parts(datum: Syntax) -> Iterator[Syntax]:
    """A datum and all that is in it."""
    pending = [datum]
    while pending:
        part = pending.pop()
        yield part
        pending += children(part)
