"""Import sets, other names for modules, and what identifiers come to stand for by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.expander.modules import Exported, Module, module_name
from eshkol_mlir.expander.parse import expect_symbol, malformed
from eshkol_mlir.expander.scope import Identity, Scope, did_you_mean, identity, type_of_name
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander
    from eshkol_mlir.expander.scope import Context

IMPORT = "(import set ...), where a set is a module's name or (only set name ...), (except set name ...), (prefix set prefix) or (rename set (old new) ...)"
_MODIFIERS = ("only", "except", "prefix", "rename")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an identifier stands for by an import at ``span``."""

    symbol: Symbol
    exported: Exported
    module: Module
    span: Span

    @property
    def is_standard(self) -> bool:
        return self.module.is_standard


# Import sets ---------------------------------------------------------------------------


def import_sets(expander: Expander, form: List) -> None:
    """``(import set ...)``: binds what the sets name.

    Raises:
        EshkolError: a set is malformed, its module is wrong, or a name would stand for two things.
    """
    if form.tail is not None:
        raise malformed(form, IMPORT)
    for datum in form.items[1:]:
        with expander.finding_names():
            found = read_import_set(expander, datum, form)
        for imported in found.values():
            bind_import(expander, imported)


def read_import_set(expander: Expander, datum: Syntax, form: List) -> dict[Identity, Imported]:
    """What a set imports, by local identifier."""
    modifier = _modifier(datum)
    if modifier is None:
        module = required(expander, datum)
        context, span = context_of(datum), datum.span
        symbols = (Symbol(name, span, context) for name in module.exports)
        return {
            identity(symbol): Imported(symbol, exported, module, span)
            for symbol, exported in zip(symbols, module.exports.values(), strict=True)
        }
    assert isinstance(datum, List)
    inner = read_import_set(expander, datum.items[1], form)
    arguments = datum.items[2:]
    match modifier:
        case "only":
            names = [expect_symbol(item, form, IMPORT) for item in arguments]
            return {identity(name): replace(_taken(inner, name, datum), symbol=name) for name in names}
        case "except":
            left_out = {
                _taken(inner, expect_symbol(item, form, IMPORT), datum).symbol.name for item in arguments
            }
            return {key: entry for key, entry in inner.items() if entry.symbol.name not in left_out}
        case "prefix":
            if len(arguments) != 1:
                raise malformed(datum, IMPORT, "a prefix is one name")
            prefix = expect_symbol(arguments[0], form, IMPORT)
            return _by_identity(
                replace(e, symbol=replace(e.symbol, name=prefix.name + e.symbol.name)) for e in inner.values()
            )
    return _renamed(inner, arguments, datum)


def _modifier(datum: Syntax) -> str | None:
    if isinstance(datum, List) and len(datum.items) >= 2 and isinstance(datum.items[0], Symbol):
        name = datum.items[0].name
        return name if name in _MODIFIERS else None
    return None


def context_of(datum: Syntax) -> Context | None:
    """That of the first symbol of a module's name: what a macro imports, the macro's code sees."""
    first = datum.items[0] if isinstance(datum, List) and datum.items else datum
    return first.context if isinstance(first, Symbol) else None


def _by_identity(entries: Iterable[Imported]) -> dict[Identity, Imported]:
    return {identity(entry.symbol): entry for entry in entries}


def _renamed(
    inner: dict[Identity, Imported], arguments: tuple[Syntax, ...], datum: List
) -> dict[Identity, Imported]:
    new_names: dict[str, Symbol] = {}
    for item in arguments:
        if not isinstance(item, List) or len(item.items) != 2 or item.tail is not None:
            raise malformed(datum, IMPORT, "a renaming is (old new)")
        old, new = (expect_symbol(part, datum, IMPORT) for part in item.items)
        name = _taken(inner, old, datum).symbol.name
        if name in new_names:
            raise diagnostics.NameError.at(
                Code.RENAMED_TWICE,
                old.span,
                f"this gives `{name}` two names, `{new_names[name].name}` and `{new.name}`",
                labels=[Label(new_names[name].span, "the first one")],
                help=["import it once under each name, by two sets"],
            )
        new_names[name] = new
    result: dict[Identity, Imported] = {}
    for entry in inner.values():
        symbol = new_names.get(entry.symbol.name, entry.symbol)
        if identity(symbol) in result:
            raise diagnostics.NameError.at(
                Code.IMPORT_CONFLICT,
                datum.span,
                f"this imports two things called `{symbol.name}`",
                notes=[f"one of them is `{entry.symbol.name}` of {entry.module.name}"],
            )
        result[identity(symbol)] = replace(entry, symbol=symbol)
    return result


def _taken(inner: Mapping[Identity, Imported], name: Symbol, datum: List) -> Imported:
    """The entry that a modifier names."""
    for entry in inner.values():
        if entry.symbol.name == name.name:
            return entry
    module = next((entry.module for entry in inner.values()), None)
    known = [entry.symbol.name for entry in inner.values()]
    told = (
        f"{module.name} does not export `{name.name}`" if module else f"nothing is called `{name.name}` here"
    )
    raise diagnostics.NameError.at(
        Code.NOT_EXPORTED,
        name.span,
        told,
        labels=[Label(module.span, f"{module.name} is defined here")] if module and module.span else [],
        help=did_you_mean(name.name, known),
    )


