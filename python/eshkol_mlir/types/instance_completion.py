"""Instances checked against their classes, and completed by what these have by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, raise_together
from eshkol_mlir.expander import core
from eshkol_mlir.expander.classes import instance_method_name, no_method, unknown_class
from eshkol_mlir.expander.renaming import renamed
from eshkol_mlir.expander.traversal import bound, walk
from eshkol_mlir.expander.traversal import clauses as clauses_of
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.errors import count
from eshkol_mlir.types.annotations import (
    AnyType,
    ScalarType,
    TensorType,
    TypeExpr,
    TypeReader,
    Variable,
    substituted,
)
from eshkol_mlir.types.instances import Instances, has_builtins


class InstanceCompletion:
    """Checks and completes the instances of a program.

    Args:
        program: has them, and the procedures that are their methods.
        whole: the program, with the classes and instances of all others.
        types: reads the types of all.
        earlier: the variables that instances have had for methods, by their names.

    Attributes:
        added: what its instances have by default.
    """

    def __init__(
        self,
        program: core.Program,
        whole: core.Program,
        types: TypeReader,
        earlier: Mapping[str, core.Binding],
    ) -> None:
        self.added: dict[core.Instance, list[core.Definition]] = {}
        self._program, self._whole, self._types, self._earlier = program, whole, types, earlier
        self._instances = Instances(whole, types)
        self._values = {definition.binding: definition for definition in program.definitions}

    def run(self, others: Iterable[core.Instance]) -> dict[core.Instance, core.Instance]:
        """What its instances become.

        Args:
            others: of other programs, which have none of the same class and type.

        Raises:
            EshkolError: everything that is wrong with the instances.
        """
        seen = {(each.class_name, write_datum(each.type)): each for each in others}
        errors = []
        for instance in self._program.instances:
            try:
                self._check(instance, seen)
            except EshkolError as error:
                errors.append(error)
        raise_together(errors)
        return {each: self._completed(each) for each in self._program.instances}

    def _check(self, instance: core.Instance, seen: dict[tuple[str, str], core.Instance]) -> None:
        known = self._whole.classes.get(instance.class_name)
        if known is None:
            raise unknown_class(instance.class_name, instance.type, self._whole.classes)
        self._types.read(instance.type)
        written = write_datum(instance.type)
        earlier = seen.setdefault((instance.class_name, written), instance)
        if earlier is not instance:
            raise diagnostics.TypeError.at(
                Code.INSTANCE_TWICE,
                instance.span,
                f"{known.name} has two instances for {written}",
                labels=[Label(earlier.span, "the first one")],
            )
        self._check_methods(instance, known, written)
        self._check_superclasses(instance, known, written)

    def _check_methods(self, instance: core.Instance, known: core.TypeClass, written: str) -> None:
        for name, binding in instance.methods.items():
            if name not in known.methods:
                raise no_method(known, name, binding.span)
            self._check_parameters(known.methods[name], binding)
        missing = [
            m.name for m in known.methods.values() if m.name not in instance.methods and m.default is None
        ]
        if missing:
            raise diagnostics.TypeError.at(
                Code.INSTANCE_METHODS,
                instance.span,
                f"this instance of {known.name} for {written} lacks {', '.join(f'`{name}`' for name in missing)}",
                labels=[Label(known.methods[name].span, "declared here") for name in missing],
            )

    def _check_parameters(self, method: core.Method, binding: core.Binding) -> None:
        value = self._values[binding].value
        if method.arity is None or not isinstance(value, core.Lambda) or value.rest is not None:
            return
        if len(value.parameters) != method.arity:
            raise diagnostics.ArityError.at(
                Code.ARROW_PARAMETERS,
                binding.span,
                f"`{method.name}` has {count(len(value.parameters), 'parameter')}, but its type has {method.arity}",
                labels=[Label(method.span, "declared here")],
            )

    def _check_superclasses(self, instance: core.Instance, known: core.TypeClass, written: str) -> None:
        for name in known.superclasses:
            if not self._is_instance(self._whole.classes[name], self._types.read(instance.type)):
                raise diagnostics.TypeError.at(
                    Code.INSTANCE_OF_SUPERCLASS,
                    instance.span,
                    f"an instance of {known.name} must be one of {name}, and {written} is not",
                    labels=[
                        Label(known.span, f"{known.name} is defined with (where ({name} {known.variable}))")
                    ],
                    help=[f"define (define-type-class-instance ({name} {written}) ...)"],
                )

    def _is_instance(self, known: core.TypeClass, type: TypeExpr) -> bool:
        if has_builtins(known) and isinstance(type, ScalarType | TensorType):
            return True
        return any(
            each == type or isinstance(each, AnyType | Variable) for each, _ in self._instances.of(known)
        )

    def _completed(self, instance: core.Instance) -> core.Instance:
        """An instance with what the class has by default; its methods get the types that they have for it."""
        known = self._whole.classes[instance.class_name]
        methods = {}
        for method in known.methods.values():
            definition = self._definition(instance, known, method)
            methods[method.name] = definition.binding
            value = definition.value
            if isinstance(value, core.Lambda) and value.type is None and value.rest is None:
                declared = substituted(method.type, {known.variable: instance.type})
                own = value.result is not None or any(p.type is not None for p in value.parameters)
                definition.value = replace(value, name=method.name, type=None if own else declared)
        return replace(instance, methods=methods)

    def _definition(
        self, instance: core.Instance, known: core.TypeClass, method: core.Method
    ) -> core.Definition:
        """What an instance has for a method, as the variable that it has had for it if it is defined again."""
        name = instance_method_name(known.name, method.name, instance.type)
        earlier = self._earlier.get(name)
        if method.name in instance.methods:
            definition = self._values[instance.methods[method.name]]
            definition.binding = earlier or definition.binding
            return definition
        default = method.default
        assert default is not None
        assert default.value is not None
        binding = earlier or core.Binding(name, instance.span, module=instance.module)
        definition = core.Definition(
            binding, _copied(default.value), default.span, is_public=False, is_default=True
        )
        self.added.setdefault(instance, []).append(definition)
        return definition


def _copied(value: core.Core) -> core.Core:
    """An expression with variables of its own."""
    inside: list[core.Binding] = []
    for node in walk(value):
        if isinstance(node, core.Lambda):
            inside += [p.binding for p in node.parameters] + ([node.rest] if node.rest is not None else [])
        for clause in clauses_of(node):
            inside += bound(clause)
    return renamed(value, {each: core.Binding(each.name, each.span, each.assigned) for each in inside})
