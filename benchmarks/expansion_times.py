"""How long reading and expanding a large program takes, with macros and without.

    python benchmarks/expansion_times.py [--lines N] [--repeat N]

The programs are generated: ``plain`` uses the forms of the language, ``macros`` macros of its own in their place, about
one use in each line.  Times are medians of rounds in which the programs take turns, with the quartiles in brackets; the
library is expanded before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.frontend import new_expander
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.reader import read
from eshkol_mlir.recursion import deep_recursion

from benchmarks.harness.machine import print_machine
from benchmarks.harness.measure import Spread
from benchmarks.harness.report import time_cell

#: Functions for each number k, in the forms of the language.
PLAIN = """\
(define (area{k} [width : float64] [height : float64]) : float64
  "The area number {k}."
  (let* ([scale (+ 1.0 (* {k} 0.5))]
         [w (* scale width)]
         [h (if (> height 0.0) height (- height))])
    (cond ((> w h) (* w h))
          ((= w h) (let ((s (square w))) (+ s 1.0)))
          (else (- (* w h) scale)))))

(define (total{k} [n : integer] [x : float64])
  (define (step i acc) (+ acc (* i x (area{k} x (+ x i)))))
  (let loop ((i 0) (acc 0.0))
    (when (> i 1000) (set! acc 0.0))
    (if (= i n)
        acc
        (loop (+ i 1) (step i acc)))))

(define (mix{k} [a : (Tensor f64 [n m])] [b : (Tensor f64 [m n])])
  (for/fold ([t 0.0]) ([row (matmul a b)])
    (+ t (sum (exp row)))))

"""

#: The macros of the other program.
DEFINITIONS = """\
(define-syntax my-let*
  (syntax-rules ()
    ((_ () body ...) (let () body ...))
    ((_ ((name value) more ...) body ...) (let ((name value)) (my-let* (more ...) body ...)))))
(define-syntax my-cond
  (syntax-rules (else)
    ((_ (else result ...)) (begin result ...))
    ((_ (test result ...) clause ...) (if test (begin result ...) (my-cond clause ...)))))
(define-syntax function
  (syntax-rules () ((_ name ((x T) ...) body ...) (define (name [x : T] ...) body ...))))
(define-syntax add (syntax-rules () ((_ a b) (+ a b)) ((_ a b c ...) (+ a (add b c ...)))))
(define-syntax times (syntax-rules () ((_ a b) (* a b)) ((_ a b c ...) (* a (times b c ...)))))
(define-syntax set-when! (syntax-rules () ((_ test name value) (let ((t test)) (when t (set! name value))))))
(define-syntax repeat
  (syntax-rules () ((_ (i n) (acc start) e) (let loop ((i 0) (acc start)) (if (= i n) acc (loop (add i 1) e))))))
"""

MACROS = """\
(function area{k} ((width float64) (height float64))
  "The area number {k}."
  (my-let* ([scale (add 1.0 (times {k} 0.5))]
            [w (times scale width)]
            [h (my-cond ((> height 0.0) height) (else (- height)))])
    (my-cond ((> w h) (times w h))
             ((= w h) (my-let* ((s (square w))) (add s 1.0)))
             (else (- (times w h) scale)))))

(function total{k} ((n integer) (x float64))
  (define (step i acc) (add acc (times i x (area{k} x (add x i)))))
  (repeat (i n)
    (acc 0.0)
    (begin
      (set-when! (> i 1000) acc 0.0)
      (step i acc))))

(function mix{k} ((a (Tensor f64 [n m])) (b (Tensor f64 [m n])))
  (for/fold ([t 0.0]) ([row (matmul a b)])
    (add t (sum (exp row)))))

"""


def generated(definitions: str, functions: str, lines: int) -> str:
    """A program of at least this many lines."""
    parts = [definitions]
    written = definitions.count("\n")
    while written < lines:
        parts.append(functions.replace("{k}", str(len(parts))))
        written += functions.count("\n")
    return "".join(parts)


def programs(lines: int) -> Mapping[str, str]:
    return {"plain": generated("", PLAIN, lines), "macros": generated(DEFINITIONS, MACROS, lines)}


@dataclass
class Measured:
    """Seconds of reading and of expanding in each round, and the macro uses of the program."""

    read: list[float] = field(default_factory=list)
    expand: list[float] = field(default_factory=list)
    uses: int = 0


def measure(texts: Mapping[str, str], rounds: int) -> dict[str, Measured]:
    """Expands the programs in turns, after one round that is not counted."""
    found = {name: Measured() for name in texts}
    for number in range(rounds + 1):
        for name in list(texts) if number % 2 else reversed(list(texts)):
            read_seconds, expand_seconds, uses = expand_once(texts[name])
            if number:
                found[name].read.append(read_seconds)
                found[name].expand.append(expand_seconds)
                found[name].uses = uses
    return found


def expand_once(text: str) -> tuple[float, float, int]:
    """Seconds of reading and of expanding a program, as the compiler does it, and its macro uses."""
    with deep_recursion(), collection_paused():
        start = perf_counter()
        source = Source("benchmark.esk", text)
        forms = read(source)
        middle = perf_counter()
        expander = new_expander(source)
        expander.expand_program(forms)
        return middle - start, perf_counter() - middle, expander.expansions.uses


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit status."""
    parser = argparse.ArgumentParser(description="Measure reading and expanding large programs.")
    parser.add_argument(
        "--lines", type=int, default=10_000, metavar="N", help="of each program (default: %(default)s)"
    )
    parser.add_argument("--repeat", type=int, default=7, metavar="N", help="rounds (default: %(default)s)")
    options = parser.parse_args(arguments)
    if options.repeat < 1 or options.lines < 1:
        parser.error("--lines and --repeat are at least 1")
    print_machine()
    print("\n| program | lines | macro uses | read | expand | both |\n| --- | --: | --: | --: | --: | --: |")
    texts = programs(options.lines)
    for name, measured in measure(texts, options.repeat).items():
        both = [a + b for a, b in zip(measured.read, measured.expand, strict=True)]
        times = [time_cell(Spread.of(values)) for values in (measured.read, measured.expand, both)]
        print(f"| {name} | {texts[name].count(chr(10))} | {measured.uses} | {' | '.join(times)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
