"""Types, brackets, maps, keywords and generic types in patterns and templates."""

from __future__ import annotations

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.diagnostics import EshkolError
from expander_support import canonical, expanded, values


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        # Annotations in templates and in uses; a colon in a pattern stands for itself.
        (
            "(define-syntax fn (syntax-rules () ((_ name (x : T) body) (define (name [x : T]) : T body)))) (fn f (y : f32) (* 2 y))",
            "(define (f [y : f32]) : f32 (* 2 y))",
        ),
        (
            "(define-syntax fn (syntax-rules () ((_ name [x : T] ... body) (define (name [x : T] ...) body))))"
            "(fn f [y : f32] [z : (Tensor f32 [n])] (* y z))",
            "(define (f [y : f32] [z : (Tensor f32 [n])]) (* y z))",
        ),
        (
            "(define-syntax fn (syntax-rules () ((_ name (x T) ...) (define (name [x : T] ...) : (values T ...) (values x ...))))) (fn f (y f32))",
            "(define (f [y : f32]) : (values f32) (values y))",
        ),
        (
            "(define-syntax declare (syntax-rules () ((_ name T ...) (: name (-> T ...))))) (declare f f32 f32) (define (f x) x)",
            "(: f (-> f32 f32)) (define (f x) x)",
        ),
        (
            "(define-syntax vec (syntax-rules () ((_ n) vector<float64, n>))) (define-syntax take (syntax-rules () ((_ T) (define (f [x : T]) x)))) (take vector<float64, 3>)",
            "(define (f [x : vector<float64, 3>]) x)",
        ),
        (
            "(define-syntax take (syntax-rules () ((_ n) (define (f [x : vector<float64, n>]) x)))) (take 3)",
            "(define (f [x : vector<float64, 3>]) x)",
        ),
        (
            "(define-syntax element (syntax-rules () ((_ vector<T, n>) (define (f [x : T] [y : (Tensor T [n])]) x)))) (element vector<float64, 3>)",
            "(define (f [x : float64] [y : (Tensor float64 [3])]) x)",
        ),
        # Keyword arguments.
        (
            "(define-syntax call (syntax-rules () ((_ f key value ...) (f key value ...)))) (define (g x rate) x) (call g 1 :rate 2)",
            "(define (g x rate) x) (g 1 :rate 2)",
        ),
        (
            "(define-syntax call (syntax-rules () ((_ :rate r e) (list r e)) ((_ :size s e) (list e s)))) (call :size 1 2) (call :rate 1 2)",
            "(list 2 1) (list 1 2)",
        ),
        # Arrays and maps.
        ("(define-syntax row (syntax-rules () ((_ x ...) [x ... 0]))) (row 1 2)", "[1 2 0]"),
        (
            "(define-syntax row (syntax-rules () ((_ [x y] ...) [x ... y ...]))) (row [1 2] [3 4])",
            "[1 3 2 4]",
        ),
        ("(define-syntax m (syntax-rules () ((_ {k v ...}) {k [v ...]}))) (m {1 2 3})", "{1 [2 3]}"),
    ],
)
def test_expansion_is_what_one_writes_by_hand(text: str, by_hand: str) -> None:
    assert canonical(text) == canonical(by_hand)


def test_brackets_in_patterns() -> None:
    """( ) matches either bracket, as in the standard forms; [ ] only its like, so that both can be told apart."""
    either = "(define-syntax m (syntax-rules () ((_ ((a b) ...)) '(a ... b ...))))"
    assert values(either + "(m ((1 2) (3 4))) (m ([1 2] [3 4])) (m [[1 2] (3 4)])") == ["(1 3 2 4)"] * 3
    apart = "(define-syntax m (syntax-rules () ((_ [a ...]) 'array) ((_ (a ...)) 'list) ((_ a) 'other)))"
    assert values(apart + "(m [1 2]) (m (+ 1 2)) (m x)") == ["array", "list", "other"]


def test_variable_of_a_type_in_a_template_is_not_that_of_the_use() -> None:
    """Each n is one size in its own text: the template's and the use's may differ."""
    program = """
    (define-syntax define-pair
      (syntax-rules ()
        ((_ name (x T) e) (define (name [first : (Tensor f64 [n])] [x : T]) (list (sum first) e)))))
    (define-pair f (second (Tensor f64 [n])) (sum second))
    (define (g [a : (Tensor f64 [3])] [b : (Tensor f64 [2])]) : float64 (car (cdr (f a b))))
    """
    assert esk.compile(program, cache=False).g(np.ones(3), np.full(2, 5.0)) == 10.0
    by_hand = "(define (f [a : (Tensor f64 [n])] [b : (Tensor f64 [n])]) (+ (sum a) (sum b)))"
    with pytest.raises(EshkolError, match="ShapeError"):
        esk.compile(by_hand + "(define (g) (f [1.0 2.0 3.0] [1.0 2.0]))", cache=False)


def test_variable_of_a_type_is_one_throughout_a_template() -> None:
    program = """
    (define-syntax define-sum
      (syntax-rules ()
        ((_ name) (define (name [a : (Tensor f64 [n])] [b : (Tensor f64 [n])]) (+ (sum a) (sum b))))))
    (define-sum f)
    (define (g) (f [1.0 2.0 3.0] [1.0 2.0]))
    """
    with pytest.raises(EshkolError, match="ShapeError"):
        esk.compile(program, cache=False)


def test_fields_are_read_by_name() -> None:
    text = """
    (define-type Body (Record [mass : float64] [speed : float64]))
    (define-syntax energy (syntax-rules () ((_ e) (let ((b e)) (* 0.5 b.mass b.speed b.speed)))))
    (let ((b 3.0)) (energy (Body b 2.0)))
    """
    assert values(text) == ["6.0"]


def test_quoted_template_has_plain_symbols() -> None:
    macro = "(define-syntax m (syntax-rules () ((_ x) '(x tmp #(tmp x)))))"
    assert expanded(macro + "(m tmp)") == expanded("'(tmp tmp #(tmp tmp))")
    assert values(macro + "(eq? (car (m tmp)) (cadr (m tmp)))") == ["#t"]
