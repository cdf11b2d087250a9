"""Depth, size and time."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc

import pytest
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.syntax import Syntax, children
from reader_support import read_text

DEPTH = 50_000


def depth(datum: Syntax) -> int:
    """The length of the chain of last children."""
    steps = 0
    while inner := children(datum):
        datum, steps = inner[-1], steps + 1
    return steps


NESTED = {
    "parentheses": ("(", "x", ")"),
    "brackets": ("[", "x", "]"),
    "braces": ("{", "x", "}"),
    "vectors": ("#(", "x", ")"),
    "quotes": ("'", "x", ""),
    "syntax": ("#'", "x", ""),
    "generic types": ("a<b, ", "x", ">"),
    "lists in generic types": ("a<b, (", "x", ")>"),
}


@pytest.mark.parametrize("levels", [10_000, DEPTH])
@pytest.mark.parametrize("kind", NESTED)
def test_deep_nesting(kind: str, levels: int) -> None:
    opener, inside, closer = NESTED[kind]
    text = opener * levels + inside + closer * levels
    (datum,) = read_text(text)
    assert depth(datum) == levels * (2 if "lists in" in kind else 1)
    assert write_datum(datum) == text
    assert same_datum(datum, read_text(text)[0])


def test_deep_datum_comments() -> None:
    assert len(read_text("#;" * DEPTH + " a" * (DEPTH + 1))) == 1


def test_deep_block_comments() -> None:
    assert len(read_text("#|" * DEPTH + "|#" * DEPTH + "x")) == 1


def test_a_long_chain_of_dotted_tails_is_one_list() -> None:
    (datum,) = read_text("(a . " * DEPTH + "()" + ")" * DEPTH)
    assert len(children(datum)) == DEPTH


@pytest.mark.parametrize("opener", ["(", "[", "{", "#(", "a<b, ", "a<b, (", "#f64mat(", "'("])
def test_deep_nesting_that_never_closes(opener: str) -> None:
    with pytest.raises(EshkolSyntaxError, match="is never closed"):
        read_text(opener * DEPTH)


PROGRAM = """(define (mlp params x)  ; one layer
  (let* ([h (relu (+ (matmul x params.W1) params.b1))]
         [out (+ (matmul h params.W2) params.b2)])
    (if (> (sum out) 1.5e-3) "a string literal" out)))

(: distance (-> vector<float64, 2> (Tensor f32 [m n]) float64))
(define (fact n : integer) : integer
  (if (zero? n) 1 (* n (fact (- n 1)))))
"""


def test_a_source_of_a_megabyte() -> None:
    copies = 1_000_000 // len(PROGRAM) + 1
    read_text(PROGRAM)
    start = time.process_time()
    data = read_text(PROGRAM * copies)
    # About 3 s on the machine it was written on; quadratic reading would take hours.
    assert time.process_time() - start < 100
    assert len(data) == 3 * copies


def test_a_source_of_a_thousand_lines() -> None:
    read_text(PROGRAM)
    text = PROGRAM * (1000 // PROGRAM.count("\n") + 1)
    best = min(_seconds(text) for _ in range(5))
    # About 15 ms on the machine it was written on.
    assert best < 1


def _seconds(text: str) -> float:
    start = time.process_time()
    read_text(text)
    return time.process_time() - start


HOSTILE = {
    "digits": "1" * 2_000_000,
    "digits before a quote": "1" * 2_000_000 + "'",
    "a name before a comma": "a" * 2_000_000 + ",",
    "a string without end": '"' + "a" * 2_000_000,
    "escapes": '"' + "\\n" * 500_000 + '"',
    "bad escapes": '"' + "\\q" * 500_000 + '"',
    "angle brackets": "a<" * 500_000,
    "open generic types": "a<b," * 200_000,
    "signs": "-" * 2_000_000,
    "signs and dots": "+." * 500_000,
    "exponents": "1e-" * 500_000,
    "fractions": "1/" * 500_000,
    "backslashes": "\\" * 500_000,
    "hashes": "#" * 500_000,
    "bars": "|" * 500_001,
    "comment openers": "#|" * 500_000,
    "comments": ";a\n" * 500_000,
    "bad numbers": "12a " * 200_000,
    "bad characters": "#\\foo " * 200_000,
    "white space": " " * 2_000_000 + "\x00",
    "labels": "(" + "".join(f"#{index}=a #{index}# " for index in range(50_000)) + ")",
    "rows": "#f64mat(" + "(1 2)" * 100_000 + ")",
    "exponent of an exact number": "#e1e99999999999999999999",
    "a shape of many dimensions": "#tensor(shape: (" + "2 " * 20_000 + ") data: (1))",
    "a deep literal": "#tensor(shape: (" + "1 " * 5_000 + ") data: " + "(" * 5_000 + "1" + ")" * 5_000 + ")",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_takes_linear_time(kind: str) -> None:
    start = time.process_time()
    shown = _shown(HOSTILE[kind])
    # A second or less; quadratic reading would take hours.
    assert time.process_time() - start < 100
    assert len(shown) < 5000


def _shown(text: str) -> str:
    """The diagnostics of ``text``, none if it can be read."""
    try:
        read_text(text)
    except EshkolSyntaxError as error:
        return str(error)
    return ""


def test_reading_needs_memory_in_proportion() -> None:
    text = PROGRAM * 200
    tracemalloc.start()
    try:
        data = read_text(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert data
    assert peak < 100 * len(text)


def test_importing_the_reader_leaves_lark_alone() -> None:
    program = "import sys, eshkol_mlir.reader.reader; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
