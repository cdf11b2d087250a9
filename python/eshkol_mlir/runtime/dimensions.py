"""Dimension variables: one extent per name and call, and sums and products of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv)


def is_variable(dimension: str) -> bool:
    """Whether a dimension is a plain variable, not an expression such as ``n+1``."""
    return not any(character in "+*/()" for character in dimension) and not dimension[:1].isdigit()


def evaluate(expression: str, extents: Mapping[str, int]) -> int | None:
    """The value of an expression of ``+ - * //``, or ``None`` if a variable has no value yet.

    Raises:
        ValueError: not such an expression.
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError as error:
        raise ValueError(f"'{expression}' is no dimension") from error
    return _value(tree.body, extents)


def _value(node: ast.expr, extents: Mapping[str, int]) -> int | None:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.Name):
        return extents.get(node.id)
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, _OPERATORS):
        raise ValueError(f"'{ast.unparse(node)}' is no dimension")
    left, right = _value(node.left, extents), _value(node.right, extents)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    if isinstance(node.op, ast.Mult):
        return left * right
    return left // right if right else None
