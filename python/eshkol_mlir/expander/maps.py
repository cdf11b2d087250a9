"""Maps, ``{key value ...}``, in programs.

Keys are constants, so that one that occurs twice is found while the program is expanded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import Scope, means
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import (
    Boolean,
    Braces,
    Char,
    Keyword,
    List,
    Number,
    String,
    Symbol,
    Syntax,
)

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

#: Procedures for which a keyword among the arguments is a key; elsewhere it names an argument.
TAKING_KEYS = frozenset(
    [
        "mapping",
        "mapping-contains?",
        "mapping-delete",
        "mapping-ref",
        "mapping-ref/default",
        "mapping-set",
        "mapping-update",
        "mapping-update/default",
    ]
)


def expand_map(expander: Expander, datum: Braces, scope: Scope) -> core.Core:
    """A map of the values of expressions.

    Raises:
        SyntaxError: a key is not a constant, has no value, or occurs twice.
    """
    check_keys(datum, [_unquoted(key, scope) for key in datum.items[::2]])
    parts = [expander.expand(item, scope) for item in datum.items]
    return core.Map(tuple(zip(parts[::2], parts[1::2], strict=True)), datum.span)


def check_keys(datum: Braces, keys: Sequence[Syntax]) -> None:
    """Checks a map whose keys are these data.

    Raises:
        SyntaxError: a key cannot be one, has no value, or occurs twice.
    """
    if len(datum.items) % 2:
        raise diagnostics.SyntaxError.at(
            Code.MAP_WITHOUT_VALUE, datum.span, "a map needs a value for each key"
        )
    seen: dict[str, Syntax] = {}
    for key in keys:
        if not isinstance(key, Boolean | Char | Keyword | Number | String | Symbol):
            raise _no_key(key)
        # The symbol of a keyword begins with a colon.
        name = write_datum(Symbol(f":{key.name}", key.span) if isinstance(key, Keyword) else key)
        first = seen.setdefault(name, key)
        if first is not key:
            raise diagnostics.SyntaxError.at(
                Code.MAP_KEY_TWICE,
                key.span,
                f"the key {write_datum(key)} occurs twice in this map",
                labels=[Label(first.span, "first given here")],
            )


def _unquoted(key: Syntax, scope: Scope) -> Syntax:
    """The datum that an expression is as a key.

    Raises:
        SyntaxError: the expression is a name.
    """
    match key:
        case List(items=(head, Symbol() as symbol), tail=None) if means(head, "quote", scope):
            return symbol
        case Symbol():
            name = key.name.removesuffix(":")
            raise _no_key(key, f"write :{name} for the keyword, '{name} for the symbol")
    return key


def _no_key(key: Syntax, *help: str) -> diagnostics.EshkolError:
    return diagnostics.SyntaxError.at(
        Code.MAP_KEY,
        key.span,
        "a key of a map must be a constant: a keyword, symbol, string, number, character or boolean",
        help=[*help, "(mapping key value ...) makes a map with keys that are computed"],
    )
