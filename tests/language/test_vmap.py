"""Batches of procedures: against loops over their elements, and against JAX."""

from __future__ import annotations

from typing import Any

import eshkol_mlir as esk
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import Source
from language_support import Case, check_tree, each, program_fixture, refused

jax.config.update("jax_enable_x64", True)

RANDOM = np.random.default_rng(7)
X = RANDOM.standard_normal((4, 3))
W = RANDOM.standard_normal(3)
T = RANDOM.standard_normal((2, 4, 3))
S = np.array([0.5, -1.25, 2.0, 3.0])

P = "(define-type P$ (Record [w : (Tensor f64 [n])] [b : float64]))"
#: The loss of one example of a linear model.
LOSS = "(define (loss$ w x) (square (- (sum (* w x)) 1.0)))"


def _loss(w: Any, x: Any) -> Any:
    return (jnp.sum(w * x) - 1.0) ** 2


CASES = [
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap sum x))", (X,), X.sum(1)),
    Case("(define (f$ x : (Tensor f64 [b n])) ((vmap sum) x))", (X,), X.sum(1)),
    Case("(define (f$ x : (Tensor f64 [4 3])) (vmap (lambda (r) (* 2 r)) x))", (X,), 2 * X),
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (lambda (a) (+ (* a a) 1)) s))", (S,), S * S + 1),
    Case("(define (g$ a : float64) : float64 (sin a))(define (f$ s : (Tensor f64 [b])) (vmap g$ s))", (S,), np.sin(S)),
    Case("(define (f$) (vmap (lambda (a) (* a a)) [1.0 2.0 3.0]))", (), np.array([1.0, 4.0, 9.0])),
    Case("(define (f$) (vmap (lambda (a) (* a a)) (range 4)))", (), np.array([0, 1, 4, 9])),
    # Axes.
    Case("(define (f$ x : (Tensor f64 [b n]) w : (Tensor f64 [n])) (vmap dot x w :in-axes [0 #f]))", (X, W), X @ W),
    Case("(define (f$ x : (Tensor f64 [n b]) w : (Tensor f64 [n])) (vmap dot x w :in-axes [1 #f]))", (X.T.copy(), W), X @ W),
    Case("(define (f$ x : (Tensor f64 [n b]) w : (Tensor f64 [n])) (vmap dot x w :in-axes [-1 #f]))", (X.T.copy(), W), X @ W),
    Case("(define (f$ x : (Tensor f64 [n b])) (vmap (lambda (c) (* 2 c)) x :in-axes 1))", (X.T.copy(),), 2 * X),
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap (lambda (r) (* 2 r)) x :out-axis 1))", (X,), 2 * X.T),
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap (lambda (r) (* 2 r)) x :out-axes -1))", (X,), 2 * X.T),
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap (lambda (r) (values (sum r) (* 2 r))) x :out-axes [0 1]))", (X,), (X.sum(1), 2 * X.T)),
    Case("(define (f$ x : (Tensor f64 [b n]) w : (Tensor f64 [n]))"
         " (vmap (lambda (r v) (values (sum r) (sum v))) x w :in-axes [0 #f] :out-axes [0 #f]))", (X, W), (X.sum(1), np.float64(W.sum()))),
    # What is captured, or constant, is the same for all elements.
    Case("(define (f$ x : (Tensor f64 [b n]) w : (Tensor f64 [n])) (vmap (lambda (r) (dot r w)) x))", (X, W), X @ W),
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (lambda (a) 7.0) s))", (S,), np.full(4, 7.0)),
    Case("(define (f$ s : (Tensor f64 [b]) k : float64) (vmap (lambda (a) k) s))", (S, 2.0), np.full(4, 2.0)),
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (lambda (a n) (expt a n)) s 2 :in-axes [0 #f]))", (S,), S**2),
    # Nested.
    Case("(define (f$ t : (Tensor f64 [a b n])) (vmap (vmap sum) t))", (T,), T.sum(2)),
    Case("(define (f$ t : (Tensor f64 [a b n])) (vmap (vmap sum :in-axes 1) t))", (T,), T.sum(1)),
    Case("(define (f$ x : (Tensor f64 [b n]) w : (Tensor f64 [n]))"
         " (vmap (lambda (a) (vmap (lambda (c) (* a c)) w)) (vmap sum x)))", (X, W), np.outer(X.sum(1), W)),
    # Trees.
    Case(f"{P}(define (g$ p x) (+ p.b (sum (* p.w x))))(define (f$ w : (Tensor f64 [n]) x : (Tensor f64 [b n]))"
         " (vmap g$ (P$ w 2.0) x :in-axes [#f 0]))", (W, X), X @ W + 2),
    Case(f"{P}(define (g$ p) (+ p.b (sum p.w)))(define (f$ x : (Tensor f64 [b n]) s : (Tensor f64 [b]))"
         " (vmap (lambda (w b) (g$ (P$ w b))) x s))", (X, S), X.sum(1) + S),
    Case("(define (f$ x : (Tensor f64 [b n]) s : (Tensor f64 [b])) (vmap (lambda (q) (+ (car q) (sum (cadr q)))) (list s x)))",
         (X, S), X.sum(1) + S),
    Case("(define (f$ x : (Tensor f64 [b n]) k : float64) (vmap (lambda (q) (* (car q) (sum (cadr q)))) (list k x) :in-axes [[#f 0]]))",
         (X, 3.0), 3 * X.sum(1)),
    Case(f"{P}(define (f$ x : (Tensor f64 [b n])) (let ([q (vmap (lambda (r) (P$ (* 2 r) (sum r))) x)]) (values q.w q.b)))",
         (X,), (2 * X, X.sum(1))),
    # Control flow: batched predicates choose, loops run until all are done.
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (lambda (a) (if (> a 1) (* a a) (- a))) s))", (S,), np.where(S > 1, S * S, -S)),
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (lambda (a) (let loop ([x a]) (if (> x 10) x (loop (+ (* 2 (abs x)) 1))))) s))", (S,),
         np.array([11.0, 17.0, 11.0, 15.0])),
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap (lambda (r) (for/fold ([acc 0.0]) ([a r]) (+ (* 0.5 acc) a))) x))", (X,),
         ((X[:, 0] * 0.5) + X[:, 1]) * 0.5 + X[:, 2]),
    # A size that only the procedure computes.
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap (lambda (r) (slice r [1] [(size r)])) x))", (X,), X[:, 1:]),
    # With derivatives: gradients of single examples, a gradient of batches, and of both orders.
    Case(f"{LOSS}(define (f$ w : (Tensor f64 [n]) x : (Tensor f64 [b n])) (vmap (grad loss$) w x :in-axes [#f 0]))", (W, X),
         jax.vmap(jax.grad(_loss), (None, 0))(W, X)),
    Case(f"{LOSS}(define (f$ w : (Tensor f64 [n]) x : (Tensor f64 [b n])) (grad (lambda (w) (sum (vmap loss$ w x :in-axes [#f 0]))) w))",
         (W, X), jax.grad(lambda w: jnp.sum(jax.vmap(_loss, (None, 0))(w, X)))(W)),
    Case(f"{LOSS}(define (f$ w : (Tensor f64 [n]) x : (Tensor f64 [b n])) (vmap (value-and-grad loss$) w x :in-axes [#f 0]))", (W, X),
         (jax.vmap(_loss, (None, 0))(W, X), jax.vmap(jax.grad(_loss), (None, 0))(W, X))),
    Case(f"{LOSS}(define (f$ w : (Tensor f64 [n]) x : (Tensor f64 [b n])) (vmap (hessian loss$) w x :in-axes [#f 0]))", (W, X),
         jax.vmap(jax.hessian(_loss), (None, 0))(W, X)),
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (grad (grad sin)) s))", (S,), -np.sin(S)),
    Case("(define (f$ s : (Tensor f64 [b])) (vmap (derivative (lambda (a) (let loop ([x a]) (if (> x 10) x (loop (* 2 (abs x))))))) s))",
         (np.array([0.75, 1.5, 3.0]),), np.array([16.0, 8.0, 4.0])),
    # Empty batches.
    Case("(define (f$ x : (Tensor f64 [b n])) (vmap sum x))", (np.zeros((0, 3)),), np.zeros(0)),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_batch(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


def test_declared_types_go_on() -> None:
    """The type of a batched procedure follows from that of the procedure."""
    source = """
    (define (predict [x : (Tensor f64 [d])] [w : (Tensor f64 [d c])]) : (Tensor f64 [c]) (matmul x w))
    (define predict-batch (vmap predict :in-axes [0 #f]))
    (define (scale x : float64 batch : (Tensor f64 [batch])) (* x (sum batch)))
    (define scales (vmap scale :in-axes [0 1]))
    """
    exports = {e.name: e for e in compile_frontend(Source("t.esk", source)).elaborated.exports}
    batch = exports["predict-batch"]
    assert [(name, leaf.shape) for name, leaf in batch.parameters] == [
        ("x", ("batch", "d")),
        ("w", ("d", "c")),
    ]  # type: ignore[union-attr]
    assert [leaf.shape for leaf in batch.results] == [("batch", "c")]  # type: ignore[union-attr]
    assert [leaf.shape for _, leaf in exports["scales"].parameters] == [("batch1",), ("batch", "batch1")]  # type: ignore[union-attr]


def test_sizes_are_checked_when_they_are_computed() -> None:
    source = "(define (f x : (Tensor f64 [n]) k : integer) (vmap * x (ones [k])))"
    f = esk.compile(source, cache=False).f
    np.testing.assert_array_equal(f(S, 4), S)
    with pytest.raises(esk.EshkolError, match="vmap: the batches have different sizes"):
        f(S, 3)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("(vmap sin a :in-axes #f)", "TypeError: vmap needs at least one argument that is a batch"),
        ("(vmap sin 2.0)", "TypeError: argument 1 of `sin`, taken by vmap, is the number 2.0, which is no batch"),
        ("(vmap (lambda (x) x) 2.0)", "TypeError: argument `x` of the procedure, taken by vmap, is the number 2.0, which is no batch"),
        ("(vmap sin a :in-axes 1)", "ShapeError: :in-axes 1 is out of range for argument 1, which is (Tensor f64 [3])"),
        ("(vmap sin a :in-axes [0 0])", "ArityError: :in-axes has 2 entries, but `sin` gets 1 argument"),
        ("(vmap sin a :in-axes \"0\")", 'TypeError: an axis in :in-axes should be an integer or #f but is the string "0"'),
        ("(vmap * a b)", "ShapeError: the batches have different sizes: argument 1 has 3 elements, argument 2 has 4"),
        ("(vmap sin a :out-axes 2)", "ShapeError: :out-axes 2 is out of range: stacked, the result has 1 dimension"),
        ("(vmap sin a :out-axes 0 :out-axis 0)", "ArityError: vmap gets both :out-axis and :out-axes"),
        ("(vmap sin a :out-axes [0 0])", "ArityError: :out-axes has 2 entries, but `sin` returns 1 value"),
        ("(vmap (lambda (q) (car q)) (list a b) :in-axes [[0 #f 0]])",
         "TypeError: :in-axes has a list of 3 for a list of 2 elements"),
        ("(vmap 3 a)", "TypeError: expected a procedure but got the number 3, in vmap"),
    ],
)  # fmt: skip
def test_what_is_refused(source: str, message: str) -> None:
    refused(f"(define (f a : (Tensor f64 [3]) b : (Tensor f64 [4])) {source})", message)
