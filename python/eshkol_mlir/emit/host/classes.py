"""Methods of type classes on the host: procedures that look at their arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Any

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.expander.building import apply_builtin
from eshkol_mlir.expander.core import Binding, Definition, Parameter
from eshkol_mlir.expander.traversal import with_parts
from eshkol_mlir.expander.type_names import names_in
from eshkol_mlir.types.annotations import (
    OPAQUE,
    AnyType,
    Arrow,
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
)
from eshkol_mlir.types.dtypes import DType
from eshkol_mlir.types.instances import has_builtins, instances_of, listed_instances

#: Makes the test of a value.
_Test = Callable[[core.Core], core.Core]


def define_methods(
    program: core.Program,
    body: Sequence[Definition | core.Core],
    device: DeviceCode | None,
    elsewhere: Set[Binding] = frozenset(),
) -> list[Definition | core.Core]:
    """The forms of a program with methods and constraints in terms of predicates, but for what is elsewhere."""
    methods = _Methods(program, device, elsewhere)
    forms = methods.forms(body)
    return [*(methods.constraint(known) for known in methods.constraints), *forms]


def choosing(program: core.Program) -> set[Binding]:
    """The variables of what chooses between instances anywhere in a program, or asks whether there is one."""
    classes = program.classes.values()
    methods = {method.binding for known in classes for method in known.methods.values()}
    return methods | {known.constraint for known in classes}


def define_methods_anew(
    forms: core.Program,
    whole: core.Program,
    body: Sequence[Definition | core.Core],
    device: DeviceCode | None,
) -> list[Definition | core.Core]:
    """The same for forms that are evaluated after others, where other forms may add instances.

    What chooses between instances is defined anew when there are others.  Procedures of instances come before
    all else, so that the rest may call methods wherever it stands.

    Args:
        forms: what is evaluated.
        whole: these, with the definitions, classes and instances of all before them.
        body: the forms, as they are emitted.
        device: what is known of device code.
    """
    methods = _Methods(whole, device)
    chosen = _with_other_instances(forms, whole)
    bindings = {method.binding for known in chosen for method in known.methods.values()}
    of_instances = {binding for instance in forms.instances for binding in instance.methods.values()}
    procedures, rest = [], []
    for item in body:
        binding = item.binding if isinstance(item, Definition) else None
        if isinstance(item, Definition) and isinstance(item.value, core.Lambda) and binding in of_instances:
            procedures.append(item)
        elif binding not in bindings:
            rest.append(item)
    choices = (definition for definition in whole.definitions if definition.binding in bindings)
    constraints = (methods.constraint(known) for known in chosen)
    return [*methods.forms([*procedures, *choices]), *constraints, *methods.forms(rest)]


def _with_other_instances(forms: core.Program, whole: core.Program) -> list[core.TypeClass]:
    """The classes for whose instances there are other tests than before."""
    names = {*forms.classes, *(instance.class_name for instance in forms.instances)}
    names |= {
        each.class_name for each in whole.instances if not forms.types.keys().isdisjoint(names_in(each.type))
    }
    return [known for name, known in whole.classes.items() if name in names]


class _Methods:
    def __init__(
        self, program: core.Program, device: DeviceCode | None, elsewhere: Set[Binding] = frozenset()
    ) -> None:
        self.program = program
        self.device = device
        self.elsewhere = elsewhere
        self.types = TypeReader(program.types)
        #: The classes that are constraints.
        self.constraints: dict[core.TypeClass, None] = {}

    def forms(self, body: Sequence[Definition | core.Core]) -> list[Definition | core.Core]:
        return list(map(self._form, body))

    def _form(self, item: Definition | core.Core) -> Definition | core.Core:
        if not isinstance(item, Definition):
            form: core.Core = self._changed(item)
            return form
        return item if item.binding in self.elsewhere else replace(item, value=self._changed(item.value))

    def _changed(self, part: Any) -> Any:
        match part:
            case core.Lambda(
                body=core.Apply(
                    function=core.Builtin(name="%method"),
                    arguments=(core.Constant(value=str() as name), core.Constant(value=str() as method), _),
                )
            ):
                known = self.program.classes[name]
                return self._standing_for(part, self._method(known, known.methods[method], part))
            case core.Apply(
                function=core.Builtin(name="%constraint"),
                arguments=(
                    core.Constant(value=str() as name),
                    user,
                    core.Constant(value=bool() as inside),
                    value,
                ),
            ):
                return self._use(self.program.classes[name], user, inside, value, part.span)
        return self._standing_for(part, with_parts(part, self._changed))

    def _standing_for(self, part: Any, made: Any) -> Any:
        """What a part is made into; device code chooses instances, and checks constraints, by itself."""
        if made is not part and isinstance(part, core.Lambda) and self.device is not None:
            self.device.stands_for(made, part)
        return made

    def _method(self, known: core.TypeClass, method: core.Method, written: core.Lambda) -> core.Lambda:
        span = written.span
        names = [Binding(f"x{i + 1}", span) for i in range(method.arity or 0)]
        arguments = tuple(core.Reference(name, span) for name in names)
        given = [_element(arguments[p], inside, span) for p, inside in method.positions]
        use = core.Constant(f"the method {method.name}", span)
        otherwise = self._missing(known, use, given[0] if given else core.Constant(False, span), span)
        if method.builtin is not None:
            operation = core.Apply(core.Builtin(method.builtin, span), arguments, {}, span)
            otherwise = core.If(_all([_numeric(v, span) for v in given], span), operation, otherwise, span)
        body = otherwise
        for test, instance in reversed(self._tests(known)):
            procedure = core.Reference(instance.methods[method.name], span)
            call = core.Apply(procedure, arguments, {}, span)
            body = core.If(_all([test(value) for value in given], span), call, body, span)
        parameters = tuple(Parameter(name, None) for name in names)
        return replace(written, parameters=parameters, rest=None, body=body)

    def constraint(self, known: core.TypeClass) -> Definition:
        """The procedure that checks that a value is of an instance of a class, for what ``user`` names."""
        span = known.span
        user, value = Binding("user", span), Binding("value", span)
        of = core.Reference(value, span)
        body = self._missing(known, core.Reference(user, span), of, span)
        for test in reversed(self._tests_of(known, of)):
            body = core.If(test, core.Constant(None, span), body, span)
        parameters = (Parameter(user, None), Parameter(value, None))
        procedure = core.Lambda(parameters, None, body, span, name=known.constraint.name)
        return Definition(known.constraint, procedure, span, is_public=False)

    def _tests_of(self, known: core.TypeClass, value: core.Core) -> list[core.Core]:
        """Tests of which one succeeds where a value is of an instance of a class."""
        if known.constraint in self.elsewhere:
            return []
        tests = [test(value) for test, _ in self._tests(known)]
        return [*tests, _numeric(value, known.span)] if has_builtins(known) else tests

    def _use(
        self, known: core.TypeClass, user: core.Core, inside: bool, value: core.Core, span: Span
    ) -> core.Core:
        """A check of a value, or of the first one of a sequence."""
        self.constraints[known] = None
        arguments = (user, _element(value, inside, span))
        check = core.Apply(core.Reference(known.constraint, span), arguments, {}, span)
        if not inside:
            return check
        return core.If(apply_builtin("%has-no-element?", span, value), core.Constant(None, span), check, span)

    def _missing(self, known: core.TypeClass, use: core.Core, value: core.Core, span: Span) -> core.Core:
        listed = core.Constant(listed_instances(self.program, known.name), span)
        return apply_builtin("%no-instance", span, use, core.Constant(known.name, span), listed, value)

    def _tests(self, known: core.TypeClass) -> list[tuple[_Test, core.Instance]]:
        """Tests of values for each instance, in order; those of conversions come after all that need none."""
        found = instances_of(self.program, self.types, known.name)
        exact = [(self._test(type, instance.span), instance) for type, instance in found]
        converted = [
            (_predicate("real?", instance.span), instance)
            for type, instance in found
            if isinstance(type, ScalarType) and type.dtype is not None and type.dtype.is_float
        ]
        anything = [isinstance(type, AnyType | Variable) for type, _ in found].count(True)
        end = len(exact) - anything
        return [*exact[:end], *converted, *exact[end:]]

    def _test(self, type: TypeExpr, span: Span) -> _Test:
        match type:
            case RecordRef(name=name) | UnionRef(name=name):
                predicate = self.program.types[name].predicate
                assert predicate is not None
                return lambda value: core.Apply(core.Reference(predicate, span), (value,), {}, span)
            case ScalarType(dtype=None):
                return _predicate("number?", span)
            case ScalarType(dtype=DType() as dtype):
                if dtype.is_float:
                    return _predicate("%flonum?", span)
                name = "boolean?" if dtype.is_boolean else "exact-integer?" if dtype.is_integer else "number?"
                return _predicate(name, span)
            case ListType():
                return _predicate("list?", span)
            case VectorType():
                return _predicate("vector?", span)
            case Arrow():
                return _predicate("procedure?", span)
            case Opaque(name=name) if name in OPAQUE:
                return _predicate("exact-rational?" if name == "rational" else f"{name}?", span)
            case TensorType(dtype=dtype, shape=shape, rank=rank):
                wanted = len(shape) if isinstance(shape, tuple) else rank
                element = core.Constant(dtype.name if isinstance(dtype, DType) else False, span)
                dimensions = core.Constant(False if wanted is None else wanted, span)
                return lambda value: apply_builtin("%tensor-of?", span, value, element, dimensions)
        return lambda value: core.Constant(True, span)


def _predicate(name: str, span: Span) -> _Test:
    return lambda value: apply_builtin(name, span, value)


def _numeric(value: core.Core, span: Span) -> core.Core:
    return core.If(
        apply_builtin("number?", span, value),
        core.Constant(True, span),
        apply_builtin("%tensor-of?", span, value, core.Constant(False, span), core.Constant(False, span)),
        span,
    )


def _element(value: core.Core, inside: bool, span: Span) -> core.Core:
    return apply_builtin("%first-element", span, value) if inside else value


def _all(tests: Sequence[core.Core], span: Span) -> core.Core:
    result = tests[-1] if tests else core.Constant(True, span)
    for test in reversed(tests[:-1]):
        result = core.If(test, result, core.Constant(False, span), span)
    return result
