"""Libraries in files beside the program (R7RS 5.2, 5.6): what is run there, once, and what is visible where."""

from __future__ import annotations

from pathlib import Path

import pytest
from host_support import IS_ESHKOL, run_text

LIBRARIES = {
    # The report's example: a game of life in three libraries has this shape.
    "example/grid.sld": """
(define-library (example grid)
  (export make rows cols ref each (rename put! set!))
  (import (scheme base))
  (begin
    (define (make n m)
      (let ((grid (make-vector n)))
        (do ((i 0 (+ i 1))) ((= i n) grid)
          (vector-set! grid i (make-vector m #f)))))
    (define (rows grid) (vector-length grid))
    (define (cols grid) (vector-length (vector-ref grid 0)))
    (define (ref grid n m)
      (and (< -1 n (rows grid)) (< -1 m (cols grid)) (vector-ref (vector-ref grid n) m)))
    (define (put! grid n m v) (vector-set! (vector-ref grid n) m v))
    (define (each f grid)
      (do ((j 0 (+ j 1))) ((= j (rows grid)))
        (do ((k 0 (+ k 1))) ((= k (cols grid)))
          (f j k (ref grid j k)))))))
""",
    "example/counter.sld": """
(define-library (example counter)
  (export next! peek with-next)
  (import (scheme base) (scheme write))
  (begin
    (define count 0)
    (define (next!) (set! count (+ count 1)) count)
    (define (peek) count)
    (define-syntax with-next (syntax-rules () ((_ name body ...) (let ((name (next!))) body ...))))
    (display "[counter]")))
""",
    "example/user.sld": """
(define-library (example user)
  (export bump)
  (import (scheme base) (prefix (example counter) c:))
  (begin (define (bump) (c:next!) (c:next!))))
""",
    "example/parts.sld": """
(define-library (example parts)
  (import (scheme base))
  (include-library-declarations "parts-exports.scm")
  (include "parts-body.scm")
  (cond-expand (r7rs (begin (define which 'r7rs))) (else (begin (define which 'other)))))
""",
    "example/parts-exports.scm": "(export from-body which)",
    "example/parts-body.scm": "(define (from-body) 'included)",
}

PROGRAMS = {
    "grid": (
        """
(import (scheme base) (scheme write) (only (example grid) make ref each rows) (rename (prefix (example grid) grid-) (grid-set! put!)))
(define g (make 2 3))
(put! g 1 2 'x)
(write (list (rows g) (grid-cols g) (ref g 1 2) (ref g 5 5)))
(each (lambda (j k v) (when v (write (list j k v)))) g)
""",
        "(2 3 x #f)(1 2 x)",
    ),
    "a library is run once and its variables are shared": (
        """
(import (scheme base) (scheme write) (example counter) (example user))
(bump)
(write (list (next!) (peek)))
""",
        "[counter](3 3)",
    ),
    "macros see their own library": (
        """
(import (scheme base) (scheme write) (only (example counter) with-next))
(define (next!) 'mine)
(define count 'mine)
(write (with-next n (list n count (next!))))
""",
        "[counter](1 mine mine)",
    ),
    "included declarations": (
        """
(import (scheme base) (scheme write) (example parts))
(write (list (from-body) which))
""",
        "(included r7rs)",
    ),
    "names that are not exported are free": (
        """
(import (scheme base) (scheme write) (except (example counter) peek))
(define peek 'free)
(define put! 'free-too)
(write (list peek put!))
""",
        "[counter](free free-too)",
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_with_libraries(name: str, tmp_path: Path) -> None:
    for file, text in LIBRARIES.items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    program, expected = PROGRAMS[name]
    outcome = run_text(program, tmp_path)
    assert outcome.stdout == expected, outcome.stderr


@pytest.mark.skipif(not IS_ESHKOL, reason="the report does not say where libraries may stand")
def test_libraries_in_the_file_of_the_program(tmp_path: Path) -> None:
    program = (
        LIBRARIES["example/counter.sld"]
        + LIBRARIES["example/user.sld"]
        + PROGRAMS["a library is run once and its variables are shared"][0]
    )
    outcome = run_text(program, tmp_path)
    assert outcome.stdout == "[counter](3 3)", outcome.stderr
