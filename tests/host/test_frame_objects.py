"""Objects in frames: programs mean the same with and without them, and the heap is not touched."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from host_support import IS_ESHKOL, Outcome, execute, run_text, written

#: Runs a program, whose objects are in frames where the first argument says so.
RUNNER = """
import functools, sys
from eshkol_mlir.cli import eshkol
from eshkol_mlir.compiler import host

host.generate_objects = functools.partial(host.generate_objects, frame_objects=sys.argv[1] == "frames")
sys.exit(eshkol.main(["run", sys.argv[2]]))
"""

#: Runs a program, and says how many bytes it allocated by the collector's own count.
MEASURED = """
import ctypes, sys
from eshkol_mlir.cli import eshkol
from eshkol_mlir.compiler import host_process

library = ctypes.CDLL("libgc.so.1")
library.GC_get_total_bytes.restype = ctypes.c_size_t
run = host_process.Process.run


def measured(*arguments):
    before = library.GC_get_total_bytes()
    status = run(*arguments)
    print(library.GC_get_total_bytes() - before, file=sys.stderr)
    return status


host_process.Process.run = measured
sys.exit(eshkol.main(["run", sys.argv[1]]))
"""


def python(code: str, program: str, folder: Path, *arguments: str) -> Outcome:
    path = folder / "program.scm"
    path.write_text("(import (scheme base) (scheme write))" + program, encoding="utf-8")
    return execute([sys.executable, "-c", code, *arguments, str(path)], folder, "", None)


# Continuations ---------------------------------------------------------------------


def test_an_assignment_stays_when_a_continuation_is_entered_again(tmp_path: Path) -> None:
    """R7RS 4.1.6: the location is assigned; it is not part of the continuation."""
    program = """
    (define again #f)
    (define (sum-of numbers)
      (let ((sum 0))
        (for-each (lambda (x)
                    (call-with-current-continuation (lambda (k) (if (= x 2) (set! again k))))
                    (set! sum (+ sum x)))
                  numbers)
        sum))
    (define times 0)
    (define sum (sum-of '(1 2 3)))
    (display sum) (newline)
    (set! times (+ times 1))
    (if (< times 3) (again #f))
    """
    assert run_text("(import (scheme base) (scheme write))" + program, tmp_path).stdout == "6\n11\n16\n"


def test_a_generator_goes_on_in_a_loop_over_a_list(tmp_path: Path) -> None:
    """The frames of the loop, with its closure, leave the stack and come back for each element."""
    before = """
    (define (make-generator items scale)
      (define return #f)
      (define (resume)
        (for-each (lambda (x)
                    (call-with-current-continuation
                     (lambda (k)
                       (set! resume (lambda () (k #f)))
                       (return (* scale x)))))
                  items)
        (return 'done))
      (lambda ()
        (call-with-current-continuation (lambda (k) (set! return k) (resume)))))
    (define (padded depth thunk) (if (= depth 0) (thunk) (let ((x (padded (- depth 1) thunk))) x)))
    (define one (make-generator '(1 2 3) 10))
    (define two (make-generator '(4 5 6) 100))
    (define (next-of g) (padded 100 g))
    """
    taken = "(let* ((a (one)) (b (next-of two)) (c (next-of one)) (d (two)) (e (one)) (f (one))) (list a b c d e f))"
    assert written(taken, tmp_path, before) == "(10 400 20 500 30 done)"


def test_a_handler_that_returns_goes_on_where_the_object_was_raised(tmp_path: Path) -> None:
    """A handler of raise-continuable may capture the continuation and return to it twice."""
    before = """
    (define again #f)
    (define count 0)
    (define (total-of items)
      (let ((total 0))
        (for-each (lambda (x) (let ((y (raise-continuable x))) (set! total (+ total y)))) items)
        total))
    """
    expression = """
    (let ((total (with-exception-handler
                  (lambda (x) (call-with-current-continuation (lambda (k) (set! again k) x)))
                  (lambda () (total-of '(1 2))))))
      (set! count (+ count 1))
      (if (< count 3) (again 100) total))
    """
    # 1 + 2, then 100 more for each time.
    assert written(expression, tmp_path, before) == "203"


# What goes out of frames -------------------------------------------------------------


def test_a_closure_that_escapes_rarely_lives_on(tmp_path: Path) -> None:
    before = """
    (define kept '())
    (define (visit n)
      (let ((f (lambda (x) (+ x n))))
        (if (= 0 (modulo n 100)) (set! kept (cons f kept)))
        (f 1)))
    (define (visit-all n) (if (> n 0) (begin (visit n) (visit-all (- n 1)))))
    (visit-all 1000)
    """
    assert (
        written("(map (lambda (f) (f 0)) kept)", tmp_path, before)
        == "(100 200 300 400 500 600 700 800 900 1000)"
    )


def test_closures_of_iterations_are_different(tmp_path: Path) -> None:
    """R7RS 4.2.4: each iteration of do binds its variables to fresh locations."""
    expression = """
    (let ((procedures '()))
      (do ((i 0 (+ i 1))) ((= i 5))
        (let ((count i))
          (set! procedures (cons (lambda () (set! count (+ count 10)) count) procedures))))
      (for-each (lambda (p) (p)) procedures)
      (map (lambda (p) (p)) procedures))
    """
    assert written(expression, tmp_path) == "(24 23 22 21 20)"


def test_what_an_error_is_about_lives_on(tmp_path: Path) -> None:
    before = """
    (define (fails x) (let ((p (cons x (* 2 x)))) (if (> (car p) 0) (p 3) (cdr p))))
    (define (irritants-of thunk)
      (call-with-current-continuation
       (lambda (k) (with-exception-handler (lambda (e) (k (error-object-irritants e))) thunk))))
    (define (overwrite n) (if (= n 0) 0 (+ 1 (overwrite (- n 1)))))
    (define irritants (irritants-of (lambda () (fails 7))))
    (overwrite 1000)
    """
    if IS_ESHKOL:
        assert written("irritants", tmp_path, before) == "((7 . 14))"


@pytest.mark.skipif(not IS_ESHKOL, reason="regions are no part of the report")
def test_a_box_outside_of_a_region_keeps_its_objects(tmp_path: Path) -> None:
    before = """
    (define (last-of n)
      (let ((last '()))
        (with-region (for-each (lambda (i) (set! last (list i (* i i)))) (iota n)) 0)
        (with-region (for-each (lambda (i) (list i i i)) (iota 1000)) 0)
        last))
    """
    assert written("(last-of 10)", tmp_path, before) == "(9 81)"


# Depth -------------------------------------------------------------------------------


def test_recursion_with_objects_in_frames_is_deep(tmp_path: Path) -> None:
    before = """
    (define (sum n)
      (let ((total 0) (pair (cons n 1)))
        (for-each (lambda (x) (set! total (+ total x))) (list n 0))
        (if (= n 0) total (+ (sum (- (car pair) (cdr pair))) total))))
    """
    assert written("(sum 1000000)", tmp_path, before) == "500000500000"


def test_tail_calls_with_objects_take_no_stack(tmp_path: Path) -> None:
    before = """
    (define (ping n pair) (if (= n 0) (car pair) (pong (- n 1) (cons (+ 1 (car pair)) n))))
    (define (pong n pair) (ping n (cons (car pair) n)))
    """
    assert written("(ping 10000000 (cons 0 0))", tmp_path, before) == "10000000"


# Allocation --------------------------------------------------------------------------

#: Each runs a million times what makes an object that does not escape.
WITHOUT_HEAP = {
    "closures passed to a library procedure": """
    (define items '(1 2 3))
    (define (sum k) (let ((s 0)) (for-each (lambda (x) (set! s (+ s (* k x)))) items) s))
    (define (repeat n total) (if (= n 0) total (repeat (- n 1) (+ total (sum n)))))
    """,
    "closures passed to a procedure of the program": """
    (define (twice f x) (+ (f x) (f (+ x 1))))
    (define (repeat n total) (if (= n 0) total (repeat (- n 1) (+ total (twice (lambda (x) (* x n)) 1)))))
    """,
    "assigned variables": """
    (define (count n) (let ((s 0)) (do ((i 0 (+ i 1))) ((= i 3)) (set! s (+ s n))) s))
    (define (repeat n total) (if (= n 0) total (repeat (- n 1) (+ total (count n)))))
    """,
    "pairs": """
    (define (minmax a b) (let ((p (if (< a b) (cons a b) (cons b a)))) (- (cdr p) (car p))))
    (define (repeat n total) (if (= n 0) total (repeat (- n 1) (+ total (minmax n 5)))))
    """,
    "records": """
    (define-record-type point (make-point x y) point? (x point-x) (y point-y))
    (define (norm p) (+ (* (point-x p) (point-x p)) (* (point-y p) (point-y p))))
    (define (repeat n total) (if (= n 0) total (repeat (- n 1) (+ total (norm (make-point n 1))))))
    """,
    "vectors": """
    (define (sum v) (+ (vector-ref v 0) (vector-ref v 1)))
    (define (repeat n total) (if (= n 0) total (repeat (- n 1) (+ total (sum (vector n 1))))))
    """,
}


@pytest.mark.skipif(not IS_ESHKOL, reason="measures the collector of Eshkol")
@pytest.mark.parametrize("name", WITHOUT_HEAP)
def test_the_heap_is_not_touched(name: str, tmp_path: Path) -> None:
    def allocated(times: int) -> int:
        program = f"{WITHOUT_HEAP[name]} (write (repeat {times} 0))"
        outcome = python(MEASURED, program, tmp_path)
        assert outcome.status == 0, outcome.stderr
        return int(outcome.stderr)

    # An object takes 16 bytes or more.
    assert allocated(1_000_000) - allocated(1000) < 100_000


# With and without ----------------------------------------------------------------------


class Programs:
    """Random programs over lists, with closures, assigned variables, pairs and escapes."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = ["a"]

    def number(self, depth: int) -> str:
        pick = self.random.choice
        if depth == 0:
            return pick([str(self.random.randrange(10)), *self.names])

        def part() -> str:
            return self.number(depth - 1)

        form = pick(["sum", "let", "set", "pair", "call", "fold", "escape", "keep", "again", "if"])
        match form:
            case "sum":
                return f"(+ {part()} (* 2 {part()}))"
            case "if":
                return f"(if (even? {part()}) {part()} {part()})"
            case "pair":
                return f"(let ((p (cons {part()} {part()}))) (set-car! p (+ 1 (car p))) (- (car p) (cdr p)))"
            case "let":
                value = part()
                return self.binding(lambda name: f"(let (({name} {value})) {part()})")
            case "set":
                value = part()
                return self.binding(
                    lambda name: (
                        f"(let (({name} {value}))"
                        f" (for-each (lambda (x) (set! {name} (+ x {part()}))) (list {part()} 2)) {name})"
                    )
                )
            case "call":
                value = part()
                return self.binding(lambda name: f"(apply-to (lambda ({name}) {part()}) {value})")
            case "fold":
                value = part()
                return self.binding(
                    lambda name: f"(total (map (lambda ({name}) {part()}) (list 1 {value} 3)))"
                )
            case "escape":
                numbers = f"(list {part()} {part()})"
                return f"(call/cc (lambda (k) (for-each (lambda (x) (if (> x 4) (k x))) {numbers}) 0))"
            case "again":
                return f"(twice (lambda () {part()}))"
            case _:
                return f"(begin (set! kept (cons (lambda () {part()}) kept)) {part()})"

    def binding(self, make: Callable[[str], str]) -> str:
        name = f"v{len(self.names)}"
        self.names.append(name)
        text = make(name)
        self.names.pop()
        return text

    def program(self) -> str:
        definitions = """
        (define kept '())
        (define (apply-to f x) (f x))
        (define (total xs) (let ((sum 0)) (for-each (lambda (x) (set! sum (+ sum x))) xs) sum))
        ;; Enters the continuation of the thunk's value once more.
        (define (twice thunk)
          (let ((again #f) (count 0))
            (let ((value (call/cc (lambda (k) (set! again k) (thunk)))))
              (set! count (+ count 1))
              (if (< count 2) (again (+ value 1)) (+ value count)))))
        """
        functions = ""
        for i in range(4):
            functions += f"(define (f{i} a) (modulo {self.number(4)} 1000003))"
        calls = " ".join(f"(f{i} {n})" for i in range(4) for n in (0, 3, 8))
        oldest = "(if (> (length kept) 20) (list-tail kept (- (length kept) 20)) kept)"
        later = f"(map (lambda (f) (modulo (f) 1000003)) {oldest})"
        return f"{definitions}{functions}(write (list {calls}))(write {later})"


@pytest.mark.skipif(not IS_ESHKOL, reason="compares two ways of compiling")
@pytest.mark.parametrize("seed", range(12))
def test_programs_mean_the_same_without_the_pass(seed: int, tmp_path: Path) -> None:
    program = Programs(seed).program()
    with_frames = python(RUNNER, program, tmp_path, "frames")
    on_heap = python(RUNNER, program, tmp_path, "heap")
    assert on_heap.status == 0, on_heap.stderr
    assert (with_frames.stdout, with_frames.status) == (on_heap.stdout, 0), with_frames.stderr
