"""What expressions evaluate to while a program is elaborated.

Some values are known to the compiler (:class:`Static` numbers, lists,
procedures, records of other values); a :class:`Term` exists only when the
compiled program runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from eshkol_mlir.emit import ir
from eshkol_mlir.expander.core import Binding, Lambda
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.dtypes import DType
from eshkol_mlir.types.types import Scalar, Tensor


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """A scalar or tensor computed by the program."""

    value: ir.Value
    type: Scalar | Tensor


Number: TypeAlias = int | Fraction | float | complex | Dim


@dataclass(frozen=True, slots=True)
class Static:
    """A number or truth value known now.

    Without a ``dtype`` it is a literal, which takes the element type of what
    it meets.  A size of the program (``Dim``) counts as known.
    """

    value: bool | Number
    dtype: DType | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""

    value: str


@dataclass(frozen=True, slots=True)
class Character:
    value: str


@dataclass(frozen=True, slots=True)
class SymbolValue:
    """A quoted symbol or a keyword."""

    name: str


@dataclass(frozen=True, slots=True)
class TypeName:
    """An element type as a value: the ``f32`` of ``:dtype f32``."""

    dtype: DType


@dataclass(frozen=True, slots=True)
class Unspecified:
    """What ``(if #f #f)`` returns."""


@dataclass(frozen=True, eq=False, slots=True)
class Compound:
    """A value made of others; ``size`` is the number of parts, those of parts included, counted where they are used."""

    size: int = field(init=False)

    def __post_init__(self) -> None:
        size = 1 + sum(part.size if isinstance(part, Compound) else 1 for part in parts_of(self))
        object.__setattr__(self, "size", size)


@dataclass(frozen=True, eq=False, slots=True)
class ListValue(Compound):
    """A list (or, with ``vector``, a vector) of known length."""

    items: tuple[Value, ...]
    vector: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class PairValue(Compound):
    """A pair whose second part is neither a list nor a vector: ``(a . b)``."""

    first: Value
    second: Value


@dataclass(frozen=True, eq=False, slots=True)
class RangeValue(Compound):
    """``(range start stop step)``."""

    start: Value
    stop: Value
    step: int


@dataclass(frozen=True, eq=False, slots=True)
class MapValue(Compound):
    entries: tuple[tuple[Value, Value], ...]


@dataclass(frozen=True, slots=True)
class RecordType:
    """Field names, in order; their types are checked on construction.

    ``union`` is the union that the type belongs to, if it is that of a constructor.
    """

    name: str
    fields: tuple[str, ...]
    union: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class RecordValue(Compound):
    type: RecordType
    fields: Mapping[str, Value]


@dataclass(frozen=True, eq=False, slots=True)
class MultipleValues(Compound):
    items: tuple[Value, ...]


def parts_of(value: Value | Compound) -> tuple[Value, ...]:
    """The values that a compound value is made of, in order; none of any other."""
    match value:
        case ListValue(items=items) | MultipleValues(items=items):
            return items
        case RecordValue(fields=fields):
            return tuple(fields.values())
        case RangeValue(start=start, stop=stop):
            return start, stop
        case PairValue(first=first, second=second):
            return first, second
        case MapValue(entries=entries):
            return tuple(item for _, item in entries)
    return ()


@dataclass(frozen=True, eq=False, slots=True)
class Closure:
    """A procedure of the program.  ``name`` binds it in its own body."""

    function: Lambda
    environment: Environment
    binding: Binding | None = None


@dataclass(frozen=True, slots=True)
class BuiltinProcedure:
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Composition:
    """``(compose f g ...)``: the last is applied first."""

    procedures: tuple[Value, ...]


@dataclass(frozen=True, eq=False, slots=True)
class TransformOptions:
    """What was asked of a transformation beside the procedure; each looks at its own."""

    #: One position, or several, which give as many values.
    argnums: int | tuple[int, ...] = 0
    has_aux: bool = False
    #: ``store`` or ``recompute``; None leaves it to the compiler.
    memory: str | None = None
    #: ``auto``, ``forward`` or ``reverse``.
    mode: str = "auto"
    in_axes: Value = field(default_factory=lambda: Static(0))
    out_axes: Value = field(default_factory=lambda: Static(0))


@dataclass(frozen=True, eq=False, slots=True)
class Transformed:
    """A procedure made from another: ``(grad f)``.  ``kind`` names the transformation."""

    kind: str
    function: Value
    options: TransformOptions


@dataclass(frozen=True, slots=True)
class Poison:
    """The value of an expression whose error has been reported."""


@dataclass(eq=False, slots=True)
class Cell:
    """The place of a variable that ``set!`` changes."""

    binding: Binding


Value: TypeAlias = (
    Term
    | Static
    | Text
    | Character
    | SymbolValue
    | TypeName
    | Unspecified
    | ListValue
    | PairValue
    | RangeValue
    | MapValue
    | RecordValue
    | MultipleValues
    | Closure
    | BuiltinProcedure
    | Composition
    | Transformed
    | Poison
)

POISON = Poison()
UNSPECIFIED = Unspecified()
EMPTY = ListValue(())


@dataclass(eq=False, slots=True)
class Environment:
    """Values of variables, innermost first."""

    outer: Environment | None = None
    values: dict[Binding, Value | Cell] = field(default_factory=dict)

    def lookup(self, binding: Binding) -> Value | Cell | None:
        environment: Environment | None = self
        while environment is not None:
            found = environment.values.get(binding)
            if found is not None:
                return found
            environment = environment.outer
        return None


def is_procedure(value: Value) -> bool:
    return isinstance(value, Closure | BuiltinProcedure | Composition | Transformed)


def leaves(value: Value) -> Iterator[Value]:
    """The parts of a compound value that are not compound themselves, in order."""
    # A stack: generators within generators would take quadratic time in the depth of a list.
    pending = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, Compound):
            pending += reversed(parts_of(part))
        else:
            yield part


