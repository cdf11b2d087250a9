"""Functions without types: compiled for the arrays they are called with."""

from __future__ import annotations

import inspect
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.diagnostics import ArityError, EshkolError, TypeError

PROGRAM = """
(define (scale x c) "Times c." (* x c))
(define (twice f x) (f (f x)))
(define (norm-of x) (sqrt (sum (* x x))))
(define (typed x : float64) : float64 (+ x 1))
(define (half-typed x [n : integer]) (* x n))
(define (both x) (values x (* 2 x)))
(define (sum-all . xs) (apply + xs))
(define (clip! x) (minimum x 1))
"""


@pytest.fixture(scope="module")
def program() -> Any:
    return esk.compile(PROGRAM)


def test_every_shape_and_element_type_gets_code_of_its_own(program: Any) -> None:
    for array in (np.arange(3.0), np.ones((2, 2), np.float32), np.arange(4, dtype=np.int32), np.array(2.0)):
        result = program.scale(array, array)
        np.testing.assert_array_equal(result, array * array)
        assert result.dtype == array.dtype
    assert program.scale(2.0, 3.0) == 6.0
    assert program.scale(2, 3) == 6
    np.testing.assert_array_equal(program.scale(np.arange(3.0), 2), np.arange(3.0) * 2)


def test_functions_of_one_program(program: Any) -> None:
    assert program.norm_of(np.array([3.0, 4.0])) == 5.0
    assert program.typed(1.5) == 2.5
    assert program.half_typed(1.5, 2) == 3.0
    first, second = program.both(np.arange(2.0))
    np.testing.assert_array_equal(second, 2 * first)
    assert program["clip!"](3.0) == 1.0
    assert set(program) >= {"scale", "norm-of", "typed", "clip!"}


def test_what_cannot_be_compiled_for_arrays_says_why(program: Any) -> None:
    with pytest.raises(EshkolError, match="twice"):
        program.twice(1.0, 2.0)
    with pytest.raises(EshkolError, match="any number of arguments"):
        program.sum_all(1.0, 2.0)
    with pytest.raises(EshkolError, match="takes 2 arguments"):
        program.scale(1.0)
    with pytest.raises(EshkolError, match="not an array or a number"):
        program.scale("a", 1.0)
    with pytest.raises(EshkolError, match="broadcast"):
        program.scale(np.zeros(2), np.zeros(3))
    with pytest.raises(EshkolError, match="should be integer"):
        program.half_typed(1.5, 2.5)
    with pytest.raises(AttributeError, match="scales"):
        program.scales(1.0)


def test_an_entry_with_given_argument_types() -> None:
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.options import Options
    from eshkol_mlir.diagnostics import Source

    def exports(arguments: str) -> list[Any]:
        options = Options(entry="scale", arguments=arguments)
        return Compiler(Source("program.esk", PROGRAM), options).frontend().elaborated.exports

    [export] = exports("2x3xf32,f32")
    assert export.results[0].shape == (2, 3)
    [export] = exports("?x3xf32,f32")
    assert export.results[0].shape[1] == 3
    [export] = exports("nx3xf32,nx3xf32")
    assert export.results[0].shape == ("n", 3)
    [export] = exports("4xcomplex64,complex64")
    assert export.results[0].dtype == "complex64"


def test_arguments_by_name(program: Any) -> None:
    assert str(inspect.signature(program.scale)) == "(x, c)"
    assert program.scale(c=3.0, x=2.0) == program.scale(2.0, c=3.0) == 6.0
    for arguments, keywords in (((), {"y": 1.0}), ((1.0,), {"x": 1.0}), ((), {"x": 1.0})):
        with pytest.raises(ArityError, match="its parameters are x, c"):
            program.scale(*arguments, **keywords)


@pytest.mark.parametrize("dtype", ["uint8", "uint64", "longdouble", "M8[s]", "U3", "f4,f4"])
def test_element_types_that_compiled_code_does_not_have(program: Any, dtype: str) -> None:
    with pytest.raises(TypeError, match="argument 1 of scale has element type"):
        program.scale(np.zeros(2, dtype), 1.0)
