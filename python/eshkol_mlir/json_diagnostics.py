"""Diagnostics as JSON objects, for editors and other tools; docs/language/errors.md describes them."""

from __future__ import annotations

import json
from typing import Any

from eshkol_mlir.diagnostics import Diagnostic, Span, expansion_chain


def to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as plain data."""
    return {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code.value,
        "kind": diagnostic.kind,
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "label": diagnostic.caret,
        "related": [{**_place(label.span), "message": label.text} for label in diagnostic.labels],
        "notes": list(diagnostic.notes),
        "help": list(diagnostic.help),
        "expansions": _expansions(diagnostic.span),
        "rendered": diagnostic.render(),
    }


def to_json_line(diagnostic: Diagnostic) -> str:
    """The same as one line of text, without characters outside of ASCII."""
    return json.dumps(to_json(diagnostic))


def _place(span: Span | None) -> dict[str, Any]:
    """Where something begins and ends; all is null for what has no place."""
    if span is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _expansions(span: Span | None) -> list[dict[str, Any]]:
    """The macro uses that inserted what stands at ``span``, the innermost first."""
    return [
        {
            "macro": inserted.expansion.macro,
            "times": times,
            "defined": _place(inserted.expansion.defined),
            "template": _place(inserted.template),
            "use": _place(inserted.expansion.use),
        }
        for inserted, times in expansion_chain(span)
    ]
