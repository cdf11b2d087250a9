"""Dotted names: ``a.b.name`` is ``name`` of the module ``a.b``, which need not be imported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.modules import Exported, Module
from eshkol_mlir.expander.scope import Denotation, Scope, TypeMacro, TypeName, did_you_mean, prefixes
from eshkol_mlir.reader.syntax import FieldSymbol, Symbol

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander


def qualified(expander: Expander, symbol: Symbol, scope: Scope) -> Denotation | None:
    """What ``a.b.name`` means: ``name`` of the module ``a.b``, with the longest name that a module has.

    None where it means nothing, or the field of a variable.

    The fields of local variables and of pattern variables go first.  Modules that the program imports,
    defines or has other names for go before the fields of other variables, and these before modules of
    the language, and those in files, that it does not mention.

    Raises:
        EshkolError: the module is wrong or does not export the name.
    """
    if isinstance(symbol, FieldSymbol):
        return None
    ways = prefixes(symbol)
    variables = [scope.lookup(replace(symbol, name=prefix)) for prefix, _ in ways]
    is_variable = any(isinstance(variable, Binding) for variable in variables)
    if any(isinstance(variable, Binding) and variable.module is None for variable in variables):
        return None
    for prefix, name in ways:
        module = _named(expander, prefix, symbol)
        if module is None and not is_variable:
            module = expander.modules.find(prefix, symbol.span)
        if module is not None and (name in module.exports or not is_variable):
            return _of_module(expander, module, name, symbol).value
    return None


def qualified_type(expander: Expander, symbol: Symbol) -> TypeName | TypeMacro:
    """The type ``name`` of the module ``a.b`` that ``a.b.name`` means.

    Raises:
        EshkolError: there is none, or the module is wrong.
    """
    for prefix, name in prefixes(symbol):
        module = _named(expander, prefix, symbol) or expander.modules.find(prefix, symbol.span)
        if module is not None:
            type = _of_module(expander, module, name, symbol).type
            if type is not None:
                return type
            raise diagnostics.NameError.at(
                Code.UNKNOWN_TYPE, symbol.span, f"`{name}` of {module.name} is not a type"
            )
    raise diagnostics.NameError.at(Code.UNKNOWN_TYPE, symbol.span, f"there is no type `{symbol.name}`")


def _named(expander: Expander, name: str, symbol: Symbol) -> Module | None:
    """A module that the program imports, defines or has another name for."""
    module = expander.aliases.get(name) or expander.dependencies.get(name)
    return module or expander.modules.defined_in(name, symbol.span.source)


def _of_module(expander: Expander, module: Module, name: str, symbol: Symbol) -> Exported:
    exported = module.exports.get(name)
    if exported is None:
        raise diagnostics.NameError.at(
            Code.NOT_EXPORTED,
            symbol.span,
            f"{module.name} does not export `{name}`",
            labels=[Label(module.span, f"{module.name} is defined here")] if module.span else [],
            help=did_you_mean(name, module.exports),
        )
    expander.dependencies[module.name] = module
    return exported
