"""Syntax objects: what the reader makes of text, each with its span.

A datum is one of the classes below.  Atoms hold Python values: :class:`Symbol`
and :class:`Keyword` a name, :class:`Number` an exact ``int`` or ``Fraction``, a
``float`` (with ``single`` for the float32 spellings) or a ``complex``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from eshkol_mlir.diagnostics import Span

if TYPE_CHECKING:
    from eshkol_mlir.expander.scope import Context


@dataclass(frozen=True, slots=True)
class Symbol:
    """An identifier; ``|two words|`` has the name ``two words``.

    ``context`` is None for what the program's text holds; the expander gives
    one to the symbols that a macro's template inserts.
    """

    name: str
    span: Span
    context: Context | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FieldSymbol(Symbol):
    """An inserted ``p.field`` whose ``p``, of so many of its parts, is a pattern variable that stands for ``record``.

    It is a symbol like others where the name as a whole is bound, and in data.
    """

    record: Syntax = field(kw_only=True, compare=False, repr=False)
    prefix: int = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Keyword:
    """``:name`` or ``#:name``; the name has neither prefix."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric literal.

    ``single`` is set for ``3.14f`` and ``3.14f0``.  An exact complex literal
    keeps its parts in ``real`` and ``imaginary``; an inexact one is a
    ``complex`` value.
    """

    value: int | Fraction | float | complex | ExactComplex
    span: Span
    single: bool = False


@dataclass(frozen=True, slots=True)
class ExactComplex:
    """``1/2+3i``: a complex number with exact parts."""

    real: Fraction
    imaginary: Fraction


@dataclass(frozen=True, slots=True)
class Boolean:
    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Char:
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class String:
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Ket:
    """``|010>``, ``|+>`` or ``|->``; ``state`` is the text between."""

    state: str
    span: Span


@dataclass(frozen=True, slots=True)
class List:
    """``(a b . tail)`` or ``[a b]``.

    ``tail`` is the datum after a dot, else None.  ``bracket`` is ``(`` or
    ``[``.  Quotation prefixes read as two-element lists headed by the symbol
    (``'x`` is ``(quote x)``).
    """

    items: tuple[Syntax, ...]
    span: Span
    tail: Syntax | None = None
    bracket: Literal["(", "["] = "("


@dataclass(frozen=True, slots=True)
class Vector:
    """``#(a b c)``."""

    items: tuple[Syntax, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Bytevector:
    """``#u8(1 2 3)``."""

    value: bytes
    span: Span


@dataclass(frozen=True, slots=True)
class Braces:
    """``{a b}``: an effect row after ``:``, elsewhere a map."""

    items: tuple[Syntax, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TypedArray:
    """``#f64(1 2)``, ``#f32vec(..)``, ``#f64mat((..) (..))``, ``#tensor(..)``.

    ``dtype`` is the element type's name (``f64``) or None where the literal
    does not state one (``#tensor``); ``data`` is row-major and has the product
    of ``shape`` elements.
    """

    dtype: str | None
    shape: tuple[int, ...]
    data: tuple[Number | Boolean, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class GenericType:
    """``vector<float64, 3>``: a name and its arguments, read as one datum."""

    name: str
    arguments: tuple[Syntax, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Label:
    """``#0=datum``."""

    index: int
    datum: Syntax
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """``#0#``."""

    index: int
    span: Span


Syntax: TypeAlias = (
    Symbol
    | Keyword
    | Number
    | Boolean
    | Char
    | String
    | Ket
    | List
    | Vector
    | Bytevector
    | Braces
    | TypedArray
    | GenericType
    | Label
    | Reference
)


def children(datum: Syntax) -> Sequence[Syntax]:
    """The data directly inside ``datum``, in order."""
    match datum:
        case List(items=items, tail=tail):
            return items if tail is None else (*items, tail)
        case Vector(items=items) | Braces(items=items) | GenericType(arguments=items):
            return items
        case Label(datum=inner):
            return (inner,)
        case _:
            return ()
