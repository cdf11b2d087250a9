"""The forms that define modules: ``define-library`` and ``define-module``, and files of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander.exports import read_exports, resolve_exports
from eshkol_mlir.expander.features import chosen_forms
from eshkol_mlir.expander.imports import import_sets
from eshkol_mlir.expander.inclusion import included_forms
from eshkol_mlir.expander.modules import Module, Modules, module_name
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import malformed
from eshkol_mlir.expander.scope import Scope
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

SYNTAX = {
    "define-library": "(define-library (name part ...) declaration ...), where a declaration is (export ...), (import ...), (begin ...), (include ...), (include-library-declarations ...) or (cond-expand ...)",
    "define-module": "(define-module name (import ...) (export ...) form ...)",
}


def expand_module(modules: Modules, form: List, kind: str, place: Scope) -> Module:
    """Expands a module whose definition stands in ``place``, and makes it known.

    A library sees what it imports and nothing else; a module of ``define-module`` has the
    whole language around it.

    Raises:
        EshkolError: everything that is wrong with it.
    """
    from eshkol_mlir.expander.expand import Expander

    if len(form.items) < 2 or form.tail is not None:
        raise malformed(form, SYNTAX[kind])
    check_inserted(form)
    name = module_name(form.items[1])
    span = form.span
    with modules.being_expanded(name, span):
        # Deeper than where the definition stands, so that its scopes are inside of that of a macro use.
        environment = None if kind == "define-library" else modules.environment
        expander = Expander(environment, modules, module=name, depth=place.depth + 1)
        forms = form.items[2:]
        program = expander.expand_program(
            _library_body(expander, forms) if kind == "define-library" else forms
        )
        exports = resolve_exports(name, expander.exports, expander.globals)
        for definition in program.definitions:
            definition.is_public = False
        module = Module(
            name, span, exports, lambda: program, expander.dependencies, expander.globals,
            [d.binding for d in program.definitions if d.binding.module is not None],
        )  # fmt: skip
        modules.add(module)
    return module


def _library_body(expander: Expander, declarations: Iterable[Syntax]) -> list[Syntax]:
    """The forms of a library; its imports and exports are noted in the expander."""
    body: list[Syntax] = []
    for form in _declarations(expander, declarations):
        assert isinstance(form.items[0], Symbol)
        match form.items[0].name:
            case "import":
                expander.guarded(partial(import_sets, expander, form))
            case "export":
                expander.exports += read_exports(form)
            case "begin":
                body += form.items[1:]
            case _:
                body += included_forms(expander, form)
    return body


def _declarations(expander: Expander, forms: Iterable[Syntax]) -> Iterable[List]:
    """The declarations of a library, those in ``cond-expand`` and in other files among them."""
    for form in forms:
        head = form.items[0] if isinstance(form, List) and form.items else None
        name = head.name if isinstance(head, Symbol) else None
        if name in ("import", "export", "begin", "include", "include-ci"):
            assert isinstance(form, List)
            yield form
        elif name == "cond-expand":
            assert isinstance(form, List)
            yield from _declarations(expander, chosen_forms(expander, form))
        elif name == "include-library-declarations":
            assert isinstance(form, List)
            yield from _declarations(expander, included_forms(expander, form))
        else:
            raise diagnostics.SyntaxError.at(
                Code.NOT_A_DECLARATION,
                form.span,
                "this is no declaration of a library",
                help=["definitions stand in (begin ...)", f"the form is {SYNTAX['define-library']}"],
            )


# Files ---------------------------------------------------------------------------------


def expand_module_file(modules: Modules, source: Source) -> None:
    """Makes the modules of a file known, which has nothing else.

    Raises:
        EshkolError: everything that is wrong with it.
    """
    from eshkol_mlir.expander.expand import Expander
    from eshkol_mlir.reader import read

    expander = Expander(modules.environment, modules)
    program = expander.expand_program(read(source))
    strays = [form.span for form in (*program.definitions, *program.expressions)]
    if strays:
        raise diagnostics.SyntaxError.at(
            Code.NOT_A_MODULE_FILE,
            min(strays, key=lambda span: span.start),
            "a file that is imported has nothing but modules",
            help=["move this into (define-module ...)"],
        )
