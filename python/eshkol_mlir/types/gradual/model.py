"""The types of values of the host, as the checker reasons about them.

A type says what is known of a value.  ``ANY`` is known to be nothing in particular; ``NOTHING`` is the type of
expressions that have no value, such as calls of ``error``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.annotations import DimType, render_dimension
from eshkol_mlir.types.dtypes import DType


@dataclass(frozen=True, slots=True)
class Base:
    """A type without parts."""

    name: str


@dataclass(frozen=True, slots=True)
class PairOf:
    first: Type
    second: Type


@dataclass(frozen=True, slots=True)
class ListOf:
    """A proper list; that of ``NOTHING`` is empty."""

    element: Type


@dataclass(frozen=True, slots=True)
class VectorOf:
    """A vector, or a tensor of one dimension; ``length`` is None where it is not known."""

    element: Type
    length: int | None = None


@dataclass(frozen=True, slots=True)
class TensorOf:
    """``dtype`` is None for any element type, a string for a variable; ``shape`` is None for any shape."""

    dtype: DType | str | None
    shape: tuple[DimType, ...] | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record type; ``key`` tells types of one name apart, ``fields`` are those of one of its applications.

    The values of a constructor of a union are a record type; ``of`` is the union.
    """

    name: str
    key: object
    fields: tuple[Type, ...] | None = None
    of: Variants | None = None


@dataclass(frozen=True, slots=True)
class Variants:
    """A union that a program defines; ``constructors`` are the names of all, ``arguments`` what it is applied to."""

    name: str
    constructors: tuple[str, ...]
    arguments: tuple[Type, ...] = ()

    def constructed(self, name: str) -> Record:
        """The type of the values of one constructor."""
        return Record(name, name, None, self)


@dataclass(frozen=True, slots=True)
class Procedure:
    """``optional`` are further parameters that may be left out, ``rest`` the type of all after these."""

    parameters: tuple[Type, ...]
    result: Type
    optional: tuple[Type, ...] = ()
    rest: Type | None = None

    @property
    def arity(self) -> tuple[int, int | None]:
        """The least and the greatest number of arguments."""
        least = len(self.parameters)
        return least, None if self.rest is not None else least + len(self.optional)

    def accepts(self, count: int) -> bool:
        least, greatest = self.arity
        return count >= least and (greatest is None or count <= greatest)

    def parameter(self, position: int) -> Type:
        """That of an argument; of one that is not taken, ``ANY``."""
        written = (*self.parameters, *self.optional)
        return written[position] if position < len(written) else self.rest or ANY


@dataclass(frozen=True, slots=True)
class Values:
    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Values of any of the types, of which none contains another."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A type variable of a signature, for which each call has a type; ``copy`` tells those of one name apart."""

    name: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Forall:
    """Of ``body`` whatever the variables stand for that have instances of the classes of their ``constraints``."""

    variables: tuple[Variable, ...]
    body: Type
    constraints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rigid:
    """A type variable inside of the procedure that declares it: a type of which only the classes are known."""

    name: str
    owner: int
    classes: frozenset[str] = frozenset()


class RigidSize(str):
    """A dimension variable of a ``forall``, where it is checked for all sizes."""


@dataclass(frozen=True, slots=True)
class Open:
    """The type of a parameter without a declared type: that of the argument, whatever it is."""

    parameter: Binding


Type: TypeAlias = (
    Base
    | PairOf
    | ListOf
    | VectorOf
    | TensorOf
    | Record
    | Variants
    | Procedure
    | Values
    | Union
    | Variable
    | Forall
    | Rigid
    | Open
)  # fmt: skip

ANY = Base("any")
NOTHING = Base("nothing")
INTEGER, RATIONAL, FLOAT32, FLOAT64 = map(Base, ("integer", "rational", "float32", "float64"))
#: Any number, or tensor of numbers.
NUMBER = Base("number")
BOOLEAN, STRING, SYMBOL, CHAR, VOID = map(Base, ("boolean", "string", "symbol", "char", "unspecified"))
#: Any pair and any procedure.
PAIR, PROCEDURE = Base("pair"), Base("procedure")
EMPTY = ListOf(NOTHING)

