"""Types of run-time values: scalars, tensors, and functions over them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from eshkol_mlir.types.dims import Dim, Shape, render_shape
from eshkol_mlir.types.dtypes import DType


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single number or truth value, held outside tensors.

    A ``weak`` scalar comes from literals alone and takes the element type of
    the typed value it meets.
    """

    dtype: DType
    weak: bool = False

    @property
    def shape(self) -> Shape:
        return ()

    @property
    def mlir(self) -> str:
        return self.dtype.mlir

    def __str__(self) -> str:
        return {"f64": "float64", "f32": "float32", "i64": "integer"}.get(self.dtype.name, self.dtype.name)


@dataclass(frozen=True, slots=True)
class Tensor:
    """An array; of rank 0, a scalar computed on the device."""

    dtype: DType
    shape: Shape

    @property
    def rank(self) -> int:
        return len(self.shape)

    @property
    def mlir(self) -> str:
        sizes = "".join(f"{'?' if dim.constant is None else dim.constant}x" for dim in self.shape)
        return f"tensor<{sizes}{self.dtype.mlir}>"

    def __str__(self) -> str:
        return f"(Tensor {self.dtype} {render_shape(self.shape)})"


@dataclass(frozen=True, slots=True)
class Index:
    """A size inside the compiler; users see it as an integer."""

    @property
    def shape(self) -> Shape:
        return ()

    @property
    def mlir(self) -> str:
        return "index"

    def __str__(self) -> str:
        return "integer"


Type: TypeAlias = Scalar | Tensor | Index


def number_type(dtype: DType, weak: bool = False) -> Scalar | Tensor:
    """The type of a number that is not an element of a tensor: on the host where that can compute with it."""
    return Scalar(dtype, weak) if dtype.is_held_by_host else Tensor(dtype, ())


def with_elements(type: Scalar | Tensor, dtype: DType, weak: bool = False) -> Scalar | Tensor:
    """A type of the same shape with other elements."""
    return number_type(dtype, weak) if isinstance(type, Scalar) else Tensor(dtype, type.shape)


INDEX = Index()


#: Byte offsets into a tensor are 64-bit integers with a sign; this leaves room to pad it.
MOST_BYTES = 1 << 62


def is_too_large(dtype: DType, sizes: Iterable[int]) -> bool:
    """Whether the bytes of a tensor cannot be counted."""
    return math.prod(sizes) * dtype.bits // 8 * (2 if dtype.is_complex else 1) > MOST_BYTES


def is_static(shape: Shape) -> bool:
    return all(dim.constant is not None for dim in shape)


def constant_sizes(shape: Shape) -> list[int] | None:
    sizes = [dim.constant for dim in shape]
    return None if any(size is None for size in sizes) else [size for size in sizes if size is not None]


ONE = Dim.of(1)
