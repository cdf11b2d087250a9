"""Shapes in code of the host.

Procedures that print, match or keep tables are no device code, but what they do with tensors means the same.  So they
are evaluated as device code is, for the sake of the shapes: what the host alone can do has an unknown value there, and
what depends on it has one too.  Other errors than those of shapes are told of operations on tensors alone; the rest is
for the checker of types to find, or for the running program.

Each procedure is evaluated for all sizes that its declared types allow, and calls of procedures with declared types
tell what these say; so what is found in a module depends on its own text and on the types that others declare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from fractions import Fraction
from functools import cache, partial

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.prelude import Definitions
from eshkol_mlir.compiler.tiers import device_names, library_variables, plain_host_names
from eshkol_mlir.diagnostics import ArityError, EshkolError, Span, TypeError
from eshkol_mlir.emit import ir
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.traversal import walk
from eshkol_mlir.types.annotations import TypeExpr
from eshkol_mlir.types.calls import (
    Arguments,
    checked_arguments,
    checked_result,
    renamed,
    signature,
    single_value,
    variables_of,
)
from eshkol_mlir.types.convert import is_number, type_of
from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.elaborator import Elaborator, Frame, is_made_by_type, new_function
from eshkol_mlir.types.logic import is_logical
from eshkol_mlir.types.matching import Substitution
from eshkol_mlir.types.signatures import value_of_type
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import (
    POISON,
    BuiltinProcedure,
    Character,
    Closure,
    Environment,
    ListValue,
    MultipleValues,
    PairValue,
    Poison,
    RecordValue,
    Static,
    SymbolValue,
    Term,
    Text,
    Transformed,
    Unspecified,
    Value,
    leaves,
    rebuild,
)

#: What can only be told of shapes, and is an error in code of the host as well.
_OF_SHAPES = frozenset(
    (
        Code.CONTRACTED_SIZES, Code.BROADCAST, Code.DECLARED_SHAPE, Code.AXIS_OUT_OF_RANGE, Code.AXIS_TWICE,
        Code.INDEX_OUT_OF_RANGE, Code.INDEX_COUNT, Code.WRONG_RANK, Code.NOT_SQUARE, Code.RESHAPE, Code.JOINED_SHAPES,
        Code.SPLIT_SIZES, Code.WINDOW_NUMBERS, Code.WINDOW_TOO_LARGE, Code.CHANNELS, Code.OPERAND_SHAPES,
        Code.EINSUM_FORMULA, Code.NOT_A_PERMUTATION, Code.SQUEEZED_SIZE, Code.REPEAT_COUNTS, Code.AXIS_COUNTS,
        Code.PAIRED_AXES,
    )
)  # fmt: skip
#: What the host has for numbers and tensors alike.
_ARITHMETIC = frozenset(("+", "-", "*", "/", "max", "min"))
#: What the names begin with of procedures that change other things than pairs and vectors.
_WITHOUT_PARTS = (
    "%", "arena-", "bytevector-", "cleanup-", "hash-table-", "matrix-", "read-", "region-", "restore-",
    "set-optimization-", "set-simd-", "string-", "tensor-",
)  # fmt: skip
#: Whose procedures may raise, as somebody expects.
_EXPECTING = frozenset(
    ("%guard", "with-exception-handler", "call/cc", "call-with-current-continuation", "dynamic-wind", "delay")
)
#: What the host says of tensors, and not of numbers; and of numbers alone.
_OF_TENSORS = frozenset(("tensor?", "vector?"))
_KINDS = _OF_TENSORS | {"number?", "complex?"}
#: What makes or changes objects of its arguments, and calls none.
_KEEPING = frozenset(("box", "cons", "cons*", "list", "values", "vector"))
#: A value of what does not return: a call of a procedure inside itself, as far as it does nothing but that.
_NOTHING = Poison()
#: That of an error, which is told, and of what is computed with it.
_FAILED = Poison()
#: How many expressions of a definition are evaluated before no more calls are followed.
_MOST_EXPRESSIONS = 5000
#: Longer lists, which loops would be unrolled for, are unknown.
_MOST_ITEMS = 100


@cache
def _operations() -> Set[str]:
    """Names of operations on tensors, which mean the same on both tiers."""
    return (device_names() - plain_host_names()) | _ARITHMETIC


def _is_of_shapes(error: EshkolError) -> bool:
    return any(diagnostic.code in _OF_SHAPES for diagnostic in error.diagnostics)


def _is_certain(error: EshkolError, arguments: Arguments) -> bool:
    """Whether an operation fails on the host too, which has it for lists, plain vectors and exact numbers as well."""
    values = (*arguments.values, *arguments.keywords.values())
    of_device = all(
        isinstance(value, Term | Text | SymbolValue | Character)
        or (isinstance(value, Static) and not isinstance(value.value, Fraction))
        for value in values
    )
    return isinstance(error, ArityError) or (isinstance(error, TypeError) and of_device)


def changes_parts(names: Set[str]) -> bool:
    """Whether a program that refers to these procedures of the language may change the parts of pairs and vectors."""
    return any(name.endswith("!") and not name.startswith(_WITHOUT_PARTS) for name in names)


def shape_errors(
    program: core.Program,
    device: DeviceCode,
    *,
    with_changes: bool,
    without: Callable[[core.Definition], bool] | None = None,
) -> list[EshkolError]:
    """What is wrong with shapes in a program of the host, or in some of its modules; one error for each place.

    Args:
        program: it, and of variables of other modules their declared types.
        device: what device code computes of it.
        with_changes: whether the whole program ``changes_parts``, which are unknown then.
        without: definitions that are not looked at.
    """
    return _ShapeChecker(program, device, with_changes).run(without or (lambda definition: False))


def _is_tensor(value: Value) -> bool:
    return isinstance(value, Term) and isinstance(value.type, Tensor)


def _array_shape(value: Value) -> tuple[int, ...] | None:
    """The shape of nested vectors of numbers; None for any other value."""
    if not isinstance(value, ListValue):
        return () if is_number(value) and not type_of(value).shape else None
    inner = set(map(_array_shape, value.items)) if value.vector else set()
    if len(inner) != 1:
        return None
    shape = inner.pop()
    return None if shape is None else (len(value.items), *shape)


def _makes_tensors(node: core.Core) -> bool:
    match node:
        case core.Array():
            return True
        case core.Builtin(name=name):
            return name in _operations() and name not in _ARITHMETIC
        case core.Reference(binding=binding):
            return binding in library_variables() and binding.name in _operations()
    return False


#: The value of a round of a loop, and the values that each next one begins with.
_Round = tuple[Value, list[Sequence[Value]]]


class _ShapeChecker(Elaborator):
    """Evaluates parts of a program one after the other."""

    def __init__(self, program: core.Program, device: DeviceCode, with_changes: bool) -> None:
        super().__init__(program, Definitions(program))
        self._device = device
        self._with_changes = with_changes
        #: The module of what is being evaluated.
        self._module = ""
        #: Variables of the top level, as a module knows them.
        self._values: dict[tuple[str, Binding], Value] = {}
        #: The arguments of calls that procedures make of themselves, by those that are running.
        self._running: dict[core.Lambda, tuple[Environment, list[Sequence[Value]]]] = {}
        #: Procedures that were evaluated for unknown arguments.
        self._unapplied: set[tuple[core.Lambda, Environment]] = set()
        self._expressions = 0
        #: The sizes of results, by the variables that their types have for them.
        self._sizes: dict[DimVar, DimVar] = {}
        #: Whether what is evaluated is compiled for the device, whatever is around it.
        self._on_device = False

    def run(self, without: Callable[[core.Definition], bool]) -> list[EshkolError]:
        worth_a_look = set(filter(self._has_shapes, self.program.body))
        for item in self.program.body if worth_a_look else ():
            if not isinstance(item, core.Definition):
                self._evaluate("", item, partial(self.effect, item, Environment()))
            elif not without(item) and (item in worth_a_look or not isinstance(item.value, core.Lambda)):
                self._evaluate(item.binding.module or "", item, partial(self._definition, item))
        found: dict[Span | None, EshkolError] = {}
        for error in self.errors:
            found.setdefault(error.diagnostics[0].span, error)
        return list(found.values())

    def _evaluate(self, module: str, item: core.Definition | core.Core, action: Callable[[], object]) -> None:
        self._module, self._expressions = module, 0
        with new_function(self, "host"):
            self.builder.span = item.span
            try:
                action()
            except EshkolError as error:
                self.report(error)
            except RecursionError:
                pass
        self.frames.clear()
        self._running.clear()

    @contextmanager
    def _device_code(self) -> Iterator[None]:
        outer, self._on_device = self._on_device, True
        try:
            yield
        finally:
            self._on_device = outer

    def _definition(self, definition: core.Definition) -> None:
        function = definition.value
        if isinstance(function, core.Lambda):
            self._apply_to_unknown(Closure(function, Environment(), definition.binding))
        else:
            self.global_value(definition.binding, definition.span)

    def _has_shapes(self, item: core.Definition | core.Core) -> bool:
        """Whether tensors are declared in a definition or an expression, made, or computed with."""
        if not isinstance(item, core.Definition):
            return any(map(_makes_tensors, walk(item)))
        if item.value is None:
            return False
        return self._device.has_tensors(item) or any(map(_makes_tensors, walk(item.value)))

    def report(self, error: EshkolError) -> Poison:
        return self._tell(error) if _is_of_shapes(error) else POISON

    def _tell(self, error: EshkolError) -> Poison:
        super().report(error)
        return _FAILED

    # Variables -------------------------------------------------------------------------

    def bind(self, env: Environment, binding: Binding, value: Value) -> None:
        if binding.assigned and not self._on_device:
            # By a procedure, maybe, that the host calls.
            env.values[binding] = POISON
        else:
            super().bind(env, binding, value)

    def global_value(self, binding: Binding, span: Span) -> Value:
        if self._on_device or binding.module is None or binding in library_variables():
            return super().global_value(binding, span)
        key = (self._module, binding)
        if key not in self._values:
            self._values[key] = POISON
            self._values[key] = self._global(binding, span)
        return self._values[key]

    def _global(self, binding: Binding, span: Span) -> Value:
        definition = self.definitions.definition(binding)
        if definition is None or binding.assigned:
            return POISON
        if isinstance(definition.value, core.Lambda):
            return Closure(definition.value, Environment(), binding)
        if definition.type is not None and (definition.value is None or binding.module != self._module):
            return self._unknown(self.types.read(definition.type), Substitution(), span)
        if binding.module != self._module:
            return POISON
        try:
            return super().global_value(binding, span)
        except EshkolError as error:
            return self.report(error)

    def _unknown(self, type: TypeExpr, names: Substitution, span: Span) -> Value:
        """A value of a declared type: that of a result, which has one size for each variable that is new."""
        given = {variable for dim in names.dims.values() for variable in dim.variables()}
        value = self._of_type(type, names, "value", span)
        parts = [self._with_sizes(leaf, given) if isinstance(leaf, Term) else leaf for leaf in leaves(value)]
        return rebuild(value, iter(parts))

    def _with_sizes(self, leaf: Term, given: Set[DimVar]) -> Term:
        new = [v for v in variables_of([leaf.type]) if not (v.existential or v in given)]
        for variable in new:
            if variable not in self._sizes:
                size = self._sizes[variable] = DimVar(variable.name, existential=True)
                self.define_size(size, self._undefined("index"))
        return Term(leaf.value, renamed(leaf.type, {v: Dim.of(self._sizes[v]) for v in new}))

    def _of_type(self, type: TypeExpr, names: Substitution, name: str, span: Span) -> Value:
        try:
            return value_of_type(self, type, names, name, span, lambda leaf: self._undefined(leaf.mlir))
        except EshkolError:
            return POISON

    def _undefined(self, type: str) -> ir.Value:
        return self.builder.emit_one("eshkol_frontend.undefined", (), type)

    # Expressions -----------------------------------------------------------------------

    def expression(self, node: core.Core, env: Environment) -> Value:
        self._expressions += 1
        if self._on_device:
            return super().expression(node, env)
        if is_logical(node):
            truth = self._truth(node, env)
            return POISON if truth is None else Static(truth)
        if isinstance(node, core.Fold):
            return self._fold(node, env)
        value = super().expression(node, env)
        if isinstance(value, Term) and _is_tensor(value) and not value.type.shape:
            # Such results are numbers there.
            return self.as_scalar(value)
        if isinstance(value, ListValue | PairValue) and isinstance(node, core.Apply | core.Array):
            shape = _array_shape(value)
            # Literals of numbers are tensors, but a vector of tensors is one.
            is_tensor = shape is not None and (len(shape) == 1 or isinstance(node, core.Array))
            if not is_tensor and (self._with_changes or value.size > _MOST_ITEMS):
                return POISON
        return value

    def conditional(
        self,
        node: core.If,
        env: Environment,
        evaluate: Callable[[core.Core, Environment], Value] | None = None,
    ) -> Value:
        if self._on_device:
            return super().conditional(node, env, evaluate)
        evaluate = evaluate or self.expression
        truth = self._truth(node.test, env)
        branches = (node.then, node.otherwise) if truth is None else (node.then if truth else node.otherwise,)
        first, *others = [Unspecified() if branch is None else evaluate(branch, env) for branch in branches]
        return self._either(first, others[0]) if others else first

    def _truth(self, node: core.Core, env: Environment) -> bool | None:
        """Whether a test holds; None where that is not known."""
        if is_logical(node):
            assert isinstance(node, core.Apply)
            ends = is_logical(node, "%or")
            truths = []
            for argument in node.arguments:
                truths.append(self._truth(argument, env))
                if truths[-1] is ends:
                    break
            if truths and truths[-1] is ends:
                return ends if None not in truths else None
            return None if None in truths else not ends
        value = single_value(self, node, env)
        if isinstance(value, Static) and isinstance(value.value, bool):
            return value.value
        unknown = isinstance(value, Poison) or (isinstance(value, Term) and value.type.dtype.is_boolean)
        return None if unknown else True

    def branches(self, condition: ir.Value, then: object, otherwise: object, span: Span) -> Value:
        if self._on_device:
            return super().branches(condition, then, otherwise, span)
        return self._either(then(), otherwise())  # type: ignore[operator]

    def _either(self, value: Value, other: Value) -> Value:
        """What is known of a value that is one of two."""
        for nothing in (_NOTHING, _FAILED):
            if value is nothing or other is nothing:
                return other if value is nothing else value
        if isinstance(value, Unspecified) and isinstance(other, Unspecified):
            return value
        if isinstance(value, Static) and value == other:
            return value
        return self._general(value) if self._is_alike(value, other) else POISON

    # Calls -----------------------------------------------------------------------------

    def apply(self, function: Value, arguments: Arguments) -> Value:
        if self._on_device:
            return super().apply(function, arguments)
        if isinstance(function, Transformed):
            with self._device_code():
                return super().apply(function, arguments)
        if isinstance(function, BuiltinProcedure):
            return self._operation(function.name, arguments)
        if not isinstance(function, Closure):
            return super().apply(function, arguments)
        binding = function.binding
        if binding in library_variables():
            return self._of_library(function, arguments)
        if binding is not None and binding.module is not None:
            _, result = signature(self, function.function)
            if result is not None:
                _, _, names = checked_arguments(self, function.function, arguments)
                return self._unknown(result, names, arguments.span)
            if binding.module != self._module and not is_made_by_type(function.function):
                checked_arguments(self, function.function, arguments)
                return POISON
        return self._follow(function, arguments)

    def _operation(self, name: str, arguments: Arguments) -> Value:
        if any(value is _FAILED for value in arguments.values):
            return _FAILED
        if name in ("concat", "concatenate") and len(arguments.values) == 1:
            # The host has them for lists of numbers too.
            return POISON
        if name.endswith("?") and any(isinstance(value, Term) for value in arguments.values):
            # The host has answers of its own.
            is_tensor = all(map(_is_tensor, arguments.values))
            return Static(is_tensor if name in _OF_TENSORS else not is_tensor) if name in _KINDS else POISON
        try:
            value = super().apply(BuiltinProcedure(name), arguments)
        except EshkolError as error:
            if name in _operations() - _ARITHMETIC and _is_certain(error, arguments):
                return self._tell(error)
            if name in _operations():
                raise
            value = POISON
        if isinstance(value, Poison) and name not in _EXPECTING | _KEEPING and not name.endswith("!"):
            self._apply_procedures(arguments)
        return value

    def _apply_procedures(self, arguments: Arguments) -> None:
        for argument in (*arguments.values, *arguments.keywords.values()):
            if isinstance(argument, Closure):
                self._apply_once(argument)

    def _of_library(self, function: Closure, arguments: Arguments) -> Value:
        assert function.binding is not None
        if self._expressions > _MOST_EXPRESSIONS and function.binding.name not in _operations():
            self._apply_procedures(arguments)
            return POISON
        before = len(self.errors)
        try:
            value = super().apply(function, arguments)
        except EshkolError:
            if function.binding.name in _operations():
                raise
            value = POISON
        if function.binding.name not in _operations():
            del self.errors[before:]
        return value

    def _apply_once(self, closure: Closure) -> None:
        """Looks at a procedure that the host calls with whatever it has."""
        key = (closure.function, closure.environment)
        if key in self._unapplied or closure.function in self._running:
            return
        self._unapplied.add(key)
        depth = len(self.frames)
        try:
            self._apply_to_unknown(closure)
        except EshkolError as error:
            self.report(error)
            del self.frames[depth:]

    def _apply_to_unknown(self, closure: Closure) -> None:
        """Evaluates a procedure for all arguments that its types allow."""
        function = closure.function
        names = Substitution()
        declared, _ = signature(self, function)
        values = [
            POISON if type is None else self._of_type(type, names, parameter.binding.name, function.span)
            for parameter, type in zip(function.parameters, declared, strict=True)
        ]
        value = self._evaluated(closure, values, POISON, function.span)
        checked_result(self, function, value, names)

    def _follow(self, closure: Closure, arguments: Arguments) -> Value:
        """The value of a call, by the body of the procedure."""
        function = closure.function
        values, rest, names = checked_arguments(self, function, arguments)
        if function in self._running:
            environment, calls = self._running[function]
            if closure.environment is not environment and closure.environment.outer is not None:
                # Another closure of the same lambda expression.
                return POISON
            calls.append(values)
            return _NOTHING
        if self._expressions > _MOST_EXPRESSIONS:
            return POISON
        value = self._evaluated(closure, values, rest or ListValue(()), arguments.span)
        return checked_result(self, function, value, names)

    def _evaluated(self, closure: Closure, values: Sequence[Value], rest: Value, span: Span) -> Value:
        """The value of a body; of a procedure that calls itself, for what holds in all of its calls."""
        before = len(self.errors)
        run = partial(self._round, closure, rest=rest, span=span)
        first = run(values)
        return self._settled(run, values, first, before) if first[1] else first[0]

    def _settled(
        self,
        run: Callable[[Sequence[Value]], _Round],
        values: Sequence[Value],
        first: _Round,
        errors: int,
    ) -> Value:
        """What rounds come to that begin with the values of the first one, or with those that a round goes on with.

        Args:
            run: one round, with values of which nothing but the shapes is known.
            values: those of the first.
            first: what it came to.
            errors: how many there were before it.
        """
        known = [self._general(value) for value in values]
        value, others = first
        while True:
            changed = [
                number
                for number, each in enumerate(known)
                if each is not POISON and not all(self._stays(each, other[number]) for other in others)
            ]
            for number in changed:
                known[number] = POISON
            if others is not first[1] and not changed:
                return value
            del self.errors[errors:]
            value, others = run(known)

    def _stays(self, value: Value, other: Value) -> bool:
        """Whether a value in the next round is as in this one; that of an error would have been."""
        return other is _FAILED or self._is_alike(value, other)

    def _round(self, closure: Closure, values: Sequence[Value], rest: Value, span: Span) -> _Round:
        """The value of a body, and the arguments of the calls in it of the procedure itself."""
        calls: list[Sequence[Value]] = []
        self._running[closure.function] = closure.environment, calls
        try:
            return self._body(closure, values, rest, span), calls
        finally:
            del self._running[closure.function]

    def _body(self, closure: Closure, values: Sequence[Value], rest: Value, span: Span) -> Value:
        function = closure.function
        env = Environment(closure.environment)
        for parameter, value in zip(function.parameters, values, strict=True):
            self.bind(env, parameter.binding, value)
        if function.rest is not None:
            self.bind(env, function.rest, rest)
        self.frames.append(Frame(function, span, closure.environment))
        value = self.expression(function.body, env)
        self.frames.pop()
        return value

    def _fold(self, node: core.Fold, env: Environment) -> Value:
        """The value of a loop, of whose sequences nothing is known."""
        initial = [self.expression(clause.value, env) for clause in node.accumulators]
        for clause in node.sequences:
            self.expression(clause.value, env)

        def run(values: Sequence[Value]) -> _Round:
            inner = Environment(env)
            for clause, value in zip(node.accumulators, values, strict=True):
                self.bind_clause(clause, value, inner)
            for clause in node.sequences:
                self.bind_clause(clause, POISON, inner)
            result = self.expression(node.body, inner)
            items = result.items if isinstance(result, MultipleValues) else (result,)
            if len(items) != len(values):
                items = (POISON,) * len(values)
            after = [self._either(value, item) for value, item in zip(values, items, strict=True)]
            return after[0] if len(after) == 1 else MultipleValues(tuple(after)), [items]

        errors = len(self.errors)
        return self._settled(run, initial, run(initial), errors)

    # Values ----------------------------------------------------------------------------

    def _general(self, value: Value) -> Value:
        """A value of the same shapes whose numbers are not known."""
        if isinstance(value, ListValue) and value.vector:
            assert self.builder.span is not None
            value = self.to_tensor(value, self.builder.span) or POISON
        if isinstance(value, Static) and not isinstance(value.value, bool):
            type = type_of(value)
            return Term(self._undefined(type.mlir), type)
        if isinstance(value, RecordValue):
            return RecordValue(
                value.type, {name: self._general(field) for name, field in value.fields.items()}
            )
        return value if isinstance(value, Term) else POISON

    def _is_alike(self, value: Value, other: Value) -> bool:
        """Whether two values have the same shapes."""
        value, other = self._general(value), self._general(other)
        match value, other:
            case Term(type=type), Term(type=wanted):
                return type.shape == wanted.shape and type.dtype == wanted.dtype
            case RecordValue(type=type, fields=fields), RecordValue(type=wanted, fields=others):
                return type == wanted and all(map(self._is_alike, fields.values(), others.values()))
        return value is other is POISON
