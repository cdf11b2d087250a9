"""Records through Python's named tuples, and dimension variables across a program."""

from __future__ import annotations

from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, ShapeError, Source
from language_support import Case, check, each, program_fixture

SINGLE = np.arange(6, dtype=np.float32)
MATRIX = SINGLE.reshape(2, 3)
LAYER = "(define-type Layer$ (Record [w : (Tensor f32 [n m])] [b : (Tensor f32 [m])]))"

CASES = [
    # Records: constructors, predicate, fields, nesting, as values of procedures and conditionals.
    Case(f"{LAYER}(define (f$ x : (Tensor f32 [k n]) w : (Tensor f32 [n m]) b : (Tensor f32 [m]))"
         " (let ([l (Layer$ w b)]) (+ (matmul x l.w) l.b)))", (MATRIX, MATRIX.T, MATRIX[:, 0]),
         MATRIX @ MATRIX.T + MATRIX[:, 0]),
    Case("(define-type P$ (Record [x : float64] [y : float64]))(define (f$ a : float64)"
         " (let ([p (make-P$ a 2)]) (* p.x p.y)))", (3.0,), 6.0),
    Case("(define-type P$ (Record [x : float64]))(define (f$ a : float64)"
         " (list (P$? (P$ a)) (P$? a)))", (3.0,), (True, False)),
    Case("(define-type P$ (Record [x : float64]))(define-type Q$ (Record [p : P$] [k : integer]))"
         "(define (f$ a : float64) (let ([q (Q$ (P$ a) 4)]) (* q.p.x q.k)))", (3.0,), 12.0),
    Case("(define-type P$ (Record [x : float64] [y : float64]))(define (f$ a : float64)"
         " (let ([p (P$ :y 1 :x a)] [q (make-P$ a :y 2)]) (- (* p.x q.y) p.y)))", (5.0,), 9.0),
    Case("(define-type P$ (Record [x : float64] [y : float64]))(define (swap$ [p : P$]) : P$ (P$ p.y p.x))"
         "(define (f$ a : float64) (let ([p (swap$ (P$ a 1))]) (- p.x p.y)))", (3.0,), -2.0),
    Case("(define-type P$ (Record [x : float64] [y : float64]))(define (f$ a : float64)"
         " (let ([p (if (> a 0) (P$ a 1) (P$ 2 a))]) (- p.x p.y)))", (-3.0,), 5.0),
    Case("(define-type P$ (Record [x : float64]))(define (f$ a : float64)"
         " (define p (P$ a)) (set! p (P$ (+ p.x 1))) p.x)", (3.0,), 4.0),
    Case("(define-type P$ (Record [x : float64]))(define origin$ (P$ 0.5))(define (f$ a : float64) (+ a origin$.x))",
         (3.0,), 3.5),
    Case("(define-type P$ (Record [f : (-> float64 float64)] [k : integer]))(define (f$ a : float64)"
         " (let ([p (P$ sqrt 2)]) (* p.k (p.f a))))", (9.0,), 6.0),
    Case("(define (f$ a : float64) (let ([p.x 5]) (+ a p.x)))", (3.0,), 8.0),
    # Dimension variables: shared, in sums and products, through calls and operations.
    Case("(define (f$ a : (Tensor f32 [m k]) b : (Tensor f32 [k n])) : (Tensor f32 [m n]) (matmul a b))",
         (MATRIX, MATRIX.T), MATRIX @ MATRIX.T),
    Case("(define (f$ a : (Tensor f32 [n]) b : (Tensor f32 [(+ n 1)])) (+ (sum a) (sum b)))", (SINGLE[:2], SINGLE[:3]), 4.0),
    Case("(define (f$ a : (Tensor f32 [n])) : (Tensor f32 [(* 2 n)]) (concat a a :axis 0))",
         (SINGLE,), np.concatenate([SINGLE, SINGLE])),
    Case("(define (f$ a : (Tensor f32 [n m])) : (Tensor f32 [(* n m)]) (reshape a [-1]))", (MATRIX,), SINGLE),
    Case("(define (f$ a : (Tensor f32 [n])) : (Tensor f32 [(- n 1)]) (slice a [1] [(size a)]))", (SINGLE,), SINGLE[1:]),
    Case("(define (g$ x : (Tensor f32 [a b])) : (Tensor f32 [b a]) (transpose x))"
         "(define (f$ x : (Tensor f32 [m n])) : (Tensor f32 [m n]) (g$ (g$ x)))", (MATRIX,), MATRIX),
    Case("(define (pad$ x : (Tensor f32 [n])) : (Tensor f32 [(+ n 2)]) (concat [0.0] x [0.0] :axis 0))"
         "(define (f$ x : (Tensor f32 [k])) : (Tensor f32 [(+ k 4)]) (pad$ (pad$ x)))", (SINGLE,), np.pad(SINGLE, 2)),
    Case("(define (f$ x : (Tensor f32 [n 3])) (let ([row : (Tensor f32 [3]) (vref x 0)]) (* row (vref (shape x) 0))))",
         (MATRIX,), MATRIX[0] * 2),
    Case("(define (f$ x : (Tensor f32 [n])) (let ([y : (Tensor f32 [n]) (* 2 x)]) (sum y)))", (SINGLE,), 30.0),
    Case("(define (f$ x : (Tensor f32 [n n])) (trace x))", (np.eye(3, dtype=np.float32),), 3.0),
    Case("(define (f$ x : (Tensor f32 [_ _])) (sum x))", (MATRIX,), 15.0),
    Case("(define (g$ x : (Tensor f32 shape) y : (Tensor f32 shape)) (sum (* x y)))"
         "(define (f$ x : (Tensor f32 [n m])) (g$ x (+ x 1)))", (MATRIX,), float((MATRIX * (MATRIX + 1)).sum())),
    Case("(define (f$ n : integer) (sum (zeros [n n])))", (3,), 0.0),
    Case("(define (f$ n : integer x : (Tensor f64 [k])) (+ x (sum (ones [n]))))", (3, np.zeros(2)), np.full(2, 3.0)),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_record_or_dimension(program: Any, number: int, case: Case) -> None:
    check(program, number, case)


MODEL = """
(define-type Layer (Record [w : (Tensor f32 [n m])] [b : (Tensor f32 [m])]))
(define-type Net (Record [first : Layer] [rate : float32]))

(define (step [net : Net] [x : (Tensor f32 [n])]) : Net
  "One step."
  (Net (Layer (* 2 net.first.w) (+ net.first.b 1)) (* 0.5 net.rate)))

(define (apply-net [layer : Layer] [x : (Tensor f32 [k n])])
  (+ (matmul x layer.w) layer.b))

(define (both [layer : Layer] [c : float32])
  (values layer (* c 2)))

(define (pairs x : float64) (list x (list (* 2 x) 3)))
"""


@pytest.fixture(scope="module")
def model() -> Any:
    return esk.compile(MODEL, cache=False)


def test_records_go_through_python_as_tuples(model: Any) -> None:
    net = model.step(((MATRIX, SINGLE[:3]), 1.0), SINGLE[:2])
    assert type(net).__name__ == "Net"
    assert net._fields == ("first", "rate")
    assert net.first._fields == ("w", "b")
    np.testing.assert_array_equal(net.first.w, MATRIX * 2)
    np.testing.assert_array_equal(net.first.b, SINGLE[:3] + 1)
    assert net.rate == 0.5
    again = model.step(net, SINGLE[:2])
    np.testing.assert_array_equal(again.first.w, MATRIX * 4)
    np.testing.assert_array_equal(
        model.apply_net(net.first, MATRIX[:, :2]), MATRIX[:, :2] @ (MATRIX * 2) + SINGLE[:3] + 1
    )


def test_records_among_several_results_and_nested_lists(model: Any) -> None:
    layer, scale = model.both((MATRIX, SINGLE[:3]), 1.5)
    np.testing.assert_array_equal(layer.w, MATRIX)
    assert scale == 3.0
    first, (second, third) = model.pairs(1.5)
    assert (first, second, third) == (1.5, 3.0, 3)


def test_docstring_and_signature_reach_python(model: Any) -> None:
    assert "One step." in model.step.__doc__
    assert "Net" in str(model.step.signature)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (np.zeros((2, 3), np.float32), np.zeros((4, 5), np.float32), "k"),
        (np.zeros((2, 3), np.float32), np.zeros(3, np.float32), "wrong rank"),
        (np.zeros((2, 3), np.float64), np.zeros((3, 2), np.float32), "f32"),
    ],
)
def test_arrays_of_the_wrong_shape_or_type_are_refused(model: Any, x: Any, y: Any, message: str) -> None:
    program = esk.compile("(define (f a : (Tensor f32 [m k]) b : (Tensor f32 [k n])) (matmul a b))")
    with pytest.raises(EshkolError) as caught:
        program.f(x, y)
    assert message in str(caught.value)


def test_a_dimension_that_the_program_computes_is_checked_when_it_runs() -> None:
    program = esk.compile("(define (f x : (Tensor f64 [n]) k : integer) (+ x (ones [k])))")
    np.testing.assert_array_equal(program.f(np.zeros(3), 3), np.ones(3))
    with pytest.raises(EshkolError, match="dimensions differ"):
        program.f(np.zeros(3), 4)


@pytest.mark.parametrize(
    "source",
    [
        "(define (f x : (Tensor f32 [n])) : (Tensor f32 [(+ n 1)]) x)",
        "(define (f x : (Tensor f32 [n]) y : (Tensor f32 [m])) (dot x y))",
        "(define (g x : (Tensor f32 [(* 2 n)]) y : (Tensor f32 [n])) 1) (define (f x : (Tensor f32 [k])) (g x x))",
        "(define (f x : (Tensor f32 [a b c])) (matmul x (transpose x)))",
        "(define (f x : (Tensor f32 [n])) (for/fold ([s x]) ([i 3]) (concat s s :axis 1)))",
    ],
)
def test_dimensions_that_differ_are_found_before_anything_runs(source: str) -> None:
    with pytest.raises(ShapeError):
        compile_frontend(Source("program.esk", source))
