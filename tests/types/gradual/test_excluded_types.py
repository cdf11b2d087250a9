"""What is known of values where a test has failed."""

from __future__ import annotations

import pytest
from gradual_support import complaints

SHAPE = (
    "(define-type Shape (Union (Circle [radius : float64]) (Box [width : float64] [name : string]) Dot))\n"
)
POINT = "(define-record-type point (make-point x) point? (x point-x))\n"


def either(body: str) -> str:
    """A procedure with a variable ``x`` that is a string or an integer."""
    return f"(define (f [b : boolean] [s : string] [n : integer]) : any (let ((x (if b s n))) {body}))"


def untyped(body: str) -> str:
    """A procedure with a parameter ``x`` that may be anything."""
    return f"(define (f [x : any]) : any {body})"


INTEGER = "argument 1 of `string-length` should be a string, but is an integer"
STRING = "argument 1 of `+` should be a number, but is a string"
NONE = "argument 1 of `string-length` should be a string, but is none"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("(if (not (string? x)) (string-length x) 0)", INTEGER),
        ("(cond [(string? x) 1] [else (string-length x)])", INTEGER),
        ("(unless (string? x) (string-length x))", INTEGER),
        ("(and (not (string? x)) (string-length x))", INTEGER),
        ("(or (string? x) (string-length x))", INTEGER),
        ("(match x ((y : string) 1) (z (string-length z)))", INTEGER),
        ("(match x ((? string?) 1) (z (string-length x)))", INTEGER),
        ("(match x ((not (? string?)) (string-length x)) (else 0))", INTEGER),
        ("(match x ((or (? string?) (? symbol?)) 0) (else (string-length x)))", INTEGER),
        ("(if (number? x) (+ x 1) (+ x 1))", STRING),
        ("(if (integer? x) 1 (+ x 1))", STRING),
        ("(if (or (symbol? x) (not (string? x))) 1 (+ x 1))", STRING),
        ("(if (and (string? x) (string? x)) 1 (string-length x))", INTEGER),
        ("(if (and (not (string? x)) b) 1 (if b (+ x 1) x))", None),
        ("(if (if (string? x) #f #t) (string-length x) 0)", INTEGER),
        ("(let ([is-name (string? x)]) (if is-name 0 (string-length x)))", INTEGER),
        ("(let ([is-name (not (string? x))]) (if is-name (string-length x) 0))", INTEGER),
        ("(cond [(string? x)] [else (string-length x)])", INTEGER),
        ("(cond [(string? x) => not] [else (string-length x)])", INTEGER),
        ("(if (string? x) (error \"no\") #f) (string-length x)", INTEGER),
        ("(unless (string? x) (error \"no\")) (+ x 1)", STRING),
        ("(cond [(symbol? x) 1] [(string? x) (raise 'no)] [b 2]) (string-length x)", INTEGER),
        ("(if b (if (string? x) (error \"no\") 1) (error \"no\")) (string-length x)", INTEGER),
        ("(let loop ([i 0]) (if (string? x) i (if (> i 9) (string-length x) (loop (+ i 1)))))", INTEGER),
    ],
)  # fmt: skip
def test_of_two_types_the_other_one_is_left(body: str, message: str | None) -> None:
    assert [line.split(": ", 1)[1] for line in complaints(either(body))] == [message] * (message is not None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SHAPE + "(define (f [s : Shape]) : any (if (not (Circle? s)) s.radius 0.0))", "a (or Box Dot) has no field `radius`"),
        (SHAPE + "(define (f [s : Shape]) : any (if (or (Circle? s) (Dot? s)) s.name \"\"))",
         "a (or Circle Dot) has no field `name`"),
        (SHAPE + "(define (f [s : Shape]) : any (match s ((or (Circle _) Dot) 0.0) (b b.radius)))",
         "a Box has no field `radius`"),
        (SHAPE + "(define (f [s : Shape]) : any (match s ((not (Circle _)) s.radius) (c 0.0)))",
         "a (or Box Dot) has no field `radius`"),
        (SHAPE + "(define (f [s : Shape] [b : boolean]) : any (let ((x (if b s \"\"))) (if (Shape? x) 0 x.radius)))",
         "a string has no fields"),
        (POINT + "(define (f [s : string] [b : boolean]) : any (let ((x (if b s (make-point 1)))) (if (string? x) 0 (string-length x))))",
         "argument 1 of `string-length` should be a string, but is a point"),
        (POINT + "(define (f [s : string] [b : boolean]) : any (let ((x (if b s (make-point 1)))) (if (point? x) 0 (point-x x))))",
         "argument 1 of `point-x` should be a point, but is a string"),
        ("(define (f [xs : (list string)]) : any (unless (null? xs) (+ (car xs) 1)))",
         "argument 1 of `+` should be a number, but is a string"),
        ("(define (f [xs : (list string)]) : any (if (pair? xs) 0 (car xs)))",
         "argument 1 of `car` should be a (pair a b), but is the empty list"),
    ],
)  # fmt: skip
def test_records_unions_and_lists(text: str, message: str) -> None:
    (line,) = complaints(text)
    assert line.split(": ", 1)[1] == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (untyped("(if (string? x) 0 (string-length x))"), NONE),
        (untyped("(match x ((s : string) 0) (other (string-length other)))"), NONE),
        (untyped("(cond [(pair? x) 0] [(null? x) 1] [else (length x)])"),
         "argument 1 of `length` should be a list, but is none"),
        ("(define (g [s : string]) 0)\n(define (f x) (if (string? x) 0 (g x)))", "argument 1 (s) of `g` should be a string, but is none"),
        ("(define (size t) (string-length t))\n" + untyped("(if (string? x) 0 (size x))"),
         "argument 1 (t) of `size` should be a string, but is none"),
    ],
)  # fmt: skip
def test_what_tests_have_found_any_value_not_to_be(text: str, message: str) -> None:
    (line,) = complaints(text)
    assert line.split(": ", 1)[1] == message


