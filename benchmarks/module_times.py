"""How long a program of many modules takes to expand: from nothing, from the cache, and after changes.

The modules are generated: each defines functions, a record type and a macro, imports the two
modules before it and uses their functions and macros, so that the first is below all others.
What is measured is the frontend up to the expanded program, in a process that has it loaded, with
a cache in a folder of its own; the elaborator that comes after it is not part of it.

    benchmarks/module_times.py                    100 modules, 10,000 lines
    benchmarks/module_times.py --modules 10 --lines 1000
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eshkol_mlir.collection import collection_paused
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.expansion_store import ExpansionStore
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.reader import load_source
from eshkol_mlir.recursion import deep_recursion

from benchmarks.harness.machine import print_machine
from benchmarks.harness.measure import Spread
from benchmarks.harness.projects import generated, project_options
from benchmarks.harness.report import time_cell

#: One group of definitions; {k} tells groups apart.
GROUP = """\
(define (step{k} [x : float64] [y : float64]) : float64
  (let* ((a (+ (* 0.5 x) y))
         (b (- (* a a) 1.0)))
    (cond ((> b 1.0) (sqrt b))
          ((< b -1.0) (- a))
          (else (square-of{m} (* 0.25 b))))))
(define (run{k} [xs : (Tensor f64 [n])]) : float64
  (for/fold ([s 0.0]) ([x xs])
    (with-default{m} (s x) (step{k} s x))))
"""
HEAD = """\
(define-module part{m}
  (import core{imports})
  (export State{m} total{m} square-of{m} with-default{m})
(define-type State{m} (Record [value : float64] [count : float64]))
(define-syntax with-default{m}
  (syntax-rules ()
    ((_ (a b) body) (let ((first a) (second b)) (if (< first second) body (total{m} first second))))))
(define (square-of{m} x) (* x x))
(define (total{m} x y) {total})
"""
#: What is added to a module for its importers to see.
INTERFACE = "(define-syntax extra (syntax-rules () ((_ x) x))) (export extra)"


def module_text(number: int, lines: int, total: str = "(+ x y)", more: str = "") -> str:
    """A module of about this many lines."""
    below = [other for other in (number - 1, number - 2) if other >= 0]
    imports = "".join(f" part{other}" for other in below)
    used = f"(+ {' '.join(f'(total{other} x y)' for other in below)} {total})" if below else total
    parts = [HEAD.replace("{imports}", imports).replace("{total}", used).replace("{m}", str(number))]
    size = parts[0].count("\n")
    while size < lines:
        parts.append(GROUP.replace("{k}", str(len(parts))).replace("{m}", str(number)))
        size += GROUP.count("\n")
    return "".join(parts) + more + ")\n"


class Project:
    """Generated modules in a folder, and a program that imports all of them."""

    def __init__(self, folder: Path, modules: int, lines: int) -> None:
        self.folder, self.count, self.lines = folder, modules, lines // modules
        self.total, self.more = "(+ x y)", ""
        for number in range(modules):
            self.write(number)
        imports = " ".join(f"part{number}" for number in range(modules))
        calls = "".join(f"(displayln (total{number} 1.0 2.0))\n" for number in range(modules))
        (folder / "main.esk").write_text(f"(import {imports})\n{calls}")

    def write(self, number: int) -> None:
        text = module_text(number, self.lines, self.total, self.more)
        (self.folder / f"part{number}.esk").write_text(text)

    def expand(self, cache: ModuleCache) -> tuple[float, int]:
        """Seconds of one expansion, and how many modules it had to expand."""
        source = load_source(self.folder / "main.esk")
        with deep_recursion(), collection_paused():
            start = perf_counter()
            store = ExpansionStore(cache)
            expand_source(source, store=store)
            return perf_counter() - start, len(store.explanations)


def measure(project: Project, cache: ModuleCache, rounds: int) -> list[tuple[str, list[float], int]]:
    """Seconds in each round, by what has happened before, and the modules expanded."""
    middle = project.count // 2

    def unseen(number: int) -> None:
        project.total = f"(+ y x {number}.0)"
        project.write(middle)

    def seen(number: int) -> None:
        project.more = INTERFACE.replace("extra", f"extra{number}")
        project.write(middle)

    cases: list[tuple[str, Callable[[int], None]]] = [
        ("nothing is in the cache", lambda _: cache.clear()),
        ("nothing has changed", lambda _: None),
        ("the body of one module has changed", unseen),
        ("the interface of one module has changed", seen),
    ]
    found: list[tuple[str, list[float], int]] = [(name, [], 0) for name, _ in cases]
    for number in range(rounds + 1):
        for position, (_, prepare) in enumerate(cases):
            prepare(number)
            seconds, expanded = project.expand(cache)
            name, times, _ = found[position]
            found[position] = (name, times + [seconds] * (number > 0), expanded)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit status."""
    options = project_options("Measure the expansion of a program of many modules.", arguments)
    print_machine()
    with generated(Project, options) as (project, cache):
        print("| before | modules expanded | time |\n| --- | --: | --: |")
        for name, times, expanded in measure(project, ModuleCache(cache), options.repeat):
            print(f"| {name} | {expanded} | {time_cell(Spread.of(times))} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