def required(expander: Expander, datum: Syntax) -> Module:
    """The module that a datum names, on which the program then depends.

    Raises:
        EshkolError: there is none, or it is wrong.
    """
    name = module_name(datum)
    alias = expander.aliases.get(name)
    if alias is not None:
        return alias
    with expander.finding_names():
        module = expander.modules.require(name, datum.span, expander.upcoming.get(name))
    expander.dependencies[module.name] = module
    return module


# Binding imports -------------------------------------------------------------------------


def bind_import(expander: Expander, imported: Imported) -> None:
    """Makes an identifier stand for what is imported.

    What programs import goes before what the language has; definitions go before that too.

    Raises:
        NameError: it stands for something else already.
    """
    symbol = imported.symbol
    key = identity(symbol)
    earlier = expander.imported.get(key)
    if expander.is_interactive:
        # The latest import or definition holds.
        _forget_definition(expander, symbol)
    elif earlier is not None and not earlier.exported.is_same(imported.exported):
        if imported.is_standard and not earlier.is_standard:
            return
        if imported.is_standard or not earlier.is_standard:
            raise _conflict(earlier, imported)
    if not imported.is_standard:
        for name in _bound(symbol, imported.exported):
            defined = expander.definitions.get(identity(name))
            if defined is not None:
                raise _defined_too(symbol, defined, imported)
    expander.imported[key] = imported
    bind_exported(expander.imports, symbol, imported.exported)
    if symbol.context is not None and expander.module:
        # Nothing outside of a module sees what is imported into it.
        bind_exported(expander.imports, replace(symbol, context=None), imported.exported)


def _bound(symbol: Symbol, exported: Exported) -> Iterator[Symbol]:
    """The names that stand for something by an import: of a value, of a type."""
    if exported.value is not None:
        yield symbol
    if exported.type is not None:
        yield type_of_name(symbol)


def _forget_definition(expander: Expander, symbol: Symbol) -> None:
    for name in (symbol, type_of_name(symbol)):
        expander.definitions.pop(identity(name), None)
        if name.context is None:
            expander.globals.names.pop(name.name, None)


def _conflict(earlier: Imported, imported: Imported) -> diagnostics.EshkolError:
    name, one, other = imported.symbol.name, earlier.module.name, imported.module.name
    return diagnostics.NameError.at(
        Code.IMPORT_CONFLICT,
        imported.span,
        f"`{name}` is imported from {one} and from {other}"
        if one != other
        else f"two things that are imported from {one} are called `{name}`",
        labels=[Label(earlier.span, f"the one of {one}" if one != other else "the first one")],
        help=[f"import one of them under another name: {_changed(imported, 'rename', f'({name} other)')}"],
    )


def _changed(imported: Imported, modifier: str, argument: str) -> str:
    """For people: the import set of a name with a modifier around it."""
    name = imported.module.name
    exported = imported.module.exports.get(imported.symbol.name)
    is_whole = exported is not None and exported.is_same(imported.exported)
    return f"({modifier} {name if is_whole else f'(... {name} ...)'} {argument})"


def bind_exported(scope: Scope, symbol: Symbol, exported: Exported) -> None:
    """Makes an identifier of a scope stand for what a module exports."""
    if exported.value is not None:
        scope.define(symbol, exported.value)
    if exported.type is not None:
        scope.define(type_of_name(symbol), exported.type)


def check_not_imported(expander: Expander, name: Symbol, is_type: bool = False) -> None:
    """Refuses a definition of what is imported; what the language has may be defined anew.

    Raises:
        NameError: the name is imported from a module of the program.
    """
    imported = expander.imported.get(identity(name))
    if imported is None or imported.is_standard or expander.is_interactive:
        return
    if (imported.exported.type if is_type else imported.exported.value) is not None:
        raise _defined_too(name, name.span, imported)


def _defined_too(symbol: Symbol, defined: Span, imported: Imported) -> diagnostics.EshkolError:
    name = imported.module.name
    return diagnostics.NameError.at(
        Code.IMPORTED_AND_DEFINED,
        defined,
        f"`{symbol.name}` is defined, and imported from {name}",
        labels=[Label(imported.span, f"{name} is imported here")],
        help=[
            f"leave it out: (import {_changed(imported, 'except', symbol.name)}), or give the definition another name"
        ],
    )


# Other names for modules -----------------------------------------------------------------


def define_alias(expander: Expander, form: List) -> None:
    """``(define-module-alias alias module)``: ``alias:name`` and ``alias.name`` stand for the module's names."""
    syntax = "(define-module-alias alias module)"
    if len(form.items) != 3 or form.tail is not None:
        raise malformed(form, syntax)
    alias = expect_symbol(form.items[1], form, syntax)
    module = required(expander, form.items[2])
    earlier = expander.aliases.get(alias.name)
    if earlier is not None and earlier is not module:
        first = [
            imported.span
            for imported in expander.imported.values()
            if imported.module is earlier and imported.symbol.name.startswith(f"{alias.name}:")
        ]
        raise diagnostics.NameError.at(
            Code.ALIAS_CONFLICT,
            alias.span,
            f"`{alias.name}` stands for two modules, {earlier.name} and {module.name}",
            labels=[Label(span, f"the one for {earlier.name}") for span in first[:1]],
            help=["give one of them another name"],
        )
    expander.aliases[alias.name] = module
    # Names with a dot are bound too, so that a macro that is exported can use them.
    for separator in ":.":
        for name, exported in module.exports.items():
            symbol = replace(alias, name=f"{alias.name}{separator}{name}")
            bind_import(expander, Imported(symbol, exported, module, form.span))
