"""Short constructors of expected data, and data for hypothesis."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from eshkol_mlir.diagnostics import Source, Span
from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.reader import read, read_one
from eshkol_mlir.reader.syntax import (
    Boolean,
    Braces,
    Bytevector,
    Char,
    ExactComplex,
    GenericType,
    Ket,
    Keyword,
    Label,
    List,
    Number,
    Reference,
    String,
    Symbol,
    Syntax,
    TypedArray,
    Vector,
)
from hypothesis import settings
from hypothesis import strategies as st

# The same examples in every run, however slow the machine.
fixed = settings(deadline=None, derandomize=True)

NOWHERE = Span(Source("nowhere", ""), 0, 0)


def sym(name: str) -> Symbol:
    return Symbol(name, NOWHERE)


def key(name: str) -> Keyword:
    return Keyword(name, NOWHERE)


def num(value: Any, single: bool = False) -> Number:
    return Number(value, NOWHERE, single)


def boolean(value: bool) -> Boolean:
    return Boolean(value, NOWHERE)


def char(value: str) -> Char:
    return Char(value, NOWHERE)


def string(value: str) -> String:
    return String(value, NOWHERE)


def ket(state: str) -> Ket:
    return Ket(state, NOWHERE)


def datum(value: Any) -> Syntax:
    """A Python number, or a name as a symbol, else the datum itself."""
    if isinstance(value, str):
        return sym(value)
    return num(value) if isinstance(value, int | float | Fraction) else value


def lst(*items: Any, tail: Any = None) -> List:
    return List(tuple(map(datum, items)), NOWHERE, None if tail is None else datum(tail))


def square(*items: Any) -> List:
    return List(tuple(map(datum, items)), NOWHERE, None, "[")


def vec(*items: Any) -> Vector:
    return Vector(tuple(map(datum, items)), NOWHERE)


def braces(*items: Any) -> Braces:
    return Braces(tuple(map(datum, items)), NOWHERE)


def octets(*values: int) -> Bytevector:
    return Bytevector(bytes(values), NOWHERE)


def array(dtype: str | None, shape: tuple[int, ...], *elements: Any) -> TypedArray:
    return TypedArray(dtype, shape, tuple(map(datum, elements)), NOWHERE)  # type: ignore[arg-type]


def generic(name: str, *arguments: Any) -> GenericType:
    return GenericType(name, tuple(map(datum, arguments)), NOWHERE)


def label(index: int, inner: Any) -> Label:
    return Label(index, datum(inner), NOWHERE)


def reference(index: int) -> Reference:
    return Reference(index, NOWHERE)


def read_text(text: str) -> list[Syntax]:
    return read(Source("test.esk", text))


def assert_reads(text: str, *expected: Any) -> None:
    """``text`` reads as ``expected``, whatever the spans."""
    found = read_text(text)
    wanted = [datum(value) for value in expected]
    assert [write_datum(each) for each in found] == [write_datum(each) for each in wanted]
    assert all(same_datum(a, b) for a, b in zip(found, wanted, strict=True))


def reread(each: Syntax) -> Syntax:
    return read_one(Source("written", write_datum(each)))


# ----------------------------------------------------------------- hypothesis

_scalars = st.characters(exclude_categories=["Cs"])
_texts = st.text(_scalars, max_size=8)
_fractions = st.fractions().filter(lambda value: value.denominator != 1)
_exact_complex = st.builds(ExactComplex, st.fractions(), st.fractions().filter(bool))

names = st.one_of(
    _texts,
    st.sampled_from(
        ["...", "+", "-", "->", "1+", "+i", "-inf.0", ".", "..", "|>", ":", "<", "a<b", "a<b>", "@a"]
    ),
    st.text("ab<>-:.+@1", min_size=1, max_size=6),
)
numbers = st.one_of(
    st.builds(num, st.integers() | _fractions | st.floats() | st.complex_numbers() | _exact_complex),
    st.builds(num, st.floats(width=32, allow_nan=False), st.just(True)),
)
atoms = st.one_of(
    st.builds(sym, names),
    st.builds(key, names),
    numbers,
    st.builds(boolean, st.booleans()),
    st.builds(char, _scalars),
    st.builds(string, _texts),
    st.builds(ket, st.from_regex(r"[01]+|[+-]", fullmatch=True)),
    st.builds(lambda values: octets(*values), st.binary(max_size=4)),
)


@st.composite
def typed_arrays(draw: st.DrawFn) -> TypedArray:
    dtype = draw(st.sampled_from(["f64", "f32", "bf16", "i32", "i8", "i1", "complex128", None]))
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=3)))
    if dtype is None:
        # Without a type a literal of these shapes lists its elements flat.
        shape = draw(st.sampled_from([(), (0,), (2,), (2, 2), (1, 2, 2), (2, 0)]))
    element = {
        "i32": st.integers(-(2**31), 2**31 - 1),
        "i8": st.integers(-128, 127),
        "complex128": st.complex_numbers(),
    }
    values = st.builds(num, element.get(dtype or "", st.floats()))
    if dtype == "i1":
        values = st.builds(boolean, st.booleans())
    size = 1
    for extent in shape:
        size *= extent
    return array(dtype, shape, *draw(st.lists(values, min_size=size, max_size=size)))


_type_names = st.from_regex(r"[a-z][a-z0-9]{0,3}", fullmatch=True)
generics = st.recursive(
    st.builds(sym, _type_names),
    lambda inner: st.builds(
        lambda name, first, rest: generic(name, first, *rest),
        _type_names,
        inner,
        st.lists(inner | st.builds(num, st.integers(0, 99)) | st.builds(lst, inner, inner), max_size=2),
    ),
    max_leaves=5,
)


def _tail_allowed(tail: Syntax | None) -> bool:
    return not (isinstance(tail, List) and tail.bracket == "(")


@st.composite
def _lists(draw: st.DrawFn, inner: st.SearchStrategy[Syntax]) -> List:
    items = tuple(draw(st.lists(inner, max_size=4)))
    # A dot after nothing is the operator, and a tail in parentheses is part of the list.
    tail = draw(st.none() | inner.filter(_tail_allowed)) if items else None
    return List(items, NOWHERE, tail, draw(st.sampled_from(["(", "["])))


_PREFIX_NAMES = ["quote", "quasiquote", "unquote", "unquote-splicing", "syntax", "unsyntax"]
data: st.SearchStrategy[Syntax] = st.recursive(
    atoms | typed_arrays() | generics,
    lambda inner: st.one_of(
        _lists(inner),
        st.builds(lambda head, item: lst(head, item), st.sampled_from(_PREFIX_NAMES), inner),
        st.builds(lambda items: vec(*items), st.lists(inner, max_size=3)),
        st.builds(lambda items: braces(*items), st.lists(inner, max_size=3)),
    ),
    max_leaves=12,
)
