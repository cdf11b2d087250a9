"""From source text to MLIR in the eshkol dialect."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from eshkol_mlir.compiler.prelude import Definitions, global_scope
from eshkol_mlir.diagnostics import Source, Span, SyntaxError
from eshkol_mlir.emit.ir import print_module
from eshkol_mlir.expander import core
from eshkol_mlir.expander.expand import expand_program
from eshkol_mlir.types.annotations import TypeExpr
from eshkol_mlir.types.program import Elaborated, elaborate

#: The frontend is recursive; its limits on nesting keep it far below this.
RECURSION_LIMIT = 60_000


@dataclass(frozen=True)
class Frontend:
    """What a program became: its core form, its typed form and its MLIR text."""

    program: core.Program
    elaborated: Elaborated
    mlir: str


def expand_source(source: Source) -> core.Program:
    """The core language of a source text."""
    from eshkol_mlir.reader import read

    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION_LIMIT))
    forms = read(source)
    if not forms:
        raise SyntaxError.at(
            Span(source, 0, 0),
            "there is no program here",
            notes=["the text has only comments" if source.text.strip() else "the text is empty"],
            help=["a program is definitions and expressions: (define (f x : float64) (* 2 x))"],
        )
    return expand_program(forms, global_scope())


def compile_frontend(
    source: Source,
    *,
    entry: str | None = None,
    arguments: Sequence[TypeExpr] | None = None,
    script: str | None = None,
) -> Frontend:
    """Reads, expands, types and emits a program.

    Raises:
        EshkolError: what is wrong with it.
    """
    program = expand_source(source)
    elaborated = elaborate(program, Definitions(program), entry=entry, arguments=arguments, script=script)
    return Frontend(program, elaborated, print_module(elaborated.functions))
