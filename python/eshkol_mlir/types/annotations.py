"""Types as programs write them, and matching values against them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Span
from eshkol_mlir.expander.core import TypeDefinition
from eshkol_mlir.expander.parse import is_made_by, is_symbol
from eshkol_mlir.expander.scope import did_you_mean, nearest_names
from eshkol_mlir.expander.type_names import constraints_in, parts_of_constraint, variable_name
from eshkol_mlir.reader import write_datum
from eshkol_mlir.reader.errors import count
from eshkol_mlir.reader.syntax import Braces, GenericType, List, Number, Symbol, Syntax
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import NAMES, DType
from eshkol_mlir.types.types import is_too_large


@dataclass(frozen=True, slots=True)
class ScalarType:
    """A number or truth value; ``dtype`` is None for any number."""

    dtype: DType | None


@dataclass(frozen=True, slots=True)
class TensorType:
    """``dtype`` may be a type variable's name; ``shape`` None where any will do."""

    dtype: DType | str
    shape: tuple[DimType, ...] | str | None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A procedure; ``rest`` is the type of further arguments, where it takes any number of them."""

    parameters: tuple[TypeExpr, ...]
    result: TypeExpr
    rest: TypeExpr | None = None


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record type; ``fields`` are the types in one value of it, where they are known more closely.

    ``written`` is how the program applies a type with parameters.
    """

    name: str
    fields: tuple[TypeExpr, ...] | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class UnionRef:
    """A union; ``arguments`` are those of its parameters, which the fields of its values are read with.

    ``written`` is how the program applies it.
    """

    name: str
    arguments: tuple[Syntax, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True)
class ListType:
    element: TypeExpr | None


@dataclass(frozen=True, slots=True)
class VectorType:
    """A vector of what is no element type of tensors; of one that is, it is a tensor type of rank 1."""

    element: TypeExpr


