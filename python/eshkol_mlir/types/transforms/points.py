"""The points at which derivatives are taken: numbers, tensors, and trees of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Label, Span
from eshkol_mlir.expander import core
from eshkol_mlir.types.annotations import ScalarType, TensorType, TypeExpr
from eshkol_mlir.types.calls import Arguments, apply, positional, signature
from eshkol_mlir.types.convert import convert, type_of
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import F64, DType
from eshkol_mlir.types.records import record_fields
from eshkol_mlir.types.types import Scalar, Tensor, number_type
from eshkol_mlir.types.values import (
    BuiltinProcedure,
    Closure,
    ListValue,
    MapValue,
    MultipleValues,
    PairValue,
    RangeValue,
    RecordValue,
    Static,
    SymbolValue,
    Term,
    Text,
    Transformed,
    Value,
    counted,
    describe,
    leaves,
    rebuild,
)

if TYPE_CHECKING:
    from eshkol_mlir.emit import ir
    from eshkol_mlir.types.elaborator import Elaborator


@dataclass(frozen=True, eq=False)
class Site:
    """One application of a transformed procedure."""

    el: Elaborator
    #: The transformation, as users call it.
    kind: str
    function: Value
    arguments: Arguments

    @property
    def span(self) -> Span:
        return self.arguments.span

    @property
    def values(self) -> tuple[Value, ...]:
        return self.arguments.values

    @property
    def title(self) -> str:
        """The procedure, as messages call it."""
        match self.function:
            case Closure(function=core.Lambda(name=str() as name)) | BuiltinProcedure(name=name):
                return f"`{name}`"
            case Transformed() as other:
                return describe(other)
        return "the procedure"

    def call(self, values: Sequence[Value]) -> Value:
        """The procedure applied to other values in place of the arguments."""
        given = Arguments(tuple(values), self.arguments.keywords, self.span, self.arguments.nodes)
        return apply(self.el, self.function, given)

    def parameter(self, position: int) -> str | None:
        """The name of an argument, where it has one."""
        if isinstance(self.function, Closure):
            parameters = self.function.function.parameters
            if position < len(parameters):
                return parameters[position].binding.name
        return None

    def argument(self, position: int) -> str:
        """An argument, as messages call it."""
        name = self.parameter(position)
        return f"argument {position + 1}" if name is None else f"argument `{name}`"

    def type_error(
        self,
        code: Code,
        message: str,
        *,
        help: Sequence[str] = (),
        notes: Sequence[str] = (),
        position: int | None = None,
    ) -> EshkolError:
        span = self.span if position is None else self.arguments.span_of(position)
        labels: list[Label] = [] if position is None else self.arguments.label(position)
        return diagnostics.TypeError.at(code, span, message, labels=labels, help=help, notes=notes)


def in_order(arguments: Arguments, function: Value) -> Arguments:
    """Arguments given by the names of a procedure's parameters, by position."""
    if not arguments.keywords or not isinstance(function, Closure):
        return arguments
    values, rest = positional(function.function, arguments)
    return Arguments(
        (*values, *(rest.items if rest is not None else ())), {}, arguments.span, arguments.nodes
    )


def declared_types(el: Elaborator, function: Value, count: int) -> list[TypeExpr | None]:
    """The declared types of the first parameters."""
    if not isinstance(function, Closure):
        return [None] * count
    declared, _ = signature(el, function.function)
    return [*declared, *([None] * count)][:count]


def literal_dtype(type: TypeExpr | None) -> DType | None:
    """The element type that a literal takes where a type is declared."""
    if isinstance(type, ScalarType | TensorType) and isinstance(type.dtype, DType):
        return type.dtype if type.dtype.is_float else None
    return None


# Numbers that can have a derivative ------------------------------------------------------------


def differentiable(site: Site, position: int, complex_numbers: bool = False) -> Value:
    """An argument whose numbers are all computed, and of types that have derivatives.

    Raises:
        TypeError: it has other numbers, or none.
    """
    value = site.values[position]
    declared = declared_types(site.el, site.function, position + 1)[position]
    maker = _Maker(site, position, literal_dtype(declared), complex_numbers)
    result = maker.value(value, site.parameter(position) or "")
    if not any(isinstance(leaf, Term) for leaf in leaves(result)):
        raise site.type_error(
            Code.NO_DERIVATIVE,
            f"{site.argument(position)} of {site.title} is {describe(value)}, "
            f"which has no numbers to differentiate by",
            position=position,
        )
    return result


