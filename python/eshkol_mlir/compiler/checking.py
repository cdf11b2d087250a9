"""Checking programs without making code of them."""

from __future__ import annotations

from collections.abc import Sequence

from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.host import host_program
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.types.boundary import Boundary, assertions
from eshkol_mlir.types.effects.signatures import EffectSignature


def check_program(source: Source, path: Sequence[str] = ()) -> list[Boundary]:
    """What is left to the running program to check, by place.

    Args:
        source: a program of either tier.
        path: folders where modules are.

    Raises:
        EshkolError: everything that is found to be wrong with it.
    """
    compiler = Compiler(source, Options(path=tuple(path)), cache=ModuleCache())
    host = host_program(compiler)
    found = host.check() if host else list(assertions(compiler.frontend().elaborated.functions))
    return sorted(set(found))


def inferred_effects(source: Source, path: Sequence[str] = ()) -> list[EffectSignature]:
    """What the procedures do that a program and its modules define, in order.

    Args:
        source: a program of either tier, which has been checked.
        path: folders where modules are.
    """
    from eshkol_mlir.compiler.effects import infer_effects

    program = Compiler(source, Options(path=tuple(path))).program()
    return [signature for signature in infer_effects(program).signatures if signature.is_written]
