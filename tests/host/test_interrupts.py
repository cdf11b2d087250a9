"""Ctrl-C: a condition that is raised wherever the program is."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from host_support import ESHKOL, ESHKOL_COMPILE, SELECTED, execute

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="runs both of Eshkol's own ways")

#: Seconds from the signal to the end of the process.
TIME_LIMIT = 20

#: The status of a program that an interrupt ended.
INTERRUPTED = 130

READY = '(display "ready") (newline) (flush-output-port (current-output-port))\n'
REPORT = "((error-object? e) (display (error-object-message e)) (newline))"

SPIN = "(define (spin n) (spin (+ n 1)))\n"
#: Programs that would not end, by what they spend their time with.
ENDLESS = {
    "compiled code": SPIN + READY + "(spin 0)",
    "library procedures": READY + "(let loop () (list-sort < (map abs (iota 1000))) (loop))",
    "calls that are not tail calls": "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n"
    + READY
    + "(fib 80)",
    "allocation": READY + "(let loop ((l '())) (loop (if (> (length l) 1000) '() (cons (vector 1 2) l))))",
    "collections": READY + "(let loop ((v #f)) (loop (make-vector 100000 v)))",
    "integers of many digits": READY
    + "(define n (expt 7 30000)) (let loop ((m n)) (loop (quotient (* m n) n)))",
    "output": '(define null (open-output-file "/dev/null"))\n'
    + READY
    + '(let loop () (write "text" null) (flush-output-port null) (loop))',
    "regions": READY + "(let loop () (with-region (length (iota 100))) (loop))",
    "a blocking read": READY + "(read-line)",
    "device code": "(define (halve x) (if (< x 2.0) (halve (+ (* 0.5 x) 0.25)) x))\n"
    + "(define f (jit halve))\n"
    + READY
    + "(f 1.0)",
    "device code that allocates and calls libraries": "(define (grow x) (if (< (sum x) 1e18) (grow (tanh (+ x 1))) x))\n"
    + "(define f (jit grow))\n"
    + READY
    + "(f [1.0 2.0 3.0])",
    "handlers": READY + '(let loop () (guard (e ((string? e) e)) (raise "text")) (loop))',
}


class Program:
    """A program that has printed that it is ready."""

    def __init__(self, text: str, folder: Path, way: str) -> None:
        path = folder / "program.scm"
        path.write_text(text, encoding="utf-8")
        command = [*ESHKOL, "run", str(path)]
        if way == "exe":
            command = [str(folder / "program")]
            compiled = execute([*ESHKOL_COMPILE, str(path), "--emit=exe", "-o", *command], folder, "", None)
            assert compiled.status == 0, compiled.stderr
        pipe = subprocess.PIPE
        # Its input stays open, so that reading blocks.
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n", self.process.communicate()

    def interrupt(self) -> None:
        # What comes after the line begins.
        time.sleep(0.2)
        os.kill(self.process.pid, signal.SIGINT)

    def expect(self, line: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == line + "\n"

    def end(self) -> tuple[int, str, str]:
        try:
            # `communicate` would close its input first.
            self.process.wait(TIME_LIMIT)
        finally:
            self.process.kill()
        stdout, stderr = self.process.communicate()
        return self.process.returncode, stdout, stderr


@pytest.fixture(params=["run", "exe"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("kind", ENDLESS)
def test_it_ends_a_program(kind: str, way: str, tmp_path: Path) -> None:
    program = Program(ENDLESS[kind], tmp_path, way)
    program.interrupt()
    status, stdout, stderr = program.end()
    assert status == INTERRUPTED, stderr
    assert stdout == ""
    assert stderr.startswith("interrupted\n")


def test_it_says_where(way: str, tmp_path: Path) -> None:
    text = SPIN + "(define (caller) (list (spin 0)))\n" + READY + "(display (caller))"
    program = Program(text, tmp_path, way)
    program.interrupt()
    status, _, stderr = program.end()
    assert status == INTERRUPTED
    lines = stderr.splitlines()
    assert lines[0] == "interrupted"
    assert any("program.scm:2:24 (in caller)" in line for line in lines[1:])
    assert lines[-1].endswith("program.scm:4:10")


def test_it_releases_what_device_code_has(tmp_path: Path) -> None:
    """A tensor of 64 MB that the code goes round with."""
    text = (
        "(define (grow [x : (Tensor f64 [n])]) (if (< (sum x) 1e18) (grow (+ 1.0 (tanh x))) x))\n"
        + '(define (resident) (with-input-from-file "/proc/self/statm" (lambda () (read) (read))))\n'
        + "(define x (zeros '(8000000)))\n"
        + "(define before (resident))\n"
        + READY
        + f"(guard (e {REPORT}) (grow x))"
        + "(write (quotient (* 4096 (- (resident) before)) 32000000)) (newline)"
    )
    program = Program(text, tmp_path, "exe")
    program.interrupt()
    program.expect("interrupted")
    program.expect("0")
    assert program.end() == (0, "", "")


@pytest.mark.parametrize("body", ["(spin 0)", "(read-line)"])
def test_it_can_be_handled(body: str, way: str, tmp_path: Path) -> None:
    text = (
        SPIN
        + READY
        + f"(guard (e {REPORT})"
        + f' (dynamic-wind (lambda () #f) (lambda () {body}) (lambda () (display "after") (newline))))'
        + '(display "goes on") (newline) (flush-output-port (current-output-port)) (spin 0)'
    )
    program = Program(text, tmp_path, way)
    program.interrupt()
    for line in ("after", "interrupted", "goes on"):
        program.expect(line)
    program.interrupt()
    status, stdout, stderr = program.end()
    assert (status, stdout) == (INTERRUPTED, "")
    assert stderr.startswith("interrupted\n")


def test_winders_run_if_nobody_handles_it(way: str, tmp_path: Path) -> None:
    text = SPIN + f'(dynamic-wind (lambda () #f) (lambda () {READY} (spin 0)) (lambda () (display "after")))'
    program = Program(text, tmp_path, way)
    program.interrupt()
    assert program.end()[:2] == (INTERRUPTED, "after")


def test_handlers_that_return_do_not_resume(way: str, tmp_path: Path) -> None:
    program = Program(
        SPIN + READY + "(with-exception-handler (lambda (e) 'back) (lambda () (spin 0)))", tmp_path, way
    )
    program.interrupt()
    status, _, stderr = program.end()
    assert status == 70
    assert stderr.startswith("error: raise: the exception handler returned")


def test_a_second_one_ends_the_process_while_the_runtime_is_busy(way: str, tmp_path: Path) -> None:
    """One operation on numbers so large that it takes minutes: nothing can be raised inside of it."""
    program = Program(READY + "(define n (expt 7 200000000))", tmp_path, way)
    program.interrupt()
    with pytest.raises(subprocess.TimeoutExpired):
        program.process.wait(0.5)
    program.interrupt()
    status, _, stderr = program.end()
    assert (status, stderr) == (INTERRUPTED, "interrupted\n")


def test_it_stays_ignored_where_it_was(way: str, tmp_path: Path) -> None:
    """As for what a shell runs in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        program = Program(READY + "(read-line) (display 'done)", tmp_path, way)
    finally:
        signal.signal(signal.SIGINT, before)
    program.interrupt()
    assert program.process.stdin is not None
    program.process.stdin.write("line\n")
    program.process.stdin.flush()
    assert program.end()[:2] == (0, "done")
