"""Device functions with declared types in executables (expected values: NumPy, closed forms, `eshkol run`)."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from eshkol_mlir.cli.compile import main as compile_main
from host_support import ESHKOL, ESHKOL_COMPILE, SELECTED, Outcome, execute
from tensor_text import literal, value_of

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="both ways are compared here")

#: Makes any program one of the host, which can show tensors as lists of lists.
ON_HOST = """(define on-host (string-append "a" "b"))
(define (numbers x) (if (tensor? x) (map numbers (tensor->list x)) x))
"""


def executable(text: str, folder: Path) -> Path:
    program = folder / "p.esk"
    program.write_text(ON_HOST + text, encoding="utf-8")
    assert compile_main([str(program), "--emit=exe", "-o", str(folder / "p")]) == 0
    return folder / "p"


def run_executable(text: str, folder: Path) -> Outcome:
    return execute([str(executable(text, folder))], folder, "", {"PATH": "", "PYTHONHOME": "/nonexistent"})


def printed(text: str, folder: Path) -> str:
    outcome = run_executable(text, folder)
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome.stdout


def interpreted(text: str, folder: Path) -> Outcome:
    """What `eshkol run` makes of the program."""
    program = folder / "r.esk"
    program.write_text(ON_HOST + text, encoding="utf-8")
    return execute([*ESHKOL, "run", str(program)], folder, "", None)


def show(expression: str) -> str:
    return f"(write (numbers {expression})) (newline)\n"


@dataclass(frozen=True)
class Case:
    """A function: its parameters, its body, and the same in NumPy for arrays of these shapes."""

    parameters: str
    body: str
    expected: Callable[..., Any]
    shapes: tuple[tuple[int, ...], ...]


def softmax(x: Any) -> Any:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


MATRIX = "[x : (Tensor {t} [m n])]"
PAIR = "[x : (Tensor {t} [m n])] [y : (Tensor {t} [m n])]"
CASES = {
    "elementwise": Case(
        PAIR,
        "(- (* (sin x) (exp y)) (/ x (+ 2.0 (tanh y))))",
        lambda x, y: np.sin(x) * np.exp(y) - x / (2 + np.tanh(y)),
        ((3, 5), (3, 5)),
    ),
    "broadcast": Case(
        "[x : (Tensor {t} [m n])] [b : (Tensor {t} [n])]",
        "(relu (+ x b))",
        lambda x, b: np.maximum(x + b, 0),
        ((4, 3), (3,)),
    ),
    "matmul": Case(
        "[x : (Tensor {t} [m k])] [y : (Tensor {t} [k n])]",
        "(matmul x y)",
        lambda x, y: x @ y,
        ((5, 7), (7, 9)),
    ),
    "batched": Case(
        "[x : (Tensor {t} [b m k])] [y : (Tensor {t} [b k n])]",
        "(matmul x y)",
        lambda x, y: x @ y,
        ((2, 3, 4), (2, 4, 5)),
    ),
    "vector": Case(
        "[x : (Tensor {t} [m k])] [y : (Tensor {t} [k])]",
        "(matmul x y)",
        lambda x, y: x @ y,
        ((6, 11), (11,)),
    ),
    "sums": Case(MATRIX, "(sum x :axis 0)", lambda x: x.sum(0), ((6, 4),)),
    "means": Case(MATRIX, "(mean x :axis 1)", lambda x: x.mean(1), ((6, 4),)),
    "extremes": Case(MATRIX, "(- (max x :axis 1) (min x :axis 1))", lambda x: x.max(1) - x.min(1), ((3, 8),)),
    "softmax": Case(MATRIX, "(softmax x)", softmax, ((4, 6),)),
    "transpose": Case(MATRIX, "(transpose x)", lambda x: x.T, ((4, 6),)),
    "concat": Case(
        PAIR, "(concat (list x y) :axis 1)", lambda x, y: np.concatenate([x, y], 1), ((2, 3), (2, 3))
    ),
    "cumsum": Case(MATRIX, "(cumsum x 1)", lambda x: x.cumsum(1), ((3, 7),)),
    "sort": Case(MATRIX, "(sort x)", lambda x: np.sort(x, 1), ((3, 9),)),
    "einsum": Case(PAIR, '(einsum "ij,kj->ik" x y)', lambda x, y: x @ y.T, ((3, 4), (3, 4))),
    "row": Case(MATRIX, "(vref x 1)", lambda x: x[1], ((3, 4),)),
    "where": Case(
        PAIR, "(where (> x y) x (* 2.0 y))", lambda x, y: np.where(x > y, x, 2 * y), ((3, 4), (3, 4))
    ),
}


def check_cases(
    dtype: str, kind: Any, tolerance: float, folder: Path, change: Callable[[Any], Any] = lambda shape: shape
) -> None:
    rng = np.random.default_rng(7)
    text, expected = "", []
    for name, case in CASES.items():
        arrays = [rng.normal(size=shape).astype(kind) for shape in case.shapes]
        text += f"(define (f-{name} {case.parameters.format(t=dtype)}) {case.body})\n"
        text += show(f"(f-{name} {' '.join(literal(array, dtype) for array in arrays)})")
        expected.append(case.expected(*(array.astype(np.float64) for array in arrays)))
    lines = printed(text, folder).splitlines()
    for name, line, wanted in zip(CASES, lines, expected, strict=True):
        np.testing.assert_allclose(value_of(line), wanted, rtol=tolerance, atol=tolerance, err_msg=name)


@pytest.mark.parametrize(
    ("dtype", "kind", "tolerance"),
    [("f64", np.float64, 1e-12), ("f32", np.float32, 1e-5), ("f16", np.float16, 2e-2)],
)
def test_operations(dtype: str, kind: Any, tolerance: float, tmp_path: Path) -> None:
    check_cases(dtype, kind, tolerance, tmp_path)


def test_bfloat16(tmp_path: Path) -> None:
    """Numbers of few bits are exact in any float."""
    text = "(define (f [x : (Tensor bf16 [n])]) (* x (+ x 1.0)))\n" + show(
        "(f (tensor<bf16> '(3) '(0.5 -2.0 3.0)))"
    )
    assert value_of(printed(text, tmp_path)) == [0.75, 2.0, 12.0]


@pytest.mark.parametrize("dtype", ["i8", "i32", "i64"])
def test_integers(dtype: str, tmp_path: Path) -> None:
    x, y = np.array([7, -7, 100, 5]), np.array([2, 2, 3, -4])
    text = f"(define (f [x : (Tensor {dtype} [n])] [y : (Tensor {dtype} [n])]) (concat (list (- x y) (min x y))))\n"
    text += show(f"(f {literal(x, dtype)} {literal(y, dtype)})")
    assert value_of(printed(text, tmp_path)) == [*(x - y).tolist(), *np.minimum(x, y).tolist()]


def test_booleans_and_complex_numbers(tmp_path: Path) -> None:
    text = """
        (define (both [x : (Tensor boolean [n])] [y : (Tensor boolean [n])]) (logical-and x y))
        (define (square-of [z : (Tensor complex128 [n])]) (real-part (* z z)))
        (define (is-more [a : float64] [b : float64] [c : boolean]) (and c (> a b)))
        (define (size [z : complex128]) (magnitude z))
    """ + show("(both (tensor<boolean> '(3) '(#t #t #f)) (tensor<boolean> '(3) '(#t #f #f)))")
    text += show("(square-of (tensor<complex128> '(2) '(1+2i 3.0)))")
    text += "(write (list (is-more 2.0 1.0 #t) (is-more 2.0 1.0 #f) (size 3+4i)))"
    assert list(map(value_of, printed(text, tmp_path).splitlines())) == [
        [True, False, False], [-3.0, 9.0], [True, False, 5.0],
    ]  # fmt: skip


def test_empty_tensors(tmp_path: Path) -> None:
    text = """
        (define (total [x : (Tensor f64 [m n])]) : float64 (sum x))
        (define (twice [x : (Tensor f64 [m n])]) (* 2.0 x))
        (define (product [x : (Tensor f64 [m k])] [y : (Tensor f64 [k n])]) (matmul x y))
        (write (total (zeros '(0 3)))) (newline)
        (write (tensor-shape (twice (zeros '(0 3))))) (newline)
        (write (numbers (product (ones '(2 0)) (ones '(0 2))))) (newline)
    """
    assert printed(text, tmp_path).splitlines() == ["0.0", "(0 3)", "((0.0 0.0) (0.0 0.0))"]


def test_arguments_stay_as_they_are(tmp_path: Path) -> None:
    """A function may not write into a tensor that it gets, nor return its memory."""
    text = (
        """
        (define (changed [x : (Tensor f64 [n])]) (dynamic-update-slice x [9.0] [0]))
        (define (same [x : (Tensor f64 [n])]) x)
        (define x (tensor<f64> '(3) '(1.0 2.0 3.0)))
        (define y (same x))
        (tensor-set! y 1 7.0)
    """
        + show("(changed x)")
        + show("x")
        + show("y")
    )
    assert list(map(value_of, printed(text, tmp_path).splitlines())) == [
        [9.0, 2.0, 3.0], [1.0, 2.0, 3.0], [1.0, 7.0, 3.0],
    ]  # fmt: skip


def test_loops_and_conditionals(tmp_path: Path) -> None:
    text = (
        """
        (define (power [a : (Tensor f64 [n n])] [k : i64]) : (Tensor f64 [n n])
          (let loop ([i 0] [r a]) (if (< i k) (loop (+ i 1) (matmul r a)) r)))
        (define (sign [x : float64]) : float64 (if (< x 0.0) -1.0 1.0))
    """
        + show("(power (tensor<f64> '(2 2) '(1.0 1.0 0.0 1.0)) 9)")
        + "(write (map sign '(-2.0 3.0)))"
    )
    assert list(map(value_of, printed(text, tmp_path).splitlines())) == [
        [[1.0, 10.0], [0.0, 1.0]],
        [-1.0, 1.0],
    ]


# Derivatives -----------------------------------------------------------------------------------------

TRAINING = """
(define (loss [w : (Tensor f64 [n])] [x : (Tensor f64 [m n])] [y : (Tensor f64 [m])])
  (mean (square (- (matmul x w) y))))
(define step (jit (value-and-grad loss)))
(define x (tensor<f64> '(4 2) '(1.0 2.0 3.0 4.0 5.0 6.0 7.0 9.0)))
(define y (tensor<f64> '(4) '(1.0 2.0 2.0 4.0)))
(let loop ([i 0] [w (zeros '(2))])
  (if (< i 200)
      (let-values ([(value slope) (step w x y)])
        (if (< i 4) (begin (write (list value (tensor->list w))) (newline)))
        (loop (+ i 1) (- w (* 0.01 slope))))
      (begin (write (tensor->list w)) (newline))))
"""


def test_training(tmp_path: Path) -> None:
    x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 9.0]])
    y = np.array([1.0, 2.0, 2.0, 4.0])
    w = np.zeros(2)
    lines = printed(TRAINING, tmp_path).splitlines()
    for i in range(200):
        residual = x @ w - y
        if i < 4:
            value, weights = value_of(lines[i])
            np.testing.assert_allclose(value, np.mean(residual**2), rtol=1e-12)
            np.testing.assert_allclose(weights, w, rtol=1e-12)
        w = w - 0.01 * 2 / 4 * x.T @ residual
    np.testing.assert_allclose(value_of(lines[-1]), w, rtol=1e-9)


def test_transformations(tmp_path: Path) -> None:
    text = """
        (define (cube [x : float64]) : float64 (* x x x))
        (define (f [v : (Tensor f64 [n])]) : float64 (sum (* v v v)))
        (define (g [v : (Tensor f64 [n])]) (* v (sum v)))
    """
    text += "(write (list ((grad cube) 3.0) ((grad (grad cube)) 3.0) ((derivative cube) 2.0))) (newline)\n"
    text += show("((grad f) [1.0 2.0])") + show("((hessian f) [1.0 2.0])") + show("((jacobian g) [1.0 2.0])")
    text += show("((vmap cube) [1.0 2.0 3.0])") + show(
        "((grad (lambda ([v : (Tensor f64 [n])]) (f v))) [3.0])"
    )
    assert list(map(value_of, printed(text, tmp_path).splitlines())) == [
        [27.0, 18.0, 12.0], [3.0, 12.0], [[6.0, 0.0], [0.0, 12.0]], [[4.0, 1.0], [2.0, 5.0]], [1.0, 8.0, 27.0], [27.0],
    ]  # fmt: skip


def test_records(tmp_path: Path) -> None:
    text = """
        (define-type Model (Record [w : (Tensor f64 [n])] [b : float64]))
        (define (predict [m : Model] [x : (Tensor f64 [n])]) : float64 (+ (dot m.w x) m.b))
        (define (error-of [m : Model] [x : (Tensor f64 [n])]) : float64 (square (predict m x)))
        (define m (Model (tensor<f64> '(2) '(3.0 4.0)) 0.5))
        (define g ((grad error-of) m [1.0 2.0]))
        (write (list (predict m [1.0 2.0]) (Model? g) g.b (tensor->list g.w)))
    """
    assert value_of(printed(text, tmp_path)) == [11.5, True, 23.0, [23.0, 46.0]]


# Errors ----------------------------------------------------------------------------------------------

TYPED = """
(define (norm [x : (Tensor f64 [n])]) : float64 (sqrt (sum (* x x))))
(define (scale [k : float32] [x : (Tensor f32 [2 n])] [y : (Tensor f32 [n])]) (+ y (* k x)))
(define (tail [x : (Tensor f64 [n])] [y : (Tensor f64 [(+ n 1)])]) (sum y))
(define (pick [x : (Tensor f64 [n])] [i : i8]) : float64 (assert (< i 5) "i is below five") (vref x i))
(define-type Model (Record [w : (Tensor f64 [n])] [b : float64]))
(define (predict [m : Model]) (+ (sum m.w) m.b))
(define (show thunk)
  (guard (e (#t (display (error-object-message e)) (newline))) (thunk)))
(define (given x) (vector-ref (vector x) 0))
"""
WRONG = {
    "(norm (tensor<f64> '(1 2) '(1.0 2.0)))": "norm: the argument x must have the shape [n], but has [1 2]",
    "(norm (given 'a))": "norm: the argument x must be a tensor of f64[n], but is a",
    "(norm (given 1.0))": "norm: the argument x must be a tensor of f64[n], but is 1.0",
    "(norm (tensor<f32> '(1) '(1.0)))": "norm: the argument x must be a tensor of f64, but is a tensor of f32[1]",
    "(norm [1.0 2+i])": "norm: 2+i cannot be an element of type f64",
    "(scale (given #t) (ones '(2 3)) [1.0])": "scale: the argument k must be a real number (f32), but is #t",
    "(scale 1e300 (ones '(2 3)) [1.0])": "scale: the argument k must be a real number (f32), but is 1.0e300",
    "(scale 1 '((1 2 3) (1 2 3)) [1.0])":
        "scale: the argument y must have the shape [n], but has [1]\n  dimension 0 must be n = 3, but is 1",
    "(scale 1 '((1 2 3)) [1.0])":
        "scale: the argument x must have the shape [2 n], but has [1 3]\n  dimension 0 must be 2, but is 1",
    "(tail [1.0 2.0] (given [1.0 2.0]))": "dimension 0 must be n + 1 = 3, but is 2",
    "(pick [1.0] 1000)": "pick: the argument i must be an exact integer (i8), but is 1000",
    "(pick [1.0] 0.5)": "pick: the argument i must be an exact integer (i8), but is 0.5",
    "(pick [1.0] 7)": ": i is below five\n  at ",
    "(predict 5)": "predict: the argument m must be a record of type Model, but is 5",
    "((grad norm) 'a)": "grad: the argument x must be a tensor of f64[n], but is a",
    "((grad norm) [1.0] 2)": "grad: it takes 1 argument, but gets 2",
}  # fmt: skip


def test_wrong_arguments_say_the_same_in_both(tmp_path: Path) -> None:
    text = TYPED + "".join(f"(show (lambda () {expression}))\n" for expression in WRONG)
    outcome = run_executable(text, tmp_path)
    assert (outcome.status, outcome.stderr) == (0, "")
    for message in WRONG.values():
        assert message in outcome.stdout
    assert interpreted(text, tmp_path).stdout.replace("r.esk", "p.esk") == outcome.stdout


@pytest.mark.parametrize("name", ["ARRAY", "λ", 'quoted"name\\', "malloc", "free", "erf", "memcpy"])
def test_procedures_may_have_any_name(name: str, tmp_path: Path) -> None:
    written = name if name.isalpha() else f"|{name}|".replace("\\", "\\\\")
    body = "(sum (+ (* x x) (reshape (* 0.0 (gelu x)) [(size x)])))"
    text = f"(define ({written} [x : (Tensor f64 [n])]) {body})\n" + show(f"({written} [3.0 4.0])")
    assert printed(text, tmp_path) == "25.0\n"


def test_unknown_types_are_told_when_compiling(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.esk"
    file.write_text(
        ON_HOST
        + '(define k (string->number "2.0"))\n(define (f x) (* k x))\n(display ((grad f) 1.0))\n(display (log-softmax [1.0 k]))\n'
    )
    assert compile_main([str(file), "--emit=exe", "-o", str(tmp_path / "p")]) == 1
    error = capsys.readouterr().err
    assert "p.esk:5:11: error[E0811]: UnsupportedError: grad runs on the device" in error
    assert "p.esk:6:10: error[E0811]: UnsupportedError: log-softmax runs on the device" in error
    assert "declare" in error
    assert not (tmp_path / "p").exists()


def test_object_files_have_device_code(tmp_path: Path) -> None:
    expected = printed(TRAINING, tmp_path)
    (tmp_path / "p").unlink()
    assert compile_main([str(tmp_path / "p.esk"), "--emit=obj", "-o", str(tmp_path / "p.o")]) == 0
    command = f"cc p.o $({shlex.join(ESHKOL_COMPILE)} --link-flags) -o p && ./p"
    assert subprocess.check_output(command, shell=True, cwd=tmp_path, text=True) == expected


def test_nothing_of_python_or_iree_is_linked(tmp_path: Path) -> None:
    program = executable(TRAINING, tmp_path)
    libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    needed = {line.split()[0].split(".")[0] for line in libraries.splitlines()}
    assert needed <= {"linux-vdso", "libm", "libc", "/lib64/ld-linux-x86-64", "/lib/ld-linux-aarch64"}


def test_what_only_device_code_calls_has_no_entry(tmp_path: Path) -> None:
    text = (
        "(define (scaled [v : (Tensor float64 [n])]) : (Tensor float64 [n]) (* 2.0 v))\n"
        "(define (loss [v : (Tensor float64 [3])]) : float64 (sum (* v (scaled v))))\n"
        "(define (called [v : (Tensor float64 [3])]) : float64 (sum v))\n"
        "(define (through v) (called v))\n"
        "(define slope (grad loss))\n"
    )
    shown = show("(slope #f64vec(1.0 2.0 3.0))") + show("(through #f64vec(1.0 2.0 3.0))")
    # The gradient of 2 v·v is 4 v.
    assert printed(text + shown, tmp_path) == "(4.0 8.0 12.0)\n6.0\n"
    code = (tmp_path / "p").read_bytes()
    assert b"eshkol_native.called" in code
    assert b"eshkol_native.loss" not in code
    assert b"eshkol_native.scaled" not in code
