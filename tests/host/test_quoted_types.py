"""Generic types among quoted data: symbols of their names (expected: docs/language/lexical.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from host_support import IS_ESHKOL, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("'(vector<float64, 3> 1)", "(|vector<float64, 3>| 1)"),
        ("'vector<float64, 3>", "|vector<float64, 3>|"),
        ("(map symbol? '(vector<f64> vector<vector<f64>, n>))", "(#t #t)"),
        # However it is spaced, it is the same symbol.
        ("(eq? 'matrix<f64,m,(*  2 n)> '|matrix<f64, m, (* 2 n)>|)", "#t"),
        ("'(1 . #(vector<f64, 2>))", "(1 . #(|vector<f64, 2>|))"),
        ("`(vector<f64, 2> ,(+ 1 2))", "(|vector<f64, 2>| 3)"),
        ("#(vector<f64, 2>)", "#(|vector<f64, 2>|)"),
        ("'{vector<f64, 2> 1}", "{|vector<f64, 2>| 1}"),
        ("'#0=(vector<f64, 2> . #0#)", "#0=(|vector<f64, 2>| . #0#)"),
        ("(case 'vector<f64,2> [(vector<f64, 2>) 'same] [else 'other])", "same"),
        ("(let-syntax ([m (syntax-rules () [(_ x) '(x vector<x, 2>)])]) (m f64))", "(f64 |vector<f64, 2>|)"),
        (
            "(let-syntax ([m (lambda (s) (syntax-case s () [(_ x) (symbol? (syntax->datum #'x)) #'1]))])"
            " (m vector<f64, 2>))",
            "1",
        ),
    ],
)
def test_generic_types_are_symbols(expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path) == output
