"""One table per feature of the lexical syntax; the ids are rows of the feature checklist."""

from __future__ import annotations

from typing import Any

import pytest
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.errors import IncompleteError
from eshkol_mlir.reader.reader import read_one
from reader_support import (
    array,
    assert_reads,
    boolean,
    braces,
    char,
    generic,
    ket,
    key,
    label,
    lst,
    num,
    octets,
    read_text,
    reference,
    square,
    string,
    sym,
    vec,
)

CASES: list[tuple[str, str, list[Any]]] = [
    ("LEX-01", "λ-calculus 変数 é 𝔽 x′ a\u200db", ["λ-calculus", "変数", "é", "𝔽", "x′", "a\u200db"]),
    ("LEX-01", '"日本 😀" ; コメント', [string("日本 😀")]),
    ("LEX-02", "; a (comment\n1 ;; another \r2;", [1, 2]),
    ("LEX-02", ";only", []),
    ("LEX-03", "1 #| a |# 2", [1, 2]),
    ("LEX-03", "#| a #| b |# c |# 1 #||# 2 #|#|||#|# 3", [1, 2, 3]),
    ("LEX-03", '(a #| ) " ; |# b)', [lst("a", "b")]),
    ("LEX-04", "(+ 1 #;(complex-calculation) 2)", [lst("+", 1, 2)]),
    ("LEX-04", "#;#;a b c", ["c"]),
    ("LEX-04", "(a #; #| x |# b) '#;a b", [lst("a"), lst("quote", "b")]),
    ("LEX-04", "(a . #;x b #;c) #(#;1)", [lst("a", tail="b"), vec()]),
    ("LEX-05", "make-vector! a!$%&*/:<=>?^_~b +-.@", None),
    ("LEX-05", "a!$%&*+-./:<=>?@^_~0 Abc abc", ["a!$%&*+-./:<=>?@^_~0", "Abc", "abc"]),
    ("LEX-05", "... .. + - -> ->x <=? !x $ %", ["...", "..", "+", "-", "->", "->x", "<=?", "!x", "$", "%"]),
    (
        "LEX-05",
        "& * / = > ? ^ _ ~ < <= +@ -.x",
        ["&", "*", "/", "=", ">", "?", "^", "_", "~", "<", "<=", "+@", "-.x"],
    ),
    ("LEX-06", "'|two words|", [lst("quote", "two words")]),
    ("LEX-06", r"|| |H\x65;llo| |\x3BB;| |a\|b| |x\ty| |\\|", ["", "Hello", "λ", "a|b", "x\ty", "\\"]),
    ("LEX-06", "|a\nb| |(| a|b c|", ["a\nb", "(", "a", "b c"]),
    ("LEX-07", ": -> forall where", [":", "->", "forall", "where"]),
    (
        "LEX-07",
        "(: id (forall (a) (-> a a)))",
        [lst(":", "id", lst("forall", lst("a"), lst("->", "a", "a")))],
    ),
    ("LEX-07", "(f x : integer) : integer", [lst("f", "x", ":", "integer"), ":", "integer"]),
    ("LEX-08", "define-type define-type-class", ["define-type", "define-type-class"]),
    ("LEX-08", "define-type-class-instance", ["define-type-class-instance"]),
    ("LEX-09", "forward-mode reverse-mode", ["forward-mode", "reverse-mode"]),
    ("LEX-10", "#t #true #f #false", [boolean(True), boolean(True), boolean(False), boolean(False)]),
    ("LEX-10", "#T #TRUE (#F)", [boolean(True), boolean(True), lst(boolean(False))]),
    ("LEX-11", "42 -7 3.14159 -0.5 1.0e-10 +5", [42, -7, 3.14159, -0.5, 1.0e-10, 5]),
    ("LEX-12", "#b1010 #o777 #x1a2b #d10 #XfF", [10, 511, 6699, 10, 255]),
    ("LEX-14", "3.14f", [num(3.140000104904174804687500, single=True)]),
    ("LEX-15", r"#\a #\Z #\0 #\space #\newline #\tab", [char(c) for c in "aZ0 \n\t"]),
    (
        "LEX-15",
        r"#\alarm #\backspace #\delete #\escape #\null #\return",
        [char(c) for c in "\x07\x08\x7f\x1b\x00\r"],
    ),
    ("LEX-15", r"(#\() #\) #\; #\" #\| #\# #\' #\x", [lst(char("(")), *(char(c) for c in ");\"|#'x")]),
    ("LEX-15", "#\\  #\\\n", [char(" "), char("\n")]),
    ("LEX-16", r"#\λ #\u03BB #\x3bb #\x41 #\X41 #\U1F600 #\u", [char(c) for c in "λλλAA😀u"]),
    ("LEX-17", r'"a\nb\t" "Hello, world!" ""', [string("a\nb\t"), string("Hello, world!"), string("")]),
    ("LEX-17", r'"\a\b\r\"\\\|\x41;\x3bb;\X42;"', [string('\x07\x08\r"\\|AλB')]),
    ("LEX-17", '"one \\  \n   two" "a\\\nb" "a\nb" "a\r\nb" "a\\\r\n b"', None),
    ("LEX-18", "'symbol 'if 'define", [lst("quote", "symbol"), lst("quote", "if"), lst("quote", "define")]),
    ("LEX-18", "''a ' a '\n;c\na", [lst("quote", lst("quote", "a")), lst("quote", "a"), lst("quote", "a")]),
    ("LEX-18", "`(1 ,x ,@y)", None),
    ("LEX-19", "(1 2 3) (1 . 2) ()", [lst(1, 2, 3), lst(1, tail=2), lst()]),
    ("LEX-19", "(a . (b . (c . ()))) (a . (b . c))", [lst("a", "b", "c"), lst("a", "b", tail="c")]),
    ("LEX-19", "(a . 'b)", [lst("a", "quote", "b")]),
    ("LEX-20", "nil", ["nil"]),
    (
        "LEX-21",
        "#(1 2 3) #(a b c) #() #((1) #(2))",
        [vec(1, 2, 3), vec("a", "b", "c"), vec(), vec(lst(1), vec(2))],
    ),
    ("LEX-22", "#f64(1.0 2.0 3.0)", [array("f64", (3,), 1.0, 2.0, 3.0)]),
    ("LEX-22", "#f64(1 1/2) #f64()", [array("f64", (2,), 1.0, 0.5), array("f64", (0,))]),
    ("LEX-22", "#bf16(1.0) #f16(1.0) #i64(-9223372036854775808)", None),
    ("LEX-23", "#f32vec(1.0 2.0)", [array("f32", (2,), 1.0, 2.0)]),
    ("LEX-23", "#f64vec(1.0) #i32vec(1 2 3)", [array("f64", (1,), 1.0), array("i32", (3,), 1, 2, 3)]),
    ("LEX-23", "#i1vec(#t 0 1)", [array("i1", (3,), boolean(True), boolean(False), boolean(True))]),
    ("LEX-23", "#c128vec(1 2+3i)", [array("complex128", (2,), num(1 + 0j), num(2 + 3j))]),
    ("LEX-24", "#f64matrix((1.0 2.0) (3.0 4.0))", [array("f64", (2, 2), 1.0, 2.0, 3.0, 4.0)]),
    ("LEX-24", "#f32mat((1.0 2.0)(3.0 4.0))", [array("f32", (2, 2), 1.0, 2.0, 3.0, 4.0)]),
    ("LEX-24", "#f64mat([1 2 3]) #f64mat()", [array("f64", (1, 3), 1.0, 2.0, 3.0), array("f64", (0, 0))]),
    (
        "LEX-25",
        "#tensor(shape: (2 2 2), data: (((1 2) (3 4)) ((5 6) (7 8))))",
        [array(None, (2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8)],
    ),
    ("LEX-25", "#tensor(data: (1 2 3 4 5 6) shape: (3 2))", [array(None, (3, 2), 1, 2, 3, 4, 5, 6)]),
    ("LEX-25", "#tensor(shape: (), data: 5)", [array(None, (), 5)]),
    ("LEX-25", "#tensor(shape: (0 3), data: ())", [array(None, (0, 3))]),
    ("LEX-25", "#tensor(shape: (2), data: (1 2), dtype: f32)", [array("f32", (2,), 1.0, 2.0)]),
    ("LEX-25", "#tensor(#;x shape: #|c|# (1), #;y data: (1) #;z)", [array(None, (1,), 1)]),
    ("LEX-26", "|0> |1> |000> |+> |->", [ket("0"), ket("1"), ket("000"), ket("+"), ket("-")]),
    ("LEX-26", "(qreg-new 1 |0>)", [lst("qreg-new", 1, ket("0"))]),
    ("LEX-26", "|0>| |01>x| |+| |2>|", ["0>", "01>x", "+", "2>"]),
    ("LEX-27", ':device "cuda:0"', [key("device"), string("cuda:0")]),
    ("LEX-27", ":in-axes :Ω :_x vec:make shape: :: :1 :=", None),
    ("LEX-28", "#:requires e #:|two words| #:1", [key("requires"), "e", key("two words"), key("1")]),
    ("LEX-29", "[batch 784] [0 #f] []", [square("batch", 784), square(0, boolean(False)), square()]),
    ("LEX-30", "(let ([x 1]) x)", [lst("let", lst(square("x", 1)), "x")]),
    ("LEX-31", ": {Random Gradient}", [":", braces("Random", "Gradient")]),
    ("LEX-32", '{"input" [0]}', [braces(string("input"), square(0))]),
    ("LEX-32", "{:total 16GB :free 0B}", [braces(key("total"), 17179869184, key("free"), 0)]),
    ("LEX-32", "{:time 45ms :peak 2.3GB}", [braces(key("time"), 0.045, key("peak"), 2469606195)]),
    ("LEX-32", "1KB 1MB 1TB 1s 1us 1µs 1ns", [2**10, 2**20, 2**40, 1.0, 1e-6, 1e-6, 1e-9]),
    ("LEX-33", "(|> x f)", [lst("|>", "x", "f")]),
    ("LEX-33", "|>\nx |>", ["|>", "x", "|>"]),
    ("LEX-33", "|>|", [">"]),
    ("LEX-34", "(. f g) [. f]", [lst(".", "f", "g"), square(".", "f")]),
    ("LEX-34", "(#;x . f) (. f . g)", [lst(".", "f"), lst(".", "f", tail="g")]),
    ("LEX-35", "double.square params.W1 math.vector.f", ["double.square", "params.W1", "math.vector.f"]),
    ("LEX-36", "vector<float64>", [generic("vector", "float64")]),
    ("LEX-36", "(vector<float64, 3>)", [lst(generic("vector", "float64", 3))]),
    ("LEX-36", "matrix<float64,3,3>", [generic("matrix", "float64", 3, 3)]),
    ("LEX-36", "tensor<element-type, dimensions...>", [generic("tensor", "element-type", "dimensions...")]),
    ("LEX-36", "vector<vector<f64>, n>", [generic("vector", generic("vector", "f64"), "n")]),
    ("LEX-36", "a<b<c, d>, e<f>>", [generic("a", generic("b", "c", "d"), generic("e", "f"))]),
    ("LEX-36", "vector<f64, (* 2 n)>", [generic("vector", "f64", lst("*", 2, "n"))]),
    ("LEX-36", "f<a, (-> x<y, z> `(1 ,b))>", None),
    ("LEX-36", "map< a<b a<b> (a<b c) string<? list<=", None),
    ("LEX-36", "`(a<b ,c)", [lst("quasiquote", lst("a<b", lst("unquote", "c")))]),
    ("LEX-36", "a<b>c a<b>>", ["a<b>c", "a<b>>"]),
    ("LEX-37", "#'x #`x #,x #,@x", None),
    ("LEX-38", "(≈ a b) ∂ ∑ → ≤", [lst("≈", "a", "b"), "∂", "∑", "→", "≤"]),
]

# The rows of the table that take some words to say.
SPELLED_OUT: dict[str, list[Any]] = {
    "make-vector! a!$%&*/:<=>?^_~b +-.@": ["make-vector!", "a!$%&*/:<=>?^_~b", "+-.@"],
    '"one \\  \n   two" "a\\\nb" "a\nb" "a\r\nb" "a\\\r\n b"': [
        string(text) for text in ("one two", "ab", "a\nb", "a\nb", "ab")
    ],
    "`(1 ,x ,@y)": [lst("quasiquote", lst(1, lst("unquote", "x"), lst("unquote-splicing", "y")))],
    "#bf16(1.0) #f16(1.0) #i64(-9223372036854775808)": [
        array("bf16", (1,), 1.0),
        array("f16", (1,), 1.0),
        array("i64", (1,), -(2**63)),
    ],
    ":in-axes :Ω :_x vec:make shape: :: :1 :=": [
        key("in-axes"),
        key("Ω"),
        key("_x"),
        "vec:make",
        "shape:",
        "::",
        ":1",
        ":=",
    ],
    "f<a, (-> x<y, z> `(1 ,b))>": [
        generic("f", "a", lst("->", generic("x", "y", "z"), lst("quasiquote", lst(1, lst("unquote", "b")))))
    ],
    "map< a<b a<b> (a<b c) string<? list<=": [
        "map<",
        "a<b",
        generic("a", "b"),
        lst("a<b", "c"),
        "string<?",
        "list<=",
    ],
    "#'x #`x #,x #,@x": [
        lst(name, "x") for name in ("syntax", "quasisyntax", "unsyntax", "unsyntax-splicing")
    ],
}


@pytest.mark.parametrize(("row", "text", "expected"), CASES, ids=[f"{row}-{text}" for row, text, _ in CASES])
def test_table(row: str, text: str, expected: list[Any] | None) -> None:
    assert_reads(text, *(SPELLED_OUT[text] if expected is None else expected))


def test_every_row_of_the_lexical_checklist_has_a_case() -> None:
    # LEX-13, exactness prefixes, has its own table among the numbers.
    covered = {row for row, _, _ in CASES} | {"LEX-13"}
    assert covered == {f"LEX-{number:02}" for number in range(1, 39)}


def test_bytevectors() -> None:
    assert_reads("#u8(0 10 255) #U8() #u8(#xff)", octets(0, 10, 255), octets(), octets(255))


def test_labels() -> None:
    assert_reads("#0=(a . #0#)", label(0, lst("a", tail=reference(0))))
    assert_reads(
        "(#1=x #1# #2=(#1# #2#))", lst(label(1, "x"), reference(1), label(2, lst(reference(1), reference(2))))
    )


def test_a_label_may_be_used_again_in_the_next_datum() -> None:
    assert_reads("#0=a #0=b", label(0, "a"), label(0, "b"))


def test_case_folding_lasts_until_it_is_switched_off() -> None:
    text = r"Ab #!fold-case Ab STRASSE :Key #\SPACE #\A |Ab| #!no-fold-case Ab #!FOLD-CASE Ab"
    expected = ["Ab", "ab", "strasse", key("key"), char(" "), char("A"), "Ab", "Ab", "ab"]
    assert_reads(text, *expected)


def test_case_folding_is_unicode_folding() -> None:
    assert_reads("#!fold-case ΛAMBDA Straße", "λambda", "strasse")


def test_the_first_line_may_name_an_interpreter() -> None:
    assert_reads("#!/usr/bin/env eshkol\n(a)", lst("a"))
    assert_reads("#! /usr/bin/eshkol")


def test_a_byte_order_mark_is_skipped() -> None:
    assert_reads("\ufeffx", "x")


def test_no_comment_begins_inside_a_name() -> None:
    # R7RS 7.1.1: "#" is no delimiter.
    with pytest.raises(EshkolSyntaxError):
        read_text("a#|c|#b")


@pytest.mark.parametrize("text", ["", " \t\n\r\f", ";", "#||#", "#;x", "#!fold-case"])
def test_no_data(text: str) -> None:
    assert read_text(text) == []


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\r", "\f", "\v", "\u00a0", "\u2003", "\u3000", "\u2028"])
def test_white_space_of_unicode_separates(space: str) -> None:
    assert_reads(f"a{space}b", "a", "b")


def test_tokens_need_no_space_around_brackets_and_strings() -> None:
    assert_reads('(a"b"c(d)[e]{f}|g|)', lst("a", string("b"), "c", lst("d"), square("e"), braces("f"), "g"))


def test_read_one() -> None:
    assert same_datum(read_one(Source("t", " x ;c")), sym("x"))
    with pytest.raises(EshkolSyntaxError, match="found another after it"):
        read_one(Source("t", "a b"))
    with pytest.raises(IncompleteError, match="found the end of the text"):
        read_one(Source("t", " ; nothing"))


@pytest.mark.parametrize(
    "text", ["(", "(a", "'", '"a', "#|", "|a", "#(", "{", "[", "#;", "#0=", "vector<a, "]
)
def test_text_that_more_could_complete(text: str) -> None:
    with pytest.raises(IncompleteError):
        read_text(text)


@pytest.mark.parametrize("text", [")", "(]", "12a", "#foo", '"\\q"', "12a ("])
def test_text_that_nothing_completes(text: str) -> None:
    with pytest.raises(EshkolSyntaxError) as caught:
        read_text(text)
    assert not isinstance(caught.value, IncompleteError)


def test_symbol_spans_are_exact() -> None:
    (form,) = read_text("\n (ab\n   'cd)")
    assert form.span.text == "(ab\n   'cd)"
    assert (form.span.line, form.span.column) == (2, 2)
    quotation = form.items[1]  # type: ignore[union-attr]
    assert quotation.span.text == "'cd"
    assert (quotation.span.line, quotation.span.column) == (3, 4)
    assert [item.span.text for item in quotation.items] == ["'", "cd"]


def test_spans_count_code_points() -> None:
    (first, second) = read_text("😀λ x")
    assert (first.span.start, first.span.end, second.span.start) == (0, 2, 3)
