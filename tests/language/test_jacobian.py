"""Jacobians and Hessians: against closed forms, and against JAX in double precision."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from language_support import Case, check_tree, each, program_fixture, refused

jax.config.update("jax_enable_x64", True)

A = np.array([0.5, -1.25, 2.0])
M = np.array([[0.5, -1.0, 0.25], [1.5, 2.0, -0.5]])


def _mixed(v: Any) -> Any:
    return jnp.stack([v[0] * v[1], jnp.sin(v[2])])


def _cubic(v: Any) -> Any:
    return jnp.sum(v**3) * v[0]


MIXED = "(lambda (v) (vector (* (vref v 0) (vref v 1)) (sin (vref v 2))))"
CUBIC = "(lambda (v) (* (sum (* v v v)) (vref v 0)))"

CASES = [
    Case("(define (f$ a : (Tensor f64 [n])) (jacobian (lambda (v) (* v v)) a))", (A,), np.diag(2 * A)),
    Case(f"(define (f$ a : (Tensor f64 [3])) (jacobian {MIXED} a))", (A,), jax.jacobian(_mixed)(A)),
    Case(f"(define (f$ a : (Tensor f64 [3])) (jacobian {MIXED} a :mode 'forward))", (A,), jax.jacfwd(_mixed)(A)),
    Case(f"(define (f$ a : (Tensor f64 [3])) (jacobian {MIXED} a :mode 'reverse))", (A,), jax.jacrev(_mixed)(A)),
    Case(f"(define (f$ a : (Tensor f64 [n])) ((jacobian {MIXED}) a))", (A,), jax.jacobian(_mixed)(A)),
    Case("(define (f$ m : (Tensor f64 [k n]) v : (Tensor f64 [n])) (jacobian matmul m v :argnums 1))", (M, A), M),
    Case("(define (f$ m : (Tensor f64 [k n]) v : (Tensor f64 [n])) (jacobian matmul m v))", (M, A),
         np.einsum("ab,c->abc", np.eye(2), A)),
    Case("(define (f$ m : (Tensor f64 [k n]) v : (Tensor f64 [n])) (jacobian matmul m v :argnums [0 1]))", (M, A),
         (np.einsum("ab,c->abc", np.eye(2), A), M)),
    # Numbers and tensors.
    Case("(define (f$ a : float64) (jacobian sin a))", (0.5,), np.cos(0.5)),
    Case("(define (f$ a : float64) (jacobian (lambda (x) (* x #f64(1.0 2.0))) a))", (0.5,), np.array([1.0, 2.0])),
    Case("(define (f$ a : (Tensor f64 [n])) (jacobian (lambda (v) (sum (* v v))) a))", (A,), 2 * A),
    # Vectors and lists of numbers are points too; of one number by a list comes a list.
    Case("(define (f$ a : float64) (jacobian (lambda (v) (vector (* (car v) (cadr v)) (car v))) (list a 3.0)))", (2.0,),
         np.array([[3.0, 2.0], [1.0, 0.0]])),
    Case("(define (f$ a : float64) (jacobian (lambda (v) (* (car v) (cadr v))) (list a 3.0)))", (2.0,),
         (np.float64(3.0), np.float64(2.0))),
    Case("(define (f$) (jacobian (lambda (v) (* v v)) [1.0 2.0]))", (), np.diag([2.0, 4.0])),
    # Trees: in place of each number of the result, the argument's form.
    Case("(define-type P$ (Record [w : (Tensor f64 [n])] [b : float64]))"
         "(define (f$ a : (Tensor f64 [n])) (let ([d (jacobian (lambda (p) (* p.b p.w)) (P$ a 2.0))]) (values d.w d.b)))",
         (A,), (np.diag([2.0] * 3), A)),
    Case("(define-type P$ (Record [w : (Tensor f64 [n])] [b : float64]))"
         "(define (f$ a : (Tensor f64 [n])) (let ([d (jacobian (lambda (v) (P$ (* v v) (sum v))) a)]) (values d.w d.b)))",
         (A,), (np.diag(2 * A), np.ones(3))),
    # A size that only the procedure knows.
    Case("(define (f$ a : (Tensor f64 [n])) (jacobian (lambda (v) (slice v [1] [(size v)])) a))", (A,), np.eye(3)[1:]),
    # Second derivatives.
    Case(f"(define (f$ a : (Tensor f64 [n])) (hessian {CUBIC} a))", (A,), jax.hessian(_cubic)(A)),
    Case(f"(define (f$ a : (Tensor f64 [3])) ((hessian {CUBIC}) a))", (A,), jax.hessian(_cubic)(A)),
    Case(f"(define (f$ a : (Tensor f64 [n])) (jacobian (grad {CUBIC}) a))", (A,), jax.hessian(_cubic)(A)),
    Case("(define (f$ a : float64) (hessian (lambda (x) (* x x x)) a))", (2.0,), 12.0),
    Case("(define (f$ a : float64 b : float64) (hessian (lambda (x y) (* x x y)) a b :argnums 1))", (2.0, 3.0), 0.0),
    Case("(define (f$ a : float64 b : float64) (hessian (lambda (x y) (* x x y)) a b :argnums [0 1]))", (2.0, 3.0),
         ((np.float64(6.0), np.float64(4.0)), (np.float64(4.0), np.float64(0.0)))),
    Case("(define (f$ a : float64) (hessian (lambda (v) (* (car v) (car v) (cadr v))) (list a 3.0)))", (2.0,),
         np.array([[6.0, 4.0], [4.0, 0.0]])),
    Case("(define (f$ a : (Tensor f64 [n])) (hessian (lambda (v) (for/fold ([s 1.0]) ([x v]) (* s x))) a))", (A,),
         jax.hessian(jnp.prod)(A)),
]  # fmt: skip

program = program_fixture(CASES)


@each(CASES)
def test_jacobian(program: Any, number: int, case: Case) -> None:
    check_tree(program[f"f{number}"](*case.arguments), case.expected)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("(jacobian (lambda (v) (argmax v)) a)",
         "TypeError: jacobian needs a procedure that returns real numbers, but the procedure returns (Tensor i64 []), "
         "which has no derivative"),
        ("(jacobian (lambda (v) \"x\") a)",
         'TypeError: jacobian needs a procedure that returns numbers, but the procedure returns the string "x"'),
        ("(jacobian sin a :mode 'sideways)",
         "TypeError: :mode should be 'forward or 'reverse but is the symbol 'sideways, in jacobian"),
        ("(hessian sin a)",
         "TypeError: hessian needs a procedure that returns one number, but `sin` returns (Tensor f64 [3])"),
        ("(jacobian sin)", None),
        ("(vref ((derivative (lambda (x) \"x\")) 1.0) 0)",
         'TypeError: derivative needs a procedure that returns numbers, but the procedure returns the string "x"'),
        ("((derivative (lambda (x) (> x 0.0))) (sum a))",
         "TypeError: derivative needs a procedure that returns numbers, but the procedure returns (Tensor boolean [])"),
        ("(((derivative (lambda (x) (lambda (y) (* x y)))) 1.0) a)",
         "TypeError: the procedure given to derivative returns a procedure that uses what it computes, which cannot leave it"),
        ("(((vmap (lambda (x) (lambda (y) (* x y)))) a) a)",
         "TypeError: the procedure given to vmap returns a procedure that uses what it computes, which cannot leave it"),
        ("(call-with-values (lambda () (jvp (lambda (x) (compose sin (lambda (y) (* x y)))) (list a) (list a)))"
         " (lambda (p t) (p a)))",
         "TypeError: the procedure given to jvp returns a procedure that uses what it computes, which cannot leave it"),
    ],
)  # fmt: skip
def test_what_is_refused(source: str, message: str | None) -> None:
    refused(f"(define (f a : (Tensor f64 [3])) {source})", message)
