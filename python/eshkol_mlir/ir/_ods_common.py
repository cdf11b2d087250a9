"""What generated op classes import: IREE's MLIR bindings with our base class for operations."""

from __future__ import annotations

from typing import Any

from iree.compiler.dialects import _ods_common as upstream

from eshkol_mlir.ir.inference import InferringOpView

equally_sized_accessor = upstream.equally_sized_accessor
get_default_loc_context = upstream.get_default_loc_context
get_op_result_or_op_results = upstream.get_op_result_or_op_results
get_op_result_or_value = upstream.get_op_result_or_value
get_op_results_or_values = upstream.get_op_results_or_values
segmented_accessor = upstream.segmented_accessor


class _Overlay:
    """A module with some names replaced."""

    def __init__(self, module: Any, **replaced: Any) -> None:
        self._module = module
        self.__dict__.update(replaced)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


_cext = _Overlay(upstream._cext, ir=_Overlay(upstream._cext.ir, OpView=InferringOpView))
