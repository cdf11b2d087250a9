"""Patterns of types on the host: each name of a type, and names that the program has for types."""

from __future__ import annotations

from pathlib import Path

import pytest
from host_support import IS_ESHKOL, run_text, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

VALUES = "(list 5 (expt 10 30) 1/2 2.5 1+2i #t \"s\" 'a #\\c '(1) (cons 1 2) #(1) (vector<float64> 1.0) (matrix<float32> (vector<float32> 1)) car)"


@pytest.mark.parametrize(
    ("names", "fitting"),
    [
        (("integer", "int64", "i64", "int32", "i32", "int8"), "5 1000000000000000000000000000000"),
        (("rational",), "5 1000000000000000000000000000000 1/2"),
        (("float64", "f64", "Float", "float32", "f32", "bf16"), "2.5"),
        (("real",), "5 1000000000000000000000000000000 1/2 2.5"),
        (("number", "complex", "complex128", "c64"), "5 1000000000000000000000000000000 1/2 2.5 1.0+2.0i"),
        (("boolean", "bool", "i1"), "#t"),
        (("string",), '"s"'),
        (("symbol",), "a"),
        (("char",), "#\\c"),
        (("(Tensor f64 [n])", "tensor<float64, 2>"),
         "#tensor(shape: (1), dtype: f64, data: (1.0)) #tensor(shape: (1 1), dtype: f32, data: ((1.0)))"),
        (("(Matrix f64 m n)", "matrix<float64>"), "#tensor(shape: (1 1), dtype: f32, data: ((1.0)))"),
    ],
)  # fmt: skip
def test_fits(names: tuple[str, ...], fitting: str, tmp_path: Path) -> None:
    clauses = " ".join(
        f"(filter (lambda (v) (match v (x : {name} #t) (else #f))) {VALUES})".replace("1+2i", "1.0+2.0i")
        for name in names
    )
    assert written(f"(list {clauses})", tmp_path) == f"({' '.join([f'({fitting})'] * len(names))})"


@pytest.mark.parametrize(
    ("definitions", "expression", "output"),
    [
        ("(define-type Age integer)", "(map (lambda (x) (match x (n : Age (+ n 1)) (else 'no))) '(5 5.0))", "(6 no)"),
        ("(define-type Row (vector float64)) (define-type Line Row)",
         "(map (lambda (x) (match x (v : Line 'row) (else 'no))) (list #(1) 5))", "(row no)"),
        ("(define-type (Pairs a) (list (pair a a)))", "(match '() (l : (Pairs integer) 'list))", "list"),
        ("(define-type S (Union (C [r : float64]) (D [s : float64]))) (define-type T S)",
         "(map (lambda (x) (match x (c : C 'c) (t : T 't) (else 'no))) (list (C 1.0) (D 2.0) 3))", "(c t no)"),
        # A procedure with the name of the predicate is another one.
        ("(define-type P (Record [x : integer])) (define (f P?) (match P? (p : P p.x) (else 'no)))",
         "(list (f (P 3)) (f 4))", "(3 no)"),
    ],
)  # fmt: skip
def test_names_of_the_program(definitions: str, expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path, definitions) == output


@pytest.mark.parametrize("definitions", ["", "(define-type Colour Paint) (define-type Paint Colour)"])
def test_types_without_a_test_are_errors(definitions: str, tmp_path: Path) -> None:
    outcome = run_text(f"{definitions}(match 5 (x : Colour 1))", tmp_path)
    assert outcome.status == 1
    assert "nothing tells whether a value is of type `Colour`" in outcome.stderr
