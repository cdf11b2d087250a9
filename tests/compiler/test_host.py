"""Programs of the host tier: which they are, what they become, and how wrong ones are told."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from eshkol_mlir.cli.compile import main as compile_main
from eshkol_mlir.cli.eshkol import main
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.compiler.host import HostProgram
from eshkol_mlir.compiler.host_library import host_library
from eshkol_mlir.compiler.tiers import is_host_program
from eshkol_mlir.diagnostics import Source


def program(text: str) -> HostProgram:
    compiler = Compiler(Source("p.esk", text))
    return HostProgram(compiler, compiler.program())


@pytest.mark.parametrize(
    ("text", "on_host"),
    [
        ("(display (+ 1 2))", True),
        ("(define (fact n) (if (= n 0) 1 (* n (fact (- n 1))))) (display (fact 25))", True),
        ('(display (string-append "a" "b"))', True),
        ("(define (f x : float64) (* 2 x)) (display (f 1.0))", False),
        ("(display (matmul [[1.0 2.0]] [[3.0] [4.0]]))", False),
        ("(display (sum (zeros [3])))", False),
        ("(display (exp (ones 2)))", False),
        ("(display (softmax (zeros 3)))", False),
        ("(display (vector-add (vector 1 2) (vector 3 4)))", False),
        ("(define t (make-tensor (list 2) 0.0)) (tensor-set! t 0 1.0)", True),
        # What only the host has decides, whatever else there is.
        ('(define (f x : float64) (* 2 x)) (display (string-append "a" "b"))', True),
        # Device code has no recursion but loops.
        ("(define (f [n : integer]) : integer (if (= n 0) 1 (* n (f (- n 1))))) (display (f 5))", True),
        (
            "(define (f [n : integer] [m : integer]) : integer (if (= n 0) m (f (- n 1) (* n m)))) (display (f 5 1))",
            False,
        ),
        ("(define (f [n : integer]) (if (= n 0) (zeros 3) (* 2 (f (- n 1))))) (display (f 5))", False),
        # Device code prints at the top level, after what it computes.
        ("(define (f [x : float64]) (display x) (* x x)) (f 3.0)", True),
        ("(when (> (sum (zeros [3])) 0.0) (newline))", True),
        ("(map display (list (zeros 3)))", True),
        ("(display (zeros 3)) (newline) (print (zeros 3))", False),
        # A name of the language that the program defines itself says nothing.
        ("(define (matmul a b) (* a b)) (display (matmul 2 3))", True),
    ],
)
def test_placement(text: str, on_host: bool) -> None:
    assert is_host_program(expand_source(Source("p.esk", text))) is on_host


TEXT = """
(define (count-down n) (if (> n 0) (count-down (- n 1)) 'done))
(define (compose2 f g) (lambda (x) (f (g x))))
(write (map (compose2 car cdr) '((1 2) (3 "four"))))
"""


@pytest.mark.parametrize("stage", ["eshkol", "llvm", "asm", "obj"])
def test_the_same_bytes_each_time(stage: str) -> None:
    assert program(TEXT).emit(stage) == program(TEXT).emit(stage)


def test_loops_are_loops() -> None:
    """No call is left of a loop in tail position."""
    text = program("(define (f n) (let loop ((i 0)) (if (< i n) (loop (+ i 1)) i))) (display (f 10))").emit(
        "llvm"
    )
    code = [line for line in text.splitlines() if not line.startswith(b"!")]  # metadata names it
    assert not any(b"/loop" in line for line in code)
    assert b"eshkol_make_closure" not in text


def test_few_parts_need_no_list() -> None:
    text = program("(define (pair a b) (vector a b)) (display (pair 1 2))").mlir()
    assert "@eshkol_internal_vector_of" in text
    assert "@eshkol_cons" not in text
    text = program("(define (six a) (vector a a a a a a)) (display (six 1))").mlir()
    assert "@eshkol_vector" in text
    assert text.count("@eshkol_cons") == 6


def test_received_values_are_variables() -> None:
    """Of two values no list is made, and nothing is called to take them apart."""
    text = program(
        "(define (swap a b) (values b a))\n"
        "(define (difference a b) (call-with-values (lambda () (swap a b)) (lambda (x y) (- x y))))\n"
        "(display (difference 1 2))"
    ).mlir()
    assert "@eshkol_internal_values_of" in text
    assert "@eshkol_check_value_count" in text
    assert "call-with-values" not in text


def test_small_objects_are_allocated_in_place() -> None:
    text = program("(define (f a b) (cons a (lambda () b))) (write (f 1 2))").emit("llvm")
    assert b"eshkol_free_objects" in text
    assert b"call i64 @eshkol_cons" not in text
    assert b"call i64 @eshkol_make_closure" not in text


def test_the_host_is_told_of_in_device_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "device.esk"
    file.write_text('(define (f x : float64) : float64 (string-length "abc"))\n')
    assert compile_main([str(file), "-o", str(tmp_path / "out.vmfb")]) == 1
    message = capsys.readouterr().err
    assert "string-length is not supported in device code" in message
    assert "it runs on the host" in message


def test_status_of_programs(tmp_path: Path) -> None:
    file = tmp_path / "status.esk"
    for text, status in [
        ("(exit 7)", 7),
        ("(exit #f)", 1),
        ("(exit)", 0),
        ("(car 1)", 70),
        ("(display 1)", 0),
    ]:
        file.write_text(text)
        assert main(["run", str(file)]) == status


def test_check_finds_errors_of_host_programs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "wrong.scm"
    file.write_text("(define (f) (string-append (undefined-name) 1))")
    assert main(["check", str(file)]) == 1
    assert "`undefined-name` is not defined" in capsys.readouterr().err


def test_object_files_link_with_the_runtime(tmp_path: Path) -> None:
    file = tmp_path / "p.scm"
    file.write_text("(display (* 6 7))")
    assert compile_main(["--emit=obj", str(file)]) == 0
    symbols = subprocess.run(["nm", tmp_path / "p.o"], capture_output=True, text=True, check=True).stdout
    assert "T eshkol_unit_program" in symbols


def test_without_a_linker(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "p.scm"
    file.write_text("(display 1)")
    assert compile_main(["--emit=exe", str(file), "-o", str(tmp_path / "p")]) == 1
    assert "needs the system's linker" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_no_procedure_of_the_library_gets_arguments_on_the_stack() -> None:
    """A unit with such a procedure says so when it starts, and continuations are not split any more."""
    wide = "(define (f a b c d e f g) (if (= a 0) (f g f e d c b a) g)) (display (f 1 2 3 4 5 6 7))"
    assert b"eshkol_has_stack_arguments" in program(wide).emit("obj")
    assert b"eshkol_has_stack_arguments" not in host_library().code


#: More arithmetic than is inlined everywhere.
MUCH = "".join(f"(define (f{k} a b) (- (- (- a b) (- b a)) (- (- a 1) (- b 2))))\n" for k in range(80)) + (
    f"(write (list {' '.join(f'(f{k} 1 2)' for k in range(80))}))\n"
)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        # What a loop does after its last round is not repeated.
        ("(define (f n) (let loop ((i 0) (s 0)) (if (< i n) (loop (+ i 1) (+ s i)) (* s n))))", True),
        ("(define (f n) (let loop ((i 0) (s 0)) (if (< i n) (loop (+ i 1) (+ s (* i n))) s)))", False),
        # The calls of other recursions have as many ends as rounds.
        ("(define (f n) (if (< n 2) (* n n) (+ (f (- n 1)) (f (- n 2)))))", False),
    ],
)
def test_large_programs_inline_what_is_repeated(text: str, called: bool) -> None:
    code = program(f"{text}\n{MUCH}(write (f 10))").emit("llvm").decode()
    assert re.search(r"call [^\n]*@eshkol_subtract\(", code)
    assert not re.search(r"call [^\n]*@eshkol_add\(", code)
    assert bool(re.search(r"call [^\n]*@eshkol_multiply\(", code)) is called
