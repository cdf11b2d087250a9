"""Tensors that die with their last use: programs mean the same, and memory stays flat."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from host_support import IS_ESHKOL, Outcome, execute, run_program

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

#: Released memory is filled with a pattern, which shows where it is used again.
POISONED = {"ESHKOL_POISON_REGIONS": "1"}

#: Large enough for the collector to have them in blocks of their own.
BEFORE = """
(define n 1000)
(define (filled x) (full (list n) x))
(define (first-of x) (tensor-ref x 0))
(write-string "")
"""

#: Programs, and what they write.
PROGRAMS = {
    "a continuation is entered again between making and using a tensor": (
        """
        (define again #f)
        (define rounds 0)
        (define (compute)
          (let* ([t (filled 2.0)] [k (call/cc (lambda (k) (set! again k) 1.0))])
            (list (first-of (+ (* t k) t)) (first-of (tensor-add t k)))))
        (write (compute))
        (set! rounds (+ rounds 1))
        (if (< rounds 3) (again (* 10.0 rounds)))
        """,
        "(4.0 3.0)(22.0 12.0)(42.0 22.0)",
    ),
    "a generator keeps the tensor of a loop": (
        """
        (define return #f)
        (define (powers)
          (let loop ([x (filled 1.0)])
            (let ([y (* x 2.0)])
              (call/cc (lambda (next) (set! resume next) (return (first-of x))))
              (loop (+ y 0.0)))))
        (define resume (lambda (ignored) (powers)))
        (define (next) (call/cc (lambda (k) (set! return k) (resume #f))))
        (define a (next))
        (define first resume)
        (define b (next))
        (define c (next))
        (set! resume first)
        (define d (next))
        (write (list a b c d))
        """,
        "(1.0 2.0 4.0 2.0)",
    ),
    "variables of the top level": (
        """
        (define x (filled 3.0))
        (set! x (+ x x))
        (set! x (* x 2.0))
        (define (reader) (first-of x))
        (define before (let ([old x]) (set! x (+ x 1.0)) (list (first-of old) (reader))))
        (define (bump!) (set! x (+ x 1.0)) x)
        (write (list before (first-of (+ x (bump!))) (first-of (tensor-add x (bump!))) (first-of x)))
        """,
        "((12.0 13.0) 27.0 29.0 15.0)",
    ),
    "what was stored elsewhere before a variable is assigned": (
        """
        (define x (filled 3.0))
        (define kept (list x))
        (set! x (* x 2.0))
        (set! x (* x 2.0))
        (define (make) (let ([sum (filled 0.0)]) (lambda (d) (set! sum (+ sum d)) sum)))
        (define add! (make))
        (define one (add! 1.0))
        (define two (add! 1.0))
        (write (map first-of (list x (car kept) one two)))
        """,
        "(12.0 3.0 1.0 2.0)",
    ),
    "a loop that keeps some of its tensors": (
        """
        (define (powers k)
          (let loop ([i 0] [x (filled 1.0)] [seen '()])
            (if (= i k) seen (loop (+ i 1) (* x 2.0) (if (even? i) (cons x seen) seen)))))
        (write (map first-of (powers 6)))
        """,
        "(16.0 4.0 1.0)",
    ),
    "an argument that the caller uses again, and a result that is an argument": (
        """
        (define (next t) (+ t 1.0))
        (define (same t) t)
        (define (either flag a b) (if flag a b))
        (let* ([t (filled 5.0)] [u (next t)] [v (next u)] [w (same v)] [z (either #f t w)])
          (write (map first-of (list t u v w z (+ z w) (next (next (same t))) (+ (same w) z) z))))
        """,
        "(5.0 6.0 7.0 7.0 7.0 14.0 7.0 14.0 7.0)",
    ),
    "one tensor as both arguments": (
        """
        (define (both a b) (list (first-of (- (* a 3.0) b)) (first-of b)))
        (let ([t (filled 5.0)])
          (write (list (both t t) (first-of (let ([u (* t t)]) (+ u u))) (first-of (- (+ t t) t)))))
        """,
        "((10.0 5.0) 50.0 5.0)",
    ),
    "types that are converted": (
        """
        (let* ([a (full (list n) 1 'i64)] [b (+ a (filled 0.5))] [c (+ (* a 2) (* b 2.0))])
          (write (list (first-of a) (first-of b) (first-of c) (first-of (+ (cast b 'f32) (+ a 1))))))
        """,
        "(1 1.5 5.0 3.5)",
    ),
    "errors hold what they are about": (
        """
        (define x (filled 3.0))
        (define held '())
        (define (try bad) (guard (e (#t (set! held (cons e held)))) (set! x (tensor-add x bad))))
        (try (ones '(7)))
        (try 'a)
        (set! x (* x 2.0))
        (define (fail t) (guard (e (#t (error-object-irritants e))) (error "about" (* t 2.0))))
        (write (list (length held) (first-of x) (first-of (car (fail x)))))
        """,
        "(2 6.0 12.0)",
    ),
    "regions": (
        """
        (define x (filled 1.0))
        (define (step) (with-region (set! x (+ (* x 2.0) 1.0)) (first-of (* x 2.0))))
        (define results (list (step) (step) (step)))
        (define y (with-region (+ (* (filled 3.0) 2.0) 1.0)))
        (write (list (first-of x) (sort results <) (first-of y)))
        """,
        "(15.0 (6.0 14.0 30.0) 7.0)",
    ),
}


def run(program: str, folder: Path, environment: dict[str, str]) -> Outcome:
    path = folder / "program.scm"
    path.write_text(program)
    return run_program(path, environment=environment)


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_mean_the_same(name: str, tmp_path: Path) -> None:
    program, result = PROGRAMS[name]
    outcome = run(BEFORE + program, tmp_path, POISONED)
    assert (outcome.stdout, outcome.stderr) == (result, "")


# Random programs --------------------------------------------------------------------


class RandomProgram:
    """Procedures over tensors with variables that are assigned, loops and calls, and what NumPy computes for them."""

    OPERATIONS: ClassVar[dict[str, np.ufunc]] = {
        "+": np.add,
        "-": np.subtract,
        "*": np.multiply,
        "maximum": np.maximum,
        "tensor-add": np.add,
    }

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.text: list[str] = []

    def expression(self, values: dict[str, np.ndarray], depth: int) -> tuple[str, np.ndarray]:
        choice = self.random.random()
        if depth == 0 or choice < 0.2:
            name = self.random.choice(list(values))
            return name, values[name]
        if choice < 0.3:
            text, value = self.expression(values, depth - 1)
            return f"(relu {text})", np.maximum(value, 0)
        if choice < 0.4:
            text, value = self.expression(values, depth - 1)
            return f"(halve {text})", value * 0.5
        name = self.random.choice(list(self.OPERATIONS))
        left, a = self.expression(values, depth - 1)
        if self.random.random() < 0.2:
            number = self.random.randint(-2, 2)
            return f"({name} {left} {number}.0)", self.OPERATIONS[name](a, number)
        right, b = self.expression(values, depth - 1)
        return f"({name} {left} {right})", self.OPERATIONS[name](a, b)

    def statement(self, values: dict[str, np.ndarray]) -> str:
        name = self.random.choice(list(values))
        text, value = self.expression(values, 3)
        if self.random.random() < 0.3:
            # A loop with the variable as its own, and as one that it assigns.
            count = self.random.randint(1, 3)
            for _ in range(count):
                value = np.maximum(value * 0.5, values[name])
            body = f"(maximum (* x 0.5) {name})"
            values[name] = value
            return f"(set! {name} (let loop ([i 0] [x {text}]) (if (= i {count}) x (loop (+ i 1) {body}))))"
        values[name] = value
        return f"(set! {name} {text})"

    def procedure(self, number: int) -> tuple[str, list[float]]:
        """A definition, an expression, and the elements that this should give."""
        values = {name: np.full(600, float(self.random.randint(-3, 3))) for name in "abcd"}
        bindings = " ".join(f"[{name} (full '(600) {value[0]})]" for name, value in values.items())
        statements = "\n  ".join(self.statement(values) for _ in range(6))
        results = " ".join(f"(tensor-ref {name} 7)" for name in values)
        text = f"(define (f{number})\n (let ({bindings})\n  {statements}\n  (list {results})))"
        return text, [float(value[7]) for value in values.values()]


@pytest.mark.parametrize("environment", [{}, POISONED], ids=["released", "poisoned"])
def test_random_programs_compute_what_numpy_does(environment: dict[str, str], tmp_path: Path) -> None:
    made = RandomProgram(len(environment))
    procedures = [made.procedure(i) for i in range(40)]
    calls = "".join(f"(write (f{i})) (newline)" for i in range(len(procedures)))
    text = "(define (halve x) (* x 0.5))\n" + "\n".join(definition for definition, _ in procedures)
    outcome = run(f'{text}\n(write-string "")\n{calls}', tmp_path, environment)
    assert outcome.stderr == ""
    for (definition, expected), line in zip(procedures, outcome.stdout.splitlines(), strict=True):
        found = [float(number) for number in line.strip("()").split()]
        np.testing.assert_allclose(found, expected, rtol=1e-12, err_msg=definition)


# Memory -----------------------------------------------------------------------------

#: Runs a program, and says how far the collector's heap grew, and how often it was collected.
MEASURED = """
import ctypes, sys
from eshkol_mlir.cli import eshkol
from eshkol_mlir.compiler import host_process

library = ctypes.CDLL("libgc.so.1")
library.GC_get_heap_size.restype = ctypes.c_size_t
library.GC_get_gc_no.restype = ctypes.c_size_t
run = host_process.Process.run


def measured(*arguments):
    before = library.GC_get_heap_size(), library.GC_get_gc_no()
    status = run(*arguments)
    print(library.GC_get_heap_size() - before[0], library.GC_get_gc_no() - before[1], file=sys.stderr)
    return status


host_process.Process.run = measured
sys.exit(eshkol.main(["run", sys.argv[1]]))
"""

LOOPS = {
    "an assigned variable": """
        (define (run)
          (let ([x (filled 1.0)] [a (filled 0.5)])
            (let loop ([i 0])
              (if (< i rounds) (begin (set! x (tensor-add (tensor-multiply x a) a)) (loop (+ i 1))) (first-of x)))))
        (write (run))""",
    "a variable of the loop": """
        (define (run)
          (let ([a (filled 0.5)])
            (let loop ([i 0] [x (filled 1.0)])
              (if (< i rounds) (loop (+ i 1) (relu (+ (* x a) a))) (first-of x)))))
        (write (run))""",
    "a variable of the top level": """
        (define x (filled 1.0))
        (define a (filled 0.5))
        (do ([i 0 (+ i 1)]) ((= i rounds)) (set! x (+ (* x a) a)))
        (write (first-of x))""",
}


@pytest.mark.parametrize("loop", LOOPS)
def test_memory_of_a_loop_is_a_few_tensors(loop: str, tmp_path: Path) -> None:
    """Each round makes one or two tensors of 1 MB: 1000 would be 1 to 2 GB, which hundreds of collections reclaim."""
    path = tmp_path / "program.scm"
    start = BEFORE.replace("(define n 1000)", "(define n 131072) (define rounds 1000)")
    path.write_text(start + LOOPS[loop])
    outcome = execute([sys.executable, "-c", MEASURED, str(path)], tmp_path, "", None)
    assert outcome.stdout == "1.0"
    growth, collections = map(int, outcome.stderr.split())
    assert growth < 16 << 20
    assert collections < 10
