"""The two tiers: what each of them has, and on which a program runs."""

from __future__ import annotations

from functools import cache

from eshkol_mlir.compiler.host_library import library_procedures, tensor_procedures
from eshkol_mlir.compiler.host_runtime import primitives, tensor_operations
from eshkol_mlir.compiler.language_names import device_operations
from eshkol_mlir.compiler.placement import runs_on_host
from eshkol_mlir.compiler.prelude import library
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core


def is_host_program(program: core.Program) -> bool:
    """Whether a program runs on the host tier.

    Operations on tensors, which both tiers have, are no reason for it.
    """
    return runs_on_host(program, plain_host_names(), device_names())


def plain_host_names() -> frozenset[str]:
    """The names of the host tier that are no reason for a program to be device code."""
    return host_names() - tensor_operations() - tensor_procedures()


def device_code(program: core.Program) -> DeviceCode:
    """What device code computes of a program."""
    return DeviceCode(program, device_names(), host_names(), library_variables())


@cache
def library_variables() -> frozenset[core.Binding]:
    """The variables of the device tier's library."""
    return frozenset(definition.binding for definition in library()[1].definitions)


@cache
def device_names() -> frozenset[str]:
    """The names of the device tier's operations, and what its library defines."""
    defined = (definition.binding.name for definition in library()[1].definitions)
    return frozenset(device_operations()).union(defined)


@cache
def host_names() -> frozenset[str]:
    """The names of the host tier's primitives and library."""
    return frozenset(primitives()) | frozenset(library_procedures())
