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
        iree_name: IREE's.
        spelled: how a user writes the NumPy type.
    """

    name: str
    dtype: np.dtype[Any]
    iree_name: str
    spelled: str

    @property
    def hal(self) -> Any:
        """IREE's code."""
        from iree.runtime import HalElementType

        return getattr(HalElementType, self.iree_name)


@cache
def element_type(name: str) -> ElementType:
    """The element type of a signature."""
    import ml_dtypes

    table = {
        "f64": (np.float64, "FLOAT_64", "np.float64"),
        "f32": (np.float32, "FLOAT_32", "np.float32"),
        "f16": (np.float16, "FLOAT_16", "np.float16"),
        "bf16": (ml_dtypes.bfloat16, "BFLOAT_16", "ml_dtypes.bfloat16"),
        "i64": (np.int64, "SINT_64", "np.int64"),
        "i32": (np.int32, "SINT_32", "np.int32"),
        "i16": (np.int16, "SINT_16", "np.int16"),
        "i8": (np.int8, "SINT_8", "np.int8"),
        "i1": (np.bool_, "BOOL_8", "np.bool_"),
        "complex64": (np.complex64, "COMPLEX_64", "np.complex64"),
        "complex128": (np.complex128, "COMPLEX_128", "np.complex128"),
    }
    scalar, iree_name, spelled = table[name]
    return ElementType(name, np.dtype(scalar), iree_name, spelled)


def part_of(leaf: TensorInfo) -> TensorInfo:
    """The type of the real or imaginary part of a complex leaf."""
    return TensorInfo("f32" if leaf.dtype == "complex64" else "f64", leaf.shape)
