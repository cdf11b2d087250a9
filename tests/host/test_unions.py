"""Unions in programs on the host."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from host_support import IS_ESHKOL, UNCAUGHT, run_text, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

OPTION = "(define-type (Option a) (Union (Some [value : a]) None))\n"
TREE = """(define-type Tree (Union (Node left [key : integer] right) Leaf))
(define (inserted [t : Tree] k) : Tree
  (match t
    (Leaf (Node Leaf k Leaf))
    ((Node l key r)
     (cond ((< k key) (Node (inserted l k) key r))
           ((> k key) (Node l key (inserted r k)))
           (else t)))))
(define (keys t)
  (match t (Leaf '()) ((Node l k r) (append (keys l) (list k) (keys r)))))
"""


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("(list (Some 1) None)", "(#<Some [value 1]> #<None>)"),
        ("(map Some '(1 2))", "(#<Some [value 1]> #<Some [value 2]>)"),
        ("(map (lambda (x) (list (Option? x) (Some? x) (None? x))) (list (Some 1) None 1))",
         "((#t #t #f) (#t #f #t) (#f #f #f))"),
        ("(let ((o (Some 5))) o.value)", "5"),
        ("(match (Some (Some 3)) ((Some (Some x)) (list 'twice x)) (else 'no))", "(twice 3)"),
        ("(match None ((None) 'none))", "none"),
        ("(match (list 1 None) ((a None) (list 'a a)) (_ 'no))", "(a 1)"),
        # A name that is none of a constructor's is bound.
        ("(match (Some 1) ((Some none) none))", "1"),
        # Variables hide constructors.
        ("(let ((Some list)) (match '(Some 1) ((Some x) x)))", "1"),
        ("(match (Some \"x\") ((Some (s : string)) s) (None \"\"))", '"x"'),
    ],
)  # fmt: skip
def test_value(expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path, OPTION) == output


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(match (vector-ref (vector (Some 1)) 0) (None 0))", "match: no pattern matches: #<Some [value 1]>"),
        ("(let ((o (vector-ref (vector (Some 1)) 0))) o.other)", "there is no field `other`; Some has value"),
        ("(inserted (vector-ref (vector 5) 0) 1)", "inserted: argument 1 (t) must be a Tree, but is 5"),
        (
            "(Node Leaf (vector-ref (vector 1.5) 0) Leaf)",
            "Node: argument 2 (key) must be an integer, but is 1.5",
        ),
    ],
)
def test_error(expression: str, message: str, tmp_path: Path) -> None:
    outcome = run_text(f'{OPTION}{TREE}(write-string "") {expression}', tmp_path)
    assert outcome.status == UNCAUGHT
    assert outcome.stderr.startswith(f"error: {message}")


def test_keys_of_random_search_trees_are_sorted(tmp_path: Path) -> None:
    rng = random.Random(7)
    for _ in range(3):
        keys = [rng.randrange(100) for _ in range(60)]
        made = f"(keys (fold-left inserted Leaf '({' '.join(map(str, keys))})))"
        assert written(made, tmp_path, TREE) == f"({' '.join(map(str, sorted(set(keys))))})"


def test_fields_cross_to_the_device_and_back(tmp_path: Path) -> None:
    text = """(define-type Shape (Union (Circle [r : float64]) (Square [side : float64]) Dot))
(define (area p) (match p ((Circle r) (* 3.0 r r)) ((Square s) (* s s)) (Dot 0.0)))
(write-string "areas: ")
(define (scaled [p : Shape] [x : (Tensor f64 [n])]) (* (area p) x))
(for-each (lambda (p) (write (tensor->list (scaled p [1.0 2.0])))) (list (Circle 1.0) (Square 2.0) Dot))
(write ((grad area) (Circle 2.0)))
"""
    assert run_text(text, tmp_path).stdout == "areas: (3.0 6.0)(4.0 8.0)(0.0 0.0)#<Circle [r 12.0]>"
