"""From source text to MLIR in the eshkol dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.module_files import ModuleFiles, search_folders
from eshkol_mlir.compiler.prelude import Definitions, environment
from eshkol_mlir.diagnostics import Source, Span, SyntaxError, raise_together
from eshkol_mlir.expander import core
from eshkol_mlir.expander.expand import Expander
from eshkol_mlir.expander.modules import Module, Modules, Store, add_variables, linked
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.linear.check import check_linear_use

if TYPE_CHECKING:
    from eshkol_mlir.expander.transformers import Runner
    from eshkol_mlir.types.annotations import TypeExpr
    from eshkol_mlir.types.dependences import Dependences
    from eshkol_mlir.types.program import Elaborated


@dataclass(frozen=True)
class Frontend:
    """What a program became: its core form, its typed form and its MLIR text."""

    program: core.Program
    elaborated: Elaborated

    @cached_property
    def mlir(self) -> str:
        from eshkol_mlir.emit.ir import print_module

        with deep_recursion(), collection_paused():
            return print_module(self.elaborated.functions)


@dataclass(frozen=True)
class Expanded:
    """What a program expands to.

    Attributes:
        program: it, linked with the modules that it needs.
        own: what its own text defines and does.
        parts: what it is linked of: the programs of the modules, and its own.
        named: the modules that it names.
        needed: all modules, each after those that it needs.
        modules: all that can be named in it.
        files: where those were looked for.
    """

    program: core.Program
    own: core.Program
    parts: Sequence[core.Program]
    named: Mapping[str, Module]
    needed: Sequence[Module]
    modules: Modules
    files: ModuleFiles


def expand_source(
    source: Source,
    added: Source | None = None,
    path: Sequence[str] = (),
    store: Store | None = None,
    *,
    allows_redefinition: bool = True,
) -> core.Program:
    """The core language of a source text, of definitions added to it, and of the modules that it needs.

    ``path`` are folders where modules are, and ``store`` keeps those that have been expanded.  Where
    ``allows_redefinition`` holds, the program may define names twice, and has errors that say so.
    """
    return expand_parts(source, added, path, store, allows_redefinition=allows_redefinition).program


def expand_parts(
    source: Source,
    added: Source | None = None,
    path: Sequence[str] = (),
    store: Store | None = None,
    *,
    allows_redefinition: bool = True,
) -> Expanded:
    """The same, with what the program consists of."""
    from eshkol_mlir.reader import read

    forms = read(source)
    if not forms:
        raise SyntaxError.at(
            Code.EMPTY_PROGRAM,
            Span(source, 0, 0),
            "there is no program here",
            notes=["the text has only comments" if source.text.strip() else "the text is empty"],
            help=["a program is definitions and expressions: (define (f x : float64) (* 2 x))"],
        )
    if added is not None:
        forms = [*forms, *read(added)]
    with deep_recursion():
        files = ModuleFiles(search_folders(source, path))
        expander = Expander(environment(), modules_of(source, path, store, files))
        expander.allows_redefinition = allows_redefinition
        own = expander.expand_program(forms)
        needed, parts = link(own, expander, expander.modules.in_file(source))
        program = core.joined(parts)
        return Expanded(program, own, parts, expander.dependencies, needed, expander.modules, files)


def modules_of(source: Source, path: Sequence[str], store: Store | None, files: ModuleFiles) -> Modules:
    """The modules of a program."""
    return Modules(environment(), files, store, partial(_transformer_runner, source, path))


def new_expander(source: Source, path: Sequence[str] = (), store: Store | None = None) -> Expander:
    """The expander of a program, which finds modules in the folder of ``source`` and those of ``path``."""
    files = ModuleFiles(search_folders(source, path))
    return Expander(environment(), modules_of(source, path, store, files))


def _transformer_runner(source: Source, path: Sequence[str], modules: Modules) -> Runner:
    """What runs the transformers of a program; few programs have any."""
    from eshkol_mlir.compiler.expansion_process import ExpansionRunner

    return ExpansionRunner(source, path, modules)


def link(
    program: core.Program, expander: Expander, own: Sequence[Module]
) -> tuple[list[Module], Sequence[core.Program]]:
    """The modules that a program needs, and what each of these defines and does, the program last.

    Of a file that has modules and nothing else, what they export is the program.
    """
    needed = dict(expander.dependencies)
    if not program.definitions and not program.expressions:
        needed |= {module.name: module for module in own}
        exported = _exported(own)
        program.definitions += exported
        program.body += exported
    modules = linked(needed)
    parts: Sequence[core.Program] = [*(module.program for module in modules), program]
    if any(part.classes or part.constraints for part in parts):
        from eshkol_mlir.types.class_linking import link_classes

        parts = link_classes(parts)
        add_variables(modules, (each for part in parts for each in part.definitions))
    return modules, parts


def _exported(modules: Sequence[Module]) -> list[core.Definition]:
    """Definitions of what modules export, under dotted names where there are several modules."""
    found = []
    for module in modules:
        for name, exported in module.exports.items():
            if isinstance(exported.value, core.Binding) and exported.span is not None:
                binding = core.Binding(
                    name if len(modules) == 1 else f"{module.name}.{name}", exported.value.span, module=""
                )
                value = core.Reference(exported.value, exported.span)
                found.append(core.Definition(binding, value, exported.value.span or exported.span))
    return found


def compile_frontend(
    source: Source,
    *,
    entry: str | None = None,
    arguments: Sequence[TypeExpr] | None = None,
    expression: str | None = None,
    script: str | None = None,
    check_bounds: bool = False,
    path: Sequence[str] = (),
    store: Store | None = None,
) -> Frontend:
    """Reads, expands, types and emits a program.

    Args:
        entry: the only function to export.
        arguments: the types of its arguments.
        expression: what the entry is, where the program does not define it.
        script: see :func:`eshkol_mlir.types.program.elaborate`.
        check_bounds: computed indices out of range stop the program.
        path: folders where modules are.
        store: where expanded modules are kept.

    Raises:
        EshkolError: what is wrong with it.
    """
    from eshkol_mlir.compiler.effects import check_effects

    with deep_recursion(), collection_paused():
        added = entry_definition(entry, expression)
        program = expand_source(source, added, path, store, allows_redefinition=False)
        check_linear_use(program)
        compiled = compile_program(
            program, entry=entry, arguments=arguments, script=script, check_bounds=check_bounds
        )
        check_effects(program)
        return compiled


def compile_program(
    program: core.Program,
    *,
    entry: str | None = None,
    arguments: Sequence[TypeExpr] | None = None,
    script: str | None = None,
    check_bounds: bool = False,
    dependences: Dependences | None = None,
) -> Frontend:
    """The same for a program that is expanded already; ``dependences`` gets what its modules use of each other."""
    from eshkol_mlir.types.program import elaborate

    raise_together(program.redefinitions)
    with deep_recursion(), collection_paused():
        elaborated = elaborate(
            program,
            Definitions(program),
            entry=entry,
            arguments=arguments,
            script=script,
            check_bounds=check_bounds,
            dependences=dependences,
        )
        return Frontend(program, elaborated)


def entry_definition(name: str | None, expression: str | None) -> Source | None:
    """The definition that is added to a program for an entry which it does not define."""
    if name is None or expression is None:
        return None
    from eshkol_mlir.reader.printer import write_symbol

    return Source("<from Python>", f"(define {write_symbol(name)} {expression})")
