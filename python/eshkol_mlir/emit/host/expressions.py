"""Expressions of the core language as operations over ``!eshkol.value``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial, reduce

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.emit.host.declared import DeclaredTypes
from eshkol_mlir.emit.host.device_code import ANYWHERE, DeviceCode
from eshkol_mlir.emit.host.folds import fold_as_loop
from eshkol_mlir.emit.host.interface import LibraryProcedure, Primitive, Runtime
from eshkol_mlir.emit.host.keywords import element_type, in_order, joining, synonym, with_keywords
from eshkol_mlir.emit.host.known_procedures import device_attribute, place, position
from eshkol_mlir.emit.host.letrec import is_procedure, plan, procedure_of
from eshkol_mlir.emit.host.literals import constant_attribute, datum_attribute
from eshkol_mlir.emit.host.nesting import MAX_NESTED, Conditionals, bound_procedure, pass_values, side_by_side
from eshkol_mlir.emit.host.variables import Boxed, Cell, Known, Local, Variable
from eshkol_mlir.emit.host.variadic import FEW, FOLDED, MOST_PARTS, PAIRED, SINGLE
from eshkol_mlir.emit.ir import Block, Builder, Function, Operation, Value, string_attribute, symbol_name
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Clause
from eshkol_mlir.expander.traversal import bound
from eshkol_mlir.reader.printer import write_symbol
from eshkol_mlir.reader.syntax import Symbol, Syntax

VALUE = "!eshkol.value"
#: The runtime has room for so many arguments of a call; those of longer calls go through a list.
MAX_WRITTEN_ARGUMENTS = 1000


class Emitter(Builder):
    """Emits the expressions of one unit.

    Args:
        runtime: what it may refer to.
        unit: its name.
        variables: of its top level.
        declared: what becomes of declared types.
        device: the expressions that are computed by device code.
    """

    def __init__(
        self, runtime: Runtime, unit: str, variables: Mapping[Binding, Known | Cell],
        declared: DeclaredTypes, device: DeviceCode | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.runtime = runtime
        self.unit = unit
        self.declared = declared
        self.device = device
        #: What names of the language mean that no program text defines.
        self.own: dict[str, Variable] = {}
        self.variables: dict[Binding, Variable] = {**variables}
        self.functions: list[Function] = []
        self.globals: list[Operation] = []
        #: Those that stand around what is emitted, within one procedure.
        self.conditionals: Conditionals | None = None
        #: Functions around primitives that are used as values, and library procedures, by name.
        self._outside: dict[str, Variable] = {}
        #: Variables of the library by their symbols: several names may be those of one.
        self._library: dict[str, Variable] = {}

    # The top level -------------------------------------------------------------------

    def top_level(self, item: core.Definition | core.Core) -> None:
        if not isinstance(item, core.Definition):
            self.expression(item)
            return
        variable = self.variables[item.binding]
        if item.value is None or isinstance(variable, Known):
            return
        assert isinstance(variable, Cell)
        checked = item.value
        if item.type is not None and item.position is None:
            checked = self._with_type(item.value, item.type, item.binding.name)
            if self.device is not None and isinstance(checked, core.Lambda):
                self.device.stands_for(checked, item.value)
        value = self.expression(checked)
        if item.count is not None:
            outer, self.span = self.span, item.span
            value = self._with_count(value, *item.count)
            self.span = outer
        if item.position is not None:
            value = self._value_at(value, item.position, item.rest)
        self.emit("eshkol.set_global", [value], (), {"global": symbol_name(variable.symbol)})

    def _with_type(self, value: core.Core, type: Syntax, name: str) -> core.Core:
        """The value of a variable with a declared type."""
        if isinstance(value, core.Lambda):
            return self.declared.procedure(value, type)
        return self.declared.value(value, type, name)

    def define(self, procedure: Known, *, public: bool) -> None:
        """Makes the function of a procedure of the top level."""
        text = procedure.value
        assert text is not None
        function = Function(procedure.symbol, block := Block(), [VALUE], not public, text.span)
        attributes = self._procedure_attributes(procedure.name, procedure.rest)
        device = self._device_attribute(text, None, [])
        function.attributes = attributes | ({"eshkol.device": device} if device is not None else {})
        with self.at_end(block):
            self.emit("func.return", [self._body(text)])
        self.functions.append(function)

    def declare_global(self, symbol: str, *, public: bool, external: bool = False) -> None:
        attributes = {"sym_name": string_attribute(symbol)}
        if not public:
            attributes["sym_visibility"] = '"private"'
        if external:
            attributes["external"] = ""
        self.globals.append(Operation("eshkol.global", [], [], attributes, [], None))

    @staticmethod
    def _procedure_attributes(name: str | None, rest: bool) -> dict[str, str]:
        attributes = {"eshkol.name": string_attribute(name)} if name else {}
        if rest:
            attributes["eshkol.rest"] = ""
        return attributes

    # Small operations ------------------------------------------------------------------

    def unspecified(self) -> Value:
        return self.literal("unit")

    def literal(self, attribute: str) -> Value:
        return self.emit_one("eshkol.literal", [], VALUE, {"value": attribute})

    def primitive(self, symbol: str, *operands: Value) -> Value:
        return self.emit_one("eshkol.primitive", operands, VALUE, {"function": symbol_name(symbol)})

    def list_of(self, values: Sequence[Value], tail: Value | None = None) -> Value:
        result = self.literal("[]") if tail is None else tail
        for value in reversed(values):
            result = self.primitive("eshkol_cons", value, result)
        return result

    def branch(self, test: Value, then: Callable[[], Value], otherwise: Callable[[], Value]) -> Value:
        condition = self.emit_one("eshkol.is_true", [test], "i1")
        with self._conditional() as around:
            regions = [[self._part(part, around)] for part in (then, otherwise)]
        return self.emit_one("scf.if", [condition], VALUE, {}, regions)

    @contextmanager
    def _conditional(self) -> Iterator[Conditionals]:
        """The conditionals around the parts of another one."""
        outer = self.conditionals
        around = outer or Conditionals(self.block, len(self.block.operations))
        self.conditionals = around
        around.depth += 1
        try:
            yield around
        finally:
            around.depth -= 1
            self.conditionals = outer

    def _part(self, part: Callable[[], Value], around: Conditionals) -> Block:
        """A part of a conditional, in a procedure of its own where too many stand around it."""
        with self._inside(around) as block:
            value = part() if around.depth <= MAX_NESTED else self._apart(part, around)
            self.emit("scf.yield", [value])
        return block

    @contextmanager
    def _inside(self, around: Conditionals) -> Iterator[Block]:
        """A block within conditionals."""
        with self.at_end(Block()) as block:
            around.parts.append(block)
            try:
                yield block
            finally:
                around.parts.pop()

    def _apart(self, part: Callable[[], Value], around: Conditionals) -> Value:
        """The value of an expression, which a procedure before the conditionals computes."""
        with self._inside(around) as block:
            depth, around.depth = around.depth, 0
            self.emit("eshkol.return", [part()])
            around.depth = depth
        own = Value(VALUE, around.block)
        block.arguments.append(Value(VALUE, block))
        arguments = pass_values(block, around.parts)
        attributes = _lambda_attributes([("", len(arguments), False)])
        around.insert(Operation("eshkol.lambda", (), [own], attributes, [[block]], self.span))
        return self._call_value(own, arguments)

    # Expressions -----------------------------------------------------------------------

    def expression(self, node: core.Core) -> Value:
        outer, self.span = self.span, node.span
        try:
            return self._expression(node)
        finally:
            self.span = outer

    def _in_host_terms(self, node: core.Core) -> core.Core:
        """An expression whose operation has a name that the host knows, if there is one."""
        match node:
            case core.Builtin(name=name) if not (
                name in self.own or name in ANYWHERE or self.runtime.has(name)
            ):
                other = synonym(name)
                return (
                    node if other is None or not self.runtime.has(other) else core.Builtin(other, node.span)
                )
            case core.Apply(function=core.Builtin() as function):
                known = self._in_host_terms(function)
                return node if known is function else replace(node, function=known)
        return node

    def _expression(self, node: core.Core) -> Value:
        node = self._in_host_terms(node)
        # Element types are no operations, though device code has them among its names.
        if isinstance(node, core.Builtin) and (dtype := element_type(node.name)) is not None:
            return self.literal(string_attribute(dtype))
        replaced = self.device.expression(node) if self.device is not None else None
        if replaced is not None:
            return self.expression(replaced)
        match node:
            case core.Constant(value=value):
                return self.literal(constant_attribute(value, node.span))
            case core.Reference(binding=binding):
                return self._read(self._variable(binding, node.span))
            case core.Builtin(name=name):
                return self._read(self._outside_variable(name, node.span))
            case core.Lambda():
                return self._group([(None, node)])[0]
            case core.Apply():
                return self._apply(node)
            case core.If(test=test, then=then, otherwise=otherwise):
                return self.branch(
                    self.expression(test),
                    lambda: self.expression(then),
                    self.unspecified if otherwise is None else lambda: self.expression(otherwise),
                )
            case core.Let(body=body):
                self._let(node)
                return self.expression(body)
            case core.Letrec(clauses=clauses, body=body):
                self._letrec(clauses)
                return self.expression(body)
            case core.Assign(binding=binding, value=value):
                self._write(self._variable(binding, node.span), self.expression(value))
                return self.unspecified()
            case core.Sequence(expressions=expressions):
                for expression in expressions[:-1]:
                    self.expression(expression)
                return self.expression(expressions[-1]) if expressions else self.unspecified()
            case core.Fold():
                return self.expression(fold_as_loop(node))
            case core.Array(elements=elements):
                return self._call_primitive(
                    self.runtime.primitives["vector"], [self.expression(element) for element in elements]
                )
            case core.Field(record=record, name=name):
                # A map has the keyword, whose symbol begins with a colon.
                value = self.expression(record)
                names = [self.literal(datum_attribute(Symbol(n, node.span))) for n in (name, f":{name}")]
                return self._call_primitive(self.runtime.primitives["%field"], [value, *names])
            case core.Map(entries=entries):
                return self._call_primitive(
                    self.runtime.primitives["mapping"],
                    [self.expression(part) for entry in entries for part in entry],
                )

    # Variables -------------------------------------------------------------------------

    def _variable(self, binding: Binding, span: Span) -> Variable:
        """A variable of the unit; others are the library's, which the host tier has by their names."""
        return self.variables.get(binding) or self._outside_variable(binding.name, span)

    def _read(self, variable: Variable) -> Value:
        match variable:
            case Local(value=value):
                return value
            case Boxed(box=box, name=name, early=early):
                content = self.emit_one("eshkol.unbox", [box], VALUE)
                return self._checked(content, name) if early else content
            case Cell(symbol=symbol, name=name):
                content = self.emit_one("eshkol.get_global", [], VALUE, {"global": symbol_name(symbol)})
                return self._checked(content, name)
            case Known(symbol=symbol):
                return self.emit_one("eshkol.procedure", [], VALUE, {"function": symbol_name(symbol)})

    def _checked(self, value: Value, name: str) -> Value:
        shown = string_attribute(write_symbol(name))
        return self.emit_one("eshkol.check_defined", [value], VALUE, {"name": shown})

    def _write(self, variable: Variable, value: Value) -> None:
        if isinstance(variable, Boxed):
            if variable.early:
                self._read(variable)
            self.emit("eshkol.set_box", [variable.box, value])
        else:
            assert isinstance(variable, Cell)
            self._read(variable)
            self.emit("eshkol.set_global", [value], (), {"global": symbol_name(variable.symbol)})

    def _bind(self, binding: Binding, value: Value) -> None:
        if binding.assigned:
            box = self.emit_one("eshkol.box", [value], VALUE)
            self.variables[binding] = Boxed(box, binding.name, early=False)
        else:
            self.variables[binding] = Local(value)

    def _bind_values(self, clause: Clause, value: Value) -> None:
        """Binds the variables of a clause to the values that its expression has."""
        for binding, part in zip(bound(clause), self._parts(clause, value), strict=True):
            self._bind(binding, part)

    def _let(self, node: core.Let) -> None:
        """Binds the variables of a ``let``."""
        procedure = bound_procedure(node)
        if procedure is not None:
            for binding, made, written in side_by_side(*procedure):
                if self.device is not None and made is not written:
                    self.device.stands_for(made, written)
                self._bind(binding, self.expression(made))
            return
        values = [self.expression(self._typed(clause)) for clause in node.clauses]
        for clause, value in zip(node.clauses, values, strict=True):
            self._bind_values(clause, value)

    def _typed(self, clause: Clause) -> core.Core:
        """The value of a clause, checked where its only variable has a declared type."""
        if len(clause.bindings) != 1 or clause.rest is not None:
            return clause.value
        (parameter,) = clause.bindings
        if parameter.type is None:
            return clause.value
        return self._with_type(clause.value, parameter.type, parameter.binding.name)

    def _parts(self, clause: Clause, value: Value) -> list[Value]:
        count = len(clause.bindings)
        if count == 1 and clause.rest is None:
            return [value]
        value = self._with_count(value, count, clause.rest is not None)
        parts = [
            self._typed_part(parameter, self._value_at(value, position, False))
            for position, parameter in enumerate(clause.bindings)
        ]
        return parts + ([self._value_at(value, count, True)] if clause.rest else [])

    def _typed_part(self, parameter: core.Parameter, value: Value) -> Value:
        """One of several values, checked where its variable has a declared type."""
        if parameter.type is None:
            return value
        name, span = parameter.binding.name, parameter.type.span
        unchecked = Binding(name, span)
        self._bind(unchecked, value)
        return self.expression(self._with_type(core.Reference(unchecked, span), parameter.type, name))

    def _with_count(self, values: Value, count: int, more: bool) -> Value:
        """Several values, checked to be so many, or at least so many where there may be more."""
        expected = self.literal(f"{count} : i64")
        allowed = self.literal("true" if more else "false")
        return self.primitive("eshkol_check_value_count", values, expected, allowed)

    def _value_at(self, values: Value, position: int, rest: bool) -> Value:
        symbol = "eshkol_values_from" if rest else "eshkol_value_at"
        return self.primitive(symbol, values, self.literal(f"{position} : i64"))

    # Procedures ------------------------------------------------------------------------

    def _letrec(self, clauses: Sequence[Clause]) -> None:
        order = plan(clauses)
        for clause in clauses:
            for binding in bound(clause):
                if binding.assigned or binding in order.early:
                    box = self.emit_one("eshkol.box", [self.emit_one("eshkol.undefined", [], VALUE)], VALUE)
                    self.variables[binding] = Boxed(box, binding.name, early=True)
        for group in order.steps:
            if all(is_procedure(clause) for clause in group):
                procedures = [(clause.bindings[0].binding, procedure_of(clause)) for clause in group]
                for (name, _), value in zip(procedures, self._group(procedures), strict=True):
                    self._define_local(name, value)
            else:
                (clause,) = group
                value = self.expression(self._typed(clause))
                for binding, part in zip(bound(clause), self._parts(clause, value), strict=True):
                    self._define_local(binding, part)

    def _define_local(self, binding: Binding, value: Value) -> None:
        variable = self.variables.get(binding)
        if isinstance(variable, Boxed):
            self.emit("eshkol.set_box", [variable.box, value])
        else:
            self.variables[binding] = Local(value)

    def _group(
        self, procedures: Sequence[tuple[Binding, core.Lambda]] | Sequence[tuple[None, core.Lambda]]
    ) -> list[Value]:
        """The closures of procedures that may refer to each other by their variables."""
        kept: list[Value] = []
        known = [self._device_attribute(procedure, binding, kept) for binding, procedure in procedures]
        return self._closures(procedures, known, kept)

    def _device_attribute(
        self, procedure: core.Lambda, variable: Binding | None, kept: list[Value]
    ) -> str | None:
        """What a procedure is to device code, if it can have it; the values for that are added to ``kept``."""
        if self.device is None or not self.device.may_get_procedures:
            return None
        known: tuple[int | str, Sequence[Binding]] | None
        if procedure in self.declared.wrapped:
            # Device code has no use for the check.
            known = "identity", (self.declared.wrapped[procedure],)
        else:
            known = self.device.known(procedure, variable)
        if known is None:
            return None
        number, captured = known
        places = [place(self._variable(binding, procedure.span), kept) for binding in captured]
        return device_attribute(number, places)

    def _closures(
        self,
        procedures: Sequence[tuple[Binding, core.Lambda]] | Sequence[tuple[None, core.Lambda]],
        known: Sequence[str | None],
        kept: Sequence[Value],
    ) -> list[Value]:
        """Closures that have the values of ``kept``, and what ``known`` says of each."""
        regions = []
        saved = {binding: self.variables.get(binding) for binding, _ in procedures if binding}
        for _, procedure in procedures:
            block = Block()
            for binding, _ in procedures:
                own = block.argument(VALUE)
                if binding is not None and not isinstance(saved[binding], Boxed):
                    self.variables[binding] = Local(own)
            outer, self.span = self.span, procedure.span
            conditionals, self.conditionals = self.conditionals, None
            with self.at_end(block):
                self.emit("eshkol.return", [self._body(procedure)])
            self.span, self.conditionals = outer, conditionals
            regions.append([block])
        attributes = _lambda_attributes(
            [(p.name or (b.name if b else ""), len(p.parameters), p.rest is not None) for b, p in procedures]
        )
        if any(known):
            attributes["device"] = f"[{', '.join(each or 'unit' for each in known)}]"
        return self.emit("eshkol.lambda", kept, [VALUE] * len(procedures), attributes, regions)

    def _body(self, procedure: core.Lambda) -> Value:
        """The value of a procedure's body in the current block, which gets its parameters."""
        procedure = self.declared.procedure(procedure)
        bindings = [parameter.binding for parameter in procedure.parameters]
        bindings += [procedure.rest] if procedure.rest is not None else []
        arguments = [self.block.argument(VALUE) for _ in bindings]
        for binding, argument in zip(bindings, arguments, strict=True):
            self._bind(binding, argument)
        return self.expression(procedure.body)

    # Calls -----------------------------------------------------------------------------

    def _apply(self, node: core.Apply) -> Value:
        if node.keywords:
            return self._apply_with_keywords(node)
        function, arguments = node.function, node.arguments
        if isinstance(function, core.Builtin):
            if self.device is not None and self.device.has(function.name, len(arguments), self.runtime):
                return self.expression(self.device.operation(function.name, node))
            return self._apply_builtin(function, arguments)
        variable = self.variables.get(function.binding) if isinstance(function, core.Reference) else None
        if isinstance(variable, Known) and variable.value is not None and _makes_record(variable.value):
            # What a procedure returns is not in its frame: the record may be in that of the caller.
            function = variable.value
        if (
            isinstance(function, core.Lambda)
            and function.rest is None
            and len(function.parameters) == len(arguments)
        ):
            values = [self.expression(argument) for argument in arguments]
            function = self.declared.procedure(function)
            for parameter, value in zip(function.parameters, values, strict=True):
                self._bind(parameter.binding, value)
            return self.expression(function.body)
        if isinstance(function, core.Reference) and function.binding not in self.variables:
            return self._apply_builtin(core.Builtin(function.binding.name, function.span), arguments)
        if isinstance(variable, Known):
            return self._call_known(variable, [self.expression(argument) for argument in arguments])
        procedure = self.expression(function)
        return self._call_value(procedure, [self.expression(argument) for argument in arguments])

    def _apply_with_keywords(self, node: core.Apply) -> Value:
        function = node.function
        if isinstance(function, core.Builtin):
            return self._apply_builtin_with_keywords(function.name, node)
        known = self.variables.get(function.binding) if isinstance(function, core.Reference) else None
        text = known.value if isinstance(known, Known) else function
        if not isinstance(text, core.Lambda) or text.rest is not None:
            raise unsupported(node.span, "arguments by name for a procedure that is not known here")
        return self._apply(core.Apply(function, in_order(node, text), {}, node.span))

    def _apply_builtin_with_keywords(self, name: str, node: core.Apply) -> Value:
        """A call of a primitive, whose keywords are those of the procedure of device code."""
        joined = joining(name, node)
        if joined is not None:
            return self.expression(joined)
        primitive = self.runtime.primitives.get(name)
        arguments = primitive and with_keywords(name, node.arguments, node.keywords)
        if primitive is None or not arguments or not primitive.accepts(len(arguments)):
            if self.device is not None and name in self.device.operations:
                return self.expression(self.device.operation(name, node))
            raise unsupported(node.span, "a call with these keywords")
        values = [
            self.emit_one("eshkol.absent", [], VALUE) if argument is None else self.expression(argument)
            for argument in arguments
        ]
        return self._call_primitive(primitive, values)

    def _call_value(self, procedure: Value, arguments: Sequence[Value]) -> Value:
        if len(arguments) > MAX_WRITTEN_ARGUMENTS:
            return self.emit_one("eshkol.apply_list", [procedure, self.list_of(arguments)], VALUE)
        return self.emit_one("eshkol.apply", [procedure, *arguments], VALUE)

    def _call_known(self, known: Known, arguments: Sequence[Value]) -> Value:
        count = len(arguments)
        if count < known.required or (count > known.required and not known.rest):
            # The error is the program's, when it comes there.
            return self._call_value(self._read(known), arguments)
        passed = list(arguments[: known.required])
        if known.rest:
            passed.append(self.list_of(arguments[known.required :]))
        return self.emit_one("eshkol.call", passed, VALUE, {"callee": symbol_name(known.symbol)})

    def _apply_builtin(self, function: core.Builtin, arguments: Sequence[core.Core]) -> Value:
        name = function.name
        if name == "%quote":
            (quoted,) = arguments
            assert isinstance(quoted, core.Constant)
            return self.literal(datum_attribute(quoted.value))
        if name in ("%and", "%or"):
            return self._logical(name, arguments)
        if name == "%known-on-device":
            return self._known_operation(*arguments)
        if name == "call-with-values" and len(arguments) == 2 and _receives_values(arguments[1]):
            return self._receive(*arguments)
        values = [self.expression(argument) for argument in arguments]
        if name == "%apply" and len(values) == 2:
            return self.emit_one("eshkol.apply_list", values, VALUE)
        if name == "apply" and len(values) >= 2:
            return self.emit_one(
                "eshkol.apply_list", [values[0], self.list_of(values[1:-1], values[-1])], VALUE
            )
        if name == "values":
            if len(values) == 1:
                return values[0]
            name = "%values"
        if name in FOLDED and len(values) >= 2:
            folded = self.runtime.primitives[FOLDED[name]].symbol
            return reduce(partial(self.primitive, folded), values)
        short = {1: SINGLE, 2: PAIRED}.get(len(values), {}).get(name)
        if short is not None:
            return self.primitive(self.runtime.primitives[short].symbol, *values)
        primitive = self.runtime.primitives.get(name)
        if primitive is not None and primitive.accepts(len(values)):
            if name in FEW and len(values) - primitive.minimum <= MOST_PARTS:
                count = self.literal(f"{len(values) - primitive.minimum} : i64")
                return self._call_primitive(self.runtime.primitives[FEW[name]], [count, *values])
            return self._call_primitive(primitive, values)
        variable = self._outside_variable(name, function.span)
        if isinstance(variable, Known):
            return self._call_known(variable, values)
        return self._call_value(self._read(variable), values)

    def _known_operation(self, operation: core.Core, procedure: core.Core, *arguments: core.Core) -> Value:
        """A closure that is an operation of device code, applied to these arguments."""
        assert isinstance(operation, core.Constant)
        assert isinstance(procedure, core.Lambda)
        kept: list[Value] = []
        places = [position(self.expression(argument), kept) for argument in arguments]
        (closure,) = self._closures(
            [(None, procedure)], [device_attribute(str(operation.value), places)], kept
        )
        return closure

    def _logical(self, name: str, parts: Sequence[core.Core]) -> Value:
        first, *rest = parts
        if not rest:
            return self.expression(first)
        value = self.expression(first)
        if name == "%and":
            return self.branch(value, lambda: self._logical(name, rest), lambda: self.literal("false"))
        return self.branch(value, lambda: value, lambda: self._logical(name, rest))

    def _receive(self, producer: core.Core, consumer: core.Core) -> Value:
        """``call-with-values`` with a lambda expression as its consumer: nothing is called but the producer."""
        assert isinstance(consumer, core.Lambda)
        values = core.Apply(producer, (), {}, producer.span)
        clause = Clause(consumer.parameters, consumer.rest, values)
        return self.expression(core.Let((clause,), consumer.body, consumer.span))

    def _call_primitive(self, primitive: Primitive, values: Sequence[Value]) -> Value:
        if primitive.maximum is None:
            fixed = values[: primitive.minimum]
            return self.primitive(primitive.symbol, *fixed, self.list_of(values[primitive.minimum :]))
        absent = [self.emit_one("eshkol.absent", [], VALUE) for _ in range(primitive.maximum - len(values))]
        return self.primitive(primitive.symbol, *values, *absent)

    # Builtins as values ------------------------------------------------------------------

    def _outside_variable(self, name: str, span: Span) -> Variable:
        if name not in self._outside:
            self._outside[name] = self._declare_outside(name, span)
        return self._outside[name]

    def _declare_outside(self, name: str, span: Span) -> Variable:
        if name in self.own:
            return self.own[name]
        procedure = self.runtime.library.get(name)
        if procedure is not None:
            if procedure.symbol not in self._library:
                self._library[procedure.symbol] = self._declare_library(name, procedure)
            return self._library[procedure.symbol]
        primitive = self.runtime.primitives.get(name)
        if primitive is not None:
            return self._wrap(name, primitive)
        raise unsupported(span, f"`{name}`")

    def _declare_library(self, name: str, procedure: LibraryProcedure) -> Variable:
        symbol, required, rest = procedure.symbol, procedure.required, procedure.rest
        if required is None:
            self.declare_global(symbol, public=True, external=True)
            return Cell(symbol, name)
        function = Function(symbol, None, [VALUE], True, None, parameters=[VALUE] * (required + rest))
        function.attributes = self._procedure_attributes(name, rest)
        if procedure.summary is not None:
            function.attributes["eshkol.summary"] = procedure.summary
        self.functions.append(function)
        return Known(symbol, name, required, rest, None)

    def wrap_primitives(self) -> dict[str, Known]:
        """Public procedures around all primitives that the unit does not define itself, by name."""
        wrapped = {}
        for name, primitive in self.runtime.primitives.items():
            if name not in self.own:
                found = self._outside.get(name)
                wrapped[name] = found if isinstance(found, Known) else self._wrap(name, primitive)
        symbols = {known.symbol for known in wrapped.values()}
        for function in self.functions:
            if function.name in symbols:
                function.private = False
        return wrapped

    def _wrap(self, name: str, primitive: Primitive) -> Known:
        """A procedure around a primitive, which takes optional arguments out of a list."""
        rest = primitive.maximum != primitive.minimum
        known = Known(f"{self.unit}:primitive:{name}", name, primitive.minimum, rest, None)
        function = Function(known.symbol, block := Block(), [VALUE], True, None)
        function.attributes = self._procedure_attributes(name, rest)
        with self.at_end(block):
            arguments = [self.block.argument(VALUE) for _ in range(primitive.minimum)]
            if rest:
                more = self.block.argument(VALUE)
                arguments += [more] if primitive.maximum is None else self._optional(name, primitive, more)
            self.emit("func.return", [self.primitive(primitive.symbol, *arguments)])
        self.functions.append(function)
        return known

    def _optional(self, name: str, primitive: Primitive, more: Value) -> list[Value]:
        assert primitive.maximum is not None
        count = primitive.maximum - primitive.minimum
        limit = self.literal(f"{count} : i64")
        more = self.primitive(
            "eshkol_check_optional", more, limit, self.literal(string_attribute(f'"{name}"'))
        )
        positions = [self.literal(f"{position} : i64") for position in range(count)]
        return [self.primitive("eshkol_optional_argument", more, position) for position in positions]


