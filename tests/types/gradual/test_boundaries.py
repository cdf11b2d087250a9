"""What is checked when a program runs: values that enter typed code from where nothing is known of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import Source
from gradual_support import ON_HOST, UNKNOWN, output

TYPED = """
(define (sum [xs : (list integer)]) : integer (if (null? xs) 0 (+ (car xs) (sum (cdr xs)))))
(define (halves [xs : (list float64)]) (map (lambda (x) (/ x 2)) xs))
(: total (-> (-> integer integer) integer))
(define (total f) (+ (f 1) (f 2)))
(: swap (-> (pair integer string) (pair string integer)))
(define (swap p) (cons (cdr p) (car p)))
(define (same [xs : (list integer)]) (eq? xs xs))
(define (half [x : rational]) : rational (/ x 2))
(define (first-of [v : (vector float64)]) : string (number->string (vector-ref v 0)))
(define (text [v : vector<integer>]) : string (number->string (vector-ref v 0)))
(define (same-vector [v : (vector integer)]) (string-append "") v)
"""
FIB = (
    "(: fib (-> integer integer))\n(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n(fib 5)\n"
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(sum (unknown '(1 2 3)))", "6"),
        (
            '(sum (unknown \'(1 "a" 3)))',
            'sum: each element of argument 1 (xs) must be an integer, but is "a"',
        ),
        ("(sum (unknown '(1 2.5)))", "sum: each element of argument 1 (xs) must be an integer, but is 2.5"),
        ("(halves (unknown '(1 3)))", "(0.5 1.5)"),
        ('(let-values ([([a : string] b) (values (unknown "s") 2)]) a)', "s"),
        ("(let-values ([([a : string] b) (values (unknown 1) 2)]) b)", "a must be a string, but is 1"),
        ("(let-values ([(a [b : float64] . c) (unknown (values 1 2 3))]) b)", "2.0"),
        ("(receive ([a : integer] . b) (unknown (values 1.5 2)) b)", "a must be an integer, but is 1.5"),
        ("(total (lambda (x) (* x 2)))", "6"),
        (
            "(total (lambda (x) (unknown 'a)))",
            "total: what argument 1 (f) returns must be an integer, but is a",
        ),
        ('(swap (unknown \'(1 . "a")))', "(a . 1)"),
        ("(half (unknown 3))", "3/2"),
        ("(half (unknown 2/3))", "1/3"),
        ("(half (unknown 0.5))", "half: argument 1 (x) must be a rational, but is 0.5"),
        ("(half (unknown 'a))", "half: argument 1 (x) must be a rational, but is a"),
        ("(first-of (unknown (vector 1 2)))", "1.0"),
        ("(first-of (unknown #f64vec(1.5 2)))", "1.5"),
        (
            '(first-of (unknown (vector 1 "a")))',
            'first-of: each element of argument 1 (v) must be a float64, but is "a"',
        ),
        ("(first-of (unknown '(1 2)))", "first-of: argument 1 (v) must be a (vector f64), but is (1 2)"),
        ("(text (unknown (vector 7 8)))", "7"),
        (
            "(text (unknown (vector 7 0.5)))",
            "text: each element of argument 1 (v) must be an integer, but is 0.5",
        ),
        (
            "(text (unknown #f64vec(1.5 2)))",
            "text: argument 1 (v) must be a (vector i64), but is #tensor(shape: (2), dtype: f64, data: (1.5 2.0))",
        ),
        ("(let ((v (vector 1 2))) (eq? v (same-vector (unknown v))))", "#t"),
        ("(same-vector (unknown (vector)))", "#()"),
        ("(match (unknown 1/2) ((x : rational) (* 2 x)) (else 'no))", "1"),
        ("(match (unknown 0.5) ((x : rational) (* 2 x)) (else 'no))", "no"),
        ("(swap (unknown '(1 . 2)))", "swap: the cdr of argument 1 (p) must be a string, but is 2"),
    ],
)
def test_parts_of_values_are_checked_where_they_enter(expression: str, expected: str, tmp_path: Path) -> None:
    program = (
        ON_HOST
        + UNKNOWN
        + TYPED
        + f"(guard (e (#t (display (error-object-message e)))) (display {expression}))"
    )
    assert output(program, tmp_path).split(" (declared")[0] == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(+ (or-one (Some 5)) (or-one None))", "6"),
        ("(or-one (unknown 5))", "or-one: argument 1 (o) must be a (Option integer), but is 5"),
        (
            '(or-one (unknown (Some "a")))',
            'or-one: the field value of argument 1 (o) must be an integer, but is "a"',
        ),
    ],
)
def test_unions_are_checked_where_they_enter(expression: str, expected: str, tmp_path: Path) -> None:
    program = f"""{ON_HOST + UNKNOWN}
