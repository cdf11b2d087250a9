"""Warnings of tests that have one answer, and of clauses that are never chosen; ``tests/errors/warnings`` has more."""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import Diagnostic, Severity, Source
from gradual_support import ON_HOST

SHAPE = (
    "(define-type Shape (Union (Circle [radius : float64]) (Box [width : float64] [height : float64]) Dot))\n"
)


def warned(text: str) -> list[str]:
    warnings: list[Diagnostic] = []
    check_program(Source("p.esk", f"{text}\n{ON_HOST}"), warnings=warnings)
    assert all(each.severity is Severity.WARNING for each in warnings)
    return [
        f"{each.span.line}:{each.span.column} {each.code}: {each.message}" for each in warnings if each.span
    ]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("(define (f x) : any (cond [(string? x) 1] [(symbol? x) 2] [(string? x) 3]))", "1:60 E1216: no value that comes here is a string"),
        ("(define (f x) : any (cond [(vector? x) 1] [(vector? x) 3]))", "1:44 E1216: no value that comes here is a vector"),
        ("(define (f x) : any (if (number? x) 1 (if (exact-rational? x) 2 3)))", "1:43 E1216: no value that comes here is a rational"),
        ("(define (f x) : any (if (or (string? x) (symbol? x)) 1 (and (symbol? x) 2)))",
         "1:61 E1216: no value that comes here is a symbol"),
        ("(define (f x) : any (let loop ([i 0]) (if (string? x) i (if (string? x) 1 (loop (+ i 1))))))",
         "1:61 E1216: no value that comes here is a string"),
        (SHAPE + "(define (f s) : any (match s ((Circle r) r) (Dot 0) ((Circle 1.0) 1) (else 2)))",
         "2:54 E1216: no value that comes here is a Circle"),
        (SHAPE + "(define (f s) : any (cond [(Circle? s) 1] [(Box? s) 2] [(Dot? s) 3] [(Shape? s) 4] [else 5]))",
         "2:70 E1216: no value that comes here is a Shape"),
        (SHAPE + "(define (f [s : Shape]) : any (match s ((Circle r) r) ((Box w h) w) (Dot 0) (other 1)))",
         "2:77 E1216: this clause is never chosen"),
        ("(define (f [s : string]) : any (match s ((x : string) x) (else 1)))", "1:58 E1216: this clause is never chosen"),
        ("(define (f x) : any (match x (y y) (\"a\" 1)))", "1:36 E1216: this clause is never chosen"),
        ("(define (f [x : string]) : any (if (string? x) 1 2))", "1:36 E1217: `x` is always a string"),
        ("(define (f [x : string]) : any (match x ((y : symbol) 1) (else 2)))", "1:47 E1217: `x` is never a symbol"),
        ("(define (f [x : string]) : any (match x ((a b) 1) (else 2)))", "1:42 E1217: `x` is never a pair"),
        ("(define (f [x : string]) : any (let ([y x]) (if (symbol? y) 1 2)))", "1:49 E1217: `x` is never a symbol"),
        ("(define (f x) : any (let ([y : float64 x]) (if (exact-integer? y) 1 2)))", "1:48 E1217: `y` is never an integer"),
        ("(define (f [x : (pair any any)]) : any (if (null? x) 1 2))", "1:44 E1217: `x` is never the empty list"),
        ("(define x : integer 5)\n(define (f) (if (string? x) 1 2))", "2:17 E1217: `x` is never a string"),
        ("(define-module conf (export limit) (define limit : integer 5))\n(import conf)\n(define (f) (if (string? limit) 1 2))",
         "3:17 E1217: `limit` is never a string"),
    ],
)  # fmt: skip
def test_warned_of(text: str, warning: str) -> None:
    assert warned(text) == [warning]


