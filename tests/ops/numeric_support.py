"""Compiling test programs and comparing their results with NumPy's."""

from __future__ import annotations

from typing import Any

import eshkol_mlir as esk
import ml_dtypes
import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.compiler.program import Program
from eshkol_mlir.diagnostics import EshkolError, Source

#: Element types by the name that the language gives them.
NUMPY: dict[str, np.dtype[Any]] = {
    "f64": np.dtype(np.float64),
    "f32": np.dtype(np.float32),
    "f16": np.dtype(np.float16),
    "bf16": np.dtype(ml_dtypes.bfloat16),
    "i64": np.dtype(np.int64),
    "i32": np.dtype(np.int32),
    "i8": np.dtype(np.int8),
    "boolean": np.dtype(np.bool_),
    "complex64": np.dtype(np.complex64),
    "complex128": np.dtype(np.complex128),
}
FLOATS = ("f64", "f32", "f16", "bf16")
INTEGERS = ("i64", "i32", "i8")
COMPLEX = ("complex64", "complex128")
REALS = (*FLOATS, *INTEGERS)

#: The relative rounding error of one operation.
EPSILON = {
    "f64": 2.3e-16,
    "f32": 1.2e-7,
    "f16": 9.8e-4,
    "bf16": 7.9e-3,
    "complex64": 1.2e-7,
    "complex128": 2.3e-16,
}


def compiled(source: str) -> Program:
    """The program, compiled by the present compiler and not taken from the cache."""
    return esk.compile(source, cache=False)


def frontend(source: str) -> str:
    """What the frontend makes of a program."""
    return compile_frontend(Source("test.esk", source)).mlir


def problem(source: str) -> str:
    """The rendered diagnostic of a program that is wrong."""
    with pytest.raises(EshkolError) as caught:
        frontend(source)
    return str(caught.value)


def sample(dtype: str, *shape: int, seed: int = 0) -> np.ndarray[Any, Any]:
    """Small numbers of an element type, the same on every run."""
    random = np.random.default_rng([seed, *shape])
    if dtype == "boolean":
        return random.random(shape) < 0.5
    if dtype in INTEGERS:
        return random.integers(-4, 5, shape).astype(NUMPY[dtype])
    values = random.standard_normal(shape)
    if dtype in COMPLEX:
        return (values + 1j * random.standard_normal(shape)).astype(NUMPY[dtype])
    return values.astype(NUMPY[dtype])


def wide(array: Any) -> np.ndarray[Any, Any]:
    """The same numbers in a type in which a reference is computed."""
    array = np.asarray(array)
    if array.dtype.kind in "iub":
        return array
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def same(actual: Any, expected: Any, dtype: str, roundings: float = 4.0) -> None:
    """Checks element type, shape and numbers, up to some roundings relative to the greatest number, or 1."""
    got, reference = np.asarray(actual), np.asarray(expected)
    assert got.dtype == NUMPY[dtype]
    assert got.shape == reference.shape
    if dtype not in EPSILON:
        np.testing.assert_array_equal(got, reference)
        return
    finite = np.abs(wide(reference)[np.isfinite(wide(reference))])
    scale = float(finite.max(initial=1.0))
    epsilon = EPSILON[dtype] * roundings
    subnormal = float(ml_dtypes.finfo(NUMPY[dtype]).smallest_subnormal)
    np.testing.assert_allclose(wide(got), wide(reference), rtol=epsilon, atol=epsilon * scale + subnormal)


def export_types(source: str) -> dict[str, list[tuple[str, tuple[Any, ...] | None]]]:
    """The element types and shapes of what each function of a program returns."""
    exports = compile_frontend(Source("test.esk", source)).elaborated.exports
    return {export.name: [(leaf.dtype, leaf.shape) for leaf in export.results] for export in exports}  # type: ignore[union-attr]
