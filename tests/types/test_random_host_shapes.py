"""Random operations on tensors of known shapes in procedures of the host: refused if NumPy refuses them, and only then."""

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
        return self.random.choice((self.binary, self.product, self.joined, self.reshaped, self.reduced, self.permuted, self.bound))(
            depth - 1
        )  # fmt: skip

    def applied(self, text: str, operands: list[Operand], function: Callable[..., np.ndarray]) -> Operand:
        values = [operand.value for operand in operands]
        if any(value is None for value in values):
            return Operand(text, None)
        try:
            return Operand(text, function(*values))
        except ValueError:  # NumPy's AxisError is one
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
        text = f"(reshape {a.text} [{' '.join(map(str, shape))}])"
        return self.applied(text, [a], lambda a: a.reshape(shape))

    def reduced(self, depth: int) -> Operand:
        a, axis = self.operand(depth), self.random.choice((0, 1, -1))
        return self.applied(
            f"(sum {a.text} :axis {axis} :keepdims #t)", [a], lambda a: a.sum(axis, keepdims=True)
        )

    def permuted(self, depth: int) -> Operand:
        a, axes = self.operand(depth), self.random.sample(range(2), 2)
        text = f"(transpose {a.text} [{' '.join(map(str, axes))}])"
        return self.applied(text, [a], lambda a: a.transpose(axes))

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
        text = f"(define (f [message : string]{written})\n  (display message)\n  {operand.text})\n"
        assert is_refused(text) == (operand.value is None), text
        refused += operand.value is None
    assert 0.2 * PROGRAMS < refused < 0.9 * PROGRAMS