EXACT = frozenset((INTEGER, RATIONAL))
#: Numbers of a known kind, which are no tensors.
SCALARS = EXACT | {FLOAT32, FLOAT64}
NUMBERS = SCALARS | {NUMBER}


def is_dynamic(type: Type) -> bool:
    """Whether nothing is known of values of the type."""
    kind = type.__class__
    return kind is Open or (kind is Base and type == ANY)


def parts(type: Type) -> tuple[Type, ...]:
    """The types directly inside of one."""
    match type:
        case PairOf(first=first, second=second):
            return (first, second)
        case ListOf(element=element) | VectorOf(element=element):
            return (element,)
        case (
            Record(fields=tuple() as fields)
            | Record(of=Variants(arguments=fields))
            | Variants(arguments=fields)
        ):
            return fields
        case Procedure(parameters=parameters, result=result, optional=optional, rest=rest):
            return (*parameters, *optional, *(() if rest is None else (rest,)), result)
        case Values(items=items) | Union(items=items):
            return items
        case Forall(body=body):
            return (body,)
        case _:
            return ()


def render(type: Type) -> str:
    """A type as programs write it."""
    match type:
        case Base(name=name) | Variable(name=name) | Rigid(name=name):
            return name
        case Open():
            return "any"
        case PairOf(second=ListOf(element=element)) if type.first in (element, NOTHING) or element == NOTHING:
            return render(ListOf(type.first if element == NOTHING else element))
        case PairOf(first=first, second=second):
            return f"(pair {render(first)} {render(second)})"
        case ListOf(element=element):
            return (
                "the empty list"
                if type == EMPTY
                else f"(list {render(element)})"
                if element != ANY
                else "list"
            )
        case VectorOf(element=element, length=length):
            if element == ANY and length is None:
                return "vector"
            return f"(vector {render(element)}{'' if length is None else f' {length}'})"
        case TensorOf(dtype=None, shape=None):
            return {1: "vector", 2: "matrix"}.get(type.rank or 0, "tensor")
        case TensorOf(dtype=dtype, shape=None, rank=rank):
            return f"({ {1: 'vector', 2: 'matrix'}.get(rank or 0, 'tensor') } {dtype})"
        case TensorOf(dtype=dtype, shape=shape):
            return f"(Tensor {dtype or '_'} [{' '.join(map(render_dimension, shape or ()))}])"
        case Record(name=name, of=Variants(arguments=items)) | Variants(name=name, arguments=items):
            is_known = any(item not in (ANY, NOTHING) for item in items)
            return f"({name} {' '.join(map(_argument, items))})" if is_known else name
        case Record(name=name, fields=fields):
            return f"({name} {' '.join(map(render, fields))})" if fields else name
        case Procedure(parameters=parameters, result=result, optional=optional, rest=rest):
            written = [*map(render, parameters)]
            if optional:
                written.append(f"(optional {' '.join(map(render, optional))})")
            if rest is not None:
                written += [render(rest), "..."]
            return f"(-> {' '.join([*written, render(result)])})"
        case Values(items=items):
            return f"(values {' '.join(map(render, items))})"
        case Union(items=items):
            return f"(or {' '.join(map(render, items))})"
        case Forall(variables=variables, body=body):
            return f"(forall ({' '.join(v.name for v in variables)}) {render(body)})"


def _argument(type: Type) -> str:
    return "any" if type == NOTHING else render(type)


def described(type: Type) -> str:
    """``an integer``, ``a (list string)``: what a value of the type is, in a sentence."""
    if isinstance(type, Rigid):
        return f"of type `{type.name}`"
    text = render(type)
    if text.startswith("the ") or text in ("any", "unspecified"):
        return {"any": "any value", "unspecified": "an unspecified value"}.get(text, text)
    return f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"
