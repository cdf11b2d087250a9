"""The element types of the language, of NumPy and of IREE."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from eshkol_mlir.compiler.signature import TensorInfo


@dataclass(frozen=True, slots=True)
class ElementType:
    """One element type.

    Attributes:
        name: in signatures, such as ``f32``.
        dtype: NumPy's.
        hal: IREE's code.
        spelled: how a user writes the NumPy type.
    """

    name: str
    dtype: np.dtype[Any]
    hal: Any
    spelled: str


@cache
def element_type(name: str) -> ElementType:
    """The element type of a signature."""
    import ml_dtypes
    from iree.runtime import HalElementType as Hal

    table = {
        "f64": (np.float64, Hal.FLOAT_64, "np.float64"),
        "f32": (np.float32, Hal.FLOAT_32, "np.float32"),
        "f16": (np.float16, Hal.FLOAT_16, "np.float16"),
        "bf16": (ml_dtypes.bfloat16, Hal.BFLOAT_16, "ml_dtypes.bfloat16"),
        "i64": (np.int64, Hal.SINT_64, "np.int64"),
        "i32": (np.int32, Hal.SINT_32, "np.int32"),
        "i16": (np.int16, Hal.SINT_16, "np.int16"),
        "i8": (np.int8, Hal.SINT_8, "np.int8"),
        "i1": (np.bool_, Hal.BOOL_8, "np.bool_"),
        "complex64": (np.complex64, Hal.COMPLEX_64, "np.complex64"),
        "complex128": (np.complex128, Hal.COMPLEX_128, "np.complex128"),
    }
    scalar, hal, spelled = table[name]
    return ElementType(name, np.dtype(scalar), hal, spelled)


def part_of(leaf: TensorInfo) -> TensorInfo:
    """The type of the real or imaginary part of a complex leaf."""
    return TensorInfo("f32" if leaf.dtype == "complex64" else "f64", leaf.shape)
