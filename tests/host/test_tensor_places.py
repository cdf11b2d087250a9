"""Operations of host tensors that move, repeat and select elements, compared with NumPy at random shapes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from host_support import run_text

Case = tuple[str, Callable[[np.ndarray], Any]]


def integers(values: Any) -> str:
    return "'(" + " ".join(map(str, values)) + ")"


def cases(random: np.random.Generator, x: np.ndarray) -> Iterator[Case]:
    """Expressions of ``x``, and what NumPy makes of it."""
    rank = x.ndim
    axis = int(random.integers(-rank, rank))
    size = x.shape[axis]
    axes = random.permutation(rank)[: random.integers(1, rank + 1)].tolist()
    others = random.permutation(rank)[: len(axes)].tolist()
    shift = int(random.integers(-9, 9))
    shifts = random.integers(-9, 9, len(axes)).tolist()
    count = int(random.integers(0, 4))
    counts = random.integers(0, 3, size).tolist()
    reps = random.integers(0, 3, random.integers(1, rank + 2)).tolist()
    yield "(flip x)", np.flip
    yield f"(flip x {axis})", lambda x: np.flip(x, axis)
    yield f"(flip x :axis {integers(axes)})", lambda x: np.flip(x, tuple(axes))
    yield f"(roll x {shift})", lambda x: np.roll(x, shift)
    yield f"(roll x {shift} {axis})", lambda x: np.roll(x, shift, axis)
    yield f"(roll x {integers(shifts)} {integers(axes)})", lambda x: np.roll(x, shifts, axes)
    yield f"(moveaxis x {integers(axes)} {integers(others)})", lambda x: np.moveaxis(x, axes, others)
    yield f"(repeat x {count})", lambda x: np.repeat(x, count)
    yield f"(repeat x {count} {axis})", lambda x: np.repeat(x, count, axis)
    if size != 1:
        yield f"(repeat x {integers(counts)} :axis {axis})", lambda x: np.repeat(x, counts, axis)
    yield f"(tile x {integers(reps)})", lambda x: np.tile(x, reps)
    yield f"(broadcast-to x {integers((2, *x.shape))})", lambda x: np.broadcast_to(x, (2, *x.shape))
    yield f"(concat x x (flip x) :axis {axis})", lambda x: np.concatenate([x, x, np.flip(x)], axis)
    yield f"(stack x (flip x) :axis {axis})", lambda x: np.stack([x, np.flip(x)], axis)
    yield "(flatten x)", np.ravel
    if size:
        places = random.integers(-size, size, (2, 3))
        yield f"(take x {places[0, 0]} {axis})", lambda x: np.take(x, places[0, 0], axis)
        yield f"(take x {integers(places[0])} {axis})", lambda x: np.take(x, places[0], axis)
        rows = "(list " + " ".join(map(integers, places)) + ")"
        yield f"(take x {rows} :axis {axis})", lambda x: np.take(x, places, axis)
    low, high = sorted(random.integers(0, size + 1, 2).tolist())
    yield f"(concat (cadr (split x '({low} {high}) {axis})))", lambda x: np.split(x, [low, high], axis)[1]
    yield f"(car (split x 1 {axis}))", lambda x: x
    widths = random.integers(0, 3, (rank, 2))
    pairs = "(list " + " ".join(map(integers, widths)) + ")"
    yield f"(pad x {count})", lambda x: np.pad(x, count)
    yield f"(pad x {integers(widths[0])} 7)", lambda x: np.pad(x, widths[0], constant_values=7)
    yield f"(pad x {pairs} 7)", lambda x: np.pad(x, widths, constant_values=7)


@pytest.mark.parametrize("dtype", ["f64", "f32", "i8", "complex128"])
@pytest.mark.parametrize("seed", range(3))
def test_numpy_has_the_same_elements(seed: int, dtype: str, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    shape = tuple(random.integers(0 if seed == 2 else 1, 5, random.integers(1, 5)).tolist())
    x = random.integers(-9, 9, shape)
    found = list(cases(random, x))
    program = f"""
        (define (show t)
          (write (if (tensor? t)
                     (list (shape t) (tensor->list (reshape (cast t i64) (list (size t)))))
                     (list '() (list (exact (real-part t))))))
          (newline))
        (define x (tensor {integers(shape)} {integers(x.ravel())} {dtype}))
        (define on-host (string-append "a" "b"))
    """ + "".join(f"(show {expression})\n" for expression, _ in found)
    outcome = run_text(program, tmp_path)
    assert outcome.status == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    for line, (expression, expected) in zip(lines, found, strict=True):
        python = line.replace("(", "[").replace(")", "]").replace(" ", ",")
        sizes, elements = ast.literal_eval(python)
        wanted = np.asarray(expected(x))
        assert tuple(sizes) == wanted.shape, expression
        np.testing.assert_array_equal(elements, wanted.ravel(), err_msg=f"{expression} of shape {shape}")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(flip x 2)", "flip: axis 2 is out of range for 2 dimensions"),
        ("(take x '(0 2))", "take: index 2 is out of range for dimension 0 of size 2"),
        ("(take x '(0.5))", "take: argument 2 must be exact integers"),
        ("(split x 4 1)", "split: size 3 cannot be split into 4 equal parts"),
        ("(pad x '((1 2) (3 4) (5 6)))", "pad: widths of shape [3 2] do not fit 2 dimensions"),
        ("(pad (tensor '(1) '(1) i8) 1 300)", "pad: 300 does not fit in i8"),
        ("(broadcast-to x '(3 2))", "broadcast-to: shape [2 3] does not broadcast to [3 2]"),
        ("(moveaxis x '(0 1) 0)", "moveaxis: 2 axes for 1 places"),
        ("(repeat x -1)", "repeat: a size cannot be negative"),
        ("(tile x '(-1))", "tile: a size cannot be negative"),
        ("(roll x 'a)", "roll: argument 2 must be an exact integer"),
        ("(concat x x :axis 2)", "concat: axis 2 is out of range for 2 dimensions"),
    ],
)
def test_wrong_arguments(expression: str, message: str, tmp_path: Path) -> None:
    program = f"""
        (define x (tensor '(2 3) '(1 2 3 4 5 6)))
        (guard (e (#t (display (condition/report-string e)))) {expression})
    """
    outcome = run_text(program, tmp_path)
    assert outcome.status == 0, outcome.stderr
    assert message in outcome.stdout


def test_sequences_are_stepped_through_along_the_first_axis(tmp_path: Path) -> None:
    program = """
        (define m (tensor '(2 3) '(1 2 3 4 5 6)))
        (define v (tensor '(2) '(10 20)))
        (define (show x) (write x) (newline))
        (show (map sum m))
        (show (map + m v))
        (show (map (lambda (row x) (* x (sum row))) m '(1 2 3)))
        (show (map (lambda (x row) (+ x (sum row))) '(1) m))
        (show (map (lambda (x) (if (> x 10) 'large 'small)) v))
        (show (for/fold ([total 0]) ([row m] [x v]) (+ total (* x (sum row)))))
        (for-each (lambda (row x) (display (- x (sum row))) (display " ")) m v)
        (for-each (lambda (row) (display (sum row)) (display " ")) m)
        (for-each (lambda (x row y) (display (+ x (sum row) y)) (display " ")) '(1 2) m '(100 200))
        (newline)
        (show (guard (e (#t (condition/report-string e))) (map + v 'a)))
    """
    outcome = run_text(program, tmp_path)
    assert outcome.status == 0, outcome.stderr
    assert outcome.stdout.splitlines() == [
        "#tensor(shape: (2), dtype: i64, data: (6 15))",
        "#tensor(shape: (2 3), dtype: i64, data: ((11 12 13) (24 25 26)))",
        "(6 30)",
        "(7)",
        "(small large)",
        "360",
        "4 5 6 15 107 217 ",
        '"map: argument 3 must be a list, but is a"',
    ]
