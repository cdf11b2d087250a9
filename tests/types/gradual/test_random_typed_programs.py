"""Random well-typed programs: they are accepted, no declared check fails, and types do not change what they compute."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gradual_support import ON_HOST, complaints, output
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

INT, STR, INTS, BOOL, FUN = "integer", "string", "(list integer)", "boolean", "(-> integer integer)"
OPTION, DUO = "(Option integer)", "(Duo integer string)"
TYPES = (INT, STR, INTS, BOOL, OPTION, DUO)


@st.composite
def expressions(draw: st.DrawFn, type: str, variables: dict[str, str], depth: int) -> str:
    """An expression of a type over variables of known types."""
    known = [name for name, of in variables.items() if of == type]
    leaves = {
        INT: st.integers(-9, 9).map(str),
        STR: st.sampled_from(['"a"', '""', '"bcd"']),
        INTS: st.sampled_from(["'()", "'(1 2)", "(list 3)"]),
        BOOL: st.sampled_from(["#t", "#f"]),
        OPTION: st.sampled_from(["None", "(Some 5)"]),
        DUO: st.sampled_from(['(Duo 1 "a")', '(Duo -2 "")']),
        FUN: st.sampled_from(["(lambda (n) (+ n 1))", "(lambda (n) (* n n))", "abs"]),
    }
    if depth == 0 or type == FUN or draw(st.integers(0, 4)) == 0:
        return draw(st.one_of(leaves[type], st.sampled_from(known)) if known else leaves[type])

    def part(of: str) -> str:
        return draw(expressions(of, variables, depth - 1))

    if draw(st.integers(0, 3)) == 0:
        return f"(if {part(BOOL)} {part(type)} {part(type)})"
    if draw(st.integers(0, 3)) == 0:
        name, of = f"v{len(variables)}", draw(st.sampled_from(TYPES))
        inner = draw(expressions(type, {**variables, name: of}, depth - 1))
        return f"(let ([{name} @{of}@ {part(of)}]) {inner})"
    forms = {
        INT: (
            "(+ I I)", "(- I I)", "(string-length S)", "(length L)", "(first-or L I)", "(apply-to F I)",
            "(match O ((Some n) n) (None 0))", "(option-or O I)", "(left-of D)",
        ),
        STR: ("(string-append S S)", "(number->string I)", "(twice-string S)", "(right-of D)"),
        INTS: ("(cons I L)", "(map F L)", "(reverse L)", "(if (pair? L) (cdr '(1 2)) L)"),
        BOOL: ("(= I I)", "(null? L)", "(string=? S S)", "(not B)", "(Some? O)"),
        OPTION: ("(Some I)", "(map-option F O)"),
        DUO: ("(Duo I S)", "(Duo (left-of D) S)"),
    }  # fmt: skip
    text = draw(st.sampled_from(forms[type]))
    for letter, of in (
        ("I", INT),
        ("S", STR),
        ("L", INTS),
        ("F", FUN),
        ("B", BOOL),
        ("O", OPTION),
        ("D", DUO),
    ):
        while f" {letter}" in text:
            text = text.replace(f" {letter}", f" {part(of)}", 1)
    return text


HELPERS = """
(define-type (Option a) (Union (Some [value : a]) None))
(define-type (Duo a b) (Record [left : a] [right : b]))
(define (option-or o @(Option integer)@ n @integer@) @integer@ (match o ((Some m) m) (None n)))
(define (map-option f @(-> integer integer)@ o @(Option integer)@) @(Option integer)@
  (match o ((Some n) (Some (f n))) (None None)))
(define (left-of d @(Duo integer string)@) @integer@ d.left)
(define (right-of d @(Duo integer string)@) @string@ d.right)
(define (first-or xs @(list integer)@ n @integer@) @integer@ (if (pair? xs) (car xs) n))
(define (apply-to f @(-> integer integer)@ n @integer@) @integer@ (f n))
(define (twice-string s @string@) @string@ (string-append s s))
"""


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A program whose declared types stand between ``@``."""
    text = ON_HOST + HELPERS
    for number in range(3):
        argument, result = draw(st.sampled_from(TYPES)), draw(st.sampled_from(TYPES))
        body = draw(expressions(result, {"x": argument}, 3))
        given = draw(expressions(argument, {}, 2))
        text += f"(define (f{number} x @{argument}@) @{result}@ {body})\n(write (f{number} {given}))\n"
    return text


def with_types(text: str) -> str:
    return "".join(part if i % 2 == 0 else f": {part}" for i, part in enumerate(text.split("@")))


def without_types(text: str) -> str:
    return "".join(text.split("@")[::2])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs())
def test_types_do_not_change_what_a_program_computes(text: str) -> None:
    assert complaints(with_types(text)) == []
    with tempfile.TemporaryDirectory() as folder:
        assert output(with_types(text), Path(folder)) == output(without_types(text), Path(folder)) != ""
