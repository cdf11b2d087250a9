"""Shapes in code of the host.

Procedures that print, match or keep tables are no device code, but what they do with tensors means the same.  So they
are evaluated as device code is, for the sake of the shapes: what the host alone can do has an unknown value there, and
what depends on it has one too.  Other errors than those of shapes are told of operations on tensors alone; the rest is
for the checker of types to find, or for the running program.

Each procedure is evaluated for all sizes that its declared types allow, and calls of procedures with declared types
tell what these say; so what is found in a module depends on its own text and on the types that others declare, and only
where it is given to ``grad`` and its kin, on what a procedure of another module does.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache

from eshkol_mlir.compiler.tiers import device_names, library_variables, plain_host_names
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import walk

#: What the host has for numbers and tensors alike.
_ARITHMETIC = frozenset(("+", "-", "*", "/", "max", "min"))
#: What the names begin with of procedures that change other things than pairs and vectors.
_WITHOUT_PARTS = (
    "%", "arena-", "bytevector-", "cleanup-", "hash-table-", "matrix-", "read-", "region-", "restore-",
    "set-optimization-", "set-simd-", "string-", "tensor-",
)  # fmt: skip


@cache
def _of_tensors() -> Set[str]:
    """Names of operations on tensors, which mean the same on both tiers."""
    return device_names() - plain_host_names() - _ARITHMETIC


def changes_parts(names: Set[str]) -> bool:
    """Whether a program that refers to these procedures of the language may change the parts of pairs and vectors."""
    return any(name.endswith("!") and not name.startswith(_WITHOUT_PARTS) for name in names)


def shape_errors(
    program: core.Program,
    device: DeviceCode,
    *,
    changes: Callable[[], bool],
    without: Callable[[core.Definition], bool] = lambda definition: False,
    look_into: Callable[[Binding], object] = lambda binding: None,
) -> list[EshkolError]:
    """What is wrong with shapes in a program of the host, or in some of its modules; one error for each place.

    Args:
        program: it, and of variables of other modules their declared types.
        device: what device code computes of it.
        changes: tells whether the whole program ``changes_parts``, which are unknown then.
        without: definitions that are not looked at.
        look_into: is told of variables whose definitions matter to other modules than their own.
    """
    concerned = {item for item in program.body if _concerns_shapes(item, device)}
    if not concerned:
        return []
    from eshkol_mlir.compiler.shape_checker import ShapeChecker

    def is_evaluated(item: core.Definition | core.Core) -> bool:
        if not isinstance(item, core.Definition):
            return True
        return not without(item) and (item in concerned or not isinstance(item.value, core.Lambda))

    checker = ShapeChecker(program, _of_tensors(), _ARITHMETIC, with_changes=changes(), look_into=look_into)
    return checker.run(filter(is_evaluated, program.body))


def _concerns_shapes(item: core.Definition | core.Core, device: DeviceCode) -> bool:
    """Whether tensors are declared in a definition or an expression, made, or computed with."""
    if not isinstance(item, core.Definition):
        return any(map(_makes_tensors, walk(item)))
    if item.value is None:
        return False
    return device.has_tensors(item) or any(map(_makes_tensors, walk(item.value)))


def _makes_tensors(node: core.Core) -> bool:
    match node:
        case core.Array():
            return True
        case core.Builtin(name=name):
            return name in _of_tensors()
        case core.Reference(binding=binding):
            return binding in library_variables() and binding.name in _of_tensors()
    return False
