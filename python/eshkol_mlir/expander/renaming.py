"""Expressions with other variables in the place of some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, get_args

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding

Node = TypeVar("Node")
_PARTS = (*get_args(core.Core), core.Clause, core.Parameter)


def renamed(node: Node, names: Mapping[Binding, Binding]) -> Node:
    """A copy of an expression, or of a part of one, in which ``names`` stand for their values."""
    if not names:
        return node
    result: Node = _renamed(node, names)
    return result


def _renamed(part: Any, names: Mapping[Binding, Binding]) -> Any:
    if isinstance(part, Binding):
        return names.get(part, part)
    if isinstance(part, tuple):
        return tuple(_renamed(item, names) for item in part)
    if isinstance(part, dict):
        return {key: _renamed(value, names) for key, value in part.items()}
    if isinstance(part, core.Constant) or not isinstance(part, _PARTS):
        return part
    return replace(part, **{field.name: _renamed(getattr(part, field.name), names) for field in fields(part)})
