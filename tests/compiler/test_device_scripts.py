"""Executables of programs without declared types: what they print is what `eshkol run` prints, and closed forms."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from eshkol_mlir.cli.compile import main as compile_main
from eshkol_mlir.cli.eshkol import main


def executable(text: str, folder: Path) -> Path:
    program = folder / "p.esk"
    program.write_text(text, encoding="utf-8")
    assert compile_main([str(program), "--emit=exe", "-o", str(folder / "p")]) == 0
    return folder / "p"


def started(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program, *arguments], capture_output=True, text=True, env={"PATH": ""}, timeout=60)


def printed(text: str, folder: Path, *arguments: str) -> str:
    done = started(executable(text, folder), *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def interpreted(text: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> str:
    (folder / "r.esk").write_text(text, encoding="utf-8")
    capfd.readouterr()
    assert main(["run", str(folder / "r.esk")]) == 0
    return capfd.readouterr().out


#: Programs that are device code as a whole.
SCRIPTS = {
    # Sums of squares and their slopes; matrices, records, texts, lists, numbers of all kinds.
    """(define x (vector 1.0 2.0 3.0))
(define (loss w) (sum (* w w)))
(display ((grad loss) x)) (newline)
(displayln (matmul (reshape x [1 3]) (reshape x [3 1])))
(displayln "text") (write "te\\"xt") (newline)
(displayln (> (loss x) 13.0))
(displayln (complex 1.0 2.0))
(write [[1.0 2.0] [3.0 4.0]]) (newline)
(displayln (list 1 2.5 [1.0 2.0]))
(displayln (values 1 2.0))
""": """[2.0 4.0 6.0]
[[14.0]]
text
"te\\"xt"
#t
1.0+2.0i
#tensor(shape: (2 2), dtype: f64, data: ((1.0 2.0) (3.0 4.0)))
(1 2.5 [1.0 2.0])
1
2.0
""",
    """(define-type (Pair a b) (Record [first : a] [second : b]))
(define-type Point (Record [x : float64] [y : float64]))
(define (norm [p : Point]) : float64 (sqrt (+ (* p.x p.x) (* p.y p.y))))
(displayln (norm (make-Point 3.0 4.0)))
(displayln (make-Point 3.0 4.0))
(displayln (make-Pair 1.0 [1.0 2.0]))
(displayln (let loop ([i 0] [w [1.0 2.0]]) (if (< i 3) (loop (+ i 1) (* 2.0 w)) w)))
""": """5.0
#<Point [x 3.0] [y 4.0]>
#<Pair [first 1.0] [second [1.0 2.0]]>
[8.0 16.0]
""",
}


@pytest.mark.parametrize("text", SCRIPTS)
def test_scripts_of_device_code(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(text, tmp_path) == SCRIPTS[text] == interpreted(text, tmp_path, capfd)


def test_a_failed_assertion_is_an_error_of_the_executable(tmp_path: Path) -> None:
    text = """(define (first-of [x : (Tensor f64 [n])] [k : int64]) : float64
  (assert (< k 1) "only the first") (tensor-ref x k))
(displayln (first-of [7.0 8.0] (argmax [9.0 1.0])))
(displayln (first-of [7.0 8.0] (argmax [1.0 9.0])))
"""
    done = started(executable(text, tmp_path))
    assert (done.stdout, done.returncode) == ("7.0\n", 70)
    assert "only the first" in done.stderr


def test_what_nothing_calls_must_be_right(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "p.esk"
    program.write_text(
        "(define (wrong [x : (Tensor f64 [2])]) (matmul x (ones [3 3] f64)))\n(displayln (ones [2] f64))\n"
    )
    assert compile_main([str(program), "--emit=exe"]) == 1
    assert "p.esk:1:40: error[" in capfd.readouterr().err


#: Programs of the host, in which what device functions are called with follows from the text.
HOST_PROGRAMS = {
    # d(x^3) = 3x^2, d(x^2) = 2x; sin' = cos; exact numbers stay exact.
    """(define (cube x) (* x x x))
(display (string-append "slope " (number->string ((grad cube) 2.0)))) (newline)
(display (map (grad cube) '(1.0 2.0 3.0))) (newline)
(display ((derivative cube) 2)) (newline)
(for-each (lambda (x) (display ((derivative sin) x)) (newline)) (list 0.0))
(define a (if (null? (cdr (command-line))) 3.0 (string->number (cadr (command-line)))))
(display ((grad (lambda (x) (* a x x))) a)) (newline)
""": "slope 12.0\n(3.0 12.0 27.0)\n12\n1.0\n18.0\n",
    # Least squares without noise, whose gradient is zero at the solution, w = (1 2).
    """(define (train x y rounds)
  (define (loss w) (mean (square (- (matmul x w) y))))
  (define step (jit (value-and-grad loss)))
  (let loop ([i 0] [w [1.0 2.0]])
    (let-values ([(value slope) (step w)])
      (display (list "round" i value)) (newline)
      (if (= i rounds) w (loop (+ i 1) (- w (* 0.02 slope)))))))
(display (train [[1.0 2.0] [3.0 4.0] [5.0 7.0]] [5.0 11.0 19.0] 1))
""": "(round 0 0.0)\n(round 1 0.0)\n[1.0 2.0]",
    # One function for several sizes: softmax of equal numbers.
    """(define (show v) (display (string-append "of " (number->string (vector-length v)) ": "))
  (display (softmax v)) (newline))
(show [1.0 1.0])
(show [2.0 2.0 2.0 2.0])
(display ((vmap (lambda (row) (sum (* row row)))) [[1.0 2.0] [3.0 4.0]])) (newline)
(display ((hessian (lambda (v) (sum (* v v v)))) [1.0 2.0])) (newline)
""": "of 2: [0.5 0.5]\nof 4: [0.25 0.25 0.25 0.25]\n[5.0 25.0]\n[[6.0 0.0]\n [0.0 12.0]]\n",
}


@pytest.mark.parametrize("text", HOST_PROGRAMS)
def test_types_that_follow_from_the_program(text: str, tmp_path: Path) -> None:
    assert printed(text, tmp_path) == HOST_PROGRAMS[text]


def test_arguments_of_other_types_are_conditions(tmp_path: Path) -> None:
    """What the text does not tell may differ when the program runs."""
    text = """(define a (if (null? (cdr (command-line))) 3.0 (read (open-input-string (cadr (command-line))))))
(display ((grad (lambda (x) (* x x))) a)) (newline)
"""
    program = executable(text, tmp_path)
    assert started(program).stdout == "6.0\n"
    assert started(program, "-2").stdout == "-4.0\n"
    wrong = started(program, '"text"')
    assert (wrong.stdout, wrong.returncode) == ("", 70)
    assert 'grad: the argument 1 must be a real number (f64), but is "text"' in wrong.stderr


def test_integers_of_other_values_are_conditions(tmp_path: Path) -> None:
    text = """(define n (if (null? (cdr (command-line))) 3 (string->number (cadr (command-line)))))
(define (power x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))
(display ((grad (lambda (x) (power x n))) 2.0)) (newline)
"""
    program = executable(text, tmp_path)
    assert started(program).stdout == "12.0\n"
    wrong = started(program, "4")
    assert (wrong.stdout, wrong.returncode) == ("", 70)
    assert "an integer that was not known when the executable was made" in wrong.stderr
