"""Properties that hold for all data and all texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eshkol_mlir.diagnostics import Diagnostic, EshkolError, Source
from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.reader import read_one
from eshkol_mlir.reader.syntax import GenericType, List, Symbol, Syntax, children
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reader_support import data, datum, fixed, lst, names, num, read_text, reread, square, string, sym


@fixed
@given(data)
def test_what_is_written_reads_back(value: Syntax) -> None:
    assert same_datum(reread(value), value)


@fixed
@given(st.lists(data, max_size=4))
def test_data_separated_by_a_space_read_back(values: list[Syntax]) -> None:
    found = read_text("\n".join(map(write_datum, values)))
    assert len(found) == len(values)
    assert all(same_datum(a, b) for a, b in zip(found, values, strict=True))


@fixed
@given(data)
def test_writing_is_stable(value: Syntax) -> None:
    assert write_datum(reread(value)) == write_datum(value)


def _inside(value: Syntax) -> Iterator[Syntax]:
    yield value
    for child in children(value):
        yield from _inside(child)


def _stands_alone(value: Syntax) -> bool:
    """Whether the text of the span is a datum by itself."""
    return value.span.text not in ("'", "`", ",", ",@", "#'", "#`", "#,", "#,@", ".")


@fixed
@given(data)
def test_the_text_of_a_span_is_the_datum(value: Syntax) -> None:
    (found,) = read_text("  " + write_datum(value) + " ; end")
    for inner in _inside(found):
        if _stands_alone(inner):
            assert same_datum(read_one(Source("span", inner.span.text)), inner)


@fixed
@given(data)
def test_spans_of_children_lie_in_order_inside(value: Syntax) -> None:
    (found,) = read_text(write_datum(value))
    for inner in _inside(found):
        position = inner.span.start
        for child in children(inner):
            assert position <= child.span.start <= child.span.end <= inner.span.end
            position = child.span.end


@fixed
@given(data)
def test_a_datum_comment_leaves_nothing(value: Syntax) -> None:
    (found,) = read_text(f"(a #;{write_datum(value)} b)")
    assert same_datum(found, lst("a", "b"))


@fixed
@given(names)
def test_a_name_is_written_with_bars_only_where_it_must(name: str) -> None:
    written = write_datum(sym(name))
    if written.startswith("|"):
        assert name.startswith("|") or not _reads_as_the_name(name)
    else:
        assert written == name


def _reads_as_the_name(text: str) -> bool:
    try:
        found = read_text(text)
    except EshkolError:
        return False
    # |> and a dot at the head of a list are names in some places only.
    return text != "|>" and len(found) == 1 and same_datum(found[0], sym(text)) and found[0].span.text == text


FRAGMENTS = [
    *"()[]{}'`,.;\"|#\\<>:+-@ \n\r\t0123456789abcdefinx/!λ\u00a0\u200b\0",
    *[
        "#(",
        "#u8(",
        "#f64(",
        "#i32vec(",
        "#f64mat(",
        "#tensor(",
        "shape:",
        "data:",
        "vector<",
        "f64, ",
        "#;",
        "#|",
    ],
    *[
        "|#",
        "#!fold-case",
        "#0=",
        "#0#",
        "#t",
        "#\\",
        "#\\x41",
        "#x",
        "#e",
        "1.5e3",
        "3.14f",
        "+inf.0",
        "\\x41;",
    ],
    *["|0>", "|> ", ":key", "#:key", "#'", "#,@", ",@", "...", "->", "16GB", '"a"', "|a b|", "{:a 1}"],
]
texts = st.one_of(
    st.text(),
    st.binary().map(lambda octets: octets.decode("latin-1")),
    st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join),
)


@settings(fixed, max_examples=1500)
@given(texts)
@example("\ud800")
@example("#tensor(shape: (99999999999 99999999999) data: (1 2))")
def test_any_text_reads_or_is_refused_with_a_diagnostic(text: str) -> None:
    found, diagnostics = _outcome(text)
    for diagnostic in diagnostics:
        assert diagnostic.kind == "SyntaxError"
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert len(diagnostic.render().splitlines()) < 25
    for value in found:
        assert same_datum(reread(value), value)


def _outcome(text: str) -> tuple[list[Syntax], list[Diagnostic]]:
    """The data of ``text``, or what is wrong with it."""
    try:
        return read_text(text), []
    except EshkolError as error:
        return [], error.diagnostics


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (lst("a"), lst("b")),
        (lst("a"), lst("a", "a")),
        (lst("a"), square("a")),
        (lst("a", "b"), lst("a", tail="b")),
        (num(1), num(1.0)),
        (num(0.0), num(-0.0)),
        (num(1.0), num(1.0, single=True)),
        (sym("a"), string("a")),
        (datum("a"), lst("a")),
    ],
)
def test_data_that_differ(left: Syntax, right: Syntax) -> None:
    assert not same_datum(left, right)
    assert same_datum(left, left)
    assert same_datum(right, right)


def test_nan_is_the_same_datum_as_itself() -> None:
    assert same_datum(num(float("nan")), num(-float("nan")))


def test_list_classes_are_what_the_tests_assume() -> None:
    assert isinstance(read_text("(a)")[0], List)
    assert isinstance(read_text("a<b>")[0], GenericType)
    assert isinstance(read_text("a<b")[0], Symbol)


USUAL = r"""
'a
`(1 ,x ,@y)
#'(a #,b)
(. f g)
(|> x f)
|two words|
|1+|
|.|
:key
#:|a b|
+i
-2/3i
1.5-2.0i
3.14f
+inf.0
#\space
#\x1
#\λ
"a\n\x0;"
|010>
#u8(1 2)
{:a [1]}
v<a, (* 2 n), w<b>>
#f64vec(1.0)
#i1mat((#t) (#f))
#tensor(shape: (1 1 2), data: (((1 2))))
#0=(a . #0#)
#tensor(shape: (), data: 2.5, dtype: f32)
#tensor(shape: (2 0 1), data: (), dtype: i8)
"""


@pytest.mark.parametrize("text", USUAL.strip().splitlines())
def test_writing_keeps_the_usual_spelling(text: str) -> None:
    assert write_datum(read_one(Source("usual", text))) == text
