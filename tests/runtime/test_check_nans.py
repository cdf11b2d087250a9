"""``--check-nans``: the operation that makes the first NaN or infinity, forward or backward."""

from __future__ import annotations

from pathlib import Path

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.compiler.program import Program
from eshkol_mlir.diagnostics import NumericalError, Source, UsageError

SOURCE = """
(define (root-of-sum [w : (Tensor f64 [n])] [x : (Tensor f64 [n])]) : float64
  (let ([s (sum (* w x))])
    (sqrt s)))
(define (slope [w : (Tensor f64 [n])] [x : (Tensor f64 [n])])
  (grad root-of-sum w x))
(define (logs [x : (Tensor f32 [n])])
  (+ 1.0 (log x)))
(define (growth [x : (Tensor f64 [n])])
  (for/fold ([s 1.0]) ([i (range (size x))])
    (* s (exp (vref x i)))))
(define (masked [x : (Tensor f64 [n])])
  (softmax (where (> x 0.0) x -inf.0)))
(define (ratio [z : (Tensor complex128 [n])])
  (/ 1.0 z))
(define (forward [x : float64])
  (derivative (lambda (t) (expt t 0.3)) x))
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return esk.compile(SOURCE, check_nans=True)


def at(line: str, form: str) -> str:
    """The place of a form in the source, as messages show it."""
    lines = SOURCE.split("\n")
    number = next(i for i, text in enumerate(lines) if line in text)
    return f"<string>:{number + 1}:{lines[number].index(form) + 1}: error[E1009]: NumericalError: "


@pytest.mark.parametrize(
    ("name", "arguments", "place", "message"),
    [
        ("logs", [np.float32([1, 0, 2])], at("(log x)", "(log x)"), "logs: log made an infinity"),
        ("logs", [np.float32([1, -1, 2])], at("(log x)", "(log x)"), "logs: log made a NaN"),
        (
            "slope",
            [np.ones(3), np.zeros(3)],
            at("(sqrt s)", "(sqrt s)"),
            "slope: the derivative of sqrt made an infinity",
        ),
        ("growth", [np.full(4, 300.0)], at("(* s", "(* s"), "growth: * made an infinity"),
        ("masked", [np.array([-1.0, -2.0])], at("(softmax", "(softmax"), "masked: softmax made a NaN"),
        ("ratio", [np.zeros(2, complex)], at("(/ 1.0 z)", "(/ 1.0 z)"), "ratio: / made a"),
        ("forward", [0.0], at("(expt t", "(expt t"), "forward: the derivative of expt made"),
    ],
)
def test_first_operation(
    program: Program, name: str, arguments: list[np.ndarray], place: str, message: str
) -> None:
    with pytest.raises(NumericalError) as caught:
        program[name](*arguments)
    assert str(caught.value).startswith(place + message)
    assert "^" in str(caught.value)


def test_what_is_finite_is_left_alone(program: Program) -> None:
    np.testing.assert_allclose(program.slope(np.ones(3), np.ones(3)), np.full(3, 0.5 / np.sqrt(3)))
    np.testing.assert_allclose(program.growth(np.full(2, 300.0)), np.exp(600.0))


def test_what_comes_in_is_not_made(program: Program) -> None:
    """Infinities and NaNs that arguments or constants hold may go through."""
    found = program.logs(np.float32([1, np.nan, np.inf]))
    np.testing.assert_array_equal(np.isfinite(found), [True, False, False])
    expected = np.exp([1.0, 3.0]) / np.exp([1.0, 3.0]).sum()
    np.testing.assert_allclose(program.masked(np.array([1.0, -2.0, 3.0])), [expected[0], 0.0, expected[1]])


def test_transformed_from_python(program: Program) -> None:
    with pytest.raises(NumericalError, match="the derivative of sqrt made an infinity"):
        esk.grad(program["root-of-sum"])(np.ones(3), np.zeros(3))
    with pytest.raises(NumericalError, match="sqrt made a NaN"):
        esk.vmap(program["root-of-sum"])(np.ones((2, 3)), -np.ones((2, 3)))


def test_it_is_off_unless_asked_for() -> None:
    assert not np.isfinite(esk.compile(SOURCE).slope(np.ones(3), np.zeros(3))).any()


def test_a_loaded_module_names_the_place(tmp_path: Path) -> None:
    options = Options(check_nans=True)
    Compiler(Source("roots.esk", SOURCE), options).artifact().write(tmp_path / "roots.vmfb")
    with pytest.raises(NumericalError, match="log made a NaN") as caught:
        esk.load(tmp_path / "roots.vmfb").logs(np.float32([-1]))
    assert any("roots.esk:8:10" in note for note in caught.value.diagnostics[0].notes)


def test_assertions_are_needed() -> None:
    with pytest.raises(UsageError, match="NaNs cannot be checked where assertions are stripped"):
        esk.compile(SOURCE, check_nans=True, strip_assertions=True)