@dataclass(frozen=True, slots=True)
class ValuesType:
    items: tuple[TypeExpr, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A type variable: any type, the same wherever the name occurs."""

    name: str


@dataclass(frozen=True, slots=True)
class Forall:
    """What is of a type whatever its variables stand for; ``constraints`` are the names of a class and of a variable."""

    variables: tuple[str, ...]
    body: TypeExpr
    constraints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnyType:
    pass


@dataclass(frozen=True, slots=True)
class Opaque:
    """A type of values that only the compiler sees: strings, symbols, procedures."""

    name: str


@dataclass(frozen=True, slots=True)
class PairType(Opaque):
    """A pair of which the types of the parts are known."""

    first: TypeExpr
    second: TypeExpr


TypeExpr: TypeAlias = (
    ScalarType
    | TensorType
    | Arrow
    | RecordRef
    | UnionRef
    | ListType
    | VectorType
    | ValuesType
    | Variable
    | Forall
    | AnyType
    | Opaque
)
#: A dimension as written: a constant, a variable, or a sum, product, ... of them.
DimType: TypeAlias = "int | str | tuple[str, tuple[DimType, ...]]"

CONSTRUCTORS = ("Tensor", "tensor", "vector", "matrix", "list", "->", "forall", "values")
OPAQUE = {"string", "symbol", "char", "procedure", "pair", "rational"}
#: Types of all values; that of a result says with the latter two that nobody looks at it.
ANYTHING = ("any", "unspecified", "void")
#: Other names that mean something in types.
WORDS = {
    *CONSTRUCTORS, *OPAQUE, *ANYTHING, "number", "where", "quotient", "distribution", "qubit", "qureg", "qstate",
}  # fmt: skip


#: Types of other languages, which would pass for type variables, and what they are called here.
ELSEWHERE = {"int": "integer", "long": "int64", "double": "float64", "str": "string"}


class TypeReader:
    """Reads type syntax.

    Args:
        types: the program's own types.
        keeps_forall: whether ``forall`` is read as a type of its own; otherwise, what it says of is.
    """

    def __init__(self, types: Mapping[str, TypeDefinition], *, keeps_forall: bool = False) -> None:
        self.types = types
        self._keeps_forall = keeps_forall
        #: The program's own types that are being read, as they are applied.
        self._reading: list[str] = []

    def read(self, datum: Syntax) -> TypeExpr:
        match datum:
            case Symbol():
                return self._named(datum)
            case GenericType(name=name, arguments=arguments):
                return self._container(name, arguments, datum.span)
            case List(items=items) if items and datum.bracket == "(":
                return self._compound(datum)
        raise diagnostics.SyntaxError.at(Code.MALFORMED_TYPE, datum.span, "expected a type here", help=[HELP])

    def _named(self, symbol: Symbol) -> TypeExpr:
        name = symbol.name
        if name in self.types:
            return self._defined(name)
        if name == "number":
            return ScalarType(None)
        if name in NAMES:
            return ScalarType(NAMES[name])
        if name in ANYTHING:
            return AnyType()
        if name in OPAQUE or name == "qubit":
            return Opaque(name)
        if name in ("vector", "matrix", "tensor"):
            return TensorType("_", None, {"vector": 1, "matrix": 2}.get(name))
        if name == "list":
            return ListType(None)
        if is_type_variable(name) and name not in ELSEWHERE:
            return Variable(variable_name(symbol))
        if name in ELSEWHERE:
            help = [f"did you mean `{ELSEWHERE[name]}`?"]
        else:
            help = did_you_mean(name, [*self.types, *NAMES, "Tensor"]) or [HELP]
        raise diagnostics.NameError.at(
            Code.UNKNOWN_TYPE, symbol.span, f"there is no type `{name}`", help=help
        )

    def _defined(self, name: str, arguments: Sequence[Syntax] = (), span: Span | None = None) -> TypeExpr:
        """The type ``name``, or ``(name argument ...)``; without arguments, its parameters are type variables.

        Raises:
            TypeError: the type has another number of parameters, or is defined by itself.
        """
        definition = self.types[name]
        parameters = definition.parameters
        if arguments and len(arguments) != len(parameters):
            raise _wrong_arguments(definition, len(arguments), span)
        for argument in filter(self._is_forall, arguments):
            self._part(argument, f"a parameter of {name}")
        written = f"({' '.join([name, *map(write_datum, arguments)])})" if arguments else name
        if written in self._reading or len(self._reading) >= MAX_DEFINED:
            raise diagnostics.TypeError.at(
                Code.CYCLIC_TYPE, definition.span, f"the type {name} is defined by itself"
            )
        self._reading.append(written)
        try:
            if definition.variants:
                return UnionRef(name, tuple(arguments), written)
            return self._body(definition, dict(zip(parameters, arguments, strict=False)), written)
        finally:
            self._reading.pop()

    def _body(self, definition: TypeDefinition, arguments: Mapping[str, Syntax], written: str) -> TypeExpr:
        name, body = definition.name, definition.body
        if not is_made_by(body, "Record"):
            return self.read(substituted(body, arguments))
        if not definition.parameters:
            return RecordRef(name)
        fields = tuple(
            self.read(substituted(type, arguments)) for type in declared_fields(definition).values()
        )
        return RecordRef(name, fields, written)

    def variant(self, union: UnionRef, name: str) -> TypeExpr:
        """The type of a constructor's values where the parameters of its union are given."""
        return self._defined(name, union.arguments)

    def _compound(self, datum: List) -> TypeExpr:
        head, *rest = datum.items
        # (vector<float64, 3>): a generic type in parentheses of its own.
        if isinstance(head, GenericType | List) and not rest:
            return self.read(head)
        # (T where C ...): constraints are not needed to specialize.
        if len(rest) >= 1 and is_symbol(rest[0], "where"):
            return self.read(head)
        if not isinstance(head, Symbol):
            raise diagnostics.SyntaxError.at(
                Code.MALFORMED_TYPE, datum.span, "expected a type here", help=[HELP]
            )
        if head.name == "->":
            if rest and isinstance(rest[0], Braces):
                # A row of effects, which says nothing of the values (types/effects).
                del rest[0]
            if not rest:
                raise diagnostics.SyntaxError.at(
                    Code.MALFORMED_TYPE,
                    datum.span,
                    "an arrow type needs a result",
                    help=["(-> argument ... result)"],
                )
            return self._arrow(rest)
        if head.name == "forall":
            return self._forall(datum, rest)
        if head.name in ("values", "Values"):
            return ValuesType(tuple(self._part(item, "one of several values") for item in rest))
        if head.name == "list":
            if len(rest) > 1:
                raise _malformed(datum, "list type", "(list element), of which all elements are")
            return ListType(self._part(rest[0], "the elements of a list") if rest else None)
        if head.name == "pair" and rest:
            if len(rest) != 2:
                raise _malformed(datum, "pair type", "(pair first second)")
            first, second = (self._part(item, "a part of a pair") for item in rest)
            return PairType("pair", first, second)
        if head.name in ("pair", "distribution", "qubit", "qureg", "qstate"):
            return Opaque(head.name)
        if head.name in ("Tensor", "tensor", "vector", "matrix", "Vector", "Matrix"):
            return self._container(head.name, rest, datum.span)
        if not rest:
            return self.read(head)
        if head.name in self.types:
            return self._defined(head.name, rest, datum.span)
        raise diagnostics.NameError.at(
            Code.UNKNOWN_TYPE, head.span, f"there is no type constructor `{head.name}`",
            help=did_you_mean(head.name, [*CONSTRUCTORS, *self.types]) or [HELP],
        )  # fmt: skip

    def _arrow(self, items: Sequence[Syntax]) -> Arrow:
        """``(-> argument ... result)``, where ``...`` itself stands for more of the type before it."""
        *before, last = items
        if len(before) >= 2 and is_symbol(before[-1], "..."):
            *before, repeated, _ = before
            rest = self._part(repeated, "any number of arguments")
            return Arrow(tuple(map(self.read, before)), self.read(last), rest)
        return Arrow(tuple(map(self.read, before)), self.read(last))

    def _forall(self, datum: List, rest: Sequence[Syntax]) -> TypeExpr:
        if not _is_forall(rest):
            raise _malformed(datum, "forall", "(forall (a ...) type)")
        names, body, *clauses = rest
        inner = self.read(body)
        if not self._keeps_forall:
            return inner
        assert isinstance(names, List)
        variables = tuple(variable_name(name) for name in names.items if isinstance(name, Symbol))
        return Forall(variables, inner, tuple(map(parts_of_constraint, constraints_in(*clauses))))

    def _part(self, datum: Syntax, what: str) -> TypeExpr:
        """A type that another one is made of, which none of ``forall`` can be: no type variable stands for such a type.

        Raises:
            TypeError: it is one.
        """
        if self._is_forall(datum):
            raise diagnostics.TypeError.at(
                Code.MISPLACED_FORALL, datum.span, f"a type of forall cannot be that of {what}",
                help=["say forall of the whole type, or use a record with a field of this type"],
            )  # fmt: skip
        return self.read(datum)

    def _is_forall(self, datum: Syntax) -> bool:
        """Whether a type is written with ``forall``, also under names that the program gave it."""
        for _ in range(MAX_DEFINED):
            match datum:
                case List(items=(Symbol(name="forall"), *_)):
                    return True
                case (
                    List(items=(List() | Symbol() as inner,)) | List(items=(inner, Symbol(name="where"), *_))
                ):
                    datum = inner
                case Symbol(name=name) | List(items=(Symbol(name=name), *_)) if name in self.types:
                    datum = self.types[name].body
                case _:
                    return False
        return False

    def _container(self, name: str, arguments: Sequence[Syntax], span: Span) -> TypeExpr:
        ranks = {"vector": 1, "Vector": 1, "matrix": 2, "Matrix": 2}
        rank = ranks.get(name)
        if rank is None and name not in ("Tensor", "tensor"):
            raise diagnostics.NameError.at(
                Code.UNKNOWN_TYPE,
                span,
                f"there is no type `{name}`",
                help=did_you_mean(name, ["vector", "matrix", "tensor"]) or [HELP],
            )
        if not arguments:
            return TensorType("_", None, rank)
        if rank == 1 and self._is_no_element(arguments[0]):
            return self._vector(arguments, span)
        dtype = self._element(arguments[0])
        sizes = list(arguments[1:])
        if len(sizes) == 1 and isinstance(sizes[0], List) and sizes[0].bracket == "[":
            sizes = list(sizes[0].items)
        elif len(sizes) == 1 and isinstance(sizes[0], Symbol) and rank is None and name == "Tensor":
            return TensorType(dtype, variable_name(sizes[0]))
        elif not sizes:
            return TensorType(dtype, None, rank)
        if rank is not None and len(sizes) != rank:
            raise diagnostics.TypeError.at(
                Code.TYPE_RANK, span, f"a {name} has {count(rank, 'dimension')}, not {len(sizes)}"
            )
        shape = tuple(read_dimension(size) for size in sizes)
        known = [size for size in shape if isinstance(size, int)]
        if isinstance(dtype, DType) and len(known) == len(shape) and is_too_large(dtype, known):
            raise diagnostics.ShapeError.at(
                Code.TENSOR_TOO_LARGE, span, "a tensor of this shape is too large for any memory"
            )
        return TensorType(dtype, shape)

    def _is_no_element(self, datum: Syntax) -> bool:
        """Whether a type is one that no tensor has elements of."""
        if not isinstance(datum, Symbol) or datum.name in self.types:
            return not isinstance(self.read(datum), ScalarType | Variable)
        return datum.name in (*OPAQUE, *ANYTHING, "list", "vector", "matrix", "tensor")

    def _vector(self, arguments: Sequence[Syntax], span: Span) -> VectorType:
        """A vector of strings and the like.

        Raises:
            TypeError: it has a size.
        """
        element = self._part(arguments[0], "the elements of a vector")
        if len(arguments) > 1:
            raise diagnostics.TypeError.at(
                Code.NOT_AN_ELEMENT_TYPE, arguments[0].span,
                f"a vector of {render_type(element)} has no declared length: only those of numbers and booleans have one",
                help=[f"write {render_type(VectorType(element))}, which is a vector of any length"],
            )  # fmt: skip
        return VectorType(element)

    def _element(self, datum: Syntax) -> DType | str:
        if isinstance(datum, Symbol):
            if datum.name in NAMES:
                return NAMES[datum.name]
            name = datum.name
            if name in self.types:
                inner = self._defined(name)
                if isinstance(inner, ScalarType) and inner.dtype is not None:
                    return inner.dtype
            elif name != "_" and is_type_variable(name):
                return variable_name(datum)
        raise diagnostics.TypeError.at(
            Code.NOT_AN_ELEMENT_TYPE, datum.span, f"`{datum.span.text}` is not an element type",
            help=did_you_mean(datum.span.text, NAMES)
            or [
                f"element types are {', '.join(sorted({d.name for d in NAMES.values()}))}",
                "(vector type) and (list type) have elements of any other type",
            ],
        )  # fmt: skip


HELP = (
    "types are f32, integer, boolean, (Tensor f32 [batch 784]), vector<float64, 3>, "
    "(-> argument ... result), ..."
)


#: Types inside of types that the program defines.
MAX_DEFINED = 200

#: Sizes are 64-bit integers when the program runs.
GREATEST_SIZE = (1 << 63) - 1


def declared_fields(definition: TypeDefinition) -> dict[str, Syntax]:
    """The fields of ``(define-type name (Record [field : type] ...))`` and their types, in order.

    Raises:
        SyntaxError: one is malformed or occurs twice.
    """
    assert isinstance(definition.body, List)
    fields: dict[str, Syntax] = {}
    for item in definition.body.items[1:]:
        if not (isinstance(item, List) and len(item.items) == 3 and is_symbol(item.items[1], ":")):
            raise diagnostics.SyntaxError.at(
                Code.MALFORMED_FIELD,
                item.span,
                "malformed field",
                help=["a record is (Record [field : type] ...)"],
            )
        field = item.items[0]
        if not isinstance(field, Symbol) or field.name in fields:
            raise diagnostics.SyntaxError.at(
                Code.MALFORMED_FIELD, item.span, "expected a field name that occurs once"
            )
        fields[field.name] = item.items[2]
    return fields


def substituted(type: Syntax, arguments: Mapping[str, Syntax]) -> Syntax:
    """A type with arguments in the places of its definition's parameters."""
    match type:
        case Symbol():
            return arguments.get(variable_name(type), type)
        case List(items=items):
            return replace(type, items=tuple(substituted(item, arguments) for item in items))
        case GenericType(arguments=items):
            return replace(type, arguments=tuple(substituted(item, arguments) for item in items))
    return type


def _is_forall(rest: Sequence[Syntax]) -> bool:
    """Whether ``forall`` is followed by names, a type and constraints."""
    match rest:
        case [List(items=names), _, *constraints]:
            return all(isinstance(name, Symbol) for name in names) and all(
                isinstance(each, List) and each.items and is_symbol(each.items[0], "where")
                for each in constraints
            )
    return False


def _malformed(datum: Syntax, what: str, form: str) -> diagnostics.EshkolError:
    return diagnostics.SyntaxError.at(Code.MALFORMED_TYPE, datum.span, f"malformed {what}", help=[form])


def _wrong_arguments(definition: TypeDefinition, given: int, span: Span | None) -> diagnostics.EshkolError:
    known = len(definition.parameters)
    takes = count(known, "argument") if known else "no arguments"
    written = " ".join([definition.name, *definition.parameters])
    return diagnostics.TypeError.at(
        Code.TYPE_ARGUMENTS,
        span,
        f"the type {definition.name} takes {takes}, but has {given} here",
        labels=[diagnostics.Label(definition.span, f"{definition.name} is defined here")],
        help=[f"write ({written}), with types or sizes in the places of the parameters"] if known else [],
    )


def is_type_variable(name: str) -> bool:
    """Whether a name that the program does not define is a type or dimension variable's."""
    return (name[:1].islower() or name == "_") and name not in WORDS and not is_misspelt(name)


def is_misspelt(name: str) -> bool:
    """Whether a name is rather an element type gone wrong (``f23``, ``flaot64``) than a type variable."""
    looks_sized = re.fullmatch(r"(b?f|u?i|c|u?int|float|complex)[0-9]+", name) is not None
    return looks_sized or (len(name) > 4 and bool(nearest_names(name, [*NAMES, *OPAQUE], 1)))


#: Messages and signatures write dimensions as sums of products, ``2*n + 1``.
_DIMENSION_NAME = re.compile(r"[^\s*,()+\-\d][^\s*,()]*")


def read_dimension(datum: Syntax) -> DimType:
    match datum:
        case Number(value=int() as value) if 0 <= value <= GREATEST_SIZE:
            return value
        case Number(value=int() as value) if value < 0:
            raise diagnostics.ShapeError.at(
                Code.NEGATIVE_SIZE, datum.span, f"a size cannot be negative, but this is {value}"
            )
        case Number(value=int() as value):
            raise diagnostics.ShapeError.at(
                Code.TENSOR_TOO_LARGE, datum.span, f"a size is at most {GREATEST_SIZE}, but this is {value}"
            )
        case Symbol(name=name):
            if not _DIMENSION_NAME.fullmatch(name):
                raise diagnostics.SyntaxError.at(
                    Code.MALFORMED_TYPE,
                    datum.span,
                    f"a dimension cannot be called `{datum.span.text}`",
                    help=["names of dimensions have no `*`, and do not begin with a sign or a digit"],
                )
            return variable_name(datum)
        case List(items=(Symbol(name=("+" | "-" | "*" | "quotient" | "/") as name), *rest)) if rest:
            return (name, tuple(read_dimension(item) for item in rest))
    raise diagnostics.SyntaxError.at(
        Code.MALFORMED_TYPE,
        datum.span,
        "expected a dimension here",
        help=["a dimension is a size, a name, or a sum or product of them"],
    )


def evaluate_dimension(written: DimType, names: Mapping[str, Dim]) -> Dim | None:
    """The dimension, or None while a variable in it is unknown."""
    if isinstance(written, int):
        return Dim.of(written)
    if isinstance(written, str):
        return names.get(written)
    operator, operands = written
    values = [evaluate_dimension(operand, names) for operand in operands]
    known = [value for value in values if value is not None]
    if len(known) != len(values):
        return None
    result = known[0]
    for value in known[1:]:
        if operator == "+":
            result = result + value
        elif operator == "-":
            result = result - value
        elif operator == "*":
            result = result * value
        else:
            quotient = result.divided_exactly(value)
            if quotient is None:
                return None
            result = quotient
    return result


def dimension_names(written: DimType) -> list[str]:
    if isinstance(written, str):
        return [written]
    if isinstance(written, tuple):
        return [name for operand in written[1] for name in dimension_names(operand)]
    return []


def render_dimension(written: DimType) -> str:
    if isinstance(written, tuple):
        return f"({written[0]} {' '.join(map(render_dimension, written[1]))})"
    return str(written)


def render_type(type: TypeExpr) -> str:
    match type:
        case ScalarType(dtype=None):
            return "number"
        case ScalarType(dtype=dtype):
            return {"f64": "float64", "f32": "float32", "i64": "integer"}.get(str(dtype), str(dtype))
        case TensorType(dtype=dtype, shape=None, rank=rank):
            return f"({ {1: 'vector', 2: 'matrix'}.get(rank or 0, 'tensor') } {dtype})"
        case TensorType(dtype=dtype, shape=str() as name):
            return f"(Tensor {dtype} {name})"
        case TensorType(dtype=dtype, shape=tuple() as shape):
            return f"(Tensor {dtype} [{' '.join(map(render_dimension, shape))}])"
        case Arrow(parameters=parameters, result=result, rest=rest):
            more = () if rest is None else (f"{render_type(rest)} ...",)
            return f"(-> {' '.join([*map(render_type, parameters), *more, render_type(result)])})"
        case RecordRef(name=name, written=written) | UnionRef(name=name, written=written):
            return written or name
        case PairType(first=first, second=second):
            return f"(pair {render_type(first)} {render_type(second)})"
        case Variable(name=name) | Opaque(name=name):
            return name
        case ListType(element=element):
            return f"(list {render_type(element)})" if element else "list"
        case VectorType(element=element):
            return f"(vector {render_type(element)})"
        case ValuesType(items=items):
            return f"(values {' '.join(map(render_type, items))})"
        case Forall(variables=variables, body=body):
            return f"(forall ({' '.join(variables)}) {render_type(body)})"
        case _:
            return "any"
