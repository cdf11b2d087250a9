"""Calls of device functions by host programs: native code beside IREE.

For each case a program makes its arguments and calls a function again and again.  Both backends run it in turns, in
processes of their own with empty caches.  The first call is the compilation; the time of a call is the least of some
samples, each of many calls.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ESHKOL = [sys.executable, "-m", "eshkol_mlir.cli.eshkol"]
BACKENDS = ("native", "iree")
ELEMENTS = (3, 10, 100, 1000, 10_000, 100_000)
SIDES = (2, 4, 8, 16, 32, 64, 128)

#: Prints the milliseconds of the first call and the microseconds of a later one.
_PROGRAM = """
(define (seconds start) (/ (- (current-jiffy) start) (inexact (jiffies-per-second))))
(define (filled . shape) (/ (+ 1.0 (reshape (arange (apply * shape)) shape)) (inexact (apply * shape))))
{setup}
(define (call-once) {call})
(define (timed-calls count)
  (let ([start (current-jiffy)])
    (let loop ([i 0]) (if (< i count) (begin (call-once) (loop (+ i 1)))))
    (seconds start)))
(define first-call (timed-calls 1))
(define (enough count) (if (> (timed-calls count) 0.02) count (enough (* 2 count))))
(define count (enough 1))
(define samples (map (lambda (i) (/ (timed-calls count) count)) (list 1 2 3 4 5 6 7)))
(write (list (* 1e3 first-call) (* 1e6 (apply min samples))))
"""


@dataclass(frozen=True)
class Case:
    """Definitions, and the call that is timed."""

    name: str
    setup: str
    call: str


def cases() -> Iterator[Case]:
    yield Case("scalar: x³", "(define f (jit (lambda (x) (* x x x))))", "(f 1.5)")
    yield Case("scalar: gradient", "(define f (grad (lambda (x) (* (sin x) x))))", "(f 1.5)")
    for n in ELEMENTS:
        setup = f"(define x (filled {n}))"
        yield Case(f"2x+1, {n}", f"{setup} (define f (jit (lambda (x) (+ (* x 2.0) 1.0))))", "(f x)")
    for n in ELEMENTS:
        setup = f"(define x (filled {n}))"
        yield Case(f"exp, {n}", f"{setup} (define f (jit (lambda (x) (exp x))))", "(f x)")
    for n in SIDES:
        setup = f"(define x (filled {n} {n})) (define f (jit (lambda (x) (matmul x x))))"
        yield Case(f"matmul, {n}x{n}", setup, "(f x)")
    for n in ELEMENTS:
        setup = f"""(define w (filled 2)) (define x (filled {n} 2)) (define y (filled {n}))
            (define step (jit (value-and-grad (lambda (w x y) (mean (square (- (matmul x w) y)))))))"""
        yield Case(f"value-and-grad, {n}x2", setup, "(step w x y)")


def measure(case: Case, backend: str, folder: Path) -> tuple[float, float]:
    """Milliseconds of the first call, microseconds of a later one."""
    program = folder / "program.esk"
    program.write_text(_PROGRAM.format(setup=case.setup, call=case.call), encoding="utf-8")
    environment = {**os.environ, "ESHKOL_DEVICE_CODE": backend, "ESHKOL_CACHE_SIZE": "0"}
    done = subprocess.run([*ESHKOL, "run", str(program)], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{case.name} with {backend}: {done.stderr}")
    first, later = done.stdout.strip("()").split()
    return float(first), float(later)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="cases whose name begins so")
    parser.add_argument("--repeat", type=int, default=3, help="processes for each backend (default: 3)")
    options = parser.parse_args(arguments)
    if options.repeat < 1:
        parser.error("--repeat is at least 1")
    print("| call | native | IREE | native, first | IREE, first |\n| --- | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            if not case.name.startswith(options.only):
                continue
            found: dict[str, list[tuple[float, float]]] = {backend: [] for backend in BACKENDS}
            for _ in range(options.repeat):
                for backend in BACKENDS:
                    found[backend].append(measure(case, backend, Path(folder)))
            medians = {
                b: [statistics.median(column) for column in zip(*found[b], strict=True)] for b in BACKENDS
            }
            calls = " | ".join(f"{medians[backend][1]:.2f} µs" for backend in BACKENDS)
            firsts = " | ".join(f"{medians[backend][0]:.0f} ms" for backend in BACKENDS)
            print(f"| {case.name} | {calls} | {firsts} |", flush=True)


if __name__ == "__main__":
    main()
