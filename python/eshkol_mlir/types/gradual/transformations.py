"""The types of derivatives and batches of procedures."""

from __future__ import annotations

from eshkol_mlir.types.annotations import DimType
from eshkol_mlir.types.dtypes import F32, F64, I64, DType
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    CHAR,
    FLOAT32,
    FLOAT64,
    INTEGER,
    STRING,
    SYMBOL,
    ListOf,
    PairOf,
    Procedure,
    TensorOf,
    Type,
    Values,
    VectorOf,
)

GRADIENTS = frozenset(("grad", "gradient", "autodiff-gradient", "autodiff-reverse", "derivative"))
TRANSFORMATIONS = GRADIENTS | {"value-and-grad", "vmap", "jit"}
_ELEMENTS: dict[Type, DType] = {FLOAT64: F64, FLOAT32: F32, INTEGER: I64}
#: Types of which no value has a derivative.
_WITHOUT = (STRING, SYMBOL, CHAR, BOOLEAN)


def transformed(name: str, procedure: Procedure) -> Type:
    """The type of what a transformation makes of a procedure."""
    if name == "jit":
        return procedure
    if name == "vmap":
        return Procedure(tuple(map(_in_batches, procedure.parameters)), _in_batches(procedure.result))
    first = procedure.parameter(0)
    # The derivative at an exact number is that at the float.
    slope = FLOAT64 if first == INTEGER else first
    result = slope if name in GRADIENTS else Values((procedure.result, slope))
    return Procedure(procedure.parameters, result)


def has_no_derivative(name: str, procedure: Procedure) -> bool:
    """Whether a transformation is one that needs numbers where the procedure has something else."""
    if name in ("vmap", "jit"):
        return False
    return procedure.parameter(0) in _WITHOUT or procedure.result in _WITHOUT


def _in_batches(type: Type) -> Type:
    """The type of several values of a type as one tensor."""
    match type:
        case TensorOf(dtype=dtype, shape=tuple() as shape):
            return TensorOf(dtype, ("batch", *shape))
        case VectorOf(element=element, length=length) if element in _ELEMENTS:
            size: DimType = "n" if length is None else length
            return TensorOf(_ELEMENTS[element], ("batch", size))
        case ListOf() | PairOf():
            return ANY
    return TensorOf(_ELEMENTS[type], ("batch",)) if type in _ELEMENTS else ANY
