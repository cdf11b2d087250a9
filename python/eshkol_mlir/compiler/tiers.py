"""The two tiers: what each of them has, and on which a program runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from eshkol_mlir.compiler.host_library import library_procedures, tensor_procedures
from eshkol_mlir.compiler.host_runtime import primitives, tensor_operations
from eshkol_mlir.compiler.language_names import device_operations
from eshkol_mlir.compiler.placement import Traits, host_has_all, runs_on_host, traits_of
from eshkol_mlir.compiler.prelude import library
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.types.gradual.given import OnDevice


def is_host_program(program: core.Program) -> bool:
    """Whether a program runs on the host tier.

    Operations on tensors, which both tiers have, are no reason for it.
    """
    return is_of_host(traits_of(program))


def is_of_host(traits: Traits) -> bool:
    """The same of a program of which is known what decides on that."""
    return runs_on_host(traits, plain_host_names(), device_names())


def host_can_do(program: core.Program) -> bool:
    """Whether the host tier has all that a program refers to."""
    return host_has_all(traits_of(program), host_names())


def has_no_tensors(program: core.Program) -> bool:
    """Whether a program refers to what the host tier has, and to no operations on tensors."""
    return host_has_all(traits_of(program), plain_host_names())


def plain_host_names() -> frozenset[str]:
    """The names of the host tier that are no reason for a program to be device code."""
    return host_names() - tensor_operations() - tensor_procedures()


def device_code(
    program: core.Program, elsewhere: Mapping[core.Binding, OnDevice] | None = None
) -> DeviceCode:
    """What device code computes of a program, of which some definitions are ``elsewhere``."""
    return DeviceCode(program, device_names(), host_names(), library_variables(), elsewhere=elsewhere or {})


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
