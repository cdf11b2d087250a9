"""Elaboration: from the core language to typed code.

Expressions are evaluated symbolically.  What is known now (sizes, procedures,
lists, options) is a value of the compiler; what the program computes becomes
an operation, whose type and shape are checked as it is made.  Procedures are
specialized for the types they are called with, so that a procedure without
annotations is checked at each use.  Control flow is not traced: a conditional
or loop whose course depends on data becomes `scf.if`, `scf.for` or `scf.while`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.emit import ir
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.reader import syntax
from eshkol_mlir.types.annotations import Arrow, TypeReader
from eshkol_mlir.types.convert import (
    convert,
    convert_elements,
    index_list,
    instantiate,
    is_number,
    join_dtypes,
    join_values,
    nearest_float,
    scalar_constant,
    tensor_of_scalar,
    type_of,
)
from eshkol_mlir.types.dependences import Dependences
from eshkol_mlir.types.dims import Dim, DimVar, Shape
from eshkol_mlir.types.dtypes import BOOL, F32, I64, DType
from eshkol_mlir.types.expansion import Expansion, bounded
from eshkol_mlir.types.literals import array_constant, quoted
from eshkol_mlir.types.matching import Place, Substitution, match
from eshkol_mlir.types.tail_groups import TailGroups
from eshkol_mlir.types.types import Scalar, Tensor, Type
from eshkol_mlir.types.values import (
    POISON,
    UNSPECIFIED,
    BuiltinProcedure,
    Cell,
    Closure,
    Environment,
    ListValue,
    MapValue,
    MultipleValues,
    Poison,
    RecordType,
    RecordValue,
    Static,
    Term,
    Text,
    Unspecified,
    Value,
    describe,
    is_procedure,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.calls import Arguments


class Definitions(Protocol):
    """Where the values of global variables come from."""

    def definition(self, binding: Binding) -> core.Definition | None: ...


@dataclass(eq=False)
class FunctionContext:
    """The MLIR function being built.

    The ``prologue`` runs first and dominates everything: sizes of arguments
    and the values of global variables live there.
    """

    name: str
    prologue: ir.Block = field(default_factory=ir.Block)
    sizes: dict[DimVar, ir.Value] = field(default_factory=dict)
    size_variables: dict[ir.Value, DimVar] = field(default_factory=dict)
    globals: dict[Binding, Value] = field(default_factory=dict)
    #: Procedures given for parameters with declared types, as `types.procedures.as_declared` made them.
    procedures_as_declared: dict[tuple[Value, int], Closure] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """A procedure being elaborated, for messages and to notice recursion."""

    function: core.Lambda
    span: Span | None
    environment: Environment


class Elaborator:
    def __init__(
        self, program: core.Program, definitions: Definitions, check_bounds: bool = False,
        dependences: Dependences | None = None,
    ) -> None:  # fmt: skip
        self.program = program
        #: Notes what is used of other modules, where somebody asks for that.
        self.dependences = dependences
        #: Whether computed indices out of range stop the program.
        self.check_bounds = check_bounds
        self.definitions = definitions
        self.types = TypeReader(program.types)
        self.builder = ir.Builder()
        self.errors: list[EshkolError] = []
        self.store: dict[Cell, Value] = {}
        self.functions: list[ir.Function] = []
        self.context = FunctionContext("main")
        self.frames: list[Frame] = []
        self.pending_globals: list[Binding] = []
        self.instances: dict[object, object] = {}
        self.record_types: dict[str, RecordType] = {}
        self.expansion = Expansion()
        #: Attempts to do without a common type that are under way; see ``logic``.
        self.attempts = 0
        self.tail_groups = TailGroups(program)
        #: What reverse mode does in derivatives that do not say it; see ``jit``.
        self.memory: str | None = None
        #: Rules for the derivatives of procedures, by kind: ``defvjp`` or ``defjvp``.
        self.rules: dict[Binding, dict[str, core.Rule]] = {}
        for rule in program.rules:
            self.rules.setdefault(rule.binding, {})[rule.kind] = rule
        #: Names of the program's own functions, which outside callers use.
        self.reserved_symbols = {definition.binding.name for definition in program.definitions}
        self._symbols = 0

    def new_symbol(self, name: str) -> str:
        """A name for a function of the module that no other function has."""
        while True:
            self._symbols += 1
            symbol = f"{name}.{self._symbols}"
            if symbol not in self.reserved_symbols:
                return symbol

    def look_into(self, binding: Binding | None) -> None:
        """Notes that the definition of a variable becomes a part of what is made."""
        if self.dependences is not None:
            self.dependences.look_into(binding)

    # Errors ------------------------------------------------------------------

    def report(self, error: EshkolError) -> Poison:
        """Records an error, saying where in the program it happened."""
        error.diagnostics = [self._in_context(diagnostic) for diagnostic in error.diagnostics]
        self.errors.append(error)
        return POISON

    def _in_context(self, diagnostic: diagnostics.Diagnostic) -> diagnostics.Diagnostic:
        """With the procedures around it; an error in the library is shown where the library is called."""
        shown = [
            frame
            for frame in self.frames
            if not (
                is_made_by_type(frame.function)
                or is_method(frame.function)
                or frame.function.name == core.PART
            )
        ]
        frames, notes = shown, []
        if _in_library(diagnostic.span):
            while frames and _in_library(frames[-1].span):
                frames = frames[:-1]
            if frames and frames[-1].span is not None:
                notes.append(f"in the library function `{frames[-1].function.name}`")
                diagnostic = replace(diagnostic, span=frames[-1].span, caret="", labels=[])
                frames = frames[:-1]
        if frames and frames[-1].function.name:
            notes.append(f"in function `{frames[-1].function.name}`")
        for outer, inner in zip(frames[-4:-1], frames[-3:], strict=False):
            if inner.span is not None and outer.function.name and inner.function is not outer.function:
                notes.append(f"called from `{outer.function.name}` at {inner.span}")
        return replace(diagnostic, notes=[*notes, *diagnostic.notes])

    # Expressions ---------------------------------------------------------------

    def expression(self, node: core.Core, env: Environment) -> Value:
        match node:
            case core.Reference(binding=binding):
                return self.variable(binding, env, node.span)
            case core.Constant(value=value):
                return self.constant(value, node.span)
            case core.Apply():
                from eshkol_mlir.types.calls import apply_expression

                return self.guarded(node, lambda: bounded(apply_expression(self, node, env), node.span))
            case core.Builtin(name=name):
                return self.builtin_value(name, node.span)
            case core.Lambda():
                return Closure(node, env)
            case core.If():
                return self.conditional(node, env)
            case core.Let(clauses=clauses, body=body):
                return self.expression(body, self.bind_let(clauses, env))
            case core.Letrec(clauses=clauses, body=body):
                return self.expression(body, self.bind_letrec(clauses, env))
            case core.Sequence(expressions=expressions):
                for expression in expressions[:-1]:
                    self.effect(expression, env)
                return self.expression(expressions[-1], env)
            case core.Assign():
                return self.assign(node, env)
            case core.Fold():
                from eshkol_mlir.types.loops import fold

                return fold(self, node, env)
            case core.Array(elements=elements):
                items = tuple(self.expression(element, env) for element in elements)
                return bounded(ListValue(items, vector=True), node.span)
            case core.Map(entries=entries):
                pairs = tuple((self.expression(k, env), self.expression(v, env)) for k, v in entries)
                return bounded(MapValue(pairs), node.span)
            case core.Field():
                return self.field(node, env)

    def effect(self, node: core.Core, env: Environment) -> Value:
        """Evaluates an expression whose value nobody wants, so that branches may differ in it."""
        match node:
            case core.If():
                self.conditional(node, env, self.effect)
            case core.Let(clauses=clauses, body=body):
                self.effect(body, self.bind_let(clauses, env))
            case core.Letrec(clauses=clauses, body=body):
                self.effect(body, self.bind_letrec(clauses, env))
            case core.Sequence(expressions=expressions):
                for expression in expressions:
                    self.effect(expression, env)
            case _:
                self.expression(node, env)
        return UNSPECIFIED

    def guarded(self, node: core.Core, action: Callable[[], Value]) -> Value:
        """The value that ``action`` finds for an expression; an error in it does not hide errors in others."""
        outer_span, self.builder.span = self.builder.span, node.span
        outer_block = self.builder.block
        depth = len(self.frames)
        try:
            return action()
        except EshkolError as error:
            self.builder.block = outer_block
            poison = self.report(error)
            del self.frames[depth:]
            return poison
        finally:
            self.builder.span = outer_span

    def constant(self, value: object, span: Span) -> Value:
        match value:
            case None:
                return UNSPECIFIED
            case bool() | int() | Fraction() | float() | complex():
                return Static(value)
            case str():
                return Text(value)
            case syntax.ExactComplex(real=real, imaginary=imaginary):
                return Static(complex(nearest_float(real), nearest_float(imaginary)))
            case syntax.TypedArray():
                return array_constant(self, value)
            case syntax.Number(value=number, single=True):
                assert isinstance(number, float)
                return Static(number, F32)
            case _:
                return quoted(value, span)

    def builtin_value(self, name: str, span: Span) -> Value:
        from eshkol_mlir.types.builtins import CONSTANTS

        return CONSTANTS.get(name, BuiltinProcedure(name))

    def apply(self, function: Value, arguments: Arguments) -> Value:
        """The value of a call whose operator and operands are evaluated."""
        from eshkol_mlir.types.calls import apply_value

        return apply_value(self, function, arguments)

    # Variables -----------------------------------------------------------------

    def variable(self, binding: Binding, env: Environment, span: Span) -> Value:
        found = env.lookup(binding)
        if isinstance(found, Cell):
            return self.store[found]
        if found is not None:
            return found
        return self.global_value(binding, span)

    def global_value(self, binding: Binding, span: Span) -> Value:
        definition = self.definitions.definition(binding)
        if definition is None:
            raise diagnostics.NameError.at(
                Code.USED_BEFORE_DEFINITION, span, f"`{binding.name}` is used before its definition",
                labels=[Label(binding.span, "defined here")] if binding.span else [],
            )  # fmt: skip
        if isinstance(definition.value, core.Lambda):
            return Closure(definition.value, Environment(), binding)
        if binding.assigned:
            raise diagnostics.UnsupportedError.at(
                Code.CHANGED_VARIABLE,
                span,
                f"the global variable `{binding.name}` is changed by set!, which a device function cannot do",
                help=["pass it as an argument and return its new value"],
            )
        if binding in self.context.globals:
            return self.context.globals[binding]
        if binding in self.pending_globals:
            raise diagnostics.NameError.at(
                Code.DEPENDS_ON_ITSELF, span, f"the value of `{binding.name}` depends on itself"
            )
        return self._evaluate_global(binding, definition)

    def instance_method(self, binding: Binding, span: Span) -> Value:
        """The procedure of an instance that is chosen by the values which a method gets."""
        return self.global_value(binding, span)

    def _evaluate_global(self, binding: Binding, definition: core.Definition) -> Value:
        self.look_into(binding)
        self.pending_globals.append(binding)
        outer_store, self.store = self.store, {}
        try:
            with self.builder.at_end(self.context.prologue):
                value = self._global_definition_value(binding, definition)
        finally:
            self.pending_globals.pop()
            self.store = outer_store
        self.context.globals[binding] = value
        return value

    def _global_definition_value(self, binding: Binding, definition: core.Definition) -> Value:
        if definition.value is None:
            return self._declared_only(binding, definition)
        value = self.expression(definition.value, Environment())
        if definition.position is not None:
            value = self._select(value, definition)
        if definition.type is not None:
            label = Label(definition.type.span, "declared here")
            place = Place(f"`{binding.name}`", definition.value.span, (label,), name=binding.name)
            declared = self.types.read(definition.type)
            value = match(self, declared, value, Substitution(), place)
            if isinstance(declared, Arrow) and is_procedure(value):
                from eshkol_mlir.types.procedures import with_declared_type

                value = with_declared_type(
                    self, value, declared, definition.type, binding.name, definition.span, binding
                )
        return value

    def _select(self, value: Value, definition: core.Definition) -> Value:
        if isinstance(value, Poison):
            return POISON
        assert definition.position is not None
        items = value.items if isinstance(value, MultipleValues) else (value,)
        group = [d for d in self.program.definitions if d.span == definition.span and d.position is not None]
        rest = any(d.rest for d in group)
        names = len(group) - rest
        if len(items) < names or (len(items) > names and not rest):
            least = "at least " if rest else ""
            raise diagnostics.ArityError.at(
                Code.NUMBER_OF_VALUES, definition.span, f"expected {least}{names} values but got {len(items)}"
            )
        if definition.rest:
            return ListValue(items[definition.position :])
        return items[definition.position]

    def _declared_only(self, binding: Binding, definition: core.Definition) -> Value:
        """A declaration can be type checked; running what uses it is an error."""
        from eshkol_mlir.types.signatures import value_of_type

        assert definition.type is not None
        type = self.types.read(definition.type)
        return value_of_type(self, type, Substitution(), binding.name, definition.span, self.undefined)

    def undefined(self, type: Type) -> ir.Value:
        """A value of which nothing but the type is known, which no code can be made of."""
        return self.builder.emit_one("eshkol_frontend.undefined", (), type.mlir)

    def assign(self, node: core.Assign, env: Environment) -> Value:
        value = self.expression(node.value, env)
        cell = env.lookup(node.binding)
        if not isinstance(cell, Cell):
            raise diagnostics.UnsupportedError.at(
                Code.CHANGED_VARIABLE,
                node.span,
                f"set! of `{node.binding.name}`: a device function can change its own variables only",
            )
        self.store[cell] = value
        return UNSPECIFIED

    def bind(self, env: Environment, binding: Binding, value: Value) -> None:
        if binding.assigned:
            cell = Cell(binding)
            self.store[cell] = value
            env.values[binding] = cell
        else:
            env.values[binding] = value

    def bind_let(self, clauses: Sequence[core.Clause], env: Environment) -> Environment:
        inner = Environment(env)
        for clause in clauses:
            self.bind_clause(clause, self.expression(clause.value, env), inner)
        return inner

    def bind_letrec(self, clauses: Sequence[core.Clause], env: Environment) -> Environment:
        inner = Environment(env)
        for clause in clauses:
            if isinstance(clause.value, core.Lambda) and len(clause.bindings) == 1:
                parameter = clause.bindings[0]
                function = clause.value
                if parameter.type is not None and function.type is None:
                    function = replace(function, type=parameter.type)
                self.bind(inner, parameter.binding, Closure(function, inner, parameter.binding))
        for clause in clauses:
            if not (isinstance(clause.value, core.Lambda) and len(clause.bindings) == 1):
                self.bind_clause(clause, self.expression(clause.value, inner), inner)
        return inner

    def bind_clause(self, clause: core.Clause, value: Value, env: Environment) -> None:
        if len(clause.bindings) == 1 and clause.rest is None:
            self._bind_one(clause.bindings[0], value, env)
            return
        if isinstance(value, Poison):
            for parameter in clause.bindings:
                self.bind(env, parameter.binding, POISON)
            return
        items = value.items if isinstance(value, MultipleValues | ListValue) else (value,)
        few = len(items) < len(clause.bindings)
        if few or (len(items) > len(clause.bindings) and clause.rest is None):
            raise diagnostics.ArityError.at(
                Code.NUMBER_OF_VALUES,
                core.span_of(clause.value),
                f"expected {len(clause.bindings)} values but got {len(items)}",
                labels=[
                    Label(p.binding.span, "for these names") for p in clause.bindings[:1] if p.binding.span
                ],
            )
        for parameter, item in zip(clause.bindings, items, strict=False):
            self._bind_one(parameter, item, env)
        if clause.rest is not None:
            self.bind(env, clause.rest, ListValue(items[len(clause.bindings) :]))

    def _bind_one(self, parameter: core.Parameter, value: Value, env: Environment) -> None:
        binding = parameter.binding
        if isinstance(value, MultipleValues) and len(value.items) == 1:
            value = value.items[0]
        if isinstance(value, MultipleValues):
            raise diagnostics.ArityError.at(
                Code.NUMBER_OF_VALUES, binding.span, f"`{binding.name}` takes one value but gets {len(value.items)}",
                help=[f"write ((a b) expression) to bind {len(value.items)} values"],
            )  # fmt: skip
        if parameter.type is not None and binding.span is not None:
            place = Place(f"`{binding.name}`", binding.span, name=binding.name)
            value = match(self, self.types.read(parameter.type), value, self.scoped_names(), place)
        self.bind(env, binding, value)

    def scoped_names(self) -> Substitution:
        """The dimension variables of the signature around, for local annotations."""
        names = Substitution()
        for variable in self.context.sizes:
            if not variable.existential:
                names.dims[variable.name] = Dim.of(variable)
        return names

    def field(self, node: core.Field, env: Environment) -> Value:
        record = self.expression(node.record, env)
        if isinstance(record, Poison):
            return POISON
        if isinstance(record, RecordValue):
            if node.name in record.fields:
                return record.fields[node.name]
            from eshkol_mlir.expander.scope import did_you_mean

            return self.report(
                diagnostics.NameError.at(
                    Code.UNKNOWN_FIELD, node.span, f"{record.type.name} has no field `{node.name}`",
                    notes=[f"its fields are {', '.join(record.type.fields)}"],
                    help=did_you_mean(node.name, record.type.fields),
                )
            )  # fmt: skip
        return self.report(
            diagnostics.TypeError.at(
                Code.FIELD_OF_NO_RECORD,
                node.span,
                f"`{node.name}` is a field of a record, but this is {describe(record)}",
            )
        )

    # Conditionals ----------------------------------------------------------------

    def truth(self, value: Value, span: Span) -> bool | ir.Value:
        """Scheme's truth: everything but #f is true.  A scalar i1 if not known now."""
        if isinstance(value, Static) and isinstance(value.value, bool):
            return value.value
        if not isinstance(value, Term) or not value.type.dtype.is_boolean:
            return True
        if value.type.shape:
            raise diagnostics.TypeError.at(
                Code.TRUTH_VALUE_EXPECTED, span, f"a condition should be one truth value but is {value.type}",
                help=["combine the elements with any or all, or choose between tensors with where"],
            )  # fmt: skip
        return self.as_scalar(value).value

    def conditional(
        self,
        node: core.If,
        env: Environment,
        evaluate: Callable[[core.Core, Environment], Value] | None = None,
    ) -> Value:
        evaluate = evaluate or self.expression
        condition = self.condition(node.test, env)
        if isinstance(condition, bool):
            branch = node.then if condition else node.otherwise
            return UNSPECIFIED if branch is None else evaluate(branch, env)

        def otherwise() -> Value:
            return UNSPECIFIED if node.otherwise is None else evaluate(node.otherwise, env)

        return self.branches(condition, lambda: evaluate(node.then, env), otherwise, node.span)

    def condition(self, node: core.Core, env: Environment) -> bool | ir.Value:
        """Whether a test holds; a scalar i1 if that is not known now."""
        from eshkol_mlir.types.logic import test_value

        test = test_value(self, node, env)
        return True if isinstance(test, Poison) else self.truth(test, node.span)

    def branches(self, condition: ir.Value, then: object, otherwise: object, span: Span) -> Value:
        """``scf.if`` over two ways to go on, merging values and changed variables."""
        from eshkol_mlir.types.branches import merge

        return merge(self, condition, then, otherwise, span)  # type: ignore[arg-type]

    # Sizes -------------------------------------------------------------------------

    def define_size(self, variable: DimVar, value: ir.Value) -> None:
        self.context.sizes[variable] = value
        self.context.size_variables[value] = variable

    def dimension_of(self, tensor: ir.Value, position: int, name: str = "?") -> Dim:
        """A new variable for a dimension of a tensor that is known to be dynamic."""
        number = scalar_index(self, position)
        size = self.builder.emit_one("tensor.dim", (tensor, number), "index")
        variable = DimVar(name, existential=True)
        self.define_size(variable, size)
        return Dim.of(variable)

    def size_value(self, dim: Dim) -> ir.Value:
        """A dimension as an index value."""
        total: ir.Value | None = None
        for monomial, coefficient in dim.terms:
            term: ir.Value | None = (
                None if coefficient != 1 or not monomial else self.context.sizes[monomial[0]]
            )
            rest = monomial[1:] if term is not None else monomial
            if term is None:
                term = scalar_index(self, coefficient)
            for variable in rest:
                term = self.builder.emit_one("arith.muli", (term, self.context.sizes[variable]), "index")
            total = term if total is None else self.builder.emit_one("arith.addi", (total, term), "index")
        return scalar_index(self, 0) if total is None else total

    def size_term(self, dim: Dim) -> Term:
        """A dimension as an integer of the program."""
        value = self.builder.emit_one("arith.index_cast", (self.size_value(dim),), "i64")
        return Term(value, Scalar(I64, weak=True))

    def size_of(self, value: Value, span: Span, what: str = "a size") -> Dim:
        """An integer of the program as a dimension."""
        if (
            isinstance(value, Static)
            and isinstance(value.value, int | Dim)
            and not isinstance(value.value, bool)
        ):
            dim = Dim.of(value.value)
            if dim.constant is not None and dim.constant < 0:
                raise diagnostics.ShapeError.at(
                    Code.NEGATIVE_SIZE, span, f"{what} cannot be negative, but this is {dim}"
                )
            return dim
        if isinstance(value, Term) and value.type.dtype.is_integer and not value.type.shape:
            scalar = self.as_scalar(value)
            known = self.context.size_variables.get(scalar.value)
            if known is not None:
                return Dim.of(known)
            # Where the integer is defined, so that every block that sees it may use the size.
            with self.builder.at_end(scalar.value.block or self.builder.block):
                index = self.builder.emit_one("arith.index_cast", (scalar.value,), "index")
            variable = DimVar("?", existential=True)
            self.define_size(variable, index)
            self.context.size_variables[scalar.value] = variable
            return Dim.of(variable)
        raise diagnostics.TypeError.at(
            Code.INTEGER_EXPECTED, span, f"{what} should be an integer but is {describe(value)}"
        )

    def index_of(self, value: Value, span: Span, what: str = "an index") -> ir.Value:
        """An integer, which may be negative, as an index value."""
        if isinstance(value, Static) and isinstance(value.value, int) and not isinstance(value.value, bool):
            return scalar_index(self, value.value)
        if isinstance(value, Static):
            return self.size_value(self.size_of(value, span, what))
        if isinstance(value, Term) and value.type.dtype.is_integer and not value.type.shape:
            return self.builder.emit_one("arith.index_cast", (self.as_scalar(value).value,), "index")
        raise diagnostics.TypeError.at(
            Code.INTEGER_EXPECTED, span, f"{what} should be an integer but is {describe(value)}"
        )

    # Terms --------------------------------------------------------------------------

    def as_scalar(self, term: Term) -> Term:
        """A rank-0 tensor's element, widened where the host could not compute with it."""
        if isinstance(term.type, Scalar):
            return term
        dtype = term.type.dtype
        if not dtype.is_held_by_host:
            dtype = I64 if dtype.is_integer else F32
            term = Term(convert_elements(self, term, dtype), Tensor(dtype, ()))
        return Term(self.element(term), Scalar(dtype))

    def element(self, term: Term) -> ir.Value:
        """The number that a term of shape [] is."""
        if isinstance(term.type, Scalar):
            return term.value
        assert not term.type.shape
        return self.builder.emit_one("tensor.extract", (term.value,), term.type.dtype.mlir)

    def to_tensor(self, value: Value, span: Span, dtype: DType | None = None) -> Term | None:
        """A number, or (nested) vector or list of numbers, as a tensor; None for anything else.

        ``dtype`` is the element type that literals take.
        """
        if isinstance(value, Term) and isinstance(value.type, Tensor):
            return value
        if isinstance(value, Term | Static):
            type = type_of(value)
            weak = isinstance(type, Scalar) and type.weak and dtype is not None
            element = dtype if weak and dtype is not None and dtype.kind >= type.dtype.kind else type.dtype
            tensor = Tensor(element, ())
            return Term(convert(self, value, tensor), tensor)
        if isinstance(value, ListValue):
            return self._stack(value, span, dtype)
        from eshkol_mlir.types.values import RangeValue

        if isinstance(value, RangeValue):
            from eshkol_mlir.types.builtins import range_tensor

            return range_tensor(self, value, span)
        return None

    def _stack(self, value: ListValue, span: Span, dtype: DType | None) -> Term | None:
        from eshkol_mlir.types.literals import constant_tensor, stack_terms

        if any(isinstance(leaf, Poison) for leaf in leaves(value)):
            return None
        known = constant_tensor(self, value, span, dtype)
        if known is not None:
            return known
        parts = [self.to_tensor(item, span, dtype) for item in value.items]
        terms = [part for part in parts if part is not None]
        if len(terms) != len(parts) or not terms:
            return None
        numbers = all(is_number(leaf) for leaf in leaves(value))
        types = [type_of(leaf) for leaf in leaves(value)] if numbers else [term.type for term in terms]
        return stack_terms(self, terms, span, types)

    def reshape(self, term: Term, shape: Shape) -> Term:
        """A tensor of the same number of elements, which the caller has checked."""
        from eshkol_mlir.types.convert import mixed_sizes

        assert isinstance(term.type, Tensor)
        if term.type.shape == shape:
            return term
        type = Tensor(term.type.dtype, shape)
        operands, sizes = mixed_sizes(self, shape)
        value = self.builder.emit_one(
            "eshkol.reshape", (term.value, *operands), type.mlir, {"static_sizes": sizes}
        )
        return Term(value, type)

    def emit_tensor(self, name: str, operands: Sequence[ir.Value], type: Tensor, **attributes: str) -> Term:
        return Term(self.builder.emit_one(name, operands, type.mlir, attributes), type)


