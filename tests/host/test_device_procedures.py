"""Procedures that are values of the running program, given to device code (expected values: closed forms)."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from host_support import SELECTED
from test_device_calls import lines, printed, run, show

pytestmark = pytest.mark.skipif(SELECTED not in ("run", "exe"), reason="other Schemes have no device code")
#: Executables do not say why nothing was foreseen.
only_compiled_while_running = pytest.mark.skipif(SELECTED != "run", reason="nobody foresees such calls")

SLOPE = "(define (slope f x) ((grad f) x))\n"


def numbers(text: str, folder: Path) -> list[float]:
    return [float(number) for number in lines(text, folder)]


# Closures --------------------------------------------------------------------------------------------


def test_what_closures_capture_is_an_argument(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (make-loss k) (lambda (x) (* k x x)))
        (define (make-power n) (lambda (x) (expt x n)))
        (define losses (map make-loss '(1.0 2.0 3.0)))
    """
        + show(
            "((grad (make-loss 3.0)) 2.0)",
            "(slope (make-loss 5.0) 2.0)",
            "(slope (make-power 3) 2.0)",
            "(slope (cadr losses) 1.5)",
            "(let ([h (make-loss 0.5)]) ((grad h) 4.0))",
            "(grad (make-loss 3.0) 2.0)",
            "(call-with-values (lambda () ((jit (value-and-grad (make-loss 1.0))) 3.0)) list)",
        )
    )
    found = lines(program, tmp_path)
    np.testing.assert_allclose(found[:-1], [12.0, 20.0, 12.0, 6.0, 4.0, 12.0], rtol=1e-12)
    assert found[-1] == [9.0, 6.0]


@pytest.mark.parametrize("seed", range(3))
def test_closures_over_tensors(seed: int, tmp_path: Path) -> None:
    """The gradient of sum(a * x^2 + b * x) over x is 2 a x + b, whatever a and b the closure has."""
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 6))
    a, b, x = random.normal(size=(3, count)).round(3)

    def tensor(values: np.ndarray) -> str:
        return f"(tensor<f64> '({count}) '({' '.join(map(str, values))}))"

    program = (
        SLOPE
        + f"""
        (define (make-loss a b) (lambda (x) (sum (+ (* a x x) (* b x)))))
        (define loss (make-loss {tensor(a)} {tensor(b)}))
        (write (tensor->list (slope loss {tensor(x)})))
    """
    )
    (found,) = lines(program, tmp_path)
    np.testing.assert_allclose(found, 2 * a * x + b, rtol=1e-12)


def test_closures_that_capture_closures(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (scaled k f) (lambda (x) (* k (f x))))
        (define (square-of x) (* x x))
        (define (shifted by f) (let ([inner (lambda (x) (f (+ x by)))]) (lambda (x) (inner x))))
    """
        + show(
            "(slope (scaled 3.0 (scaled 2.0 square-of)) 5.0)",
            "(slope (scaled 2.0 sin) 0.0)",
            "(slope (shifted 1.0 (scaled 2.0 (lambda (x) (* x x x)))) 1.0)",
            "(slope (scaled 2.0 (grad square-of)) 7.0)",
        )
    )
    np.testing.assert_allclose(numbers(program, tmp_path), [60.0, 2.0, 24.0, 4.0], rtol=1e-12)


def test_variables_have_the_values_of_the_time_of_the_call(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define rate 2.0)
        (define (by-rate x) (* rate x x))
        (define (counter)
          (let ([k 1.0])
            (cons (lambda (x) (* k x)) (lambda () (set! k (+ k 1.0))))))
        (define pair (counter))
        (define (call-later f) (lambda (x) (f x)))
    """
        + show(
            "(slope by-rate 1.0)",
            "(begin (set! rate 5.0) (slope by-rate 1.0))",
            "(slope (call-later by-rate) 1.0)",
            "(slope (car pair) 9.0)",
            "(begin ((cdr pair)) ((cdr pair)) (slope (car pair) 9.0))",
        )
    )
    assert numbers(program, tmp_path) == [4.0, 10.0, 10.0, 1.0, 3.0]


