"""Names that forms at top level define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir.expander import core
from eshkol_mlir.expander.imports import check_not_imported
from eshkol_mlir.expander.inclusion import included_twice
from eshkol_mlir.expander.namespaces import hide_opened
from eshkol_mlir.expander.scope import Scope, identity, type_of_name
from eshkol_mlir.reader.syntax import Symbol

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander


def bind_global(
    expander: Expander, name: Symbol, scope: Scope, class_name: str = ""
) -> tuple[core.Binding, bool]:
    """The variable that a definition defines, as a method of ``class_name``, and whether it does not exist yet."""
    define_once(expander, name, scope)
    binding = expander.globals.bound(name)
    if isinstance(binding, core.Binding):
        if not expander.is_interactive:
            binding.assigned = True
            return binding, False
        known = expander.class_of.get(binding)
        if type(binding) is core.Binding and (known is None or known.name == class_name):
            return binding, True
    if binding is None:
        binding = expander.globals.bind(name)
    else:
        binding = core.Binding(name.name, name.span)
        expander.globals.redefine(name, binding)
    binding.name = global_name(expander, name)
    binding.module = expander.module
    return binding, True


def define_once(expander: Expander, name: Symbol, scope: Scope, is_type: bool = False) -> None:
    """Notes that a variable, keyword or type is defined, which must not be already."""
    check_not_imported(expander, name, is_type)
    symbol = type_of_name(name) if is_type else name
    earlier = expander.definitions.get(identity(symbol))
    if earlier is not None and not expander.is_interactive:
        told = f"{'the type ' if is_type else ''}`{name.name}` is defined twice"
        help = [] if is_type else ["rename one of them, or use set! to change a variable"]
        error = expander.modules.defined_twice(told, earlier, name.span, help)
        included = included_twice(expander.modules.inclusions, earlier, name.span)
        if is_type or expander.module or included or not expander.allows_redefinition:
            raise error
        expander.program.redefinitions.append(error)
    expander.definitions.setdefault(identity(symbol), name.span)
    hide_opened(scope, expander.globals, symbol)


def global_name(expander: Expander, symbol: Symbol) -> str:
    """The name of a global definition, which nothing outside can reach if a macro made it up."""
    name = f"{expander.module}.{symbol.name}" if expander.module else symbol.name
    return name if symbol.context is None else f"%{name}.{symbol.context.label}"
