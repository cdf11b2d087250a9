"""The names of device code's operations, without the code that elaborates them."""

from __future__ import annotations

from functools import cache

from eshkol_mlir.compiler.kept_tables import kept_table


@cache
def device_operations() -> list[str]:
    """The names of all operations and constants of device code, sorted."""
    return kept_table("operations of device code", _names)


def _names() -> list[str]:
    from eshkol_mlir.types.builtins import builtin_names

    return sorted(builtin_names())
