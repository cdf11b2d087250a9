"""Rounds of the checker: one that takes over what the round before has found finds what a whole round finds.

Procedures that end in a call of the language's, which does not check what it returns, are doubted after the first
round.  What refers to them, directly or not, is what another round may find something else of.
"""

from __future__ import annotations

import pytest
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.recursion import deep_recursion
from eshkol_mlir.types.gradual.checker import Checker
from eshkol_mlir.types.gradual.needless import without_needless_checks
from gradual_support import UNKNOWN, checked, expanded

PROGRAMS = {
    "direct": """
(define (names [s : string]) : (list string) (apply append (list (list s))))
(define (first-name [s : string]) : string (car (names s)))
(define (twice [x : float64]) : float64 (* 2.0 x))
(define (four [x : float64]) : float64 (twice (twice x)))
""",
    "through others": """
(define (root [x : float64]) : float64 (apply + (list x)))
(define (loop x n) (if (= n 0) x (loop (root x) (- n 1))))
(define (typed [x : float64]) : float64 (+ 1.0 (loop x 3)))
(define (apart x) (let inner ((i 0) (found '())) (if (= i 3) found (inner (+ i 1) (cons x found)))))
(define both (list (typed 1.0) (car (apart 2.0))))
(define alone (apart "text"))
""",
    "a variable that is used before its definition": """
(define (late) (twice limit))
(define (twice [x : integer]) : integer (* 2 x))
(define (root [x : integer]) : integer (apply + (list x)))
(define limit (root 4))
(define other 5)
(define (sum) (+ (twice other) limit))
""",
    "in a cycle": """
(define (even [n : integer]) : boolean (if (= n 0) (apply boolean=? '(#t #t)) (odd (- n 1))))
(define (odd [n : integer]) : boolean (if (= n 0) #f (even (- n 1))))
(define (both [n : integer]) : boolean (and (even n) (odd n)))
(define (apart [n : integer]) : integer (if (= n 0) 1 (* n (apart (- n 1)))))
(both (apart 3))
""",
}


def facts(checker: Checker) -> list[object]:
    return [checker.given_elsewhere(d.binding) for d in checker.program.definitions]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_round_after_another_finds_what_a_whole_one_does(name: str) -> None:
    program = expanded(UNKNOWN + PROGRAMS[name])
    first = checked(program)
    doubtful = first.unproven()
    assert doubtful
    names = frozenset(primitives())
    whole = Checker(program, names, doubted=doubtful)
    after = Checker(program, names, doubted=doubtful, before=first)
    with deep_recursion():
        whole.run()
        after.run()
    assert after.trusted == whole.trusted != first.trusted
    assert facts(after) == facts(whole)
    assert after.unproven() == whole.unproven()
    assert checks_left(after) == checks_left(whole)


def checks_left(checker: Checker) -> list[tuple[str, bool, bool, list[bool]]]:
    """Of each procedure its name, and whether its result and its parameters are checked."""
    return [
        (
            d.binding.name,
            d.type is not None,
            d.value.result is not None,
            [p.type is not None for p in d.value.parameters],
        )
        for d in without_needless_checks(checker).definitions
        if d.value is not None and hasattr(d.value, "parameters")
    ]
