"""Declared types of programs of device code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.compiler.tiers import device_code, has_no_tensors
from eshkol_mlir.expander import core
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.gradual.check import check_generality, check_types, needs_generality

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


def check_types_of_device_code(program: core.Program, rounds: list[Checker] | None = None) -> bool:
    """Checks the declared types of a program of device code that does nothing with tensors as those of the host are.

    The elaborator evaluates what the program calls, for the values that it has; this tells what is wrong for others.
    Of other programs, and of procedures that are for devices, it is only whether procedures are as general as they must be.

    Args:
        program: with the modules that it needs.
        rounds: gets the checkers that have run.

    Returns:
        Whether types of the program have been checked.

    Raises:
        EshkolError: what contradicts its declared types.
    """
    is_like_host, is_general = has_no_tensors(program), needs_generality(program)
    with deep_recursion(), collection_paused():
        if is_like_host:
            is_whole = device_code(program).is_whole
            check_types(program, frozenset(primitives()), is_whole, removes_checks=False, rounds=rounds)
        if is_general:
            check_generality(program, frozenset(primitives()))
    return is_like_host or is_general