def _in_library(span: Span | None) -> bool:
    """Whether a place is in the library that comes with the compiler."""
    return span is not None and span.source.name.startswith("<library>/")


def scalar_index(el: Elaborator, number: int) -> ir.Value:
    return el.builder.emit_one("arith.constant", (), "index", {"value": f"{number} : index"})


def is_made_by_type(function: core.Lambda) -> bool:
    """Whether a procedure is the constructor or predicate that comes with a record type."""
    return _calls_builtin(function, "%make-record", "%record-of?")


def is_method(function: core.Lambda) -> bool:
    """Whether a procedure is the method of a type class, which chooses between those of instances."""
    return _calls_builtin(function, "%method")


def _calls_builtin(function: core.Lambda, *names: str) -> bool:
    body = function.body
    return (
        isinstance(body, core.Apply)
        and isinstance(body.function, core.Builtin)
        and body.function.name in names
    )


@contextmanager
def new_function(el: Elaborator, name: str) -> Iterator[FunctionContext]:
    """Elaborates inside a fresh MLIR function; restores the one around it."""
    outer = (el.context, el.store, el.builder.block)
    el.context, el.store, el.builder.block = FunctionContext(name), {}, ir.Block()
    try:
        yield el.context
    finally:
        el.context, el.store, el.builder.block = outer


__all__ = [
    "BOOL",
    "Elaborator",
    "FunctionContext",
    "Text",
    "Unspecified",
    "index_list",
    "instantiate",
    "join_dtypes",
    "join_values",
    "new_function",
    "rebuild",
    "scalar_constant",
    "tensor_of_scalar",
]
