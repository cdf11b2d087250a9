"""From the core language to ``eshkol`` IR over dynamically typed values, for the host tier."""

from eshkol_mlir.emit.host.interface import LibraryProcedure, Primitive, Runtime
from eshkol_mlir.emit.host.unit import emit_unit

__all__ = ["LibraryProcedure", "Primitive", "Runtime", "emit_unit"]