@pytest.mark.parametrize(
    "text",
    [
        # Tests that always hold only as those before have failed say what a clause is for.
        "(define (f [xs : (list any)]) : any (cond [(null? xs) 0] [(pair? xs) 1] [else 2]))",
        SHAPE + "(define (f [s : Shape]) : any (cond [(Circle? s) 0] [(Box? s) 1] [(Dot? s) 2] [else 3]))",
        SHAPE + "(define (f [s : Shape]) : any (match s ((Circle r) 0) ((Box w h) 1) (Dot 2)))",
        "(define-type Point (Record [x : float64]))\n(define (f [p : Point]) : any (match p ((Point 0.0) 0) ((Point x) x)))",
        # Patterns take some of the values of a type.
        SHAPE + "(define (f [s : Shape]) : any (match s ((Circle 1.0) 0) ((Circle r) 1) (else 2)))",
        "(define (f [x : any]) : any (match x (() 1) ((a) 2) ((a b) 3) ((a b ...) 4) ((a . b) 5) (else 6)))",
        "(define (f [x : string]) : any (match x (\"a\" 1) (\"b\" 2) (other 3)))",
        "(define (f [x : any]) : any (cond [(and (string? x) (string=? x \"\")) 1] [(string? x) 2] [else 3]))",
        # A clause that only raises an error is there for what should not come about.
        SHAPE + "(define (f [s : Shape]) : any (match s ((Circle r) 0) ((Box w h) 1) (Dot 2) (else (error \"no\" s))))",
        # Predicates that say less than a type.
        "(define (f [x : number]) : any (cond [(integer? x) 0] [(rational? x) 1] [(real? x) 2] [(number? x) 3] [else 4]))",
        "(define (f [x : float64]) : any (if (integer? x) 0 1))",
        "(define (f [x : (vector float64)]) : any (cond [(tensor? x) 0] [(vector? x) 1] [else 2]))",
        "(define (f [x : (Tensor f64 [])]) : any (match x ((y : float64) 0) (else 1)))",
        "(: f (-> a integer))\n(define (f x) (cond [(string? x) 0] [(symbol? x) 1] [else 2]))",
        # Types that are inferred, or of elements, which may have been changed.
        "(define (f [xs : (list string)]) : any (let ([x (car xs)]) (if (string? x) 0 1)))",
        "(define (f [n : integer]) : any (define (shown x) (if (string? x) x (number->string x))) (shown n))",
        "(define (f [x : string]) : any (set! x \"\") (if (string? x) 0 1))",
        # Calls that are no tests.
        "(define (f [x : string]) : boolean (string? x))",
        "(define (f [xs : (list string)]) : any (map string? xs))",
        # Programs without types.
        "(define (f x) (cond [(string? x) 1] [(string? x) 2] [else 3]))",
    ],
)  # fmt: skip
def test_not_warned_of(text: str) -> None:
    assert warned(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "(define-syntax twice (syntax-rules () [(_ t a b) (if t a (if t b 0))]))\n"
        "(define (f x) : any (twice (string? x) 1 2))",
        "(define-syntax kind (syntax-rules () [(_ x) (cond [(string? x) 1] [(string? x) 2] [else 3])]))\n"
        "(define (f [x : string]) : any (kind x))",
        "(define-syntax is-a (syntax-rules () [(_ x t) (match x ((y : t) #t) (else #f))]))\n"
        "(define (f [x : string]) : any (list (is-a x string) (is-a x symbol)))",
        "(define-syntax first-of (syntax-rules () [(_ x p ...) (match x (p 'p) ... (else 0))]))\n"
        "(define (f [x : any]) : any (first-of x y z))",
    ],
)  # fmt: skip
def test_what_macros_insert_is_not_warned_of(text: str) -> None:
    assert warned(text) == []


def test_defaults_of_type_classes_are_for_many_types() -> None:
    text = (
        "(define-type-class (Show a) (show : (-> a string))\n"
        '  (define (show x) (cond [(string? x) x] [(number? x) "number"] [else "?"])))\n'
    )
    instances = "".join(
        f"(define-type-class-instance (Show {type}))\n" for type in ("integer", "string", "P")
    )
    assert warned(f'(define-type P (Record [x : float64]))\n{text}{instances}(display (show "a"))') == []
