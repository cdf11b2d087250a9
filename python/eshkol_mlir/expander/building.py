"""Small pieces of the core language that expanders of several forms make."""

from __future__ import annotations

from collections.abc import Callable

from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander import core


def apply_builtin(name: str, span: Span, *arguments: core.Core) -> core.Core:
    return core.Apply(core.Builtin(name, span), arguments, {}, span)


def quoted(datum: object, span: Span) -> core.Core:
    return apply_builtin("%quote", span, core.Constant(datum, span))


def let_temporary(value: core.Core, body: Callable[[core.Core], core.Core], span: Span) -> core.Core:
    """A body over a reference to the value, which is computed once."""
    binding = core.Binding("%t", span)
    return bind_to(core.Parameter(binding, None), value, body(core.Reference(binding, span)), span)


def bind_to(parameter: core.Parameter, value: core.Core, body: core.Core, span: Span) -> core.Core:
    return core.Let((core.Clause((parameter,), None, value),), body, span)
