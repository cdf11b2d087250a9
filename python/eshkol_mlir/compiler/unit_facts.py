"""What checking one unit of a program tells those who check others.

Of a variable of a module's top level that is its definition without the body, and what the checker of types has found
of it in each of its rounds; and where these matter, what it is to device code, and what it does.  The digest of such a
fact says nothing of places: these only matter to messages, and what has errors is checked as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.expansion_pickle import Names
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.modules import Module
from eshkol_mlir.expander.traversal import references
from eshkol_mlir.reader.syntax import Symbol
from eshkol_mlir.types.dependences import Dependences
from eshkol_mlir.types.effects.elsewhere import EffectFact
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.given import Fact, Given
from eshkol_mlir.types.gradual.model import Rigid
from eshkol_mlir.types.gradual.reports import Found

#: The procedures of record types, by what they do: that is all of them.
_OF_RECORDS = frozenset(("%record", "%record?", "%record-ref", "%record-set!", "%make-record", "%record-of?"))


class NotSeparable(Exception):
    """Something of a unit cannot be told apart from the rest of its program."""


@dataclass(frozen=True)
class Checked:
    """What a check of some units has found.

    Attributes:
        whole: the types, classes and instances of all units.
        checkers: those of types.
        names: of the modules.
        dependences: what device code uses.
        device: knows the device code in these units; None without any in code of the host.
        effects: what is known of the effects of variables in these units.
    """

    whole: core.Program
    checkers: Sequence[Checker]
    names: Names
    dependences: Dependences
    device: DeviceCode | None
    effects: Mapping[Binding, EffectFact]


def facts_of(modules: Sequence[Module], program: core.Program, checked: Checked) -> dict[str, Fact]:
    """What is known of the variables of some modules, whose definitions are in ``program``, by :func:`key`."""
    found: dict[Binding, list[core.Definition]] = {}
    for item in program.body:
        if isinstance(item, core.Definition):
            found.setdefault(item.binding, []).append(_without_body(item))
    keys = {
        binding: key(module.name, name)
        for module in modules
        for name, binding in module.variables_by_name.items()
    }
    facts = {}
    for binding, definitions in found.items():
        rounds = [checker.given_elsewhere(binding) for checker in checked.checkers] or [Given(None, False)]
        while len(rounds) > 1 and rounds[-1] == rounds[-2]:
            rounds.pop()
        if binding not in keys:
            raise NotSeparable
        on_device = checked.device.on_device(definitions[-1]) if checked.device else None
        effects = checked.effects.get(binding)
        facts[keys[binding]] = Fact(tuple(definitions), tuple(rounds), on_device, effects)
    return facts


def key(module: str, name: str) -> str:
    """What tells a variable from all others, as text."""
    return f"{module}\n{name}"


def module_of(key: str) -> str:
    """The module of a variable or of a call."""
    return key.split("\n", 1)[0]


def name_in(key: str) -> str:
    """The name of a variable, or of what a call calls."""
    return key.split("\n", 2)[1]


def variable_of_call(key: str) -> str:
    """The key of what a call calls."""
    return key.rsplit("\n", 1)[0]


def text_of_call(key: str) -> str:
    """What tells a call from others of the same procedure."""
    return key.split("\n", 2)[2]


def variable_key(binding: Binding, names: Names) -> str:
    """The key of a variable.

    Raises:
        NotSeparable: it has no name.
    """
    match names.get(binding):
        case ("variable", str(module), str(name)):
            return key(module, name)
    raise NotSeparable


def call_key(variable: str, call: str) -> str:
    """What tells a call of a procedure from all others, as text."""
    return f"{variable}\n{call}"


def _without_body(definition: core.Definition) -> core.Definition:
    """A definition with as much of its value as others see."""
    value = definition.value
    if value is None or isinstance(value, core.Reference) or _is_of_record(value):
        return definition
    nothing = core.Constant(False, value.span)
    if isinstance(value, core.Lambda):
        return replace(definition, value=replace(value, body=nothing, doc=None))
    return replace(definition, value=nothing)


def _is_of_record(value: core.Core) -> bool:
    # A constructor without fields is a call of one that takes none.
    procedure = value.function if isinstance(value, core.Apply) else value
    match procedure:
        case core.Lambda(body=core.Apply(function=core.Builtin(name=name))):
            return name in _OF_RECORDS
    return False


def uses(values: Iterable[core.Core], names: Names, own: Collection[str]) -> set[str]:
    """The variables of modules other than its ``own`` that a program refers to.

    Raises:
        NotSeparable: it refers to one that has no name.
    """
    found = set()
    for value in values:
        for binding in references(value):
            if binding.module is None:
                continue
            match names.get(binding):
                case ("variable", str(module), str(name)):
                    if module not in own:
                        found.add(key(module, name))
                case ("library", _):
                    pass
                case _:
                    if binding.module not in own:
                        raise NotSeparable
    return found


def values_of(program: core.Program) -> Iterator[core.Core]:
    """What a program defines variables as, does, and has as rules for derivatives."""
    for item in program.body:
        value = item.value if isinstance(item, core.Definition) else item
        if value is not None:
            yield value
    yield from (rule.value for rule in program.rules)


def uses_of_fact(fact: Fact, names: Names) -> set[str]:
    """The variables that a definition without its body refers to."""
    return uses((d.value for d in fact.definitions if d.value is not None), names, ())


def digest(thing: object, names: Names) -> str:
    """A digest of facts or types, without places.

    Raises:
        NotSeparable: there is something in it that means nothing in another process.
    """
    parts: list[str] = []
    numbers: dict[object, int] = {}

    def number(kind: str, thing: object) -> None:
        parts.append(f"{kind} {numbers.setdefault(thing, len(numbers))}")

    def add(thing: Any) -> None:
        match thing:
            case Span():
                return
            case Binding():
                name = names.get(thing)
                if name is not None:
                    parts.append(repr(name))
                elif not thing.module:
                    number(f"local {thing.name}", thing)
                else:
                    raise NotSeparable
            case Found(type=known, origin=origin, checked=checked, returns=returns):
                parts.append(f"found {origin is not None} {checked} {returns}")
                add(known)
            case Rigid():
                raise NotSeparable
            case Symbol(name=name, context=context):
                parts.append(f"symbol {name!r}")
                if context is not None:
                    number("context", context.label)
            case core.Definition():
                parts.append(f"definition {thing.binding.assigned}")
                add_fields(thing)
            case dict():
                add(tuple(thing.items()))
            case frozenset():
                parts.append(" ".join(sorted(map(repr, thing))))
            case tuple() | list():
                parts.append(f"{len(thing)} parts")
                for part in thing:
                    add(part)
            case _ if is_dataclass(thing):
                add_fields(thing)
            case _:
                parts.append(f"{type(thing).__name__} {thing!r}")

    def add_fields(thing: Any) -> None:
        parts.append(type(thing).__name__)
        for field in fields(thing):
            add(getattr(thing, field.name))

    add(thing)
    return hex_digest("\n".join(parts))[:32]
