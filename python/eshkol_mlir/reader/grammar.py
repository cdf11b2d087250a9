"""The terminals of ``grammar.lark`` as compiled regular expressions.

Lark takes longer to read the grammar than most programs take to be read, so
what it makes of it is in ``terminals.json``, which ``tools/update_terminals.py``
writes.  Where that is of another text of the grammar, lark reads that one.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

TERMINALS = Path(__file__).with_name("terminals.json")
SKIPPED = ("WHITESPACE", "LINE_COMMENT")


def grammar_text() -> str:
    """The text of ``grammar.lark``."""
    return Path(__file__).with_name("grammar.lark").read_text("utf-8")


@functools.cache
def _grammar() -> Lark:
    from lark import Lark
    from lark.lexer import Lexer

    class Unused(Lexer):
        """Keeps lark from compiling a lexer of its own."""

        def __init__(self, configuration: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
            return iter(())

    # The rule `token` reaches every terminal without the tables of a parser.
    return Lark(grammar_text(), start="token", parser="lalr", lexer=Unused)


@functools.cache
def terminals() -> dict[str, str]:
    """The regular expression of each terminal, those to try first coming first."""
    with contextlib.suppress(OSError):
        kept = json.loads(TERMINALS.read_text("utf-8"))
        if kept["grammar"] == digest(grammar_text()):
            found: dict[str, str] = kept["terminals"]
            return found
    return terminals_of_grammar()


def digest(text: str) -> str:
    """What tells one text of the grammar from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def terminals_of_grammar() -> dict[str, str]:
    """The same, as lark reads them."""
    definitions = sorted(_grammar().terminals, key=lambda terminal: -terminal.priority)
    return {definition.name: definition.pattern.to_regexp() for definition in definitions}


@functools.cache
def terminal(name: str) -> re.Pattern[str]:
    """One terminal alone."""
    return re.compile(terminals()[name])


@functools.cache
def data_tokens() -> re.Pattern[str]:
    """Skips what stands between tokens and matches the next one, anywhere but in ``<..>``."""
    return _tokens(name for name in terminals() if not name.startswith("GENERIC_") or name == "GENERIC_HEAD")


@functools.cache
def generic_tokens() -> re.Pattern[str]:
    """The same inside the angle brackets of a generic type."""
    names = ["GENERIC_ATOM", "GENERIC_COMMA", "GENERIC_CLOSE", "BLOCK_COMMENT"]
    openers = ["OPEN", "OPEN_BRACKET", "CLOSE", "CLOSE_BRACKET", "CLOSE_BRACE"]
    return _tokens(["GENERIC_HEAD", *names, *openers])


def _tokens(names: Iterable[str]) -> re.Pattern[str]:
    """Alternatives as named groups, so that ``lastgroup`` is the kind of the token.

    END_OF_TEXT and INVALID make it match everywhere, without backtracking
    into what was skipped.
    """
    skipped = "|".join(terminals()[name] for name in SKIPPED)
    groups = [f"(?P<{name}>{terminals()[name]})" for name in names if name not in SKIPPED]
    groups += [r"(?P<END_OF_TEXT>\Z)", r"(?P<INVALID>[\s\S])"]
    return re.compile(f"(?:{skipped})*+(?:{'|'.join(groups)})")
