"""What modules see of each other, as a digest: who sees no change need not be expanded again."""

from __future__ import annotations

from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.diagnostics import ExpandedSpan
from eshkol_mlir.expander import core
from eshkol_mlir.expander.macros import Macro, ProceduralMacro
from eshkol_mlir.expander.modules import Module
from eshkol_mlir.expander.scope import (
    BuiltinName,
    Denotation,
    Form,
    LaterName,
    TransformerVariable,
    TypeMacro,
    TypeName,
    type_of_name,
)
from eshkol_mlir.reader.syntax import Symbol, Syntax, children


def interface(module: Module) -> str:
    """A digest of what other modules can see of a module.

    Of variables and types that is their names; of constructors, how they are taken apart; of macros, their text, where it stands, and what
    the names in it mean.
    """
    if module.interface is None:
        described = _Described()
        module.interface = hex_digest(
            "\n".join(
                f"{name} {described(exported.value)} {described(exported.type)}"
                for name, exported in sorted(module.exports.items())
            )
        )
    return module.interface


class _Described:
    """What denotations are to those who import them, as text."""

    def __init__(self) -> None:
        self._macros: dict[Macro, str] = {}

    def __call__(self, denotation: Denotation | None) -> str:
        match denotation:
            case core.Constructor(name=name, variant=variant, union=union, variants=variants):
                return f"constructor {name} {variant} {union} {variants}"
            case core.Binding(name=name):
                return f"variable {name}"
            case TypeName(name=name, predicate=predicate):
                return f"{type(denotation).__name__} {name} {predicate}"
            case Form(name=name) | BuiltinName(name=name) | LaterName(name=name):
                return f"{type(denotation).__name__} {name}"
            case TransformerVariable(binding=binding, owner=owner):
                return f"transformer variable {binding.name} {owner.digest}"
            case TypeMacro(macro=macro):
                return f"type {self._macro(macro)}"
            case Macro():
                return self._macro(denotation)
        return "-"

    def _macro(self, macro: Macro) -> str:
        if macro not in self._macros:
            # What a macro says of itself, and others of it, when they name each other.
            self._macros[macro] = f"macro {macro.name}"
            self._macros[macro] = f"macro {macro.name} {hex_digest(self._meaning(macro))}"
        return self._macros[macro]

    def _meaning(self, macro: Macro) -> str:
        span = macro.transformer.span
        if isinstance(span, ExpandedSpan) or isinstance(macro.span, ExpandedSpan):
            # What its names mean is told by more than their spelling.
            digest = macro.procedure.expander.digest if isinstance(macro, ProceduralMacro) else ""
            return span.source.text + digest
        lines = [f"{macro.span} {span} {span.text}"]
        if isinstance(macro, ProceduralMacro):
            lines.append(macro.procedure.expander.digest)
        for symbol in _symbols(macro.transformer):
            value, type = macro.scope.lookup(symbol), macro.scope.lookup(type_of_name(symbol))
            lines.append(f"{symbol.name} {self(value)} {self(type)}")
        return "\n".join(lines)


def _symbols(datum: Syntax) -> list[Symbol]:
    """Those in a datum, each once, by name."""
    found: dict[str, Symbol] = {}
    pending = [datum]
    while pending:
        current = pending.pop()
        if isinstance(current, Symbol):
            found[current.name] = current
        pending += children(current)
    return [found[name] for name in sorted(found)]
