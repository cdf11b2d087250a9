"""What type classes need to know of a whole program: its instances.

Instances are checked, and completed by the defaults of their classes.  Calls of methods whose instance is known are
calls of the instance's procedure from here on; the others choose when they are elaborated, or when they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span, raise_together
from eshkol_mlir.expander import core
from eshkol_mlir.expander.classes import holds, instance_method_name, is_of, no_method, unknown_class
from eshkol_mlir.expander.coverage import declared_parameters, declared_types
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.expander.renaming import renamed
from eshkol_mlir.expander.traversal import bound, walk, with_parts
from eshkol_mlir.expander.traversal import clauses as clauses_of
from eshkol_mlir.expander.type_names import constraints_in, parts_of_constraint
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.errors import count
from eshkol_mlir.reader.syntax import List, Symbol, Syntax
from eshkol_mlir.types.annotations import (
    AnyType,
    ListType,
    Opaque,
    RecordRef,
    ScalarType,
    TensorType,
    TypeExpr,
    TypeReader,
    UnionRef,
    Variable,
    VectorType,
    render_type,
    substituted,
)
from eshkol_mlir.types.dtypes import F64, I64


def link_classes(parts: Sequence[core.Program]) -> Sequence[core.Program]:
    """The parts of a program with their instances checked and completed, and the methods resolved that can be.

    Raises:
        EshkolError: what is wrong with instances and constraints, or what a method is used for without a type.
    """
    if not any(part.classes for part in parts):
        return parts
    return _Linker(parts, core.joined(parts)).run()


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
    linker = _Linker([part], whole, variables=variables, declared=declared)
    [linked] = linker.run()
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
    if not whole.classes:
        return forms
    own = {definition.binding for definition in forms.definitions}
    variables = {
        definition.binding.name: definition.binding
        for definition in whole.definitions
        if not definition.is_public and definition.binding not in own
    }
    [linked] = _Linker([forms], whole, is_open=True, variables=variables).run()
    return linked


def with_instances(before: Sequence[core.Instance], program: core.Program) -> list[core.Instance]:
    """The instances of what was evaluated before and of a program: those that are defined again are replaced.

    A class that is defined again has no instances yet.
    """
    again = {(each.class_name, write_datum(each.type)) for each in program.instances}
    kept = (
        each
        for each in before
        if each.class_name not in program.classes and (each.class_name, write_datum(each.type)) not in again
    )
    return [*kept, *program.instances]


def instances_of(
    program: core.Program, types: TypeReader, class_name: str
) -> list[tuple[TypeExpr, core.Instance]]:
    """The instances of a class, those of more special types first."""
    found = [(types.read(each.type), each) for each in program.instances if each.class_name == class_name]
    return sorted(found, key=lambda entry: _generality(entry[0]))


def _generality(type: TypeExpr) -> int:
    match type:
        case RecordRef(fields=fields):
            return 0 if fields is not None else 1
        case UnionRef():
            return 2
        case Opaque(name="rational"):
            return 4
        case ScalarType(dtype=None):
            return 5
        case ListType(element=element):
            return 3 if element is not None else 4
        case VectorType():
            return 3
        case TensorType(shape=shape, rank=rank):
            return 3 if shape is not None else 4 if rank is not None else 5
        case AnyType() | Variable():
            return 9
        case Opaque(name="pair"):
            return 5
    return 3


def listed_instances(program: core.Program, class_name: str) -> str:
    """The types that are instances of a class, as messages list them."""
    types = [write_datum(each.type) for each in program.instances if each.class_name == class_name]
    return ", ".join(types) or "none"


def no_instance(
    known: core.TypeClass, program: core.Program, what: str, place: Span, use: str
) -> EshkolError:
    """The error for a type that is no instance of a class."""
    notes = [f"instances of {known.name}: {listed_instances(program, known.name)}"]
    if has_builtins(known):
        notes.append(
            "numbers and tensors are instances of it, as all its methods are operations of the language"
        )
    return diagnostics.TypeError.at(
        Code.NO_INSTANCE,
        place,
        f"{use} needs an instance of {known.name} for {what}",
        labels=[Label(known.span, f"{known.name} is defined here")],
        notes=notes,
        help=[f"define one: (define-type-class-instance ({known.name} type) ...)"],
    )


def has_builtins(known: core.TypeClass) -> bool:
    """Whether numbers and tensors are instances of a class without saying so."""
    return bool(known.methods) and all(method.builtin is not None for method in known.methods.values())


class _Linker:
    """Links parts of a program.

    Args:
        parts: what is linked.
        whole: these, with all that their instances and calls of methods may refer to.
        is_open: whether instances may be added later.
        variables: those that instances have had for methods, by their names.
        declared: gives the types of variables that none of the parts defines.
    """

    def __init__(
        self, parts: Sequence[core.Program], whole: core.Program, *, is_open: bool = False,
        variables: Mapping[str, core.Binding] | None = None,
        declared: Callable[[core.Binding], Syntax | None] = lambda binding: None,
    ) -> None:  # fmt: skip
        self.parts = parts
        self.program = core.joined(parts)
        self.whole = whole
        self.is_open = is_open
        self.types = TypeReader(whole.types)
        self.methods: dict[core.Binding, tuple[core.TypeClass, core.Method]] = {
            method.binding: (known, method)
            for known in whole.classes.values()
            for method in known.methods.values()
        }
        self.values = {definition.binding: definition for definition in self.program.definitions}
        self._earlier = variables or {}
        self._elsewhere = declared
        self._instances: dict[str, Sequence[tuple[TypeExpr, core.Instance]]] = {}
        self.errors: list[EshkolError] = []
        #: What instances have by default.
        self._added: dict[core.Instance, list[core.Definition]] = {}
        #: The instance whose method is being rewritten.
        self.within: core.Instance | None = None

    def run(self) -> list[core.Program]:
        own = set(self.program.instances)
        others = () if self.is_open else (each for each in self.whole.instances if each not in own)
        seen = {(each.class_name, write_datum(each.type)): each for each in others}
        for instance in self.program.instances:
            self._guarded(self._check, instance, seen)
        raise_together(self.errors)
        completed = {each: self._completed(each) for each in self.program.instances}
        self._instances.clear()
        self.whole = replace(
            self.whole, instances=[completed.get(each, each) for each in self.whole.instances]
        )
        added = [definition for definitions in self._added.values() for definition in definitions]
        within = {binding: each for each in completed.values() for binding in each.methods.values()}
        items = [*self.program.definitions, *added, *self.program.body, *self.program.expressions]
        changed: dict[core.Definition | core.Core, Any] = {}
        for item in dict.fromkeys(items):
            self.within = within.get(item.binding) if isinstance(item, core.Definition) else None
            self._guarded(self._rewrite, item, changed)
        self.within = None
        rules = {rule: replace(rule, value=self._rewritten(rule.value)) for rule in self.program.rules}
        raise_together(self.errors)
        return [self._linked(part, completed, changed, rules) for part in self.parts]

    def _linked(
        self,
        part: core.Program,
        completed: Mapping[core.Instance, core.Instance],
        changed: Mapping[core.Definition | core.Core, Any],
        rules: Mapping[core.Rule, core.Rule],
    ) -> core.Program:
        """A part with what its items and instances have become; what these have by default comes first."""
        added = [definition for each in part.instances for definition in self._added.get(each, ())]
        return replace(
            part,
            definitions=[changed[each] for each in (*part.definitions, *added)],
            body=[changed[each] for each in (*added, *part.body)],
            expressions=[changed[each] for each in part.expressions],
            rules=[rules[each] for each in part.rules],
            instances=[completed[each] for each in part.instances],
        )

    def _instances_of(self, known: core.TypeClass) -> Sequence[tuple[TypeExpr, core.Instance]]:
        if known.name not in self._instances:
            self._instances[known.name] = instances_of(self.whole, self.types, known.name)
        return self._instances[known.name]

    def _guarded(self, action: Any, *arguments: Any) -> None:
        try:
            action(*arguments)
        except EshkolError as error:
            self.errors.append(error)

    # Instances -----------------------------------------------------------------------

    def _check(self, instance: core.Instance, seen: dict[tuple[str, str], core.Instance]) -> None:
        known = self.whole.classes.get(instance.class_name)
        if known is None:
            raise unknown_class(instance.class_name, instance.type, self.whole.classes)
        self.types.read(instance.type)
        written = write_datum(instance.type)
        earlier = seen.setdefault((instance.class_name, written), instance)
        if earlier is not instance:
            raise diagnostics.TypeError.at(
                Code.INSTANCE_TWICE,
                instance.span,
                f"{known.name} has two instances for {written}",
                labels=[Label(earlier.span, "the first one")],
            )
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
        for name in known.superclasses:
            if not self._is_instance(self.whole.classes[name], self.types.read(instance.type)):
                raise diagnostics.TypeError.at(
                    Code.INSTANCE_OF_SUPERCLASS,
                    instance.span,
                    f"an instance of {known.name} must be one of {name}, and {written} is not",
                    labels=[
                        Label(known.span, f"{known.name} is defined with (where ({name} {known.variable}))")
                    ],
                    help=[f"define (define-type-class-instance ({name} {written}) ...)"],
                )

    def _check_parameters(self, method: core.Method, binding: core.Binding) -> None:
        value = self.values[binding].value
        if method.arity is None or not isinstance(value, core.Lambda) or value.rest is not None:
            return
        if len(value.parameters) != method.arity:
            raise diagnostics.ArityError.at(
                Code.ARROW_PARAMETERS,
                binding.span,
                f"`{method.name}` has {count(len(value.parameters), 'parameter')}, but its type has {method.arity}",
                labels=[Label(method.span, "declared here")],
            )

    def _is_instance(self, known: core.TypeClass, type: TypeExpr) -> bool:
        if has_builtins(known) and isinstance(type, ScalarType | TensorType):
            return True
        return any(
            each == type or isinstance(each, AnyType | Variable) for each, _ in self._instances_of(known)
        )

    def _completed(self, instance: core.Instance) -> core.Instance:
        """An instance with what the class has by default; its methods get the types that they have for it."""
        known = self.whole.classes[instance.class_name]
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
            definition = self.values[instance.methods[method.name]]
            definition.binding = earlier or definition.binding
            return definition
        default = method.default
        assert default is not None
        assert default.value is not None
        binding = earlier or core.Binding(name, instance.span, module=instance.module)
        definition = core.Definition(binding, _copied(default.value), default.span, is_public=False)
        self._added.setdefault(instance, []).append(definition)
        return definition

    # Uses of methods -------------------------------------------------------------------

    def _rewrite(
        self, item: core.Definition | core.Core, changed: dict[core.Definition | core.Core, Any]
    ) -> None:
        if not isinstance(item, core.Definition):
            changed[item] = self._rewritten(item)
            return
        changed[item] = item
        if item.value is not None and item.binding not in self.methods:
            value = self._rewritten(item.value, item.type)
            changed[item] = item if value is item.value else replace(item, value=value)

    def _rewritten(self, node: Any, type: Syntax | None = None) -> Any:
        """An expression, or a part of one, whose value is declared to be of a type, with its methods resolved."""
        match node:
            case core.Reference(binding=binding) if binding in self.methods:
                return self._value(*self.methods[binding], node.span, type)
            case core.Apply(function=core.Reference(binding=binding), arguments=arguments) if (
                binding in self.methods and not node.keywords
            ):
                given = self._rewritten(arguments)
                return self._call(*self.methods[binding], replace(node, arguments=given), type)
            case core.Clause(bindings=(core.Parameter(type=declared),), rest=None):
                return with_parts(node, lambda value: self._rewritten(value, declared))
        made = with_parts(node, lambda part: self._rewritten(part, self._type_of(node, part, type)))
        return self._constrained(made) if isinstance(made, core.Lambda) else made

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
        return self.is_open or any(each.class_name == known.name for each in self.whole.instances)

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
        for each, instance in self._instances_of(known):
            if each == type:
                return replace(
                    node, function=core.Reference(instance.methods[method.name], node.function.span)
                )
        if isinstance(type, RecordRef | UnionRef | Opaque) and not self._may_be_instance(known, type):
            use = f"the method `{method.name}`"
            raise no_instance(known, self.whole, render_type(type), node.span, use)
        return node

    def _may_be_instance(self, known: core.TypeClass, type: TypeExpr) -> bool:
        """Whether some instance takes values of a type that none is for."""
        name = type.name if isinstance(type, RecordRef | UnionRef) else ""
        definition = self.whole.types.get(name)
        related = {name, definition.union, *definition.variants} if definition is not None else set()
        return any(
            isinstance(each, AnyType | Variable) or (isinstance(each, RecordRef | UnionRef) and each.name in related)
            for each, _ in self._instances_of(known)
        )  # fmt: skip

    @cached_property
    def _declared(self) -> dict[core.Binding, Syntax]:
        declared = {name: type for name, type in declared_types(self.program) if not name.assigned}
        if self.is_open:
            # What is at top level may be defined anew.
            for definition in self.program.definitions:
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
        type = self.types.read(written)
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
        if type is None and self.within is not None and self.within.class_name == known.name:
            return self.within.methods[method.name]
        if type is None or (isinstance(expected := self.types.read(type), Variable | AnyType)):
            raise diagnostics.TypeError.at(
                Code.METHOD_OF_UNKNOWN_TYPE,
                span,
                f"`{method.name}` of {known.name} is chosen by its type, which nothing here declares",
                labels=[Label(method.span, "declared here")],
                help=[f"say which is meant: (the type {method.name})"],
            )
        for each, instance in self._instances_of(known):
            if each == expected:
                return instance.methods[method.name]
        raise no_instance(known, self.whole, write_datum(type), span, f"`{method.name}`")

    # Constraints -----------------------------------------------------------------------

    def _constrained(self, procedure: core.Lambda) -> core.Lambda:
        """A procedure that first checks what ``where`` says in its types."""
        checks = []
        for constraint in constraints(procedure):
            name, variable = parts_of_constraint(constraint)
            known = self.whole.classes.get(name)
            if known is None:
                raise unknown_class(name, constraint, self.whole.classes)
            for parameter, written in declared_parameters(procedure):
                kind = _occurrence(written, variable)
                if kind is not None:
                    checks.append(self._check_of(known, procedure, parameter, kind))
        if not checks:
            return procedure
        body = core.Sequence((*checks, procedure.body), procedure.body.span)
        return replace(procedure, body=body)

    @staticmethod
    def _check_of(
        known: core.TypeClass, procedure: core.Lambda, parameter: core.Binding, in_sequence: bool
    ) -> core.Core:
        span = procedure.span
        arguments = (
            core.Constant(known.name, span),
            core.Constant(procedure.name or "lambda", span),
            core.Constant(in_sequence, span),
            core.Reference(parameter, span),
        )
        return core.Apply(core.Builtin("%constraint", span), arguments, {}, span)


def _copied(value: core.Core) -> core.Core:
    """An expression with variables of its own."""
    inside: list[core.Binding] = []
    for node in walk(value):
        if isinstance(node, core.Lambda):
            inside += [p.binding for p in node.parameters] + ([node.rest] if node.rest is not None else [])
        for clause in clauses_of(node):
            inside += bound(clause)
    return renamed(value, {each: core.Binding(each.name, each.span, each.assigned) for each in inside})


def constraints(procedure: core.Lambda, whole: Syntax | None = None) -> Iterator[List]:
    """The ``(Class variable)`` after ``where`` in the types of a procedure; ``whole`` is declared apart from it."""
    written = (whole, procedure.type, procedure.result, *(p.type for p in procedure.parameters))
    return constraints_in(*(type for type in written if type is not None))


def _occurrence(type: Syntax, variable: str) -> bool | None:
    """Whether a value of a type is one of the variable's (False), or a sequence of such (True)."""
    if isinstance(type, List) and len(type.items) > 2 and is_symbol(type.items[1], "where"):
        type = type.items[0]
    return False if is_of(type, variable) else True if holds(type, variable) else None
