"""Where the data of a Scheme text begin and end: enough of the lexical syntax to cut a file into forms."""

from __future__ import annotations

from collections.abc import Iterator

OPENING = {"(": ")", "[": "]", "{": "}"}
DELIMITERS = frozenset(" \t\r\n()[]{}\";'`,")


def skip_atmosphere(text: str, position: int) -> int:
    """Past white space and comments of all kinds."""
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif text[position] == ";":
            newline = text.find("\n", position)
            position = len(text) if newline < 0 else newline
        elif text.startswith("#|", position):
            position = end_of_block_comment(text, position)
        elif text.startswith("#;", position):
            position = end_of_datum(text, skip_atmosphere(text, position + 2))
        else:
            break
    return position


def end_of_block_comment(text: str, position: int) -> int:
    depth = 0
    while True:
        if text.startswith("#|", position):
            depth, position = depth + 1, position + 2
        elif text.startswith("|#", position):
            depth, position = depth - 1, position + 2
        elif position >= len(text):
            raise ValueError("a block comment is not closed")
        else:
            position += 1
        if depth == 0:
            return position


def end_of_delimited(text: str, position: int, delimiter: str) -> int:
    """Past a string or a symbol between vertical lines, of which ``position`` is the first character inside."""
    while text[position] != delimiter:
        position += 2 if text[position] == "\\" else 1
    return position + 1


def end_of_datum(text: str, position: int) -> int:
    """Past the datum whose first character is at ``position``."""
    character = text[position]
    if character in OPENING:
        position = skip_atmosphere(text, position + 1)
        while text[position] != OPENING[character]:
            position = skip_atmosphere(text, end_of_datum(text, position))
        return position + 1
    if character in ")]}":
        raise ValueError(f"`{character}` closes nothing: {text[max(0, position - 60) : position + 1]}")
    if character == '"':
        return end_of_delimited(text, position + 1, '"')
    if character in "'`,":
        position += 2 if text.startswith(",@", position) else 1
        return end_of_datum(text, skip_atmosphere(text, position))
    if text.startswith("#\\", position):
        position += 3
    while position < len(text) and text[position] not in DELIMITERS:
        position = end_of_delimited(text, position + 1, "|") if text[position] == "|" else position + 1
    prefix = text[:position]
    if position < len(text) and text[position] == "(" and prefix.endswith(("#", "#u8")):
        return end_of_datum(text, position)
    if prefix.endswith("=") and character == "#":  # a datum label
        return end_of_datum(text, skip_atmosphere(text, position))
    return position


def data(text: str) -> Iterator[tuple[int, int]]:
    """The extents of the data of a text, one after the other."""
    position = skip_atmosphere(text, 0)
    while position < len(text):
        end = end_of_datum(text, position)
        yield position, end
        position = skip_atmosphere(text, end)


def elements(form: str) -> list[str]:
    """The texts of the elements of a list."""
    inside = form[1:-1]
    return [inside[start:end] for start, end in data(inside)]