@dataclass(frozen=True, eq=False)
class _Maker:
    site: Site
    position: int
    dtype: DType | None
    complex_numbers: bool

    def value(self, value: Value, name: str) -> Value:
        match value:
            case Term():
                return self._term(value, name)
            case Static():
                return self._static(value, name)
            case RangeValue():
                raise self._no_derivative(value, name)
            case RecordValue(type=type, fields=fields):
                types = record_fields(self.site.el, type.name, self.site.span)
                return RecordValue(
                    type, {f: self._field(types[f], item, f"{name}.{f}") for f, item in fields.items()}
                )
            case ListValue(items=items, vector=vector):
                return ListValue(tuple(self.value(item, name) for item in items), vector)
            case PairValue(first=first, second=second):
                return PairValue(self.value(first, name), self.value(second, name))
            case MapValue(entries=entries):
                return MapValue(
                    tuple((key, self.value(item, f"{name}.{_key(key)}")) for key, item in entries)
                )
        return value

    def _field(self, type: TypeExpr, value: Value, name: str) -> Value:
        exact = isinstance(type, ScalarType) and type.dtype is not None and not literal_dtype(type)
        if exact and isinstance(value, Static) and not isinstance(value.value, complex):
            raise self._no_derivative(value, name, render="an integer field")
        dtype = literal_dtype(type) or self.dtype
        return _Maker(self.site, self.position, dtype, self.complex_numbers).value(value, name)

    def _term(self, term: Term, name: str) -> Term:
        dtype = term.type.dtype
        if dtype.is_float or (dtype.is_complex and self.complex_numbers):
            return term
        raise self._no_derivative(term, name)

    def _static(self, value: Static, name: str) -> Term:
        number, dtype = value.value, value.dtype
        exact = dtype is not None and not (dtype.is_float or dtype.is_complex)
        if isinstance(number, bool | Dim) or exact:
            raise self._no_derivative(value, name)
        if isinstance(number, complex) and not self.complex_numbers:
            raise self._no_derivative(value, name)
        type: Scalar | Tensor
        if dtype is not None or isinstance(number, complex):
            type = type_of(value)
        elif self.dtype is not None:
            type = number_type(self.dtype)
        else:
            type = Scalar(F64, weak=True)
        return Term(convert(self.site.el, value, type), type)

    def _no_derivative(self, value: Value, name: str, render: str = "") -> EshkolError:
        site = self.site
        dtype = type_of(value).dtype if isinstance(value, Term | Static) else None
        what = f"argument `{name}`" if name and not name.startswith(".") else site.argument(self.position)
        help = [f"convert it first: (cast {name or 'x'} f64)", "or choose other arguments with :argnums"]
        if dtype is not None and dtype.is_complex:
            help = ["jvp and vjp differentiate by complex numbers"]
        return site.type_error(
            Code.NO_DERIVATIVE,
            f"{what} of {site.title} is {render or describe(value)}, which has no derivative",
            help=help,
            position=self.position,
        )


def _key(key: Value) -> str:
    return key.name if isinstance(key, SymbolValue) else key.value if isinstance(key, Text) else "?"


# Numbers among the parts of values --------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Operands:
    """Arguments taken apart into the operands of a function."""

    values: tuple[Value, ...]
    #: The operands, and for each which argument it is part of.
    terms: tuple[Term, ...]
    owners: tuple[int, ...]

    @staticmethod
    def of(values: Sequence[Value]) -> Operands:
        found = [
            (leaf, owner)
            for owner, value in enumerate(values)
            for leaf in leaves(value)
            if isinstance(leaf, Term)
        ]
        return Operands(tuple(values), tuple(t for t, _ in found), tuple(o for _, o in found))

    @property
    def arguments(self) -> list[ir.Value]:
        return [term.value for term in self.terms]

    @property
    def types(self) -> list[Scalar | Tensor]:
        return [term.type for term in self.terms]

    def positions(self, wrt: Sequence[int]) -> list[int]:
        """The operands that the listed arguments consist of, in order."""
        return [i for i, owner in enumerate(self.owners) if owner in wrt]

    def inside(self, terms: Sequence[Value]) -> list[Value]:
        """The arguments made of other terms."""
        remaining = iter(terms)
        return [replace_terms(value, remaining) for value in self.values]


def replace_terms(value: Value, terms: Iterator[Value]) -> Value:
    """``value`` with its computed parts replaced by ``terms``, in order; the others stay."""
    parts = [next(terms) if isinstance(leaf, Term) else leaf for leaf in leaves(value)]
    return rebuild(value, iter(parts))


def only_value(site: Site, value: Value, expected: str) -> Value:
    """The one value that the procedure returns."""
    if isinstance(value, MultipleValues):
        if len(value.items) == 1:
            return value.items[0]
        raise diagnostics.ArityError.at(
            Code.NOT_ONE_NUMBER,
            site.span,
            f"{site.kind} needs a procedure that returns {expected}, but {site.title} returns "
            f"{counted(value.items, 'value')}",
            help=["with :has-aux #t the second of two values is passed on as it is"]
            if len(value.items) == 2 and "grad" in site.kind
            else [],
        )
    return value


def without_numbers(site: Site, value: Value) -> diagnostics.EshkolError:
    """What to say where there is nothing in the result that could have a derivative."""
    return site.type_error(
        Code.RESULT_WITHOUT_DERIVATIVE,
        f"{site.kind} needs a procedure that returns numbers, but {site.title} returns {describe(value)}",
    )


def computed(el: Elaborator, value: Value) -> Value:
    """``value`` with the numbers that are known now as terms, floating-point ones where they may be."""

    def change(leaf: Value) -> Value:
        if not isinstance(leaf, Static):
            return leaf
        exact = leaf.dtype is None and not isinstance(leaf.value, bool | complex | Dim)
        type = Scalar(F64, weak=True) if exact else type_of(leaf)
        return Term(convert(el, leaf, type), type)

    return rebuild(value, map(change, list(leaves(value))))
