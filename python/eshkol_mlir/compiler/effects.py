"""The effects of programs: whether they keep what their rows say, and what is inferred of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.host_library import defined_names, library_program
from eshkol_mlir.diagnostics import EshkolError, raise_together
from eshkol_mlir.expander import core
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.effects.builtins import table
from eshkol_mlir.types.effects.constraints import constrained_items
from eshkol_mlir.types.effects.declared import Declarations, rows_in, types_of, types_of_top_level
from eshkol_mlir.types.effects.signatures import EffectSignature

if TYPE_CHECKING:
    from eshkol_mlir.expander.core import Binding
    from eshkol_mlir.types.effects.elsewhere import EffectFact
    from eshkol_mlir.types.effects.inference import Inference


@dataclass(frozen=True)
class ProgramEffects:
    """What is inferred of the procedures that a program defines, in order, and what is wrong with its effects."""

    signatures: Sequence[EffectSignature]
    errors: Sequence[EshkolError]


def check_effects(program: core.Program) -> None:
    """Checks what can be wrong, which in most programs is nothing: only that is inferred.

    Raises:
        EshkolError: a row is wrong, a procedure does what its row does not have, or a procedure that is
            differentiated, batched or compiled does something outside of it.
    """
    constrained = constrained_items(program, _demanding())
    if not constrained:
        return
    raise_together(_infer(program, constrained).errors)


def has_constraints(program: core.Program) -> bool:
    """Whether anything can be wrong with the effects of a program."""
    return bool(constrained_items(program, _demanding()))


def infer_effects(program: core.Program) -> ProgramEffects:
    """The effects of all procedures of a program, of either tier."""
    return _infer(program, program.body)


def check_effects_of_part(
    program: core.Program, items: Sequence[core.Definition | core.Core], known: Mapping[Binding, EffectFact]
) -> dict[Binding, EffectFact]:
    """Checks some definitions and expressions of a program, all of which are inferred.

    Args:
        program: they, and of other variables that they refer to their types.
        items: what is checked.
        known: what is known of those variables.

    Returns:
        what is known of what is defined.

    Raises:
        EshkolError: as of :func:`check_effects`.
        ChangedElsewhere: what others know of their variables does not hold any more.
    """
    from eshkol_mlir.types.effects.elsewhere import check_unchanged, learn, told

    inference = _inference_of(program)
    learn(inference, known)
    _infer_items(inference, program, items)
    raise_together(_errors_of(inference))
    check_unchanged(inference, known.values())
    defined = [item.binding for item in items if isinstance(item, core.Definition)]
    return {binding: told(inference, binding) for binding in defined}


def _infer(program: core.Program, items: Sequence[core.Definition | core.Core]) -> ProgramEffects:
    """The effects of some definitions and expressions, and of what these refer to."""
    inference = _inference_of(program)
    _infer_items(inference, program, items)
    signatures = []
    for item in items:
        row = inference.row(item.binding) if isinstance(item, core.Definition) else None
        if row is not None and isinstance(item, core.Definition) and item.binding.span is not None:
            signatures.append(EffectSignature(item.binding, item.binding.span, row))
    return ProgramEffects(signatures, _errors_of(inference))


def _inference_of(program: core.Program) -> Inference:
    # Most programs have no rows, and need none of this.
    from eshkol_mlir.compiler.prelude import Definitions, library
    from eshkol_mlir.types.effects.inference import Inference
    from eshkol_mlir.types.effects.names import Names

    declarations = Declarations(program.types)
    for type in (
        *types_of_top_level(program),
        *(t for node in walk_program(program) for t in types_of(node)),
    ):
        for written in rows_in(type):
            declarations.row(written)
    names = Names(
        Definitions(program).by_binding, library()[1].definitions, defined_names(), _library_definitions
    )
    return Inference(names, declarations)


def _infer_items(
    inference: Inference, program: core.Program, items: Sequence[core.Definition | core.Core]
) -> None:
    definitions = [item for item in items if isinstance(item, core.Definition)]
    values = [item for item in items if not isinstance(item, core.Definition)]
    values += [rule.value for rule in program.rules]
    with deep_recursion(), collection_paused():
        mentioned = (binding for value in values for binding in inference.names.mentioned_in(value))
        inference.infer([*(definition.binding for definition in definitions), *mentioned])
        for value in values:
            inference.expression(value)


def _errors_of(inference: Inference) -> list[EshkolError]:
    """In the order of their places."""
    return sorted([*inference.declarations.errors, *inference.checks.errors], key=_place)


def _place(error: EshkolError) -> tuple[str, int]:
    span = error.diagnostics[0].span
    assert span is not None
    return span.source.name, span.start


@cache
def _demanding() -> frozenset[str]:
    return frozenset(name for name, entry in table().items() if entry.demands_pure)


@cache
def _library_definitions() -> Mapping[str, core.Definition]:
    return {definition.binding.name: definition for definition in library_program().definitions}
