"""Elaborating a whole program: every function that can be compiled, every expression checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.annotations import TypeExpr, render_type
from eshkol_mlir.types.calls import OUTPUT, Arguments, apply, call_again, noted_for
from eshkol_mlir.types.definitions import check_definitions
from eshkol_mlir.types.dependences import Dependences
from eshkol_mlir.types.elaborator import Definitions, Elaborator, new_function
from eshkol_mlir.types.procedures import Procedure, procedure
from eshkol_mlir.types.records import holds_qubits
from eshkol_mlir.types.shown import shown
from eshkol_mlir.types.signatures import (
    Export,
    export_function,
    finish_function,
    interface_of,
    unpassable_field,
)
from eshkol_mlir.types.transforms.custom_rules import check_rules
from eshkol_mlir.types.values import (
    Closure,
    Environment,
    MultipleValues,
    Poison,
    Unspecified,
    Value,
    counted,
    describe,
    is_procedure,
    leaves,
)

#: What ``display`` and its kin print, in order: text, or the results of a function.
Output = str | Export


@dataclass
class Elaborated:
    """The typed program.

    ``exports`` are functions that outside callers can reach; ``untyped`` are
    the others, with the reason; ``script`` is what running the file does.
    """

    functions: list[ir.Function]
    exports: list[Export] = field(default_factory=list)
    untyped: dict[str, str] = field(default_factory=dict)
    script: list[Output] = field(default_factory=list)

    def export_only(self, names: Set[str]) -> None:
        """Drops all functions that those of these names do not need."""
        self.exports[:] = [export for export in self.exports if export.name in names]
        symbols = {export.symbol for export in self.exports}
        for function in self.functions:
            function.private = function.name not in symbols
        self.functions[:] = ir.reachable(self.functions)


def elaborate(
    program: core.Program,
    definitions: Definitions,
    *,
    entry: str | None = None,
    arguments: Sequence[TypeExpr] | None = None,
    script: str | None = None,
    check_bounds: bool = False,
    dependences: Dependences | None = None,
) -> Elaborated:
    """Typed code for a program.

    Args:
        entry: only this function is exported.
        arguments: the types of the entry's arguments, which then need no declaration.
        script: ``run`` makes functions of the top-level expressions that display something,
            ``values`` of all; otherwise they are only checked.
        check_bounds: computed indices out of range stop the program.
        dependences: gets what the modules use of each other.

    Raises:
        EshkolError: everything that is wrong with the program, sorted by place.
    """
    made = _ProgramElaborator(program, definitions, check_bounds, dependences)
    return made.run(entry, arguments, script)


def check_part(
    program: core.Program,
    definitions: Definitions,
    dependences: Dependences,
    calls: Iterable[tuple[Binding, str]],
) -> None:
    """Checks some modules of a program as they are checked with all of it.

    Args:
        program: they, and of other variables that they refer to their types.
        definitions: those of all of these.
        dependences: what is known of others; gets what they use.
        calls: those of their procedures from elsewhere.

    Raises:
        EshkolError: what is wrong with them.
        BodyNeeded: more has to be known of a variable.
    """
    _ProgramElaborator(program, definitions, False, dependences).check_part(calls)


class _ProgramElaborator:
    def __init__(
        self, program: core.Program, definitions: Definitions, check_bounds: bool,
        dependences: Dependences | None,
    ) -> None:  # fmt: skip
        self.program = program
        self.el = Elaborator(program, definitions, check_bounds, dependences)
        self.result = Elaborated(self.el.functions)
        self.entry: str | None = None

    def run(self, entry: str | None, arguments: Sequence[TypeExpr] | None, script: str | None) -> Elaborated:
        self.entry = entry
        check_definitions(self.el.types, self.el.report, on_device=True)
        check_rules(self.el)
        found = False
        for definition in self.program.definitions:
            if definition.is_public and (entry is None or definition.binding.name == entry):
                found = True
                self._guarded(
                    partial(self._definition, definition, arguments), definition.span, definition.binding
                )
        if entry is not None and not found:
            from eshkol_mlir.expander.scope import did_you_mean

            names = [d.binding.name for d in self.program.definitions if d.is_public]
            raise diagnostics.NameError.at(
                Code.NO_SUCH_FUNCTION,
                None,
                f"there is no function `{entry}`",
                help=did_you_mean(entry, names),
            )
        if entry is None:
            made = len(self.el.functions)
            for expression in self.program.expressions:
                self._guarded(partial(self._expression, expression, script), expression.span)
            if script is None:
                # The expressions have been checked; nobody runs them.
                self.result.script.clear()
                del self.el.functions[made:]
        self._raise_errors()
        self.el.functions[:] = ir.reachable(self.el.functions)
        return self.result

    def check_part(self, calls: Iterable[tuple[Binding, str]]) -> None:
        for binding, text in calls:
            if binding.span is not None:
                self._guarded(partial(call_again, self.el, binding, text), binding.span, binding)
        self.run(None, None, None)

    def _guarded(self, action: Callable[[], None], span: Span, binding: Binding | None = None) -> None:
        """Does something for a definition, or for an expression of the program."""
        el = self.el
        try:
            with noted_for(el, binding):
                action()
        except EshkolError as error:
            el.report(error)
        except RecursionError:
            el.errors.append(
                diagnostics.UnsupportedError.at(
                    Code.NESTED_TOO_DEEPLY, span, "this is nested too deeply to be compiled"
                )
            )
        el.frames.clear()

    def _raise_errors(self) -> None:
        if not self.el.errors:
            return
        unique: dict[tuple[str, str, Span | None], diagnostics.Diagnostic] = {}
        for error in self.el.errors:
            for diagnostic in error.diagnostics:
                unique.setdefault((diagnostic.kind, diagnostic.message, diagnostic.span), diagnostic)
        found = sorted(unique.values(), key=lambda d: d.span.start if d.span else -1)
        first = found[0].kind
        kind = next((type(e) for e in self.el.errors if type(e).__name__ == first), type(self.el.errors[0]))
        raise kind(found[: diagnostics.MAX_ERRORS])

    # Definitions -------------------------------------------------------------------

    def _definition(self, definition: core.Definition, arguments: Sequence[TypeExpr] | None) -> None:
        name = definition.binding.name
        if name.startswith("%") or self._is_constructor(definition):
            return
        if isinstance(definition.value, core.Lambda):
            value: Value = Closure(definition.value, Environment(), definition.binding)
        else:
            with new_function(self.el, f"{name}.value"):
                value = self.el.global_value(definition.binding, definition.span)
        if is_procedure(value):
            declared = self.el.types.read(definition.type) if definition.type is not None else None
            self._export(name, procedure(self.el, value, declared), definition.span, arguments)
        elif self.entry is not None and not isinstance(value, Poison):
            raise diagnostics.TypeError.at(
                Code.NOT_A_FUNCTION, definition.span, f"`{name}` is {describe(value)}, not a function"
            )

    def _is_constructor(self, definition: core.Definition) -> bool:
        name = definition.binding.name.removeprefix("make-").removesuffix("?")
        return (
            name in self.program.types
            and isinstance(definition.value, core.Lambda)
            and definition.value.name == definition.binding.name
            and not definition.value.parameters
        )

    def _export(self, name: str, made: Procedure, span: Span, arguments: Sequence[TypeExpr] | None) -> None:
        if arguments is not None:
            made = self._given(name, made, span, arguments)
        reason = made.untyped_reason or self._qubits_in(made, span) or self._unpassable_in(made, span)
        if reason is not None:
            if self.entry is not None:
                raise diagnostics.TypeError.at(
                    Code.CANNOT_BE_PASSED,
                    span,
                    f"`{name}` cannot be compiled on its own: {reason}",
                    help=["declare the types, or give those of the arguments with --args"]
                    if arguments is None
                    else [],
                )
            self.result.untyped[name] = reason
            return
        export = export_function(self.el, name, name, made, span)
        if isinstance(export, str):
            if self.entry is not None:
                raise diagnostics.TypeError.at(
                    Code.CANNOT_LEAVE,
                    span,
                    f"the result of `{name}` is {export}, which cannot leave a compiled function",
                )
            self.result.untyped[name] = f"its result is {export}"
        elif export is not None:
            self.result.exports.append(export)

    def _qubits_in(self, made: Procedure, span: Span) -> str | None:
        """The reason that a function is given qubits, if it is."""
        for parameter in made.parameters or ():
            if holds_qubits(self.el, parameter.type, span):
                return f"its parameter `{parameter.name}` has qubits"
        return None

    def _unpassable_in(self, made: Procedure, span: Span) -> str | None:
        """The reason that a function is given something inside of a record that only a program itself has."""
        for parameter in made.parameters or ():
            assert parameter.type is not None
            found = unpassable_field(self.el, parameter.type, parameter.name, span)
            if found is not None:
                name, type = found
                return f"`{name}` has type {render_type(type)}"
        return None

    def _given(self, name: str, made: Procedure, span: Span, arguments: Sequence[TypeExpr]) -> Procedure:
        known = made.parameters
        if known is None or len(arguments) == len(known):
            return made.given(arguments)
        if made.rest:
            return made
        raise diagnostics.ArityError.at(
            Code.ENTRY_ARGUMENTS,
            made.value.function.span if isinstance(made.value, Closure) else span,
            f"`{name}` takes {counted(known, 'argument')} but is compiled for {len(arguments)}",
        )

    # Top-level expressions ------------------------------------------------------------

    def _expression(self, node: core.Core, script: str | None) -> None:
        if (
            isinstance(node, core.Apply)
            and isinstance(node.function, core.Builtin)
            and node.function.name in OUTPUT
        ):
            self._display(node, node.function.name)
        elif script == "values":
            self._print_value(node)
        else:
            self._evaluate(node)

    def _display(self, node: core.Apply, how: str) -> None:
        expected = 0 if how == "newline" else 1
        if len(node.arguments) != expected or node.keywords:
            raise diagnostics.ArityError.at(
                Code.PROCEDURE_ARGUMENTS,
                node.span,
                f"{how} takes {counted(range(expected), 'argument')} but gets {len(node.arguments)}",
                help=[f"call it as ({how})" if how == "newline" else f"call it as ({how} value)"],
            )
        if how == "newline":
            self.result.script.append("\n")
        else:
            self._output(node.arguments[0], how)

    def _output(self, node: core.Core, how: str) -> None:
        export = self._evaluate(node, read_back=how == "write")
        if export is not None:
            self.result.script.append(export)
        if how in ("displayln", "print") and export is not None:
            self.result.script.append("\n")

    def _print_value(self, node: core.Core) -> None:
        """Texts are shown as they are written in programs, tensors as their rows."""
        export = self._evaluate(node, read_back=True)
        if isinstance(export, Export):
            export = replace(export, read_back=False)
        if export is not None:
            self.result.script += [export, "\n"]

    def _evaluate(self, node: core.Core, read_back: bool = False) -> Output | None:
        """The text of a value known now, a function that computes it, or None where there is none."""
        el = self.el
        symbol = el.new_symbol("display")
        with new_function(el, symbol):
            body = el.builder.block
            value = el.expression(node, Environment())
            text = shown(value, read_back)
            if text is not None:
                return text
            items = value.items if isinstance(value, MultipleValues) else (value,)
            kept = [item for item in items if not isinstance(item, Unspecified)]
            if any(isinstance(leaf, Poison) for item in kept for leaf in leaves(item)) or not kept:
                return None
            from eshkol_mlir.types.signatures import runtime_value

            outcomes = [self._result(runtime_value, item, node.span) for item in kept]
            results = [interface_of(item, node.span, "this expression") for item in outcomes]
            finish_function(el, symbol, body, outcomes, node.span)
        return Export(symbol, symbol, "", (), tuple(results), read_back, node.span)

    def _result(self, runtime_value: object, item: Value, span: Span) -> Value:
        result: Value = runtime_value(self.el, item, span, "this expression")  # type: ignore[operator]
        return result


__all__ = ["Arguments", "Binding", "Elaborated", "Mapping", "apply", "elaborate"]
