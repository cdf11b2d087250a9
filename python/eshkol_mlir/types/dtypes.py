"""Element types and the rules by which they are promoted."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.IntEnum):
    """Kinds of numbers, each containing those before it."""

    BOOLEAN = 0
    INTEGER = 1
    FLOAT = 2
    COMPLEX = 3


@dataclass(frozen=True, slots=True)
class DType:
    """An element type.

    ``name`` is what the language calls it, ``mlir`` its MLIR type, ``numpy``
    its NumPy (or ml_dtypes) name, ``bits`` the width of one real part.
    """

    name: str
    mlir: str
    numpy: str
    kind: Kind
    bits: int

    def __str__(self) -> str:
        return self.name

    @property
    def is_float(self) -> bool:
        return self.kind is Kind.FLOAT

    @property
    def is_integer(self) -> bool:
        return self.kind is Kind.INTEGER

    @property
    def is_held_by_host(self) -> bool:
        """Whether IREE computes with numbers of this type outside tensors."""
        return self.name not in ("f16", "bf16", "i8")

    @property
    def is_complex(self) -> bool:
        return self.kind is Kind.COMPLEX

    @property
    def is_boolean(self) -> bool:
        return self.kind is Kind.BOOLEAN


F64 = DType("f64", "f64", "float64", Kind.FLOAT, 64)
F32 = DType("f32", "f32", "float32", Kind.FLOAT, 32)
BF16 = DType("bf16", "bf16", "bfloat16", Kind.FLOAT, 16)
F16 = DType("f16", "f16", "float16", Kind.FLOAT, 16)
I64 = DType("i64", "i64", "int64", Kind.INTEGER, 64)
I32 = DType("i32", "i32", "int32", Kind.INTEGER, 32)
I8 = DType("i8", "i8", "int8", Kind.INTEGER, 8)
BOOL = DType("boolean", "i1", "bool", Kind.BOOLEAN, 1)
C64 = DType("complex64", "complex<f32>", "complex64", Kind.COMPLEX, 32)
C128 = DType("complex128", "complex<f64>", "complex128", Kind.COMPLEX, 64)

DTYPES = (F64, F32, BF16, F16, I64, I32, I8, BOOL, C64, C128)

#: Every spelling of an element type.  ``number`` in typed code is float64.
NAMES: dict[str, DType] = {
    **{dtype.name: dtype for dtype in DTYPES},
    **{dtype.numpy: dtype for dtype in DTYPES},
    "Float": F64,
    "float": F64,
    "number": F64,
    "real": F64,
    "integer": I64,
    "i1": BOOL,
    "bool": BOOL,
    "c64": C64,
    "c128": C128,
    "complex": C128,
}


def promote(a: DType, b: DType) -> DType:
    """The element type in which values of two types are combined.

    The wider kind wins; within a kind the wider width does.  ``f16`` with
    ``bf16`` gives ``f32``, which contains both.  An integer or boolean takes
    the floating-point type beside it, as in JAX; a float with a complex number
    takes the complex type of the wider part.
    """
    if a == b:
        return a
    if a.is_complex or b.is_complex:
        reals = [d for d in (a, b) if d.is_float or d.is_complex]
        return C128 if any(d.bits > 32 for d in reals) else C64
    if a.kind is not b.kind:
        return max(a, b, key=lambda d: d.kind)
    if {a, b} == {F16, BF16}:
        return F32
    return max(a, b, key=lambda d: d.bits)


def with_weak(strong: DType, weak: DType) -> DType:
    """The type of a literal of type ``weak`` beside a value of type ``strong``.

    The literal takes the typed value's element type when that can hold its
    kind of number, else the default type of its own kind.
    """
    if weak.kind <= strong.kind:
        return strong
    if weak.is_complex and strong.is_float:
        return C128 if strong.bits > 32 else C64
    return weak


def real_part(dtype: DType) -> DType:
    """The type of the parts of a complex type; a real type itself."""
    return {C64: F32, C128: F64}.get(dtype, dtype)
