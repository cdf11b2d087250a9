"""Which instance's procedure a call of a method is, where declarations and literals tell.

Other calls choose when they are elaborated, or when they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span, raise_together
from eshkol_mlir.expander import core
from eshkol_mlir.expander.coverage import declared_types
from eshkol_mlir.expander.traversal import with_parts
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.syntax import Symbol, Syntax
from eshkol_mlir.types.annotations import (
    AnyType,
    Opaque,
    RecordRef,
    ScalarType,
    TypeExpr,
    TypeReader,
    UnionRef,
    Variable,
    render_type,
)
from eshkol_mlir.types.class_constraints import with_checks
from eshkol_mlir.types.dtypes import F64, I64
from eshkol_mlir.types.instances import Instances, no_instance

_Item: TypeAlias = "core.Definition | core.Core"


class MethodResolution:
    """Resolves the methods that a program uses.

    Args:
        program: it.
        whole: the types, classes and instances of this and all others, completed.
        types: reads the types of all.
        is_open: whether instances may be added later.
        declared: gives the types of variables that the program does not define.
    """

    def __init__(
        self,
        program: core.Program,
        whole: core.Program,
        types: TypeReader,
        *,
        is_open: bool,
        declared: Callable[[core.Binding], Syntax | None],
    ) -> None:
        self._program, self._whole, self._types = program, whole, types
        self._is_open, self._elsewhere = is_open, declared
        self._instances = Instances(whole, types)
        self._methods: dict[core.Binding, tuple[core.TypeClass, core.Method]] = {
            method.binding: (known, method)
            for known in whole.classes.values()
            for method in known.methods.values()
        }
        #: The instance whose method is being rewritten.
        self._within: core.Instance | None = None

    def run(self, items: Iterable[_Item], within: Mapping[core.Binding, core.Instance]) -> dict[_Item, Any]:
        """What definitions and expressions of the top level become.

        Args:
            items: these.
            within: the instances that some of them are methods of, by variable.

        Raises:
            EshkolError: everything that methods are used for without a type, or without an instance.
        """
        changed: dict[_Item, Any] = {}
        errors = []
        for item in dict.fromkeys(items):
            self._within = within.get(item.binding) if isinstance(item, core.Definition) else None
            try:
                changed[item] = self._item(item)
            except EshkolError as error:
                errors.append(error)
        raise_together(errors)
        return changed

    def _item(self, item: _Item) -> Any:
        if not isinstance(item, core.Definition):
            return self._rewritten(item)
        if item.value is None or item.binding in self._methods:
            return item
        value = self._rewritten(item.value, item.type)
        return item if value is item.value else replace(item, value=value)

    def _rewritten(self, node: Any, type: Syntax | None = None) -> Any:
        """An expression, or a part of one, whose value is declared to be of a type, with its methods resolved."""
        match node:
            case core.Reference(binding=binding) if binding in self._methods:
                return self._value(*self._methods[binding], node.span, type)
            case core.Apply(function=core.Reference(binding=binding), arguments=arguments) if (
                binding in self._methods and not node.keywords
            ):
                given = self._rewritten(arguments)
                return self._call(*self._methods[binding], replace(node, arguments=given), type)
            case core.Clause(bindings=(core.Parameter(type=declared),), rest=None):
                return with_parts(node, lambda value: self._rewritten(value, declared))
        made = with_parts(node, lambda part: self._rewritten(part, self._type_of(node, part, type)))
        return with_checks(made, self._whole.classes) if isinstance(made, core.Lambda) else made

    @staticmethod
    def _type_of(node: Any, part: Any, type: Syntax | None) -> Syntax | None:
        """The declared type of a part of an expression of a declared type."""
        match node:
            case core.Lambda(body=body, result=result) if part is body:
                return result
            case core.If(then=then, otherwise=otherwise) if part is then or part is otherwise:
                return type
            case core.Let(body=body) | core.Letrec(body=body) if part is body:
                return type
        return None

    def _value(
        self, known: core.TypeClass, method: core.Method, span: Span, type: Syntax | None
    ) -> core.Core:
        if not method.positions:
            return core.Reference(self._of_type(known, method, span, type), span)
        if method.builtin is None:
            return core.Reference(method.binding, span)
        builtin = core.Builtin(method.builtin, span)
        if not self._has_instances(known):
            return builtin
        arguments = (core.Reference(method.binding, span), builtin, core.Constant(method.arity, span))
        return core.Apply(core.Builtin("%method-of-any-arity", span), arguments, {}, span)

    def _has_instances(self, known: core.TypeClass) -> bool:
        return self._is_open or any(each.class_name == known.name for each in self._whole.instances)

    def _call(
        self, known: core.TypeClass, method: core.Method, node: core.Apply, type: Syntax | None
    ) -> core.Core:
        if not method.positions:
            return replace(
                node, function=core.Reference(self._of_type(known, method, node.span, type), node.span)
            )
        count = len(node.arguments)
        if method.builtin is not None:
            builtin = core.Builtin(method.builtin, node.function.span)
            if not self._has_instances(known) or (count != method.arity and (method.arity != 2 or count < 2)):
                return replace(node, function=builtin)
            while len(node.arguments) > 2 and method.arity == 2:
                first = replace(node, arguments=node.arguments[:2])
                node = replace(node, arguments=(self._resolved(known, method, first), *node.arguments[2:]))
            return self._resolved(known, method, node)
        if count != method.arity:
            raise diagnostics.ArityError.at(
                Code.PROCEDURE_ARGUMENTS,
                node.span,
                f"the method `{method.name}` takes {method.arity} argument{'s'[: method.arity != 1]} but gets {count}",
                labels=[Label(method.span, "declared here")],
            )
        return self._resolved(known, method, node)

    def _resolved(self, known: core.TypeClass, method: core.Method, node: core.Apply) -> core.Core:
        """A call of a method by its instance where declarations and literals tell the types."""
        given = {self._static(node.arguments[p]) for p, in_sequence in method.positions if not in_sequence}
        if len(given) != 1 or (type := given.pop()) is None:
            return node
        for each, instance in self._instances.of(known):
            if each == type:
                return replace(
                    node, function=core.Reference(instance.methods[method.name], node.function.span)
                )
        if isinstance(type, RecordRef | UnionRef | Opaque) and not self._may_be_instance(known, type):
            use = f"the method `{method.name}`"
            raise no_instance(known, self._whole, render_type(type), node.span, use)
        return node

    def _may_be_instance(self, known: core.TypeClass, type: TypeExpr) -> bool:
        """Whether some instance takes values of a type that none is for."""
        name = type.name if isinstance(type, RecordRef | UnionRef) else ""
        definition = self._whole.types.get(name)
        related = {name, definition.union, *definition.variants} if definition is not None else set()
        return any(
            isinstance(each, AnyType | Variable) or (isinstance(each, RecordRef | UnionRef) and each.name in related)
            for each, _ in self._instances.of(known)
        )  # fmt: skip

    @cached_property
    def _declared(self) -> dict[core.Binding, Syntax]:
        declared = {name: type for name, type in declared_types(self._program) if not name.assigned}
        if self._is_open:
            # What is at top level may be defined anew.
            for definition in self._program.definitions:
                declared.pop(definition.binding, None)
        return declared

    def _static(self, node: core.Core) -> TypeExpr | None:
        """The type of an expression, if literals and declarations tell it."""
        match node:
            case core.Constant(value=bool()):
                return None
            case core.Constant(value=int()):
                return ScalarType(I64)
            case core.Constant(value=float()):
                return ScalarType(F64)
            case core.Constant(value=str()):
                return Opaque("string")
            case core.Apply(function=core.Reference(binding=core.Constructor(variant=variant))):
                return self._plain(Symbol(variant.name, node.span))
            case core.Reference(binding=binding):
                declared = self._declared.get(binding) or self._elsewhere(binding)
                return None if declared is None else self._plain(declared)
        return None

    def _plain(self, written: Syntax) -> TypeExpr | None:
        type = self._types.read(written)
        match type:
            case RecordRef(fields=None) | UnionRef(arguments=()) | Opaque():
                return type
            case ScalarType(dtype=dtype) if dtype in (F64, I64):
                return type
        return None

    def _of_type(
        self, known: core.TypeClass, method: core.Method, span: Span, type: Syntax | None
    ) -> core.Binding:
        """What a method is that gets no value of the type: that of the type that is declared for it."""
        if type is None and self._within is not None and self._within.class_name == known.name:
            return self._within.methods[method.name]
        if type is None or (isinstance(expected := self._types.read(type), Variable | AnyType)):
            raise diagnostics.TypeError.at(
                Code.METHOD_OF_UNKNOWN_TYPE,
                span,
                f"`{method.name}` of {known.name} is chosen by its type, which nothing here declares",
                labels=[Label(method.span, "declared here")],
                help=[f"say which is meant: (the type {method.name})"],
            )
        for each, instance in self._instances.of(known):
            if each == expected:
                return instance.methods[method.name]
        raise no_instance(known, self._whole, write_datum(type), span, f"`{method.name}`")
