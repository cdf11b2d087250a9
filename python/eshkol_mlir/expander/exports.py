"""Export specifications: which names of a module others see, and under which names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander.modules import Exported
from eshkol_mlir.expander.parse import expect_symbol, is_symbol, malformed
from eshkol_mlir.expander.scope import Scope, TypeMacro, TypeName, did_you_mean, type_of_name
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

EXPORT = "(export name ... (rename name new-name) ...)"


@dataclass(frozen=True, slots=True)
class ExportSpec:
    """``name`` of the module is to be known as ``external``."""

    name: Symbol
    external: Symbol


def read_exports(form: List) -> list[ExportSpec]:
    """The names of an ``export`` form; ``(rename (old new) ...)`` is accepted beside R7RS's ``(rename old new)``."""
    if form.tail is not None:
        raise malformed(form, EXPORT)
    specs = []
    for item in form.items[1:]:
        if isinstance(item, Symbol):
            specs.append(ExportSpec(item, item))
            continue
        if not (isinstance(item, List) and len(item.items) >= 2 and is_symbol(item.items[0], "rename")):
            raise diagnostics.SyntaxError.at(
                Code.MALFORMED_EXPORT,
                item.span,
                "expected a name or a renaming here",
                help=[f"the form is {EXPORT}"],
            )
        parts = item.items[1:]
        pairs = (
            [parts]
            if all(isinstance(part, Symbol) for part in parts)
            else [_pair(part, form) for part in parts]
        )
        for pair in pairs:
            if len(pair) != 2:
                raise malformed(form, EXPORT, "a renaming is (rename name new-name)")
            specs.append(ExportSpec(*(expect_symbol(part, form, EXPORT) for part in pair)))
    return specs


def _pair(datum: Syntax, form: List) -> tuple[Syntax, ...]:
    if isinstance(datum, List) and datum.tail is None:
        return datum.items
    raise malformed(form, EXPORT)


def resolve_exports(module: str, specs: Iterable[ExportSpec], scope: Scope) -> dict[str, Exported]:
    """What a module exports.

    Raises:
        NameError: some name is not there, or given twice; all of them are told.
    """
    found: dict[str, Exported] = {}
    problems: list[diagnostics.Diagnostic] = []
    for spec in specs:
        name, external = spec.name, spec.external
        type = scope.lookup(type_of_name(name))
        exported = Exported(
            scope.lookup(name), type if isinstance(type, TypeName | TypeMacro) else None, external.span
        )
        earlier = found.get(external.name)
        if exported.value is None and exported.type is None:
            error = diagnostics.NameError.at(
                Code.EXPORT_UNDEFINED,
                name.span,
                f"{module} exports `{name.name}`, which it neither defines nor imports",
                help=did_you_mean(name.name, scope.all_names()),
            )
        elif earlier is not None and not earlier.is_same(exported):
            assert earlier.span is not None
            error = diagnostics.NameError.at(
                Code.EXPORTED_TWICE,
                external.span,
                f"{module} exports two things as `{external.name}`",
                labels=[Label(earlier.span, "the first one")],
            )
        elif earlier is not None:
            assert earlier.span is not None
            error = diagnostics.NameError.at(
                Code.EXPORTED_TWICE,
                external.span,
                f"{module} exports `{external.name}` twice",
                labels=[Label(earlier.span, "first here")],
                help=["leave one of them out"],
            )
        else:
            found[external.name] = exported
            continue
        problems += error.diagnostics
    if problems:
        raise diagnostics.NameError(problems)
    return found
