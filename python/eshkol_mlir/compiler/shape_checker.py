"""The evaluation of code of the host for the sake of its shapes; see ``host_shapes``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from fractions import Fraction
from functools import partial

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.prelude import Definitions
from eshkol_mlir.compiler.tiers import library_variables
from eshkol_mlir.diagnostics import ArityError, EshkolError, Span, TypeError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.annotations import TypeExpr
from eshkol_mlir.types.approximation import FAILED, Approximation
from eshkol_mlir.types.calls import (
    Arguments,
    checked_arguments,
    checked_result,
    renamed,
    signature,
    variables_of,
)
from eshkol_mlir.types.convert import is_number, type_of
from eshkol_mlir.types.dims import Dim, DimVar
from eshkol_mlir.types.elaborator import is_made_by_type, new_function
from eshkol_mlir.types.matching import Substitution
from eshkol_mlir.types.signatures import value_of_type
from eshkol_mlir.types.types import Index, Tensor
from eshkol_mlir.types.values import (
    POISON,
    BuiltinProcedure,
    Character,
    Closure,
    Environment,
    ListValue,
    PairValue,
    Poison,
    Static,
    SymbolValue,
    Term,
    Text,
    Transformed,
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
#: Whose procedures may raise, as somebody expects.
_EXPECTING = frozenset(
    ("%guard", "with-exception-handler", "call/cc", "call-with-current-continuation", "dynamic-wind", "delay")
)
#: What the host says of tensors, and not of numbers; and of numbers alone.
_OF_TENSORS = frozenset(("tensor?", "vector?"))
_KINDS = _OF_TENSORS | {"number?", "complex?"}
#: What makes objects of its arguments, and calls none.
_KEEPING = frozenset(("box", "cons", "cons*", "list", "values", "vector"))
_NOT_CALLING = _EXPECTING | _KEEPING
#: Longer lists, which loops would be unrolled for, are unknown.
_MOST_ITEMS = 100


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


class ShapeChecker(Approximation):
    """Evaluates definitions and expressions of a program one after the other.

    Args:
        program: it, and of variables of other modules their declared types.
        of_tensors: the names of operations on tensors, which mean the same on both tiers.
        arithmetic: those of operations on numbers and tensors alike.
        with_changes: whether parts of pairs and vectors may be changed, and so are unknown.
        look_into: is told of variables of other modules whose definitions matter, as device code has these in itself.
    """

    def __init__(
        self, program: core.Program, of_tensors: Set[str], arithmetic: Set[str], *, with_changes: bool,
        look_into: Callable[[Binding], object],
    ) -> None:  # fmt: skip
        super().__init__(program, Definitions(program))
        self._look_into = look_into
        self._of_tensors, self._operations = of_tensors, of_tensors | arithmetic
        self._with_changes = with_changes
        #: The module of what is being evaluated.
        self._module = ""
        #: Variables of the top level, as a module knows them.
        self._values: dict[tuple[str, Binding], Value] = {}
        #: Procedures that were evaluated for unknown arguments.
        self._unapplied: set[tuple[core.Lambda, Environment]] = set()
        #: The sizes of results, by the variables that their types have for them.
        self._sizes: dict[DimVar, DimVar] = {}

    def run(self, items: Iterable[core.Definition | core.Core]) -> list[EshkolError]:
        """What is wrong with some definitions and expressions; one error for each place."""
        for item in items:
            if isinstance(item, core.Definition):
                self._evaluate(item.binding.module or "", item, partial(self._definition, item))
            else:
                self._evaluate("", item, partial(self.effect, item, Environment()))
        found: dict[Span | None, EshkolError] = {}
        for error in self.errors:
            found.setdefault(error.diagnostics[0].span, error)
        return list(found.values())

    def _evaluate(self, module: str, item: core.Definition | core.Core, action: Callable[[], object]) -> None:
        self._module, self.expressions = module, 0
        with new_function(self, "host"):
            self.builder.span = item.span
            try:
                action()
            except EshkolError as error:
                self.report(error)
            except RecursionError:
                pass
        self.frames.clear()

    def _definition(self, definition: core.Definition) -> None:
        function = definition.value
        if isinstance(function, core.Lambda):
            self._apply_to_unknown(Closure(function, Environment(), definition.binding))
        else:
            self.global_value(definition.binding, definition.span)

    def report(self, error: EshkolError) -> Poison:
        return self._tell(error) if _is_of_shapes(error) else POISON

    def _tell(self, error: EshkolError) -> Poison:
        super().report(error)
        return FAILED

    # Variables -------------------------------------------------------------------------

    def global_value(self, binding: Binding, span: Span) -> Value:
        if self.on_device or binding.module is None or binding in library_variables():
            definition = self.definitions.definition(binding)
            if definition is not None and not isinstance(definition.value, core.Lambda):
                self._note(binding)
            return super().global_value(binding, span)
        key = (self._module, binding)
        if key not in self._values:
            self._values[key] = POISON
            self._values[key] = self._global(binding, span)
        return self._values[key]

    def _note(self, binding: Binding | None) -> None:
        """Notes that the definition of a variable matters."""
        is_global = binding is not None and binding.module is not None and binding not in library_variables()
        if binding is not None and is_global and binding.module != self._module:
            self._look_into(binding)

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

    def instance_method(self, binding: Binding, span: Span) -> Value:
        """Which instances there are in modules that nobody names does not matter to what is found here."""
        return super().instance_method(binding, span) if binding.module == self._module else POISON

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
                self.define_size(size, self.undefined(Index()))
        return Term(leaf.value, renamed(leaf.type, {v: Dim.of(self._sizes[v]) for v in new}))

    def _of_type(self, type: TypeExpr, names: Substitution, name: str, span: Span) -> Value:
        try:
            return value_of_type(self, type, names, name, span, self.undefined)
        except EshkolError:
            return POISON

    # Expressions -----------------------------------------------------------------------

    def expression(self, node: core.Core, env: Environment) -> Value:
        value = super().expression(node, env)
        if self.on_device:
            return value
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

    # Calls -----------------------------------------------------------------------------

    def apply(self, function: Value, arguments: Arguments) -> Value:
        if self.on_device:
            if isinstance(function, Closure) and not is_made_by_type(function.function):
                self._note(function.binding)
            return super().apply(function, arguments)
        if isinstance(function, Transformed):
            with self.device_code():
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
        return self.follow(function, arguments)

    def _operation(self, name: str, arguments: Arguments) -> Value:
        if any(value is FAILED for value in arguments.values):
            return FAILED
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
            if name in self._of_tensors and _is_certain(error, arguments):
                return self._tell(error)
            if name in self._operations:
                raise
            value = POISON
        if isinstance(value, Poison) and name not in _NOT_CALLING and not name.endswith("!"):
            self._apply_procedures(arguments)
        return value

    def _apply_procedures(self, arguments: Arguments) -> None:
        for argument in (*arguments.values, *arguments.keywords.values()):
            if isinstance(argument, Closure):
                self._apply_once(argument)

    def _of_library(self, function: Closure, arguments: Arguments) -> Value:
        assert function.binding is not None
        if self.is_exhausted and function.binding.name not in self._operations:
            self._apply_procedures(arguments)
            return POISON
        before = len(self.errors)
        try:
            value = super().apply(function, arguments)
        except EshkolError:
            if function.binding.name in self._operations:
                raise
            value = POISON
        if function.binding.name not in self._operations:
            del self.errors[before:]
        return value

    def _apply_once(self, closure: Closure) -> None:
        """Looks at a procedure that the host calls with whatever it has."""
        key = (closure.function, closure.environment)
        if key in self._unapplied or closure.function in self.running:
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
        value = self.value_of_body(closure, values, POISON, function.span)
        checked_result(self, function, value, names)
