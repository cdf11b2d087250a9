"""What calls do: the row and the value of a procedure, with arguments in the places of its parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeGuard

from eshkol_mlir.expander.core import Binding, Core
from eshkol_mlir.types.effects.builtin_calls import BuiltinCalls
from eshkol_mlir.types.effects.checks import Checks
from eshkol_mlir.types.effects.declared import ArrowType
from eshkol_mlir.types.effects.names import Names
from eshkol_mlir.types.effects.objects import Objects
from eshkol_mlir.types.effects.values import (
    DATA,
    MAX_DEPTH,
    UNKNOWN,
    Anything,
    Argument,
    ArgumentCall,
    Arguments,
    Atom,
    Cause,
    Primitive,
    Procedure,
    Region,
    Row,
    Value,
    Wrap,
    add_call,
    handled,
    holding,
    include,
    limited,
    through,
)

#: Calls of parameters by what parameters stand for ... that are followed.
_MAX_CALLS = 6


@dataclass(frozen=True, slots=True)
class Substitution:
    """What a call puts in the places of a procedure's parameters, and of its own regions."""

    owner: object
    values: dict[Binding, Value]
    site: Region


class Calls:
    """Calls of values."""

    def __init__(self, names: Names, objects: Objects, checks: Checks) -> None:
        self.objects = objects
        self.checks = checks
        #: The types of parameters that have rows.
        self.parameter_rows: dict[Binding, ArrowType] = {}
        self.builtins = BuiltinCalls(names, self)
        self._depth = 0

    def call(self, called: Value, arguments: Arguments, row: Row, node: Core, wrap: Wrap) -> Value:
        """Adds to a row what a call does; the value is that of the call."""
        if self._depth >= _MAX_CALLS:
            row.unknown = row.unknown or wrap(None)
            return UNKNOWN
        self._depth += 1
        result = DATA
        for procedure in called.procedures.values():
            result |= self._call_procedure(procedure, arguments, row, node, wrap)
        for atom in called.atoms:
            match atom:
                case Primitive(name=name):
                    result |= self.builtins.call(name, arguments, row, node, wrap)
                case Argument():
                    result |= self._call_argument(atom, arguments, row, wrap)
                case Anything():
                    row.unknown = row.unknown or wrap(None)
                    # It may call what it gets.
                    for value in (*arguments.values, arguments.rest or DATA):
                        if value.procedures:
                            self.call(Value({}, value.procedures), Arguments(rest=UNKNOWN), row, node, wrap)
                    result |= UNKNOWN
        self._depth -= 1
        return result

    def _call_argument(self, called: Argument, arguments: Arguments, row: Row, wrap: Wrap) -> Value:
        add_call(row, ArgumentCall(called), arguments, wrap(None))
        arrow = self.parameter_rows.get(called.binding)
        if arrow is None or called.is_part:
            return UNKNOWN
        assert arrow.row is not None
        for effect in arrow.row.effects:
            row.effects.setdefault(effect, wrap(Cause(arrow.row.span, "this is declared")))
        return UNKNOWN

    def _call_procedure(
        self, procedure: Procedure, arguments: Arguments, row: Row, node: Core, wrap: Wrap
    ) -> Value:
        count = len(procedure.parameters)
        values = {binding: arguments[position] for position, binding in enumerate(procedure.parameters)}
        site = self.objects.region(node)
        if procedure.rest is not None:
            rest = self.objects.region((node, procedure.rest))
            self.objects.put(rest, arguments.after(count))
            values[procedure.rest] = holding(rest)
        for binding, value in values.items():
            arrow = self.parameter_rows.get(binding)
            if arrow is not None and arrow.row is not None and not arrow.row.variables:
                self.checks.argument(self.latent(value, node), arrow.row, binding, procedure.name, node.span)
        substitution = Substitution(procedure.key, values, site)
        self._perform(procedure.row, substitution, row, node, wrap)
        return self._substituted(procedure.result, substitution, node)

    def _perform(self, done: Row, substitution: Substitution, row: Row, node: Core, wrap: Wrap) -> None:
        """Adds to a row what a procedure does with arguments in the places of its parameters."""
        for effect, cause in done.effects.items():
            if effect not in row.effects:
                row.effects[effect] = wrap(cause)
        for changed, cause in done.changes.items():
            if isinstance(changed, Argument) and changed.binding in substitution.values:
                self.objects.change(self._argument(changed, substitution), row, wrap(cause))
                # Whatever the procedure has may now be in there.
                self.objects.fill(self._argument(changed, substitution), UNKNOWN)
            else:
                row.changes.setdefault(changed, wrap(cause))
        for demanded, cause in done.demands.items():
            value = self._argument(demanded, substitution)
            self.demand_pure(value, row, wrap(cause), node)
        for called, (arguments, cause) in done.calls.items():
            given = Arguments(
                tuple(self._substituted(value, substitution, node) for value in arguments.values),
                None if arguments.rest is None else self._substituted(arguments.rest, substitution, node),
            )
            if called.argument.binding in substitution.values:
                inner = Row()
                self.call(
                    self._argument(called.argument, substitution), given, inner, node, through(wrap, cause)
                )
                include(row, handled(inner, called.handled))
            else:
                add_call(row, called, given, wrap(cause))
        if done.unknown is not None and row.unknown is None:
            row.unknown = wrap(done.unknown)

    def _argument(self, argument: Argument, substitution: Substitution) -> Value:
        value = substitution.values.get(argument.binding)
        if value is None:
            return holding(argument)
        return self.objects.part(value) if argument.is_part else value

    def _substituted(self, value: Value, substitution: Substitution, node: Core) -> Value:
        if not value.atoms and not value.procedures:
            return value
        result = DATA
        for atom in value.atoms:
            if isinstance(atom, Argument):
                result |= self._argument(atom, substitution)
            else:
                result |= holding(self._renamed(atom, substitution))
        for key, procedure in value.procedures.items():
            row = Row()
            inner = replace(substitution, values={
                b: v for b, v in substitution.values.items() if b not in procedure.parameters and b is not procedure.rest
            })  # fmt: skip
            self._perform(procedure.row, inner, row, node, _same)
            row.changes = {
                _place(self._renamed(changed, substitution)): cause for changed, cause in row.changes.items()
            }
            made = self._substituted(procedure.result, inner, node)
            result |= Value({}, {key: replace(procedure, row=row, result=made)})
        return limited(result, MAX_DEPTH)

    def _renamed(self, atom: Atom, substitution: Substitution) -> Atom:
        """What belongs to one call of a procedure belongs to who called it, where it is returned."""
        if not _belongs(atom, substitution):
            return atom
        self._move(atom, substitution)
        return substitution.site

    def _move(self, region: Region, substitution: Substitution) -> None:
        """Has what a call made, and what is in it, belong to the place of the call."""
        result = DATA
        atoms: dict[Atom, None] = {}
        seen = {region}
        pending = [region]
        while pending:
            contents = self.objects.contents(pending.pop())
            for atom in contents.atoms:
                if _belongs(atom, substitution):
                    atoms[substitution.site] = None
                    if atom not in seen:
                        seen.add(atom)
                        pending.append(atom)
                elif isinstance(atom, Argument):
                    result |= self._argument(atom, substitution)
                else:
                    atoms[atom] = None
            if contents.procedures:
                result |= Value({}, contents.procedures)
        self.objects.put(substitution.site, result | Value(atoms))

    def latent(self, value: Value, node: Core) -> Row:
        """What a call of a value would do."""
        row = Row()
        self.call(
            value, Arguments(rest=UNKNOWN), row, node, lambda inner: inner or Cause(node.span, "it is called")
        )
        return row

    def demand_pure(self, value: Value, row: Row, cause: Cause, node: Core) -> None:
        latent = self.latent(value, node)
        for demanded in (*(called.argument for called in latent.calls), *latent.demands):
            row.demands.setdefault(demanded, cause)
        # One of several procedures, out of a list for instance, may be another one when the program runs.
        if len(value.procedures) <= 1:
            self.checks.pure(latent, value, cause, node)


def _belongs(atom: Atom, substitution: Substitution) -> TypeGuard[Region]:
    """Whether something was made by the call of a procedure, or is one of its local variables."""
    return isinstance(atom, Region) and atom.owner is not None and atom.owner is substitution.owner


def _place(atom: Atom) -> Region | Argument:
    assert isinstance(atom, Region | Argument)
    return atom


def _same(inner: Cause | None) -> Cause:
    assert inner is not None
    return inner
