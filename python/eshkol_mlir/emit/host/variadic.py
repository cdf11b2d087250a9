"""Calls of variadic procedures as calls of primitives that take one or two arguments, without a list of them."""

from __future__ import annotations

#: With two or more arguments they fold from the left.
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
#: With at most MOST_PARTS arguments: the number of arguments beyond the required ones comes first.
FEW = {"vector": "%vector-of", "%values": "%values-of", "%record": "%record-of"}
MOST_PARTS = 5
#: With a single argument.
SINGLE = {"-": "%negate", "/": "%invert"}
#: With exactly two arguments.
PAIRED = {
    name: f"%{name}"
    for name in (
        *("=", "<", ">", "<=", ">="),
        *("string=?", "string<?"),
        *("char=?", "char<?", "char>?", "char<=?", "char>=?"),
        *("tensor-add", "tensor-subtract", "tensor-multiply", "tensor-divide"),
        *("matrix-add", "matrix-subtract", "maximum", "minimum"),
    )
} | {"string-append": "%string-append2"}
