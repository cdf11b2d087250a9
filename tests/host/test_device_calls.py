"""Programs of both tiers: Scheme code that calls device functions (expected values: NumPy and closed forms)."""

from __future__ import annotations

import ast
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from eshkol_mlir.cli.eshkol import main
from host_support import SELECTED, Outcome, run_text

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="test_native_tensors.py has executables")

#: Makes any program one of the host.
ON_HOST = '(define on-host (string-append "a" "b"))\n'


def run(text: str, folder: Path) -> Outcome:
    return run_text(ON_HOST + text, folder)


def printed(text: str, folder: Path) -> str:
    outcome = run(text, folder)
    assert outcome.status == 0, outcome.stderr
    return outcome.stdout


def lines(text: str, folder: Path) -> list[Any]:
    """What each line of the output says, with lists as Python's."""
    found = []
    for line in printed(text, folder).splitlines():
        python = line.replace("(", "[").replace(")", "]").replace(" ", ",")
        found.append(ast.literal_eval(python.replace("#t", "True").replace("#f", "False")))
    return found


def show(*expressions: str) -> str:
    return "".join(f"(write {expression}) (newline)\n" for expression in expressions)


# Operations ------------------------------------------------------------------------------------------


def test_operations_that_only_devices_have(tmp_path: Path) -> None:
    x = np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -0.125]])
    program = """
        (define x (tensor<f64> '(2 3) '(0.5 -1.0 2.0 3.0 0.25 -0.125)))
        (define (flat y) (tensor->list (flatten y)))
    """ + show(
        "(flat (log-softmax x))",
        "(flat (log-softmax x :axis 0))",
        "(flat (layernorm x))",
        '(flat (einsum "ij,kj->ik" x x))',
        "(flat (sort x))",
    )
    centred = x - x.mean(1, keepdims=True)
    expected = [
        x - np.log(np.exp(x).sum(1, keepdims=True)),
        x - np.log(np.exp(x).sum(0)),
        centred / np.sqrt(x.var(1, keepdims=True) + 1e-5),
        x @ x.T,
        np.sort(x, 1),
    ]
    for found, wanted in zip(lines(program, tmp_path), expected, strict=True):
        np.testing.assert_allclose(found, wanted.ravel(), rtol=1e-12)


def test_integers_that_decide_shapes(tmp_path: Path) -> None:
    """An axis or a shape may be a value of the program: the function is compiled for it."""
    program = """
        (define (along x axis) (tensor->list (flatten (log-softmax x axis))))
        (define (ones-of shape) (tensor->list (flatten (sort (ones shape)))))
        (define x (tensor<f64> '(2 2) '(1.0 2.0 3.0 5.0)))
    """ + show("(along x 0)", "(along x 1)", "(ones-of '(2 2))", "(ones-of (list 1 3))")
    x = np.array([[1.0, 2.0], [3.0, 5.0]])
    expected = [
        (x - np.log(np.exp(x).sum(0))).ravel(),
        (x - np.log(np.exp(x).sum(1, keepdims=True))).ravel(),
        np.ones(4),
        np.ones(3),
    ]
    for found, wanted in zip(lines(program, tmp_path), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-12)


def test_numbers_beside_tensors_take_their_type(tmp_path: Path) -> None:
    program = """
        (define half 0.5)
        (define x (tensor<f32> '(2) '(1.0 2.0)))
    """ + show("(log-softmax (* half x))", "((grad (lambda (v) (sum (* half v v)))) x)")
    assert printed(program, tmp_path).count("dtype: f32") == 2


def test_record_types_that_devices_lack_do_not_matter_to_what_has_none(tmp_path: Path) -> None:
    program = """
        (define-type P (Record [name : string] [size : any]))
        (define x (tensor<f64> '(2) '(0.0 0.0)))
    """ + show("(tensor->list (log-softmax x))", '(let ([p (P "a" 1)]) p.size)')
    found = lines(program, tmp_path)
    np.testing.assert_allclose(found[0], [-math.log(2), -math.log(2)], rtol=1e-12)
    assert found[1] == 1


