"""Random operations on tensors of known shapes, on the host and on the device: refused if NumPy refuses them, and only then."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.diagnostics import ShapeError, Source

PROGRAMS = 60


@dataclass(frozen=True)
class Operand:
    """A text, and the array that it stands for: None if one of its operations fails."""

    text: str
    value: np.ndarray | None


class Generator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.parameters: list[tuple[str, tuple[int, ...]]] = []

    def shape(self) -> tuple[int, ...]:
        return tuple(self.random.choice((1, 2, 3)) for _ in range(self.random.choice((1, 2, 2, 3))))

    def operand(self, depth: int) -> Operand:
        if depth == 0 or self.random.random() < 0.2:
            shape, name = self.shape(), f"p{len(self.parameters)}"
            self.parameters.append((name, shape))
            return Operand(name, np.ones(shape))
        common = (
            self.binary,
            self.product,
            self.joined,
            self.reshaped,
            self.reduced,
            self.permuted,
            self.bound,
        )
        further = (
            self.stacked, self.sliced, self.taken, self.contracted, self.expanded, self.squeezed, self.broadcast,
            self.convolved, self.pooled,
        )  # fmt: skip
        return self.random.choice((*common, *common, *further))(depth - 1)

    def applied(self, text: str, operands: list[Operand], function: Callable[..., np.ndarray]) -> Operand:
        values = [operand.value for operand in operands]
        if any(value is None for value in values):
            return Operand(text, None)
        try:
            return Operand(text, function(*values))
        except (ValueError, IndexError):  # NumPy's AxisError is one
            return Operand(text, None)

    def binary(self, depth: int) -> Operand:
        a, b = self.operand(depth), self.operand(depth)
        operation, function = self.random.choice((("+", np.add), ("*", np.multiply), ("maximum", np.maximum)))
        return self.applied(f"({operation} {a.text} {b.text})", [a, b], function)

    def product(self, depth: int) -> Operand:
        a, b = self.operand(depth), self.operand(depth)
        return self.applied(f"(matmul {a.text} {b.text})", [a, b], np.matmul)

    def joined(self, depth: int) -> Operand:
        a, b, axis = self.operand(depth), self.operand(depth), self.random.choice((0, 0, 1))
        text = f"(concat {a.text} {b.text} :axis {axis})"
        return self.applied(text, [a, b], lambda a, b: np.concatenate((a, b), axis))

    def reshaped(self, depth: int) -> Operand:
        a, shape = self.operand(depth), self.shape()
        if self.random.random() < 0.3:
            shape = (-1, *shape[1:])
        text = f"(reshape {a.text} [{' '.join(map(str, shape))}])"
        return self.applied(text, [a], lambda a: a.reshape(shape))

    def reduced(self, depth: int) -> Operand:
        a, axis = self.operand(depth), self.random.choice((0, 1, -1, (0, 1)))
        written = f"[{' '.join(map(str, axis))}]" if isinstance(axis, tuple) else axis
        return self.applied(
            f"(sum {a.text} :axis {written} :keepdims #t)", [a], lambda a: a.sum(axis, keepdims=True)
        )

    def permuted(self, depth: int) -> Operand:
        a, axes = self.operand(depth), self.random.sample(range(2), 2)
        text = f"(transpose {a.text} [{' '.join(map(str, axes))}])"
        return self.applied(text, [a], lambda a: a.transpose(axes))

    def stacked(self, depth: int) -> Operand:
        a, b, axis = self.operand(depth), self.operand(depth), self.random.choice((0, 1, -1))
        return self.applied(
            f"(stack {a.text} {b.text} :axis {axis})", [a, b], lambda a, b: np.stack((a, b), axis)
        )

    def sliced(self, depth: int) -> Operand:
        a, stop = self.operand(depth), self.random.choice((1, 2))

        def slice(a: np.ndarray) -> np.ndarray:
            if not a.ndim or stop > a.shape[0]:
                raise IndexError
            return a[:stop]

        return self.applied(f"(slice {a.text} [0] [{stop}])", [a], slice)

    def taken(self, depth: int) -> Operand:
        a, axis = self.operand(depth), self.random.choice((0, 1, -1))
        return self.applied(f"(take {a.text} [0 0] :axis {axis})", [a], lambda a: np.take(a, [0, 0], axis))

    def contracted(self, depth: int) -> Operand:
        a, b = self.operand(depth), self.operand(depth)
        labels = self.random.choice(("ij,jk->ik", "ij,ij->i", "i,j->ij", "bij,bjk->bik"))
        return self.applied(
            f'(einsum "{labels}" {a.text} {b.text})', [a, b], lambda a, b: np.asarray(np.einsum(labels, a, b))
        )

    def expanded(self, depth: int) -> Operand:
        a, axis = self.operand(depth), self.random.choice((0, 1, -1))
        return self.applied(f"(expand-dims {a.text} {axis})", [a], lambda a: np.expand_dims(a, axis))

    def squeezed(self, depth: int) -> Operand:
        a, axis = self.operand(depth), self.random.choice((0, -1))
        return self.applied(f"(squeeze {a.text} :axis {axis})", [a], lambda a: np.squeeze(a, axis))

    def broadcast(self, depth: int) -> Operand:
        a, shape = self.operand(depth), self.shape()
        text = f"(broadcast-to {a.text} [{' '.join(map(str, shape))}])"
        return self.applied(text, [a], lambda a: np.broadcast_to(a, shape))

    def convolved(self, depth: int) -> Operand:
        a, b = self.operand(depth), self.operand(depth)

        def convolve(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
            if (
                x.ndim != 3
                or kernel.ndim != 3
                or x.shape[1] != kernel.shape[1]
                or x.shape[2] < kernel.shape[2]
            ):
                raise ValueError
            return np.ones((x.shape[0], kernel.shape[0], x.shape[2] - kernel.shape[2] + 1))

        return self.applied(f"(conv1d {a.text} {b.text})", [a, b], convolve)

    def pooled(self, depth: int) -> Operand:
        a, window = self.operand(depth), self.random.choice((1, 2))

        def pool(x: np.ndarray) -> np.ndarray:
            if x.ndim < 3 or x.shape[2] < window:
                raise ValueError
            return np.ones((*x.shape[:2], x.shape[2] - window + 1))

        return self.applied(f"(max-pool {a.text} [{window}] :stride 1)", [a], pool)

    def bound(self, depth: int) -> Operand:
        a, kept = self.operand(depth), f"v{self.random.randrange(10**9)}"
        b = self.operand(depth)
        texts = (
            f'(let (({kept} {a.text})) (display "") (+ {kept} {b.text}))',
            f"(match {a.text} ({kept} (+ {kept} {b.text})))",
            f"(let loop (({kept} {a.text}) (i 0)) (if (= i 2) (+ {kept} {b.text}) (loop (tanh {kept}) (+ i 1))))",
            f"(for/fold (({kept} (+ {a.text} {b.text}))) ((i (range 2))) (* 2.0 {kept}))",
            f"(let (({kept} (lambda (x) (+ x {b.text})))) ({kept} {a.text}))",
        )
        return self.applied(self.random.choice(texts), [a, b], np.add)


def is_refused(text: str) -> bool:
    try:
        check_program(Source("random.esk", text))
    except ShapeError:
        return True
    return False


@pytest.mark.parametrize("seed", range(4))
def test_refused_with_numpy(seed: int) -> None:
    """Each procedure of a program has errors of its own, so that one program tells of many."""
    refused = 0
    for number in range(PROGRAMS):
        generator = Generator(seed * PROGRAMS + number)
        operand = generator.operand(generator.random.choice((1, 2, 3)))
        written = "".join(
            f" [{name} : (Tensor f64 [{' '.join(map(str, shape))}])]" for name, shape in generator.parameters
        )
        # One on the host, the next on the device.
        parameter, first = ("", "0.0") if number % 2 else ("[message : string]", "(display message)")
        text = f"(define (f {parameter}{written})\n  {first}\n  {operand.text})\n"
        assert is_refused(text) == (operand.value is None), text
        refused += operand.value is None
    assert 0.2 * PROGRAMS < refused < 0.9 * PROGRAMS