(define-type (Option a) (Union (Some [value : a]) None))
(define (or-one [o : (Option integer)]) : integer (match o ((Some n) n) (None 1)))
(guard (e (#t (display (error-object-message e)))) (display {expression}))"""
    assert output(program, tmp_path).split(" (declared")[0] == expected


APPLIED = """
(define-type (Option a) (Union (Some [value : a]) None))
(define-type (Duo a b) (Record [left : a] [right : b]))
(define-type (Tree a) (Union Leaf (Node [left : (Tree a)] [value : a] [right : (Tree a)])))
(define-type (Rose a) (Union (Rose-of [value : a] [parts : (list (Rose a))])))
(define-type (Nest a) (Union Nil (Pairs [x : a] [rest : (Nest (pair a a))])))
(define-type Box (Record [inside : (Option float64)]))
(define (tell thunk) (display (guard (e (#t (error-object-message e))) (thunk))) (newline))
(define (duo [d : (Duo integer string)]) d)
(define (options [xs : (list (Option integer))]) xs)
(define (of-pair [p : (pair integer (Option string))]) p)
(define (call [f : (-> integer (Option string))]) (list (f 1)))
(define (tree [t : (Tree integer)]) : boolean (Leaf? t))
(define (rose [r : (Rose float64)]) r)
(define (nest [n : (Nest integer)]) n)
(define (half [o : (Option float64)]) : (Option float64) o)
(define (open [o : (Option a)]) o)
(define (either [o : (Option (Duo integer (Option symbol)))]) o)
(define (left-of [d : (Duo (Option a) b)]) d)
"""
#: Calls with values of which nothing is known, and what is printed.
APPLICATIONS = [
    ('(duo (unknown (Duo 1 "a")))', "#<Duo [left 1] [right a]>"),
    ("(duo (unknown (Duo 1 2)))", "duo: the field right of argument 1 (d) must be a string, but is 2"),
    ("(options (unknown (list None (Some 1))))", "(#<None> #<Some [value 1]>)"),
    (
        "(options (unknown (list None (Some 'a))))",
        "options: the field value of each element of argument 1 (xs) must be an integer, but is a",
    ),
    (
        "(of-pair (unknown (cons 1 (Some 2))))",
        "of-pair: the field value of the cdr of argument 1 (p) must be a string, but is 2",
    ),
    (
        "(call (unknown (lambda (n) (Some n))))",
        "call: the field value of what argument 1 (f) returns must be a string, but is 1",
    ),
    (
        "(tree (unknown (Node (Node Leaf (unknown 'a) Leaf) 1 Leaf)))",
        "tree: the field value of each (Tree integer) in argument 1 (t) must be an integer, but is a",
    ),
    ("(tree (unknown 5))", "tree: argument 1 (t) must be a (Tree integer), but is 5"),
    ("(tree (unknown (Node Leaf 1 Leaf)))", "#f"),
    # Exact numbers become flonums in a copy; what needs none is the same value.
    (
        "(rose (unknown (Rose-of 1 (list (Rose-of 2.5 '()) (Rose-of 3 '())))))",
        "#<Rose-of [value 1.0] [parts (#<Rose-of [value 2.5] [parts ()]> #<Rose-of [value 3.0] [parts ()]>)]>",
    ),
    ("(let ((o (Some 0.5))) (eq? o (half (unknown o))))", "#t"),
    ("(half (unknown (Some 1)))", "#<Some [value 1.0]>"),
    ("(let ((r (Rose-of 1.0 (list (Rose-of 2.0 '()))))) (eq? r (rose (unknown r))))", "#t"),
    ("(Box (unknown (Some 2)))", "#<Box [inside #<Some [value 2.0]>]>"),
    ("(Box (unknown (Some 'a)))", "Box: the field value of argument 1 (inside) must be a float64, but is a"),
    (
        "(nest (unknown (Pairs 1 (Pairs (cons 1 2) Nil))))",
        "#<Pairs [x 1] [rest #<Pairs [x (1 . 2)] [rest #<Nil>]>]>",
    ),
    (
        "(nest (unknown (Pairs 1 (Pairs (cons 1 (unknown 'a)) Nil))))",
        "nest: the cdr of the field x of each (Nest (pair integer integer)) in the field rest of each (Nest integer)"
        " in argument 1 (n) must be an integer, but is a",
    ),
    ("(open (unknown (Some 'a)))", "#<Some [value a]>"),
    (
        "(either (unknown (Some (Duo 1 (Some 'a)))))",
        "#<Some [value #<Duo [left 1] [right #<Some [value a]>]>]>",
    ),
    (
        "(either (unknown (Some (Duo 1 (Some 2)))))",
        "either: the field value of the field right of the field value of argument 1 (o) must be a symbol, but is 2",
    ),
    (
        "(left-of (unknown (Duo 5 6)))",
        "left-of: the field left of argument 1 (d) must be a (Option a), but is 5",
    ),
    ("(left-of (unknown (Duo (Some 5) 6)))", "#<Duo [left #<Some [value 5]>] [right 6]>"),
]


def test_what_a_type_is_applied_to_is_checked_where_values_enter(tmp_path: Path) -> None:
    calls = "".join(f"(tell (lambda () {expression}))\n" for expression, _ in APPLICATIONS)
    lines = output(ON_HOST + UNKNOWN + APPLIED + calls, tmp_path).splitlines()
    assert [line.split(" (declared")[0] for line in lines] == [expected for _, expected in APPLICATIONS]


def test_values_of_any_size_that_contain_themselves_are_checked(tmp_path: Path) -> None:
    program = """
(define (chain n tree) (if (= n 0) tree (chain (- n 1) (Node tree n Leaf))))
(define (shared n) (if (= n 0) Leaf (let ([part (shared (- n 1))]) (Node part n part))))
(define parts (list (Rose-of 0 '())))
(define around (Rose-of 1 parts))
(set-car! parts around)
(tell (lambda () (tree (unknown (chain 1000000 Leaf)))))
(tell (lambda () (tree (unknown (chain 1000000 (Node Leaf 'a Leaf))))))
(tell (lambda () (tree (unknown (shared 200)))))
(tell (lambda () (match (rose (unknown around)) ((Rose-of v parts) v))))
"""
    wrong = "tree: the field value of each (Tree integer) in argument 1 (t) must be an integer, but is a"
    lines = output(ON_HOST + UNKNOWN + APPLIED + program, tmp_path).splitlines()
    assert [line.split(" (declared")[0] for line in lines] == ["#f", wrong, "#f", "1.0"]


def test_values_of_unions_are_not_looked_through_in_each_round_of_a_recursion(tmp_path: Path) -> None:
    # Were they, this would take a million times a million steps.
    program = """
(define (sum [t : (Tree integer)]) : integer
  (match t (Leaf 0) ((Node left value right) (+ value (sum left) (sum right)))))
(define (chain n tree) (if (= n 0) tree (chain (- n 1) (Node tree n Leaf))))
(write (sum (unknown (chain 1000000 Leaf))))
"""
    assert output(ON_HOST + UNKNOWN + APPLIED + program, tmp_path) == "500000500000"


def test_what_a_clause_of_a_case_lambda_returns_is_checked(tmp_path: Path) -> None:
    program = """
    (define f (case-lambda [(n) : integer (if (= n 0) 0 (f (- n 1)))] [(a b) : string (vector-ref (vector a) 0)]))
    (write (f 100000))
    (write (guard (e (#t (error-object-message e))) (f 1 2)))
    """
    found = output(ON_HOST + program, tmp_path)
    assert found.startswith('0"lambda: the result must be a string, but is 1')


def test_what_a_procedure_of_the_library_returns_is_checked(tmp_path: Path) -> None:
    program = """
    (define (mean [xs : (list integer)]) : integer (/ (apply + xs) (length xs)))
    (write (mean '(1 2 3)))
    (write (guard (e (#t (error-object-message e))) (mean '(1 2))))
    """
    found = output(ON_HOST + program, tmp_path)
    assert found.startswith('2"mean: the result must be an integer, but is 3/2')
    # But not where it may call one of the program, as that would be no tail call any more.
    left = check_program(Source("p.esk", ON_HOST + "(define (f [k : procedure]) : integer (apply k '()))"))
    assert [boundary.what.rpartition(", ")[2] for boundary in left][-1] == "and is not checked"


def test_what_is_proven_is_not_checked() -> None:
    assert check_program(Source("p.esk", ON_HOST + FIB)) == []
    left = check_program(Source("p.esk", ON_HOST + UNKNOWN + FIB + "(fib (unknown 3))"))
    assert [boundary.what for boundary in left] == ["fib: argument 1 (n) must be an integer"]
    # Also where a program has records.
    records = "(define-type Point (Record [x : integer]))\n"
    left = check_program(Source("p.esk", ON_HOST + records + FIB))
    assert {boundary.what.partition(": ")[0] for boundary in left} == {"Point", "make-Point"}


@pytest.mark.parametrize(
    "calls",
    [
        "(if (string? x) (next) (next))",
        "(if (string? x) (if (string=? x \"\") 0 (next)) (if (number? x) (next) 0))",
        "(let ((y x)) (if (string? y) (next) (next)))",
        "(let loop ((i 0)) (cond ((= i 2) 0) ((string? x) (next)) (else (next))))",
    ],
)  # fmt: skip
def test_a_test_around_one_call_of_a_local_procedure_proves_nothing_for_the_others(calls: str) -> None:
    text = f"""(define (size [s : string]) : integer (string-length s))
(define (f x) (let ((next (lambda () (size x)))) {calls}))
(write (f (vector-ref (vector 5) 0)))
"""
    left = check_program(Source("p.esk", ON_HOST + text))
    assert [boundary.what for boundary in left] == ["size: argument 1 (s) must be a string"]