def test_synonyms_of_device_code_are_the_procedures_of_the_host(tmp_path: Path) -> None:
    program = show(
        "(mod -7 2)", "(pow 2 100)", "(add 1/2 1/3)", "(map ceil '(1.5 -1.5))", "(empty? '())", "(!= 1 2)"
    )
    out = printed(program, tmp_path).split("\n")
    assert out[:-1] == ["1", str(2**100), "5/6", "(2.0 -1.0)", "#t", "#t"]


def test_operations_are_values(tmp_path: Path) -> None:
    assert lines(show("(map relu '(-1.0 2.0))", "(map (grad tanh) '(0.0))"), tmp_path) == [[0.0, 2.0], [1.0]]


# Transformations -------------------------------------------------------------------------------------


def test_derivatives_of_procedures_of_the_program(tmp_path: Path) -> None:
    program = """
        (define (cube x) (* x x x))
        (define (slope f x) ((grad f) x))
        (define scale 2.0)
        (define (scaled x) (* scale (exp x)))
        (define (make-power n) (lambda (x) (expt x n)))
    """ + show(
        "((grad cube) 3.0)",
        "((grad (grad cube)) 3.0)",
        "(slope cube 3.0)",
        "(slope sin 0.0)",
        "(slope (lambda (y) (* y y)) 3.0)",
        "((derivative scaled) 0.0)",
        "(begin (set! scale 3.0) ((derivative scaled) 0.0))",
        "(let ([local (lambda (x) (* x scale x))]) ((grad local) 2.0))",
        "(call-with-values (lambda () ((value-and-grad cube) 2.0)) list)",
    )
    found = lines(program, tmp_path)
    np.testing.assert_allclose(found[:-1], [27.0, 18.0, 27.0, 1.0, 6.0, 2.0, 3.0, 12.0], rtol=1e-12)
    assert found[-1] == [8.0, 12.0]


def test_training_on_the_host(tmp_path: Path) -> None:
    """Gradient descent whose loop, and what it prints, is Scheme; the gradient is device code."""
    program = """
        (define (loss w x y) (mean (square (- (matmul x w) y))))
        (define x (tensor<f64> '(4 2) '(1.0 2.0 3.0 4.0 5.0 6.0 7.0 9.0)))
        (define y (tensor<f64> '(4) '(1.0 2.0 2.0 4.0)))
        (define step (jit (value-and-grad loss)))
        (let loop ([i 0] [w (zeros '(2))])
          (if (< i 5)
              (let-values ([(value slope) (step w x y)])
                (write (list value (tensor->list w)))
                (newline)
                (loop (+ i 1) (- w (* 0.01 slope))))))
    """
    x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 9.0]])
    y = np.array([1.0, 2.0, 2.0, 4.0])
    w = np.zeros(2)
    for value, weights in lines(program, tmp_path):
        residual = x @ w - y
        np.testing.assert_allclose(value, np.mean(residual**2), rtol=1e-12)
        np.testing.assert_allclose(weights, w, rtol=1e-12)
        w = w - 0.01 * 2 / 4 * x.T @ residual


def test_lists_stay_lists(tmp_path: Path) -> None:
    """As in device code alone: what takes lists apart there works on those of the host, whatever is in them."""
    program = """
        (define (through xs) (if (string? on-host) xs #f))
        (define (line p) (+ (* 3.0 (car p)) (cadr p)))
        (define (total xs) (if (null? xs) 0.0 (+ (square (car xs)) (total (cdr xs)))))
        (define (squares w xs) (apply + (map (lambda (x) (square (* w x))) xs)))
        (define (dot a b) (fold-left + 0.0 (map * a b)))
        (define (misfit w rows)
          (apply + (map (lambda (row) (square (- (dot w (car row)) (cadr row)))) rows)))
        (define (weighted p) (* (car p) (sum (square (cadr p)))))
        (define (norm v) (sum (* v v)))
    """ + show(
        "((grad line) (through (list 1.0 2.0)))",
        "((grad total) (through (map (lambda (i) (/ i 2.0)) (iota 4))))",
        "((grad squares) 2.0 (through (list 1.0 2.0 3.0)))",
        "((grad misfit) (through '(0.5 0.5)) (through '(((1.0 2.0) 3.0) ((2.0 1.0) 4.0))))",
        "(let ([g ((grad weighted) (through (list 2.0 #(1.0 3.0))))]) (list (car g) (tensor->list (cadr g))))",
        "((grad line) (through (list 1 2.5)))",
        "((grad norm) (through '(1.0 2.0 3.0)))",
        "(tensor->list ((grad norm) (through #(1.0 2.0 3.0))))",
        "(length ((grad norm) (through (map exact->inexact (iota 256)))))",
        "(shape ((grad norm) (through (map exact->inexact (iota 257)))))",
    )
    assert lines(program, tmp_path) == [
        [3.0, 1.0],
        [0.0, 1.0, 2.0, 3.0],
        56.0,
        [-13.0, -11.0],
        [10.0, [4.0, 12.0]],
        [3.0, 1.0],
        [2.0, 4.0, 6.0],
        [2.0, 4.0, 6.0],
        256,
        [257],
    ]


