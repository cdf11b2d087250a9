"""Checking forms that are evaluated one after the other, with what forms before them have defined."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace

from eshkol_mlir.expander import core
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.syntax import Braces, List, Syntax
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.model import Open, Procedure, Type, Variable, is_dynamic, render
from eshkol_mlir.types.gradual.relations import contains, mapped, substituted


def checker_of_forms(
    forms: core.Program,
    whole: core.Program,
    primitives: Set[str],
    on_device: Callable[[core.Definition], bool],
) -> Checker:
    """The checker of forms, for which definitions before them are known, and not checked again.

    Args:
        forms: what is to be evaluated.
        whole: these, with the latest definitions of all variables.
        primitives: the language's procedures that are no Scheme procedures.
        on_device: whether a procedure is device code.
    """
    own = {definition.binding for definition in forms.definitions}
    before = [definition for definition in whole.definitions if definition.binding not in own]
    program = replace(whole, body=[*before, *forms.body])
    return Checker(program, primitives, on_device, known=frozenset(before))


def shown_type(checker: Checker, node: core.Core) -> str | None:
    """The static type of an expression, with the effects that are declared; None where nothing is known."""
    if isinstance(node, core.Reference):
        type, row = _with_demands(checker, node.binding), _row(checker, node.binding)
    else:
        type, row = checker.infer(node).type, None
    if is_dynamic(type):
        return None
    type, variables = _generalized(type)
    text = render(type)
    if row is not None and text.startswith("(-> "):
        text = f"(-> {write_datum(row)} {text.removeprefix('(-> ')}"
    return f"(forall ({' '.join(variables)}) {text})" if variables else text


def _with_demands(checker: Checker, binding: core.Binding) -> Type:
    """The type of a variable, with what a procedure needs of parameters that have no declared types."""
    type = checker.found(binding).type
    needed: dict[Type, Type] = {
        Open(parameter): demand.type for parameter, demand in checker.demands.of(binding).items()
    }
    if not isinstance(type, Procedure) or not needed:
        return type
    return replace(type, parameters=tuple(needed.get(each, each) for each in type.parameters))


def _row(checker: Checker, binding: core.Binding) -> Braces | None:
    """The row of effects in the declared type of a procedure."""
    definition = checker.definition(binding)
    if definition is None or not isinstance(definition.value, core.Lambda):
        return None
    return _written_row(definition.type if definition.type is not None else definition.value.type)


def _written_row(type: Syntax | None) -> Braces | None:
    match type:
        case List(items=(head, _, inner, *_)) if is_symbol(head, "forall"):
            return _written_row(inner)
        case List(items=(head, Braces() as row, *_)) if is_symbol(head, "->"):
            return row
        case List(items=(List() as inner, *_)):
            return _written_row(inner)
    return None


def _generalized(type: Type) -> tuple[Type, list[str]]:
    """A type whose parameters without declared types are type variables where the result depends on them."""
    names: dict[Type, str] = {}

    def note(part: Type) -> Type:
        if isinstance(part, Variable):
            names.setdefault(part, part.name)
        return part

    mapped(type, note)
    if isinstance(type, Procedure):
        free = (name for name in "abcdefghijklmnopqrstuvwxyz" if name not in names.values())
        for part in type.parameters:
            if isinstance(part, Open) and contains(type.result, part):
                names[part] = next(free)
        type = substituted(type, {part: Variable(name) for part, name in names.items()})
    return type, list(names.values())
