"""Neural networks: normalization, convolution, pooling, attention, losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.types.builtins import Call, builtin, normalize_axis
from eshkol_mlir.types.ops.library import rounded_dtype, with_dtype
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import Term, Value

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def _inexact(el: Elaborator, call: Call, position: int) -> Term:
    """An argument with floating-point elements; integers become float64."""
    x = call.tensor(el, position)
    if x.type.dtype.is_complex:
        raise call.type_error(f"{x.type.dtype} elements are not supported")
    return with_dtype(el, x, rounded_dtype(x.type.dtype))


def _define_softmax(name: str, operation: str, doc: str) -> None:
    @builtin(f"({name} x [axis] :axis)")
    def softmax(el: Elaborator, call: Call) -> Value:
        x = _inexact(el, call, 0)
        axis = call.integer("axis")
        dimension = normalize_axis(call, -1 if axis is None else axis, len(x.type.shape))
        assert isinstance(x.type, Tensor)
        return el.emit_tensor(operation, (x.value,), x.type, dimension=f"{dimension} : i64")

    softmax.__doc__ = doc


_define_softmax("softmax", "eshkol.softmax", "Exponentials normalized to sum to 1 along an axis, the last by default.")
_define_softmax(
    "log-softmax", "eshkol.log_softmax",
    "The logarithm of softmax, without underflow, along an axis, the last by default.",
)  # fmt: skip
