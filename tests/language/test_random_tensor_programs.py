"""Random programs over tensors of dynamic shape, with conditionals and loops, against NumPy."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest

#: The shape of a value: the names of its dimensions.
Shape = tuple[str, ...]
Environment = Mapping[str, Any]

PARAMETERS: dict[str, Shape] = {"x": ("n",), "y": ("m",), "A": ("n", "m"), "B": ("m", "n"), "a": ()}
SIZES = [(3, 5, 0), (4, 4, 3), (1, 1, 2), (7, 2, 1)]
FUNCTIONS = 12


@dataclass(frozen=True)
class Program:
    """A program text, and what it computes from the values of its variables."""

    text: str
    meaning: Callable[[Environment], Any]


ARITHMETIC = {"+": np.add, "-": np.subtract, "*": np.multiply, "maximum": np.maximum, "minimum": np.minimum}
ELEMENTWISE: dict[str, Callable[[Any], Any]] = {
    "tanh": np.tanh, "abs": np.abs, "square": np.square, "-": np.negative, "relu": lambda v: np.maximum(v, 0),
}  # fmt: skip
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "amax": np.max, "amin": np.min}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {"<": np.less, ">=": np.greater_equal}


def softmax(v: Any) -> Any:
    weights = np.exp(v - v.max(-1, keepdims=True))
    return weights / weights.sum(-1, keepdims=True)


class Generator:
    """Makes programs whose results have a given shape."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = 0

    def name(self) -> str:
        self.names += 1
        return f"v{self.names}"

    def program(self, shape: Shape, depth: int, variables: Mapping[str, Shape]) -> Program:
        if depth == 0:
            return self.leaf(shape, variables)
        makers = [self.leaf, self.binary, self.binary, self.unary, self.conditional, self.binding]
        makers += [self.fold, self.loop_with_exits, self.reduction]
        if shape:
            makers += [self.flipped, self.normalized, self.chosen, self.broadcast]
        if len(shape) == 1:
            makers += [self.rotated, self.sorted, self.running, self.product]
        if len(shape) == 2:
            makers += [self.transposed, self.product, self.outer]
        return self.random.choice(makers)(shape, variables, depth - 1)

    def leaf(self, shape: Shape, variables: Mapping[str, Shape], depth: int = 0) -> Program:
        fitting = [name for name, each in variables.items() if each == shape]
        if not shape and self.random.random() < 0.5:
            number = self.random.choice(["0.5", "2", "-1", "1/4"])
            value = {"1/4": 0.25}.get(number) or float(number)
            return Program(number, lambda e: value)
        if fitting:
            name = self.random.choice(fitting)
            return Program(name, lambda e: e[name])
        first, second = ("A", "B") if shape[0] == "n" else ("B", "A")
        return Program(f"(matmul {first} {second})", lambda e: e[first] @ e[second])

    def binary(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        operation = self.random.choice(list(ARITHMETIC))
        left = self.program(shape, depth, variables)
        right = self.program(self.random.choice([shape, shape, ()]), depth, variables)
        return Program(
            f"({operation} {left.text} {right.text})",
            lambda e: ARITHMETIC[operation](left.meaning(e), right.meaning(e)),
        )

    def unary(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        return self.applied(self.random.choice(list(ELEMENTWISE)), self.program(shape, depth, variables))

    @staticmethod
    def applied(operation: str, operand: Program) -> Program:
        return Program(f"({operation} {operand.text})", lambda e: ELEMENTWISE[operation](operand.meaning(e)))

    def test(self, variables: Mapping[str, Shape], depth: int) -> Program:
        operation = self.random.choice(list(COMPARISONS))
        left, right = (self.program((), depth, variables) for _ in range(2))
        return Program(
            f"({operation} {left.text} {right.text})",
            lambda e: bool(COMPARISONS[operation](left.meaning(e), right.meaning(e))),
        )

    def conditional(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        test = self.test(variables, depth)
        left, right = (self.program(shape, depth, variables) for _ in range(2))
        return Program(
            f"(if {test.text} {left.text} {right.text})",
            lambda e: left.meaning(e) if test.meaning(e) else right.meaning(e),
        )

    def binding(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        name, bound = self.name(), self.random.choice([(), ("n",), ("m", "n")])
        value = self.program(bound, depth, variables)
        body = self.program(shape, depth, {**variables, name: bound})
        return Program(
            f"(let ([{name} {value.text}]) {body.text})",
            lambda e: body.meaning({**e, name: value.meaning(e)}),
        )

    def fold(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        name, index = self.name(), self.name()
        initial = self.applied("tanh", self.program(shape, depth, variables))
        body = self.applied("tanh", self.program(shape, depth, {**variables, name: shape}))

        def meaning(e: Environment) -> Any:
            value = initial.meaning(e)
            for _ in range(e["k"]):
                value = body.meaning({**e, name: value})
            return value

        return Program(f"(for/fold ([{name} {initial.text}]) ([{index} (range k)]) {body.text})", meaning)

    def loop_with_exits(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        loop, name, index = self.name(), self.name(), self.name()
        inside = {**variables, name: shape}
        initial = self.applied("tanh", self.program(shape, depth, variables))
        body = self.applied("tanh", self.program(shape, depth, inside))
        test = self.test(inside, min(depth, 1))

        def meaning(e: Environment) -> Any:
            value = initial.meaning(e)
            for _ in range(e["k"]):
                if test.meaning({**e, name: value}):
                    return 2 * value
                value = body.meaning({**e, name: value})
            return value

        return Program(
            f"(let {loop} ([{name} {initial.text}] [{index} 0]) (cond ((>= {index} k) {name})"
            f" ({test.text} (* 2 {name})) (else ({loop} {body.text} (+ {index} 1)))))",
            meaning,
        )

    def reduction(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        operation, axis = self.random.choice(list(REDUCTIONS)), self.random.choice("nm")
        if len(shape) == 2:
            return self.leaf(shape, variables)
        operand = self.program((*shape, axis), depth, variables)
        return Program(
            f"({operation} {operand.text} :axis {len(shape)})",
            lambda e: REDUCTIONS[operation](operand.meaning(e), axis=-1),
        )

    def flipped(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        axis, operand = self.random.randrange(len(shape)), self.program(shape, depth, variables)
        return Program(f"(flip {operand.text} :axis {axis})", lambda e: np.flip(operand.meaning(e), axis))

    def normalized(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        operand = self.program(shape, depth, variables)
        return Program(f"(softmax {operand.text})", lambda e: softmax(operand.meaning(e)))

    def chosen(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        a, b, c, d = (self.program(shape, depth, variables) for _ in range(4))
        return Program(
            f"(where (< {a.text} {b.text}) {c.text} {d.text})",
            lambda e: np.where(a.meaning(e) < b.meaning(e), c.meaning(e), d.meaning(e)),
        )

    def broadcast(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        whole, part = self.program(shape, depth, variables), self.program(shape[-1:], depth, variables)
        return Program(f"(+ {whole.text} {part.text})", lambda e: whole.meaning(e) + part.meaning(e))

    def rotated(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        name, operand = self.name(), self.program(shape, depth, variables)
        return Program(
            f"(let ([{name} {operand.text}]) (concat (slice {name} 1 (length {name})) (slice {name} 0 1)))",
            lambda e: np.roll(operand.meaning(e), -1),
        )

    def sorted(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        operand = self.program(shape, depth, variables)
        return Program(f"(sort {operand.text})", lambda e: np.sort(operand.meaning(e)))

    def running(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        operand = self.program(shape, depth, variables)
        return Program(f"(cumsum {operand.text})", lambda e: np.cumsum(operand.meaning(e)))

    def transposed(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        operand = self.program(shape[::-1], depth, variables)
        return Program(f"(transpose {operand.text})", lambda e: operand.meaning(e).T)

    def product(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        inner = self.random.choice("nm")
        left = self.program((shape[0], inner), depth, variables)
        right = self.program((inner, *shape[1:]), depth, variables)
        return Program(f"(matmul {left.text} {right.text})", lambda e: left.meaning(e) @ right.meaning(e))

    def outer(self, shape: Shape, variables: Mapping[str, Shape], depth: int) -> Program:
        left, right = (self.program((axis,), depth, variables) for axis in shape)
        return Program(
            f"(outer {left.text} {right.text})", lambda e: np.outer(left.meaning(e), right.meaning(e))
        )


def arguments(n: int, m: int, k: int, dtype: str) -> dict[str, Any]:
    sizes = {"n": n, "m": m}
    numbers = np.random.default_rng(n * 10 + m)
    made: dict[str, Any] = {
        name: numbers.normal(size=[sizes[axis] for axis in shape]).astype(dtype)
        for name, shape in PARAMETERS.items()
        if shape
    }
    return {**made, "a": 0.75, "k": k}


@pytest.mark.parametrize(
    ("device", "seed"),
    [("cpu", 1), ("cpu", 2), ("cpu", 3), ("vulkan", 4), ("vulkan", 5)],
)
def test_random_programs(device: str, seed: int) -> None:
    element, dtype, tolerance = ("f64", "float64", 1e-8) if device == "cpu" else ("f32", "float32", 2e-3)
    generator = Generator(seed)
    programs = [
        generator.program(generator.random.choice([(), ("n",), ("m",), ("n", "m")]), 3, PARAMETERS)
        for _ in range(FUNCTIONS)
    ]
    types = {(): dtype, **{s: f"(Tensor {element} [{' '.join(s)}])" for s in PARAMETERS.values() if s}}
    header = " ".join(f"[{name} : {types[shape]}]" for name, shape in PARAMETERS.items())
    source = "\n".join(
        f"(define (f{i} {header} [k : integer]) {program.text})" for i, program in enumerate(programs)
    )
    compiled = esk.compile(source, target=device, device=device)
    compared = 0
    for sizes in SIZES:
        values = arguments(*sizes, dtype)
        exact = {name: v.astype(np.float64) if isinstance(v, np.ndarray) else v for name, v in values.items()}
        for i, program in enumerate(programs):
            result = compiled[f"f{i}"](*values.values())
            expected, rounded = program.meaning(exact), program.meaning(values)
            if not np.allclose(rounded, expected, rtol=tolerance, atol=tolerance):
                # Rounding to f32 decides a comparison.
                continue
            compared += 1
            np.testing.assert_allclose(result, expected, rtol=tolerance, atol=tolerance, err_msg=program.text)
    assert compared > 0.9 * FUNCTIONS * len(SIZES)
