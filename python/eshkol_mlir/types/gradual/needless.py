"""Programs without the checks that are known to succeed.

A procedure with declared types checks its arguments, as its callers may be anything.  Where all calls are known, and
their arguments are of the types, nothing is checked.  Where only some are, the procedure becomes two: one that checks
and calls the other, and one that such calls go to directly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition, Parameter
from eshkol_mlir.expander.traversal import with_parts
from eshkol_mlir.expander.type_names import written_arrow
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.places import parameter_place, result_place


def without_needless_checks(checker: Checker) -> core.Program:
    """The program of a checker that has run, with the checks that it could not prove needless."""
    rewriting = _Rewriting(checker)
    program = checker.program
    items: dict[int, list[Definition | core.Core]] = {}
    for item in program.body:
        items[id(item)] = rewriting.item(item)
    body = [new for item in program.body for new in items[id(item)]]
    definitions: list[Definition] = []
    for definition in program.definitions:
        new = items.get(id(definition), [definition])
        definitions += [item for item in new if isinstance(item, Definition)]
    expressions = [items[id(e)][0] if id(e) in items else e for e in program.expressions]
    kept = [item for item in expressions if not isinstance(item, Definition)]
    return replace(program, body=body, definitions=definitions, expressions=kept)


@dataclass(frozen=True)
class _Direct:
    """How calls reach a procedure: which parameters need no check, and where calls go whose arguments need none."""

    proven: tuple[bool, ...]
    unchecked: Binding | None


class _Rewriting:
    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._evidence = checker.evidence
        self._direct: dict[Binding, _Direct] = {}
        for binding, signature in checker.signatures.items():
            value = checker.value_of(binding)
            if isinstance(value, core.Lambda) and not binding.assigned and value.rest is None:
                declared = tuple(origin is not None for origin in signature.origins)
                self._direct[binding] = self._ways(binding, value, declared)

    def _ways(self, binding: Binding, procedure: core.Lambda, declared: tuple[bool, ...]) -> _Direct:
        calls = list(self._evidence.calls.get(binding, {}).values())
        count = len(procedure.parameters)
        if binding in self._evidence.escaped or not calls:
            everywhere = (False,) * count
        else:
            everywhere = tuple(all(call[i] for call in calls) for i in range(count))
        needed = [
            is_declared and not proven for is_declared, proven in zip(declared, everywhere, strict=True)
        ]
        if any(needed) and any(map(all, calls)):
            # Backtraces show this name.
            unchecked = Binding(f"unchecked:{binding.name}", binding.span, module=binding.module)
            return _Direct(everywhere, unchecked)
        return _Direct(everywhere, None)

    def item(self, item: Definition | core.Core) -> list[Definition | core.Core]:
        """What stands in the place of an item of the top level."""
        if not isinstance(item, Definition):
            return [self._rebuilt(item)]
        if item.value is None:
            return [item]
        value = self._rebuilt(item.value)
        direct = self._direct.get(item.binding)
        if direct is None or not isinstance(value, core.Lambda):
            needless = item.type is not None and self._evidence.proves_value(item.value)
            return [replace(item, value=value, type=None if needless else item.type)]
        assert isinstance(item.value, core.Lambda)
        whole = item.type if item.type is not None else item.value.type
        if whole is not None and written_arrow(whole) is None:
            return [replace(item, value=value)]
        proves_result = self._evidence.proves_result(item.value)
        value = _with_own_types(value, whole, direct.proven, proves_result)
        if direct.unchecked is None:
            return [replace(item, value=value, type=None)]
        worker = replace(value, parameters=tuple(Parameter(p.binding, None) for p in value.parameters))
        checking = self._checking(value, direct.unchecked)
        return [
            replace(item, binding=direct.unchecked, value=worker, type=None, is_public=False),
            replace(item, value=checking, type=None),
        ]

    @staticmethod
    def _checking(procedure: core.Lambda, unchecked: Binding) -> core.Lambda:
        """The procedure that checks its arguments and calls the one that does not."""
        span = procedure.span
        own = [Binding(p.binding.name, p.binding.span) for p in procedure.parameters]
        call = core.Apply(
            core.Reference(unchecked, span), tuple(core.Reference(b, span) for b in own), {}, span
        )
        parameters = tuple(Parameter(b, p.type) for b, p in zip(own, procedure.parameters, strict=True))
        return replace(procedure, parameters=parameters, body=call, result=None)

    def _rebuilt(self, part: Any) -> Any:
        """An expression whose calls go where nothing is checked again, without checks of what is proven."""
        rebuilt = with_parts(part, self._rebuilt)
        match part:
            case core.Apply(function=core.Reference(binding=binding) as function):
                target = self._unchecked(binding, part)
                if target is not None:
                    return replace(rebuilt, function=core.Reference(target, function.span))
            case core.Lambda(result=result) if result is not None and self._evidence.proves_result(part):
                return replace(rebuilt, result=None)
            case core.Clause(bindings=(parameter,), value=value) if self._evidence.proves_value(value):
                return replace(rebuilt, bindings=(Parameter(parameter.binding, None),))
        return rebuilt

    def _unchecked(self, binding: Binding, node: core.Apply) -> Binding | None:
        direct = self._direct.get(binding)
        if direct is None or direct.unchecked is None:
            return None
        return direct.unchecked if all(self._evidence.calls[binding].get(node, (False,))) else None


def _with_own_types(
    procedure: core.Lambda, whole: Syntax | None, proven: tuple[bool, ...], proves_result: bool
) -> core.Lambda:
    """A procedure whose parameters and result have the types that are left to check, and no type as a whole."""
    parameters = []
    for position, parameter in enumerate(procedure.parameters):
        type = parameter.type
        if type is None and whole is not None:
            type = parameter_place(whole, position)
        parameters.append(Parameter(parameter.binding, None if proven[position] else type))
    result = procedure.result
    if result is None and whole is not None and not proves_result:
        result = result_place(whole)
    return replace(procedure, parameters=tuple(parameters), result=result, type=None)
