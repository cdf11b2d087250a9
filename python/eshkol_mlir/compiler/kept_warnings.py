"""Warnings as fields that an entry of the cache can have, so that a program need not be checked to tell them again.

Places are in a table, each after those that it consists of, as the uses of macros around it may be those of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, ExpandedSpan, Expansion, Label, Severity, Source, Span

#: ``spans`` and ``found``, as lists.
Fields: TypeAlias = "Mapping[str, list[list[Any]]]"


def by_file(warnings: Iterable[Diagnostic]) -> dict[str, Fields]:
    """Warnings as fields, by the files that they are of."""
    found: dict[str, list[Diagnostic]] = {}
    for each in warnings:
        found.setdefault(file_of(each), []).append(each)
    return {path: to_fields(each) for path, each in found.items()}


def file_of(warning: Diagnostic) -> str:
    """The name of the text that a warning is of; "" for none."""
    return "" if warning.span is None else warning.span.source.name


def to_fields(warnings: Sequence[Diagnostic]) -> Fields:
    """Warnings as fields."""
    places = _Places()
    found = [
        [
            each.code, each.kind, each.message, places.number(each.span), each.caret,
            [[places.number(label.span), label.text] for label in each.labels],
            list(each.notes), list(each.help), each.severity,
        ]
        for each in warnings
    ]  # fmt: skip
    return {"spans": places.fields, "found": found}


def from_fields(fields: Fields, source: Callable[[str], Source]) -> list[Diagnostic]:
    """The warnings of some fields; ``source`` gives the text of a name.

    Raises:
        ValueError, LookupError, TypeError: there are no such warnings of these texts.
    """
    spans: list[Span] = []
    for name, start, end, *expanded in fields["spans"]:
        text = source(name)
        if not 0 <= start <= end <= len(text.text):
            raise ValueError(f"{name} has no place {start}")
        if expanded:
            template, macro, defined, use, depth = expanded
            expansion = Expansion(macro, spans[defined], spans[use], depth)
            spans.append(ExpandedSpan(text, start, end, spans[template], expansion))
        else:
            spans.append(Span(text, start, end))
    return [_warning(spans, *each) for each in fields["found"]]


def _warning(
    spans: Sequence[Span],
    number: str,
    kind: str,
    message: str,
    place: int | None,
    caret: str,
    labels: Sequence[tuple[int, str]],
    notes: Sequence[str],
    help: Sequence[str],
    severity: str,
) -> Diagnostic:
    code, span = Code(number), None if place is None else spans[place]
    labels_at = [Label(spans[index], text) for index, text in labels]
    return Diagnostic(code, kind, message, span, caret, labels_at, notes, help, Severity(severity))


def source_names(fields: Fields) -> set[str]:
    """The names of the texts that places in warnings are of."""
    return {name for name, *_ in fields["spans"]}


class _Places:
    """A table of places."""

    def __init__(self) -> None:
        self.fields: list[list[Any]] = []
        self._numbers: dict[int, int] = {}

    def number(self, span: Span | None) -> int | None:
        """Where a place is in the table, to which it is added; None for none."""
        if span is None:
            return None
        if id(span) not in self._numbers:
            fields: list[Any] = [span.source.name, span.start, span.end]
            if isinstance(span, ExpandedSpan):
                made = span.expansion
                inner = (
                    self.number(span.template),
                    made.macro,
                    self.number(made.defined),
                    self.number(made.use),
                )
                fields += [*inner, made.depth]
            self._numbers[id(span)] = len(self.fields)
            self.fields.append(fields)
        return self._numbers[id(span)]
