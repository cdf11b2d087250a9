"""``eshkol expand``: the text of the core language is a program that expands to itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from eshkol_mlir.cli.eshkol import main
from expander_support import canonical, expanded

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "examples").rglob("*.esk")), ROOT / "python/eshkol_mlir/stdlib/prelude.esk"]
#: The programs of the page on modules are in several files, or wrong on purpose.
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "modules.md")
#: A program whose macros refuse their uses, or whose match lacks clauses, has no expansion.
BLOCK = re.compile(r"^```scheme file=(?!violation|lacking)\S+\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PROGRAMS = {
    **{str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in SOURCES},
    **{
        f"{path.relative_to(ROOT)}:{number}": match[1]
        for path in PAGES
        for number, match in enumerate(BLOCK.finditer(path.read_text(encoding="utf-8")))
    },
    "names that hide": """
        (define-syntax m (syntax-rules () ((_ x e) (let ((t 1) (if x)) (if (= t x) (list t e) `(t ,e))))))
        (define (f if list t.1 |two words|) (m if (cond (list (and t.1 |two words|)) (else "a\\nb"))))
    """,
    "values and records": """
        (define-type P (Record [x : float64] [q : (Tensor f64 [n])]))
        (define-type Vec (Tensor f64 [3]))
        (define-values (a b . c) (values 1 2.5 'x #\\a))
        (define-values all (values 1 2))
        (define declared : Vec)
        (define (f [p : P] . rest) : float64 "Doc." (let-values (((u . v) (values p.x rest)) (w (values 1 2))) u))
        (define (g x) (f (P :x 1.0 :q [1.0 2.0])) (set! x {1 2 3 4}) (the float64 x))
        (defvjp f (lambda (primals cotangent) (list cotangent)))
        (vector<float64> 1.0 2.0)
        (when #f 1/2 -inf.0 +nan.0 1e300 1+2i)
    """,
    "modules": """
        (define-library (shapes plane)
          (export area Square (rename twice doubled))
          (import core)
          (begin
            (define-type Square (Record [side : float64]))
            (define (helper x) (* x x))
            (define-syntax twice (syntax-rules () ((_ e) (let ((t e)) (+ t (helper t))))))
            (define (area [s : Square]) : float64 (helper s.side))))
        (define-module solids
          (import (prefix shapes.plane p:))
          (export volume)
          (define (helper x) (p:doubled x))
          (define (volume [s : p:Square] [h : float64]) : float64 (* h (helper (p:area s)))))
        (import (rename solids (volume v)))
        (define (helper x) x)
        (namespace-with shapes.plane (define (f [s : Square]) (helper (doubled (area s)))))
        (v (shapes.plane.Square 2.0) 3.0)
        (cond-expand (full-unicode (f (shapes.plane.Square 1.0))) (else 0))
    """,
    "made up by macros": """
        (define-syntax m
          (syntax-rules ()
            ((_ f T)
             (begin
               (define-type P (Record [x : T] [next : (list P)]))
               (define helper 1)
               (define (f [p : P] [a : (Tensor T [n])] [b : (Tensor t [n])]) helper)))))
        (define-type P (Record [x : float64]))
        (m f float64)
        (m g float32)
        (define (h [p : P]) (f p))
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_printed_program_expands_to_itself(name: str) -> None:
    text = expanded(PROGRAMS[name])
    assert expanded(text) == text
    assert canonical(text) == canonical(PROGRAMS[name])


def test_names_are_told_apart() -> None:
    text = """
    (define-syntax my-or (syntax-rules () ((_ a b) (let ((t a)) (if t t b)))))
    (define (f t) (my-or t (let ((t 1)) t)))
    """
    assert expanded(text) == "(define f (lambda (t) (let ((t.1 t)) (if t.1 t.1 (let ((t.2 1)) t.2)))))\n"


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "program.esk"
    path.write_text("(define-syntax inc (syntax-rules () ((_ x) (+ x 1))))\n(display (inc 2))\n")
    assert main(["expand", str(path)]) == 0
    assert capsys.readouterr().out == "(display (+ 2 1))\n"
    path.write_text("(define-syntax inc (syntax-rules () ((_ x) (+ x y))))\n(display (inc 2))\n")
    assert main(["expand", str(path)]) == 1
    assert "program.esk:2:10: error[E0301]: NameError: `y` is not defined" in capsys.readouterr().err
