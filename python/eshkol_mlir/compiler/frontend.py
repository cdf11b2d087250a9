"""From source text to MLIR in the eshkol dialect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.prelude import Definitions, global_scope
from eshkol_mlir.diagnostics import Source, Span, SyntaxError
from eshkol_mlir.emit.ir import print_module
from eshkol_mlir.expander import core
from eshkol_mlir.expander.expand import expand_program
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.annotations import TypeExpr
from eshkol_mlir.types.program import Elaborated, elaborate


@dataclass(frozen=True)
class Frontend:
    """What a program became: its core form, its typed form and its MLIR text."""

    program: core.Program
    elaborated: Elaborated
    mlir: str


def expand_source(source: Source, added: Source | None = None) -> core.Program:
    """The core language of a source text, and of definitions added to it."""
    from eshkol_mlir.reader import read

    forms = read(source)
    if not forms:
        raise SyntaxError.at(
            Span(source, 0, 0),
            "there is no program here",
            notes=["the text has only comments" if source.text.strip() else "the text is empty"],
            help=["a program is definitions and expressions: (define (f x : float64) (* 2 x))"],
        )
    if added is not None:
        forms = [*forms, *read(added)]
    with deep_recursion():
        return expand_program(forms, global_scope())


def compile_frontend(
    source: Source,
    *,
    entry: str | None = None,
    arguments: Sequence[TypeExpr] | None = None,
    expression: str | None = None,
    script: str | None = None,
    check_bounds: bool = False,
) -> Frontend:
    """Reads, expands, types and emits a program.

    Args:
        entry: the only function to export.
        arguments: the types of its arguments.
        expression: what the entry is, where the program does not define it.
        script: see :func:`eshkol_mlir.types.program.elaborate`.
        check_bounds: computed indices out of range stop the program.

    Raises:
        EshkolError: what is wrong with it.
    """
    with deep_recursion(), collection_paused():
        program = expand_source(source, _definition(entry, expression))
        elaborated = elaborate(
            program,
            Definitions(program),
            entry=entry,
            arguments=arguments,
            script=script,
            check_bounds=check_bounds,
        )
        return Frontend(program, elaborated, print_module(elaborated.functions))


def _definition(name: str | None, expression: str | None) -> Source | None:
    if name is None or expression is None:
        return None
    from eshkol_mlir.reader.printer import write_symbol

    return Source("<from Python>", f"(define {write_symbol(name)} {expression})")
