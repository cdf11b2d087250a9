"""``--check-bounds``: computed positions out of range stop the program, exactly where NumPy raises."""

from __future__ import annotations

from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler.program import Program
from eshkol_mlir.diagnostics import NumericalError, UsageError
from numeric_support import compiled

SOURCE = """
(define (row [x : (Tensor f32 [n 3])] [i : i64]) (vref x i))
(define (element [x : (Tensor f32 [n 3])] [i : i64] [j : i32]) (tensor-ref x i j))
(define (rows [x : (Tensor f32 [n 3])] [i : (Tensor i64 [k])]) (take x i))
(define (put [x : (Tensor f32 [n 3])] [i : (Tensor i32 [k])]) (scatter x i 1.0))
(define (part [x : (Tensor f32 [n 3])] [i : i64] [j : i64]) (slice x [i #f] [j #f]))
(define (window [x : (Tensor f32 [n 3])] [i : i64]) (dynamic-slice x [i 0] [2 3]))
(define (patch [x : (Tensor f32 [n 3])] [i : i64]) (dynamic-update-slice x (zeros [2 3] f32) [i 0]))
"""
X = np.arange(12, dtype=np.float32).reshape(4, 3)
FAR = 2**62


@pytest.fixture(scope="module")
def checked() -> Program:
    return esk.compile(SOURCE, cache=False, check_bounds=True)


@pytest.fixture(scope="module")
def clamped() -> Program:
    return compiled(SOURCE)


def put(x: Any, indices: Any) -> Any:
    result = x.copy()
    result[indices] = 1
    return result


def windowed(x: Any, start: int) -> Any:
    """The two rows at a start that NumPy's indexing accepts for both ends."""
    first = np.arange(len(x))[start]
    if first + 2 > len(x):
        raise IndexError
    return x[first : first + 2]


def patched(x: Any, start: int) -> Any:
    windowed(x, start)
    result = x.copy()
    first = np.arange(len(x))[start]
    result[first : first + 2] = 0
    return result


NUMPY: dict[str, Any] = {
    "row": lambda x, i: x[i],
    "element": lambda x, i, j: x[i, j],
    "rows": lambda x, i: x[i],
    "put": put,
    "window": windowed,
    "patch": patched,
}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        *((name, (i,)) for name in ("row", "window", "patch") for i in (0, 2, 3, 4, -1, -4, -5, FAR, -FAR)),
        *(("element", (i, j)) for i in (-4, 3, 4) for j in (-4, -3, 2, 3)),
        *((n, (i,)) for n in ("rows", "put") for i in ([], [0, 3, -4], [0, 4], [-5, 0], [1, FAR])),
    ],
)
def test_stops_where_numpy_raises(
    checked: Program, clamped: Program, name: str, arguments: tuple[Any, ...]
) -> None:
    given = [
        np.array(a, np.int64).clip(-(2**31), 2**31 - 1).astype(np.int32 if name == "put" else np.int64)
        if isinstance(a, list)
        else a
        for a in arguments
    ]
    try:
        expected = NUMPY[name](X, *given)
    except IndexError:
        with pytest.raises(NumericalError, match="out of range for dimension"):
            checked[name](X, *given)
        assert np.asarray(clamped[name](X, *given)).dtype == np.float32
    else:
        np.testing.assert_array_equal(checked[name](X, *given), expected)
        np.testing.assert_array_equal(clamped[name](X, *given), expected)


@pytest.mark.parametrize(
    ("start", "stop", "fits"), [(0, 4, True), (-4, -1, True), (5, 5, False), (0, 5, False), (-5, 2, False)]
)
def test_bounds_of_slices(checked: Program, start: int, stop: int, fits: bool) -> None:
    if fits:
        np.testing.assert_array_equal(checked.part(X, start, stop), X[start:stop])
    else:
        with pytest.raises(NumericalError, match=r"(start|stop) out of range for dimension 0 of size n"):
            checked.part(X, start, stop)


def test_bounds_cannot_be_checked_without_assertions() -> None:
    with pytest.raises(UsageError, match="choose one"):
        esk.compile(SOURCE, check_bounds=True, strip_assertions=True)
