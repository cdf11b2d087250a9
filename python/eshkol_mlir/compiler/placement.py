"""Which tier a program runs on.

The device tier compiles functions over tensors and numbers.  The host tier has all of Scheme, and calls
device code.  So a program runs on the host if it uses something that device code lacks, if it neither computes
with tensors nor declares types, if it prints other than at its top level, or if it has maps or recursion and the host
can do all that it does; any other is device code as a whole.  Should it turn out to do what device code cannot, as to
choose between strings, and the host can do all of it, it runs there all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

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


@dataclass(frozen=True)
class Traits:
    """What decides on the tier of a program, or of one of its parts.

    Attributes:
        names: the procedures of the language that it refers to.
        has_forms: whether it has types, rules for derivatives, or forms of device code.
        prints_inside: whether it prints other than at its top level.
        has_maps: whether it has maps in braces, which are values of the host only.
        has_recursion: whether a procedure calls itself other than last, which device code can do with known
            values only.
    """

    names: frozenset[str]
    has_forms: bool
    prints_inside: bool
    has_maps: bool
    has_recursion: bool

    def to_fields(self) -> list[Any]:
        names, *others = astuple(self)
        return [sorted(names), *others]

    @classmethod
    def from_fields(cls, fields: Sequence[Any]) -> Traits:
        names, *others = fields
        return cls(frozenset(names), *others)


def traits_of(program: core.Program) -> Traits:
    """What decides on the tier of a program with all modules that it needs, or on that of a program with this part."""
    return Traits(
        frozenset(builtins_in(program)),
        bool(program.types or program.rules) or has_device_forms(program),
        _prints_inside(program),
        any(isinstance(node, core.Map) for node in walk_program(program)),
        _has_recursion(program),
    )


def traits_of_all(parts: Sequence[Traits]) -> Traits:
    """Those of the program that consists of some parts."""
    return Traits(
        frozenset().union(*(part.names for part in parts)),
        any(part.has_forms for part in parts),
        any(part.prints_inside for part in parts),
        any(part.has_maps for part in parts),
        any(part.has_recursion for part in parts),
    )


def runs_on_host(traits: Traits, host: frozenset[str], device: frozenset[str]) -> bool:
    """Whether a program runs on the host tier.

    Args:
        traits: of the program.
        host: the names of the host tier's primitives and library.
        device: the names of the device tier's operations.
    """
    names = traits.names - _SPECIAL
    if names - device - _PRINTING or traits.prints_inside:
        # Whatever else it has: what the host lacks is then an error of the program.
        return True
    if names <= host - _PREFERRED_ON_DEVICE and not traits.has_forms:
        return True
    return host_has_all(traits, host) and (traits.has_maps or traits.has_recursion)


def host_has_all(traits: Traits, host: frozenset[str]) -> bool:
    """Whether a program refers to nothing of the language that the host tier lacks."""
    return traits.names - _SPECIAL - _OF_DECLARED_TYPES - _PRINTING <= host


def builtins_in(program: core.Program) -> Iterator[str]:
    """The procedures of the language that a program refers to."""
    own = {item.binding for item in program.body if isinstance(item, core.Definition)}
    of_library = {definition.binding for definition in library()[1].definitions} - own
    for node in walk_program(program):
        if isinstance(node, core.Builtin):
            yield node.name
        elif isinstance(node, core.Reference) and node.binding in of_library:
            yield node.binding.name


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
