"""Gradients of programs: against closed forms, and against JAX in double precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import eshkol_mlir as esk
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from language_support import Case, check_tree, each, program_fixture

jax.config.update("jax_enable_x64", True)

A = np.array([0.5, -1.25, 2.0])
B = np.array([1.5, 0.25, -0.75])
M = np.array([[0.5, -1.0, 0.25], [1.5, 2.0, -0.5]])

SQUARE = "(define (square$ x) (* x x))"
CUBE = "(define (cube$ x) (* x x x))"

#: One derivative in every spelling.
SPELLINGS = [
    # How the procedure is written.
    Case(f"{CUBE}(define (f$ a : float64) (grad cube$ a))", (1.5,), 6.75),
    Case(f"{CUBE}(define (f$ a : float64) ((grad cube$) a))", (1.5,), 6.75),
    Case(f"{CUBE}(define (f$ a : float64) (gradient cube$ a))", (1.5,), 6.75),
    Case(f"{CUBE}(define (f$ a : float64) (derivative cube$ a))", (1.5,), 6.75),
    Case("(define (f$ a : float64) (grad (lambda (x) (* x x x)) a))", (1.5,), 6.75),
    Case("(define (f$ a : float64) (define (g x) (* x x x)) (grad g a))", (1.5,), 6.75),
    Case(f"{CUBE}(define (wrap$ f) (lambda (x) (f x)))(define (f$ a : float64) (grad (wrap$ cube$) a))", (1.5,), 6.75),
    Case("(define ((power$ n) x) (expt x n))(define (f$ a : float64) (grad (power$ 3) a))", (1.5,), 6.75),
    Case(f"{SQUARE}(define (f$ a : float64) (grad (compose square$ square$) a))", (1.5,), 4 * 1.5**3),
    Case(f"{CUBE}(define d$ (grad cube$))(define (f$ a : float64) (d$ a))", (1.5,), 6.75),
    Case(f"{CUBE}(define (f$ a : float64) (let ([g (grad cube$)]) (g a)))", (1.5,), 6.75),
    Case(f"{CUBE}(define (f$ a : float64) (apply (grad cube$) (list a)))", (1.5,), 6.75),
    Case(f"{CUBE}(define (at$ f x) (f x))(define (f$ a : float64) (at$ (grad cube$) a))", (1.5,), 6.75),
    Case("(define (f$ a : float64) (grad sin a))", (1.5,), np.cos(1.5)),
    Case(f"{CUBE}(define (f$ a : float64) (map (grad cube$) (list a 2.0)))", (1.5,), (np.float64(6.75), np.float64(12.0))),
    Case("(define (g$ x : float64 y : float64) : float64 (* x x y))(define (f$ a : float64) (grad g$ a 2))", (1.5,), 6.0),
    Case("(define (g$ x : float64 y : float64) : float64 (* x x y))(define (f$ a : float64) ((grad g$) a :y 2))", (1.5,), 6.0),
    Case("(define (f$ a : float64) (grad (jit (lambda (x) (* x x x))) a))", (1.5,), 6.75),
    # How the point is written.
    Case(f"{CUBE}(define (f$) (grad cube$ 1.5))", (), 6.75),
    Case(f"{CUBE}(define (f$) (grad cube$ 3/2))", (), 6.75),
    Case(f"{CUBE}(define (f$ a : (Tensor f64 [])) (grad cube$ a))", (np.array(1.5),), np.array(6.75)),
    Case(f"{SQUARE}(define (f$) (grad (lambda (v) (sum (square$ v))) [0.5 -1.25 2.0]))", (), 2 * A),
    Case(f"{SQUARE}(define (f$) (grad (lambda (v) (sum (square$ v))) #(0.5 -1.25 2.0)))", (), 2 * A),
    Case(f"{SQUARE}(define (f$) (grad (lambda (v) (sum (square$ v))) #f64(0.5 -1.25 2.0)))", (), 2 * A),
    Case(f"{SQUARE}(define (f$ a : float64) (grad (lambda (v) (sum (square$ v))) [a -1.25 2.0]))", (0.5,), 2 * A),
    Case(f"{SQUARE}(define (f$ a : (Tensor f64 [n])) (grad (lambda (v) (sum (square$ v))) a))", (A,), 2 * A),
    Case("(define (f$) (grad (lambda (v) (* (car v) (cadr v))) (list 2.0 5.0)))", (), (np.float64(5.0), np.float64(2.0))),
    Case("(define (f$) (grad (lambda (v) (fold-left + 0 (map * v v))) '(2.0 5.0)))", (), (np.float64(4.0), np.float64(10.0))),
    Case("(define (g$ v : (Tensor f64 [n])) (sum (* v v)))(define (f$) (grad g$ [1.0 2.0]))", (), np.array([2.0, 4.0])),
    Case("(define (g$ v : (Tensor f32 [n])) (sum (* v v)))(define (f$) (grad g$ [1.0 2.0]))", (), np.array([2.0, 4.0], np.float32)),
    Case("(define-type P$ (Record [w : (Tensor f64 [n])] [b : float64]))"
         "(define (g$ p : P$) (* p.b (sum (* p.w p.w))))(define (f$ a : (Tensor f64 [n])) (let ([d (grad g$ (P$ a 2.0))]) (values d.w d.b)))",
         (A,), (4 * A, np.float64((A * A).sum()))),
    Case("(define (f$ a : (Tensor f64 [n])) (let ([d (grad (lambda (p) (* (cdr p) (sum (car p)))) (cons a 2.0))]) (values (car d) (cdr d))))",
         (A,), (np.full(3, 2.0), np.float64(A.sum()))),
]  # fmt: skip

CASES = [
    *SPELLINGS,
    # Arguments.
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x y) (* x x y)) a b :argnums 1))", (1.5, 2.0), 2.25),
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x y) (* x x y)) a b :argnums -1))", (1.5, 2.0), 2.25),
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x y) (* x x y)) a b :argnums [0 1]))", (1.5, 2.0),
         (np.float64(6.0), np.float64(2.25))),
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x y) (* x x y)) a b :argnums [1 0]))", (1.5, 2.0),
         (np.float64(2.25), np.float64(6.0))),
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x y) (* x x y)) a b :argnums [1]))", (1.5, 2.0), 2.25),
    Case("(define (f$ a : float64) (grad (lambda (x n) (expt x n)) a 4))", (1.5,), 4 * 1.5**3),
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x y) (* y y)) a b))", (1.5, 2.0), 0.0),
    Case("(define (f$ a : float64) (grad (lambda (x) 7) a))", (1.5,), 0.0),
    Case("(define (f$ a : (Tensor f64 [n])) (grad (lambda (x) 7.0) a))", (A,), np.zeros(3)),
    # Values beside the gradient.
    Case("(define (f$ a : float64) (value-and-grad (lambda (x) (* x x x)) a))", (1.5,), (np.float64(3.375), np.float64(6.75))),
    Case("(define (f$ a : float64 b : float64) (value-and-grad * a b :argnums [0 1]))", (1.5, 2.0),
         (np.float64(3.0), np.float64(2.0), np.float64(1.5))),
    Case("(define (f$ a : float64) (grad (lambda (x) (values (* x x) (+ x 1))) a :has-aux #t))", (1.5,),
         (np.float64(3.0), np.float64(2.5))),
    Case("(define (f$ a : float64) (value-and-grad (lambda (x) (values (* x x) (list x 3))) a :has-aux #t))", (1.5,),
         (np.float64(2.25), (np.float64(1.5), np.int64(3)), np.float64(3.0))),
    Case("(define (f$ a : float64) (let-values ([(v g) (value-and-grad sin a)]) (+ v g)))", (1.5,), np.sin(1.5) + np.cos(1.5)),
    Case("(define (f$ a : float64) (let* ([(v g) (value-and-grad sin a)]) (+ v g)))", (1.5,), np.sin(1.5) + np.cos(1.5)),
    # Captured values, nesting, perturbation confusion.
    Case("(define (f$ a : float64 b : float64) (grad (lambda (x) (* x b)) a))", (1.5, 2.0), 2.0),
    Case("(define (f$ a : float64) (grad (lambda (x) (* x a)) a))", (1.5,), 1.5),
    Case("(define (f$ a : float64) (grad (lambda (b) (grad (lambda (x) (* x x b)) a)) 2.0))", (1.5,), 3.0),
    Case("(define (f$ a : float64) ((grad (grad (lambda (x) (* x x x)))) a))", (1.5,), 9.0),
    Case("(define (f$ a : float64) ((grad (grad (grad (lambda (x) (* x x x x))))) a))", (1.5,), 36.0),
    Case("(define (f$ a : float64) (grad (lambda (x) (* x (grad (lambda (y) (+ x y)) 1.0))) a))", (3.0,), 1.0),
    Case("(define (f$ a : float64) (grad (lambda (x) (* x (grad (lambda (y) (* x y)) 2.0))) a))", (3.0,), 6.0),
    Case("(define (f$ a : float64) (grad (lambda (x) (grad (lambda (y) (* x (* y y))) x)) a))", (3.0,), 12.0),
    Case("(define (f$ a : float64) (derivative (lambda (x) (* x (derivative (lambda (y) (+ x y)) 1.0))) a))", (3.0,), 1.0),
    Case("(define (f$ a : float64) (derivative (lambda (x) (grad (lambda (y) (* x x y)) 1.0)) a))", (3.0,), 6.0),
    Case("(define (d$ f) (lambda (x) (grad f x)))(define (f$ a : float64)"
         " (grad (lambda (x) ((d$ (lambda (y) (* x y y))) 3.0)) a))", (2.0,), 6.0),
    # Control flow.
    Case("(define (f$ a : float64) (grad (lambda (x) (if (> x 0) (* x x) (- x))) a))", (1.5,), 3.0),
    Case("(define (f$ a : float64) (grad (lambda (x) (if (> x 0) (* x x) (- x))) a))", (-1.5,), -1.0),
    Case("(define (f$ a : float64) (grad (lambda (x) (let loop ([i 0] [s x]) (if (= i 5) s (loop (+ i 1) (* s x))))) a))",
         (1.5,), 6 * 1.5**5),
    Case("(define (f$ a : float64 n : integer) (grad (lambda (x) (let loop ([i 0] [s x]) (if (= i n) s (loop (+ i 1) (* s x))))) a))",
         (1.5, 5), 6 * 1.5**5),
    Case("(define (f$ a : float64) (grad (lambda (x) (let loop ([s x]) (if (> s 100) s (loop (* s x))))) a))",
         (3.0,), 5 * 3.0**4),
    Case("(define (f$ xs : (Tensor f64 [n])) (grad (lambda (v) (for/fold ([acc 1.0]) ([x v]) (* acc x))) xs))",
         (A,), A.prod() / A),
    Case("(define (f$ [v : (Tensor f64 [n])]) (grad (lambda (v) (prod v)) v))", (np.zeros(0),), np.zeros(0)),
    Case("(define (f$ [v : (Tensor f64 [n])]) (grad (lambda (v) (prod v)) v))",
         (np.linspace(0.9, 1.1, 300),), np.prod(np.linspace(0.9, 1.1, 300)) / np.linspace(0.9, 1.1, 300)),
    Case("(define (f$ a : float64) (for/fold ([acc a]) ([i (range 3)]) (- acc (* 0.1 (grad (lambda (x) (* x x)) acc)))))",
         (1.0,), 0.8**3),
    Case("(define (f$ a : float64) (grad (lambda (x) (define s 0.0) (for-each (lambda (k) (set! s (+ s (* k x x)))) (list 1.0 2.0)) s) a))",
         (1.5,), 9.0),
    Case(f"{CUBE}(define (f$ v : (Tensor f64 [n])) (map (grad cube$) v))", (A,), 3 * A * A),
    Case("(define (f$ a : float64) (grad (lambda (x) (for/fold ([s x]) ([i (range 2)]) (grad (lambda (y) (* x (* y y s))) s))) a))",
         (0.5,), 56 * 0.5**6),
    Case("(define (f$ a : float64 b : float64) (if (> a 0) (grad (lambda (x) (* x x b)) a) (grad (lambda (x) (* x b)) a)))", (1.5, 2.0), 6.0),
    Case("(define (f$ v : (Tensor f64 [n]) b : float64) (for/fold ([s 1.0]) ([x v]) (+ s (grad (lambda (y) (* y x b s)) x))))",
         (A, 2.0), float(np.prod(1 + 2 * A))),
    # What is constant.
    Case("(define (f$ a : float64) (grad (lambda (x) (* x (stop-gradient x))) a))", (1.5,), 1.5),
    Case("(define (f$ a : (Tensor f64 [n])) (grad (lambda (v) (sum (* v (stop-gradient (* v v))))) a))", (A,), A * A),
    # Memory policies give the same numbers.
    Case("(define (f$ a : float64 n : integer) (grad (lambda (x) (for/fold ([s x]) ([i (range n)]) (sin (* s x)))) a :memory-optimization 'recompute))",
         (0.5, 4), None),
    Case("(define (f$ a : float64 n : integer) (grad (lambda (x) (for/fold ([s x]) ([i (range n)]) (sin (* s x)))) a :memory-optimization 'store))",
         (0.5, 4), None),
    # Directions.
    Case("(define (f$ a : (Tensor f64 [n]) t : (Tensor f64 [n])) (jvp (lambda (v) (* v v)) (list a) (list t)))", (A, B), (A * A, 2 * A * B)),
    Case("(define (f$ a : float64 b : float64) (jvp * (list a b) (list 1.0 #f)))", (1.5, 2.0), (np.float64(3.0), np.float64(2.0))),
    Case("(define (f$ a : float64 b : float64) (jvp (lambda (x y) (values (* x y) (+ x y))) (list a b) (list 1.0 2.0)))", (1.5, 2.0),
         ((np.float64(3.0), np.float64(3.5)), (np.float64(5.0), np.float64(3.0)))),
    Case("(define (f$ a : (Tensor f64 [n]) c : (Tensor f64 [n])) (vjp (lambda (v) (* v v)) (list a) c))", (A, B), 2 * A * B),
    Case("(define (f$ a : float64 b : float64) (vjp * (list a b) 2.0))", (1.5, 2.0), (np.float64(4.0), np.float64(3.0))),
    Case("(define (f$ a : float64 b : float64) (vjp (lambda (x y) (values (* x y) (+ x y))) (list a b) (list 2.0 1.0)))", (1.5, 2.0),
         (np.float64(5.0), np.float64(4.0))),
    Case("(define (f$ a : (Tensor f64 [n]) t : (Tensor f64 [n])) (hvp (lambda (v) (sum (* v v v))) a t))", (A, B), 6 * A * B),
    Case("(define (f$ a : float64) (derivative (lambda (t) (values (sin t))) a))", (0.5,), np.cos(0.5)),
    Case("(define (f$ a : float64) (derivative (lambda (t) (list (sin t) (* t t))) a))", (0.5,), (np.float64(np.cos(0.5)), np.float64(1.0))),
    Case("(define (f$ a : float64) (derivative (lambda (t) (* t #f64(1.0 2.0))) a))", (0.5,), np.array([1.0, 2.0])),
    # A weak number takes the type of what it meets.
    Case("(define (f$ w : (Tensor f32 [n])) (grad (lambda (v) (sum (* v w))) 1.5))", (A.astype(np.float32),), 1.25),
]  # fmt: skip


def _steps(a: float, n: int) -> float:
    def value(x: Any) -> Any:
        s = x
        for _ in range(n):
            s = jnp.sin(s * x)
        return s

    return float(jax.grad(value)(a))


CASES = [
    Case(c.source, c.arguments, _steps(*c.arguments) if c.expected is None else c.expected) for c in CASES
]

program = program_fixture(CASES)


@each(CASES)
def test_gradient(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


#: (program, the same in JAX, arguments)
AGAINST_JAX: list[tuple[str, Callable[..., Any], tuple[Any, ...]]] = [
    ("(lambda (v) (sum (* (sin v) (exp v))))", lambda v: jnp.sum(jnp.sin(v) * jnp.exp(v)), (A,)),
    ("(lambda (v) (logsumexp v))", lambda v: jax.nn.logsumexp(v), (A,)),
    ("(lambda (v) (sum (square (softmax v))))", lambda v: jnp.sum(jax.nn.softmax(v) ** 2), (A,)),
    ("(lambda (v) (prod v))", lambda v: jnp.prod(v), (A,)),
    ("(lambda (v) (norm v))", lambda v: jnp.linalg.norm(v), (A,)),
    ("(lambda (v w) (dot (tanh v) w))", lambda v, w: jnp.dot(jnp.tanh(v), w), (A, B)),
    ("(lambda (m v) (sum (square (matmul m v))))", lambda m, v: jnp.sum((m @ v) ** 2), (M, A)),
    ("(lambda (m) (sum (matmul m (transpose m))))", lambda m: jnp.sum(m @ m.T), (M,)),
    ("(lambda (m) (sum (relu m)))", lambda m: jnp.sum(jax.nn.relu(m)), (M,)),
    ("(lambda (m) (mean (sigmoid m)))", lambda m: jnp.mean(jax.nn.sigmoid(m)), (M,)),
    ("(lambda (v) (vref v 1))", lambda v: v[1], (A,)),
    ("(lambda (v) (sum (* (slice v [1] [3]) (slice v [0] [2]))))", lambda v: jnp.sum(v[1:] * v[:2]), (A,)),
    ("(lambda (m) (sum (square (+ m [1.0 2.0 3.0]))))", lambda m: jnp.sum((m + jnp.arange(1.0, 4.0)) ** 2), (M,)),
    ("(lambda (v) (variance v))", lambda v: jnp.var(v, ddof=1), (A,)),
    ("(lambda (v) (sum (where (> v 0) (* v v) 0.0)))", lambda v: jnp.sum(jnp.where(v > 0, v * v, 0.0)), (A,)),
    ("(lambda (v) (max v))", lambda v: jnp.max(v), (A,)),
    ("(lambda (v) (sum (expt (abs v) 1.5)))", lambda v: jnp.sum(jnp.abs(v) ** 1.5), (A,)),
]  # fmt: skip


@pytest.fixture(scope="module")
def against_jax() -> Any:
    return esk.compile(
        "\n".join(
            _gradient(number, source, arguments) for number, (source, _, arguments) in enumerate(AGAINST_JAX)
        ),
        cache=False,
    )


def _gradient(number: int, source: str, arguments: tuple[Any, ...]) -> str:
    shapes = [" ".join(map(str, x.shape)) for x in arguments]
    parameters = " ".join(f"a{i} : (Tensor f64 [{shape}])" for i, shape in enumerate(shapes))
    names = [f"a{i}" for i in range(len(arguments))]
    positions = " ".join(name[1:] for name in names)
    return f"(define (f{number} {parameters}) (grad {source} {' '.join(names)} :argnums [{positions}]))"


@pytest.mark.parametrize("number", range(len(AGAINST_JAX)), ids=[row[0] for row in AGAINST_JAX])
def test_against_jax(against_jax: Any, number: int) -> None:
    _, function, arguments = AGAINST_JAX[number]
    actual = against_jax[f"f{number}"](*arguments)
    expected = jax.grad(function, argnums=tuple(range(len(arguments))))(*arguments)
    for a, e in zip(actual if len(arguments) > 1 else (actual,), expected, strict=True):
        np.testing.assert_allclose(a, e, rtol=1e-10, atol=1e-12)
