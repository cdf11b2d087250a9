"""Calls of variadic arithmetic as calls of primitives that take two numbers."""

from __future__ import annotations

#: Procedures that fold from the left: name, primitive, and what a call without arguments and one with a
#: single argument mean (a primitive of one argument).
FOLDED = {
    "+": "%+",
    "*": "%*",
    "-": "%-",
    "/": "%/",
    "max": "%max",
    "min": "%min",
    "gcd": "%gcd",
    "lcm": "%lcm",
    "append": "%append2",
}
#: What a call with a single argument is.
SINGLE = {"-": "%negate", "/": "%invert"}
COMPARED = {
    "=": "%=",
    "<": "%<",
    ">": "%>",
    "<=": "%<=",
    ">=": "%>=",
    "char=?": "%char=?",
    "char<?": "%char<?",
}