def test_lists_of_arguments(tmp_path: Path) -> None:
    program = """
        (define (f x y) (* x (sum y)))
        (define (results thunk) (call-with-values thunk list))
        (define point (list 3.0 #(1.0 2.0)))
        (define (plain x) (if (tensor? x) (tensor->list x) x))
    """ + show(
        "(results (lambda () (jvp * (list 3.0 4.0) (list 1.0 #f))))",
        "(results (lambda () (jvp f point (list 1.0 #(0.0 1.0)))))",
        "(map plain (results (lambda () (vjp f point 1.0))))",
    )
    assert lines(program, tmp_path) == [[12.0, 4.0], [9.0, 6.0], [3.0, [3.0, 3.0]]]


def test_batches(tmp_path: Path) -> None:
    program = show("(tensor->list ((vmap (lambda (a b) (+ (* a a) b)) :in-axes [0 #f]) [1.0 2.0 3.0] 1.0))")
    assert lines(program, tmp_path) == [[2.0, 5.0, 10.0]]


# Declared types --------------------------------------------------------------------------------------

TYPED = """
(define (norm [x : (Tensor f64 [n])]) : float64 (sqrt (sum (* x x))))
(define (scale [k : float64] [x : (Tensor f64 [n])]) : (Tensor f64 [n]) (* k x))
(define (given x) (vector-ref (vector x) 0))
"""


def test_functions_with_declared_types(tmp_path: Path) -> None:
    program = TYPED + show(
        "(norm [3.0 4.0])",
        "(tensor->list (scale 2 (tensor<f64> '(3) '(1.0 2.0 3.0))))",
        "(map norm (list [3.0 4.0] [5.0 12.0]))",
        "(norm (scale 2.0 [3.0 4.0]))",
    )
    assert lines(program, tmp_path) == [5.0, [2.0, 4.0, 6.0], [5.0, 13.0], 10.0]


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(norm (tensor<f64> '(1 2) '(1.0 2.0)))", "norm"),
        ("(norm (given 'a))", "norm: the argument x must be a tensor of f64[n], but is a"),
        ("(scale (tensor<f64> '(1) '(1.0)) [1.0])", "scale"),
        ("(softmax 1.0 car)", "car"),
        ("((grad (lambda (x) (+ x 1))) (current-output-port))", "grad: argument 1 must be a number"),
    ],
)
def test_wrong_arguments_are_conditions(expression: str, message: str, tmp_path: Path) -> None:
    program = TYPED + f"(guard (e (#t (display (error-object-message e)))) {expression} (display 'none))"
    assert message in printed(program, tmp_path)


def test_shape_errors_are_found_before_anything_runs(tmp_path: Path) -> None:
    program = """(display "never")
        (define (f [x : (Tensor f64 [2 3])] [y : (Tensor f64 [2 3])]) (matmul x y))
        (f (ones [2 3]) (ones [2 3]))
    """
    outcome = run(program, tmp_path)
    assert outcome.status == 1
    assert outcome.stdout == ""
    assert "ShapeError" in outcome.stderr


def test_uncaught_errors_say_where(tmp_path: Path) -> None:
    outcome = run(
        '(define (f x y) (einsum "ij,jk->ik" x y))\n(f (ones (list 2 3)) (ones (list 2 3)))\n', tmp_path
    )
    assert outcome.status == 70
    assert "program.scm:2:" in outcome.stderr


