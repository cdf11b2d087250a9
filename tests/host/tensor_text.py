"""Tensors as programs write and print them."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np


def value_of(line: str) -> Any:
    """A list, a number or a boolean as Python's."""
    text = line.replace("(", "[").replace(")", "]").replace(" ", ",")
    for scheme, python in (("#t", "True"), ("#f", "False"), ("+nan.0", "nan"), ("+inf.0", "1e999")):
        text = text.replace(scheme, python)
    return ast.literal_eval(text.replace("-inf.0", "-1e999"))


def literal(array: np.ndarray[Any, Any], dtype: str) -> str:
    def element(value: Any) -> str:
        if array.dtype == np.bool_:
            return "#t" if value else "#f"
        return str(value.item())

    shape = " ".join(map(str, array.shape))
    return f"(tensor<{dtype}> '({shape}) '({' '.join(map(element, array.ravel()))}))"
