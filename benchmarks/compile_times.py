"""How long compiling a gradient takes, beside compiling its function.

    python benchmarks/compile_times.py [--only PATTERN] [--repeat N] [--stages]

Both are compiled for this processor from source text, without the cache and in turns; times are medians, and a ratio is
the ratio of the medians, with the quartiles of the ratios of one round in brackets.  ``--stages`` shows where the time
goes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from eshkol_mlir.diagnostics import EshkolError, Source

from benchmarks.harness.machine import print_machine
from benchmarks.harness.measure import Timings
from benchmarks.harness.report import ratio_cell, seconds_text
from benchmarks.suite import gradients, transformer

FUNCTION, GRADIENT = "loss", "slope"


def scalar_loop(body: str) -> str:
    """A recurrence of one number, and its gradient."""
    return f"(define (loss [x : float64]) : float64 {body}) (define (slope [x : float64]) (grad loss x))"


#: Programs with a function ``loss`` and its gradient ``slope``.
PROGRAMS: Mapping[str, str] = {
    "squares": "(define (loss [x : (Tensor f32 [100])]) (sum (* x x))) (define slope (grad loss))",
    "mlp": gradients.LOSS,
    "attention": """
        (define (loss [q : (Tensor f32 [8 8 128 64])] [k : (Tensor f32 [8 8 128 64])] [v : (Tensor f32 [8 8 128 64])])
          (mean (square (attention q k v :causal #t))))
        (define slope (grad loss :argnums [0 1 2]))""",
    "transformer": transformer.GRADIENT,
    "convolution": """
        (define (loss [x : (Tensor f32 [8 3 32 32])] [k1 : (Tensor f32 [16 3 3 3])] [k2 : (Tensor f32 [32 16 3 3])])
          (mean (square (conv2d (max-pool (relu (conv2d x k1 :padding 'same)) 2) k2 :padding 'same))))
        (define slope (grad loss :argnums [1 2]))""",
    "density": """
        (define (loss [m : (Tensor f64 [n])] [a : (Tensor f64 [n n])] [x : (Tensor f64 [n])])
          (let* ([l (cholesky a)] [z (triangular-solve l (- x m))])
            (+ (sum (* z z)) (* 2 (sum (log (diag l)))))))
        (define slope (grad loss :argnums [0 1]))""",
    "fold": scalar_loop("(for/fold ([s x]) ([i (range 1000)]) (* s (sin s)))"),
    "until": scalar_loop("(let loop ([s x]) (if (> s 100) s (loop (* s (+ 1 (square (sin s)))))))"),
    "nested": """
        (define (loss [x : float64] [n : integer]) : float64
          (for/fold ([s x]) ([i (range n)]) (for/fold ([t s]) ([j (range 10)]) (* t (sin t)))))
        (define slope (grad loss))""",
    "recurrent": """
        (define (loss [w : (Tensor f32 [64 64])] [b : (Tensor f32 [64])] [xs : (Tensor f32 [n 64])])
          (sum (square (for/fold ([h (zeros [64] :dtype f32)]) ([x xs]) (tanh (+ (matmul w h) x b))))))
        (define slope (grad loss :argnums [0 1]))""",
}


@dataclass
class Measured:
    """The times of one program.

    Attributes:
        seconds: of each compilation, by function.
        stages: seconds of each stage in each compilation, by function and stage.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: {FUNCTION: [], GRADIENT: []})
    stages: dict[str, dict[str, list[float]]] = field(default_factory=lambda: {FUNCTION: {}, GRADIENT: {}})

    @property
    def timings(self) -> Timings:
        return Timings({name: tuple(values) for name, values in self.seconds.items()})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit status."""
    parser = argparse.ArgumentParser(
        description="Compare compiling gradients with compiling their functions."
    )
    parser.add_argument("--only", action="append", default=[], metavar="PATTERN", help="mlp, 'trans*', ...")
    parser.add_argument("--repeat", type=int, default=7, metavar="N", help="rounds (default: %(default)s)")
    parser.add_argument("--stages", action="store_true", help="show the medians of the stages")
    options = parser.parse_args(arguments)
    if options.repeat < 1:
        parser.error(f"--repeat is {options.repeat}, but at least one round is needed")
    names = [name for name in PROGRAMS if not options.only or any(fnmatch(name, p) for p in options.only)]
    if not names:
        parser.error(f"no program matches {' or '.join(options.only)}: there are {', '.join(PROGRAMS)}")
    print_machine()
    print("\n| program | function | gradient | gradient / function |\n| --- | --: | --: | --: |")
    for name in names:
        try:
            measured = measure(PROGRAMS[name], options.repeat)
        except EshkolError as error:
            print(f"error: {name}: {error}", file=sys.stderr)
            return 1
        timings = measured.timings
        times = [seconds_text(timings.spread(each).median) for each in (FUNCTION, GRADIENT)]
        ratio = ratio_cell(timings.ratio(GRADIENT, FUNCTION))
        print(f"| {name} | {times[0]} | {times[1]} | {ratio} |", flush=True)
        if options.stages:
            print_stages(measured)
    return 0


def measure(source: str, rounds: int) -> Measured:
    """Compiles the function and its gradient in turns, after one round that is not counted."""
    found = Measured()
    for number in range(rounds + 1):
        order = (FUNCTION, GRADIENT) if number % 2 else (GRADIENT, FUNCTION)
        for function in order:
            seconds, stages = compile_once(source, function)
            if number:
                found.seconds[function].append(seconds)
                for stage, each in stages.items():
                    found.stages[function].setdefault(stage, []).append(each)
    return found


def compile_once(source: str, function: str) -> tuple[float, dict[str, float]]:
    """Seconds from source text to machine code for one function, and those of each stage."""
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.options import Options

    start = perf_counter()
    compiler = Compiler(Source("benchmark.esk", source), Options(entry=function))
    compiler.artifact()
    seconds = perf_counter() - start
    stages: dict[str, float] = {}
    for stage, each in compiler.report.timing:
        stages[stage] = stages.get(stage, 0.0) + each
    return seconds, stages


def print_stages(measured: Measured) -> None:
    medians = {
        function: {stage: float(np.median(values)) for stage, values in stages.items()}
        for function, stages in measured.stages.items()
    }
    for stage, seconds in medians[GRADIENT].items():
        function = medians[FUNCTION].get(stage, 0.0)
        if seconds >= 1e-3:
            print(f"  {stage:40} {seconds_text(function):>10} {seconds_text(seconds):>10}")


if __name__ == "__main__":
    sys.exit(main())
