"""Long programs become several object files, which are made side by side and do what one would."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest
from eshkol_mlir.compiler import host
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.host_code import generate_objects
from eshkol_mlir.diagnostics import Source
from host_support import SELECTED, execute

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="only Eshkol's own tools make these")

#: So few instructions that each program has as many parts as there can be.
SHORT = 20

PROGRAMS = ("dynamic-state", "exceptions", "mutual-recursion", "records-library", "reentry", "small-lisp")

TEXT = """\
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define count 0)
(define (even-length? l) (if (null? l) #t (odd-length? (cdr l))))
(define (odd-length? l) (if (null? l) #f (even-length? (cdr l))))
(define (add! p n) (set! count (+ count 1)) (set-point-x! p (+ n (point-x p))) p)
(define (sum f l) (let loop ((l l) (s 0)) (if (null? l) s (loop (cdr l) (+ s (f (car l)))))))
(define (adder n) (lambda (p) (point-x (add! p n))))
(define (first-of p) (car (point-y p)))
(define (both p q) (list (first-of p) (first-of q)))
(define points (list (make-point 1 '(a)) (make-point 2 '(b)) (make-point 3 5)))
(write (list (even-length? points) (sum (adder 10) points) count
             (call/cc (lambda (k) (sum (lambda (p) (if (= (point-x p) 12) (k 'left) 1)) points)))))
(newline)
(display (both (car points) (make-point 1 2)))
"""
LINES = [
    "error: car: argument 1 must be a pair, but is 2",
    "  at p.scm:8:22 (in first-of)",
    "  at p.scm:9:39 (in both)",
    "  at p.scm:14:10",
]

#: Runs a program in this process, in parts.
RUN = f"""
import sys
from functools import partial
from pathlib import Path
from eshkol_mlir.compiler import host
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.diagnostics import Source

host.generate_objects = partial(host.generate_objects, part_length={SHORT})
compiler = Compiler(Source("p.scm", Path("p.scm").read_text()))
sys.exit(host.HostProgram(compiler, compiler.program()).run(["p"]))
"""


def program(text: str, name: str = "p.scm") -> host.HostProgram:
    compiler = Compiler(Source(name, text))
    return host.HostProgram(compiler, compiler.program())


def objects(text: str, part_length: int = SHORT) -> list[bytes]:
    return generate_objects(program(text).mlir(), host.PROGRAM, native=False, part_length=part_length)


@pytest.fixture
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "generate_objects", partial(generate_objects, part_length=SHORT))


def write_executable(text: str, name: str, output: Path) -> None:
    output.write_bytes(program(text, name).emit("exe"))
    output.chmod(0o755)


@pytest.mark.usefixtures("_short_parts")
@pytest.mark.parametrize("name", PROGRAMS)
def test_executables_of_parts_print_the_same(name: str, tmp_path: Path) -> None:
    source = Path(__file__).parent / "programs" / f"{name}.scm"
    write_executable(source.read_text(encoding="utf-8"), str(source), tmp_path / "p")
    done = execute([str(tmp_path / "p")], tmp_path, "", None)
    assert done.stdout == source.with_suffix(".txt").read_text(encoding="utf-8")
    assert (done.status, done.stderr) == (0, "")


@pytest.mark.usefixtures("_short_parts")
def test_places_in_executables_of_parts(tmp_path: Path) -> None:
    write_executable(TEXT, "p.scm", tmp_path / "p")
    done = execute([str(tmp_path / "p")], tmp_path, "", None)
    assert (done.stdout, done.status) == ("(#f 36 3 left)\n", 70)
    assert done.stderr.splitlines() == LINES


def test_parts_are_linked_into_this_process(tmp_path: Path) -> None:
    (tmp_path / "p.scm").write_text(TEXT)
    done = execute([sys.executable, "-c", RUN], tmp_path, "", None)
    assert (done.stdout, done.status) == ("(#f 36 3 left)\n", 70)
    assert done.stderr.splitlines() == LINES


@pytest.mark.usefixtures("_short_parts")
def test_object_files_for_linkers_have_all_parts(tmp_path: Path) -> None:
    assert b"even-length?" in program(TEXT).emit("obj")


def test_short_programs_are_one_part() -> None:
    assert len(objects(TEXT, 1_000_000)) == 1
    assert len(objects(TEXT)) > 4


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="not all systems choose processors")
def test_the_same_bytes_with_one_processor_and_with_all() -> None:
    everywhere = os.sched_getaffinity(0)
    parts = objects(TEXT)
    try:
        os.sched_setaffinity(0, {min(everywhere)})
        assert objects(TEXT) == parts
    finally:
        os.sched_setaffinity(0, everywhere)
