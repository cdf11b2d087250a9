"""`range`, `nil` and `pi`, which device code has too."""

from __future__ import annotations

from pathlib import Path

import pytest
from host_support import IS_ESHKOL, raises, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("(range 4)", "(0 1 2 3)"),
        ("(range 1 4)", "(1 2 3)"),
        ("(range 5 0 -2)", "(5 3 1)"),
        ("(range 0 1 1/4)", "(0 1/4 1/2 3/4)"),
        ("(range 0.0 0.5 0.1)", "(0.0 0.1 0.2 0.30000000000000004 0.4)"),
        ("(range 3 3)", "()"),
        ("(range 0 3 -1)", "()"),
        ("(range -2)", "()"),
        ("(length (range 100000))", "100000"),
        ("(for/fold ([sum 0]) ([i 4]) (+ sum i))", "6"),
        ("nil", "()"),
        ("(eqv? pi (* 4 (atan 1)))", "#t"),
    ],
)
def test_value(expression: str, output: str, tmp_path: Path) -> None:
    assert written(expression, tmp_path) == output


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(range 'a)", "range: argument 1 must be a real number, but is a"),
        ('(range 1 "b")', 'range: argument 2 must be a real number, but is "b"'),
        ("(range 1 2 #f)", "range: argument 3 must be a real number, but is #f"),
        ("(range 1 2 0)", "range: the step must not be 0"),
        ("(range 1 2 3 4)", "range: too many arguments"),
    ],
)
def test_error(expression: str, message: str, tmp_path: Path) -> None:
    assert raises(expression, message, tmp_path)
