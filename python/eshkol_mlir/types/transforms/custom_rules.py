"""``defvjp`` and ``defjvp``: derivatives that a program gives to its own procedures.

A procedure with a rule is always a function of its own.  Beside each such
function stands one that computes its derivative, which an attribute names:

    func.func private @f.1(%x: f64) -> f64 attributes {eshkol.vjp = @f.1.vjp}

``@f.1.vjp`` takes what ``@f.1`` takes, then a cotangent of each of its results
that has derivatives; it returns a cotangent of each such argument.  The rule of
``defjvp`` takes tangents of the arguments and returns those of the results.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.types.calls import Arguments, Instance, apply
from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.transforms.tangents import as_type, flatten_like, is_false
from eshkol_mlir.types.transforms.trees import Wanted
from eshkol_mlir.types.types import Scalar, Tensor
from eshkol_mlir.types.values import (
    Environment,
    ListValue,
    MultipleValues,
    Poison,
    Static,
    Term,
    Value,
    counted,
    describe,
    is_procedure,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


def check_rules(el: Elaborator) -> None:
    """Reports rules for what is no procedure, and rules that are none themselves."""
    from eshkol_mlir.types.elaborator import new_function

    for rules in el.rules.values():
        for rule in rules.values():
            definition = el.definitions.definition(rule.binding)
            if definition is None or not isinstance(definition.value, core.Lambda):
                el.report(
                    diagnostics.TypeError.at(
                        Code.NOT_A_RULE, rule.span,
                        f"{rule.kind} gives a rule to `{rule.binding.name}`, which is no procedure",
                        labels=[Label(definition.span, "defined here")] if definition else [],
                        help=["define it as (define (name parameter ...) body ...)"],
                    )
                )  # fmt: skip
                continue
            with new_function(el, rule.kind):
                value = el.expression(rule.value, Environment())
            if not is_procedure(value) and not isinstance(value, Poison):
                el.report(
                    diagnostics.TypeError.at(
                        Code.NOT_A_RULE, rule.value.span,
                        f"the rule that {rule.kind} gives should be a procedure but is {describe(value)}",
                        help=[_FORMS[rule.kind]],
                    )
                )  # fmt: skip


_FORMS = {
    "defvjp": "(defvjp name (lambda (primals cotangent) (list cotangent-of-argument ...)))",
    "defjvp": "(defjvp name (lambda (primals tangents) tangent-of-result))",
}


def attach_rules(
    el: Elaborator,
    function: ir.Function,
    rules: Sequence[core.Rule],
    values: Sequence[Value],
    variables: Sequence[DimVar],
    instance: Instance,
) -> bool:
    """Builds the functions that compute derivatives of ``function``; False after errors."""
    frames, el.frames = el.frames, []
    attributes = dict(function.attributes)
    try:
        for rule in rules:
            kind = rule.kind.removeprefix("def")
            symbol = _Rule(el, rule, f"{function.name}.{kind}", values, variables, instance).build()
            if symbol is None:
                return False
            attributes[f"eshkol.{kind}"] = ir.symbol_name(symbol)
    finally:
        el.frames = frames
    function.attributes = attributes
    return True


def varies(type: Scalar | Tensor) -> bool:
    """Whether numbers of a type have derivatives."""
    return type.dtype.is_float or type.dtype.is_complex


@dataclass(frozen=True, eq=False)
class _Rule:
    el: Elaborator
    rule: core.Rule
    symbol: str
    values: Sequence[Value]
    variables: Sequence[DimVar]
    instance: Instance

    @property
    def span(self) -> Span:
        return self.rule.value.span

    def build(self) -> str | None:
        from eshkol_mlir.types.elaborator import new_function

        el = self.el
        with new_function(el, self.symbol) as context:
            block, outer_span, el.builder.span = el.builder.block, el.builder.span, self.span
            for variable in self.variables:
                el.define_size(variable, block.argument("index"))
            primals = [self._arguments(value) for value in self.values]
            errors = len(el.errors)
            results = self._vjp(primals) if self.rule.kind == "defvjp" else self._jvp(primals)
            el.builder.span = outer_span
            if results is None or len(el.errors) > errors:
                return None
            el.builder.emit("func.return", [term.value for term in results])
            block.operations[:0] = context.prologue.operations
            types = [term.value.type for term in results]
            el.functions.append(ir.Function(self.symbol, block, types, private=True, span=self.span))
        return self.symbol

    def _arguments(self, value: Value) -> Value:
        block = self.el.builder.block
        parts = [
            Term(block.argument(leaf.type.mlir), leaf.type) if isinstance(leaf, Term) else leaf
            for leaf in leaves(value)
        ]
        return rebuild(value, iter(parts))

    def _apply(self, primals: Sequence[Value], other: Value) -> Value | None:
        procedure = self.el.expression(self.rule.value, Environment())
        given = Arguments((ListValue(tuple(primals)), other), {}, self.span)
        value = apply(self.el, procedure, given)
        return None if any(isinstance(leaf, Poison) for leaf in leaves(value)) else value

    def _directions(self, value: Value) -> Value:
        """A new argument of the function for each number of ``value`` that has derivatives; zero for others."""
        parts = [self._direction(leaf) for leaf in leaves(value)]
        return rebuild(value, iter(parts))

    def _direction(self, leaf: Value) -> Value:
        if isinstance(leaf, Static) or (isinstance(leaf, Term) and not varies(leaf.type)):
            return Static(0)
        if not isinstance(leaf, Term):
            return leaf
        value = self.el.builder.block.argument(leaf.type.mlir)
        return Term(value, leaf.type if isinstance(leaf.type, Scalar) else self._sized(value, leaf.type))

    def _sized(self, value: ir.Value, type: Tensor) -> Tensor:
        """The type of an argument, whose sizes may be known to the function that computes it alone."""
        el, shape = self.el, []
        for position, dim in enumerate(type.shape):
            if dim.variables() <= el.context.sizes.keys():
                shape.append(dim)
                continue
            size = el.dimension_of(value, position)
            variable, own = size.variable, dim.variable
            assert variable is not None
            if own is not None:
                el.define_size(own, el.context.sizes[variable])
                size = Dim.of(own)
            shape.append(size)
        return Tensor(type.dtype, tuple(shape))

    # Backward: (primals cotangent) -> (list cotangent ...) -----------------------------------------

    def _vjp(self, primals: Sequence[Value]) -> list[Term] | None:
        cotangent = self._directions(self.instance.template)
        if isinstance(cotangent, MultipleValues):
            cotangent = ListValue(cotangent.items)
        value = self._apply(primals, cotangent)
        if value is None:
            return None
        items = value.items if isinstance(value, ListValue | MultipleValues) else (value,)
        if len(items) != len(primals):
            raise diagnostics.ArityError.at(
                Code.RULE_VALUES,
                self.span,
                f"the rule of `{self.rule.binding.name}` returns {counted(items, 'cotangent')}, "
                f"but the procedure takes {counted(primals, 'argument')}",
                help=["it returns a list of one cotangent for each argument"],
            )
        found = []
        for position, (primal, item) in enumerate(zip(primals, items, strict=True)):
            what = f"cotangent {position + 1} that the rule of `{self.rule.binding.name}` returns"
            found += self._checked(primal, item, what)
        return found

    def _checked(self, tree: Value, value: Value, what: str) -> list[Term]:
        wanted = Wanted(what, self.span)
        return [
            as_type(self.el, Static(0) if is_false(part) else part, leaf.type, wanted)
            for leaf, part in flatten_like(self.el, tree, value, wanted)
            if isinstance(leaf, Term) and varies(leaf.type)
        ]

    # Forward: (primals tangents) -> tangent ------------------------------------------------------------

    def _jvp(self, primals: Sequence[Value]) -> list[Term] | None:
        tangents = ListValue(tuple(self._directions(value) for value in primals))
        value = self._apply(primals, tangents)
        if value is None:
            return None
        template = self.instance.template
        for variable in self.instance.sizes:
            if variable not in self.el.context.sizes:
                raise diagnostics.UnsupportedError.at(
                    Code.RULE_UNUSABLE,
                    self.span,
                    f"`{self.rule.binding.name}` computes the size of its result, which a rule of defjvp cannot check",
                    help=["give it a rule with defvjp"],
                )
        return self._checked(
            template, value, f"the tangent that the rule of `{self.rule.binding.name}` returns"
        )
