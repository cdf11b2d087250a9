"""Derivatives and batches of compiled functions from Python, against JAX in double precision."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import eshkol_mlir as esk
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from eshkol_mlir.diagnostics import ArityError, EshkolError, ShapeError, TypeError, UsageError

jax.config.update("jax_enable_x64", True)

PROGRAM = """
(define-type Model (Record [w : (Tensor f64 [n])] [b : float64]))

(define (loss [w : (Tensor f64 [n])] [x : (Tensor f64 [n])])
  "The squared error of one example."
  (square (- (sum (* w (sin x))) 1.0)))
(define (model-loss [m : Model] [x : (Tensor f64 [n])]) (square (+ (sum (* m.w x)) m.b)))
(define (product x : float64 y : float64) : float64 (* x x y))
(define (both x : float64) (values (* x x) (sin x)))
(define (with-aux x : float64) (values (* x x) (+ x 1)))
(define (single [v : (Tensor f32 [n])] c : float32) (sum (* c (* v v))))
(define (count n : integer x : float64) (* n x))

(define (untyped v) (sum (* v v)))
(define (wave x) (sin x))
(define (times a b) (* a b))
(define (untyped-model m x) (square (+ (sum (* m.w x)) m.b)))
"""

W = np.array([0.5, -1.25, 2.0])
X = np.array([1.5, 0.25, -0.75])
BATCH = np.random.default_rng(3).standard_normal((4, 3))


def loss(w: Any, x: Any) -> Any:
    return (jnp.sum(w * jnp.sin(x)) - 1.0) ** 2


@pytest.fixture(scope="module")
def program() -> Any:
    return esk.compile(PROGRAM)


def close(actual: Any, expected: Any, rtol: float = 1e-12) -> None:
    assert np.shape(actual) == np.shape(expected)
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=1e-12)


def test_grad(program: Any) -> None:
    close(esk.grad(program.loss)(W, X), jax.grad(loss)(W, X))
    close(esk.grad(program.loss, argnums=1)(W, X), jax.grad(loss, 1)(W, X))
    close(esk.grad(program.loss, argnums=-1)(W, X), jax.grad(loss, 1)(W, X))
    for actual, expected in zip(
        esk.grad(program.loss, argnums=(0, 1))(W, X), jax.grad(loss, (0, 1))(W, X), strict=True
    ):
        close(actual, expected)
    close(esk.grad(program.product, [0, 1])(2.0, 3.0), (12.0, 4.0))
    close(esk.grad(program.single)(W.astype(np.float32), 2.0), 4 * W.astype(np.float32), 1e-6)
    close(esk.grad(program.count, argnums=1)(3, 2.0), 3.0)


def test_sizes_of_typed_functions_are_open(program: Any) -> None:
    slope = esk.grad(program.loss)
    for n in (3, 1, 5, 0):
        w, x = np.linspace(-1, 1, n), np.linspace(0, 1, n)
        close(slope(w, x), jax.grad(loss)(w, x))


def test_value_and_grad(program: Any) -> None:
    value, slope = esk.value_and_grad(program.loss)(W, X)
    close(value, loss(W, X))
    close(slope, jax.grad(loss)(W, X))
    close(esk.value_and_grad(program.with_aux, has_aux=True)(2.0), (4.0, 3.0, 4.0))
    close(esk.grad(program.with_aux, has_aux=True)(2.0), (4.0, 3.0))


def test_jacobian_and_hessian(program: Any) -> None:
    close(esk.jacobian(esk.grad(program.loss))(W, X), jax.hessian(loss)(W, X))
    close(esk.hessian(program.loss)(W, X), jax.hessian(loss)(W, X))
    close(esk.hessian(program.loss, argnums=1)(W, X), jax.hessian(loss, 1)(W, X))
    for mode in (None, "forward", "reverse"):
        close(esk.jacobian(program.wave, mode=mode)(W), np.diag(np.cos(W)))


def test_directions(program: Any) -> None:
    value, tangent = esk.jvp(program.loss, (W, X), (X, W))
    expected = jax.jvp(loss, (W, X), (X, W))
    close(value, expected[0])
    close(tangent, expected[1])
    close(esk.jvp(program.loss, [W, X], [X, None])[1], jax.jvp(lambda w: loss(w, X), (W,), (X,))[1])
    value, pull_back = esk.vjp(program.loss, W, X)
    close(value, loss(W, X))
    for actual, reference in zip(pull_back(2.0), jax.vjp(loss, W, X)[1](2.0), strict=True):
        close(actual, reference)
    value, pull_back = esk.vjp(program.wave, W)
    close(pull_back(X), X * np.cos(W))
    close(pull_back(2 * X), 2 * X * np.cos(W))
    values, pull_back = esk.vjp(program.both, 0.5)
    close(values, (0.25, np.sin(0.5)))
    close(pull_back((2.0, 1.0)), 2.0 + np.cos(0.5))
    values, tangents = esk.jvp(program.both, (0.5,), (1.0,))
    close(values, (0.25, np.sin(0.5)))
    close(tangents, (1.0, np.cos(0.5)))


def test_vmap(program: Any) -> None:
    close(esk.vmap(program.loss, in_axes=(None, 0))(W, BATCH), jax.vmap(loss, (None, 0))(W, BATCH))
    close(esk.vmap(program.loss, in_axes=(None, 1))(W, BATCH.T.copy()), jax.vmap(loss, (None, 0))(W, BATCH))
    close(esk.vmap(program.wave)(BATCH), np.sin(BATCH))
    close(esk.vmap(program.wave, out_axes=1)(BATCH), np.sin(BATCH).T)
    close(esk.vmap(esk.vmap(program.wave))(BATCH), np.sin(BATCH))
    close(esk.vmap(program.product, (0, None))(W, 2.0), 2 * W * W)


def test_compositions(program: Any) -> None:
    close(
        esk.vmap(esk.grad(program.loss), (None, 0))(W, BATCH), jax.vmap(jax.grad(loss), (None, 0))(W, BATCH)
    )
    close(esk.grad(esk.grad(program.wave))(0.5), -np.sin(0.5))
    close(
        esk.vmap(esk.hessian(program.loss), (None, 0))(W, BATCH),
        jax.vmap(jax.hessian(loss), (None, 0))(W, BATCH),
    )
    close(esk.jvp(esk.grad(program.loss), (W, X), (X, None))[1], jax.hessian(loss)(W, X) @ X)
    close(esk.vjp(esk.grad(program.untyped), W)[1](X), 2 * X)


def test_functions_without_types(program: Any) -> None:
    slope = esk.grad(program.untyped)
    for point in (W, W.astype(np.float32), BATCH):
        result = slope(point)
        assert result.dtype == point.dtype
        close(result, 2 * point, 1e-6)
    close(esk.grad(program.wave)(0.5), np.cos(0.5))


def test_records(program: Any) -> None:
    def model_loss(m: Any, x: Any) -> Any:
        return (jnp.sum(m[0] * x) + m[1]) ** 2

    expected = jax.grad(model_loss)((W, 2.0), X)
    given = esk.grad(program.model_loss)((W, 2.0), X)
    assert type(given).__name__ == "Model"
    close(given.w, expected[0])
    close(given.b, expected[1])
    # What comes out goes in again, also into functions without types.
    again = esk.grad(program.model_loss)(given, X)
    close(again.w, jax.grad(model_loss)(tuple(given), X)[0])
    close(esk.grad(program.untyped_model)(given, X).b, again.b)
    _, pull_back = esk.vjp(program.model_loss, given, X)
    close(pull_back(1.0)[0].w, again.w)
    each = esk.vmap(esk.grad(program.model_loss), (None, 0))(given, BATCH)
    close(each.w, jax.vmap(jax.grad(model_loss), (None, 0))(tuple(given), BATCH)[0])
    assert each.b.shape == (4,)


def test_they_look_like_functions(program: Any) -> None:
    slope = esk.grad(program.loss, argnums=(0, 1))
    assert slope.__doc__ == "The gradient of loss.\n\nThe squared error of one example."
    assert list(inspect.signature(slope).parameters) == ["w", "x"]
    assert repr(slope) == "<function (%grad loss :argnums [0 1]), compiled when called>"
    close(slope(x=X, w=W)[0], jax.grad(loss)(W, X))


def test_a_program_may_use_the_names_itself() -> None:
    program = esk.compile(
        "(define (grad x) (* 1000 x)) (define (list x) x) (define (wave x : float64) (sin x))", cache=False
    )
    close(esk.grad(program.wave)(0.5), np.cos(0.5))
    close(esk.vjp(program.wave, 0.5)[1](1.0), np.cos(0.5))
    assert program.grad(1.0) == 1000.0


def test_procedures_made_by_transformations_are_functions() -> None:
    program = esk.compile(
        "(define (wave x) (sin x)) (define slope (grad wave)) (define slopes (vmap slope))", cache=False
    )
    close(program.slope(0.5), np.cos(0.5))
    close(program.slopes(W), np.cos(W))
    close(esk.grad(program.slope)(0.5), -np.sin(0.5))


def test_errors_are_those_of_the_language(program: Any) -> None:
    with pytest.raises(
        TypeError,
        match=r"grad needs a procedure that returns one number, but `wave` returns \(Tensor f64 \[3\]\)",
    ):
        esk.grad(program.wave)(W)
    with pytest.raises(TypeError, match="argument `n` of `count` is integer, which has no derivative"):
        esk.grad(program.count)(3, 2.0)
    with pytest.raises(ArityError, match=":argnums 2 is out of range: `loss` gets 2 arguments"):
        esk.grad(program.loss, argnums=2)(W, X)
    with pytest.raises(ShapeError, match="the batches have different sizes"):
        esk.vmap(program.times)(W, np.zeros(2))
    with pytest.raises(
        EshkolError, match=r"grad.loss: the argument w has the wrong rank: expected \[n\] but got \[4 3\]"
    ):
        esk.grad(program.loss)(BATCH, X)


def test_what_is_no_function(program: Any, tmp_path: Path) -> None:
    with pytest.raises(
        UsageError,
        match=r"esk.grad needs a function of a compiled program but got a builtin_function_or_method",
    ):
        esk.grad(abs)
    with pytest.raises(UsageError, match="argnums takes integers"):
        esk.grad(program.loss, argnums="w")
    with pytest.raises(UsageError, match="argnums takes an integer or a sequence"):
        esk.grad(program.loss, argnums=True)
    with pytest.raises(UsageError, match="memory is 'store' or 'recompute', not 'keep'"):
        esk.grad(program.loss, memory="keep")
    with pytest.raises(UsageError, match="mode is 'forward' or 'reverse', not 'auto'"):
        esk.jacobian(program.loss, mode="auto")
    with pytest.raises(
        UsageError, match=r"the tangents of esk.jvp are a tuple or a list but got an array of shape"
    ):
        esk.jvp(program.loss, (W, X), W)
    with pytest.raises(ArityError, match=r"esk.jvp gets 2 primals but 1 tangents"):
        esk.jvp(program.loss, (W, X), (W,))
    path = tmp_path / "program.vmfb"
    program.save(path)
    with pytest.raises(
        UsageError,
        match=r"esk.grad needs the source of the function, but `loss` comes from a compiled module",
    ):
        esk.grad(esk.load(path).loss)


def test_each_signature_is_compiled_once(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    specialize = type(program).specialize
    monkeypatch.setattr(type(program), "specialize", lambda *a: calls.append(a[1:]) or specialize(*a))
    slope = esk.grad(program.untyped)
    slope(W)
    slope(X)
    assert calls == [("grad.untyped", "3xfloat64", "(%grad untyped :argnums 0)")]
    _, pull_back = esk.vjp(program.untyped, W)
    pull_back(1.0)
    pull_back(2.0)
    esk.vjp(program.untyped, X)[1](1.0)
    assert [call[0] for call in calls] == ["grad.untyped", "untyped", "vjp.untyped"]
