"""Type classes: calls of methods, and of procedures with constraints, at types that have no instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Label
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.gradual.declared import DeclaredTypes
from eshkol_mlir.types.gradual.model import (
    ANY,
    NOTHING,
    NUMBER,
    NUMBERS,
    ListOf,
    PairOf,
    Procedure,
    Record,
    Rigid,
    TensorOf,
    Type,
    Union,
    VectorOf,
    is_dynamic,
    render,
)
from eshkol_mlir.types.gradual.relations import Match, erased, opened
from eshkol_mlir.types.gradual.reports import Found, Origin
from eshkol_mlir.types.instances import has_builtins, no_instance

if TYPE_CHECKING:
    from eshkol_mlir.types.gradual.checker import Checker


class Classes:
    """The type classes of a program."""

    def __init__(self, program: core.Program, declared: DeclaredTypes) -> None:
        self._program = program
        self._declared = declared
        self._methods = {
            method.binding: (known, method)
            for known in program.classes.values()
            for method in known.methods.values()
        }
        self._of_instances = {
            binding for instance in program.instances for binding in instance.methods.values()
        }
        #: The types that have instances, by the names of classes.
        self._instances: dict[str, dict[Type, None]] = {name: {} for name in program.classes}
        for instance in program.instances:
            self._instances[instance.class_name][_outermost(self._read(instance))] = None

    def _read(self, instance: core.Instance) -> Type:
        try:
            return self._declared.read(instance.type)
        except EshkolError:
            return ANY

    def methods(self) -> Iterator[tuple[Binding, Found]]:
        """The methods whose types can be read; those of operations are the operations for numbers."""
        for binding, (_, method) in self._methods.items():
            if method.builtin is not None:
                continue
            try:
                type = opened(self._declared.read(method.type))
            except EshkolError:
                # The class is one of types with parameters.
                continue
            if isinstance(type, Procedure):
                yield binding, Found(type, Origin(method.span, f"{method.name} is declared here"))

    def _with_superclasses(self, names: Sequence[str]) -> frozenset[str]:
        """Classes that types have instances of which have instances of these."""
        found: set[str] = set()
        pending = list(names)
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += self._program.classes[name].superclasses
        return frozenset(found)

    def all_for(self, procedure: Binding | None) -> frozenset[str]:
        """The classes that variables have in a procedure that does not say so: methods of instances cannot."""
        return frozenset(self._program.classes) if procedure in self._of_instances else frozenset()

    def _leave_open(self, names: Sequence[str]) -> bool:
        """Whether values of the types may be given to operations, as the methods of a class are operations."""
        return any(has_builtins(self._program.classes[name]) for name in names)

    def constrained(self, rigid: Rigid, names: Sequence[str]) -> Type:
        """A type that is known to have instances of some classes as well; any where that says nothing of its uses."""
        if self._leave_open(names):
            return ANY
        return replace(rigid, classes=rigid.classes | self._with_superclasses(names))

    def check_method(
        self, checker: Checker, binding: Binding, node: core.Apply, given: Sequence[Found]
    ) -> None:
        """Reports a call of a method with values of a type that has no instance."""
        if binding not in self._methods:
            return
        known, method = self._methods[binding]
        for position, in_sequence in method.positions:
            if position < len(given):
                found = given[position]
                type = _element(found.type) if in_sequence else found.type
                use = f"the method `{method.name}`"
                if not self.check_instance(checker, known.name, type, node, use, found.origin):
                    return

    def check_instance(
        self,
        checker: Checker,
        class_name: str,
        type: Type,
        node: core.Core,
        use: str,
        origin: Origin | None,
    ) -> bool:
        """Whether a type may have an instance of a class; reports it otherwise.

        Args:
            checker: gets the error.
            class_name: the name of the class.
            type: what is known of the type.
            node: the expression that needs the instance.
            use: what needs it, in a sentence.
            origin: the declaration that the type comes from.
        """
        if self._may_have_instance(class_name, type):
            return True
        known = self._program.classes[class_name]
        labels = [] if origin is None else [origin.label()]
        if not isinstance(type, Rigid):
            (error,) = no_instance(known, self._program, render(type), node.span, use).diagnostics
            checker.errors.append(replace(error, labels=[*error.labels, *labels]))
            return False
        labels.append(Label(known.span, f"{known.name} is defined here"))
        checker.errors.append(
            Diagnostic(
                Code.MISSING_CONSTRAINT,
                "TypeError",
                f"{use} needs an instance of {known.name}, which values of type `{type.name}` need not have",
                node.span,
                "",
                labels,
                [f"`{type.name}` stands for any type that a caller chooses"],
                help=[f"say it after the type: (where ({known.name} {type.name}))"],
            )
        )
        return False

    def _may_have_instance(self, class_name: str, type: Type) -> bool:
        known = self._program.classes[class_name]
        instances = self._instances[class_name]
        if is_dynamic(type) or type == NOTHING or ANY in instances or type in instances:
            return True
        match type:
            case Union(items=items):
                return any(self._may_have_instance(class_name, item) for item in items)
            case Rigid(classes=classes):
                return class_name in classes
            case VectorOf() | TensorOf():
                # Vectors of numbers are tensors, of which nothing more is told apart here.
                return has_builtins(known) or any(
                    isinstance(each, VectorOf | TensorOf) or each == NUMBER for each in instances
                )
        if type in NUMBERS and has_builtins(known):
            return True
        return any(Match().fits(type, each) for each in instances)


def _outermost(type: Type) -> Type:
    """The part of a type that instances are told apart by."""
    match type:
        case ListOf():
            return ListOf(ANY)
        case VectorOf():
            return VectorOf(ANY)
        case Record(name=name, key=key, fields=tuple()):
            return Record(name, key)
    return erased(type)


def _element(type: Type) -> Type:
    """The type of the first element of a sequence."""
    match type:
        case ListOf(element=element) | VectorOf(element=element) | PairOf(first=element):
            return element
        case TensorOf():
            return NUMBER
    return ANY
