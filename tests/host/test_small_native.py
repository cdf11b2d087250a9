"""Device functions of host programs as native code and by IREE (expected values: NumPy, closed forms, one another)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from eshkol_mlir.compiler.native_functions import WORK_LIMIT
from host_support import ESHKOL, SELECTED, Outcome, execute
from tensor_text import literal, value_of

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="both ways are compared here")

BACKENDS = ("native", "iree", "")

#: Makes any program one of the host, which can show tensors as lists of lists.
ON_HOST = """(define on-host (string-append "a" "b"))
(define (numbers x) (if (tensor? x) (map numbers (tensor->list x)) x))
(define (attempt thunk)
  (guard (e (#t (write (list (error-object-message e) (error-object-irritants e))) (newline)))
    (write (thunk)) (newline)))
"""


def run(text: str, folder: Path, backend: str, environment: dict[str, str] | None = None) -> Outcome:
    program = folder / "p.esk"
    program.write_text(ON_HOST + text, encoding="utf-8")
    chosen = {"ESHKOL_DEVICE_CODE": backend, **(environment or {})}
    return execute([*ESHKOL, "run", str(program)], folder, "", chosen)


def printed(text: str, folder: Path, backend: str) -> list[str]:
    outcome = run(text, folder, backend)
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome.stdout.splitlines()


def show(*expressions: str) -> str:
    return "".join(f"(write (numbers {expression})) (newline)\n" for expression in expressions)


@pytest.fixture
def without_iree(tmp_path: Path) -> dict[str, str]:
    """An environment in which whatever needs IREE fails."""
    folder = tmp_path / "hidden"
    (folder / "iree").mkdir(parents=True)
    (folder / "iree" / "__init__.py").write_text('raise ImportError("IREE is hidden")\n')
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH", ""))))
    return {"PYTHONPATH": path, "ESHKOL_CACHE_SIZE": "0"}


# Values ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Operation:
    """A body over x, y (of the same shape) and k (a number), and the same in NumPy."""

    body: str
    expected: Callable[[Any, Any, float], Any]


def normalized(x: Any) -> Any:
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


OPERATIONS = [
    Operation("(+ (* k x) y)", lambda x, y, k: k * x + y),
    Operation("(* (sin x) (exp (- y)))", lambda x, y, k: np.sin(x) * np.exp(-y)),
    Operation("(where (> x y) x (* k y))", lambda x, y, k: np.where(x > y, x, k * y)),
    Operation("(matmul x (transpose y))", lambda x, y, k: x @ y.T),
    Operation("(sum (* x y) :axis 0)", lambda x, y, k: (x * y).sum(0)),
    Operation("(/ (mean x) (+ 2.0 (abs k)))", lambda x, y, k: x.mean() / (2 + abs(k))),
    Operation("(log-softmax x)", lambda x, y, k: normalized(x)),
    Operation("(concat (list x y) :axis 1)", lambda x, y, k: np.concatenate([x, y], 1)),
    Operation("(sort x)", lambda x, y, k: np.sort(x)),
    Operation("(cumsum y 1)", lambda x, y, k: y.cumsum(1)),
]
SHAPES = [(1, 1), (2, 3), (7, 5), (4, 32)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_random_operations(backend: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(11)
    text, expected = "", []
    for index, operation in enumerate(OPERATIONS):
        text += f"(define f{index} (jit (lambda (x y k) {operation.body})))\n"
        # IREE compiles every shape anew, which takes a hundred times as long.
        for shape in SHAPES if backend != "iree" else [SHAPES[index % len(SHAPES)]]:
            x, y, k = rng.normal(size=shape), rng.normal(size=shape), float(rng.normal())
            text += show(f"(f{index} {literal(x, 'f64')} {literal(y, 'f64')} {k})")
            expected.append((operation.body, operation.expected(x, y, k)))
    for (body, wanted), line in zip(expected, printed(text, tmp_path, backend), strict=True):
        np.testing.assert_allclose(value_of(line), wanted, rtol=1e-12, atol=1e-12, err_msg=body)


#: Numbers that every element type has, and a function of them that stays among these.
TYPES = {
    "f64": np.float64, "f32": np.float32, "f16": np.float16, "bf16": ml_dtypes.bfloat16,
    "i64": np.int64, "i32": np.int32, "i8": np.int8,
    "complex64": np.complex64, "complex128": np.complex128,
}  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_element_types(backend: str, tmp_path: Path) -> None:
    x = np.array([[1, -2, 3], [0, 5, -6]])
    text = "(define f (jit (lambda (x) (- (* x x) (* 2 x)))))\n"
    for dtype in TYPES:
        text += f"(write (dtype (f {literal(x, dtype)}))) (newline)\n" + show(f"(f {literal(x, dtype)})")
    lines = printed(text, tmp_path, backend)
    for index, dtype in enumerate(TYPES):
        assert lines[2 * index] == dtype
        shown = lines[2 * index + 1].replace("+0.0i", "").replace("-0.0i", "")
        np.testing.assert_array_equal(value_of(shown), x * x - 2 * x, err_msg=dtype)


@pytest.mark.parametrize("backend", BACKENDS)
def test_booleans_and_numbers(backend: str, tmp_path: Path) -> None:
    text = """
        (define negated (jit (lambda (x) (logical-not x))))
        (define (square-of z) (* z z))
        (define f (jit square-of))
    """ + show(
        "(negated (tensor<boolean> '(2) '(#t #f)))",
        "(negated #t)",
        "(list (f 3) (f 1/2) (f 1.5) (f -7))",
        "(list (real-part (f 1+2i)) (imag-part (f 1+2i)))",
        "((jit (lambda (a b) (+ a b))) 9007199254740993 0)",
    )
    assert list(map(value_of, printed(text, tmp_path, backend))) == [
        [False, True], False, [9, 0.25, 2.25, 49], [-3.0, 4.0], 9007199254740993,
    ]  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_floats_take_the_type_of_tensors(backend: str, tmp_path: Path) -> None:
    text = """
        (define f (jit (lambda (x k ys) (+ (* k x) (sum ys)))))
        (define x (tensor<f32> '(2) '(1.0 2.0)))
        (write (dtype (f x 0.1 '(1.0 2.0)))) (newline)
    """ + show("(f x 0.1 '(1.0 2.0))")
    lines = printed(text, tmp_path, backend)
    assert lines[0] == "f32"
    expected = np.float32(0.1) * np.array([1, 2], np.float32) + np.float32(3)
    np.testing.assert_allclose(value_of(lines[1]), expected, rtol=1e-6)


@pytest.mark.parametrize("backend", BACKENDS)
def test_empty_tensors(backend: str, tmp_path: Path) -> None:
    text = """
        (define twice (jit (lambda (x) (* 2.0 x))))
        (define total (jit (lambda (x) (sum x))))
        (define product (jit (lambda (x y) (matmul x y))))
        (define (declared [x : (Tensor f64 [m n])]) (transpose x))
    """ + show(
        "(shape (twice (zeros '(0 3))))",
        "(total (zeros '(0)))",
        "(product (ones '(2 0)) (ones '(0 2)))",
        "(shape (declared (zeros '(0 3))))",
    )
    assert list(map(value_of, printed(text, tmp_path, backend))) == [
        [0, 3], 0.0, [[0.0, 0.0], [0.0, 0.0]], [3, 0],
    ]  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_arguments_and_results_share_nothing(backend: str, tmp_path: Path) -> None:
    text = """
        (define same (jit (lambda (x) (list x x))))
        (define changed (jit (lambda (x) (dynamic-update-slice x [9.0] [0]))))
        (define x (tensor<f64> '(2) '(1.0 2.0)))
        (define both (same x))
        (tensor-set! (car both) 0 7.0)
    """ + show("(changed x)", "x", "(car both)", "(cadr both)")
    assert list(map(value_of, printed(text, tmp_path, backend))) == [
        [9.0, 2.0], [1.0, 2.0], [7.0, 2.0], [1.0, 2.0],
    ]  # fmt: skip


# Functions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", BACKENDS)
def test_derivatives_and_batches(backend: str, tmp_path: Path) -> None:
    text = """
        (define (cube x) (* x x x))
        (define (f v) (sum (* v v v)))
        (define (g v) (* v (sum v)))
        (define (several x) (values (* 2.0 x) (sum x)))
    """ + show(
        "(list ((grad cube) 3.0) ((grad (grad cube)) 3.0) ((grad (grad (grad cube))) 3.0))",
        "((grad f) [1.0 2.0])",
        "((hessian f) [1.0 2.0])",
        "((jacobian g) [1.0 2.0])",
        "((vmap (grad cube)) [1.0 2.0 3.0])",
        "((grad (lambda (v) (sum ((vmap cube) v)))) [1.0 2.0])",
        "(call-with-values (lambda () ((value-and-grad cube) 2.0)) list)",
        "(call-with-values (lambda () ((jit several) [1.0 2.0])) (lambda (a b) (list (numbers a) b)))",
    )
    assert list(map(value_of, printed(text, tmp_path, backend))) == [
        [27.0, 18.0, 6.0], [3.0, 12.0], [[6.0, 0.0], [0.0, 12.0]], [[4.0, 1.0], [2.0, 5.0]], [3.0, 12.0, 27.0],
        [3.0, 12.0], [8.0, 12.0], [[2.0, 4.0], 3.0],
    ]  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_closures(backend: str, tmp_path: Path) -> None:
    text = """
        (define (scaled k f) (lambda (x) (* k (f x))))
        (define (slope f x) ((grad f) x))
        (define k 2.0)
        (define (line x) (* k x))
        (define (squares x) (* x x))
    """ + show(
        "(map (lambda (f) (slope f 3.0)) (list (scaled 2.0 squares) (scaled 5.0 squares) squares))",
        "(map (lambda (f) (slope f 0.0)) (list sin tanh (scaled 3.0 sin) (scaled 2 (scaled 3.0 sin))))",
        "(slope (compose squares (curry * 2.0)) 3.0)",
        "(map (lambda (row) (slope (lambda (x) (sum (* x row))) 1.0)) (list [1.0 2.0] [3.0 4.0] [5.0]))",
        "(list (slope line 1.0) (begin (set! k 7.0) (slope line 1.0)))",
    )
    assert list(map(value_of, printed(text, tmp_path, backend))) == [
        [12.0, 30.0, 6.0], [1.0, 1.0, 3.0, 6.0], 24.0, [3.0, 7.0, 5.0], [2.0, 7.0],
    ]  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_integers_that_decide_shapes(backend: str, tmp_path: Path) -> None:
    """One function, compiled for the values of integers, which change from call to call."""
    x = np.array([[1.0, 2.0], [3.0, 5.0]])
    text = """
        (define (along x axis) (log-softmax x axis))
        (define x (tensor<f64> '(2 2) '(1.0 2.0 3.0 5.0)))
        (define (ones-of shape) (sort (ones shape)))
    """ + show(
        "(map (lambda (axis) (numbers (along x axis))) '(0 1 0 1))", "(ones-of '(2 2))", "(ones-of '(3 1))"
    )
    lines = [np.array(value_of(line)) for line in printed(text, tmp_path, backend)]
    columns, rows = x - np.log(np.exp(x).sum(0)), normalized(x)
    np.testing.assert_allclose(lines[0], [columns, rows, columns, rows], rtol=1e-12)
    assert [line.tolist() for line in lines[1:]] == [np.ones((2, 2)).tolist(), np.ones((3, 1)).tolist()]


@pytest.mark.parametrize("backend", BACKENDS)
def test_declared_types_and_records(backend: str, tmp_path: Path) -> None:
    text = """
        (define-type Model (Record [w : (Tensor f64 [n])] [b : float64]))
        (define (predict [m : Model] [x : (Tensor f64 [n])]) : float64 (+ (dot m.w x) m.b))
        (define (moved [m : Model] [k : i32]) (Model (* 2.0 m.w) m.b))
        (define (error-of m x) (square (predict m x)))
        (define m (Model [3.0 4.0] 0.5))
        (define g ((grad error-of) m [1.0 2.0]))
        (define n (moved m 3))
    """ + show(
        "(predict m '(1 2))",
        "(list (Model? g) (numbers g.w) g.b)",
        "(list (Model? n) (numbers n.w) n.b)",
        "(map (lambda (n) (predict (Model (ones (list n)) 1.0) (ones (list n)))) '(1 2 3 4 5 6 1))",
    )
    assert list(map(value_of, printed(text, tmp_path, backend))) == [
        11.5, [True, [23.0, 46.0], 23.0], [True, [6.0, 8.0], 0.5], [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 2.0],
    ]  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_loops_of_any_length(backend: str, tmp_path: Path) -> None:
    """The number of rounds is no work of a function; results are those of float64."""
    text = """
        (define (newton a) (let loop ([i 0] [x a]) (if (< i 5000) (loop (+ i 1) (* 0.5 (+ x (/ a x)))) x)))
        (define (until-small x) (let loop ([x x] [n 0]) (if (> x 1e-3) (loop (* 0.5 x) (+ n 1)) n)))
    """ + show("((jit newton) 2.0)", "((jit until-small) 1.0)")
    found = list(map(value_of, printed(text, tmp_path, backend)))
    np.testing.assert_allclose(found, [np.sqrt(2.0), 10], rtol=1e-15)


# Errors ----------------------------------------------------------------------------------------------

WRONG = """
(define (positive x) (begin (assert (> (sum x) 0.0) "the sum must be positive") (* 2.0 x)))
(define checked (jit positive))
(define (declared [x : (Tensor f64 [n])] [y : (Tensor f64 [n])])
  (begin (assert (> (sum x) 0.0) "ShapeError: x is too small") (+ x y)))
(attempt (lambda () (numbers (checked [1.0 2.0]))))
(attempt (lambda () (checked [-1.0 -2.0])))
(attempt (lambda () (numbers (checked [3.0 4.0]))))
(attempt (lambda () ((jit (lambda (x y) (+ x y))) (ones '(2)) (ones '(3)))))
(define two #f)
(set! two [1.0 2.0])
(attempt (lambda () (declared [1.0] two)))
(attempt (lambda () (declared [-1.0] [1.0])))
(attempt (lambda () ((grad (lambda (x) (* x "a"))) 1.0)))
(attempt (lambda () ((vmap (lambda (x) x)) 1.0)))
(checked [-5.0])
"""


def test_errors_are_the_same(tmp_path: Path) -> None:
    """Their texts, and that calls after them work."""
    outcomes = [run(WRONG, tmp_path, backend) for backend in BACKENDS]
    lines = outcomes[0].stdout.splitlines()
    assert lines[0] == "(2.0 4.0)"
    assert "the sum must be positive\\n  at " in lines[1]
    assert lines[2] == "(6.0 8.0)"
    assert "the sum must be positive" in outcomes[0].stderr
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_an_unknown_choice(tmp_path: Path) -> None:
    outcome = run("(display ((grad sin) 0.0))", tmp_path, "natve")
    assert outcome.status == 2
    assert outcome.stderr.startswith("error[E0916]: UsageError: ESHKOL_DEVICE_CODE is 'natve'")
    assert "did you mean `native`?" in outcome.stderr


# Which way is taken ----------------------------------------------------------------------------------


def test_small_functions_do_without_iree(tmp_path: Path, without_iree: dict[str, str]) -> None:
    text = "(define x (ones '(16 16)))\n" + show(
        "(sum ((jit (lambda (x) (matmul x x))) x))", "((grad sin) 0.0)"
    )
    outcome = run(text, tmp_path, "", without_iree)
    assert (outcome.stdout, outcome.stderr) == ("4096.0\n1.0\n", "")
    assert "IREE is hidden" in run(text, tmp_path, "iree", without_iree).stderr


def test_large_functions_are_left_to_iree(tmp_path: Path, without_iree: dict[str, str]) -> None:
    side = 1 + round((WORK_LIMIT / 2) ** (1 / 3))
    product = show(f"(sum ((jit (lambda (x) (matmul x x))) (ones '({side} {side}))))")
    assert "IREE is hidden" in run(product, tmp_path, "", without_iree).stderr
    assert run(product, tmp_path, "native", without_iree).stdout == f"{float(side**3)}\n"
    many = show(f"((jit (lambda (x) (sum x))) (ones '({WORK_LIMIT + 1})))")
    assert "IREE is hidden" in run(many, tmp_path, "", without_iree).stderr


def test_the_cache_keeps_native_code(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    environment = {"ESHKOL_CACHE_DIR": str(cache)}
    text = show("((grad (lambda (x) (* x x))) 3.0)")

    def entries() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in cache.rglob("*") if path.is_file()}

    first = run(text, tmp_path, "native", environment)
    kept = entries()
    assert any(b"\x7fELF" in content for content in kept.values())
    second = run(text, tmp_path, "native", environment)
    assert first == second == Outcome("6.0\n", "", 0)
    assert entries() == kept


# Evaluated code --------------------------------------------------------------------------------------

SESSION = """
(define k 2.0)
(define f (grad (lambda (x) (* k (* x x)))))
(f 3.0)
(set! k 5.0)
(f 3.0)
(define (g [x : (Tensor f64 [n])]) (* x 2.0))
(g [1.0])
(define (g [x : (Tensor f64 [n])]) (* x 3.0))
(g [1.0])
(define (h x) (* x x))
((grad h) 2.0)
(define (h x) (* x (* x x)))
((grad h) 2.0)
(eval '((grad (lambda (x) (* x x))) 4.0) (interaction-environment))
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_definitions_change_at_the_prompt(backend: str, tmp_path: Path) -> None:
    outcome = execute([*ESHKOL, "repl"], tmp_path, SESSION, {"ESHKOL_DEVICE_CODE": backend})
    assert outcome.status == 0, outcome.stderr
    assert outcome.stdout.split() == ["12.0", "30.0", "[2.0]", "[3.0]", "4.0", "12.0", "8.0"]
