"""What type classes need to know of a whole program: its instances.

Instances are checked, and completed by the defaults of their classes (`instance_completion.py`).  Calls of methods whose
instance is known are calls of the instance's procedure from here on (`method_resolution.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from eshkol_mlir.expander import core
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.annotations import TypeReader
from eshkol_mlir.types.class_constraints import check_constraints
from eshkol_mlir.types.instance_completion import InstanceCompletion
from eshkol_mlir.types.method_resolution import MethodResolution


def link_classes(parts: Sequence[core.Program]) -> Sequence[core.Program]:
    """The parts of a program with their instances checked and completed, and the methods resolved that can be.

    Raises:
        EshkolError: what is wrong with instances and constraints, or what a method is used for without a type.
    """
    whole = core.joined(parts)
    check_constraints(whole.constraints, whole.classes)
    return _linked(parts, whole) if whole.classes else parts


def link_part(
    part: core.Program,
    whole: core.Program,
    variables: Mapping[str, core.Binding],
    declared: Callable[[core.Binding], Syntax | None],
) -> core.Program:
    """One part of a program, linked as with all.

    Args:
        part: what is linked.
        whole: the types, classes and instances of all parts.
        variables: what instances have had by default, by name.
        declared: gives the types of variables of other parts.

    Raises:
        EshkolError: as :func:`link_classes` does.
    """
    check_constraints(part.constraints, whole.classes)
    if not whole.classes:
        return part
    [linked] = _linked([part], whole, variables=variables, declared=declared)
    return linked


def link_forms(forms: core.Program, whole: core.Program) -> core.Program:
    """Forms that are evaluated while others may still come, with the instances of what was evaluated before.

    Any type may get an instance later.  An instance that is defined again has the variables that it had.

    Args:
        forms: what is to be evaluated.
        whole: these, with the definitions, classes and instances of all before them.

    Raises:
        EshkolError: as :func:`link_classes` does.
    """
    check_constraints(forms.constraints, whole.classes)
    if not whole.classes:
        return forms
    own = {definition.binding for definition in forms.definitions}
    variables = {
        definition.binding.name: definition.binding
        for definition in whole.definitions
        if not definition.is_public and definition.binding not in own
    }
    [linked] = _linked([forms], whole, is_open=True, variables=variables)
    return linked


def _linked(
    parts: Sequence[core.Program],
    whole: core.Program,
    *,
    is_open: bool = False,
    variables: Mapping[str, core.Binding] | None = None,
    declared: Callable[[core.Binding], Syntax | None] = lambda binding: None,
) -> list[core.Program]:
    """Parts of a program, linked.

    Args:
        parts: these.
        whole: they, with all that their instances and calls of methods may refer to.
        is_open: whether instances may be added later.
        variables: those that instances have had for methods, by their names.
        declared: gives the types of variables that none of the parts defines.
    """
    program = core.joined(parts)
    types = TypeReader(whole.types)
    own = set(program.instances)
    others = () if is_open else (each for each in whole.instances if each not in own)
    completion = InstanceCompletion(program, whole, types, variables or {})
    completed = completion.run(others)
    whole = replace(whole, instances=[completed.get(each, each) for each in whole.instances])
    resolution = MethodResolution(program, whole, types, is_open=is_open, declared=declared)
    added = chain.from_iterable(completion.added.values())
    rules = [rule.value for rule in program.rules]
    items = [*program.definitions, *added, *program.body, *program.expressions, *rules]
    within = {binding: each for each in completed.values() for binding in each.methods.values()}
    changed = resolution.run(items, within)

    def linked(part: core.Program) -> core.Program:
        """A part with what its items and instances have become; what these have by default comes first."""
        added = [definition for each in part.instances for definition in completion.added.get(each, ())]
        return replace(
            part,
            definitions=[changed[each] for each in (*part.definitions, *added)],
            body=[changed[each] for each in (*added, *part.body)],
            expressions=[changed[each] for each in part.expressions],
            rules=[replace(rule, value=changed[rule.value]) for rule in part.rules],
            instances=[completed[each] for each in part.instances],
        )

    return list(map(linked, parts))
