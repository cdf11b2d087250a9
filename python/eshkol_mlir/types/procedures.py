"""What is known of a procedure from outside: the names and types of its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core
from eshkol_mlir.reader.syntax import Syntax
from eshkol_mlir.types.annotations import (
    Arrow,
    ScalarType,
    TensorType,
    TypeExpr,
    dimension_names,
    render_type,
)
from eshkol_mlir.types.calls import last_expression, signature
from eshkol_mlir.types.signatures import is_exportable
from eshkol_mlir.types.values import (
    Closure,
    Composition,
    Environment,
    ListValue,
    Static,
    Term,
    Transformed,
    Value,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator

#: Transformations whose result takes what the procedure itself takes.
SAME_PARAMETERS = (
    "grad", "value-and-grad", "jacobian", "hessian", "derivative", "autodiff-gradient", "autodiff-reverse",
    "autodiff-forward", "autodiff-jacobian", "autodiff-hessian", "jit",
)  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """``type`` is None where none is declared."""

    name: str
    span: Span | None
    type: TypeExpr | None


@dataclass(frozen=True, eq=False)
class Procedure:
    """A procedure that may become a function of the module.  ``parameters`` is None where nothing is known."""

    value: Value
    parameters: tuple[Parameter, ...] | None
    rest: bool = False
    doc: str = ""

    def given(self, types: Sequence[TypeExpr]) -> Procedure:
        """The same for arguments of these types."""
        known = self.parameters or tuple(Parameter(f"x{i}", None, None) for i in range(len(types)))
        typed = tuple(replace(p, type=type) for p, type in zip(known, types, strict=True))
        return replace(self, parameters=typed)

    @property
    def untyped_reason(self) -> str | None:
        """Why a function cannot be compiled on its own; None if it can."""
        if self.rest:
            return "it takes any number of arguments"
        if self.parameters is None:
            return "its parameters have no types"
        for parameter in self.parameters:
            if parameter.type is None:
                return f"its parameter `{parameter.name}` has no type"
            if not is_exportable(parameter.type):
                return f"its parameter `{parameter.name}` has type {render_type(parameter.type)}"
        return "it is made by another procedure" if _captures(self.value) else None


def procedure(el: Elaborator, value: Value, declared: TypeExpr | None = None) -> Procedure:
    """What is known of a procedure; the type that is declared for it comes first."""
    found = _procedure(el, value)
    if not isinstance(declared, Arrow) or isinstance(value, Closure):
        return found
    return replace(found, parameters=_typed_parameters(found, declared), rest=False)


def _typed_parameters(found: Procedure, declared: Arrow) -> tuple[Parameter, ...]:
    """As many parameters as a declared type has, with the names of the procedure's own if it has as many."""
    names = found.parameters
    if names is None or len(names) != len(declared.parameters):
        names = tuple(Parameter(f"x{i}", None, None) for i in range(len(declared.parameters)))
    return tuple(replace(p, type=type) for p, type in zip(names, declared.parameters, strict=True))


def with_declared_type(
    el: Elaborator,
    value: Value,
    declared: Arrow,
    written: Syntax,
    name: str,
    origin: Span,
    binding: core.Binding | None = None,
) -> Closure:
    """The procedure that a variable has, as one whose calls are checked by the type that is declared for it.

    Args:
        written: the declared type in the program.
        name: the variable.
        origin: where messages about what the procedure returns are to point.
        binding: the variable, where it is one of the whole program.
    """
    span = written.span
    named = _typed_parameters(_procedure(el, value), declared)
    given = [core.Binding(parameter.name, span) for parameter in named]
    inner = core.Binding(name, span)
    call = core.Apply(
        core.Reference(inner, span), tuple(core.Reference(each, span) for each in given), {}, origin
    )
    parameters = tuple(core.Parameter(each, None) for each in given)
    function = core.Lambda(parameters, None, call, origin, name, type=written)
    return Closure(function, Environment(None, {inner: value}), binding)


def as_declared(el: Elaborator, value: Value, declared: Arrow, written: Syntax, name: str) -> Value:
    """A procedure given for the parameter ``name``; what it returns is converted or refused as declared there.

    The same procedure gives the same one again, so that loops see what stays as it is.
    """
    if not isinstance(value, Closure | Composition) or declared.rest is not None:
        return value
    if isinstance(value, Closure):
        function = value.function
        if function.type is written or function.rest is not None:
            return value
        if signature(el, function) == (list(declared.parameters), declared.result):
            return value
    known = el.context.procedures_as_declared
    if (value, id(written)) not in known:
        origin = last_expression(value.function.body).span if isinstance(value, Closure) else written.span
        known[value, id(written)] = with_declared_type(el, value, declared, written, name, origin)
    return known[value, id(written)]


def _procedure(el: Elaborator, value: Value) -> Procedure:
    match value:
        case Closure(function=function):
            types, _ = signature(el, function)
            parameters = tuple(
                Parameter(p.binding.name, p.binding.span, type)
                for p, type in zip(function.parameters, types, strict=False)
            )
            return Procedure(value, parameters, function.rest is not None, function.doc or "")
        case Composition(procedures=procedures):
            return replace(_procedure(el, procedures[-1]), value=value)
        case Transformed(kind=kind, function=function) if kind in SAME_PARAMETERS:
            return replace(_procedure(el, function), value=value)
        case Transformed(kind="vmap", function=function, options=options):
            inner = _procedure(el, function)
            if inner.parameters is None:
                return replace(inner, value=value)
            batched = _batched(inner.parameters, options.in_axes)
            return replace(inner, value=value, parameters=batched)
    return Procedure(value, None)


def _batched(parameters: Sequence[Parameter], in_axes: Value) -> tuple[Parameter, ...]:
    """The parameters of a batched procedure; a batch of records has no type."""
    count = len(parameters)
    axes = in_axes.items if isinstance(in_axes, ListValue) else (in_axes,) * count
    axes = axes if len(axes) == count else (Static(None),) * count  # type: ignore[arg-type]
    taken = {name for parameter in parameters for name in _dimension_names(parameter.type)}
    batch = next(name for i in range(count + len(taken) + 1) if (name := f"batch{i or ''}") not in taken)
    return tuple(
        replace(parameter, type=_batch_type(parameter.type, axis, batch))
        for parameter, axis in zip(parameters, axes, strict=True)
    )


def _dimension_names(type: TypeExpr | None) -> list[str]:
    if isinstance(type, TensorType) and isinstance(type.shape, tuple):
        return [name for dim in type.shape for name in dimension_names(dim)]
    return []


def _batch_type(type: TypeExpr | None, axis: Value, batch: str) -> TypeExpr | None:
    number = axis.value if isinstance(axis, Static) else None
    if number is False:
        return type
    if type is None or isinstance(number, bool) or not isinstance(number, int):
        return None
    if isinstance(type, ScalarType) and type.dtype is not None and number in (0, -1):
        return TensorType(type.dtype, (batch,))
    if isinstance(type, TensorType) and isinstance(type.shape, tuple):
        rank = len(type.shape) + 1
        if -rank <= number < rank:
            place = number % rank
            return replace(type, shape=(*type.shape[:place], batch, *type.shape[place:]))
    return None


def _captures(value: Value) -> bool:
    """Whether a procedure's environment holds values computed by the program."""
    match value:
        case Transformed(function=function):
            return _captures(function)
        case Composition(procedures=procedures):
            return any(map(_captures, procedures))
        case Closure(environment=environment):
            scope: Environment | None = environment
            while scope is not None:
                if any(isinstance(item, Term) for item in scope.values.values()):
                    return True
                scope = scope.outer
    return False
