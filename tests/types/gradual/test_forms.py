"""What is accepted and what is refused, form by form, with the messages."""

from __future__ import annotations

import pytest
from gradual_support import complaints

SUM = "(: sum (-> (list integer) integer))\n(define (sum xs) (if (null? xs) 0 (+ (car xs) (sum (cdr xs)))))\n"
TWICE = "(: twice (forall (a) (-> (-> a a) a a)))\n(define (twice f x) (f (f x)))\n"
PREDICT = """(: predict (-> (Tensor f32 [d]) (Tensor f32 [d])))
(define (predict x) (* 2 x))
"""
POINT = "(define-type Point (Record [x : float64] [y : float64]))\n"

ACCEPTED = [
    # Exact numbers are converted where a float is declared.
    "(define (f [x : float64]) : float64 (* x 2))\n(f 1)",
    "(define x : float32 1/2)",
    "(define (f [n : number]) (+ n 1))\n(f 1.5)",
    # What is not known is left to run time.
    "(define (f [s : string]) s)\n(define (g x) (f x))\n(g 'a)",
    "(define (f [s : any]) : integer (if (string? s) (string-length s) 0))",
    # Occurrence typing.
    "(define (f x) : integer (cond [(string? x) (string-length x)] [(vector? x) (vector-length x)] [else 0]))",
    "(define (f x) : string (if (or (string? x) (symbol? x)) (if (symbol? x) (symbol->string x) x) \"\"))",
    "(define (f [xs : (list integer)]) : integer (if (pair? xs) (+ 1 (car xs)) 0))",
    "(define (f x) : integer (if (not (string? x)) (error \"no\" x)) (string-length x))",
    "(define (f x) : integer (if (and (pair? x) (string? (car x))) 1 2))",
    POINT + "(define (f v) : float64 (if (Point? v) v.x 0.0))",
    # Polymorphism.
    TWICE + '(twice (lambda (n) (* n 2)) 3)\n(twice string-upcase "a")\n(twice (lambda (x) x) \'a)',
    "(: compose (-> (-> b c) (-> a b) (-> a c)))\n(define (compose f g) (lambda (x) (f (g x))))\n"
    '((compose string-length number->string) 5)',
    "(: pick (-> a b a))\n(define (pick x y) x)\n(string-length (pick \"a\" 1))",
    "(define (id x) x)\n(define (f [s : string]) : string (id s))\n(define n : integer (id 5))",
    "(define (f [x : integer]) (let ([id (lambda (y) y)]) (if (id #t) (+ x (id 1)) 0)))",
    "(: total (forall (a) (-> (list a) a) (where (Numeric a))))\n(define (total xs) (+ (car xs) 1))",
    # Higher order, lists, several values, loops.
    SUM + "(sum (map (lambda (s) (string-length s)) (list \"a\" \"bc\")))",
    SUM + "(sum '())\n(sum (cons 1 '(2 3)))\n(sum (vector->list (vector 1 2)))",
    "(: halves (-> integer (values integer integer)))\n(define (halves n) (values (quotient n 2) (modulo n 2)))\n"
    "(let-values ([(a b) (halves 7)]) (+ a b))",
    "(define (f [n : integer]) : integer (let loop ([i 0] [acc 0]) (if (= i n) acc (loop (+ i 1) (+ acc i)))))",
    "(define (f [n : integer]) : integer (do ([i 0 (+ i 1)] [acc 1 (* acc 2)]) ((= i n) acc)))",
    "(: even2? (-> integer boolean))\n(: odd2? (-> integer boolean))\n"
    "(define (even2? n) (if (= n 0) #t (odd2? (- n 1))))\n(define (odd2? n) (if (= n 0) #f (even2? (- n 1))))",
    "(define (f [x : integer] . more) : integer (apply + x more))\n(f 1 2 3)",
    "(: f (-> integer string ... integer))\n(define (f n . names) (+ n (length names)))\n(f 1 \"a\" \"b\")",
    # Derivatives and batches.
    "(: f (-> float64 float64))\n(define (f x) (* x x))\n(: df (-> float64 float64))\n(define df (grad f))\n(df 2)",
    PREDICT + "(: predict-batch (-> (Tensor f32 [batch d]) (Tensor f32 [batch d])))\n(define predict-batch (vmap predict))",
    # Assigned variables may be anything, unless they have types.
    "(define x 1)\n(set! x \"a\")\n(define (f [s : string]) s)\n(f x)",
]  # fmt: skip