# Records ---------------------------------------------------------------------------------------------

RECORDS = """
(define-type Model (Record [w : (Tensor f64 [n])] [b : float64]))
(define (predict [m : Model] x) (+ (dot m.w x) m.b))
"""


def test_records_on_the_host(tmp_path: Path) -> None:
    program = RECORDS + show(
        "(Model? (Model [1.0 2.0] 3.0))",
        "(Model? 5)",
        "(let ([m (make-Model :b 3 :w (tensor<f64> '(2) '(1.0 2.0)))]) m.b)",
        "(guard (e (#t (error-object-message e))) (Model [1.0] (vector-ref (vector 'b) 0)))",
        "(let ([m (vector-ref (vector (Model [1.0] 2.0)) 0)]) (guard (e (#t (error-object-message e))) m.c))",
    )
    out = printed(program, tmp_path).splitlines()
    assert out[:3] == ["#t", "#f", "3.0"]
    assert "argument 2 (b) must be a float64, but is b" in out[3]
    assert "there is no field `c`; Model has w and b" in out[4]


def test_records_cross_to_devices_and_back(tmp_path: Path) -> None:
    program = (
        RECORDS
        + """
        (define x (tensor<f64> '(2) '(1.0 2.0)))
        (define m (Model (tensor<f64> '(2) '(3.0 4.0)) 0.5))
        (define g ((grad (lambda (m) (square (predict m x)))) m))
    """
        + show("(tensor->list g.w)", "g.b", "(Model? g)")
    )
    prediction = 3.0 + 8.0 + 0.5
    assert lines(program, tmp_path) == [[2 * prediction, 4 * prediction], 2 * prediction, True]


def test_a_record_is_written_with_its_fields(tmp_path: Path) -> None:
    program = (
        "(define-type P (Record [x : float64] [name : string]))\n" + show('(P 1 "a")') + '(display (P 1 "a"))'
    )
    assert printed(program, tmp_path) == '#<P [x 1.0] [name "a"]>\n#<P [x 1.0] [name a]>'


# Types of host code ----------------------------------------------------------------------------------


def test_declared_types_of_host_code(tmp_path: Path) -> None:
    program = """
        (define (repeat [s : string] n : integer) : string
          (if (= n 0) "" (string-append s (repeat s (- n 1)))))
        (: half (-> float64 float64))
        (define (half x) (/ x 2))
        (define rate : float64 1)
        (define (loop [n : integer]) : integer (if (= n 0) 0 (loop (- n 1))))
    """ + show(
        '(repeat "ab" 3)',
        "(half 3)",
        "rate",
        "(loop 1000000)",
        "(let ([x : float64 1/2]) x)",
        "((lambda (x : integer) (+ x 1)) 1)",
        "(guard (e (#t (error-object-message e))) (repeat (vector-ref (vector 'ab) 0) 3))",
        '(guard (e (#t (error-object-message e))) (half (vector-ref (vector "x") 0)))',
    )
    out = printed(program, tmp_path).splitlines()
    assert out[:6] == ['"ababab"', "1.5", "1.0", "0", "0.5", "2"]
    assert "repeat: argument 1 (s) must be a string, but is ab" in out[6]
    assert 'half: argument 1 (x) must be a float64, but is \\"x\\"' in out[7]


def test_float32_is_rounded(tmp_path: Path) -> None:
    program = "(define (id [x : float32]) x)\n" + show("(id 0.1)")
    assert float(printed(program, tmp_path)) == float(np.float32(0.1))
    assert not math.isclose(float(np.float32(0.1)), 0.1, rel_tol=1e-12)


# What cannot be --------------------------------------------------------------------------------------


def test_what_devices_cannot_do_is_told_when_compiling(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.esk"
    file.write_text('(display ((grad (lambda (x) (string-length "abc"))) 1.0))')
    assert main(["run", str(file)]) == 1
    error = capsys.readouterr().err
    assert "grad runs on the device, which cannot do what string-length does" in error
    assert "p.esk:1:11" in error
