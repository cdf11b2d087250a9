"""Which tier a program runs on.

The device tier compiles functions over tensors and numbers.  The host tier has all of Scheme, and calls
device code.  So a program runs on the host if it uses something that device code lacks, if it neither computes
with tensors nor declares types, if it prints other than at its top level, or if it has maps or recursion and the host
can do all that it does; any other is device code as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from eshkol_mlir.compiler.prelude import library
from eshkol_mlir.expander import core
from eshkol_mlir.expander.traversal import walk_program
from eshkol_mlir.types.analysis import Recursion, recursion_of

#: What both tiers have without a definition.
_SPECIAL = frozenset(("%and", "%or", "%quote", "%apply", "apply", "values"))
#: What the host has in another form than device code, which a program prefers: a list instead of a tensor.
_PREFERRED_ON_DEVICE = frozenset(("range",))
#: What becomes of types that both declare: the host has its own for it.
_OF_DECLARED_TYPES = frozenset(("%make-record", "%record-of?"))
#: What scripts of device code may do besides.
_PRINTING = frozenset(("display", "write", "newline", "displayln", "print"))


def runs_on_host(program: core.Program, host: frozenset[str], device: frozenset[str]) -> bool:
    """Whether a program runs on the host tier.

    Args:
        program: with all modules that it needs.
        host: the names of the host tier's primitives and library.
        device: the names of the device tier's operations.
    """
    has_forms = bool(program.types or program.rules) or has_device_forms(program)
    names = set(builtins_in(program))
    return (
        runs_on_host_with(names, has_forms, host, device)
        or _prints_inside(program)
        or (names - _SPECIAL - _OF_DECLARED_TYPES <= host and (has_maps(program) or _has_recursion(program)))
    )


def runs_on_host_with(
    names: Set[str], has_device_forms: bool, host: frozenset[str], device: frozenset[str]
) -> bool:
    """The same of a program of which is known which procedures of the language it refers to, and whether it has
    types, rules or other forms of device code."""
    names = names - _SPECIAL
    if names - device - _PRINTING:
        # Whatever else it has: what the host lacks is then an error of the program.
        return True
    return names <= host - _PREFERRED_ON_DEVICE and not has_device_forms


def builtins_in(program: core.Program) -> Iterator[str]:
    """The procedures of the language that a program refers to."""
    own = {item.binding for item in program.body if isinstance(item, core.Definition)}
    of_library = {definition.binding for definition in library()[1].definitions} - own
    for node in walk_program(program):
        if isinstance(node, core.Builtin):
            yield node.name
        elif isinstance(node, core.Reference) and node.binding in of_library:
            yield node.binding.name


def has_maps(program: core.Program) -> bool:
    """Whether a program has maps in braces, which are values of the host only."""
    return any(isinstance(node, core.Map) for node in walk_program(program))


def _prints_inside(program: core.Program) -> bool:
    """Whether something is printed in a procedure, a loop or a conditional, as device code cannot do."""
    at_top = {item.function for item in program.body if isinstance(item, core.Apply)}
    return any(
        isinstance(node, core.Builtin) and node.name in _PRINTING and node not in at_top
        for node in walk_program(program)
    )


def _has_recursion(program: core.Program) -> bool:
    """Whether a procedure calls itself other than last, which device code can do with known values only."""
    return any(
        isinstance(value, core.Lambda) and recursion_of(value, binding) is Recursion.GENERAL
        for binding, value in _named_values(program)
    )


def _named_values(program: core.Program) -> Iterator[tuple[core.Binding, core.Core | None]]:
    """Variables of the top level, and local ones that may refer to themselves, with their values."""
    for item in program.body:
        if isinstance(item, core.Definition):
            yield item.binding, item.value
    for node in walk_program(program):
        if isinstance(node, core.Letrec):
            yield from (
                (clause.bindings[0].binding, clause.value) for clause in node.clauses if clause.bindings
            )


def has_device_forms(program: core.Program) -> bool:
    """Types, keywords and the like, by which a program is meant as device code."""
    if any(isinstance(item, core.Definition) and item.type is not None for item in program.body):
        return True
    return any(_is_device_form(node) for node in walk_program(program))


def _is_device_form(node: core.Core) -> bool:
    match node:
        case core.Lambda(parameters=parameters, result=result, type=type):
            return result is not None or type is not None or any(p.type is not None for p in parameters)
        case core.Apply(keywords=keywords):
            return bool(keywords)
        case core.Array():
            return True
        case core.Let(clauses=clauses) | core.Letrec(clauses=clauses):
            return any(p.type is not None for clause in clauses for p in clause.bindings)
        case _:
            return False