def test_where_procedures_come_from_makes_no_difference(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define-record-type model (make-model loss) model? (loss loss-of))
        (define (make-loss k) (lambda (x) (* k x x)))
        (define current (make-parameter (make-loss 1.0)))
        (define table (make-equal-hash-table))
        (hash-table-set! table 'loss (make-loss 4.0))
    """
        + show(
            "(slope (loss-of (make-model (make-loss 2.0))) 1.0)",
            "(slope (current) 1.0)",
            "(parameterize ([current (make-loss 3.0)]) (slope (current) 1.0))",
            "(slope (hash-table-ref table 'loss) 1.0)",
            "(slope (vector-ref (vector (make-loss 5.0)) 0) 1.0)",
            "(slope (if (string? on-host) (make-loss 6.0) (make-loss 7.0)) 1.0)",
            "(slope (call/cc (lambda (return) (return (make-loss 8.0)))) 1.0)",
        )
    )
    assert numbers(program, tmp_path) == [4.0, 2.0, 6.0, 8.0, 10.0, 12.0, 16.0]


def test_procedures_that_the_library_makes(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (double x) (* 2 x))
        (define (bump x k y) (+ (* x y) k))
    """
        + show(
            "(slope (compose sin double) 0.0)",
            "(slope (compose double sin (curry * 3.0)) 0.0)",
            "(slope (curry bump 5.0 1.0) 2.0)",
            "(slope (car (list (compose))) 2.0)",
            "(slope (curry expt 2.0) 0.0)",
        )
    )
    np.testing.assert_allclose(numbers(program, tmp_path), [2.0, 6.0, 5.0, 1.0, math.log(2)], rtol=1e-12)


def test_recursive_closures(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (power-of n)
          (define (power x k) (if (= k 0) 1.0 (* x (power x (- k 1)))))
          (lambda (x) (power x 3)))
        (define (iterated n)
          (lambda (x) (let loop ([i 0] [y x]) (if (= i n) y (loop (+ i 1) (* y 1.5))))))
    """
        + show("(slope (power-of 3) 2.0)", "(slope (iterated 4) 1.0)")
    )
    np.testing.assert_allclose(numbers(program, tmp_path), [12.0, 1.5**4], rtol=1e-12)


def test_batches_of_closures(tmp_path: Path) -> None:
    program = """
        (define (line a b) (lambda (x) (+ (* a x) b)))
        (define lines (list (line 1.0 2.0) (line 3.0 4.0)))
        (for-each (lambda (f) (write (tensor->list ((vmap f) [1.0 2.0]))) (newline)) lines)
    """
    assert lines(program, tmp_path) == [[3.0, 4.0], [7.0, 10.0]]


def test_transformed_procedures_are_procedures(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (cube x) (* x x x))
        (define (derivatives f n) (if (= n 0) (list f) (cons f (derivatives (grad f) (- n 1)))))
        (for-each (lambda (f) (write (f 2.0)) (newline)) (derivatives cube 3))
    """
        + show("(slope (grad cube) 2.0)", "(slope (cadr (derivatives cube 1)) 2.0)")
    )
    assert numbers(program, tmp_path) == [8.0, 12.0, 12.0, 6.0, 12.0, 12.0]


def test_the_procedure_is_evaluated_once_and_on_the_host(tmp_path: Path) -> None:
    program = """
        (define (make-loss k) (display "made ") (lambda (x) (* k x x)))
        (define slope (grad (make-loss 3.0)))
    """ + show("(slope 1.0)", "(slope 2.0)")
    assert printed(program, tmp_path) == "made 6.0\n12.0\n"