def rebuild(value: Value, parts: Iterator[Value]) -> Value:
    """``value`` with its leaves replaced by ``parts``, in order."""
    match value:
        case ListValue(items=items, vector=vector):
            return ListValue(tuple(rebuild(item, parts) for item in items), vector)
        case MultipleValues(items=items):
            return MultipleValues(tuple(rebuild(item, parts) for item in items))
        case PairValue(first=first, second=second):
            return PairValue(rebuild(first, parts), rebuild(second, parts))
        case RecordValue(type=type, fields=fields):
            return RecordValue(type, {name: rebuild(item, parts) for name, item in fields.items()})
        case RangeValue(start=start, stop=stop, step=step):
            return RangeValue(rebuild(start, parts), rebuild(stop, parts), step)
        case MapValue(entries=entries):
            return MapValue(tuple((key, rebuild(item, parts)) for key, item in entries))
        case _:
            return next(parts)


def counted(items: Sized, noun: str) -> str:
    """``1 value``, ``2 values``."""
    return f"{len(items)} {noun}{'' if len(items) == 1 else 's'}"


#: Longer integers are not spelled out in messages.
LONG = 10**100


def describe(value: Value) -> str:
    """The value's type as an error message names it."""
    match value:
        case Term(type=type):
            return str(type)
        case Static(value=bool()):
            return "a boolean"
        case Static(value=int() as number, dtype=None) if abs(number) >= LONG:
            return "an integer of more than 100 digits"
        case Static(value=number, dtype=None):
            return f"the number {number}"
        case Static(dtype=dtype):
            return str(Scalar(dtype)) if dtype else "a number"
        case Text(value=text):
            return f'the string "{text if len(text) <= 60 else text[:57] + "..."}"'
        case SymbolValue(name=name):
            return f"the symbol '{name}"
        case ListValue(items=items, vector=vector):
            return (
                f"a {'vector' if vector else 'list'} of {len(items)} element{'s' if len(items) != 1 else ''}"
            )
        case PairValue():
            return "a pair"
        case RecordValue(type=type):
            return f"a {type.name} record"
        case MultipleValues(items=items):
            return f"{len(items)} values"
        case Closure(function=function):
            return f"the procedure {function.name}" if function.name else "a procedure"
        case BuiltinProcedure(name=name):
            return f"the procedure {name}"
        case Composition():
            return "a procedure"
        case Transformed(kind=kind, function=function):
            return f"the {kind} of {describe(function)}"
        case TypeName(dtype=dtype):
            return f"the element type {dtype}"
        case RangeValue():
            return "a range"
        case MapValue():
            return "a map"
        case Character(value=text):
            return f"the character {text}"
        case Unspecified():
            return "no value"
        case _:
            return "a value"
