"""How long a large program of typed and untyped modules takes to check, and to make an executable of.

The modules are generated.  Half of the procedures have declared types, half have none; each module has a record
type and a macro, imports the two modules before it, and calls what they export, so that all code is used.
What is measured are whole processes, of ``eshkol check`` and ``eshkol-compile --emit=exe``, with a cache in a
folder of its own, which has the library before: their time, and of that what they spend in their own code, which says
more where others use the machine.

    benchmarks/check_times.py                    100 modules, 10,000 lines
    benchmarks/check_times.py --modules 10 --lines 1000 --repeat 1
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.harness.machine import print_machine
from benchmarks.harness.measure import Spread
from benchmarks.harness.projects import generated, project_options
from benchmarks.harness.report import time_cell

#: {m} is the number of the module, {k} that of the group in it, {below} what calls the group before.
TYPED = """\
(define (step{k} [x : float64] [y : float64]) : float64
  (let* ((a (+ (* 0.5 x) y))
         (b (- (* a a) 1.0)))
    (cond ((> b 1.0) (sqrt b))
          ((< b -1.0) (- a))
          (else (+ b {below})))))
(: label{k} (-> string integer string))
(define (label{k} s n)
  (if (= n 0) s (string-append s (label{k} s (- n 1)))))
"""
UNTYPED = """\
(define (step{k} x y)
  (let loop ((rest (list x y)) (count 0) (seen '()))
    (cond ((null? rest) (+ count {below}))
          ((memv (car rest) seen) (loop (cdr rest) (+ count 1) seen))
          (else (loop (cdr rest) count (cons (car rest) seen))))))
(define (label{k} s n)
  (with-default{m} ((string-length s) n)
    (apply string-append (map (lambda (part) (string-append part s)) (list s "{k}")))))
"""
HEAD = """\
(define-module part{m}
  (import core{imports})
  (export total{m} name{m} with-default{m} state{m}-value make-state{m})
(define-record-type state{m} (make-state{m} value count) state{m}?
  (value state{m}-value)
  (count state{m}-count))
(define-syntax with-default{m}
  (syntax-rules ()
    ((_ (a b) body) (let ((first a) (second b)) (if (< first second) body "")))))
(define (step x y) {offset})
(define (label s n) s)
"""
TAIL = """\
(define (total{m} x y)
  (+ {used} (state{m}-value (make-state{m} (+ {steps}) 1))))
(define (name{m} n) (label{last} "m{m}" n)))
"""


class Project:
    """Generated modules in a folder, and a program that imports all of them."""

    def __init__(self, folder: Path, modules: int, lines: int) -> None:
        self.folder, self.count, self.lines = folder, modules, lines // modules
        for number in range(modules):
            self.write(number)
        imports = " ".join(f"part{number}" for number in range(modules))
        calls = "".join(f"(display (name{number} 1))\n" for number in range(modules))
        last = modules - 1
        self.program = folder / "main.esk"
        self.program.write_text(f"(import {imports})\n{calls}(display (total{last} 1.0 2.0))\n")

    def write(self, number: int, offset: str = "0.0") -> None:
        """A module of about as many lines as each, in which one line says this."""
        below = [other for other in (number - 1, number - 2) if other >= 0]
        imports = "".join(f" part{other}" for other in below)
        parts = [HEAD.replace("{imports}", imports).replace("{offset}", offset)]
        size, group = parts[0].count("\n"), 0
        while size < self.lines - TAIL.count("\n") or not group:
            group += 1
            earlier = f"(step{group - 1 if group > 1 else ''} x y)"
            written = (TYPED if group % 2 else UNTYPED).replace("{k}", str(group)).replace("{below}", earlier)
            parts.append(written)
            size += written.count("\n")
        used = " ".join(f"(total{other} x y)" for other in below) or "0.0"
        steps = " ".join(f"(step{k} x y)" for k in range(1, group + 1))
        parts.append(TAIL.replace("{used}", used).replace("{steps}", steps).replace("{last}", str(group)))
        (self.folder / f"part{number}.esk").write_text("".join(parts).replace("{m}", str(number)))


def measure(project: Project, cache: Path, rounds: int) -> list[tuple[str, list[float], list[float]]]:
    """Seconds of each round, and those in the user's code, by what is done."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    # As an installed package, which has bytecode; that of an editable one is not written into its folders.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(cache.with_name("bytecode"))
    scripts = Path(sys.executable).parent
    check = [str(scripts / "eshkol"), "check", str(project.program)]
    executable = [str(scripts / "eshkol-compile"), "--emit=exe", str(project.program), "-o"]
    executable.append(str(project.folder / "main"))
    # The library, which is compiled once for an installation.
    warm = project.folder / "warm.esk"
    warm.write_text('(display (string-append "a" "b"))\n')
    subprocess.run([*executable[:2], str(warm), "-o", str(warm.with_suffix(""))], env=environment, check=True)
    subprocess.run([*check[:2], str(warm)], env=environment, check=True, stdout=subprocess.DEVNULL)
    kept = cache.with_name("kept")
    shutil.copytree(cache, kept)

    def forget(_: int) -> None:
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)

    def change(number: int) -> None:
        project.write(project.count // 2, f"{number + 1}.0")

    cases: list[tuple[str, Callable[[int], None], list[str]]] = [
        ("check, nothing in the cache", forget, check),
        ("check, nothing has changed", lambda _: None, check),
        ("check, one line has changed", change, check),
        ("executable, nothing in the cache", forget, executable),
    ]
    found: list[tuple[str, list[float], list[float]]] = [(name, [], []) for name, _, _ in cases]
    for number in range(rounds):
        for (_, prepare, command), (_, times, user_times) in zip(cases, found, strict=True):
            prepare(number)
            start, user_start = perf_counter(), _user_time()
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
            times.append(perf_counter() - start)
            user_times.append(_user_time() - user_start)
    return found


def _user_time() -> float:
    """Seconds that finished processes have spent in their own code."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit status."""
    options = project_options("Measure checking and compiling a program of many modules.", arguments)
    print_machine()
    with generated(Project, options) as (project, cache):
        print("| | time | in the user's code |\n| --- | --: | --: |")
        for name, times, user_times in measure(project, cache / "cache", options.repeat):
            print(f"| {name} | {time_cell(Spread.of(times))} | {time_cell(Spread.of(user_times))} |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nMost memory that a process had: {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