def test_rules_for_derivatives_go_with_the_procedure(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (straight x) (* 1.0 (round x)))
        (defvjp straight (lambda (primals ct) (list ct)))
    """
        + show("(slope straight 2.3)", "(slope (car (list straight)) 2.3)")
    )
    assert numbers(program, tmp_path) == [1.0, 1.0]


# What cannot be --------------------------------------------------------------------------------------


def test_what_host_code_does_is_told_by_name_and_place(tmp_path: Path) -> None:
    program = (
        SLOPE
        + """
        (define (noisy k)
          (lambda (x)
            (* k (string-length "abc") x)))
        (guard (e (#t (display (error-object-message e)))) (slope (noisy 2.0) 1.0))
    """
    )
    out = printed(program, tmp_path)
    assert "grad runs on the device, which cannot do what string-length does" in out
    assert "program.scm:6:19\n" in out
    assert re.search(r"the procedure lambda is made at \S+program.scm:5:11\n", out)


@only_compiled_while_running
@pytest.mark.parametrize(
    ("made", "message"),
    [
        ("(let ([p (current-output-port)]) (lambda (x) (if p x 0.0)))", "in which p is #<output-port>"),
        ("(letrec ([f (lambda (x) (* k x))] [g (list (slope f 1.0))] [k 1.0]) f)", "in which k has no value yet"),
        ("(compose sin (current-output-port))", "gets a procedure made of #<output-port>"),
        ("(call/cc (lambda (k) k))", "must be a procedure that device code can have"),
        ("string-append", "gets the procedure string-append, which device code does not have"),
        ("(lambda (x) (* x (string-length \"a\")))", "cannot do what string-length does"),
        ("(let ([f #f]) (set! f (lambda (x) (f x))) f)", "to others less than 64 deep, and not to itself"),
    ],
)  # fmt: skip
def test_what_a_device_cannot_have_is_an_error(made: str, message: str, tmp_path: Path) -> None:
    program = (
        SLOPE + f"(guard (e (#t (display (error-object-message e)))) (slope {made} 1.0) (display 'none))"
    )
    assert message in printed(program, tmp_path)


def test_an_uncaught_error_shows_where(tmp_path: Path) -> None:
    outcome = run(SLOPE + '(slope (car (list (lambda (x) (string->number "1")))) 1.0)\n', tmp_path)
    assert outcome.status == 70
    assert "string->number" in outcome.stderr
    assert "Traceback" not in outcome.stderr


# The prompt ------------------------------------------------------------------------------------------


def prompt(text: str) -> str:
    command = [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "repl"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_procedures_of_the_prompt() -> None:
    """A closure made before the definition of what it is given to, and one that refers to later definitions."""
    out = prompt("""
(define (make-loss k) (lambda (x) (* k (energy x))))
(define (energy x) (* x x))
(define loss (make-loss 3.0))
(define (slope f x) ((grad f) x))
(slope loss 2.0)
(define (energy x) (* x x x))
(slope loss 2.0)
(define old (list energy))
(define (energy x) x)
(slope (car old) 1.0)
(slope energy 1.0)
(define offset 2.0)
(define (shifted x) (* offset x))
(slope shifted 1.0)
(set! offset 5.0)
(slope shifted 1.0)
(define offset 7.0)
(slope shifted 1.0)
""")
    assert out.split() == ["12.0", "36.0", "3.0", "1.0", "2.0", "5.0", "7.0"]


def test_declared_results_of_parameters_are_checked_beside_device_code(tmp_path: Path) -> None:
    """What a host procedure calls is checked and converted; what it gives to device code stays what it is."""
    program = """
    (define (near [v : (Tensor f64 [2])]) : float64 (sum v))
    (define (call [f : (-> float64 float64)] [x : float64]) (write (near [x x])) (newline) (f x))
    (define (slope [f : (-> float64 float64)] [x : float64]) (write-string "") ((grad f) x))
    (define (inner [f : (-> float64 float64)] [x : float64])
      (define (twice y) (* 2.0 (f y)))
      (list (f x) ((grad twice) x) ((grad (lambda (y) (* (f y) (f y)))) x)))
    (define (around [f : (-> float64 float64)] [x : float64]) (list (slope f x) (call f x)))
    (define (cube k) (lambda (x) (* k x x x)))
    (define (tell thunk)
      (write (guard (e ((error-object? e) (error-object-message e))) (thunk)))
      (newline))
    (tell (lambda () (call (lambda (x) 1) 2.0)))
    (tell (lambda () (slope (cube 2.0) 2.0)))
    (tell (lambda () (inner (cube 1.0) 2.0)))
    (tell (lambda () (around (cube 1.0) 2.0)))
    (tell (lambda () (call (lambda (x) (vector-ref (vector 'b 1) 0)) 2.0)))
    """
    told = printed(program, tmp_path).splitlines()
    assert told[:-1] == ["4.0", "1.0", "24.0", "(8.0 24.0 192.0)", "4.0", "(12.0 8.0)", "4.0"]
    assert told[-1].startswith('"call: what argument 1 (f) returns must be a float64, but is b')
