"""What is shown for text that cannot be read: ``errors.txt`` holds sources and their diagnostics."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from eshkol_mlir.reader.reader import MAX_PROBLEMS
from reader_support import read_text


def _snapshots() -> list[tuple[str, str]]:
    text = Path(__file__).with_name("errors.txt").read_text("utf-8")
    blocks = [block.split("\n", 1) for block in text.rstrip("\n").split("\n\n")]
    return [(ast.literal_eval(head.removeprefix("source: ")), shown) for head, shown in blocks]


def _error(text: str) -> EshkolSyntaxError:
    with pytest.raises(EshkolSyntaxError) as caught:
        read_text(text)
    return caught.value


SNAPSHOTS = _snapshots()


@pytest.mark.parametrize(("text", "shown"), SNAPSHOTS, ids=[ascii(text) for text, _ in SNAPSHOTS])
def test_diagnostic(text: str, shown: str) -> None:
    assert str(_error(text)).replace("test.esk:", "t.esk:") == shown


def test_an_unclosed_parenthesis_is_shown_where_it_opens() -> None:
    assert str(_error("(define x\n  (list 1 2)\n\n(define y 3)\n")) == "\n".join(
        [
            "test.esk:1:1: error[E0101]: SyntaxError: `(` is never closed",
            "  |",
            "1 | (define x",
            "  | ^ opened here",
            ".",
            "4 | (define y 3)",
            "  | - this still stands inside it",
            "  = help: add `)` before line 4",
        ]
    )


def test_the_innermost_parenthesis_is_shown_where_indentation_says_nothing() -> None:
    (diagnostic,) = _error("(a (b\n      (c)\n      (d").diagnostics
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (3, 7)


def test_a_mismatch_shows_both_places() -> None:
    (diagnostic,) = _error("(let ([x 1)\n  x)").diagnostics
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (1, 11)
    assert [label.span.column for label in diagnostic.labels] == [7]


def test_independent_errors_are_reported_together() -> None:
    diagnostics = _error('(12a "\\q" #\\foo)').diagnostics
    assert [each.span.column for each in diagnostics if each.span] == [2, 7, 11]


def test_an_error_of_structure_comes_with_those_before_it() -> None:
    diagnostics = _error("(f 12a").diagnostics
    assert [each.span.column for each in diagnostics if each.span] == [4, 1]


def test_no_more_errors_are_reported_than_fit_a_screen() -> None:
    error = _error("12a " * 100)
    assert len(error.diagnostics) == MAX_PROBLEMS
    assert len(str(error).splitlines()) <= 25


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\x01b", "the control character U+0001 cannot stand in a program"),
        ("a\x00", "the control character U+0000 cannot stand in a program"),
        ("\ud800", "U+D800 is a surrogate"),
        ('"\udfff"', "U+DFFF is a surrogate"),
        ("#\\\x07x", "unknown character name"),
        ("a" * 100 + "\\", "`\\` cannot stand in a name"),
    ],
)
def test_text_with_characters_that_cannot_be_shown(text: str, message: str) -> None:
    assert message in _error(text).diagnostics[0].message


def test_a_long_token_is_shown_shortened() -> None:
    message = _error("1" * 5000 + "x").diagnostics[0].message
    assert message == "`" + "1" * 37 + "...` is not a number"
