"""Type classes in device code: instances are chosen while compiling."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.frontend import compile_frontend, expand_source
from eshkol_mlir.diagnostics import EshkolError, Source
from language_support import Case, check, each, program_fixture

VECTOR = "(define-type Vec$ (Record [x : float64] [y : float64]))"
NAMED = (
    "(define-type-class (Sum$ a) (plus$ : (-> a a a)) (none$ : a) (double$ : (-> a a))"
    " (define (double$ v) (plus$ v (plus$ v none$))))"
)
INSTANCES = (
    f"{VECTOR}{NAMED}"
    "(define-type-class-instance (Sum$ Vec$)"
    " (define (plus$ a b) (Vec$ (+ a.x b.x) (+ a.y b.y))) (define none$ (Vec$ 0.0 0.0)))"
    "(define-type-class-instance (Sum$ float64) (define (plus$ a b) (+ a b)) (define none$ 0.0))"
    "(define-type-class-instance (Sum$ (vector<float64>)) (define (plus$ a b) (maximum a b)) (define none$ [-1.0e9 -1.0e9]))"
)
MATRIX = np.array([[1.0, 2.0], [3.0, 4.0]])

CASES = [
    Case(f"{INSTANCES}(define (f$ x : float64) (plus$ x 1.0))", (2.0,), 3.0),
    Case(f"{INSTANCES}(define (f$ x : float64) (let ((v (plus$ (Vec$ x 1.0) (Vec$ 1.0 x)))) (- v.x (* 2 v.y))))", (2.0,), -3.0),
    Case(f"{INSTANCES}(define (f$ [x : (Tensor f64 [2])]) (plus$ x [2.0 2.0]))", (np.array([1.0, 3.0]),), np.array([2.0, 3.0])),
    # What the class has by default, with the method of the same instance that has no argument of the type.
    Case(f"{INSTANCES}(define (f$ x : float64) (double$ x))", (2.0,), 4.0),
    Case(f"{INSTANCES}(define (f$ x : float64) (let ((v (double$ (Vec$ x 1.0)))) (+ v.x v.y)))", (2.0,), 6.0),
    Case(f"{INSTANCES}(define (f$ x : float64) (plus$ x (the float64 none$)))", (2.0,), 2.0),
    Case(f"{INSTANCES}(define (zero$) : Vec$ none$)(define (f$ x : float64) (let ((v (zero$))) (+ x v.y)))", (2.0,), 2.0),
    # Derivatives go through methods.
    Case(f"{INSTANCES}(define (g$ x) (let ((v (plus$ (Vec$ (* x x) 1.0) (Vec$ x x)))) (* v.x v.y)))"
         "(define (f$ x : float64) ((grad g$) x))", (2.0,), 5.0 * 3.0 + 6.0),
    # A constrained procedure, once for each type that it is called with.
    Case(f"{INSTANCES}(: thrice$ (forall (a) (-> a a) (where (Sum$ a))))(define (thrice$ x) (plus$ x (plus$ x x)))"
         "(define (f$ x : float64) (let ((v (thrice$ (Vec$ x 1.0)))) (+ (thrice$ x) v.y)))", (2.0,), 9.0),
    # Exact numbers where only floats are an instance.
    Case(f"{INSTANCES}(define (f$ x : float64) (* x (plus$ 1 2)))", (2.0,), 6.0),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_type_classes(program: Any, number: int, case: Case) -> None:
    check(program, number, case)


def compiled(text: str) -> str:
    return compile_frontend(Source("<test>", text)).mlir


def test_the_specifications_sum_is_that_of_the_language() -> None:
    declarations = "(: total (forall (a) (-> (vector<a>) a) (where (Numeric a))))"
    body = """(define (total vec)
      (let ((result (vector-ref vec 0)))
        (do ((i 1 (+ i 1))) ((= i (vector-length vec)) result)
          (set! result (+ result (vector-ref vec i))))))
    (define (f [x : (Tensor f64 [n])]) : float64 (total x))"""
    numeric = "(define-type-class (Numeric a) (+ : (-> a a a)) (- : (-> a a a)))"
    plain = compiled(f"{declarations.replace(' (where (Numeric a))', '')}\n{body}")
    assert compiled(f"{numeric}{declarations}\n{body}").split("loc(")[0] == plain.split("loc(")[0]


@pytest.mark.parametrize("instance", [True, False])
def test_operations_of_numbers_stay_what_they_are_beside_an_instance(instance: bool) -> None:
    numeric = "(define-type V (Record [x : float64]))(define-type-class (Numeric a) (+ : (-> a a a)))"
    own = "(define-type-class-instance (Numeric V) (define (+ a b) (V (+ a.x b.x))))" if instance else ""
    text = compiled(f"{numeric}{own}(define (f [x : float64] [y : float64]) (+ x y 1.0))")
    assert text.count("arith.addf") == 2


def test_what_is_wrong_in_rules_is_told_with_the_rest() -> None:
    """A method without an argument of the type is chosen by a declared type, of which there is none in either place."""
    text = f"{INSTANCES}(define (f x) (* x none$)) (defvjp f (lambda (primals ct) (list none$)))"
    with pytest.raises(EshkolError) as raised:
        expand_source(Source("test.esk", text))
    assert [each.code for each in raised.value.diagnostics] == [Code.METHOD_OF_UNKNOWN_TYPE] * 2
