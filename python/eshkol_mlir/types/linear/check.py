"""Checking the linear use of qubits in programs of both tiers."""

from __future__ import annotations

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.expander import core
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.linear.mentions import mentions_qubits


def check_linear_use(program: core.Program) -> None:
    """Checks that each qubit is used exactly once; programs that never mention the type are left alone.

    Args:
        program: with all its modules.

    Raises:
        TypeError: a qubit is copied or lost, or may be.
    """
    if mentions_qubits(program):
        from eshkol_mlir.types.linear.checker import Checker

        with deep_recursion(), collection_paused():
            Checker(program).run()