@pytest.mark.parametrize(
    "text",
    [
        # Nothing is said by a test that another one decides.
        untyped("(if (and (string? x) (> 1 2)) 0 (string-length x))"),
        untyped("(cond [(pair? x) 0] [else (length x)])"),
        untyped("(begin (if (string? x) (display x)) (string-length x))"),
        either("(begin (if b (error \"no\")) (string-length x))"),
        # In code without types nothing is refused.
        "(define (f x) (if (string? x) 0 (string-length x)))",
        # What is converted may be of the type.
        "(define (g [n : float64]) n)\n" + untyped("(match x ((y : float64) y) (z (g z)))"),
        "(define (g [v : (Tensor f64 [n])]) v)\n" + untyped("(if (tensor? x) x (g x))"),
        "(define (g [v : (vector float64)]) v)\n" + untyped("(if (vector? x) x (g x))"),
        # A variable that is assigned may have changed.
        untyped("(begin (if (not (string? x)) (set! x \"\")) (string-length x))"),
        "(define (f [x : any]) : any (define y x) (unless (string? y) (set! y \"\")) (string-length y))",
        # Numbers are told apart only as far as a predicate tells.
        "(define (f [x : number]) : any (if (integer? x) 0 (+ x 1)))",
        "(define (f [x : number]) : any (if (real? x) 0 (sum x)))",
    ],
)  # fmt: skip
def test_accepted(text: str) -> None:
    assert complaints(text) == []


def test_variables_that_stand_for_ever_larger_tests() -> None:
    """What the last one stands for doubles with each: it is not looked into."""
    parities = "\n".join(f"[p{i + 1} (and (or p{i} b{i}) (not (and p{i} b{i})))]" for i in range(40))
    parameters = " ".join(f"[b{i} : boolean]" for i in range(40))
    tested = "[short (not (string? x))]"
    text = f"(define (f [x : any] {parameters}) : any (let* ([p0 (string? x)] {parities} {tested}) {{0}}))"
    assert complaints(text.format("(if p40 1 2)")) == []
    [found] = complaints(text.format("(if short (string-length x) p40)"))
    assert "argument 1 of `string-length` should be a string, but is none" in found