def _lambda_attributes(procedures: Sequence[tuple[str, int, bool]]) -> dict[str, str]:
    """What an `eshkol.lambda` says of procedures: their names, required arguments, and whether they take more."""
    names = ", ".join(string_attribute(name) for name, _, _ in procedures)
    required = ", ".join(str(count) for _, count, _ in procedures)
    rest = ", ".join("true" if more else "false" for _, _, more in procedures)
    return {"names": f"[{names}]", "required": f"array<i64: {required}>", "rest": f"array<i1: {rest}>"}


def _receives_values(consumer: core.Core) -> bool:
    """Whether it is a lambda expression that takes any number of arguments but exactly one."""
    return isinstance(consumer, core.Lambda) and (len(consumer.parameters) != 1 or consumer.rest is not None)


def _makes_record(procedure: core.Lambda) -> bool:
    """Whether it is a constructor of `define-record-type`."""
    match procedure.body:
        case core.Apply(function=core.Builtin(name="%record")):
            return True
    return False


def unsupported(span: Span, what: str) -> diagnostics.EshkolError:
    """The error for what programs that need the host tier cannot have yet."""
    return diagnostics.UnsupportedError.at(
        Code.DEVICE_ONLY,
        span,
        f"{what} is not supported yet in a program that runs on the host",
        notes=["the program runs on the host because it uses what device code cannot do, or has no types"],
    )
