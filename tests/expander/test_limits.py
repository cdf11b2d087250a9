"""Expansions that do not end are refused in good time, and said to be."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.expander.macros import MAX_DEPTH
from expander_support import expanded, values

FORTY = " ".join(["a"] * 40)
#: Makes its last argument twice as large for each item of its first.
DOUBLING = "(define-syntax d (syntax-rules () ((_ () {argument}) {end}) ((_ (a b ...) {argument}) (d (b ...) {twice}))))"


def doubling(end: str, twice: str, argument: str = "x", start: str = "1") -> str:
    text = DOUBLING
    for name, part in (("{argument}", argument), ("{end}", end), ("{twice}", twice)):
        text = text.replace(name, part)
    return f"{text} (d ({FORTY}) {start})"


ENDLESS = {
    "itself": (
        "(define-syntax loop (syntax-rules () ((_ x) (loop (x x))))) (loop 1)",
        "expansion of more than",
    ),
    "in turns": (
        "(define-syntax one (syntax-rules () ((_) (two)))) (define-syntax two (syntax-rules () ((_) (one)))) (one)",
        "expansion of more than",
    ),
    "in an argument": (
        "(define-syntax loop (syntax-rules () ((_ x) (+ 1 (loop x))))) (loop 1)",
        "nested more than 1000 deep",
    ),
    "as definitions": (
        "(define-syntax loop (syntax-rules () ((_ x) (begin (define y x) (loop x))))) (loop 1)",
        "expansion of more than",
    ),
    "in a body": (
        "(define-syntax loop (syntax-rules () ((_ x) (begin (define y x) (loop x))))) (define (f) (loop 1))",
        "expansion of more than",
    ),
    "as a transformer": (
        "(define-syntax loop (syntax-rules () ((_) (loop)))) (define-syntax m (loop))",
        "expansion of more than",
    ),
    "twice as many arguments": (
        "(define-syntax loop (syntax-rules () ((_ x ...) (loop x ... x ...)))) (loop 1)",
        "larger than 2000000 parts",
    ),
    "a hundred times as many": (
        f"(define-syntax loop (syntax-rules () ((_ x ...) (loop {'x ... ' * 100})))) (loop 1 2 3 4 5 6 7 8)",
        "larger than 2000000 parts",
    ),
    "two uses for each": (
        f"(define-syntax d (syntax-rules () ((_ ()) 1) ((_ (a b ...)) (+ (d (b ...)) (d (b ...)))))) (d ({FORTY}))",
        "larger than 2000000 parts",
    ),
    "a large expression": (doubling("x", "(+ x x)"), "500000 parts"),
    "a large map": (doubling("x", "{1 x 2 x}"), "500000 parts"),
    "a large datum": (doubling("'x", "(x x)"), "500000 parts"),
    "a large vector": (doubling("x", "#(x x)"), "500000 parts"),
    "a large type": (doubling("(define (f [y : x]) y)", "(-> x x)"), "500000 parts"),
    "a large message": (doubling('(syntax-error "no" x)', "(x x)"), "500000 parts"),
    "large rules": (
        doubling("(define-syntax m (syntax-rules () ((_ x) 1)))", "(x x)", start="()"),
        "500000 parts",
    ),
    "a large template": (doubling("`x", "(x x)"), "500000 parts"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_expansion(name: str) -> None:
    text, problem = ENDLESS[name]
    with pytest.raises(EshkolError, match=problem) as caught:
        compile_frontend(Source("program.esk", text))
    assert len(str(caught.value).splitlines()) < 20


def test_long_recursion_that_ends() -> None:
    macro = "(define-syntax last (syntax-rules () ((_ x) 'x) ((_ x y ...) (last y ...))))"
    assert values(f"{macro} (last {' '.join(['a'] * 2000)} b)") == ["b"]


def test_limit_is_where_it_is_said_to_be() -> None:
    """Each item of the list makes one use, in the expansion of the one before."""
    macro = "(define-syntax down (syntax-rules () ((_ ()) 'end) ((_ (a . b)) (down b))))"
    assert expanded(f"{macro} (down ({'a ' * MAX_DEPTH}))") == "'end\n"
    with pytest.raises(EshkolError, match=f"more than {MAX_DEPTH} others"):
        expanded(f"{macro} (down ({'a ' * (MAX_DEPTH + 1)}))")
