"""The reader against a parser that lark generates from the same grammar.

The reader follows the rules of ``grammar.lark`` with a stack of its own; here
lark's LALR parser reads the same tokens by the rules themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from eshkol_mlir.reader.grammar import TERMINALS, digest, grammar_text, terminals, terminals_of_grammar
from eshkol_mlir.reader.lexer import CLOSERS, OPENERS, scan
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import Syntax
from hypothesis import assume, given
from hypothesis import strategies as st
from lark import Lark, Token
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer
from reader_support import data, fixed, read_text


class Scanner(Lexer):
    """Lets lark's parser read the tokens of the reader."""

    def __init__(self, configuration: Any) -> None:
        pass

    def lex(self, text: Any, parser_state: Any = None) -> Iterator[Token]:
        for kind, start, end in scan(text):
            if kind not in ("END_OF_TEXT", "DIRECTIVE"):
                yield Token(kind, text[start:end])


PARSER = Lark(grammar_text(), start="start", parser="lalr", lexer=Scanner)


def by_rules(text: str) -> bool:
    try:
        PARSER.parse(text)
    except UnexpectedInput:
        return False
    return True


def by_reader(text: str) -> bool:
    try:
        read_text(text)
    except EshkolSyntaxError:
        return False
    return True


@fixed
@given(st.lists(data, max_size=3))
def test_the_rules_accept_what_the_reader_accepts(values: list[Syntax]) -> None:
    text = " ".join(map(write_datum, values))
    # A comma ends a number only there, which the scanner alone does not know.
    assume("#tensor(shape: (), data:" not in text)
    assert by_rules(text)


# No dots, labels, arrays and atoms with a meaning to check: for the rest the rules say everything.
STRUCTURE = ["(", ")", "[", "]", "{", "}", "#(", "'", "`", ",", ",@", "#'", "#;", "a", "1", ":k", "|0>"]
GENERIC = ["v<a", ",", ">", "(", ")", "b", "3", "v<"]


@fixed
@given(st.lists(st.sampled_from(STRUCTURE), max_size=8).map(" ".join))
def test_both_accept_the_same_structure(text: str) -> None:
    assert by_rules(text) == by_reader(text)


@fixed
@given(st.lists(st.sampled_from(GENERIC), max_size=8).map("".join))
def test_both_accept_the_same_generic_types(text: str) -> None:
    assert by_rules(text) == by_reader(text)


@pytest.mark.parametrize(
    "text",
    [
        "(. f . g) (a . b) (. f #;x)",
        "#tensor(shape: (2 2), data: ((1 2) (3 4)))",
        "#tensor(#;c shape: (1) #;c data: (1) #;c)",
        "#f64mat((1.0 2.0) (3.0 4.0)) #u8(1 2) #0=(a . #0#)",
        "(: f vector<vector<f64>, (* 2 n)>) (|> x f) 16GB",
    ],
)
def test_both_accept(text: str) -> None:
    assert by_reader(text)
    assert by_rules(text)


def test_every_bracket_of_the_grammar_is_matched_by_the_scanner() -> None:
    names = set(terminals())
    assert {name for name in names if name.startswith("OPEN")} == set(OPENERS) - {"GENERIC_HEAD"}
    assert {name for name in names if name.startswith("CLOSE")} == CLOSERS - {"GENERIC_CLOSE"}


def test_the_kept_terminals_are_those_of_the_grammar() -> None:
    """Otherwise, run ``tools/update_terminals.py``."""
    assert json.loads(TERMINALS.read_text("utf-8")) == {
        "grammar": digest(grammar_text()),
        "terminals": terminals_of_grammar(),
    }
    assert list(terminals()) == list(terminals_of_grammar())