REFUSED = [
    ("(: f (-> float64 float64))\n(define (f x) (* x x))\n(: df (-> float64 string))\n(define df (grad f))",
     "4:12 E1203: `df` should be a (-> float64 string), but is a (-> float64 float64)"),
    ("(define (f [s : string]) : integer (string-length s))\n(grad f)",
     "2:7 E1211: grad needs a procedure from numbers to numbers, but this is a (-> string integer)"),
    (PREDICT + "(: p2 (-> (Tensor f32 [d]) (Tensor f32 [d])))\n(define p2 (vmap predict))",
     "4:12 E1203: `p2` should be a (-> (Tensor f32 [d]) (Tensor f32 [d])), "
     "but is a (-> (Tensor f32 [batch d]) (Tensor f32 [batch d]))"),
    ("(define (f [s : string]) s)\n(f 1)", "2:4 E1201: argument 1 (s) of `f` should be a string, but is an integer"),
    ("(define (f x : integer) x)\n(f 1.5)", "2:4 E1201: argument 1 (x) of `f` should be an integer, but is a float64"),
    ("(define (f (x : char)) x)\n(f \"a\")", "2:4 E1201: argument 1 (x) of `f` should be a char, but is a string"),
    ("(define f (lambda (x : char) x))\n(f \"a\")", "2:4 E1201: argument 1 (x) of `f` should be a char, but is a string"),
    ("(define (f [s : string]) (+ s 1))", "1:29 E1204: argument 1 of `+` should be a number, but is a string"),
    ("(define (f) : string 5)", "1:22 E1202: the result of `f` should be a string, but is an integer"),
    ("(define (f [x : any]) : string (cond [x 'a] [else \"b\"]))",
     "1:41 E1202: the result of `f` should be a string, but is a symbol"),
    ("(define x : string 5)", "1:20 E1203: `x` should be a string, but is an integer"),
    ("(let ([x : string 5]) x)", "1:19 E1203: `x` should be a string, but is an integer"),
    ("(letrec ([x : string 5]) x)", "1:22 E1203: `x` should be a string, but is an integer"),
    ("(define (f) (define x : boolean 0) x)", "1:33 E1203: `x` should be a boolean, but is an integer"),
    ("(define x : string \"a\")\n(set! x 5)", "2:9 E1203: `x` should be a string, but is an integer"),
    ("(define (f [x : integer]) x)\n(f 1 2)", "2:1 E1205: `f` takes 1 argument but gets 2"),
    ("(: f (-> integer integer integer))\n(define (f x y) x)\n(f 1)", "3:1 E1205: `f` takes 2 arguments but gets 1"),
    ("(define (f [x : integer]) (string-length))", "1:27 E1205: `string-length` takes 1 argument but gets 0"),
    ("(define (f [x : integer]) (x 1))", "1:28 E1206: `x` is an integer, which cannot be called"),
    ("(: id (forall (a) (-> a a)))\n(define (id x) 3)", "2:16 E1207: the result of `id` should be of type `a`, but is an integer"),
    ("(: id (-> a a))\n(define (id x) (+ x 1))", "2:19 E1207: argument 1 of `+` should be a number, but is of type `a`"),
    ("(: other (-> a b a))\n(define (other x y) y)",
     "2:21 E1207: the result of `other` should be of type `a`, but is of type `b`"),
    ("(: other ((-> (list a) b b) where (Numeric a)))\n(define (other xs y) \"no b\")",
     "2:22 E1207: the result of `other` should be of type `b`, but is a string"),
    ("(: both (-> a a a))\n(define (both x y) x)\n(both 1 \"a\")",
     "3:9 E1208: argument 2 (y) of `both` makes `a` a string, but it is an integer already"),
    (TWICE + "(twice string-upcase 3)", "3:22 E1208: argument 2 (x) of `twice` makes `a` an integer, but it is a string already"),
    (TWICE + "(twice 5 3)", "3:8 E1201: argument 1 (f) of `twice` should be a (-> a a), but is an integer"),
    (POINT + "(define (f [p : Point]) p.z)", "2:25 E1209: a Point has no field `z`"),
    (POINT + "(Point \"a\" 1)", "2:8 E1201: argument 1 (x) of `Point` should be a float64, but is a string"),
    (POINT + "(define (f [p : Point]) p.x)\n(f 5)", "3:4 E1201: argument 1 (p) of `f` should be a Point, but is an integer"),
    (POINT + "(define (f [p : Point]) : string p.x)", "2:34 E1202: the result of `f` should be a string, but is a float64"),
    (SUM + "(sum (list \"a\"))", "3:6 E1201: argument 1 (xs) of `sum` should be a (list integer), but is a (list string)"),
    (SUM + "(sum '#(1 2))", "3:6 E1201: argument 1 (xs) of `sum` should be a (list integer), but is a (vector integer 2)"),
    (SUM + "(string-append (sum '(1)))", "3:16 E1204: argument 1 of `string-append` should be a string, but is an integer"),
    ("(define (f [xs : (list string)]) (+ 1 (car xs)))", "1:39 E1204: argument 2 of `+` should be a number, but is a string"),
    ("(: g (-> (-> integer string) string))\n(define (g f) (f 1))\n(g (lambda (n) n))",
     "3:16 E1210: what argument 1 (f) of `g` returns should be a string, but is an integer"),
    ("(: g (-> (-> integer string) string))\n(define (g f) (f 1))\n(g cons)",
     "3:4 E1201: argument 1 (f) of `g` should be a (-> integer string), but is a (-> any any (pair any any))"),
    ("(: make (-> integer (-> integer integer)))\n(define (make n) (lambda (m) \"a\"))",
     "2:30 E1210: what the result of `make` returns should be an integer, but is a string"),
    ("(define (f x) : integer (if (string? x) (vector-length x) 0))",
     "1:56 E1204: argument 1 of `vector-length` should be a vector, but is a string"),
    ("(define (f [xs : (list integer)]) : integer (if (null? xs) (car xs) 0))",
     "1:65 E1204: argument 1 of `car` should be a (pair a b), but is the empty list"),
    ("(define (f [x : integer]) : integer (if (exact-integer? x) x (string-length 5)))",
     "1:77 E1204: argument 1 of `string-length` should be a string, but is an integer"),
    ("(define (f [n : integer]) : string (let loop ([i 0]) (if (= i n) i (loop (+ i 1)))))",
     "1:36 E1202: the result of `f` should be a string, but is an integer"),
    ("(: e? (-> integer boolean))\n(: o? (-> integer boolean))\n(define (e? n) (if (= n 0) #t (o? (- n 1))))\n"
     "(define (o? n) (if (= n 0) 'no (e? (- n 1))))", "4:28 E1202: the result of `o?` should be a boolean, but is a symbol"),
    ("(define (f [s : string]) s)\n(map f '(1 2))", "2:8 E1204: argument 2 of `map` should be a (list string), but is a (list integer)"),
    ("(define (f x) (+ x 1))\n(define (g [s : string]) s)\n(g (f 1))",
     "3:4 E1201: argument 1 (s) of `g` should be a string, but is a number"),
]  # fmt: skip


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(text: str, message: str) -> None:
    assert complaints(text) == [message]


def test_independent_mistakes_are_all_told_and_each_once() -> None:
    found = complaints(
        '(define (f [s : string]) : integer (+ s 1))\n(define x : string (string-append (+ \'a 1) "b"))\n(f 5)\n'
    )
    assert [message.split()[0] for message in found] == ["1:39", "2:38", "3:4"]
